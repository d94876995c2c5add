import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '#lib/wire.ts';
import { forgetOldNodes } from '#server/persistence/node-rows.ts';
import { closePresenceOfGoneNodes, readPresenceNotes } from '#server/persistence/presence-notes.ts';
import { type HintServer, startHintServer } from '../support/hint-server.ts';
import {
	accept,
	anotherCase,
	confirm,
	convene,
	finishedMeeting,
	lock,
	NOT_DISCLOSED,
	openWorld,
	riskTexts,
	startedMeeting,
	traces,
	type Who,
	type World
} from '../support/meeting-world.ts';
import { sendPresence, textIn, write } from '../support/raw-writer.ts';
import { type Feed, type ServedWorld, serveWorld, until } from '../support/served-world.ts';

type Hinted = 'with Redis' | 'without Redis' | 'with Redis frozen';

/** Two processes of the service on one database, each on a port of its own. */
type Pair = {
	readonly a: ServedWorld;
	readonly b: ServedWorld;
	readonly there: World;
	readonly close: () => Promise<void>;
};

let area: World;
let world: World;
let meetingId: string;
let redis: HintServer;
let pair: Pair;

beforeAll(async () => {
	redis = await startHintServer();
	area = await openWorld(undefined, { redisUrl: redis.url, leftAfterMs: 300 });
	pair = await serveTwo(area);
});
afterAll(async () => {
	await pair?.close();
	await area?.close();
	await redis?.close();
});
const opened: Feed[] = [];
afterEach(() => {
	redis.thaw();
	for (const feed of opened.splice(0)) feed.socket.disconnect();
});
beforeEach(async () => {
	world = await anotherCase(area);
	meetingId = await startedMeeting(world);
});

async function serveTwo(first: World): Promise<Pair> {
	const there = first.anotherNode();
	const [a, b] = [await serveWorld(first), await serveWorld(there)];
	const close = async () => {
		await Promise.all([a.close(), b.close()]);
		await there.close();
	};
	return { a, b, there, close };
}
/** Commands at the other node. */
const elsewhere = () => ({ ...world, does: pair.there.does, run: pair.there.run });

const enter = async (who: Who, at: ServedWorld, meeting = meetingId) => {
	const feed = await at.feed(who);
	opened.push(feed);
	const answer = await feed.ask('meeting', { protocol: PROTOCOL_VERSION, meetingId: meeting, since: 0 });
	if (!answer.ok) throw new Error(answer.message);
	return { ...feed, answer };
};
const present = (feed: Feed, kind: 'present' | 'atDoor' = 'present') =>
	feed.heard.findLast(({ name }) => name === 'presence')?.message[kind];
const presentIds = (feed: Feed) => present(feed)?.map((one: { personId: string }) => one.personId);
const idsOf = (...people: Who[]) => people.map((one) => world.who[one].personId);

