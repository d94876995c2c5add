/** Taking somebody's updates apart into what they wrote and what they removed, so that the one can be undone without the other. */
import { type DeleteRange, deletesAsUpdate, readYjsUpdate, structsAsUpdate } from '#lib/live-text/yjs-update.ts';

export type LoggedUpdate = { readonly personId: string | null; readonly update: Uint8Array };
/** In order; `isRemoval`: it does nothing but remove what had been there before, or what others wrote. */
export type SplitUpdate = { readonly update: Uint8Array; readonly isRemoval: boolean };

/**
 * One stretch of a document's log. Of this person's updates what they removed stands apart, except what they themselves had
 * written within the stretch: a word mistyped and taken back is no word to put back.
 * @param clients their ids; words that they put back stand under another, and were written by others
 */
export function splitRemoval(
	stretch: readonly LoggedUpdate[],
	personId: string,
	clients: ReadonlySet<number>
): SplitUpdate[] {
	const theirs = stretch.map((one) => (one.personId === personId ? readYjsUpdate(one.update) : null));
	const wroteFrom = new Map<number, number>();
	for (const update of theirs)
		for (const { client, clock } of update?.sections ?? [])
			if (clients.has(client)) wroteFrom.set(client, Math.min(clock, wroteFrom.get(client) ?? clock));
	return stretch.flatMap(({ update: bytes }, n): SplitUpdate[] => {
		const update = theirs[n];
		if (!update || update.deletes.length === 0) return [{ update: bytes, isRemoval: false }];
		const written = update.sections.map(({ count }, section) => ({ section, first: 0, after: count }));
		const own = update.deletes.flatMap((range) =>
			cut(range, wroteFrom.get(range.client) ?? range.clock + range.length)
		);
		const parts: SplitUpdate[] = [];
		if (written.length > 0) parts.push({ update: structsAsUpdate(update, written), isRemoval: false });
		for (const isRemoval of [false, true]) {
			const ranges = own.filter((range) => range.isOld === isRemoval);
			if (ranges.length > 0) parts.push({ update: deletesAsUpdate(ranges), isRemoval });
		}
		return parts;
	});
}

/** What of a range lies before a clock, and what from there on. */
function cut({ client, clock, length }: DeleteRange, at: number): (DeleteRange & { readonly isOld: boolean })[] {
	const old = Math.min(Math.max(at - clock, 0), length);
	return [
		{ client, clock, length: old, isOld: true },
		{ client, clock: clock + old, length: length - old, isOld: false }
	].filter((range) => range.length > 0);
}
