/** The list of what is due in every case of the area: the next review, or the first meeting after a referral was accepted. */
import { holidayWarning } from '../time.ts';
import type { ReviewDue, ReviewState } from './review-due.ts';

export type ReviewLine = {
	readonly caseId: string;
	readonly ref: string;
	readonly name: string;
	readonly category: number;
	readonly level: number;
	readonly leadAgencyName: string;
	/** YYYY-MM-DD; null = none has been held */
	readonly lastMeetingOn: string | null;
	/** YYYY-MM-DD of the meeting that is convened or runs, and its id */
	readonly next: { readonly meetingId: string; readonly on: string } | null;
	readonly due: ReviewDue;
};

/** From the most pressing to the least. */
export const REVIEW_STATES = [
	'past-limit',
	'late',
	'soon',
	'in-time',
	'none'
] as const satisfies readonly ReviewState[];
export const reviewStateWord: Record<ReviewState, string> = {
	'past-limit': 'Past the counted limit',
	late: 'Past the normal limit',
	soon: 'Due soon',
	'in-time': 'In time',
	none: 'No date yet'
};

export type ReviewFilter = { readonly level: string; readonly state: string };
/** What is chosen on the page; anything unknown counts as everything. */
export const reviewFilter = (query: URLSearchParams): ReviewFilter => ({
	level: ['2', '3'].find((one) => one === query.get('level')) ?? '',
	state: REVIEW_STATES.find((one) => one === query.get('state')) ?? ''
});

/** The chosen lines, the most pressing first, then by date and reference. */
export const chooseReviews = (lines: readonly ReviewLine[], { level, state }: ReviewFilter): readonly ReviewLine[] =>
	lines
		.filter((line) => (level === '' || String(line.level) === level) && (state === '' || line.due.state === state))
		.toSorted(
			(a, b) =>
				REVIEW_STATES.indexOf(a.due.state) - REVIEW_STATES.indexOf(b.due.state) ||
				(a.due.on ?? '9999').localeCompare(b.due.on ?? '9999') ||
				a.ref.localeCompare(b.ref, 'en-GB')
		);

/**
 * One field of a CSV file, on one line. A spreadsheet takes what begins with = + - or @ for a formula: such text gets an
 * apostrophe before it, so that it stays text.
 */
export const csvField = (text: string): string => {
	const plain = text.replace(/\s+/g, ' ').trim();
	const safe = /^[=+\-@]/.test(plain) ? `'${plain}` : plain;
	return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const HEAD = [
	...['Case reference', 'Level', 'Lead agency', 'Last meeting', 'Next meeting', 'Due by', 'Normal limit'],
	...['Counted limit', 'State', 'Note']
];

/** RFC 4180, with a byte order mark for spreadsheets. No names: a file leaves the service. */
export const reviewsCsv = (lines: readonly ReviewLine[]): string => {
	const rows = lines.map(({ ref, level, leadAgencyName, lastMeetingOn, next, due }) => [
		...[ref, `Level ${level}`, leadAgencyName, lastMeetingOn ?? '', next?.on ?? '', due.on ?? ''],
		...[due.normalLimit ?? '', due.kpiLimit ?? '', reviewStateWord[due.state]],
		(due.on && holidayWarning(due.on)) || ''
	]);
	return `\uFEFF${[HEAD, ...rows].map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n`;
};
