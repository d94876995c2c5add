/** Guests as they are stored. A guest's end, their account and their sessions with it, is the database's own rule (migrations). */
import { and, asc, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { account, agency, guest, meeting, person } from '#drizzle/schema.ts';
import { GUEST, type Guest, type GuestCapacity, type GuestState, type GuestTimes } from '#lib/guests/guest.ts';
import type { Phase } from '#lib/meeting/meeting.ts';
import type { Tx } from './database.ts';

const asker = alias(person, 'asker');
const decider = alias(person, 'decider');
const timeOf = (at: Date | null): string | null => at?.toISOString() ?? null;

async function read(tx: Tx, which: SQL | undefined): Promise<readonly Guest[]> {
	const rows = await tx
		.select({ row: guest, agencyName: agency.name, askedByName: asker.name, decidedByName: decider.name })
		.from(guest)
		.innerJoin(agency, eq(agency.id, guest.agencyId))
		.innerJoin(asker, eq(asker.id, guest.askedBy))
		.leftJoin(decider, eq(decider.id, guest.decidedBy))
		.where(which)
		.orderBy(asc(guest.askedAt), asc(guest.id));
	return rows.map(({ row, ...names }) => ({
		...names,
		...{ id: row.id, meetingId: row.meetingId, agencyId: row.agencyId, personId: row.personId },
		...{ name: row.name, roleTitle: row.roleTitle, email: row.email, request: row.request, reason: row.reason },
		...{ capacity: row.capacity as GuestCapacity, state: row.state as GuestState, askedBy: row.askedBy },
		askedAt: row.askedAt.toISOString(),
		decidedAt: timeOf(row.decidedAt),
		linkMadeAt: timeOf(row.linkMadeAt),
		codeMadeAt: timeOf(row.codeMadeAt),
		wrongCodes: row.wrongCodes,
		boundAt: timeOf(row.boundAt),
		triedElsewhereAt: timeOf(row.triedElsewhereAt),
		endedAt: timeOf(row.endedAt)
	}));
}

/** Of one meeting, in the order asked. */
export const readGuests = (tx: Tx, meetingId: string): Promise<readonly Guest[]> =>
	read(tx, eq(guest.meetingId, meetingId));

export async function readGuest(tx: Tx, meetingId: string, guestId: string): Promise<Guest | null> {
	const [found] = await read(tx, and(eq(guest.meetingId, meetingId), eq(guest.id, guestId)));
	return found ?? null;
}

export type NewGuest = Pick<
	typeof guest.$inferInsert,
	'areaId' | 'meetingId' | 'agencyId' | 'name' | 'roleTitle' | 'email' | 'capacity' | 'request' | 'askedBy' | 'askedAt'
>;
/** The new row's id; null when this address is asked for already. */
export async function insertGuest(tx: Tx, values: NewGuest): Promise<string | null> {
	const [row] = await tx
		.insert(guest)
		.values({ ...values, state: 'ASKED' })
		.onConflictDoNothing()
		.returning({ id: guest.id });
	return row?.id ?? null;
}

/** Into the directory as whom the meeting's record names: without any role, so that no list of people offers them. */
export async function insertGuestPerson(
	tx: Tx,
	areaId: string,
	{ agencyId, name, roleTitle }: Pick<Guest, 'agencyId' | 'name' | 'roleTitle'>
): Promise<string> {
	const [row] = await tx
		.insert(person)
		.values({ areaId, agencyId, name, roleTitle, roles: [] })
		.returning({ id: person.id });
	if (!row) throw new Error('the guest was not stored');
	return row.id;
}

type Decision = Partial<
	Pick<typeof guest.$inferInsert, 'state' | 'decidedBy' | 'decidedAt' | 'reason' | 'personId' | 'endedAt'>
>;
/** Moves a guest on from the states named. False when they are in none of them any more. */
export async function moveGuest(tx: Tx, guestId: string, from: readonly GuestState[], to: Decision): Promise<boolean> {
	const rows = await tx
		.update(guest)
		.set(to)
		.where(and(eq(guest.id, guestId), inArray(guest.state, [...from])))
		.returning({ id: guest.id });
	return rows.length === 1;
}

const isApproved = (guestId: string) => and(eq(guest.id, guestId), eq(guest.state, 'APPROVED'));

/** Another link: the one before works no more, and whoever came in by it is out. */
export async function replaceLink(tx: Tx, guestId: string, secretHash: string, now: Date): Promise<boolean> {
	const rows = await tx
		.update(guest)
		.set({ secretHash, linkMadeAt: now, bindingHash: null, boundAt: null })
		.where(isApproved(guestId))
		.returning({ personId: guest.personId });
	for (const { personId } of rows) if (personId !== null) await endSessionsOf(tx, personId);
	return rows.length === 1;
}

export async function replaceCode(tx: Tx, guestId: string, codeHash: string, now: Date): Promise<boolean> {
	const rows = await tx
		.update(guest)
		.set({ codeHash, codeMadeAt: now, wrongCodes: 0 })
		.where(isApproved(guestId))
		.returning({ id: guest.id });
	return rows.length === 1;
}

/** A guest as their link finds them. */
export type AtGuestDoor = {
	readonly id: string;
	readonly areaId: string;
	readonly agencyId: string;
	readonly personId: string;
	readonly meetingId: string;
	readonly codeHash: string | null;
	readonly wrongCodes: number;
	readonly bindingHash: string | null;
	readonly meeting: GuestTimes;
};
const atDoor = async (tx: Tx, which: SQL | undefined): Promise<AtGuestDoor | null> => {
	const [row] = await tx
		.select({
			guest,
			phase: meeting.phase,
			scheduledStart: meeting.scheduledStart,
			plannedMinutes: meeting.plannedMinutes
		})
		.from(guest)
		.innerJoin(meeting, eq(meeting.id, guest.meetingId))
		.where(and(which, eq(guest.state, 'APPROVED')));
	if (!row?.guest.personId) return null;
	const { id, areaId, agencyId, personId, meetingId, codeHash, wrongCodes, bindingHash } = row.guest;
	return {
		...{ id, areaId, agencyId, personId, meetingId, codeHash, wrongCodes, bindingHash },
		meeting: {
			phase: row.phase as Phase,
			scheduledStart: row.scheduledStart.toISOString(),
			plannedMinutes: row.plannedMinutes
		}
	};
};
export const readGuestByLink = (tx: Tx, secretHash: string): Promise<AtGuestDoor | null> =>
	atDoor(tx, eq(guest.secretHash, secretHash));
/** Whose message a link is written into, and where it goes. */
export async function readGuestToWrite(
	tx: Tx,
	personId: string
): Promise<{ readonly id: string; readonly email: string } | null> {
	const [row] = await tx
		.select({ id: guest.id, email: guest.email })
		.from(guest)
		.where(and(eq(guest.personId, personId), eq(guest.state, 'APPROVED')));
	return row ?? null;
}

/** Counts a try before it is looked at, so that many at once are no more than so many. False: none is left. */
export async function claimCodeTry(tx: Tx, guestId: string, most: number): Promise<boolean> {
	const rows = await tx
		.update(guest)
		.set({ wrongCodes: sql`${guest.wrongCodes} + 1` })
		.where(and(isApproved(guestId), lt(guest.wrongCodes, most)))
		.returning({ id: guest.id });
	return rows.length === 1;
}

/** The right code from this browser: from now on the link works in it alone. False: another browser was first. */
export async function bindGuest(tx: Tx, guestId: string, bindingHash: string, now: Date): Promise<boolean> {
	const rows = await tx
		.update(guest)
		.set({ bindingHash, boundAt: sql`coalesce(${guest.boundAt}, ${now.toISOString()}::timestamptz)`, wrongCodes: 0 })
		.where(and(isApproved(guestId), or(isNull(guest.bindingHash), eq(guest.bindingHash, bindingHash))))
		.returning({ id: guest.id });
	return rows.length === 1;
}

/** Notes that the link was tried in another browser. False: that was noted a moment ago. */
export async function noteTriedElsewhere(tx: Tx, guestId: string, now: Date, quietMs: number): Promise<boolean> {
	const rows = await tx
		.update(guest)
		.set({ triedElsewhereAt: now })
		.where(
			and(
				isApproved(guestId),
				or(isNull(guest.triedElsewhereAt), lt(guest.triedElsewhereAt, new Date(now.getTime() - quietMs)))
			)
		)
		.returning({ id: guest.id });
	return rows.length === 1;
}

/** The account a guest's sessions are of: made when they first come in. */
export async function accountOfGuest(tx: Tx, { areaId, personId }: Pick<AtGuestDoor, 'areaId' | 'personId'>) {
	await tx.insert(account).values({ areaId, personId, kind: 'GUEST' }).onConflictDoNothing();
	const [row] = await tx.select({ id: account.id }).from(account).where(eq(account.personId, personId));
	if (!row) throw new Error('a guest without an account');
	return row.id;
}

/** One at a time (promises.md 2.4). */
export async function endSessionsOf(tx: Tx, personId: string): Promise<void> {
	await tx.execute(sql`
		delete from session where account_id in (
			select id from ${account} where ${account.personId} = ${personId}::uuid and ${account.kind} = 'GUEST')`);
}

/** Guests of the area whose meeting nobody ended in its time: ended now. @returns how many */
export async function endGuestsPastTime(tx: Tx, now: Date): Promise<number> {
	const rows = await tx.execute<{ id: string }>(sql`
		update ${guest} g set state = 'ENDED', ended_at = ${now.toISOString()}::timestamptz
		from ${meeting} m where m.id = g.meeting_id and g.state in ('ASKED', 'APPROVED')
			and m.scheduled_start + make_interval(mins => m.planned_minutes + ${GUEST.closesAfterMinutes}::int)
				<= ${now.toISOString()}::timestamptz
		returning g.id`);
	return rows.length;
}
