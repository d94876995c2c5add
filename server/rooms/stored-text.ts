/**
 * The stored part of a document as bytes: a folded base and what was added since, packed. Joiners are served by copying,
 * without a Y.Doc, and never see what is not committed.
 */
import {
	joinSections,
	readYjsUpdate,
	type SectionPart,
	sectionsIn,
	type UpdateParts
} from '#lib/live-text/yjs-update.ts';
import { type Frame, keepable, syncStep2, updateMessage } from './message.ts';
import {
	addToTail,
	type DeletesMark,
	deletesMark,
	deletesOf,
	emptyTail,
	type PackedTail,
	sectionsOf
} from './packed-tail.ts';

export type StoredText = {
	base: UpdateParts;
	/** number of the last update in the base */
	baseSeq: number;
	/** what was added since, the last one growing; a fold takes all but the last away */
	tails: PackedTail[];
	/** how far each client is stored */
	readonly clocks: Map<number, number>;
	/** the answer to a browser that has nothing yet; null when it must be built again */
	whole: Frame | null;
};

/** How far a reader has come who has had everything until then. */
export type TextMark = {
	readonly seq: number;
	readonly clocks: ReadonlyMap<number, number>;
	readonly tail: PackedTail | undefined;
	readonly deletes: DeletesMark | null;
};

/** @param base what was folded, read already; null when nothing was */
export function storedText(base: UpdateParts | null, baseSeq: number): StoredText {
	const parts = base ?? readYjsUpdate(NOTHING);
	const clocks = new Map(parts.sections.map(({ client, end }) => [client, end]));
	return { ...asBase(parts), baseSeq, tails: [], clocks };
}
const NOTHING = Uint8Array.of(0, 0);
const NO_VECTOR: ReadonlyMap<number, number> = new Map();

/** How many updates the base lacks. */
export function unfolded({ tails }: StoredText): number {
	let sum = 0;
	for (const { updates } of tails) sum += updates;
	return sum;
}
export function unfoldedBytes({ tails }: StoredText): number {
	let sum = 0;
	for (const { updateBytes } of tails) sum += updateBytes;
	return sum;
}
export const headOf = (text: StoredText): number => text.baseSeq + unfolded(text);
export const bytesOf = (text: StoredText): number => text.base.bytes.length + unfoldedBytes(text);

/** A part of the update that was stored before (its sender only deletes anew) is passed over. */
export function addStored(text: StoredText, update: UpdateParts): void {
	const { clocks, tails } = text;
	if (tails.length === 0) tails.push(emptyTail());
	const fresh = update.sections.filter(({ client, end }) => end > (clocks.get(client) ?? 0));
	addToTail(tails.at(-1) as PackedTail, update, fresh);
	for (const { client, end } of fresh) clocks.set(client, end);
	text.whole = null;
}

/** Everything a browser with this state vector lacks, all deletions included, as one sync step 2. */
export function answerTo(text: StoredText, vector: ReadonlyMap<number, number>): Frame {
	if (vector.size > 0) return syncStep2(everythingFor(text, vector));
	text.whole ??= keepable(syncStep2(everythingFor(text, NO_VECTOR)));
	return text.whole;
}

export function textMark(text: StoredText): TextMark {
	const tail = text.tails.at(-1);
	return { seq: headOf(text), clocks: new Map(text.clocks), tail, deletes: tail ? deletesMark(tail) : null };
}

/** What was added after a mark, as one update; null when that was folded meanwhile: then only everything will do. */
export function addedSince(text: StoredText, { seq, clocks, tail, deletes }: TextMark): Frame | null {
	if (seq < text.baseSeq) return null;
	const later = tail ? text.tails.slice(Math.max(0, text.tails.indexOf(tail))) : text.tails;
	const deleted = later.map((one) => deletesOf(one, one === tail ? deletes : null));
	return updateMessage(joinSections(inTails(later, clocks), deleted, clocks));
}

/** Everything stored by now as one update, to be folded; what is stored from now on is kept apart from it. */
export function cutForFold(text: StoredText): Uint8Array {
	if (text.tails.at(-1)?.updates !== 0) text.tails.push(emptyTail());
	return everythingFor(text, NO_VECTOR);
}

/** Puts a folded state in place of the base and the tails it was made from. */
export function replaceByFold(text: StoredText, state: Uint8Array, upTo: number): void {
	while (text.baseSeq < upTo) {
		const folded = text.tails.shift();
		if (folded === undefined) throw new Error('folded beyond what is stored');
		text.baseSeq += folded.updates;
	}
	Object.assign(text, asBase(readYjsUpdate(state)));
	if (unfolded(text) > 0) text.whole = null;
}

function everythingFor({ base, tails }: StoredText, vector: ReadonlyMap<number, number>): Uint8Array {
	const deleted = [
		{ clients: base.deleteClients, bytes: base.bytes.subarray(base.deletesFrom) },
		...tails.map((one) => deletesOf(one))
	];
	return joinSections([...sectionsIn(base), ...inTails(tails, vector)], deleted, vector);
}

const inTails = (tails: readonly PackedTail[], vector: ReadonlyMap<number, number>): SectionPart[] =>
	tails.flatMap((tail) => [...sectionsOf(tail, vector)]);

/** Without the structs, inside the answer to a newcomer, and in memory of its own: no shared piece is kept alive for it. */
function asBase({ bytes, sections, deleteClients, deletesFrom }: UpdateParts): Pick<StoredText, 'base' | 'whole'> {
	const whole = keepable(syncStep2(bytes));
	const own = whole.subarray(whole.length - bytes.length);
	return { base: { bytes: own, sections, deleteClients, deletesFrom }, whole };
}
