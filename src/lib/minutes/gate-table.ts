/**
 * The validation catalogue (domain.md 8.3): every check of the product, once. From these rows come the room's live list, the
 * close page, the lock, what may be passed over with a reason, and the page that says what is checked. A row names what finds
 * the missing thing in a meeting (`finds`), or the commands that refuse to go on without it (`refusedBy`), or both.
 */
import type { AreaCommandName } from '../cases/area-commands.ts';
import type { CommandName } from '../meeting/permissions.ts';
import type { ReferralCommandName } from '../referrals/referral-commands.ts';
import type { Finder, GateKind } from './gate.ts';
import { actionsIncomplete, actionsToQuestion, actionsWithoutOutcome, ownersNotThere } from './gates-of-actions.ts';
import { asksUnsettled } from './gates-of-asks.ts';
import { correctionsMayCome, correctionsUndecided } from './gates-of-corrections.ts';
import {
	conditionsUnanswered,
	disclosuresIncomplete,
	feedbackForTheBoard,
	levelDecisionIncomplete,
	noDisclosureDecision,
	presumptionNotRebutted
} from './gates-of-decisions.ts';
import {
	groupsWithoutRisk,
	planOutOfBalance,
	restrictionsWithoutReason,
	risksWithoutAction,
	risksWithoutParts
} from './gates-of-plan.ts';
import {
	absencesWithoutFinding,
	attendanceNotRecorded,
	minutesUnsettled,
	participationUndecided
} from './gates-of-record.ts';
import { victimNamesTyped } from './gates-of-victims.ts';

/** What cannot be taken while an `E` stands open, or where a `W` asks; in the order in which they come. */
export const GATE_STEPS = [
	'case',
	'referral',
	'convening',
	'joining',
	'meeting',
	'end',
	'lock',
	'typing',
	'distribution'
] as const;
export type GateStep = (typeof GATE_STEPS)[number];

/** `admission` is every door of a meeting: its pages, its feed and its documents. */
export type Refuser = CommandName | AreaCommandName | ReferralCommandName | 'admission';

export type GateRow = {
	/** the part of the work it belongs to, as the catalogue has it */
	readonly where: string;
	/** one sentence: what must be so */
	readonly rule: string;
	readonly kind: GateKind;
	readonly step: GateStep;
	readonly finds?: Finder;
	readonly refusedBy?: readonly Refuser[];
	/** of a warning: where the reason given is kept and printed */
	readonly reason?: string;
	/** of a warning: the step waits until the reason is given */
	readonly asksReason?: true;
	/**
	 * of a warning: seen by some people alone, in their own browsers; it asks for no reason, because the reason would tell
	 * everybody what was found
	 */
	readonly seenBy?: string;
};

const IN_MINUTES = 'With the meeting, printed in the minutes among what the chair passed over';

