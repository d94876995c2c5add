/**
 * A guest: a named person without an account of the service, sponsored by an agency of one meeting, let into that meeting
 * alone (R4). The numbers, when a link works, and who asks, approves and ends.
 */
import { seatList, seatOf } from '../attendance/seats.ts';
import { type Actor, hasRole, isMappaUnit } from '../identity.ts';
import { isChair, type Meeting, type Phase } from '../meeting/meeting.ts';
import type { CommandName } from '../meeting/permissions.ts';

/** Minutes, hours, digits and tries of R4 and promises.md 2.4. */
export const GUEST = {
	opensBeforeMinutes: 15,
	closesAfterMinutes: 60,
	sessionHours: 4,
	codeDigits: 8,
	codeTries: 5,
	mostPerMeeting: 20
} as const;

export const GUEST_STATES = ['ASKED', 'APPROVED', 'REFUSED', 'ENDED'] as const;
/** Nothing leads out of the last two. */
export type GuestState = (typeof GUEST_STATES)[number];

/** How somebody takes part: speaking for the agency, or looking on and answering questions. */
export const GUEST_CAPACITIES = ['INVITED', 'OBSERVER'] as const;
export type GuestCapacity = (typeof GUEST_CAPACITIES)[number];

/** What is known of one guest, without anything that opens a door. */
export type Guest = {
	readonly id: string;
	readonly meetingId: string;
	readonly agencyId: string;
	readonly agencyName: string;
	readonly name: string;
	readonly roleTitle: string;
	readonly email: string;
	readonly capacity: GuestCapacity;
	readonly request: string;
	readonly state: GuestState;
	readonly askedBy: string;
	readonly askedByName: string;
	/** ISO 8601, UTC, as all times here */
	readonly askedAt: string;
	readonly decidedByName: string | null;
	readonly decidedAt: string | null;
	/** why it was refused, or ended by hand; '' = nothing was said */
	readonly reason: string;
	/** in the directory since the approval */
	readonly personId: string | null;
	/** when the newest link was made; null = none yet */
	readonly linkMadeAt: string | null;
	/** when the newest code was made, and how often a wrong one was tried since */
	readonly codeMadeAt: string | null;
	readonly wrongCodes: number;
	/** when a browser was bound to the link */
	readonly boundAt: string | null;
	/** when the link was last tried in another browser */
	readonly triedElsewhereAt: string | null;
	readonly endedAt: string | null;
};

/** What of a meeting says when its guests may come. */
export type GuestTimes = {
	readonly phase: Phase;
	/** ISO 8601, UTC */
	readonly scheduledStart: string;
	readonly plannedMinutes: number;
};
const MINUTE_MS = 60_000;

/** When the links of a meeting begin to work, and when they stop at the latest. Epoch ms. */
export const guestHours = ({
	scheduledStart,
	plannedMinutes
}: Omit<GuestTimes, 'phase'>): { readonly opens: number; readonly closes: number } => {
	const start = Date.parse(scheduledStart);
	return {
		opens: start - GUEST.opensBeforeMinutes * MINUTE_MS,
		closes: start + (plannedMinutes + GUEST.closesAfterMinutes) * MINUTE_MS
	};
};

/** Whether the links of a meeting work now. A meeting that has begun early lets its guests in early. */
export const guestWindow = (meeting: GuestTimes, now: number): 'early' | 'open' | 'over' => {
	const { opens, closes } = guestHours(meeting);
	const isRunning = meeting.phase === 'LIVE';
	if ((meeting.phase !== 'CONVENED' && !isRunning) || now >= closes) return 'over';
	return isRunning || now >= opens ? 'open' : 'early';
};

/** When a session that begins now ends at the latest, epoch ms: with the meeting's last minute, or after four hours. */
export const guestSessionEnd = (meeting: Omit<GuestTimes, 'phase'>, now: number): number =>
	Math.min(guestHours(meeting).closes, now + GUEST.sessionHours * 60 * MINUTE_MS);

/** What a guest may run of a meeting's commands; whether they may run it now is asked besides. */
export const GUEST_COMMANDS: readonly CommandName[] = [
	'answer-invitation',
	'accept-statement',
	'introduce',
	'raise-hand',
	'lower-hand',
	'save-return',
	'send-return'
];

/** Without any role in the area: a guest of one meeting. They see its door, its room and their agency's return, and no other page. */
export const isGuest = ({ roles }: { readonly roles: readonly string[] }): boolean => roles.length === 0;

/** Whether a seat is a guest's: they read along and write their own agency's return, and nothing else (R4). */
export const isGuestIn = (meeting: Pick<Meeting, 'attendance'>, personId: string): boolean =>
	seatOf(meeting.attendance, personId)?.person.guest === true;

/** Somebody invited for an agency, who was not removed and is no guest themselves. */
const representsAgency = (meeting: Meeting, personId: string): boolean => {
	const seat = seatOf(meeting.attendance, personId);
	return !!seat && !seat.removed && seat.substitute === null && seat.person.guest !== true;
};

type Asker = Pick<Actor, 'personId' | 'agencyId' | 'roles'>;

/** The agencies of the meeting that this person may ask a guest for: their own, or any for the MAPPA unit. */
export const agenciesToSponsor = (
	meeting: Meeting,
	actor: Asker
): readonly { readonly agencyId: string; readonly agencyName: string }[] => {
	const seats = seatList(meeting.attendance).filter((seat) => !seat.removed && seat.person.guest !== true);
	const mine = isMappaUnit(actor)
		? seats
		: representsAgency(meeting, actor.personId)
			? seats.filter(({ person }) => person.agencyId === actor.agencyId)
			: [];
	return [...new Map(mine.map(({ person }) => [person.agencyId, person.agencyName])).entries()].map(
		([agencyId, agencyName]) => ({ agencyId, agencyName })
	);
};

/** Guests are asked for, approved and given codes until the meeting is over. */
export const takesGuests = ({ phase }: Pick<Meeting, 'phase'>): boolean => phase === 'CONVENED' || phase === 'LIVE';

/** Says yes or no to guests at all: the chair, or a co-ordinator of the area. Never to one they asked for themselves. */
export const approvesGuests = (meeting: Meeting, actor: Asker): boolean =>
	hasRole(actor, 'MAPPA_COORDINATOR') ||
	(isChair(meeting, actor.personId) && representsAgency(meeting, actor.personId));
export const mayDecideGuest = (meeting: Meeting, actor: Asker, { askedBy }: Pick<Guest, 'askedBy'>): boolean =>
	approvesGuests(meeting, actor) && askedBy !== actor.personId;

/** Whoever asked while still in the meeting, the chair, and the MAPPA unit: they make codes and links, and end what they began. */
export const mayLookAfterGuest = (meeting: Meeting, actor: Asker, { askedBy }: Pick<Guest, 'askedBy'>): boolean =>
	isMappaUnit(actor) ||
	(representsAgency(meeting, actor.personId) && (askedBy === actor.personId || isChair(meeting, actor.personId)));
