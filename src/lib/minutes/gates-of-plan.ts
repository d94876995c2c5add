/** What the Risk Management Plan still lacks (domain.md 8.3, V11-V15; V28 for rows nobody has reviewed). */
import { roshGroupWord } from '../meeting/meeting-words.ts';
import type { QualityFinding } from '../rmp/plan-quality.ts';
import { type RiskField, riskField } from '../rmp/rmp.ts';
import { pillarWord, riskFieldWord } from '../rmp/rmp-words.ts';
import { type Finder, type Found, found } from './gate.ts';

/** V11: the six parts a row cannot do without. */
const RISK_PARTS: readonly RiskField[] = [
	'risk',
	'evidence',
	'responseSoFar',
	'contingency',
	'positiveIndicators',
	'negativeIndicators'
];

/** V11 */
export const risksWithoutParts: Finder = ({ risks, planText }) =>
	risks.flatMap(({ key }) =>
		RISK_PARTS.filter((field) => planText(riskField(key, field)) === '').map((field) =>
			found(`V11:${key}:${field}`, 'RMP', `${key}: write "${riskFieldWord[field]}"`, `#${riskField(key, field)}`)
		)
	);

/** V12 */
export const risksWithoutAction: Finder = ({ risks, actions, planText }) =>
	risks
		.filter(
			({ key }) =>
				planText(riskField(key, 'noActionReason')) === '' && !actions.some(({ riskKeys }) => riskKeys.includes(key))
		)
		.map(({ key }) =>
			found(
				`V12:${key}`,
				'RMP',
				`${key}: add an action, or write why no new action is needed`,
				`#${riskField(key, 'noActionReason')}`
			)
		);

/** V15 */
export const restrictionsWithoutReason: Finder = ({ risks, actions, planText }) =>
	risks
		.filter((row) => {
			const under = actions.filter(({ riskKeys }) => riskKeys.includes(row.key));
			const isRestrictive = [row, ...under].some(({ orientation }) => orientation === 'RESTRICTIVE');
			return isRestrictive && planText(riskField(row.key, 'leastRestrictiveReason')) === '';
		})
		.map(({ key }) =>
			found(
				`V15:${key}`,
				'RMP',
				`${key}: write why the restriction is the least restrictive one that protects`,
				`#${riskField(key, 'leastRestrictiveReason')}`
			)
		);

/** V28, of the plan */
export const risksNotReviewed: Finder = ({ risks }) =>
	risks
		.filter(({ reviewed }) => !reviewed)
		.map(({ key }) =>
			found(`V28:${key}:reviewed`, 'RMP', `${key}: set its status to show that it was reviewed`, `#${key}.status`)
		);

/** Where what is missing is added: below a risk, or as a risk of its own. */
const addAt = (near: string | null): string => (near === null ? '#plan-add' : `#${near}.add`);

type Said = { [K in QualityFinding['kind']]: (finding: Extract<QualityFinding, { kind: K }>) => Found };
const QUALITY: Said = {
	'group-without-risk': ({ group, near }) =>
		found(
			`V13:${group}`,
			'RMP',
			`${roshGroupWord[group]}: the risk of serious harm is high or very high, but no risk row speaks of it`,
			addAt(near)
		),
	'pillar-unused': ({ pillar, near }) =>
		found(`V14:pillar:${pillar}`, 'RMP', `No action belongs to "${pillarWord[pillar]}"`, addAt(near)),
	'only-restrictive': ({ near }) =>
		found(
			'V14:only-restrictive',
			'RMP',
			'Every action restricts. Look for something that helps the person change, or that protects',
			addAt(near)
		),
	'victim-without-safety-action': ({ code, near }) =>
		found(
			`V14:victim:${code.replace(/[^A-Za-z0-9_.-]/g, '-')}`,
			'RMP',
			`${code} has no victim safety action`,
			addAt(near)
		)
};
const say = (finding: QualityFinding): Found => (QUALITY[finding.kind] as (one: QualityFinding) => Found)(finding);

/** V13 */
export const groupsWithoutRisk: Finder = ({ quality }) =>
	quality.filter(({ kind }) => kind === 'group-without-risk').map(say);

/** V14 */
export const planOutOfBalance: Finder = ({ quality }) =>
	quality.filter(({ kind }) => kind !== 'group-without-risk').map(say);
