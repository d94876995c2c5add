/**
 * A record cut into blocks: every value that stands in it, with the place where it stands, and prose cut further into
 * sentences. Each can be shown or left out on its own, and what is shown can be checked on its own.
 */
import { canonicalJson } from './canonical-json.ts';
import { leafDigest } from './merkle-tree.ts';
import { sentencesOf } from './sentences.ts';
import { hmacSha256, utf8 } from './sha256.ts';

/** An empty list or group stands for itself: that it is empty is sealed too. */
export type LeafValue = string | number | boolean | null | readonly never[] | Readonly<Record<string, never>>;
/** A value and where it stands: "/items/3/notes" (RFC 6901). */
export type Leaf = { readonly path: string; readonly value: LeafValue };
/** A text has one part for each sentence; everything else is one part. */
export type Block = { readonly path: string; readonly part: number; readonly value: LeafValue };

const step = (name: string | number): string => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Every value of plain data, in the order in which canonical JSON writes them. */
export function leavesOf(data: unknown, path = ''): readonly Leaf[] {
	if (data === null || typeof data !== 'object') return [{ path, value: data as LeafValue }];
	const members: (readonly [string | number, unknown])[] = Array.isArray(data)
		? [...data.entries()]
		: Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
	if (members.length === 0) return [{ path, value: Array.isArray(data) ? [] : {} }];
	return members.flatMap(([name, value]) => leavesOf(value, path + step(name)));
}

export const partsOf = ({ value }: Leaf): readonly LeafValue[] =>
	typeof value === 'string' ? sentencesOf(value) : [value];

/** Every block of a record, in the order in which they are sealed. */
export const blocksOf = (record: unknown): readonly Block[] =>
	leavesOf(record).flatMap((leaf) => partsOf(leaf).map((value, part) => ({ path: leaf.path, part, value })));

/** Bytes of chance for one block, out of the record's own 32: without those nobody can tell it from any other. */
export const SALT_BYTES = 16;
/** @param salt of the whole record */
export function saltsFrom(salt: Uint8Array): (path: string, part: number) => Uint8Array<ArrayBuffer> {
	const keyed = hmacSha256(salt);
	return (path, part) => keyed(utf8(canonicalJson([path, part]))).slice(0, SALT_BYTES);
}

export const blockDigest = ({ path, part, value }: Block, salt: Uint8Array): Uint8Array<ArrayBuffer> =>
	leafDigest(salt, utf8(canonicalJson([path, part, value])));
