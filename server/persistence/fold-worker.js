import { foldUpdates, formerWords, putBackUpdate, redactedUpdate, textOfUpdates } from './assembled-document.js';

/**
 * Runs in a worker thread, unbundled, so that no long document ever holds up the people typing. One at a time.
 *
 * @typedef {{ bytes: Uint8Array, ends: Uint32Array }} PackedUpdates
 */

/**
 * @param {PackedUpdates} packed
 * @returns {Uint8Array[]}
 */
const unpack = ({ bytes, ends }) => Array.from(ends, (end, n) => bytes.subarray(n === 0 ? 0 : ends[n - 1], end));

/** @param {PackedUpdates} packed */
export const fold = (packed) => foldUpdates(unpack(packed));

/** @param {PackedUpdates} packed */
export const texts = (packed) => textOfUpdates(unpack(packed));

/**
 * @param {PackedUpdates & { removals: boolean[], field: string, clientId: number, most: number }} asked `removals`: for each
 * update whether it does nothing but remove what is to be put back
 */
export const putBack = ({ removals, field, clientId, most, ...packed }) => {
	/** @type {{ updates: Uint8Array[], isRemoval: boolean }[]} */
	const stretches = [];
	for (const [n, update] of unpack(packed).entries()) {
		const last = stretches.at(-1);
		const isRemoval = removals[n] === true;
		if (last?.isRemoval === isRemoval) last.updates.push(update);
		else stretches.push({ updates: [update], isRemoval });
	}
	return putBackUpdate(stretches, field, clientId, most);
};

/**
 * @param {PackedUpdates & { cuts: Record<string, { from: number, to: number, instead: string }[]>, ids: [number, number][], marks: number }} asked
 */
export const redact = ({ cuts, ids, marks, ...packed }) => redactedUpdate(unpack(packed), cuts, ids, marks);

/** @param {PackedUpdates & { words: string }} asked */
export const former = ({ words, ...packed }) => formerWords(unpack(packed), words);
