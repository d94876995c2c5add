/** Decisions in words: outcomes, field labels and hints (domain.md 2.3, 4.6). */
import type { DisclosureFields, DisclosureOutcome, LegalBasis, LevelFields, LevelOutcome } from './decisions.ts';

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
	EXIT_MAPPA: 'Leave MAPPA'
};
export const disclosureFieldWord: Record<keyof DisclosureFields, string> = {
	outcome: 'Decision',
	legalBasis: 'Legal basis',
	s327aApplies: 'Section 327A applies',
	presumptionApplies: 'Presumption to disclose applies',
	presumptionRebuttedReason: 'Why the presumption is rebutted',
	lawful: 'Lawful',
	necessary: 'Necessary',
	proportionate: 'Proportionate',
	accurate: 'Accurate',
	recipient: 'Who is told',
	content: 'What is said',
	byWhom: 'Who makes the disclosure',
	jointWith: 'Together with',
	method: 'How it is made',
	deadline: 'By',
	conditions: 'Conditions',
	subjectInformed: 'Whether the person is told',
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
	subjectInformed: 'Yes, no or after, with the reason.',
	reconsiderTriggers: 'For example a new relationship with a parent, work near children, a new address.'
};
export const levelFieldWord: Record<keyof LevelFields, string> = {
	outcome: 'Decision',
	criterion: 'Criterion met',
	rationale: 'Rationale',
	exitCriteria: 'Exit criteria',
	nextMeetingOn: 'Next meeting',
	mustAttend: 'Who must attend',
	filedBy: 'Who files on ViSOR or MAPPS'
};
export const levelFieldHint: Partial<Record<keyof LevelFields, string>> = {
	criterion: 'Which test for the level is met?',
	rationale: 'What do formal meetings add that Level 1 could not?',
	exitCriteria: 'What would have to be true to step down?',
	nextMeetingOn: 'A working day within the review interval.'
};
export const previousMinutesWord: Record<'AGREED' | 'CORRECTED', string> = {
	AGREED: 'Agreed as accurate',
	CORRECTED: 'Corrected'
};
