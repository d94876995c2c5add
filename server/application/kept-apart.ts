/**
 * What the lock keeps apart from the final record: texts that not everybody in the room may read. Each kind of document says
 * what there is of it and who may read it later; the record itself gets one number over all of it (server/export/sealed-apart.ts).
 */
import { randomBytes } from 'node:crypto';
import { itemTitle } from '#lib/agenda/agenda-words.ts';
import type { Actor } from '#lib/identity.ts';
import { type Meeting, recordLanguageOf } from '#lib/meeting/meeting.ts';
import { HANDLING, MARKING } from '#lib/meeting/meeting-words.ts';
import { recordReference } from '#lib/minutes/build-record.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { recordPerson } from '#lib/minutes/record-attendance.ts';
import type { ApartRecord, KeptApart } from '#lib/restricted/apart-record.ts';
import { isInAudience, isToldOf } from '#lib/restricted/audiences.ts';
import { restrictedDocument } from '#lib/restricted/restricted-note.ts';
import { audienceFor, audienceWord, RESTRICTED_FIELD_WORDS } from '#lib/restricted/restricted-words.ts';
import { done, type Result } from '#lib/result.ts';
import { audienceIn, isForAll, isReturnFor } from '#lib/returns/return-audience.ts';
import { RETURN_PARTS, returnDocument } from '#lib/returns/return-fields.ts';
import { answerIn } from '#lib/returns/return-values.ts';
import { answerWord, askedIn, audienceWord as returnAudienceWord } from '#lib/returns/return-words.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { longMoment } from '#lib/time.ts';
import type { Language } from '#lib/welsh/language.ts';
import { type ApartDocument, type DocumentName, documentNamed } from '#lib/wire.ts';
import { sealApart } from '../export/sealed-apart.ts';
import { readArea } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readCaseSummary } from '../persistence/case-register.ts';
import type { Tx } from '../persistence/database.ts';
import { readDocument } from '../persistence/document-log.ts';
import { documentOf } from '../persistence/final-records.ts';
import { readNotes, readReaders } from '../persistence/restricted-notes.ts';
import { insertSealedApart, readSealedApart, type SealedRow } from '../persistence/sealed-apart.ts';
import { NO_MEETING } from './load-meeting.ts';
import type { ReadDependencies } from './read-room.ts';
import { readerDoor } from './reader-door.ts';
import { readTabledReturns } from './record-returns.ts';
import { readersOf } from './restricted-view.ts';
import { readReturnsFor } from './return-audience.ts';

type Words = Pick<ApartRecord, 'title' | 'audience' | 'readers' | 'facts' | 'texts'>;
export type ApartText = { readonly name: DocumentName; readonly words: Words };

type ApartKind = {
	/** every text of this kind as it stands; empty ones left out */
	readonly texts: (tx: Tx, meeting: Meeting) => Promise<readonly ApartText[]>;
	/** which of them this person may read now, by what the document is of */
	readonly mayRead: (tx: Tx, meeting: Meeting, actor: Actor) => Promise<(of: string) => boolean>;
};

const NOTES: ApartKind = {
	texts: async (tx, meeting) => {
		const readers = await readReaders(tx, Object.keys(meeting.attendance.seats));
		const found: ApartText[] = [];
		for (const { id, item, madeBy, madeAt, audience } of await readNotes(tx, [meeting.id])) {
			const name = restrictedDocument(id);
			const documentId = await documentOf(tx, meeting.id, name);
			const reading = documentId && (await readDocument(tx, documentId));
			if (!reading) continue;
			const texts = RESTRICTED_FIELD_WORDS.flatMap(([field, title]) => {
				const text = reading.fields[field]?.trim() ?? '';
				return text === '' ? [] : [{ title, text }];
			});
			if (texts.length === 0) continue;
			const people = readersOf(meeting, readers, audience, madeBy);
			const seatOf = (personId: string) => meeting.attendance.seats[personId]?.person;
			const last = reading.authors.toSorted((a, b) => b.at - a.at)[0];
			const maker = seatOf(madeBy);
			const words: Words = {
				title: `Restricted note: ${itemTitle[item]}`,
				audience: `${audienceWord[audience.kind]}: ${audienceFor[audience.kind]}`,
				readers: people.flatMap(({ personId }) => {
					const person = seatOf(personId);
					return person ? [recordPerson(person)] : [];
				}),
				facts: [
					['Made by', maker ? `${maker.name}, ${maker.agencyName}, ${longMoment(madeAt.toISOString())}` : ''],
					[
						'Last written by',
						last ? `${last.name}, ${last.agency}, ${longMoment(new Date(last.at).toISOString())}` : ''
					],
					['Others are told that it exists', isToldOf(audience) ? 'Yes' : 'No']
				],
				texts
			};
			found.push({ name, words });
		}
		return found;
	},
	mayRead: async (tx, meeting, { personId }) => {
		const notes = new Map((await readNotes(tx, [meeting.id])).map((note) => [note.id, note]));
		const reader = (await readReaders(tx, [personId])).get(personId);
		return (of) => {
			const note = notes.get(of);
			return note !== undefined && reader !== undefined && isInAudience(note.audience, reader, note.madeBy);
		};
	}
};

