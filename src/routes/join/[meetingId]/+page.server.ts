import { redirect } from '@sveltejs/kit';
import { mustBeRecorded } from '#lib/attendance/attendance.ts';
import { isGuest, takesGuests } from '#lib/guests/guest.ts';
import type { Actor, AgencyType } from '#lib/identity.ts';
import { owesReturn } from '#lib/returns/agency-return.ts';
import { meetingActions } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readColleagues } from '#server/application/read-colleagues.ts';
import { readAgencies } from '#server/persistence/people.ts';
import type { Actions, PageServerLoad } from './$types';

const owesOne = (actor: Actor): Promise<boolean> =>
	app().database.withArea(actor.areaId, async (tx) => {
		const own = (await readAgencies(tx)).find(({ id }) => id === actor.agencyId);
		return owesReturn((own?.type ?? null) as AgencyType | null);
	});

/** Only what may be known at the door (R2): when, where, at which level, what is asked of the own agency. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const door = await app().admission.door(actor, meetingId);
	if (!door.ok) return refusePage(door);
	const { state, seat, notice, statement } = door.value;
	if (state === 'unit') redirect(303, `/meetings/${meetingId}`);
	if (!seat) return refusePage({ ok: false, kind: 'missing', message: '' });
	const colleagues = isGuest(actor) ? [] : await readColleagues(app().database, actor, meetingId);
	return {
		meetingId,
		state,
		notice,
		statement,
		you: {
			personId: actor.personId,
			name: actor.name,
			roleTitle: actor.roleTitle,
			agencyName: actor.agencyName,
			isGuest: isGuest(actor)
		},
		guests: !isGuest(actor) && takesGuests(notice) && state !== 'removed' && mustBeRecorded(seat),
		writesReturn:
			(notice.phase === 'CONVENED' || notice.phase === 'LIVE') &&
			!(isGuest(actor) && seat.capacity === 'OBSERVER') &&
			(await owesOne(actor)),
		response: seat.response,
		declined: seat.declined,
		introduction: seat.introduction,
		nominated: seat.nominated?.person.name ?? null,
		accepted: seat.statement,
		isRepresented: !mustBeRecorded(seat),
		standIn: colleagues.find(({ personId }) => personId === seat.substitute)?.name ?? null,
		colleagues: colleagues.filter(({ personId }) => personId !== actor.personId)
	};
};

export const actions = meetingActions(['answer-invitation', 'nominate-substitute', 'introduce', 'accept-statement'], {
	// What is asked of whoever cannot come is not sent on for another answer.
	'answer-invitation': ({ reason, note, ...input }) =>
		input.response === 'DECLINED' ? { ...input, reason, note } : input,
	// An unticked box is no signature: without it there is no version that was accepted.
	'accept-statement': ({ agreed, version, ...input }) => ({ ...input, version: agreed === 'yes' ? version : '' })
}) satisfies Actions;
