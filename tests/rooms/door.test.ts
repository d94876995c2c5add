import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { stateVectorBytes } from '#lib/live-text/yjs-update.ts';
import { LIMIT } from '#lib/wire.ts';
import { type DocumentBench, openDocumentBench, until } from '../support/document-bench.ts';
import {
	askState,
	edit,
	type RawWriter,
	sendPresence,
	sendUpdate,
	syncFrame,
	textIn,
	write
} from '../support/raw-writer.ts';

const FIELD = 'R1.risk';
let bench: DocumentBench;
beforeAll(async () => {
	bench = await openDocumentBench();
});
afterAll(() => bench.close());

const closedWith = (page: RawWriter, code: number) => until(() => expect(page.closed?.code).toBe(code));

describe('the door of a document', () => {
	it('DOC-18 sends an older page away to reload', async () => {
		await closedWith(bench.knock({ protocol: '0' }), 4426);
		await closedWith(bench.knock({ protocol: '' }), 4426);
		expect(bench.rooms.metrics().sockets).toBe(0);
	});

	it('DOC-2 issues every connection an id of its own before it may write', async () => {
		const first = await bench.join({ person: 0 });
		const second = await bench.join({ person: 0 });
		expect(first.heard.slice(0, 2)).toEqual(['hello', 'sync']);
		expect(first.clientId).not.toBe(second.clientId);
		const rows = await bench.db
			.owner`select client_id, person_id from document_client where document_id = ${bench.meeting.plan}`;
		for (const page of [first, second])
			expect(rows).toContainEqual({ client_id: String(page.clientId), person_id: bench.meeting.people[0] });
		const forger = await bench.join({ person: 1 });
		forger.doc.clientID = first.clientId as number;
		write(forger, FIELD, 0, 'I agree');
		await closedWith(forger, 4403);
		const unknown = await bench.join({ person: 1 });
		unknown.doc.clientID = 4242;
		write(unknown, FIELD, 0, 'I agree');
		await closedWith(unknown, 4403);
		write(first, FIELD, 0, 'really typed');
		await until(() => expect(first.saved.at(-1)?.frames).toBe(1));
		expect(await bench.stored()).toEqual({ [FIELD]: 'really typed' });
		first.ws.close();
		second.ws.close();
	});

	it('DOC-1 closes only the connection that sends nonsense', async () => {
		const honest = await bench.join({ person: 0 });
		const nonsense: (Uint8Array | string)[] = [
			new Uint8Array(),
			Uint8Array.of(0),
			new Uint8Array(10).fill(255),
			'text',
			Uint8Array.of(99, 1, 0),
			Uint8Array.of(100, 1, 0),
			Uint8Array.of(2, 0),
			Uint8Array.of(...syncFrame(2, Uint8Array.of(0, 0)), 7),
			syncFrame(3, Uint8Array.of(0, 0)),
			syncFrame(0, Uint8Array.of(200, 1)),
			syncFrame(2, Uint8Array.of(1, 1, 5, 0)),
			Uint8Array.of(1, 2, 255, 255)
		];
		for (const message of nonsense) {
			const page = await bench.join({ person: 1 });
			page.ws.send(message);
			await closedWith(page, 4400);
		}
		write(honest, FIELD, 0, 'still here: ');
		await until(() => expect(honest.saved.at(-1)?.frames).toBe(1));
		honest.ws.close();
	});

	it('DOC-8 answers an oversized frame itself, so that no page resends it for ever', async () => {
		const page = await bench.join();
		page.ws.send(new Uint8Array(LIMIT.frameBytes + 1));
		await closedWith(page, 4413);
	});

	it('DOC-5 asks a page with a gap to start over, and keeps nothing of it', async () => {
		const page = await bench.join();
		edit(page, FIELD, (text) => text.insert(0, 'lost'));
		write(page, FIELD, 4, 'found');
		await closedWith(page, 4409);
		expect((await bench.stored())[FIELD]).not.toContain('found');
	});

	it('DOC-4 refuses to delete words that are not written yet', async () => {
		const anna = await bench.join({ person: 0 });
		const ben = await bench.join({ person: 1 });
		sendUpdate(ben, Uint8Array.of(0, 1, ...stateVectorBytes([[anna.clientId as number, 1]]).subarray(1), 0, 50));
		await closedWith(ben, 4409);
		write(anna, 'A2.text', 0, 'later words');
		await until(() => expect(anna.saved).toHaveLength(1));
		expect((await bench.stored())['A2.text']).toBe('later words');
	});

	it('DOC-14 lets a reader read, and applies nothing of theirs by update or by step 2', async () => {
		const writer = await bench.join({ person: 0 });
		write(writer, 'A3.text', 0, 'to read');
		const reader = await bench.join({ person: 1, access: 'read' });
		expect(reader).toMatchObject({ clientId: 0, hello: { access: 'read', sealed: false } });
		await until(() => expect(textIn(reader, 'A3.text')).toBe('to read'));
		sendUpdate(reader, Uint8Array.of(0, 0), 1);
		sendUpdate(reader, Y.encodeStateAsUpdate(reader.doc), 1);
		write(reader, 'A3.text', 0, 'not ');
		sendUpdate(reader, Y.encodeStateAsUpdate(reader.doc), 1);
		sendUpdate(
			reader,
			edit(reader, 'A3.text', (text) => text.delete(0, 8))
		);
		await until(() => expect(reader.refused.map((one) => one.code)).toEqual([4403, 4403, 4403]));
		expect(reader.closed).toBeNull();
		write(writer, 'A3.text', 0, 'ready ');
		await until(() => expect(writer.saved.at(-1)?.frames).toBe(2));
		expect((await bench.stored())['A3.text']).toBe('ready to read');
	});

	it('DOC-9 makes a writer who leaves their fields a reader who keeps the words', async () => {
		const page = await bench.join({ person: 2, only: 'A' });
		write(page, 'A4.text', 0, 'mine');
		await until(() => expect(page.saved).toHaveLength(1));
		write(page, 'R4.risk', 0, 'not mine');
		await until(() => expect(page.refused).toEqual([{ code: 4403, reason: 'not a field of yours' }]));
		write(page, 'A4.text', 0, 'more ');
		await until(() => expect(page.refused).toHaveLength(2));
		const stored = await bench.stored();
		expect([stored['A4.text'], stored['R4.risk'], page.closed]).toEqual(['mine', undefined, null]);
	});

	it('DOC-17 answers five requests for the document in ten seconds, then closes', async () => {
		const page = bench.knock();
		await until(() => expect(page.hello).not.toBeNull());
		const answers = () => page.heard.filter((name) => name === 'sync').length - 1;
		for (let n = 0; n < 5; n++) askState(page);
		await until(() => expect(answers()).toBe(5));
		for (let n = 0; n < 1000; n++) askState(page);
		await closedWith(page, 4429);
		expect(answers()).toBe(5);
	});

	it('DOC-17 closes a flood of messages', async () => {
		const page = await bench.join();
		for (let n = 0; n < LIMIT.messageBurst + 60; n++) sendUpdate(page, Uint8Array.of(0, 0));
		await closedWith(page, 4429);
	});

	it('DOC-16 shows presence as the session knows it, only for the own id, and takes it away at the end', async () => {
		const anna = await bench.join({ person: 0 });
		const ben = await bench.join({ person: 1 });
		const [annaId, benId] = [anna.clientId as number, ben.clientId as number];
		const own = JSON.stringify({
			field: FIELD,
			anchor: 1,
			head: 3,
			role: 'chair',
			user: { personId: 'x', name: 'The chair' }
		});
		sendPresence(ben, [
			[annaId, 2 ** 52, 'null'],
			[annaId, 2 ** 52, '{"field":"A1.text"}'],
			[benId, 2 ** 52, own]
		]);
		const user = { personId: bench.meeting.people[1], name: 'Person 2', agency: 'Police' };
		await until(() => expect(anna.presence.get(benId)).toEqual({ field: FIELD, anchor: 1, head: 3, user }));
		expect(ben.presence.has(annaId)).toBe(false);
		const late = await bench.join({ person: 2 });
		await until(() => expect(late.presence.get(benId)).toMatchObject({ field: FIELD, user }));
		sendPresence(ben, [[benId, 1, JSON.stringify({ field: 'A1.text', anchor: -1, head: 'x' })]]);
		await until(() => expect(anna.presence.get(benId)).toEqual({ field: 'A1.text', user }));
		sendPresence(ben, [[benId, 2, JSON.stringify({ field: FIELD, note: 'x'.repeat(3000) })]]);
		sendPresence(ben, [[benId, 3, '{"field":']]);
		sendPresence(ben, [[benId, 4, JSON.stringify({ field: '<b>' })]]);
		await until(() => expect(anna.presence.get(benId)).toEqual({ field: null, user }));
		ben.ws.close();
		await until(() => expect(anna.presence.get(benId)).toBeNull());
		// Taken away in the same moment in which the line ends, as the stock client does, before it was passed on.
		const brief = await bench.join({ person: 2 });
		const briefId = brief.clientId as number;
		sendPresence(brief, [[briefId, 1, JSON.stringify({ field: FIELD })]]);
		await until(() => expect(anna.presence.get(briefId)).toMatchObject({ field: FIELD }));
		sendPresence(brief, [[briefId, 2, 'null']]);
		brief.ws.close();
		await until(() => expect(anna.presence.get(briefId)).toBeNull());
		expect(late.closed).toBeNull();
	});

	it('DOC-16 passes on at most ten cursors a second of one page, the newest last', async () => {
		const anna = await bench.join({ person: 0 });
		const ben = await bench.join({ person: 1 });
		const count = () => anna.heard.filter((name) => name === 'awareness').length;
		const before = count();
		const since = performance.now();
		for (let n = 1; n <= 100; n++)
			sendPresence(ben, [[ben.clientId as number, n, JSON.stringify({ field: FIELD, anchor: n, head: n })]]);
		await until(() => expect(anna.presence.get(ben.clientId as number)).toMatchObject({ anchor: 100 }));
		expect(count() - before).toBeLessThanOrEqual(2 + (performance.now() - since) / 100);
	});

	it('DOC-20 ends a person at once, on every document of the meeting and while joining', async () => {
		const plan = await bench.join({ person: 3 });
		const minutes = await bench.join({ person: 3, document: 'minutes' });
		const other = await bench.join({ person: 0 });
		const unsent = edit(plan, 'A5.text', (text) => text.insert(0, 'too late'));
		bench.rooms.closePerson(bench.meeting.people[3] as string, bench.meeting.meetingId, 4403);
		sendUpdate(plan, unsent);
		await closedWith(plan, 4403);
		await closedWith(minutes, 4403);
		expect(other.closed).toBeNull();
		write(other, 'A6.text', 0, 'in time');
		await until(() =>
			expect([other.saved.length, other.closed, other.refused, bench.reports]).toEqual([1, null, [], []])
		);
		expect((await bench.stored())['A5.text']).toBeUndefined();
	});

	it('DOC-12 knows no document that has no row', async () => {
		const page = bench.knock();
		bench.rooms.closePerson('nobody', null, 4403);
		await until(() => expect(page.hello).not.toBeNull());
		const { rooms } = bench.rooms.metrics();
		const saved = bench.meeting.plan;
		Object.assign(bench.meeting, { plan: '00000000-0000-4000-8000-000000000000' });
		await closedWith(bench.knock(), 4404);
		Object.assign(bench.meeting, { plan: saved });
		expect(bench.rooms.metrics().rooms).toBe(rooms);
	});
});
