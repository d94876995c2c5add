/**
 * The embedded database, kept running: when its process ends though nobody stopped it, it is started again in the same
 * folder, with what it had committed. Meanwhile the service stays up and says that it cannot reach its records.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { log } from '../log.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

export type KeptPostgres = {
	/** Where it is now: the port may be another one after a restart. */
	readonly address: () => string;
	/** Number of its process now. */
	readonly pid: () => number;
	/** Resolves when it could not be started again in many tries. */
	readonly givenUp: Promise<void>;
	/** Ends it for good and waits until the process is gone. */
	readonly stop: () => Promise<void>;
};

/** A full disk keeps it down until somebody makes room, so that trying goes on for about ten minutes. */
const TRIES = 125;
const PAUSE_MS = { first: 50, most: 5000 } as const;
/** One that lived shorter had not really come back: the pauses go on growing. */
const STEADY_AFTER_MS = 1000;

/** @throws StartProblem when it does not start the first time */
export async function keepEmbeddedPostgres(
	dataFolder: string,
	report: (line: string) => void = log
): Promise<KeptPostgres> {
	let current: EmbeddedPostgres = await startEmbeddedPostgres(dataFolder);
	let stopping = false;

	const startAgain = async (): Promise<EmbeddedPostgres | null> => {
		try {
			return await startEmbeddedPostgres(dataFolder, Number(new URL(current.url).port));
		} catch {
			return null;
		}
	};

	/** Ends when it was stopped, or could not be started again. */
	const watch = async (): Promise<void> => {
		for (let failed = 0; failed < TRIES; ) {
			const since = Date.now();
			await current.ended;
			if (stopping) return;
			failed = Date.now() - since > STEADY_AFTER_MS ? 0 : failed + 1;
			if (failed === 0) report('the embedded database has ended; it is started again');
			await pause(Math.min(PAUSE_MS.first * 2 ** failed, PAUSE_MS.most));
			const next = stopping ? null : await startAgain();
			if (next === null) continue;
			current = next;
			report('the embedded database runs again');
			if (stopping) return current.stop();
		}
		report('the embedded database does not start again');
	};
	const watching = watch();

	return {
		address: () => current.url,
		pid: () => current.pid,
		givenUp: watching.then(() => (stopping ? new Promise<void>(() => {}) : undefined)),
		stop: async () => {
			stopping = true;
			await current.stop();
			await watching;
		}
	};
}
