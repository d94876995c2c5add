/**
 * Convening a Level 1 professionals meeting (domain.md 2.2): the lead agency calls it, in areas that hold them. No review
 * limit, grade or length of notice stands in its way.
 */
import type { PersonRef } from '../attendance/attendance.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { done, type Problem, type Result, refuse } from '../result.ts';
import { fromLondon, holidayWarning, isWorkingDay, londonDate, longDate } from '../time.ts';
import type { AreaConfig } from './area-config.ts';
import type { Level } from './case.ts';
import { CONVENE_MEETING, type Convening, invitationEvents, peopleProblems } from './case-commands.ts';

export const CONVENE_PROFESSIONALS = CONVENE_MEETING.pick({
	caseId: true,
	scheduledDate: true,
	scheduledTime: true,
	plannedMinutes: true,
	venue: true,
	objective: true,
	chairId: true,
	minuteTakerId: true,
	invitees: true
});
export type ConveneProfessionals = ReturnType<typeof CONVENE_PROFESSIONALS.parse>;

export type ProfessionalsContext = {
	/** ISO 8601 UTC */
	readonly now: string;
	/** number of the new meeting in its case: 1 = the first */
	readonly seq: number;
	readonly level: Level;
	readonly leadAgencyId: string;
	/** a meeting of any kind came before it */
	readonly follows: boolean;
	/** anybody of the area */
	readonly directory: (personId: string) => PersonRef | null;
	/** the area's numbers in force on a day, YYYY-MM-DD */
	readonly configOn: (on: string) => AreaConfig;
};

/** Whether the area holds such meetings on a day. */
export const holdsProfessionalsMeetings = (config: AreaConfig): boolean => config.professionalsMeetings === 'YES';

export const decideProfessionals = (input: ConveneProfessionals, context: ProfessionalsContext): Result<Convening> => {
	const { now, seq, level, leadAgencyId, follows, directory, configOn } = context;
	const on = input.scheduledDate;
	if (!holdsProfessionalsMeetings(configOn(on)))
		return refuse('not-now', 'This area does not hold Level 1 professionals meetings on that day. Its settings say so');
	if (level !== 1)
		return refuse('not-now', `This case is at Level ${level}. The MAPPA unit convenes a formal meeting about it`);
	const problems: Problem[] = [...peopleProblems(input, context)];
	const scheduledStart = fromLondon(on, input.scheduledTime);
	if (on < londonDate(now) || scheduledStart === null)
		problems.push({ field: 'scheduledDate', message: 'Enter a date that has not passed' });
	const [chair, minuteTaker] = [directory(input.chairId), directory(input.minuteTakerId)];
	if (chair && chair.agencyId !== leadAgencyId)
		problems.push({ field: 'chairId', message: 'Choose somebody of the lead agency: it holds this meeting' });
	const [first] = problems;
	if (first || !chair || !minuteTaker || scheduledStart === null)
		return refuse('invalid', first?.message ?? 'Choose who chairs and who takes the minutes', problems);
	const { caseId, plannedMinutes, venue, objective } = input;
	const convened: MeetingEvent = {
		type: 'meeting-convened',
		...{ caseId, seq, level: 1, extraordinary: false, shortNotice: false },
		meetingType: follows ? 'REVIEW' : 'INITIAL',
		...{ scheduledStart, plannedMinutes, venue, objective, chair, minuteTaker }
	};
	const warnings = [isWorkingDay(on) ? null : `${longDate(on)} is a weekend or a bank holiday`, holidayWarning(on)];
	return done({
		events: [convened, ...invitationEvents(input, context)],
		warnings: warnings.filter((warning) => warning !== null)
	});
};
