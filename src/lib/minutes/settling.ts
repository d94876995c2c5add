/** What a meeting still has to settle and how far each item has come, as the room shows it. */
import type { ItemCode } from '../agenda/agenda.ts';
import { itemProgress } from '../item-records/item-progress.ts';
import type { ItemProgress } from '../item-records/item-progress-words.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { RestrictedView } from '../restricted/restricted-note.ts';
import { type Gate, gates } from './gates.ts';
import type { Texts } from './minutes-fields.ts';

export type Settling = {
	readonly gates: readonly Gate[];
	readonly progress: Readonly<Partial<Record<ItemCode, ItemProgress>>>;
};

/**
 * The same for the page the server sends, which comes with it, and for the room from then on.
 * @param restricted what whoever looks may know of what is restricted
 */
export const settlingOf = (
	meeting: Meeting,
	texts: Texts,
	{ victims, asks }: Pick<RestrictedView, 'victims' | 'asks'>
): Settling => {
	const open = gates(meeting, texts, victims ?? [], null, asks);
	return { gates: open, progress: itemProgress(meeting, texts, open) };
};
