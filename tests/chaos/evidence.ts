/** Reads what a round has left: the log, every node's and every client's copy, and the draft of the minutes. */
import { request } from 'node:http';
import { join } from 'node:path';
import postgres from 'postgres';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { connectDocument } from '#lib/live-text/live-connection.ts';
import { readCopiedLines } from '#server/audit/copied-heads.ts';
import { verifyArea } from '#server/audit/verify-audit.ts';
import { openDatabase } from '#server/persistence/database.ts';
import { documentKeys } from '#server/persistence/document-keys.ts';
import { readDocument } from '#server/persistence/document-log.ts';
import { keysInFolder } from '#server/persistence/keys-in-folder.ts';
import { sealOf } from '#server/persistence/sealed-update.ts';
import { testKeys } from '../support/test-keys.ts';
import { insertedBy } from './inserted-text.ts';
import { openWithKeys } from './open-with-keys.ts';
import type { Copy, LogRow } from './oracle.ts';
import { type Place, type Seat, socketFor } from './scripted-writer.ts';
import { until } from './until.ts';

export type StoredLog = {
	readonly rows: readonly LogRow[];
	readonly head: number;
	readonly state: string;
	readonly fields: Record<string, string>;
	/** every state the document was ever in, from empty to now */
	readonly states: () => Generator<Record<string, string>>;
};

export const fieldsOf = (doc: Y.Doc): Record<string, string> =>
	Object.fromEntries([...doc.share.keys()].map((name) => [name, doc.getText(name).toString()]));

const isPending = (doc: Y.Doc): boolean => doc.store.pendingStructs !== null || doc.store.pendingDs !== null;

/** One connection as owner for one piece of work, past the application and its row security. */
export async function asOwner<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	return work(sql).finally(() => sql.end({ timeout: 5 }));
}

/** The log of one document as it lies in the database, put together by Yjs itself. */
export async function readLog(url: string, keysFolder: string, documentId: string): Promise<StoredLog> {
	const keys = documentKeys(await keysInFolder(keysFolder), testKeys().keyFor('documents'));
	const { document, rows } = await asOwner(url, async (sql) => ({
		document: (await sql`select head, state, key_id from document where id = ${documentId}`)[0],
		rows: await sql<{ seq: string; personId: string | null; update: Uint8Array }[]>`
			select seq, person_id as "personId", update from document_update where document_id = ${documentId} order by seq`
	}));
	const seal = await sealOf(keys, documentId, document?.key_id ?? null);
	const updates = rows.map((row) => ({ ...row, update: seal.openUpdate(Number(row.seq), row.update) }));
	function* states() {
		const doc = new Y.Doc();
		yield fieldsOf(doc);
		for (const { update } of updates) {
			Y.applyUpdate(doc, update);
			yield fieldsOf(doc);
		}
	}
	const whole = new Y.Doc();
	for (const { update } of updates) Y.applyUpdate(whole, update);
	return {
		rows: updates.map(({ seq, personId, update }) => ({ seq: Number(seq), personId, inserted: insertedBy(update) })),
		head: Number(document?.head),
		state: String(document?.state),
		fields: fieldsOf(whole),
		states
	};
}

/** As the application itself reads it: folded state and tail. */
export async function readAsApplication(
	{ url, keysFolder }: { readonly url: string; readonly keysFolder: string },
	areaId: string,
	documentId: string
): Promise<Copy> {
	const database = await openWithKeys(url, keysFolder, 1);
	const reading = await database.withArea(areaId, (tx) => readDocument(tx, documentId)).finally(() => database.close());
	return { name: 'the application’s reading', fields: reading.fields, pending: false };
}

/** 1 when the audit of the area is not as it was written, or not as its copied heads say. @param folder where the heads lie */
export async function brokenChains(url: string, areaId: string, folder: string): Promise<number> {
	const database = await openDatabase(url, 1);
	const copied = await readCopiedLines(testKeys(), join(folder, 'audit-heads-0.jsonl'));
	const { fault } = await verifyArea(database, testKeys(), areaId, copied).finally(() => database.close());
	return fault === null ? 0 : 1;
}

/** A page opened afresh on one node. */
export async function readFreshPage(name: string, seat: Seat, place: Place, port: number): Promise<Copy> {
	const sockets: WebSocket[] = [];
	const Socket = socketFor(
		seat,
		place.origin,
		() => port,
		(socket) => sockets.push(socket)
	);
	const page = connectDocument({
		url: `ws://127.0.0.1:${port}/yjs`,
		documentPath: `${place.meetingId}/${place.document}`,
		WebSocket: () => Socket
	});
	try {
		await until(`a fresh page on ${name}`, () => page.connected() || page.phase() === 'sealed', 10_000);
		await until(`the text on ${name}`, () => page.connected(), 10_000);
		return { name: `a fresh page on ${name}`, fields: fieldsOf(page.doc), pending: isPending(page.doc) };
	} finally {
		page.close();
		for (const socket of sockets) socket.terminate();
	}
}

export const copyOf = (name: string, doc: Y.Doc): Copy => ({ name, fields: fieldsOf(doc), pending: isPending(doc) });

/** Every text in the draft of the minutes, or in whatever page of a meeting this person may see. */
export async function readPageTexts(seat: Seat, origin: string, port: number, path: string): Promise<Copy> {
	const { status, body } = await ask(port, origin, { path: `${path}/__data.json`, cookie: seat.cookie });
	if (status !== 200) throw new Error(`${path} answered ${status}`);
	const { nodes } = JSON.parse(body) as { nodes: { data?: unknown[] }[] };
	const texts = nodes.flatMap(({ data = [] }) => data.filter((one): one is string => typeof one === 'string'));
	return { name: path, fields: Object.fromEntries(texts.entries()), pending: false, partial: true };
}

export type Asked = {
	readonly path: string;
	readonly cookie?: string;
	readonly method?: string;
	readonly form?: Record<string, string>;
};
export type Heard = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly body: string;
	/** ms until the whole answer was there */
	readonly took: number;
};

/** One request as a browser at `origin` would send it. Status 0: the connection ended without an answer. */
export function ask(port: number, origin: string, asked: Asked, withinMs = 30_000): Promise<Heard> {
	const since = performance.now();
	const body = asked.form ? new URLSearchParams(asked.form).toString() : undefined;
	return new Promise((resolve) => {
		const gone = (reason: string) => resolve({ status: 0, headers: {}, body: reason, took: performance.now() - since });
		const outgoing = request(
			{
				...{ host: '127.0.0.1', port, path: asked.path, agent: false, timeout: withinMs },
				method: asked.method ?? (asked.form ? 'POST' : 'GET'),
				headers: {
					host: new URL(origin).host,
					origin,
					accept: 'text/html',
					...(asked.cookie ? { cookie: asked.cookie } : {}),
					...(body === undefined
						? {}
						: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) })
				}
			},
			(answer) => {
				let text = '';
				answer.setEncoding('utf8');
				answer.on('data', (part: string) => {
					text += part;
				});
				answer.on('error', () => gone('cut off'));
				answer.on('end', () =>
					resolve({
						status: answer.statusCode ?? 0,
						headers: answer.headers,
						body: text,
						took: performance.now() - since
					})
				);
			}
		);
		outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
		outgoing.on('error', (problem) => gone(problem.message));
		outgoing.end(body);
	});
}
