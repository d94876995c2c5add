/**
 * What the server knows of a document without holding its words: how far each client has written, which field each
 * character lies in, which characters are deleted, and how long each field is. Enough to judge every frame (R14).
 */
import { type ClockRanges, union, without } from '#lib/live-text/clock-ranges.ts';

export type KnownClient = {
	/** next clock expected from this client */
	clock: number;
	/** first clocks of runs that lie in one field, rising, and the field of each run */
	readonly starts: number[];
	readonly fields: string[];
	/** first clocks of chains, rising: in a chain each character was typed behind the one before it */
	readonly chains: number[];
	deleted: ClockRanges;
};

export type KnownText = {
	readonly clients: Map<number, KnownClient>;
	/** visible UTF-16 units per field */
	readonly lengths: Map<string, number>;
};

/** One run of characters in one field; `chained`: typed behind the character of the clock before. */
export type Run = {
	readonly clock: number;
	readonly length: number;
	readonly field: string;
	readonly chained: boolean;
};
/** What an admitted frame adds. */
export type Addition = {
	readonly runs: ReadonlyMap<number, readonly Run[]>;
	readonly deleted: ReadonlyMap<number, ClockRanges>;
	/** change of visible length per field */
	readonly growth: ReadonlyMap<string, number>;
};

export const nothingKnown = (): KnownText => ({ clients: new Map(), lengths: new Map() });

export const knownClock = (known: KnownText, client: number): number => known.clients.get(client)?.clock ?? 0;

/** Index of the run that holds `clock`; only for clocks below the client's own. */
export function runAt(starts: readonly number[], clock: number): number {
	let low = 0;
	let high = starts.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((starts[middle] as number) <= clock) low = middle;
		else high = middle - 1;
	}
	return low;
}

export function fieldOf(known: KnownText, client: number, clock: number): string | undefined {
	const of = known.clients.get(client);
	return of === undefined || clock >= of.clock ? undefined : of.fields[runAt(of.starts, clock)];
}

/** First clock of the chain that holds `clock`; only for clocks below the client's own. */
export function chainOf(known: KnownText, client: number, clock: number): number {
	const chains = known.clients.get(client)?.chains ?? [];
	return chains[runAt(chains, clock)] ?? 0;
}

export function learn(known: KnownText, addition: Addition): void {
	for (const [client, runs] of addition.runs) {
		const of = clientOf(known, client);
		for (const run of runs) {
			if (of.fields.at(-1) !== run.field) {
				of.starts.push(run.clock);
				of.fields.push(run.field);
			}
			if (!run.chained) of.chains.push(run.clock);
			of.clock = run.clock + run.length;
		}
	}
	for (const [client, ranges] of addition.deleted) {
		const of = clientOf(known, client);
		of.deleted = union(of.deleted, ranges);
	}
	for (const [field, change] of addition.growth) known.lengths.set(field, (known.lengths.get(field) ?? 0) + change);
}

/** Takes back what was learnt last. Several are taken back in the opposite order, the newest first. */
export function unlearn(known: KnownText, addition: Addition): void {
	for (const [client, runs] of addition.runs) {
		const of = known.clients.get(client) as KnownClient;
		of.clock = runs[0]?.clock as number;
		while ((of.starts.at(-1) ?? -1) >= of.clock) {
			of.starts.pop();
			of.fields.pop();
		}
		while ((of.chains.at(-1) ?? -1) >= of.clock) of.chains.pop();
	}
	for (const [client, ranges] of addition.deleted) {
		const of = known.clients.get(client) as KnownClient;
		of.deleted = without(of.deleted, ranges);
	}
	for (const client of addition.runs.keys()) if (known.clients.get(client)?.clock === 0) known.clients.delete(client);
	for (const [field, change] of addition.growth) known.lengths.set(field, (known.lengths.get(field) ?? 0) - change);
}

function clientOf(known: KnownText, client: number): KnownClient {
	let of = known.clients.get(client);
	if (of === undefined) {
		of = { clock: 0, starts: [], fields: [], chains: [], deleted: [] };
		known.clients.set(client, of);
	}
	return of;
}
