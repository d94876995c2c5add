/**
 * Asks the database again and again how the open documents stand, one question per area: what another node stored, sealed
 * or rebuilt is noticed without anybody telling (design.md 2.4). A question that fails is asked again, nothing else.
 */
import type { DocumentLog } from '../persistence/document-log.ts';
import { inTime } from './area-lane.ts';
import { abandonRebuilt } from './room.ts';
import type { Room } from './room-state.ts';
import { want } from './room-storing.ts';
import { headOf } from './stored-text.ts';

export type HeadsWatched = {
	readonly log: Pick<DocumentLog, 'heads'>;
	readonly rooms: () => Iterable<Room>;
	readonly everyMs: number;
	/** no other node lives: whoever stores all the same is found half as often */
	readonly isAlone: () => boolean;
};

/** @returns how to stop */
export function watchHeads({ log, rooms, everyMs, isAlone }: HeadsWatched): () => void {
	const asking = new Set<string>();
	let wasPassedOver = false;

	async function ask(areaId: string, open: readonly Room[]): Promise<void> {
		const asked = open.map((room) => [room, headOf(room.text)] as const);
		const heads = await inTime(
			log.heads(
				areaId,
				open.map((room) => room.documentId)
			)
		);
		for (const [room, before] of asked) {
			const head = heads.get(room.documentId);
			if (head === undefined || room.gone) continue;
			if (head.epoch !== room.epoch || head.head < before) abandonRebuilt(room);
			else if (head.sealed && room.sealedAt === null) want(room, Number.POSITIVE_INFINITY);
			else if (head.head > headOf(room.text)) want(room, head.head);
		}
	}

	const timer = setInterval(() => {
		wasPassedOver = isAlone() && !wasPassedOver;
		if (wasPassedOver) return;
		for (const [areaId, open] of byArea(rooms())) {
			if (asking.has(areaId)) continue;
			asking.add(areaId);
			ask(areaId, open)
				.catch(() => {})
				.finally(() => asking.delete(areaId));
		}
	}, everyMs).unref();
	return () => clearInterval(timer);
}

function byArea(rooms: Iterable<Room>): Map<string, Room[]> {
	const areas = new Map<string, Room[]>();
	for (const room of rooms) {
		const own = areas.get(room.areaId);
		if (own) own.push(room);
		else areas.set(room.areaId, [room]);
	}
	return areas;
}
