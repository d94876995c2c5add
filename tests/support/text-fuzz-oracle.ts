/**
 * What must be true once several people have written, whatever happened on the way. Judged by Yjs itself from the rows
 * of the database, against what each page noted at the moment of typing; no code of the room takes part.
 */
import type postgres from 'postgres';
import * as Y from 'yjs';
import type { LiveConnection } from '#lib/live-text/live-connection.ts';
import type { DocumentKeys } from '#server/persistence/document-keys.ts';
import { sealOf } from '#server/persistence/sealed-update.ts';

/** A run of characters a page typed, or deleted; `saved` once the page was told that everything is stored. */
export type Typed = { readonly client: number; readonly clock: number; readonly words: string; saved: boolean };
export type Deleted = { readonly client: number; readonly clock: number; readonly length: number; saved: boolean };

export type FuzzPeer = {
	readonly personId: string;
	readonly live: LiveConnection;
	readonly typed: Typed[];
	readonly deleted: Deleted[];
};

/** Notes what a page changes itself, as Yjs encodes it. */
export function noteChanges(peer: FuzzPeer): void {
	peer.live.doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
		if (!transaction.local) return;
		const { structs, ds } = Y.decodeUpdate(update);
		for (const struct of structs) {
			const { client, clock } = struct.id;
			peer.typed.push({ client, clock, words: wordsOf(struct), saved: false });
		}
		for (const [client, ranges] of ds.clients)
			for (const { clock, len } of ranges) peer.deleted.push({ client, clock, length: len, saved: false });
	});
	peer.live.onChange(() => {
		if (peer.live.allSaved()) for (const one of [...peer.typed, ...peer.deleted]) one.saved = true;
	});
}

/** What was already deleted when it was sent has no words any more. */
const GONE = '\u0001';
const wordsOf = (struct: Y.Item | Y.GC | { length: number }): string =>
	struct instanceof Y.Item && struct.content instanceof Y.ContentString
		? struct.content.str
		: GONE.repeat(struct.length);

export type Judged = {
	readonly owner: postgres.Sql;
	readonly keys: DocumentKeys;
	readonly documentId: string;
	readonly peers: readonly FuzzPeer[];
	/** the head at which the document was sealed; null when it was not */
	readonly sealedHead: number | null;
};

/** Every broken promise as one line; none when all is well. */
export async function brokenPromises({ owner, keys, documentId, peers, sealedHead }: Judged): Promise<string[]> {
	const rows = await owner<{ seq: string; personId: string; fields: string[]; update: Uint8Array }[]>`
		select seq, person_id as "personId", fields, update from document_update
		where document_id = ${documentId} order by seq`;
	const [document] = await owner`select head, key_id as "keyId" from document where id = ${documentId}`;
	const seal = await sealOf(keys, documentId, document?.keyId ?? null);
	const broken: string[] = [];
	const must = (holds: boolean, otherwise: () => string) => void (holds || broken.push(otherwise()));

	must(
		rows.every(({ seq }, n) => Number(seq) === n + 1) && Number(document?.head) === rows.length,
		() => 'the log is not numbered without a gap'
	);
	must(sealedHead === null || rows.length <= sealedHead, () => 'something was stored after the seal');

	const replay = new Y.Doc({ gc: false });
	const stored = new Map<number, { char: string; by: string }[]>();
	const lastAuthor = new Map<string, string>();
	for (const { seq, personId, fields, update: sealed } of rows) {
		const update = seal.openUpdate(Number(seq), sealed);
		Y.applyUpdate(replay, update);
		const { pendingStructs, pendingDs } = replay.store;
		must(pendingStructs === null && pendingDs === null, () => `row ${seq} leaves something pending`);
		for (const field of fields) lastAuthor.set(field, personId);
		for (const struct of Y.decodeUpdate(update).structs) {
			const all = stored.get(struct.id.client) ?? [];
			stored.set(struct.id.client, all);
			must(struct.id.clock === all.length, () => `row ${seq} stores clocks twice or leaves some out`);
			for (const char of wordsOf(struct).split('')) all.push({ char, by: personId });
		}
	}

	const asked = new Set<string>();
	const mustBeGone = new Set<string>();
	const typedHere = new Map<number, string[]>();
	for (const { personId, typed, deleted } of peers) {
		for (const { client, clock, length, saved } of deleted)
			for (let at = clock; at < clock + length; at++) {
				asked.add(`${client} ${at}`);
				if (saved) mustBeGone.add(`${client} ${at}`);
			}
		for (const { client, clock, words, saved } of typed) {
			const chars = typedHere.get(client) ?? [];
			typedHere.set(client, chars);
			for (const [n, char] of words.split('').entries()) {
				chars[clock + n] = char;
				const found = stored.get(client)?.[clock + n];
				if (found === undefined) must(!saved, () => `words said to be saved are not stored (${client} ${clock + n})`);
				else must(found.by === personId, () => `stored under somebody else's name (${client} ${clock + n})`);
			}
		}
	}
	let visible = 0;
	for (const [client, chars] of stored)
		for (const [clock, { char }] of chars.entries()) {
			const here = typedHere.get(client)?.[clock];
			must(here !== undefined, () => `nobody typed what is stored (${client} ${clock})`);
			must(char === here || char === GONE || here === GONE, () => `stored otherwise than typed (${client} ${clock})`);
		}
	for (const structs of replay.store.clients.values())
		for (const item of structs)
			for (let at = item.id.clock; at < item.id.clock + item.length; at++) {
				const id = `${item.id.client} ${at}`;
				const unseen = typedHere.get(item.id.client)?.[at] === GONE;
				if (item.deleted) must(asked.has(id) || unseen, () => `gone though nobody deleted it (${id})`);
				else must(!mustBeGone.has(id), () => `still there though its deletion was said to be saved (${id})`);
				if (!item.deleted) visible++;
			}

	const fields = [...replay.share.keys()];
	const words = Object.fromEntries(fields.map((field) => [field, replay.getText(field).toString()]));
	must(
		fields.reduce((sum, field) => sum + (words[field] as string).length, 0) === visible,
		() => 'some words of the log lie in no field'
	);
	for (const [n, { live }] of peers.entries()) {
		const { pendingStructs, pendingDs } = live.doc.store;
		must(pendingStructs === null && pendingDs === null, () => `page ${n} has something pending`);
		if (sealedHead !== null && !live.allSaved()) {
			must(live.phase() === 'sealed', () => `page ${n} has unsaved words and does not say why`);
			const has = Y.decodeStateVector(Y.encodeStateVector(live.doc));
			for (const [client, chars] of stored)
				must((has.get(client) ?? 0) >= chars.length, () => `page ${n} lacks stored words`);
			continue;
		}
		for (const field of new Set([...fields, ...live.doc.share.keys()]))
			must(
				live.doc.getText(field).toString() === (words[field] ?? ''),
				() => `page ${n} shows something else in ${field} than is stored`
			);
		for (const [field, personId] of lastAuthor)
			must(live.authors().get(field)?.personId === personId, () => `page ${n} names another author of ${field}`);
	}
	replay.destroy();
	return [...new Set(broken)];
}
