/**
 * Every number of {@link AREA_CONFIG} as its settings page shows it: what it is called, its unit, where its default comes
 * from, and the fields it is entered in. Field names nest under `value`; a field's path is where it stands in the value.
 */
import { agencyTypeWord } from '../attendance/attendance-words.ts';
import { AGENCY_TYPES } from '../identity.ts';
import { GRADES, gradeWord } from '../people/grades.ts';
import { done, type Problem, type Result, refuse } from '../result.ts';
import { type AreaConfig, type AreaNumberKey, YES_OR_NO } from './area-config.ts';

export type NumberUnit =
	| 'WORKING_DAYS'
	| 'WEEKS'
	| 'MONTHS'
	| 'YEARS'
	| 'CHARACTERS'
	| 'MINUTES'
	| 'MEETINGS'
	| 'PER_CENT_OF_MEETINGS'
	| 'PER_CENT'
	| 'PEOPLE'
	| 'GRADE'
	| 'YES_OR_NO';
export type NumberField = {
	/** where it stands in the value: [], ['L2'], ['L2', 0], ['POLICE', 'L3'] */
	readonly path: readonly (string | number)[];
	/** what it is called beside the number's own name; empty when there is only one */
	readonly label: string;
};
export type AreaNumber = {
	readonly key: AreaNumberKey;
	readonly group:
		| 'Kinds of meeting'
		| 'Reviews'
		| 'Referrals'
		| 'Before a meeting'
		| 'After a meeting'
		| 'Requests for information'
		| 'In a meeting'
		| 'Targets'
		| 'Seniority'
		| 'Access';
	readonly label: string;
	readonly unit: NumberUnit;
	/** where the default comes from */
	readonly origin: string;
	readonly min: number;
	readonly max: number;
	readonly fields: readonly NumberField[];
};

const PRACTICE = 'Common practice, to be checked against the current national guidance';
const OURS = 'Proposed by this service. No national figure is known';
const ONE: readonly NumberField[] = [{ path: [], label: '' }];
const LEVELS: readonly NumberField[] = [
	{ path: ['L2'], label: 'Level 2' },
	{ path: ['L3'], label: 'Level 3' }
];
const INTERVALS: readonly NumberField[] = (['L2', 'L3'] as const).flatMap((level) => [
	{ path: [level, 0], label: `Level ${level.slice(1)}, shortest` },
	{ path: [level, 1], label: `Level ${level.slice(1)}, longest` }
]);
const OF_AGENCIES: readonly NumberField[] = AGENCY_TYPES.filter((type) => type !== 'MAPPA_UNIT').flatMap((type) =>
	(['L2', 'L3'] as const).map((level) => ({
		path: [type, level],
		label: `${agencyTypeWord[type]}, Level ${level.slice(1)}`
	}))
);

const INDICATORS: readonly NumberField[] = Object.entries({
	K1: 'K1, Level 3 cases reviewed in time',
	K2: 'K2, Level 2 cases reviewed in time',
	K5: 'K5, disclosure considered and recorded',
	K6: 'K6, minutes on time',
	K7: 'K7, first meeting on time',
	K8: 'K8, actions completed by their deadline',
	K9: 'K9, seniority met at Level 3',
	K10: 'K10, reports from absent agencies',
	K11: 'K11, referrals six months or more before release',
	K12: 'K12, attendance at the Board'
}).map(([key, label]) => ({ path: [key], label }));

type Rest = Pick<AreaNumber, 'key' | 'label'> & Partial<Pick<AreaNumber, 'fields' | 'origin'>>;
const kind =
	(group: AreaNumber['group'], unit: NumberUnit, min: number, max: number) =>
	({ fields = ONE, origin = PRACTICE, ...rest }: Rest): AreaNumber => ({
		group,
		unit,
		min,
		max,
		fields,
		origin,
		...rest
	});
