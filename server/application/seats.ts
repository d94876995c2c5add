/**
 * The seats of one human: one sign-in, and a person in each agency or area that they act for (044). A session is of one seat and
 * so of one area; going on in another begins another session and ends this one. Of each seat its own area is asked, one after
 * the other, as sign-in does.
 */
import { and, eq, isNull, or, sql } from 'drizzle-orm';
import {
	account,
	agency,
	caseShare,
	caseSharePerson,
	firstSignIn,
	person,
	seatOffer,
	session
} from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import type { SessionMeans, SessionStrength } from '#lib/people/session-kinds.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readAreaNames } from '../persistence/case-shares.ts';
import { type Database, nameArea, type Tx } from '../persistence/database.ts';
import type { Sessions, SignedIn } from '../persistence/sessions.ts';
import { endSessionsOf, humanOf } from '../persistence/sessions-of-account.ts';
import { attemptKeys, claimTry, forgiveTry } from '../persistence/sign-in-throttle.ts';
import { firstSignInHash } from './first-sign-in.ts';
import { isIdentifier } from './load-meeting.ts';
import type { PasswordHasher } from './password-hash.ts';

export type Seat = {
	readonly accountId: string;
	readonly personId: string;
	readonly name: string;
	readonly roleTitle: string;
	readonly agencyName: string;
	readonly areaName: string;
	readonly isCurrent: boolean;
	/** this seat is for these shared cases and nothing else, each until its last day (YYYY-MM-DD) */
	readonly shared: readonly { readonly caseRef: string; readonly until: string }[];
	readonly isVisiting: boolean;
};
/** A seat that somebody has made for whoever signs in with an address. */
export type OfferedSeat = Pick<Seat, 'accountId' | 'agencyName' | 'areaName' | 'roleTitle'>;
export type SeatsPage = { readonly seats: readonly Seat[]; readonly offers: readonly OfferedSeat[] };

type SeatAccount = { readonly id: string; readonly areaId: string; readonly personId: string };

const ofHuman = (human: string) => or(eq(account.id, human), eq(account.ownerId, human));
const accountsOf = (tx: Tx, human: string): Promise<SeatAccount[]> =>
	tx
		.select({ id: account.id, areaId: account.areaId, personId: account.personId })
		.from(account)
		.where(and(ofHuman(human), isNull(account.disabledAt), eq(account.kind, 'STAFF')))
		.orderBy(sql`${account.ownerId} is not null`, account.id);

const openOffer = (email: string) => and(eq(seatOffer.email, email), isNull(seatOffer.answeredAt));
async function offersTo(tx: Tx, human: string): Promise<SeatAccount[]> {
	const [own] = await tx.select({ email: account.email }).from(account).where(eq(account.id, human));
	if (!own?.email) return [];
	return tx
		.select({ id: account.id, areaId: account.areaId, personId: account.personId })
		.from(seatOffer)
		.innerJoin(account, eq(account.id, seatOffer.accountId))
		.where(and(openOffer(own.email), isNull(account.disabledAt)));
}

/** Whether somebody has more than one seat, or one waits for them: then the pages offer to change. */
export async function hasOtherSeats(tx: Tx, accountId: string): Promise<boolean> {
	const human = await humanOf(tx, accountId);
	return (await accountsOf(tx, human)).length > 1 || (await offersTo(tx, human)).length > 0;
}

async function readPlace(
	tx: Tx,
	{ areaId, personId }: SeatAccount
): Promise<Omit<Seat, 'accountId' | 'isCurrent'> | null> {
	const [row] = await tx
		.select({ person, agencyName: agency.name })
		.from(person)
		.innerJoin(agency, eq(agency.id, person.agencyId))
		.where(eq(person.id, personId));
	if (!row) return null;
	const { name, roleTitle, roles } = row.person;
	const isVisiting = roles.includes('VISITING_REP');
	const shared = isVisiting
		? await tx
				.select({ caseRef: caseShare.caseRef, until: caseSharePerson.until })
				.from(caseSharePerson)
				.innerJoin(
					caseShare,
					and(eq(caseShare.id, caseSharePerson.shareId), eq(caseShare.areaId, caseSharePerson.areaId))
				)
				.where(and(eq(caseSharePerson.personId, personId), isNull(caseSharePerson.endedAt)))
				.orderBy(caseShare.caseRef)
		: [];
	const areaName = (await readAreaNames(tx)).find((one) => one.areaId === areaId)?.name ?? '';
	return { personId, name, roleTitle, agencyName: row.agencyName, areaName, isVisiting, shared };
}

/** Everything the page of seats shows. */
export async function readSeats(database: Database, { session: { accountId } }: SignedIn): Promise<SeatsPage> {
	const known = await database.withoutArea(async (tx) => {
		const human = await humanOf(tx, accountId);
		return { seats: await accountsOf(tx, human), offers: await offersTo(tx, human) };
	});
	const seats: Seat[] = [];
	for (const one of known.seats) {
		const place = await database.withArea(one.areaId, (tx) => readPlace(tx, one));
		if (place) seats.push({ accountId: one.id, isCurrent: one.id === accountId, ...place });
	}
	const offers: OfferedSeat[] = [];
	for (const one of known.offers) {
		const place = await database.withArea(one.areaId, (tx) => readPlace(tx, one));
		if (place) offers.push({ accountId: one.id, ...place });
	}
	return { seats, offers };
}

export type SeatParts = {
	readonly database: Database;
	readonly sessions: Pick<Sessions, 'begin'>;
	readonly passwords: PasswordHasher;
	readonly liveSessions: { readonly end: (sessionId: string) => void };
};

const NO_SEAT: Refusal = refuse('missing', 'There is no such seat, or it is not yours.');

