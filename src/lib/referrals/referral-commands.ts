/** The commands of a referral (domain.md 3.2, 3.3): who may, when, and what they make happen. */
import { z } from 'zod';
import type { AreaConfig } from '../cases/area-config.ts';
import { initialMeetingDue } from '../cases/meeting-clock.ts';
import type { Actor } from '../identity.ts';
import {
	agencyId,
	line,
	longText,
	maybe,
	oneOf,
	optionalLine,
	optionalReason,
	personId,
	REASON_MAX,
	reason,
	rowId,
	wholeNumber,
	yesNo
} from '../input.ts';
import { done, never, type Problem, type Refusal, type Result, refuse } from '../result.ts';
import { londonDate } from '../time.ts';
import {
	acceptedLevel,
	type Decided,
	isPending,
	isReferringSide,
	isRejected,
	isWithReferrer,
	mayDecide,
	openChallenge,
	REFERRAL_OUTCOMES,
	type Referral,
	type ReferralEvent,
	receivedAt
} from './referral.ts';
import {
	type CheckContext,
	checkReferral,
	isLateReferral,
	releaseOf,
	type WarningId,
	warningsOf
} from './referral-checks.ts';
import { answerAt, type SavedSections } from './referral-values.ts';

/** Which state of the referral the person saw: a later one is shown to them before anything is done. */
const seen = { referralId: rowId('the referral'), version: wholeNumber('the version', 1, 1_000_000) };
const REASONS = z
	.strictObject({
		V03: optionalReason('why it is late'),
		'V04-ASSESSMENT': optionalReason('why the assessment is still to be used'),
		'V04-PLAN': optionalReason('why there is no plan yet'),
		'BRIEF-DETAILS': optionalReason()
	})
	.partial()
	.default({});

export const BEGIN_REFERRAL = z.strictObject({
	agencyId: maybe(agencyId('the referring agency')),
	/** the professionals meeting that decided on it */
	meetingId: maybe(rowId('the meeting'))
});
export const SUBMIT_REFERRAL = z.strictObject({ ...seen, reasons: REASONS, answer: optionalReason('the answer') });
export const ASK_FOR_INFORMATION = z.strictObject({ ...seen, question: longText('what is still needed', REASON_MAX) });
export const DECIDE_REFERRAL = z.strictObject({
	...seen,
	outcome: oneOf(REFERRAL_OUTCOMES, 'the outcome'),
	reasons: reason('the reasons'),
	alternative: optionalReason('what else would help'),
	/** an id, or 'new' to open one; of an acceptance */
	caseId: optionalLine('the case', 64),
	caseRef: optionalLine('the case reference', 40),
	category: maybe(wholeNumber('the category', 1, 4)),
	categoryReason: optionalReason('why it is another category'),
	leadAgencyId: maybe(agencyId('the lead agency')),
	caseManagerId: maybe(personId('the case manager')),
	emergency: yesNo('whether it is an emergency')
});
export type DecideReferral = z.infer<typeof DECIDE_REFERRAL>;
export const WITHDRAW_REFERRAL = z.strictObject({ ...seen, reason: reason('why it is withdrawn') });
export const TRANSFER_REFERRAL = z.strictObject({
	...seen,
	toArea: line('the area it goes to'),
	reasons: reason('the reasons')
});
export const CHALLENGE_DECISION = z.strictObject({ ...seen, grounds: longText('why you challenge it', REASON_MAX) });
export const RESOLVE_CHALLENGE = z.strictObject({
	...seen,
	resolvedBy: line('who resolved it, with their role'),
	how: longText('how it was resolved', REASON_MAX),
	result: oneOf(['STANDS', 'REOPENED'], 'whether the decision stands')
});

type ReferralCommand = {
	readonly schema: z.ZodType;
	/** whose it is: the referring agency's, or the co-ordinator's */
	readonly side: 'referrer' | 'co-ordinator';
	readonly states: (referral: Referral) => boolean;
	/** said when it is not the time for it */
	readonly notNow: string;
};
const PENDING_ONLY = 'This referral is not waiting for a decision any more. Read what has happened below';

