/**
 * How attendance is counted for the Board (domain.md 6.1), the whole of it: by agency, not by person. Late, part and deputy
 * count as attended and are told apart. A report without attendance is contributed, not attended. Whoever was stood down or
 * excused for a conflict, and observers, leave the count. The MAPPA unit and chairs are in no agency's figures, but a police
 * or probation chair counts for that agency when it sent nobody else.
 */
import {
	type AttendanceStatus,
	type ChairFinding,
	didAttend,
	type NonAttendanceReason,
	needsFinding
} from '../attendance/attendance.ts';
import type { AgencyType } from '../identity.ts';
import type { SeatFacts } from './meeting-facts.ts';

export type AgencyAtMeeting = {
	readonly agencyId: string;
	/** how it was represented, at best; null = nobody came */
	readonly came: 'IN_TIME' | 'LATE' | 'PART' | 'DEPUTY' | null;
	/** somebody of the required grade came */
	readonly isSenior: boolean;
	/** nobody came, a report did */
	readonly hasReport: boolean;
	readonly isReportAdequate: boolean;
	readonly reason: NonAttendanceReason;
	/** the gravest of the chair's findings about it; null where it came */
	readonly finding: ChairFinding | null;
};
/** Agencies whose attendance is counted, with their kind. */
export type CountedAgencies = ReadonlyMap<string, AgencyType>;

const BEST_FIRST: readonly (readonly [AttendanceStatus, NonNullable<AgencyAtMeeting['came']>])[] = [
	['ATTENDED', 'IN_TIME'],
	['ATTENDED_LATE', 'LATE'],
	['ATTENDED_PART', 'PART'],
	['DEPUTY_ATTENDED', 'DEPUTY']
];
const GRAVEST_FIRST: readonly ChairFinding[] = ['REFER_TO_SMB', 'FEEDBACK_TO_AGENCY', 'ACCEPTED'];
const WITH_REPORT: readonly AttendanceStatus[] = ['APOLOGIES_REPORT_RECEIVED', 'NO_APOLOGY_REPORT_RECEIVED'];
const CHAIR_COUNTS_FOR: readonly AgencyType[] = ['POLICE', 'PROBATION'];

/** Each agency that was invited to one meeting, once. */
export const agenciesAt = (seats: readonly SeatFacts[], counted: CountedAgencies): readonly AgencyAtMeeting[] => {
	const byAgency = new Map<string, SeatFacts[]>();
	for (const seat of seats) {
		if (seat.capacity === 'OBSERVER' || !counted.has(seat.agencyId)) continue;
		const own = byAgency.get(seat.agencyId);
		if (own) own.push(seat);
		else byAgency.set(seat.agencyId, [seat]);
	}
	const found: AgencyAtMeeting[] = [];
	for (const [agencyId, all] of byAgency) {
		const type = counted.get(agencyId);
		const others = all.filter(({ isChair }) => !isChair);
		const chairs = type !== undefined && CHAIR_COUNTS_FOR.includes(type) ? all : [];
		const own = (others.length > 0 ? others : chairs).filter(({ status }) => didAttend(status) || needsFinding(status));
		if (own.length > 0) found.push(agencyAt(agencyId, own));
	}
	return found;
};

function agencyAt(agencyId: string, seats: readonly SeatFacts[]): AgencyAtMeeting {
	const came = BEST_FIRST.find(([status]) => seats.some((seat) => seat.status === status))?.[1] ?? null;
	if (came !== null) {
		const isSenior = seats.some(({ status, seniorityMet }) => didAttend(status) && seniorityMet === true);
		return { agencyId, came, isSenior, hasReport: false, isReportAdequate: false, reason: 'UNKNOWN', finding: null };
	}
	const reports = seats.filter(({ status }) => WITH_REPORT.includes(status));
	const finding = GRAVEST_FIRST.find((one) => seats.some((seat) => seat.finding === one)) ?? null;
	const gravest = seats.find((seat) => seat.finding === finding) ?? seats[0];
	return {
		...{ agencyId, came, isSenior: false, finding, reason: gravest?.reason ?? 'UNKNOWN' },
		hasReport: reports.length > 0,
		isReportAdequate: reports.some(({ reportAdequate }) => reportAdequate === true)
	};
}
