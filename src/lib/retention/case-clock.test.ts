import { describe, expect, test } from 'vitest';
import { type CaseClockFacts, caseClock, draftsUntil, mailBefore } from './case-clock.ts';

const NUMBERS = { retentionYears: 100, unitCopyMonths: 24 };
const LOCKED = { isOpen: false, isLocked: true, filedOn: null };
const facts = (over: Partial<CaseClockFacts> = {}): CaseClockFacts => ({
	...{ status: 'CLOSED', dateOfBirth: '1987-03-14', endedOn: '2027-02-01', meetings: [LOCKED] },
	...{ neededUntil: null, isHeld: false },
	...over
});
const clock = (over: Partial<CaseClockFacts> = {}, today = '2027-03-01') => caseClock(facts(over), NUMBERS, today);

describe('until when a case is kept', () => {
	test('RETAIN-1 minutes that are kept here alone stay until the 100th birthday (domain.md 9)', () => {
		expect(clock()).toEqual({ rule: 'RECORD', byRule: '2087-03-14', dueOn: '2087-03-14', state: 'RUNNING' });
		expect(clock({}, '2087-03-13').state).toBe('SOON');
		expect(clock({}, '2086-12-14').state).toBe('SOON');
		expect(clock({}, '2086-12-13').state).toBe('RUNNING');
		expect(clock({}, '2087-03-14').state).toBe('DUE');
	});

	test('RETAIN-1 whoever was born on 29 February is 100 on the last day of February', () => {
		expect(clock({ dateOfBirth: '1988-02-29' }).dueOn).toBe('2088-02-29');
		expect(clock({ dateOfBirth: '2000-02-29' }).dueOn).toBe('2100-02-28');
	});

	test('RETAIN-2 a copy of what is filed elsewhere stays 24 months after the last filing, and after the end of the case', () => {
		const filed = (filedOn: string) => ({ ...LOCKED, filedOn });
		expect(clock({ meetings: [filed('2026-10-30'), filed('2027-03-31')] })).toMatchObject({
			...{ rule: 'UNIT_COPY', dueOn: '2029-03-31' }
		});
		expect(clock({ meetings: [filed('2026-10-30')], endedOn: '2027-08-31' }).dueOn).toBe('2029-08-31');
		expect(clock({ meetings: [filed('2028-02-29')] }).dueOn).toBe('2030-02-28');
		// One that is not filed makes this the only place of the record.
		expect(clock({ meetings: [filed('2026-10-30'), LOCKED] }).rule).toBe('RECORD');
	});

	test('RETAIN-3 no clock runs while a case is open, or a meeting of it is', () => {
		for (const status of ['ACTIVE', 'REFERRED'] as const)
			expect(clock({ status })).toEqual({ rule: 'OPEN', byRule: null, dueOn: null, state: 'NONE' });
		expect(clock({ meetings: [LOCKED, { isOpen: true, isLocked: false, filedOn: null }] }).state).toBe('NONE');
		expect(clock({ status: 'TRANSFERRED' }).rule).toBe('RECORD');
	});

	test('RETAIN-4 a hold stops the clock whatever day it is, and goes on from where it stands when it ends', () => {
		expect(clock({ isHeld: true }, '2090-01-01')).toMatchObject({ dueOn: '2087-03-14', state: 'HELD' });
		expect(clock({ isHeld: false }, '2090-01-01').state).toBe('DUE');
	});

	test('RETAIN-5 what is still needed by decision stays until that day, and never goes earlier than the rule says', () => {
		expect(clock({ neededUntil: '2095-01-01' })).toMatchObject({ byRule: '2087-03-14', dueOn: '2095-01-01' });
		expect(clock({ neededUntil: '2030-01-01' }).dueOn).toBe('2087-03-14');
	});

	test('RETAIN-6 a birthday that cannot be true destroys nothing', () => {
		expect(clock({ dateOfBirth: '1926-03-14' })).toEqual({
			rule: 'CHECK_BIRTH',
			byRule: null,
			dueOn: null,
			state: 'NONE'
		});
	});

	test('RETAIN-7 a case without a meeting stays as long as a copy', () => {
		expect(clock({ meetings: [] })).toMatchObject({ rule: 'NO_MEETING', dueOn: '2029-02-01' });
	});
});

describe('what goes by itself', () => {
	test('RETAIN-8 drafts go 20 working days after the lock, bank holidays not counted (domain.md 8.1)', () => {
		const usual = { draftsKeptWorkingDays: 20 };
		expect(draftsUntil('2026-12-17', usual)).toBe('2027-01-19');
		expect(draftsUntil('2026-10-22', usual)).toBe('2026-11-19');
		expect(draftsUntil('2026-10-22', { draftsKeptWorkingDays: 5 })).toBe('2026-10-29');
	});

	test('RETAIN-9 mails go after the months of the area', () => {
		expect(mailBefore('2027-02-28', { mailKeptMonths: 12 })).toBe('2026-02-28');
		expect(mailBefore('2027-03-31', { mailKeptMonths: 1 })).toBe('2027-02-28');
	});
});
