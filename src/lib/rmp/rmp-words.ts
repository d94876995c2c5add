/** The words of the Risk Management Plan: labels, and beside every text what to write, with a good and a bad example (domain.md 5.2). */
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

export type Prompt = { readonly ask: string; readonly good: string; readonly bad: string; readonly badBecause: string };
/** What to write in a field, with one example to follow and one to avoid. */
export const riskFieldPrompt: Record<RiskField, Prompt> = {
	title: {
		ask: 'A few words to find the row by.',
		good: 'Assault at child handovers',
		bad: 'Risk 1',
		badBecause: 'nobody remembers which one that was'
	},
	risk: {
		ask: 'What harm, to whom, in what circumstances, by what behaviour? One risk in each row.',
		good: 'Serious physical assault on ex-partner (V1) at or after child handovers, most likely when contact is refused or he has been drinking',
		bad: 'DV risk',
		badBecause: 'no victim, no circumstances'
	},
	evidence: {
		ask: 'Which fact or assessment do you rely on, and of what date?',
		good: 'Index offence; 3 call-outs April to June; SARA 12 May: high',
		bad: 'Known to police',
		badBecause: 'no source and no date'
	},
	evidenceBasis: {
		ask: 'Which tool, guideline or earlier response of this person says that these measures work?',
		good: 'OASys 12 May: problem drinking drives the violence; kept to an alcohol tag for six months in 2023',
		bad: 'Best practice',
		badBecause: 'it does not say which, or why for this person'
	},
	responseSoFar: {
		ask: 'How have the person and the measures responded since the last review? At an initial meeting, use behaviour in custody or on supervision.',
		good: 'Kept 5 of 6 appointments; two late returns from contact; admits drinking on 3 June; alcohol tag clear since 10 June',
		bad: 'Ongoing',
		badBecause: 'it says nothing'
	},
	contingency: {
		ask: 'If what happens, who does what, and within what time?',
		good: 'If he attends V1’s street or the tag alerts: the tag provider calls police immediately; COM considers recall the same working day; VLO contacts V1 within 2 hours',
		bad: 'Recall if needed',
		badBecause: 'no trigger and no person'
	},
	positiveIndicators: {
		ask: 'What would you see if the plan works? Name where it is recorded.',
		good: 'Six handovers in a row at the centre with no incident (centre log); no alcohol alerts for 8 weeks (tag report)',
		bad: 'Doing well',
		badBecause: 'nobody can observe it'
	},
	negativeIndicators: {
		ask: 'What early warning would you see if it does not work?',
		good: 'Asks staff for V1’s new address; missed programme session; new blocked-number calls to V1',
		bad: 'Reoffends',
		badBecause: 'too late'
	},
	leastRestrictiveReason: {
		ask: 'Why would nothing less restrictive protect?',
		good: 'One declared phone with inspection is less intrusive than a ban and still allows work and family contact',
		bad: 'High risk',
		badBecause: 'it does not compare with anything less'
	},
	noActionReason: {
		ask: 'If this risk has no action, why is none needed now?',
		good: 'Exclusion zone, tag and VLO contact are in place and have held for 12 weeks; next check at the review',
		bad: 'N/A',
		badBecause: 'it gives no reason'
	}
};
export const actionFieldPrompt: Record<ActionField, Prompt> = {
	text: {
		ask: 'One measure, starting with a verb, done by one owner.',
		good: 'Move handovers to the staffed contact centre and brief the centre manager on the exclusion zone',
		bad: 'Monitor contact',
		badBecause: 'nobody can do it or check it'
	},
	completionEvidence: {
		ask: 'What will show the next meeting that it is done?',
		good: 'Briefing note on file, dated and signed by the centre manager',
		bad: 'Will be done',
		badBecause: 'it is a promise, not a sign'
	}
};
export const ownerPrompt: Prompt = {
	ask: 'One person of one agency answers for it. Others are supporters.',
	good: 'Children’s services: allocated social worker (support: COM)',
	bad: 'All agencies',
	badBecause: 'that is nobody'
};
export const duePrompt: Prompt = {
	ask: 'A working day before the next meeting, or a standing check with its next date.',
	good: 'Friday 12 June; check at every review',
	bad: 'ASAP',
	badBecause: 'it is not a date'
};
/** Questions worth asking while the plan is written (domain.md 5.3). */
export const PLAN_PROMPTS: readonly string[] = [
	'What motivates the person?',
	'Can incentives be offered as well as controls?',
	'Are we only looking at problem behaviour?',
	'What is the contingency?'
];
