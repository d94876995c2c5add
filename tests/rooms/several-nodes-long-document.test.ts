import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { updatesIn } from '#server/persistence/document-log.ts';
import { textOfUpdates } from '#server/persistence/fold-updates.ts';
import { until } from '../support/document-bench.ts';
import { storeLongDocument } from '../support/long-document.ts';
import { edit, type RawWriter, sendUpdate, textIn, write } from '../support/raw-writer.ts';
import { openTwoNodes, type TwoNodes } from '../support/two-nodes.ts';

let both: TwoNodes;
afterEach(() => both.close());

const KEYSTROKES = 30_000;
const allText = (page: RawWriter) =>
	Object.fromEntries([...page.doc.share.keys()].sort().map((field) => [field, textIn(page, field)]));
const snapshots = () =>
	both.db.owner`select seq::float8 as seq, authors from document_snapshot where document_id = ${both.meeting.plan}`;

describe('a long document', () => {
	it('ACROSS-11 of 30,000 keystrokes opens whole, from the log and from its fold, while others go on writing', async () => {
		both = await openTwoNodes();
		const words = await storeLongDocument(both.a.log, both.meeting, KEYSTROKES);
		const notes = await both.a.join({ person: 1, document: 'minutes' });
		const opening = both.a.join({ person: 0 });
		for (let n = 0; n < 20; n++) {
			write(notes, 'SUMMARY.notes', n, 'x');
			await until(() => expect(notes.saved.at(-1)?.frames).toBe(n + 1));
		}
		const first = await opening;
		expect(allText(first)).toEqual(words);
		await until(async () => expect(await snapshots()).toMatchObject([{ seq: KEYSTROKES }]));
		const log = await both.b.log.load(both.meeting.areaId, both.meeting.plan);
		expect([log?.foldedTo, log?.tail.ends.length, log?.head]).toEqual([KEYSTROKES, 0, KEYSTROKES]);
		expect(textOfUpdates(log ? updatesIn(log) : [])).toEqual(words);
		const second = await both.b.join({ person: 2 });
		expect(allText(second)).toEqual(words);
		expect([...second.authors.values()]).toEqual([...first.authors.values()]);
		expect(second.authors.size).toBe(Object.keys(words).length);
		write(second, 'R1.contingency', 0, 'one more');
		await until(() => expect(textIn(first, 'R1.contingency').slice(0, 8)).toBe('one more'));
		expect(await both.stored()).toEqual(allText(second));
		expect([both.a.reports, both.b.reports]).toEqual([[], []]);
	}, 60_000);

	it('ACROSS-11 folds at 3,000 updates while people write, and loses none of what comes meanwhile', async () => {
		both = await openTwoNodes();
		const anna = await both.a.join({ person: 0 });
		const ben = await both.b.join({ person: 1 });
		const stored = await storeLongDocument(both.a.log, both.meeting, 2990);
		for (let n = 0; n < 40; n++) {
			write(anna, 'A1.text', n, 'a');
			write(ben, 'A2.text', n, 'b');
		}
		await until(() => expect([anna.saved.at(-1)?.frames, ben.saved.at(-1)?.frames]).toEqual([40, 40]));
		await until(async () => expect((await snapshots())[0]?.seq).toBeGreaterThanOrEqual(3000));
		const expected = { ...stored, 'A1.text': 'a'.repeat(40), 'A2.text': 'b'.repeat(40) };
		const late = [await both.a.join({ person: 2 }), await both.b.join({ person: 3 })];
		await until(() => {
			for (const page of [anna, ben, ...late])
				expect(allText(page)).toEqual(Object.fromEntries(Object.entries(expected).sort()));
		});
		expect(await both.stored()).toEqual(expected);
	}, 60_000);

	it('ACROSS-2 stores what waits behind more than can be read in one go', async () => {
		both = await openTwoNodes({ askEveryMs: 3_600_000 });
		const [anna, ben] = [await both.a.join({ person: 0 }), await both.b.join({ person: 1 })];
		const words = await storeLongDocument(both.a.log, both.meeting, 1300);
		write(ben, 'A1.text', 0, 'after all that');
		write(ben, 'A1.text', 0, 'and ');
		await until(() => expect(ben.saved.at(-1)?.frames).toBe(2));
		write(anna, 'A1.text', 0, 'twice ');
		await until(() => expect(anna.saved.at(-1)?.frames).toBe(1));
		const expected = { ...words, 'A1.text': textIn(anna, 'A1.text') };
		expect([...textIn(anna, 'A1.text')].sort()).toEqual([...'twice and after all that'].sort());
		expect(await both.stored()).toEqual(Object.fromEntries(Object.entries(expected).sort()));
		expect([anna.closed, ben.closed, (await both.rows()).length]).toEqual([null, null, 1303]);
	}, 60_000);

	it('ACROSS-13 reaches joiners unspoilt when a frame repeats what is stored and deletes anew', async () => {
		both = await openTwoNodes();
		const anna = await both.a.join({ person: 0 });
		write(anna, 'R1.risk', 0, 'one two');
		await until(() => expect(anna.saved.at(-1)?.frames).toBe(1));
		edit(anna, 'R1.risk', (text) => text.delete(3, 4));
		sendUpdate(anna, Y.encodeStateAsUpdate(anna.doc));
		await until(() => expect(anna.saved.at(-1)?.frames).toBe(2));
		write(anna, 'R1.risk', 3, ' three');
		await until(() => expect(anna.saved.at(-1)?.frames).toBe(3));
		for (const node of [both.a, both.b]) {
			const late = await node.join({ person: 1 });
			expect(textIn(late, 'R1.risk')).toBe('one three');
			expect(late.doc.store.pendingStructs).toBeNull();
		}
		expect(await both.stored()).toEqual({ 'R1.risk': 'one three' });
	});
});
