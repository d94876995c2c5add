/**
 * What each agenda item records besides its notes (domain.md 4.4, right column): the one list from which come the forms, the
 * names of the shared texts, what is missing, what the next meeting begins with, and what the minutes print, in this order.
 */
import type { ItemCode } from '../agenda/agenda.ts';
import { ROSH_LEVELS } from '../cases/case.ts';

export const RECORDED_ITEMS = [
	'PERSON',
	'VICTIMS',
	'SUMMARY',
	'AGENCY_INFO',
	'ENGAGEMENT',
	'EQUALITY_HRA',
	'SAFEGUARDING',
	'RISK',
	'MEDIA'
] as const satisfies readonly ItemCode[];
/** An item that has fields of its own. */
export type RecordedItem = (typeof RECORDED_ITEMS)[number];
export const isRecordedItem = (code: string): code is RecordedItem =>
	(RECORDED_ITEMS as readonly string[]).includes(code);

export const CONFIRMATIONS = ['CONFIRMED', 'CHANGED'] as const;
export const YES_NO = ['YES', 'NO'] as const;
/** VcsStatus of domain.md 8. */
export const CONTACT_STATUSES = ['IN_CONTACT', 'DECLINED', 'NOT_ELIGIBLE', 'NOT_TRACED', 'DISCRETIONARY'] as const;
export const SAFETY_PLANS = ['IN_PLACE', 'NEEDED', 'NOT_NEEDED'] as const;
export const HEARD = ['SPOKE', 'REPORT', 'NOTHING_KNOWN', 'NOT_HEARD'] as const;
/** The nine of the Equality Act 2010, or that none of them matters here. */
export const CHARACTERISTICS = [
	'AGE',
	'DISABILITY',
	'GENDER_REASSIGNMENT',
	'MARRIAGE',
	'PREGNANCY',
	'RACE',
	'RELIGION',
	'SEX',
	'SEXUAL_ORIENTATION',
	'NONE'
] as const;
/** The aims of Article 8(2) ECHR. */
export const AIMS = [
	'NATIONAL_SECURITY',
	'PUBLIC_SAFETY',
	'ECONOMIC_WELL_BEING',
	'PREVENTION_OF_CRIME',
	'HEALTH_OR_MORALS',
	'RIGHTS_OF_OTHERS'
] as const;
export const REFERRALS = ['MADE', 'TO_BE_MADE', 'NOT_NEEDED'] as const;
export const FORUMS = ['MARAC', 'CHANNEL', 'CPA', 'SECTION_47', 'OTHER', 'NONE'] as const;
export const IMMINENCES = ['NOT_IMMINENT', 'LIKELY_SOON', 'IMMINENT'] as const;
export const CONTACT_KINDS = ['OUT_OF_HOURS', 'CRITICAL'] as const;
export const CPPC = ['NO', 'PROPOSED', 'YES'] as const;
/** OASys: who may be harmed while the person is in the community, and while they are in custody. */
export const COMMUNITY_GROUPS = ['CHILDREN', 'PUBLIC', 'KNOWN_ADULT', 'STAFF'] as const;
export const CUSTODY_GROUPS = ['CHILDREN', 'PUBLIC', 'KNOWN_ADULT', 'STAFF', 'PRISONERS'] as const;
export const communityField = (group: (typeof COMMUNITY_GROUPS)[number]): string => `community_${group}`;
export const custodyField = (group: (typeof CUSTODY_GROUPS)[number]): string => `custody_${group}`;

/** A choice, a date (YYYY-MM-DD) or a line; several choices; null = not recorded. */
export type Value = string | readonly string[] | null;
export type Values = Readonly<Record<string, Value>>;
/** Whether a field must be recorded: always, never, or as the other values of its item or row say. */
type Needed = boolean | ((values: Values) => boolean);

export type Fact = {
	readonly name: string;
	readonly kind: 'choice' | 'choices' | 'date' | 'line';
	/** codes of a choice */
	readonly options: readonly string[];
	readonly needed: Needed;
	/** the next meeting begins with it, to be confirmed or changed */
	readonly carries: boolean;
};
export type TextField = { readonly name: string; readonly needed: Needed };
export type Part =
	| ({ readonly part: 'text' } & TextField)
	/** facts that stand in one form */
	| { readonly part: 'group'; readonly name: string; readonly facts: readonly Fact[] }
	| {
			readonly part: 'rows';
			readonly name: string;
			/** of the key of a row: V1; null = the id of an agency of the meeting */
			readonly letter: 'V' | 'T' | 'C' | null;
			readonly facts: readonly Fact[];
			readonly texts: readonly TextField[];
			/** at least one row, or words in this text instead; null where no row is right too */
			readonly least: { readonly orText: string | null } | null;
	  };

const choice = (name: string, options: readonly string[], needed: Needed = true, carries = false): Fact => ({
	...{ name, kind: 'choice', options, needed, carries }
});
const choices = (name: string, options: readonly string[]): Fact => ({
	...{ name, kind: 'choices', options, needed: true, carries: false }
});
const date = (name: string, needed: Needed = false, carries = false): Fact => ({
	...{ name, kind: 'date', options: [], needed, carries }
});
const line = (name: string, needed: Needed = true, carries = true): Fact => ({
	...{ name, kind: 'line', options: [], needed, carries }
});
const text = (name: string, needed: Needed = true): Part => ({ part: 'text', name, needed });
const group = (name: string, ...facts: readonly Fact[]): Part => ({ part: 'group', name, facts });

