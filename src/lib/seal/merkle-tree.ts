/**
 * One number over many blocks in their order: the hash tree of RFC 6962 (2.1). Leaves and folds begin with different bytes, so
 * that no fold passes for a block, and the number of blocks is sealed beside the root, so that none can be left out at the end.
 */
import { joined, sha256 } from './sha256.ts';

const LEAF = Uint8Array.of(0);
const FOLD = Uint8Array.of(1);

/** The digest of one block. @param salt chance that keeps anybody from trying out what a digest stands for */
export const leafDigest = (salt: Uint8Array, content: Uint8Array): Uint8Array<ArrayBuffer> =>
	sha256(joined(LEAF, salt, content));

/** The root over the digests of all blocks, in their order. */
export function treeRoot(digests: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
	let row = digests;
	while (row.length > 1) {
		const above: Uint8Array<ArrayBuffer>[] = [];
		for (let n = 0; n < row.length; n += 2) {
			const [left, right] = [row[n], row[n + 1]];
			if (left) above.push(right ? sha256(joined(FOLD, left, right)) : left);
		}
		row = above;
	}
	return row[0] ?? sha256(new Uint8Array());
}
