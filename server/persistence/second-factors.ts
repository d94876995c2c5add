/** By what somebody proves who they are besides the password: an app for codes, recovery codes on paper, passkeys. */
import { and, asc, count, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { passkey, recoveryCode, totpSecret } from '#drizzle/schema.ts';
import type { Tx } from './database.ts';

export type Factors = {
	readonly codeApp: { readonly since: Date } | null;
	/** unused ones; 0 also when none were ever made */
	readonly recoveryCodes: number;
	readonly passkeys: readonly PasskeyRow[];
};
export type PasskeyRow = {
	readonly id: string;
	readonly name: string;
	readonly createdAt: Date;
	readonly lastUsedAt: Date | null;
};

/** @param accountId that through which the human signs in, not one of their further seats */
export async function readFactors(tx: Tx, accountId: string): Promise<Factors> {
	const [app] = await tx
		.select({ since: totpSecret.confirmedAt })
		.from(totpSecret)
		.where(and(eq(totpSecret.accountId, accountId), isNotNull(totpSecret.confirmedAt)));
	const [codes] = await tx
		.select({ left: count() })
		.from(recoveryCode)
		.where(and(eq(recoveryCode.accountId, accountId), isNull(recoveryCode.usedAt)));
	const { id, name, createdAt, lastUsedAt } = passkey;
	const passkeys = await tx
		.select({ id, name, createdAt, lastUsedAt })
		.from(passkey)
		.where(eq(passkey.accountId, accountId))
		.orderBy(asc(createdAt));
	return { codeApp: app?.since ? { since: app.since } : null, recoveryCodes: codes?.left ?? 0, passkeys };
}

/** Whether the password alone lets nobody in to this account. */
export const hasFactor = ({ codeApp, passkeys }: Factors): boolean => codeApp !== null || passkeys.length > 0;

// --- The app for codes ---

/** A new secret that waits for its first code, in place of another that waited. The one in use goes on until then. */
export async function keepNewSecret(tx: Tx, accountId: string, sealed: Uint8Array): Promise<void> {
	await tx.delete(totpSecret).where(and(eq(totpSecret.accountId, accountId), isNull(totpSecret.confirmedAt)));
	await tx.insert(totpSecret).values({ accountId, sealed });
}

export type SealedSecret = { readonly id: string; readonly sealed: Uint8Array };

export async function readSecret(tx: Tx, accountId: string, which: 'in-use' | 'new'): Promise<SealedSecret | null> {
	const state = which === 'new' ? isNull(totpSecret.confirmedAt) : isNotNull(totpSecret.confirmedAt);
	const [row] = await tx
		.select({ id: totpSecret.id, sealed: totpSecret.sealed })
		.from(totpSecret)
		.where(and(eq(totpSecret.accountId, accountId), state));
	return row ?? null;
}

/** Accepts the code of one step, in the statement that makes it and all before it no good (RFC 6238 5.2; promises A3). */
export async function acceptStep(tx: Tx, secretId: string, step: number): Promise<boolean> {
	const rows = await tx
		.update(totpSecret)
		.set({ lastStep: step })
		.where(and(eq(totpSecret.id, secretId), lt(totpSecret.lastStep, step)))
		.returning({ id: totpSecret.id });
	return rows.length > 0;
}

/** The secret that waited is the one in use from now on. */
export async function useNewSecret(tx: Tx, accountId: string, secretId: string): Promise<void> {
	await tx.delete(totpSecret).where(and(eq(totpSecret.accountId, accountId), isNotNull(totpSecret.confirmedAt)));
	await tx.update(totpSecret).set({ confirmedAt: sql`now()` }).where(eq(totpSecret.id, secretId));
}

export const removeSecrets = (tx: Tx, accountId: string): Promise<unknown> =>
	tx.delete(totpSecret).where(eq(totpSecret.accountId, accountId));

// --- Recovery codes ---

/** In place of all that there were. @param hashes keyed; nobody can guess a code from them */
export async function keepRecoveryCodes(tx: Tx, accountId: string, hashes: readonly string[]): Promise<void> {
	await tx.delete(recoveryCode).where(eq(recoveryCode.accountId, accountId));
	if (hashes.length > 0) await tx.insert(recoveryCode).values(hashes.map((hash) => ({ accountId, hash })));
}

/** False: there is no such code, or it was used. */
export async function useRecoveryCode(tx: Tx, accountId: string, hash: string): Promise<boolean> {
	const rows = await tx
		.update(recoveryCode)
		.set({ usedAt: sql`now()` })
		.where(and(eq(recoveryCode.accountId, accountId), eq(recoveryCode.hash, hash), isNull(recoveryCode.usedAt)))
		.returning({ hash: recoveryCode.hash });
	return rows.length > 0;
}

// --- Passkeys ---

export type StoredPasskey = typeof passkey.$inferSelect;

export async function findPasskey(tx: Tx, id: string): Promise<StoredPasskey | null> {
	const [row] = await tx.select().from(passkey).where(eq(passkey.id, id));
	return row ?? null;
}

/** False: this passkey is known already. */
export async function insertPasskey(
	tx: Tx,
	values: Pick<StoredPasskey, 'id' | 'accountId' | 'publicKey' | 'counter' | 'transports' | 'name'>
): Promise<boolean> {
	const rows = await tx.insert(passkey).values(values).onConflictDoNothing().returning({ id: passkey.id });
	return rows.length > 0;
}

/** Notes that it was used. False: another use with a later counter came between, so this one is a copy's or a repetition. */
export async function passkeyUsed(tx: Tx, id: string, counter: number): Promise<boolean> {
	const rises = counter === 0 ? eq(passkey.counter, 0) : lt(passkey.counter, counter);
	const rows = await tx
		.update(passkey)
		.set({ counter, lastUsedAt: sql`now()` })
		.where(and(eq(passkey.id, id), rises))
		.returning({ id: passkey.id });
	return rows.length > 0;
}

export async function renamePasskey(tx: Tx, accountId: string, id: string, name: string): Promise<boolean> {
	const rows = await tx
		.update(passkey)
		.set({ name })
		.where(and(eq(passkey.accountId, accountId), eq(passkey.id, id)))
		.returning({ id: passkey.id });
	return rows.length > 0;
}

export async function removePasskey(tx: Tx, accountId: string, id: string): Promise<boolean> {
	const rows = await tx
		.delete(passkey)
		.where(and(eq(passkey.accountId, accountId), eq(passkey.id, id)))
		.returning({ id: passkey.id });
	return rows.length > 0;
}
