/**
 * The stage the demonstration is played on: the application itself with a clock that the story sets. Everything that
 * happens in it goes through the commands, so that the demonstration can hold nothing the product would refuse.
 */
import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import type { Actor } from '#lib/identity.ts';
import type { CommandName } from '#lib/meeting/permissions.ts';
import type { RestrictedCommandName } from '#lib/restricted/restricted-commands.ts';
import { done, type Result } from '#lib/result.ts';
import { fromLondon } from '#lib/time.ts';
import type { DocumentName } from '#lib/wire.ts';
import { type Application, createApplication } from '#server/application/application.ts';
import type { MeetingCache } from '#server/application/meeting-cache.ts';
import type { PasswordHasher } from '#server/application/password-hash.ts';
import type { SealIdentity } from '#server/export/seal-identity.ts';
import { appendOneUpdate } from '#server/persistence/append-one-update.ts';
import { randomClientId } from '#server/persistence/client-ids.ts';
import type { Database, Tx } from '#server/persistence/database.ts';
import { loadDocument, updatesIn } from '#server/persistence/document-log.ts';
import { documentOf } from '#server/persistence/final-records.ts';
import { insertPresenceNote } from '#server/persistence/presence-notes.ts';

/** With what everybody's password is hashed, and minutes are sealed. */
export type DemoMeans = { readonly passwords: PasswordHasher; readonly seal: SealIdentity };

export type Stage = {
	readonly areaId: string;
	/** of the application that plays here */
	readonly cache: MeetingCache;
	readonly actor: (code: string) => Actor;
	/** Sets the clock: date YYYY-MM-DD and HH:mm in London. */
	readonly at: (date: string, time: string) => void;
	readonly setClock: (now: Date) => void;
	readonly now: () => Date;
	/** Moves the clock on. */
	readonly pass: (minutes: number) => void;
	readonly area: (code: string, command: string, input: unknown) => Promise<string>;
	readonly does: (
		code: string,
		meetingId: string,
		command: CommandName | RestrictedCommandName,
		input?: unknown
	) => Promise<void>;
	/** The person's browser is in the room from now on: noted once the meeting runs, and among those present at decisions. */
	readonly connects: (code: string, meetingId: string) => Promise<void>;
	/** One person writes whole texts into fields of a document, in place of what is there. */
	readonly writes: (
		code: string,
		meetingId: string,
		document: DocumentName,
		texts: Readonly<Record<string, string>>
	) => Promise<void>;
	readonly within: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
};

export function openStage(
	database: Database,
	{ passwords, seal }: DemoMeans,
	areaId: string,
	actors: ReadonlyMap<string, Actor>
): Stage {
	let clock = new Date(0);
	const nodeId = randomUUID();
	const application: Application = createApplication({
		nodeId,
		database,
		rooms: { closePerson: () => {}, noticeSealed: () => {}, reopen: () => {}, wake: () => {} },
		passwords,
		seal,
		// Nobody is asked for a password: there is no browser, and the story is not an identity.
		checkPassword: async () => done(null),
		now: () => clock,
		log: () => {}
	});
	const actor = (code: string): Actor => {
		const found = actors.get(code);
		if (!found) throw new Error(`nobody is called ${code} in the demonstration`);
		return found;
	};
	const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.withArea(areaId, work);
	const accepted = <T>(what: string, result: Result<T>): T => {
		if (result.ok) return result.value;
		const problems = (result.problems ?? []).map(({ field, message }) => `${field}: ${message}`);
		throw new Error(`the demonstration's ${what} was refused: ${[result.message, ...problems].join('; ')}`);
	};
	return {
		areaId,
		cache: application.cache,
		actor,
		within,
		at: (date, time) => {
			clock = new Date(fromLondon(date, time) ?? Number.NaN);
		},
		setClock: (now) => {
			clock = now;
		},
		now: () => clock,
		pass: (minutes) => {
			clock = new Date(clock.getTime() + minutes * 60_000);
		},
		area: async (code, command, input) =>
			accepted(command, await application.runAreaCommand({ actor: actor(code), command, input })).id,
		does: async (code, meetingId, command, input = {}) => {
			const request = { actor: actor(code), meetingId, command, commandId: randomUUID(), input };
			accepted(command, await application.runCommand(request));
		},
		connects: async (code, meetingId) => {
			const { personId } = actor(code);
			application.people.arrive(meetingId, actor(code), 'story');
			// Before the start nothing is noted; whoever is there then is noted at the start.
			if (application.cache.peek(meetingId)?.phase !== 'LIVE') return;
			await within((tx) => insertPresenceNote(tx, { areaId, meetingId, personId, nodeId }, 'came', clock));
		},
		writes: (code, meetingId, name, texts) =>
			within(async (tx) => {
				const documentId = await documentOf(tx, meetingId, name);
				if (documentId === null) throw new Error('the meeting has no such document');
				await writeTexts(tx, areaId, documentId, actor(code), texts, clock);
			})
	};
}

/** Stores one authored update, as a browser's would be stored, at the story's time. */
async function writeTexts(
	tx: Tx,
	areaId: string,
	documentId: string,
	author: Actor,
	texts: Readonly<Record<string, string>>,
	at: Date
): Promise<void> {
	const stored = await loadDocument(tx, documentId);
	const doc = new Y.Doc();
	doc.clientID = randomClientId();
	for (const update of stored ? updatesIn(stored) : []) Y.applyUpdate(doc, update);
	const before = Y.encodeStateVector(doc);
	doc.transact(() => {
		for (const [field, words] of Object.entries(texts)) {
			const text = doc.getText(field);
			text.delete(0, text.length);
			text.insert(0, words);
		}
	});
	const update = Y.encodeStateAsUpdate(doc, before);
	const personId = author.personId;
	const clientId = doc.clientID;
	doc.destroy();
	const fields = Object.keys(texts);
	await appendOneUpdate(tx, { areaId, documentId, clientId, clientOf: personId, personId, fields, update, at });
}
