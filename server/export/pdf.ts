import path from 'node:path';
import { Piscina } from 'piscina';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import type { LaidOut } from '#lib/minutes/lay-out-minutes.ts';
import type { Print } from '#lib/minutes/print.ts';
import type { BoardPackDocument } from '#lib/smb/pack-document.ts';
import { PdfProblem } from '#server/export/pdf-problem.ts';
import type { PdfTask, RenderedPdf } from '#server/export/pdf-worker.js';
import { packageRoot } from '#server/package-root.ts';
import { layOutInItsLanguage } from './lay-out-in-language.ts';

export type { RenderedPdf };

/** Twenty people may ask in the same second. */
const WAITING_AT_MOST = 20;
const TIME_LIMIT_MS = 30_000;
const SIZE_LIMIT_CHARACTERS = 8_000_000;
const WORKER_KEPT_MS = 60_000;

/** One worker is enough: the engine uses every core for one document. It goes when nobody has asked for a while. */
const newPool = () =>
	new Piscina<PdfTask, RenderedPdf>({
		filename: path.join(packageRoot(), 'server/export/pdf-worker.js'),
		minThreads: 0,
		maxThreads: 1,
		idleTimeout: WORKER_KEPT_MS,
		atomics: 'disabled',
		// The worker needs no setting and no secret of the server: only where a typst command may lie.
		env: { PATH: process.env.PATH ?? '' },
		execArgv: []
	});

/** `turn` ends when everything asked for before has been made: piscina's own queue lets those who come later pass the first. */
type Lane = { readonly pool: ReturnType<typeof newPool>; turn: Promise<unknown>; waiting: number };
/**
 * A lock and an addendum are drawn while a transaction waits, so they have a worker of their own: files that twenty people
 * have asked for never hold them up, nor turn them away.
 */
const lanes: { acts?: Lane; files?: Lane } = {};

/**
 * The record as PDF/A-2a with the PDF/UA-1 claim: the same record and fingerprint give the same bytes. `pages` counts
 * pages; `unshowable` counts the places where a character is shown as its code. Throws a PdfProblem with one plain
 * sentence when no engine is installed, too many exports wait, the minutes are too long, or 30 seconds have passed.
 */
export const renderPdf = async (
	record: FinalRecord,
	sha256: string,
	print: Print = {},
	timeLimitMs = TIME_LIMIT_MS
): Promise<RenderedPdf> => typeset(layOutInItsLanguage(record, sha256, print), AbortSignal.timeout(timeLimitMs));

/** The same inside the lock, which does not wait behind files. */
export const renderForLock = async (record: FinalRecord, sha256: string, print: Print): Promise<RenderedPdf> =>
	typeset(layOutInItsLanguage(record, sha256, print), AbortSignal.timeout(TIME_LIMIT_MS), 'acts');

/** The same for an addendum, which is laid out already and sealed as the lock is. */
export const renderLaidOut = (laidOut: LaidOut): Promise<RenderedPdf> =>
	typeset(laidOut, AbortSignal.timeout(TIME_LIMIT_MS), 'acts');

/** The same for a pack of the Board's. @param given ends when nobody waits for it any more */
export const renderBoardPack = (document: BoardPackDocument, given?: AbortSignal): Promise<RenderedPdf> => {
	const limits = [AbortSignal.timeout(TIME_LIMIT_MS), ...(given ? [given] : [])];
	return typeset({ document, replaced: 0, template: 'board-pack' }, AbortSignal.any(limits));
};

const typeset = async (
	task: PdfTask,
	signal: AbortSignal,
	name: keyof typeof lanes = 'files'
): Promise<RenderedPdf> => {
	if (JSON.stringify(task).length > SIZE_LIMIT_CHARACTERS) throw new PdfProblem('too-long');
	lanes[name] ??= { pool: newPool(), turn: Promise.resolve(), waiting: 0 };
	const lane = lanes[name];
	if (lane.waiting > WAITING_AT_MOST) throw new PdfProblem('busy');
	lane.waiting += 1;
	const made = lane.turn.then(() => lane.pool.run(task, { signal }));
	lane.turn = made.catch(() => undefined);
	try {
		return await Promise.race([made, ended(signal)]);
	} catch (problem) {
		throw PdfProblem.from(problem);
	} finally {
		lane.waiting -= 1;
	}
};

/** Fails as the worker does when nobody waits any more or the time is up, also for what has not begun. */
const ended = (signal: AbortSignal): Promise<never> =>
	new Promise((_, reject) => {
		const end = () => reject(new DOMException('The task has been aborted', 'AbortError'));
		if (signal.aborted) end();
		else signal.addEventListener('abort', end, { once: true });
	});

/** Ends the workers; for the end of the process and of tests. The next export starts a new one. */
export const closePdfWorker = async (): Promise<void> => {
	const closing = [lanes.acts, lanes.files];
	lanes.acts = undefined;
	lanes.files = undefined;
	await Promise.all(closing.map((lane) => lane?.pool.destroy()));
};
