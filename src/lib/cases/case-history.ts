/** What changed about a case, in words: part, who, when, why, and each thing that reads otherwise now. */
import {
	caseStatusWord,
	categoryWord,
	levelWord,
	roshGroupWord,
	roshLevelWord,
	victimContactWord
} from '../meeting/meeting-words.ts';
import { longDate } from '../time.ts';
import { type CaseFacts, type CaseStatus, type Category, type Level, ROSH_GROUPS, type Subject } from './case.ts';
import { type EndReason, endReasonWord } from './case-changes.ts';
import { type ExclusionReason, exclusionReasonWord } from './exclusion.ts';
import { IDENTIFIERS, identifierWord } from './identifiers.ts';
import { viaWords } from './level-via.ts';
import { dateName, orderName } from './orders.ts';

/** What each part of a case is stored as in its history. */
export type CaseParts = {
	readonly OPENED: { readonly category: Category; readonly level: Level };
	readonly PERSON: Subject;
	readonly OFFENCE: Pick<CaseFacts, 'indexOffence' | 'sentence' | 'dates' | 'notification' | 's327aApplies'>;
	readonly ORDERS: Pick<CaseFacts, 'orders'>;
	readonly RISK: Pick<CaseFacts, 'rosh' | 'tools' | 'victims' | 'protectiveFactors'>;
	/** names as they were then */
	readonly MANAGEMENT: { readonly leadAgency: string; readonly caseManager: string };
	readonly CATEGORY: { readonly category: Category; readonly alsoFits?: readonly Category[] };
	/** `via` as its code; in what was recorded before there were codes it stands in `by` */
	readonly LEVEL: { readonly level: Level; readonly by?: string; readonly via?: string };
	readonly STATUS: { readonly status: CaseStatus; readonly endReason?: EndReason | null; readonly toArea?: string };
	readonly EXCLUSION: {
		readonly person: string;
		readonly reason: ExclusionReason;
		readonly from: string;
		readonly until: string | null;
	};
	readonly RESTRICTION: { readonly restricted: boolean; readonly named: readonly string[] };
};
export type CasePart = keyof CaseParts;
export const casePartWord: Record<CasePart, string> = {
	OPENED: 'Case opened',
	PERSON: 'The person',
	OFFENCE: 'Offence and sentence',
	ORDERS: 'Orders',
	RISK: 'Risk, victims and protective factors',
	MANAGEMENT: 'Lead agency and case manager',
	CATEGORY: 'Category',
	LEVEL: 'Level',
	STATUS: 'Status',
	EXCLUSION: 'Exclusions',
	RESTRICTION: 'Restriction'
};
/** Parts that only those who keep the lists may read: they say who has to be kept away. */
export const CONFIDENTIAL_PARTS: readonly CasePart[] = ['EXCLUSION', 'RESTRICTION'];

export type CaseChangeLine = {
	readonly version: number;
	/** ISO 8601 UTC */
	readonly at: string;
	readonly by: string;
	readonly part: CasePart;
	readonly reason: string;
	readonly changes: readonly { readonly label: string; readonly before: string; readonly after: string }[];
};

type Line = readonly [label: string, text: string];
const day = (date: string): string => (/^\d{4}-\d\d-\d\d$/.test(date) ? longDate(date) : date);
const numbered = (label: string, index: number, count: number) => (count > 1 ? `${label} ${index + 1}` : label);
const sentences = (parts: readonly string[]) => parts.filter((part) => part !== '').join('. ');

const LINES: { readonly [Part in CasePart]: (value: CaseParts[Part]) => readonly Line[] } = {
	OPENED: ({ category, level }) => [
		['Category', categoryWord[category]],
		['Level', levelWord[level]]
	],
	PERSON: (subject) => [
		['Name', subject.name],
		['Also known as', subject.aliases.join(', ')],
		['Date of birth', day(subject.dateOfBirth)],
		['Ethnicity', subject.ethnicity],
		['First language', subject.firstLanguage],
		['What the person needs', subject.accessibility],
		...IDENTIFIERS.map((name): Line => [identifierWord[name], subject.identifiers[name] ?? ''])
	],
	OFFENCE: ({ indexOffence, sentence, dates, notification, s327aApplies }) => [
		['Index offence', indexOffence],
		['Sentence', sentence],
		...dates.map((date): Line => [dateName(date), day(date.on)]),
		['Notification', notification],
		['Section 327A', s327aApplies ? 'Applies' : 'Does not apply']
	],
	ORDERS: ({ orders }) =>
		orders.map((order, index): Line => {
			const name = orderName(order);
			const alike = orders.filter((one) => orderName(one) === name);
			const end = order.indefinite ? 'No end' : order.expires ? `Ends ${day(order.expires)}` : '';
			const made = order.made ? `Made ${day(order.made)}` : '';
			const label = alike.length > 1 ? `${name} (${index + 1})` : name;
			return [label, sentences([order.court ?? '', made, end, order.terms])];
		}),
	RISK: ({ rosh, tools, victims, protectiveFactors }) => [
		...ROSH_GROUPS.map((group): Line => {
			const level = rosh[group];
			return [`Risk to: ${roshGroupWord[group].toLowerCase()}`, level ? roshLevelWord[level] : ''];
		}),
		...tools.map(
			({ name, result, on }, index): Line => [
				numbered(name, index, tools.filter((one) => one.name === name).length),
				`${result}, ${day(on)}`
			]
		),
		...victims.map(
			({ code, contact, views }): Line => [code, sentences([victimContactWord[contact] ?? contact, views])]
		),
		['Protective factors', protectiveFactors.join('; ')]
	],
	MANAGEMENT: ({ leadAgency, caseManager }) => [
		['Lead agency', leadAgency],
		['Case manager', caseManager]
	],
	CATEGORY: ({ category, alsoFits = [] }) => [
		['Category', categoryWord[category]],
		['Also fits', alsoFits.map((one) => `Category ${one}`).join(', ')]
	],
	LEVEL: ({ level, by = '', via = '' }) => [
		['Level', levelWord[level]],
		['Decided', [by, viaWords(via)].filter((part) => part !== '').join(', ')]
	],
	STATUS: ({ status, endReason, toArea = '' }) => [
		['Status', caseStatusWord[status]],
		['Why closed', endReason ? endReasonWord[endReason] : ''],
		['Transferred to', toArea]
	],
	EXCLUSION: ({ person, reason, from, until }) => [
		[
			'Excluded',
			sentences([person, exclusionReasonWord[reason], `Known from ${day(from)}`, until ? `Until ${day(until)}` : ''])
		]
	],
	RESTRICTION: ({ restricted, named }) => [
		['Restricted', restricted ? 'Only named people may know' : ''],
		['Named', named.join(', ')]
	]
};

/** Each thing whose words differ; what is new has no words before, what is gone none after. */
export function changesOf<Part extends CasePart>(
	part: Part,
	before: CaseParts[Part] | null,
	after: CaseParts[Part] | null
): CaseChangeLine['changes'] {
	const was = new Map(before ? LINES[part](before) : []);
	const is = new Map(after ? LINES[part](after) : []);
	return [...new Set([...was.keys(), ...is.keys()])]
		.map((label) => ({ label, before: was.get(label) ?? '', after: is.get(label) ?? '' }))
		.filter((line) => line.before !== line.after);
}
