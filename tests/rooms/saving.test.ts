import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type DocumentBench, openDocumentBench, until } from '../support/document-bench.ts';
import { edit, sendUpdate, textIn, write } from '../support/raw-writer.ts';

const FIELD = 'R1.contingency';
let bench: DocumentBench;
beforeAll(async () => {
	bench = await openDocumentBench();
});
afterAll(() => bench.close());

describe('writing together', () => {
	it('DOC-10 acknowledges and passes on only what is committed', async () => {
		const anna = await bench.join({ person: 0 });
		const ben = await bench.join({ person: 1 });
		const release = bench.log.hold();
		write(anna, FIELD, 0, 'call police');
		await until(() => expect(bench.log.appends).toBe(1));
		expect(bench.rooms.metrics()).toMatchObject({ unpersistedUpdates: 1, sockets: 2, rooms: 1 });
		// Whatever the server would send early arrives before the answer to this question.
		ben.synced = false;
		const late = await bench.join({ person: 2 });
		expect([anna.saved, textIn(ben, FIELD), textIn(late, FIELD)]).toEqual([[], '', '']);
		release();
		await until(() => expect([textIn(ben, FIELD), textIn(late, FIELD)]).toEqual(['call police', 'call police']));
		await until(() => expect(anna.saved.at(-1)).toMatchObject({ frames: 1 }));
		expect(anna.saved.at(-1)?.vector.get(anna.clientId as number)).toBe(11);
		expect(Math.abs((anna.saved.at(-1)?.at ?? 0) - Date.now())).toBeLessThan(60_000);
		expect(await bench.stored()).toEqual({ [FIELD]: 'call police' });
		expect(bench.rooms.metrics().unpersistedUpdates).toBe(0);
		for (const page of [anna, ben, late]) page.ws.close();
		await until(() => expect(bench.rooms.metrics().rooms).toBe(0));
	});

	it('DOC-11 brings two writers in the same field to the same text, and tells both that it is saved', async () => {
		const [anna, ben] = [await bench.join({ person: 0 }), await bench.join({ person: 1 })];
		for (let n = 0; n < 40; n++) {
			write(anna, 'R2.risk', 0, 'a');
			write(ben, 'R2.risk', textIn(ben, 'R2.risk').length, 'b');
			if (n % 10 === 0) await until(() => expect(textIn(anna, 'R2.risk')).toContain('b'));
		}
		await until(() => {
			for (const page of [anna, ben]) expect(page.saved.at(-1)?.frames).toBe(40);
			expect(textIn(anna, 'R2.risk')).toBe(textIn(ben, 'R2.risk'));
		});
		expect(textIn(anna, 'R2.risk')).toHaveLength(80);
		expect((await bench.stored())['R2.risk']).toBe(textIn(anna, 'R2.risk'));
		for (const page of [anna, ben]) expect(page.saved.at(-1)?.vector.get(page.clientId as number)).toBe(40);
		anna.ws.close();
		ben.ws.close();
	});

	it('DOC-12 gives the same text after the process has lost its memory, and after folding', async () => {
		const anna = await bench.join();
		for (let n = 0; n < 230; n++) write(anna, 'R3.risk', n, 'x');
		sendUpdate(
			anna,
			edit(anna, 'R3.risk', (text) => text.delete(10, 100))
		);
		await until(() => expect(anna.saved.at(-1)?.frames).toBe(231));
		bench.restart();
		const again = await bench.join({ person: 1 });
		expect(textIn(again, 'R3.risk')).toBe('x'.repeat(130));
		await until(async () => {
			const rows = await bench.db.owner`select seq from document_snapshot where document_id = ${bench.meeting.plan}`;
			expect(rows).toHaveLength(1);
		});
		write(again, 'R3.risk', 0, 'and ');
		await until(() => expect(again.saved.at(-1)?.frames).toBe(1));
		bench.restart();
		const third = await bench.join({ person: 2 });
		expect(textIn(third, 'R3.risk')).toBe(`and ${'x'.repeat(130)}`);
		expect(textIn(third, FIELD)).toBe('call police');
		expect(await bench.stored()).toMatchObject({ 'R3.risk': textIn(third, 'R3.risk'), [FIELD]: 'call police' });
		third.ws.close();
		await until(() => expect(bench.rooms.metrics().rooms).toBe(0));
		expect(textIn(await bench.join(), FIELD)).toBe('call police');
	});

	it('DOC-12 takes what a page wrote under its earlier id while it was cut off, once', async () => {
		const anna = await bench.join({ person: 0 });
		const earlier = anna.clientId as number;
		write(anna, 'A1.text', 0, 'one ');
		await until(() => expect(anna.saved).toHaveLength(1));
		anna.ws.terminate();
		edit(anna, 'A1.text', (text) => text.insert(4, 'two'));
		const back = await bench.join({ person: 0, doc: anna.doc });
		expect(back.clientId).not.toBe(earlier);
		const other = await bench.join({ person: 1 });
		const missing = Y.encodeStateAsUpdate(back.doc, Y.encodeStateVector(other.doc));
		sendUpdate(back, missing, 1);
		await until(() => expect(back.saved.at(-1)?.frames).toBe(1));
		expect(back.saved.at(-1)?.vector.get(earlier)).toBe(7);
		await until(() => expect(textIn(other, 'A1.text')).toBe('one two'));
		sendUpdate(other, missing, 1);
		await until(() => expect(other.closed?.code).toBe(4403));
	});

	it('DOC-10 answers a frame that holds nothing new without storing it', async () => {
		const anna = await bench.join();
		const rows = () => bench.db.owner`select count(*)::int as n from document_update`;
		const [before] = await rows();
		sendUpdate(anna, Uint8Array.of(0, 0), 1);
		await until(() => expect(anna.saved.at(-1)?.frames).toBe(1));
		const [after] = await rows();
		expect(after?.n).toBe(before?.n);
	});
});
