/** How documents of several areas stand, asked in the same moment: one statement for all of them. */
import type { Database } from './database.ts';
import { type DocumentHead, headFrom, type Standing } from './document-tail.ts';

type Call = {
	readonly areaId: string;
	readonly documentIds: readonly string[];
	readonly resolve: (heads: ReadonlyMap<string, DocumentHead>) => void;
	readonly reject: (problem: unknown) => void;
};
export type HeadsInArea = (
	areaId: string,
	documentIds: readonly string[]
) => Promise<ReadonlyMap<string, DocumentHead>>;

/** By id; without those the area does not have. */
export function jointHeads(database: Pick<Database, 'call'>): HeadsInArea {
	let waiting: Call[] = [];

	async function askWaiting(): Promise<void> {
		const calls = waiting;
		waiting = [];
		try {
			const areas = [...new Set(calls.map(({ areaId }) => areaId))];
			const ids = [...new Set(calls.flatMap(({ documentIds }) => documentIds))];
			const rows = await database.call<Standing & { area_id: string }>('document_heads', [areas, ids]);
			for (const { areaId, documentIds, resolve } of calls) {
				const wanted = new Set(documentIds);
				const own = rows.filter((row) => row.area_id === areaId && wanted.has(row.id));
				resolve(new Map(own.map((row) => [row.id, headFrom(row)])));
			}
		} catch (problem) {
			for (const { reject } of calls) reject(problem);
		}
	}

	return (areaId, documentIds) =>
		new Promise((resolve, reject) => {
			if (waiting.push({ areaId, documentIds, resolve, reject }) === 1) setImmediate(() => void askWaiting());
		});
}
