/**
 * Checks of the plan as a whole (domain.md 5.3, V13, V14): shown as the quality of the plan, never as a score of risk.
 * Each is a warning the chair may answer with a reason.
 */
import { type CaseFacts, ROSH_GROUPS, type RoshGroup } from '../cases/case.ts';
import { type Action, actionField, isOpenAction, PILLARS, type Pillar, type Risk, type Rmp, riskField } from './rmp.ts';

export type PlanTexts = Readonly<Record<string, string>>;
export type QualityFinding = {
	/** the risk under which what is missing would be added; null = there is none yet */
	readonly near: string | null;
} & (
	| { readonly kind: 'group-without-risk'; readonly group: RoshGroup }
	| { readonly kind: 'pillar-unused'; readonly pillar: Pillar }
	| { readonly kind: 'only-restrictive' }
	| { readonly kind: 'victim-without-safety-action'; readonly code: string }
);

/** How a group at risk is spoken of in a risk row. Words, because a row has no field for the group. */
const GROUP_WORDS: Record<RoshGroup, RegExp> = {
	CHILDREN:
		/\b(child|children|boys?|girls?|pupils?|minors?|teenagers?|infants?|baby|babies|toddlers?|under[ -]?1[0-8]s?|schools?)\b/i,
	PUBLIC: /\b(public|strangers?|community|passers?-?by|customers?|neighbours?|women|men|people)\b/i,
	KNOWN_ADULT:
		/\b(ex-?partners?|partners?|wife|husband|girlfriend|boyfriend|mother|father|parents?|brother|sister|family|neighbours?|known adult|friend|V\d+)\b/i,
	STAFF: /\b(staff|officers?|workers?|practitioners?|nurses?|doctors?|professionals?)\b/i,
	PRISONERS: /\b(prisoners?|cell-?mates?|inmates?|residents?)\b/i
};

const text = (texts: PlanTexts, name: string): string => (Object.hasOwn(texts, name) ? (texts[name] ?? '') : '');
/** Rows of the plan still in it and not settled. */
export const liveRisks = (rmp: Rmp): readonly Risk[] =>
	rmp.risks.filter((row) => !row.removed && row.status !== 'RESOLVED' && row.status !== 'MERGED');
export const openActions = (rmp: Rmp): readonly Action[] => rmp.actions.filter(isOpenAction);

const wording = (row: Risk, texts: PlanTexts): string =>
	`${text(texts, riskField(row.key, 'title'))} ${text(texts, riskField(row.key, 'risk'))}`;

/** Risks that speak of a group. */
export const risksAbout = (group: RoshGroup, risks: readonly Risk[], texts: PlanTexts): readonly Risk[] =>
	risks.filter((row) => GROUP_WORDS[group].test(wording(row, texts)));

/** Groups whose risk of serious harm is High or Very High. */
export const highGroups = (facts: CaseFacts | null): readonly RoshGroup[] =>
	ROSH_GROUPS.filter((group) => facts?.rosh[group] === 'HIGH' || facts?.rosh[group] === 'VERY_HIGH');

const speaksOf = (code: string, words: string): boolean =>
	new RegExp(`(^|[^A-Za-z0-9])${code.replace(/[^A-Za-z0-9]/g, '\\$&')}($|[^A-Za-z0-9])`, 'i').test(words);

/** Risks that name a victim, by the code chosen or written. */
const risksTo = (code: string, risks: readonly Risk[], texts: PlanTexts): readonly Risk[] =>
	risks.filter((row) => row.victims.includes(code) || speaksOf(code, wording(row, texts)));

/** Open victim safety actions for one victim: chosen for them, written for them, or under a risk to them. */
export const safetyActionsFor = (
	code: string,
	{ risks, actions }: { readonly risks: readonly Risk[]; readonly actions: readonly Action[] },
	texts: PlanTexts
): readonly Action[] => {
	const keys = new Set(risksTo(code, risks, texts).map(({ key }) => key));
	return actions.filter(
		(row) =>
			row.pillar === 'VICTIM_SAFETY' &&
			(row.victims.includes(code) ||
				row.riskKeys.some((key) => keys.has(key)) ||
				speaksOf(code, text(texts, actionField(row.number, 'text'))))
	);
};

/** Everything the plan as a whole lacks, in a fixed order. */
export const planQuality = (rmp: Rmp, texts: PlanTexts, facts: CaseFacts | null): readonly QualityFinding[] => {
	const risks = liveRisks(rmp);
	const actions = openActions(rmp);
	const first = risks[0]?.key ?? null;
	const turned = actions.filter((row) => row.orientation !== null);
	const only: readonly QualityFinding[] =
		turned.length > 0 && turned.every((row) => row.orientation === 'RESTRICTIVE')
			? [{ kind: 'only-restrictive', near: first }]
			: [];
	const found = <One extends QualityFinding>(one: One): One => one;
	return [
		...highGroups(facts)
			.filter((group) => risksAbout(group, risks, texts).length === 0)
			.map((group) => found({ kind: 'group-without-risk', group, near: null })),
		...PILLARS.filter((pillar) => !actions.some((row) => row.pillar === pillar)).map((pillar) =>
			found({ kind: 'pillar-unused', pillar, near: risks.find((row) => row.pillar === pillar)?.key ?? first })
		),
		...only,
		...(facts?.victims ?? [])
			.filter(({ code }) => safetyActionsFor(code, { risks, actions }, texts).length === 0)
			.map(({ code }) =>
				found({ kind: 'victim-without-safety-action', code, near: risksTo(code, risks, texts)[0]?.key ?? first })
			)
	];
};
