/** The sentences about saving (design.md section 5). They may never say saved while anything is not. */
export type DocumentSaving = {
	readonly connected: boolean;
	/** local time (epoch ms) since when something typed here is not acknowledged after commit; null = nothing is */
	readonly unsavedSince: number | null;
	/** a page before this one has left words, or may have, and they are not taken back yet */
	readonly restoring: boolean;
	/** typed here and never to be taken: the writing had ended */
	readonly refused: boolean;
	/** server time (epoch ms) of the last acknowledgement; null before the first */
	readonly savedAt: number | null;
};
export type Saving = {
	/** the line that carries facts */
	readonly connected: boolean;
	/** local time (epoch ms) since when a command is sent and not answered; null = none is */
	readonly pendingSince: number | null;
	readonly documents: readonly DocumentSaving[];
	/** local time (epoch ms) since when anything has been disconnected; null = nothing is */
	readonly lostSince: number | null;
	/** local time, epoch ms */
	readonly now: number;
};
export type SavingState =
	| { readonly kind: 'joining' }
	| { readonly kind: 'restoring' }
	| { readonly kind: 'saving' }
	| { readonly kind: 'saved'; readonly at: number | null }
	| { readonly kind: 'lost' }
	/** lost for so long that one is told since when */
	| { readonly kind: 'offline'; readonly since: number }
	/** the lines stand and yet nothing is acknowledged */
	| { readonly kind: 'unanswered' }
	| { readonly kind: 'refused' };

/** A loss shorter than this is not worth a word; something typed that waits longer is not saved. */
export const QUIET_LOSS_MS = 3_000;
const OFFLINE_MS = 10_000;

export const savingState = ({ connected, pendingSince, documents, lostSince, now }: Saving): SavingState => {
	const lost = !connected || documents.some((document) => !document.connected);
	const lostFor = lost && lostSince !== null ? now - lostSince : 0;
	if (lost && lostSince !== null && lostFor >= OFFLINE_MS) return { kind: 'offline', since: lostSince };
	if (lostFor >= QUIET_LOSS_MS) return { kind: 'lost' };
	const waiting = [pendingSince, ...documents.map(({ unsavedSince }) => unsavedSince)].filter((at) => at !== null);
	if (waiting.length > 0)
		return now - Math.min(...waiting) >= QUIET_LOSS_MS ? { kind: 'unanswered' } : { kind: 'saving' };
	if (documents.some(({ refused }) => refused)) return { kind: 'refused' };
	const times = documents.flatMap(({ savedAt }) => (savedAt === null ? [] : [savedAt]));
	if (lost && times.length === 0) return { kind: 'joining' };
	if (documents.some(({ restoring }) => restoring)) return { kind: 'restoring' };
	return { kind: 'saved', at: times.length > 0 ? Math.max(...times) : null };
};
