/** The fields of the agenda items in words: labels, what is asked, and what each choice is called. */
import { roshGroupWord, roshLevelWord, victimContactWord } from '../meeting/meeting-words.ts';
import { longDate } from '../time.ts';
import {
	COMMUNITY_GROUPS,
	CUSTODY_GROUPS,
	communityField,
	custodyField,
	type RecordedItem,
	type Value
} from './item-fields.ts';

type Words = Readonly<Record<string, readonly [label: string, hint?: string]>>;

const FIELD_WORDS: Readonly<Record<RecordedItem, Words>> = {
	PERSON: {
		confirmed: ['What the register says of the person'],
		details: ['Personal details'],
		sentence: ['Sentence'],
		dates: ['Dates'],
		orders: ['Orders'],
		address: ['Address'],
		changes: ['What has changed', 'The new details, and who puts them into the register']
	},
	VICTIMS: {
		victims: ['Victims, by code'],
		contact: ['Contact with the scheme'],
		vlo: ['Victim Liaison Officer'],
		safetyPlan: ['Safety plan'],
		views: ['Views on licence and release', 'As the Victim Liaison Officer tells them, or that there are none and why'],
		safety: ['What the safety plan needs'],
		nonScheme: [
			'Victims outside the scheme',
			'Who they are, by role or code, and what is done for them; or that there are none'
		],
		potential: ['Potential victims', 'Who could be harmed next, by role or code, and how they are kept safe']
	},
	SUMMARY: {
		summary: ['Offending, progress and behaviour', 'Since the last meeting; at the first one, so far'],
		response: ['Response to supervision', 'What was kept, what was missed, and how they take it']
	},
	AGENCY_INFO: {
		agencies: ['Agency by agency'],
		heard: ['What came from it'],
		checkedOn: ['Checked on']
	},
	ENGAGEMENT: {
		told: ['Told about MAPPA'],
		toldOn: ['Told on'],
		notTold: ['Why the person was not told'],
		views: ['The person’s views', 'In their words where they are known, and who told the meeting'],
		motivation: ['Motivators and incentives', 'What they want, and what could be offered as well as what is controlled']
	},
	EQUALITY_HRA: {
		considered: ['Equality'],
		characteristics: ['Characteristics that matter here'],
		adjustments: [
			'Adjustments',
			'What is done differently so that they can take part and understand, or why nothing is needed'
		],
		interference: ['Article 8: the interference', 'What the plan takes from their private and family life'],
		aim: ['Article 8: the aim'],
		aims: ['Its aim'],
		necessity: ['Why it is necessary'],
		proportionality: ['Why it is proportionate', 'Why less would not protect, and when it ends or is looked at again']
	},
	SAFEGUARDING: {
		children: ['Children: referral'],
		childrenReason: ['Children: details, or why no referral is needed'],
		adults: ['Adults at risk: referral'],
		adultsReason: ['Adults at risk: details, or why no referral is needed'],
		domesticAbuse: ['Domestic abuse: referral'],
		domesticAbuseReason: ['Domestic abuse: details, or why no referral is needed'],
		forums: ['Other forums involved'],
		links: ['References and dates of the other forums']
	},
	RISK: {
		who: ['Who is at risk', 'Groups, and people by role or code'],
		nature: ['Nature of the harm', 'What they might do, and how'],
		imminence: ['Imminence'],
		greatest: ['When the risk is greatest'],
		reoffending: ['Likelihood of reoffending', 'What the predictors say, and what the meeting makes of it'],
		triggers: ['Triggers', 'What makes it more likely'],
		protective: ['Protective factors', 'What makes it less likely'],
		tools: ['Assessment tools'],
		name: ['Tool'],
		result: ['Result'],
		on: ['Date of the assessment'],
		noTool: ['About the tools', 'What they leave out, or why none was used'],
		rosh: ['Risk of serious harm'],
		analysis: ['Analysis', 'How it fits together: why now, and what would change the picture'],
		...Object.fromEntries(
			COMMUNITY_GROUPS.map((group) => [communityField(group), [`${roshGroupWord[group]}, in the community`]])
		),
		...Object.fromEntries(CUSTODY_GROUPS.map((group) => [custodyField(group), [`${roshGroupWord[group]}, in custody`]]))
	},
	MEDIA: {
		strategy: ['Media strategy', 'What is said, what is not, and who hears first'],
		community: ['Community impact'],
		speaking: ['Who speaks'],
		spokesperson: ['Spokesperson'],
		holdingLine: ['Who holds the line'],
		contacts: ['Out-of-hours and critical contacts'],
		kind: ['What for'],
		who: ['Role or name'],
		how: ['How they are reached'],
		cppc: ['Critical public protection case'],
		cppcReason: ['Why it is, or may become, a critical public protection case']
	}
};

