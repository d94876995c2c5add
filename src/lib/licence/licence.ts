/**
 * Licence conditions and orders of one meeting (domain.md 4.7): what is proposed, what the meeting makes of it, and what is
 * in force. Probation decides on a licence and the court on an order; the meeting advises, with its reasons.
 */
import type { DecidedBy } from '../decisions/decisions.ts';
import { never } from '../result.ts';

/** Licence policy 4.0: the sixteen kinds of additional condition. */
export const CONDITION_CATEGORIES = [
	'RESIDENCE_AT_A_PLACE',
	'RESTRICTION_OF_RESIDENCY',
	'CONTACT_WITH_A_PERSON',
	'PROGRAMME_OR_ACTIVITIES',
	'ITEMS_OR_DOCUMENTS',
	'DISCLOSURE_OF_INFORMATION',
	'CURFEW_ARRANGEMENT',
	'FREEDOM_OF_MOVEMENT',
	'SUPERVISION',
	'RESTRICTION_OF_CONDUCT',
	'EXTREMISM',
	'POLYGRAPH',
	'DRUG_ALCOHOL_SOLVENT',
	'ELECTRONIC_MONITORING',
	'TERRORIST_PERSONAL_SEARCH',
	'SERIOUS_ORGANISED_CRIME'
] as const;
export type ConditionCategory = (typeof CONDITION_CATEGORIES)[number];
export const CONDITION_STATES = ['PROPOSED', 'SUPPORTED', 'NOT_SUPPORTED', 'IN_FORCE', 'REMOVED'] as const;
export type ConditionState = (typeof CONDITION_STATES)[number];
/** What can be recorded about a proposal once it is there. */
export const DECIDED_STATES = ['SUPPORTED', 'NOT_SUPPORTED', 'IN_FORCE', 'REMOVED'] as const;
export type DecidedState = (typeof DECIDED_STATES)[number];
export const ORDER_REQUESTS = ['ASK_FOR', 'VARY', 'DISCHARGE'] as const;
export type OrderRequest = (typeof ORDER_REQUESTS)[number];

/** The five questions, each answered in words, and who checks it. */
export const CONDITION_ANSWERS = [
	'aim',
	'necessary',
	'enforceable',
	'proportionate',
	'lessIntrusive',
	'monitoring'
] as const;
export type ConditionAnswer = (typeof CONDITION_ANSWERS)[number];
export type ConditionFields = Readonly<Record<ConditionAnswer, string>> & {
	readonly category: ConditionCategory;
	/** the condition as the licence would have it */
	readonly text: string;
	/** risks of the plan it serves: R1 ... */
	readonly riskKeys: readonly string[];
};
export type ConditionDecision = DecidedBy & {
	readonly state: DecidedState;
	/** who decided: for what is in force or removed, not this meeting */
	readonly decidedBy: string;
	readonly reason: string;
};
export type LicenceCondition = ConditionFields & {
	/** L1 ...: the same from meeting to meeting */
	readonly key: string;
	readonly state: ConditionState;
	/** number of the meeting it was first proposed in */
	readonly sinceMeeting: number;
	/** rises with every change: whoever changes it says which one they read */
	readonly edition: number;
	readonly written: { readonly at: string; readonly by: string };
	/** oldest first */
	readonly decisions: readonly ConditionDecision[];
};
export type OrderProposal = {
	readonly id: string;
	readonly request: OrderRequest;
	/** the kind of order, or the one that stands in the case */
	readonly order: string;
	/** what it should say, and why */
	readonly terms: string;
	/** who will apply for it */
	readonly applicant: string;
	readonly at: string;
	readonly by: string;
};
export type Licence = {
	readonly conditions: readonly LicenceCondition[];
	readonly orderProposals: readonly OrderProposal[];
	/** highest number of a condition ever given in this case */
	readonly highest: number;
};
export const NO_LICENCE: Licence = { conditions: [], orderProposals: [], highest: 0 };

export type LicenceEvent =
	| {
			readonly type: 'conditions-carried-over';
			readonly meetingId: string;
			readonly conditions: readonly LicenceCondition[];
			readonly highest: number;
	  }
	| {
			readonly type: 'condition-recorded';
			readonly key: string;
			readonly fields: ConditionFields;
			readonly state: ConditionState;
			readonly sinceMeeting: number;
	  }
	| {
			readonly type: 'condition-decided';
			readonly key: string;
			readonly state: DecidedState;
			readonly decidedBy: string;
			readonly reason: string;
			readonly present: readonly string[];
	  }
	| {
			readonly type: 'order-proposed';
			readonly id: string;
			readonly request: OrderRequest;
			readonly order: string;
			readonly terms: string;
			readonly applicant: string;
	  }
	| { readonly type: 'order-proposal-withdrawn'; readonly id: string };

const numberOf = (key: string): number => Number(key.slice(1));

const withCondition = (licence: Licence, one: LicenceCondition): Licence => {
	const isThere = licence.conditions.some(({ key }) => key === one.key);
	return {
		...licence,
		conditions: isThere
			? licence.conditions.map((other) => (other.key === one.key ? one : other))
			: [...licence.conditions, one],
		highest: Math.max(licence.highest, numberOf(one.key))
	};
};

export const evolveLicence = (licence: Licence, event: LicenceEvent, at: string, by: string): Licence => {
	switch (event.type) {
		case 'conditions-carried-over':
			return { ...licence, conditions: event.conditions, highest: event.highest };
		case 'condition-recorded': {
			const { key, fields, state, sinceMeeting } = event;
			const before = licence.conditions.find((one) => one.key === key);
			return withCondition(licence, {
				...fields,
				key,
				state,
				sinceMeeting: before?.sinceMeeting ?? sinceMeeting,
				edition: (before?.edition ?? 0) + 1,
				written: { at, by },
				decisions: before?.decisions ?? []
			});
		}
		case 'condition-decided': {
			const before = licence.conditions.find((one) => one.key === event.key);
			if (!before) return licence;
			const { state, decidedBy, reason, present } = event;
			return withCondition(licence, {
				...before,
				state,
				edition: before.edition + 1,
				decisions: [...before.decisions, { state, decidedBy, reason, at, by, present }]
			});
		}
		case 'order-proposed': {
			const { type: _, ...proposal } = event;
			return { ...licence, orderProposals: [...licence.orderProposals, { ...proposal, at, by }] };
		}
		case 'order-proposal-withdrawn':
			return { ...licence, orderProposals: licence.orderProposals.filter(({ id }) => id !== event.id) };
		default:
			return never(event);
	}
};

/** What the next meeting begins with: everything still proposed, supported or in force. */
export const carriedConditions = (licence: Licence): readonly LicenceCondition[] =>
	licence.conditions.filter(({ state }) => state !== 'REMOVED' && state !== 'NOT_SUPPORTED');

/** The newest decision about it; null while it is only proposed. */
export const lastDecision = ({ decisions, state }: LicenceCondition): ConditionDecision | null =>
	state === 'PROPOSED' ? null : (decisions.at(-1) ?? null);

/** A date or '' of an order; `by` is the day until which one looks. Soonest first. */
export const ordersEndingBy = <T extends { readonly expires: string }>(
	orders: readonly T[],
	from: string,
	by: string
): readonly T[] =>
	orders
		.filter(({ expires }) => /^\d{4}-\d\d-\d\d$/.test(expires) && expires >= from && expires <= by)
		.toSorted((a, b) => (a.expires < b.expires ? -1 : 1));
