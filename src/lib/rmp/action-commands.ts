/** Actions under risks: one accountable owner, a date or a standing check, and what became of them (domain.md 5.2, V16-V19). */
import { z } from 'zod';
import type { PersonRef } from '../attendance/attendance.ts';
import {
	actionNumber,
	isoDate,
	line,
	listOf,
	maybe,
	maybeDate,
	maybeOneOf,
	oneOf,
	optionalLine,
	optionalText,
	personId,
	REASON_MAX,
	reason,
	riskKey,
	rowId,
	wholeNumber,
	yesNo
} from '../input.ts';
import { command, type DecideContext } from '../meeting/command.ts';
import { isChair, isRecorder, type Meeting, type MeetingEvent } from '../meeting/meeting.ts';
import { done, type Refusal, refuse } from '../result.ts';
import { londonDate } from '../time.ts';
import { rowAsWorded } from './acceptance.ts';
import {
	ACTION_STATUSES,
	type Action,
	type ActionStatus,
	type ActionValues,
	CONTROL_TYPES,
	isOpenAction,
	needsVerifying,
	ORIENTATIONS,
	PILLARS
} from './rmp.ts';
import { unknownVictim } from './victim-codes.ts';

/** Actions of one plan, removed ones counted. */
export const MOST_ACTIONS = 500;
const MOST_SUPPORTERS = 20;

const NO_SUCH_ACTION = refuse('missing', 'That action is not in the plan of this meeting');
const WAS_REMOVED = refuse('changed-meanwhile', 'That action has been removed from the plan');
const actionOf = (meeting: Meeting, number: string): Action | null =>
	meeting.rmp.actions.find((row) => row.number === number) ?? null;
const invalid = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);

/** Refused unless every key is a risk still in the plan. */
const unknownRisk = (meeting: Meeting, keys: readonly string[], field: string): Refusal | null =>
	keys.every((key) => meeting.rmp.risks.some((row) => row.key === key && !row.removed))
		? null
		: invalid(field, 'Choose risks that are in the plan');

export const addAction = command({
	name: 'add-action',
	schema: z.strictObject({ riskKeys: listOf(riskKey(), 'the risk this action is for', { min: 1, max: 50 }) }),
	decide: (meeting, { riskKeys }) => {
		if (meeting.rmp.actions.length >= MOST_ACTIONS)
			return refuse('not-now', `A plan holds at most ${MOST_ACTIONS} actions`);
		const number = `A${meeting.rmp.highest.A + 1}`;
		const event = {
			type: 'action-added',
			number,
			riskKeys: [...new Set(riskKeys)],
			sinceMeeting: meeting.convened.seq
		} as const;
		return unknownRisk(meeting, riskKeys, 'riskKeys') ?? done([event]);
	}
});

const ACTION_CHANGE = z.strictObject({
	ownerId: maybe(personId('the owner')).optional(),
	supporterIds: listOf(personId('a supporter'), 'the supporters', { max: MOST_SUPPORTERS }).optional(),
	due: maybeDate('the deadline').optional(),
	standing: maybe(
		z.strictObject({ frequency: line('how often it is checked', 100), nextCheck: isoDate('the next check') })
	).optional(),
	pillar: maybeOneOf(PILLARS, 'the pillar').optional(),
	orientation: maybeOneOf(ORIENTATIONS, 'the orientation').optional(),
	controlType: maybeOneOf(CONTROL_TYPES, 'the kind of control').optional(),
	victims: listOf(rowId('a victim'), 'the victims it protects', { max: 50 }).optional(),
	riskKeys: listOf(riskKey(), 'the risk this action is for', { min: 1, max: 50 }).optional(),
	ownerAccepted: yesNo('whether the owner has accepted').optional()
});
type ActionChange = z.infer<typeof ACTION_CHANGE>;

/** Their way in ends with the meeting: nobody could ever report on it. */
const NO_GUEST = 'Choose somebody who works with this service: a guest cannot report on an action after the meeting';

