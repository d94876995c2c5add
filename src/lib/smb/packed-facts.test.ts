import { describe, expect, test } from 'vitest';
import { ITEM_CODES } from '../agenda/agenda.ts';
import { ATTENDANCE_STATUSES, CAPACITIES, CHAIR_FINDINGS, NON_ATTENDANCE_REASONS } from '../attendance/attendance.ts';
import { ACTION_STATUSES } from '../rmp/rmp.ts';
import type { MeetingFacts } from './meeting-facts.ts';
import { packFacts, unpackFacts } from './packed-facts.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** One after another, each word of every list. */
const at = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;
const maybe = [true, false, null];

const FACTS: MeetingFacts = {
	...{ category: 2, shortNotice: true, outcome: 'RETAIN_LEVEL' },
	items: ITEM_CODES.map((code, n) => ({ code, used: n / 10, planned: n })),
	disclosures: [{ outcome: 'DISCLOSE', presumption: true }],
	seats: Array.from({ length: 60 }, (_, n) => ({
		...{ agencyId: id(n % 41), capacity: at(CAPACITIES, n), isChair: n === 3, status: at(ATTENDANCE_STATUSES, n) },
		...{ seniorityMet: at(maybe, n), reportAdequate: at(maybe, n + 1) },
		...{ reason: at([...NON_ATTENDANCE_REASONS, null], n), finding: at([...CHAIR_FINDINGS, null], n) }
	})),
	actions: Array.from({ length: 14 }, (_, n) => ({
		...{ number: `A${n * 97 + 1}`, agencyId: id(n + 38), status: at(ACTION_STATUSES, n), isNew: n % 2 === 0 },
		...{ due: n % 3 === 0 ? null : '2026-11-05', completedOn: n % 4 === 0 ? '2026-11-06' : null }
	}))
};

describe('facts of a meeting as they are stored', () => {
	test('REPORT-7 every word comes back as it was, of more agencies than there are letters', () => {
		expect(unpackFacts(packFacts(FACTS))).toEqual(FACTS);
		const empty = { ...FACTS, seats: [], actions: [], disclosures: [], outcome: null, items: [] };
		expect(unpackFacts(packFacts(empty))).toEqual(empty);
		expect(unpackFacts(JSON.parse(JSON.stringify(packFacts(FACTS))))).toEqual(FACTS);
	});

	test('REPORT-7 they take a fraction of the bytes, and no two words of a list have one letter', () => {
		const meeting = { ...FACTS, seats: FACTS.seats.slice(0, 14), actions: FACTS.actions.slice(0, 5) };
		const sizes = [packFacts(meeting), meeting].map((one) => JSON.stringify(one).length);
		expect((sizes[0] ?? 0) / (sizes[1] ?? 1)).toBeLessThan(0.4);
		const letters = packFacts(FACTS).seats.match(/.{9}/g) ?? [];
		expect(new Set(letters.map((one) => one[4])).size).toBe(ATTENDANCE_STATUSES.length);
		expect(new Set(letters.map((one) => one[7])).size).toBe(NON_ATTENDANCE_REASONS.length + 1);
		expect(
			new Set(
				packFacts(FACTS)
					.actions.split(';')
					.map((one) => one[2])
			).size
		).toBe(ACTION_STATUSES.length);
	});
});
