/** The words of the Risk Management Plan: labels, and the question every text answers (domain.md 5.2). */
import type { IndicatorMark, IndicatorSide } from './indicators.ts';
import type { ActionField, ActionStatus, ControlType, Orientation, Pillar, RiskField, RiskStatus } from './rmp.ts';

export const pillarWord: Record<Pillar, string> = {
	SUPERVISION: 'Supervision',
	MONITORING_AND_CONTROL: 'Monitoring and control',
	INTERVENTIONS_AND_TREATMENT: 'Interventions and treatment',
	VICTIM_SAFETY: 'Victim safety'
};
export const pillarHint: Record<Pillar, string> = {
	SUPERVISION: 'Visits and appointments, approved premises staff, housing, health and work support.',
	MONITORING_AND_CONTROL: 'Licence conditions, where he or she may live and go, tags, polygraph, orders.',
	INTERVENTIONS_AND_TREATMENT: 'Programmes, treatment and work on the causes of the offending.',
	VICTIM_SAFETY: 'What protects people already harmed and people who could be.'
};
export const orientationWord: Record<Orientation, string> = {
	RESTRICTIVE: 'Restrictive',
	REHABILITATIVE: 'Rehabilitative',
	PROTECTIVE: 'Protective'
};
export const orientationHint: Record<Orientation, string> = {
	RESTRICTIVE: 'Limits what the person can do. Say why nothing less would protect.',
	REHABILITATIVE: 'Helps the person change and live without offending.',
	PROTECTIVE: 'Makes the people at risk safer.'
};
/** Where there is room for a word only. */
export const controlTypeShort: Record<ControlType, string> = {
	EXTERNAL: 'External control',
	INTERNAL: 'Internal control'
};
export const controlTypeWord: Record<ControlType, string> = {
	EXTERNAL: 'External control, such as a tag, a curfew or visits',
	INTERNAL: 'Internal control, such as skills, motivation or insight'
};
export const riskStatusWord: Record<RiskStatus, string> = {
	OPEN: 'No change',
	REDUCED: 'Reduced',
	INCREASED: 'Increased',
	RESOLVED: 'Resolved',
	MERGED: 'Merged into another risk'
};
export const actionStatusWord: Record<ActionStatus, string> = {
	NOT_STARTED: 'Not started',
	IN_PROGRESS: 'In progress',
	CANNOT_BE_DONE_YET: 'Cannot be done yet',
	COMPLETED: 'Completed',
	NO_LONGER_NEEDED: 'No longer needed',
	NOT_COMPLETED: 'Not completed'
};
export const riskFieldWord: Record<RiskField, string> = {
	title: 'Short name',
	risk: 'Risk',
	evidence: 'Evidence',
	evidenceBasis: 'Why these measures should work',
	responseSoFar: 'Response so far',
	contingency: 'Contingency',
	positiveIndicators: 'Positive indicators',
	negativeIndicators: 'Negative indicators',
	leastRestrictiveReason: 'Why nothing less restrictive would do',
	noActionReason: 'Why no new action is needed'
};
export const indicatorSideWord: Record<IndicatorSide, string> = {
	positive: 'Positive indicators',
	negative: 'Negative indicators'
};
export const indicatorMarkWord: Record<IndicatorMark, string> = {
	SEEN: 'Seen',
	NOT_SEEN: 'Not seen',
	NOT_KNOWN: 'Not known'
};
/** What a row of the plan has besides its texts. */
export const planPartWord = {
	status: 'Status',
	pillar: 'Pillar',
	orientation: 'Kind',
	controlType: 'Control',
	victims: 'Victims',
	risks: 'For risks',
	owner: 'Owner',
	supporters: 'Supported by',
	by: 'By when',
	evidence: 'Evidence or progress'
} as const;
export const actionFieldWord: Record<ActionField, string> = {
	text: 'Action',
	completionEvidence: 'How we will know it is done'
};

/** The question each field answers; examples stand in the help beside it (help/field-help.ts). */
export const riskFieldAsk: Record<RiskField, string> = {
	title: 'A few words to find the row by.',
	risk: 'What harm, to whom, in what circumstances, by what behaviour? One risk in each row.',
	evidence: 'Which fact or assessment do you rely on, and of what date?',
	evidenceBasis: 'Which tool, guideline or earlier response of this person says that these measures work?',
	responseSoFar:
		'How have the person and the measures responded since the last review? At an initial meeting, use behaviour in custody or on supervision.',
	contingency: 'If what happens, who does what, and within what time?',
	positiveIndicators: 'What would you see if the plan works? Name where it is recorded.',
	negativeIndicators: 'What early warning would you see if it does not work?',
	leastRestrictiveReason: 'Why would nothing less restrictive protect?',
	noActionReason: 'If this risk has no action, why is none needed now?'
};
export const actionFieldAsk: Record<ActionField, string> = {
	text: 'One measure, starting with a verb, done by one owner.',
	completionEvidence: 'What will show the next meeting that it is done?'
};
export const ownerAsk = 'One person of one agency answers for it. Others are supporters.';
export const dueAsk = 'A working day before the next meeting, or a standing check with its next date.';
/** Questions worth asking while the plan is written (domain.md 5.3). */
export const PLAN_PROMPTS: readonly string[] = [
	'What motivates the person?',
	'Can incentives be offered as well as controls?',
	'Are we only looking at problem behaviour?',
	'What is the contingency?'
];
