/**
 * The log of each Yjs document: numbered, authored updates that are only ever added (R10, R14), the client ids issued
 * for it, and the folded state that opens a long document quickly.
 */
import { randomInt } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import * as Y from 'yjs';
import * as schema from '#drizzle/schema.ts';
import { storableText } from '#lib/live-text/storable-text.ts';
import type { Authorship } from '#lib/wire.ts';
import { failpoint } from '../failpoint.ts';
import type { Database, Tx } from './database.ts';
import { foldUpdates, textOfUpdates } from './fold-updates.ts';

export type LogEntry = { readonly personId: string; readonly fields: readonly string[]; readonly update: Uint8Array };
/** Updates to store after number `expectedHead`, all or none. */
export type Append = {
	readonly documentId: string;
	readonly expectedHead: number;
	readonly entries: readonly LogEntry[];
};

/**
 * `stored`: committed, `at` is the database's time in ms. `sealed`: the document takes nothing any more. `moved`: the
 * log has grown without us, what we know of it is old. `busy`: somebody holds the document right now, ask again.
 */
export type AppendOutcome =
	| { readonly kind: 'stored'; readonly head: number; readonly at: number }
	| { readonly kind: 'sealed' }
	| { readonly kind: 'moved' }
	| { readonly kind: 'busy' };

export type StoredDocument = {
	readonly meetingId: string;
	readonly sealed: boolean;
	readonly head: number;
	readonly epoch: number;
	/** folded state first (if there is one), then every later update in order */
	readonly updates: readonly Uint8Array[];
	/** number of the last update the folded state holds */
	readonly foldedTo: number;
	/** every client id ever issued, and to whom; null = the server */
	readonly clients: readonly (readonly [clientId: number, personId: string | null])[];
	readonly authors: readonly Authorship[];
};

/** What a room needs of the database. Every promise resolves after COMMIT. */
export type DocumentLog = {
	/** null when the area has no such document */
	readonly load: (areaId: string, documentId: string) => Promise<StoredDocument | null>;
	/** false when the id is taken */
	readonly issueClient: (areaId: string, documentId: string, clientId: number, personId: string) => Promise<boolean>;
	/** one transaction for several documents of one area; outcomes in the same order */
	readonly append: (areaId: string, appends: readonly Append[]) => Promise<readonly AppendOutcome[]>;
	readonly saveSnapshot: (areaId: string, documentId: string, seq: number, state: Uint8Array) => Promise<void>;
};

export const documentLog = (database: Pick<Database, 'withArea'>): DocumentLog => ({
	load: (areaId, documentId) => database.withArea(areaId, (tx) => loadDocument(tx, documentId)),
	issueClient: (areaId, documentId, clientId, personId) =>
		database.withArea(areaId, (tx) => issueClient(tx, { areaId, documentId, clientId, personId })),
	append: async (areaId, appends) => {
		const outcomes = await database.withArea(areaId, (tx) => appendUpdates(tx, areaId, appends));
		failpoint('update-stored');
		return outcomes;
	},
	saveSnapshot: (areaId, documentId, seq, state) =>
		database.withArea(areaId, (tx) => saveSnapshot(tx, { areaId, documentId, seq, state }))
});

export async function loadDocument(tx: Tx, documentId: string): Promise<StoredDocument | null> {
	const [found] = await tx.select().from(schema.document).where(eq(schema.document.id, documentId));
	if (found === undefined) return null;
	const [log, clients, authors] = await Promise.all([
		readLog(tx, documentId, found.head),
		tx
			.select({ clientId: schema.documentClient.clientId, personId: schema.documentClient.personId })
			.from(schema.documentClient)
			.where(eq(schema.documentClient.documentId, documentId)),
		readAuthors(tx, documentId)
	]);
	return {
		meetingId: found.meetingId,
		sealed: found.state !== 'open',
		head: found.head,
		epoch: found.epoch,
		...log,
		clients: clients.map(({ clientId, personId }) => [clientId, personId] as const),
		authors
	};
}

/** The folded state and the updates after it, up to `head`. */
async function readLog(
	tx: Tx,
	documentId: string,
	head: number
): Promise<Pick<StoredDocument, 'updates' | 'foldedTo'>> {
	const rows = await tx.execute<{ seq: string; bytes: Uint8Array; folded: boolean }>(sql`
		with snapshot as (select seq, state from document_snapshot where document_id = ${documentId} and seq <= ${head})
		select seq, state as bytes, true as folded from snapshot
		union all
		select seq, update as bytes, false as folded from document_update
		where document_id = ${documentId} and seq <= ${head} and seq > coalesce((select seq from snapshot), 0)
		order by seq`);
	const first = rows[0];
	return { updates: rows.map((row) => row.bytes), foldedTo: first?.folded ? Number(first.seq) : 0 };
}

