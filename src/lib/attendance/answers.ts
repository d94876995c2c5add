/** The answers to a meeting's invitations as the unit looks at them: who comes for each agency, and whether senior enough. */
import type { AreaConfig } from '../cases/area-config.ts';
import { levelKey } from '../cases/meeting-clock.ts';
import type { AgencyType } from '../identity.ts';
import { isChair, isMinuteTaker, type Meeting } from '../meeting/meeting.ts';
import { kindRow } from '../meeting/meeting-kinds.ts';
import { type Grade, meetsGrade } from '../people/grades.ts';
import type { Seat } from './attendance.ts';
import { seatsByAgency } from './seats-by-agency.ts';

export type AnswerRow = {
	readonly seat: Seat;
	readonly grade: Grade | null;
	readonly isChair: boolean;
	readonly isMinuteTaker: boolean;
	/** the name of the person they stand in for, or who stands in for them */
	readonly insteadOf: string;
	readonly represented: string;
};
export type AgencyAnswers = {
	readonly agencyId: string;
	readonly agencyName: string;
	readonly rows: readonly AnswerRow[];
	/** null for the MAPPA unit, which sends nobody to decide */
	readonly needed: Grade | null;
	/** somebody who comes is senior enough; null = not known, because no grade is recorded */
	readonly isMet: boolean | null;
};
export type Answers = {
	readonly agencies: readonly AgencyAnswers[];
	/** people expected, by their answer */
	readonly counts: {
		readonly coming: number;
		readonly notComing: number;
		readonly unsure: number;
		readonly silent: number;
	};
	readonly toApprove: number;
	/** V06 */
	readonly chair: { readonly needed: Grade; readonly isMet: boolean | null };
};

export type AnswersContext = {
	readonly config: AreaConfig;
	readonly gradeOf: (personId: string) => Grade | null;
	readonly agencyType: (agencyId: string) => AgencyType | null;
};

const isExpected = ({ removed, substitute }: Seat): boolean => !removed && substitute === null;
const mayCome = (seat: Seat): boolean => isExpected(seat) && seat.response !== 'DECLINED';

/** Met when anybody is; not known when nobody is but somebody's grade is not recorded. */
const anyMeets = (grades: readonly (Grade | null)[], needed: Grade): boolean | null => {
	const met = grades.map((grade) => meetsGrade(grade, needed));
	return met.includes(true) ? true : met.includes(null) ? null : false;
};

export const answersOf = (meeting: Meeting, { config, gradeOf, agencyType }: AnswersContext): Answers => {
	const level = levelKey(meeting.convened.level);
	const { asksGrade } = kindRow(meeting.convened.level);
	const { seats } = meeting.attendance;
	const all = seatsByAgency(meeting).filter(({ removed }) => !removed);
	const expected = all.filter(isExpected);
	const count = (response: Seat['response']) => expected.filter((seat) => seat.response === response).length;
	const agencies = [...new Set(all.map(({ person }) => person.agencyId))].map((agencyId): AgencyAnswers => {
		const own = all.filter(({ person }) => person.agencyId === agencyId);
		const type = agencyType(agencyId);
		const needed = type === null || type === 'MAPPA_UNIT' || !asksGrade ? null : config.agencyGrade[type][level];
		const coming = own.filter(mayCome).map(({ person }) => gradeOf(person.personId));
		return {
			agencyId,
			agencyName: own[0]?.person.agencyName ?? '',
			rows: own.map((seat) => ({
				seat,
				grade: gradeOf(seat.person.personId),
				isChair: isChair(meeting, seat.person.personId),
				isMinuteTaker: isMinuteTaker(meeting, seat.person.personId),
				insteadOf: (seat.substituteFor && seats[seat.substituteFor]?.person.name) || '',
				represented: (seat.substitute && seats[seat.substitute]?.person.name) || ''
			})),
			needed,
			isMet: needed === null ? true : coming.length === 0 ? false : anyMeets(coming, needed)
		};
	});
	const needed = config.chairGrade[level];
	return {
		agencies,
		counts: {
			coming: count('ACCEPTED'),
			notComing: count('DECLINED'),
			unsure: count('TENTATIVE'),
			silent: count('NO_RESPONSE')
		},
		toApprove: all.filter(({ nominated }) => nominated !== null).length,
		chair: { needed, isMet: asksGrade ? meetsGrade(gradeOf(meeting.chair.personId), needed) : true }
	};
};

/** The same in numbers, for the meeting's own page. */
export const answerCounts = (meeting: Meeting): { coming: number; silent: number; toApprove: number } => {
	const all = seatsByAgency(meeting).filter(isExpected);
	const count = (response: Seat['response']) => all.filter((seat) => seat.response === response).length;
	return {
		coming: count('ACCEPTED'),
		silent: count('NO_RESPONSE'),
		toApprove: all.filter(({ nominated }) => nominated !== null).length
	};
};
