/**
 * What answers in sentences, by language. Each language is a build of its own with a copy of every module; all copies run in
 * one process over one application, and find each other here (decision 056).
 */

import { LANGUAGE, type Language } from '#lib/welsh/language.ts';
import type { Verbs } from './application/application.ts';
import type { freezeMeeting, recordAt } from './application/freeze-meeting.ts';
import type { Lists } from './import/read-list.ts';
import type { composeMail } from './mail/compose-mail.ts';
import type { OfTheRecord } from './of-the-record.ts';
import type { SocketWords } from './socket-words.ts';

export type Speaker = {
	readonly verbs: Verbs;
	readonly socketWords: SocketWords;
	readonly composeMail: typeof composeMail;
	/** the record of a meeting whose record is in this language */
	readonly freezeMeeting: typeof freezeMeeting;
	readonly recordAt: typeof recordAt;
	/** what is made of a record in this language */
	readonly ofTheRecord: OfTheRecord;
	/** reads lists whose headings are in this language */
	readonly lists: Lists;
};

/** One per process, whichever build asks. */
const SLOT = Symbol.for('mapp.speakers');
const slot = globalThis as { [SLOT]?: Map<Language, Speaker> };

/** Lets the other builds find what this one says. */
export const letSpeak = (speaker: Speaker): void => {
	slot[SLOT] ??= new Map();
	slot[SLOT].set(LANGUAGE, speaker);
};

/** What speaks a language; null when no build of it runs here, and this one has to do. */
export const speakerOf = (language: Language | null | undefined): Speaker | null =>
	language ? (slot[SLOT]?.get(language) ?? null) : null;
