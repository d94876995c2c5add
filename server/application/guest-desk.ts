/**
 * Asking for a guest, deciding, and ending one (R4): an agency of the meeting asks, the chair or a co-ordinator decides, and
 * nobody decides about a guest they asked for. From the approval on the guest has a seat like everybody invited.
 */
import { and, eq, or } from 'drizzle-orm';
import { agency, mappCase } from '#drizzle/schema.ts';
import type { PersonRef } from '#lib/attendance/attendance.ts';
import { removal } from '#lib/attendance/invitation-commands.ts';
import { seatOf } from '#lib/attendance/seats.ts';
import {
	agenciesToSponsor,
	approvesGuests,
	GUEST,
	type Guest,
	isGuestIn,
	mayDecideGuest,
	mayLookAfterGuest,
	takesGuests
} from '#lib/guests/guest.ts';
import type { ApproveGuest, AskGuest, RefuseGuest } from '#lib/guests/guest-commands.ts';
import { type Actor, type AgencyType, isMappaUnit } from '#lib/identity.ts';
import type { Meeting, MeetingEvent } from '#lib/meeting/meeting.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import {
	insertGuest,
	insertGuestPerson,
	moveGuest,
	readGuest,
	readGuests,
	replaceCode,
	replaceLink
} from '../persistence/guests.ts';
import { appendEvents, readHead } from '../persistence/meeting-log.ts';
import { doorState } from './admission.ts';
import { readDoorFacts } from './case-access.ts';
import { hashGuestCode, makeGuestCode } from './guest-secret.ts';
import type { Happened } from './leave-closed-case.ts';
import { makeLinkSecret } from './link-secret.ts';
import { isIdentifier, loadMeeting, NO_MEETING, stamp } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { tell } from './tell.ts';
import { readCoordinators } from './tell-of-meeting.ts';

type Circumstances = { readonly cache: MeetingCache; readonly now: Date };
type Worked = Promise<Result<GuestDone>>;
/** What was done, to which guest, and what followed at the meeting: to be published after COMMIT. */
export type GuestDone = { readonly id: string; readonly happened: readonly Happened[] };

const NO_GUEST = refuse('missing', 'There is no such guest, or it is not yours to see.');
const NOT_YOURS = refuse('forbidden', 'The chair or a co-ordinator decides, and never about a guest they asked for');
const OVER = refuse('not-now', 'This meeting is over, so nobody new comes to it');
const worked = (id: string, happened: readonly Happened[] = []): Result<GuestDone> => done({ id, happened });
const wrong = (kind: 'invalid' | 'forbidden', field: string, message: string): Refusal =>
	refuse(kind, message, [{ field, message }]);
const guestsPath = (meetingId: string): string => `/meetings/${meetingId}/guests`;

/** The meeting for somebody with business in it who is no guest themselves; held until the transaction ends. */
async function meetingFor(
	tx: Tx,
	actor: Actor,
	meetingId: string,
	cache: MeetingCache,
	hold = true
): Promise<Meeting | null> {
	const head = isIdentifier(meetingId) ? await readHead(tx, meetingId, hold) : null;
	if (!head) return null;
	const meeting = await loadMeeting(tx, cache, head);
	const { statement, isClosed } = await readDoorFacts(tx, head.caseId, actor.personId);
	const state = isClosed || isGuestIn(meeting, actor.personId) ? null : doorState(meeting, actor, statement);
	return state === null || state === 'removed' ? null : meeting;
}

/** Cases that are open to nobody but people cleared or named one by one: a guest is neither. */
async function isClosedToGuests(tx: Tx, { convened: { caseId } }: Meeting): Promise<boolean> {
	const [row] = await tx
		.select({ id: mappCase.id })
		.from(mappCase)
		.where(and(eq(mappCase.id, caseId), or(eq(mappCase.category, 4), eq(mappCase.restricted, true))));
	return row !== undefined;
}

