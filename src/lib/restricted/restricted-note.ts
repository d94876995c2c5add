/** A restricted note: whom it is for and what becomes of it. Its words are a document of its own. */

import type { ItemCode } from '../agenda/agenda.ts';
import type { Ask } from '../asks/ask.ts';
import { isGuestIn } from '../guests/guest.ts';
import { isHere } from '../meeting/lifecycle.ts';
import { isChair, isRecorder, type Meeting } from '../meeting/meeting.ts';
import type { DocumentName } from '../wire.ts';
import type { Audience, AudienceKind } from './audiences.ts';

export const restrictedDocument = (noteId: string): DocumentName => `restricted.${noteId}`;

/** One person may make so many in a meeting; more is no honest page. */
export const MOST_NOTES_EACH = 8;

export type NotePerson = { readonly personId: string; readonly name: string; readonly agencyName: string };
/** A note as those it is for know it. */
export type RestrictedNote = Audience & {
	readonly id: string;
	readonly item: ItemCode;
	/** number of the last change of its audience */
	readonly version: number;
	readonly madeBy: NotePerson;
	/** ISO UTC */
	readonly madeAt: string;
	/** everybody with a seat who may read it, now */
	readonly readers: readonly NotePerson[];
};
/** All that everybody else may know: under this item there is something for these. */
export type ToldOf = { readonly item: ItemCode; readonly kind: AudienceKind };
export type VictimName = {
	readonly code: string;
	readonly name: string;
	readonly alsoKnownAs: readonly string[];
	readonly version: number;
};
/** What one person in the room may know of what is restricted in it. */
export type RestrictedView = {
	readonly notes: readonly RestrictedNote[];
	readonly told: readonly ToldOf[];
	/** null: not theirs to know */
	readonly victims: readonly VictimName[] | null;
	/** questions about texts: not for everybody, and no part of the record */
	readonly asks: readonly Ask[];
};
export const NOTHING_RESTRICTED: RestrictedView = { notes: [], told: [], victims: null, asks: [] };

/** Anybody in the room while the meeting runs; then the two who keep the record. */
export const mayMakeNote = (meeting: Meeting, personId: string, statementVersion = 0): boolean =>
	isHere(meeting, personId, statementVersion) &&
	(meeting.phase === 'LIVE' || (isOpen(meeting) && isRecorder(meeting, personId)));

/** Of somebody it is for: whether their typing is taken. After the meeting whoever made it, and those who keep the record. */
export const mayWriteNote = (meeting: Meeting, personId: string, madeBy: string): boolean =>
	!isGuestIn(meeting, personId) &&
	(meeting.phase === 'LIVE' || (isOpen(meeting) && (personId === madeBy || isRecorder(meeting, personId))));

/** Of somebody it is for: whoever made it and the chair. After the lock people are only taken out. */
export const mayChangeAudience = (meeting: Meeting, personId: string, madeBy: string): boolean =>
	personId === madeBy || isChair(meeting, personId);

/** Of somebody who may know the names. */
export const mayRecordVictims = (meeting: Meeting): boolean =>
	meeting.phase === 'CONVENED' || meeting.phase === 'LIVE' || isOpen(meeting);

const isOpen = ({ phase }: Meeting): boolean => phase === 'DRAFT' || phase === 'WITH_CHAIR';
