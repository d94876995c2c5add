/** The dates round a meeting, counted from the area's numbers (domain.md 2.4, 8.1). */
import type { MeetingLevel } from '../agenda/agenda.ts';
import { addWeeks, addWorkingDays, londonDate } from '../time.ts';
import type { AreaConfig } from './area-config.ts';

/** How the area's numbers name a level. A professionals meeting keeps to the days of Level 2. */
export const levelKey = (level: MeetingLevel): 'L2' | 'L3' => (level === 3 ? 'L3' : 'L2');

/** Dates YYYY-MM-DD. `earliest` and `latest` are the normal interval, `kpi` the outer limit that is counted. */
export type ReviewLimits = { readonly earliest: string; readonly latest: string; readonly kpi: string };
/** The day after which a review no longer counts as in time. */
export const countedLimit = (level: MeetingLevel, meetingDate: string, config: AreaConfig): string =>
	addWeeks(meetingDate, config.kpiReviewWeeks[levelKey(level)]);
export const reviewLimits = (level: MeetingLevel, meetingDate: string, config: AreaConfig): ReviewLimits => {
	const [shortest, longest] = config.reviewWeeks[levelKey(level)];
	return {
		earliest: addWeeks(meetingDate, shortest),
		latest: addWeeks(meetingDate, longest),
		kpi: countedLimit(level, meetingDate, config)
	};
};

export type Deadlines = {
	readonly inviteBy: string;
	readonly papersBy: string;
	readonly returnsBy: string;
	/** the chair's brief */
	readonly briefBy: string;
	readonly actionListDue: string;
	readonly draftDue: string;
	readonly minutesDue: string;
	/** counted from the day the minutes are distributed, or from the day they are due */
	readonly fileDue: string;
	readonly correctionsDue: string;
	readonly absenceNoticeDue: string;
	readonly absenceAnswerDue: string;
};
/**
 * The clock round one meeting (domain.md 8.1), from its scheduled start (ISO UTC) and level, by the numbers in force on its
 * own date. @param distributedOn YYYY-MM-DD, once the minutes are out
 */
export const deadlines = (
	meeting: { readonly scheduledStart: string; readonly level: MeetingLevel },
	config: AreaConfig,
	distributedOn: string | null = null
): Deadlines => {
	const on = londonDate(meeting.scheduledStart);
	const level = levelKey(meeting.level);
	const minutesDue = addWorkingDays(on, config.minutesWorkingDays[level]);
	const distributed = distributedOn ?? minutesDue;
	return {
		inviteBy: addWorkingDays(on, -config.inviteWorkingDays),
		papersBy: addWorkingDays(on, -config.papersWorkingDays),
		returnsBy: addWorkingDays(on, -config.returnsWorkingDays),
		briefBy: addWorkingDays(on, -config.briefWorkingDays),
		actionListDue: addWorkingDays(on, config.actionListWorkingDays),
		draftDue: addWorkingDays(on, config.draftWorkingDays[level]),
		minutesDue,
		fileDue: addWorkingDays(distributed, config.fileWorkingDays),
		correctionsDue: addWorkingDays(distributed, config.correctionsWorkingDays),
		absenceNoticeDue: addWorkingDays(on, config.absenceNoticeWorkingDays),
		absenceAnswerDue: addWorkingDays(on, config.absenceAnswerWorkingDays)
	};
};

/** When the first meeting is due after a referral is accepted (date YYYY-MM-DD). */
export const initialMeetingDue = (acceptedOn: string, config: AreaConfig, isEmergency = false): string =>
	addWorkingDays(acceptedOn, isEmergency ? config.emergencyMeetingWorkingDays : config.initialMeetingWorkingDays);
