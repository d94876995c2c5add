import { describe, expect, it } from 'vitest';
import type { AttendanceStatus } from '../attendance/attendance.ts';
import type { AgencyType } from '../identity.ts';
import { agenciesAt } from './attendance-counting.ts';
import type { SeatFacts } from './meeting-facts.ts';

const COUNTED = new Map<string, AgencyType>([
	['pol', 'POLICE'],
	['hsg', 'HOUSING_AUTHORITY'],
	['nhs', 'NHS_TRUST']
]);
const seat = (agencyId: string, status: AttendanceStatus, more: Partial<SeatFacts> = {}): SeatFacts => ({
	...{ agencyId, status, capacity: 'CORE', isChair: false, seniorityMet: null, reportAdequate: null },
	...{ reason: null, finding: null },
	...more
});
const at = (...seats: SeatFacts[]) => agenciesAt(seats, COUNTED);

describe('attendance as the Board counts it', () => {
	it('REPORT-3 an agency attended when one of its people did, as well as the best of them', () => {
		expect(at(seat('hsg', 'APOLOGIES_NO_REPORT'), seat('hsg', 'ATTENDED_LATE'))).toMatchObject([{ came: 'LATE' }]);
		expect(at(seat('hsg', 'ATTENDED_LATE'), seat('hsg', 'ATTENDED'))).toMatchObject([{ came: 'IN_TIME' }]);
		expect(at(seat('hsg', 'DEPUTY_ATTENDED'))).toMatchObject([{ came: 'DEPUTY', isSenior: false }]);
		expect(at(seat('hsg', 'ATTENDED_PART', { seniorityMet: true }))).toMatchObject([{ came: 'PART', isSenior: true }]);
	});

	it('REPORT-3 seniority of somebody who did not come counts for nothing', () => {
		const rows = [
			seat('hsg', 'APOLOGIES_NO_REPORT', { seniorityMet: true }),
			seat('hsg', 'DEPUTY_ATTENDED', { seniorityMet: false })
		];
		expect(at(...rows)).toMatchObject([{ isSenior: false }]);
	});

	it('REPORT-3 a report without attendance is contributed, not attended', () => {
		expect(
			at(seat('nhs', 'APOLOGIES_REPORT_RECEIVED', { reportAdequate: true, reason: 'SICKNESS', finding: 'ACCEPTED' }))
		).toEqual([
			{
				...{ agencyId: 'nhs', came: null, isSenior: false, hasReport: true, isReportAdequate: true },
				...{ reason: 'SICKNESS', finding: 'ACCEPTED' }
			}
		]);
		expect(at(seat('nhs', 'NO_APOLOGY_REPORT_RECEIVED', { reportAdequate: false }))).toMatchObject([
			{ isReportAdequate: false }
		]);
	});

	it('REPORT-4 stood down, excused, observing and the unit leave the count', () => {
		expect(at(seat('hsg', 'NOT_REQUIRED'))).toEqual([]);
		expect(at(seat('hsg', 'EXCUSED_CONFLICT'))).toEqual([]);
		expect(at(seat('hsg', 'ATTENDED', { capacity: 'OBSERVER' }))).toEqual([]);
		expect(at(seat('unit', 'ATTENDED'))).toEqual([]);
		expect(at(seat('hsg', 'EXCUSED_CONFLICT'), seat('hsg', 'NO_APOLOGY_NO_REPORT'))).toMatchObject([{ came: null }]);
	});

	it('REPORT-4 a chair counts for police or probation that sent nobody else, and for nobody otherwise', () => {
		const chair = { isChair: true } as const;
		expect(at(seat('pol', 'ATTENDED', chair))).toMatchObject([{ came: 'IN_TIME' }]);
		expect(at(seat('pol', 'ATTENDED', chair), seat('pol', 'APOLOGIES_NO_REPORT'))).toMatchObject([{ came: null }]);
		expect(at(seat('nhs', 'ATTENDED', chair))).toEqual([]);
	});

	it('REPORT-4 the gravest of the chair’s findings about an absent agency counts', () => {
		const rows = [
			seat('hsg', 'APOLOGIES_NO_REPORT', { finding: 'ACCEPTED', reason: 'SICKNESS' }),
			seat('hsg', 'NO_APOLOGY_NO_REPORT', { finding: 'REFER_TO_SMB', reason: 'UNKNOWN' })
		];
		expect(at(...rows)).toMatchObject([{ finding: 'REFER_TO_SMB', reason: 'UNKNOWN' }]);
	});
});
