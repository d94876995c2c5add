/** The time that is left, for whoever runs the meeting: said when five minutes and one minute are left, and not otherwise. */
import { type Agenda, type ItemCode, usedMs } from './agenda.ts';

const MINUTE = 60_000;
/** Minutes left at which something is said (peers.md 4.3). */
const CALLED_AT = [5, 1] as const;

export type TimeUsed = {
	readonly item: ItemCode | null;
	/** of the open item, milliseconds; 0 where none is open */
	readonly itemUsed: number;
	readonly itemPlanned: number;
	/** of all items */
	readonly used: number;
	readonly planned: number;
};

/** @param now epoch ms, the server's clock */
export const timeUsed = (agenda: Agenda, now: number): TimeUsed => {
	const open = agenda.items.find(({ code }) => code === agenda.current);
	return {
		item: agenda.current,
		itemUsed: open ? usedMs(open, now) : 0,
		itemPlanned: (open?.plannedMinutes ?? 0) * MINUTE,
		used: agenda.items.reduce((sum, item) => sum + usedMs(item, now), 0),
		planned: agenda.items.reduce((sum, item) => sum + item.plannedMinutes, 0) * MINUTE
	};
};

export type TimeCall = { readonly of: 'ITEM' | 'MEETING'; readonly minutes: number };

/** What is to be said between two looks at the clock: only a mark that was passed while somebody looked. */
export const timeCalls = (before: TimeUsed, now: TimeUsed): readonly TimeCall[] => {
	const passed = (was: number, is: number): number | undefined =>
		CALLED_AT.findLast((minutes) => was > minutes * MINUTE && is <= minutes * MINUTE && is > 0);
	const ofItem =
		before.item === now.item ? passed(before.itemPlanned - before.itemUsed, now.itemPlanned - now.itemUsed) : undefined;
	const ofMeeting = passed(before.planned - before.used, now.planned - now.used);
	return [
		...(ofItem ? [{ of: 'ITEM', minutes: ofItem } as const] : []),
		...(ofMeeting ? [{ of: 'MEETING', minutes: ofMeeting } as const] : [])
	];
};

const minutes = (ms: number): number => Math.floor(ms / MINUTE);
/** "6 of 8 min" */
export const usedOfPlanned = (used: number, planned: number): string => `${minutes(used)} of ${minutes(planned)} min`;

export const timeCallWords = ({ of, minutes }: TimeCall): string => {
	if (of === 'ITEM') return minutes === 1 ? 'One minute left for this item.' : `${minutes} minutes left for this item.`;
	return minutes === 1 ? 'One minute left of the meeting.' : `${minutes} minutes left of the meeting.`;
};

/** What is said when somebody asks for the time. */
export const timeInWords = (time: TimeUsed): string =>
	time.item === null
		? `No item is open. The meeting has used ${minutes(time.used)} of ${minutes(time.planned)} minutes.`
		: `This item has used ${minutes(time.itemUsed)} of ${minutes(time.itemPlanned)} minutes, the meeting ${minutes(time.used)} of ${minutes(time.planned)}.`;