/** Commands on one referral: whose, when. `begin-referral` and saving a section have doors of their own. */
export const REFERRAL_COMMANDS = {
	'submit-referral': {
		schema: SUBMIT_REFERRAL,
		side: 'referrer',
		states: ({ state }) => isWithReferrer(state),
		notNow: 'This referral has been submitted already'
	},
	'withdraw-referral': {
		schema: WITHDRAW_REFERRAL,
		side: 'referrer',
		states: ({ state }) => isWithReferrer(state) || isPending(state),
		notNow: 'This referral has been decided. It cannot be withdrawn any more'
	},
	'challenge-decision': {
		schema: CHALLENGE_DECISION,
		side: 'referrer',
		states: (referral) => isRejected(referral.state) && openChallenge(referral) === null,
		notNow: 'There is no decision to challenge, or it is being challenged already'
	},
	'ask-for-information': {
		schema: ASK_FOR_INFORMATION,
		side: 'co-ordinator',
		states: ({ state }) => isPending(state),
		notNow: PENDING_ONLY
	},
	'decide-referral': {
		schema: DECIDE_REFERRAL,
		side: 'co-ordinator',
		states: ({ state }) => isPending(state),
		notNow: PENDING_ONLY
	},
	'transfer-referral': {
		schema: TRANSFER_REFERRAL,
		side: 'co-ordinator',
		states: ({ state }) => isPending(state),
		notNow: PENDING_ONLY
	},
	'resolve-challenge': {
		schema: RESOLVE_CHALLENGE,
		side: 'co-ordinator',
		states: (referral) => openChallenge(referral) !== null,
		notNow: 'There is no challenge to resolve'
	}
} as const satisfies Record<string, ReferralCommand>;
export type ReferralCommandName = keyof typeof REFERRAL_COMMANDS;
export type ReferralInputOf<Name extends ReferralCommandName> = z.output<(typeof REFERRAL_COMMANDS)[Name]['schema']>;
export const isReferralCommandName = (name: string): name is ReferralCommandName =>
	Object.hasOwn(REFERRAL_COMMANDS, name);

/** Why somebody who may read the referral may not run a command on it, or null when they may. */
export const mayRunOnReferral = (referral: Referral, actor: Actor, name: ReferralCommandName): Refusal | null => {
	const { side, states, notNow } = REFERRAL_COMMANDS[name];
	if (side === 'referrer' && !isReferringSide(referral, actor))
		return refuse('forbidden', 'Only the agency that refers can do this');
	if (side === 'co-ordinator' && !mayDecide(actor))
		return refuse('forbidden', 'Only the MAPPA co-ordinator can do this');
	return states(referral) ? null : refuse('not-now', notNow);
};

export type ReferralContext = {
	readonly actor: Actor;
	/** ISO 8601 UTC */
	readonly now: string;
	readonly sections: SavedSections;
	readonly checks: CheckContext;
	readonly config: AreaConfig;
	/** for an acceptance: the case it is about, when one was chosen that the co-ordinator may know */
	readonly chosenCase: {
		readonly id: string;
		readonly level: number;
		readonly category: number;
		readonly status: string;
	} | null;
	/** an open case with one of the same identifiers: one person has one open case in an area (domain.md 8) */
	readonly sameIdentifier: boolean;
};

const invalid = (problems: readonly Problem[]): Refusal => refuse('invalid', problems[0]!.message, problems);
const at = (field: string, message: string): Problem => ({ field, message });

const decideSubmission = (
	referral: Referral,
	input: ReferralInputOf<'submit-referral'>,
	context: ReferralContext
): Result<ReferralEvent> => {
	const { sections, checks, now } = context;
	const unfinished = checkReferral(sections, checks);
	if (unfinished.length > 0)
		return refuse(
			'not-ready',
			'Some sections are not complete',
			unfinished.map(({ section, problems }) => ({
				field: '',
				message: `${section.title}: ${problems[0]?.message}`,
				href: `/referrals/${referral.id}/${section.slug}`
			}))
		);
	const received = londonDate(receivedAt(referral) ?? now);
	const asked = warningsOf(sections, { ...checks, today: received }).filter(({ asksReason }) => asksReason !== null);
	const missing = asked.filter(({ id }) => !input.reasons[id]);
	const problems = missing.map(({ id, asksReason }) => at(`reasons.${id}`, `Give a reason. ${asksReason}`));
	if (referral.state === 'More information needed' && input.answer === '')
		problems.push(at('answer', 'Enter an answer to the co-ordinator’s question'));
	if (problems.length > 0) return invalid(problems);
	const warnings = Object.fromEntries(asked.map(({ id }) => [id, input.reasons[id]])) as Partial<
		Record<WarningId, string>
	>;
	return done({
		type: 'referral-submitted',
		sections: Object.fromEntries(Object.entries(sections).map(([slug, { version }]) => [slug, version])),
		warnings,
		late: isLateReferral(received, releaseOf(sections), context.config.lateReferralMonths),
		answer: referral.state === 'More information needed' ? input.answer : ''
	});
};

