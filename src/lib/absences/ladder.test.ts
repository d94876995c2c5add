import { describe, expect, it } from 'vitest';
import { DEFAULT_AREA_CONFIG } from '../cases/area-config.ts';
import { type AbsenceEvent, type AbsenceOpened, type AbsenceStep, foldAbsence } from './absence.ts';
import { clocksOf, isOverdue, nextRung, raisingReasons, requiredRung } from './ladder.ts';

const OPENED: AbsenceOpened = {
	agencyName: 'Education',
	reference: 'NMS-2026-014/1',
	level: 2,
	heldOn: '2026-12-17',
	lockedOn: '2026-12-23',
	shortNotice: false,
	finding: 'REFER_TO_SMB',
	findingNote: '',
	reasons: ['UNKNOWN'],
	hasReport: false,
	inARow: 1,
	raise: [],
	actions: [{ number: 'A4', due: '2026-11-13' }]
};
type Later = readonly [at: string, event: AbsenceEvent];
const absence = (opened: Partial<AbsenceOpened>, ...later: readonly Later[]) => {
	const first: AbsenceEvent = { type: 'absence-opened', ...OPENED, ...opened };
	const all: readonly Later[] = [['2026-12-23T15:00:00.000Z', first], ...later];
	return foldAbsence(all.map(([at, event], index): AbsenceStep => ({ version: index + 1, at, by: 'unit', event })));
};
const clocks = (...of: Parameters<typeof absence>) => clocksOf(absence(...of), DEFAULT_AREA_CONFIG);
const sent = (at: string): Later => [at, { type: 'notice-sent', to: 'spoc', note: '' }];
const answered = (at: string, answer: 'ACCEPTED' | 'CHALLENGED'): Later => [
	at,
	{ type: 'notice-answered', answer, text: 'x', onBehalfOf: '' }
];
const raised = (at: string, rung: 3 | 4 | 5): Later => [at, { type: 'absence-raised', rung, to: null, reason: 'x' }];

describe('the clocks of an absence', () => {
	it('ABSENCE-3 the notice is due one working day after the lock, across Christmas as at any time', () => {
		expect(clocks({})).toEqual([{ kind: 'NOTICE', by: '2026-12-24' }]);
		expect(clocks({ lockedOn: '2026-12-24' })).toEqual([{ kind: 'NOTICE', by: '2026-12-29' }]);
		expect(isOverdue({ kind: 'NOTICE', by: '2026-12-24' }, '2026-12-24')).toBe(false);
		expect(isOverdue({ kind: 'NOTICE', by: '2026-12-24' }, '2026-12-25')).toBe(true);
	});

	it('ABSENCE-3 the agency has two working days from the notice, however late it went out', () => {
		expect(clocks({}, sent('2026-12-24T10:00:00.000Z'))).toEqual([{ kind: 'ANSWER', by: '2026-12-30' }]);
		// Sent the same day: nobody loses a day by being told early.
		expect(clocks({}, sent('2026-12-23T16:00:00.000Z'))).toEqual([{ kind: 'ANSWER', by: '2026-12-30' }]);
		expect(clocks({}, sent('2027-01-06T10:00:00.000Z'))).toEqual([{ kind: 'ANSWER', by: '2027-01-08' }]);
	});

	it('ABSENCE-3 a challenge is decided in as many days, and a line manager replies in five', () => {
		const notice = sent('2027-01-06T10:00:00.000Z');
		expect(clocks({}, notice, answered('2027-01-07T10:00:00.000Z', 'CHALLENGED'))).toEqual([
			{ kind: 'CHALLENGE', by: '2027-01-11' }
		]);
		const accepted = answered('2027-01-07T10:00:00.000Z', 'ACCEPTED');
		expect(clocks({}, notice, accepted)).toEqual([]);
		expect(clocks({}, notice, accepted, raised('2027-03-25T10:00:00.000Z', 3))).toEqual([
			{ kind: 'REPLY', by: '2027-04-05' }
		]);
	});

	it('ABSENCE-3 what must go further says so beside the notice, and nothing is owed once it is closed', () => {
		expect(clocks({ raise: ['IN_A_ROW'] })).toEqual([
			{ kind: 'NOTICE', by: '2026-12-24' },
			{ kind: 'RAISE', by: '2026-12-24' }
		]);
		const at = '2026-12-23T16:00:00.000Z';
		expect(clocks({ raise: ['RISK_UNMANAGED'] }, raised(at, 4))).toEqual([
			{ kind: 'NOTICE', by: '2026-12-24' },
			{ kind: 'REPLY', by: '2027-01-04' }
		]);
		expect(clocks({}, [at, { type: 'absence-closed', outcome: 'RESOLVED', text: 'x' }])).toEqual([]);
	});

	it('ABSENCE-3 the numbers are the area’s own', () => {
		const numbers = { ...DEFAULT_AREA_CONFIG, absenceNoticeWorkingDays: 3 };
		expect(clocksOf(absence({}), numbers)).toEqual([{ kind: 'NOTICE', by: '2026-12-30' }]);
	});
});

describe('how far an absence goes', () => {
	const none = { riskUnmanaged: false, overdueAction: false };
	const reasons = (level: 2 | 3, inARow: number, found = none) =>
		raisingReasons({ level, inARow }, found, DEFAULT_AREA_CONFIG);

	it('ABSENCE-4 the line manager is asked at the second in a row at Level 2, at the first at Level 3, or with an overdue action', () => {
		expect(reasons(2, 1)).toEqual([]);
		expect(reasons(2, 2)).toEqual(['IN_A_ROW']);
		expect(reasons(3, 1)).toEqual(['IN_A_ROW']);
		expect(reasons(2, 1, { ...none, overdueAction: true })).toEqual(['OVERDUE_ACTION']);
		expect(requiredRung({ raise: [] })).toBe(2);
		expect(requiredRung({ raise: ['OVERDUE_ACTION'] })).toBe(3);
	});

	it('ABSENCE-4 a high risk left unmanaged goes to the Board’s member at once', () => {
		expect(requiredRung({ raise: reasons(2, 1, { ...none, riskUnmanaged: true }) })).toBe(4);
		expect(nextRung(absence({ raise: ['RISK_UNMANAGED'] }))).toBe(4);
	});

	it('ABSENCE-4 otherwise it is raised one step after the other, up to the Board’s chair', () => {
		const at = '2027-01-06T10:00:00.000Z';
		expect(nextRung(absence({}))).toBe(3);
		expect(nextRung(absence({}, raised(at, 3)))).toBe(4);
		expect(nextRung(absence({}, raised(at, 3), raised(at, 4)))).toBe(5);
		expect(nextRung(absence({}, raised(at, 3), raised(at, 4), raised(at, 5)))).toBeNull();
	});

	it('ABSENCE-5 a notice sent after it was raised leaves it raised', () => {
		const at = '2027-01-06T10:00:00.000Z';
		expect(absence({}, raised(at, 4), sent(at))).toMatchObject({ state: 'RAISED', rung: 4, noticeAt: at });
	});
});
