import { longMoment } from '#lib/time.ts';
import { finalMinutesWords as words } from './final-minutes-words.ts';
import type { FinalRecord } from './final-record.ts';
import { inFours, shortFingerprint } from './fingerprint-groups.ts';
import { actionsSection } from './lay-out-actions.ts';
import { annexSections } from './lay-out-annex.ts';
import { decisionSections } from './lay-out-decisions.ts';
import { attendanceSection, frontSection, itemsSection } from './lay-out-meeting.ts';
import { planSection } from './lay-out-plan.ts';
import { summarySections } from './lay-out-summary.ts';
import { personLine } from './minutes-blocks.ts';
import type { MinutesDocument } from './minutes-document.ts';
import type { Print } from './print.ts';
import { printedParts } from './printed-parts.ts';
import { withShortHeadings } from './short-headings.ts';
import { visibleText } from './visible-text.ts';

/**
 * The whole record as a document to draw, in the order of domain.md 4.8. Hidden characters are already shown as their
 * codes; `replaced` says in how many places. `sha256` is the fingerprint of the record's canonical JSON.
 */
export const layOutMinutes = (record: FinalRecord, sha256: string, print: Print = {}): LaidOut =>
	showHidden(wholeDocument(record, sha256, print));

/** A document to draw, and how many of its characters are shown as their codes. */
export type LaidOut = { readonly document: MinutesDocument; readonly replaced: number };

/** The document with its hidden characters shown as their codes. */
export const showHidden = (whole: MinutesDocument): LaidOut => {
	let replaced = 0;
	const document = everyText(whole, (text) => {
		const visible = visibleText(text);
		replaced += visible.replaced;
		return visible.text;
	});
	return { document, replaced };
};

const wholeDocument = (record: FinalRecord, sha256: string, print: Print): MinutesDocument => ({
	language: record.language,
	marking: record.marking,
	handling: record.handling,
	area: record.area,
	title: record.title,
	reference: record.reference,
	author: personLine(record.minuteTaker),
	lockedAt: record.lockedAt,
	lockedLine: words.locked(personLine(record.chair), longMoment(record.lockedAt)),
	contentsTitle: words.contents,
	pageWord: words.page,
	ofWord: words.of,
	keywords: [
		...[record.marking, record.reference, `record-sha256:${sha256}`],
		...(print.sealed ? [`record-key-sha256:${print.sealed.recordKey}`] : [])
	],
	sections: withShortHeadings(
		print.version?.profile === 'EXECUTIVE_SUMMARY' ? summarySections(record) : wholeRecord(record, print)
	),
	fingerprint: {
		title: words.fingerprint.title,
		label: words.fingerprint.label,
		digits: inFours(sha256),
		short: shortFingerprint(sha256),
		explanation: words.fingerprint.explanation
	},
	shownAsCodes: words.shownAsCodes,
	...printedParts(record, print)
});

const wholeRecord = (record: FinalRecord, { version }: Print): MinutesDocument['sections'] => [
	frontSection(record),
	attendanceSection(record),
	itemsSection(record),
	planSection(record),
	actionsSection(record),
	...decisionSections(record),
	// How the record came about is left out for the person, all of it.
	...(version?.profile === 'SUBJECT_ACCESS' ? [] : annexSections(record))
];

/** The same plain data with each text in it changed. */
const everyText = <T>(value: T, change: (text: string) => string): T => {
	if (typeof value === 'string') return change(value) as T;
	if (Array.isArray(value)) return value.map((each) => everyText(each, change)) as T;
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, everyText(each, change)])) as T;
};