const before = kind('Before a meeting', 'WORKING_DAYS', 0, 260);
const after = kind('After a meeting', 'WORKING_DAYS', 0, 260);
const reviews = kind('Reviews', 'WEEKS', 1, 104);
const requests = (unit: NumberUnit, min: number, max: number) => kind('Requests for information', unit, min, max);
const inMeeting = kind('In a meeting', 'MINUTES', 0, 120);
const seniority = kind('Seniority', 'GRADE', 0, 0);
const kinds = kind('Kinds of meeting', 'YES_OR_NO', 0, 0);

const YES_NO_WORD: Record<(typeof YES_OR_NO)[number], string> = { NO: 'No', YES: 'Yes' };
type Option = { readonly value: string; readonly text: string };
/** What can be chosen where a setting is no number. */
export const optionsOf = ({ unit }: Pick<AreaNumber, 'unit'>): readonly Option[] | null => {
	if (unit === 'GRADE') return GRADES.map((value) => ({ value, text: gradeWord[value] }));
	if (unit === 'YES_OR_NO') return YES_OR_NO.map((value) => ({ value, text: YES_NO_WORD[value] }));
	return null;
};

/** In the order in which the page shows them. */
export const AREA_NUMBERS: readonly AreaNumber[] = [
	reviews({ key: 'reviewWeeks', label: 'Normal interval between reviews', fields: INTERVALS }),
	reviews({ key: 'kpiReviewWeeks', label: 'The latest a review counts as in time', fields: LEVELS }),
	reviews({
		key: 'comingUpWeeks',
		label: 'Dates of the sentence and ends of orders are shown as coming up, before they come',
		origin: OURS
	}),
	kinds({
		key: 'professionalsMeetings',
		label: 'Level 1 professionals meetings are held and recorded here',
		origin: 'Some areas hold them. No national guidance asks for them'
	}),
	kind(
		'Referrals',
		'WORKING_DAYS',
		0,
		260
	)({
		key: 'initialMeetingWorkingDays',
		label: 'First meeting, after a referral is accepted'
	}),
	kind(
		'Referrals',
		'WORKING_DAYS',
		0,
		260
	)({
		key: 'emergencyMeetingWorkingDays',
		label: 'First meeting where it cannot wait, Level 3'
	}),
	kind(
		'Referrals',
		'MONTHS',
		1,
		60
	)({
		key: 'lateReferralMonths',
		label: 'A referral is late when it comes less than this before release'
	}),
	kind(
		'Referrals',
		'MONTHS',
		1,
		60
	)({
		key: 'assessmentMonths',
		label: 'An assessment is warned of when it is older',
		origin: OURS
	}),
	before({ key: 'inviteWorkingDays', label: 'Invitations, before the meeting', origin: OURS }),
	before({ key: 'papersWorkingDays', label: 'Papers, before the meeting', origin: OURS }),
	before({ key: 'returnsWorkingDays', label: 'Agency returns, before the meeting', origin: OURS }),
	before({ key: 'briefWorkingDays', label: 'Chair’s brief, before the meeting', origin: OURS }),
	before({
		key: 'answerReminderWorkingDays',
		label: 'Reminder of an invitation that was not answered, after it was sent',
		origin: OURS
	}),
	before({ key: 'returnReminderWorkingDays', label: 'Reminder of an agency return, before it is due', origin: OURS }),
	after({ key: 'actionListWorkingDays', label: 'Action list to owners', origin: OURS }),
	after({ key: 'actionReminderWorkingDays', label: 'Reminder of an action, before it is due', origin: OURS }),
	after({
		key: 'actionLateWorkingDays',
		label: 'A late action: who is told, after its deadline',
		fields: [
			{ path: ['owner'], label: 'Its owner' },
			{ path: ['agency'], label: 'The contact of its agency' },
			{ path: ['unit'], label: 'The MAPPA unit, to take it further' }
		],
		origin: OURS
	}),
	after({ key: 'draftWorkingDays', label: 'Draft minutes to the chair', fields: LEVELS, origin: OURS }),
	after({ key: 'minutesWorkingDays', label: 'Approved minutes to everybody', fields: LEVELS }),
	kind(
		'After a meeting',
		'YES_OR_NO',
		0,
		0
	)({
		key: 'accuracyCheck',
		label: 'Attendees check the draft for accuracy when it goes to the chair',
		origin: OURS
	}),
	after({
		key: 'accuracyCheckWorkingDays',
		label: 'Attendees may propose corrections to the draft',
		fields: LEVELS,
		origin: OURS
	}),
	after({ key: 'fileWorkingDays', label: 'Minutes filed, after they are distributed' }),
	after({ key: 'correctionsWorkingDays', label: 'Corrections close, after distribution', origin: OURS }),
	after({ key: 'copyAccessWorkingDays', label: 'A copy of the minutes may be read, after distribution', origin: OURS }),
	requests(
		'MONTHS',
		1,
		3
	)({
		key: 'subjectAccessMonths',
		label: 'Subject access request, to be answered',
		origin: 'Law: Data Protection Act 2018 s.54, UK GDPR Article 12(3)'
	}),
	requests(
		'WORKING_DAYS',
		1,
		60
	)({
		key: 'freedomOfInformationWorkingDays',
		label: 'Freedom of information request, to be answered',
		origin: 'Law: Freedom of Information Act 2000 s.10(1)'
	}),
	kind(
		'After a meeting',
		'YEARS',
		1,
		200
	)({
		key: 'retentionYears',
		label: 'Minutes are kept until so long after the person’s birth',
		origin: 'Common practice: the national record is looked at again at the person’s 100th birthday'
	}),
	kind(
		'After a meeting',
		'MONTHS',
		0,
		600
	)({ key: 'unitCopyMonths', label: 'The MAPPA unit keeps its own copy, after filing', origin: OURS }),
	kind(
		'After a meeting',
		'WORKING_DAYS',
		5,
		260
	)({ key: 'draftsKeptWorkingDays', label: 'How the minutes were written is destroyed, after the lock', origin: OURS }),
	kind(
		'After a meeting',
		'MONTHS',
		1,
		120
	)({ key: 'mailKeptMonths', label: 'Mails of the service are destroyed, after they were sent', origin: OURS }),
	kind(
		'After a meeting',
		'YEARS',
		10,
		100
	)({ key: 'auditKeptYears', label: 'The audit is kept, after the act', origin: OURS }),
	kind(
		'After a meeting',
		'CHARACTERS',
		200,
		9999
	)({
		key: 'handOffCharacters',
		label: 'Longest text that one field of another system takes',
		fields: [
			{ path: ['STATUTORY'], label: 'ViSOR or MAPPS' },
			{ path: ['CASE_SYSTEM'], label: 'Case system of an agency' }
		],
		origin: 'An assumption of this service. Ask whoever runs the other system'
	}),
	after({
		key: 'auditLicenceWorkingDays',
		label: 'A licence to view an audited meeting, at most',
		origin: OURS
	}),
	kind(
		'After a meeting',
		'YES_OR_NO',
		0,
		0
	)({
		key: 'auditToChair',
		label: 'The chair reads the audit of a meeting and may answer it',
		origin: OURS
	}),
	after({ key: 'absenceNoticeWorkingDays', label: 'Absence notice to the agency', origin: OURS }),
	after({ key: 'absenceAnswerWorkingDays', label: 'Answer to an absence notice', origin: OURS }),
	after({
		key: 'absenceManagerWorkingDays',
		label: 'Answer of a line manager or member of the Board about an absence',
		origin: OURS
	}),
	kind(
		'After a meeting',
		'MEETINGS',
		1,
		10
	)({
		key: 'absencesInARow',
		label: 'Absences one after the other that go to the line manager',
		fields: LEVELS,
		origin: OURS
	}),
	inMeeting({ key: 'lateAfterMinutes', label: 'Late when later than this after the start', origin: OURS }),
	inMeeting({ key: 'departureMinutes', label: 'A lost connection is no departure when shorter', origin: OURS }),
	kind(
		'Targets',
		'PER_CENT_OF_MEETINGS',
		0,
		100
	)({
		key: 'attendanceTargetPct',
		label: 'Attendance of each agency',
		fields: LEVELS
	}),
	kind(
		'Targets',
		'PER_CENT',
		0,
		100
	)({
		key: 'indicatorTargetPct',
		label: 'The Board’s other indicators',
		fields: INDICATORS,
		origin: 'Common practice and proposals of this service. Check against the current national guidance'
	}),
	kind(
		'Access',
		'YES_OR_NO',
		0,
		0
	)({
		key: 'vettingRequired',
		label: 'Vetting is required: nobody without a date that has not passed sees anything of a case',
		origin: OURS
	}),
	kind(
		'Access',
		'YES_OR_NO',
		0,
		0
	)({
		key: 'emergencyAtOnce',
		label: 'Emergency access is given at once and reviewed afterwards. With no, a co-ordinator approves it first',
		origin: OURS
	}),
	kind('Targets', 'PEOPLE', 0, 20)({ key: 'layAdvisers', label: 'Lay advisers on the Board' }),
	seniority({
		key: 'chairGrade',
		label: 'The chair, at least',
		fields: LEVELS,
		origin: 'The national inspection reports, about police inspector at Level 2 and superintendent at Level 3'
	}),
	seniority({ key: 'agencyGrade', label: 'One of each agency’s people, at least', fields: OF_AGENCIES })
];
export const areaNumber = (key: string): AreaNumber | null => AREA_NUMBERS.find((one) => one.key === key) ?? null;

