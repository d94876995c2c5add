import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { readFrom, readVarUint } from '#lib/live-text/byte-reader.ts';
import { connectDocument, type LiveConnection } from '#lib/live-text/live-connection.ts';
import { CLOSE, LIMIT, MESSAGE, PROTOCOL_VERSION } from '#lib/wire.ts';
import { documentsOf } from '#server/persistence/final-records.ts';
import { type DocumentBench, type JoinAs, openDocumentBench, until } from '../support/document-bench.ts';

const FIELD = 'R1.contingency';
let bench: DocumentBench;
let pages: LiveConnection[];
let reachable: boolean;
let largest: number;
beforeEach(async () => {
	bench = await openDocumentBench();
	pages = [];
	reachable = true;
	largest = 0;
});
afterEach(async () => {
	for (const page of pages) page.close();
	await bench.close();
});

/** A socket of a network that can be cut. */
class CuttableSocket extends NodeWebSocket {
	constructor(url: string) {
		super(reachable ? url : 'ws://127.0.0.1:9/');
	}
	override send(data: Uint8Array): void {
		largest = Math.max(largest, data.length);
		super.send(data);
	}
}

function open(as: JoinAs = {}, random = () => 0): LiveConnection {
	const page = connectDocument({
		...bench.providerAddress(as),
		WebSocket: () => CuttableSocket as unknown as typeof WebSocket,
		random
	});
	pages.push(page);
	return page;
}
const ready = async (as: JoinAs = {}) => {
	const page = open(as);
	await until(() => expect(page.phase()).toBe('ready'));
	return page;
};
const text = (page: LiveConnection, field = FIELD) => page.doc.getText(field);
const cutOff = () => {
	reachable = false;
	for (const person of bench.meeting.people) bench.rooms.closePerson(person, null, CLOSE.goingAway);
};

