/** That locked minutes went out to everybody: noted once, counted by the Board's indicator of minutes on time (K6). */
import { eq } from 'drizzle-orm';
import { meeting, minutesDistribution, person } from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Result } from '#lib/result.ts';
import { distributionRefused } from '#lib/smb/distribute-minutes.ts';
import { londonDate } from '#lib/time.ts';
import type { Tx } from '../persistence/database.ts';
import { NO_MEETING } from './load-meeting.ts';

/** YYYY-MM-DD and a name; null = not noted. */
export async function readDistribution(
	tx: Tx,
	meetingId: string
): Promise<{ readonly on: string; readonly by: string; readonly byId: string } | null> {
	const [row] = await tx
		.select({ on: minutesDistribution.distributedOn, by: person.name, byId: minutesDistribution.notedBy })
		.from(minutesDistribution)
		.innerJoin(person, eq(minutesDistribution.notedBy, person.id))
		.where(eq(minutesDistribution.meetingId, meetingId));
	return row ?? null;
}

/**
 * Notes the day, in the transaction of the act that sends them out. The caller has asked who may; refused when the minutes are
 * not locked, the day has not come or is before the lock, or another day is noted already. The same day twice changes nothing.
 * @param distributedOn YYYY-MM-DD; today when absent
 */
export async function noteDistributed(
	tx: Tx,
	actor: Pick<Actor, 'areaId' | 'personId'>,
	meetingId: string,
	now: Date,
	distributedOn: string = londonDate(now.toISOString())
): Promise<Result<null>> {
	// The meeting's row is held so that of two clicks at once the second sees the first.
	const [row] = await tx.select().from(meeting).where(eq(meeting.id, meetingId)).for('update');
	if (!row) return NO_MEETING;
	const noted = await readDistribution(tx, meetingId);
	const standing = {
		lockedOn: row.lockedAt && londonDate(row.lockedAt.toISOString()),
		distributedOn: noted?.on ?? null
	};
	const refused = distributionRefused({ distributedOn }, standing, londonDate(now.toISOString()));
	if (refused) return refused;
	if (noted) return done(null);
	await tx.insert(minutesDistribution).values({
		...{ areaId: actor.areaId, meetingId, distributedOn },
		...{ notedBy: actor.personId, notedAt: now }
	});
	return done(null);
}
