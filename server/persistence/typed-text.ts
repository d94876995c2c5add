/**
 * Words that came by a form instead of a live line: made into an update of their document, as if they had been typed in it
 * when the form was read. What others wrote since stays, as between two people who type at once (promises Y).
 */
import { sql } from 'drizzle-orm';
import * as Y from 'yjs';
import { smallestEdit } from '#lib/live-text/smallest-edit.ts';
import { appendOneUpdate } from './append-one-update.ts';
import { randomClientId } from './client-ids.ts';
import type { Tx } from './database.ts';
import { readWholeLog } from './whole-log.ts';

export type Typed = {
	/** every text of the document with the words in it */
	readonly fields: Readonly<Record<string, string>>;
	/** names of the texts in which words stood before */
	readonly stood: readonly string[];
	/** null when nothing was typed that does not stand there already */
	readonly made: { readonly update: Uint8Array; readonly clientId: number; readonly fields: readonly string[] } | null;
};
export type TypedAsked = {
	readonly documentId: string;
	/** number of the document's last update when the texts were read; null = the newest */
	readonly head: number | null;
	/** by field, whole texts as they were sent */
	readonly texts: Readonly<Record<string, string>>;
};

/** The form was read before the document was begun anew: what it was typed over can be read by nobody any more. */
export class BegunAnew extends Error {
	override readonly name = 'BegunAnew';
	constructor() {
		super('the document was begun anew');
	}
}

/** Keeps the document to this transaction: what is read of it afterwards stays so until the commit. */
export async function holdDocument(tx: Tx, documentId: string): Promise<void> {
	await tx.execute(sql`select id from document where id = ${documentId}::uuid for no key update`);
}

/** Call it with the document held. @throws BegunAnew */
export async function readTyped(tx: Tx, { documentId, head, texts }: TypedAsked): Promise<Typed> {
	const { base, foldedTo, begunAfter, first, updates } = await readWholeLog(tx, documentId);
	if (head !== null && begunAfter > 0 && head <= begunAfter) throw new BegunAnew();
	const now = new Y.Doc();
	const then = new Y.Doc();
	try {
		if (base !== null) {
			Y.applyUpdate(now, base);
			if (head === null || head >= foldedTo) Y.applyUpdate(then, base);
		}
		for (const [n, update] of updates.entries()) {
			Y.applyUpdate(now, update);
			if (head === null || first + n <= head) Y.applyUpdate(then, update);
		}
		const stood = [...now.share.keys()].filter((name) => now.getText(name).toString().trim() !== '');
		const clientId = randomClientId();
		then.clientID = clientId;
		let update: Uint8Array | null = null;
		then.on('update', (one: Uint8Array) => {
			update = one;
		});
		const written: string[] = [];
		then.transact(() => {
			for (const [field, typed] of Object.entries(texts)) {
				const text = then.getText(field);
				const edit = smallestEdit(text.toString(), typed);
				// Sent twice, or typed by somebody else as well: it stands there already.
				if (!edit || now.getText(field).toString() === typed) continue;
				if (edit.removed > 0) text.delete(edit.at, edit.removed);
				if (edit.added !== '') text.insert(edit.at, edit.added);
				written.push(field);
			}
		});
		if (update) Y.applyUpdate(now, update);
		const names = [...now.share.keys()];
		const fields = Object.fromEntries(names.map((name) => [name, now.getText(name).toString()]));
		return { fields, stood, made: update ? { update, clientId, fields: written } : null };
	} finally {
		now.destroy();
		then.destroy();
	}
}

/**
 * Stores the words as the next update of their document, credited to whoever sent them.
 * @throws when the document takes nothing any more; nothing is stored then
 */
export async function storeTyped(
	tx: Tx,
	to: { readonly areaId: string; readonly documentId: string; readonly personId: string; readonly at: Date },
	{ update, clientId, fields }: NonNullable<Typed['made']>
): Promise<void> {
	await appendOneUpdate(tx, { ...to, clientId, clientOf: to.personId, fields, update });
}
