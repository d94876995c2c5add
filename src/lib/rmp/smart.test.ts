import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../../tests/support/scenario.ts';
import type { Action } from './rmp.ts';
import { type SmartInput, smartHints } from './smart.ts';

const GOOD: Action = {
	number: 'A8',
	riskKeys: ['R1'],
	owner: PEOPLE.social,
	supporters: [],
	due: '2026-12-18',
	standing: null,
	pillar: null,
	orientation: null,
	controlType: null,
	victims: [],
	ownerAccepted: false,
	status: 'NOT_STARTED',
	evidence: '',
	sinceMeeting: 2,
	outcome: null,
	removed: null
};
const WRITTEN: SmartInput = {
	text: 'Move handovers to the staffed contact centre',
	completionEvidence: 'Centre log',
	ownerIsHere: true,
	meetingOn: '2026-12-17',
	nextMeetingOn: '2027-01-14'
};
const ids = (action: Partial<Action>, input: Partial<SmartInput> = {}): readonly string[] =>
	smartHints({ ...GOOD, ...action }, { ...WRITTEN, ...input }).map((hint) => `${hint.letter}:${hint.id}`);

describe('hints on an action', () => {
	it('RMP-14 an action that is specific, measurable, achievable, relevant and timed gets no hint', () => {
		expect(ids({})).toEqual([]);
		expect(ids({ due: null, standing: { frequency: 'monthly', nextCheck: '2027-01-08' } })).toEqual([]);
	});

	it('RMP-14 an empty action gets one hint for each letter', () => {
		const empty = ids({ owner: null, riskKeys: [], due: null }, { text: ' ', completionEvidence: '' });
		expect(empty).toEqual(['S:empty', 'M:evidence', 'A:owner', 'R:risk', 'T:date']);
	});

	it.each([
		['Monitor contact with the family', ['S:monitor']],
		['Liaise with the housing team', ['S:liaise']],
		['Attend ongoing sessions at the clinic', ['S:ongoing']],
		['Visit the address as soon as possible', ['S:asap']],
		['Search the room as appropriate', ['S:as-appropriate']],
		['Ask all agencies for their reports', ['S:all-agencies']],
		['The phone is inspected every month', ['S:verb']],
		['Inspect phone', ['S:verb']],
		['Install a door monitoring-free lock', ['S:monitor']],
		['Decommission the alarm at the hostel', []]
	])('RMP-15 %s', (text, expected) => {
		expect(ids({}, { text })).toEqual(expected);
	});

	it('RMP-16 "consider" is allowed with a date and somebody who decides', () => {
		const text = 'Consider recall after the phone examination';
		expect(ids({}, { text })).toEqual([]);
		expect(ids({ due: null }, { text })).toEqual(['S:consider', 'T:date']);
		expect(ids({ owner: null }, { text })).toEqual(['S:consider', 'A:owner']);
	});

	it('RMP-17 an owner who is not there has to have accepted', () => {
		expect(ids({}, { ownerIsHere: false })).toEqual(['A:accepted']);
		expect(ids({ ownerAccepted: true }, { ownerIsHere: false })).toEqual([]);
	});

	it('RMP-18 every hint is a sentence that says what would help', () => {
		const all = [
			...smartHints(
				{ ...GOOD, owner: null, riskKeys: [], due: '2026-12-19' },
				{ ...WRITTEN, text: 'Monitor ASAP', completionEvidence: '' }
			),
			...smartHints(GOOD, { ...WRITTEN, ownerIsHere: false })
		];
		expect(all.length).toBeGreaterThan(6);
		for (const { message } of all) expect(message).toMatch(/^["A-Z].{25,}\.$/);
	});
});

describe('hints in a few words', () => {
	it('RMP-15 each hint says in a few words, beside the field, what it says at length', () => {
		const hints = smartHints(
			{ ...GOOD, owner: null, riskKeys: [], due: null },
			{ ...WRITTEN, text: 'Monitor contact', completionEvidence: '' }
		);
		expect(hints.find(({ id }) => id === 'monitor')?.short).toBe('“Monitor”: who looks at what, and how often?');
		for (const { short, message } of hints) expect(short.length).toBeLessThan(message.length + 1);
		expect(hints.every(({ short }) => short.length <= 50)).toBe(true);
	});
});
