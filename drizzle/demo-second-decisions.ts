/** What the second meeting of the story has decided or put forward so far: a licence condition, a disclosure, a different view. */
import { CONDITION_CATEGORIES } from '#lib/licence/licence.ts';
import { conditionCategoryWord } from '#lib/licence/licence-words.ts';
import type { DemoCase } from './demo-case.ts';
import { ENFORCEABLE, NECESSARY, PROPORTIONATE } from './demo-licence.ts';
import type { Stage } from './demo-stage.ts';

const CHAIR = 'P15';
const CASE_MANAGER = 'P04';
const DISCLOSER = 'P07';

/** L7 waits for the meeting's word, the disclosure is decided and not made yet, and the level is still to be decided. */
export async function putForward(stage: Stage, meetingId: string, story: DemoCase): Promise<void> {
	for (const one of story.licence2) {
		const category = CONDITION_CATEGORIES.find((kind) => conditionCategoryWord[kind] === one.category);
		if (!category) throw new Error(`the story has a condition of no published kind: ${one.category}`);
		await stage.does(CASE_MANAGER, meetingId, 'record-licence-condition', {
			...{ category, text: one.proposal, aim: one.aim, lessIntrusive: one.lessIntrusive, monitoring: one.monitoring },
			...{ necessary: NECESSARY, enforceable: ENFORCEABLE, proportionate: PROPORTIONATE, riskKeys: ['R1'] }
		});
	}
	for (const one of story.disclosure2)
		await stage.does(CHAIR, meetingId, 'record-disclosure-decision', {
			...{ outcome: 'DISCLOSE', legalBasis: one.legalBasis ?? [], s327aApplies: true, presumptionApplies: true },
			s327aReason: 'He is convicted of a sexual offence against a child',
			...{ recipient: one.recipient, content: one.content, method: one.method, deadline: one.deadline },
			byWhom: 'Police, MOSOVO officer',
			discloserId: stage.actor(DISCLOSER).personId,
			jointWith: 'Children’s services',
			...{ conditions: one.conditions.join('; '), ...one.tests },
			...{ subjectTold: 'AFTER', subjectInformed: one.subjectInformed, risksToSubject: one.risksToSubject },
			...{ supportForRecipient: one.supportForRecipient, alternativesConsidered: one.alternativesConsidered },
			...{ reasons: one.reasons, reconsiderTriggers: one.reconsiderTriggers.join('; '), reviewAt: '' }
		});
	const { dissent } = story.levelDecision2;
	await stage.does(CASE_MANAGER, meetingId, 'record-dissent', { item: 'LEVEL', text: dissent });
}
