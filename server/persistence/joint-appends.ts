/**
 * What several areas store in the same moment goes into one transaction: its COMMIT, not its rows, is what storing costs.
 * Row security then sees these areas and no others (migrations, store_all_updates).
 */
import { type Append, type AppendOutcome, appendUpdates } from './append-updates.ts';
import type { Database } from './database.ts';

type Call = {
	readonly areaId: string;
	readonly appends: readonly Append[];
	readonly resolve: (outcomes: readonly AppendOutcome[]) => void;
	readonly reject: (problem: unknown) => void;
};
export type AppendInArea = (areaId: string, appends: readonly Append[]) => Promise<readonly AppendOutcome[]>;

/** Resolves after COMMIT; outcomes in the order of `appends`. */
export function jointAppends(database: Pick<Database, 'call' | 'withoutArea' | 'keys'>): AppendInArea {
	let waiting: Call[] = [];

	async function store(calls: readonly Call[]): Promise<void> {
		try {
			const outcomes = await appendUpdates(database, calls);
			for (const [n, call] of calls.entries()) call.resolve(outcomes[n] as AppendOutcome[]);
		} catch (problem) {
			// What is wrong in one area must not hold up another.
			if (calls.length === 1) calls[0]?.reject(problem);
			else for (const call of calls) void store([call]);
		}
	}

	function storeWaiting(): void {
		const calls = waiting;
		waiting = [];
		const first = new Map<string, Call>();
		for (const call of calls) {
			if (!first.has(call.areaId)) first.set(call.areaId, call);
			// A second call of one area may name the same document: it comes in its own turn.
			else void store([call]);
		}
		void store([...first.values()]);
	}

	return (areaId, appends) =>
		new Promise((resolve, reject) => {
			if (waiting.push({ areaId, appends, resolve, reject }) === 1) setImmediate(storeWaiting);
		});
}
