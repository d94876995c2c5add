/** Redactions: asked for, decided, and what the database itself takes out (migrations, `redact_text` and its sisters). */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { account, redaction } from '#drizzle/schema.ts';
import type { Place, RedactionReason, RedactionState, Took } from '#lib/redactions/redaction.ts';
import type { Tx } from './database.ts';

export type RedactionRow = Omit<typeof redaction.$inferSelect, 'state' | 'reason' | 'took'> & {
	readonly state: RedactionState;
	readonly reason: RedactionReason;
	readonly took: Took | null;
};
const typed = (row: typeof redaction.$inferSelect): RedactionRow => ({
	...row,
	state: row.state as RedactionState,
	reason: row.reason as RedactionReason,
	took: row.took as Took | null
});

/** Oldest first. */
export async function readRedactions(tx: Tx, meetingId: string): Promise<readonly RedactionRow[]> {
	const rows = await tx
		.select()
		.from(redaction)
		.where(eq(redaction.meetingId, meetingId))
		.orderBy(asc(redaction.number));
	return rows.map(typed);
}

/** Held until the transaction ends. */
export async function holdRedaction(tx: Tx, meetingId: string, id: string): Promise<RedactionRow | null> {
	const [row] = await tx
		.select()
		.from(redaction)
		.where(and(eq(redaction.id, id), eq(redaction.meetingId, meetingId)))
		.for('update');
	return row ? typed(row) : null;
}

/** The caller holds the meeting, so that numbers have no gap. @returns null when this very command was carried out before */
export async function insertRedaction(
	tx: Tx,
	row: Omit<typeof redaction.$inferInsert, 'number' | 'state'>
): Promise<string | null> {
	const [last] = await tx.execute<{ number: number }>(
		sql`select coalesce(max(number), 0) as number from redaction where meeting_id = ${row.meetingId}`
	);
	const [made] = await tx
		.insert(redaction)
		.values({ ...row, number: Number(last?.number ?? 0) + 1, state: 'ASKED' })
		.onConflictDoNothing({ target: [redaction.meetingId, redaction.askedBy, redaction.commandId] })
		.returning({ id: redaction.id });
	return made?.id ?? null;
}

/** Ends a redaction: its words and places are gone from its row with this. */
export async function closeRedaction(
	tx: Tx,
	id: string,
	to: {
		readonly state: Exclude<RedactionState, 'ASKED'>;
		readonly took: Took | null;
		readonly by: string;
		readonly at: Date;
	}
): Promise<void> {
	const { state, took, by, at } = to;
	await tx
		.update(redaction)
		.set({ state, took, words: null, places: null, decidedBy: by, decidedAt: at })
		.where(eq(redaction.id, id));
}

export type FoundFact = {
	readonly table: string;
	readonly column: string;
	/** ROOM, UNIT or VICTIMS: whose it is (migrations) */
	readonly whose: string;
	/** after the lock it says what the record says */
	readonly minuted: boolean;
	readonly key: string;
	/** what kind of event it is; '' where it is none */
	readonly told: string;
	readonly path: readonly string[];
	readonly value: string;
};

/** Every place of a meeting and its case where these words stand in what was recorded. Who may see which is for the caller. */
export async function readFacts(
	tx: Tx,
	{ meetingId, caseId, words }: { readonly meetingId: string; readonly caseId: string; readonly words: string }
): Promise<readonly FoundFact[]> {
	return tx.execute<FoundFact>(sql`
		select of_table as "table", of_column as "column", whose, minuted, row_key as key, told, path, value
		from find_words(${meetingId}::uuid, ${caseId}::uuid, ${words})`);
}

/** @returns whether the words stood there */
export async function redactFact(
	tx: Tx,
	redactionId: string,
	{ table, column, key, path }: Extract<Place, { kind: 'fact' }>,
	mark: string
): Promise<boolean> {
	const [row] = await tx.execute<{ stood: boolean }>(sql`
		select redact_text(${redactionId}::uuid, ${table}, ${column}, ${key}, ${sql.param([...path])}::text[], ${mark}) as stood`);
	return row?.stood === true;
}

/** The note of it in the log of a locked meeting: its one event after the lock. */
export async function noteAfterLock(
	tx: Tx,
	note: { readonly redactionId: string; readonly by: string; readonly at: Date; readonly documents: readonly string[] }
): Promise<void> {
	const { redactionId, by, at, documents } = note;
	await tx.execute(sql`select note_redaction(
		${redactionId}::uuid, ${by}::uuid, ${at.toISOString()}::timestamptz, ${sql.param([...documents])}::text[])`);
}

/** Which of these people are the same human, who may have several seats: by person, something that is the same for one human. */
export async function readHumans(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
	const rows = await tx
		.select({ personId: account.personId, id: account.id, ownerId: account.ownerId })
		.from(account)
		.where(inArray(account.personId, [...personIds]));
	const humans = new Map(rows.map(({ personId, id, ownerId }) => [personId, ownerId ?? id]));
	return new Map(personIds.map((personId) => [personId, humans.get(personId) ?? personId]));
}
