/**
 * Sessions: who is signed in, for how long, and how strongly. What lucia does of it is in lucia-adapter.ts; which sessions one
 * human has, and ending them, is in sessions-of-account.ts.
 */
import { and, arrayOverlaps, eq, type SQL, sql } from 'drizzle-orm';
import { account, person, session } from '#drizzle/schema.ts';
import type { Role } from '#lib/identity.ts';
import {
	type EndReason,
	ON_DUTY_IDLE_MINUTES,
	SESSION_KINDS,
	type SessionKind,
	type SessionMeans,
	type SessionStrength,
	sessionKindOf
} from '#lib/people/session-kinds.ts';
import { type Database, nameArea, type Tx } from './database.ts';
import { awayReason } from './database-away.ts';
import {
	columnsOf,
	createLucia,
	idleEnd,
	idleEndOfRow,
	MAY_GO_ON,
	readActor,
	type SessionColumns,
	type SessionFacts,
	type SignedIn
} from './lucia-adapter.ts';
import { type DoorAsked, type DoorRow, type IssuedAtDoor, jointDoors } from './open-documents.ts';
import { drawToken, tokenDigest } from './secret-token.ts';
import { readSessionToken, sessionCookieName } from './session-cookie.ts';
import { forgetEnds, makeRoom, readEnd } from './sessions-of-account.ts';

export type { SessionFacts, SignedIn };

