/** What needs Yjs itself: a Y.Doc that lives for one call, off the path of keystrokes (design.md 6). */
import * as Y from 'yjs';

function assembled(updates: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc();
	doc.transact(() => {
		for (const update of updates) Y.applyUpdate(doc, update);
	});
	if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
		doc.destroy();
		throw new Error('the stored document has a gap');
	}
	return doc;
}

/** One update that says the same as all of them, smaller. @throws when they leave a gap */
export function foldUpdates(updates: readonly Uint8Array[]): Uint8Array {
	const doc = assembled(updates);
	const state = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return state;
}

/** The text of every field ever written, empty ones included. @throws when the updates leave a gap */
export function textOfUpdates(updates: readonly Uint8Array[]): Record<string, string> {
	const doc = assembled(updates);
	const names = [...doc.share.keys()].sort();
	const fields = Object.fromEntries(names.map((name) => [name, doc.getText(name).toString()]));
	doc.destroy();
	return fields;
}
