/** Who is reminded of what on a day, from how a meeting to come stands. Reminders come on working days, from seven in the morning. */
import type { MeetingLevel } from '../agenda/agenda.ts';
import type { AreaConfig } from '../cases/area-config.ts';
import { deadlines } from '../cases/meeting-clock.ts';
import { kindRow } from '../meeting/meeting-kinds.ts';
import { addWorkingDays, isWorkingDay, londonDate, londonTime } from '../time.ts';
import type { MailKind } from './mail-kinds.ts';

export type MeetingToCome = {
	readonly meetingId: string;
	/** ISO 8601, UTC */
	readonly scheduledStart: string;
	readonly level: MeetingLevel;
	readonly invited: readonly {
		readonly personId: string;
		readonly agencyId: string;
		/** ISO 8601, UTC */
		readonly invitedAt: string;
		readonly response: string;
	}[];
	/** agencies that owe no return, or have sent theirs */
	readonly returned: ReadonlySet<string>;
	/** whether somebody has noted that the papers are out */
	readonly papersSent: boolean;
};
export type Reminder = {
	readonly personId: string;
	readonly kind: MailKind;
	readonly meetingId: string;
	/** YYYY-MM-DD: by when it is owed; null where it is only an answer */
	readonly by: string | null;
	/** the same each time the same reminder is found: it is told once */
	readonly key: string;
};

const FROM = '07:00';

/**
 * Everything that is due to be said by now about one meeting. What was said before comes again with the same key.
 * @param unit the people who send the papers; @param now ISO 8601, UTC
 */
export const remindersDue = (
	meeting: MeetingToCome,
	config: AreaConfig,
	unit: readonly string[],
	now: string
): readonly Reminder[] => {
	const today = londonDate(now);
	const on = londonDate(meeting.scheduledStart);
	if (!isWorkingDay(today) || londonTime(now) < FROM || Date.parse(now) >= Date.parse(meeting.scheduledStart))
		return [];
	const { papersBy, returnsBy } = deadlines(meeting, config);
	const { meetingId } = meeting;
	/** A meeting that is moved is reminded of anew. */
	const of = (kind: MailKind, personId: string, by: string | null, what = ''): Reminder => ({
		...{ personId, kind, meetingId, by },
		key: `${kind} ${meetingId} ${personId} ${on}${what}`
	});
	const coming = meeting.invited.filter(({ response }) => response !== 'DECLINED' && response !== 'DELEGATED');
	const asked = meeting.invited
		.filter(({ response }) => response === 'NO_RESPONSE')
		.map((one) => ({ ...one, invitedOn: londonDate(one.invitedAt) }))
		.filter(({ invitedOn }) => today >= addWorkingDays(invitedOn, config.answerReminderWorkingDays))
		.map(({ personId, invitedOn }) => of('answer-reminder', personId, null, ` ${invitedOn}`));
	const { notOwed } = kindRow(meeting.level);
	const returnsFrom = addWorkingDays(returnsBy, -config.returnReminderWorkingDays);
	const owed =
		!notOwed.includes('RETURNS') && today >= returnsFrom && today <= returnsBy
			? coming
					.filter(({ agencyId }) => !meeting.returned.has(agencyId))
					.map(({ personId }) => of('return-reminder', personId, returnsBy))
			: [];
	const papers =
		!notOwed.includes('PAPERS') && today >= papersBy && !meeting.papersSent
			? unit.map((personId) => of('papers-reminder', personId, papersBy))
			: [];
	return [...asked, ...owed, ...papers];
};
