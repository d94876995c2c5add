/**
 * How far an absence must go, and by when each step is due: working days of England and Wales, numbers of the area
 * (domain.md 6.3, 8.1). A step may come sooner; nothing is ever sent by the clock alone.
 */
import type { AreaConfig } from '../cases/area-config.ts';
import { addWorkingDays, londonDate } from '../time.ts';
import type { Absence, AbsenceOpened, RaisedRung, RaisingReason, Rung } from './absence.ts';

type LadderNumbers = Pick<
	AreaConfig,
	'absenceNoticeWorkingDays' | 'absenceAnswerWorkingDays' | 'absenceManagerWorkingDays' | 'absencesInARow'
>;

/** Why an absence goes beyond the notice, as known when it opens; empty = the notice is enough. */
export const raisingReasons = (
	{ level, inARow }: Pick<AbsenceOpened, 'level' | 'inARow'>,
	found: { readonly riskUnmanaged: boolean; readonly overdueAction: boolean },
	{ absencesInARow }: LadderNumbers
): readonly RaisingReason[] => [
	...(found.riskUnmanaged ? (['RISK_UNMANAGED'] as const) : []),
	...(inARow >= absencesInARow[`L${level}`] ? (['IN_A_ROW'] as const) : []),
	...(found.overdueAction ? (['OVERDUE_ACTION'] as const) : [])
];

/** The rung it must reach: 4 at once where a high risk is unmanaged, 3 where it happens again, else the notice. */
export const requiredRung = ({ raise }: Pick<AbsenceOpened, 'raise'>): Rung =>
	raise.includes('RISK_UNMANAGED') ? 4 : raise.length > 0 ? 3 : 2;

/** The rung it is raised to next; null = there is none above. */
export const nextRung = ({ rung, opened }: Pick<Absence, 'rung' | 'opened'>): RaisedRung | null => {
	if (rung < 3 && requiredRung(opened) === 4) return 4;
	if (rung < 3) return 3;
	return rung === 3 ? 4 : rung === 4 ? 5 : null;
};

export const CLOCKS = ['NOTICE', 'ANSWER', 'CHALLENGE', 'RAISE', 'REPLY'] as const;
export type ClockKind = (typeof CLOCKS)[number];
export type LadderClock = { readonly kind: ClockKind /** YYYY-MM-DD */; readonly by: string };

/** What is owed now, soonest first; nothing once it is closed. */
export const clocksOf = (absence: Absence, numbers: LadderNumbers): readonly LadderClock[] => {
	const { opened, state, rung } = absence;
	if (state === 'CLOSED') return [];
	const { absenceNoticeWorkingDays: notice, absenceAnswerWorkingDays: answer } = numbers;
	const noticeBy = addWorkingDays(opened.lockedOn, notice);
	const clocks: LadderClock[] = [];
	if (absence.noticeAt === null) clocks.push({ kind: 'NOTICE', by: noticeBy });
	// A notice that went out late leaves the agency as many days as one in time.
	const daysToAnswer = Math.max(0, answer - notice);
	if (state === 'WITH_AGENCY' && absence.noticeAt !== null) {
		const sent = addWorkingDays(londonDate(absence.noticeAt), daysToAnswer);
		const usual = addWorkingDays(opened.lockedOn, answer);
		clocks.push({ kind: 'ANSWER', by: sent > usual ? sent : usual });
	}
	if (state === 'CHALLENGED' && absence.challengedAt !== null)
		clocks.push({ kind: 'CHALLENGE', by: addWorkingDays(londonDate(absence.challengedAt), daysToAnswer) });
	if (requiredRung(opened) > 2 && rung < 3) clocks.push({ kind: 'RAISE', by: noticeBy });
	if (state === 'RAISED' && absence.raisedAt !== null && rung < 5)
		clocks.push({
			kind: 'REPLY',
			by: addWorkingDays(londonDate(absence.raisedAt), numbers.absenceManagerWorkingDays)
		});
	return clocks.sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0));
};

/** Overdue from the day after. @param today YYYY-MM-DD */
export const isOverdue = ({ by }: LadderClock, today: string): boolean => today > by;
