/**
 * Sessions, by lucia behind this one module. The database holds only the SHA-256 of the token, so reading it lets nobody
 * sign in; the token itself is only in the cookie. Lucia's author has stopped developing it: nothing else imports it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { and, arrayOverlaps, eq, gt, lte, or, type SQL, sql } from 'drizzle-orm';
import { type Adapter, Lucia, TimeSpan } from 'lucia';
import { account, agency, person, session } from '#drizzle/schema.ts';
import type { Actor, Role } from '#lib/identity.ts';
import {
	SESSION_KIND_NAMES,
	SESSION_KINDS,
	type SessionKind,
	type SessionMeans,
	type SessionStrength,
	sessionKindOf
} from '#lib/people/session-kinds.ts';
import { type Database, nameArea, type Tx } from './database.ts';
import { awayReason } from './database-away.ts';
import { type DoorAsked, type DoorRow, type IssuedAtDoor, jointDoors } from './open-documents.ts';
import { readSessionToken, sessionCookieName } from './session-cookie.ts';

/** What was on its way with the token of before a step-up is still answered, without what the step-up allows. */
const RENEWED_GRACE_MS = 10_000;
/** Activity is written down at most this often. */
const TOUCH_EVERY_MS = 30_000;

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
/** How the meeting stands whose document somebody asks for; null: their area has no such meeting or document. */
export type DocumentStanding = {
	readonly version: number | null;
	/** number of the area's statement; 0 = none */
	readonly statement: number;
	readonly documentId: string | null;
	/** state of who may know of which case of the area */
	readonly access: number;
	/** the meeting's case does not exist for this person */
	readonly isClosed: boolean;
};
export type AtTextDoor = {
	readonly signedIn: SignedIn | null;
	readonly standing: DocumentStanding;
	/** for the session's person and the document asked for */
	readonly issued: IssuedAtDoor | null;
};
export type NewSession = {
	/** left out: by the person's roles */
	readonly kind?: SessionKind;
	/** a guest's link with its code is two */
	readonly strength: SessionStrength;
	readonly means: SessionMeans;
	/** the browser in plain words ("Chrome on Windows"), never what it sent */
	readonly device: string;
	/** it ends then at the latest */
	readonly until?: Date;
	/** when the person last proved who they are; left out: now, because signing in is that */
	readonly stepUpAt?: Date | null;
};
type SessionColumns = Pick<SessionFacts, 'createdAt' | 'absoluteEndAt' | 'stepUpAt' | 'kind' | 'strength' | 'means'> & {
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

export type Sessions = {
	readonly cookieName: string;
	readonly secure: boolean;
	/** Who sends this Cookie header, if anybody; reading it counts as activity. Never throws for a bad cookie. */
	readonly read: (cookieHeader: string | null | undefined) => Promise<SignedIn | null>;
	/** The same for a connection, by the session's id or the one it began under: its cookie may be of before a step-up. */
	readonly readById: (sessionId: string) => Promise<SignedIn | null>;
	/** Key of the session that a Cookie header names, whether or not there is one; null when it names none. */
	readonly idOf: (cookieHeader: string | null | undefined) => string | null;
	/**
	 * The same as `read` for whoever opens a document, in one statement and with how its meeting stands. Null: no such
	 * session. `signedIn` null: `read` has to be asked, because the session has ended, is about to, or nobody has noted for
	 * a while that it is used.
	 */
	readonly readAtTextDoor: (asked: DoorAsked) => Promise<AtTextDoor | null>;
	/**
	 * Begins a session in the transaction that let the person in, which works in the person's area from here on. The answer
	 * is the token for the cookie.
	 */
	readonly begin: (tx: Tx, accountId: string, how: NewSession) => Promise<string>;
	/** Removes one session's row, by its id. */
	readonly end: (tx: Tx, sessionId: string) => Promise<void>;
	/** Notes activity that came by another way than a page: typing over a socket. */
	readonly touch: (sessionIds: readonly string[]) => Promise<void>;
	/** What keys of words kept in the browser derive from; null when the session is over. Asking puts no end off. */
	readonly keepingSecret: (sessionId: string) => Promise<Uint8Array | null>;
	/** Which of these sessions are still good. */
	readonly stillGood: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
	/** For how long, in ms by the database's clock, each of those still good stays so when nothing is done. */
	readonly goodFor: (sessionIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
	/**
	 * Notes that the password was entered again, and gives the session a new token for the cookie (promises.md 2.4). What
	 * is connected stays so: it is known by the id it began under. Null: the session has ended meanwhile.
	 */
	readonly stepUp: (tx: Tx, sessionId: string) => Promise<string | null>;
	/** Whether one token is the newer one of the session that the other began with. */
	readonly isRenewed: (before: string, now: string) => Promise<boolean>;
	readonly removeExpired: () => Promise<void>;
};

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
const idleEnd = (kind: SessionKind, now: Date) => new Date(now.getTime() + SESSION_KINDS[kind].idleMinutes * 60_000);
/** The same for a row, whatever its kind. */
const idleEndOfRow = (now: Date) => {
	const minutes = SESSION_KIND_NAMES.map((kind) => sql`when ${kind} then ${SESSION_KINDS[kind].idleMinutes}::int`);
	const idle = sql`case ${session.kind} ${sql.join(minutes, sql` `)} end`;
	return sql`least(${now.toISOString()}::timestamptz + make_interval(mins => ${idle}), ${session.absoluteEndAt})`;
};
/** As one list, so that the statement has one text however many there are. */
const isOneOf = (ids: readonly string[]) => sql`${session.id} = any(${sql.param([...ids])}::text[])`;
/** Of an account: neither it nor the one whose further seat it is has been disabled. */
const MAY_GO_ON = sql`(${account.disabledAt} is null and not exists (select 1 from ${account} o where o.id = ${account.ownerId} and o.disabled_at is not null))`;

/**
 * @param leastStrength what the service asks of everybody: a session of less is known to `read` alone, which says that it
 * owes a factor; to every other door it does not exist
 */
export function createSessions(database: Database, secure: boolean, leastStrength: SessionStrength): Sessions {
	const cookieName = sessionCookieName(secure);
	const openDoor = jointDoors(database, leastStrength);
	const inTime = sql`${session.expiresAt} > now() and ${session.absoluteEndAt} > now()`;
	const standing = sql`${inTime} and exists (select 1 from ${account} where ${account.id} = ${session.accountId} and ${MAY_GO_ON})`;
	const good = sql`${standing} and ${session.strength} >= ${leastStrength}::int`;
	const goodFor = async (ids: readonly string[]): Promise<ReadonlyMap<string, number>> => {
		if (ids.length === 0) return new Map();
		const left = sql<number>`(extract(epoch from least(${session.expiresAt}, ${session.absoluteEndAt}) - now()) * 1000)::float8`;
		return database.withoutArea(async (tx) => {
			const rows = await tx
				.select({ id: session.id, left })
				.from(session)
				.where(sql`${isOneOf(ids)} and ${good}`);
			const found = new Map(rows.map((row) => [row.id, row.left]));
			const others = ids.filter((id) => !found.has(id));
			if (others.length === 0) return found;
			// Ended, or renewed since.
			const renewed = await tx
				.select({ ids: session.earlierIds, left })
				.from(session)
				.where(sql`${arrayOverlaps(session.earlierIds, others)} and ${good}`);
			for (const row of renewed) for (const id of row.ids) if (others.includes(id)) found.set(id, row.left);
			return found;
		});
	};
	type Known = Pick<SessionFacts, 'id' | 'accountId' | 'expiresAt'> & SessionColumns;
	const factsOf = ({ id, accountId, createdAt, expiresAt, absoluteEndAt, stepUpAt, ...rest }: Known): SessionFacts => {
		const { kind, strength, means } = rest;
		const owesFactor = strength < leastStrength;
		return { id, accountId, createdAt, expiresAt, absoluteEndAt, stepUpAt, kind, strength, means, owesFactor };
	};
	/** In a transaction of its own: with no room to note that somebody is there, they may still read (F5). */
	const keepOpen = (sessionId: string): Promise<unknown> =>
		database
			.withoutArea((tx) => slide(tx, [sessionId]))
			.catch((problem: unknown) => {
				if (awayReason(problem) !== 'full') throw problem;
			});
	return {
		cookieName,
		secure,
		read: async (cookieHeader) => {
			const token = readSessionToken(cookieHeader, cookieName);
			if (!token) return null;
			const read = await database.withoutArea(async (tx) => {
				const { session: found, user } = await createLucia(tx).validateSession(token);
				if (!found || !user) return null;
				const id = found.rowId ?? digest(token);
				// lucia knows one length of sessions, we have one for each kind.
				const expiresAt = found.fresh ? idleEnd(found.kind, new Date()) : found.expiresAt;
				const facts = factsOf({ ...found, id, accountId: found.userId, expiresAt });
				return { actor: user.actor, session: facts, lastSeenAt: found.lastSeenAt };
			});
			if (read === null) return null;
			const { lastSeenAt, ...signedIn } = read;
			if (Date.now() - lastSeenAt.getTime() > TOUCH_EVERY_MS) await keepOpen(signedIn.session.id);
			return signedIn;
		},
		readById: async (sessionId) => {
			const read = await database.withoutArea(async (tx) => {
				const find = (which: SQL | undefined) =>
					tx
						.select({ session, areaId: account.areaId, personId: account.personId })
						.from(session)
						.innerJoin(account, eq(account.id, session.accountId))
						.where(sql`${which} and ${good}`);
				const [own] = await find(eq(session.id, sessionId));
				const [row] = own ? [own] : await find(arrayOverlaps(session.earlierIds, [sessionId]));
				const actor = row && (await readActor(tx, row.areaId, row.personId));
				return row && actor ? { actor, session: row.session } : null;
			});
			if (read === null) return null;
			const { lastSeenAt } = read.session;
			if (Date.now() - lastSeenAt.getTime() > TOUCH_EVERY_MS) await keepOpen(read.session.id);
			return { actor: read.actor, session: factsOf({ ...read.session, ...columnsOf(read.session) }) };
		},
		idOf: (cookieHeader) => {
			const token = readSessionToken(cookieHeader, cookieName);
			return token ? digest(token) : null;
		},
		readAtTextDoor: async (asked) => {
			const door = await openDoor(asked);
			if (door === null) return null;
			const { row, issued } = door;
			const signedIn = isFresh(row) && row.strength >= leastStrength ? signedInFrom(asked.sessionId, row) : null;
			return { signedIn, standing: standingFrom(row), issued };
		},
		begin: async (tx, accountId, how) => {
			const token = randomBytes(32).toString('base64url');
			const createdAt = new Date();
			const kind = how.kind ?? (await readKind(tx, accountId));
			const longest = createdAt.getTime() + SESSION_KINDS[kind].absoluteHours * 3_600_000;
			const absoluteEndAt = new Date(Math.min(longest, how.until?.getTime() ?? longest));
			const { strength, means, device, stepUpAt = createdAt } = how;
			const columns = { createdAt, lastSeenAt: createdAt, absoluteEndAt, stepUpAt, kind, strength, means, device };
			await createLucia(tx).createSession(accountId, columns, { sessionId: token });
			return token;
		},
		end: async (tx, sessionId) => void (await tx.delete(session).where(eq(session.id, sessionId))),
		touch: async (ids) => {
			if (ids.length === 0) return;
			await database.withoutArea(async (tx) => {
				const found = await slide(tx, ids);
				const others = ids.filter((id) => !found.includes(id));
				if (others.length === 0) return;
				const renewed = await tx
					.select({ id: session.id })
					.from(session)
					.where(arrayOverlaps(session.earlierIds, others));
				await slide(
					tx,
					renewed.map(({ id }) => id)
				);
			});
		},
		keepingSecret: (sessionId) =>
			database.withoutArea(async (tx) => {
				const [row] = await tx
					.select({ secret: session.keepingSecret })
					.from(session)
					.where(sql`${eq(session.id, sessionId)} and ${good}`);
				return row?.secret ?? null;
			}),
		stillGood: async (ids) => new Set((await goodFor(ids)).keys()),
		goodFor,
		stepUp: async (tx, sessionId) => {
			const token = randomBytes(32).toString('base64url');
			const earlierIds = sql`array_append(${session.earlierIds}, ${session.id})`;
			const rows = await tx
				.update(session)
				.set({ id: digest(token), earlierIds, stepUpAt: new Date() })
				.where(sql`${eq(session.id, sessionId)} and ${standing}`)
				.returning({ id: session.id });
			return rows.length === 1 ? token : null;
		},
		isRenewed: (before, now) =>
			database.withoutArea(async (tx) => {
				const rows = await tx
					.select({ id: session.id })
					.from(session)
					.where(and(eq(session.id, digest(now)), arrayOverlaps(session.earlierIds, [digest(before)])));
				return rows.length === 1;
			}),
		removeExpired: () => database.withoutArea((tx) => createLucia(tx).deleteExpiredSessions())
	};
}

/** Good, and used so lately that neither lucia nor we would write anything. */
function isFresh(row: DoorRow): boolean {
	const now = Date.now();
	const left = Math.min(row.expires_at, row.absolute_end_at) - now;
	const isInUse = now - row.last_seen_at <= TOUCH_EVERY_MS;
	const idleMs = SESSION_KINDS[row.kind].idleMinutes * 60_000;
	return !row.is_disabled && row.person_id !== null && isInUse && left > idleMs / 2;
}

const signedInFrom = (id: string, row: DoorRow): SignedIn => ({
	actor: {
		personId: row.person_id ?? '',
		areaId: row.area_id,
		agencyId: row.agency_id,
		name: row.name,
		agencyName: row.agency_name,
		agencyCode: row.agency_code,
		roleTitle: row.role_title,
		roles: row.roles as Role[]
	},
	session: {
		...{ id, accountId: row.account_id, kind: row.kind, strength: row.strength, means: row.means, owesFactor: false },
		createdAt: new Date(row.created_at),
		expiresAt: new Date(row.expires_at),
		absoluteEndAt: new Date(row.absolute_end_at),
		stepUpAt: row.step_up_at === null ? null : new Date(row.step_up_at)
	}
});

const standingFrom = (row: DoorRow): DocumentStanding => ({
	version: row.version,
	statement: row.statement,
	documentId: row.document_id,
	access: row.access,
	isClosed: row.is_closed
});

/** Every request puts the idle end off again, never beyond the absolute end; an ended session is not brought back. */
async function slide(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
	const now = new Date();
	const rows = await tx
		.update(session)
		.set({ lastSeenAt: now, expiresAt: idleEndOfRow(now) })
		.where(sql`${isOneOf(ids)} and ${session.expiresAt} > now()`)
		.returning({ id: session.id });
	return rows.map(({ id }) => id);
}

function createLucia(tx: Tx) {
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
			const id = digest(token);
			const since = new Date(Date.now() - RENEWED_GRACE_MS);
			const justRenewed = and(
				sql`${session.earlierIds}[cardinality(${session.earlierIds})] = ${id}`,
				gt(session.stepUpAt, since)
			);
			const [own] = await find(eq(session.id, id));
			const [row] = own ? [own] : await find(justRenewed);
			if (!row) return [null, null];
			const { id: rowId, accountId, expiresAt, ...columns } = row.session;
			const attributes = { ...columnsOf(columns), stepUpAt: own ? columns.stepUpAt : null, rowId };
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
			await tx.insert(session).values({ id: digest(id), accountId, expiresAt, ...columns, keepingSecret });
		},
		async updateSessionExpiration(token) {
			await tx
				.update(session)
				.set({ expiresAt: idleEndOfRow(new Date()) })
				.where(eq(session.id, digest(token)));
		},
		async deleteSession(token) {
			await tx.delete(session).where(eq(session.id, digest(token)));
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
const columnsOf = (row: Omit<typeof session.$inferSelect, 'id' | 'accountId' | 'expiresAt'>): SessionColumns => ({
	...{ createdAt: row.createdAt, lastSeenAt: row.lastSeenAt, absoluteEndAt: row.absoluteEndAt, stepUpAt: row.stepUpAt },
	...{ kind: row.kind as SessionKind, strength: row.strength as SessionStrength, means: row.means as SessionMeans },
	device: row.device
});

async function readKind(tx: Tx, accountId: string): Promise<SessionKind> {
	const [owner] = await tx.select().from(account).where(eq(account.id, accountId));
	if (!owner) throw new Error('a session for no account');
	if (owner.kind === 'GUEST') return 'GUEST';
	await nameArea(tx, owner.areaId);
	const [one] = await tx.select({ roles: person.roles }).from(person).where(eq(person.id, owner.personId));
	return sessionKindOf((one?.roles ?? []) as Role[]);
}

/** The person behind an account; from here on the transaction works in that person's area. */
async function readActor(tx: Tx, areaId: string, personId: string): Promise<Actor | null> {
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
