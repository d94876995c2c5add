/**
 * What is tried against a document's socket, against the served application with its real doors (promises 1.1 Y1-Y22,
 * 1.2, part 4 "Yjs frames"). After each attack: the documented code, only that connection ended, nothing of it stored or
 * logged, and an honest pair goes on typing and is told that it is saved.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import * as Y from 'yjs';
import { connectDocument } from '#lib/live-text/live-connection.ts';
import { stateVectorBytes } from '#lib/live-text/yjs-update.ts';
import { CLOSE, LIMIT, MESSAGE, PROTOCOL_VERSION } from '#lib/wire.ts';
import { documentsOf } from '#server/persistence/final-records.ts';
import type { Member } from '#server/rooms/connection.ts';
import { type Admitted, admitFrame } from '#server/rooms/frame.ts';
import { learn, nothingKnown } from '#server/rooms/known-text.ts';
import {
	atRoot,
	awarenessOf,
	behind,
	type CraftedStruct,
	craftedUpdate,
	HUGE,
	messageOf,
	OTHER_CONTENT,
	ofContent,
	unseen,
	updateOf,
	V2_BOMB,
	withoutPlace
} from '../support/hostile-bytes.ts';
import { anotherCase, openWorld, startedMeeting, type Who, type World, wordsOf } from '../support/meeting-world.ts';
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
import { type ServedWorld, serveWorld, until } from '../support/served-world.ts';

const FIELD = 'R1.risk';
/** A word that is in everything hostile, and must be nowhere afterwards. */
const SECRET = 'Zaubernuss';

let world: World;
let served: ServedWorld;
let meetingId: string;
let documentId: string;
let chair: RawWriter;
let manager: RawWriter;

beforeAll(async () => {
	world = await openWorld();
	served = await serveWorld(world);
	meetingId = await startedMeeting(world);
	await world.does('social', meetingId, 'add-risk');
	documentId = await world.within(async (tx) => (await documentsOf(tx, meetingId)).plan);
});
beforeEach(async () => {
	// Anew for each test: an honest person would not use up the allowance of one connection either.
	chair?.ws.terminate();
	manager?.ws.terminate();
	[chair, manager] = [await page('chair'), await page('manager')];
});
afterAll(async () => {
	const { owner } = world.store;
	const [audit] =
		await owner`select count(*)::int as n from audit_event where (act || object || object_id) like ${`%${SECRET}%`}`;
	await served.close();
	await world.close();
	expect([audit?.n, world.log.filter((line) => line.includes(SECRET))]).toEqual([0, []]);
});

const page = (who: Who) => served.page(who, meetingId, 'plan');
const attacker = () => page('social');
const rows = async (who: Who) => {
	const { personId } = world.who[who];
	const [found] = await world.store.owner`
		select count(*)::int as n from document_update where document_id = ${documentId} and person_id = ${personId}`;
	return found?.n as number;
};
const closedWith = (from: RawWriter, code: number, what = '') =>
	until(() => expect(from.closed?.code, what).toBe(code));

/** The honest two go on: what the chair types is stored, said to be saved, and reaches the manager. */
async function honestGoOn(): Promise<void> {
	const frames = chair.saved.at(-1)?.frames ?? 0;
	write(chair, FIELD, 0, 'x');
	await until(() => {
		expect(chair.saved.at(-1)?.frames ?? 0).toBeGreaterThan(frames);
		expect(textIn(manager, FIELD)).toBe(textIn(chair, FIELD));
		expect([chair.closed, manager.closed]).toEqual([null, null]);
	});
}

type Bad = readonly [what: string, code: number, send: (from: RawWriter) => void];
/** Each on a connection of its own, while the honest two write. */
async function tryEach(bad: readonly Bad[]): Promise<void> {
	const before = [await rows('social'), world.log.length];
	for (const [what, code, send] of bad) {
		const from = await attacker();
		send(from);
		await closedWith(from, code, what);
		// Of a flood the first frames are let through; they hold nothing.
		if (code !== CLOSE.tooMany) expect(from.saved, what).toEqual([]);
	}
	await honestGoOn();
	expect([await rows('social'), world.log.length]).toEqual(before);
	expect(JSON.stringify([chair.doc, manager.doc, await wordsOf(world, meetingId, 'plan')])).not.toContain(SECRET);
}
const bytes = (message: Uint8Array | string) => (from: RawWriter) => from.ws.send(message);
const update =
	(make: (from: RawWriter) => Uint8Array, step = 2) =>
	(from: RawWriter) =>
		sendUpdate(from, make(from), step);
const own = (struct: CraftedStruct) =>
	update((from) => craftedUpdate([{ client: from.clientId as number, structs: [struct] }]));

