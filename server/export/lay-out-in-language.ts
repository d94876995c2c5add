/** A record laid out by the build of its own language, whoever asks for it: its words are its meeting's. */
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { type LaidOut, layOutMinutes } from '#lib/minutes/lay-out-minutes.ts';
import type { Print } from '#lib/minutes/print.ts';
import { LANGUAGE } from '#lib/welsh/language.ts';
import { speakerOf } from '../speakers.ts';

export const layOutInItsLanguage = (record: FinalRecord, sha256: string, print?: Print): LaidOut =>
	(speakerOf(record.language)?.layOutMinutes ?? layOutMinutes)(record, sha256, print);

/** For a page, which lays out itself what is in its own language; null then. */
export const layOutOther = (record: FinalRecord, sha256: string | null, print?: Print): LaidOut | null =>
	record.language === LANGUAGE ? null : layOutInItsLanguage(record, sha256 ?? '', print);