/** The change with people looked up; a refusal when somebody is not of the area. */
const wantedValues = (
	action: Action,
	to: ActionChange,
	directory: DecideContext['directory']
): Partial<ActionValues> | Refusal => {
	const { ownerId, supporterIds, ...typed } = to;
	const people: { owner?: PersonRef | null; supporters?: PersonRef[] } = {};
	if (ownerId !== undefined) {
		const owner = ownerId === null ? null : directory(ownerId);
		if (ownerId !== null && !owner) return invalid('to.ownerId', 'Choose an owner from the directory of this area');
		if (owner?.guest) return invalid('to.ownerId', NO_GUEST);
		people.owner = owner;
	}
	if (supporterIds !== undefined) {
		const supporters = [...new Set(supporterIds)].map(directory);
		if (!supporters.every((person) => person !== null))
			return invalid('to.supporterIds', 'Choose supporters from the directory of this area');
		if (supporters.some((person) => person?.guest)) return invalid('to.supporterIds', NO_GUEST);
		people.supporters = supporters as PersonRef[];
	}
	const wanted: { -readonly [K in keyof ActionValues]?: ActionValues[K] } = { ...typed, ...people };
	// One date, not two: a deadline replaces the standing check and the other way round.
	if (wanted.due && wanted.standing) return invalid('to.standing', 'Give a deadline or a standing check, not both');
	if (wanted.due && action.standing) wanted.standing = null;
	if (wanted.standing && action.due) wanted.due = null;
	// What the last owner accepted says nothing about the next one.
	const isNewOwner = people.owner !== undefined && people.owner?.personId !== action.owner?.personId;
	if (isNewOwner && action.ownerAccepted && wanted.ownerAccepted === undefined) wanted.ownerAccepted = false;
	return wanted;
};

export const setActionValues = command({
	name: 'set-action-values',
	schema: z.strictObject({
		number: actionNumber(),
		to: ACTION_CHANGE.refine((to) => Object.keys(to).length > 0, { error: 'Choose what to change' })
	}),
	decide: (meeting, { number, to }, { directory }) => {
		const action = actionOf(meeting, number);
		if (!action) return NO_SUCH_ACTION;
		if (action.removed) return WAS_REMOVED;
		const badRisk = to.riskKeys ? unknownRisk(meeting, to.riskKeys, 'to.riskKeys') : null;
		if (badRisk) return badRisk;
		const unknown = unknownVictim(meeting, to.victims);
		if (unknown) return unknown;
		const wanted = wantedValues(action, to, directory);
		if ('ok' in wanted) return wanted;
		const fields = Object.keys(wanted) as (keyof ActionValues)[];
		const changed = fields.filter(
			(field) => wanted[field] !== undefined && JSON.stringify(wanted[field]) !== JSON.stringify(action[field])
		);
		if (changed.length === 0) return done([]);
		const pick = (values: Partial<ActionValues>): Partial<ActionValues> =>
			Object.fromEntries(changed.map((field) => [field, values[field]]));
		return done([{ type: 'action-value-set', number, from: pick(action), to: pick(wanted) }]);
	}
});

export const moveAction = command({
	name: 'move-action',
	schema: z.strictObject({ number: actionNumber(), position: wholeNumber('the position', 0, MOST_ACTIONS) }),
	decide: (meeting, { number, position }) => {
		const from = meeting.rmp.actions.findIndex((row) => row.number === number);
		if (from < 0) return NO_SUCH_ACTION;
		const to = Math.min(position, meeting.rmp.actions.length - 1);
		return done(from === to ? [] : [{ type: 'action-moved', number, position: to }]);
	}
});

export const removeAction = command({
	name: 'remove-action',
	schema: z.strictObject({ number: actionNumber(), reason: reason() }),
	decide: (meeting, { number, reason }, { actor }) => {
		const action = actionOf(meeting, number);
		if (!action) return NO_SUCH_ACTION;
		return done(action.removed ? [] : [{ type: 'action-removed', number, reason, by: actor.personId }]);
	}
});

export const restoreAction = command({
	name: 'restore-action',
	schema: z.strictObject({ number: actionNumber() }),
	decide: (meeting, { number }) => {
		const action = actionOf(meeting, number);
		if (!action) return NO_SUCH_ACTION;
		return done(action.removed ? [{ type: 'action-restored', number }] : []);
	}
});

/** What must be said with an outcome: the evidence that it is done, or why it is not (domain.md 4.4, item 5). */
const WORDS_NEEDED: Partial<Record<ActionStatus, string>> = {
	COMPLETED: 'Enter the evidence that this action is completed',
	NOT_COMPLETED: 'Enter why this action was not completed',
	NO_LONGER_NEEDED: 'Enter why this action is no longer needed',
	CANNOT_BE_DONE_YET: 'Enter why this action cannot be done yet',
	NOT_STARTED: 'Enter why this action has not been started'
};

