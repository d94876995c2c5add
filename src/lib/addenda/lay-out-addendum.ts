/** An addendum as a document to draw: the same blocks, and the same look, as the minutes it stands beside. */
import { finalMinutesWords } from '../minutes/final-minutes-words.ts';
import { inFours, shortFingerprint } from '../minutes/fingerprint-groups.ts';
import { type LaidOut, showHidden } from '../minutes/lay-out-minutes.ts';
import { aside, facts, heading, personLine, prose, small } from '../minutes/minutes-blocks.ts';
import type { MinutesBlock } from '../minutes/minutes-document.ts';
import type { Print } from '../minutes/print.ts';
import { printedParts } from '../minutes/printed-parts.ts';
import { longMoment } from '../time.ts';
import type { AddendumRecord } from './addendum.ts';
import { addendumWords as words } from './addendum-words.ts';

/** What the addendum says, as blocks: for the page, which shows it under the record, and for its own document. */
export const addendumBlocks = (addendum: AddendumRecord): readonly MinutesBlock[] => [
	facts(words.about, [
		[words.part, addendum.about],
		[words.kind, addendum.kind],
		[words.author, personLine(addendum.author)],
		[words.asked, longMoment(addendum.askedAt)],
		[words.outcome, addendum.decision.outcome],
		[words.decidedBy, personLine(addendum.decision.by)]
	]),
	...(addendum.says === '' ? [] : [aside(words.says, addendum.says)]),
	heading(words.text),
	prose(addendum.text),
	aside(words.reason, addendum.reason),
	...(addendum.decision.reason === '' ? [] : [aside(words.decisionReason, addendum.decision.reason)])
];

/** @param sha256 of the addendum's canonical JSON */
export const layOutAddendum = (addendum: AddendumRecord, sha256: string, print: Print = {}): LaidOut =>
	showHidden({
		language: addendum.language,
		marking: addendum.marking,
		handling: addendum.handling,
		area: addendum.area,
		title: addendum.title,
		reference: `${addendum.reference}, ${words.numbered(addendum.number)}`,
		author: personLine(addendum.author),
		lockedAt: addendum.sealedAt,
		lockedLine: words.sealed(personLine(addendum.decision.by), longMoment(addendum.sealedAt)),
		contentsTitle: finalMinutesWords.contents,
		pageWord: finalMinutesWords.page,
		ofWord: finalMinutesWords.of,
		sections: [
			{ id: 'addendum', title: words.numbered(addendum.number), landscape: false, blocks: addendumBlocks(addendum) },
			{
				id: 'record',
				title: words.beside,
				landscape: false,
				blocks: [
					prose(words.besideText(addendum.reference)),
					small(`${words.recordFingerprint} ${inFours(addendum.recordSha256)}`),
					...(addendum.previousSha256 === ''
						? []
						: [small(`${words.previousFingerprint} ${inFours(addendum.previousSha256)}`)])
				]
			}
		],
		fingerprint: {
			title: finalMinutesWords.fingerprint.title,
			label: finalMinutesWords.fingerprint.label,
			digits: inFours(sha256),
			short: shortFingerprint(sha256),
			explanation: words.fingerprint
		},
		shownAsCodes: finalMinutesWords.shownAsCodes,
		...printedParts({ lockedAt: addendum.sealedAt }, print)
	});
