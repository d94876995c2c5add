import { foldUpdates, textOfUpdates } from './assembled-document.js';

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
