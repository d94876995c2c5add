/** Sealed minutes, stored once and never changed: the database refuses update and delete to everybody. */

import { and, eq, inArray } from 'drizzle-orm';
import { document, finalRecord } from '#drizzle/schema.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import type { SealedRecord } from '#lib/seal/seal.ts';
import { type DocumentName, documentNamed, type StandingDocument } from '#lib/wire.ts';
import type { Tx } from './database.ts';
import { keysOf } from './document-keys.ts';

export type StoredRecord = {
	readonly record: FinalRecord;
	/** the canonical JSON itself: its SHA-256 is the fingerprint */
	readonly json: string;
	readonly sha256: string;
	readonly pdf: Uint8Array;
	readonly lockedAt: Date;
	/** with its seal; null for a record from before they were sealed in blocks */
	readonly sealed: SealedRecord | null;
	/** of the PDF's bytes; '' as above */
	readonly pdfSha256: string;
};

export async function storeRecord(tx: Tx, row: typeof finalRecord.$inferInsert): Promise<void> {
	await tx.insert(finalRecord).values(row);
}

export async function readRecord(tx: Tx, meetingId: string): Promise<StoredRecord | null> {
	const [row] = await tx.select().from(finalRecord).where(eq(finalRecord.meetingId, meetingId));
	if (!row) return null;
	const { record: json, sha256, pdf, lockedAt, salt, seal, pdfSha256 } = row;
	const record: FinalRecord = JSON.parse(json);
	const sealed = salt !== null && seal !== null ? { record, seal: JSON.parse(seal), salt } : null;
	return { record, json, sha256, pdf, lockedAt, sealed, pdfSha256: pdfSha256 ?? '' };
}

export type DocumentIds = Readonly<Record<StandingDocument, string>>;

/** The two documents every meeting has. With `seal` all of the meeting's are sealed from this transaction's commit on: no later update can be stored. */
export async function documentsOf(tx: Tx, meetingId: string, seal = false): Promise<DocumentIds> {
	const rows = seal
		? await tx.update(document).set({ state: 'sealed' }).where(eq(document.meetingId, meetingId)).returning()
		: await tx.select().from(document).where(eq(document.meetingId, meetingId));
	const id = (name: string) => {
		const row = rows.find((one) => one.name === name);
		if (!row) throw new Error('a meeting has a plan and minutes');
		return row.id;
	};
	return { plan: id('plan'), minutes: id('minutes') };
}

/** A document of a meeting by its name; null when the meeting has none. */
export async function documentOf(tx: Tx, meetingId: string, name: DocumentName): Promise<string | null> {
	const [row] = await tx
		.select({ id: document.id })
		.from(document)
		.where(and(eq(document.meetingId, meetingId), eq(document.name, name)));
	return row?.id ?? null;
}

/** Every document of a meeting by its name, in the order of their ids: whoever holds several holds them in this order. */
export async function documentsNamed(tx: Tx, meetingId: string): Promise<ReadonlyMap<DocumentName, string>> {
	const rows = await tx
		.select({ id: document.id, name: document.name })
		.from(document)
		.where(eq(document.meetingId, meetingId))
		.orderBy(document.id);
	return new Map(
		rows.flatMap(({ id, name }) => {
			const named = documentNamed(name);
			return named ? [[named.name, id] as const] : [];
		})
	);
}

/** What documents are called in their meetings; without those the area does not have. */
export async function namesOfDocuments(
	tx: Tx,
	documentIds: readonly string[]
): Promise<ReadonlyMap<string, DocumentName>> {
	if (documentIds.length === 0) return new Map();
	const rows = await tx
		.select({ id: document.id, name: document.name })
		.from(document)
		.where(inArray(document.id, [...documentIds]));
	return new Map(
		rows.flatMap(({ id, name }) => {
			const named = documentNamed(name);
			return named ? [[id, named.name] as const] : [];
		})
	);
}

/** Opens a document of a meeting that is not locked: the caller holds the meeting's row. Nothing when it is there already. */
export async function insertDocument(tx: Tx, areaId: string, meetingId: string, name: DocumentName): Promise<void> {
	if ((await documentOf(tx, meetingId, name)) !== null) return;
	const keyId = await keysOf(tx).make();
	await tx
		.insert(document)
		.values({ areaId, meetingId, name, state: 'open', head: 0, epoch: 1, keyId })
		.onConflictDoNothing({ target: [document.meetingId, document.name] });
}

/** Opens the two documents of a new meeting. */
export async function insertDocuments(tx: Tx, areaId: string, meetingId: string): Promise<void> {
	const empty = { areaId, meetingId, state: 'open', head: 0, epoch: 1 };
	await tx.insert(document).values([
		{ ...empty, name: 'plan', keyId: await keysOf(tx).make() },
		{ ...empty, name: 'minutes', keyId: await keysOf(tx).make() }
	]);
}
