/**
 * What a referral must say before it can be submitted (domain.md 3.2, V02 and the date order: these stop it), and what it
 * may lack for a stated reason (V03, V04, brief details: these warn).
 */
import type { AreaConfig } from '../cases/area-config.ts';
import type { AgencyType } from '../identity.ts';
import { cleanText } from '../input.ts';
import type { Problem } from '../result.ts';
import { addMonths, isDate, longDate } from '../time.ts';
import { type Question, questionsOf, type RowsField, type Section, type SimpleField } from './referral-field.ts';
import { REFERRAL_SECTIONS } from './referral-sections.ts';
import {
	answerAt,
	isAsked,
	type Row,
	rowsAt,
	type SavedSections,
	type SectionValues,
	textAt,
	valuesOf
} from './referral-values.ts';
import { mayHoldName } from './victim-name-hint.ts';

/** What the checks need to know besides the words. `today` is the London date the referral counts from. */
export type CheckContext = {
	readonly today: string;
	/** of the area, by id */
	readonly agencies: ReadonlyMap<string, { readonly type: AgencyType; readonly isResponsibleAuthority: boolean }>;
	readonly config: Pick<AreaConfig, 'lateReferralMonths' | 'assessmentMonths'>;
};

const blank = (value: string): boolean => cleanText(value) === '';
const problem = (field: string, message: string): Problem => ({ field, message });

const simpleProblem = (field: SimpleField, value: string, context: CheckContext): string | null => {
	if (blank(value)) return field.needed ?? null;
	if (field.kind === 'date' && !isDate(value)) return `Enter a real date, like 2026-12-18: ${field.label}`;
	if (field.kind === 'agency' && !context.agencies.has(value)) return 'Choose an agency of this area';
	return null;
};

const rowProblems = (field: RowsField, rows: readonly Row[], context: CheckContext): readonly Problem[] => {
	if (rows.length === 0) return field.needed ? [problem(`${field.name}.0.${field.fields[0]?.name}`, field.needed)] : [];
	return rows.flatMap((row, index) =>
		field.fields.flatMap((one) => {
			const message = simpleProblem(one, row[one.name] ?? '', context);
			return message ? [problem(`${field.name}.${index}.${one.name}`, message)] : [];
		})
	);
};

const problemsOf = (field: Question, values: SectionValues, context: CheckContext): readonly Problem[] => {
	if (!isAsked(field, values)) return [];
	if (field.kind === 'rows') return rowProblems(field, rowsAt(values, field.name), context);
	const message = simpleProblem(field, textAt(values, field.name), context);
	return message ? [problem(field.name, message)] : [];
};

const IDENTIFIERS = ['crn', 'prisonNumber', 'pncId', 'visorOrMappsRef', 'nhsNumber'];
const person = (values: SectionValues, { today }: CheckContext): readonly Problem[] => [
	...(IDENTIFIERS.every((name) => blank(textAt(values, name)))
		? [problem('crn', 'Enter at least one identifier, like the CRN or the PNC ID')]
		: []),
	...(textAt(values, 'dateOfBirth') > today ? [problem('dateOfBirth', 'Enter a date of birth that has passed')] : []),
	...(textAt(values, 'noFixedAbode') === 'no' && blank(textAt(values, 'currentAddress'))
		? [problem('currentAddress', 'Enter the address now, the prison or the hospital')]
		: [])
];

/** Earlier first. Each pair is looked at only when both dates are there. */
const IN_ORDER: readonly (readonly [earlier: string, later: string])[] = [
	...['parole', 'ped', 'hdc', 'rotl', 'crd', 'led', 'sed', 'orderExpiry', 'notificationExpiry', 'releaseOn'].map(
		(later) => ['sentencedOn', later] as const
	),
	...[['ped', 'crd'] as const, ['hdc', 'crd'] as const, ['crd', 'led'] as const, ['crd', 'sed'] as const],
	...[['led', 'sed'] as const, ['ped', 'sed'] as const, ['releaseOn', 'sed'] as const]
];
const dates = (values: SectionValues, section: Section): readonly Problem[] => {
	const labelOf = (name: string) => questionsOf(section).find((one) => one.name === name)?.label ?? name;
	const wrong = IN_ORDER.filter(([earlier, later]) => {
		const [from, to] = [textAt(values, earlier), textAt(values, later)];
		return isDate(from) && isDate(to) && to < from;
	}).map(([earlier, later]) => problem(later, `${labelOf(later)} comes before: ${labelOf(earlier)}. Check both dates`));
	return wrong.filter(({ field }, index) => wrong.findIndex((other) => other.field === field) === index);
};

const victims = (values: SectionValues): readonly Problem[] => {
	const codes = rowsAt(values, 'victims').map(({ code = '' }) => code);
	return codes.flatMap((code, index) =>
		blank(code)
			? []
			: /^V[1-9]\d{0,2}$/.test(code)
				? codes.indexOf(code) === index
					? []
					: [problem(`victims.${index}.code`, 'This code is there already')]
				: [problem(`victims.${index}.code`, 'Enter a code like V1, never a name')]
	);
};

const agencies = (values: SectionValues, context: CheckContext): readonly Problem[] => {
	const rows = rowsAt(values, 'agencies').map(({ agencyId = '' }) => agencyId);
	const named = new Set([textAt(values, 'leadAgencyId'), ...rows]);
	const pair = [...named].filter((id) => context.agencies.get(id)?.isResponsibleAuthority);
	return rows.length > 0 && pair.length < 2
		? [
				problem(
					'agencies.0.agencyId',
					'Name at least two agencies of the Responsible Authority: police, probation, prison'
				)
			]
		: [];
};

