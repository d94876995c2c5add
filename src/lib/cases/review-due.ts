/** How pressing a case's next review is (domain.md 2.4). Dates YYYY-MM-DD. */
import type { MeetingLevel } from '../agenda/agenda.ts';
import { addDays, daysBetween, longDate } from '../time.ts';
import type { AreaConfig } from './area-config.ts';
import { reviewLimits } from './meeting-clock.ts';

export type ReviewState = 'none' | 'in-time' | 'soon' | 'late' | 'past-limit';
export type ReviewDue = {
	readonly state: ReviewState;
	/** the date agreed at the last meeting, or the normal limit when none was agreed; null when no review is owed */
	readonly on: string | null;
	/** the end of the normal interval and the outer limit that is counted; null before the first meeting */
	readonly normalLimit: string | null;
	readonly kpiLimit: string | null;
	readonly words: string;
};

const NONE: ReviewDue = { state: 'none', on: null, normalLimit: null, kpiLimit: null, words: 'No review due' };

/** What the state is reckoned from. `lastMeetingOn` null = no Level 2 or 3 meeting has been held yet. */
export type ReviewFacts = {
	readonly level: number;
	readonly lastMeetingOn: string | null;
	readonly agreedOn: string | null;
};

const asMeetingLevel = (level: number): MeetingLevel | null => (level === 2 || level === 3 ? level : null);

/**
 * Soon in the last quarter of the time between the last meeting and the date agreed; late once that date or the normal
 * limit has passed; past the limit after the outer limit that is counted.
 */
export const reviewDue = (facts: ReviewFacts, today: string, config: AreaConfig): ReviewDue => {
	const level = asMeetingLevel(facts.level);
	if (!level) return NONE;
	const { lastMeetingOn, agreedOn } = facts;
	if (!lastMeetingOn)
		return agreedOn
			? {
					...NONE,
					state: agreedOn < today ? 'late' : 'in-time',
					on: agreedOn,
					words: `First meeting by ${longDate(agreedOn)}`
				}
			: { ...NONE, words: 'No meeting held yet' };
	const { latest, kpi } = reviewLimits(level, lastMeetingOn, config);
	const on = agreedOn ?? latest;
	const due = { on, normalLimit: latest, kpiLimit: kpi };
	const by = longDate(on);
	if (today > kpi) return { ...due, state: 'past-limit', words: `Past the limit of ${longDate(kpi)}` };
	if (today > on || today > latest)
		return { ...due, state: 'late', words: `Late: was due by ${longDate(on < latest ? on : latest)}` };
	const soonFrom = addDays(on, -Math.floor(daysBetween(lastMeetingOn, on) / 4));
	return today >= soonFrom
		? { ...due, state: 'soon', words: `Soon: by ${by}` }
		: { ...due, state: 'in-time', words: `By ${by}` };
};
