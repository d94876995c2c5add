/** How long the final minutes take from record to PDF: the first export starts the worker, the later ones find it warm. */
import { performance } from 'node:perf_hooks';
import { sealText } from '#server/export/fingerprint.ts';
import { closePdfWorker, renderPdf } from '#server/export/pdf.ts';
import { sampleRecord } from '../support/sample-record.ts';

const EXPORTS = 10;

/** Milliseconds of each of ten exports of minutes with 12 risks and 30 actions. */
export async function measureExport(): Promise<number[]> {
	const record = sampleRecord({ risks: 12, actions: 30 });
	const times: number[] = [];
	for (let count = 0; count < EXPORTS; count++) {
		const started = performance.now();
		await renderPdf(record, sealText(record).sha256);
		times.push(performance.now() - started);
	}
	await closePdfWorker();
	return times;
}