export const GATES = {
	V01: {
		where: 'Case',
		rule: 'A case has exactly one category, and Category 3 is not managed at Level 1.',
		kind: 'E',
		step: 'case',
		refusedBy: ['open-case', 'change-category', 'change-level', 'decide-referral']
	},
	V02: {
		where: 'Referral',
		rule: 'A referral is to Level 2 or 3, names the manager who agreed it, and says what Level 1 cannot do.',
		kind: 'E',
		step: 'referral',
		refusedBy: ['submit-referral']
	},
	V03: {
		where: 'Referral',
		rule: 'There are at least six months, or what the area has set, until the person is released.',
		kind: 'W',
		step: 'referral',
		refusedBy: ['submit-referral'],
		reason: 'With the referral, shown to whoever decides it'
	},
	V04: {
		where: 'Referral',
		rule: 'Every assessment is less than 12 months old, or what the area has set, and the lead agency has a plan.',
		kind: 'W',
		step: 'referral',
		refusedBy: ['submit-referral'],
		reason: 'With the referral, shown to whoever decides it'
	},
	V05: {
		where: 'Meeting',
		rule: 'The meeting is held by the day the referral makes it due, and within the normal limit for a review.',
		kind: 'W',
		step: 'convening',
		refusedBy: ['convene-meeting', 'reschedule-meeting'],
		reason: 'With the meeting, printed on the first page of the minutes'
	},
	V06: {
		where: 'Meeting',
		rule: 'The chair is not the case manager, and has the grade that the level asks for.',
		kind: 'W',
		step: 'convening',
		refusedBy: ['convene-meeting'],
		reason: 'With the meeting, printed on the first page of the minutes'
	},
	V07: {
		where: 'Invitations',
		rule: 'Everybody has the notice the area has set. With less, absence for that reason is accepted.',
		kind: 'W',
		step: 'convening',
		refusedBy: ['convene-meeting', 'reschedule-meeting'],
		reason: 'With the meeting, printed on the first page of the minutes'
	},
	V08: {
		where: 'Joining',
		rule: 'Nobody gets anything of the case before they have accepted the current confidentiality statement.',
		kind: 'E',
		step: 'joining',
		refusedBy: ['admission', 'confirm-attendee']
	},
	V09: {
		where: 'Joining',
		rule: 'A deputy is a named substitute of the same agency with a sign-in of their own.',
		kind: 'E',
		step: 'joining',
		refusedBy: ['nominate-substitute', 'name-substitute', 'approve-substitute']
	},
	V10: {
		where: 'Meeting',
		rule: 'Without the minimum participation the chair decides whether to go on, with a reason.',
		kind: 'E',
		step: 'end',
		finds: participationUndecided,
		refusedBy: ['end-meeting', 'decide-participation']
	},
	V11: {
		where: 'Plan',
		rule: 'Each risk says the risk, the evidence, the response so far, the contingency, and a positive and a negative indicator.',
		kind: 'E',
		step: 'lock',
		finds: risksWithoutParts
	},
	V12: {
		where: 'Plan',
		rule: 'Each risk has an action, or says why no new action is needed.',
		kind: 'E',
		step: 'lock',
		finds: risksWithoutAction
	},
	V13: {
		where: 'Plan',
		rule: 'Each group with a High or Very High risk of serious harm has a risk in the plan.',
		kind: 'W',
		step: 'lock',
		finds: groupsWithoutRisk,
		reason: IN_MINUTES
	},
	V14: {
		where: 'Plan',
		rule: 'Each of the four pillars has an action, not every action restricts, and each victim has a safety action.',
		kind: 'W',
		step: 'lock',
		finds: planOutOfBalance,
		reason: IN_MINUTES
	},
	V15: {
		where: 'Plan',
		rule: 'A restriction says why it is the least restrictive one that protects.',
		kind: 'E',
		step: 'lock',
		finds: restrictionsWithoutReason
	},
	V16: {
		where: 'Actions',
		rule: 'Each action says what is done, has one owner and a risk it is for, and a date or a standing check.',
		kind: 'E',
		step: 'lock',
		finds: actionsIncomplete
	},
	V17: {
		where: 'Actions',
		rule: 'A deadline is a working day before the next review, and the words say what is done rather than how busy somebody is.',
		kind: 'W',
		step: 'lock',
		finds: actionsToQuestion,
		reason: IN_MINUTES
	},
	V18: {
		where: 'Actions',
		rule: 'An owner whose agency is not there has accepted the action.',
		kind: 'W',
		step: 'lock',
		finds: ownersNotThere,
		reason: IN_MINUTES
	},
	V19: {
		where: 'Actions',
		rule: 'Each open action of the last meeting has an outcome, and the chair has verified what is completed.',
		kind: 'E',
		step: 'lock',
		finds: actionsWithoutOutcome
	},
	V20: {
		where: 'Disclosure',
		rule: 'Each meeting records a decision on disclosure, also when it is not to disclose.',
		kind: 'E',
		step: 'end',
		finds: noDisclosureDecision,
		refusedBy: ['end-meeting']
	},
	V21: {
		where: 'Disclosure',
		rule: 'A decision to disclose says what, to whom, by whom and by when, answers the four tests, and gives reasons.',
		kind: 'E',
		step: 'meeting',
		finds: disclosuresIncomplete,
		refusedBy: ['record-disclosure-decision']
	},
	V22: {
		where: 'Disclosure',
		rule: 'Where the presumption applies and nothing is disclosed, the reason that rebuts it is recorded.',
		kind: 'E',
		step: 'meeting',
		finds: presumptionNotRebutted,
		refusedBy: ['record-disclosure-decision']
	},
	V23: {
		where: 'Licence',
		rule: 'A proposed licence condition answers the five questions and says how it is monitored.',
		kind: 'E',
		step: 'lock',
		finds: conditionsUnanswered
	},
	V24: {
		where: 'Level',
		rule: 'The level decision has its criterion, rationale, exit criteria and next date. Category 3 leaves MAPPA instead of going to Level 1.',
		kind: 'E',
		step: 'meeting',
		finds: levelDecisionIncomplete,
		refusedBy: ['record-level-decision']
	},
	V25: {
		where: 'Attendance',
		rule: 'Everybody who was invited has a final status.',
		kind: 'E',
		step: 'lock',
		finds: attendanceNotRecorded
	},
	V26: {
		where: 'Attendance',
		rule: 'Each absence has the chair’s finding.',
		kind: 'E',
		step: 'lock',
		finds: absencesWithoutFinding
	},
	V27: {
		where: 'Victims',
		rule: 'The name of a victim is not typed outside the restricted store.',
		kind: 'W',
		step: 'typing',
		finds: victimNamesTyped,
		seenBy: 'those who may know the names'
	},
	V28: {
		where: 'Minutes',
		rule: 'Nothing is left marked [?], each field a mandatory item must record is there or the item skipped with a reason, and each risk carried over is reviewed.',
		kind: 'E',
		step: 'lock',
		finds: minutesUnsettled
	},
	V29: {
		where: 'Strategic Management Board',
		rule: 'There is feedback for the Board or an explicit "nothing to report", and it does not name the person.',
		kind: 'E',
		step: 'lock',
		finds: feedbackForTheBoard,
		refusedBy: ['note-smb-feedback']
	},
	V30: {
		where: 'Export',
		rule: 'What is taken out was looked at for each kind of recipient before the minutes are sent, and the chair has approved a summary.',
		kind: 'E',
		step: 'distribution',
		refusedBy: ['distribute-copies']
	},
	V31: {
		where: 'Corrections',
		rule: 'Each correction that an attendee proposed is decided, with a reason where it is not accepted.',
		kind: 'E',
		step: 'lock',
		finds: correctionsUndecided
	},
	V32: {
		where: 'Corrections',
		rule: 'The time in which attendees may propose corrections is over, or everybody has answered.',
		kind: 'W',
		step: 'lock',
		finds: correctionsMayCome,
		refusedBy: ['lock-minutes'],
		reason: IN_MINUTES,
		asksReason: true
	},
	V33: {
		where: 'Minutes',
		rule: 'Each question that somebody pinned to a text is resolved or dropped.',
		kind: 'E',
		step: 'lock',
		finds: asksUnsettled,
		refusedBy: ['lock-minutes']
	}
} as const satisfies Record<`V${number}`, GateRow>;
export type GateRule = keyof typeof GATES;

/** Rules of the catalogue that nothing checks yet: said openly, and never listed among those that are checked. */
export const NOT_CHECKED_YET: Readonly<Record<`V${number}`, Pick<GateRow, 'where' | 'rule' | 'kind'>>> = {};

/** In the order of the catalogue. */
export const GATE_RULES = Object.keys(GATES) as readonly GateRule[];
export const gateRow = (rule: GateRule): GateRow => GATES[rule];

/** The rule a gate id belongs to ("V11:R2:risk"); null when nothing that everybody sees is found by such a rule. */
export const gateRule = (id: string): GateRule | null => {
	const rule = id.split(':')[0] ?? '';
	const row = Object.hasOwn(GATES, rule) ? gateRow(rule as GateRule) : null;
	return row?.finds && !row.seenBy ? (rule as GateRule) : null;
};
