/**
 * The sessions of one human, on all their devices and in all their seats: listing them, ending them, and telling the browser
 * of an ended one why. Whatever is connected under an ended session is cut within a second by every node (R12): a trigger on
 * the removed row tells them.
 */
import { and, asc, desc, eq, gt, inArray, lt, ne, or, sql } from 'drizzle-orm';
import { account, session, sessionEnd } from '#drizzle/schema.ts';
import { END_REASONS, type EndReason, type SessionKind } from '#lib/people/session-kinds.ts';
import type { Tx } from './database.ts';

/** A day, and nobody asks any more. */
const END_KEPT_HOURS = 24;

export type SessionRow = {
	readonly id: string;
	readonly accountId: string;
	readonly device: string;
	readonly means: string;
	readonly strength: number;
	readonly createdAt: Date;
	readonly lastSeenAt: Date;
};

/** The account through which the human of an account signs in: its own, or that of which it is a further seat. */
export async function humanOf(tx: Tx, accountId: string): Promise<string> {
	const [row] = await tx
		.select({ id: account.id, ownerId: account.ownerId })
		.from(account)
		.where(eq(account.id, accountId));
	return row?.ownerId ?? row?.id ?? accountId;
}

const inSeatsOf = (tx: Tx, human: string) =>
	inArray(
		session.accountId,
		tx
			.select({ id: account.id })
			.from(account)
			.where(or(eq(account.id, human), eq(account.ownerId, human)))
	);

/** Where the human is signed in now, the latest used first. */
export async function readSessionsOf(tx: Tx, accountId: string): Promise<readonly SessionRow[]> {
	const { id, device, means, strength, createdAt, lastSeenAt } = session;
	return tx
		.select({ id, accountId: session.accountId, device, means, strength, createdAt, lastSeenAt })
		.from(session)
		.where(
			and(
				inSeatsOf(tx, await humanOf(tx, accountId)),
				sql`${session.expiresAt} > now() and ${session.absoluteEndAt} > now()`
			)
		)
		.orderBy(desc(session.lastSeenAt));
}

/**
 * Ends sessions of one human and says why to their browsers. The ids that answer are those of what was ended: for the caller's
 * own connections (`liveSessions.end`), which need not wait for the look of the nodes.
 */
export async function endSessionsOf(
	tx: Tx,
	accountId: string,
	reason: EndReason,
	which: { readonly only?: string; readonly except?: string } = {}
): Promise<readonly string[]> {
	const ended = await tx
		.delete(session)
		.where(
			and(
				inSeatsOf(tx, await humanOf(tx, accountId)),
				which.only === undefined ? undefined : eq(session.id, which.only),
				which.except === undefined ? undefined : ne(session.id, which.except)
			)
		)
		.returning({ id: session.id, earlierIds: session.earlierIds });
	await noteEnds(
		tx,
		ended.map(({ id }) => id),
		reason
	);
	return ended.flatMap(({ id, earlierIds }) => [id, ...earlierIds]);
}

/** Before one more session of a kind begins: the oldest of those that would be too many end. */
export async function makeRoom(tx: Tx, accountId: string, kind: SessionKind, atOnce: number): Promise<void> {
	const human = await humanOf(tx, accountId);
	// Two that begin in one moment wait for each other here, or both would find room.
	await tx.select({ id: account.id }).from(account).where(eq(account.id, human)).for('update');
	const open = await tx
		.select({ id: session.id })
		.from(session)
		.where(and(inSeatsOf(tx, human), eq(session.kind, kind), gt(session.expiresAt, sql`now()`)))
		.orderBy(asc(session.createdAt));
	const tooMany = open.slice(0, Math.max(open.length + 1 - atOnce, 0)).map(({ id }) => id);
	if (tooMany.length === 0) return;
	await tx.delete(session).where(inArray(session.id, tooMany));
	await noteEnds(tx, tooMany, 'TOO_MANY');
}

async function noteEnds(tx: Tx, ids: readonly string[], reason: EndReason): Promise<void> {
	if (ids.length === 0) return;
	await tx
		.insert(sessionEnd)
		.values(ids.map((sessionId) => ({ sessionId, reason })))
		.onConflictDoNothing();
}

export async function readEnd(tx: Tx, sessionId: string): Promise<EndReason | null> {
	const [row] = await tx
		.select({ reason: sessionEnd.reason })
		.from(sessionEnd)
		.where(eq(sessionEnd.sessionId, sessionId));
	return row && Object.hasOwn(END_REASONS, row.reason) ? (row.reason as EndReason) : null;
}

export const forgetEnds = (tx: Tx): Promise<unknown> =>
	tx.delete(sessionEnd).where(lt(sessionEnd.at, sql`now() - make_interval(hours => ${END_KEPT_HOURS}::int)`));
