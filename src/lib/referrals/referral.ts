/**
 * A referral to Level 2 or 3 (domain.md 3): everything that happened to it, folded from its events. What its sections say
 * is kept beside it, every saved state of it.
 */
import { type Actor, hasRole, isMappaUnit, type Role } from '../identity.ts';
import { never } from '../result.ts';
import type { WarningId } from './referral-checks.ts';

/** The outcomes as HMPPS systems name them (domain.md 3.3): the labels are the values. */
export const REFERRAL_OUTCOMES = [
	'Accepted - level 2',
	'Accepted - level 3',
	'Rejected - remain at level 1',
	'Category 3 referral rejected - not MAPPA managed'
] as const;
export type ReferralOutcome = (typeof REFERRAL_OUTCOMES)[number];
export const REFERRAL_STATES = [
	'Draft',
	'Referral decision - pending',
	'More information needed',
	...REFERRAL_OUTCOMES,
	'Withdrawn',
	'Transferred to another area'
] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

/** The level an outcome accepts at; null for a rejection. */
export const acceptedLevel = (outcome: ReferralOutcome): 2 | 3 | null =>
	outcome === 'Accepted - level 2' ? 2 : outcome === 'Accepted - level 3' ? 3 : null;

export type Decided = {
	readonly outcome: ReferralOutcome;
	readonly reasons: string;
	/** for a rejection: what else would help */
	readonly alternative: string;
	/** the category the co-ordinator accepts it in, and why when it is another than the referral's; null for a rejection */
	readonly category: 1 | 2 | 3 | 4 | null;
	readonly categoryReason: string;
	readonly caseId: string | null;
	/** the acceptance opened the case */
	readonly opened: boolean;
	/** YYYY-MM-DD */
	readonly acceptedOn: string | null;
	readonly emergency: boolean;
	/** the first meeting is due by then, YYYY-MM-DD */
	readonly initialDue: string | null;
};
export type ReferralEvent =
	| { readonly type: 'referral-begun'; readonly fromAgencyId: string; readonly recordedByUnit: boolean }
	| {
			readonly type: 'referral-submitted';
			/** which saved state of each section was sent */
			readonly sections: Readonly<Record<string, number>>;
			/** why what was warned of is so, by warning */
			readonly warnings: Readonly<Partial<Record<WarningId, string>>>;
			/** less than six months to release (V03) */
			readonly late: boolean;
			/** to the co-ordinator's question, '' when there was none */
			readonly answer: string;
	  }
	| { readonly type: 'information-asked'; readonly question: string }
	| ({ readonly type: 'referral-decided' } & Decided)
	| { readonly type: 'referral-withdrawn'; readonly reason: string }
	| { readonly type: 'referral-transferred'; readonly toArea: string; readonly reasons: string }
	| { readonly type: 'decision-challenged'; readonly grounds: string }
	| {
			readonly type: 'challenge-resolved';
			readonly resolvedBy: string;
			readonly how: string;
			/** STANDS: the decision stays. REOPENED: it is decided again. */
			readonly result: 'STANDS' | 'REOPENED';
	  };
export type StampedReferralEvent = {
	readonly version: number;
	/** ISO 8601, UTC */
	readonly at: string;
	readonly by: string;
	readonly event: ReferralEvent;
};

export type Submission = {
	readonly at: string;
	readonly by: string;
	readonly sections: Readonly<Record<string, number>>;
	readonly warnings: Readonly<Partial<Record<WarningId, string>>>;
	readonly answer: string;
};
export type Asked = { readonly at: string; readonly by: string; readonly question: string };
export type Decision = Decided & { readonly at: string; readonly by: string };
export type Challenge = {
	readonly at: string;
	readonly by: string;
	readonly grounds: string;
	readonly resolved: {
		readonly at: string;
		readonly by: string;
		readonly resolvedBy: string;
		readonly how: string;
		readonly result: 'STANDS' | 'REOPENED';
	} | null;
};
export type Referral = {
	readonly id: string;
	readonly version: number;
	readonly state: ReferralState;
	readonly fromAgencyId: string;
	readonly begunBy: string;
	readonly begunAt: string;
	readonly recordedByUnit: boolean;
	readonly submissions: readonly Submission[];
	readonly asked: readonly Asked[];
	/** newest last; more than one only when a challenge reopened it */
	readonly decisions: readonly Decision[];
	readonly challenges: readonly Challenge[];
	readonly late: boolean;
	readonly withdrawn: { readonly at: string; readonly by: string; readonly reason: string } | null;
	readonly transferred: {
		readonly at: string;
		readonly by: string;
		readonly toArea: string;
		readonly reasons: string;
	} | null;
};

