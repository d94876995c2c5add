/**
 * What was stored in a document since its last fold: for each client one growing run of structs, ready to be copied to
 * whoever joins, and one of deletions. A letter takes some ten bytes here, where an object for each update took five hundred.
 */
import type { DeletesPart, SectionPart, UpdateParts } from '#lib/live-text/yjs-update.ts';

type Growing = { bytes: Uint8Array; length: number };

/** `marks`: now and then a clock at which a stored section began, the structs before it, and where its bytes begin. */
type ClientRun = {
	readonly clock: number;
	end: number;
	count: number;
	readonly structs: Growing;
	readonly marks: { readonly clock: number; readonly count: number; readonly at: number }[];
};

export type PackedTail = {
	/** how many updates are in it, and how long they were */
	updates: number;
	updateBytes: number;
	readonly clients: Map<number, ClientRun>;
	readonly deletes: Growing;
	/** how often a client is named in `deletes` */
	deleteClients: number;
};

/** How much of a tail's deletions somebody has had. */
export type DeletesMark = Pick<PackedTail, 'deleteClients'> & { readonly at: number };

export const emptyTail = (): PackedTail => ({
	updates: 0,
	updateBytes: 0,
	clients: new Map(),
	deletes: { bytes: NOTHING, length: 0 },
	deleteClients: 0
});

const NOTHING = new Uint8Array();
/** To find a clock, no more structs than this are read one by one. */
const MARK_EVERY = 32;

/** @param sections those of the update that are new @throws when one does not continue what its client has here */
export function addToTail(tail: PackedTail, update: UpdateParts, sections: UpdateParts['sections']): void {
	const { bytes, deleteClients, deletesFrom } = update;
	for (const { client, clock, end, count, from, to } of sections) {
		let run = tail.clients.get(client);
		if (run === undefined) {
			run = { clock, end: clock, count: 0, structs: { bytes: NOTHING, length: 0 }, marks: [] };
			tail.clients.set(client, run);
		}
		if (run.end !== clock) throw new Error('an update does not continue what its client has written');
		if (run.count - (run.marks.at(-1)?.count ?? 0) >= MARK_EVERY)
			run.marks.push({ clock, count: run.count, at: run.structs.length });
		append(run.structs, bytes.subarray(from, to));
		run.end = end;
		run.count += count;
	}
	if (deleteClients > 0) append(tail.deletes, bytes.subarray(deletesFrom));
	tail.deleteClients += deleteClients;
	tail.updates++;
	tail.updateBytes += bytes.length;
}

/** Each client's run, for a reader at `vector`: from not far before the clock that the reader has. */
export function* sectionsOf(tail: PackedTail, vector: ReadonlyMap<number, number>): Generator<SectionPart> {
	for (const [client, run] of tail.clients) {
		const { end, structs, marks } = run;
		const has = vector.get(client) ?? 0;
		const mark = has <= run.clock ? undefined : marks.findLast(({ clock }) => clock <= has);
		const { clock, count, at } = mark ?? { clock: run.clock, count: 0, at: 0 };
		yield { client, clock, end, count: run.count - count, from: at, to: structs.length, bytes: structs.bytes };
	}
}

/** @param after what is not wanted any more */
export const deletesOf = ({ deletes, deleteClients }: PackedTail, after: DeletesMark | null = null): DeletesPart => ({
	clients: deleteClients - (after?.deleteClients ?? 0),
	bytes: deletes.bytes.subarray(after?.at ?? 0, deletes.length)
});

export const deletesMark = ({ deletes, deleteClients }: PackedTail): DeletesMark => ({
	deleteClients,
	at: deletes.length
});

function append(to: Growing, more: Uint8Array): void {
	const length = to.length + more.length;
	if (length > to.bytes.length) {
		// By half: copying stays rare, and little lies idle.
		const grown = new Uint8Array(Math.max(length, Math.ceil(to.bytes.length * 1.5), 64));
		grown.set(to.bytes.subarray(0, to.length));
		to.bytes = grown;
	}
	to.bytes.set(more, to.length);
	to.length = length;
}
