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
	contribution: 'FULL',
	reason: null,
	note: ''
};
const ABSENT: AttendanceRecord = {
	...ATTENDED,
	status: 'NO_APOLOGY_NO_REPORT',
	mode: null,
	seniorityMet: null,
	contribution: null,
	reason: 'UNKNOWN'
};
const recorded = (record: AttendanceRecord) => ({ type: 'attendance-recorded', personId: 'social', record }) as const;
const at = '2026-12-17T10:05:00.000Z';

describe('presence', () => {
	it('ATT-9 presence is noted by the server alone, once for each change, and sets no attendance', () => {
		const came = { type: 'presence-began', personId: 'social', from: at } as const;
		given(LIVE).when('note-presence', { personId: 'social', connected: true, at }).gives([came]);
		given([...LIVE, came])
			.when('note-presence', { personId: 'social', connected: true, at })
			.gives([]);
		given([...LIVE, came])
			.when('note-presence', { personId: 'social', connected: false, at })
			.gives([{ type: 'presence-ended', personId: 'social', to: at }]);
		given(LIVE).when('note-presence', { personId: 'social', connected: false, at }).gives([]);
		given(LIVE).when('note-presence', { personId: 'housing', connected: true, at }).gives([]);
		const after = given(LIVE).when('note-presence', { personId: 'social', connected: true, at }).after();
		expect(after.attendance.seats.social?.record).toBeNull();
	});
});

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
