/** Records and addenda laid out by the build of their own language, whoever asks for it: their words are their meeting's. */
import type { AddendumRecord } from '#lib/addenda/addendum.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import type { LaidOut } from '#lib/minutes/lay-out-minutes.ts';
import type { MinutesDocument } from '#lib/minutes/minutes-document.ts';
import type { Print } from '#lib/minutes/print.ts';
import { LANGUAGE } from '#lib/welsh/language.ts';
import { ofTheRecord } from '../of-the-record.ts';

export const layOutInItsLanguage = (record: FinalRecord, sha256: string, print?: Print): LaidOut =>
	ofTheRecord(record.language).layOutMinutes(record, sha256, print);

/** For a page, which lays out itself what is in its own language; null then. */
export const layOutOther = (record: FinalRecord, sha256: string | null, print?: Print): LaidOut | null =>
	record.language === LANGUAGE ? null : layOutInItsLanguage(record, sha256 ?? '', print);

/** For a page that lists addenda: each with its drawing where it is in another language than the page. */
export const withOtherDrawings = <Seen extends { readonly addendum: AddendumRecord; readonly sha256: string }>(
	addenda: readonly Seen[]
): readonly (Seen & { readonly drawn: MinutesDocument | null })[] =>
	addenda.map((one) => {
		const { addendum, sha256 } = one;
		const isOwn = addendum.language === LANGUAGE;
		return { ...one, drawn: isOwn ? null : ofTheRecord(addendum.language).layOutAddendum(addendum, sha256).document };
	});
