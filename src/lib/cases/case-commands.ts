/** Commands of the case register: open a case, convene a meeting about it (domain.md 2.1, 4.1, 4.2, V01, V05-V07). */
import { z } from 'zod';
import type { MeetingLevel } from '../agenda/agenda.ts';
import { CAPACITIES, type PersonRef } from '../attendance/attendance.ts';
import {
	agencyId,
	isoDate,
	line,
	listOf,
	longText,
	maybe,
	oneOf,
	optionalReason,
	personId,
	REASON_MAX,
	rowId,
	wholeNumber,
	yesNo
} from '../input.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { PLANNED_MINUTES } from '../meeting/planned-minutes.ts';
import { type Grade, gradeWord, meetsGrade } from '../people/grades.ts';
import { done, type Problem, type Refusal, type Result, refuse } from '../result.ts';
import { addWorkingDays, fromLondon, holidayWarning, isWorkingDay, londonDate, longDate } from '../time.ts';
import type { AreaConfig } from './area-config.ts';
import type { Category, Level } from './case.ts';
import { CATEGORY, FACTS, IDENTIFIERS_ARE, LEVEL, SUBJECT, typedNumber } from './case-schema.ts';
import { checkIdentifiers } from './identifiers.ts';
import { levelKey, reviewLimits } from './meeting-clock.ts';
import { checkDateOrder, checkOrders } from './orders.ts';
import { inPart } from './problem-fields.ts';
import { ROLE_REQUEST } from './role-request.ts';
import { requestIn } from './usual-requests.ts';

const invalid = (problems: readonly Problem[]): Refusal => refuse('invalid', problems[0]!.message, problems);

export const OPEN_CASE = z.strictObject({
	ref: line('the case reference', 40).refine((ref) => /^[A-Za-z0-9][A-Za-z0-9-]*$/.test(ref), {
		error: 'Enter the case reference with letters, digits and hyphens only, like NMS-2026-014'
	}),
	category: CATEGORY,
	level: LEVEL,
	leadAgencyId: agencyId('the lead agency'),
	caseManagerId: maybe(personId('the case manager')),
	subject: SUBJECT,
	/** what the person typing says of the numbers: gentle checks are not in their way twice */
	identifiersAre: IDENTIFIERS_ARE,
	facts: FACTS
});
export type OpenCase = z.infer<typeof OPEN_CASE>;

/** V01: Category 3 is managed only at Level 2 or 3. Null when the case may be opened so. */
export const checkOpenCase = (
	input: Pick<OpenCase, 'category' | 'level' | 'subject' | 'identifiersAre' | 'facts'>
): Refusal | null => {
	if (input.category === 3 && input.level === 1)
		return invalid([{ field: 'level', message: 'Choose Level 2 or 3: Category 3 is not managed at Level 1' }]);
	const { dates, orders } = input.facts;
	const problems = [
		...(checkIdentifiers(input.subject.identifiers, input.identifiersAre)?.problems ?? []),
		...inPart('facts.dates', checkDateOrder(dates)),
		...inPart('facts.orders', checkOrders(orders))
	];
	return problems.length > 0 ? invalid(problems) : null;
};

export const CONVENE_MEETING = z.strictObject({
	caseId: rowId('the case'),
	type: oneOf(['INITIAL', 'REVIEW'], 'initial or review'),
	level: typedNumber([2, 3], 'the level'),
	/** Europe/London */
	scheduledDate: isoDate('the date of the meeting'),
	/** HH:mm, Europe/London */
	scheduledTime: z
		.string({ error: 'Enter the time of the meeting' })
		.trim()
		.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter the time of the meeting as hours and minutes, like 14:00'),
	plannedMinutes: wholeNumber('the planned length in minutes', PLANNED_MINUTES.min, PLANNED_MINUTES.max),
	venue: line('where the meeting is held'),
	objective: longText('what the meeting is for', REASON_MAX),
	chairId: personId('the chair'),
	minuteTakerId: personId('the minute taker'),
	extraordinary: yesNo('whether the meeting is extraordinary'),
	invitees: listOf(
		z.strictObject({
			personId: personId('whom to invite'),
			capacity: oneOf(CAPACITIES, 'the capacity they attend in'),
			request: longText('what the meeting needs from this agency', REASON_MAX)
		}),
		'whom to invite',
		{ max: 60 }
	),
	lateReason: optionalReason('why the meeting is late'),
	chairReason: optionalReason('why this chair'),
	noticeReason: optionalReason('why the notice is short'),
	/** '' or nothing: English */
	recordLanguage: z.enum(['en', 'cy', ''], { error: 'Choose the language of the minutes' }).optional()
});
export type ConveneMeeting = z.infer<typeof CONVENE_MEETING>;

