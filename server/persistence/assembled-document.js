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
