/**
 * Folding and reading documents with Yjs. What is short is done here; whatever could hold up the people typing goes to
 * one worker thread, one document at a time (performance.md 3.4).
 */
import path from 'node:path';
import { Piscina } from 'piscina';
import { packageRoot } from '../package-root.ts';
import { textOfUpdates } from './assembled-document.js';
import { pack } from './packed-updates.ts';

export { foldUpdates, textOfUpdates } from './assembled-document.js';

const TIME_LIMIT_MS = 30_000;
const WORKER_KEPT_MS = 60_000;
/** Up to this much takes less time here than the way to the worker and back. */
const SHORT = { updates: 200, bytes: 32_768 } as const;

const newPool = () =>
	new Piscina<ReturnType<typeof pack>, unknown>({
		filename: path.join(packageRoot(), 'server/persistence/fold-worker.js'),
		minThreads: 0,
		maxThreads: 1,
		idleTimeout: WORKER_KEPT_MS,
		atomics: 'disabled',
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

function inWorker(name: 'fold' | 'texts', updates: readonly Uint8Array[]): Promise<unknown> {
	pool ??= newPool();
	const packed = pack(updates);
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
