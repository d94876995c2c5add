/** What a page has and the server lacks, in frames of the allowed size: sent once after each connection. */
import { type ClockRanges, normalised, without } from './clock-ranges.ts';
import {
	type CharacterId,
	type DeleteRange,
	deletesAsUpdate,
	readYjsUpdate,
	type Struct,
	structsAsUpdate,
	type YjsUpdate
} from './yjs-update.ts';

/** Well below the server's limit for one frame, headers included. */
export const FRAME_BYTES = 60_000;
const RANGES_PER_FRAME = 4000;

/**
 * @param state the page's whole state beyond the server's state vector, as Yjs encodes it
 * @param serverDeletes what the server said is deleted
 */
export function missingUpdates(state: Uint8Array, serverDeletes: readonly DeleteRange[]): Uint8Array[] {
	const update = readYjsUpdate(state);
	const fresh = freshDeletes(update.deletes, serverDeletes);
	const updates = inFrames(update);
	for (let at = 0; at < fresh.length; at += RANGES_PER_FRAME)
		updates.push(deletesAsUpdate(fresh.slice(at, at + RANGES_PER_FRAME)));
	return updates;
}

/** One local change in frames of the allowed size. */
export function splitUpdate(bytes: Uint8Array): Uint8Array[] {
	if (bytes.length <= FRAME_BYTES) return [bytes];
	return missingUpdates(bytes, []);
}

function freshDeletes(local: readonly DeleteRange[], server: readonly DeleteRange[]): DeleteRange[] {
	const [mine, theirs] = [byClient(local), byClient(server)];
	const fresh: DeleteRange[] = [];
	for (const [client, ranges] of mine) {
		const left = without(ranges, theirs.get(client) ?? []);
		for (let i = 0; i < left.length; i += 2) {
			const clock = left[i] as number;
			fresh.push({ client, clock, length: (left[i + 1] as number) - clock });
		}
	}
	return fresh;
}

function byClient(ranges: readonly DeleteRange[]): Map<number, ClockRanges> {
	const pairs = new Map<number, [number, number][]>();
	for (const { client, clock, length } of ranges) {
		const own = pairs.get(client) ?? [];
		own.push([clock, clock + length]);
		pairs.set(client, own);
	}
	return new Map([...pairs].map(([client, own]) => [client, normalised(own)]));
}

/** Structs without the deletes, each after what it refers to. */
function inFrames(update: YjsUpdate): Uint8Array[] {
	const frames: Uint8Array[] = [];
	const done = update.sections.map(() => 0);
	const index = new Map(update.sections.map((section, n) => [section.client, n]));
	/** whether a character is not part of this update, or already in a frame */
	const settled = (id: CharacterId | null): boolean => {
		const n = id === null ? undefined : index.get(id.client);
		if (id === null || n === undefined) return true;
		const next = update.structs[n]?.[done[n] as number];
		return next === undefined || id.clock < next.clock;
	};
	for (let progress = true; progress; ) {
		progress = false;
		for (const [n, structs] of update.structs.entries()) {
			const first = done[n] as number;
			let after = first;
			for (let struct = structs[after]; struct !== undefined; struct = structs[after]) {
				if (!settled(struct.origin) || !settled(struct.rightOrigin)) break;
				const end = structs[after + 1]?.from ?? (update.sections[n]?.to as number);
				if (after > first && end - (structs[first] as Struct).from > FRAME_BYTES) break;
				after++;
				done[n] = after;
			}
			if (after === first) continue;
			frames.push(structsAsUpdate(update, [{ section: n, first, after }]));
			progress = true;
		}
	}
	return frames;
}
