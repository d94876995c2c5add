/**
 * Tells the other nodes who is connected to this one: one row for each meeting, written when it has changed, not more
 * often than every 300 ms, and only while there is somebody to tell.
 */
import type { Database } from '../persistence/database.ts';
import { writePresence } from '../persistence/node-rows.ts';
import type { Hints } from './hints.ts';
import type { NodePresence, OtherNodes } from './other-nodes.ts';

export type OwnPresence = {
	/** Something has changed in this meeting here. @param areaId null when nobody has it open here any more */
	readonly moved: (areaId: string | null, meetingId: string) => void;
	/** Whether a change in this meeting would be told to anybody, or something that was told taken back. */
	readonly isTold: (meetingId: string) => boolean;
	/** Everything is written anew: another node has come, or our rows are gone. */
	readonly tellAll: (places: readonly { readonly areaId: string; readonly meetings: readonly string[] }[]) => void;
	/** Nobody is left to tell: what stands there would grow old. */
	readonly withdraw: () => void;
	readonly close: () => void;
};

const WRITE_EVERY_MS = 300;
/** of a row that may be there or not */
const UNKNOWN = '';

export function tellPresence(parts: {
	readonly nodeId: string;
	readonly database: Pick<Database, 'withArea'>;
	readonly others: Pick<OtherNodes, 'areThere'>;
	readonly hints: Pick<Hints, 'publish'>;
	/** how everything stands now: what there is to tell of a meeting; null when nobody is connected here */
	readonly read: () => (meetingId: string) => NodePresence | null;
}): OwnPresence {
	const { nodeId, database, others, hints } = parts;
	/** area of each meeting that may have changed */
	const changed = new Map<string, string>();
	/** what stands in the database */
	const written = new Map<string, { readonly areaId: string; readonly text: string }>();
	let version = 0;
	let timer: NodeJS.Timeout | null = null;
	let writtenAt = Number.NEGATIVE_INFINITY;
	let writing: Promise<void> | null = null;
	let closed = false;

	type Read = ReturnType<typeof parts.read>;
	const writeArea = async (areaId: string, meetings: readonly string[], read: Read): Promise<void> => {
		const fresh = meetings
			.map((meetingId) => ({ meetingId, state: others.areThere() ? read(meetingId) : null }))
			.map(({ meetingId, state }) => ({ meetingId, state, text: state === null ? null : JSON.stringify(state) }))
			.filter(({ meetingId, text }) => text !== (written.get(meetingId)?.text ?? null));
		if (fresh.length === 0) return;
		const rows = fresh.map(({ meetingId, state }) => ({ meetingId, state, version: ++version }));
		// Whoever leaves while this is being written must find that there will be something to take back.
		for (const { meetingId } of fresh) written.set(meetingId, { areaId, text: UNKNOWN });
		await database.withArea(areaId, (tx) => writePresence(tx, nodeId, areaId, rows));
		for (const { meetingId, text } of fresh)
			if (text === null) written.delete(meetingId);
			else written.set(meetingId, { areaId, text });
		hints.publish({ presence: fresh.map(({ meetingId }) => meetingId) });
	};

	const writeAll = async (): Promise<void> => {
		writtenAt = performance.now();
		const areas = new Map<string, string[]>();
		for (const [meetingId, areaId] of changed) areas.set(areaId, [...(areas.get(areaId) ?? []), meetingId]);
		changed.clear();
		const read = parts.read();
		for (const [areaId, meetings] of areas) {
			try {
				await writeArea(areaId, meetings, read);
			} catch (problem) {
				for (const meetingId of meetings) changed.set(meetingId, areaId);
				throw problem;
			}
		}
	};
	const flush = (): Promise<void> => {
		writing ??= writeAll().finally(() => {
			writing = null;
			if (changed.size > 0) soon();
		});
		return writing;
	};
	const soon = () => {
		if (timer !== null || closed) return;
		const wait = Math.max(0, writtenAt + WRITE_EVERY_MS - performance.now());
		timer = setTimeout(() => {
			timer = null;
			flush().catch(() => {});
		}, wait).unref();
	};
	const isTold = (meetingId: string) => !closed && (others.areThere() || written.has(meetingId));
	const moved = (areaId: string | null, meetingId: string) => {
		const area = areaId ?? written.get(meetingId)?.areaId;
		if (area === undefined || !isTold(meetingId)) return;
		changed.set(meetingId, area);
		soon();
	};

	return {
		moved,
		isTold,
		tellAll: (places) => {
			for (const [meetingId, { areaId }] of written) {
				written.set(meetingId, { areaId, text: UNKNOWN });
				moved(areaId, meetingId);
			}
			for (const { areaId, meetings } of places) for (const meetingId of meetings) moved(areaId, meetingId);
		},
		withdraw: () => {
			for (const [meetingId, { areaId }] of written) moved(areaId, meetingId);
		},
		close: () => {
			closed = true;
			if (timer !== null) clearTimeout(timer);
		}
	};
}
