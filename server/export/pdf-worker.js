import { familyCoverage } from './pdf-fonts.js';
import { openPdf, pdfPageCount } from './pdf-increment.js';
import { claimPdfUa } from './pdf-ua-claim.js';
import { printableData, printableText } from './printable-text.js';
import { openTypst } from './typst-engine.js';

/**
 * Runs in a worker thread, unbundled, so that no typesetting ever holds up the people typing. One document at a time.
 *
 * @typedef {{ document: object, replaced: number, template?: import('./typst-engine.js').Template }} PdfTask
 * @typedef {{ bytes: Uint8Array, pages: number, unshowable: number }} RenderedPdf
 */

const engine = await openTypst();
const printable = printableText(familyCoverage());

/**
 * A laid-out document as PDF/A-2a that is also PDF/UA-1: the same document gives the same bytes.
 * `replaced` counts the hidden characters that were already shown as codes.
 * @param {PdfTask} task
 * @returns {Promise<RenderedPdf>}
 */
export default async ({ document, replaced, template }) => {
	try {
		const shown = printableData(document, printable);
		const unshowable = replaced + shown.unshowable;
		const typeset = await engine.typeset(JSON.stringify({ document: shown.value, unshowable }), template);
		const pdf = claimPdfUa(typeset);
		// A copy of its own memory, so that the engine's can go.
		return { bytes: new Uint8Array(pdf), pages: pdfPageCount(openPdf(pdf)), unshowable };
	} finally {
		await engine.tidy();
	}
};