/** The name of a field in a form: `value`, `value.L2`, `value.L2.0`. */
export const fieldName = ({ path }: NumberField): string => ['value', ...path].join('.');

const at = (value: unknown, path: NumberField['path']): unknown =>
	path.reduce<unknown>((place, name) => {
		if (typeof place !== 'object' || place === null || !Object.hasOwn(place, name)) return undefined;
		return (place as Record<string | number, unknown>)[name];
	}, value);

/** What stands in one field of a number's value: "20", "MANAGER". */
export const fieldText = (value: unknown, field: NumberField): string => {
	const found = at(value, field.path);
	return typeof found === 'number' || typeof found === 'string' ? String(found) : '';
};

const word = (one: AreaNumber, text: string): string =>
	optionsOf(one)?.find(({ value }) => value === text)?.text ?? text;

/** "1 week", "20 working days", "80%" */
const inUnit = ({ unit }: Pick<AreaNumber, 'unit'>, text: string): string => {
	const isOne = text === '1';
	switch (unit) {
		case 'WORKING_DAYS':
			return isOne ? '1 working day' : `${text} working days`;
		case 'WEEKS':
			return isOne ? '1 week' : `${text} weeks`;
		case 'MONTHS':
			return isOne ? '1 month' : `${text} months`;
		case 'YEARS':
			return isOne ? '1 year' : `${text} years`;
		case 'CHARACTERS':
			return isOne ? '1 character' : `${text} characters`;
		case 'MINUTES':
			return isOne ? '1 minute' : `${text} minutes`;
		case 'MEETINGS':
			return isOne ? '1 meeting' : `${text} meetings`;
		case 'PEOPLE':
			return isOne ? '1 person' : `${text} people`;
		case 'PER_CENT':
		case 'PER_CENT_OF_MEETINGS':
			return `${text}%`;
		case 'GRADE':
		case 'YES_OR_NO':
			return text;
	}
};
/** In what a number is entered: "In weeks, from 1 to 104". */
export const rangeWords = ({ unit, min, max }: Pick<AreaNumber, 'unit' | 'min' | 'max'>): string => {
	switch (unit) {
		case 'WORKING_DAYS':
			return `In working days, from ${min} to ${max}`;
		case 'WEEKS':
			return `In weeks, from ${min} to ${max}`;
		case 'MONTHS':
			return `In months, from ${min} to ${max}`;
		case 'YEARS':
			return `In years, from ${min} to ${max}`;
		case 'CHARACTERS':
			return `In characters, from ${min} to ${max}`;
		case 'MINUTES':
			return `In minutes, from ${min} to ${max}`;
		case 'MEETINGS':
			return `In meetings, from ${min} to ${max}`;
		case 'PEOPLE':
			return `In people, from ${min} to ${max}`;
		default:
			return `In per cent, from ${min} to ${max}`;
	}
};

