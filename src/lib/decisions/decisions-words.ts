/** Decisions in words: outcomes, field labels and hints (domain.md 2.3, 4.6). */
import type {
	DisclosureFields,
	DisclosureOutcome,
	LegalBasis,
	LevelFields,
	LevelOutcome,
	MeetingCriterion,
	MeetingOutcome,
	SubjectTold
} from './decisions.ts';

export const disclosureOutcomeWord: Record<DisclosureOutcome, string> = {
	DISCLOSE: 'Disclose',
	DO_NOT_DISCLOSE: 'Do not disclose',
	DEFER: 'Defer the decision to a date',
	ALREADY_DISCLOSED: 'Already disclosed',
	SELF_DISCLOSURE_SUPERVISED: 'The person discloses, supervised'
};
export const legalBasisWord: Record<LegalBasis, string> = {
	CJA2003_S327A: 'Criminal Justice Act 2003, section 327A',
	COMMON_LAW_POLICING: 'Common law policing purpose',
	DVDS: 'Domestic Violence Disclosure Scheme',
	CSODS: 'Child Sex Offender Disclosure Scheme',
	CHILDREN_ACTS: 'Children Acts 1989 and 2004',
	OTHER: 'Another basis'
};
export const levelOutcomeWord: Record<LevelOutcome, string> = {
	RETAIN_LEVEL: 'Keep the level',
	MOVE_TO_LEVEL_1: 'Move to Level 1',
	MOVE_TO_LEVEL_2: 'Move to Level 2',
	MOVE_TO_LEVEL_3: 'Move to Level 3',
	EXIT_MAPPA: 'Leave MAPPA',
	ADJOURN: 'Adjourn to another date'
};
export const meetingOutcomeWord: Record<MeetingOutcome, string> = {
	STAYS: 'Stays at Level 1 with what was agreed',
	REFER_2: 'Refer to Level 2',
	REFER_3: 'Refer to Level 3'
};
export const meetingCriterionWord: Record<MeetingCriterion, string> = {
	HIGH_RISK: 'The risk of serious harm is high or very high',
	ACTIVE_COORDINATION: 'The risk is lower, but the agencies need active co-ordination',
	STEPPED_DOWN: 'The case comes down from Level 3',
	SENIOR_RESOURCES: 'Senior managers must commit resources at short notice',
	PUBLIC_INTEREST: 'Media or public interest is high'
};
/** Which test is met, in words: for the case's own history and the minutes. */
export const criteriaWords = ({ criteria, criterion }: Pick<LevelFields, 'criteria' | 'criterion'>): string =>
	[...criteria.map((one) => meetingCriterionWord[one]), criterion].filter((part) => part !== '').join('. ');
