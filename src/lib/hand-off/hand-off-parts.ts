/**
 * A locked record as text to copy into other systems: the statutory record (ViSOR, or MAPPS where it has come) and the case
 * systems of the agencies. Plain text, field by field. This service replaces neither; it only saves the second typing. What is
 * kept apart for some alone is in none of it.
 */
import type { AddendumRecord } from '../addenda/addendum.ts';
import type { FinalRecord, RecordAction, RecordDecision, RecordItem, RecordRisk } from '../minutes/final-record.ts';
import { longMoment } from '../time.ts';
import { charactersOf, cutText } from './cut-text.ts';

export const HAND_OFF_SYSTEMS = ['STATUTORY', 'CASE_SYSTEM'] as const;
export type HandOffSystem = (typeof HAND_OFF_SYSTEMS)[number];
export const handOffSystemWord: Readonly<Record<HandOffSystem, string>> = {
	STATUTORY: 'ViSOR or MAPPS',
	CASE_SYSTEM: 'Case system of the lead agency'
};

export const HAND_OFF_PARTS = [
	'meeting',
	'attendance',
	'risk',
	'plan',
	'decisions',
	'disclosure',
	'licence',
	'addenda',
	'contact',
	'case-plan',
	'actions'
] as const;
export type HandOffPart = (typeof HAND_OFF_PARTS)[number];

const SYSTEM: Readonly<Record<HandOffPart, HandOffSystem>> = {
	meeting: 'STATUTORY',
	attendance: 'STATUTORY',
	risk: 'STATUTORY',
	plan: 'STATUTORY',
	decisions: 'STATUTORY',
	disclosure: 'STATUTORY',
	licence: 'STATUTORY',
	addenda: 'STATUTORY',
	contact: 'CASE_SYSTEM',
	'case-plan': 'CASE_SYSTEM',
	actions: 'CASE_SYSTEM'
};
export const handOffPartWord: Readonly<Record<HandOffPart, string>> = {
	meeting: 'The meeting',
	attendance: 'Attendance by agency',
	risk: 'Risk assessment',
	plan: 'Risk Management Plan',
	decisions: 'Level decision',
	disclosure: 'Disclosure decisions',
	licence: 'Licence conditions and orders',
	addenda: 'Addenda',
	contact: 'Entry for the contact log',
	'case-plan': 'Plan with its actions',
	actions: 'Action list'
};
/** Parts a case manager copies: those of the case system. */
export const isForManager = (part: HandOffPart): boolean => SYSTEM[part] === 'CASE_SYSTEM';

export type HandOffText = {
	readonly part: HandOffPart;
	readonly system: HandOffSystem;
	readonly title: string;
	readonly text: string;
	/** of the whole text */
	readonly characters: number;
	/** longest text that one field of the other system takes */
	readonly limit: number;
	/** the text in parts that fit; one when it fits as it is */
	readonly cuts: readonly string[];
};

type Fact = readonly [label: string, value: string];
const lines = (facts: readonly Fact[]): string =>
	facts
		.filter(([, value]) => value.trim() !== '')
		.map(([label, value]) => `${label}: ${value.trim()}`)
		.join('\n');
const blocks = (...all: readonly string[]): string => all.filter((one) => one.trim() !== '').join('\n\n');
const itemOf = ({ items }: FinalRecord, code: string): RecordItem | null =>
	items.find((one) => one.code === code) ?? null;
const said = (item: RecordItem | null): string => (item ? blocks(lines(item.facts), item.notes) : '');

const decision = ({ title, outcome, fields }: RecordDecision): string => blocks(`${title}: ${outcome}`, lines(fields));

const risk = (one: RecordRisk): string =>
	lines([
		[one.key, [one.title, one.status].filter((part) => part !== '').join(', ')],
		['Risk', one.risk],
		['Evidence', one.evidence],
		['Response so far', one.responseSoFar],
		['Contingency', one.contingency],
		['Signs the plan is working', one.positiveIndicators],
		['Signs it is not working', one.negativeIndicators],
		['Why the least restrictive', one.leastRestrictiveReason],
		['Actions', one.actions.join(', ')]
	]);