describe('a frame that is not what it claims to be', { timeout: 60_000 }, () => {
	test('GUARD-1 is refused at every length it may be cut to, and nothing of it counts (Y6, Y8)', async () => {
		const whole = (from: RawWriter) =>
			craftedUpdate(
				[{ client: from.clientId as number, structs: [atRoot(FIELD, 'whole 李'), unseen('R1.title', 3)] }],
				[[chair.clientId as number, 0, 1]]
			);
		await honestGoOn();
		const probe = await attacker();
		const length = whole(probe).length;
		const cuts = Array.from(
			{ length },
			(_, at): Bad => [
				`${at} of ${length} bytes`,
				CLOSE.malformed,
				update((from) => whole(from).subarray(0, at), at % 2 === 0 ? 2 : 1)
			]
		);
		const frames = Array.from(
			{ length: 12 },
			(_, at): Bad => [
				`a message of ${at} bytes`,
				CLOSE.malformed,
				(from) => from.ws.send(syncFrame(2, whole(from)).subarray(0, at))
			]
		);
		await tryEach([...cuts, ...frames]);
		sendUpdate(probe, whole(probe));
		await until(() => expect(probe.saved.at(-1)?.frames).toBe(1));
	});

	test('GUARD-1 is refused with bytes left over, empty, as text, of no type a browser has (Y7, Y8, Y22, Y-1, Y-7)', async () => {
		const types = [2, 4, 5, 99, 100, 101, 102, 103, 104, 105, 106, 127, 128, 2 ** 31, 2 ** 53 - 1];
		const query = Uint8Array.of(MESSAGE.queryAwareness, 0);
		const text = (from: RawWriter) =>
			craftedUpdate([{ client: from.clientId as number, structs: [atRoot(FIELD, SECRET)] }]);
		await tryEach([
			['nothing', CLOSE.malformed, bytes(new Uint8Array())],
			['a text frame', CLOSE.malformed, bytes(SECRET)],
			['a text frame of JSON', CLOSE.malformed, bytes(`{"type":"update","text":"${SECRET}"}`)],
			['ten times 255', CLOSE.malformed, bytes(new Uint8Array(10).fill(255))],
			['64 KB of continuation bytes', CLOSE.malformed, bytes(new Uint8Array(LIMIT.frameBytes).fill(0x80))],
			...types.map(
				(type): Bad => [`type ${type}`, CLOSE.malformed, (from) => from.ws.send(messageOf(type, text(from)))]
			),
			...[3, 4, 127].map((step): Bad => [`sync step ${step}`, CLOSE.malformed, update(text, step)]),
			['an update and more', CLOSE.malformed, update((from) => Uint8Array.of(...text(from), 0))],
			['a message and more', CLOSE.malformed, (from) => from.ws.send(Uint8Array.of(...syncFrame(2, text(from)), 0))],
			[
				'two messages in one',
				CLOSE.malformed,
				(from) => from.ws.send(Buffer.concat([syncFrame(2, text(from)), query]))
			],
			['a question and more', CLOSE.malformed, bytes(query)],
			['the 27 bytes of yjs issue 687', CLOSE.malformed, update(() => V2_BOMB)],
			['the same as step 2', CLOSE.malformed, update(() => V2_BOMB, 1)],
			['the V2 encoding', CLOSE.malformed, update((from) => Y.convertUpdateFormatV1ToV2(text(from)))]
		]);
	});

	test('GUARD-1 is refused at once when it claims more than it has, or numbers above 2^53 (Y8, Y-9)', async () => {
		const one = (from: RawWriter) => ({ client: from.clientId as number, structs: [atRoot(FIELD, SECRET)] });
		const claims = [2, 200, 2 ** 32, 2 ** 53 - 1];
		const huge = (before: readonly number[], after: readonly number[] = []) =>
			update(() => Uint8Array.of(...before, ...HUGE, ...after));
		const since = process.cpuUsage();
		await tryEach([
			...claims.flatMap((many): Bad[] => [
				[`${many} sections`, CLOSE.malformed, update((from) => craftedUpdate([one(from)], [], { sections: many }))],
				[`${many} structs`, CLOSE.malformed, update((from) => craftedUpdate([{ ...one(from), claims: many }]))],
				[`${many} clients deleted`, CLOSE.malformed, update(() => craftedUpdate([], [[1, 0, 1]], { deletes: many }))],
				[`${many} ranges`, CLOSE.malformed, update(() => craftedUpdate([], [[1, 0, 1]], { ranges: many }))],
				[
					`${many} in a state vector`,
					CLOSE.malformed,
					(from) => askState(from, Uint8Array.of(...craftedCount(many), 1, 1))
				],
				[`${many} cursors`, CLOSE.malformed, bytes(awarenessOf([[1, 1, 'null']], many))]
			]),
			['a huge number of sections', CLOSE.malformed, huge([])],
			['a huge number of structs', CLOSE.malformed, huge([1])],
			['a huge client', CLOSE.malformed, huge([1, 1])],
			['a huge clock', CLOSE.malformed, huge([1, 1, 5])],
			['a clock that passes 2^53 with its length', CLOSE.malformed, update((from) => nearTheEnd(from))],
			['a huge origin', CLOSE.malformed, huge([1, 1, 5, 0, 0x84])],
			['a huge length', CLOSE.malformed, huge([1, 1, 5, 0, 0x84, 1, 0])],
			['a huge delete count', CLOSE.malformed, huge([0])],
			['a huge delete clock', CLOSE.malformed, huge([0, 1, 5, 1], [1])],
			['a huge delete length', CLOSE.malformed, huge([0, 1, 5, 1, 0])]
		]);
		expect(process.cpuUsage(since).user / 1000).toBeLessThan(20_000);
	});

	test('GUARD-1 is refused below the room too with a code of the service, never with one a page would retry (W4, Y-13)', async () => {
		const raw = (from: RawWriter) => (from.ws as unknown as { _socket: { write: (bytes: Buffer) => void } })._socket;
		const frame =
			(...head: number[]) =>
			(from: RawWriter) =>
				raw(from).write(Buffer.from([...head, 1, 2, 3, 4]));
		await tryEach([
			['64 KB and one byte', CLOSE.tooLarge, bytes(new Uint8Array(LIMIT.frameBytes + 1))],
			['one megabyte and one byte', CLOSE.tooLarge, bytes(new Uint8Array(1024 * 1024 + 1))],
			['five megabytes', CLOSE.tooLarge, bytes(new Uint8Array(5 * 1024 * 1024))],
			['a length of 2^62', CLOSE.tooLarge, frame(0x82, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0)],
			['a frame without its mask', CLOSE.malformed, frame(0x82, 0x04)],
			['a frame with reserved bits', CLOSE.malformed, frame(0xf2, 0x84, 0, 0, 0, 0)],
			['an unknown opcode', CLOSE.malformed, frame(0x83, 0x84, 0, 0, 0, 0)],
			['a text that is not UTF-8', CLOSE.malformed, frame(0x81, 0x84, 0xff, 0xff, 0xff, 0xff)],
			['a continuation of nothing', CLOSE.malformed, frame(0x80, 0x84, 0, 0, 0, 0)],
			[
				'20,000 pieces',
				CLOSE.tooLarge,
				(from) => {
					for (let n = 0; n < 20_000; n++) from.ws.send(Uint8Array.of(0), { fin: false });
				}
			],
			[
				'64 KB and one byte in pieces',
				CLOSE.tooLarge,
				(from) => {
					for (let n = 0; n <= 64; n++) from.ws.send(new Uint8Array(1024), { fin: n === 64 });
				}
			]
		]);
		const from = await attacker();
		const whole = syncFrame(
			2,
			edit(from, FIELD, (text) => text.insert(0, 'in pieces '))
		);
		for (const [n, byte] of whole.entries()) from.ws.send(Uint8Array.of(byte), { fin: n === whole.length - 1 });
		await until(() => expect(from.saved.at(-1)?.frames).toBe(1));
		await until(() => expect(textIn(chair, FIELD)).toContain('in pieces '));
	});
});

