import { answersOf } from '#lib/attendance/answers.ts';
import { type AgencyType, isMappaUnit } from '#lib/identity.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import { isRecorder } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import { meetingActions } from '#lib/server/form.ts';
import { meetingToRun } from '#lib/server/meeting-to-run.ts';
import { app } from '#lib/server/running-app.ts';
import { readAreaConfig } from '#server/persistence/area.ts';
import { readAgencies, readGrades } from '#server/persistence/people.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who comes, for whoever runs the meeting. */
export const load: PageServerLoad = async (event) => {
	const { actor, meeting, reference } = await meetingToRun(event);
	const context = await app().database.withArea(actor.areaId, async (tx) => {
		const types = new Map((await readAgencies(tx)).map(({ id, type }) => [id, type as AgencyType]));
		return {
			config: await readAreaConfig(tx, actor.areaId, meetingOn(meeting)),
			gradeOf: await readGrades(tx),
			agencyType: (agencyId: string) => types.get(agencyId) ?? null
		};
	});
	return {
		meetingId: meeting.id,
		reference,
		phase: meeting.phase,
		convened: meeting.convened,
		isUnit: isMappaUnit(actor),
		keepsRecord: isRecorder(meeting, actor.personId),
		chair: meeting.chair,
		answers: answersOf(meeting, context),
		mayApprove: mayRun(meeting, actor, 'approve-substitute') === null
	};
};

export const actions = meetingActions(['approve-substitute', 'refuse-substitute']) satisfies Actions;