const action = (one: RecordAction): string =>
	lines([
		[one.number, one.text],
		['Owner', one.owner ? `${one.owner.name}, ${one.owner.agency}` : ''],
		['By', one.by],
		['Done when', one.completionEvidence],
		['Risks', one.risks.join(', ')],
		['Status', one.status]
	]);

/** Each agency once, with the best of what its people did. */
const agencies = ({ attendance }: FinalRecord): string => {
	const byAgency = new Map<string, Set<string>>();
	for (const { agency, status } of attendance) byAgency.set(agency, (byAgency.get(agency) ?? new Set()).add(status));
	return lines([...byAgency].map(([agency, statuses]) => [agency, [...statuses].join('; ')]));
};

const head = (record: FinalRecord, sha256: string): string =>
	lines([
		['Minutes', record.reference],
		['Locked by the chair on', longMoment(record.lockedAt)],
		['Fingerprint (SHA-256)', sha256]
	]);

const addendumText = (one: AddendumRecord): string =>
	blocks(
		lines([
			['Addendum', String(one.number)],
			['About', one.about],
			['By', [one.author.name, one.author.agency].filter((part) => part !== '').join(', ')],
			['Decision of the chair', one.decision.outcome]
		]),
		one.text,
		lines([['Why', one.reason]])
	);

const TEXT: Readonly<
	Record<HandOffPart, (record: FinalRecord, sha256: string, addenda: readonly AddendumRecord[]) => string>
> = {
	meeting: (record, sha256) =>
		blocks(
			record.title,
			lines(record.meeting),
			lines([
				['Chair', `${record.chair.name}, ${record.chair.agency}`],
				['Minute taker', `${record.minuteTaker.name}, ${record.minuteTaker.agency}`]
			]),
			head(record, sha256)
		),
	attendance: (record) => agencies(record),
	risk: (record) => said(itemOf(record, 'RISK')),
	plan: ({ risks }) => blocks(...risks.map(risk)),
	decisions: ({ level }) => (level ? decision(level) : ''),
	disclosure: ({ disclosures }) => blocks(...disclosures.map(decision)),
	licence: ({ licence = [] }) => blocks(...licence.map(decision)),
	addenda: (_record, _sha256, addenda) => blocks(...addenda.map(addendumText)),
	contact: (record, sha256) =>
		blocks(
			record.title,
			lines([
				['Agencies', [...new Set(record.attendance.map(({ agency }) => agency))].join('; ')],
				['Decision', record.level ? `${record.level.title}: ${record.level.outcome}` : ''],
				...record.disclosures.map(({ title, outcome }) => [title, outcome] as const),
				['Risks in the plan', record.risks.map(({ key, title }) => `${key} ${title}`).join('; ')],
				['Actions', record.actions.map(({ number }) => number).join(', ')]
			]),
			head(record, sha256)
		),
	'case-plan': ({ risks, actions }) =>
		blocks(
			...risks.map((one) =>
				blocks(risk(one), ...actions.filter(({ number }) => one.actions.includes(number)).map(action))
			)
		),
	actions: ({ actions }) => blocks(...actions.map(action))
};

/**
 * Everything there is to hand over, in the order of the systems; parts with nothing in them are left out.
 * @param limits characters of one field, by system: assumptions that the area puts right
 */
export const handOffTexts = (
	record: FinalRecord,
	sha256: string,
	addenda: readonly AddendumRecord[],
	limits: Readonly<Record<HandOffSystem, number>>
): readonly HandOffText[] =>
	HAND_OFF_PARTS.flatMap((part): HandOffText[] => {
		const text = TEXT[part](record, sha256, addenda).trim();
		const system = SYSTEM[part];
		const limit = limits[system];
		if (text === '') return [];
		return [
			{
				...{ part, system, title: handOffPartWord[part], text, limit },
				...{ characters: charactersOf(text), cuts: cutText(text, limit) }
			}
		];
	});

/** The action list for a spreadsheet. */
export const actionRows = ({ actions }: FinalRecord): readonly (readonly string[])[] => [
	['Number', 'Action', 'Owner', 'Agency', 'By', 'Done when', 'Risks', 'Status'],
	...actions.map((one) => [
		...[one.number, one.text, one.owner?.name ?? '', one.owner?.agency ?? '', one.by, one.completionEvidence],
		...[one.risks.join(', '), one.status]
	])
];
