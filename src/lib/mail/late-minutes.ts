/** Whoever owes the next stage of a meeting's minutes is told once when its day has passed. */
import type { AreaConfig } from '../cases/area-config.ts';
import { type MinutesFacts, nextOwed } from '../minutes/minutes-life.ts';
import { daysBetween, londonDate } from '../time.ts';
import { isTime, type Reminder } from './reminders.ts';

/** What nobody has done for longer is in their work, and no message about it brings it forward: a holiday fits. */
const TOLD_WITHIN_DAYS = 14;

export type MinutesWaiting = MinutesFacts & {
	readonly meetingId: string;
	readonly caseId: string;
	readonly chairId: string;
	readonly minuteTakerId: string;
};

/**
 * @param config of the meeting's own date
 * @param unit the people who send minutes out and file them
 * @param now ISO UTC
 */
export const lateMinutes = (
	waiting: MinutesWaiting,
	config: AreaConfig,
	unit: readonly string[],
	now: string
): readonly Reminder[] => {
	const today = londonDate(now);
	const owed = isTime(now) ? nextOwed(waiting, config, today) : null;
	if (!owed || today <= owed.dueBy || daysBetween(owed.dueBy, today) > TOLD_WITHIN_DAYS) return [];
	const { meetingId, chairId, minuteTakerId } = waiting;
	const people = { CHAIR: [chairId], MINUTE_TAKER: [minuteTakerId], UNIT: unit }[owed.owner];
	return people.map((personId) => ({
		...{ personId, kind: 'minutes-owed' as const, meetingId, by: owed.dueBy },
		key: `minutes-owed ${meetingId} ${personId} ${owed.stage} ${owed.dueBy}`
	}));
};