/** @returns the guest's id; the earlier one's when the same was asked a moment ago */
export async function askGuest(tx: Tx, actor: Actor, input: AskGuest, { cache, now }: Circumstances): Worked {
	const meeting = await meetingFor(tx, actor, input.meetingId, cache);
	if (!meeting) return NO_MEETING;
	if (!takesGuests(meeting)) return OVER;
	if (!agenciesToSponsor(meeting, actor).some(({ agencyId }) => agencyId === input.agencyId))
		return wrong(
			'forbidden',
			'agencyId',
			'Only an agency of this meeting, or the MAPPA unit for it, can ask for a guest'
		);
	if (await isClosedToGuests(tx, meeting))
		return refuse('not-now', 'This case is open only to people cleared or named for it, so it takes no guest');
	const before = await readGuests(tx, meeting.id);
	if (before.filter(({ state }) => state === 'ASKED' || state === 'APPROVED').length >= GUEST.mostPerMeeting)
		return refuse('not-now', `A meeting takes at most ${GUEST.mostPerMeeting} guests`);
	const { agencyId, name, roleTitle, email, capacity, request } = input;
	const values = { agencyId, name, roleTitle, email, capacity, request };
	const made = { areaId: actor.areaId, meetingId: meeting.id, askedBy: actor.personId, askedAt: now };
	const id = await insertGuest(tx, { ...made, ...values });
	if (id === null) {
		const same = before.find((one) => one.state === 'ASKED' && one.email === email && one.name === name);
		if (same?.askedBy === actor.personId) return worked(same.id);
		return wrong('invalid', 'email', 'A guest with this address is asked for already');
	}
	const deciders = new Set([meeting.chair.personId, ...(await readCoordinators(tx))]);
	deciders.delete(actor.personId);
	for (const personId of deciders)
		await tellOf(tx, actor, meeting, personId, 'guest-to-decide', `guest ${id} ${personId}`);
	return worked(id);
}

const tellOf = (
	tx: Tx,
	{ areaId }: Pick<Actor, 'areaId'>,
	{ id: meetingId }: Pick<Meeting, 'id'>,
	personId: string,
	kind: 'guest-to-decide' | 'guest-decided' | 'guest-elsewhere',
	key: string
): Promise<void> => tell(tx, { areaId, personId, kind, meetingId, path: guestsPath(meetingId), key });

type Found = { readonly meeting: Meeting; readonly guest: Guest };
async function readToDecide(tx: Tx, actor: Actor, input: ApproveGuest, cache: MeetingCache): Promise<Result<Found>> {
	const meeting = await meetingFor(tx, actor, input.meetingId, cache);
	const guest = meeting && isIdentifier(input.guestId) ? await readGuest(tx, meeting.id, input.guestId) : null;
	if (!meeting || !guest || !(mayLookAfterGuest(meeting, actor, guest) || approvesGuests(meeting, actor)))
		return NO_GUEST;
	return done({ meeting, guest });
}

async function append(tx: Tx, actor: Actor, before: Meeting, decided: readonly MeetingEvent[], now: Date, id: string) {
	const { events, after } = stamp(before, decided, now.toISOString(), actor.personId);
	await appendEvents(tx, { areaId: actor.areaId, meetingId: before.id }, events, after, id);
	return { events, after };
}

