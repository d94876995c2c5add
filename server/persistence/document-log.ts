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

export type StoredDocument = DocumentHead & {
	readonly meetingId: string;
	/** from which the proofs of its client ids are made */
	readonly proofKey: string;
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
	database: Pick<Database, 'withArea' | 'withoutArea' | 'call'>,
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
	const [found] = await tx.execute<Standing & { meeting_id: string; proof_key: string }>(
		sql`select ${STANDING}, d.meeting_id, d.proof_key from document d where d.id = ${documentId}`
	);
	if (found === undefined) return null;
	const head = headFrom(found);
	const [log, clients, authors] = await Promise.all([
		readLog(tx, documentId, head.head),
		tx
			.select({ clientId: schema.documentClient.clientId, personId: schema.documentClient.personId })
			.from(schema.documentClient)
			.where(eq(schema.documentClient.documentId, documentId)),
		readAuthors(tx, documentId)
	]);
	return {
		...head,
		meetingId: found.meeting_id,
		proofKey: found.proof_key,
		...log,
		clients: clients.map(({ clientId, personId }) => [clientId, personId] as const),
		authors
	};
}

/** The folded state and the updates after it, up to `head`: one row, however many they are. */
async function readLog(
	tx: Tx,
	documentId: string,
	head: number
): Promise<Pick<StoredDocument, 'base' | 'foldedTo' | 'tail'>> {
	const [row] = await tx.execute<{
		state: Uint8Array | null;
		seq: number;
		updates: Uint8Array;
		lengths: Uint8Array;
	}>(sql`
		select s.state, coalesce(s.seq, 0)::float8 as seq,
			coalesce(string_agg(u.update, ''::bytea order by u.seq), '') as updates,
			coalesce(string_agg(int4send(octet_length(u.update)), ''::bytea order by u.seq), '') as lengths
		from (select ${documentId}::uuid as id) d
		left join document_snapshot s on s.document_id = d.id and s.seq <= ${head}
		left join document_update u on u.document_id = d.id and u.seq <= ${head} and u.seq > coalesce(s.seq, 0)
		group by s.document_id`);
	if (row === undefined) throw new Error('a select without a table has a row');
	return { base: row.state, foldedTo: row.seq, tail: packedFrom(row.updates, row.lengths) };
}

/** A document's log as updates in order, the folded state first. */
export const updatesIn = ({ base, tail }: Pick<StoredDocument, 'base' | 'tail'>): Uint8Array[] => [
	...(base === null ? [] : [base]),
	...unpack(tail)
];

async function saveSnapshot(
	tx: Tx,
	row: { areaId: string; documentId: string; seq: number; state: Uint8Array }
): Promise<void> {
	await tx
		.insert(schema.documentSnapshot)
		.values({ ...row, authors: authorsUpTo(row.documentId, row.seq) })
		.onConflictDoUpdate({
			target: schema.documentSnapshot.documentId,
			set: { seq: row.seq, state: row.state, authors: sql`excluded.authors` },
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
	const [found] = await tx
		.select({ head: schema.document.head })
		.from(schema.document)
		.where(eq(schema.document.id, documentId));
	if (found === undefined) throw new Error('no such document');
	const log = await readLog(tx, documentId, found.head);
	return { head: found.head, fields: await readTexts(updatesIn(log)), authors: await readAuthors(tx, documentId) };
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
		.returning({ id: schema.document.id });
	if (raised.length === 0) throw new Error('an opening update needs an empty, open document');
	await tx.insert(schema.documentClient).values({ areaId, documentId, clientId, personId: null });
	await tx
		.insert(schema.documentUpdate)
		.values({ areaId, documentId, seq: 1, personId: null, fields: [...fields], update });
}
