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

/**
 * The document begun anew: the words that stand in it but for what is cut out, each under a new id of whoever wrote it, and
 * nothing that was ever taken out before.
 *
 * @param {Iterable<Uint8Array>} updates in the order in which they were stored
 * @param {Readonly<Record<string, readonly { from: number, to: number, instead: string }[]>>} cuts stretches of each text that go, UTF-16 units
 * @param {readonly (readonly [before: number, now: number])[]} ids the new id for each that was ever issued
 * @param {number} marks the id under which what is put in their place is written
 * @returns {{ update: Uint8Array, used: number[] }} `used`: the ids under which something stands
 */
export const redactedUpdate = (updates, cuts, ids, marks) =>
	assembled(updates, (doc) => {
		const renamed = new Map(ids);
		const fresh = new Y.Doc();
		/** @type {Set<number>} */
		const used = new Set();
		try {
			fresh.transact(() => {
				for (const name of [...doc.share.keys()].sort()) {
					const into = fresh.getText(name);
					/** @param {string} piece @param {number} id */
					const write = (piece, id) => {
						if (piece === '') return;
						fresh.clientID = id;
						used.add(id);
						into.insert(into.length, piece);
					};
					const left = [...(cuts[name] ?? [])].sort((a, b) => a.from - b.from);
					let at = 0;
					for (const { client, text } of visibleIn(doc.getText(name))) {
						let [from, end] = [0, text.length];
						const id = renamed.get(client);
						if (id === undefined) throw new Error('words of nobody');
						while (left[0] !== undefined && left[0].from < at + end) {
							const [{ from: cut, to, instead }] = left;
							write(text.slice(from, Math.max(from, cut - at)), id);
							if (cut >= at) write(instead, marks);
							from = Math.min(end, to - at);
							if (to > at + end) break;
							left.shift();
						}
						write(text.slice(from), id);
						at += end;
					}
				}
			});
			return { update: Y.encodeStateAsUpdate(fresh), used: [...used] };
		} finally {
			fresh.destroy();
		}
	});

/**
 * The words that stand in a text, piece by piece, with the id each was typed under.
 *
 * @param {Y.Text} text
 * @returns {Generator<{ client: number, text: string }>}
 */
function* visibleIn(text) {
	for (let item = text._start; item !== null; item = item.right)
		if (!item.deleted && item.content instanceof Y.ContentString)
			yield { client: item.id.client, text: item.content.str };
}

/**
 * In which texts of a document words were typed and stand no more, as far as the log tells. Needs the whole log: a fold has
 * forgotten them. Words that were never beside one another are not found.
 *
 * @param {Iterable<Uint8Array>} updates the whole log
 * @param {string} words
 * @returns {string[]} names of texts
 */
export function formerWords(updates, words) {
	const doc = new Y.Doc({ gc: false });
	try {
		doc.transact(() => {
			for (const update of updates) Y.applyUpdate(doc, update);
		});
		return [...doc.share.keys()].sort().filter((name) => {
			let [all, gone] = ['', ''];
			for (let item = doc.getText(name)._start; item !== null; item = item.right) {
				if (!(item.content instanceof Y.ContentString)) continue;
				all += item.content.str;
				if (item.deleted) gone += item.content.str;
			}
			if (gone.includes(words)) return true;
			return timesIn(all, words) > timesIn(doc.getText(name).toString(), words);
		});
	} finally {
		doc.destroy();
	}
}
