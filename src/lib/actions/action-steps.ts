/**
 * What may be done about an action between two meetings, by whom and when: each step a command (domain.md 7, "Update action
 * progress"). The agency says how it stands; the chair decides what changes it; the next meeting verifies.
 */
import { z } from 'zod';
import { type Actor, hasRole, isMappaUnit } from '../identity.ts';
import {
	maybe,
	maybeDate,
	oneOf,
	optionalLine,
	optionalReason,
	personId,
	reason,
	rowId,
	wholeNumber,
	yesNo
} from '../input.ts';
import { done, type Refusal, type Result, refuse } from '../result.ts';
import { REPORTED_STATUSES } from '../rmp/reported-action.ts';
import { longDate } from '../time.ts';
import { oneOfThese } from '../welsh/in-a-list.ts';
import {
	type ActionProgress,
	type ActionStep,
	type ActionStepEvent,
	isEnded,
	isLate,
	sinceLastMeeting,
	takenBack
} from './action-history.ts';

/** What somebody is to one action. The case is not closed to them: that was asked before. */
export type ActionPlace = {
	readonly owns: boolean;
	/** of the owner's agency, and confirmed at a meeting of the case since the action was last reviewed */
	readonly isColleague: boolean;
	/** chairs the last meeting of the case, or the one that is convened */
	readonly chairs: boolean;
	/** manages the case */
	readonly manages: boolean;
};
type Who = 'agency' | 'unit' | 'chair' | 'co-ordinator';
export const ACTION_STEPS = {
	'report-action': { may: ['agency', 'unit'] },
	'take-back-report': { may: ['agency', 'unit'] },
	'decide-new-date': { may: ['chair'] },
	'decide-no-need': { may: ['chair'] },
	'raise-action': { may: ['co-ordinator'] }
} as const satisfies Record<string, { readonly may: readonly Who[] }>;
export type ActionStepName = keyof typeof ACTION_STEPS;
export const ACTION_STEP_NAMES = Object.keys(ACTION_STEPS) as readonly ActionStepName[];
export const isActionStepName = (name: string): name is ActionStepName => Object.hasOwn(ACTION_STEPS, name);

const head = { actionId: rowId('the action'), version: wholeNumber('which version you read', 1, 1_000_000) };
const onBehalfOf = () => optionalLine('who said it');
export const ACTION_STEP_SCHEMAS = {
	'report-action': z.strictObject({
		...head,
		status: oneOf(REPORTED_STATUSES, 'how the action stands'),
		text: reason('what was done and how it is known, or why not'),
		completedOn: maybeDate('the day it was completed'),
		proposedOn: maybeDate('the day you ask for'),
		onBehalfOf: onBehalfOf()
	}),
	'take-back-report': z.strictObject({
		...head,
		step: wholeNumber('the report', 1, 1_000_000),
		reason: reason('what was wrong with it'),
		onBehalfOf: onBehalfOf()
	}),
	'decide-new-date': z.strictObject({
		...head,
		granted: yesNo('whether there is a new deadline'),
		due: maybeDate('the new deadline'),
		reason: optionalReason('why')
	}),
	'decide-no-need': z.strictObject({
		...head,
		agreed: yesNo('whether the action is still needed'),
		reason: optionalReason('why')
	}),
	'raise-action': z.strictObject({
		...head,
		to: maybe(personId('whom it goes to')),
		reason: reason('why it goes further')
	})
} as const satisfies Record<ActionStepName, z.ZodType>;
export type ActionStepInput<Name extends ActionStepName> = z.output<(typeof ACTION_STEP_SCHEMAS)[Name]>;

const NAME: Record<Who, string> = {
	agency: 'the agency that owns the action',
	unit: 'the MAPPA unit',
	chair: 'the chair',
	'co-ordinator': 'the co-ordinator'
};
const isOne = (who: Who, actor: Pick<Actor, 'roles'>, { owns, isColleague, chairs }: ActionPlace): boolean => {
	switch (who) {
		case 'agency':
			return owns || isColleague;
		case 'unit':
			return isMappaUnit(actor);
		case 'chair':
			return chairs;
		case 'co-ordinator':
			return hasRole(actor, 'MAPPA_COORDINATOR');
	}
};

/** Speaks for its own agency; the unit writes down what somebody else said. */
export const speaksForItself = ({ owns, isColleague }: ActionPlace): boolean => owns || isColleague;

/** Reports that can still be taken back: newer than the last meeting and than any decision, and of this person's agency. */
export const reportsToTakeBack = (
	steps: readonly ActionStep[],
	actor: Pick<Actor, 'roles' | 'agencyId'>
): readonly number[] => {
	const since = sinceLastMeeting(steps);
	const decided = since.findLastIndex(({ event }) => event.type.endsWith('-decided'));
	const back = takenBack(steps);
	return since
		.slice(decided + 1)
		.filter(({ version, event }) => event.type === 'action-reported' && !back.has(version))
		.filter(({ agencyId }) => isMappaUnit(actor) || agencyId === actor.agencyId)
		.map(({ version }) => version);
};

type Standing = { readonly steps: readonly ActionStep[]; readonly progress: ActionProgress };
const NOT_OPEN = refuse('not-now', 'This step is not open now. Read below what has happened');
const ENDED = refuse('not-now', 'This action is at its end. Nothing more is reported of it');

