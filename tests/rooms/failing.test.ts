import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DocumentBench, openDocumentBench, until } from '../support/document-bench.ts';
import { textIn, write } from '../support/raw-writer.ts';

let bench: DocumentBench;
beforeEach(async () => {
	bench = await openDocumentBench();
});
afterEach(() => bench.close());

const rows = async () => Number((await bench.db.owner`select count(*) as n from document_update`)[0]?.n);

describe('when the database fails', () => {
	it('DOC-21 acknowledges nothing, goes on reading, and stores everything once it answers', async () => {
		const anna = await bench.join({ person: 0 });
		bench.log.fail(3);
		write(anna, 'R1.risk', 0, 'kept');
		await until(() => expect(bench.log.appends).toBe(2));
		expect(anna.saved).toEqual([]);
		const ben = await bench.join({ person: 1 });
		expect(textIn(ben, 'R1.risk')).toBe('');
		write(anna, 'R1.risk', 4, ' words');
		await until(() => expect(anna.saved.at(-1)?.frames).toBe(2));
		await until(() => expect(textIn(ben, 'R1.risk')).toBe('kept words'));
		expect(bench.reports).toEqual(Array(3).fill('updates were not stored, trying again'));
		expect(await bench.stored()).toEqual({ 'R1.risk': 'kept words' });
	});

	it('DOC-21 stores a frame once when only the answer to its commit was lost', async () => {
		const anna = await bench.join({ person: 0 });
		bench.log.fail(1, 'after');
		write(anna, 'R1.risk', 0, 'once');
		await until(() => expect(anna.saved.at(-1)?.frames).toBe(1));
		expect(anna.saved.at(-1)?.vector.get(anna.clientId as number)).toBe(4);
		expect([await rows(), await bench.stored(), anna.closed]).toEqual([1, { 'R1.risk': 'once' }, null]);
		write(anna, 'R1.risk', 4, ' more');
		await until(() => expect(anna.saved.at(-1)?.frames).toBe(2));
		expect([await rows(), await bench.stored()]).toEqual([2, { 'R1.risk': 'once more' }]);
	});

	it('DOC-21 lets the pages keep their words when too much is waiting', async () => {
		const anna = await bench.join({ person: 0 });
		bench.log.fail(1000);
		for (let n = 0; n < 60; n++) write(anna, `R${n + 1}.risk`, 0, 'x'.repeat(19_000));
		await until(() => expect(anna.closed?.code).toBe(4503));
		expect([anna.saved, await rows()]).toEqual([[], 0]);
		bench.log.fail(0);
		const again = await bench.join({ person: 1 });
		expect(again.doc.share.size).toBe(0);
		expect(bench.rooms.metrics()).toMatchObject({ unpersistedUpdates: 0, unpersistedBytes: 0 });
	});

	it('DOC-22 never writes over what another process has stored: it stores after it', async () => {
		const anna = await bench.join({ person: 0 });
		write(anna, 'R1.risk', 0, 'first');
		await until(() => expect(anna.saved).toHaveLength(1));
		const sleeping = bench.rooms;
		bench.restart();
		const ben = await bench.join({ person: 1 });
		write(ben, 'R1.risk', 5, ' second');
		await until(() => expect(ben.saved).toHaveLength(1));
		write(anna, 'R2.risk', 0, 'third');
		await until(() => expect(anna.saved.at(-1)?.frames).toBe(2));
		expect([await rows(), anna.closed, textIn(anna, 'R1.risk')]).toEqual([3, null, 'first second']);
		expect(await bench.stored()).toEqual({ 'R1.risk': 'first second', 'R2.risk': 'third' });
		await sleeping.shutdown();
	});

	it('DOC-23 stores what is under way before it goes away', async () => {
		const anna = await bench.join({ person: 0 });
		const release = bench.log.hold();
		write(anna, 'R1.risk', 0, 'last words');
		await until(() => expect(bench.log.appends).toBe(1));
		const ended = bench.rooms.shutdown();
		const refused = bench.knock();
		await until(() => expect(refused.closed?.code).toBe(4503));
		expect(anna.closed).toBeNull();
		release();
		await ended;
		await until(() => expect(anna.closed?.code).toBe(4503));
		expect(anna.saved.at(-1)?.frames).toBe(1);
		expect(await bench.stored()).toEqual({ 'R1.risk': 'last words' });
	});
});
