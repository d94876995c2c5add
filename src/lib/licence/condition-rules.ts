/** What a proposed licence condition must say before the minutes are locked (domain.md 4.7, V23). */
import type { Problem } from '../result.ts';
import { CONDITION_ANSWERS, type ConditionAnswer, type ConditionFields, type LicenceCondition } from './licence.ts';

const ASK: Readonly<Record<ConditionAnswer, string>> = {
	aim: 'say what it is for',
	necessary: 'say why it is necessary for that',
	enforceable: 'say how it can be enforced',
	proportionate: 'say why it is proportionate',
	lessIntrusive: 'say whether something less intrusive could do',
	monitoring: 'say how it is monitored'
};

/** One problem for each question not answered. */
export const conditionProblems = (fields: Pick<ConditionFields, ConditionAnswer>): readonly Problem[] =>
	CONDITION_ANSWERS.filter((field) => fields[field].trim() === '').map((field) => ({ field, message: ASK[field] }));

/** Whether the meeting stands for it: what is in force was answered for by whoever set it, what is gone asks nothing. */
export const isAdvised = ({ state }: LicenceCondition): boolean => state === 'PROPOSED' || state === 'SUPPORTED';
