/** A proposed correction as the database keeps it, and what one person may see of it. */
/** WRONG: the words are wrong or missing. DISSENT: an agency sees it otherwise. LATE_WORDS: typed, and never stored. */
export const CORRECTION_KINDS = ['WRONG', 'DISSENT', 'LATE_WORDS'] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];
export const correctionKindWord: Readonly<Record<CorrectionKind, string>> = {
	WRONG: 'Correction',
	DISSENT: 'A different view',
	LATE_WORDS: 'Words that came too late'
};

/**
 * What became of it. ADDED and NOTED are of a locked record: the chair agrees, or lets it stand beside the record as the
 * author's own statement.
 */
export type SettledAs = 'ACCEPTED' | 'REFUSED' | 'WITHDRAWN' | 'ADDED' | 'NOTED';
export const settledWord: Readonly<Record<SettledAs, string>> = {
	ACCEPTED: 'Accepted',
	REFUSED: 'Not accepted',
	WITHDRAWN: 'Taken back',
	ADDED: 'Added to the record',
	NOTED: 'Added as the author’s statement'
};

export type CorrectionSeen = {
	/** 1, 2, 3 ... of the meeting */
	readonly number: number;
	readonly kind: CorrectionKind;
	readonly by: { readonly personId: string; readonly name: string; readonly agencyName: string };
	/** ISO UTC */
	readonly at: string;
	readonly afterLock: boolean;
	/** '' where it is about something that this person may not read: then everything they may not read is empty */
	readonly place: string;
	readonly placeWords: string;
	readonly says: string;
	readonly shouldSay: string;
	readonly why: string;
	readonly mayRead: boolean;
	readonly settled: {
		readonly as: SettledAs;
		readonly reason: string;
		readonly by: string;
		/** ISO UTC */
		readonly at: string;
		/** the words were put in by one press */
		readonly replaced: boolean;
	} | null;
	/** what this person may do with it now */
	readonly may: { readonly decide: boolean; readonly refuse: boolean; readonly withdraw: boolean };
	/** its words stand exactly once where it says they do, so that one press puts in the others */
	readonly canReplace: boolean;
};

/** Characters of what a draft says, and of what it should say: a whole field fits. */
export const WORDS_MAX = 20_000;

/** Where `says` stands in a text: its place, or why one press cannot put in other words. */
export const findWords = (text: string, says: string): number | 'gone' | 'twice' => {
	if (says === '') return text.trim() === '' ? 0 : 'gone';
	const first = text.indexOf(says);
	if (first < 0) return 'gone';
	return text.indexOf(says, first + 1) < 0 ? first : 'twice';
};
/** The text with the words put in. Call it only where {@link findWords} found a place. */
export const putIn = (text: string, at: number, says: string, shouldSay: string): string =>
	says === '' ? shouldSay : text.slice(0, at) + shouldSay + text.slice(at + says.length);
