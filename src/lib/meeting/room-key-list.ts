/** The keys of the room: one table of what each does, whom it is for, and its words in the list of keys. */
import { isChair, isRecorder, type Meeting } from './meeting.ts';

/** Why one presses it: the list of keys is grouped by this, in this order. */
export const KEY_PURPOSES = ['FIND', 'TAKE_PART', 'WRITE', 'RUN', 'SCREEN'] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];
export const keyPurposeWord: Record<KeyPurpose, string> = {
	FIND: 'Find your way',
	TAKE_PART: 'Take part',
	WRITE: 'Write and read',
	RUN: 'Run the meeting',
	SCREEN: 'This screen'
};

/** `recorder` is the chair or the minute taker; `attender` is everybody else in the room. */
export type KeyPerson = 'everyone' | 'recorder' | 'chair' | 'attender';
export type KeyRow = {
	readonly key: string;
	readonly purpose: KeyPurpose;
	readonly who: KeyPerson;
	/** what it does, as the list of keys says it */
	readonly words: string;
	/** other keys that do the same to other controls: the digits of a list */
	readonly also?: string;
	/** how the key is named in the list, where that is not the key itself */
	readonly shown?: string;
};

export const ROOM_KEYS: readonly KeyRow[] = [
	{
		key: 'Control+k',
		shown: 'Ctrl K',
		purpose: 'FIND',
		who: 'everyone',
		words: 'Go to anything: an item, a risk, an action, a person, a page'
	},
	{ key: '/', purpose: 'FIND', who: 'everyone', words: 'Find words in the meeting' },
	{
		key: 'F6',
		purpose: 'FIND',
		who: 'everyone',
		words: 'Go to the next part of the room, with Shift to the one before'
	},
	{ key: 'j', purpose: 'FIND', who: 'everyone', words: 'Look at the item below' },
	{ key: 'k', purpose: 'FIND', who: 'everyone', words: 'Look at the item above' },
	{ key: 'f', purpose: 'FIND', who: 'everyone', words: 'Follow the chair: back to the current item' },
	{ key: 'g', purpose: 'FIND', who: 'everyone', words: 'Go to the first thing still to settle' },
	{ key: 'w', purpose: 'FIND', who: 'everyone', words: 'Hear who is where' },
	{
		key: 's',
		purpose: 'FIND',
		who: 'everyone',
		words: 'Hear how things stand: saved, connected, which item, the time'
	},
	{ key: 't', purpose: 'FIND', who: 'everyone', words: 'Hear the time used, of this item and of the meeting' },
	{ key: 'y', purpose: 'TAKE_PART', who: 'everyone', words: 'Accept the next action that was read back to you' },
	{ key: 'c', purpose: 'FIND', who: 'everyone', words: 'See what changed while you were away' },
	{ key: 'm', purpose: 'TAKE_PART', who: 'everyone', words: 'Open your agency’s return and actions beside the item' },
	{ key: 'a', purpose: 'WRITE', who: 'everyone', words: 'Ask about the text you were in, or see the questions' },
	{
		key: 'Control+Enter',
		shown: 'Ctrl Enter',
		purpose: 'WRITE',
		who: 'everyone',
		words: 'Go to the next text, with Shift to the one before, from item to item'
	},
	{ key: 'Escape', shown: 'Esc', purpose: 'WRITE', who: 'everyone', words: 'Leave the text, so that these keys work' },
	{
		key: 'Control+z',
		shown: 'Ctrl Z',
		purpose: 'WRITE',
		who: 'everyone',
		words: 'Take back what you typed last in this text; words of others stay'
	},
	{
		key: 'Semicolon',
		shown: ';',
		purpose: 'WRITE',
		who: 'everyone',
		words: 'In a text, before a word: choose a recurring wording'
	},
	{ key: 'h', purpose: 'TAKE_PART', who: 'everyone', words: 'Raise or lower your hand' },
	{ key: 'n', purpose: 'RUN', who: 'recorder', words: 'Next item, for everybody' },
	{ key: 'x', purpose: 'RUN', who: 'recorder', words: 'Give the floor to the next who waits to speak' },
	{ key: 'u', purpose: 'RUN', who: 'chair', words: 'Ask the first agency not yet heard on this item to speak' },
	{ key: 'l', purpose: 'RUN', who: 'recorder', words: 'Open or close the list of what is left to settle' },
	{ key: 'e', purpose: 'RUN', who: 'recorder', words: 'Close the meeting, step by step: the next step' },
	{
		...{ key: '1', also: '2345678', shown: '1–8', purpose: 'RUN', who: 'recorder' },
		words: 'A step of closing the meeting'
	},
	{ key: 'p', purpose: 'RUN', who: 'recorder', words: 'Pause or resume the meeting' },
	{ key: 'v', purpose: 'SCREEN', who: 'everyone', words: 'Hear more or less of what others change' },
	{ key: 'b', purpose: 'SCREEN', who: 'everyone', words: 'Hide your screen from others in the room' },
	{ key: '?', purpose: 'SCREEN', who: 'everyone', words: 'Show this list' }
];
/** The keys that are any use to this person in this meeting, in the order of the list. */
export const keysFor = (meeting: Pick<Meeting, 'chair' | 'minuteTaker'>, personId: string): readonly KeyRow[] => {
	const is: Record<KeyPerson, boolean> = {
		everyone: true,
		recorder: isRecorder(meeting as Meeting, personId),
		chair: isChair(meeting as Meeting, personId),
		attender: !isRecorder(meeting as Meeting, personId)
	};
	return ROOM_KEYS.filter(({ who }) => is[who]);
};
