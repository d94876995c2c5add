/**
 * The door of a guest's link (R4). Looking changes nothing, however often and by whom (mail scanners); the button with the code
 * binds the link to that one browser and begins a session. Another browser is refused, and the chair is told.
 */
import { randomUUID } from 'node:crypto';
import { GUEST, guestHours, guestSessionEnd, guestWindow } from '#lib/guests/guest.ts';
import type { MeetingEvent } from '#lib/meeting/meeting.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import {
	type AtGuestDoor,
	accountOfGuest,
	bindGuest,
	claimCodeTry,
	endSessionsOf,
	noteTriedElsewhere,
	readGuestByLink
} from '../persistence/guests.ts';
import { appendEvents, readHead } from '../persistence/meeting-log.ts';
import type { Sessions } from '../persistence/sessions.ts';
import { hashGuestBinding, hashGuestCode, isGuestCode, makeGuestBinding } from './guest-secret.ts';
import type { Happened } from './leave-closed-case.ts';
import { readLinkSecret } from './link-secret.ts';
import { loadMeeting, stamp } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { tell } from './tell.ts';

/** The chair hears of the same link being tried elsewhere at most so often. */
const QUIET_MS = 10 * 60_000;

/** What a link shows. Nothing of the case, the guest or the place: whoever holds it may not be whom it is for. */
export type GuestLinkView =
	| { readonly kind: 'open' | 'early'; readonly opens: string; readonly starts: string; readonly codeLeft: boolean }
	| { readonly kind: 'elsewhere' };

export type GuestDoorParts = {
	readonly database: Database;
	readonly cache: MeetingCache;
	readonly sessions: Sessions;
	/** the key that codes are hashed with */
	readonly codeKey: Buffer;
	readonly publishHappened: (areaId: string, happened: readonly Happened[]) => void;
	readonly now?: () => Date;
};

/** What the browser sends with the link: its binding, when it has one. */
type Asked = { readonly link: string; readonly binding: string | undefined };

const isElsewhere = (guest: AtGuestDoor, binding: string | undefined): boolean =>
	guest.bindingHash !== null && hashGuestBinding(binding) !== guest.bindingHash;

/** Null: no such link, or it has ended; nobody is told which (R9). */
export async function lookAtGuestLink(
	{ database, now = () => new Date() }: Pick<GuestDoorParts, 'database' | 'now'>,
	{ link, binding }: Asked
): Promise<GuestLinkView | null> {
	const { areaId, hash } = readLinkSecret(link);
	const guest = await database.withArea(areaId, (tx) => readGuestByLink(tx, hash));
	const window = guest && guestWindow(guest.meeting, now().getTime());
	if (!guest || window === null || window === 'over') return null;
	if (isElsewhere(guest, binding)) return { kind: 'elsewhere' };
	const opens = new Date(guestHours(guest.meeting).opens).toISOString();
	const codeLeft = guest.codeHash !== null && guest.wrongCodes < GUEST.codeTries;
	return { kind: window, opens, starts: guest.meeting.scheduledStart, codeLeft };
}

const actorOf = ({ areaId, personId, agencyId }: AtGuestDoor) => ({ areaId, personId, agencyId });

/** Tells the chair that a link was tried in a second browser: at once in the room, and by a message. */
async function tellChair(tx: Tx, cache: MeetingCache, guest: AtGuestDoor, now: Date): Promise<readonly Happened[]> {
	const { id, areaId, personId, meetingId } = guest;
	const head = await readHead(tx, meetingId, true);
	if (!head || !(await noteTriedElsewhere(tx, id, now, QUIET_MS))) return [];
	await writeAudit(tx, actorOf(guest), 'deny-come-in-as-guest', 'guest', id, meetingId);
	const path = `/meetings/${meetingId}/guests`;
	await tell(tx, { areaId, personId: head.chairId, kind: 'guest-elsewhere', meetingId, path });
	const before = await loadMeeting(tx, cache, head);
	const tried: MeetingEvent = { type: 'guest-tried-elsewhere', personId };
	const { events, after } = stamp(before, [tried], now.toISOString(), personId);
	await appendEvents(tx, { areaId, meetingId }, events, after, `guest-elsewhere-${randomUUID()}`);
	return [{ events, after }];
}

