/** What the chair is told when the lock failed for want of its PDF. Whatever had been done for it is undone by then (R15). */
import { type Refusal, refuse } from '#lib/result.ts';
import { PdfProblem, type PdfProblemKind } from '../export/pdf-problem.ts';
import { SealProblem } from '../export/seal-identity.ts';

const AS_BEFORE = 'Nothing is locked and everything is as it was.';
const TRY_AGAIN = `The PDF of the minutes could not be made just now. ${AS_BEFORE} Try again in a minute.`;
const SENTENCES: Record<PdfProblemKind, string> = {
	busy: TRY_AGAIN,
	'too-slow': TRY_AGAIN,
	failed: TRY_AGAIN,
	'too-long': `The minutes are too long for a PDF. ${AS_BEFORE} Shorten them and lock again.`,
	'no-engine': `This server cannot make PDFs. ${AS_BEFORE} Ask whoever runs the server to install the PDF engine.`
};

/** The refusal of a lock whose PDF could not be made or sealed. @throws every other problem again */
export function refuseWithoutPdf(problem: unknown): Refusal {
	if (problem instanceof PdfProblem) return refuse('not-now', SENTENCES[problem.kind]);
	if (problem instanceof SealProblem) return refuse('not-now', `${problem.message} ${AS_BEFORE}`);
	throw problem;
}
