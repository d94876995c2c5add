/** What one can try in the practice room, by part, and what has been done of it: told from the meeting's own events and words. */
import type { ItemCode } from '../agenda/agenda.ts';
import type { Stamped } from '../meeting/meeting.ts';
import { PERSON_OF_PART, PRACTICE_PEOPLE, type PracticePart } from './practice-cast.ts';

export type TaskId =
	| 'let-in'
	| 'next-item'
	| 'give-floor'
	| 'raise-hand'
	| 'write-note'
	| 'write-plan'
	| 'add-action'
	| 'owner-and-day'
	| 'set-day'
	| 'look-round'
	| 'record-dissent'
	| 'level';
export type PracticeTask = {
	readonly id: TaskId;
	readonly title: string;
	/** how, in a sentence or two */
	readonly how: string;
	/** said of it at the end */
	readonly didIt: string;
};

const TASKS: Readonly<Record<TaskId, Omit<PracticeTask, 'id'>>> = {
	'let-in': {
		title: 'Let in the person at the door',
		how: 'Under People, press Let in beside Sorrel Banbridge of Larkmere Housing. Until then they see nothing of the case.',
		didIt: 'You let somebody in from the door.'
	},
	'next-item': {
		title: 'Move the meeting on to the plan',
		how: 'Press Next item at the top, or the key n. Everybody who follows the chair comes with you.',
		didIt: 'You moved everybody on to the next item.'
	},
	'give-floor': {
		title: 'Give somebody the floor',
		how: 'A hand goes up at the Risk Management Plan. Under People, press Give the floor beside their name.',
		didIt: 'You gave somebody the floor.'
	},
	'raise-hand': {
		title: 'Raise your hand',
		how: 'Press Raise hand, or the key h. The chair sees the order in which hands went up.',
		didIt: 'You raised your hand and were given the floor.'
	},
	'write-note': {
		title: 'Write a note for the minutes',
		how: 'Write in the notes of the item you are at. Everybody reads along as you type.',
		didIt: 'You wrote in the notes of an item.'
	},
	'write-plan': {
		title: 'Write in the plan while somebody else does',
		how: 'Go to the Risk Management Plan and write in Positive indicators of R1. A colleague writes in Evidence at the same time.',
		didIt: 'You wrote in the plan together with a colleague.'
	},
	'add-action': {
		title: 'Add an action to the risk',
		how: 'Under R1, press Add an action and say what is done, starting with a verb.',
		didIt: 'You added an action.'
	},
	'owner-and-day': {
		title: 'Give your action an owner and a day',
		how: 'Choose one person as its owner and a working day by when. The owner answers you.',
		didIt: 'You gave an action an owner and a day, and the owner accepted it.'
	},
	'set-day': {
		title: 'Take an action that is given to you',
		how: 'The minute taker writes an action for you under R1. Choose the day by when you can do it.',
		didIt: 'You said by when you can do an action of yours.'
	},
	'look-round': {
		title: 'Look round and come back',
		how: 'Choose another item in the agenda, then Back to the current item, or the key f. Nobody else moves.',
		didIt: 'You looked at another item and came back to the chair.'
	},
	'record-dissent': {
		title: 'Record that your agency sees it differently',
		how: 'Below the notes of any item, open the different view and say what your agency would do instead, and why.',
		didIt: 'You recorded a different view of your agency.'
	},
	level: {
		title: 'Decide the level',
		how: 'Open the item Level decision from the agenda. The form says what is still missing when you record it.',
		didIt: 'You recorded the decision on the level.'
	}
};

const OF_PART: Readonly<Record<PracticePart, readonly TaskId[]>> = {
	chair: ['let-in', 'next-item', 'give-floor', 'add-action', 'owner-and-day', 'level'],
	'minute-taker': ['write-note', 'let-in', 'next-item', 'add-action', 'owner-and-day'],
	attendee: ['raise-hand', 'write-plan', 'set-day', 'look-round', 'record-dissent']
};
export const tasksOf = (part: PracticePart): readonly PracticeTask[] =>
	OF_PART[part].map((id) => ({ id, ...TASKS[id] }));

/** What has happened since the room opened. */
export type Practised = {
	readonly part: PracticePart;
	/** everything that happened since, oldest first, whoever did it */
	readonly events: readonly Stamped[];
	/** names of the texts this person wrote in */
	readonly wrote: readonly string[];
	/** the items this person looked at, in order; null = back with the chair */
	readonly looked: readonly (ItemCode | null)[];
};

/** The tasks that are done. */
export const doneTasks = ({ part, events, wrote, looked }: Practised): ReadonlySet<TaskId> => {
	const me = PRACTICE_PEOPLE[PERSON_OF_PART[part]].personId;
	const mine = events.filter(({ by }) => by === me).map(({ event }) => event);
	const any = (test: (event: Stamped['event']) => boolean): boolean => mine.some(test);
	/** the values that this person's own changes have left an action with */
	const set = new Map<string, { owner: boolean; due: boolean }>();
	for (const event of mine) {
		if (event.type !== 'action-value-set') continue;
		const was = set.get(event.number) ?? { owner: false, due: false };
		const when = event.to.due ?? event.to.standing;
		set.set(event.number, { owner: was.owner || event.to.owner != null, due: was.due || when != null });
	}
	const away = looked.findIndex((item) => item !== null);
	const done: Readonly<Record<TaskId, boolean>> = {
		'let-in': any((event) => event.type === 'attendee-confirmed'),
		'next-item': any((event) => event.type === 'item-opened'),
		'give-floor': any((event) => event.type === 'hand-lowered' && event.personId !== me),
		'raise-hand': any((event) => event.type === 'hand-raised'),
		'write-note': wrote.some((name) => name.endsWith('.notes')),
		'write-plan': wrote.some((name) => /^[RA]\d/.test(name)),
		'add-action': any((event) => event.type === 'action-added'),
		'owner-and-day': [...set.values()].some(({ owner, due }) => owner && due),
		'set-day': [...set.values()].some(({ due }) => due),
		'look-round': away >= 0 && looked.slice(away).includes(null),
		'record-dissent': any((event) => event.type === 'dissent-recorded'),
		level: any((event) => event.type === 'level-decided')
	};
	return new Set(OF_PART[part].filter((id) => done[id]));
};
