import { error } from '@sveltejs/kit';
import { certificateDocument } from '#lib/retention/certificate-document.ts';
import { fileAnswer } from '#lib/server/board-page.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readCertificatePage } from '#server/application/read-retention.ts';
import { renderBoardPack } from '#server/export/pdf.ts';
import { PdfProblem } from '#server/export/pdf-problem.ts';
import type { RequestHandler } from './$types';

/** Drawn from the certificate each time: the data file is what is signed. */
export const GET: RequestHandler = async (event) => {
	const page = await readCertificatePage(app(), signedIn(event), Number(event.params.number), 'export-certificate');
	if (!page.ok) return refusePage(page);
	const { certificate } = page.value;
	try {
		const { bytes } = await renderBoardPack(certificateDocument(certificate), event.request.signal);
		return fileAnswer(bytes, 'application/pdf', `MAPPA-certificate-of-destruction-${certificate.number}.pdf`);
	} catch (problem) {
		if (problem instanceof PdfProblem) return error(503, problem.message);
		throw problem;
	}
};
