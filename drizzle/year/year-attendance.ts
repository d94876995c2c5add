/** Who is asked to a meeting of the year and who comes, drawn from the meeting's own chance. */
import type { AttendanceStatus, ChairFinding, NonAttendanceReason } from '#lib/attendance/attendance.ts';
import type { SeededChance } from '../seeded-chance.ts';
import { COMES_FOR, DEPUTIES } from './year-people.ts';

export type YearSeat = {
	readonly agency: string;
	/** whoever was invited */
	readonly person: string;
	/** whoever came in their place */
	readonly deputy: string | null;
	readonly status: AttendanceStatus;
	readonly minutesLate: number | null;
	readonly seniorityMet: boolean | null;
	readonly reportAdequate: boolean | null;
	readonly reason: NonAttendanceReason | null;
	readonly finding: ChairFinding | null;
	readonly contribution: 'FULL' | 'LIMITED' | 'NONE' | null;
};

/** In per cent at the beginning and at the end of the year: one agency gets better, one worse. */
const COMES: Readonly<Record<string, readonly [number, number]>> = {
	...{ POL: [97, 97], PRB: [95, 95], PRI: [86, 86], CSC: [85, 90], ASC: [78, 78], EDU: [45, 82], HSG: [90, 66] },
	...{ RSL: [72, 72], NHS: [84, 84], ICB: [62, 66], JCP: [74, 74], EMS: [82, 82] }
};
/** How often each is asked, in per cent. */
const ASKED: Readonly<Record<string, number>> = {
	...{ POL: 100, PRB: 100, PRI: 55, CSC: 80, ASC: 50, EDU: 45, HSG: 75, RSL: 40, NHS: 75, ICB: 40, JCP: 40, EMS: 40 }
};

/** @param quarter 0 to 3 */
export const seatsOf = (chance: SeededChance, level: 2 | 3, quarter: number): readonly YearSeat[] =>
	Object.keys(ASKED)
		.filter((agency) => chance.below(100) < (ASKED[agency] ?? 0))
		.map((agency) => seatOf(chance, agency, level, quarter));

function seatOf(chance: SeededChance, agency: string, level: 2 | 3, quarter: number): YearSeat {
	const [first, last] = COMES[agency] ?? [80, 80];
	const person = COMES_FOR[agency] ?? '';
	const comes = chance.below(100) < first + ((last - first) * quarter) / 3;
	const none = { minutesLate: null, seniorityMet: null, reportAdequate: null, reason: null, finding: null } as const;
	const base = { ...none, agency, person, deputy: null };
	const contribution = chance.in(12) ? 'LIMITED' : chance.in(40) ? 'NONE' : 'FULL';
	if (comes) {
		const isLate = chance.in(11);
		const status = isLate ? 'ATTENDED_LATE' : chance.in(22) ? 'ATTENDED_PART' : 'ATTENDED';
		const seniorityMet = chance.below(100) < (level === 3 ? 80 : 93);
		return { ...base, status, minutesLate: isLate ? chance.between(5, 25) : null, seniorityMet, contribution };
	}
	const deputy = DEPUTIES[agency];
	if (deputy && chance.in(2))
		return { ...base, deputy, status: 'DEPUTY_ATTENDED', seniorityMet: chance.in(4), contribution };
	return { ...base, ...absenceOf(chance), contribution: null };
}

function absenceOf(chance: SeededChance): Pick<YearSeat, 'status' | 'reason' | 'reportAdequate' | 'finding'> {
	const apologised = !chance.in(3);
	const reported = chance.below(100) < (apologised ? 55 : 20);
	const reportAdequate = reported ? !chance.in(4) : null;
	const reason = apologised
		? chance.pick(['SICKNESS', 'LEAVE_NO_COVER', 'OPERATIONAL_EMERGENCY', 'CAPACITY'] as const)
		: chance.pick(['UNKNOWN', 'UNKNOWN', 'CAPACITY', 'OTHER'] as const);
	const words = `${apologised ? 'APOLOGIES' : 'NO_APOLOGY'}_${reported ? 'REPORT_RECEIVED' : 'NO_REPORT'}` as const;
	const accepted = reportAdequate === true ? !chance.in(8) : chance.in(6);
	return {
		status: words,
		reason,
		reportAdequate,
		finding: accepted ? 'ACCEPTED' : chance.in(4) ? 'REFER_TO_SMB' : 'FEEDBACK_TO_AGENCY'
	};
}
