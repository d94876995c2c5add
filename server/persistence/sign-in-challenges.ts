/**
 * Questions that somebody has to answer before they are let in, or before a passkey counts. Each is kept here and not in the
 * browser, is for one browser or session, ends after some minutes, and is answered once.
 */
import { and, eq, gt, lt, sql } from 'drizzle-orm';
import { signInChallenge } from '#drizzle/schema.ts';
import type { SessionMeans } from '#lib/people/session-kinds.ts';
import type { Tx } from './database.ts';
import { drawToken, tokenDigest } from './secret-token.ts';

/** After the password; a passkey alone; another passkey for one's account; proving again who one is. */
export type ChallengePurpose = 'SECOND_STEP' | 'PASSKEY' | 'ADD_PASSKEY' | 'STEP_UP';

/** Wrong answers after which a question is void. */
export const WRONG_ANSWERS = 5;
const LIVES_MINUTES = 10;

export type Challenge = {
	readonly id: string;
	readonly accountId: string | null;
	readonly means: SessionMeans | null;
	/** what a passkey has to sign, base64url; null = none was asked for */
	readonly challenge: string | null;
};

const endsAt = sql`now() + make_interval(mins => ${LIVES_MINUTES}::int)`;

/** Opens a question for one browser, which alone holds the answer's token. */
export async function askBrowser(
	tx: Tx,
	purpose: 'SECOND_STEP' | 'PASSKEY',
	known: { readonly accountId?: string; readonly means?: SessionMeans; readonly challenge?: string }
): Promise<string> {
	const token = drawToken();
	await tx.insert(signInChallenge).values({ id: tokenDigest(token), purpose, ...known, expiresAt: endsAt });
	return token;
}

/** Opens a question for one session, in place of the one that was open for it. */
export async function askSession(
	tx: Tx,
	purpose: 'ADD_PASSKEY' | 'STEP_UP',
	session: { readonly id: string; readonly accountId: string },
	challenge: string
): Promise<void> {
	const { accountId } = session;
	const values = { challenge, wrong: 0, expiresAt: endsAt };
	await tx
		.insert(signInChallenge)
		.values({ id: tokenDigest(`${purpose} ${session.id}`), purpose, accountId, ...values })
		.onConflictDoUpdate({ target: signInChallenge.id, set: values });
}

/** What a passkey has to sign to answer an open question of a browser. False: there is no such question any more. */
export async function askForPasskey(tx: Tx, token: string, challenge: string): Promise<boolean> {
	const rows = await tx
		.update(signInChallenge)
		.set({ challenge })
		.where(isOpen(tokenDigest(token), 'SECOND_STEP'))
		.returning({ id: signInChallenge.id });
	return rows.length > 0;
}

const isOpen = (id: string, purpose: ChallengePurpose) =>
	and(
		eq(signInChallenge.id, id),
		eq(signInChallenge.purpose, purpose),
		gt(signInChallenge.expiresAt, sql`now()`),
		lt(signInChallenge.wrong, WRONG_ANSWERS)
	);

/** The question of a browser, held until the transaction ends, so that two answers are not judged at once. */
export async function holdChallenge(tx: Tx, purpose: ChallengePurpose, token: string): Promise<Challenge | null> {
	const [row] = await tx
		.select()
		.from(signInChallenge)
		.where(isOpen(tokenDigest(token), purpose))
		.for('update');
	return row ? { ...row, means: row.means as SessionMeans | null } : null;
}

/** What one session was asked; with this it is answered, whatever the answer is. */
export async function takeSessionChallenge(
	tx: Tx,
	purpose: 'ADD_PASSKEY' | 'STEP_UP',
	sessionId: string
): Promise<string | null> {
	const [row] = await tx
		.delete(signInChallenge)
		.where(isOpen(tokenDigest(`${purpose} ${sessionId}`), purpose))
		.returning({ challenge: signInChallenge.challenge });
	return row?.challenge ?? null;
}

/** @returns whether the question is void now: too many wrong answers */
export async function countWrong(tx: Tx, id: string): Promise<boolean> {
	const [row] = await tx
		.update(signInChallenge)
		.set({ wrong: sql`${signInChallenge.wrong} + 1`, challenge: null })
		.where(eq(signInChallenge.id, id))
		.returning({ wrong: signInChallenge.wrong });
	if (row && row.wrong < WRONG_ANSWERS) return false;
	await endChallenge(tx, id);
	return true;
}

export const endChallenge = (tx: Tx, id: string): Promise<unknown> =>
	tx.delete(signInChallenge).where(eq(signInChallenge.id, id));

/** Whatever was asked of an account's browsers before is void: how it signs in has changed. */
export const endChallengesOf = (tx: Tx, accountId: string): Promise<unknown> =>
	tx.delete(signInChallenge).where(eq(signInChallenge.accountId, accountId));

export const forgetOldChallenges = (tx: Tx): Promise<unknown> =>
	tx.delete(signInChallenge).where(lt(signInChallenge.expiresAt, sql`now()`));
