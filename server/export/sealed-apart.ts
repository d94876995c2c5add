/**
 * One number in the final record covers everything kept apart from it, and tells nothing of it: not what it is, not how much,
 * not whether there is any. The fingerprints stand at random places among random numbers, always as many, and are folded in
 * pairs to one. Whoever may read one of them gets the eight numbers beside its way up, and nothing of the others.
 */
import { createHash } from 'node:crypto';

/** Places, always filled: 2 to the power of the length of a path. */
const LEVELS = 8;
export const APART_SLOTS = 2 ** LEVELS;

export type ApartLeaf = { readonly sha256: string; readonly slot: number; readonly path: readonly string[] };

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const fold = (left: string, right: string): string =>
	createHash('sha256')
		// No text kept apart begins with this byte, so that no fold passes for one.
		.update(Uint8Array.of(1))
		.update(Buffer.from(left, 'hex'))
		.update(Buffer.from(right, 'hex'))
		.digest('hex');

/**
 * @param texts canonical JSON of what is kept apart, at most {@link APART_SLOTS}
 * @param chance so many random bytes
 */
export function sealApart(
	texts: readonly string[],
	chance: (bytes: number) => Uint8Array
): { readonly root: string; readonly leaves: readonly ApartLeaf[] } {
	if (texts.length > APART_SLOTS) throw new RangeError('there is no place for so many texts');
	const slots = placesFor(texts.length, chance);
	const row = Array.from({ length: APART_SLOTS }, () => hex(chance(32)));
	const sums = texts.map((text) => createHash('sha256').update(text, 'utf8').digest('hex'));
	for (const [n, slot] of slots.entries()) row[slot] = sums[n] ?? '';
	const rows = [row];
	while ((rows.at(-1)?.length ?? 0) > 1) {
		const below = rows.at(-1) ?? [];
		rows.push(Array.from({ length: below.length / 2 }, (_, n) => fold(below[2 * n] ?? '', below[2 * n + 1] ?? '')));
	}
	const pathOf = (slot: number): string[] =>
		rows.slice(0, LEVELS).map((level, height) => level[(slot >> height) ^ 1] ?? '');
	return {
		root: rows.at(-1)?.[0] ?? '',
		leaves: slots.map((slot, n) => ({ sha256: sums[n] ?? '', slot, path: pathOf(slot) }))
	};
}

/** Different places, by chance. */
function placesFor(count: number, chance: (bytes: number) => Uint8Array): readonly number[] {
	const free = Array.from({ length: APART_SLOTS }, (_, slot) => slot);
	return Array.from({ length: count }, () => {
		// The bias of one 32-bit number over at most 256 places is none that anybody could see.
		const pick = Buffer.from(chance(4)).readUInt32BE() % free.length;
		return free.splice(pick, 1)[0] ?? 0;
	});
}

/** The number in the final record that a text kept apart leads to. */
export const rootOver = ({ sha256, slot, path }: ApartLeaf): string =>
	path.reduce((below, beside, height) => ((slot >> height) & 1 ? fold(beside, below) : fold(below, beside)), sha256);
