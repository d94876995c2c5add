/**
 * What is made of a record: in the record's own language, whoever makes it and reads it (decision 061). Each build has these
 * functions with its own words; the record's language says whose are asked.
 */
import { addendumIn } from '#lib/addenda/addendum.ts';
import { addendumWords } from '#lib/addenda/addendum-words.ts';
import { layOutAddendum } from '#lib/addenda/lay-out-addendum.ts';
import { leftBecauseWord } from '#lib/attendance/leaving-words.ts';
import { correctionKindWord, settledWord } from '#lib/corrections/correction.ts';
import { placeInWords, recordPlaces } from '#lib/corrections/correction-places.ts';
import { OWN_COPY_PURPOSE } from '#lib/distribution/distribution-words.ts';
import { copyTitle } from '#lib/distribution/minutes-copy.ts';
import { exportNumber, OWN_USE } from '#lib/exports/exported-file.ts';
import { actionRows, handOffTexts } from '#lib/hand-off/hand-off-parts.ts';
import { layOutMinutes } from '#lib/minutes/lay-out-minutes.ts';
import { recordCodes } from '#lib/minutes/record-codes.ts';
import { leaveOut, makeVersion } from '#lib/seal/make-version.ts';
import { sealReason } from '#lib/seal/seal-reason.ts';
import { leftOutLine, profileWord } from '#lib/seal/version-words.ts';
import { longDate } from '#lib/time.ts';
import type { Language } from '#lib/welsh/language.ts';
import { keptWordings } from '#lib/wordings/wording.ts';
import { sealPdf } from './export/pdf-seal.ts';
import { speakerOf } from './speakers.ts';

export const OF_THE_RECORD = {
	layOutMinutes,
	layOutAddendum,
	addendumIn,
	addendumWords,
	correctionKindWord,
	settledWord,
	placeInWords,
	recordPlaces,
	copyTitle,
	exportNumber,
	OWN_COPY_PURPOSE,
	OWN_USE,
	sealReason,
	sealPdf,
	leftBecauseWord,
	longDate,
	actionRows,
	handOffTexts,
	recordCodes,
	leaveOut,
	makeVersion,
	leftOutLine,
	profileWord,
	keptWordings
} as const;
export type OfTheRecord = typeof OF_THE_RECORD;

/** @param language of the record; records from before there were two say none and are English */
export const ofTheRecord = (language: Language | null | undefined): OfTheRecord =>
	speakerOf(language ?? 'en')?.ofTheRecord ?? OF_THE_RECORD;

/** What a file of a record is for: what the service says of somebody's own use in the record's language, what was typed as it is. */
export const purposeIn = (language: Language | null | undefined, purpose: string): string =>
	purpose === OWN_USE ? ofTheRecord(language).OWN_USE : purpose;
