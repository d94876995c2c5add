/**
 * Checks of the plan as a whole (domain.md 5.3, V13, V14): shown as the quality of the plan, never as a score of risk.
 * Each is a warning the chair may answer with a reason.
 */
import { type CaseFacts, ROSH_GROUPS, type RoshGroup } from '../cases/case.ts';
import { type Action, actionField, isOpenAction, PILLARS, type Pillar, type Risk, type Rmp, riskField } from './rmp.ts';

export type PlanTexts = Readonly<Record<string, string>>;
export type QualityFinding =
	| { readonly kind: 'group-without-risk'; readonly group: RoshGroup }
	| { readonly kind: 'pillar-unused'; readonly pillar: Pillar }
	| { readonly kind: 'only-restrictive' }
	| { readonly kind: 'victim-without-safety-action'; readonly code: string };

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

/** Everything the plan as a whole lacks, in a fixed order. */
export const planQuality = (rmp: Rmp, texts: PlanTexts, facts: CaseFacts | null): readonly QualityFinding[] => {
	const risks = liveRisks(rmp);
	const actions = openActions(rmp);
	const wording = (row: Risk): string =>
		`${text(texts, riskField(row.key, 'title'))} ${text(texts, riskField(row.key, 'risk'))}`;
	const findings: QualityFinding[] = [];
	for (const group of ROSH_GROUPS) {
		const level = facts?.rosh[group];
		const isHigh = level === 'HIGH' || level === 'VERY_HIGH';
		if (isHigh && !risks.some((row) => GROUP_WORDS[group].test(wording(row))))
			findings.push({ kind: 'group-without-risk', group });
	}
	for (const pillar of PILLARS)
		if (!actions.some((row) => row.pillar === pillar)) findings.push({ kind: 'pillar-unused', pillar });
	const turned = actions.filter((row) => row.orientation !== null);
	if (turned.length > 0 && turned.every((row) => row.orientation === 'RESTRICTIVE'))
		findings.push({ kind: 'only-restrictive' });
	const safety = actions.filter((row) => row.pillar === 'VICTIM_SAFETY');
	const names = (row: Action, code: string): boolean => {
		const linked = risks.filter((risk) => row.riskKeys.includes(risk.key)).map(wording);
		const words = [text(texts, actionField(row.number, 'text')), ...linked].join(' ');
		return new RegExp(`\\b${code.replace(/[^A-Za-z0-9]/g, '\\$&')}\\b`, 'i').test(words);
	};
	for (const { code } of facts?.victims ?? [])
		if (!safety.some((row) => names(row, code))) findings.push({ kind: 'victim-without-safety-action', code });
	return findings;
};