/** The state after one more event. Cannot fail: what may happen was settled when the event was decided. */
export const evolveReferral = (
	before: Referral | null,
	id: string,
	{ version, at, by, event }: StampedReferralEvent
): Referral => {
	if (event.type === 'referral-begun')
		return {
			...{ id, version, state: 'Draft', fromAgencyId: event.fromAgencyId, begunBy: by, begunAt: at },
			...{ recordedByUnit: event.recordedByUnit, submissions: [], asked: [], decisions: [], challenges: [] },
			...{ late: false, withdrawn: null, transferred: null }
		};
	if (!before) throw new Error('a referral begins with referral-begun');
	const referral = { ...before, version };
	switch (event.type) {
		case 'referral-submitted': {
			const { sections, warnings, answer, late } = event;
			const submissions = [...referral.submissions, { at, by, sections, warnings, answer }];
			// Whether it came late is settled by the day it was first received.
			const first = referral.submissions.length === 0;
			return { ...referral, state: 'Referral decision - pending', submissions, late: first ? late : referral.late };
		}
		case 'information-asked':
			return {
				...referral,
				state: 'More information needed',
				asked: [...referral.asked, { at, by, question: event.question }]
			};
		case 'referral-decided': {
			const { type: _, ...decided } = event;
			return { ...referral, state: decided.outcome, decisions: [...referral.decisions, { ...decided, at, by }] };
		}
		case 'referral-withdrawn':
			return { ...referral, state: 'Withdrawn', withdrawn: { at, by, reason: event.reason } };
		case 'referral-transferred':
			return {
				...referral,
				state: 'Transferred to another area',
				transferred: { at, by, toArea: event.toArea, reasons: event.reasons }
			};
		case 'decision-challenged':
			return {
				...referral,
				challenges: [...referral.challenges, { at, by, grounds: event.grounds, resolved: null }]
			};
		case 'challenge-resolved': {
			const { resolvedBy, how, result } = event;
			const challenges = referral.challenges.map((one) =>
				one.resolved ? one : { ...one, resolved: { at, by, resolvedBy, how, result } }
			);
			return {
				...referral,
				challenges,
				state: result === 'REOPENED' ? 'Referral decision - pending' : referral.state
			};
		}
		default:
			return never(event);
	}
};
/** Folds a whole log, oldest first. */
export const foldReferral = (id: string, log: readonly StampedReferralEvent[]): Referral | null =>
	log.reduce<Referral | null>((referral, stamped) => evolveReferral(referral, id, stamped), null);

/** First submitted, ISO 8601 UTC; null while it is a draft. The six-month rule and its age count from here. */
export const receivedAt = (referral: Referral): string | null => referral.submissions[0]?.at ?? null;
export const isWithReferrer = (state: ReferralState): boolean =>
	state === 'Draft' || state === 'More information needed';
export const isPending = (state: ReferralState): boolean => state === 'Referral decision - pending';
export const isRejected = (state: ReferralState): boolean =>
	state === 'Rejected - remain at level 1' || state === 'Category 3 referral rejected - not MAPPA managed';
export const isAccepted = (state: ReferralState): boolean =>
	state === 'Accepted - level 2' || state === 'Accepted - level 3';
export const lastDecision = (referral: Referral): Decision | null => referral.decisions.at(-1) ?? null;
export const openChallenge = (referral: Referral): Challenge | null =>
	referral.challenges.find(({ resolved }) => resolved === null) ?? null;

/** Any agency's representative refers; the unit's administrator records one that came another way (domain.md 7). */
const REFERS: readonly Role[] = ['AGENCY_REP'];
const RECORDS: readonly Role[] = ['MAPPA_ADMINISTRATOR'];
export const mayRefer = (actor: Actor): boolean => hasRole(actor, ...REFERS, ...RECORDS);
/** Whether they may only refer for another agency, by recording it. */
export const recordsForOthers = (actor: Actor): boolean => !hasRole(actor, ...REFERS) && hasRole(actor, ...RECORDS);

type Whose = Pick<Referral, 'fromAgencyId' | 'recordedByUnit'>;
/** The referring agency's people with the role, and whoever of the unit records for them. */
export const isReferringSide = (referral: Whose, actor: Actor): boolean =>
	(hasRole(actor, ...REFERS) && actor.agencyId === referral.fromAgencyId) ||
	(referral.recordedByUnit && hasRole(actor, ...RECORDS));
export const mayDecide = (actor: Actor): boolean => hasRole(actor, 'MAPPA_COORDINATOR');
/** Whether somebody has a list of referrals at all. */
export const hasReferrals = (actor: Actor): boolean => isMappaUnit(actor) || hasRole(actor, ...REFERS);
