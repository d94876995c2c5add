/** The dates round a meeting, counted from the area's numbers (domain.md 2.4, 8.1). */
import type { MeetingLevel } from '../agenda/agenda.ts';
import { addWeeks, addWorkingDays, londonDate } from '../time.ts';
import type { AreaConfig } from './area-config.ts';

const levelKey = (level: MeetingLevel): 'L2' | 'L3' => (level === 3 ? 'L3' : 'L2');

/** Dates YYYY-MM-DD. `earliest` and `latest` are the normal interval, `kpi` the outer limit that is counted. */
export type ReviewLimits = { readonly earliest: string; readonly latest: string; readonly kpi: string };
export const reviewLimits = (level: MeetingLevel, meetingDate: string, config: AreaConfig): ReviewLimits => {
	const [shortest, longest] = config.reviewWeeks[levelKey(level)];
	return {
		earliest: addWeeks(meetingDate, shortest),
		latest: addWeeks(meetingDate, longest),
		kpi: addWeeks(meetingDate, config.kpiReviewWeeks[levelKey(level)])
	};
};

export type Deadlines = {
	readonly inviteBy: string;
	readonly papersBy: string;
	readonly returnsBy: string;
	readonly actionListDue: string;
	readonly draftDue: string;
	readonly minutesDue: string;
	/** when the minutes are distributed on the day they are due */
	readonly fileDue: string;
};
/** The clock round one meeting (domain.md 8.1), from its scheduled start (ISO UTC) and level. */
export const deadlines = (
	meeting: { readonly scheduledStart: string; readonly level: MeetingLevel },
	config: AreaConfig
): Deadlines => {
	const on = londonDate(meeting.scheduledStart);
	const level = levelKey(meeting.level);
	const minutesDue = addWorkingDays(on, config.minutesWorkingDays[level]);
	return {
		inviteBy: addWorkingDays(on, -config.inviteWorkingDays),
		papersBy: addWorkingDays(on, -config.papersWorkingDays),
		returnsBy: addWorkingDays(on, -config.returnsWorkingDays),
		actionListDue: addWorkingDays(on, config.actionListWorkingDays),
		draftDue: addWorkingDays(on, config.draftWorkingDays[level]),
		minutesDue,
		fileDue: addWorkingDays(minutesDue, config.fileWorkingDays)
	};
};

/** When the first meeting is due after a referral is accepted (date YYYY-MM-DD). */
export const initialMeetingDue = (acceptedOn: string, config: AreaConfig): string =>
	addWorkingDays(acceptedOn, config.initialMeetingWorkingDays);