async function actorOf(tx: Tx, seat: SeatAccount): Promise<Pick<Actor, 'areaId' | 'personId' | 'agencyId'> | null> {
	const [row] = await tx.select({ agencyId: person.agencyId }).from(person).where(eq(person.id, seat.personId));
	return row ? { areaId: seat.areaId, personId: seat.personId, agencyId: row.agencyId } : null;
}

/**
 * Goes on in another seat of the same human: a new session for it, as strong as this one and ending no later; this one is over
 * for every tab and connection. Something serious asks for the password again.
 * @returns the token for the cookie
 */
export async function switchSeat(
	parts: SeatParts,
	{ actor, session: from }: SignedIn,
	accountId: string
): Promise<Result<string>> {
	if (!isIdentifier(accountId)) return NO_SEAT;
	const ended: string[] = [];
	const token = await parts.database.withArea(actor.areaId, async (tx) => {
		const seat = (await accountsOf(tx, await humanOf(tx, from.accountId))).find(({ id }) => id === accountId);
		if (!seat || seat.id === from.accountId) return null;
		const [row] = await tx.select().from(session).where(eq(session.id, from.id)).for('update');
		if (!row) return null;
		await writeAudit(tx, actor, 'switch-seat', 'account', from.accountId);
		ended.push(...(await endSessionsOf(tx, from.accountId, 'SEAT_CHANGED', { only: from.id })));
		await nameArea(tx, seat.areaId);
		const there = await actorOf(tx, seat);
		if (!there) throw new Error('a seat without a person');
		await writeAudit(tx, there, 'switch-seat', 'account', seat.id);
		return parts.sessions.begin(tx, seat.id, {
			...{ strength: row.strength as SessionStrength, means: row.means as SessionMeans, device: row.device },
			...{ until: row.absoluteEndAt, stepUpAt: null }
		});
	});
	for (const id of ended) parts.liveSessions.end(id);
	return token === null ? NO_SEAT : done(token);
}

const WRONG_CODE = 'This is not what you were given, or it is too old. Ask the MAPPA unit that added you.';

/**
 * Takes a seat that is offered to the address one signs in with. What the person was told, or the link they were sent, proves
 * that the area meant them and not only their address.
 */
export async function takeSeat(
	{ database, passwords }: SeatParts,
	{ session: { accountId } }: SignedIn,
	offerId: string,
	typed: string
): Promise<Result<null>> {
	const wrong = refuse('invalid', WRONG_CODE, [{ field: 'code', message: WRONG_CODE }]);
	if (!isIdentifier(offerId)) return NO_SEAT;
	const keys = attemptKeys(`seat:${accountId}`, `seat:${accountId}`);
	const known = await database.withoutArea(async (tx) => {
		const human = await humanOf(tx, accountId);
		const seat = (await offersTo(tx, human)).find(({ id }) => id === offerId);
		const [offer] = seat ? await tx.select().from(seatOffer).where(eq(seatOffer.accountId, seat.id)) : [];
		return { human, seat, offer, until: await claimTry(tx, keys, new Date()) };
	});
	const { human, seat, offer, until } = known;
	if (until) return refuse('not-now', 'There were too many wrong tries. Wait 15 minutes and try again.');
	if (!seat || !offer) return NO_SEAT;
	const link = firstSignInHash(typed);
	const byCode = offer.codeHash !== null && (await passwords.verify(offer.codeHash, typed.trim()));
	return database.withArea(seat.areaId, async (tx) => {
		const good = and(eq(firstSignIn.accountId, seat.id), isNull(firstSignIn.usedAt));
		const [byLink] = link
			? await tx
					.select({ id: firstSignIn.accountId })
					.from(firstSignIn)
					.where(and(good, eq(firstSignIn.tokenHash, link), sql`${firstSignIn.expiresAt} > now()`))
			: [];
		if (!byCode && !byLink) return wrong;
		const [answered] = await tx
			.update(seatOffer)
			.set({ answeredAt: new Date(), answer: 'ACCEPTED', codeHash: null })
			.where(and(eq(seatOffer.accountId, seat.id), isNull(seatOffer.answeredAt)))
			.returning({ id: seatOffer.accountId });
		if (!answered) return NO_SEAT;
		await tx
			.update(account)
			.set({ ownerId: human })
			.where(and(eq(account.id, seat.id), isNull(account.ownerId)));
		await tx.update(firstSignIn).set({ usedAt: new Date() }).where(good);
		const there = await actorOf(tx, seat);
		if (!there) throw new Error('a seat without a person');
		await writeAudit(tx, there, 'take-seat', 'account', seat.id);
		await forgiveTry(tx, keys);
		return done(null);
	});
}

/** The address is theirs and the seat is not wanted. */
export async function declineSeat(
	{ database }: SeatParts,
	{ session: { accountId } }: SignedIn,
	offerId: string
): Promise<Result<null>> {
	const seat = await database.withoutArea(async (tx) =>
		(await offersTo(tx, await humanOf(tx, accountId))).find(({ id }) => id === offerId)
	);
	if (!seat) return NO_SEAT;
	return database.withArea(seat.areaId, async (tx) => {
		await tx
			.update(seatOffer)
			.set({ answeredAt: new Date(), answer: 'DECLINED', codeHash: null })
			.where(and(eq(seatOffer.accountId, seat.id), isNull(seatOffer.answeredAt)));
		await tx.update(account).set({ disabledAt: new Date() }).where(eq(account.id, seat.id));
		const there = await actorOf(tx, seat);
		if (there) await writeAudit(tx, there, 'decline-seat', 'account', seat.id);
		return done(null);
	});
}
