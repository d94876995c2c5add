/**
 * Lists that are worked out anew while somebody types: what has not changed stays the same object, and a list in which nothing
 * has changed the same list, so that whatever shows them is not drawn again.
 * @param nameOf tells the entries of one list apart
 */
export const keepEqual = <T>(nameOf: (one: T) => string): ((fresh: readonly T[]) => readonly T[]) => {
	let known = new Map<string, { readonly one: T; readonly words: string }>();
	let last: readonly T[] = [];
	return (fresh) => {
		const entries = fresh.map((one) => {
			const words = JSON.stringify(one);
			const before = known.get(nameOf(one));
			return [nameOf(one), before?.words === words ? before : { one, words }] as const;
		});
		known = new Map(entries);
		const list = entries.map(([, { one }]) => one);
		if (list.length !== last.length || list.some((one, index) => one !== last[index])) last = list;
		return last;
	};
};