const craftedCount = (many: number): Uint8Array => craftedUpdate([], [], { sections: many }).subarray(0, -1);
/** Characters up to and over the last number that can be told from the next. */
const nearTheEnd = (from: RawWriter): Uint8Array =>
	craftedUpdate([{ client: from.clientId as number, clock: 2 ** 53 - 3, structs: [atRoot(FIELD, 'abc')] }]);

describe('content that is not plain text in a field', { timeout: 60_000 }, () => {
	test('GUARD-2 is refused, whatever kind of shared document it comes from (Y14, Y15, Y16, Y20, Y-11)', async () => {
		await tryEach(
			OTHER_CONTENT.map(
				([what, change]): Bad => [
					what,
					CLOSE.malformed,
					update((from) => updateOf(from.clientId as number, (doc) => change(doc, FIELD)))
				]
			)
		);
	});

	test('GUARD-2 is refused struct by struct: garbage, skips, JSON, types, map keys, clocks burnt (Y19, Y20)', async () => {
		const nestedIn: CraftedStruct = (to) => {
			ofContent(FIELD, 4, () => {})(to);
		};
		await tryEach([
			['garbage of 2^40', CLOSE.malformed, own(withoutPlace(0, 2 ** 40))],
			['garbage of one', CLOSE.malformed, own(withoutPlace(0, 1))],
			['a skip', CLOSE.malformed, own(withoutPlace(10, 5))],
			...[2, 3, 5, 6, 7, 8, 9, 11, 12, 31].map(
				(kind): Bad => [
					`content ${kind}`,
					CLOSE.malformed,
					own(ofContent(FIELD, kind, (to) => atRoot(FIELD, SECRET)(to)))
				]
			),
			...[0x24, 0x21, 0x3f].map(
				(info): Bad => [
					`a map key (${info})`,
					CLOSE.malformed,
					own(ofContent(FIELD, info, (to) => atRoot(FIELD, SECRET)(to)))
				]
			),
			['a struct that ends at its field', CLOSE.malformed, own(nestedIn)],
			['an empty text', CLOSE.malformed, own(atRoot(FIELD, ''))],
			['no characters, deleted', CLOSE.malformed, own(unseen(FIELD, 0))],
			['2^40 characters, deleted', CLOSE.tooLarge, own(unseen(FIELD, 2 ** 40))],
			['100,001 characters, deleted', CLOSE.tooLarge, own(unseen(FIELD, LIMIT.clockUnits + 1))],
			[
				'an attribute of 200,000 characters',
				CLOSE.tooLarge,
				update((from) =>
					updateOf(from.clientId as number, (doc) => doc.getText(FIELD).setAttribute('a', SECRET.repeat(20_000)))
				)
			]
		]);
	});

	test('GUARD-2 in a field that is not there makes the page a reader with a reason, and is not stored (Y-11)', async () => {
		for (const field of ['R99.risk', 'R1.password', 'constructor.prototype', 'minutes.x', 'SUMMARY.notes']) {
			const from = await attacker();
			write(from, field, 0, SECRET);
			await until(() =>
				expect(from.refused, field).toEqual([{ code: CLOSE.forbidden, reason: 'not a field of yours' }])
			);
			expect(from.closed).toBeNull();
			from.ws.close();
		}
		await honestGoOn();
		expect(Object.keys((await wordsOf(world, meetingId, 'plan')).fields)).toEqual([FIELD, 'R1.title']);
	});

	test('GUARD-3 U+0000 and half characters are never stored, also when the editor is gone round (Y18, Y-19)', async () => {
		const raw = (...codes: number[]) => own(atRoot(FIELD, Uint8Array.from(codes)));
		await tryEach([
			['U+0000', CLOSE.malformed, own(atRoot(FIELD, `${SECRET}\u0000`))],
			['only U+0000', CLOSE.malformed, own(atRoot(FIELD, '\u0000'))],
			['half a character in UTF-8', CLOSE.malformed, raw(0x61, 0xed, 0xa0, 0x80)],
			['two halves in UTF-8', CLOSE.malformed, raw(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80)],
			['U+0000 of two bytes', CLOSE.malformed, raw(0xc0, 0x80)],
			['a byte that begins nothing', CLOSE.malformed, raw(0xff)],
			['a character cut short', CLOSE.malformed, raw(0xf0, 0x9f, 0x98)],
			['a field name that is not UTF-8', CLOSE.malformed, own((to) => atRoot('x', '')(to))]
		]);
		// Yjs itself writes half a character as U+FFFD: what is stored can be stored.
		const from = await attacker();
		write(from, FIELD, 0, 'half \uD800 of it ');
		await until(() => expect(from.saved.at(-1)?.frames).toBe(1));
		await until(() => expect(textIn(chair, FIELD)).toContain('half \uFFFD of it '));
		expect((await wordsOf(world, meetingId, 'plan')).fields[FIELD]).toBe(textIn(chair, FIELD));
	});
});

