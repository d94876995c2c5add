/**
 * How many of the rows of an item are drawn. With the page it is all of them, as the server sent them. When somebody comes from
 * another item it is the first, and then one more with every task, so that the click is answered at once and keys are heard between.
 * Call while the component begins.
 * @param whole drawn with the page
 */
export function drawnInTurn(total: () => number, whole: boolean): () => number {
	let drawn = $state(whole ? Number.POSITIVE_INFINITY : 1);
	$effect(() => {
		if (drawn === Number.POSITIVE_INFINITY) return;
		const next = setTimeout(() => (drawn = drawn + 1 < total() ? drawn + 1 : Number.POSITIVE_INFINITY));
		return () => clearTimeout(next);
	});
	return () => drawn;
}
