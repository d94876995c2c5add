/** How people of an agency sign in through it: what is set, whom its provider means, who is on the way. Outside row security. */
import { and, asc, eq, lt, sql } from 'drizzle-orm';
import { account, agencyLink, agencySignIn, agencySignInBegun, person } from '#drizzle/schema.ts';
import type { Tx } from './database.ts';
import { tokenDigest } from './secret-token.ts';

export type AgencySignIn = typeof agencySignIn.$inferSelect;
/** What is shown to whoever is not signed in. */
export type OfferedSignIn = Pick<AgencySignIn, 'id' | 'label' | 'domains'>;
export type Begun = typeof agencySignInBegun.$inferSelect;

const LIVES_MINUTES = 10;
/** Those that are switched on, of every area. */
export const readOfferedSignIns = (tx: Tx): Promise<OfferedSignIn[]> =>
	tx
		.select({ id: agencySignIn.id, label: agencySignIn.label, domains: agencySignIn.domains })
		.from(agencySignIn)
		.where(eq(agencySignIn.isOn, true))
		.orderBy(asc(agencySignIn.label));

/** One that is switched on. */
export async function readSignInThatIsOn(tx: Tx, id: string): Promise<AgencySignIn | null> {
	const [row] = await tx
		.select()
		.from(agencySignIn)
		.where(and(eq(agencySignIn.id, id), eq(agencySignIn.isOn, true)));
	return row ?? null;
}

export const readSignInsOfArea = (tx: Tx, areaId: string): Promise<AgencySignIn[]> =>
	tx.select().from(agencySignIn).where(eq(agencySignIn.areaId, areaId)).orderBy(asc(agencySignIn.label));

/** @param areaId the area's own only */
export async function readSignInOfAgency(tx: Tx, areaId: string, agencyId: string): Promise<AgencySignIn | null> {
	const [row] = await tx
		.select()
		.from(agencySignIn)
		.where(and(eq(agencySignIn.areaId, areaId), eq(agencySignIn.agencyId, agencyId)));
	return row ?? null;
}

type Values = Omit<AgencySignIn, 'id' | 'version' | 'changedAt'>;
/** @param before the version it was read at, 0 = there was none @returns its id; null = it was changed meanwhile */
export async function keepSignIn(tx: Tx, values: Values, before: number): Promise<string | null> {
	const { areaId, agencyId, ...rest } = values;
	if (before === 0) {
		const [made] = await tx
			.insert(agencySignIn)
			.values(values)
			.onConflictDoNothing()
			.returning({ id: agencySignIn.id });
		return made?.id ?? null;
	}
	const isIt = and(
		eq(agencySignIn.areaId, areaId),
		eq(agencySignIn.agencyId, agencyId),
		eq(agencySignIn.version, before)
	);
	const [row] = await tx
		.update(agencySignIn)
		.set({ ...rest, version: before + 1, changedAt: new Date() })
		.where(isIt)
		.returning({ id: agencySignIn.id });
	return row?.id ?? null;
}

/**
 * The sign-in through which alone this person comes in, because their agency requires it; null = a password will do. A system
 * administrator is never kept out by a provider that fails. The transaction has to work in the person's area.
 */
export async function agencyAlone(tx: Tx, personId: string): Promise<string | null> {
	const [row] = await tx
		.select({ id: agencySignIn.id })
		.from(person)
		.innerJoin(agencySignIn, eq(agencySignIn.agencyId, person.agencyId))
		.where(
			and(
				eq(person.id, personId),
				eq(agencySignIn.isRequired, true),
				eq(agencySignIn.isOn, true),
				sql`not 'SYSTEM_ADMINISTRATOR' = any(${person.roles})`
			)
		);
	return row?.id ?? null;
}

type Client = Pick<AgencySignIn, 'issuer' | 'clientId'>;
const isAt = ({ issuer, clientId }: Client) => and(eq(agencyLink.issuer, issuer), eq(agencyLink.clientId, clientId));

/** Whom the provider means, or null. */
export async function findLinked(tx: Tx, client: Client, subject: string): Promise<typeof account.$inferSelect | null> {
	const [row] = await tx
		.select({ account })
		.from(agencyLink)
		.innerJoin(account, eq(account.id, agencyLink.accountId))
		.where(and(isAt(client), eq(agencyLink.subject, subject)));
	return row?.account ?? null;
}

/**
 * From now on the provider means this account. False: it means somebody else by it, or somebody else is meant by the account.
 * One of another provider gives way, because an account has one.
 */
export async function link(tx: Tx, accountId: string, { issuer, clientId }: Client, subject: string): Promise<boolean> {
	const isOther = sql`(${agencyLink.issuer}, ${agencyLink.clientId}) is distinct from (${issuer}, ${clientId})`;
	await tx.delete(agencyLink).where(and(eq(agencyLink.accountId, accountId), isOther));
	const rows = await tx
		.insert(agencyLink)
		.values({ accountId, issuer, clientId, subject })
		.onConflictDoNothing()
		.returning({ accountId: agencyLink.accountId });
	return rows.length === 1;
}

export type NewBegun = Pick<Begun, 'signInId' | 'version' | 'nonce' | 'verifier' | 'next' | 'accountId'>;
export async function keepBegun(tx: Tx, state: string, browser: string, values: NewBegun): Promise<void> {
	const expiresAt = sql`now() + make_interval(mins => ${LIVES_MINUTES}::int)`;
	await tx
		.insert(agencySignInBegun)
		.values({ ...values, id: tokenDigest(state), browser: tokenDigest(browser), expiresAt });
}

export type Returned = { readonly begun: Begun; readonly signIn: AgencySignIn; readonly isOpen: boolean };
/**
 * What was begun with this state, which is used up by asking. `isOpen` false: another browser's, too old, used before, or the
 * agency's sign-in was changed meanwhile. Null: there was none.
 */
export async function takeBegun(tx: Tx, state: string, browser: string | null): Promise<Returned | null> {
	const [row] = await tx
		.select({
			begun: agencySignInBegun,
			signIn: agencySignIn,
			isInTime: sql<boolean>`${agencySignInBegun.expiresAt} > now()`
		})
		.from(agencySignInBegun)
		.innerJoin(agencySignIn, eq(agencySignIn.id, agencySignInBegun.signInId))
		.where(eq(agencySignInBegun.id, tokenDigest(state)))
		.for('update', { of: agencySignInBegun });
	if (!row) return null;
	const { begun, signIn, isInTime } = row;
	const isOwn = browser !== null && tokenDigest(browser) === begun.browser;
	const isOpen = isOwn && isInTime && begun.usedAt === null && signIn.isOn && signIn.version === begun.version;
	// A browser that is not the one that began cannot use up what is another's.
	if (isOwn) await tx.update(agencySignInBegun).set({ usedAt: new Date() }).where(eq(agencySignInBegun.id, begun.id));
	return { begun, signIn, isOpen };
}

/** An hour after they ended: until then a second use of one is told from one that never was. */
export const forgetBegun = (tx: Tx): Promise<unknown> =>
	tx.delete(agencySignInBegun).where(lt(agencySignInBegun.expiresAt, sql`now() - interval '1 hour'`));