/** The newest change of every field. */
async function readAuthors(tx: Tx, documentId: string): Promise<Authorship[]> {
	const rows = await tx.execute<{
		field: string;
		personId: string | null;
		name: string | null;
		agency: string | null;
		at: number;
	}>(sql`
		select distinct on (changed.field) changed.field, u.person_id as "personId", p.name, a.name as agency,
			(extract(epoch from u.at) * 1000)::float8 as at
		from document_update u
		cross join lateral unnest(u.fields) as changed(field)
		left join person p on p.id = u.person_id
		left join agency a on a.id = p.agency_id
		where u.document_id = ${documentId}
		order by changed.field, u.seq desc`);
	return rows.map(({ field, personId, name, agency, at }) => ({
		field,
		personId,
		name: name ?? '',
		agency: agency ?? '',
		at: Math.floor(at)
	}));
}

async function issueClient(
	tx: Tx,
	row: { areaId: string; documentId: string; clientId: number; personId: string }
): Promise<boolean> {
	const issued = await tx
		.insert(schema.documentClient)
		.values(row)
		.onConflictDoNothing()
		.returning({ clientId: schema.documentClient.clientId });
	return issued.length === 1;
}

/**
 * Raises each document's head and stores its updates under the numbers so gained. A document that is sealed, or held
 * by a transaction that may be sealing it, is left out: nothing waits, and a seal and a late write cannot both win (P5).
 */
export async function appendUpdates(tx: Tx, areaId: string, appends: readonly Append[]): Promise<AppendOutcome[]> {
	const list = (values: readonly unknown[]) => sql.param([...values]);
	const raised = await tx.execute<{ id: string; at: number }>(sql`
		with wanted as (
			select * from unnest(
				${list(appends.map((a) => a.documentId))}::uuid[],
				${list(appends.map((a) => a.expectedHead))}::bigint[],
				${list(appends.map((a) => a.entries.length))}::bigint[]
			) as w(id, expected, n)
		), free as (
			select d.id from document d join wanted w on w.id = d.id
			where d.state = 'open' and d.head = w.expected for no key update of d skip locked
		)
		update document d set head = d.head + w.n from wanted w, free f where d.id = w.id and d.id = f.id
		returning d.id, (extract(epoch from now()) * 1000)::float8 as at`);
	const at = new Map(raised.map((row) => [row.id, Math.floor(row.at)]));
	const rows = appends
		.filter((append) => at.has(append.documentId))
		.flatMap(({ documentId, expectedHead, entries }) =>
			entries.map((entry, n) => ({ documentId, seq: expectedHead + n + 1, ...entry }))
		);
	if (rows.length > 0)
		await tx.execute(sql`
			insert into document_update (area_id, document_id, seq, person_id, fields, update)
			select ${areaId}::uuid, r.document_id, r.seq, r.person_id, string_to_array(r.fields, ' '), r.update from unnest(
				${list(rows.map((row) => row.documentId))}::uuid[],
				${list(rows.map((row) => row.seq))}::bigint[],
				${list(rows.map((row) => row.personId))}::uuid[],
				${list(rows.map((row) => row.fields.join(' ')))}::text[],
				${bytesList(rows.map((row) => row.update))}::bytea[]
			) as r(document_id, seq, person_id, fields, update)`);
	const left = at.size === appends.length ? null : await readHeads(tx, appends);
	return appends.map((append) => {
		const time = at.get(append.documentId);
		if (time !== undefined) return { kind: 'stored', head: append.expectedHead + append.entries.length, at: time };
		const now = left?.get(append.documentId);
		if (now === undefined) return { kind: 'moved' };
		if (now.state !== 'open') return { kind: 'sealed' };
		return { kind: now.head === append.expectedHead ? 'busy' : 'moved' };
	});
}

/** The driver takes an array of byte arrays for one byte array, so the list is written out as PostgreSQL reads it. */
const bytesList = (values: readonly Uint8Array[]): string =>
	`{${values.map((bytes) => `"\\\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}"`).join(',')}}`;

async function readHeads(tx: Tx, appends: readonly Append[]): Promise<Map<string, { state: string; head: number }>> {
	const ids = sql.param(appends.map((append) => append.documentId));
	const rows = await tx.execute<{ id: string; state: string; head: string }>(
		sql`select id, state, head from document where id = any(${ids}::uuid[])`
	);
	return new Map(rows.map((row) => [row.id, { state: row.state, head: Number(row.head) }]));
}

async function saveSnapshot(
	tx: Tx,
	row: { areaId: string; documentId: string; seq: number; state: Uint8Array }
): Promise<void> {
	await tx
		.insert(schema.documentSnapshot)
		.values(row)
		.onConflictDoUpdate({
			target: schema.documentSnapshot.documentId,
			set: { seq: row.seq, state: row.state },
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
	const { updates } = await readLog(tx, documentId, found.head);
	return { head: found.head, fields: textOfUpdates(updates), authors: await readAuthors(tx, documentId) };
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

/** A client id for Yjs: 32 bits, never 0, which means "none" on the wire. */
export const randomClientId = (): number => randomInt(1, 2 ** 32);
