/** How long a word takes from the page that writes it to every other page. */
import type * as Y from 'yjs';
import { tokensIn } from './journal.ts';
import type { Writer } from './scripted-writer.ts';

export type Delay = {
	readonly from: Writer;
	readonly to: Writer;
	/** when it was written, ms since the epoch, and how long it took, ms */
	readonly at: number;
	readonly ms: number;
};
export type Delays = {
	/** those that are `wanted`, shortest first */
	readonly of: (wanted?: (delay: Delay) => boolean) => readonly number[];
};

export function measureDelays(writers: readonly Writer[]): Delays {
	const left = new Map<string, { from: Writer; at: number }>();
	const delays: Delay[] = [];
	for (const writer of writers) {
		// A text nobody has asked for tells of no changes.
		for (const field of writers.flatMap(({ fields }) => fields)) writer.connection.doc.getText(field);
		// Before Yjs joins what was typed with what it stands behind: after that the change no longer tells of it.
		writer.connection.doc.on('afterTransaction', (change: Y.Transaction) => {
			for (const token of wordsAdded(change)) {
				const sent = left.get(token);
				if (change.local && !sent) left.set(token, { from: writer, at: Date.now() });
				else if (!change.local && sent) delays.push({ ...sent, to: writer, ms: Date.now() - sent.at });
			}
		});
	}
	return {
		of: (wanted = () => true) =>
			delays
				.filter(wanted)
				.map(({ ms }) => ms)
				.sort((a, b) => a - b)
	};
}

/** @param sorted shortest first */
export const percentile = (sorted: readonly number[], share: number): number =>
	sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.POSITIVE_INFINITY;

const LONGEST = 1000;

function wordsAdded(change: Y.Transaction): string[] {
	return [...change.changedParentTypes.values()].flatMap(([event]) =>
		(event?.delta ?? []).flatMap(({ insert }: { insert?: unknown }) =>
			typeof insert === 'string' && insert.length <= LONGEST ? tokensIn(insert) : []
		)
	);
}