describe('writing as somebody else', { timeout: 60_000 }, () => {
	test('GUARD-4 is refused: under another person’s id, an unknown one, no one’s, recorded frames of another (Y1, E-13)', async () => {
		await honestGoOn();
		const recorded = edit(chair, FIELD, (text) => text.insert(0, 'said '));
		sendUpdate(chair, recorded);
		await until(() => expect(textIn(manager, FIELD)).toMatch(/^said /));
		const twin = new Y.Doc();
		Y.applyUpdate(twin, Y.encodeStateAsUpdate(chair.doc));
		twin.clientID = chair.clientId as number;
		const vector = Y.encodeStateVector(twin);
		twin.getText(FIELD).insert(0, SECRET);
		const next = Y.encodeStateAsUpdate(twin, vector);
		const as = (client: number, clock = 0) =>
			update(() => craftedUpdate([{ client, clock, structs: [atRoot(FIELD, SECRET)] }]));
		await tryEach([
			['the chair’s next words', CLOSE.forbidden, update(() => next)],
			['the chair’s next words as step 2', CLOSE.forbidden, update(() => next, 1)],
			['what the chair wrote before', CLOSE.forbidden, update(() => recorded)],
			['the chair’s id from the beginning', CLOSE.forbidden, as(chair.clientId as number)],
			['an id nobody has', CLOSE.forbidden, as(4242)],
			['id 0', CLOSE.forbidden, as(0)],
			['an id above 32 bits', CLOSE.forbidden, as(2 ** 40)],
			[
				'own words and the chair’s',
				CLOSE.forbidden,
				update((from) =>
					craftedUpdate([
						{ client: from.clientId as number, structs: [atRoot(FIELD, SECRET)] },
						{ client: chair.clientId as number, clock: 5, structs: [atRoot(FIELD, SECRET)] }
					])
				)
			],
			[
				'65 clients',
				CLOSE.malformed,
				update((from) =>
					craftedUpdate(
						Array.from({ length: 65 }, (_, n) => ({
							client: (from.clientId as number) + n,
							structs: [atRoot(FIELD, 'x')]
						}))
					)
				)
			],
			[
				'one client twice',
				CLOSE.malformed,
				update((from) =>
					craftedUpdate(
						[0, 1].map((clock) => ({ client: from.clientId as number, clock, structs: [atRoot(FIELD, 'x')] }))
					)
				)
			]
		]);
	});

	test('GUARD-4 two connections with one client id: nobody is told "saved" for words that lost against the other’s (Y2, Y-17)', async () => {
		const [first, second] = [await attacker(), await attacker()];
		expect(second.clientId).not.toBe(first.clientId);
		second.doc.clientID = first.clientId as number;
		write(second, FIELD, 0, 'from the second');
		await until(() => expect(second.saved.at(-1)?.frames).toBe(1));
		sendUpdate(
			first,
			craftedUpdate([{ client: first.clientId as number, structs: [atRoot(FIELD, 'from the first!')] }])
		);
		await closedWith(first, CLOSE.resync);
		expect(first.saved.filter(({ frames }) => frames > 0)).toEqual([]);
		await until(() => expect(textIn(chair, FIELD)).toContain('from the second'));
		expect((await wordsOf(world, meetingId, 'plan')).fields[FIELD]).not.toContain('from the first!');
		sendUpdate(
			second,
			edit(second, FIELD, (text) => text.delete(0, 15))
		);
		await until(() => expect(second.saved.at(-1)?.frames).toBe(2));
		// The same words again under one's own id are harmless.
		const third = await attacker();
		const words = edit(third, FIELD, (text) => text.insert(0, 'y'));
		for (let n = 0; n < 3; n++) sendUpdate(third, words);
		await until(() => expect(third.saved.at(-1)?.frames).toBe(3));
		expect(third.closed).toBeNull();
		await honestGoOn();
	});

	test('GUARD-5 a reader writes by no kind of message, a late writer after the seal neither (Y9, Y-15, R15)', async () => {
		const reader = await served.page('social', meetingId, 'minutes');
		expect(reader).toMatchObject({ clientId: 0, hello: { access: 'read' } });
		for (const step of [1, 2]) {
			const words = updateOf(7, (doc) => doc.getText('SUMMARY.notes').insert(0, SECRET));
			sendUpdate(reader, words, step);
			sendUpdate(reader, craftedUpdate([{ client: 0, structs: [atRoot('SUMMARY.notes', SECRET)] }]), step);
		}
		sendPresence(reader, [[0, 1, JSON.stringify({ field: 'SUMMARY.notes' })]]);
		await until(() => expect(reader.refused.map((one) => one.code)).toEqual(Array(4).fill(CLOSE.forbidden)));
		expect((await wordsOf(world, meetingId, 'minutes')).fields).toEqual({});
		const sealed = await sealedMeeting();
		const recorded = edit(sealed.page, FIELD, (text) => text.insert(0, SECRET));
		await sealed.seal();
		for (const step of [1, 2]) sendUpdate(sealed.page, recorded, step);
		await until(() => expect(sealed.page.refused.map((one) => one.code)).toEqual([CLOSE.locked, CLOSE.locked]));
		const late = await served.page('social', sealed.meetingId, 'plan');
		expect(late).toMatchObject({ clientId: 0, hello: { access: 'read', sealed: true } });
		for (const step of [1, 2]) sendUpdate(late, recorded, step);
		await until(() => expect(late.refused.map((one) => one.code)).toEqual([CLOSE.locked, CLOSE.locked]));
		expect((await wordsOf(world, sealed.meetingId, 'plan')).fields).toEqual({ [FIELD]: 'before' });
		await honestGoOn();
	});
});

