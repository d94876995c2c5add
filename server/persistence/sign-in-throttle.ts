/**
 * Slows down guessing, per account and per network, before any password is hashed. Every try is counted first and
 * forgiven when it was right, so that many at once cannot slip through together. Keys are SHA-256: the table names nobody.
 */
import { createHash } from 'node:crypto';
import { asc, eq, inArray, lt, sql } from 'drizzle-orm';
import { signInAttempt } from '#drizzle/schema.ts';
import type { Database, Tx } from './database.ts';

export type ThrottleRule = { readonly free: number; readonly firstBlockMs: number; readonly longestBlockMs: number };
export type AttemptState = { readonly failures: number; readonly firstAt: Date; readonly blockedUntil: Date | null };

/** A network may be a whole office behind one address. Blocks double; a lock-out never lasts longer than 15 minutes. */
export const THROTTLE: Record<'account' | 'network', ThrottleRule> = {
	account: { free: 5, firstBlockMs: 60_000, longestBlockMs: 900_000 },
	network: { free: 60, firstBlockMs: 60_000, longestBlockMs: 900_000 }
};
/** Failures are forgotten this long after the first one. */
export const FORGET_AFTER_MS = 3_600_000;

export type AttemptKeys = { readonly account: string; readonly network: string };

/** @param network the client's address; of IPv6 the /64, because one household has all of it */
export function attemptKeys(email: string, network: string): AttemptKeys {
	const digest = (text: string) => createHash('sha256').update(text).digest('hex');
	const wide =
		network.includes(':') && !network.startsWith('::ffff:') ? network.split(':').slice(0, 4).join(':') : network;
	return { account: digest(`account:${email}`), network: digest(`network:${wide}`) };
}

/** What one more try makes of what is known; `allowed` false = still blocked, and the try is not counted. Pure. */
export function countTry(
	known: AttemptState,
	rule: ThrottleRule,
	now: Date
): { allowed: boolean; state: AttemptState } {
	if (known.blockedUntil && known.blockedUntil > now) return { allowed: false, state: known };
	const forgotten = now.getTime() - known.firstAt.getTime() > FORGET_AFTER_MS;
	const failures = forgotten ? 1 : known.failures + 1;
	const over = failures - rule.free;
	const block = over < 0 ? null : Math.min(rule.firstBlockMs * 2 ** Math.min(over, 20), rule.longestBlockMs);
	const blockedUntil = block === null ? null : new Date(now.getTime() + block);
	return { allowed: true, state: { failures, firstAt: forgotten ? now : known.firstAt, blockedUntil } };
}

/** Counts one try. @returns when the next try is allowed if this one is refused, else null */
export async function claimTry(tx: Tx, keys: AttemptKeys, now: Date): Promise<Date | null> {
	const both = [keys.account, keys.network].sort();
	await tx
		.insert(signInAttempt)
		.values(both.map((key) => ({ key, failures: 0, firstAt: now })))
		.onConflictDoNothing();
	const rows = await holdRows(tx, both);
	const counted = rows.map((row) => ({
		key: row.key,
		...countTry(row, row.key === keys.account ? THROTTLE.account : THROTTLE.network, now)
	}));
	const refused = counted.find((row) => !row.allowed);
	if (refused) return refused.state.blockedUntil;
	for (const { key, state } of counted) await tx.update(signInAttempt).set(state).where(eq(signInAttempt.key, key));
	return null;
}

/** The try was right: the account starts afresh, the network gets this one back. */
export async function forgiveTry(tx: Tx, keys: AttemptKeys): Promise<void> {
	await holdRows(tx, [keys.account, keys.network]);
	await tx.delete(signInAttempt).where(eq(signInAttempt.key, keys.account));
	const fewer = { failures: sql`greatest(${signInAttempt.failures} - 1, 0)` };
	await tx.update(signInAttempt).set(fewer).where(eq(signInAttempt.key, keys.network));
}

/** In one order for everybody, so that nobody waits for another in a circle: a whole office shares its network's row. */
const holdRows = (tx: Tx, keys: readonly string[]) =>
	tx
		.select()
		.from(signInAttempt)
		.where(inArray(signInAttempt.key, [...keys]))
		.orderBy(asc(signInAttempt.key))
		.for('update');

/** Removes what would be forgotten anyway. Called now and then. */
export const forgetOldTries = (database: Database, now: Date): Promise<unknown> =>
	database.withoutArea((tx) =>
		tx.delete(signInAttempt).where(lt(signInAttempt.firstAt, new Date(now.getTime() - 2 * FORGET_AFTER_MS)))
	);
