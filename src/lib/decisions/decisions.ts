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
	'EXIT_MAPPA'
] as const;
export type DisclosureOutcome = (typeof DISCLOSURE_OUTCOMES)[number];
export type LegalBasis = (typeof LEGAL_BASES)[number];
export type LevelOutcome = (typeof LEVEL_OUTCOMES)[number];

/** Who was in the room at the second of a decision, so that "X left before it" can be answered (domain.md 8.4). */
export type DecidedBy = { readonly at: string; readonly by: string; readonly present: readonly string[] };

export type DisclosureFields = {
	readonly outcome: DisclosureOutcome;
	readonly legalBasis: readonly LegalBasis[];
	readonly s327aApplies: boolean;
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
	readonly jointWith: string;
	readonly method: string;
	/** YYYY-MM-DD or '' */
	readonly deadline: string;
	readonly conditions: string;
	readonly subjectInformed: string;
	readonly risksToSubject: string;
	readonly supportForRecipient: string;
	readonly alternativesConsidered: string;
	readonly reasons: string;
	readonly reconsiderTriggers: string;
	/** YYYY-MM-DD or '' */
	readonly reviewAt: string;
};
export type DisclosureDecision = DisclosureFields & { readonly id: string; readonly decided: DecidedBy };

export type LevelFields = {
	readonly outcome: LevelOutcome;
	readonly criterion: string;
	readonly rationale: string;
	/** what would have to be true to step down */
	readonly exitCriteria: string;
	/** YYYY-MM-DD or '' when leaving MAPPA */
	readonly nextMeetingOn: string;
	/** who must be there next time */
	readonly mustAttend: string;
	/** who files on ViSOR or MAPPS */
	readonly filedBy: string;
};
export type LevelDecision = LevelFields & { readonly decided: DecidedBy };

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

export const NO_DECISIONS: Decisions = { disclosures: [], level: null, dissent: [], previousMinutes: null };

export const evolveDecisions = (decisions: Decisions, event: DecisionEvent, at: string, by: string): Decisions => {
	switch (event.type) {
		case 'disclosure-decided': {
			const decision = { ...event.fields, id: event.id, decided: { at, by, present: event.present } };
			const others = decisions.disclosures.filter((other) => other.id !== event.id);
			return { ...decisions, disclosures: [...others, decision] };
		}
		case 'disclosure-withdrawn':
			return { ...decisions, disclosures: decisions.disclosures.filter((other) => other.id !== event.id) };
		case 'level-decided':
			return { ...decisions, level: { ...event.fields, decided: { at, by, present: event.present } } };
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
