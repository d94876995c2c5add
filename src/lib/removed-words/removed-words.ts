/**
 * Words of others that somebody removed in a short time: noticed by the server, kept as a fact of the meeting, and put back
 * or left out by a person (promises Y3). The words themselves are never here: the log of the document has them.
 */
import { never } from '../result.ts';
import type { StandingDocument } from '../wire.ts';

/** What became of removed words. `already`: they were in the text again, so nothing had to be put back. */
export type Settled = {
	readonly how: 'put-back' | 'left-out';
	readonly already: boolean;
	/** the id under which the words stand again; null when nothing was put back */
	readonly client: number | null;
	readonly by: string;
	/** ISO 8601 UTC; also the time of the update that put them back */
	readonly at: string;
};
export type RemovedWords = {
	readonly id: string;
	readonly document: StandingDocument;
	readonly field: string;
	/** who removed them */
	readonly by: string;
	/** whose words they were; null = carried over from the previous meeting */
	readonly whose: readonly (string | null)[];
	/** characters that others wrote */
	readonly characters: number;
	/** numbers of the first and last update of the document's log that removed some of them */
	readonly from: number;
	readonly to: number;
	/** ISO 8601 UTC: when it was noticed first */
	readonly at: string;
	/** null while nobody has dealt with it */
	readonly settled: Settled | null;
};
type Noticed = Omit<RemovedWords, 'by' | 'at' | 'settled'> & { readonly personId: string };
export type RemovedWordsEvent =
	/** a known id: the same removal has gone on */
	| ({ readonly type: 'words-removed' } & Noticed)
	| { readonly type: 'words-put-back'; readonly id: string; readonly already: boolean; readonly client: number | null }
	| { readonly type: 'words-left-out'; readonly id: string };

export const evolveRemovedWords = (
	all: readonly RemovedWords[],
	event: RemovedWordsEvent,
	at: string,
	by: string
): readonly RemovedWords[] => {
	const settle = (what: Pick<Settled, 'how' | 'already' | 'client'>): readonly RemovedWords[] =>
		all.map((one) => (one.id === event.id ? { ...one, settled: { ...what, by, at } } : one));
	switch (event.type) {
		case 'words-removed': {
			const { type: _, personId, ...noticed } = event;
			if (all.some((one) => one.id === event.id))
				return all.map((one) => (one.id === event.id ? { ...one, ...noticed } : one));
			return [...all, { ...noticed, by: personId, at, settled: null }];
		}
		case 'words-put-back':
			return settle({ how: 'put-back', already: event.already, client: event.client });
		case 'words-left-out':
			return settle({ how: 'left-out', already: false, client: null });
		default:
			return never(event);
	}
};

/**
 * The putting back that made somebody the last to change a field: their name stands for words that others wrote. Null when
 * they wrote themselves. @param author who changed it last, and when (ms)
 */
export const putBackIn = (
	all: readonly RemovedWords[],
	field: string,
	author: { readonly personId: string | null; readonly at: number }
): RemovedWords | null =>
	all.find(
		({ field: where, settled }) =>
			where === field &&
			settled?.how === 'put-back' &&
			!settled.already &&
			settled.by === author.personId &&
			Date.parse(settled.at) === author.at
	) ?? null;
