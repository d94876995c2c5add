/**
 * The first sign-in of a person who was given no password: a link, made when it is sent or shown, good once and for some days.
 * Only its SHA-256 is stored, and only the newest link of an account works.
 */
import { randomBytes } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { account, firstSignIn, person } from '#drizzle/schema.ts';
import { mayRunInArea } from '#lib/cases/area-commands.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { tokenDigest } from '../persistence/secret-token.ts';
import { isIdentifier } from './load-meeting.ts';
import { passwordProblem } from './password.ts';
import type { PasswordHasher } from './password-hash.ts';
import { wordsAbout } from './words-about.ts';

export const LINK_DAYS = 14;
const DAY_MS = 86_400_000;

/**
 * A new link for somebody who has not chosen a password yet: a path, beginning with a slash. Earlier links end.
 * Null when they have chosen one, or cannot sign in at all.
 */
export async function makeFirstSignInPath(tx: Tx, areaId: string, personId: string, now: Date): Promise<string | null> {
	const [found] = await tx
		.select({ id: account.id })
		.from(account)
		.where(and(eq(account.personId, personId), eq(account.areaId, areaId), isNull(account.disabledAt)));
	if (!found) return null;
	const secret = randomBytes(24).toString('base64url');
	const expiresAt = new Date(now.getTime() + LINK_DAYS * DAY_MS);
	const rows = await tx
		.update(firstSignIn)
		.set({ tokenHash: tokenDigest(secret), expiresAt })
		.where(and(eq(firstSignIn.accountId, found.id), isNull(firstSignIn.usedAt)))
		.returning({ id: firstSignIn.accountId });
	return rows.length > 0 ? `/first-sign-in/${areaId}.${secret}` : null;
}

/** The people of the area who have not chosen a password yet. */
export async function readNotSignedInYet(tx: Tx): Promise<ReadonlySet<string>> {
	const rows = await tx
		.select({ personId: account.personId })
		.from(firstSignIn)
		.innerJoin(account, eq(account.id, firstSignIn.accountId))
		.where(isNull(firstSignIn.usedAt));
	return new Set(rows.map(({ personId }) => personId));
}

/** A link to hand on by other means, for whoever may add people. It is shown once and kept nowhere. */
export async function showFirstSignInPath(
	{ database, now }: { readonly database: Database; readonly now: Date },
	actor: Actor,
	personId: string
): Promise<Result<{ readonly path: string; readonly name: string }>> {
	const barred = mayRunInArea(actor, 'add-person');
	return database.withArea(actor.areaId, async (tx) => {
		if (barred) {
			await writeAudit(tx, actor, 'deny-make-first-sign-in', 'area', actor.areaId);
			return barred;
		}
		const [one] = isIdentifier(personId)
			? await tx.select({ name: person.name, roles: person.roles }).from(person).where(eq(person.id, personId))
			: [];
		// Nobody gets at more than they hold: a system administrator's link is for system administrators.
		if (!one || (one.roles.includes('SYSTEM_ADMINISTRATOR') && !actor.roles.includes('SYSTEM_ADMINISTRATOR')))
			return refuse('missing', 'There is no such person, or they have chosen a password already.');
		const path = await makeFirstSignInPath(tx, actor.areaId, personId, now);
		if (path === null) return refuse('missing', 'There is no such person, or they have chosen a password already.');
		await writeAudit(tx, actor, 'make-first-sign-in', 'person', personId);
		return done({ path, name: one.name });
	});
}

type Link = { readonly areaId: string; readonly tokenHash: string };
const linkOf = (typed: string): Link | null => {
	const [areaId = '', secret = '', rest] = typed.split('.');
	return rest === undefined && isIdentifier(areaId) && /^[\w-]{32}$/.test(secret)
		? { areaId, tokenHash: tokenDigest(secret) }
		: null;
};
/** What is stored of a link, given as it was sent or its last part; null when it is none. */
export const firstSignInHash = (typed: string): string | null =>
	linkOf(typed.trim().split('/').at(-1) ?? '')?.tokenHash ?? null;
const good = ({ tokenHash }: Link) =>
	and(eq(firstSignIn.tokenHash, tokenHash), isNull(firstSignIn.usedAt), sql`${firstSignIn.expiresAt} > now()`);

const NO_LINK = refuse(
	'missing',
	'This link has been used, has been replaced by a newer one, or is too old. Ask the MAPPA unit for a new one.'
);

/** Whether a link still works. */
export async function isFirstSignIn({ database }: { readonly database: Database }, typed: string): Promise<boolean> {
	const link = linkOf(typed);
	if (!link) return false;
	const rows = await database.withArea(link.areaId, (tx) =>
		tx.select({ id: firstSignIn.accountId }).from(firstSignIn).where(good(link))
	);
	return rows.length > 0;
}

/**
 * Sets the password that somebody has chosen; the link does not work again. Refused as missing for a link that does not work,
 * as invalid for a weak password.
 * @throws TooBusy when too many passwords are being hashed
 */
export async function chooseFirstPassword(
	{ database, passwords }: { readonly database: Database; readonly passwords: PasswordHasher },
	typed: string,
	password: string
): Promise<Result<null>> {
	const link = linkOf(typed);
	if (!link) return NO_LINK;
	const owner = await database.withArea(link.areaId, async (tx) => {
		const [row] = await tx
			.select({ account })
			.from(firstSignIn)
			.innerJoin(account, eq(account.id, firstSignIn.accountId))
			.where(and(good(link), isNull(account.disabledAt)));
		return row && { about: await wordsAbout(tx, row.account) };
	});
	if (!owner) return NO_LINK;
	const problem = passwordProblem(password, owner.about);
	if (problem) return refuse('invalid', problem, [{ field: 'password', message: problem }]);
	const passwordHash = await passwords.hash(password);
	return database.withArea(link.areaId, async (tx) => {
		const [used] = await tx
			.update(firstSignIn)
			.set({ usedAt: new Date() })
			.where(good(link))
			.returning({ accountId: firstSignIn.accountId });
		if (!used) return NO_LINK;
		// Of a seat that is offered to whoever signs in elsewhere nothing is kept: their own password stays what it is.
		const [row] = await tx
			.update(account)
			.set({ passwordHash: sql`case when ${account.email} is null then null else ${passwordHash} end` })
			.where(eq(account.id, used.accountId))
			.returning({ personId: account.personId });
		const [one] = await tx
			.select({ agencyId: person.agencyId })
			.from(person)
			.where(eq(person.id, row?.personId ?? ''));
		if (!row || !one) throw new Error('an account without a person');
		const actor = { areaId: link.areaId, personId: row.personId, agencyId: one.agencyId };
		await writeAudit(tx, actor, 'first-sign-in', 'account', used.accountId);
		return done(null);
	});
}
