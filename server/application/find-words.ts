/**
 * Where words stand in a meeting: in its texts, in what was typed in them before, in what was recorded. Only places that whoever
 * asks may read: to be told that words stand in a note kept apart is to be told what is in it.
 */
import type { Actor } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { fieldName } from '#lib/minutes/late-words-words.ts';
import { around, type Place, placeKey, type RedactionScope, standsAt } from '#lib/redactions/redaction.ts';
import { factPlaceWord } from '#lib/redactions/redaction-words.ts';
import { isInAudience, VICTIM_AUDIENCE } from '#lib/restricted/audiences.ts';
import { RESTRICTED_FIELD_WORDS } from '#lib/restricted/restricted-words.ts';
import { type DocumentName, documentNamed } from '#lib/wire.ts';
import { readCorrections } from '../persistence/corrections.ts';
import type { Tx } from '../persistence/database.ts';
import { readDocument } from '../persistence/document-log.ts';
import { documentsNamed, readRecord } from '../persistence/final-records.ts';
import { readFormerWords } from '../persistence/redact-document.ts';
import { type FoundFact, readFacts } from '../persistence/redactions.ts';
import { readNotes, readReaders } from '../persistence/restricted-notes.ts';
import { readReturnsFor } from './return-audience.ts';
import { mayReadPlace } from './write-correction.ts';

export type FoundPlace = {
	readonly key: string;
	readonly place: Place;
	/** plain words: which text, or where it was recorded */
	readonly where: string;
	/** a little of what stands around the words; both '' for former versions */
	readonly before: string;
	readonly after: string;
	/** of former versions: the texts in which the words were found; null for everything else */
	readonly formerly: readonly string[] | null;
	/** papers of the MAPPA unit */
	readonly isUnit: boolean;
};

export type Found = {
	readonly places: readonly FoundPlace[];
	/** the locked record says these words: they stay in it, and in what was taken from it */
	readonly inRecord: boolean;
};

/** A document's name as a heading. */
const documentWord = (name: DocumentName, agencies: ReadonlyMap<string, string>): string => {
	const named = documentNamed(name);
	switch (named?.kind) {
		case 'plan':
			return 'The plan';
		case 'minutes':
			return 'The minutes';
		case 'return':
			return `Return of ${agencies.get(named.of) ?? 'an agency'}`;
		default:
			return 'A restricted note';
	}
};

type Asked = {
	readonly meeting: Meeting;
	readonly actor: Actor;
	readonly words: string;
	readonly scope: RedactionScope;
};

/** The documents of a meeting that this person may read, by name. */
async function readableDocuments(tx: Tx, { meeting, actor, scope }: Asked): Promise<ReadonlyMap<DocumentName, string>> {
	if (!scope.room) return new Map();
	const all = await documentsNamed(tx, meeting.id);
	const isForThem = await readReturnsFor(tx, meeting, actor);
	const reader = (await readReaders(tx, [actor.personId])).get(actor.personId);
	const notes = new Set(
		(await readNotes(tx, [meeting.id]))
			.filter(({ audience, madeBy }) => reader !== undefined && isInAudience(audience, reader, madeBy))
			.map(({ id }) => id)
	);
	const byName = [...all].sort(([one], [other]) => (one < other ? -1 : 1));
	return new Map(
		byName.filter(([name]) => {
			const named = documentNamed(name);
			if (named?.kind === 'return') return isForThem(named.of);
			return named?.kind === 'restricted' ? notes.has(named.of) : named !== null;
		})
	);
}

