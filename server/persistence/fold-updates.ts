/**
 * Folding and reading documents with Yjs. What is short is done here; whatever could hold up the people typing goes to
 * one worker thread, one document at a time (performance.md 3.4).
 */
import path from 'node:path';
import { Piscina } from 'piscina';
import type { Cut } from '#lib/redactions/redaction.ts';
import { packageRoot } from '../package-root.ts';
import { textOfUpdates } from './assembled-document.js';
import { pack } from './packed-updates.ts';

export { foldUpdates, textOfUpdates } from './assembled-document.js';

const TIME_LIMIT_MS = 30_000;
/** It starts in 50 ms, and keeps some 40 MB while it is there. */
const WORKER_KEPT_MS = 3000;
/** More gains no time, and is memory that stays. */
const WORKER_YOUNG_MB = 8;
/** Up to this much takes less time here than the way to the worker and back. */
const SHORT = { updates: 200, bytes: 32_768 } as const;

const newPool = () =>
	new Piscina<ReturnType<typeof pack>, unknown>({
		filename: path.join(packageRoot(), 'server/persistence/fold-worker.js'),
		minThreads: 0,
		maxThreads: 1,
		idleTimeout: WORKER_KEPT_MS,
		atomics: 'disabled',
		resourceLimits: { maxYoungGenerationSizeMb: WORKER_YOUNG_MB },
		// The worker needs no setting and no secret of the server.
		env: {},
		execArgv: []
	});

let pool: ReturnType<typeof newPool> | undefined;

/** One update that says the same as all of them, made in the worker. Rejects when they leave a gap or it takes too long. */
export const foldInWorker = (updates: readonly Uint8Array[]): Promise<Uint8Array> =>
	inWorker('fold', updates) as Promise<Uint8Array>;

/** The text of every field ever written, empty ones included. Rejects when the updates leave a gap. */
export async function readTexts(updates: readonly Uint8Array[]): Promise<Record<string, string>> {
	const bytes = updates.reduce((sum, update) => sum + update.length, 0);
	if (updates.length <= SHORT.updates && bytes <= SHORT.bytes) return textOfUpdates(updates);
	try {
		return (await inWorker('texts', updates)) as Record<string, string>;
	} catch {
		// The minutes must not stay open because no thread could be started.
		return textOfUpdates(updates);
	}
}

/** What is put back of one text: the whole log, which updates of it are the removal, and under which id. */
export type PutBackAsked = {
	readonly updates: readonly Uint8Array[];
	/** for each update whether it does nothing but remove what is to be put back */
	readonly removals: readonly boolean[];
	readonly field: string;
	readonly clientId: number;
	/** characters the field may have then */
	readonly most: number;
};
export type PutBackMade =
	| { readonly outcome: 'found'; readonly update: Uint8Array }
	| { readonly outcome: 'already' | 'too-long' };

/** Removed words as an update that puts them back, made in the worker. Rejects when the log leaves a gap or it takes too long. */
export const putBackInWorker = ({ updates, ...asked }: PutBackAsked): Promise<PutBackMade> =>
	inWorker('putBack', updates, asked) as Promise<PutBackMade>;

/** What is taken out of a document, and under which ids what stays is written anew. */
export type RedactAsked = {
	readonly updates: readonly Uint8Array[];
	readonly cuts: Readonly<Record<string, readonly Cut[]>>;
	/** the new id for each that was ever issued */
	readonly ids: readonly (readonly [before: number, now: number])[];
	/** the id of what is put in place of words */
	readonly marks: number;
};

/** A document begun anew without what is cut out. Rejects when the updates leave a gap or it takes too long. */
export const redactInWorker = ({
	updates,
	...asked
}: RedactAsked): Promise<{ readonly update: Uint8Array; readonly used: readonly number[] }> =>
	inWorker('redact', updates, asked) as Promise<{ update: Uint8Array; used: number[] }>;

/** In which texts words were typed that stand there no more. @param updates the whole log */
export const findFormerWords = (updates: readonly Uint8Array[], words: string): Promise<readonly string[]> =>
	inWorker('former', updates, { words }) as Promise<string[]>;

function inWorker(
	name: 'fold' | 'texts' | 'putBack' | 'redact' | 'former',
	updates: readonly Uint8Array[],
	more: object = {}
): Promise<unknown> {
	pool ??= newPool();
	const packed = { ...pack(updates), ...more };
	return pool.run(packed, {
		name,
		signal: AbortSignal.timeout(TIME_LIMIT_MS),
		transferList: [packed.bytes.buffer as ArrayBuffer, packed.ends.buffer as ArrayBuffer]
	});
}

/** Ends the worker; for the end of the process and of tests. The next fold starts a new one. */
export async function closeFoldWorker(): Promise<void> {
	const closing = pool;
	pool = undefined;
	await closing?.destroy();
}
