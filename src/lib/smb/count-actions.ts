/**
 * Table 5 and K8: actions by the agency that owns them (domain.md 6.4). How an action stands is what the last meeting up to
 * the day asked about recorded of it. Deadlines count as moved where a meeting, or the chair between meetings, moved them.
 * On time is what was completed by the deadline, as the chair verified it; where nobody said on which day, it is the day of the
 * meeting that heard of it. What its agency reports and no chair has verified yet counts by itself.
 */

import { daysBetween } from '../time.ts';
import type { FigureBook } from './board-figures.ts';
import type { Span } from './count-timeliness.ts';
import type { ActionFacts } from './meeting-facts.ts';
import type { ReportSources } from './report-sources.ts';

export const ACTION_MEASURES = [
	'set',
	'due',
	'onTime',
	'late',
	'overdue',
	'reported',
	'notCompleted',
	'withdrawn'
] as const;

/** With the day of the meeting that recorded it. */
type Latest = ActionFacts & { readonly on: string };
type Outcome = 'onTime' | 'late' | 'overdue' | 'reported' | 'notCompleted' | 'withdrawn';
const outcomeOf = ({ status, completedOn, due }: ActionFacts, isReported: boolean): Outcome => {
	if (status === 'COMPLETED') return completedOn !== null && due !== null && completedOn > due ? 'late' : 'onTime';
	if (status === 'NOT_COMPLETED') return 'notCompleted';
	if (status === 'NO_LONGER_NEEDED') return 'withdrawn';
	return isReported ? 'reported' : 'overdue';
};

export const countActions = (book: FigureBook, sources: ReportSources, { from, to, asAt }: Span): void => {
	const until = to < asAt ? to : asAt;
	const codes = new Map(sources.agencies.map(({ id, code }) => [id, code]));
	const nameOf = ({ caseId, number }: { caseId: string; number: string }): string => `${caseId} ${number}`;
	const reported = new Set(sources.reportedDone.filter(({ on }) => on <= until).map(nameOf));
	const latest = new Map<string, Latest>();
	for (const { caseId, on, actions } of sources.actions) {
		if (on > until) continue;
		for (const one of actions) {
			const completedOn = one.status === 'COMPLETED' ? (one.completedOn ?? on) : one.completedOn;
			latest.set(nameOf({ caseId, number: one.number }), { ...one, completedOn, on });
			const code = codes.get(one.agencyId);
			if (one.isNew && on >= from && code !== undefined) book.add(`T5.${code}.set`);
		}
	}
	for (const moved of sources.movedDeadlines) {
		const one = latest.get(nameOf(moved));
		// A meeting that was held since has said by when it is due.
		if (one && moved.on >= one.on && moved.on <= until) latest.set(nameOf(moved), { ...one, due: moved.due });
	}
	for (const [key, one] of latest) {
		const code = codes.get(one.agencyId);
		if (code === undefined || one.due === null || one.due < from || one.due > until) continue;
		const outcome = outcomeOf(one, reported.has(key));
		// While the quarter runs, what is due today can still be done today.
		if (outcome === 'overdue' && one.due === until && until !== to) continue;
		book.add(`T5.${code}.${outcome}`);
		if (outcome === 'late') book.add(`T5.${code}.daysLate`, daysBetween(one.due, one.completedOn ?? one.due));
	}
	const owners = sources.agencies.map(({ code }) => code);
	for (const code of owners) {
		const cell = `T5.${code}`;
		const parts = ['onTime', 'late', 'overdue', 'reported', 'notCompleted'];
		book.total(
			`${cell}.due`,
			parts.map((part) => `${cell}.${part}`)
		);
		book.add(`${cell}.set`, 0);
		book.add(`${cell}.withdrawn`, 0);
	}
	for (const measure of [...ACTION_MEASURES, 'daysLate'])
		book.total(
			`T5.total.${measure}`,
			owners.map((code) => `T5.${code}.${measure}`)
		);
	book.equal(
		['T5.total.due'],
		['T5.total.onTime', 'T5.total.late', 'T5.total.overdue', 'T5.total.reported', 'T5.total.notCompleted']
	);
};