export type ConveneContext = {
	/** ISO 8601 UTC */
	readonly now: string;
	/** number of the new meeting in its case: 1 = the first */
	readonly seq: number;
	readonly category: Category;
	readonly level: Level;
	readonly caseManagerId: string | null;
	/** date of the meeting before, YYYY-MM-DD; null = none */
	readonly lastMeetingOn: string | null;
	/** level of the meeting before; its review limit counts */
	readonly lastLevel: 2 | 3 | null;
	/** no review was held before, but a professionals meeting was: its minutes and actions are looked back on */
	readonly follows?: boolean;
	/** date by which a first meeting is due, when it is known */
	readonly initialDue: string | null;
	/** anybody of the area */
	readonly directory: (personId: string) => PersonRef | null;
	/** null = not recorded */
	readonly gradeOf: (personId: string) => Grade | null;
	/** the area's numbers in force on a day, YYYY-MM-DD */
	readonly configOn: (on: string) => AreaConfig;
};
export type Convening = {
	readonly events: readonly MeetingEvent[];
	/** said after convening: nothing here stops it */
	readonly warnings: readonly string[];
};

type Called = Pick<ConveneMeeting, 'chairId' | 'minuteTakerId' | 'invitees' | 'recordLanguage'>;
/** I-9: somebody of another area comes by a share of the case and in no other way. */
const OF_THIS_AREA =
	'Choose somebody from the directory of this area. People of another area can be invited once the case is shared with it';
/** What is wrong with the people named. */
export const peopleProblems = (input: Called, { directory }: Pick<ConveneContext, 'directory'>): readonly Problem[] => {
	const problems: Problem[] = [];
	const add = (field: string, message: string) => problems.push({ field, message });
	if (!directory(input.chairId)) add('chairId', 'Choose a chair from the directory of this area');
	if (!directory(input.minuteTakerId)) add('minuteTakerId', 'Choose a minute taker from the directory of this area');
	if (input.chairId === input.minuteTakerId)
		add('minuteTakerId', 'Choose somebody other than the chair to take the minutes');
	input.invitees.forEach(({ personId }, index) => {
		if (!directory(personId)) add(`invitees.${index}.personId`, OF_THIS_AREA);
		else if (input.invitees.findIndex((other) => other.personId === personId) !== index)
			add(`invitees.${index}.personId`, 'This person is already on the list');
	});
	return problems;
};

/** The last day a meeting counts as in time (V05); null when nothing is known of an earlier one or a referral. */
const latestDay = ({ lastMeetingOn, lastLevel, initialDue, configOn }: ConveneContext): string | null =>
	[
		lastMeetingOn !== null && lastLevel !== null
			? reviewLimits(lastLevel, lastMeetingOn, configOn(lastMeetingOn)).latest
			: null,
		initialDue
	].reduce((first, day) => (day !== null && (first === null || day < first) ? day : first), null);

/** V06: whether the chair is below the grade that the level asks for; false also when their grade is not recorded. */
export const isChairBelow = (grade: Grade | null, level: MeetingLevel, config: AreaConfig): boolean =>
	meetsGrade(grade, config.chairGrade[levelKey(level)]) === false;

/** The invitations that begin a meeting; chair and minute taker are among the invited, named or not. */
export const invitationEvents = (
	input: Called,
	{ directory }: Pick<ConveneContext, 'directory'>
): readonly MeetingEvent[] => {
	const invitees = [...input.invitees];
	const language = input.recordLanguage || 'en';
	const asked = ROLE_REQUEST[language];
	for (const [id, request] of [
		[input.chairId, asked.chair],
		[input.minuteTakerId, asked.minuteTaker]
	] as const)
		if (!invitees.some(({ personId }) => personId === id)) invitees.push({ personId: id, capacity: 'CORE', request });
	return invitees.map(({ personId, capacity, request }) => ({
		type: 'person-invited',
		person: directory(personId)!,
		capacity,
		request: requestIn(language, request)
	}));
};

