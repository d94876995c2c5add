/**
 * A question pinned to a text while the minutes are written: "who said this?". Beside the facts of the meeting, because it is no part
 * of the record: it is told to those it may be told to, has to be settled before the lock, and goes with the lock.
 */
import type { ItemCode } from '../agenda/agenda.ts';
import { seatOf } from '../attendance/seats.ts';
import { isGuestIn } from '../guests/guest.ts';
import { isHere } from '../meeting/lifecycle.ts';
import { isRecorder, type Meeting } from '../meeting/meeting.ts';
import { placeOf } from '../meeting/room-places.ts';
import { isMinutesField } from '../minutes/minutes-fields.ts';
import { isRestrictedField } from '../restricted/restricted-field.ts';
import { isPlanField } from '../rmp/rmp.ts';
import { type DocumentKind, type DocumentName, documentNamed } from '../wire.ts';

export const ASK_STATES = ['OPEN', 'RESOLVED', 'DROPPED'] as const;
export type AskState = (typeof ASK_STATES)[number];
export const ASK_LIMIT = {
	/** characters of a question, and of an answer */
	question: 300,
	answer: 500,
	/** characters of one end of the place it is pinned to, base64 */
	place: 120,
	/** one person may have so many unsettled in a meeting, and ask so many in it at all */
	openEach: 20,
	each: 100
} as const;

/** Whom a question is for. Neither an agency nor a person: everybody in the room. */
export type AskedOf = { readonly toAgency: string | null; readonly toPerson: string | null };
/** The text it is pinned to. */
export type AskPin = {
	readonly document: DocumentName;
	readonly field: string;
	/** Yjs relative positions in base64; '' = the field as a whole */
	readonly pinnedFrom: string;
	readonly pinnedTo: string;
};
export type Said = { readonly personId: string; readonly name: string; readonly at: string };
/** A question as those who may see it know it. */
export type Ask = AskPin &
	AskedOf & {
		readonly id: string;
		readonly item: ItemCode;
		readonly question: string;
		readonly asked: Said;
		readonly answer: (Said & { readonly words: string }) | null;
		readonly state: AskState;
		readonly settled: Said | null;
		readonly version: number;
	};
/** What is asked of the rules below: the row or what is shown of it. */
type Concerned = AskedOf & { readonly askedBy: string };

const FIELD_OF: { readonly [Kind in DocumentKind]: (field: string) => boolean } = {
	plan: isPlanField,
	minutes: isMinutesField,
	restricted: isRestrictedField,
	// An agency writes its return by itself, before the meeting.
	return: () => false
};
/** Whether there is such a text to ask about. */
export const isAskField = (document: string, field: string): document is DocumentName => {
	const named = documentNamed(document);
	return named !== null && FIELD_OF[named.kind](field);
};

/** The item under which a text of the plan or of the minutes stands. */
export const itemOfField = (field: string): ItemCode => placeOf(`#${field}`)?.item ?? 'RMP';
/** Where the text is in the room. */
export const askHref = ({ document, field }: Pick<Ask, 'document' | 'field'>): string => {
	const named = documentNamed(document);
	return named?.kind === 'restricted' ? `#restricted-${named.of}` : `#${field}`;
};

const isWriting = ({ phase }: Meeting): boolean => phase === 'LIVE' || phase === 'DRAFT' || phase === 'WITH_CHAIR';

/** Whether questions reach this person at all: not a guest and not an observer, who only read along (R4). */
export const takesPartInAsks = (meeting: Meeting, personId: string, statementVersion = 0): boolean =>
	isWriting(meeting) &&
	isHere(meeting, personId, statementVersion) &&
	!isGuestIn(meeting, personId) &&
	seatOf(meeting.attendance, personId)?.capacity !== 'OBSERVER';

/** While the meeting runs everybody who takes part; then the two who keep the record. */
export const mayAsk = (meeting: Meeting, personId: string, statementVersion = 0): boolean =>
	takesPartInAsks(meeting, personId, statementVersion) && (meeting.phase === 'LIVE' || isRecorder(meeting, personId));

/** Of somebody who may read the text: whoever asked, whoever is asked, and the two who have to settle it. */
export const isAskFor = (meeting: Meeting, personId: string, { toAgency, toPerson, askedBy }: Concerned): boolean => {
	if (askedBy === personId || isRecorder(meeting, personId)) return true;
	if (toPerson !== null) return toPerson === personId;
	return toAgency === null || seatOf(meeting.attendance, personId)?.person.agencyId === toAgency;
};

/** Of somebody it is for: whoever asked, and the two who keep the record. */
export const maySettleAsk = (meeting: Meeting, personId: string, { askedBy }: Pick<Concerned, 'askedBy'>): boolean =>
	askedBy === personId || isRecorder(meeting, personId);

export const openAsks = (asks: readonly Ask[]): readonly Ask[] => asks.filter(({ state }) => state === 'OPEN');