describe.each<Hinted>(['with Redis', 'without Redis', 'with Redis frozen'])('facts of two nodes, %s', (how) => {
	beforeAll(async () => {
		if (how === 'without Redis') await redis.kill();
		else await until(() => expect([area, pair.there].map((one) => one.hints.connected())).toEqual([true, true]));
	});
	beforeEach(() => {
		if (how === 'with Redis frozen') redis.freeze();
	});
	afterAll(async () => {
		if (how === 'without Redis') await redis.restart();
	});

	test('NODE-1 what happens at one node is told at the other, once, whole and in order', async () => {
		const [here, there] = [await enter('chair', pair.a), await enter('social', pair.b)];
		const run = (line: Feed, command: string) =>
			line.ask('run', { meetingId, command, commandId: randomUUID(), input: {} });
		const answers = await Promise.all(
			Array.from({ length: 24 }, (_, n) => run(n % 2 === 0 ? here : there, n % 3 === 0 ? 'add-risk' : 'raise-hand'))
		);
		expect(answers.filter((answer) => !answer.ok)).toEqual([]);
		const { version } = await world.does('chair', meetingId, 'add-risk');
		for (const feed of [here, there]) {
			await until(() => expect(feed.versions().at(-1)).toBe(version));
			const [first = 0] = feed.versions();
			expect(feed.versions()).toEqual(Array.from({ length: version - first + 1 }, (_, n) => first + n));
			expect(first).toBeLessThanOrEqual(feed.answer.version + 1);
		}
	});

	test('NODE-2 a door opens and closes for somebody who waits at another node', async () => {
		const early = await convene(await anotherCase(world));
		for (const who of ['chair', 'minuteTaker', 'social'] as const) await accept(world, who, early);
		const waiting = await pair.b.feed('social');
		opened.push(waiting);
		expect(await waiting.ask('door-watch', { meetingId: early })).toEqual({ ok: true, state: 'waiting' });
		const chair = await enter('chair', pair.a, early);
		await until(() => expect(present(chair, 'atDoor')).toEqual(idsOf('social')));
		await confirm(world, 'social', early);
		await until(() =>
			expect(waiting.heard.at(-1)).toEqual({ name: 'door', message: { meetingId: early, state: 'in-the-room' } })
		);
	});

	test('NODE-3 a change of phase brings everybody at every node back to the door of the documents', async () => {
		await world.does('chair', meetingId, 'record-disclosure-decision', NOT_DISCLOSED);
		const page = await pair.b.page('social', meetingId, 'plan');
		expect(page.hello?.access).toBe('write');
		await world.does('chair', meetingId, 'end-meeting');
		await until(() => expect(page.closed?.code).toBe(4409));
		expect((await pair.b.page('social', meetingId, 'plan')).hello?.access).toBe('read');
	});

	test('NODE-4 a row added at one node may be written in at the other in the same moment', async () => {
		const page = await pair.b.page('social', meetingId, 'plan');
		const { events } = await world.does('chair', meetingId, 'add-risk');
		const added = events[0]?.event;
		write(page, `${added?.type === 'risk-added' ? added.key : ''}.risk`, 0, 'At once');
		await until(() => expect(page.saved).toHaveLength(1));
		expect([page.refused, page.closed]).toEqual([[], null]);
	});

	test('NODE-5 presence is one list over all nodes, in the order of arrival', async () => {
		const first = await enter('chair', pair.a);
		const second = await enter('social', pair.b);
		const third = await enter('manager', pair.a);
		const again = await enter('chair', pair.b);
		for (const feed of [first, second, third, again])
			await until(() => expect(presentIds(feed)).toEqual(idsOf('chair', 'social', 'manager')));
		await until(() => expect(present(second)?.[0]).toMatchObject({ name: world.who.chair.name, connections: 2 }));
		expect(await second.ask('presence', { meetingId, item: 'RISK' })).toEqual({ ok: true });
		await until(() => expect(present(first)?.[1]).toMatchObject({ item: 'RISK' }));
		again.socket.disconnect();
		second.socket.disconnect();
		await until(() => expect(presentIds(first)).toEqual(idsOf('chair', 'manager')));
		await until(() => expect(present(first)?.[0]).toMatchObject({ connections: 1 }));
	});

	test('NODE-5 a decision names as present whoever is connected to any node', async () => {
		await enter('chair', pair.a);
		await enter('social', pair.b);
		await until(async () => {
			const { events } = await world.does('chair', meetingId, 'record-disclosure-decision', NOT_DISCLOSED);
			expect(JSON.stringify(events)).toContain(world.who.social.personId);
		});
		const { events } = await elsewhere().does('chair', meetingId, 'record-disclosure-decision', {
			...NOT_DISCLOSED,
			reasons: 'Said again at the other node'
		});
		for (const personId of idsOf('chair', 'social')) expect(JSON.stringify(events)).toContain(personId);
	});

	test('NODE-6 carets of people at one node are shown at the other, and go with them', async () => {
		await world.does('chair', meetingId, 'add-risk');
		const [here, there] = [
			await pair.a.page('chair', meetingId, 'plan'),
			await pair.b.page('social', meetingId, 'plan')
		];
		const client = there.clientId ?? 0;
		sendPresence(there, [[client, 1, JSON.stringify({ field: 'R1.risk', anchor: 0, head: 0 })]]);
		const { personId } = world.who.social;
		await until(() => expect(here.presence.get(client)).toMatchObject({ field: 'R1.risk', user: { personId } }));
		there.ws.terminate();
		await until(() => expect(here.presence.get(client)).toBeNull());
	});

	test('NODE-7 the lock at one node seals the documents at the other, at the moment of the lock', async () => {
		const own = await anotherCase(world);
		const ended = await finishedMeeting(own);
		const page = await pair.b.page('chair', ended, 'plan');
		const feed = await enter('social', pair.b, ended);
		const locked = await lock(own, ended);
		if (!locked.ok) throw new Error(locked.message);
		await until(() => expect(page.sealedAt).not.toBeNull());
		const { head } = await traces(world, ended);
		expect(Math.abs((page.sealedAt ?? 0) - (head?.lockedAt?.getTime() ?? 0))).toBeLessThan(60_000);
		await until(() => expect(feed.versions().at(-1)).toBe(locked.value.version));
		write(page, 'R1.risk', 0, 'Too late');
		await until(() => expect(page.refused.map(({ code }) => code)).toEqual([4423]));
	});
});

