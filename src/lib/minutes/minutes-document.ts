import type { Prose } from './prose.ts';

/**
 * The final minutes laid out as sections of plain blocks. The HTML page and the PDF both draw this and nothing else, so
 * no reader sees a sentence that another does not.
 */
export type MinutesDocument = {
	readonly language: 'en' | 'cy';
	readonly marking: string;
	readonly handling: string;
	readonly area: string;
	readonly title: string;
	readonly reference: string;
	readonly author: string;
	/** of the file, for programs: what a check of the PDF shows */
	readonly keywords?: readonly string[];
	/** ISO 8601, UTC */
	readonly lockedAt: string;
	readonly lockedLine: string;
	readonly contentsTitle: string;
	readonly pageWord: string;
	readonly ofWord: string;
	readonly sections: readonly MinutesSection[];
	readonly fingerprint: MinutesFingerprint;
	/** what this drawing of the record says about itself at its beginning: which version, whose copy, a demonstration */
	readonly notices: readonly MinutesNotice[];
	/** across every page, for the eye: whose copy it is; '' = nobody's. `line` is the same in the foot of the page */
	readonly watermark: { readonly text: string; readonly line: string };
	/** beside the fingerprint: by whom the file is sealed */
	readonly sealLines: readonly string[];
	/** the sentence about characters shown as their code, with {count} for how many places */
	readonly shownAsCodes: string;
};

/** A box at the beginning. */
export type MinutesNotice = { readonly title: string; readonly parts: Prose };

export type MinutesFingerprint = {
	readonly title: string;
	readonly label: string;
	/** all 64 digits, in fours */
	readonly digits: string;
	/** the first sixteen, in fours */
	readonly short: string;
	readonly explanation: string;
};

export type MinutesSection = {
	/** also the anchor of the section in the page */
	readonly id: string;
	readonly title: string;
	/** wide tables lie on their side in print */
	readonly landscape: boolean;
	readonly blocks: readonly MinutesBlock[];
};

export type MinutesBlock =
	/** the note is a line about the heading and stays with it */
	| { readonly kind: 'heading'; readonly text: string; readonly note: string }
	| { readonly kind: 'prose'; readonly parts: Prose }
	| { readonly kind: 'small'; readonly text: string }
	| { readonly kind: 'aside'; readonly label: string; readonly parts: Prose }
	| { readonly kind: 'table'; readonly table: MinutesTable };

export type MinutesTable = {
	readonly caption: string;
	/** the first cell of each row names the row */
	readonly columns: readonly { readonly title: string; readonly share: number }[];
	/** plan rows are long: they are drawn in smaller type */
	readonly dense: boolean;
	readonly rows: readonly (readonly MinutesCell[])[];
};

/** The parts of one cell; a label is printed in bold before its text. */
export type MinutesCell = readonly { readonly label: string; readonly parts: Prose }[];