/** The link of a bound guest was opened in another browser. */
export async function noteGuestElsewhere(
	{ database, cache, publishHappened, now = () => new Date() }: Omit<GuestDoorParts, 'sessions' | 'codeKey'>,
	{ link, binding }: Asked
): Promise<void> {
	const { areaId, hash } = readLinkSecret(link);
	const happened = await database.withArea(areaId, async (tx) => {
		const guest = await readGuestByLink(tx, hash);
		return guest && isElsewhere(guest, binding) ? tellChair(tx, cache, guest, now()) : [];
	});
	publishHappened(areaId, happened);
}

export type ComingIn =
	| { readonly kind: 'in'; readonly token: string; readonly binding: string; readonly meetingId: string }
	| { readonly kind: 'gone' | 'early' | 'elsewhere' }
	/** `left`: tries that are left with this code; 0 = a new one is needed */
	| { readonly kind: 'wrong'; readonly left: number };

/** The button with the code. A try is counted before it is looked at; the sixth needs another code. */
export async function comeInAsGuest(
	parts: GuestDoorParts,
	{ link, binding, code, device }: Asked & { readonly code: string; readonly device: string }
): Promise<ComingIn> {
	const { database, cache, sessions, codeKey, publishHappened, now = () => new Date() } = parts;
	const { areaId, hash } = readLinkSecret(link);
	const at = now();
	type Answer = { readonly coming: ComingIn; readonly happened: readonly Happened[] };
	const just = (coming: ComingIn): Answer => ({ coming, happened: [] });
	const { coming, happened } = await database.withArea(areaId, async (tx): Promise<Answer> => {
		const guest = await readGuestByLink(tx, hash);
		const window = guest && guestWindow(guest.meeting, at.getTime());
		if (!guest || window === 'over' || window === null) return just({ kind: 'gone' });
		if (isElsewhere(guest, binding))
			return { coming: { kind: 'elsewhere' }, happened: await tellChair(tx, cache, guest, at) };
		if (window === 'early') return just({ kind: 'early' });
		const actor = actorOf(guest);
		const tried = await claimCodeTry(tx, guest.id, GUEST.codeTries);
		if (!tried || guest.codeHash === null) return just({ kind: 'wrong', left: 0 });
		if (!isGuestCode(guest.codeHash, hashGuestCode(codeKey, guest.id, code))) {
			await writeAudit(tx, actor, 'deny-come-in-as-guest', 'guest', guest.id, guest.meetingId);
			return just({ kind: 'wrong', left: Math.max(0, GUEST.codeTries - guest.wrongCodes - 1) });
		}
		const bound = guest.bindingHash !== null && binding !== undefined;
		const browser = bound ? { binding, hash: guest.bindingHash } : makeGuestBinding();
		// Another browser with the same code at the same moment was first.
		if (!(await bindGuest(tx, guest.id, browser.hash, at))) return just({ kind: 'elsewhere' });
		await endSessionsOf(tx, guest.personId);
		const accountId = await accountOfGuest(tx, guest);
		const until = new Date(guestSessionEnd(guest.meeting, at.getTime()));
		// A link and a code by another way are two; nothing serious is ever asked of a guest, so nothing is proved again.
		const token = await sessions.begin(tx, accountId, {
			...{ kind: 'GUEST', strength: 2, means: 'GUEST', device, until, stepUpAt: null }
		});
		await writeAudit(tx, actor, 'come-in-as-guest', 'guest', guest.id, guest.meetingId);
		return just({ kind: 'in', token, binding: browser.binding, meetingId: guest.meetingId });
	});
	publishHappened(areaId, happened);
	// In a transaction of its own: a meeting is held before its guests, never after.
	if (coming.kind === 'elsewhere' && happened.length === 0) await noteGuestElsewhere(parts, { link, binding });
	return coming;
}