const notAfterToday =
	(name: string, what: string) =>
	(values: SectionValues, { today }: CheckContext) =>
		isDate(textAt(values, name)) && textAt(values, name) > today
			? [problem(name, `Enter a date that has come: ${what}`)]
			: [];

const MORE: Readonly<
	Record<string, (values: SectionValues, context: CheckContext, section: Section) => readonly Problem[]>
> = {
	level: notAfterToday('managerAgreedOn', 'when the manager agreed'),
	person,
	dates: (values, _, section) => dates(values, section),
	victims,
	agencies,
	risk: (values, { today }) =>
		rowsAt(values, 'tools').flatMap(({ on = '' }, index) =>
			isDate(on) && on > today ? [problem(`tools.${index}.on`, 'Enter a date of assessment that has come')] : []
		)
};

/** What stands in the way in one section, each at its field. */
export const checkSection = (section: Section, values: SectionValues, context: CheckContext): readonly Problem[] => {
	const found = questionsOf(section).flatMap((field) => problemsOf(field, values, context));
	const more = MORE[section.slug]?.(values, context, section) ?? [];
	return [...found, ...more.filter(({ field }) => !found.some((other) => other.field === field))];
};

export type SectionStatus = 'not-started' | 'incomplete' | 'complete';
export const statusOf = (section: Section, sections: SavedSections, context: CheckContext): SectionStatus => {
	if (!Object.hasOwn(sections, section.slug)) return 'not-started';
	return checkSection(section, valuesOf(sections, section.slug), context).length === 0 ? 'complete' : 'incomplete';
};
/** What stands in the way of submitting (V02 and the rest), by section. */
export const checkReferral = (
	sections: SavedSections,
	context: CheckContext
): readonly { readonly section: Section; readonly problems: readonly Problem[] }[] =>
	REFERRAL_SECTIONS.map((section) => ({
		section,
		problems: checkSection(section, valuesOf(sections, section.slug), context)
	})).filter(({ problems }) => problems.length > 0);

/** V03: less than the area's months from the day it was received to a release that has not passed. Dates YYYY-MM-DD. */
export const isLateReferral = (receivedOn: string, releaseOn: string, months: number): boolean =>
	isDate(releaseOn) && releaseOn >= receivedOn && releaseOn < addMonths(receivedOn, months);

/** The release date the referral names, or '' when the person is not in custody. */
export const releaseOf = (sections: SavedSections): string =>
	answerAt(sections, 'dates', 'where') === 'custody' ? answerAt(sections, 'dates', 'releaseOn') : '';

/** V04 */
const isOldAssessment = (on: string, today: string, months: number): boolean =>
	isDate(on) && addMonths(on, months) < today;
/** "six", "12": small numbers are words in a sentence. */
const inWords = (count: number): string =>
	['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'][count] ?? String(count);

export const countWords = (text: string): number =>
	text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

export const WARNING_IDS = ['V03', 'V04-ASSESSMENT', 'V04-PLAN', 'BRIEF-DETAILS'] as const;
export type WarningId = (typeof WARNING_IDS)[number];
export type ReferralWarning = {
	readonly id: WarningId;
	readonly text: string;
	readonly section: string;
	/** asked for and stored with the referral */
	readonly asksReason: string | null;
};

/** What does not stop a referral and is said before it is submitted. */
export const warningsOf = (sections: SavedSections, { today, config }: CheckContext): readonly ReferralWarning[] => {
	const { lateReferralMonths: late, assessmentMonths: old } = config;
	const found: ReferralWarning[] = [];
	const release = releaseOf(sections);
	if (isLateReferral(today, release, late))
		found.push({
			id: 'V03',
			section: 'dates',
			text: `Late referral: release is expected on ${longDate(release)}, less than ${inWords(late)} months away when it is referred`,
			asksReason: `Why is it referred less than ${inWords(late)} months before release?`
		});
	if (rowsAt(valuesOf(sections, 'risk'), 'tools').some(({ on = '' }) => isOldAssessment(on, today, old)))
		found.push({
			id: 'V04-ASSESSMENT',
			section: 'risk',
			text: `An assessment is older than ${inWords(old)} months`,
			asksReason: 'Why is it still to be used?'
		});
	if (answerAt(sections, 'plan', 'hasPlan') === 'no')
		found.push({
			id: 'V04-PLAN',
			section: 'plan',
			text: 'The lead agency has not completed a plan',
			asksReason: 'Why is there no plan yet?'
		});
	const words = countWords(answerAt(sections, 'conviction', 'briefDetails'));
	if (words > 250)
		found.push({
			id: 'BRIEF-DETAILS',
			section: 'conviction',
			text: `The brief details have ${words} words. Keep them to 250 if you can, as points`,
			asksReason: null
		});
	return found;
};

/** Fields in which a name seems to stand although victims are written by code: `{field: true}` for a hint at each. */
export const nameHints = (section: Section, values: SectionValues): readonly string[] =>
	questionsOf(section).flatMap((field) =>
		field.kind === 'rows'
			? rowsAt(values, field.name).flatMap((row, index) =>
					field.fields
						.filter((one) => one.noNames && mayHoldName(row[one.name] ?? ''))
						.map((one) => `${field.name}.${index}.${one.name}`)
				)
			: field.noNames && mayHoldName(textAt(values, field.name))
				? [field.name]
				: []
	);
