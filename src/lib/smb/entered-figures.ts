/**
 * Numbers that this service does not know and the co-ordinator enters, with where each comes from: audits of before, the Board's own
 * meetings, and what the annual report takes from ViSOR or MAPPS (domain.md 6.2 K12, 6.4 T10, 6.5).
 */
import { z } from 'zod';
import { line, maybeWholeNumber, REASON_MAX, wholeNumber } from '../input.ts';
import { done, type Result, refuse } from '../result.ts';
import { readQuarter, readYear } from './quarter.ts';

export type EnteredFigure = {
	readonly key: string;
	readonly label: string;
	/** asked of each agency that counts; its code stands behind the key */
	readonly ofAgency?: true;
};
export const QUARTER_FIGURES: readonly EnteredFigure[] = [
	...[1, 2, 3, 4].map((score) => ({ key: `audits-${score}`, label: `Meetings audited with score ${score}` })),
	{ key: 'board-meetings', label: 'Meetings of the Board' },
	{ key: 'board-attended', label: 'Meetings of the Board attended', ofAgency: true },
	{ key: 'lay-advisers', label: 'Lay advisers in post at the end of the quarter' }
];
/** The annual report's tables that this service knows nothing of, in the bulletin's order. */
export const YEAR_FIGURES: readonly EnteredFigure[] = [
	...[1, 2, 3].flatMap((level) =>
		(level === 1 ? [1, 2] : [1, 2, 3]).map((category) => ({
			key: `managed-c${category}-l${level}`,
			label: `People managed at 31 March, Category ${category}, Level ${level}`
		}))
	),
	...[2, 3].flatMap((level) =>
		[1, 2, 3].map((category) => ({
			key: `through-year-c${category}-l${level}`,
			label: `People managed through the year, Category ${category}, Level ${level}`
		}))
	),
	{ key: 'breach-notification', label: 'People cautioned or convicted for breach of notification' },
	{ key: 'lifetime-revoked', label: 'Lifetime notification revoked' },
	{ key: 'shpo', label: 'Sexual Harm Prevention Orders imposed' },
	{ key: 'shpo-travel', label: 'Sexual Harm Prevention Orders with a foreign travel restriction' },
	{ key: 'notification-orders', label: 'Notification Orders imposed' },
	{ key: 'sro-breach', label: 'People who became notifiable after breach of a Sexual Risk Order' },
	...[1, 2, 3].flatMap((category) => [
		{ key: `returned-licence-c${category}`, label: `Returned to custody for breach of licence, Category ${category}` },
		{ key: `returned-order-c${category}`, label: `Returned to custody for breach of an order, Category ${category}` }
	]),
	{ key: 'serious-further-offences', label: 'Charged with a serious further offence' },
	{ key: 'case-reviews', label: 'MAPPA Serious Case Reviews' },
	{ key: 'registered', label: 'Registered sexual offenders at 31 March' },
	{ key: 'population', label: 'Population of the area aged 10 or over' }
];

export const figuresOf = (period: string): readonly EnteredFigure[] | null =>
	readQuarter(period) ? QUARTER_FIGURES : readYear(period) !== null ? YEAR_FIGURES : null;
/** "board-attended:POL" */
export const figureKey = (figure: EnteredFigure, agencyCode: string): string =>
	figure.ofAgency ? `${figure.key}:${agencyCode}` : figure.key;

export const ENTER_BOARD_FIGURE = z.strictObject({
	period: line('the period', 16),
	key: line('the figure', 64),
	/** number of the entry that was on the page; 0 = none yet */
	version: wholeNumber('the version', 0, 1_000_000),
	/** nothing = taken back */
	value: maybeWholeNumber('the number', 0, 100_000_000),
	source: line('where the number comes from', REASON_MAX)
});
export type EnterBoardFigure = z.infer<typeof ENTER_BOARD_FIGURE>;

export type EnteredRow = {
	readonly key: string;
	readonly version: number;
	readonly value: number | null;
	readonly source: string;
	readonly enteredBy: string;
	readonly enteredAt: string;
};

/** The entry to add; null when the same person has sent the same form before. */
export const decideBoardFigure = (
	input: EnterBoardFigure,
	{
		personId,
		agencyCodes,
		newest
	}: {
		readonly personId: string;
		readonly agencyCodes: readonly string[];
		readonly newest: Pick<EnteredRow, 'version' | 'value' | 'source' | 'enteredBy'> | null;
	}
): Result<{ readonly version: number } | null> => {
	const figures = figuresOf(input.period);
	const [key = '', code = ''] = input.key.split(':');
	const figure = figures?.find((one) => one.key === key);
	if (!figure || (figure.ofAgency ? !agencyCodes.includes(code) : input.key !== key))
		return refuse('missing', 'There is no such number. Reload the page.');
	const { version, value, source } = input;
	if (
		newest?.version === version + 1 &&
		newest.enteredBy === personId &&
		newest.value === value &&
		newest.source === source
	)
		return done(null);
	if ((newest?.version ?? 0) !== version)
		return refuse(
			'changed-meanwhile',
			'Somebody else entered this number while you did. What they entered is shown on this page; what you typed is still in the form. Save it again to put yours in place of theirs'
		);
	return done({ version: version + 1 });
};