/** Another meeting with one word, and how to seal it. */
async function sealedMeeting() {
	const other = await startedMeeting(await anotherCase(world));
	await world.does('social', other, 'add-risk');
	const writer = await served.page('social', other, 'plan');
	write(writer, FIELD, 0, 'before');
	await until(() => expect(writer.saved.at(-1)?.frames).toBe(1));
	return {
		meetingId: other,
		page: writer,
		seal: async () => {
			await world.within((tx) => documentsOf(tx, other, true));
			world.rooms.noticeSealed(other, Date.now());
		}
	};
}

describe('holes in the history', { timeout: 60_000 }, () => {
	test('GUARD-6 a gap starts the page over at the first frame, and costs nothing however often it is tried (Y5, Y-5)', async () => {
		const from = await attacker();
		const client = from.clientId as number;
		const gaps = Array.from({ length: 239 }, (_, n) =>
			craftedUpdate([{ client, clock: 10 + n, structs: [atRoot(FIELD, SECRET)] }])
		);
		for (const gap of gaps) sendUpdate(from, gap);
		await closedWith(from, CLOSE.resync);
		expect(from.closed?.reason).toBe('a gap');
		const known = nothingKnown();
		const sender = { owns: () => true, mayRepeat: () => true, mayWrite: () => true };
		const since = process.cpuUsage();
		for (let n = 0; n < 4000; n++)
			expect(
				admitFrame(craftedUpdate([{ client, clock: 1 + n, structs: [atRoot(FIELD, 'x')] }]), known, sender).ok
			).toBe(false);
		expect(process.cpuUsage(since).user / 1000).toBeLessThan(1000);
		expect(known.clients.size).toBe(0);
		await honestGoOn();
	});

	test('GUARD-6 nothing is deleted that is not there, nothing refers to what nobody knows (Y3, Y4, Y-3)', async () => {
		await honestGoOn();
		const [id, end] = [chair.clientId as number, Y.getState(chair.doc.store, chair.clientId as number)];
		const deletes = (...ranges: (readonly [number, number, number])[]) => update(() => craftedUpdate([], ranges));
		const text = textIn(chair, FIELD);
		await tryEach([
			['the next character', CLOSE.resync, deletes([id, end, 1])],
			['one too many', CLOSE.resync, deletes([id, 0, end + 1])],
			['the future as step 2', CLOSE.resync, update(() => craftedUpdate([], [[id, end, 50]]), 1)],
			['a length of 2^45', CLOSE.resync, deletes([id, 0, 2 ** 45])],
			['a clock of 2^53 - 1', CLOSE.resync, deletes([id, 2 ** 53 - 1, 2 ** 53 - 1])],
			['somebody unknown', CLOSE.resync, deletes([4242, 0, 1])],
			['no characters', CLOSE.malformed, deletes([id, 0, 0])],
			['one that is there and one that is not', CLOSE.resync, deletes([id, 0, 1], [4242, 0, 1])],
			['an unknown neighbour', CLOSE.resync, own(behind([4242, 0], SECRET))],
			['a neighbour not written yet', CLOSE.resync, own(behind([id, end], SECRET))],
			[
				'itself',
				CLOSE.resync,
				update((from) =>
					craftedUpdate([{ client: from.clientId as number, structs: [behind([from.clientId as number, 0], SECRET)] }])
				)
			],
			['an unknown neighbour on the right', CLOSE.resync, own(behind([id, 0], SECRET, [4242, 0]))]
		]);
		expect(textIn(chair, FIELD).endsWith(text)).toBe(true);
		// The whole text in one frame is allowed to whoever may write there; it is theirs in the log, and the words stay in it.
		const from = await attacker();
		sendUpdate(
			from,
			edit(from, FIELD, (all) => all.delete(0, all.length))
		);
		await until(() => expect(from.saved.at(-1)?.frames).toBe(1));
		await until(() => expect(chair.authors.get(FIELD)?.personId).toBe(world.who.social.personId));
		const [last] = await world.store.owner`
			select person_id, fields from document_update where document_id = ${documentId} order by seq desc limit 1`;
		expect(last).toEqual({ person_id: world.who.social.personId, fields: [FIELD] });
		await honestGoOn();
	});

	test('GUARD-6 no place between two characters is named the wrong way round: pages would end with different words', async () => {
		const from = await attacker();
		const id = from.clientId as number;
		write(from, FIELD, 0, 'abcdef');
		for (const [at, letter] of [...'gh'].entries()) write(from, FIELD, 6 + at, letter);
		await until(() => expect(from.saved.at(-1)?.frames).toBe(3));
		const bad = (left: number, right: number): Bad => [
			`between ${left} and ${right}`,
			CLOSE.malformed,
			update((other) =>
				craftedUpdate([{ client: other.clientId as number, structs: [behind([id, left], SECRET, [id, right])] }])
			)
		];
		const inOne = update((other) => {
			const client = other.clientId as number;
			return craftedUpdate([
				{ client, structs: [atRoot(FIELD, 'abc'), behind([client, 2], 'd'), behind([client, 3], SECRET, [client, 1])] }
			]);
		});
		const before = await rows('social');
		await tryEach([
			bad(3, 2),
			bad(3, 3),
			bad(5, 0),
			bad(7, 5),
			bad(6, 6),
			['all in one frame', CLOSE.malformed, inOne]
		]);
		expect(await rows('social')).toBe(before);
		// Before what one wrote earlier, also by several jumps: that is how people type.
		write(from, FIELD, 0, 'first ');
		write(from, FIELD, 0, 'zeroth ');
		write(from, FIELD, 7, 'half ');
		await until(() => expect(from.saved.at(-1)?.frames).toBe(6));
		await until(() => expect(textIn(chair, FIELD)).toMatch(/^zeroth half first x?abcdefgh/));
	});

	test('GUARD-6 one field cannot reach into another, whatever its neighbours are', async () => {
		const from = await attacker();
		write(from, 'R1.title', 0, 'title');
		write(from, FIELD, 0, 'risk');
		await until(() => expect(from.saved.at(-1)?.frames).toBe(2));
		const id = from.clientId as number;
		sendUpdate(from, craftedUpdate([{ client: id, clock: 9, structs: [behind([id, 0], SECRET, [id, 6])] }]));
		await closedWith(from, CLOSE.malformed);
		await honestGoOn();
	});
});

