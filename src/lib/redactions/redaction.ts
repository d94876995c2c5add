/**
 * Taking text out for good (promises R17): why, where, by which two people, and what stands in its place. "Edit away" keeps
 * what was there; this does not. The words that go are never part of what is kept about it.
 */
import { type Actor, isMappaUnit } from '../identity.ts';
import { isChair, isMinuteTaker, type Meeting } from '../meeting/meeting.ts';
import { longDate } from '../time.ts';
import { type DocumentName, documentNamed } from '../wire.ts';

/** Why something must not be held. Classes and no free text: a reason in words would say again what goes. */
export const REDACTION_REASONS = [
	'WRONG_PERSON',
	'VICTIM_LOCATION',
	'VICTIM_IDENTITY',
	'THIRD_PARTY',
	'SOURCE',
	'LEGAL_ADVICE',
	'NOT_LAWFUL'
] as const;
export type RedactionReason = (typeof REDACTION_REASONS)[number];
export type RedactionState = 'ASKED' | 'DONE' | 'REFUSED' | 'WITHDRAWN';

/** How much went, without a word of it. */
export type Took = {
	/** texts and recorded values in which the words stood */
	readonly places: number;
	/** documents that were begun anew, their former versions destroyed: how many, because which is not for everybody */
	readonly documents: number;
};

export const WORDS_MIN = 3;
export const WORDS_MAX = 2_000;
/** In place of places: every one that is found. */
export const EVERY_PLACE = 'EVERY';

/** Places that one redaction may name. */
export const MOST_PLACES = 500;

/**
 * One place, as a form sends it back. `passage`: the n-th time the words stand in a text. `former`: all that was ever typed in a
 * document and stands there no more. `fact`: one text of one row of what was recorded (migrations, `typed_text`).
 */
export type Place =
	| {
			readonly kind: 'passage';
			readonly document: DocumentName;
			readonly field: string;
			readonly nth: number;
	  }
	| { readonly kind: 'former'; readonly document: DocumentName }
	| {
			readonly kind: 'fact';
			readonly table: string;
			readonly column: string;
			readonly key: string;
			readonly path: readonly string[];
	  };

export const placeKey = (place: Place): string => {
	switch (place.kind) {
		case 'passage':
			return JSON.stringify(['passage', place.document, place.field, place.nth]);
		case 'former':
			return JSON.stringify(['former', place.document]);
		case 'fact':
			return JSON.stringify(['fact', place.table, place.column, place.key, ...place.path]);
	}
};

/** Null for whatever no page of ours has sent. */
export const placeOf = (key: string): Place | null => {
	let parts: unknown;
	try {
		parts = JSON.parse(key);
	} catch {
		return null;
	}
	if (!Array.isArray(parts)) return null;
	const [kind, ...rest] = parts as unknown[];
	const isText = (one: unknown): one is string => typeof one === 'string';
	if (kind === 'fact') {
		const [table, column, row, ...path] = rest.filter(isText);
		const isWhole = rest.every(isText) && table !== undefined && column !== undefined && row !== undefined;
		return isWhole ? { kind, table, column, key: row, path } : null;
	}
	const document = isText(rest[0]) ? documentNamed(rest[0])?.name : undefined;
	if (document === undefined) return null;
	if (kind === 'former') return { kind, document };
	const [, field, nth] = rest;
	if (kind !== 'passage' || !isText(field) || typeof nth !== 'number' || !Number.isInteger(nth) || nth < 0) return null;
	return { kind, document, field, nth };
};

/** Where words stand in a text, UTF-16 units from its beginning, none within another. */
export const standsAt = (text: string, words: string): readonly number[] => {
	const found: number[] = [];
	if (words === '') return found;
	for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) found.push(at);
	return found;
};

/** One stretch of a text and what is put in its place. */
export type Cut = { readonly from: number; readonly to: number; readonly instead: string };

/** The stretches of a text that go. @param nths which times the words stand there; those that are not there are left out */
export const cutsIn = (text: string, words: string, nths: readonly number[], instead: string): readonly Cut[] =>
	standsAt(text, words).flatMap((from, nth) =>
		nths.includes(nth) ? [{ from, to: from + words.length, instead }] : []
	);

const AROUND = 60;
/** A little of what stands before and after, so that a place can be known again. */
export const around = (text: string, at: number, length: number): { before: string; after: string } => {
	const [from, to] = [Math.max(0, at - AROUND), at + length];
	return {
		before: `${from > 0 ? '…' : ''}${text.slice(from, at)}`,
		after: `${text.slice(to, to + AROUND)}${to + AROUND < text.length ? '…' : ''}`
	};
};

/** "T. Ashcombe" of "Tansy Ashcombe"; brackets would end the line in the minutes. */
const initialed = (name: string): string => {
	const parts = name.replace(/[[\]]/g, '').trim().split(/\s+/);
	const last = parts.at(-1) ?? '';
	return parts.length > 1 ? `${parts[0]?.charAt(0)}. ${last}` : last;
};

/** What stands in place of a value that was recorded. */
export const REDACTED = '[Redacted]';

/** The line that stands in the minutes where the words stood. @param on YYYY-MM-DD */
export const redactedLine = (
	reason: string,
	on: string,
	asked: { readonly name: string },
	decided: { readonly name: string }
): string =>
	`[Redacted: ${reason}, ${longDate(on).replace(/^\S+ /, '')}, ${initialed(asked.name)} and ${initialed(decided.name)}]`;

/** Whose places somebody may take out: of the meeting, of the unit's own papers, both or none. */
export type RedactionScope = { readonly room: boolean; readonly unit: boolean };

/**
 * What this person may ask to have taken out. The chair: whatever stands in the meeting. The co-ordinator: the unit's own
 * papers about the case, and as long as the meeting has not begun, when nobody has taken the chair, the meeting's as well.
 */
export const mayAsk = (meeting: Meeting, actor: Pick<Actor, 'personId' | 'roles'>): RedactionScope => {
	const unit = actor.roles.includes('MAPPA_COORDINATOR');
	const notBegun = meeting.phase === 'CONVENED' || meeting.phase === 'CANCELLED';
	return { room: isChair(meeting, actor.personId) || (unit && notBegun), unit };
};

/** Who may be the second person: of the unit, or the minute taker. That it is another human is asked elsewhere. */
export const mayConfirm = (meeting: Meeting, actor: Pick<Actor, 'personId' | 'roles'>): RedactionScope => ({
	room: isMappaUnit(actor) || isMinuteTaker(meeting, actor.personId),
	unit: isMappaUnit(actor)
});

/** Whether the page of redactions is there for this person at all. */
export const seesRedactions = (meeting: Meeting, actor: Pick<Actor, 'personId' | 'roles'>): boolean =>
	mayAsk(meeting, actor).room || mayAsk(meeting, actor).unit || mayConfirm(meeting, actor).room;
