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
	/** the same behind a mark that says the state already */
	readonly afterMark: string;
};

const unmarked = (words: string): Pick<ReviewDue, 'words' | 'afterMark'> => ({ words, afterMark: words });
const NONE: ReviewDue = { state: 'none', on: null, normalLimit: null, kpiLimit: null, ...unmarked('No review due') };

/** What the state is reckoned from. `lastMeetingOn` null = no Level 2 or 3 meeting has been held yet. */
export type ReviewFacts = {
	readonly level: number;
	readonly lastMeetingOn: string | null;
	readonly agreedOn: string | null;
	/** when the referral was accepted that the first meeting is due after; null or absent where none is known */
	readonly acceptedOn?: string | null;
};

/** From here on it is soon: the last quarter of the time between two days. */
const soonFrom = (from: string, until: string): string => addDays(until, -Math.floor(daysBetween(from, until) / 4));

const asMeetingLevel = (level: number): MeetingLevel | null => (level === 2 || level === 3 ? level : null);

/**
 * Soon in the last quarter of the time between the last meeting and the date agreed; late once that date or the normal
 * limit has passed; past the limit after the outer limit that is counted.
 */
export const reviewDue = (facts: ReviewFacts, today: string, config: AreaConfig): ReviewDue => {
	const level = asMeetingLevel(facts.level);
	if (!level) return NONE;
	const { lastMeetingOn, agreedOn } = facts;
	if (!lastMeetingOn) {
		if (!agreedOn) return { ...NONE, ...unmarked('No meeting held yet') };
		const isSoon = facts.acceptedOn != null && today >= soonFrom(facts.acceptedOn, agreedOn);
		const state = today > agreedOn ? 'late' : isSoon ? 'soon' : 'in-time';
		return { ...NONE, state, on: agreedOn, ...unmarked(`First meeting by ${longDate(agreedOn)}`) };
	}
	const { latest, kpi } = reviewLimits(level, lastMeetingOn, config);
	const on = agreedOn ?? latest;
	const due = { on, normalLimit: latest, kpiLimit: kpi };
	const by = longDate(on);
	if (today > kpi) {
		const limit = longDate(kpi);
		return { ...due, state: 'past-limit', words: `Past the limit of ${limit}`, afterMark: `was ${limit}` };
	}
	if (today > on || today > latest) {
		const was = longDate(on < latest ? on : latest);
		return { ...due, state: 'late', words: `Late: was due by ${was}`, afterMark: `was due by ${was}` };
	}
	return today >= soonFrom(lastMeetingOn, on)
		? { ...due, state: 'soon', words: `Soon: by ${by}`, afterMark: `by ${by}` }
		: { ...due, state: 'in-time', ...unmarked(`By ${by}`) };
};
