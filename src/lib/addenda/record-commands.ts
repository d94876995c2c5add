/**
 * What may still be done once the minutes are locked: ask for an addendum, decide on it, note where the minutes are filed, note
 * what was copied elsewhere. None of it changes the record. Who may, in one table.
 */
import { z } from 'zod';
import { CORRECTION_KINDS } from '../corrections/correction.ts';
import { correctionWords } from '../corrections/correction-commands.ts';
import { HAND_OFF_PARTS } from '../hand-off/hand-off-parts.ts';
import { type Actor, isMappaUnit } from '../identity.ts';
import { maybe, oneOf, optionalReason, rowId, wholeNumber } from '../input.ts';
import { isChair, type Meeting } from '../meeting/meeting.ts';
import { FILE_MINUTES, TAKE_BACK_FILING } from '../minutes/file-minutes.ts';
import { type Refusal, refuse } from '../result.ts';
import { oneOfThese } from '../welsh/in-a-list.ts';
import { ADDENDUM_SENSITIVITIES } from './addendum.ts';

/** `reader` is whoever may read the minutes or a copy of them, or was there while they have not gone out; `manager` is the case manager of the lead agency. */
type RecordClearance = 'reader' | 'chair' | 'unit' | 'manager';

/** ADD: the chair agrees. NOTE: the author's own statement, which the chair lets stand beside the record. */
const ADDENDUM_DECISIONS = ['ADD', 'NOTE', 'REFUSE'] as const;

export const RECORD_COMMANDS = {
	'ask-addendum': {
		may: ['reader', 'unit'],
		schema: z.strictObject({
			...correctionWords,
			kind: oneOf(CORRECTION_KINDS, 'what it is'),
			lateWordsId: maybe(rowId('the words'))
		})
	},
	'decide-addendum': {
		may: ['chair'],
		// It seals: the password is entered shortly before (R18).
		stepUp: true,
		schema: z
			.strictObject({
				number: wholeNumber('which request', 1, 1_000_000),
				decision: oneOf(ADDENDUM_DECISIONS, 'what becomes of it'),
				sensitivity: oneOf(ADDENDUM_SENSITIVITIES, 'whether a version leaves it out'),
				reason: optionalReason('what you say to it')
			})
			.refine(({ decision, reason }) => decision !== 'REFUSE' || reason !== '', {
				path: ['reason'],
				error: 'Write why nothing is added. The author reads it'
			})
	},
	'file-minutes': { may: ['unit'], schema: FILE_MINUTES },
	'take-back-filing': { may: ['unit'], schema: TAKE_BACK_FILING },
	'note-hand-off': {
		may: ['unit', 'chair', 'manager'],
		schema: z.strictObject({ part: oneOf(HAND_OFF_PARTS, 'what was copied') })
	}
} as const satisfies Record<
	string,
	{ readonly may: readonly RecordClearance[]; readonly schema: z.ZodType; readonly stepUp?: true }
>;

export type RecordCommandName = keyof typeof RECORD_COMMANDS;
export const isRecordCommand = (name: string): name is RecordCommandName => Object.hasOwn(RECORD_COMMANDS, name);
/** Whether it is asked how long ago the password was entered. */
export const asksPassword = (name: RecordCommandName): boolean => 'stepUp' in RECORD_COMMANDS[name];
export type RecordInput<Name extends RecordCommandName> = z.output<(typeof RECORD_COMMANDS)[Name]['schema']>;

/** What somebody is to a locked record. */
export type RecordPlace = {
	/** the whole record: its chair, its minute taker, the unit */
	readonly whole: boolean;
	/** may say what is wrong in it */
	readonly asks: boolean;
	readonly isManager: boolean;
};

const WHO: Record<RecordClearance, string> = {
	reader: 'people who may read the minutes',
	chair: 'the chair of the meeting',
	unit: 'the MAPPA unit',
	manager: 'the case manager'
};
const isOne = (who: RecordClearance, meeting: Meeting, actor: Actor, place: RecordPlace): boolean => {
	switch (who) {
		case 'reader':
			return place.asks;
		case 'chair':
			return place.whole && isChair(meeting, actor.personId);
		case 'unit':
			return place.whole && isMappaUnit(actor);
		case 'manager':
			return place.isManager;
	}
};

/** Null when this person may run it now. */
export const mayRunOnRecord = (
	meeting: Meeting,
	actor: Actor,
	place: RecordPlace,
	name: RecordCommandName
): Refusal | null => {
	const { may } = RECORD_COMMANDS[name];
	if (!may.some((who) => isOne(who, meeting, actor, place)))
		return refuse('forbidden', `Only ${oneOfThese(may.map((who) => WHO[who]))} can do this`);
	return meeting.phase === 'LOCKED' ? null : refuse('not-now', 'The minutes are not locked yet');
};
