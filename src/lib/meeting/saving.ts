/** The sentences about saving (design.md section 5). They may never say saved while anything is not. */
export type DocumentSaving = {
	readonly connected: boolean;
	/** typed here and not yet acknowledged after commit */
	readonly unsaved: boolean;
	/** typed here and never to be taken: the writing had ended */
	readonly refused: boolean;
	/** server time (epoch ms) of the last acknowledgement; null before the first */
	readonly savedAt: number | null;
};
export type Saving = {
	/** the line that carries facts */
	readonly connected: boolean;
	/** commands sent and not yet answered */
	readonly pending: number;
	readonly documents: readonly DocumentSaving[];
	/** local time (epoch ms) since when anything has been disconnected; null = nothing is */
	readonly lostSince: number | null;
	/** local time, epoch ms */
	readonly now: number;
};
export type SavingState =
	| { readonly kind: 'joining' }
	| { readonly kind: 'saving' }
	| { readonly kind: 'saved'; readonly at: number | null }
	| { readonly kind: 'lost' }
	| { readonly kind: 'refused' };

/** A loss shorter than this is not worth a word. */
export const QUIET_LOSS_MS = 3_000;

export const savingState = (saving: Saving): SavingState => {
	const lost = !saving.connected || saving.documents.some((document) => !document.connected);
	if (lost && saving.lostSince !== null && saving.now - saving.lostSince >= QUIET_LOSS_MS) return { kind: 'lost' };
	if (saving.pending > 0 || saving.documents.some((document) => document.unsaved)) return { kind: 'saving' };
	if (saving.documents.some((document) => document.refused)) return { kind: 'refused' };
	const times = saving.documents.flatMap((document) => (document.savedAt === null ? [] : [document.savedAt]));
	if (lost && times.length === 0) return { kind: 'joining' };
	return { kind: 'saved', at: times.length > 0 ? Math.max(...times) : null };
};
