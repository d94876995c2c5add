/** When the locked minutes of a meeting went out, for its final page. */
import { eq } from 'drizzle-orm';
import { meeting, minutesDistribution, person } from '#drizzle/schema.ts';
import type { MeetingLevel } from '#lib/agenda/agenda.ts';
import { levelKey } from '#lib/cases/meeting-clock.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { isReviewLevel } from '#lib/meeting/meeting-kinds.ts';
import { addWorkingDays, londonDate } from '#lib/time.ts';
import { readAreaConfig } from '../persistence/area.ts';
import type { Database } from '../persistence/database.ts';

export type MinutesOutView = {
	/** YYYY-MM-DD */
	readonly dueBy: string;
	readonly distributed: { readonly on: string; readonly by: string } | null;
	/** the unit notes it */
	readonly mayNote: boolean;
};

/** Null for a professionals meeting, whose minutes go out as its chair sees fit. The caller may read the minutes. */
export const readMinutesOut = (
	database: Pick<Database, 'withArea'>,
	actor: Actor,
	meetingId: string
): Promise<MinutesOutView | null> =>
	database.withArea(actor.areaId, async (tx) => {
		const [row] = await tx
			.select({ of: meeting, out: minutesDistribution, by: person.name })
			.from(meeting)
			.leftJoin(minutesDistribution, eq(minutesDistribution.meetingId, meeting.id))
			.leftJoin(person, eq(minutesDistribution.notedBy, person.id))
			.where(eq(meeting.id, meetingId));
		if (!row || !isReviewLevel(row.of.level)) return null;
		const on = londonDate((row.of.startedAt ?? row.of.scheduledStart).toISOString());
		const config = await readAreaConfig(tx, actor.areaId, on);
		return {
			dueBy: addWorkingDays(on, config.minutesWorkingDays[levelKey(row.of.level as MeetingLevel)]),
			distributed: row.out && { on: row.out.distributedOn, by: row.by ?? '' },
			mayNote: isMappaUnit(actor)
		};
	});
