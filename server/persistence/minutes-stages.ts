/** When meetings' minutes reached each stage of their life, and by whom: from the events and what was noted after the lock. */
import { and, asc, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import { mappCase, meeting, meetingEvent, minutesDistribution, minutesFiling, person } from '#drizzle/schema.ts';
import type { MeetingLevel } from '#lib/agenda/agenda.ts';
import type { Phase } from '#lib/meeting/meeting.ts';
import type { MinutesFacts, MinutesStage, Reached } from '#lib/minutes/minutes-life.ts';
import { londonDate } from '#lib/time.ts';
import type { Tx } from './database.ts';

export type MeetingStages = MinutesFacts & {
	readonly meetingId: string;
	readonly caseId: string;
	/** "NMS-2026-014/2" */
	readonly reference: string;
	readonly chairId: string;
	readonly minuteTakerId: string;
};

const STAGE: Readonly<Record<string, MinutesStage>> = {
	'meeting-ended': 'DRAFT',
	'minutes-submitted': 'WITH_CHAIR',
	'minutes-locked': 'LOCKED'
};
const RETURNED = 'minutes-returned';

/** SQL predicate: it is not noted that the minutes are filed, or that note was taken back. */
export const isNotFiled: SQL = sql`not exists (
	select from minutes_filing f where f.meeting_id = ${meeting.id} and f.filed_on is not null
		and not exists (select from minutes_filing g where g.meeting_id = f.meeting_id and g.version > f.version))`;

/** @param which of the area's meetings; only those that have begun are told of */
export async function readMinutesStages(tx: Tx, which: SQL | undefined): Promise<readonly MeetingStages[]> {
	const heads = await tx
		.select({ of: meeting, ref: mappCase.ref })
		.from(meeting)
		.innerJoin(mappCase, eq(meeting.caseId, mappCase.id))
		.where(and(isNotNull(meeting.startedAt), which))
		.orderBy(asc(meeting.startedAt));
	if (heads.length === 0) return [];
	const ids = heads.map(({ of }) => of.id);
	const events = await tx
		.select({ meetingId: meetingEvent.meetingId, type: meetingEvent.type, at: meetingEvent.at, by: person.name })
		.from(meetingEvent)
		.leftJoin(person, eq(meetingEvent.actorId, person.id))
		.where(and(inArray(meetingEvent.meetingId, ids), inArray(meetingEvent.type, [...Object.keys(STAGE), RETURNED])))
		.orderBy(asc(meetingEvent.version));
	const out = await tx
		.select({ meetingId: minutesDistribution.meetingId, on: minutesDistribution.distributedOn, by: person.name })
		.from(minutesDistribution)
		.innerJoin(person, eq(minutesDistribution.notedBy, person.id))
		.where(inArray(minutesDistribution.meetingId, ids));
	const filed = await tx
		.select({ meetingId: minutesFiling.meetingId, on: minutesFiling.filedOn, by: person.name })
		.from(minutesFiling)
		.innerJoin(person, eq(minutesFiling.notedBy, person.id))
		.where(inArray(minutesFiling.meetingId, ids))
		.orderBy(asc(minutesFiling.version));
	return heads.map(({ of, ref }) => {
		const reached: Partial<Record<MinutesStage, Reached>> = {};
		for (const { type, at, by } of events.filter(({ meetingId }) => meetingId === of.id)) {
			const stage = STAGE[type];
			if (stage) reached[stage] = { on: londonDate(at.toISOString()), by: by ?? '' };
			else delete reached.WITH_CHAIR;
		}
		const sent = out.find(({ meetingId }) => meetingId === of.id);
		if (sent) reached.DISTRIBUTED = { on: sent.on, by: sent.by };
		const last = filed.filter(({ meetingId }) => meetingId === of.id).at(-1);
		if (last?.on) reached.FILED = { on: last.on, by: last.by };
		return {
			...{ meetingId: of.id, caseId: of.caseId, reference: `${ref}/${of.seq}` },
			...{ chairId: of.chairId, minuteTakerId: of.minuteTakerId },
			...{ level: of.level as MeetingLevel, phase: of.phase as Phase, reached },
			startedAt: (of.startedAt ?? of.scheduledStart).toISOString()
		};
	});
}
