/**
 * The log of each Yjs document: numbered, authored updates that are only ever added (R10, R14), the client ids issued
 * for it, and the folded state that opens a long document quickly.
 */
import { and, eq, sql } from 'drizzle-orm';
import * as Y from 'yjs';
import * as schema from '#drizzle/schema.ts';
import { storableText } from '#lib/live-text/storable-text.ts';
import type { Authorship } from '#lib/wire.ts';
import { failpoint } from '../failpoint.ts';
import type { Append, AppendOutcome } from './append-updates.ts';
import { type Issued, issueClient, randomClientId } from './client-ids.ts';
import type { Database, Tx } from './database.ts';
import { authorsUpTo, readAuthors } from './document-authors.ts';
import {
	type DocumentHead,
	headFrom,
	type LogTail,
	readTails,
	STANDING,
	type Standing,
	type TailAsked
} from './document-tail.ts';
import { foldUpdates, readTexts } from './fold-updates.ts';
import { jointAppends } from './joint-appends.ts';
import { jointHeads } from './joint-heads.ts';
import { type PackedUpdates, packedFrom, unpack } from './packed-updates.ts';
import { readSealed, sealIn } from './sealed-update.ts';

export type StoredDocument = DocumentHead & {
	readonly meetingId: string;
	/** from which the proofs of its client ids are made */
	readonly proofKey: string;
	/** name of the key its updates are sealed with; null = from before there were keys */
	readonly keyId: string | null;
	/** the state the log was folded to, and the number of the last update in it; null and 0 when it never was */
	readonly base: Uint8Array | null;
	readonly foldedTo: number;
	/** every later update in order */
	readonly tail: PackedUpdates;
	/** every client id ever issued, and to whom; null = the server */
	readonly clients: readonly (readonly [clientId: number, personId: string | null])[];
	readonly authors: readonly Authorship[];
};

/** What a room needs of the database. Every promise resolves after COMMIT. */
export type DocumentLog = {
	/** null when the area has no such document */
	readonly load: (areaId: string, documentId: string) => Promise<StoredDocument | null>;
	/** null when the id is taken */
	readonly issueClient: (
		areaId: string,
		documentId: string,
		clientId: number,
		personId: string
	) => Promise<Issued | null>;
	/** how these documents of one area stand; without those it does not have */
	readonly heads: (areaId: string, documentIds: readonly string[]) => Promise<ReadonlyMap<string, DocumentHead>>;
	/** what was added after a number, for several documents of one area */
	readonly since: (areaId: string, asked: readonly TailAsked[]) => Promise<ReadonlyMap<string, LogTail>>;
	/** one transaction for several documents of one area; outcomes in the same order */
	readonly append: (areaId: string, appends: readonly Append[]) => Promise<readonly AppendOutcome[]>;
	readonly saveSnapshot: (areaId: string, documentId: string, seq: number, state: Uint8Array) => Promise<void>;
};

export const documentLog = (
	database: Pick<Database, 'withArea' | 'withoutArea' | 'call' | 'keys'>,
	append = jointAppends(database),
	heads = jointHeads(database)
): DocumentLog => ({
	load: (areaId, documentId) => database.withArea(areaId, (tx) => loadDocument(tx, documentId)),
	issueClient: (areaId, documentId, clientId, personId) =>
		issueClient(database, { areaId, documentId, clientId, personId }),
	heads,
	since: (areaId, asked) => database.withArea(areaId, (tx) => readTails(tx, asked)),
	append: async (areaId, appends) => {
		const outcomes = await append(areaId, appends);
		failpoint('update-stored');
		return outcomes;
	},
	saveSnapshot: (areaId, documentId, seq, state) =>
		database.withArea(areaId, (tx) => saveSnapshot(tx, { areaId, documentId, seq, state }))
});

export async function loadDocument(tx: Tx, documentId: string): Promise<StoredDocument | null> {
	const stored = await readLog(tx, documentId);
	if (stored === null) return null;
	const [clients, authors] = await Promise.all([
		tx
			.select({ clientId: schema.documentClient.clientId, personId: schema.documentClient.personId })
			.from(schema.documentClient)
			.where(eq(schema.documentClient.documentId, documentId)),
		readAuthors(tx, documentId)
	]);
	return { ...stored, clients: clients.map(({ clientId, personId }) => [clientId, personId] as const), authors };
}

type StoredLog = Omit<StoredDocument, 'clients' | 'authors'>;

