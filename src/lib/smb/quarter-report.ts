/** The report of one quarter: every figure of tables 1 to 12 and of the indicators (domain.md 6.2, 6.4). */
import { type FigureBook, type Figures, openFigures } from './board-figures.ts';
import { countActions } from './count-actions.ts';
import { countMeetings, meetingsOfQuarter } from './count-meetings.ts';
import { countCases, countReferrals } from './count-register.ts';
import { countTimeliness, type Span } from './count-timeliness.ts';
import { FEEDBACK_STATUSES } from './feedback-steps.ts';
import { daysOf, isIn, type Quarter } from './quarter.ts';
import type { ReportSources } from './report-sources.ts';
import { SMB_THEMES } from './smb-feedback.ts';

/**
 * @param asAt YYYY-MM-DD: nothing after this day is known of; today for a quarter that runs, any later day for one that is over
 */
export const quarterReport = (sources: ReportSources, quarter: Quarter, asAt: string): Figures => {
	const book = openFigures();
	const span: Span = { ...daysOf(quarter), asAt };
	const meetings = meetingsOfQuarter(sources).filter(({ held }) => isIn(held.on, span) && held.on <= asAt);
	countMeetings(book, meetings, sources.agencies);
	countTimeliness(book, sources, span);
	countActions(book, sources, span);
	countCases(book, sources, span);
	countReferrals(book, sources, span);
	countFeedback(book, sources, new Set(meetings.map(({ held }) => held.id)));
	countAudits(book, sources);
	countEntered(book, sources);
	return book.close();
};

function countFeedback(book: FigureBook, { feedback, agencies }: ReportSources, meetings: ReadonlySet<string>): void {
	const codes = new Map(agencies.map(({ id, code }) => [id, code]));
	for (const { meetingId, theme, status, agencyId } of feedback) {
		if (!meetings.has(meetingId)) continue;
		book.add(`T9.${theme}.${status}`);
		if (theme === 'GOOD_PRACTICE') book.add(`T12.${(agencyId && codes.get(agencyId)) ?? 'NO_AGENCY'}`);
	}
	for (const theme of SMB_THEMES)
		book.total(
			`T9.${theme}.total`,
			FEEDBACK_STATUSES.map((status) => `T9.${theme}.${status}`)
		);
	for (const column of [...FEEDBACK_STATUSES, 'total'])
		book.total(
			`T9.total.${column}`,
			SMB_THEMES.map((theme) => `T9.${theme}.${column}`)
		);
	book.equal(
		['T9.total.total'],
		FEEDBACK_STATUSES.map((status) => `T9.total.${status}`)
	);
	book.equal(['T9.GOOD_PRACTICE.total'], ['T12.NO_AGENCY', ...agencies.map(({ code }) => `T12.${code}`)]);
}

/**
 * Audits submitted here are counted; where none was, what was entered for the quarter stands. A score that nobody entered is in
 * no sum: it is not known, and not 0.
 */
function countAudits(book: FigureBook, { audited, entered }: Pick<ReportSources, 'audited' | 'entered'>): void {
	const isCounted = audited.size > 0;
	const scores = [1, 2, 3, 4].filter((score) => isCounted || entered.has(`audits-${score}`));
	if (scores.length === 0) return;
	for (const score of scores)
		book.add(`T10.audits-${score}`, isCounted ? (audited.get(score) ?? 0) : entered.get(`audits-${score}`));
	book.total(
		'T10.total',
		scores.map((score) => `T10.audits-${score}`)
	);
}

/** What was never entered is in no sum: it is not known, and not 0. */
function countEntered(book: FigureBook, { entered, agencies }: ReportSources): void {
	const held = entered.get('board-meetings');
	if (held !== undefined) {
		book.open('K12.meetings', held);
		for (const { code } of agencies.filter(({ counts }) => counts)) {
			const attended = entered.get(`board-attended:${code}`);
			if (attended !== undefined) book.open(`K12.${code}`, attended);
		}
	}
	const advisers = entered.get('lay-advisers');
	if (advisers !== undefined) book.open('K12.layAdvisers', advisers);
}
