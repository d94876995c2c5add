/** What one drawing of the minutes says about itself: the words for a {@link Print}. */
import { longMoment } from '../time.ts';
import { finalMinutesWords } from './final-minutes-words.ts';
import type { FinalRecord } from './final-record.ts';
import { inFours } from './fingerprint-groups.ts';
import { listed } from './minutes-blocks.ts';
import type { MinutesDocument, MinutesNotice } from './minutes-document.ts';
import type { Print, PrintedCopy, PrintedSeal, PrintedVersion } from './print.ts';
import { proseOf } from './prose.ts';

const words = finalMinutesWords.print;

export const printedParts = (
	record: Pick<FinalRecord, 'lockedAt'>,
	{ version, copy, sealed, demonstration = sealed?.demonstration ?? false }: Print
): Pick<MinutesDocument, 'notices' | 'watermark' | 'sealLines'> => ({
	notices: [
		...(demonstration ? [notice(words.demonstration.title, words.demonstration.text)] : []),
		...(version ? [versionNotice(version)] : []),
		...(copy ? [copyNotice(copy)] : [])
	],
	watermark: copy
		? { text: words.copy.mark(copy.recipient, copy.number), line: words.copy.line(copy.recipient, copy.number) }
		: { text: '', line: '' },
	sealLines: sealed ? sealLines(record, sealed) : []
});

const notice = (title: string, text: string): MinutesNotice => ({ title, parts: proseOf(text) });

const versionNotice = ({ title, leftOut }: PrintedVersion): MinutesNotice =>
	notice(
		title,
		leftOut.length === 0 ? words.version.whole : `${words.version.leftOut}\n${listed(leftOut)}\n${words.version.proof}`
	);

const copyNotice = ({ number, recipient, purpose, on }: PrintedCopy): MinutesNotice =>
	notice(words.copy.title(number), listed([words.copy.for(recipient), words.copy.purpose(purpose), words.copy.on(on)]));

const sealLines = (
	{ lockedAt }: Pick<FinalRecord, 'lockedAt'>,
	{ subject, demonstration, certificate, recordKey }: PrintedSeal
): string[] => [
	words.seal.by(subject, longMoment(lockedAt)),
	words.seal.certificate(inFours(certificate)),
	words.seal.recordKey(inFours(recordKey)),
	...(demonstration ? [words.demonstration.text] : [])
];
