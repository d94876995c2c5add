/** Licence conditions and proposals for orders as they are printed, with who decided, why, and who was in the room. */
import { CONDITION_ANSWERS, type ConditionDecision, type LicenceCondition, lastDecision } from '../licence/licence.ts';
import {
	conditionAnswerWord,
	conditionCategoryWord,
	conditionStateWord,
	orderRequestWord
} from '../licence/licence-words.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { longMoment } from '../time.ts';
import type { RecordDecision } from './final-record.ts';
import { presentNames } from './record-decisions.ts';

const saidBy = ({ decidedBy, reason }: ConditionDecision): string =>
	[decidedBy, reason].filter((part) => part !== '').join(': ');

const conditionRecord = (meeting: Meeting, condition: LicenceCondition): RecordDecision => {
	const decision = lastDecision(condition);
	const earlier = decision ? condition.decisions.slice(0, -1) : condition.decisions;
	const fields: readonly (readonly [string, string])[] = [
		['Condition', condition.text],
		...CONDITION_ANSWERS.map((field) => [conditionAnswerWord[field], condition[field]] as const),
		['Risks of the plan', condition.riskKeys.join(', ')],
		['Who and why', decision ? saidBy(decision) : ''],
		[
			'Before',
			earlier.map((one) => `${conditionStateWord[one.state]}, ${longMoment(one.at)}. ${saidBy(one)}`).join('\n')
		],
		[
			'First proposed',
			condition.sinceMeeting === meeting.convened.seq ? 'In this meeting' : `In meeting ${condition.sinceMeeting}`
		]
	];
	return {
		title: `${condition.key} ${conditionCategoryWord[condition.category]}`,
		outcome: conditionStateWord[condition.state],
		fields: fields.filter(([, value]) => value.trim() !== ''),
		decidedAt: longMoment(decision?.at ?? condition.written.at),
		present: decision ? presentNames(meeting, decision) : []
	};
};

/** Every condition of this meeting, then what is asked of a court. */
export const recordLicence = (meeting: Meeting): readonly RecordDecision[] => [
	...meeting.licence.conditions.map((condition) => conditionRecord(meeting, condition)),
	...meeting.licence.orderProposals.map(({ request, order, terms, applicant, at }) => ({
		title: orderRequestWord[request],
		outcome: order,
		fields: [
			['What it should say, and why', terms],
			['Who applies', applicant]
		] as const,
		decidedAt: longMoment(at),
		present: []
	}))
];
