/** What is said of how far an agenda item has come. */
export type ItemProgress = 'RECORDED' | 'PARTIAL' | 'EMPTY';
export const itemProgressWord: Record<ItemProgress, string> = {
	RECORDED: 'Recorded',
	PARTIAL: 'Partly recorded',
	EMPTY: 'Nothing recorded'
};
