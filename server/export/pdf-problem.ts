import { NO_ENGINE } from '#server/export/no-engine.js';

export type PdfProblemKind = 'no-engine' | 'busy' | 'too-long' | 'too-slow' | 'failed';

const SENTENCES: Record<PdfProblemKind, string> = {
	'no-engine': NO_ENGINE,
	busy: 'Too many PDF copies are being made at the moment. Try again in a minute.',
	'too-long': 'These minutes are too long for a PDF. The page and the data file hold all of them.',
	'too-slow': 'Making the PDF took too long and was stopped. The page and the data file hold the same minutes.',
	failed: 'The PDF could not be made. The page and the data file hold the same minutes.'
};

/** Why there is no PDF; the message is one plain sentence for the reader and never holds a word of the minutes. */
export class PdfProblem extends Error {
	override readonly name = 'PdfProblem';
	/** By its name: each language's build has a class of its own, and what one throws another catches (decision 056). */
	static override [Symbol.hasInstance](one: unknown): boolean {
		return one instanceof Error && one.name === 'PdfProblem';
	}
	readonly kind: PdfProblemKind;

	constructor(kind: PdfProblemKind, cause?: unknown) {
		super(SENTENCES[kind], { cause });
		this.kind = kind;
	}

	/** What went wrong in the worker, sorted into a kind. */
	static from(problem: unknown): PdfProblem {
		const { name, message } = problem instanceof Error ? problem : { name: '', message: '' };
		if (message === NO_ENGINE) return new PdfProblem('no-engine');
		if (name === 'AbortError') return new PdfProblem('too-slow', problem);
		return new PdfProblem('failed', problem);
	}
}
