/**
 * lucia, with the table of sessions under it. The database holds only the SHA-256 of the token, so reading it lets nobody sign
 * in; the token itself is only in the cookie. Lucia's author has stopped developing it: only sessions.ts imports this.
 */
import { randomBytes } from 'node:crypto';
import { and, eq, gt, lte, or, type SQL, sql } from 'drizzle-orm';
import { type Adapter, Lucia, TimeSpan } from 'lucia';
import { account, agency, person, session } from '#drizzle/schema.ts';
import type { Actor, Role } from '#lib/identity.ts';
import {
	SESSION_KIND_NAMES,
	SESSION_KINDS,
	type SessionKind,
	type SessionMeans,
	type SessionStrength
} from '#lib/people/session-kinds.ts';
import { nameArea, type Tx } from './database.ts';
import { tokenDigest } from './secret-token.ts';

/** What was on its way with the token of before a step-up is still answered, without what the step-up allows. */
const RENEWED_GRACE_MS = 10_000;

/** What is known of one session; `id` is the row's key (a hash), never the token. */
export type SessionFacts = {
	readonly id: string;
	readonly accountId: string;
	readonly createdAt: Date;
	readonly expiresAt: Date;
	readonly absoluteEndAt: Date;
	/** when the person last proved again who they are, for something serious */
	readonly stepUpAt: Date | null;
	readonly kind: SessionKind;
	readonly strength: SessionStrength;
	readonly means: SessionMeans;
	/** the service asks everybody for a second factor and this session has none: it reaches only the pages that ask */
	readonly owesFactor: boolean;
};
export type SignedIn = { readonly actor: Actor; readonly session: SessionFacts };
export type SessionColumns = Pick<
	SessionFacts,
	'createdAt' | 'absoluteEndAt' | 'stepUpAt' | 'kind' | 'strength' | 'means'
> & {
	readonly lastSeenAt: Date;
	readonly device: string;
};
/** `rowId` is the session's id now: a token that was just renewed leads to another one than its own. */
type SessionAttributes = SessionColumns & { readonly rowId?: string };

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof createLucia>;
		UserId: string;
		DatabaseUserAttributes: { actor: Actor };
		DatabaseSessionAttributes: SessionAttributes;
	}
}

export const idleEnd = (kind: SessionKind, now: Date) =>
	new Date(now.getTime() + SESSION_KINDS[kind].idleMinutes * 60_000);
/** The same for a row, whatever its kind. */
export const idleEndOfRow = (now: Date) => {
	const minutes = SESSION_KIND_NAMES.map((kind) => sql`when ${kind} then ${SESSION_KINDS[kind].idleMinutes}::int`);
	const idle = sql`case ${session.kind} ${sql.join(minutes, sql` `)} end`;
	return sql`least(${now.toISOString()}::timestamptz + make_interval(mins => ${idle}), ${session.absoluteEndAt})`;
};
/** Of an account: neither it nor the one whose further seat it is has been disabled. */
export const MAY_GO_ON = sql`(${account.disabledAt} is null and not exists (select 1 from ${account} o where o.id = ${account.ownerId} and o.disabled_at is not null))`;

export function createLucia(tx: Tx) {
	return new Lucia(hashingAdapter(tx), {
		sessionExpiresIn: new TimeSpan(SESSION_KINDS.STAFF.idleMinutes, 'm'),
		getUserAttributes: ({ actor }) => ({ actor }),
		getSessionAttributes: (columns) => columns
	});
}

/** lucia's storage: it hands over tokens, the table gets their SHA-256. Of an ended session, no user: lucia then removes the row. */
function hashingAdapter(tx: Tx): Adapter {
	return {
		async getSessionAndUser(token) {
			const find = (which: SQL | undefined) =>
				tx
					.select({ session, areaId: account.areaId, personId: account.personId, mayGoOn: sql<boolean>`${MAY_GO_ON}` })
					.from(session)
					.innerJoin(account, eq(account.id, session.accountId))
					.where(which);
			const id = tokenDigest(token);
			const since = new Date(Date.now() - RENEWED_GRACE_MS);
			const justRenewed = and(
				sql`${session.earlierIds}[cardinality(${session.earlierIds})] = ${id}`,
				gt(session.stepUpAt, since)
			);
			const [own] = await find(eq(session.id, id));
			const [row] = own ? [own] : await find(justRenewed);
			if (!row) return [null, null];
			const { id: rowId, accountId, expiresAt, ...columns } = row.session;
			const known = columnsOf(columns);
			const attributes = own ? { ...known, rowId } : { ...known, stepUpAt: null, strength: 1 as const, rowId };
			const found = { id: token, userId: accountId, expiresAt, attributes };
			if (!row.mayGoOn || columns.absoluteEndAt <= new Date()) return [found, null];
			const actor = await readActor(tx, row.areaId, row.personId);
			return [found, actor && { id: accountId, attributes: { actor } }];
		},
		async getUserSessions(accountId) {
			const rows = await tx.select().from(session).where(eq(session.accountId, accountId));
			return rows.map(({ id, expiresAt, ...row }) => ({
				id,
				userId: accountId,
				expiresAt,
				attributes: columnsOf(row)
			}));
		},
		async setSession({ id, userId: accountId, attributes }) {
			const keepingSecret = randomBytes(32);
			const { rowId: _, ...columns } = attributes;
			const ends = [idleEnd(columns.kind, columns.createdAt).getTime(), columns.absoluteEndAt.getTime()];
			const expiresAt = new Date(Math.min(...ends));
			await tx.insert(session).values({ id: tokenDigest(id), accountId, expiresAt, ...columns, keepingSecret });
		},
		async updateSessionExpiration(token) {
			await tx
				.update(session)
				.set({ expiresAt: idleEndOfRow(new Date()) })
				.where(eq(session.id, tokenDigest(token)));
		},
		async deleteSession(token) {
			await tx.delete(session).where(eq(session.id, tokenDigest(token)));
		},
		async deleteUserSessions(accountId) {
			await tx.delete(session).where(eq(session.accountId, accountId));
		},
		async deleteExpiredSessions() {
			const now = new Date();
			await tx.delete(session).where(or(lte(session.expiresAt, now), lte(session.absoluteEndAt, now)));
		}
	};
}

/** What the table holds as text is one of the words that its constraints allow. */
export const columnsOf = (
	row: Omit<typeof session.$inferSelect, 'id' | 'accountId' | 'expiresAt'>
): SessionColumns => ({
	...{ createdAt: row.createdAt, lastSeenAt: row.lastSeenAt, absoluteEndAt: row.absoluteEndAt, stepUpAt: row.stepUpAt },
	...{ kind: row.kind as SessionKind, strength: row.strength as SessionStrength, means: row.means as SessionMeans },
	device: row.device
});

/** The person behind an account; from here on the transaction works in that person's area. */
export async function readActor(tx: Tx, areaId: string, personId: string): Promise<Actor | null> {
	await nameArea(tx, areaId);
	const [row] = await tx
		.select({ person, agency })
		.from(person)
		.innerJoin(agency, eq(agency.id, person.agencyId))
		.where(eq(person.id, personId));
	if (!row) return null;
	const { name, roleTitle, roles, agencyId } = row.person;
	const { name: agencyName, code: agencyCode } = row.agency;
	return { personId, areaId, agencyId, name, agencyName, agencyCode, roleTitle, roles: roles as Role[] };
}
