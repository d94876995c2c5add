/**
 * A document begun anew without some of its words: what stays is written by whom it was written, under new ids; the log, the
 * folded state, the removed words and the ids of before are destroyed, so that nobody can read or repeat them (R16, R17).
 */
import { sql } from 'drizzle-orm';
import type { Cut } from '#lib/redactions/redaction.ts';
import { randomClientId } from './client-ids.ts';
import type { Tx } from './database.ts';
import { authorsUpTo } from './document-authors.ts';
import { keysOf, noteEndedKeys } from './document-keys.ts';
import { loadDocument, updatesIn } from './document-log.ts';
import { findFormerWords, redactInWorker } from './fold-updates.ts';
import { sealIn } from './sealed-update.ts';
import { readWholeLog } from './whole-log.ts';

export type RedactedDocument = {
	readonly redactionId: string;
	readonly documentId: string;
	/** by text; none where only former versions go */
	readonly cuts: Readonly<Record<string, readonly Cut[]>>;
};

/** Call it with the document held. @throws when the log does not fit together, or the redaction is not asked for */
export async function redactDocument(tx: Tx, { redactionId, documentId, cuts }: RedactedDocument): Promise<void> {
	const stored = await loadDocument(tx, documentId);
	if (!stored) throw new Error('no such document');
	const byPerson = new Map<string | null, number>();
	const idOf = (personId: string | null): number => {
		const id = byPerson.get(personId) ?? freshId(new Set(byPerson.values()));
		byPerson.set(personId, id);
		return id;
	};
	const ids = stored.clients.map(([clientId, personId]) => [clientId, idOf(personId)] as const);
	const marks = idOf(null);
	const { update, used } = await redactInWorker({ updates: updatesIn(stored), cuts, ids, marks });
	const people = [...byPerson].filter(([, id]) => used.includes(id));
	const [row] = await tx.execute<{ authors: string }>(
		sql`select ${authorsUpTo(documentId, stored.head)}::text as authors`
	);
	const keyId = await keysOf(tx).make();
	const seal = await sealIn(tx, documentId, keyId);
	const seq = stored.head + (stored.sealed ? 0 : 1);
	const [begun] = await tx.execute<{ seq: string }>(sql`select begin_document_anew(
		${redactionId}::uuid, ${documentId}::uuid, ${keyId}::uuid,
		${sql.param(seal.update(seq, update))}::bytea, ${sql.param(seal.state(seq, update))}::bytea, ${row?.authors ?? '{}'}::text::jsonb,
		${`{${people.map(([, id]) => id).join()}}`}::bigint[],
		${`{${people.map(([personId]) => personId ?? 'NULL').join()}}`}::uuid[]
	) as seq`);
	if (Number(begun?.seq) !== seq) throw new Error('the document was not held');
	noteEndedKeys(tx);
}

function freshId(taken: ReadonlySet<number>): number {
	for (;;) {
		const id = randomClientId();
		if (!taken.has(id)) return id;
	}
}

/** In which texts of a document words were typed that stand there no more. */
export async function readFormerWords(tx: Tx, documentId: string, words: string): Promise<readonly string[]> {
	const { updates } = await readWholeLog(tx, documentId);
	return updates.length === 0 ? [] : findFormerWords(updates, words);
}