/** The events that begin a meeting, with what the person convening should know; or what to put right. */
export const decideConvene = (input: ConveneMeeting, context: ConveneContext): Result<Convening> => {
	const { now, seq, configOn, gradeOf, directory, lastMeetingOn } = context;
	const problems: Problem[] = [...peopleProblems(input, context)];
	const today = londonDate(now);
	const on = input.scheduledDate;
	const config = configOn(on);
	const scheduledStart = fromLondon(on, input.scheduledTime);
	if (on < today || scheduledStart === null)
		problems.push({ field: 'scheduledDate', message: 'Enter a date that has not passed' });
	if (input.type === 'REVIEW' && lastMeetingOn === null)
		problems.push({ field: 'type', message: 'Choose an initial meeting: this is the first about this case' });
	if (input.type === 'INITIAL' && lastMeetingOn !== null)
		problems.push({ field: 'type', message: 'Choose a review: there has been a meeting about this case' });
	const latest = latestDay(context);
	const isLate = latest !== null && on > latest;
	if (isLate && input.lateReason === '')
		problems.push({
			field: 'lateReason',
			message: `Enter why the meeting is held after ${longDate(latest)}, the normal limit`
		});
	// V06
	const isBelow = isChairBelow(gradeOf(input.chairId), input.level, config);
	const neededGrade = gradeWord[config.chairGrade[levelKey(input.level)]].toLowerCase();
	const isOwnCase = context.caseManagerId !== null && input.chairId === context.caseManagerId;
	if ((isBelow || isOwnCase) && input.chairReason === '')
		problems.push({
			field: 'chairReason',
			message: isOwnCase
				? 'Enter why this person chairs: they manage the case themselves'
				: `Enter why this person chairs: Level ${input.level} asks for a ${neededGrade} at least`
		});
	// V07
	const inviteBy = addWorkingDays(on, -config.inviteWorkingDays);
	const shortNotice = today > inviteBy;
	if (shortNotice && on >= today && input.noticeReason === '')
		problems.push({
			field: 'noticeReason',
			message: `Enter why the notice is short: invitations were due by ${longDate(inviteBy)}`
		});
	if (problems.length > 0 || scheduledStart === null) return invalid(problems);

	const [chair, minuteTaker] = [directory(input.chairId)!, directory(input.minuteTakerId)!];
	const invitations = invitationEvents(input, context);
	const warnings = [
		shortNotice
			? `Short notice: invitations were due by ${longDate(inviteBy)}. Absence for this reason is accepted`
			: null,
		isLate ? `The meeting is held after ${longDate(latest)}, the normal limit` : null,
		isBelow ? `The chair is below the grade of ${neededGrade} that Level ${input.level} asks for` : null,
		isOwnCase ? 'The chair manages the case themselves' : null,
		isWorkingDay(on) ? null : `${longDate(on)} is a weekend or a bank holiday`,
		holidayWarning(on),
		input.level === context.level
			? null
			: `The case is at Level ${context.level}, the meeting is at Level ${input.level}`,
		context.caseManagerId !== null &&
		!invitations.some((one) => one.type === 'person-invited' && one.person.personId === context.caseManagerId)
			? 'The case manager is not invited'
			: null
	].filter((warning) => warning !== null);
	const { caseId, type: meetingType, level, plannedMinutes, venue, objective, extraordinary } = input;
	const convened: MeetingEvent = {
		type: 'meeting-convened',
		...{
			caseId,
			seq,
			meetingType,
			level,
			extraordinary,
			scheduledStart,
			plannedMinutes,
			venue,
			objective,
			shortNotice
		},
		...(context.follows && meetingType === 'INITIAL' ? { followsMeeting: true } : {}),
		...(input.recordLanguage === 'cy' ? { recordLanguage: 'cy' as const } : {}),
		...(latest === null ? {} : { dueBy: latest }),
		...(isLate ? { lateReason: input.lateReason } : {}),
		...(isBelow || isOwnCase ? { chairReason: input.chairReason } : {}),
		...(shortNotice ? { noticeReason: input.noticeReason } : {}),
		chair,
		minuteTaker
	};
	return done({
		events: [convened, ...invitations],
		warnings
	});
};
