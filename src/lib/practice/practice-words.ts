/** The sentences of the practice room. */
import type { PracticePart } from './practice-cast.ts';

export const partWord: Readonly<Record<PracticePart, string>> = {
	chair: 'Chair',
	'minute-taker': 'Minute taker',
	attendee: 'Somebody of an agency'
};
export const partHint: Readonly<Record<PracticePart, string>> = {
	chair: 'Let people in, move the meeting on, give the floor, decide the level.',
	'minute-taker': 'Write notes while people speak, read actions back, keep the plan in order.',
	attendee: 'Raise your hand, write in the plan, take an action, say that you see it differently.'
};
export const NOTHING_KEPT = 'Practice: nothing here is kept or sent.';
export const NOT_HERE = 'That page is not part of the practice room. Nothing was sent, and you are still in it.';
