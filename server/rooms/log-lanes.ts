/**
 * The three questions rooms ask of the log while a document is open, each asked for all rooms of an area together: store
 * this (group commit: typing costs few commits, performance.md 3.7), what was added elsewhere, how does a document stand.
 */
import type { Append, AppendOutcome } from '../persistence/append-updates.ts';
import type { DocumentLog } from '../persistence/document-log.ts';
import type { DocumentHead, LogTail, TailAsked } from '../persistence/document-tail.ts';
import { type AreaLane, areaLane } from './area-lane.ts';

export type LogLanes = {
	/** A room hands in one at a time, so no document is in a transaction twice. */
	readonly append: AreaLane<Append, AppendOutcome>;
	readonly since: AreaLane<TailAsked, LogTail>;
	/** How a document stands now, not before it was asked. */
	readonly head: AreaLane<string, DocumentHead>;
};

/**
 * At least this long between two commits, ms: at once where nobody stored a moment ago; else so long that storing takes a
 * quarter of the time at most. A commit costs much the same for one keystroke or fifty, and each costs a write for everybody
 * in the room, so a database or a process that has much to do is asked less often (design.md 6).
 */
const COMMIT = { least: 16, most: 33, share: 4 } as const;
export const commitEvery = (tookMs: number): number =>
	Math.min(COMMIT.most, Math.max(COMMIT.least, COMMIT.share * tookMs));
/** At least this long between two readings, ms. */
const READ_EVERY_MS = 20;

export const logLanes = (log: Pick<DocumentLog, 'append' | 'since' | 'heads'>): LogLanes => ({
	append: areaLane({ run: log.append, everyMs: commitEvery, weight: ({ entries }) => entries.length }),
	since: areaLane({
		run: async (areaId, asked) => {
			const tails = await log.since(areaId, asked);
			return asked.map(({ documentId }) => found(tails.get(documentId)));
		},
		everyMs: () => READ_EVERY_MS
	}),
	head: areaLane({
		run: async (areaId, documentIds) => {
			const heads = await log.heads(areaId, documentIds);
			return documentIds.map((documentId) => found(heads.get(documentId)));
		},
		everyMs: () => 0
	})
});

function found<T>(answer: T | undefined): T {
	if (answer === undefined) throw new Error('no such document');
	return answer;
}
