/**
 * The stored part of a document as bytes: a folded base and the updates since. Joiners are served by copying, without
 * a Y.Doc, and never see what is not committed.
 */
import { joinUpdates, readYjsUpdate, type UpdateParts } from '#lib/live-text/yjs-update.ts';
import { type Frame, syncStep2 } from './message.ts';

export type StoredText = {
	base: UpdateParts;
	/** number of the last update in the base */
	baseSeq: number;
	tail: UpdateParts[];
	tailBytes: number;
	/** how far each client is stored */
	readonly clocks: Map<number, number>;
	/** the answer to a browser that has nothing yet; null when it must be built again */
	whole: Frame | null;
};

/** @param base what was folded, read already; null when nothing was */
export function storedText(base: UpdateParts | null, baseSeq: number): StoredText {
	const parts = lightened(base ?? readYjsUpdate(NOTHING));
	const clocks = new Map(parts.sections.map(({ client, end }) => [client, end]));
	return { base: parts, baseSeq, tail: [], tailBytes: 0, clocks, whole: null };
}
const NOTHING = Uint8Array.of(0, 0);

export const headOf = (text: StoredText): number => text.baseSeq + text.tail.length;
export const bytesOf = (text: StoredText): number => text.base.bytes.length + text.tailBytes;
export const updatesOf = (text: StoredText): Uint8Array[] => [text.base, ...text.tail].map((part) => part.bytes);

/** A part of the update that was stored before (its sender only deletes anew) is passed over when parts are joined. */
export function addStored(text: StoredText, update: UpdateParts): void {
	const { clocks } = text;
	const fresh = update.sections.filter(({ client, end }) => end > (clocks.get(client) ?? 0));
	text.tail.push(lightened({ ...update, sections: fresh }));
	text.tailBytes += update.bytes.length;
	for (const { client, end } of fresh) clocks.set(client, end);
	text.whole = null;
}

/** Everything a browser with this state vector lacks, all deletions included, as one sync step 2. */
export function answerTo(text: StoredText, vector: ReadonlyMap<number, number>): Frame {
	if (vector.size > 0) return syncStep2(joinUpdates([text.base, ...text.tail], vector));
	text.whole ??= syncStep2(joinUpdates([text.base, ...text.tail], vector));
	return text.whole;
}

/** Puts a folded state in place of the base and the tail it was made from. */
export function replaceByFold(text: StoredText, state: Uint8Array, upTo: number): void {
	const folded = text.tail.splice(0, upTo - text.baseSeq);
	for (const part of folded) text.tailBytes -= part.bytes.length;
	text.base = lightened(readYjsUpdate(state));
	text.baseSeq = upTo;
	text.whole = null;
}

/** Without the structs, and in memory of its own: a view would keep the whole read buffer of the socket alive. */
function lightened({ bytes, sections, deleteClients, deletesFrom }: UpdateParts): UpdateParts {
	return { bytes: Uint8Array.from(bytes), sections, deleteClients, deletesFrom };
}