/** Returns that are not for everybody in the meeting. */
const RETURNS: ApartKind = {
	texts: async (tx, meeting) => {
		const readers = await readReaders(tx, Object.keys(meeting.attendance.seats));
		const tabled = (await readTabledReturns(tx, meeting)).filter(({ values }) => !isForAll(audienceIn(values)));
		return tabled.flatMap(({ agencyId, agencyName, values, texts }): ApartText[] => {
			const words = RETURN_PARTS.flatMap((part) => {
				const text = texts[part];
				return text ? [{ title: askedIn(part).label, text }] : [];
			});
			if (words.length === 0) return [];
			const people = Object.values(meeting.attendance.seats).filter(({ person, removed }) => {
				const reader = readers.get(person.personId);
				return !removed && (person.agencyId === agencyId || (reader !== undefined && isReturnFor(values, reader)));
			});
			const answer = answerIn(values);
			return [
				{
					name: returnDocument(agencyId),
					words: {
						title: `Return of ${agencyName}`,
						audience: returnAudienceWord[audienceIn(values)],
						readers: people.map(({ person }) => recordPerson(person)),
						facts: answer ? [['Answer', answerWord[answer]]] : [],
						texts: words
					}
				}
			];
		});
	},
	mayRead: (tx, meeting, actor) => readReturnsFor(tx, meeting, actor)
};

const KINDS: Readonly<Partial<Record<ApartDocument, ApartKind>>> = { restricted: NOTES, return: RETURNS };
const kinds = (): readonly ApartKind[] => Object.values(KINDS);

/** What everybody may read of it: that there is something, and for whom. */
export async function toldApart(tx: Tx, meeting: Meeting): Promise<NonNullable<FinalRecord['keptApart']>['told']> {
	const told = (await readNotes(tx, [meeting.id])).filter(({ audience }) => isToldOf(audience));
	const lines = told.map(({ item, audience }) => ({ item: itemTitle[item], for: audienceFor[audience.kind] }));
	return [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()];
}

export type SealedApart = {
	readonly keptApart: NonNullable<FinalRecord['keptApart']>;
	readonly rows: readonly Omit<SealedRow, 'areaId' | 'meetingId' | 'lockedAt'>[];
};

/** Reads everything that is kept apart, in the transaction that has sealed the documents, and numbers it. */
export async function sealKeptApart(tx: Tx, meeting: Meeting, areaId: string, at: string): Promise<SealedApart> {
	const area = await readArea(tx, areaId);
	const summary = meeting.case ?? (await readCaseSummary(tx, meeting.convened.caseId));
	const reference = recordReference(summary?.ref ?? '', meeting.convened.seq);
	const texts: ApartText[] = [];
	for (const kind of kinds()) texts.push(...(await kind.texts(tx, meeting)));
	const records = texts.map(({ words }): string =>
		canonicalJson({
			schema: 'mapp-meeting-kept-apart/1',
			...{ marking: MARKING, handling: HANDLING, area: area.name, reference, meetingId: meeting.id, lockedAt: at },
			...words,
			nonce: randomBytes(32).toString('hex')
		} satisfies ApartRecord)
	);
	const { root, leaves } = sealApart(records, randomBytes);
	return {
		keptApart: { told: await toldApart(tx, meeting), root },
		rows: texts.map(({ name }, n) => {
			const { sha256, slot, path } = leaves[n] ?? { sha256: '', slot: 0, path: [] };
			return { name, record: records[n] ?? '', sha256, slot, path: [...path] };
		})
	};
}

export const storeKeptApart = (
	tx: Tx,
	to: Pick<SealedRow, 'areaId' | 'meetingId' | 'lockedAt'>,
	rows: SealedApart['rows']
): Promise<void> =>
	insertSealedApart(
		tx,
		rows.map((row) => ({ ...to, ...row }))
	);

/** `language`: of the record it was kept apart from. */
export type ReadApart = KeptApart & { readonly json: string; readonly language: Language };

/**
 * What was kept apart of locked minutes, for somebody who was in the room, as long as they read the minutes: theirs alone. Nothing else is told, not how much.
 * @param act what they do with it, for the audit; null when they are only told that there is something
 * @param only of one document, by its name
 */
export async function readKeptApart(
	{ database, admission }: ReadDependencies,
	actor: Actor,
	meetingId: string,
	act: 'view-kept-apart' | 'export-kept-apart' | null = 'view-kept-apart',
	only?: string
): Promise<Result<readonly ReadApart[]>> {
	const room = await admission.room(actor, meetingId);
	const reader = room.ok ? null : await readerDoor({ database, admission }, actor, meetingId, new Date());
	if (!room.ok && !reader?.ok) return room;
	const meeting = room.ok ? room.value : reader?.ok ? reader.value.meeting : null;
	if (!meeting) return NO_MEETING;
	const language = recordLanguageOf(meeting);
	return database.withArea(actor.areaId, async (tx) => {
		const mine: ReadApart[] = [];
		const asked = new Map<ApartKind, (of: string) => boolean>();
		for (const { name, record, sha256, slot, path } of await readSealedApart(tx, meetingId)) {
			const named = documentNamed(name);
			const kind = named && named.of !== '' ? KINDS[named.kind as ApartDocument] : undefined;
			if (!named || !kind || (only !== undefined && name !== only)) continue;
			const mayRead = asked.get(kind) ?? (await kind.mayRead(tx, meeting, actor));
			asked.set(kind, mayRead);
			if (mayRead(named.of))
				mine.push({ name, record: JSON.parse(record), json: record, language, sha256, slot, path });
		}
		for (const { name } of mine) if (act) await writeAudit(tx, actor, act, 'document', name, meetingId);
		return done(mine);
	});
}
