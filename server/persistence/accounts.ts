/** Who may sign in. Outside row-level security: read before anybody knows whose area it is. */

import { and, eq, isNotNull, ne, sql } from 'drizzle-orm';
import { account } from '#drizzle/schema.ts';
import type { Database, Tx } from './database.ts';

export type Account = typeof account.$inferSelect;

/** Lower case, trimmed; an address with control characters is nobody's and becomes empty. */
export function canonicalEmail(email: string): string {
	const plain = email.trim().toLowerCase().normalize('NFC');
	return /\p{Cc}/u.test(plain) || plain.length > 254 ? '' : plain;
}

/** @param email canonical */
export async function findAccount(tx: Tx, email: string): Promise<Account | null> {
	const [row] = await tx.select().from(account).where(eq(account.email, email));
	return row ?? null;
}

export async function readAccount(tx: Tx, accountId: string): Promise<Account | null> {
	const [row] = await tx.select().from(account).where(eq(account.id, accountId));
	return row ?? null;
}

export async function findAccountOfPerson(tx: Tx, personId: string): Promise<Account | null> {
	const [row] = await tx.select().from(account).where(eq(account.personId, personId));
	return row ?? null;
}

/** Where to write to whoever has an account, in SQL: a further seat has its human's address, one that waits the one it was offered to. */
export const mailAddress = sql<string | null>`coalesce(${account.email},
	(select o.email from account o where o.id = ${account.ownerId}),
	(select f.email from seat_offer f where f.account_id = ${account.id} and f.answer is distinct from 'DECLINED'))`;

export type NewAccount = Pick<Account, 'areaId' | 'personId' | 'email' | 'passwordHash'>;

/** @returns the new id, or null when the address or the person has an account already */
export async function insertAccount(tx: Tx, values: NewAccount): Promise<string | null> {
	const [row] = await tx.insert(account).values(values).onConflictDoNothing().returning({ id: account.id });
	return row?.id ?? null;
}

/** Whether anybody can sign in at all: if not, this is the first run. */
export const hasAccounts = (database: Database): Promise<boolean> =>
	database.withoutArea(async (tx) => (await tx.select({ id: account.id }).from(account).limit(1)).length > 0);

/** The stored password of any one account, to tell a demonstration's database from a real one; null when there is none. */
export async function readOnePasswordHash(tx: Tx): Promise<string | null> {
	// Guests and further seats have none.
	const [row] = await tx
		.select({ passwordHash: account.passwordHash })
		.from(account)
		.where(isNotNull(account.passwordHash))
		.limit(1);
	return row?.passwordHash ?? null;
}

/** Which of these addresses somebody signs in with in another area. Told to nobody. */
export async function signInElsewhere(tx: Tx, areaId: string, emails: readonly string[]): Promise<ReadonlySet<string>> {
	const rows = await tx
		.select({ email: account.email })
		.from(account)
		.where(and(ne(account.areaId, areaId), sql`${account.email} = any(${sql.param([...emails])}::text[])`));
	return new Set(rows.flatMap(({ email }) => (email === null ? [] : [email])));
}