/** V19: every action carried over from the previous meeting gets an outcome. */
export const recordActionOutcome = command({
	name: 'record-action-outcome',
	schema: z.strictObject({
		number: actionNumber(),
		status: oneOf(ACTION_STATUSES, 'the outcome'),
		evidence: optionalText('the evidence', REASON_MAX),
		completedOn: maybeDate('the date it was completed')
	}),
	decide: (meeting, { number, status, evidence, completedOn }, { actor, now }) => {
		const action = actionOf(meeting, number);
		if (!action) return NO_SUCH_ACTION;
		if (action.removed) return WAS_REMOVED;
		if (!isRecorder(meeting, actor.personId) && action.owner?.agencyId !== actor.agencyId)
			return refuse(
				'forbidden',
				'Only the agency that owns this action, the chair or the minute taker can record its outcome'
			);
		if (action.sinceMeeting >= meeting.convened.seq)
			return refuse('not-now', 'This action is new in this meeting. Its outcome is recorded at the next one');
		const needed = WORDS_NEEDED[status];
		if (needed && evidence === '') return invalid('evidence', needed);
		if (completedOn !== null && status !== 'COMPLETED')
			return invalid('completedOn', 'Leave this date empty unless the action is completed');
		if (completedOn !== null && completedOn > londonDate(now))
			return invalid('completedOn', 'Enter a date that is not in the future');
		const { outcome } = action;
		const isSame = outcome?.status === status && outcome.evidence === evidence && outcome.completedOn === completedOn;
		// What the chair records as completed is verified with it; recorded by anybody else it waits for the chair.
		const verified = isChair(meeting, actor.personId);
		if (isSame && !(verified && needsVerifying(action))) return done([]);
		return done([
			{
				...{ type: 'action-outcome-recorded', number, status, evidence, completedOn, by: actor.personId },
				...(status === 'COMPLETED' ? { verified } : {})
			}
		]);
	}
});

/** Why nobody can say yes to an action yet; null = they can. */
const notReadyToAccept = (action: Action): Refusal | null => {
	if (action.removed) return WAS_REMOVED;
	if (!isOpenAction(action)) return refuse('not-now', 'This action has ended. There is nothing to accept');
	if (action.owner === null) return refuse('not-ready', 'Choose the owner of this action first');
	if (action.due === null && action.standing === null)
		return refuse('not-ready', 'Give this action a deadline or a standing check first');
	return null;
};

/**
 * The owner accepts an action that was read back (domain.md 5.3, V18): on their own screen, or the chair or the minute taker
 * records who told the meeting so.
 */
export const acceptAction = command({
	name: 'accept-action',
	schema: z.strictObject({
		number: actionNumber(),
		accepts: yesNo('whether the owner accepts'),
		toldBy: optionalLine('who told you').default('')
	}),
	decide: (meeting, { number, accepts, toldBy }, { actor, planAuthors }) => {
		const action = actionOf(meeting, number);
		if (!action) return NO_SUCH_ACTION;
		const isOwner = action.owner?.personId === actor.personId;
		if (!isOwner && !isRecorder(meeting, actor.personId))
			return refuse('forbidden', 'Only the owner of this action, the chair or the minute taker can record this');
		if (!accepts) return done(action.acceptance ? [{ type: 'action-accepted', number, accepts, toldBy: '' }] : []);
		const notReady = notReadyToAccept(action);
		if (notReady) return notReady;
		if (!isOwner && toldBy === '') return invalid('toldBy', 'Enter who told you that the owner accepts this action');
		const told = isOwner ? '' : toldBy;
		// The owner's own word stays, whatever is told about it.
		const { acceptance } = rowAsWorded(action, planAuthors);
		// Words that were changed are another action to say yes to.
		const before = acceptance?.changed ? undefined : acceptance?.toldBy;
		const stays = before === '' || (!isOwner && before === told);
		return done(stays ? [] : [{ type: 'action-accepted', number, accepts, toldBy: told }]);
	}
});

/** The chair has looked at the evidence of these actions and finds them completed (domain.md 8, ActionStatus). */
export const verifyActions = command({
	name: 'verify-actions',
	schema: z.strictObject({ numbers: listOf(actionNumber(), 'the actions you verify', { min: 1, max: MOST_ACTIONS }) }),
	decide: (meeting, { numbers }) => {
		const rows = [...new Set(numbers)].map((number) => actionOf(meeting, number));
		if (rows.some((row) => row === null)) return NO_SUCH_ACTION;
		return done(
			rows.flatMap((row): MeetingEvent[] =>
				row && needsVerifying(row) ? [{ type: 'action-verified', number: row.number }] : []
			)
		);
	}
});
