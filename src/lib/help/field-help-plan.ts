/** What belongs into the fields of the plan, and of an agency's return. */
import { actionFieldAsk, dueAsk, ownerAsk, riskFieldAsk } from '../rmp/rmp-words.ts';
import type { HelpRows } from './field-help-row.ts';

export const PLAN_HELP: HelpRows = {
	'plan.title': [
		riskFieldAsk.title,
		'Assault at child handovers',
		'Risk 1',
		'Nobody remembers which one that was.',
		'KEMSHALL'
	],
	'plan.risk': [
		riskFieldAsk.risk,
		'Serious physical assault on ex-partner (V1) at or after child handovers, most likely when contact is refused or he has been drinking',
		'DV risk',
		'It names no victim and no circumstances.',
		'KEMSHALL'
	],
	'plan.evidence': [
		riskFieldAsk.evidence,
		'Index offence; 3 call-outs April to June; SARA 12 May: high',
		'Known to police',
		'It gives no source and no date.',
		'PLAN_GUIDANCE'
	],
	'plan.evidenceBasis': [
		riskFieldAsk.evidenceBasis,
		'OASys 12 May: problem drinking drives the violence; kept to an alcohol tag for six months in 2023',
		'Best practice',
		'It does not say which, or why for this person.',
		'PLAN_GUIDANCE'
	],
	'plan.responseSoFar': [
		riskFieldAsk.responseSoFar,
		'Kept 5 of 6 appointments; two late returns from contact; admits drinking on 3 June; alcohol tag clear since 10 June',
		'Ongoing',
		'It says nothing of how the person responded.',
		'KEMSHALL'
	],
	'plan.contingency': [
		riskFieldAsk.contingency,
		'If he attends V1’s street or the tag alerts: the tag provider calls police immediately; COM considers recall the same working day; VLO contacts V1 within 2 hours',
		'Recall if needed',
		'It has no trigger and no person.',
		'KEMSHALL'
	],
	'plan.positiveIndicators': [
		riskFieldAsk.positiveIndicators,
		'Six handovers in a row at the centre with no incident (centre log); no alcohol alerts for 8 weeks (tag report)',
		'Doing well',
		'Nobody can observe it.',
		'KEMSHALL'
	],
	'plan.negativeIndicators': [
		riskFieldAsk.negativeIndicators,
		'Asks staff for V1’s new address; missed programme session; new blocked-number calls to V1',
		'Reoffends',
		'By then it is too late.',
		'KEMSHALL'
	],
	'plan.leastRestrictiveReason': [
		riskFieldAsk.leastRestrictiveReason,
		'One declared phone with inspection is less intrusive than a ban and still allows work and family contact',
		'High risk',
		'It does not compare with anything less.',
		'ARTICLE_8'
	],
	'plan.noActionReason': [
		riskFieldAsk.noActionReason,
		'Exclusion zone, tag and VLO contact are in place and have held for 12 weeks; next check at the review',
		'N/A',
		'It gives no reason.',
		'KEMSHALL'
	],
	'action.text': [
		actionFieldAsk.text,
		'Move handovers to the staffed contact centre and brief the centre manager on the exclusion zone',
		'Monitor contact',
		'Nobody can do it or check it.',
		'SMART'
	],
	'action.completionEvidence': [
		actionFieldAsk.completionEvidence,
		'Briefing note on file, dated and signed by the centre manager',
		'Will be done',
		'It is a promise and not a sign.',
		'SMART'
	],
	'action.owner': [
		ownerAsk,
		'Children’s services: allocated social worker (support: COM)',
		'All agencies',
		'Everybody is nobody: none of them will answer for it.',
		'SMART'
	],
	'action.due': [dueAsk, 'Friday 12 June; check at every review', 'ASAP', 'It is not a date.', 'SMART']
};

export const RETURN_HELP: HelpRows = {
	'return.known': [
		'What does your agency know, since when, and where does it come from? Victims by their code.',
		'Two visits to the home on 3 and 17 May (case notes): the children were well and spoke of shouting at handovers',
		'Family known to us',
		'It gives no dates, no source and nothing to act on.',
		'MEETING_GUIDANCE'
	],
	'return.relevance': [
		'What does it mean for the risk: to whom, and what makes it more or less likely?',
		'The shouting came on the two days when contact had been refused, so risk to V1 is greatest at handovers',
		'Concerning',
		'It does not say for whom, or why.',
		'PLAN_GUIDANCE'
	],
	'return.proposal': [
		'One step that your agency can take, starting with a verb, so that everybody can tell when it is done.',
		'Offer a supervised handover slot at the family centre on Fridays from 12 June',
		'Support the family',
		'Nobody can tell when that is done.',
		'SMART'
	]
};
