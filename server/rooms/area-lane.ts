/**
 * What the rooms of one area ask of the database goes there together: whatever is handed in while a transaction is under
 * way goes into the next one. One transaction per area at a time.
 */

export type AreaLane<Ask, Answer> = (areaId: string, ask: Ask) => Promise<Answer>;

export type LaneRules<Ask, Answer> = {
	/** one transaction; answers in the same order */
	readonly run: (areaId: string, asks: readonly Ask[]) => Promise<readonly Answer[]>;
	/**
	 * at least this long between the beginnings of two transactions, ms: all areas begin together, so that they share one.
	 * Asked anew each time, with how long a transaction takes just now.
	 */
	readonly everyMs: (tookMs: number) => number;
	/** how much of a transaction one of them takes; 1 when absent */
	readonly weight?: (ask: Ask) => number;
};

type Waiting<Ask, Answer> = {
	readonly ask: Ask;
	readonly resolve: (answer: Answer) => void;
	readonly reject: (problem: unknown) => void;
};

/** A database that is silent for longer counts as away; the transaction may still succeed. */
const ANSWER_WITHIN_MS = 5000;
const MOST_WEIGHT = 2000;
/** How much of what is known of a transaction's length is the last one's. */
const NEWEST_COUNTS = 0.1;

/** The lane resolves after COMMIT. It rejects when the database did not answer; what then happened is unknown. */
export function areaLane<Ask, Answer>(rules: LaneRules<Ask, Answer>): AreaLane<Ask, Answer> {
	const { run, everyMs, weight = () => 1 } = rules;
	const lanes = new Map<string, Waiting<Ask, Answer>[]>();
	let took = 0;
	const turn = turns(() => everyMs(took));

	async function runAll(areaId: string, lane: Waiting<Ask, Answer>[]): Promise<void> {
		while (lane.length > 0) {
			await turn();
			await runOne(areaId, takeBatch(lane, weight));
		}
		lanes.delete(areaId);
	}

	async function runOne(areaId: string, batch: readonly Waiting<Ask, Answer>[]): Promise<void> {
		try {
			const asks = batch.map(({ ask }) => ask);
			const began = performance.now();
			const answers = await inTime(run(areaId, asks));
			took += (performance.now() - began - took) * NEWEST_COUNTS;
			for (const [n, one] of batch.entries()) one.resolve(answers[n] as Answer);
		} catch (problem) {
			// One bad document must not hold up the others: each alone.
			if (batch.length === 1) batch[0]?.reject(problem);
			else for (const one of batch) await runOne(areaId, [one]);
		}
	}

	return (areaId, ask) =>
		new Promise((resolve, reject) => {
			const lane = lanes.get(areaId);
			if (lane) {
				lane.push({ ask, resolve, reject });
				return;
			}
			const fresh = [{ ask, resolve, reject }];
			lanes.set(areaId, fresh);
			void runAll(areaId, fresh);
		});
}

/** What fits into one transaction. */
function takeBatch<Ask, Answer>(lane: Waiting<Ask, Answer>[], weight: (ask: Ask) => number): Waiting<Ask, Answer>[] {
	const batch: Waiting<Ask, Answer>[] = [];
	let taken = 0;
	while (lane[0] !== undefined) {
		taken += weight(lane[0].ask);
		if (batch.length > 0 && taken > MOST_WEIGHT) break;
		batch.push(lane.shift() as Waiting<Ask, Answer>);
	}
	return batch;
}

/** Resolves at once when the last turn began long enough ago, else with all others who wait for the next one. */
function turns(everyMs: () => number): () => Promise<void> {
	let last = Number.NEGATIVE_INFINITY;
	let next: Promise<void> | null = null;
	return () => {
		const wait = last + everyMs() - performance.now();
		if (next === null && wait <= 0) {
			last = performance.now();
			return Promise.resolve();
		}
		next ??= new Promise((resolve) => {
			setTimeout(() => {
				last = performance.now();
				next = null;
				resolve();
			}, wait);
		});
		return next;
	};
}

/** Rejects when there is no answer in time. */
export function inTime<T>(work: Promise<T>, withinMs = ANSWER_WITHIN_MS): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('the database does not answer')), withinMs);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