export const disclosureFieldWord: Record<keyof DisclosureFields, string> = {
	outcome: 'Decision',
	legalBasis: 'Legal basis',
	s327aApplies: 'Section 327A applies',
	s327aReason: 'Why section 327A applies, or does not',
	presumptionApplies: 'Presumption to disclose applies',
	presumptionRebuttedReason: 'Why the presumption is rebutted',
	lawful: 'Lawful',
	necessary: 'Necessary',
	proportionate: 'Proportionate',
	accurate: 'Accurate',
	recipient: 'Who is told',
	content: 'What is said',
	byWhom: 'Who makes the disclosure',
	discloserId: 'In whose work it stands',
	jointWith: 'Together with',
	method: 'How it is made',
	deadline: 'By',
	conditions: 'Conditions',
	subjectTold: 'Is the person told?',
	subjectInformed: 'Why the person is told, or not',
	risksToSubject: 'Risks to the person',
	supportForRecipient: 'Support for whoever is told',
	alternativesConsidered: 'Alternatives considered',
	reasons: 'Reasons',
	reconsiderTriggers: 'What would make the meeting reconsider',
	reviewAt: 'Next review of this decision'
};
export const disclosureFieldHint: Partial<Record<keyof DisclosureFields, string>> = {
	s327aApplies: 'For child sex offenders the duty to consider disclosure applies in every case.',
	presumptionApplies:
		'The person poses a risk of serious harm to a particular child or children and they cannot be protected otherwise.',
	recipient: 'A role or code and how they are connected. Never a name.',
	content: 'The exact words or points, signs to look for and what to do.',
	deadline: 'A date. Ring first where it must happen before the minutes arrive.',
	subjectInformed: 'Who tells them, and what it would change.',
	reconsiderTriggers: 'For example a new relationship with a parent, work near children, a new address.'
};
export const subjectToldWord: Record<SubjectTold, string> = {
	YES: 'Yes, before',
	NO: 'No',
	AFTER: 'Yes, after the disclosure'
};
/** The guided record (domain.md 4.6): one step after another, with what the guidance asks to be considered beside each. */
export const disclosureSteps = {
	law: {
		title: 'What the law says',
		consider: [
			'For child sex offenders disclosure must be considered in every case, even if nobody asked.',
			'There is a presumption to disclose where the person poses a risk of serious harm to a particular child or children and it is necessary to protect them.',
			'Not to disclose then needs a reason that rebuts it.'
		]
	},
	decision: {
		title: 'The decision',
		consider: [
			'Is grooming possible?',
			'Does a condition or order keep the person from a place or from people?',
			'Are others at risk, among them users of the same services?',
			'Do past or possible victims need protection? Schools or colleges?',
			'Could somebody help to manage the risk if they knew?'
		]
	},
	tests: {
		title: 'The four tests',
		consider: [
			'Lawful, necessary, proportionate, accurate: each is answered in words, for this person and this recipient.'
		]
	},
	telling: {
		title: 'Who is told what, by whom, how and by when',
		consider: [
			'Is this the right recipient, and are they prepared and supported?',
			'How much detail is needed, and no more? Nothing about victims.',
			'Which signs to look for, what to do, and whom to call.',
			'May they pass it on? Conditions can be set.'
		]
	},
	person: {
		title: 'The person',
		consider: ['Involve the person if that is safe: they may tell it themselves, supervised.']
	},
	weighing: {
		title: 'Risks, support and alternatives',
		consider: [
			'What could follow for the person: hostility, losing a home or work?',
			'Support for whoever is told, for victims and for the person.',
			'Would something else do: a condition, a briefing, closer checks?'
		]
	},
	reasons: { title: 'Reasons', consider: ['Whoever was not here must understand why, whichever way it goes.'] },
	again: {
		title: 'When to look again',
		consider: ['A new relationship with a parent, work or a club near children, a new address.']
	}
} as const;
export const levelFieldWord: Record<keyof LevelFields, string> = {
	outcome: 'Decision',
	criteria: 'Tests met',
	criterion: 'In what way',
	meetingsAdd: 'What formal meetings add',
	rationale: 'Rationale',
	exitCriteria: 'Exit criteria',
	leadAgencyPlan: 'The plan the lead agency will run',
	dissent: 'Who disagreed',
	nextMeetingOn: 'Next meeting',
	nextMeetingReason: 'Why it is later than the normal limit',
	mustAttend: 'Who must attend',
	filedBy: 'Who files on ViSOR or MAPPS'
};
export const levelFieldHint: Partial<Record<keyof LevelFields, string>> = {
	criterion: 'The facts of this case. When stepping down: which test is no longer met.',
	meetingsAdd: 'What could Level 1 not bring about?',
	rationale: 'Always the lowest level that gives a plan one can defend.',
	exitCriteria: 'What would have to be true to step down?',
	leadAgencyPlan: 'Its name or date, who runs it, and how the other agencies are told of changes.',
	dissent: 'Which agency, and why. Write “nobody” where all agreed.',
	nextMeetingOn: 'A working day within the review interval.',
	mustAttend: 'Agencies, and where it matters the grade.'
};
export const previousMinutesWord: Record<'AGREED' | 'CORRECTED', string> = {
	AGREED: 'Agreed as accurate',
	CORRECTED: 'Corrected'
};
