/** What a kept update would bring a document, tried on a copy: nothing kept may leave a gap in the real one (promises Y5). */
import * as Y from 'yjs';
import { missingUpdates } from './missing-updates.ts';
import { readYjsUpdate } from './yjs-update.ts';

/** `stored`: the document has all of it; `unfit`: it refers to what the document does not have, or cannot be read */
export function tryKeptUpdate(doc: Y.Doc, update: Uint8Array): 'new' | 'stored' | 'unfit' {
	const copy = new Y.Doc();
	try {
		readYjsUpdate(update);
		const state = Y.encodeStateAsUpdate(doc);
		Y.applyUpdate(copy, state);
		Y.applyUpdate(copy, update);
		if (copy.store.pendingStructs !== null || copy.store.pendingDs !== null) return 'unfit';
		const more = Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc));
		return missingUpdates(more, readYjsUpdate(state).deletes).length === 0 ? 'stored' : 'new';
	} catch {
		return 'unfit';
	} finally {
		copy.destroy();
	}
}