/** The guest is in the directory of this meeting from here on, has a seat, and is sent the link. */
export async function approveGuest(tx: Tx, actor: Actor, input: ApproveGuest, { cache, now }: Circumstances): Worked {
	const found = await readToDecide(tx, actor, input, cache);
	if (!found.ok) return found;
	const { meeting, guest } = found.value;
	if (!mayDecideGuest(meeting, actor, guest)) return NOT_YOURS;
	if (guest.state === 'APPROVED') return worked(guest.id);
	if (guest.state !== 'ASKED') return refuse('changed-meanwhile', 'This was decided already. Look at it as it is now');
	if (!takesGuests(meeting)) return OVER;
	if (await isClosedToGuests(tx, meeting))
		return refuse('not-now', 'This case is open only to people cleared or named for it, so it takes no guest');
	const { areaId } = actor;
	const [home] = await tx.select().from(agency).where(eq(agency.id, guest.agencyId));
	if (!home) return NO_GUEST;
	const personId = await insertGuestPerson(tx, areaId, guest);
	const person: PersonRef = {
		...{ personId, name: guest.name, roleTitle: guest.roleTitle, agencyId: home.id },
		...{ agencyCode: home.code, agencyName: home.name, agencyType: home.type as AgencyType, guest: true }
	};
	const { capacity, request } = guest;
	const invited: MeetingEvent = { type: 'person-invited', person, capacity, request };
	const happened = await append(tx, actor, meeting, [invited], now, `guest-${guest.id}`);
	await moveGuest(tx, guest.id, ['ASKED'], { state: 'APPROVED', decidedBy: actor.personId, decidedAt: now, personId });
	await tell(tx, { areaId, personId, kind: 'guest-link', meetingId: meeting.id, key: `guest-link ${guest.id}` });
	await tellOf(tx, actor, meeting, guest.askedBy, 'guest-decided', `guest-decided ${guest.id}`);
	return worked(guest.id, [happened]);
}

export async function refuseGuest(tx: Tx, actor: Actor, input: RefuseGuest, { cache, now }: Circumstances): Worked {
	const found = await readToDecide(tx, actor, input, cache);
	if (!found.ok) return found;
	const { meeting, guest } = found.value;
	if (!mayDecideGuest(meeting, actor, guest)) return NOT_YOURS;
	const { reason } = input;
	const decided = { state: 'REFUSED', decidedBy: actor.personId, decidedAt: now, reason } as const;
	if (!(await moveGuest(tx, guest.id, ['ASKED'], decided)))
		return refuse('changed-meanwhile', 'This was decided already. Look at it as it is now');
	await tellOf(tx, actor, meeting, guest.askedBy, 'guest-decided', `guest-decided ${guest.id}`);
	return worked(guest.id);
}

/** Takes back what was asked for, or ends a guest who has a seat: out of the meeting at once (R12). */
export async function endGuest(tx: Tx, actor: Actor, input: RefuseGuest, { cache, now }: Circumstances): Worked {
	const found = await readToDecide(tx, actor, input, cache);
	if (!found.ok) return found;
	const { meeting, guest } = found.value;
	if (!mayLookAfterGuest(meeting, actor, guest))
		return refuse('forbidden', 'Whoever asked for the guest, the chair or the MAPPA unit ends it');
	const seat = guest.personId === null ? null : seatOf(meeting.attendance, guest.personId);
	const ended = { state: 'ENDED', reason: input.reason, endedAt: now } as const;
	if (!(await moveGuest(tx, guest.id, ['ASKED', 'APPROVED'], ended))) return worked(guest.id);
	if (!seat || seat.removed) return worked(guest.id);
	const gone = await append(tx, actor, meeting, removal(meeting, seat, input.reason), now, `guest-end-${guest.id}`);
	return worked(guest.id, [gone]);
}

export type GuestDeskParts = {
	readonly database: Database;
	readonly cache: MeetingCache;
	/** the key that codes are hashed with */
	readonly codeKey: Buffer;
	readonly now: () => Date;
};

/** Something to show once, for an approved guest that this person looks after. */
async function showOnce<T>(
	{ database, cache }: GuestDeskParts,
	actor: Actor,
	{ meetingId, guestId }: ApproveGuest,
	act: 'make-guest-code' | 'make-guest-link' | 'send-guest-link',
	make: (tx: Tx, found: Found) => Promise<Result<T>>
): Promise<Result<T & { readonly name: string }>> {
	return database.withArea(actor.areaId, async (tx) => {
		const found = await readToDecide(tx, actor, { meetingId, guestId }, cache);
		if (!found.ok) return found;
		const { meeting, guest } = found.value;
		if (!mayLookAfterGuest(meeting, actor, guest)) {
			await writeAudit(tx, actor, `deny-${act}`, 'guest', guest.id, meeting.id);
			return refuse('forbidden', 'Whoever asked for the guest, the chair or the MAPPA unit does this');
		}
		if (guest.state !== 'APPROVED' || !takesGuests(meeting))
			return refuse('not-now', 'This guest is not approved, or the meeting is over');
		const made = await make(tx, found.value);
		if (made.ok) await writeAudit(tx, actor, act, 'guest', guest.id, meeting.id);
		return made.ok ? done({ ...made.value, name: guest.name }) : made;
	});
}