describe('asking and moving too much', { timeout: 60_000 }, () => {
	test('GUARD-7 the document is given five times in ten seconds, also for the longest state vector (Y10, Y-9)', async () => {
		const long = stateVectorBytes(Array.from({ length: 21_000 }, (_, n) => [n % 128, n % 128] as const));
		const from = await attacker();
		for (let n = 0; n < 4; n++) askState(from, long);
		await until(() => expect(from.heard.filter((name) => name === 'sync').length).toBe(6));
		for (let n = 0; n < 200; n++) askState(from, long);
		await closedWith(from, CLOSE.tooMany);
		const many = stateVectorBytes(Array.from({ length: 200_000 }, (_, n) => [n, 1] as const));
		await tryEach([
			['200,000 entries', CLOSE.tooLarge, (one) => askState(one, many)],
			['bytes left over', CLOSE.malformed, (one) => askState(one, Uint8Array.of(0, 0))]
		]);
	});

	test('GUARD-7 a flood of anything is ended with 4429 after the burst (F15)', async () => {
		const floods: readonly Bad[] = [
			['empty updates', CLOSE.tooMany, (from) => sendUpdate(from, Uint8Array.of(0, 0))],
			['questions who is there', CLOSE.tooMany, bytes(Uint8Array.of(MESSAGE.queryAwareness))],
			['cursors', CLOSE.tooMany, (from) => sendPresence(from, [[from.clientId as number, 1, '{"field":"R1.risk"}']])]
		];
		await tryEach(
			floods.map(
				([what, code, send]): Bad => [
					what,
					code,
					(from) => {
						for (let n = 0; n < LIMIT.messageBurst * 2; n++) send(from);
					}
				]
			)
		);
	});

	test('GUARD-8 presence is what the session knows: nobody moves, removes, freezes or imitates anybody else (Y11)', async () => {
		const { name, agencyName: agency, personId } = world.who.manager;
		const [id, user] = [manager.clientId as number, { personId, name, agency }];
		const at = (n: number) => JSON.stringify({ field: FIELD, anchor: n, head: n });
		sendPresence(manager, [[id, 1, at(1)]]);
		const seen = () => chair.presence.get(id);
		await until(() => expect(seen()).toEqual({ field: FIELD, anchor: 1, head: 1, user }));
		const from = await attacker();
		const mine = from.clientId as number;
		sendPresence(from, [[id, 2 ** 52, 'null']]);
		sendPresence(from, [[id, 2 ** 53 - 1, JSON.stringify({ field: 'R1.title', user: { name: SECRET } })]]);
		sendPresence(
			from,
			Array.from({ length: 8000 }, (_, n) => [n + 1, 1, 'null'] as const)
		);
		sendPresence(from, [
			[mine, 1, JSON.stringify({ field: 'R1.title', user, personId, name: SECRET, agency: SECRET, isChair: true })],
			[mine + 1, 1, at(3)]
		]);
		await until(() =>
			expect(chair.presence.get(mine)).toEqual({
				field: 'R1.title',
				user: { personId: world.who.social.personId, name: world.who.social.name, agency: world.who.social.agencyName }
			})
		);
		for (const json of [
			'{"field":',
			'"x"',
			'7',
			'[]',
			'{}',
			`{"field":"${'x'.repeat(3000)}"}`,
			'{"__proto__":{"field":"R1.risk"}}',
			'{"field":"R1.risk","anchor":1e309,"head":-1}',
			'['.repeat(1000)
		])
			sendPresence(from, [[mine, 2, json]]);
		sendPresence(manager, [[id, 1, at(2)]]);
		await until(() => expect(seen()).toMatchObject({ anchor: 2 }));
		sendPresence(from, [[mine, 3, JSON.stringify({ field: FIELD, anchor: 5, head: 5 })]]);
		await until(() => expect(chair.presence.get(mine)).toMatchObject({ anchor: 5 }));
		// Nobody was set but those who are there, and nothing of the attacker's own words was passed on.
		expect([...chair.presence.keys()].filter((client) => client !== id && client !== mine)).toEqual([]);
		expect(JSON.stringify([...chair.presence.values()])).not.toContain(SECRET);
		await tryEach([
			['half-way through', CLOSE.malformed, bytes(awarenessOf([[mine, 4, 'null']]).subarray(0, -2))],
			['not UTF-8', CLOSE.malformed, bytes(messageOf(MESSAGE.awareness, Uint8Array.of(1, 5, 1, 2, 0xff, 0xff)))]
		]);
		from.ws.close();
		await until(() => expect(chair.presence.get(mine)).toBeNull());
		expect((await served.feed('chair')).socket.connected).toBe(true);
		const attended = await world.store.owner`
			select 1 from meeting_event where meeting_id = ${meetingId} and type = 'attendance-recorded'`;
		expect(attended).toHaveLength(0);
	});

	test('GUARD-9 the worst frames that are let through cost far less than a fifth of a second each (R14, F15)', () => {
		const sender = { owns: () => true, mayRepeat: () => true, mayWrite: () => true };
		const known = nothingKnown();
		const take = (frame: Uint8Array): Admitted => {
			expect(frame.length).toBeLessThanOrEqual(LIMIT.frameBytes);
			const judged = admitFrame(frame, known, sender);
			if (!judged.ok) throw new Error(judged.reason);
			if (judged.addition !== null) learn(known, judged.addition);
			return judged;
		};
		const cost = (frame: Uint8Array): number => {
			const since = process.cpuUsage();
			admitFrame(frame, known, sender);
			return process.cpuUsage(since).user / 1000;
		};
		// 64 clients whose structs wait for each other one by one, the last first.
		const ring = Array.from({ length: 64 }, (_, n) => n + 1);
		const each = 85;
		const pingPong = craftedUpdate(
			ring.map((client) => ({
				client,
				structs: Array.from({ length: each }, (_, at): CraftedStruct => {
					if (client === 64 && at === 0) return atRoot(FIELD, 'x');
					return client === 64 ? behind([1, at - 1], 'x') : behind([client + 1, at], 'x');
				})
			}))
		);
		const long = 90_000;
		for (let from = 0; from < long; from += 18_000)
			take(
				craftedUpdate([{ client: 100, clock: from, structs: [atRoot(`R${from / 18_000}.risk`, 'x'.repeat(18_000))] }])
			);
		const everySecond = (from: number) =>
			craftedUpdate(
				[],
				Array.from({ length: 9000 }, (_, n) => [100, from + 2 * n, 1] as const)
			);
		const costs = [
			cost(pingPong),
			...Array.from({ length: 5 }, (_, n) => {
				const frame = everySecond(n * 18_000);
				const time = cost(frame);
				take(frame);
				return time;
			}),
			cost(everySecond(1)),
			cost(craftedUpdate([{ client: 101, structs: Array.from({ length: 9000 }, () => behind([100, 0], 'x')) }])),
			cost(craftedUpdate([{ client: 102, structs: [unseen(FIELD, LIMIT.clockUnits)] }]))
		];
		take(pingPong);
		expect(Math.max(...costs)).toBeLessThan(150);
	});
});

