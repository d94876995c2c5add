import { redirect } from '@sveltejs/kit';
import { meetingReason } from '#lib/access/access-reason.ts';
import { answerCounts } from '#lib/attendance/answers.ts';
import { seatsByAgency } from '#lib/attendance/seats-by-agency.ts';
import { meetingSteps, type StepsDone, stepsInLog } from '#lib/cases/meeting-steps.ts';
import { usualRequest } from '#lib/cases/usual-requests.ts';
import { type AgencyType, isMappaUnit } from '#lib/identity.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import { isChair, isRecorder, type Meeting, recordLanguageOf } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import type { CommandName } from '#lib/meeting/permissions.ts';
import { type OwingAgency, owingAgencies, returnOf } from '#lib/returns/agency-return.ts';
import { areaAction, meetingActions } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { meetingFacts } from '#lib/smb/meeting-facts.ts';
import { timePerItem } from '#lib/smb/time-per-item.ts';
import { londonDate } from '#lib/time.ts';
import { readInvitableTo } from '#server/application/case-access.ts';
import { readArea, readAreaConfig } from '#server/persistence/area.ts';
import { writeAudit } from '#server/persistence/audit.ts';
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
	'hand-over-chair',
	'set-record-language'
] as const satisfies readonly CommandName[];

/** When the last return came in, once all have. */
const returnsStep = (meeting: Meeting, owing: readonly OwingAgency[]): StepsDone => {
	const days = owing.map(({ agencyId }) => returnOf(meeting.returns, agencyId)?.sent[0]?.at);
	const sent = days.filter((at) => at !== undefined).sort();
	const last = sent.at(-1);
	return last !== undefined && sent.length === owing.length ? { RETURNS: londonDate(last) } : {};
};

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
	const { everybody, types, steps, returns, languages } = await database.withArea(actor.areaId, async (tx) => {
		const types = new Map((await readAgencies(tx)).map(({ id, type }) => [id, type as AgencyType]));
		const returns = owingAgencies(meeting, (id) => types.get(id) ?? null);
		await writeAudit(tx, actor, 'view-register', 'meeting', meetingId, meetingId);
		return {
			returns,
			steps: meetingSteps(
				meeting,
				{
					...(await readNotedSteps(tx, meetingId)),
					...stepsInLog(await readLog(tx, meetingId)),
					...returnsStep(meeting, returns)
				},
				await readAreaConfig(tx, actor.areaId, meetingOn(meeting)),
				today
			),
			languages: (await readArea(tx, actor.areaId)).languages,
			everybody: await readInvitableTo(tx, meeting.convened.caseId),
			types
		};
	});
	const { convened, phase, chair, minuteTaker, handovers, cancelled } = meeting;
	return {
		meetingId,
		reference: notice.reference,
		doorState: state,
		because: meetingReason(meeting, actor),
		isUnit: isMappaUnit(actor),
		isRecorder: isRecorder(meeting, actor.personId),
		isChair: isChair(meeting, actor.personId),
		convened,
		recordLanguage: {
			now: recordLanguageOf(meeting),
			isOffered: languages.includes('cy') || recordLanguageOf(meeting) !== 'en'
		},
		phase,
		cancelled,
		today,
		steps,
		answers: answerCounts(meeting),
		returns: {
			owed: returns.length,
			sent: returns.filter(({ state }) => state !== 'none' && state !== 'draft').length
		},
		/** minutes spent on each item; nothing while the meeting runs */
		times: meeting.endedAt === null ? null : timePerItem([meetingFacts(meeting).items]),
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
			request: usualRequest(types.get(person.agencyId))
		}))
	};
};

/** Both tables of commands have one of this name for each form of the page. */
const ofMeeting = meetingActions(COMMANDS, {
	// What is asked of the agency may be left empty on this short form: then it is what is usually asked.
	'invite-person': (input) => ({ ...input, request: input.request || usualRequest() })
});
export const actions = { ...ofMeeting, 'note-meeting-step': areaAction('note-meeting-step') } satisfies Actions;
