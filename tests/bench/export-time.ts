/**
 * How long the final minutes take from record to sealed PDF: the first export starts the worker, the later ones find it warm.
 * What twenty at once do to those who type meanwhile, and what two hundred leave behind.
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { sealText } from '#server/export/fingerprint.ts';
import { renderDocx } from '#server/export/minutes-docx.ts';
import { renderHtml } from '#server/export/minutes-html.ts';
import { closePdfWorker, renderPdf } from '#server/export/pdf.ts';
import { sealPdf } from '#server/export/pdf-seal.ts';
import { printedSeal } from '#server/export/seal-identity.ts';
import { sampleRecord } from '../support/sample-record.ts';
import { testSeal } from '../support/test-seal.ts';

const LATER = 9;
const AT_ONCE = 20;
/** Afterwards, only to count: a few at a time. */
const TOGETHER = 4;
const IN_ALL = 200;

export type ExportTimes = {
	/** ms; 25 pages, from record to sealed bytes */
	readonly first: number;
	readonly later: readonly number[];
	readonly pages: number;
	/** ms: the longest that anything else had to wait while twenty were made, and how long they took together */
	readonly stall: number;
	readonly twenty: number;
	/** ms for a Word document and a web page, which are made beside those who type */
	readonly docx: number;
	readonly html: number;
	/** MB by which the process grew from the 40th to the 200th */
	readonly growth: number;
};

export async function measureExport(): Promise<ExportTimes> {
	const record = sampleRecord({ risks: 12, actions: 30 });
	const { sha256 } = sealText(record);
	const identity = testSeal('rsa');
	const make = async (): Promise<number> => {
		const { bytes, pages } = await renderPdf(record, sha256, { sealed: printedSeal(identity) });
		await sealPdf(bytes, identity, { lockedAt: record.lockedAt, reason: 'Measured' });
		return pages;
	};
	const timed = async (work: () => unknown): Promise<number> => {
		const started = performance.now();
		await work();
		return performance.now() - started;
	};
	const first = await timed(make);
	const later: number[] = [];
	for (let count = 0; count < LATER; count++) later.push(await timed(make));
	const delay = monitorEventLoopDelay({ resolution: 5 });
	delay.enable();
	const twenty = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, make)));
	delay.disable();
	const docx = await middleOf(() => renderDocx(record, sha256));
	const html = await middleOf(() => renderHtml(record, sha256));
	await inTurn(IN_ALL / 5 - AT_ONCE, make);
	const before = process.memoryUsage().rss;
	await inTurn((IN_ALL / 5) * 4, make);
	const growth = (process.memoryUsage().rss - before) / 1_000_000;
	const pages = await make();
	await closePdfWorker();
	return { first, later, pages, stall: delay.max / 1_000_000, twenty, docx, html, growth };

	async function middleOf(work: () => unknown): Promise<number> {
		const times: number[] = [];
		for (let count = 0; count < LATER; count++) times.push(await timed(work));
		return times.sort((a, b) => a - b)[LATER >> 1] ?? Number.NaN;
	}
}

/** So many, a few of them at the same time. */
async function inTurn(count: number, work: () => Promise<unknown>): Promise<void> {
	let left = count;
	const one = async (): Promise<void> => {
		while (left-- > 0) await work();
	};
	await Promise.all(Array.from({ length: TOGETHER }, one));
}
