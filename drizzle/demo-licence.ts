/** The licence conditions of the story: proposed by the case manager, then recorded with who decided and why. */
import { CONDITION_CATEGORIES } from '#lib/licence/licence.ts';
import { conditionCategoryWord } from '#lib/licence/licence-words.ts';
import type { DemoCase, YamlLicence } from './demo-case.ts';
import type { Stage } from './demo-stage.ts';

const CASE_MANAGER = 'P04';
const MINUTE_TAKER = 'P03';
/** What the story answers with a plain yes, in words. */
export const NECESSARY = 'Without it the aim rests on his word alone';
export const ENFORCEABLE = 'A breach would be seen, and reported the same day';
export const PROPORTIONATE = 'Work, treatment and contact with his brother stay possible';
const RISKS: Readonly<Record<string, readonly string[]>> = {
	'Residence at a specific place': ['R4'],
	'Making or maintaining contact with a person': ['R3'],
	'Freedom of movement': ['R3'],
	'Electronic monitoring': ['R3'],
	'Possession, ownership, control or inspection of specified items or documents': ['R2'],
	Polygraph: ['R1', 'R2']
};

export async function recordConditions(stage: Stage, meetingId: string, { licence }: DemoCase): Promise<void> {
	for (const [index, condition] of licence.entries()) await recordCondition(stage, meetingId, condition, index + 1);
}

async function recordCondition(stage: Stage, meetingId: string, told: YamlLicence, number: number): Promise<void> {
	const category = CONDITION_CATEGORIES.find((one) => conditionCategoryWord[one] === told.category);
	if (!category) throw new Error(`the story has a condition of no published kind: ${told.category}`);
	const { aim, proposal, necessary, enforceable, proportionate, lessIntrusive, monitoring, state } = told;
	await stage.does(CASE_MANAGER, meetingId, 'record-licence-condition', {
		category,
		text: proposal,
		aim,
		necessary: necessary ? NECESSARY : '',
		enforceable: enforceable ? ENFORCEABLE : '',
		proportionate: proportionate ? PROPORTIONATE : '',
		lessIntrusive,
		monitoring,
		riskKeys: [...(RISKS[told.category] ?? [])]
	});
	const inForce = state === 'IN_FORCE';
	await stage.does(MINUTE_TAKER, meetingId, 'decide-licence-condition', {
		key: `L${number}`,
		edition: 1,
		state,
		decidedBy: inForce ? 'Probation, for release' : '',
		reason: inForce ? 'Part of the licence from the day of release' : 'All agencies agree; probation will ask for it'
	});
}
