/**
 * Who has been heard in a running meeting: given the floor by whoever runs it, or recorded something. A fact for the chair,
 * who draws out every agency (domain.md 4.5); it is counted nowhere and is no score.
 */
import type { MeetingEvent } from '../meeting/meeting.ts';

export type HeardPerson = {
	/** how often somebody else lowered their hand: they were given the floor */
	readonly called: number;
	/** facts they recorded: a row, an action, a different view, an item's field */
	readonly recorded: number;
};
/** By person id. */
export type Heard = Readonly<Record<string, HeardPerson>>;
export const NOBODY_HEARD: Heard = {};
const NOTHING: HeardPerson = { called: 0, recorded: 0 };

/** What only whoever takes part in the talk does; running the meeting is not among it. */
const TELLING: readonly MeetingEvent['type'][] = [
	'return-sent',
	'proposal-taken',
	'risk-added',
	'risk-value-set',
	'action-added',
	'action-value-set',
	'action-outcome-recorded',
	'action-accepted',
	'indicator-marked',
	'condition-recorded',
	'order-proposed',
	'item-recorded',
	'dissent-recorded'
];

/** Whether an event is its author's own contribution. */
export const tells = ({ type }: MeetingEvent): boolean => TELLING.includes(type);

export const heardPerson = (heard: Heard, personId: string): HeardPerson =>
	Object.hasOwn(heard, personId) ? (heard[personId] ?? NOTHING) : NOTHING;

/** @param by who caused the event, while the meeting runs */
export const evolveHeard = (heard: Heard, event: MeetingEvent, by: string): Heard => {
	const more = (personId: string, change: Partial<HeardPerson>): Heard => ({
		...heard,
		[personId]: { ...heardPerson(heard, personId), ...change }
	});
	if (event.type === 'hand-lowered' && event.personId !== by)
		return more(event.personId, { called: heardPerson(heard, event.personId).called + 1 });
	if (event.type === 'agency-called') {
		const called = event.personIds.map((id) => [
			id,
			{ ...heardPerson(heard, id), called: heardPerson(heard, id).called + 1 }
		]);
		return { ...heard, ...Object.fromEntries(called) };
	}
	return tells(event) ? more(by, { recorded: heardPerson(heard, by).recorded + 1 }) : heard;
};
