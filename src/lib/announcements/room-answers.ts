/** What the room answers when it is asked: who is where, and how things stand here. Whole sentences, to be heard and read. */
import type { Present } from '../wire.ts';

/**
 * @param items the running order
 * @param me left out: one knows where one is
 */
export const whoIsWhere = (present: readonly Present[], items: readonly string[], me: string): string => {
	const groups = new Map<number, string[]>();
	for (const one of present) {
		if (one.personId === me) continue;
		const number = one.item === null ? 0 : items.indexOf(one.item) + 1;
		groups.set(number, [...(groups.get(number) ?? []), `${one.name}, ${one.agency}`]);
	}
	if (groups.size === 0) return 'Nobody else is connected.';
	return [...groups]
		.sort(([a], [b]) => (a || items.length + 1) - (b || items.length + 1))
		.map(([number, who]) => (number > 0 ? `Item ${number}: ${who.join('; ')}.` : `At no item yet: ${who.join('; ')}.`))
		.join(' ');
};

export type StateHere = {
	/** the sentence about saving, as the head of the room says it */
	readonly saving: string;
	/** where this person looks */
	readonly item: { readonly number: number; readonly title: string };
	/** the number of the item the meeting is at; null when it is the same, or the meeting does not run */
	readonly meetingAt: number | null;
	/** the word for the stage of the meeting */
	readonly stage: string;
	readonly connected: boolean;
	/** a sentence about the time used; '' when the meeting does not run */
	readonly time: string;
};

export const stateInWords = ({ saving, item, meetingAt, stage, connected, time }: StateHere): string =>
	[
		`${saving}.`,
		connected ? 'Connected.' : 'Not connected.',
		`You are at item ${item.number}, ${item.title}.`,
		meetingAt === null ? '' : `The meeting is at item ${meetingAt}.`,
		time || `Stage of the meeting: ${stage}.`
	]
		.filter((sentence) => sentence !== '')
		.join(' ');
