/** An agency of the running meeting asks for a guest, whom nobody has decided about yet: /demo lets a visitor be them. */
import { askGuest } from '#server/application/guest-desk.ts';
import type { Stage } from './demo-stage.ts';

const GUEST = {
	name: 'Alder Pennyfeather-Quill',
	roleTitle: 'Manager of the move-on hostel',
	email: 'alder.pennyfeather@hostel.example',
	capacity: 'OBSERVER',
	request: 'Can say which room is free, and what the hostel can and cannot do at night',
	vouched: true
} as const;

/** @param sponsor code of whoever asks, of an agency of the meeting */
export async function askForGuest(stage: Stage, meetingId: string, sponsor: string): Promise<void> {
	const actor = stage.actor(sponsor);
	const input = { ...GUEST, meetingId, agencyId: actor.agencyId };
	const asked = await stage.within((tx) => askGuest(tx, actor, input, { cache: stage.cache, now: stage.now() }));
	if (!asked.ok) throw new Error(`the demonstration's guest was refused: ${asked.message}`);
}
