/**
 * The guided tour of the room: what it points at and what it says, by what one does in the meeting. A step names places in the
 * order in which it tries them; one that is not there is left out, or said without pointing where it matters all the same.
 */
import type { ItemCode } from '../agenda/agenda.ts';

export const TOUR_ROLES = ['chair', 'minute-taker', 'attendee'] as const;
export type TourRole = (typeof TOUR_ROLES)[number];
export type TourTab = 'agenda' | 'item' | 'people';
export type TourStep = {
	readonly id: string;
	readonly title: string;
	readonly words: string;
	/** selectors, the best first */
	readonly at: readonly string[];
	/** in the hand: the part of the room it is in */
	readonly tab: TourTab;
	/** looked at while the step is shown; nobody else moves */
	readonly item?: ItemCode;
	/** said also when what it points at is not there */
	readonly always?: true;
};

const AGENDA = {
	id: 'agenda',
	title: 'The agenda',
	words: 'Every item of the meeting, with the time planned and used. Choose one to look at it: nobody else moves.',
	...{ at: ['.room-agenda'], tab: 'agenda', always: true }
} as const satisfies TourStep;
const SAVED = {
	id: 'saved',
	title: 'Whether your words are safe',
	words:
		'This says Saved only when the service has stored every word. If it says that something is not saved, keep the page open.',
	...{ at: ['[data-saving]'], tab: 'item', always: true }
} as const satisfies TourStep;
const PLAN = {
	id: 'plan',
	title: 'A row of the plan',
	words:
		'One risk in each row, with its eight parts and its actions. You write in it together with others, and see who writes where.',
	...{ at: ['article.risk', '#plan-panel', '#item-title'], tab: 'item', item: 'RMP' }
} as const satisfies TourStep;
const HELP_BESIDE = {
	id: 'help',
	title: 'Help beside each field',
	words: 'Press Help beside a field to read what belongs there, with a good and a bad example.',
	...{ at: ['article.risk .ask'], tab: 'item', item: 'RMP' }
} as const satisfies TourStep;
const PEOPLE = {
	id: 'people',
	title: 'The people, by agency',
	words: 'Connected and confirmed are two marks: somebody who is connected may still wait at the door.',
	...{ at: ['.room-people'], tab: 'people', always: true }
} as const satisfies TourStep;
const KEYS = {
	id: 'keys',
	title: 'Keys, and everything else',
	words: 'Behind More you find the keys, this tour and the help. The key ? shows every key that is of use to you.',
	...{ at: ['.room-head .menu > summary', '[aria-keyshortcuts="?"]'], tab: 'item', always: true }
} as const satisfies TourStep;
const HAND = {
	id: 'hand',
	title: 'Your hand',
	words: 'Raise it with this button or the key h. The chair sees the order in which hands went up.',
	...{ at: ['[aria-keyshortcuts="h"]'], tab: 'people' }
} as const satisfies TourStep;
const CATCH_UP = {
	id: 'catch-up',
	title: 'What you missed',
	words:
		'If you come late or were away, What you missed behind More tells you what changed and which actions are yours.',
	...{ at: ['.room-head .menu > summary'], tab: 'item' }
} as const satisfies TourStep;
const NOTES = {
	id: 'notes',
	title: 'The notes of an item',
	words: 'Write for somebody who was not there: what was said and decided, and why. Everybody reads along.',
	...{ at: ['section.notes', '#item-title'], tab: 'item' }
} as const satisfies TourStep;
const MISSING = {
	id: 'missing',
	title: 'What is still missing',
	words:
		'Everything the minutes still owe is listed here, and each line leads to its place. The key g goes to the first.',
	...{ at: ['.room-work .settle'], tab: 'item', item: 'RMP' }
} as const satisfies TourStep;

const STEPS: Readonly<Record<TourRole, readonly TourStep[]>> = {
	chair: [
		AGENDA,
		{
			id: 'pointer',
			title: 'You move the meeting on',
			words: 'Next item takes everybody who follows you to the next one. They can look elsewhere and come back.',
			...{ at: ['.room-head [aria-keyshortcuts="n"]', '#item-title'], tab: 'item' }
		},
		PLAN,
		HELP_BESIDE,
		MISSING,
		SAVED,
		{
			...PEOPLE,
			words:
				'You let people in from the door here. Connected and confirmed are two marks, and only confirmed people see the case.'
		},
		{
			id: 'hands',
			title: 'Who waits to speak',
			words: 'Hands in the order in which they went up, and agencies that have not been heard yet.',
			...{ at: ['[aria-labelledby="people-hands"]'], tab: 'people' }
		},
		KEYS
	],
	'minute-taker': [
		AGENDA,
		NOTES,
		PLAN,
		HELP_BESIDE,
		MISSING,
		SAVED,
		{ ...PEOPLE, words: 'You too can let people in from the door. Connected and confirmed are two marks.' },
		KEYS
	],
	attendee: [
		AGENDA,
		{
			id: 'pointer',
			title: 'Where the meeting is',
			words: 'Your screen follows the chair. Look elsewhere as you like, and come back with the key f.',
			...{ at: ['.room-agenda [aria-current="true"]', '#item-title'], tab: 'agenda' }
		},
		PLAN,
		HELP_BESIDE,
		SAVED,
		PEOPLE,
		HAND,
		CATCH_UP,
		KEYS
	]
};
export const tourSteps = (role: TourRole): readonly TourStep[] => STEPS[role];

/** The step after or before one, leaving out what is not there; null at the end. */
export const stepFrom = (
	steps: readonly TourStep[],
	from: number,
	by: 1 | -1,
	isThere: (step: TourStep) => boolean
): number | null => {
	for (let at = from + by; at >= 0 && at < steps.length; at += by) {
		const step = steps[at]!;
		// What another item shows is known only once it is looked at.
		if (step.always || step.item !== undefined || isThere(step)) return at;
	}
	return null;
};