/** Everything found, the texts first. @param withFormer also looks through what was typed and removed: takes as long as the logs are */
export async function findWords(tx: Tx, asked: Asked): Promise<Found> {
	const { meeting, words } = asked;
	const isLocked = meeting.phase === 'LOCKED';
	const record = isLocked ? await readRecord(tx, meeting.id) : null;
	const inRecord = record !== null && JSON.stringify(record.record).includes(JSON.stringify(words).slice(1, -1));
	const agencies = new Map(
		Object.values(meeting.attendance.seats).map(({ person }) => [person.agencyId, person.agencyName])
	);
	const places: FoundPlace[] = [];
	for (const [name, documentId] of await readableDocuments(tx, asked)) {
		const title = documentWord(name, agencies);
		const { fields, head } = await readDocument(tx, documentId);
		// What stands in a sealed document stands in what the lock has sealed.
		if (!isLocked)
			for (const [field, text] of Object.entries(fields))
				for (const [nth, at] of standsAt(text, words).entries())
					places.push({
						...named({ kind: 'passage', document: name, field, nth }),
						...{ where: `${title}, ${textWord(field)}`, ...around(text, at, words.length) },
						...{ formerly: null, isUnit: false }
					});
		if (head === 0) continue;
		const formerly = await readFormerWords(tx, documentId, words);
		places.push({
			...named({ kind: 'former', document: name }),
			...{ where: `${title}: everything typed before that stands there no more`, before: '', after: '' },
			...{ formerly: formerly.map(textWord), isUnit: false }
		});
	}
	return { places: [...places, ...(await factsFor(tx, asked, isLocked && inRecord, agencies))], inRecord };
}

const named = (place: Place): Pick<FoundPlace, 'key' | 'place'> => ({ key: placeKey(place), place });
/** A text by its plain name; a return has texts of its own. */
const textWord = (field: string): string => {
	const note = RESTRICTED_FIELD_WORDS.find(([name]) => name === field);
	if (note) return note[1];
	const [, part = ''] = /^return\.(\w+)$/.exec(field) ?? [];
	if (part === '') return fieldName(field);
	const [, proposal] = /^proposal(\d+)$/.exec(part) ?? [];
	return proposal ? `proposal ${proposal}` : (RETURN_TEXT[part] ?? 'text');
};
const RETURN_TEXT: Readonly<Record<string, string>> = {
	known: 'what the agency knows',
	relevance: 'why it matters',
	suggestions: 'suggestions'
};

async function factsFor(
	tx: Tx,
	asked: Asked,
	isInRecord: boolean,
	agencies: ReadonlyMap<string, string>
): Promise<FoundPlace[]> {
	const { meeting, actor, words, scope } = asked;
	const found = await readFacts(tx, { meetingId: meeting.id, caseId: meeting.convened.caseId, words });
	const isForThem = await readReturnsFor(tx, meeting, actor);
	const readable = await readableDocuments(tx, asked);
	const reader = (await readReaders(tx, [actor.personId])).get(actor.personId);
	const readsVictims = reader !== undefined && isInAudience(VICTIM_AUDIENCE, reader, '');
	const corrections = new Map((await readCorrections(tx, meeting.id)).map(({ number, place }) => [`${number}`, place]));
	const isTheirs = async ({ table, whose, key, minuted }: FoundFact): Promise<boolean> => {
		if (minuted && isInRecord) return false;
		// The head of a locked meeting moves no more; its events say where it was.
		if (table === 'meeting' && meeting.phase === 'LOCKED') return false;
		if (whose === 'VICTIMS') return (scope.room || scope.unit) && readsVictims;
		if (whose === 'UNIT') return scope.unit;
		if (!scope.room) return false;
		if (table === 'agency_return') return isForThem(key.split(' ')[0] ?? '');
		// A question about a text is for nobody to whom the text is closed.
		if (table === 'meeting_ask') return readable.has((key.split(' ')[0] ?? '') as DocumentName);
		if (table === 'correction' || table === 'correction_decision')
			return mayReadPlace(tx, meeting.id, actor.personId, corrections.get(key) ?? '');
		return true;
	};
	const places: FoundPlace[] = [];
	for (const fact of found) {
		if (!(await isTheirs(fact))) continue;
		const { table, column, key, path, value, told } = fact;
		places.push({
			...named({ kind: 'fact', table, column, key, path }),
			...{ where: factWord(fact, agencies, told), ...around(value, value.indexOf(words), words.length) },
			...{ formerly: null, isUnit: fact.whose === 'UNIT' }
		});
	}
	return places;
}

/** "Recorded in the meeting: disclosure decided". */
const factWord = ({ table, key }: FoundFact, agencies: ReadonlyMap<string, string>, told: string): string => {
	const word = factPlaceWord[table] ?? 'Recorded elsewhere';
	const of = table === 'agency_return' ? agencies.get(key.split(' ')[0] ?? '') : undefined;
	const more = [told.replaceAll('-', ' '), of].filter((one) => one);
	return more.length > 0 ? `${word}: ${more.join(', ')}` : word;
};
