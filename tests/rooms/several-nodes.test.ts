import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readDocument } from '#server/persistence/document-log.ts';
import { documentsOf } from '#server/persistence/final-records.ts';
import { until } from '../support/document-bench.ts';
import { edit, proofMessage, type RawWriter, sendUpdate, textIn, write } from '../support/raw-writer.ts';
import { openTwoNodes, type TestNode, type TwoNodes } from '../support/two-nodes.ts';

let both: TwoNodes;
afterEach(() => both.close());

/** So seldom that within a test only hints count. */
const NEVER_ASKING = { askEveryMs: 3_600_000 };

const allText = (page: RawWriter): Record<string, string> =>
	Object.fromEntries([...page.doc.share.keys()].sort().map((field) => [field, textIn(page, field)]));
const nothingPending = (page: RawWriter) =>
	expect([page.doc.store.pendingStructs, page.doc.store.pendingDs]).toEqual([null, null]);

/** As a tab does that has taken up what another one kept. */
const showAsOwn = (page: RawWriter, { clientId, hello }: RawWriter): void =>
	page.ws.send(proofMessage([[clientId as number, hello?.proof as string]]));

async function same(pages: readonly RawWriter[]): Promise<void> {
	await until(async () => {
		const stored = await both.stored();
		for (const page of pages) expect(allText(page)).toEqual(stored);
	});
	for (const page of pages) nothingPending(page);
}