describe('several nodes', () => {
	test('NODE-7 the plan carried over by a lock at one node comes to those who have the next meeting open at the other', async () => {
		const own = await anotherCase(world);
		const ended = await finishedMeeting(own);
		const next = await convene(own, { type: 'REVIEW' });
		await accept(own, 'chair', next);
		const page = await pair.b.page('chair', next, 'plan');
		const feed = await enter('chair', pair.b, next);
		const locked = await lock(own, ended);
		if (!locked.ok) throw new Error(locked.message);
		await until(() => expect(JSON.stringify(feed.heard)).toContain('plan-carried-over'));
		await until(() => expect(page.closed?.code).toBe(4409));
		const back = await pair.b.page('chair', next, 'plan');
		expect(textIn(back, 'R1.risk')).toBe(riskTexts('R1')['R1.risk']);
	});

	const notedOf = async (who: Who) => {
		const noted = await world.store.database.withArea(world.areaId, (tx) => readPresenceNotes(tx, meetingId));
		return noted.get(world.who[who].personId) ?? [];
	};

	test('NODE-8 ATT-9 arrival and departure are one presence, at however many nodes the person is connected', async () => {
		const [here, there] = [await enter('social', pair.a), await enter('social', pair.b)];
		const chair = await enter('chair', pair.a);
		await until(() =>
			expect(
				present(chair)?.find((one: { personId: string }) => one.personId === world.who.social.personId)
			).toMatchObject({ connections: 2 })
		);
		const rows = () => world.store.owner`
			select node_id, what from presence_note
			where meeting_id = ${meetingId} and person_id = ${world.who.social.personId} order by id`;
		await until(async () => expect(await rows()).toHaveLength(2));
		here.socket.disconnect();
		// Longer than an absence that is noted: other people came and went meanwhile.
		for (const who of ['manager', 'minuteTaker'] as const) {
			(await enter(who, pair.a)).socket.disconnect();
			await until(async () => expect((await notedOf(who)).at(-1)?.to).not.toBeNull());
		}
		await until(async () => expect(await rows()).toHaveLength(3));
		expect(await notedOf('social')).toMatchObject([{ to: null }]);
		there.socket.disconnect();
		await until(async () => expect(await notedOf('social')).toMatchObject([{ to: expect.any(String) }]));
		expect((await traces(world, meetingId)).events.filter((row) => row.type.startsWith('presence-'))).toEqual([]);
	});

	test('NODE-9 a node that says goodbye is gone at once for the others, and who was there and stays away has left, once', async () => {
		const third = area.anotherNode();
		const served = await serveWorld(third);
		const chair = await enter('chair', pair.a);
		const away = await enter('social', served);
		await until(() => expect(presentIds(chair)).toEqual(idsOf('chair', 'social')));
		await third.node.leave();
		await until(() => expect(presentIds(chair)).toEqual(idsOf('chair')));
		away.socket.disconnect();
		await until(async () => expect(await notedOf('social')).toMatchObject([{ to: expect.any(String) }]));
		await served.close();
		await third.close();
		const { owner } = world.store;
		expect(
			await owner`select id from node where id = ${third.nodeId} and seen_at > now() - interval '3 seconds'`
		).toEqual([]);
	});

	test('NODE-9 ATT-9 who was at a node that died left when it was last seen, also when the service was away altogether', async () => {
		const { owner, database } = world.store;
		const [died, unknown, asking] = [randomUUID(), randomUUID(), randomUUID()];
		await owner`insert into node (id, seen_at) values (${died}, now() - interval '10 minutes')`;
		const [manager, social] = [world.who.manager.personId, world.who.social.personId];
		for (const [node, person, minutes] of [
			[died, manager, 20],
			[unknown, social, 30]
		] as const)
			await owner`insert into presence_note (area_id, meeting_id, person_id, node_id, what, at)
				values (${world.areaId}, ${meetingId}, ${person}, ${node}, 'came', now() - make_interval(mins => ${minutes}))`;
		const close = () => database.withArea(world.areaId, (tx) => closePresenceOfGoneNodes(tx, world.areaId, asking));
		await Promise.all([close(), close()]);
		const left = await owner`
			select person_id as who, round(extract(epoch from now() - at) / 60)::int as ago from presence_note
			where meeting_id = ${meetingId} and what = 'left' order by at`;
		expect(left).toEqual([
			{ who: social, ago: 30 },
			{ who: manager, ago: 10 }
		]);
		expect(await notedOf('manager')).toHaveLength(1);
	});

	test('NODE-9 a node that dies without a word is gone after three seconds, and is forgotten with its presence after a minute', async () => {
		const { owner } = world.store;
		const [dead, dying] = [randomUUID(), randomUUID()];
		await owner`insert into node (id, seen_at) values (${dead}, now() - interval '61 seconds'), (${dying}, now())`;
		const [person] = [
			{ personId: world.who.social.personId, name: 'x', agency: 'y', item: null, connections: 1, since: 1 }
		];
		const state = { people: [person], atDoor: [], cursors: [] };
		for (const id of [dead, dying])
			await owner`insert into node_presence (node_id, area_id, meeting_id, version, state)
				values (${id}, ${world.areaId}, ${meetingId}, 1, ${owner.json(state)})`;
		const chair = await enter('chair', pair.a);
		await until(() => expect(presentIds(chair)).toEqual([...idsOf('social'), ...idsOf('chair')]));
		await until(() => expect(presentIds(chair)).toEqual(idsOf('chair')));
		const rows = await owner`select seen_at < now() - interval '2.9 seconds' as gone from node where id = ${dying}`;
		expect(rows.every(({ gone }) => gone)).toBe(true);
		await world.store.database.withoutArea(forgetOldNodes);
		expect(await owner`select id from node where id in (${dead}, ${dying})`).toEqual([{ id: dying }]);
		expect(await owner`select node_id from node_presence where node_id = ${dead}`).toEqual([]);
	});

	test('NODE-10 alone, a node tells nobody; when another one comes, it is told everything', async () => {
		const own = await openWorld();
		const [served, meeting] = [await serveWorld(own), await startedMeeting(own)];
		const feed = await served.feed('chair');
		expect(await feed.ask('meeting', { protocol: PROTOCOL_VERSION, meetingId: meeting, since: 0 })).toMatchObject({
			ok: true
		});
		await own.node.look();
		await own.node.look();
		await feed.ask('presence', { meetingId: meeting, item: 'RISK' });
		// Told before the first look, when nobody knows yet whether there is another one, it is taken back by that look.
		await until(async () => expect(await own.store.owner`select * from node_presence`).toEqual([]));
		const other = own.anotherNode();
		const servedThere = await serveWorld(other);
		const there = await servedThere.feed('social');
		await there.ask('meeting', { protocol: PROTOCOL_VERSION, meetingId: meeting, since: 0 });
		const ids = [own.who.chair.personId, own.who.social.personId];
		await until(() => expect(presentIds(there)).toEqual(ids));
		await until(() => expect(present(there)[0]).toMatchObject({ item: 'RISK' }));
		await servedThere.close();
		await other.close();
		await until(async () => {
			expect(presentIds(feed)).toEqual(ids.slice(0, 1));
			expect(await own.store.owner`select * from node_presence where node_id = ${own.nodeId}`).toEqual([]);
		});
		await served.close();
		await own.close();
	});

	test('NODE-11 while the database is away nobody is put out, and afterwards everything goes on', async () => {
		const own = await openWorld(undefined, { lookEveryMs: 50 });
		const [served, meeting] = [await serveWorld(own), await startedMeeting(own)];
		const feed = await served.feed('chair');
		await feed.ask('meeting', { protocol: PROTOCOL_VERSION, meetingId: meeting, since: 0 });
		const page = await served.page('chair', meeting, 'plan');
		const { owner } = own.store;
		await owner`alter table node rename to node_away`;
		await until(() =>
			expect(own.log.filter((line) => line.includes('looking at the other nodes failed'))).toHaveLength(1)
		);
		await owner`alter table node_away rename to node`;
		await until(() => expect(own.log.at(-1)).toContain('works again'));
		expect([feed.socket.connected, page.closed]).toEqual([true, null]);
		await served.close();
		await own.close();
	});
});
