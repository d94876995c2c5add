/** A meeting whose minutes have gone out, for one of its people who has a copy open: what is theirs beside the copy stays theirs. */
import { mayReadCopy } from '#lib/distribution/minutes-copy.ts';
import type { Actor } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { done, type Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readCopiesOfPeople, type StoredCopy } from '../persistence/minutes-copies.ts';
import { NO_MEETING } from './load-meeting.ts';
import type { ReadDependencies } from './read-room.ts';

export async function readerDoor(
	{ database, admission }: ReadDependencies,
	actor: Actor,
	meetingId: string,
	now: Date
): Promise<Result<{ readonly meeting: Meeting; readonly copy: StoredCopy }>> {
	const admitted = await admission.invited(actor, meetingId);
	if (!admitted.ok || admitted.value.phase !== 'LOCKED') return NO_MEETING;
	const meeting = admitted.value;
	return database.withArea(actor.areaId, async (tx) => {
		const today = londonDate(now.toISOString());
		const copy = (await readCopiesOfPeople(tx, [actor.personId])).find(
			(one) => one.meetingId === meeting.id && mayReadCopy(one.access, today)
		);
		return copy ? done({ meeting, copy }) : NO_MEETING;
	});
}