/** "20 working days", "Level 2: 8 to 12 weeks. Level 3: 4 to 6 weeks". Many fields are said one to a line. */
export const numberInWords = (one: AreaNumber, value: unknown): readonly string[] => {
	const texts = one.fields.map((field) => ({ label: field.label, text: word(one, fieldText(value, field)) }));
	if (one.fields === INTERVALS)
		return [0, 2].map(
			(from) => `Level ${from / 2 + 2}: ${texts[from]?.text} to ${inUnit(one, texts[from + 1]?.text ?? '')}`
		);
	return texts.map(({ label, text }) => (label === '' ? inUnit(one, text) : `${label}: ${inUnit(one, text)}`));
};

const wholeNumber = (text: string): number | null => (/^\d{1,4}$/.test(text) ? Number(text) : null);

/** Puts one field's content where it belongs. */
const put = (value: unknown, [name, ...rest]: NumberField['path'], content: unknown): unknown => {
	if (name === undefined) return content;
	if (typeof name === 'number') {
		const list = Array.isArray(value) ? [...value] : [];
		list[name] = put(list[name], rest, content);
		return list;
	}
	const object = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
	return { ...object, [name]: put(object[name], rest, content) };
};

/**
 * A number's new value from what was typed in its fields; what is wrong is said at each field.
 * @param standing the value as it stands, for parts that no field shows
 */
