/**
 * How far a plan covers its risks (domain.md 5.2 and 5.3): which parts are written for each, and by which pillars its actions
 * serve it. What is there is counted; nothing is judged, and it is no score of risk.
 */
import { type BarChart, shareOfLongest } from '../smb/bar-chart.ts';
import { type PackTable, textCell } from '../smb/pack-table.ts';
import { liveRisks, openActions, type PlanTexts } from './plan-quality.ts';
import { PILLARS, type Pillar, type Rmp, riskField } from './rmp.ts';
import { pillarWord, riskFieldWord } from './rmp-words.ts';

const TEXTS = ['evidence', 'contingency', 'positiveIndicators', 'negativeIndicators'] as const;
/** Of the actions for a risk: that there is one or needs none, and that each has its owner and its day. */
const OF_ACTIONS = ['actions', 'owner', 'due'] as const;
export type CoveredPart = (typeof TEXTS)[number] | (typeof OF_ACTIONS)[number] | Pillar;
const PARTS: readonly CoveredPart[] = [...TEXTS, ...OF_ACTIONS, ...PILLARS];

export type CoveredRisk = { readonly key: string; readonly has: ReadonlySet<CoveredPart> };

/** Risks that stand, and open actions, of a plan as it is written. */
export const coverageOf = (rmp: Rmp, texts: PlanTexts): readonly CoveredRisk[] => {
	const actions = openActions(rmp);
	return liveRisks(rmp).map(({ key, pillar }) => {
		const own = actions.filter(({ riskKeys }) => riskKeys.includes(key));
		const written = TEXTS.filter((field) => (texts[riskField(key, field)] ?? '').trim() !== '');
		const acted = own.length > 0 || (texts[riskField(key, 'noActionReason')] ?? '').trim() !== '';
		const pillars = [pillar, ...own.map((row) => row.pillar)].filter((one) => one !== null);
		const ofActions = acted
			? OF_ACTIONS.filter(
					(part) =>
						part === 'actions' ||
						own.every(({ owner, due, standing }) => (part === 'owner' ? owner : (due ?? standing)) !== null)
				)
			: [];
		return { key, has: new Set<CoveredPart>([...written, ...ofActions, ...pillars]) };
	});
};

const ofActionsWord: Record<(typeof OF_ACTIONS)[number], string> = {
	actions: 'An action, or why none is needed',
	owner: 'Each action has an owner',
	due: 'Each action has a deadline or a standing check'
};
const partWord = (part: CoveredPart): string =>
	part === 'actions' || part === 'owner' || part === 'due'
		? ofActionsWord[part]
		: part in pillarWord
			? `Pillar: ${pillarWord[part as Pillar]}`
			: riskFieldWord[part as (typeof TEXTS)[number]];
const TITLE = 'How many of the risks have each part of the plan';

export const coverageChart = (risks: readonly CoveredRisk[]): BarChart => ({
	title: TITLE,
	series: ['Risks with this part'],
	target: null,
	rows:
		risks.length === 0
			? []
			: PARTS.map((part) => {
					const count = risks.filter(({ has }) => has.has(part)).length;
					const bar = { percent: shareOfLongest(count, risks.length), text: `${count} of ${risks.length}` };
					return { head: partWord(part), bars: [bar] };
				})
});

export const coverageTable = (risks: readonly CoveredRisk[]): PackTable => ({
	...{ id: 'plan-coverage', title: 'Parts of the plan, by risk', head: 'Part' },
	note: 'Risks that stand, and open actions. A pillar counts where the risk, or an open action of it, names it. Where it is said why no action is needed, no owner and no deadline is missing.',
	columns: risks.map(({ key }) => key),
	rows: PARTS.map((part) => ({
		head: partWord(part),
		cells: risks.map(({ has }) => textCell(has.has(part) ? 'Yes' : 'Not yet'))
	}))
});
