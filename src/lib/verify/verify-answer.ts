/** What a check of one file comes to. Plain words throughout: the page and the command print them as they stand. */

export type Verdict =
	/** everything fits the signature */
	| 'valid'
	/** something does not */
	| 'not-valid'
	/** a record from before there were seals, or a PDF that nobody sealed: nothing to check it against */
	| 'no-seal'
	/** not a file this can read */
	| 'not-readable';

export type FileKind =
	| 'record'
	| 'version'
	| 'addendum'
	| 'bundle'
	| 'destruction'
	| 'bare-record'
	| 'kept-apart'
	| 'pdf'
	| 'unknown';

export type Answer = {
	readonly verdict: Verdict;
	readonly kind: FileKind;
	/** "Final minutes NMS-2026-014/2" */
	readonly title: string;
	/** exactly what does not match; empty when valid */
	readonly problems: readonly string[];
	/** what was looked at and fits */
	readonly fits: readonly string[];
	/** by whom, when, with which certificate or key */
	readonly facts: readonly (readonly [label: string, value: string])[];
	/** what this check cannot tell, or what should be looked at by a person */
	readonly notes: readonly string[];
};

/** Whom the reader of the answer trusts. */
export type Trust = {
	/** SHA-256 of public keys that sign records (SubjectPublicKeyInfo, DER), 64 hexadecimal digits */
	readonly keys: readonly string[];
	/** certificates in DER: of whoever seals, or of who issued theirs */
	readonly certificates: readonly Uint8Array[];
	/** SHA-256 of such certificates, where somebody has only that */
	readonly certificatePrints: readonly string[];
};
export const NOBODY: Trust = { keys: [], certificates: [], certificatePrints: [] };

/** Collects an answer while a file is looked at. */
export type Notes = {
	/** @returns whether it fits, so that what depends on it can wait */
	readonly check: (fits: boolean, said: string, otherwise: string) => boolean;
	readonly problem: (said: string) => void;
	readonly fact: (label: string, value: string) => void;
	readonly note: (said: string) => void;
	readonly answer: (kind: FileKind, title: string) => Answer;
};

export const takeNotes = (): Notes => {
	const problems: string[] = [];
	const fits: string[] = [];
	const facts: (readonly [string, string])[] = [];
	const notes: string[] = [];
	return {
		check: (isSo, said, otherwise) => {
			(isSo ? fits : problems).push(isSo ? said : otherwise);
			return isSo;
		},
		problem: (said) => {
			problems.push(said);
		},
		fact: (label, value) => {
			if (value !== '') facts.push([label, value]);
		},
		note: (said) => {
			notes.push(said);
		},
		answer: (kind, title) => ({
			verdict: problems.length === 0 ? 'valid' : 'not-valid',
			...{ kind, title, problems, fits, facts, notes }
		})
	};
};

export const unreadable = (why: string, kind: FileKind = 'unknown'): Answer => ({
	verdict: 'not-readable',
	...{ kind, title: '', problems: [why], fits: [], facts: [], notes: [] }
});

/** In groups of four, as it is printed in the minutes. */
export const grouped = (digits: string): string => digits.replace(/(.{4})(?=.)/g, '$1 ');