/** How a document stands, its folded state and the updates after it: one row, however many they are, as of one moment. */
const readLog = (tx: Tx, documentId: string): Promise<StoredLog | null> =>
	readSealed(
		tx,
		documentId,
		async () => {
			const [row] = await tx.execute<
				Standing & {
					meeting_id: string;
					proof_key: string;
					key_id: string | null;
					state: Uint8Array | null;
					seq: number;
					first: number;
					updates: Uint8Array;
					lengths: Uint8Array;
				}
			>(sql`
				select ${STANDING}, d.meeting_id, d.proof_key, d.key_id, s.state, coalesce(s.seq, 0)::float8 as seq,
					coalesce(min(u.seq), 0)::float8 as first,
					coalesce(string_agg(u.update, ''::bytea order by u.seq), '') as updates,
					coalesce(string_agg(int4send(octet_length(u.update)), ''::bytea order by u.seq), '') as lengths
				from document d
				left join document_snapshot s on s.document_id = d.id and s.seq <= d.head
				left join document_update u on u.document_id = d.id and u.seq <= d.head
					and u.seq > greatest(coalesce(s.seq, 0), d.begun_after)
				where d.id = ${documentId}::uuid
				group by d.id, s.document_id`);
			return row;
		},
		async (row, seal) => ({
			...headFrom(row),
			meetingId: row.meeting_id,
			proofKey: row.proof_key,
			keyId: row.key_id,
			base: row.state && seal.openState(row.seq, row.state),
			foldedTo: row.seq,
			tail: await seal.openAll(row.first, packedFrom(row.updates, row.lengths))
		})
	);

/** A document's log as updates in order, the folded state first. */
export const updatesIn = ({ base, tail }: Pick<StoredDocument, 'base' | 'tail'>): Uint8Array[] => [
	...(base === null ? [] : [base]),
	...unpack(tail)
];

async function saveSnapshot(
	tx: Tx,
	row: { areaId: string; documentId: string; seq: number; state: Uint8Array }
): Promise<void> {
	const { documentId, seq } = row;
	const [found] = await tx
		.select({ keyId: schema.document.keyId })
		.from(schema.document)
		.where(eq(schema.document.id, documentId));
	if (found === undefined) return;
	const state = (await sealIn(tx, documentId, found.keyId)).state(seq, row.state);
	// A document that is begun anew has a later state already.
	await tx
		.insert(schema.documentSnapshot)
		.values({ ...row, state, authors: authorsUpTo(documentId, seq) })
		.onConflictDoUpdate({
			target: schema.documentSnapshot.documentId,
			set: { seq, state, authors: sql`excluded.authors` },
			setWhere: sql`${schema.documentSnapshot.seq} < excluded.seq`
		});
}

/** The words of a document exactly at `head`, as the transaction sees it. */
export type DocumentReading = {
	readonly head: number;
	readonly fields: Record<string, string>;
	readonly authors: readonly Authorship[];
};

/**
 * Reads every field of a document, for the lock and for whatever shows its words. In a transaction that sealed the
 * document first, this is its last state.
 * @throws when the area has no such document
 */
export async function readDocument(tx: Tx, documentId: string): Promise<DocumentReading> {
	const log = await readLog(tx, documentId);
	if (log === null) throw new Error('no such document');
	return { head: log.head, fields: await readTexts(updatesIn(log)), authors: await readAuthors(tx, documentId) };
}

/** A first update that holds texts carried over from the previous meeting, written by nobody but the server. */
export type OpeningUpdate = {
	readonly clientId: number;
	readonly update: Uint8Array;
	readonly fields: readonly string[];
};

export function openingUpdate(fields: Readonly<Record<string, string>>): OpeningUpdate {
	const doc = new Y.Doc();
	const clientId = randomClientId();
	doc.clientID = clientId;
	const written = Object.entries(fields)
		.map(([field, text]) => [field, storableText(text)] as const)
		.filter(([, text]) => text !== '');
	doc.transact(() => {
		for (const [field, text] of written) doc.getText(field).insert(0, text);
	});
	const update = foldUpdates([Y.encodeStateAsUpdate(doc)]);
	doc.destroy();
	return { clientId, update, fields: written.map(([field]) => field) };
}

/**
 * Stores texts carried over as update number 1 of a document that has none yet; nothing when there are no texts.
 * @throws when the document already has updates, is sealed or is not there
 */
export async function appendOpeningUpdate(
	tx: Tx,
	to: { readonly areaId: string; readonly documentId: string; readonly fields: Readonly<Record<string, string>> }
): Promise<void> {
	const { areaId, documentId } = to;
	const { clientId, update, fields } = openingUpdate(to.fields);
	if (fields.length === 0) return;
	const raised = await tx
		.update(schema.document)
		.set({ head: 1 })
		.where(and(eq(schema.document.id, documentId), eq(schema.document.head, 0), eq(schema.document.state, 'open')))
		.returning({ keyId: schema.document.keyId });
	if (raised[0] === undefined) throw new Error('an opening update needs an empty, open document');
	const seal = await sealIn(tx, documentId, raised[0].keyId);
	await tx.insert(schema.documentClient).values({ areaId, documentId, clientId, personId: null });
	await tx
		.insert(schema.documentUpdate)
		.values({ areaId, documentId, seq: 1, personId: null, fields: [...fields], update: seal.update(1, update) });
}
