/** The decisions a meeting must make: disclosure (domain.md 4.6), level (2.3), and who disagreed with what. */
import type { ItemCode } from '../agenda/agenda.ts';
import { never } from '../result.ts';

export const DISCLOSURE_OUTCOMES = [
	'DISCLOSE',
	'DO_NOT_DISCLOSE',
	'DEFER',
	'ALREADY_DISCLOSED',
	'SELF_DISCLOSURE_SUPERVISED'
] as const;
export const LEGAL_BASES = ['CJA2003_S327A', 'COMMON_LAW_POLICING', 'DVDS', 'CSODS', 'CHILDREN_ACTS', 'OTHER'] as const;
export const LEVEL_OUTCOMES = [
	'RETAIN_LEVEL',
	'MOVE_TO_LEVEL_1',
	'MOVE_TO_LEVEL_2',
	'MOVE_TO_LEVEL_3',
	'EXIT_MAPPA',
	'ADJOURN'
] as const;
/** The tests for a level (domain.md 2.2). The first three are for Level 2; Level 3 needs one of the last two. */
export const MEETING_CRITERIA = [
	'HIGH_RISK',
	'ACTIVE_COORDINATION',
	'STEPPED_DOWN',
	'SENIOR_RESOURCES',
	'PUBLIC_INTEREST'
] as const;
export type MeetingCriterion = (typeof MEETING_CRITERIA)[number];
export type DisclosureOutcome = (typeof DISCLOSURE_OUTCOMES)[number];
export type LegalBasis = (typeof LEGAL_BASES)[number];
export type LevelOutcome = (typeof LEVEL_OUTCOMES)[number];

export const SUBJECT_TOLD = ['YES', 'NO', 'AFTER'] as const;
export type SubjectTold = (typeof SUBJECT_TOLD)[number];

/** Who was in the room at the second of a decision, so that "X left before it" can be answered (domain.md 8.4). */
export type DecidedBy = { readonly at: string; readonly by: string; readonly present: readonly string[] };

export type DisclosureFields = {
	readonly outcome: DisclosureOutcome;
	readonly legalBasis: readonly LegalBasis[];
	readonly s327aApplies: boolean;
	readonly s327aReason: string;
	readonly presumptionApplies: boolean;
	readonly presumptionRebuttedReason: string;
	readonly lawful: string;
	readonly necessary: string;
	readonly proportionate: string;
	readonly accurate: string;
	/** role or code, never a name (restricted block) */
	readonly recipient: string;
	readonly content: string;
	readonly byWhom: string;
	/** somebody invited, in whose work it then stands; '' = the chair sees to it */
	readonly discloserId: string;
	readonly jointWith: string;
	readonly method: string;
	/** YYYY-MM-DD or '' */
	readonly deadline: string;
	readonly conditions: string;
	/** whether the person is told: '' = not answered */
	readonly subjectTold: SubjectTold | '';
	readonly subjectInformed: string;
	readonly risksToSubject: string;
	readonly supportForRecipient: string;
	readonly alternativesConsidered: string;
	readonly reasons: string;
	readonly reconsiderTriggers: string;
	/** YYYY-MM-DD or '' */
	readonly reviewAt: string;
};
export type DisclosureDecision = DisclosureFields & {
	readonly id: string;
	readonly decided: DecidedBy;
	/** rises with every change: whoever changes it says which one they read */
	readonly edition: number;
};

export type LevelFields = {
	readonly outcome: LevelOutcome;
	readonly criteria: readonly MeetingCriterion[];
	/** in what way the test is met, or which one no longer is */
	readonly criterion: string;
	/** what formal meetings add that Level 1 could not: a test of its own */
	readonly meetingsAdd: string;
	readonly rationale: string;
	/** what would have to be true to step down */
	readonly exitCriteria: string;
	/** stepping down or leaving: the plan that the lead agency will run */
	readonly leadAgencyPlan: string;
	/** who disagreed and why, or that nobody did */
	readonly dissent: string;
	/** YYYY-MM-DD or '' when leaving MAPPA */
	readonly nextMeetingOn: string;
	/** why it is later than the normal limit */
	readonly nextMeetingReason: string;
	/** who must be there next time */
	readonly mustAttend: string;
	/** who files on ViSOR or MAPPS */
	readonly filedBy: string;
};
export type LevelDecision = LevelFields & { readonly decided: DecidedBy; readonly edition: number };
const UNANSWERED_THEN = { s327aReason: '', subjectTold: '', discloserId: '' } as const;
/** What was not asked when the first decisions were recorded. */
const NOT_ASKED_THEN = {
	criteria: [],
	meetingsAdd: '',
	leadAgencyPlan: '',
	dissent: '',
	nextMeetingReason: ''
} as const;

