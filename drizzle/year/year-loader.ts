/** Loading the year as the page of the demonstration sees it: begun once, watched, ended between two parts. */
import type { Database } from '#server/persistence/database.ts';
import type { DemoMeans } from '../demo-stage.ts';
import { loadYear, readYear, YearBusy, type YearProgress } from './load-year.ts';

type YearState = YearProgress & {
	readonly isLoading: boolean;
	/** in words, of the last time it was loaded here; '' = nothing went wrong */
	readonly problem: string;
};
export type YearLoader = {
	/** null where the story is not loaded */
	readonly look: () => Promise<YearState | null>;
	/** Does nothing while it is loaded already. Resolves when it has ended. */
	readonly start: (progress?: (now: YearProgress) => void) => Promise<void>;
	/** Ends it after the part that runs; what is loaded stays. */
	readonly cancel: () => void;
};

export function createYearLoader(database: Database, means: DemoMeans, log: (line: string) => void): YearLoader {
	let running: { readonly stop: AbortController; now: YearProgress | null } | null = null;
	let problem = '';
	return {
		look: async () => {
			const known = running?.now ?? (await readYear(database));
			return known && { ...known, isLoading: running !== null, problem };
		},
		start: async (progress) => {
			if (running) return;
			const mine = { stop: new AbortController(), now: null as YearProgress | null };
			[running, problem] = [mine, ''];
			try {
				const heard = (now: YearProgress): void => {
					mine.now = now;
					progress?.(now);
				};
				await loadYear({ database, means, signal: mine.stop.signal, progress: heard });
			} catch (failed) {
				const isBusy = failed instanceof YearBusy;
				problem = isBusy
					? 'It is being loaded by another server of this demonstration.'
					: 'It could not be loaded to its end. What is loaded stays; press the button to go on.';
				if (!isBusy)
					log(`the year of the demonstration could not be loaded: ${failed instanceof Error ? failed.name : ''}`);
			} finally {
				running = null;
			}
		},
		cancel: () => running?.stop.abort()
	};
}
