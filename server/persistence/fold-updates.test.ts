import { afterAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { closeFoldWorker, foldInWorker, foldUpdates, readTexts, textOfUpdates } from './fold-updates.ts';

afterAll(closeFoldWorker);

/** Every key an update of its own. */
function typed(keys: number): Uint8Array[] {
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	for (let key = 0; key < keys; key++) {
		const text = doc.getText(`R${key % 3}.risk`);
		if (key % 11 === 10) text.delete(0, 1);
		else text.insert(text.length, 'x');
	}
	return updates;
}

describe('folding and reading in the worker', () => {
	it('ACROSS-11 gives what it would give here, for a short document and a long one', async () => {
		for (const updates of [typed(20), typed(3000)]) {
			expect(await readTexts(updates)).toEqual(textOfUpdates(updates));
			const folded = await foldInWorker(updates);
			expect([...folded]).toEqual([...foldUpdates(updates)]);
			expect(updates[0]?.length).toBeGreaterThan(0); // still ours
		}
	});

	it('ACROSS-11 refuses what leaves a gap, and goes on with the next', async () => {
		const updates = typed(1000);
		const gap = updates.toSpliced(500, 1);
		await expect(foldInWorker(gap)).rejects.toThrow('gap');
		await expect(readTexts(gap)).rejects.toThrow('gap');
		expect(await readTexts(updates)).toEqual(textOfUpdates(updates));
	});
});
