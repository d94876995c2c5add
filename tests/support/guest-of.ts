/** A guest brought to a meeting of a world through the service's own commands, up to the session of their one browser. */
import type { Actor } from '#lib/identity.ts';
import { type GuestDeskParts, showGuestCode, showGuestLink } from '#server/application/guest-desk.ts';
import { comeInAsGuest, type GuestDoorParts } from '#server/application/guest-door.ts';
import { type GuestCommandName, runGuestCommand } from '#server/application/run-guest-command.ts';
import type { Who, World } from './meeting-world.ts';
import { testKeys } from './test-keys.ts';

/** The world's own clock stands at the start of its meetings. */
export const MEETING_TIME = new Date('2026-12-17T10:05:00Z');

export const deskParts = (world: World): GuestDeskParts & GuestDoorParts => ({
	database: world.store.database,
	cache: world.application.cache,
	sessions: world.sessions,
	codeKey: testKeys().keyFor('guest-code'),
	publishHappened: world.application.publishHappened,
	now: () => MEETING_TIME
});

export const GUEST_ASKED = {
	name: 'Sorrel Nightingale-Ash',
	roleTitle: 'Hostel manager',
	email: 'sorrel@hostel.example',
	capacity: 'INVITED',
	request: 'Knows the hostel',
	vouched: 'yes'
} as const;

export const guestCommand = (
	world: World,
	who: Who,
	command: GuestCommandName,
	meetingId: string,
	input: Record<string, unknown>
) => runGuestCommand(deskParts(world), world.who[who], command, { meetingId, ...input });

/** Asked for by children's services unless said otherwise, approved by the chair; link and code as they were shown. */
export async function approvedGuest(world: World, meetingId: string, over: Record<string, unknown> = {}) {
	const input = { ...GUEST_ASKED, agencyId: world.agency.CSC, ...over };
	const asked = await guestCommand(world, 'social', 'ask-guest', meetingId, input);
	if (!asked.ok) throw new Error(asked.message);
	const guestId = asked.value.id;
	const approved = await guestCommand(world, 'chair', 'approve-guest', meetingId, { guestId });
	if (!approved.ok) throw new Error(approved.message);
	const parts = deskParts(world);
	const link = await showGuestLink(parts, world.who.coordinator, { meetingId, guestId });
	const code = await showGuestCode(parts, world.who.social, { meetingId, guestId });
	if (!link.ok || !code.ok) throw new Error('nothing was shown');
	return { guestId, link: link.value.path.slice('/guest/'.length), code: code.value.code };
}

/** The same in their browser: with a session, at the door. */
export async function guestInBrowser(world: World, meetingId: string, over: Record<string, unknown> = {}) {
	const guest = await approvedGuest(world, meetingId, over);
	const { link, code } = guest;
	const coming = await comeInAsGuest(deskParts(world), { link, code, binding: undefined, device: 'Chrome' });
	if (coming.kind !== 'in') throw new Error(coming.kind);
	const cookie = `session=${coming.token}`;
	const read = await world.sessions.read(cookie);
	if (!read) throw new Error('no session');
	const actor: Actor = read.actor;
	return { ...guest, actor, session: read.session, cookie, binding: coming.binding };
}
