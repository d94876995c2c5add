import { redirect } from '@sveltejs/kit';
import { answerCounts } from '#lib/attendance/answers.ts';
import { seatsByAgency } from '#lib/attendance/seats-by-agency.ts';
import { usualRequest } from '#lib/cases/invitation-presets.ts';
import { meetingSteps, stepsInLog } from '#lib/cases/meeting-steps.ts';
import { type AgencyType, isMappaUnit } from '#lib/identity.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import { isRecorder } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import type { CommandName } from '#lib/meeting/permissions.ts';
import { areaAction, meetingActions } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { readInvitableTo } from '#server/application/case-access.ts';
import { readAreaConfig } from '#server/persistence/area.ts';
import { readLog } from '#server/persistence/meeting-log.ts';
import { readNotedSteps } from '#server/persistence/meetings-to-come.ts';
import { readAgencies } from '#server/persistence/people.ts';
import type { Actions, PageServerLoad } from './$types';

const COMMANDS = [
	'invite-person',
	'name-substitute',
	'confirm-attendee',
	'remove-attendee',
	'reschedule-meeting',
	'cancel-meeting',
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
	const today = londonDate(new Date().toISOString());
	const { everybody, types, steps } = await database.withArea(actor.areaId, async (tx) => ({
		steps: meetingSteps(
			meeting,
			{ ...(await readNotedSteps(tx, meetingId)), ...stepsInLog(await readLog(tx, meetingId)) },
			await readAreaConfig(tx, actor.areaId, meetingOn(meeting)),
			today
		),
		everybody: await readInvitableTo(tx, meeting.convened.caseId),
		types: new Map((await readAgencies(tx)).map(({ id, type }) => [id, type as AgencyType]))
	}));
	const { convened, phase, chair, minuteTaker, handovers, cancelled } = meeting;
	return {
		meetingId,
		reference: notice.reference,
		doorState: state,
		isUnit: isMappaUnit(actor),
		isRecorder: isRecorder(meeting, actor.personId),
		convened,
		phase,
		cancelled,
		today,
		steps,
		answers: answerCounts(meeting),
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

/** Both tables of commands have one of this name for each form of the page. */
const ofMeeting = meetingActions(COMMANDS, {
	// What is asked of the agency may be left empty on this short form: then it is what is usually asked.
	'invite-person': ({ usual, ...input }) => ({ ...input, request: input.request || usual })
});
export const actions = { ...ofMeeting, 'note-meeting-step': areaAction('note-meeting-step') } satisfies Actions;