export const readNumber = (one: AreaNumber, typed: unknown, standing: unknown): Result<unknown> => {
	const problems: Problem[] = [];
	let value = standing;
	for (const field of one.fields) {
		const found = at(typed, field.path);
		const text = typeof found === 'string' ? found.trim() : typeof found === 'number' ? String(found) : '';
		const what = field.label === '' ? 'the number' : `the number for ${field.label}`;
		const number = wholeNumber(text);
		const options = optionsOf(one);
		if (options) {
			const what = one.unit === 'GRADE' ? `the grade for ${field.label}` : 'yes or no';
			if (options.some((option) => option.value === text)) value = put(value, field.path, text);
			else problems.push({ field: fieldName(field), message: `Choose ${what}` });
		} else if (number === null || number < one.min || number > one.max)
			problems.push({
				field: fieldName(field),
				message: `Enter ${what} as a whole number from ${one.min} to ${one.max}`
			});
		else value = put(value, field.path, number);
	}
	return problems.length > 0 ? refuse('invalid', problems[0]?.message ?? '', problems) : done(value);
};

/** What does not go together in the area's numbers of one day, said at the field of the number that is being changed. */
export const numbersThatClash = (config: AreaConfig, changed: AreaNumberKey): readonly Problem[] => {
	const problems: Problem[] = [];
	for (const level of ['L2', 'L3'] as const) {
		const [shortest, longest] = config.reviewWeeks[level];
		const kpi = config.kpiReviewWeeks[level];
		const name = `Level ${level.slice(1)}`;
		if (changed === 'reviewWeeks' && shortest > longest)
			problems.push({
				field: `value.${level}.1`,
				message: `The longest interval at ${name} must not be shorter than the shortest`
			});
		if (changed === 'reviewWeeks' && longest > kpi)
			problems.push({
				field: `value.${level}.1`,
				message: `The longest interval at ${name} must not be longer than the ${kpi} weeks that are counted as in time`
			});
		if (changed === 'kpiReviewWeeks' && longest > kpi)
			problems.push({
				field: `value.${level}`,
				message: `The limit at ${name} must not be shorter than the normal interval of up to ${longest} weeks`
			});
	}
	if (
		changed === 'emergencyMeetingWorkingDays' &&
		config.emergencyMeetingWorkingDays > config.initialMeetingWorkingDays
	)
		problems.push({
			field: 'value',
			message: `Enter no more than the ${config.initialMeetingWorkingDays} working days of any first meeting`
		});
	if (changed === 'initialMeetingWorkingDays' && config.emergencyMeetingWorkingDays > config.initialMeetingWorkingDays)
		problems.push({
			field: 'value',
			message: `Enter no less than the ${config.emergencyMeetingWorkingDays} working days of one that cannot wait`
		});
	return problems;
};
