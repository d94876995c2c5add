/** What this process does by itself again and again: look at other nodes, send mail, write reminders. */

export type RecurringWork = {
	/** Does this after what is being done just now, so that an older answer never comes after a newer one. Never throws. */
	readonly next: (work: () => Promise<void>) => Promise<void>;
	/** Begins nothing more of itself, and waits for what is being done. @param withinMs no longer than this */
	readonly end: (withinMs?: number) => Promise<void>;
};

/**
 * @param parts.work what is done every `everyMs`, unless it is still being done
 * @param parts.failed said once, when it begins to fail: the database is away, and the next time comes soon
 * @param parts.again said once, when it is well again; nothing when absent
 */
export function repeat(parts: {
	readonly work: () => Promise<void>;
	readonly everyMs: number;
	readonly failed: string;
	readonly again?: string;
	readonly log: (line: string) => void;
}): RecurringWork {
	const { work, everyMs, failed, again, log } = parts;
	let isAway = false;
	let lane: Promise<void> = Promise.resolve();
	const next: RecurringWork['next'] = (some) => {
		lane = lane.then(some).then(
			() => {
				if (isAway && again !== undefined) log(again);
				isAway = false;
			},
			(problem: unknown) => {
				if (!isAway) log(`${failed}: ${problem instanceof Error ? problem.name : 'unknown'}`);
				isAway = true;
			}
		);
		return lane;
	};
	let isWaiting = false;
	const timer = setInterval(() => {
		if (isWaiting) return;
		isWaiting = true;
		void next(work).then(() => {
			isWaiting = false;
		});
	}, everyMs).unref();
	return {
		next,
		end: async (withinMs) => {
			clearInterval(timer);
			if (withinMs === undefined) await lane;
			else await Promise.race([lane, new Promise((late) => setTimeout(late, withinMs).unref())]);
		}
	};
}
