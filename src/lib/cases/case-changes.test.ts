import { describe, expect, it } from 'vitest';
import { parseInput } from '../input.ts';
import { CHANGE_LEVEL, type ChangeLevel, checkCategory, checkLevel, checkStatus } from './case-changes.ts';

const CASE = { category: 1, level: 2, status: 'ACTIVE' } as const;
const category = (over: object, now: object = {}, cleared = false) =>
	checkCategory({ category: 2, alsoFits: [], reason: 'Why', ...over }, { ...CASE, ...now }, cleared)?.problems?.[0]
		?.field;
const LEVEL = {
	...{
		caseId: 'c',
		version: '1',
		reason: '',
		level: '3',
		on: '2026-12-17',
		referredBy: 'Police',
		referredOn: '2026-12-16'
	},
	...{ criterion: 'PUBLIC_INTEREST', rationale: 'Press at the door' }
};
const level = (over: object, now: object = {}) => {
	const parsed = parseInput(CHANGE_LEVEL, { ...LEVEL, ...over });
	if (!parsed.ok) throw new Error(JSON.stringify(parsed));
	return checkLevel(parsed.value as ChangeLevel, { ...CASE, ...now }, '2026-12-17');
};
const status = (over: object, now: object = {}) =>
	checkStatus({ status: 'CLOSED', endReason: 'DIED', toArea: '', reason: 'Told', ...over }, { ...CASE, ...now })
		?.problems?.[0];

describe('category, level and status between meetings', () => {
	it.each([
		[{}, {}, false, undefined],
		[{ reason: '' }, {}, false, 'reason'],
		[{ alsoFits: [2] }, {}, false, 'alsoFits'],
		[{ category: 3 }, { level: 1 }, false, 'category'],
		[{ category: 3 }, {}, false, undefined],
		[{ category: 4 }, {}, false, 'category'],
		[{ category: 4 }, {}, true, undefined]
	])('CASE-16 V01 the category %j of a case %j (cleared: %j)', (over, now, cleared, field) => {
		expect(category(over, now, cleared)).toBe(field);
	});

	it.each([
		[{}, {}, undefined],
		[{ level: '2', criterion: 'HIGH_RISK' }, { level: 3 }, 'level'],
		[{ level: '1', criterion: 'HIGH_RISK' }, { category: 3 }, 'level'],
		[{ level: '2' }, { level: 1 }, 'criterion'],
		[{ on: '2026-12-18' }, {}, 'on'],
		[{ referredOn: '2026-12-18' }, {}, 'referredOn']
	])('CASE-15 the level %j of a case %j', (over, now, field) => {
		expect(level(over, now)?.problems?.[0]?.field).toBe(field);
	});

	it('CASE-15 a Category 3 case is told that it leaves MAPPA instead, at a meeting', () => {
		expect(level({ level: '1', criterion: 'HIGH_RISK' }, { category: 3 })?.message).toContain(
			'leaves MAPPA, at a meeting'
		);
		expect(level({}, { status: 'CLOSED' })).toMatchObject({ kind: 'not-now' });
	});

	it.each([
		[{}, {}, undefined],
		[{ endReason: null }, {}, 'endReason'],
		[{ endReason: 'NOT_NEEDED' }, {}, 'endReason'],
		[{ endReason: 'NOT_NEEDED' }, { level: 1 }, undefined],
		[{ status: 'TRANSFERRED' }, {}, 'toArea'],
		[{ status: 'TRANSFERRED', toArea: 'Southmere' }, {}, undefined],
		[{ reason: '' }, {}, 'reason'],
		[{ status: 'ACTIVE' }, { status: 'CLOSED', category: 3, level: 1 }, 'status']
	])('CASE-17 the status %j of a case %j', (over, now, field) => {
		expect(status(over, now)?.field).toBe(field);
	});
});
