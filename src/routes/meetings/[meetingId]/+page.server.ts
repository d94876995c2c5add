import { redirect } from '@sveltejs/kit';
import { seatsByAgency } from '#lib/attendance/seats-by-agency.ts';
import { usualRequest } from '#lib/cases/invitation-presets.ts';
import { type AgencyType, isMappaUnit } from '#lib/identity.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import { isRecorder } from '#lib/meeting/meeting.ts';
import type { CommandName } from '#lib/meeting/permissions.ts';
import { meetingActions } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readInvitableTo } from '#server/application/case-access.ts';
import { readAgencies } from '#server/persistence/people.ts';
import type { Actions, PageServerLoad } from './$types';

const COMMANDS = [
	'invite-person',
	'name-substitute',
	'confirm-attendee',
	'remove-attendee',
	'reschedule-meeting',
	'hand-over-chair'
] as const satisfies readonly CommandName[];

/** For whoever runs the meeting; everybody else invited is sent to their door. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const { admission, database } = app();
	const door = await admission.door(actor, meetingId);
	if (!door.ok) return refusePage(door);
	const { state, notice } = door.value;
	const found = await admission.register(actor, meetingId);
	if (!found.ok) redirect(303, `/join/${meetingId}`);
	const meeting = found.value;
	if (!isMappaUnit(actor) && !isRecorder(meeting, actor.personId)) redirect(303, `/join/${meetingId}`);
	const { everybody, types } = await database.withArea(actor.areaId, async (tx) => ({
		everybody: await readInvitableTo(tx, meeting.convened.caseId),
		types: new Map((await readAgencies(tx)).map(({ id, type }) => [id, type as AgencyType]))
	}));
	const { convened, phase, chair, minuteTaker, handovers } = meeting;
	return {
		meetingId,
		reference: notice.reference,
		doorState: state,
		isUnit: isMappaUnit(actor),
		isRecorder: isRecorder(meeting, actor.personId),
		convened,
		phase,
		chair,
		minuteTaker,
		handovers: handovers.length,
		seats: seatsByAgency(meeting),
		may: Object.fromEntries(COMMANDS.map((name) => [name, mayRun(meeting, actor, name) === null])) as Record<
			(typeof COMMANDS)[number],
			boolean
		>,
		people: everybody.map((person) => ({
			...person,
			request: usualRequest(types.get(person.agencyId) ?? 'OTHER_S325_4A_C')
		}))
	};
};

export const actions = meetingActions(COMMANDS, {
	// What is asked of the agency may be left empty on this short form: then it is what is usually asked.
	'invite-person': ({ usual, ...input }) => ({ ...input, request: input.request || usual })
}) satisfies Actions;