/** A new code to read out by telephone: the answer is the only place it ever stands in. The one before works no more. */
export const showGuestCode = (parts: GuestDeskParts, actor: Actor, which: ApproveGuest) =>
	showOnce(parts, actor, which, 'make-guest-code', async (tx, { guest }) => {
		const code = makeGuestCode();
		const stored = await replaceCode(tx, guest.id, hashGuestCode(parts.codeKey, guest.id, code), parts.now());
		return stored ? done({ code }) : NO_GUEST;
	});

/** A new link for the MAPPA unit to hand on where mail does not reach: the browser that the one before was bound to is out. */
export const showGuestLink = (parts: GuestDeskParts, actor: Actor, which: ApproveGuest) =>
	showOnce(parts, actor, which, 'make-guest-link', async (tx, { guest }) => {
		if (!isMappaUnit(actor)) return refuse('forbidden', 'The MAPPA unit hands links on. Send it by mail instead');
		const { secret, hash } = makeLinkSecret(actor.areaId);
		return (await replaceLink(tx, guest.id, hash, parts.now())) ? done({ path: `/guest/${secret}` }) : NO_GUEST;
	});

/** The link once more, to the address it went to: for another browser, or when the message was lost. */
export const sendGuestLink = (parts: GuestDeskParts, actor: Actor, which: ApproveGuest) =>
	showOnce(parts, actor, which, 'send-guest-link', async (tx, { meeting, guest }) => {
		if (guest.personId === null) return NO_GUEST;
		const { areaId } = actor;
		// What the link was bound to is out now, not when the message goes.
		await replaceLink(tx, guest.id, makeLinkSecret(areaId).hash, parts.now());
		await tell(tx, { areaId, personId: guest.personId, kind: 'guest-link', meetingId: meeting.id });
		return done({});
	});

/** What the page of a meeting's guests shows one person. */
export type GuestsPage = {
	readonly guests: readonly (Guest & { readonly mayDecide: boolean; readonly mayLookAfter: boolean })[];
	/** for which agencies they may ask; empty = for none */
	readonly agencies: readonly { readonly agencyId: string; readonly agencyName: string }[];
	readonly isUnit: boolean;
	readonly takesGuests: boolean;
	readonly when: { readonly scheduledStart: string; readonly plannedMinutes: number };
};
/** Missing for whoever has no guest here, may ask for none and decides about none. */
export async function readGuestsPage(
	{ database, cache }: Pick<GuestDeskParts, 'database' | 'cache'>,
	actor: Actor,
	meetingId: string
): Promise<Result<GuestsPage>> {
	return database.withArea(actor.areaId, async (tx) => {
		const meeting = await meetingFor(tx, actor, meetingId, cache, false);
		if (!meeting) return NO_MEETING;
		const agencies = agenciesToSponsor(meeting, actor);
		const decides = approvesGuests(meeting, actor);
		if (agencies.length === 0 && !decides) return NO_MEETING;
		const all = await readGuests(tx, meetingId);
		const guests = all
			.map((guest) => ({
				...guest,
				mayDecide: guest.state === 'ASKED' && mayDecideGuest(meeting, actor, guest),
				mayLookAfter: mayLookAfterGuest(meeting, actor, guest)
			}))
			.filter(({ mayLookAfter }) => mayLookAfter || decides);
		if (guests.length > 0) await writeAudit(tx, actor, 'view-guests', 'meeting', meetingId, meetingId);
		const { scheduledStart, plannedMinutes } = meeting.convened;
		const when = { scheduledStart, plannedMinutes };
		return done({ guests, agencies, isUnit: isMappaUnit(actor), takesGuests: takesGuests(meeting), when });
	});
}