/** Null when this person may take the step now. @param today YYYY-MM-DD */
export const mayTakeStep = (
	{ steps, progress }: Standing,
	actor: Pick<Actor, 'roles' | 'agencyId'>,
	place: ActionPlace,
	name: ActionStepName,
	today: string
): Refusal | null => {
	const { may }: { readonly may: readonly Who[] } = ACTION_STEPS[name];
	if (!may.some((who) => isOne(who, actor, place)))
		return refuse('forbidden', `Only ${oneOfThese(may.map((who) => NAME[who]))} can do this`);
	switch (name) {
		case 'report-action':
			return isEnded(progress) ? ENDED : null;
		case 'take-back-report':
			return reportsToTakeBack(steps, actor).length > 0 ? null : NOT_OPEN;
		case 'decide-new-date':
			return progress.asked === 'NEW_DATE' ? null : NOT_OPEN;
		case 'decide-no-need':
			return progress.asked === 'NO_NEED' ? null : NOT_OPEN;
		case 'raise-action':
			return isLate(progress, today) ? null : NOT_OPEN;
	}
};

const at = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);

export type StepContext = {
	readonly actor: Actor;
	readonly place: ActionPlace;
	/** YYYY-MM-DD */
	readonly today: string;
	/** has no deadline, only a check now and then */
	readonly isStanding: boolean;
	/** whether a person is one the agency is written to at this step */
	readonly isContact: (personId: string) => boolean;
};

const decideReport = (
	{ due }: ActionProgress,
	input: ActionStepInput<'report-action'>,
	{ today, isStanding }: StepContext,
	onBehalfOf: string
): Result<ActionStepEvent> => {
	const { status, text } = input;
	const isDone = status === 'COMPLETED';
	const asksForDay = status === 'CANNOT_BE_DONE_YET' && !isStanding;
	if (isDone && input.completedOn === null) return at('completedOn', 'Enter the day it was completed');
	if (isDone && input.completedOn !== null && input.completedOn > today)
		return at('completedOn', 'Enter a day that is not in the future');
	if (asksForDay && input.proposedOn === null) return at('proposedOn', 'Enter the day by which it can be done');
	if (asksForDay && input.proposedOn !== null && input.proposedOn <= today)
		return at('proposedOn', 'Enter a day that is still to come');
	if (asksForDay && input.proposedOn !== null && due !== null && input.proposedOn <= due)
		return at('proposedOn', `Enter a day after the deadline, ${longDate(due)}`);
	// A day that belongs to another answer is left where it was typed, and not kept.
	return done({
		...{ type: 'action-reported', status, text, onBehalfOf },
		completedOn: isDone ? input.completedOn : null,
		proposedOn: asksForDay ? input.proposedOn : null
	});
};

const decideDate = (
	{ proposedOn }: ActionProgress,
	{ granted, due, reason: why }: ActionStepInput<'decide-new-date'>,
	{ today }: StepContext
): Result<ActionStepEvent> => {
	if (!granted)
		return why === ''
			? at('reason', 'Enter why the deadline stays')
			: done({ type: 'new-date-decided', granted, due: null, reason: why });
	const day = due ?? proposedOn;
	if (day === null || day <= today) return at('due', 'Enter a deadline that is still to come');
	return done({ type: 'new-date-decided', granted, due: day, reason: why });
};

/** The step as an event, or why not. Whether it may be taken was asked before. */
export const decideStep = <Name extends ActionStepName>(
	name: Name,
	{ steps, progress }: Standing,
	input: ActionStepInput<Name>,
	context: StepContext
): Result<ActionStepEvent> => {
	// Each name's schema makes that name's input; a switch over the name loses the pairing.
	const typed = input as ActionStepInput<ActionStepName>;
	const own = speaksForItself(context.place);
	if ('onBehalfOf' in typed && !own && typed.onBehalfOf === '')
		return at('onBehalfOf', 'Enter who of the agency said it');
	const spoke = 'onBehalfOf' in typed && !own ? typed.onBehalfOf : '';
	switch (name) {
		case 'report-action':
			return decideReport(progress, input as ActionStepInput<'report-action'>, context, spoke);
		case 'take-back-report': {
			const { step, reason: why } = input as ActionStepInput<'take-back-report'>;
			if (!reportsToTakeBack(steps, context.actor).includes(step)) return NOT_OPEN;
			return done({ type: 'report-taken-back', step, reason: why, onBehalfOf: spoke });
		}
		case 'decide-new-date':
			return decideDate(progress, input as ActionStepInput<'decide-new-date'>, context);
		case 'decide-no-need': {
			const { agreed, reason: why } = input as ActionStepInput<'decide-no-need'>;
			if (!agreed && why === '') return at('reason', 'Enter why it is still needed');
			return done({ type: 'no-need-decided', agreed, reason: why });
		}
		default: {
			const { to, reason: why } = input as ActionStepInput<'raise-action'>;
			if (to !== null && !context.isContact(to)) return at('to', 'Choose one of the people shown');
			return done({ type: 'action-raised', to, reason: why });
		}
	}
};
