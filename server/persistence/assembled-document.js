import * as Y from 'yjs';

/**
 * What needs Yjs itself: a Y.Doc that lives for one call, off the path of keystrokes. Plain, because the worker that does
 * it for long documents (fold-worker.js) runs unbundled.
 *
 * @template T
 * @param {Iterable<Uint8Array>} updates in the order in which they were stored
 * @param {(doc: Y.Doc) => T} read
 * @returns {T}
 */
function assembled(updates, read) {
	const doc = new Y.Doc();
	try {
		doc.transact(() => {
			for (const update of updates) Y.applyUpdate(doc, update);
		});
		if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
			throw new Error('the stored document has a gap');
		return read(doc);
	} finally {
		doc.destroy();
	}
}

/**
 * One update that says the same as all of them, smaller. Throws when they leave a gap.
 * @param {Iterable<Uint8Array>} updates
 * @returns {Uint8Array}
 */
export const foldUpdates = (updates) => assembled(updates, (doc) => Y.encodeStateAsUpdate(doc));

/**
 * The text of every field ever written, empty ones included. Throws when the updates leave a gap.
 * @param {Iterable<Uint8Array>} updates
 * @returns {Record<string, string>}
 */
export const textOfUpdates = (updates) =>
	assembled(updates, (doc) => {
		const names = [...doc.share.keys()].sort();
		return Object.fromEntries(names.map((name) => [name, doc.getText(name).toString()]));
	});

/** How often a piece of text is in another, not counting what overlaps. @param {string} text @param {string} piece */
const timesIn = (text, piece) => text.split(piece).length - 1;

/** Shorter pieces are found in any text; where they are more than a tenth of the words, nothing is said to be there already. */
const TELLING = 20;

/**
 * Whether removed words are in the text again: each piece of them as often as before.
 * @param {string[]} pieces @param {string} before @param {string} now
 */
function areBack(pieces, before, now) {
	const telling = pieces.filter((piece) => piece.length >= TELLING);
	if (telling.join('').length < 0.9 * pieces.join('').length) return false;
	return telling.every((piece) => timesIn(now, piece) >= Math.max(timesIn(before, piece), 1));
}

/**
 * The words that somebody removed from one field, as an update that puts them back where they were, whatever others wrote
 * since. Needs the whole log, folded nowhere: a fold forgets removed words. `outcome` says why there is no update: the words
 * are in the field again, perhaps by the undo of whoever removed them, or it would become too long.
 *
 * @typedef {{ updates: Uint8Array[], isRemoval: boolean }} Stretch updates in order; `isRemoval`: they do nothing but remove what is to be put back
 * @param {Stretch[]} stretches the whole log
 * @param {string} field
 * @param {number} clientId under which the words are put back
 * @param {number} most characters the field may have then
 * @returns {{ outcome: 'found', update: Uint8Array } | { outcome: 'already' | 'too-long' }}
 */
export function putBackUpdate(stretches, field, clientId, most) {
	const doc = new Y.Doc({ gc: false });
	doc.clientID = clientId;
	try {
		const text = doc.getText(field);
		const removal = {};
		const undo = new Y.UndoManager(text, {
			trackedOrigins: new Set([removal]),
			captureTimeout: Number.POSITIVE_INFINITY
		});
		/** @type {string | null} */
		let before = null;
		for (const { updates, isRemoval } of stretches) {
			if (isRemoval) before ??= text.toString();
			doc.transact(
				() => {
					for (const update of updates) Y.applyUpdate(doc, update);
				},
				isRemoval ? removal : 'others'
			);
		}
		if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
			throw new Error('the stored document has a gap');
		const now = text.toString();
		/** @type {Uint8Array[]} */
		const made = [];
		/** @type {string[]} */
		const pieces = [];
		doc.on('update', (update) => made.push(update));
		text.observe(({ delta }) => {
			for (const { insert } of delta) if (typeof insert === 'string') pieces.push(insert);
		});
		undo.undo();
		if (made[0] === undefined) return { outcome: 'already' };
		if (areBack(pieces, before ?? '', now)) return { outcome: 'already' };
		return text.length > most ? { outcome: 'too-long' } : { outcome: 'found', update: made[0] };
	} finally {
		doc.destroy();
	}
}
