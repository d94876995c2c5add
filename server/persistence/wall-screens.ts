/** The one screen on the wall of each meeting's room, as it is stored. It goes with its meeting by a trigger (0037). */
import { and, eq, gt } from 'drizzle-orm';
import { person, wallScreen } from '#drizzle/schema.ts';
import type { Tx } from './database.ts';

export type NewWallScreen = typeof wallScreen.$inferInsert;

/** The meeting's only link from now on: the one before works no more. */
export async function replaceWallScreen(tx: Tx, screen: NewWallScreen): Promise<void> {
	const { secretHash, openedBy, openedAt } = screen;
	await tx
		.insert(wallScreen)
		.values(screen)
		.onConflictDoUpdate({ target: wallScreen.meetingId, set: { secretHash, openedBy, openedAt } });
}

/** @returns whether there was one */
export async function removeWallScreen(tx: Tx, meetingId: string): Promise<boolean> {
	const rows = await tx
		.delete(wallScreen)
		.where(eq(wallScreen.meetingId, meetingId))
		.returning({ meetingId: wallScreen.meetingId });
	return rows.length === 1;
}

/** @param since links made before this moment have ended by themselves */
export async function readWallScreen(
	tx: Tx,
	meetingId: string,
	since: Date
): Promise<{ readonly openedAt: string; readonly openedByName: string } | null> {
	const [row] = await tx
		.select({ openedAt: wallScreen.openedAt, openedByName: person.name })
		.from(wallScreen)
		.innerJoin(person, eq(person.id, wallScreen.openedBy))
		.where(and(eq(wallScreen.meetingId, meetingId), gt(wallScreen.openedAt, since)));
	return row ? { openedAt: row.openedAt.toISOString(), openedByName: row.openedByName } : null;
}

/** The meeting a link shows the time of; null when it has ended or never was. */
export async function readMeetingOfScreen(tx: Tx, secretHash: string, since: Date): Promise<string | null> {
	const [row] = await tx
		.select({ meetingId: wallScreen.meetingId })
		.from(wallScreen)
		.where(and(eq(wallScreen.secretHash, secretHash), gt(wallScreen.openedAt, since)));
	return row?.meetingId ?? null;
}