/** A field, a group or the rows of an item, as a label. */
export const itemFieldWord = (item: RecordedItem, name: string): string => FIELD_WORDS[item][name]?.[0] ?? '';
/** One line that says what to write; '' where the label says it. */
export const itemFieldHint = (item: RecordedItem, name: string): string => FIELD_WORDS[item][name]?.[1] ?? '';

const REFERRAL = { MADE: 'Made', TO_BE_MADE: 'To be made: see the actions', NOT_NEEDED: 'Not needed' };
const CONFIRMED = { CONFIRMED: 'Confirmed', CHANGED: 'Changed' };
const LEVEL_OF_HARM: Readonly<Record<string, string>> = roshLevelWord;

const CHOICE_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'PERSON.details': CONFIRMED,
	'PERSON.sentence': CONFIRMED,
	'PERSON.dates': CONFIRMED,
	'PERSON.orders': CONFIRMED,
	'PERSON.address': CONFIRMED,
	'VICTIMS.contact': victimContactWord,
	'VICTIMS.safetyPlan': { IN_PLACE: 'In place', NEEDED: 'Needed', NOT_NEEDED: 'Not needed' },
	'AGENCY_INFO.heard': {
		SPOKE: 'Told the meeting',
		REPORT: 'Sent a report, nobody spoke',
		NOTHING_KNOWN: 'Nothing known, checked',
		NOT_HEARD: 'Nothing came'
	},
	'ENGAGEMENT.told': { YES: 'Yes', NO: 'No' },
	'EQUALITY_HRA.characteristics': {
		AGE: 'Age',
		DISABILITY: 'Disability',
		GENDER_REASSIGNMENT: 'Gender reassignment',
		MARRIAGE: 'Marriage and civil partnership',
		PREGNANCY: 'Pregnancy and maternity',
		RACE: 'Race',
		RELIGION: 'Religion or belief',
		SEX: 'Sex',
		SEXUAL_ORIENTATION: 'Sexual orientation',
		NONE: 'All considered: none matters here'
	},
	'EQUALITY_HRA.aims': {
		NATIONAL_SECURITY: 'National security',
		PUBLIC_SAFETY: 'Public safety',
		ECONOMIC_WELL_BEING: 'The economic well-being of the country',
		PREVENTION_OF_CRIME: 'Preventing disorder or crime',
		HEALTH_OR_MORALS: 'Protecting health or morals',
		RIGHTS_OF_OTHERS: 'Protecting the rights and freedoms of others'
	},
	'SAFEGUARDING.children': REFERRAL,
	'SAFEGUARDING.adults': REFERRAL,
	'SAFEGUARDING.domesticAbuse': REFERRAL,
	'SAFEGUARDING.forums': {
		MARAC: 'MARAC (risk assessment conference)',
		CHANNEL: 'Channel',
		CPA: 'Care programme approach',
		SECTION_47: 'Section 47 enquiry or child protection conference',
		OTHER: 'Another forum',
		NONE: 'None'
	},
	'RISK.imminence': { NOT_IMMINENT: 'Not imminent', LIKELY_SOON: 'Likely soon', IMMINENT: 'Imminent' },
	'MEDIA.kind': { OUT_OF_HOURS: 'Outside office hours', CRITICAL: 'Critical contact' },
	'MEDIA.cppc': { NO: 'No', PROPOSED: 'Proposed', YES: 'Yes' }
};

/** What one choice is called. */
export const choiceWord = (item: RecordedItem, field: string, code: string): string =>
	/^(community|custody)_/.test(field)
		? (LEVEL_OF_HARM[code] ?? code)
		: (CHOICE_WORDS[`${item}.${field}`]?.[code] ?? code);

/** A value in words; '' for nothing. A date of a fact is written out. */
export const valueInWords = (item: RecordedItem, field: string, value: Value): string => {
	if (value === null) return '';
	if (typeof value !== 'string') return value.map((code) => choiceWord(item, field, code)).join('; ');
	return /^\d{4}-\d\d-\d\d$/.test(value) ? longDate(value) : choiceWord(item, field, value);
};

/** Whose word a value is that nobody has confirmed here. */
export const givenWord = { LAST_MEETING: 'as at the last meeting', REGISTER: 'as in the register' } as const;

/** The name of an item's own text: "Who is at risk", "V1: Views on licence and release". */
export const itemTextWord = (name: string): string => {
	const [item = '', ...rest] = name.split('.');
	const label = FIELD_WORDS[item as RecordedItem]?.[rest.at(-1) ?? '']?.[0] ?? '';
	return rest.length > 1 ? `${rest[0]}: ${label}` : label;
};