describe('a page on a document', () => {
	it('DOC-26 may write once the server has issued its id, and says saved only after COMMIT', async () => {
		const anna = open({ person: 0 });
		expect([anna.phase(), anna.writable()]).toEqual(['connecting', false]);
		await until(() => expect(anna.phase()).toBe('ready'));
		await until(() => expect(anna.savedAt()).not.toBeNull());
		const release = bench.log.hold();
		text(anna).insert(0, 'call police');
		expect([anna.allSaved(), [...anna.unsentFields().keys()]]).toEqual([false, [FIELD]]);
		await until(() => expect(bench.log.appends).toBe(1));
		expect(anna.allSaved()).toBe(false);
		release();
		await until(() => expect(anna.allSaved()).toBe(true));
		expect([anna.unsentFields().size, (await bench.stored())[FIELD]]).toEqual([0, 'call police']);
	});

	it('DOC-26 is not saved until a deletion is stored, which moves no clock', async () => {
		const anna = await ready();
		text(anna).insert(0, 'one two');
		await until(() => expect(anna.allSaved()).toBe(true));
		const release = bench.log.hold();
		text(anna).delete(0, 4);
		await until(() => expect(bench.log.appends).toBe(2));
		expect(anna.allSaved()).toBe(false);
		release();
		await until(() => expect(anna.allSaved()).toBe(true));
		expect((await bench.stored())[FIELD]).toBe('two');
	});

	it('DOC-27 keeps the words while cut off, comes back under a new id and merges, deletions included', async () => {
		const [anna, ben] = [await ready({ person: 0 }), await ready({ person: 1 })];
		text(anna).insert(0, 'one two three');
		await until(() => expect(text(ben).toString()).toBe('one two three'));
		const earlier = anna.doc.clientID;
		cutOff();
		await until(() => expect([anna.phase(), ben.phase()]).toEqual(['reconnecting', 'reconnecting']));
		expect(anna.writable()).toBe(true);
		text(anna).delete(0, 4);
		text(anna).insert(text(anna).length, ' four');
		text(ben).insert(0, 'zero ');
		expect([anna.allSaved(), ben.allSaved()]).toEqual([false, false]);
		reachable = true;
		await until(() => expect([anna.allSaved(), ben.allSaved(), anna.phase()]).toEqual([true, true, 'ready']));
		await until(() => expect(text(anna).toString()).toBe(text(ben).toString()));
		expect(text(anna).toString()).toBe('zero two three four');
		expect(anna.doc.clientID).not.toBe(earlier);
		expect(await bench.stored()).toEqual({ [FIELD]: 'zero two three four' });
		const before = bench.log.appends;
		bench.rooms.reopen(bench.meeting.meetingId);
		await until(() => expect(anna.phase()).toBe('reconnecting'));
		await until(() => expect([anna.phase(), ben.phase()]).toEqual(['ready', 'ready']));
		expect(bench.log.appends).toBe(before);
	});

	it('DOC-27 sends very much offline work in frames the server takes', async () => {
		const anna = await ready();
		cutOff();
		await until(() => expect(anna.phase()).toBe('reconnecting'));
		for (let n = 1; n <= 6; n++) text(anna, `R${n}.risk`).insert(0, '李'.repeat(LIMIT.fieldCharacters));
		reachable = true;
		await until(() => expect(anna.allSaved()).toBe(true));
		expect(largest).toBeGreaterThan(10_000);
		expect(largest).toBeLessThanOrEqual(LIMIT.frameBytes);
		expect(Object.values(await bench.stored()).map((words) => words.length)).toEqual(
			Array(6).fill(LIMIT.fieldCharacters)
		);
	});

	it('DOC-27 loses and doubles nothing when the server dies between COMMIT and its answer', async () => {
		const anna = await ready();
		for (let n = 0; n < 30; n++) {
			if (n % 10 === 5) bench.log.fail(1, 'after');
			text(anna).insert(text(anna).length, `${n} `);
			await until(() => expect(anna.allSaved()).toBe(true));
		}
		const expected = Array.from({ length: 30 }, (_, n) => `${n} `).join('');
		expect([text(anna).toString(), (await bench.stored())[FIELD]]).toEqual([expected, expected]);
	});

	it('DOC-28 keeps refused words after a seal, and writes no more', async () => {
		const anna = await ready();
		text(anna).insert(0, 'minuted');
		await until(() => expect(anna.allSaved()).toBe(true));
		await bench.db.database.withArea(bench.meeting.areaId, (tx) => documentsOf(tx, bench.meeting.meetingId, true));
		text(anna).insert(7, ' and refused');
		await until(() => expect(anna.phase()).toBe('sealed'));
		bench.rooms.noticeSealed(bench.meeting.meetingId, 1_700_000_000_000);
		expect([anna.writable(), anna.allSaved(), [...anna.unsentFields().keys()]]).toEqual([false, false, [FIELD]]);
		expect(anna.sealedAt()).not.toBeNull();
		expect(text(anna).toString()).toBe('minuted and refused');
		expect(await bench.stored()).toEqual({ [FIELD]: 'minuted' });
		const late = open({ person: 1 });
		await until(() => expect(late.phase()).toBe('sealed'));
		await until(() => expect(text(late).toString()).toBe('minuted'));
	});

	it('DOC-28 stops for good when refused, and says why', async () => {
		const anna = await ready();
		bench.rooms.closePerson(bench.meeting.people[0] as string, bench.meeting.meetingId, CLOSE.forbidden);
		await until(() => expect(anna.phase()).toBe('refused'));
		expect([anna.refusal(), anna.writable(), anna.connected()]).toEqual([4403, false, false]);
		const reader = await ready({ person: 1, access: 'read' });
		expect([reader.access(), reader.writable()]).toEqual(['read', false]);
	});

	it('DOC-16 shows where others are, moving with the text, and not oneself', async () => {
		const [anna, ben] = [await ready({ person: 0 }), await ready({ person: 1 })];
		text(anna).insert(0, 'one two');
		await until(() => expect(text(ben).toString()).toBe('one two'));
		anna.setCursor({ field: FIELD, anchor: 0, head: 1 });
		ben.setCursor({ field: FIELD, anchor: 4, head: 7 });
		const user = { personId: bench.meeting.people[1], name: 'Person 2', agency: 'Police' };
		await until(() => expect(anna.others()).toEqual([{ user, field: FIELD, anchor: 4, head: 7 }]));
		text(anna).insert(0, 'zero ');
		expect(anna.others()[0]).toMatchObject({ anchor: 9, head: 12 });
		ben.setCursor(null);
		await until(() => expect(anna.others()).toEqual([]));
		await until(() => expect(ben.authors().get(FIELD)).toMatchObject({ name: 'Person 1' }));
	});

	it('DOC-11 serves an unchanged y-websocket provider that takes its issued id', async () => {
		const stock = () => {
			const { url, documentPath } = bench.providerAddress({ person: 2 });
			const doc = new Y.Doc();
			const provider = new WebsocketProvider(url, documentPath, doc, {
				params: { v: String(PROTOCOL_VERSION) },
				disableBc: true,
				WebSocketPolyfill: NodeWebSocket as unknown as typeof WebSocket
			});
			provider.messageHandlers[MESSAGE.hello] = (_encoder, decoder) => {
				const reader = readFrom(decoder.arr, decoder.pos);
				readVarUint(reader);
				readVarUint(reader);
				doc.clientID = provider.awareness.clientID = readVarUint(reader);
				provider.awareness.setLocalState({ field: FIELD });
			};
			for (const type of [MESSAGE.saved, MESSAGE.authors, MESSAGE.beat]) provider.messageHandlers[type] = () => {};
			return { provider, doc };
		};
		const [one, two, live] = [stock(), stock(), await ready()];
		await until(() => expect([one.provider.synced, two.provider.synced]).toEqual([true, true]));
		one.doc.getText(FIELD).insert(0, 'stock ');
		await until(() => expect(text(live).toString()).toBe('stock '));
		text(live).insert(6, 'and live');
		two.doc.getText(FIELD).insert(0, 'two ');
		await until(() => {
			for (const doc of [one.doc, two.doc, live.doc]) expect(doc.getText(FIELD).toString()).toBe('two stock and live');
		});
		for (const { provider } of [one, two]) provider.destroy();
	});
});
