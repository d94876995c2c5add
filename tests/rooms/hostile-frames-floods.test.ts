/** Too many questions, floods, presence of others, and frames that are dear to judge. */
import { describe, expect, test } from 'vitest';
import { stateVectorBytes } from '#lib/live-text/yjs-update.ts';
import { CLOSE, LIMIT, MESSAGE } from '#lib/wire.ts';
import { type Admitted, admitFrame } from '#server/rooms/frame.ts';
import { learn, nothingKnown } from '#server/rooms/known-text.ts';
import { type Attack, attackedDocument, bytes, closedWith, FIELD, SECRET } from '../support/attacked-document.ts';
import {
	atRoot,
	awarenessOf,
	behind,
	type CraftedStruct,
	craftedUpdate,
	messageOf,
	unseen
} from '../support/hostile-bytes.ts';
import { askState, sendPresence, sendUpdate } from '../support/raw-writer.ts';
import { until } from '../support/served-world.ts';

const target = attackedDocument();
const { attacker, tryEach } = target;
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
		const floods: readonly Attack[] = [
			['empty updates', CLOSE.tooMany, (from) => sendUpdate(from, Uint8Array.of(0, 0))],
			['questions who is there', CLOSE.tooMany, bytes(Uint8Array.of(MESSAGE.queryAwareness))],
			['cursors', CLOSE.tooMany, (from) => sendPresence(from, [[from.clientId as number, 1, '{"field":"R1.risk"}']])]
		];
		await tryEach(
			floods.map(
				([what, code, send]): Attack => [
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
		const { name, agencyName: agency, personId } = target.world.who.manager;
		const [id, user] = [target.manager.clientId as number, { personId, name, agency }];
		const at = (n: number) => JSON.stringify({ field: FIELD, anchor: n, head: n });
		sendPresence(target.manager, [[id, 1, at(1)]]);
		const seen = () => target.chair.presence.get(id);
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
			expect(target.chair.presence.get(mine)).toEqual({
				field: 'R1.title',
				user: {
					personId: target.world.who.social.personId,
					name: target.world.who.social.name,
					agency: target.world.who.social.agencyName
				}
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
		sendPresence(target.manager, [[id, 1, at(2)]]);
		await until(() => expect(seen()).toMatchObject({ anchor: 2 }));
		sendPresence(from, [[mine, 3, JSON.stringify({ field: FIELD, anchor: 5, head: 5 })]]);
		await until(() => expect(target.chair.presence.get(mine)).toMatchObject({ anchor: 5 }));
		// Nobody was set but those who are there, and nothing of the attacker's own words was passed on.
		expect([...target.chair.presence.keys()].filter((client) => client !== id && client !== mine)).toEqual([]);
		expect(JSON.stringify([...target.chair.presence.values()])).not.toContain(SECRET);
		await tryEach([
			['half-way through', CLOSE.malformed, bytes(awarenessOf([[mine, 4, 'null']]).subarray(0, -2))],
			['not UTF-8', CLOSE.malformed, bytes(messageOf(MESSAGE.awareness, Uint8Array.of(1, 5, 1, 2, 0xff, 0xff)))]
		]);
		from.ws.close();
		await until(() => expect(target.chair.presence.get(mine)).toBeNull());
		expect((await target.served.feed('chair')).socket.connected).toBe(true);
		const attended = await target.world.store.owner`
			select 1 from meeting_event where meeting_id = ${target.meetingId} and type = 'attendance-recorded'`;
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
