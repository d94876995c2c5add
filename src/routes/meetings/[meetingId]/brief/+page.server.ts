import { isMappaUnit } from '#lib/identity.ts';
import { isRecorder } from '#lib/meeting/meeting.ts';
import { placeInRoom } from '#lib/minutes/gate-place.ts';
import { meetingToRun } from '#lib/server/meeting-to-run.ts';
import { app } from '#lib/server/running-app.ts';
import { londonDate } from '#lib/time.ts';
import { readBrief } from '#server/application/read-brief.ts';
import type { PageServerLoad } from './$types';

/** For the chair, the minute taker and the unit alone. */
export const load: PageServerLoad = async (event) => {
	const { actor, meeting, reference } = await meetingToRun(event);
	const today = londonDate(new Date().toISOString());
	const read = await app().database.withArea(actor.areaId, (tx) => readBrief(tx, actor, meeting, today));
	const keepsRecord = isRecorder(meeting, actor.personId);
	return {
		...read,
		brief: {
			...read.brief,
			// A link into the room is for those who may enter it.
			gaps: read.brief.gaps.map(({ id, message, kind, href }) => ({
				...{ id, message, kind },
				href: keepsRecord ? placeInRoom(meeting.id, href) : null
			}))
		},
		meetingId: meeting.id,
		reference,
		phase: meeting.phase,
		convened: meeting.convened,
		chair: meeting.chair,
		isUnit: isMappaUnit(actor),
		keepsRecord,
		today
	};
};
