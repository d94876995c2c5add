import { describe, expect, it } from 'vitest';
import { fold, LIVE, PEOPLE } from '../../../tests/support/scenario.ts';
import type { AttendanceStatus, ChairFinding } from '../attendance/attendance.ts';
import type { Meeting, MeetingEvent } from '../meeting/meeting.ts';
import { absencesInARow, absentAgencies, agencyTurnout } from './agency-absence.ts';

const recorded = (personId: string, status: AttendanceStatus): MeetingEvent => ({
	...{ type: 'attendance-recorded', personId },
	record: {
		...{ status, mode: null, minutesLate: null, seniorityMet: null, canCommitResources: null },
		...{ reportReceivedOn: null, reportAdequate: null, reason: null, note: '' }
	}
});
const found = (personId: string, finding: ChairFinding): MeetingEvent => ({
	...{ type: 'finding-recorded', personId, finding, note: '' }
});
const held = (...events: readonly MeetingEvent[]): Meeting =>
	fold([...LIVE, { type: 'person-invited', person: PEOPLE.housing, capacity: 'CORE', request: 'x' }, ...events]);
const housing = PEOPLE.housing.agencyId;
const absent = held(recorded('housing', 'NO_APOLOGY_NO_REPORT'), found('housing', 'REFER_TO_SMB'));
const accepted = held(recorded('housing', 'APOLOGIES_REPORT_RECEIVED'), found('housing', 'ACCEPTED'));
const came = held(recorded('housing', 'ATTENDED_LATE'));
const stoodDown = held(recorded('housing', 'NOT_REQUIRED'));

describe('which agencies were absent', () => {
	it('ABSENCE-1 an agency attended when any of its people did; excused and stood down leave the count', () => {
		expect(agencyTurnout(absent, housing)).toBe('ABSENT');
		expect(agencyTurnout(came, housing)).toBe('ATTENDED');
		expect(agencyTurnout(stoodDown, housing)).toBe('OUT');
		const second: MeetingEvent = {
			type: 'person-invited',
			person: { ...PEOPLE.housing, personId: 'housing2' },
			capacity: 'INVITED',
			request: 'x'
		};
		const two = held(second, recorded('housing', 'NO_APOLOGY_NO_REPORT'), recorded('housing2', 'ATTENDED'));
		expect(agencyTurnout(two, housing)).toBe('ATTENDED');
	});

	it('ABSENCE-1 an absence opens for whoever did not come, unless the chair accepted it', () => {
		expect(absentAgencies(absent)).toEqual([housing]);
		expect(absentAgencies(accepted)).toEqual([]);
		expect(absentAgencies(came)).toEqual([]);
		expect(absentAgencies(held(recorded('minutes', 'NO_APOLOGY_NO_REPORT'), found('minutes', 'REFER_TO_SMB')))).toEqual(
			[]
		);
	});

	it('ABSENCE-2 absences in a row end with a meeting the agency came to; an accepted one neither counts nor ends it', () => {
		expect(absencesInARow([absent], housing)).toBe(1);
		expect(absencesInARow([absent, absent, came, absent], housing)).toBe(2);
		expect(absencesInARow([absent, accepted, stoodDown, absent, came], housing)).toBe(2);
		expect(absencesInARow([absent, came], housing)).toBe(1);
	});
});
