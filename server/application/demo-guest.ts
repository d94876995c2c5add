/** In the demonstration alone: one press does what the chair, the MAPPA unit and the telephone do, so that a visitor can be the guest. */
import { and, desc, eq, inArray } from 'drizzle-orm';
import { account, guest, meeting, person } from '#drizzle/schema.ts';
import { readActor } from '../persistence/lucia-adapter.ts';
import { type GuestDeskParts, showGuestCode, showGuestLink } from './guest-desk.ts';
import { type GuestCommandParts, runGuestCommand } from './run-guest-command.ts';

export type DemoGuest = { readonly name: string; readonly path: string; readonly code: string };

/** Null when the demonstration's meeting with a guest is over. */
export async function bringDemoGuest(parts: GuestDeskParts & GuestCommandParts): Promise<DemoGuest | null> {
	const areas = await parts.database.withoutArea((tx) => tx.selectDistinct({ areaId: account.areaId }).from(account));
	for (const { areaId } of areas) {
		const found = await parts.database.withArea(areaId, async (tx) => {
			const [row] = await tx
				.select({ guest, chairId: meeting.chairId })
				.from(guest)
				.innerJoin(meeting, eq(meeting.id, guest.meetingId))
				.where(and(inArray(guest.state, ['ASKED', 'APPROVED']), inArray(meeting.phase, ['CONVENED', 'LIVE'])))
				.orderBy(desc(meeting.scheduledStart), guest.askedAt)
				.limit(1);
			const everybody = await tx.select({ id: person.id, roles: person.roles }).from(person);
			const unit = everybody.find(({ roles }) => roles.includes('MAPPA_COORDINATOR'));
			return row && unit
				? { ...row, chair: await readActor(tx, areaId, row.chairId), unit: await readActor(tx, areaId, unit.id) }
				: null;
		});
		if (!found?.chair || !found.unit) continue;
		const which = { meetingId: found.guest.meetingId, guestId: found.guest.id };
		if (found.guest.state === 'ASKED') {
			const approved = await runGuestCommand(parts, found.chair, 'approve-guest', which);
			if (!approved.ok) return null;
		}
		const code = await showGuestCode(parts, found.unit, which);
		const link = await showGuestLink(parts, found.unit, which);
		if (code.ok && link.ok) return { name: found.guest.name, path: link.value.path, code: code.value.code };
	}
	return null;
}