/** Activity is written down at most this often. */
const TOUCH_EVERY_MS = 30_000;

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
export type Sessions = {
	readonly cookieName: string;
	readonly secure: boolean;
	/**
	 * Who sends this Cookie header, if anybody; reading it counts as activity. Never throws for a bad cookie. Null also for
	 * whoever owes a second factor: to every door but the pages that ask for it they are not signed in.
	 */
	readonly read: (cookieHeader: string | null | undefined) => Promise<SignedIn | null>;
	/** The same for the guard of pages, which lets whoever `owesFactor` reach the pages that ask for it and no other. */
	readonly readOwing: (cookieHeader: string | null | undefined) => Promise<SignedIn | null>;
	/** Why the session that this header names was ended, if it was and did not run out. */
	readonly endReason: (cookieHeader: string | null | undefined) => Promise<EndReason | null>;
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
	 * is the token for the cookie. One more than the kind allows at once ends the oldest.
	 */
	readonly begin: (tx: Tx, accountId: string, how: NewSession) => Promise<string>;
	/** Removes one session's row, by its id. */
	readonly end: (tx: Tx, sessionId: string) => Promise<void>;
	/** Notes activity that came by another way than a page: typing over a socket. */
	readonly touch: (sessionIds: readonly string[]) => Promise<void>;
	/** What keys of words kept in the browser derive from; null when the session is over. Asking puts no end off. */
	readonly keepingSecret: (sessionId: string) => Promise<Uint8Array | null>;
	/** Of those whose person chairs or minutes a running meeting: they may be idle for longer. Is no activity. */
	readonly keepOnDuty: (sessionIds: readonly string[]) => Promise<void>;
	/** Which of these sessions are still good. */
	readonly stillGood: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
	/** For how long, in ms by the database's clock, each of those still good stays so when nothing is done. */
	readonly goodFor: (sessionIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
	/**
	 * Notes that the person proved again who they are, and gives the session a new token for the cookie (promises.md 2.4).
	 * What is connected stays so: it is known by the id it began under. Null: the session has ended meanwhile.
	 * @param strength what the session has from now on; as it was when left out
	 */
	readonly stepUp: (tx: Tx, sessionId: string, strength?: SessionStrength) => Promise<string | null>;
	/** Whether one token is the newer one of the session that the other began with. */
	readonly isRenewed: (before: string, now: string) => Promise<boolean>;
	readonly removeExpired: () => Promise<void>;
};

/** As one list, so that the statement has one text however many there are. */
const isOneOf = (ids: readonly string[]) => sql`${session.id} = any(${sql.param([...ids])}::text[])`;

/**
 * @param leastStrength what the service asks of everybody: a session of less is known to `read` alone, which says that it
 * owes a factor; to every other door it does not exist
 * @param atOnce how many sessions one human may have at a time
 */
export function createSessions(
	database: Database,
	secure: boolean,
	leastStrength: SessionStrength,
	atOnce = (kind: SessionKind): number => SESSION_KINDS[kind].atOnce
): Sessions {
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
	const readOwing = async (cookieHeader: string | null | undefined): Promise<SignedIn | null> => {
		const token = readSessionToken(cookieHeader, cookieName);
		if (!token) return null;
		const read = await database.withoutArea(async (tx) => {
			const { session: found, user } = await createLucia(tx).validateSession(token);
			if (!found || !user) return null;
			const id = found.rowId ?? tokenDigest(token);
			// lucia knows one length of sessions, we have one for each kind.
			const expiresAt = found.fresh ? idleEnd(found.kind, new Date()) : found.expiresAt;
			const facts = factsOf({ ...found, id, accountId: found.userId, expiresAt });
			return { actor: user.actor, session: facts, lastSeenAt: found.lastSeenAt };
		});
		if (read === null) return null;
		const { lastSeenAt, ...signedIn } = read;
		if (Date.now() - lastSeenAt.getTime() > TOUCH_EVERY_MS) await keepOpen(signedIn.session.id);
		return signedIn;
	};
	return {
		cookieName,
		secure,
		readOwing,
		read: async (cookieHeader) => {
			const signedIn = await readOwing(cookieHeader);
			return signedIn?.session.owesFactor ? null : signedIn;
		},
		endReason: async (cookieHeader) => {
			const token = readSessionToken(cookieHeader, cookieName);
			return token ? database.withoutArea((tx) => readEnd(tx, tokenDigest(token))) : null;
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
			return token ? tokenDigest(token) : null;
		},
		readAtTextDoor: async (asked) => {
			const door = await openDoor(asked);
			if (door === null) return null;
			const { row, issued } = door;
			const signedIn = isFresh(row) && row.strength >= leastStrength ? signedInFrom(asked.sessionId, row) : null;
			return { signedIn, standing: standingFrom(row), issued };
		},
		begin: async (tx, accountId, how) => {
			const token = drawToken();
			const createdAt = new Date();
			const kind = how.kind ?? (await readKind(tx, accountId));
			const longest = createdAt.getTime() + SESSION_KINDS[kind].absoluteHours * 3_600_000;
			const absoluteEndAt = new Date(Math.min(longest, how.until?.getTime() ?? longest));
			const { strength, means, device, stepUpAt = createdAt } = how;
			const columns = { createdAt, lastSeenAt: createdAt, absoluteEndAt, stepUpAt, kind, strength, means, device };
			await makeRoom(tx, accountId, kind, atOnce(kind));
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
		keepOnDuty: async (ids) => {
			if (ids.length === 0) return;
			const until = sql`least(${session.lastSeenAt} + make_interval(mins => ${ON_DUTY_IDLE_MINUTES}::int), ${session.absoluteEndAt})`;
			const which = sql`(${isOneOf(ids)} or ${arrayOverlaps(session.earlierIds, [...ids])})`;
			await database.withoutArea((tx) =>
				tx
					.update(session)
					.set({ expiresAt: until })
					.where(
						sql`${which} and ${session.expiresAt} > now() and ${session.expiresAt} < ${until} - interval '1 minute'`
					)
			);
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
		stepUp: async (tx, sessionId, strength) => {
			const token = drawToken();
			const earlierIds = sql`array_append(${session.earlierIds}, ${session.id})`;
			const rows = await tx
				.update(session)
				.set({ id: tokenDigest(token), earlierIds, stepUpAt: new Date(), ...(strength ? { strength } : {}) })
				.where(sql`${eq(session.id, sessionId)} and ${standing}`)
				.returning({ id: session.id });
			return rows.length === 1 ? token : null;
		},
		isRenewed: (before, now) =>
			database.withoutArea(async (tx) => {
				const rows = await tx
					.select({ id: session.id })
					.from(session)
					.where(and(eq(session.id, tokenDigest(now)), arrayOverlaps(session.earlierIds, [tokenDigest(before)])));
				return rows.length === 1;
			}),
		removeExpired: () =>
			database.withoutArea(async (tx) => {
				await createLucia(tx).deleteExpiredSessions();
				await forgetEnds(tx);
			})
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

async function readKind(tx: Tx, accountId: string): Promise<SessionKind> {
	const [owner] = await tx.select().from(account).where(eq(account.id, accountId));
	if (!owner) throw new Error('a session for no account');
	if (owner.kind === 'GUEST') return 'GUEST';
	await nameArea(tx, owner.areaId);
	const [one] = await tx.select({ roles: person.roles }).from(person).where(eq(person.id, owner.personId));
	return sessionKindOf((one?.roles ?? []) as Role[]);
}
