/** Frames that are cut short, claim too much, or are no message of a page at all. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE, LIMIT, MESSAGE } from '#lib/wire.ts';
import { type Attack, attackedDocument, bytes, FIELD, SECRET, update } from '../support/attacked-document.ts';
import { atRoot, awarenessOf, craftedUpdate, HUGE, messageOf, unseen, V2_BOMB } from '../support/hostile-bytes.ts';
import { askState, edit, type RawWriter, sendUpdate, syncFrame, textIn } from '../support/raw-writer.ts';
import { until } from '../support/served-world.ts';

const target = attackedDocument();
const { attacker, honestGoOn, tryEach } = target;
describe('a frame that is not what it claims to be', { timeout: 60_000 }, () => {
	test('GUARD-1 is refused at every length it may be cut to, and nothing of it counts (Y6, Y8)', async () => {
		const whole = (from: RawWriter) =>
			craftedUpdate(
				[{ client: from.clientId as number, structs: [atRoot(FIELD, 'whole 李'), unseen('R1.title', 3)] }],
				[[target.chair.clientId as number, 0, 1]]
			);
		await honestGoOn();
		const probe = await attacker();
		const length = whole(probe).length;
		const cuts = Array.from(
			{ length },
			(_, at): Attack => [
				`${at} of ${length} bytes`,
				CLOSE.malformed,
				// A client id may be a byte shorter than the probe's: then this would be the whole update.
				update((from) => whole(from).subarray(0, Math.min(at, whole(from).length - 1)), at % 2 === 0 ? 2 : 1)
			]
		);
		const frames = Array.from(
			{ length: 12 },
			(_, at): Attack => [
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
				(type): Attack => [`type ${type}`, CLOSE.malformed, (from) => from.ws.send(messageOf(type, text(from)))]
			),
			...[3, 4, 127].map((step): Attack => [`sync step ${step}`, CLOSE.malformed, update(text, step)]),
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
			...claims.flatMap((many): Attack[] => [
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
		await until(() => expect(textIn(target.chair, FIELD)).toContain('in pieces '));
	});
});

const craftedCount = (many: number): Uint8Array => craftedUpdate([], [], { sections: many }).subarray(0, -1);
/** Characters up to and over the last number that can be told from the next. */
const nearTheEnd = (from: RawWriter): Uint8Array =>
	craftedUpdate([{ client: from.clientId as number, clock: 2 ** 53 - 3, structs: [atRoot(FIELD, 'abc')] }]);
