/** What a level decision must say (domain.md 2.3, V24): one list for the form, the command and the gates. */
import type { MeetingLevel } from '../agenda/agenda.ts';
import type { Category } from '../cases/case.ts';
import type { Problem } from '../result.ts';
import { isWorkingDay } from '../time.ts';
import type { LevelFields, LevelOutcome } from './decisions.ts';

/** Whether the case still comes to Level 2 or 3 meetings after this decision. */
export const staysInMeetings = (outcome: LevelOutcome): boolean =>
	outcome !== 'EXIT_MAPPA' && outcome !== 'MOVE_TO_LEVEL_1';

export type LevelCase = {
	readonly level: MeetingLevel;
	readonly category: Category | null;
	/** YYYY-MM-DD */
	readonly meetingOn: string;
};

/** The outcomes that make sense for this case: Category 3 cannot go to Level 1, it leaves MAPPA (V01, V24). */
export const levelOutcomesFor = ({
	level,
	category
}: Pick<LevelCase, 'level' | 'category'>): readonly LevelOutcome[] => [
	'RETAIN_LEVEL',
	level === 2 ? 'MOVE_TO_LEVEL_3' : 'MOVE_TO_LEVEL_2',
	...(category === 3 ? [] : (['MOVE_TO_LEVEL_1'] as const)),
	'EXIT_MAPPA'
];

/** Everything missing or contradictory, one problem per field. */
export const levelProblems = (fields: LevelFields, { level, category, meetingOn }: LevelCase): readonly Problem[] => {
	const problems: Problem[] = [];
	const add = (field: keyof LevelFields, message: string) => problems.push({ field, message });
	const { outcome, nextMeetingOn } = fields;
	if (category === 3 && outcome === 'MOVE_TO_LEVEL_1')
		add('outcome', 'Choose to leave MAPPA: Category 3 is managed only at Level 2 or 3, there is no Level 1');
	else if (!levelOutcomesFor({ level, category }).includes(outcome))
		add('outcome', `Choose to keep the level: the case is already at Level ${level}`);
	if (fields.criterion === '') add('criterion', 'Enter which criterion for the level is met');
	if (fields.rationale === '') add('rationale', 'Enter why, and what formal meetings add that Level 1 could not');
	if (staysInMeetings(outcome) && fields.exitCriteria === '')
		add('exitCriteria', 'Enter what would have to be true to step down');
	if (staysInMeetings(outcome) && nextMeetingOn === '') add('nextMeetingOn', 'Enter the date of the next meeting');
	if (nextMeetingOn !== '' && nextMeetingOn <= meetingOn) add('nextMeetingOn', 'Enter a date after this meeting');
	else if (nextMeetingOn !== '' && !isWorkingDay(nextMeetingOn))
		add('nextMeetingOn', 'Enter a working day: this date is a weekend or a bank holiday');
	return problems;
};
