/** What a level decision must say (domain.md 2.2, 2.3, V24): one list for the form, the command and the gates. */
import type { MeetingLevel } from '../agenda/agenda.ts';
import type { AreaConfig } from '../cases/area-config.ts';
import type { Category } from '../cases/case.ts';
import { reviewLimits } from '../cases/meeting-clock.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { meetingOn } from '../meeting/meeting-date.ts';
import type { Problem } from '../result.ts';
import { isWorkingDay, longDate } from '../time.ts';
import { type LevelFields, type LevelOutcome, MEETING_CRITERIA, type MeetingCriterion } from './decisions.ts';

/** Whether the case still comes to Level 2 or 3 meetings after this decision. */
export const staysInMeetings = (outcome: LevelOutcome): boolean =>
	outcome !== 'EXIT_MAPPA' && outcome !== 'MOVE_TO_LEVEL_1';
/** Whether the meeting decided: an adjourned one says why and when it goes on, and leaves the level as it is. */
export const decidesLevel = (outcome: LevelOutcome): boolean => outcome !== 'ADJOURN';

export type LevelCase = {
	readonly level: MeetingLevel;
	readonly category: Category | null;
	/** YYYY-MM-DD */
	readonly meetingOn: string;
	/** a different view is recorded under the item of the level */
	readonly hasDissent: boolean;
	/** the area's numbers; without them the date is not held against the review limits */
	readonly config?: AreaConfig;
};
export const levelCaseOf = (meeting: Meeting): LevelCase => ({
	level: meeting.convened.level,
	category: meeting.case?.category ?? null,
	meetingOn: meetingOn(meeting),
	hasDissent: meeting.decisions.dissent.some(({ item }) => item === 'LEVEL')
});

/** The level at which the next meeting is held. */
export const nextLevel = (outcome: LevelOutcome, level: MeetingLevel): MeetingLevel =>
	outcome === 'MOVE_TO_LEVEL_3' ? 3 : outcome === 'MOVE_TO_LEVEL_2' ? 2 : level;

const SENIOR: readonly MeetingCriterion[] = ['SENIOR_RESOURCES', 'PUBLIC_INTEREST'];
/** The tests that can be met at a level: Level 3 needs the test of Level 2 and a senior one. */
export const criteriaFor = (level: MeetingLevel): readonly MeetingCriterion[] =>
	level === 3
		? MEETING_CRITERIA.filter((one) => one !== 'STEPPED_DOWN')
		: MEETING_CRITERIA.filter((one) => !SENIOR.includes(one));

/** The outcomes that make sense for this case: Category 3 cannot go to Level 1, it leaves MAPPA (V01, V24). */
export const levelOutcomesFor = ({
	level,
	category
}: Pick<LevelCase, 'level' | 'category'>): readonly LevelOutcome[] => [
	'RETAIN_LEVEL',
	level === 2 ? 'MOVE_TO_LEVEL_3' : 'MOVE_TO_LEVEL_2',
	...(category === 3 ? [] : (['MOVE_TO_LEVEL_1'] as const)),
	'EXIT_MAPPA',
	'ADJOURN'
];

const criteriaProblem = (criteria: readonly MeetingCriterion[], level: MeetingLevel): string | null => {
	if (criteria.length === 0) return 'Choose which test for the level is met';
	if (criteria.some((one) => !criteriaFor(level).includes(one))) return `Choose only tests for Level ${level}`;
	if (level === 3 && !criteria.some((one) => SENIOR.includes(one)))
		return 'Choose why senior managers are needed: Level 3 is for that';
	return null;
};

/** Everything missing or contradictory, one problem per field. */
export const levelProblems = (fields: LevelFields, about: LevelCase): readonly Problem[] => {
	const { level, category, hasDissent, config } = about;
	const problems: Problem[] = [];
	const add = (field: keyof LevelFields, message: string) => problems.push({ field, message });
	const { outcome, nextMeetingOn } = fields;
	const stays = staysInMeetings(outcome);
	if (category === 3 && outcome === 'MOVE_TO_LEVEL_1')
		add('outcome', 'Choose to leave MAPPA: Category 3 is managed only at Level 2 or 3, there is no Level 1');
	else if (!levelOutcomesFor({ level, category }).includes(outcome))
		add('outcome', `Choose to keep the level: the case is already at Level ${level}`);
	if (decidesLevel(outcome)) {
		const criteria = stays ? criteriaProblem(fields.criteria, nextLevel(outcome, level)) : null;
		if (criteria) add('criteria', criteria);
		if (!stays && fields.criterion === '') add('criterion', 'Enter which test for the level is no longer met');
		if (stays && fields.meetingsAdd === '') add('meetingsAdd', 'Enter what formal meetings add that Level 1 could not');
		if (!stays && fields.leadAgencyPlan === '') add('leadAgencyPlan', 'Enter the plan that the lead agency will run');
		if (stays && fields.exitCriteria === '') add('exitCriteria', 'Enter what would have to be true to step down');
		if (fields.dissent === '' && !hasDissent) add('dissent', 'Enter who disagreed and why, or that nobody did');
	}
	if (fields.rationale === '')
		add('rationale', decidesLevel(outcome) ? 'Enter why this was decided' : 'Enter why the meeting is adjourned');
	if (stays && nextMeetingOn === '') add('nextMeetingOn', 'Enter the date of the next meeting');
	if (nextMeetingOn !== '' && nextMeetingOn <= about.meetingOn) add('nextMeetingOn', 'Enter a date after this meeting');
	else if (nextMeetingOn !== '' && !isWorkingDay(nextMeetingOn))
		add('nextMeetingOn', 'Enter a working day: this date is a weekend or a bank holiday');
	if (config && stays && fields.nextMeetingReason === '') {
		const { latest } = reviewLimits(nextLevel(outcome, level), about.meetingOn, config);
		if (nextMeetingOn > latest)
			add('nextMeetingReason', `Enter why the next meeting is after the normal limit, ${longDate(latest)}`);
	}
	return problems;
};