const PERSON_PARTS = ['details', 'sentence', 'dates', 'orders', 'address'] as const;
const referral = (name: string): readonly Part[] => [
	group(name, choice(name, REFERRALS)),
	text(`${name}Reason`, (values) => values[name] === 'NOT_NEEDED')
];

export const ITEM_PARTS: Readonly<Record<RecordedItem, readonly Part[]>> = {
	PERSON: [
		group('confirmed', ...PERSON_PARTS.map((name) => choice(name, CONFIRMATIONS))),
		text('changes', (values) => PERSON_PARTS.some((name) => values[name] === 'CHANGED'))
	],
	VICTIMS: [
		{
			part: 'rows',
			name: 'victims',
			letter: 'V',
			facts: [
				choice('contact', CONTACT_STATUSES, true, true),
				line('vlo', false),
				choice('safetyPlan', SAFETY_PLANS, true, true)
			],
			texts: [
				{ name: 'views', needed: true },
				{ name: 'safety', needed: false }
			],
			least: null
		},
		text('nonScheme'),
		text('potential')
	],
	SUMMARY: [text('summary'), text('response')],
	AGENCY_INFO: [
		{
			part: 'rows',
			name: 'agencies',
			letter: null,
			facts: [choice('heard', HEARD), date('checkedOn', (values) => values.heard === 'NOTHING_KNOWN')],
			texts: [],
			least: null
		}
	],
	ENGAGEMENT: [
		group('told', choice('told', YES_NO), date('toldOn')),
		text('notTold', (values) => values.told === 'NO'),
		text('views'),
		text('motivation')
	],
	EQUALITY_HRA: [
		group('considered', choices('characteristics', CHARACTERISTICS)),
		text('adjustments'),
		text('interference'),
		group('aim', choices('aims', AIMS)),
		text('necessity'),
		text('proportionality')
	],
	SAFEGUARDING: [
		...referral('children'),
		...referral('adults'),
		...referral('domesticAbuse'),
		group('forums', choices('forums', FORUMS)),
		text('links', false)
	],
	RISK: [
		text('who'),
		text('nature'),
		group('imminence', choice('imminence', IMMINENCES)),
		text('greatest', false),
		text('reoffending'),
		text('triggers'),
		text('protective'),
		{
			part: 'rows',
			name: 'tools',
			letter: 'T',
			facts: [line('name'), line('result'), date('on', true, true)],
			texts: [],
			least: { orText: 'noTool' }
		},
		text('noTool', false),
		group(
			'rosh',
			...COMMUNITY_GROUPS.map((one) => choice(communityField(one), ROSH_LEVELS, true, true)),
			...CUSTODY_GROUPS.map((one) => choice(custodyField(one), ROSH_LEVELS, false, true))
		),
		text('analysis', false)
	],
	MEDIA: [
		text('strategy'),
		text('community', false),
		group('speaking', line('spokesperson'), line('holdingLine')),
		{
			part: 'rows',
			name: 'contacts',
			letter: 'C',
			facts: [choice('kind', CONTACT_KINDS, true, true), line('who'), line('how', false)],
			texts: [],
			least: { orText: null }
		},
		group('cppc', choice('cppc', CPPC)),
		text('cppcReason', (values) => values.cppc === 'PROPOSED' || values.cppc === 'YES')
	]
};

/** The facts of an item itself, or of one of its rows. */
export const factsAt = (item: RecordedItem, row: string | null): readonly Fact[] =>
	ITEM_PARTS[item].flatMap((one) => (one.part === 'text' || (one.part === 'rows') !== (row !== null) ? [] : one.facts));
export const rowsOfItem = (item: RecordedItem): Extract<Part, { part: 'rows' }> | null =>
	ITEM_PARTS[item].find((one) => one.part === 'rows') ?? null;
/** Whether a key could be that of a row: V12, T1, C3, or the id of an agency. */
export const isRowKey = (item: RecordedItem, row: string): boolean => {
	const rows = rowsOfItem(item);
	if (!rows) return false;
	return rows.letter === null
		? /^[A-Za-z0-9-]{1,40}$/.test(row)
		: row.startsWith(rows.letter) && /^[1-9]\d{0,2}$/.test(row.slice(1));
};
/** "RISK", "VICTIMS.V1": where facts stand, and the first part of the names of its texts. */
export const placeOfRecord = (item: RecordedItem, row: string | null): string =>
	row === null ? item : `${item}.${row}`;

/** The key of the help of a text or a group (help/field-help.ts): that of VICTIMS.V1.views is VICTIMS.views. */
export const itemHelpKey = (name: string): string => {
	const [item = '', ...rest] = name.split('.');
	return `${item}.${rest.at(-1) ?? ''}`;
};
/** Whether a shared text of this name belongs to an item: RISK.who, VICTIMS.V1.views. Nothing else is taken. */
export const isItemText = (name: string): boolean => {
	const [item = '', ...rest] = name.split('.');
	if (!isRecordedItem(item)) return false;
	const [first = '', second] = rest;
	if (rest.length === 1) return ITEM_PARTS[item].some((one) => one.part === 'text' && one.name === first);
	if (rest.length !== 2 || !isRowKey(item, first)) return false;
	return rowsOfItem(item)?.texts.some((one) => one.name === second) ?? false;
};