/** What a professionals meeting comes to (domain.md 2.2). */
export const MEETING_OUTCOMES = ['STAYS', 'REFER_2', 'REFER_3'] as const;
export type MeetingOutcome = (typeof MEETING_OUTCOMES)[number];
export type OutcomeFields = { readonly outcome: MeetingOutcome; readonly reasons: string };
export type OutcomeDecision = OutcomeFields & { readonly decided: DecidedBy; readonly edition: number };

export type Dissent = {
	readonly id: string;
	readonly item: ItemCode;
	readonly agencyId: string;
	readonly agencyName: string;
	readonly text: string;
	readonly at: string;
	readonly by: string;
};

export type Decisions = {
	readonly disclosures: readonly DisclosureDecision[];
	readonly level: LevelDecision | null;
	/** of a professionals meeting alone */
	readonly outcome: OutcomeDecision | null;
	readonly dissent: readonly Dissent[];
	/** accuracy of the last minutes, item MINUTES_PREV */
	readonly previousMinutes: { readonly outcome: 'AGREED' | 'CORRECTED'; readonly correction: string } | null;
};

export type DecisionEvent =
	| {
			readonly type: 'disclosure-decided';
			readonly id: string;
			readonly fields: DisclosureFields;
			readonly present: readonly string[];
	  }
	| { readonly type: 'disclosure-withdrawn'; readonly id: string }
	| { readonly type: 'level-decided'; readonly fields: LevelFields; readonly present: readonly string[] }
	| { readonly type: 'outcome-recorded'; readonly fields: OutcomeFields; readonly present: readonly string[] }
	| {
			readonly type: 'dissent-recorded';
			readonly id: string;
			readonly item: ItemCode;
			readonly agencyId: string;
			readonly agencyName: string;
			readonly text: string;
	  }
	| { readonly type: 'dissent-withdrawn'; readonly id: string }
	| {
			readonly type: 'previous-minutes-checked';
			readonly outcome: 'AGREED' | 'CORRECTED';
			readonly correction: string;
	  };

export const NO_DECISIONS: Decisions = {
	disclosures: [],
	level: null,
	outcome: null,
	dissent: [],
	previousMinutes: null
};

export const evolveDecisions = (decisions: Decisions, event: DecisionEvent, at: string, by: string): Decisions => {
	switch (event.type) {
		case 'disclosure-decided': {
			const { id, fields, present } = event;
			const before = decisions.disclosures.find((other) => other.id === id);
			const edition = (before?.edition ?? 0) + 1;
			const decision = { ...UNANSWERED_THEN, ...fields, id, edition, decided: { at, by, present } };
			const disclosures = before
				? decisions.disclosures.map((other) => (other.id === id ? decision : other))
				: [...decisions.disclosures, decision];
			return { ...decisions, disclosures };
		}
		case 'disclosure-withdrawn':
			return { ...decisions, disclosures: decisions.disclosures.filter((other) => other.id !== event.id) };
		case 'level-decided':
			return {
				...decisions,
				level: {
					...NOT_ASKED_THEN,
					...event.fields,
					edition: (decisions.level?.edition ?? 0) + 1,
					decided: { at, by, present: event.present }
				}
			};
		case 'outcome-recorded': {
			const edition = (decisions.outcome?.edition ?? 0) + 1;
			return { ...decisions, outcome: { ...event.fields, edition, decided: { at, by, present: event.present } } };
		}
		case 'dissent-recorded': {
			const { id, item, agencyId, agencyName, text } = event;
			return { ...decisions, dissent: [...decisions.dissent, { id, item, agencyId, agencyName, text, at, by }] };
		}
		case 'dissent-withdrawn':
			return { ...decisions, dissent: decisions.dissent.filter((other) => other.id !== event.id) };
		case 'previous-minutes-checked':
			return { ...decisions, previousMinutes: { outcome: event.outcome, correction: event.correction } };
		default:
			return never(event);
	}
};
