/** Table 6: what was in time (domain.md 6.2, K1, K2, K6, K7). The exact last day counts as in time. */
import { countedLimit, levelKey } from '../cases/meeting-clock.ts';
import { addWorkingDays } from '../time.ts';
import type { FigureBook } from './board-figures.ts';
import { caseOn } from './case-then.ts';
import type { HeldMeeting, ReportSources } from './report-sources.ts';

/** Days, YYYY-MM-DD; nothing after `asAt` is known of. */
export type Span = { readonly from: string; readonly to: string; readonly asAt: string };

type Reckoning = { readonly isDue: (on: string) => boolean; readonly isPast: (on: string) => boolean };

const inTime = (book: FigureBook, code: string, isInTime: boolean): void => {
	book.add(`${code}.of`);
	if (isInTime) book.add(`${code}.inTime`);
};

export const countTimeliness = (book: FigureBook, sources: ReportSources, { from, to, asAt }: Span): void => {
	const until = to < asAt ? to : asAt;
	const isDue = (on: string): boolean => on >= from && on <= until;
	// While the quarter runs, what is due today can still be done today.
	const isPast = (on: string): boolean => on >= from && (until === to ? on <= to : on < until);
	const held = sources.held.filter(({ on }) => on <= until);
	const byCase = new Map<string, HeldMeeting[]>();
	for (const one of held) byCase.set(one.caseId, [...(byCase.get(one.caseId) ?? []), one]);
	countReviews(book, sources, byCase, { isDue, isPast });
	const minutesDue = new Map<string, string>();
	for (const one of held) {
		const key = `${levelKey(one.level)} ${one.on}`;
		const due =
			minutesDue.get(key) ?? addWorkingDays(one.on, sources.configOn(one.on).minutesWorkingDays[levelKey(one.level)]);
		minutesDue.set(key, due);
		const isOut = one.distributedOn !== null && one.distributedOn <= asAt;
		if (isOut ? isDue(due) : isPast(due)) inTime(book, 'K6', isOut && (one.distributedOn ?? '') <= due);
	}
	countInitial(book, sources, byCase, { isDue, isPast });
	for (const code of ['K1', 'K2', 'K6', 'K7']) book.some(`${code}.inTime`, `${code}.of`);
};

/** Reviews held, and reviews that fell due and were not held. */
function countReviews(
	book: FigureBook,
	{ cases, configOn }: ReportSources,
	byCase: ReadonlyMap<string, readonly HeldMeeting[]>,
	{ isDue, isPast }: Reckoning
): void {
	const register = new Map(cases.map((one) => [one.id, one]));
	for (const [caseId, all] of byCase)
		for (const [index, one] of all.entries()) {
			const limitAt = (level: 2 | 3): string => countedLimit(level, one.on, configOn(one.on));
			const next = all[index + 1];
			if (next && next.type === 'REVIEW' && isDue(next.on))
				inTime(book, next.level === 3 ? 'K1' : 'K2', next.on <= limitAt(next.level));
			if (next) continue;
			const found = register.get(caseId);
			for (const level of [2, 3] as const) {
				const limit = limitAt(level);
				const then = found && isPast(limit) ? caseOn(found, limit) : null;
				if (then?.isOpen && then.level === level) inTime(book, level === 3 ? 'K1' : 'K2', false);
			}
		}
}

/** First meetings held, and accepted referrals whose first meeting fell due and was not held. */
function countInitial(
	book: FigureBook,
	{ referrals }: ReportSources,
	byCase: ReadonlyMap<string, readonly HeldMeeting[]>,
	{ isDue, isPast }: Reckoning
): void {
	for (const one of referrals) {
		if (one.acceptedOn === null || one.initialDue === null || one.caseId === null) continue;
		const all = byCase.get(one.caseId) ?? [];
		const { acceptedOn, initialDue, caseId } = one;
		// A referral about a case that has had its first meeting asks for a review, or for another level.
		if (all.some(({ on }) => on < acceptedOn)) continue;
		const first = all.find(({ on }) => on >= acceptedOn);
		const isLatest = !referrals.some(
			(other) =>
				other.caseId === caseId &&
				other.acceptedOn !== null &&
				other.acceptedOn > acceptedOn &&
				(!first || other.acceptedOn <= first.on)
		);
		if (!isLatest) continue;
		if (first) {
			if (isDue(first.on)) inTime(book, 'K7', first.on <= initialDue);
		} else if (isPast(initialDue)) inTime(book, 'K7', false);
	}
}