describe('two nodes on one database', () => {
	it('ACROSS-1 brings writers at both to the same text, numbered without a gap, each credited to its author', async () => {
		both = await openTwoNodes();
		const [anna, ben] = [await both.a.join({ person: 0 }), await both.b.join({ person: 1 })];
		for (let n = 0; n < 60; n++) {
			write(anna, 'R1.risk', 0, 'a');
			write(ben, 'R1.risk', textIn(ben, 'R1.risk').length, 'b');
			if (n === 30) {
				write(anna, 'A1.text', 0, 'by Anna');
				write(ben, 'A2.text', 0, 'by Ben');
			}
			if (n % 10 === 0) await until(() => expect(textIn(anna, 'R1.risk')).toContain('b'));
		}
		await until(() => expect([anna.saved.at(-1)?.frames, ben.saved.at(-1)?.frames]).toEqual([61, 61]));
		await same([anna, ben]);
		expect([...textIn(anna, 'R1.risk')].sort().join('')).toBe('a'.repeat(60) + 'b'.repeat(60));
		const rows = await both.rows();
		expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 122 }, (_, n) => n + 1));
		const [annaId, benId] = both.meeting.people;
		for (const { personId, fields } of rows)
			if (fields[0] !== 'R1.risk')
				expect([personId, fields]).toEqual([fields[0] === 'A1.text' ? annaId : benId, fields]);
		for (const page of [anna, ben])
			await until(() =>
				expect([page.authors.get('A1.text'), page.authors.get('A2.text')]).toMatchObject([
					{ personId: annaId, name: 'Person 1', agency: 'Police' },
					{ personId: benId, name: 'Person 2', agency: 'Police' }
				])
			);
		expect([anna.closed, ben.closed]).toEqual([null, null]);
	});

	it('ACROSS-1 loses and doubles nothing when eight at each node contend for one document', async () => {
		both = await openTwoNodes();
		const join = (node: TestNode) => Promise.all(Array.from({ length: 8 }, (_, n) => node.join({ person: n % 4 })));
		const pages = [...(await join(both.a)), ...(await join(both.b))];
		const words = pages.map((_, n) => Array.from({ length: 40 }, (_, k) => `w${n}-${k};`));
		await Promise.all(
			pages.map(async (page, n) => {
				for (const [k, word] of (words[n] as string[]).entries()) {
					write(page, k % 2 === 0 ? 'SUMMARY.notes' : `R${n}.risk`, 0, word);
					if (k % 8 === 7) await until(() => expect(page.saved.at(-1)?.frames ?? 0).toBeGreaterThan(k - 8));
				}
				await until(() => expect(page.saved.at(-1)?.frames).toBe(40));
			})
		);
		await same(pages);
		const stored = await both.stored();
		const found = Object.values(stored).join('').split(';').filter(Boolean).sort();
		expect(found).toEqual(
			words
				.flat()
				.map((word) => word.slice(0, -1))
				.sort()
		);
		expect((await both.rows()).map(({ seq }) => seq)).toEqual(Array.from({ length: 640 }, (_, n) => n + 1));
		expect(pages.map((page) => page.closed)).toEqual(pages.map(() => null));
	});

	it('ACROSS-1 keeps a deletion of words that were written at the other node', async () => {
		both = await openTwoNodes();
		const [anna, ben] = [await both.a.join({ person: 0 }), await both.b.join({ person: 1 })];
		write(anna, 'R1.risk', 0, 'one two three');
		await until(() => expect(textIn(ben, 'R1.risk')).toBe('one two three'));
		const release = [both.a.log.hold(), both.b.log.hold()];
		const cut = (page: RawWriter) =>
			sendUpdate(
				page,
				edit(page, 'R1.risk', (text) => text.delete(3, 4))
			);
		cut(anna);
		cut(ben);
		await until(() => expect([both.a.log.appends, both.b.log.appends]).toEqual([2, 1]));
		for (const go of release) go();
		await until(() => expect([anna.saved.at(-1)?.frames, ben.saved.at(-1)?.frames]).toEqual([2, 1]));
		await same([anna, ben]);
		expect(textIn(anna, 'R1.risk')).toBe('one three');
		expect(await both.rows()).toHaveLength(2);
	});

	it('ACROSS-2 stores once what a page had under way when it moved to the other node', async () => {
		both = await openTwoNodes(NEVER_ASKING);
		const anna = await both.a.join({ person: 0 });
		write(anna, 'R1.risk', 0, 'kept ');
		await until(() => expect(anna.saved).toHaveLength(1));
		const release = both.a.log.hold();
		write(anna, 'R1.risk', 5, 'words');
		await until(() => expect(both.a.log.appends).toBe(2));
		anna.ws.terminate();
		edit(anna, 'R1.risk', (text) => text.insert(10, ' and more'));
		const back = await both.b.join({ person: 0, doc: anna.doc });
		sendUpdate(back, Y.encodeStateAsUpdate(back.doc, Y.encodeStateVector(new Y.Doc())), 1);
		await until(() => expect([back.saved.length, back.closed?.code].some(Boolean)).toBe(true));
		expect(back.closed?.code).toBe(4409); // it repeats what is stored: an honest page sends only what is missing
		const again = await both.b.join({ person: 0, doc: anna.doc });
		const reader = await both.b.join({ person: 1 });
		sendUpdate(again, Y.encodeStateAsUpdate(again.doc, Y.encodeStateVector(reader.doc)), 1);
		await until(() => expect(again.saved.at(-1)?.frames).toBe(1));
		release();
		await until(() => expect(textIn(reader, 'R1.risk')).toBe('kept words and more'));
		const late = await both.a.join({ person: 2 });
		await same([again, reader, late]);
		expect((await both.stored())['R1.risk']).toBe('kept words and more');
	});

	it('ACROSS-2 two pages that send the same words under an old id, at two nodes, end with the words once', async () => {
		both = await openTwoNodes();
		const first = await both.a.join({ person: 0 });
		first.ws.terminate();
		edit(first, 'R1.risk', (text) => text.insert(0, 'said twice'));
		const words = Y.encodeStateAsUpdate(first.doc);
		const copy = new Y.Doc();
		Y.applyUpdate(copy, words);
		const [here, there] = [
			await both.a.join({ person: 0, doc: first.doc }),
			await both.b.join({ person: 0, doc: copy })
		];
		showAsOwn(there, first);
		const release = [both.a.log.hold(), both.b.log.hold()];
		sendUpdate(here, words, 1);
		sendUpdate(there, words, 1);
		await until(() => expect([both.a.log.appends, both.b.log.appends]).toEqual([1, 1]));
		for (const go of release) go();
		await until(() => expect([here.saved.at(-1)?.frames, there.saved.at(-1)?.frames]).toEqual([1, 1]));
		await same([here, there]);
		expect(await both.stored()).toEqual({ 'R1.risk': 'said twice' });
		expect(await both.rows()).toHaveLength(1);
	});

	it('ACROSS-2 sends home only the author of words that were stored elsewhere in part', async () => {
		both = await openTwoNodes(NEVER_ASKING);
		const first = await both.a.join({ person: 0 });
		const other = await both.a.join({ person: 1 });
		first.ws.terminate();
		const part = edit(first, 'R1.risk', (text) => text.insert(0, 'said'));
		edit(first, 'R1.risk', (text) => text.insert(4, ' twice'));
		const whole = Y.encodeStateAsUpdate(first.doc);
		const copy = new Y.Doc();
		Y.applyUpdate(copy, part);
		const here = await both.a.join({ person: 0, doc: first.doc });
		const there = await both.b.join({ person: 0, doc: copy });
		showAsOwn(there, first);
		const release = both.a.log.hold();
		sendUpdate(here, whole, 1);
		write(other, 'R2.risk', 0, 'goes on');
		await until(() => expect(both.a.log.appends).toBe(1));
		sendUpdate(there, part, 1);
		await until(() => expect(there.saved.at(-1)?.frames).toBe(1));
		release();
		await until(() => expect(here.closed?.code).toBe(4409));
		await until(() => expect(other.saved.at(-1)?.frames).toBe(1));
		expect(here.saved).toEqual([]);
		const back = await both.a.join({ person: 0, doc: first.doc });
		sendUpdate(back, Y.encodeStateAsUpdate(back.doc, Y.encodeStateVector(other.doc)), 1);
		await until(() => expect(back.saved.at(-1)?.frames).toBe(1));
		expect(await both.stored()).toEqual({ 'R1.risk': 'said twice', 'R2.risk': 'goes on' });
		await same([back, other]);
	});

	it('ACROSS-3 passes on what the other node stored when told of it, in order', async () => {
		both = await openTwoNodes(NEVER_ASKING);
		const [anna, ben] = [await both.a.join({ person: 0 }), await both.b.join({ person: 1 })];
		for (let n = 0; n < 20; n++) write(anna, 'R1.risk', n, 'x');
		await until(() => expect(anna.saved.at(-1)?.frames).toBe(20));
		expect(textIn(ben, 'R1.risk')).toBe('');
		both.b.rooms.wake([both.meeting.minutes, both.meeting.plan]);
		await same([ben]);
		expect(ben.authors.get('R1.risk')?.personId).toBe(both.meeting.people[0]);
		expect(ben.heard.filter((kind) => kind === 'sync').length).toBeGreaterThan(20);
	});

	it('ACROSS-3 tells of what was stored here, after its commit', async () => {
		const told: [string, string][] = [];
		both = await openTwoNodes(NEVER_ASKING, { storedHere: (...what) => told.push(what) });
		const anna = await both.a.join({ person: 0 });
		const release = both.a.log.hold();
		write(anna, 'R1.risk', 0, 'x');
		await until(() => expect(both.a.log.appends).toBe(1));
		expect(told).toEqual([]);
		release();
		await until(() => expect(anna.saved).toHaveLength(1));
		expect(told).toEqual([[both.meeting.plan, both.meeting.meetingId]]);
	});

	it('ACROSS-3 needs no hint: within a second the other node has the words', async () => {
		both = await openTwoNodes();
		const [anna, ben] = [await both.a.join({ person: 0 }), await both.b.join({ person: 1, access: 'read' })];
		for (let n = 0; n < 5; n++) {
			const began = performance.now();
			write(anna, 'R1.risk', 0, 'x');
			await until(() => expect(textIn(ben, 'R1.risk')).toHaveLength(n + 1));
			expect(performance.now() - began).toBeLessThan(1000);
		}
	});

	it('ACROSS-4 lets nobody go while the database is away, and has everything a second after', async () => {
		both = await openTwoNodes({ askEveryMs: 50 });
		const [anna, ben] = [await both.a.join({ person: 0 }), await both.b.join({ person: 1 })];
		write(anna, 'R1.risk', 0, 'before');
		await until(() => expect(textIn(ben, 'R1.risk')).toBe('before'));
		for (const { log } of [both.a, both.b]) log.away = true;
		write(anna, 'R1.risk', 6, ' during');
		write(ben, 'R2.risk', 0, 'meanwhile');
		const asked = [both.a.log.asked, both.b.log.asked];
		await until(() => {
			expect(both.a.log.asked).toBeGreaterThan((asked[0] as number) + 3);
			expect(both.b.log.asked).toBeGreaterThan((asked[1] as number) + 3);
		});
		both.b.rooms.wake([both.meeting.plan]);
		expect([anna.closed, ben.closed, anna.saved.length, ben.saved.length]).toEqual([null, null, 1, 0]);
		for (const { log } of [both.a, both.b]) log.away = false;
		await until(() => expect([anna.saved.at(-1)?.frames, ben.saved.at(-1)?.frames]).toEqual([2, 1]));
		await same([anna, ben]);
		expect(await both.stored()).toEqual({ 'R1.risk': 'before during', 'R2.risk': 'meanwhile' });
		expect([anna.closed, ben.closed]).toEqual([null, null]);
	});

	it('ACROSS-5 stores nothing above the head at which the other node sealed, and tells its writers within a second (R15)', async () => {
		both = await openTwoNodes();
		const writers = await Promise.all(Array.from({ length: 8 }, (_, n) => both.b.join({ person: n % 4 })));
		const reader = await both.b.join({ person: 3, access: 'read' });
		const anna = await both.a.join({ person: 0 });
		let typing = true;
		const typists = [anna, ...writers].map(async (page, n) => {
			for (let at = 0; typing && page.sealedAt === null; at++) {
				write(page, `R${n + 1}.risk`, at, 'x');
				await until(() => expect((page.saved.at(-1)?.frames ?? 0) + (page.sealedAt ?? 0)).toBeGreaterThan(at - 10));
			}
		});
		await until(() => expect(Math.min(...writers.map((page) => page.saved.at(-1)?.frames ?? 0))).toBeGreaterThan(20));
		const lockedAt = new Date('2026-03-02T11:00:00.000Z');
		const reading = await both.db.database.withArea(both.meeting.areaId, async (tx) => {
			const { plan } = await documentsOf(tx, both.meeting.meetingId, true);
			return readDocument(tx, plan);
		});
		const committed = performance.now();
		await both.db.owner`update meeting set locked_at = ${lockedAt} where id = ${both.meeting.meetingId}`;
		both.a.rooms.noticeSealed(both.meeting.meetingId, lockedAt.getTime());
		await until(() => {
			for (const page of [anna, reader, ...writers]) expect(page.sealedAt).not.toBeNull();
		});
		expect(performance.now() - committed).toBeLessThan(1000);
		typing = false;
		await Promise.all(typists);
		expect((await both.rows()).at(-1)?.seq).toBe(reading.head);
		expect(await both.stored()).toEqual(reading.fields);
		await until(() => expect(allText(reader)).toEqual(reading.fields));
		for (const [n, page] of writers.entries()) {
			const field = `R${n + 2}.risk`;
			const savedUpTo = page.saved.at(-1)?.vector.get(page.clientId as number) ?? 0;
			await until(() => expect(reading.fields[field]).toBe('x'.repeat(savedUpTo)));
			expect([page.closed, textIn(page, field).length >= savedUpTo]).toEqual([null, true]);
		}
		const late = await both.b.join({ person: 2 });
		expect(late).toMatchObject({ clientId: 0, hello: { access: 'read', sealed: true } });
		expect(allText(late)).toEqual(reading.fields);
	});

	it('ACROSS-5 finds a seal by asking alone, and says the time of the lock, not of its own noticing', async () => {
		both = await openTwoNodes();
		const ben = await both.b.join({ person: 1 });
		const lockedAt = new Date('2026-03-02T11:00:00.000Z');
		await both.db.owner`update meeting set locked_at = ${lockedAt} where id = ${both.meeting.meetingId}`;
		await both.db.database.withArea(both.meeting.areaId, (tx) => documentsOf(tx, both.meeting.meetingId, true));
		await until(() => expect(ben.sealedAt).toBe(lockedAt.getTime()));
		const opened = await both.a.join({ person: 0 });
		expect([opened.sealedAt, opened.hello?.sealed, ben.closed]).toEqual([lockedAt.getTime(), true, null]);
	});

	it('ACROSS-6 lets everybody out of a rebuilt document, and stores nothing of its old history (R16)', async () => {
		both = await openTwoNodes();
		const [anna, ben] = [await both.a.join({ person: 0 }), await both.b.join({ person: 1 })];
		write(anna, 'R1.risk', 0, 'old');
		await until(() => expect(textIn(ben, 'R1.risk')).toBe('old'));
		const release = both.b.log.hold();
		write(ben, 'R1.risk', 3, ' words');
		await until(() => expect(both.b.log.appends).toBe(1));
		await both.db.owner`update document set epoch = 2 where id = ${both.meeting.plan}`;
		await until(() => expect([anna.closed?.code, ben.closed?.code]).toEqual([4409, 4409]));
		release();
		const back = await both.b.join({ person: 1 });
		expect([back.epoch, await both.stored()]).toEqual([2, { 'R1.risk': 'old' }]);
		write(back, 'R1.risk', 3, ' and new');
		await until(() => expect(back.saved).toHaveLength(1));
		expect(await both.stored()).toEqual({ 'R1.risk': 'old and new' });
		expect(ben.saved).toEqual([]);
	});

	it('ACROSS-6 refuses a write into a rebuilt document even before anybody has noticed', async () => {
		both = await openTwoNodes(NEVER_ASKING);
		const anna = await both.a.join({ person: 0 });
		await both.db.owner`update document set epoch = 2 where id = ${both.meeting.plan}`;
		write(anna, 'R1.risk', 0, 'old history');
		await until(() => expect(anna.closed?.code).toBe(4409));
		expect([await both.stored(), anna.saved]).toEqual([{}, []]);
		expect((await both.a.join({ person: 0 })).epoch).toBe(2);
	});

	it('ACROSS-7 does not silence the writer of a field whose row another node has just added', async () => {
		both = await openTwoNodes(NEVER_ASKING);
		const rows = new Set(['R1']);
		let refreshed = 0;
		let arrive = () => {};
		const rights = {
			mayWrite: (field: string) => rows.has(field.split('.')[0] as string),
			refresh: () => {
				refreshed++;
				return new Promise<void>((resolve) => {
					arrive = () => {
						rows.add('R2');
						resolve();
					};
				});
			}
		};
		const anna = await both.a.join({ person: 0, rights });
		write(anna, 'R1.risk', 0, 'mine');
		write(anna, 'R2.risk', 0, 'new row');
		write(anna, 'R1.risk', 4, ' too');
		await until(() => expect([refreshed, anna.saved.at(-1)?.frames]).toEqual([1, 1]));
		arrive();
		await until(() => expect(anna.saved.at(-1)?.frames).toBe(3));
		expect([anna.refused, await both.stored()]).toEqual([[], { 'R1.risk': 'mine too', 'R2.risk': 'new row' }]);
		write(anna, 'R9.risk', 0, 'no such row');
		await until(() => expect(refreshed).toBe(2));
		arrive();
		await until(() => expect(anna.refused).toEqual([{ code: 4403, reason: 'not a field of yours' }]));
	});

	it('ACROSS-7 lets a writer come again when the rights could not be looked up', async () => {
		both = await openTwoNodes(NEVER_ASKING);
		const rights = { mayWrite: () => false, refresh: () => Promise.reject(new Error('the database is away')) };
		const anna = await both.a.join({ person: 0, rights });
		write(anna, 'R1.risk', 0, 'kept on the page');
		await until(() => expect(anna.closed?.code).toBe(4503));
		expect([anna.refused, textIn(anna, 'R1.risk')]).toEqual([[], 'kept on the page']);
	});

	it('ACROSS-9 gives whoever joins what was stored when they came, writers and readers, and takes their words', async () => {
		both = await openTwoNodes(NEVER_ASKING);
		const early = await both.b.join({ person: 3 });
		const anna = await both.a.join({ person: 0 });
		for (let n = 0; n < 10; n++) {
			write(anna, 'R1.risk', n, 'x');
			await until(() => expect(anna.saved.at(-1)?.frames).toBe(n + 1));
			const joined = await both.b.join({ person: 1, access: n % 2 === 0 ? 'read' : 'write' });
			expect(textIn(joined, 'R1.risk')).toBe('x'.repeat(n + 1));
			joined.ws.close();
		}
		anna.ws.terminate();
		edit(anna, 'R1.risk', (text) => text.insert(10, ' moved'));
		const moved = await both.b.join({ person: 0, doc: anna.doc });
		sendUpdate(moved, Y.encodeStateAsUpdate(moved.doc, Y.encodeStateVector(early.doc)), 1);
		await until(() => expect(moved.saved.at(-1)?.frames).toBe(1));
		await until(() => expect(textIn(early, 'R1.risk')).toBe('xxxxxxxxxx moved'));
		expect([moved.closed, early.closed]).toEqual([null, null]);
	});

	it('ACROSS-14 puts away, and asks no more about, a document into which nobody got or came back', async () => {
		both = await openTwoNodes({ parkAfterMs: 0 });
		const { log, rooms } = both.a;
		const { issueClient } = log;
		Object.assign(log, { issueClient: () => Promise.reject(new Error('the database is away')) });
		const refused = both.a.knock({ person: 0 });
		await until(() => expect(refused.closed?.code).toBe(4503));
		await until(() => expect(rooms.metrics().rooms).toBe(0));
		Object.assign(log, { issueClient });
		const anna = await both.a.join({ person: 0 });
		rooms.reopen(both.meeting.meetingId);
		await until(() => expect(anna.closed?.code).toBe(4409));
		await until(() => expect(rooms.metrics().rooms).toBe(0));
		expect((await both.a.join({ person: 0 })).hello?.access).toBe('write');
	});

	it('ACROSS-14 puts a document away that nobody here is in, though others write in it at the other node', async () => {
		both = await openTwoNodes({ parkAfterMs: 0, askEveryMs: 5 });
		const [anna, ben] = [await both.a.join({ person: 0 }), await both.b.join({ person: 1 })];
		let typing = true;
		const typist = (async () => {
			for (let n = 0; typing; n++) {
				write(anna, 'R1.risk', n, 'x');
				await until(() => expect(anna.saved.at(-1)?.frames).toBe(n + 1));
			}
		})();
		await until(() => expect(textIn(ben, 'R1.risk').length).toBeGreaterThan(3));
		ben.ws.close();
		await until(() => expect(both.b.rooms.metrics().rooms).toBe(0));
		typing = false;
		await typist;
	});
});
