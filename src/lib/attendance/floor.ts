/**
 * Who has had the floor on each agenda item: given it by whoever runs the meeting, asked by name of their agency, or heard by
 * what they recorded. For the chair, who draws out every agency (domain.md 4.5); it is counted nowhere and is no score.
 */
import type { ItemCode } from '../agenda/agenda.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { tells } from './heard.ts';

/** The chair asked an agency to speak. `personIds`: its people who were in the room at that second. */
export type FloorEvent = {
	readonly type: 'agency-called';
	readonly agencyId: string;
	readonly item: ItemCode;
	readonly personIds: readonly string[];
};
export type ItemFloor = {
	/** ids of agencies asked to speak, in order */
	readonly called: readonly string[];
	/** ids of people given the floor, or who recorded something while the item was open */
	readonly heard: readonly string[];
};
export type Floor = Readonly<Partial<Record<ItemCode, ItemFloor>>>;
export const NO_FLOOR: Floor = {};
const NOTHING: ItemFloor = { called: [], heard: [] };

export const floorOf = (floor: Floor, item: ItemCode): ItemFloor => floor[item] ?? NOTHING;

const withOne = (all: readonly string[], one: string): readonly string[] => (all.includes(one) ? all : [...all, one]);

/** @param current the item that is open @param by who caused the event, while the meeting runs */
export const evolveFloor = (floor: Floor, current: ItemCode | null, event: MeetingEvent, by: string): Floor => {
	if (event.type === 'agency-called') {
		const before = floorOf(floor, event.item);
		return { ...floor, [event.item]: { ...before, called: withOne(before.called, event.agencyId) } };
	}
	const who = event.type === 'hand-lowered' && event.personId !== by ? event.personId : tells(event) ? by : null;
	if (current === null || who === null) return floor;
	const before = floorOf(floor, current);
	const heard = withOne(before.heard, who);
	return heard === before.heard ? floor : { ...floor, [current]: { ...before, heard } };
};
