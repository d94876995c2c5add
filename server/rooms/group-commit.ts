/**
 * Group commit: whatever the rooms of one area hand in while a transaction is under way goes into the next one. One
 * transaction per area at a time, and a short pause between two, so that typing costs few commits (performance.md 3.7).
 */
import type { Append, AppendOutcome, DocumentLog } from '../persistence/document-log.ts';

export type GroupCommit = {
	/** Resolves after COMMIT. Rejects when the database did not answer; whether it stored the updates is then unknown. */
	readonly append: (areaId: string, append: Append) => Promise<AppendOutcome>;
};

type Waiting = {
	readonly append: Append;
	readonly resolve: (outcome: AppendOutcome) => void;
	readonly reject: (problem: unknown) => void;
};

/** At least this long between two commits of one area. */
const COMMIT_EVERY_MS = 20;
/** A database that is silent for longer counts as away; the transaction may still succeed. */
const ANSWER_WITHIN_MS = 5000;
const MOST_ENTRIES = 2000;

export function groupCommit(log: Pick<DocumentLog, 'append'>): GroupCommit {
	const lanes = new Map<string, Waiting[]>();

	async function run(areaId: string, lane: Waiting[]): Promise<void> {
		while (lane.length > 0) {
			const next = pause(COMMIT_EVERY_MS);
			await commit(areaId, takeBatch(lane));
			await next;
		}
		lanes.delete(areaId);
	}

	async function commit(areaId: string, batch: readonly Waiting[]): Promise<void> {
		try {
			const outcomes = await inTime(
				log.append(
					areaId,
					batch.map((one) => one.append)
				)
			);
			for (const [n, one] of batch.entries()) one.resolve(outcomes[n] as AppendOutcome);
		} catch (problem) {
			// One bad document must not hold up the others: each alone.
			if (batch.length === 1) batch[0]?.reject(problem);
			else for (const one of batch) await commit(areaId, [one]);
		}
	}

	return {
		append: (areaId, append) =>
			new Promise((resolve, reject) => {
				const lane = lanes.get(areaId);
				if (lane) {
					lane.push({ append, resolve, reject });
					return;
				}
				const fresh = [{ append, resolve, reject }];
				lanes.set(areaId, fresh);
				void run(areaId, fresh);
			})
	};
}

/** What fits into one transaction. A room hands in one append at a time, so no document is in it twice. */
function takeBatch(lane: Waiting[]): Waiting[] {
	const batch: Waiting[] = [];
	let entries = 0;
	while (lane[0] !== undefined) {
		entries += lane[0].append.entries.length;
		if (batch.length > 0 && entries > MOST_ENTRIES) break;
		batch.push(lane.shift() as Waiting);
	}
	return batch;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function inTime<T>(work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('the database does not answer')), ANSWER_WITHIN_MS);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
