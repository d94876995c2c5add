import { meetingReason } from '#lib/access/access-reason.ts';
import { deadlines } from '#lib/cases/meeting-clock.ts';
import { isMappaUnit } from '#lib/identity.ts';
import { isRecorder } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import { meetingToRun } from '#lib/server/meeting-to-run.ts';
import { app } from '#lib/server/running-app.ts';
import { londonDate } from '#lib/time.ts';
import { readReturns } from '#server/application/read-return.ts';
import { readAreaConfig } from '#server/persistence/area.ts';
import { readAgencies } from '#server/persistence/people.ts';
import type { PageServerLoad } from './$types';

/** Which agency has sent its return, for whoever runs the meeting; what is in it for whom it is for. */
export const load: PageServerLoad = async (event) => {
	const { actor, meeting, reference } = await meetingToRun(event);
	return app().database.withArea(actor.areaId, async (tx) => ({
		meetingId: meeting.id,
		because: meetingReason(meeting, actor),
		reference,
		phase: meeting.phase,
		convened: meeting.convened,
		isUnit: isMappaUnit(actor),
		keepsRecord: isRecorder(meeting, actor.personId),
		lines: await readReturns(tx, actor, meeting),
		agencies: (await readAgencies(tx)).map(({ id, name }) => ({ id, name })),
		dueOn: deadlines(meeting.convened, await readAreaConfig(tx, actor.areaId, meetingOn(meeting))).returnsBy,
		today: londonDate(new Date().toISOString())
	}));
};