const acceptanceProblems = (input: DecideReferral, level: 2 | 3, context: ReferralContext): readonly Problem[] => {
	const problems: Problem[] = [];
	const { chosenCase, sections } = context;
	if (input.caseId === '') problems.push(at('caseId', 'Choose the case it is about, or open one'));
	else if (input.caseId !== 'new' && !chosenCase)
		problems.push(at('caseId', 'Choose one of the cases shown, or open one'));
	if (input.caseId === 'new' && context.sameIdentifier)
		problems.push(at('caseId', 'There is an open case with one of these identifiers. Choose it'));
	if (chosenCase && chosenCase.status !== 'ACTIVE' && chosenCase.status !== 'REFERRED')
		problems.push(at('caseId', 'This case is closed. Open it again first, or open a new one'));
	if (chosenCase && chosenCase.level === level)
		problems.push(
			at('outcome', `The case is at Level ${level} already. Reject the referral, or accept it at the other level`)
		);
	if (input.category === null) problems.push(at('category', 'Choose the category'));
	const referred = Number(answerAt(sections, 'category', 'category'));
	if (input.category !== null && input.category !== referred && input.categoryReason === '')
		problems.push(at('categoryReason', `Enter why it is not Category ${referred}, as referred`));
	if (input.caseId === 'new' && input.caseRef === '')
		problems.push(at('caseRef', 'Enter the reference of the new case'));
	if (input.caseId === 'new' && input.leadAgencyId === null)
		problems.push(at('leadAgencyId', 'Choose the lead agency'));
	if (input.emergency && level !== 3)
		problems.push(
			at('emergency', 'Only a Level 3 referral is an emergency with its first meeting within 5 working days')
		);
	return problems;
};

const decideOutcome = (input: DecideReferral, context: ReferralContext): Result<ReferralEvent> => {
	const level = acceptedLevel(input.outcome);
	const rejected: Decided = {
		...{ outcome: input.outcome, reasons: input.reasons, alternative: input.alternative, category: null },
		...{ categoryReason: '', caseId: null, opened: false, acceptedOn: null, emergency: false, initialDue: null }
	};
	if (level === null) {
		const problems: Problem[] = [];
		if (input.alternative === '')
			problems.push(at('alternative', 'Enter what else would help, like a professionals meeting or MARAC'));
		const category = answerAt(context.sections, 'category', 'category');
		if (input.outcome === 'Category 3 referral rejected - not MAPPA managed' && category !== '3')
			problems.push(
				at(
					'outcome',
					`This is for a Category 3 referral; this one is Category ${category}. Choose "Rejected - remain at level 1"`
				)
			);
		if (input.outcome === 'Rejected - remain at level 1' && category === '3')
			problems.push(
				at('outcome', 'Category 3 is not managed at Level 1. Choose "Category 3 referral rejected - not MAPPA managed"')
			);
		return problems.length > 0 ? invalid(problems) : done({ type: 'referral-decided', ...rejected });
	}
	const problems = acceptanceProblems(input, level, context);
	if (problems.length > 0) return invalid(problems);
	const acceptedOn = londonDate(context.now);
	return done({
		type: 'referral-decided',
		...rejected,
		alternative: '',
		category: input.category as 1 | 2 | 3 | 4,
		categoryReason: input.categoryReason,
		// A case that is opened gets its id from whoever opens it.
		caseId: context.chosenCase?.id ?? null,
		opened: context.chosenCase === null,
		acceptedOn,
		emergency: input.emergency,
		initialDue: initialMeetingDue(acceptedOn, context.config, input.emergency)
	});
};

/** Decides one command on what is stored; the version the person saw has been compared before. */
export const decideOnReferral = <Name extends ReferralCommandName>(
	name: Name,
	referral: Referral,
	input: ReferralInputOf<Name>,
	context: ReferralContext
): Result<ReferralEvent> => {
	const command: ReferralCommandName = name;
	// The table loses the pairing of name and input; it is restated here once.
	const of = <Other extends ReferralCommandName>(_: Other) => input as unknown as ReferralInputOf<Other>;
	switch (command) {
		case 'submit-referral':
			return decideSubmission(referral, of(command), context);
		case 'ask-for-information':
			return done({ type: 'information-asked', question: of(command).question });
		case 'decide-referral':
			return decideOutcome(of(command), context);
		case 'withdraw-referral':
			return done({ type: 'referral-withdrawn', reason: of(command).reason });
		case 'transfer-referral': {
			const { toArea, reasons } = of(command);
			return done({ type: 'referral-transferred', toArea, reasons });
		}
		case 'challenge-decision':
			return done({ type: 'decision-challenged', grounds: of(command).grounds });
		case 'resolve-challenge': {
			const { resolvedBy, how, result } = of(command);
			return done({ type: 'challenge-resolved', resolvedBy, how, result });
		}
		default:
			return never(command);
	}
};
