/** Questions pinned to texts of a meeting. The lock removes them all. */
import { and, asc, count, eq } from 'drizzle-orm';
import { meeting, meetingAsk } from '#drizzle/schema.ts';
import type { Tx } from './database.ts';

export type AskRow = Readonly<typeof meetingAsk.$inferSelect>;

/** All of a meeting, oldest first. */
export const readAsks = (tx: Tx, meetingId: string): Promise<readonly AskRow[]> =>
	tx
		.select()
		.from(meetingAsk)
		.where(eq(meetingAsk.meetingId, meetingId))
		.orderBy(asc(meetingAsk.askedAt), asc(meetingAsk.id));

/** How often anything was asked, answered or settled in a meeting; 0 when there is none. */
export async function readAsksVersion(tx: Tx, meetingId: string): Promise<number> {
	const [row] = await tx.select({ version: meeting.asksVersion }).from(meeting).where(eq(meeting.id, meetingId));
	return row?.version ?? 0;
}

export async function askOfCommand(
	tx: Tx,
	{ meetingId, personId, commandId }: { meetingId: string; personId: string; commandId: string }
): Promise<string | null> {
	const [row] = await tx
		.select({ id: meetingAsk.id })
		.from(meetingAsk)
		.where(
			and(eq(meetingAsk.meetingId, meetingId), eq(meetingAsk.askedBy, personId), eq(meetingAsk.commandId, commandId))
		);
	return row?.id ?? null;
}

/** How many this person has asked in the meeting, and how many of them nobody has settled. */
export async function countAsksOf(
	tx: Tx,
	meetingId: string,
	personId: string
): Promise<{ readonly all: number; readonly open: number }> {
	const rows = await tx
		.select({ state: meetingAsk.state, asks: count() })
		.from(meetingAsk)
		.where(and(eq(meetingAsk.meetingId, meetingId), eq(meetingAsk.askedBy, personId)))
		.groupBy(meetingAsk.state);
	return {
		all: rows.reduce((sum, { asks }) => sum + asks, 0),
		open: rows.find(({ state }) => state === 'OPEN')?.asks ?? 0
	};
}

export async function insertAsk(tx: Tx, row: typeof meetingAsk.$inferInsert): Promise<void> {
	await tx.insert(meetingAsk).values(row);
}

type Change = Partial<
	Pick<
		typeof meetingAsk.$inferInsert,
		'answer' | 'answeredBy' | 'answeredAt' | 'state' | 'settledBy' | 'settledAt' | 'version'
	>
>;
export async function changeAsk(tx: Tx, askId: string, change: Change): Promise<void> {
	await tx.update(meetingAsk).set(change).where(eq(meetingAsk.id, askId));
}

/** Nothing of what was asked outlives the lock. @returns how many */
export async function destroyAsks(tx: Tx, meetingId: string): Promise<number> {
	const gone = await tx.delete(meetingAsk).where(eq(meetingAsk.meetingId, meetingId)).returning({ id: meetingAsk.id });
	return gone.length;
}
