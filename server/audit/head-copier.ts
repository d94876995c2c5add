/**
 * Copies heads of the audit's chains, and digests of sealed minutes, to places the database cannot write: a file, and where it
 * is set a receiver elsewhere. At least every 60 s when there is news (R19). A place that cannot be reached gets everything
 * later; meanwhile /readyz says so and the service goes on.
 */
import { readChainEnd, readLockedDigests } from '../persistence/audit-chain.ts';
import type { Database } from '../persistence/database.ts';
import { readAreaIds } from '../persistence/node-rows.ts';
import { repeat } from '../recurring-work.ts';
import type { ServiceKeys } from '../service-keys.ts';
import { type CopiedLine, type CopiedLines, signedLine } from './copied-heads.ts';

/** Where copies go. */
export type CopyPlace = {
	/** the setting it comes from, for people */
	readonly name: string;
	/** Resolves when they are there. @throws when they are not */
	readonly add: (lines: readonly string[]) => Promise<void>;
};

export type HeadCopier = {
	/** Copies what there is to copy now. Never throws. */
	readonly copy: () => Promise<void>;
	/** one plain line for each place that could not be written last time */
	readonly troubles: () => readonly string[];
	/** Copies a last time, and no more. */
	readonly close: () => Promise<void>;
};

const EVERY_MS = 30_000;
const END_WITHIN_MS = 2000;
/** Minutes are dated before their sealing is committed: so much further back it is looked for them again. */
const LOOK_BACK_MS = 3_600_000;

export function createHeadCopier(parts: {
	readonly database: Pick<Database, 'withArea' | 'withoutArea'>;
	readonly keys: ServiceKeys;
	readonly places: readonly CopyPlace[];
	/** what the file held at start */
	readonly known: CopiedLines | null;
	readonly now: () => Date;
	readonly log: (line: string) => void;
	readonly everyMs?: number;
}): HeadCopier {
	const { database, keys, places, known, now, log, everyMs = EVERY_MS } = parts;
	const seen = new Set(known?.locks.map(({ meetingId }) => meetingId));
	const numbers = new Map<string, number>();
	const lookedSince = new Map<string, Date>();
	for (const { areaId, number } of known?.heads ?? []) numbers.set(areaId, Math.max(number, numbers.get(areaId) ?? 0));
	/** of each place, what it has not got yet; of several heads of an area the newest is enough */
	const owed = places.map(() => new Map<string, CopiedLine>());
	const failing = new Set<string>();

	async function readNews(areaId: string): Promise<readonly CopiedLine[]> {
		const at = now().toISOString();
		const since = lookedSince.get(areaId);
		const { end, locked } = await database.withArea(areaId, async (tx) => ({
			end: await readChainEnd(tx),
			locked: await readLockedDigests(tx, since ? new Date(since.getTime() - LOOK_BACK_MS) : null)
		}));
		const newest = locked.at(-1)?.lockedAt;
		if (newest) lookedSince.set(areaId, newest);
		const locks = locked
			.filter(({ meetingId }) => !seen.has(meetingId))
			.map(({ meetingId, caseId, sha256 }): CopiedLine => ({ kind: 'lock', areaId, caseId, meetingId, sha256, at }));
		for (const { meetingId } of locked) seen.add(meetingId);
		if (end.number <= (numbers.get(areaId) ?? 0)) return locks;
		numbers.set(areaId, end.number);
		return [...locks, { kind: 'head', areaId, number: end.number, hmac: end.hmac, at }];
	}

	async function bring(place: CopyPlace, lines: Map<string, CopiedLine>): Promise<void> {
		const some = [...lines];
		if (some.length === 0) return;
		try {
			await place.add(some.map(([, line]) => signedLine(keys, line)));
			for (const [key, line] of some) if (lines.get(key) === line) lines.delete(key);
			if (failing.delete(place.name)) log(`heads of the audit are copied to ${place.name} again`);
		} catch (problem) {
			if (!failing.has(place.name))
				log(
					`heads of the audit could not be copied to ${place.name}: ${problem instanceof Error ? problem.name : 'unknown'}`
				);
			failing.add(place.name);
		}
	}

	async function copyAll(): Promise<void> {
		for (const areaId of await database.withoutArea(readAreaIds))
			for (const line of await readNews(areaId))
				for (const lines of owed) lines.set(line.kind === 'lock' ? line.meetingId : areaId, line);
		await Promise.all(places.map((place, n) => bring(place, owed[n] ?? new Map())));
	}

	const failed = 'heads of the audit could not be read';
	const copying = repeat({ work: copyAll, everyMs, failed, again: 'heads of the audit are read again', log });
	return {
		copy: () => copying.next(copyAll),
		troubles: () => [...failing].map((name) => `heads of the audit are not copied to ${name}`),
		close: async () => {
			const last = copying.next(copyAll);
			await copying.end(END_WITHIN_MS);
			await Promise.race([last, new Promise((late) => setTimeout(late, END_WITHIN_MS).unref())]);
		}
	};
}
