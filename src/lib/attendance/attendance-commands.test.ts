import { describe, expect, it } from 'vitest';
import { given, LIVE, letIn, PEOPLE } from '../../../tests/support/scenario.ts';
import type { AttendanceRecord } from './attendance.ts';

const ATTENDED: AttendanceRecord = {
	status: 'ATTENDED',
	mode: 'IN_PERSON',
	minutesLate: null,
	seniorityMet: true,
	canCommitResources: null,
	reportReceivedOn: null,
	reportAdequate: null,
	reason: null,
	note: ''
};
const ABSENT: AttendanceRecord = {
	...ATTENDED,
	status: 'NO_APOLOGY_NO_REPORT',
	mode: null,
	seniorityMet: null,
	reason: 'UNKNOWN'
};
const recorded = (record: AttendanceRecord) => ({ type: 'attendance-recorded', personId: 'social', record }) as const;

describe('the register', () => {
	it('ATT-10 the chair or the minute taker records attendance; the same again changes nothing', () => {
		given(LIVE)
			.when('record-attendance', { personId: 'social', ...ATTENDED })
			.gives([recorded(ATTENDED)]);
		given([...LIVE, recorded(ATTENDED)])
			.when('record-attendance', { personId: 'social', ...ATTENDED })
			.gives([]);
		given(LIVE)
			.when('record-attendance', { personId: 'social', ...ATTENDED }, { as: 'social' })
			.refused('forbidden');
		given(LIVE)
			.when('record-attendance', { personId: 'housing', ...ATTENDED })
			.refused('missing');
	});

	it.each([
		[{ mode: null }, 'mode'],
		[{ reason: 'SICKNESS' }, 'reason'],
		[{ status: 'ATTENDED_LATE' }, 'minutesLate'],
		[{ status: 'DEPUTY_ATTENDED' }, 'status'],
		[{ ...ABSENT, reason: null }, 'reason'],
		[{ ...ABSENT, status: 'APOLOGIES_REPORT_RECEIVED' }, 'reportReceivedOn'],
		[{ ...ABSENT, reportReceivedOn: '2026-12-18' }, 'reportReceivedOn'],
		[{ minutesLate: 0 }, 'minutesLate']
	])('ATT-11 a record that contradicts itself is refused at the field (%#)', (over, field) => {
		given(LIVE)
			.when('record-attendance', { personId: 'social', ...ATTENDED, ...over })
			.refused('invalid', [field]);
	});

	it('ATT-12 a substitute is recorded in place of the one they stand in for', () => {
		const substituted = [
			...LIVE,
			...letIn('housing'),
			{ type: 'substitute-named', personId: 'social', substitute: PEOPLE.socialDeputy }
		] as const;
		given(substituted)
			.when('record-attendance', { personId: 'social', ...ATTENDED })
			.refused('not-now');
		const deputy = { ...ATTENDED, status: 'DEPUTY_ATTENDED' } as const;
		given(substituted)
			.when('record-attendance', { personId: 'deputy', ...deputy })
			.gives([{ type: 'attendance-recorded', personId: 'deputy', record: deputy }]);
	});

	it('ATT-13 only the chair makes a finding, and only on somebody recorded as not attending', () => {
		const input = { personId: 'social', finding: 'REFER_TO_SMB', note: 'Second time' };
		given([...LIVE, recorded(ABSENT)])
			.when('record-finding', input)
			.gives([{ type: 'finding-recorded', personId: 'social', finding: 'REFER_TO_SMB', note: 'Second time' }]);
		given([...LIVE, recorded(ABSENT)])
			.when('record-finding', input, { as: 'minuteTaker' })
			.refused('forbidden');
		given([...LIVE, recorded(ATTENDED)])
			.when('record-finding', input)
			.refused('not-now');
		given(LIVE).when('record-finding', input).refused('not-now');
	});

	it('ATT-27 a finding may say that a high risk is left unmanaged', () => {
		const input = { personId: 'social', finding: 'FEEDBACK_TO_AGENCY', note: '', riskUnmanaged: 'yes' };
		const absent = [...LIVE, recorded(ABSENT)];
		const after = given(absent).when('record-finding', input).after();
		expect(after.attendance.seats.social?.finding).toMatchObject({ riskUnmanaged: true });
		expect(
			given(absent)
				.when('record-finding', { ...input, riskUnmanaged: '' })
				.after().attendance.seats.social?.finding
		).toMatchObject({ riskUnmanaged: false });
	});

	it('ATT-19 the times somebody was there are kept with the record, and dropped for whoever did not come', () => {
		const ran = { now: '2026-12-17T11:00:00.000Z' };
		const times = '10:15 to 10:20, 10:30 to 10:50';
		const after = given(LIVE)
			.when('record-attendance', { personId: 'social', ...ATTENDED, times }, { context: ran })
			.after();
		expect(after.attendance.seats.social?.record?.present).toEqual([
			{ from: '2026-12-17T10:15:00.000Z', to: '2026-12-17T10:20:00.000Z' },
			{ from: '2026-12-17T10:30:00.000Z', to: '2026-12-17T10:50:00.000Z' }
		]);
		const wrong = { personId: 'social', ...ATTENDED, times: 'most of it' };
		given(LIVE).when('record-attendance', wrong, { context: ran }).refused('invalid', ['times']);
		given(LIVE)
			.when('record-attendance', { personId: 'social', ...ABSENT, times: 'x' }, { context: ran })
			.gives([recorded(ABSENT)]);
	});

	it('ATT-21 the chair alone decides how much somebody contributed, with a comment', () => {
		const input = { personId: 'social', contribution: 'LIMITED', comment: 'Not known to the service' } as const;
		given(LIVE)
			.when('judge-contribution', input)
			.gives([{ type: 'contribution-judged', ...input }]);
		given(LIVE).when('judge-contribution', input, { as: 'minuteTaker' }).refused('forbidden');
		given(LIVE)
			.when('judge-contribution', { ...input, contribution: '' })
			.refused('invalid', ['contribution']);
		const older = { ...ATTENDED, contribution: 'FULL' } as const;
		const seat = given([...LIVE, { type: 'attendance-recorded', personId: 'social', record: older }])
			.when('judge-contribution', { ...input, personId: 'manager' })
			.after().attendance.seats.social;
		expect(seat).toMatchObject({ contribution: { contribution: 'FULL', comment: '' }, record: ATTENDED });
	});

	it('ATT-22 each person introduces themselves, and nobody else', () => {
		const input = { canCommitResources: 'yes', interest: 'Taught his brother' };
		const said = { canCommitResources: true, interest: 'Taught his brother' };
		given(LIVE)
			.when('introduce', input, { as: 'social' })
			.gives([{ type: 'introduced', personId: 'social', ...said }]);
		given([...LIVE, { type: 'introduced', personId: 'social', ...said }])
			.when('introduce', input, { as: 'social' })
			.gives([]);
		given(LIVE).when('introduce', input, { as: 'housing' }).refused('forbidden');
		given(LIVE)
			.when('introduce', { ...input, personId: 'social' }, { as: 'manager' })
			.refused('invalid');
	});

	it('ATT-23 a conflict of interest recorded in the register takes the person out at once, and never the chair', () => {
		const conflict = { ...ABSENT, status: 'EXCUSED_CONFLICT', reason: null, note: 'Knows the family' };
		const after = given(LIVE)
			.when('record-attendance', { personId: 'social', ...conflict })
			.after();
		expect(after.attendance.seats.social).toMatchObject({
			confirmed: null,
			removed: { reason: 'Knows the family' },
			record: { status: 'EXCUSED_CONFLICT' }
		});
		given(LIVE)
			.when('record-attendance', { personId: 'social', ...conflict, note: '' })
			.refused('invalid', ['note']);
		given(LIVE)
			.when('record-attendance', { personId: 'chair', ...conflict }, { as: 'minuteTaker' })
			.refused('invalid', ['status']);
	});

	it('ATT-24 of two who record one seat at once the second sees the first, and the same twice is one', () => {
		const first = [...LIVE, recorded(ATTENDED)];
		const input = { personId: 'social', ...ATTENDED, edition: '0' };
		given(first).when('record-attendance', input).gives([]);
		const other = { ...input, mode: 'REMOTE_PHONE' };
		given(first).when('record-attendance', other).refused('changed-meanwhile');
		given(first)
			.when('record-attendance', { ...other, edition: '1' })
			.gives([recorded({ ...ATTENDED, mode: 'REMOTE_PHONE' })]);
	});

	it('ATT-14 minimum participation is chair, lead agency, police and probation; short of it the chair gives a reason', () => {
		given(LIVE)
			.when('decide-participation', { choice: 'MET' })
			.gives([{ type: 'participation-decided', choice: 'MET', reason: '' }]);
		const short = [...LIVE, { type: 'attendee-removed', personId: 'manager', reason: 'ill' }] as const;
		given(short).when('decide-participation', { choice: 'MET' }).refused('invalid', ['choice']);
		given(short).when('decide-participation', { choice: 'PROCEED' }).refused('invalid', ['reason']);
		given(short)
			.when('decide-participation', { choice: 'PROCEED', reason: 'Report received' })
			.gives([{ type: 'participation-decided', choice: 'PROCEED', reason: 'Report received' }]);
	});

	it('ATT-15 the manner of giving the statement is recorded', () => {
		given(LIVE)
			.when('present-statement', { manner: 'READ_ALOUD' }, { as: 'minuteTaker' })
			.gives([{ type: 'statement-presented', manner: 'READ_ALOUD' }]);
		given(LIVE).when('present-statement', { manner: 'SUNG' }).refused('invalid', ['manner']);
	});
});
