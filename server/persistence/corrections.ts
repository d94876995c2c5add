/** Proposed corrections and what became of them, addenda, filings, and what was handed on: rows that are only ever added. */
import { and, asc, count, desc, eq } from 'drizzle-orm';
import { addendum, correction, correctionDecision, handOffCopy, minutesFiling, person } from '#drizzle/schema.ts';
import type { CorrectionKind, SettledAs } from '#lib/corrections/correction.ts';
import type { Tx } from './database.ts';

export type CorrectionRow = Omit<typeof correction.$inferSelect, 'kind'> & {
	readonly kind: CorrectionKind;
	readonly decision:
		| (Omit<typeof correctionDecision.$inferSelect, 'settledAs'> & { readonly settledAs: SettledAs })
		| null;
};

/** Every correction of a meeting, oldest first; one of them when `number` is given. */
export async function readCorrections(tx: Tx, meetingId: string, number?: number): Promise<readonly CorrectionRow[]> {
	const of = eq(correction.meetingId, meetingId);
	const rows = await tx
		.select({ one: correction, decision: correctionDecision })
		.from(correction)
		.leftJoin(
			correctionDecision,
			and(eq(correctionDecision.meetingId, correction.meetingId), eq(correctionDecision.number, correction.number))
		)
		.where(number === undefined ? of : and(of, eq(correction.number, number)))
		.orderBy(asc(correction.number));
	return rows.map(({ one, decision }) => ({
		...one,
		kind: one.kind as CorrectionKind,
		decision: decision && { ...decision, settledAs: decision.settledAs as SettledAs }
	}));
}

export async function insertCorrection(tx: Tx, row: Required<typeof correction.$inferInsert>): Promise<void> {
	await tx.insert(correction).values(row);
}
export async function insertDecision(tx: Tx, row: typeof correctionDecision.$inferInsert): Promise<void> {
	await tx.insert(correctionDecision).values(row);
}
/** How many one person has asked for, at one meeting. */
export async function countCorrectionsOf(tx: Tx, meetingId: string, personId: string): Promise<number> {
	const [row] = await tx
		.select({ rows: count() })
		.from(correction)
		.where(and(eq(correction.meetingId, meetingId), eq(correction.proposedBy, personId)));
	return row?.rows ?? 0;
}
/** The number a command of this person has got already; null when it is new. */
export async function correctionOfCommand(
	tx: Tx,
	{ meetingId, proposedBy, commandId }: Pick<CorrectionRow, 'meetingId' | 'proposedBy' | 'commandId'>
): Promise<number | null> {
	const these = and(
		eq(correction.meetingId, meetingId),
		eq(correction.proposedBy, proposedBy),
		eq(correction.commandId, commandId)
	);
	const [row] = await tx.select({ number: correction.number }).from(correction).where(these);
	return row?.number ?? null;
}

export type AddendumRow = typeof addendum.$inferSelect;
/** Oldest first, without their PDFs. */
export const readAddenda = (tx: Tx, meetingId: string): Promise<readonly Omit<AddendumRow, 'pdf'>[]> => {
	const { areaId, number, correctionNumber, record, sha256, seal, sealedAt, sealedBy } = addendum;
	return tx
		.select({
			...{ areaId, meetingId: addendum.meetingId, number, correctionNumber, record, sha256, seal, sealedAt, sealedBy }
		})
		.from(addendum)
		.where(eq(addendum.meetingId, meetingId))
		.orderBy(asc(number));
};
/** One of them with its PDF; null when there is none. */
export async function readAddendum(tx: Tx, meetingId: string, number: number): Promise<AddendumRow | null> {
	const [row] = await tx
		.select()
		.from(addendum)
		.where(and(eq(addendum.meetingId, meetingId), eq(addendum.number, number)));
	return row ?? null;
}
export async function insertAddendum(tx: Tx, row: typeof addendum.$inferInsert): Promise<void> {
	await tx.insert(addendum).values(row);
}

export type FilingRow = typeof minutesFiling.$inferSelect & { readonly byName: string };
/** The newest note of where the statutory record is kept; null = none, or taken back when `filedOn` is null. */
export async function readFiling(tx: Tx, meetingId: string): Promise<FilingRow | null> {
	return (await readFilings(tx, meetingId)).at(-1) ?? null;
}
/** Every note, oldest first. */
export async function readFilings(tx: Tx, meetingId: string): Promise<readonly FilingRow[]> {
	const rows = await tx
		.select({ of: minutesFiling, byName: person.name })
		.from(minutesFiling)
		.innerJoin(person, eq(minutesFiling.notedBy, person.id))
		.where(eq(minutesFiling.meetingId, meetingId))
		.orderBy(asc(minutesFiling.version));
	return rows.map(({ of, byName }) => ({ ...of, byName }));
}
export async function insertFiling(tx: Tx, row: typeof minutesFiling.$inferInsert): Promise<void> {
	await tx.insert(minutesFiling).values(row);
}

export type HandOffRow = { readonly part: string; readonly at: Date; readonly byId: string; readonly by: string };
/** Newest first. */
export const readHandOffs = (tx: Tx, meetingId: string): Promise<readonly HandOffRow[]> =>
	tx
		.select({ part: handOffCopy.part, at: handOffCopy.copiedAt, byId: handOffCopy.copiedBy, by: person.name })
		.from(handOffCopy)
		.innerJoin(person, eq(handOffCopy.copiedBy, person.id))
		.where(eq(handOffCopy.meetingId, meetingId))
		.orderBy(desc(handOffCopy.copiedAt));
export async function insertHandOff(tx: Tx, row: typeof handOffCopy.$inferInsert): Promise<void> {
	await tx.insert(handOffCopy).values(row).onConflictDoNothing();
}