describe('what else is not for a browser to decide', { timeout: 60_000 }, () => {
	test('GUARD-10 a document that is not there opens nothing and leaves nothing behind (Y12)', async () => {
		const headers = { cookie: await world.cookie('social'), origin: served.origin };
		const { rooms } = world.rooms.metrics();
		const count = async () => (await world.store.owner`select count(*)::int as n from document`)[0]?.n;
		const before = await count();
		for (const path of [`/yjs/${meetingId}/secrets`, `/yjs/${meetingId}/__proto__`, `/yjs/x/plan`]) {
			const knock = served.knock(`${path}?v=${PROTOCOL_VERSION}`, headers);
			await until(() => expect(knock.closed?.code, path).toBe(CLOSE.missing));
			expect(knock.heard).toEqual([]);
		}
		expect([world.rooms.metrics().rooms, await count()]).toEqual([rooms, before]);
	});

	test('GUARD-10 a page of another version is told to reload before it is told a word (Y17)', async () => {
		const headers = { cookie: await world.cookie('social'), origin: served.origin };
		for (const v of ['0', '-1', '2', '1.0.0', 'x', '', '1e0x', '99999999999999999999']) {
			const knock = served.knock(`/yjs/${meetingId}/plan?v=${v}`, headers);
			await closedWith(knock, CLOSE.tooOld, v);
			expect(knock.heard).toEqual([]);
		}
	});

	test('GUARD-10 frames sent before hello wait and are judged like any other (W5)', async () => {
		const headers = { cookie: await world.cookie('social'), origin: served.origin };
		const early = served.knock(`/yjs/${meetingId}/plan?v=1`, headers);
		early.ws.once('open', () =>
			sendUpdate(
				early,
				updateOf(4242, (doc) => doc.getText(FIELD).insert(0, SECRET))
			)
		);
		await closedWith(early, CLOSE.forbidden);
		const polite = served.knock(`/yjs/${meetingId}/plan?v=1`, headers);
		polite.ws.once('open', () => askState(polite));
		await until(() => expect([polite.synced, polite.closed]).toEqual([true, null]));
		await honestGoOn();
	});

	test('GUARD-10 a page of an older epoch sends nothing of its history (Y21, R16, Y-15)', async () => {
		const { owner } = world.store;
		const other = await startedMeeting(await anotherCase(world));
		await world.does('social', other, 'add-risk');
		const cookie = await world.cookie('social');
		const openRooms = world.rooms.metrics().rooms;
		let reachable = true;
		class Browser extends NodeWebSocket {
			constructor(url: string) {
				super(reachable ? url : 'ws://127.0.0.1:9/', { headers: { cookie, origin: served.origin } });
			}
		}
		const live = connectDocument({
			url: served.address('/yjs'),
			documentPath: `${other}/plan`,
			WebSocket: () => Browser as unknown as typeof WebSocket,
			random: () => 0
		});
		await until(() => expect(live.phase()).toBe('ready'));
		reachable = false;
		world.rooms.closePerson(world.who.social.personId, other, CLOSE.goingAway);
		await until(() => expect(live.phase()).toBe('reconnecting'));
		live.doc.getText(FIELD).insert(0, SECRET);
		await owner`update document set epoch = epoch + 1 where meeting_id = ${other}`;
		await until(() => expect(world.rooms.metrics().rooms).toBe(openRooms));
		reachable = true;
		await until(() =>
			expect([live.phase(), live.refusal(), live.allSaved()]).toEqual(['refused', CLOSE.resync, false])
		);
		expect(live.doc.getText(FIELD).toString()).toBe(SECRET);
		expect((await wordsOf(world, other, 'plan')).fields).toEqual({});
		live.close();
	});

	test('GUARD-11 a handler that fails ends one connection with 4503, and says nothing of what was in the frame (W2)', async () => {
		const failing: World['rooms'] = {
			...world.rooms,
			joinDocument: (line, member: Member) =>
				world.rooms.joinDocument(line, {
					...member,
					mayWrite: () => {
						throw new Error(SECRET);
					}
				})
		};
		const other = await serveWorld(world, { rooms: { ...failing, shutdown: async () => {} } });
		const from = await other.page('social', meetingId, 'plan');
		write(from, FIELD, 0, SECRET);
		await closedWith(from, CLOSE.goingAway);
		expect(world.log).toContain('a frame could not be handled');
		expect(textIn(chair, FIELD)).not.toContain(SECRET);
		await honestGoOn();
		await other.close();
	});
});
