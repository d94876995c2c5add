import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { Socket } from 'socket.io-client';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Stamped } from '#lib/meeting/meeting.ts';
import { LIMIT, PROTOCOL_VERSION } from '#lib/wire.ts';
import type { Application } from '#server/application/application.ts';
import {
	accept,
	anotherCase,
	auditOf,
	CASE_WORDS,
	confirm,
	convene,
	openWorld,
	startedMeeting,
	traces,
	type Who,
	type World
} from '../support/meeting-world.ts';
import { write } from '../support/raw-writer.ts';
import { servedArea } from '../support/served-area.ts';
import { type Feed, type ServedWorld, serveWorld, until } from '../support/served-world.ts';

let area: World;
let world: World;
let served: ServedWorld;
let meetingId: string;

servedArea(async (now) => {
	({ area, world, served } = now);
	meetingId = await startedMeeting(world);
});

const feed = (who: Who, options = {}, from = served) => from.feed(who, options);
const enter = (line: Feed, since = 0, protocol: unknown = PROTOCOL_VERSION, meeting = meetingId) =>
	line.ask('meeting', { protocol, meetingId: meeting, since });
const inside = async (who: Who, options = {}, from = served) => {
	const line = await feed(who, options, from);
	const answer = await enter(line);
	if (!answer.ok) throw new Error(answer.message);
	return { ...line, answer };
};
const run = (line: Feed, command: string, input: unknown = {}, commandId = randomUUID() as string) =>
	line.ask('run', { meetingId, command, commandId, input });
const handshake = (socket: Socket): Promise<string> =>
	new Promise((resolve) => {
		socket.once('connect', () => resolve('connected'));
		socket.once('connect_error', (problem) => resolve(problem.message));
	});
/** The bare handshake, as far as its status. */
const upgradeStatus = (headers: Record<string, string>) =>
	new Promise<number>((resolve, reject) => {
		const ws = new WebSocket(served.address('/socket.io/?EIO=4&transport=websocket'), { headers });
		ws.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
		ws.once('open', () => {
			ws.terminate();
			resolve(101);
		});
		ws.once('error', reject);
	});
const pollingStatus = (headers: Record<string, string>, method = 'GET') =>
	new Promise<number>((resolve, reject) => {
		const url = `${served.origin}/socket.io/?EIO=4&transport=polling`;
		const asked = request(url, { method, headers }, (response) => {
			response.resume();
			resolve(response.statusCode ?? 0);
		});
		asked.once('error', reject);
		asked.end();
	});

describe('who may open a line', () => {
	test('FEED-1 only a page of exactly this origin: every other one is refused at the handshake, on both transports', async () => {
		const cookie = await world.cookie('social');
		const { origin } = served;
		const strangers = [
			'https://evil.example',
			'null',
			`${origin}.evil.example`,
			origin.replace('http:', 'https:'),
			origin.toUpperCase(),
			`${origin}/`,
			''
		];
		expect(await upgradeStatus({ cookie, origin })).toBe(101);
		expect(await upgradeStatus({ cookie })).toBe(403);
		for (const one of strangers) {
			expect(await upgradeStatus({ cookie, origin: one }), one).toBe(403);
			expect(await pollingStatus({ cookie, origin: one }), one).toBe(403);
		}
		expect(await pollingStatus({ cookie, origin })).toBe(200);
		expect(await pollingStatus({ cookie, 'sec-fetch-site': 'same-origin' })).toBe(200);
		for (const site of ['cross-site', 'same-site', 'none'])
			expect(await pollingStatus({ cookie, 'sec-fetch-site': site }), site).toBe(403);
		expect(await pollingStatus({ cookie }, 'POST')).not.toBe(200);
	});

	test('FEED-1 nobody without a living session gets a line', async () => {
		const { origin } = served;
		for (const cookie of ['', 'session=', 'session=made-up', `session=${'x'.repeat(6000)}`])
			expect(await handshake(served.line({ cookie, origin })), cookie.slice(0, 20)).toBe('signed-out');
		expect(await handshake(served.line({ cookie: await world.cookie('social'), origin }))).toBe('connected');
	});

	test('FEED-2 long polling carries the same, behind the same doors', async () => {
		const line = await inside('social', { transports: ['polling'] });
		expect(line.answer.events.length).toBeGreaterThan(5);
		const { version } = await run(line, 'raise-hand');
		await until(() => expect(line.versions().at(-1)).toBe(version));
		expect(await run(line, 'end-meeting')).toMatchObject({ ok: false, code: 4403 });
	});
});

describe('what comes over a line', () => {
	test('FEED-3 whatever is sent, the answer is polite, nothing is stored and the line goes on', async () => {
		const line = await feed('social');
		const before = await traces(world, meetingId);
		const deep = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
		const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, n]));
		const hidden = JSON.parse(`{"__proto__":{"isChair":true},"meetingId":"${meetingId}"}`);
		const payloads = [null, [], 7, 'text', true, {}, many, deep(1_000), hidden, { meetingId: { $ne: '' } }, [[[]]]];
		for (const event of ['meeting', 'run', 'presence', 'door-watch'])
			for (const payload of payloads)
				expect(await line.ask(event, payload), event).toMatchObject({ ok: false, code: 4400 });
		const inputs = [null, [], 7, 'text', many, deep(1_000), hidden, { key: 'R1', to: { status: 'OPEN' }, by: 'chair' }];
		const other = await feed('social');
		for (const input of inputs)
			for (const command of ['add-risk', 'set-risk-values'])
				expect(await run(other, command, input), command).toMatchObject({ ok: false, code: 4400 });
		for (const commandId of ['', 'x', ' '.repeat(20), 'x'.repeat(65), `${randomUUID()}'`])
			expect(await run(other, 'add-risk', {}, commandId)).toMatchObject({ ok: false, code: 4400 });
		expect(await enter(other, Number.NaN)).toMatchObject({ ok: false, code: 4400 });
		for (const since of [-1, 1.5, 1e300, '0'])
			expect(await enter(other, since as number)).toMatchObject({ code: 4400 });
		expect(await traces(world, meetingId)).toEqual(before);
		expect(await enter(other)).toMatchObject({ ok: true });
	});

	test('FEED-3 without an answer to give, with two payloads, unknown names and raw nonsense the process lives', async () => {
		const line = await inside('social');
		line.socket.emit('run', { meetingId, command: 'raise-hand', commandId: randomUUID(), input: {} });
		// The line's own arrival may be noted first; the hand is what was sent.
		const types = () => line.heard.flatMap(({ message }) => message.events ?? []).map((one) => one.event.type);
		await until(() => expect(types()).toContain('hand-raised'));
		for (const event of ['meeting', 'run', 'presence', 'door-watch', 'no-such-event', 'events']) {
			line.socket.emit(event);
			line.socket.emit(event, null);
			line.socket.emit(event, { meetingId }, 'not a function');
			line.socket.emit(event, { meetingId }, { item: {} }, 7);
		}
		expect(await run(line, 'lower-hand')).toMatchObject({ ok: true });
		const headers = { cookie: await world.cookie('social'), origin: served.origin };
		for (const bytes of [
			...['42["run",null]', '4299999999999999999999["run",{}]', '42["connection",{}]', '42[]', '42[7]', '42', '4', '9'],
			`42["run",${'['.repeat(10_000)}${']'.repeat(10_000)}]`,
			...[
				'451000000-["run",{"_placeholder":true,"num":0}]',
				'450-["run",{}]',
				'40/other,',
				'42{"a":1}',
				'\0',
				'42["run",{"a":'
			]
		]) {
			const ws = new WebSocket(served.address('/socket.io/?EIO=4&transport=websocket'), { headers });
			let came = 0;
			ws.on('message', (data) => {
				if (data.toString().startsWith('0')) ws.send('40');
				if (data.toString().startsWith('40')) {
					ws.send(bytes);
					ws.send('42["door-watch",{}]');
				}
				came++;
			});
			ws.on('error', () => {});
			await until(() => expect(ws.readyState === WebSocket.CLOSED || came >= 2, bytes).toBe(true));
			ws.terminate();
		}
		expect(await run(line, 'raise-hand')).toMatchObject({ ok: true });
		expect(area.log.filter((text) => text.includes(world.who.social.name))).toEqual([]);
	});

	test('FEED-3 a message above the limit ends that line and no other', async () => {
		const [big, other] = [await inside('social'), await inside('manager')];
		const closed = new Promise((resolve) => big.socket.once('disconnect', resolve));
		big.socket.emit(
			'run',
			{ meetingId, command: 'x'.repeat(LIMIT.socketBytes + 1), commandId: '', input: {} },
			() => {}
		);
		await closed;
		expect(await run(other, 'raise-hand')).toMatchObject({ ok: true });
	});

	test('FEED-4 a flood is answered with 4429 after the burst, harms nobody, and afterwards the same line works', async () => {
		const [flood, calm] = [await inside('social'), await inside('manager')];
		const answers = await Promise.all(
			Array.from({ length: 500 }, () => flood.ask('presence', { meetingId, item: 'RISK' }))
		);
		const refused = answers.filter((answer) => !answer.ok);
		expect(refused.length).toBeGreaterThan(300);
		expect(answers.filter((answer) => answer.ok).length).toBeGreaterThanOrEqual(LIMIT.socketEventBurst - 1);
		for (const answer of refused) expect(answer).toMatchObject({ code: 4429, kind: 'too-many' });
		expect(await run(calm, 'raise-hand')).toMatchObject({ ok: true });
		await until(async () => expect(await run(flood, 'raise-hand')).toMatchObject({ ok: true }));
	});

	test('FEED-5 commands over a line are the same commands: refused by role, unknown and internal ones are not there', async () => {
		const line = await inside('social');
		const chair = world.who.chair.personId;
		for (const [command, input] of [
			['end-meeting', {}],
			['lock-minutes', { password: 'four rusty teapots sing' }],
			['confirm-attendee', { personId: chair }],
			['remove-attendee', { personId: world.who.manager.personId, reason: 'No', conflict: false }]
		] as const)
			expect(await run(line, command, input), command).toMatchObject({ ok: false, code: 4403, kind: 'forbidden' });
		expect((await auditOf(world, meetingId)).filter((row) => row.act.startsWith('deny-')).length).toBe(4);
		for (const command of ['note-removed-words', 'no-such', '__proto__'])
			expect(await run(line, command, { personId: chair, connected: true, at: '2026-12-17T10:00:00Z' })).toMatchObject({
				...{ ok: false, code: 4404, kind: 'missing' }
			});
		const commandId = randomUUID();
		const first = await run(line, 'add-risk', {}, commandId);
		expect([first.ok, await run(line, 'add-risk', {}, commandId)]).toEqual([true, first]);
		const other = await inside('manager');
		const replay = await run(other, 'add-risk', {}, commandId);
		expect(replay.version).toBeGreaterThan(first.version);
		const last = (await traces(world, meetingId)).events.at(-1);
		expect(last?.actorId).toBe(world.who.manager.personId);
	});

	test('FEED-5 an old page is told to reload', async () => {
		const line = await feed('social');
		for (const protocol of [0, PROTOCOL_VERSION - 1, PROTOCOL_VERSION + 1])
			expect(await enter(line, 0, protocol)).toMatchObject({ ok: false, code: 4426, kind: 'too-old' });
	});
});

describe('who hears what', () => {
	test('FEED-6 before the room there is no feed: no event, no presence and no word of the case', async () => {
		const waitingAt = await convene(await anotherCase(area));
		await accept(world, 'social', waitingAt);
		await accept(world, 'chair', waitingAt);
		const [waiting, invited, unit, stranger, chair] = [
			await feed('social'),
			await feed('manager'),
			await feed('coordinator'),
			await feed('deputy'),
			await feed('chair')
		];
		expect(await enter(chair, 0, PROTOCOL_VERSION, waitingAt)).toMatchObject({ ok: true });
		for (const line of [waiting, invited, unit])
			expect(await enter(line, 0, PROTOCOL_VERSION, waitingAt)).toMatchObject({
				ok: false,
				code: 4403,
				kind: 'forbidden'
			});
		const missing = await enter(stranger, 0, PROTOCOL_VERSION, waitingAt);
		expect(missing).toMatchObject({ ok: false, code: 4404 });
		expect(await enter(stranger, 0, PROTOCOL_VERSION, randomUUID())).toEqual(missing);
		expect(await waiting.ask('presence', { meetingId: waitingAt, item: 'RISK' })).toMatchObject({ ok: false });
		expect(await waiting.ask('door-watch', { meetingId: waitingAt })).toEqual({ ok: true, state: 'waiting' });
		expect(await stranger.ask('door-watch', { meetingId: waitingAt })).toMatchObject({ ok: false, code: 4404 });
		await world.does('chair', waitingAt, 'start-meeting');
		await confirm(world, 'social', waitingAt);
		await until(() => expect(waiting.heard).toHaveLength(1));
		expect(waiting.heard).toEqual([{ name: 'door', message: { meetingId: waitingAt, state: 'in-the-room' } }]);
		for (const line of [invited, unit, stranger]) expect(line.heard).toEqual([]);
		const said = JSON.stringify([waiting.heard, invited.heard, missing]);
		for (const words of Object.values(CASE_WORDS)) expect(said).not.toContain(words);
		const entered = await enter(waiting, 0, PROTOCOL_VERSION, waitingAt);
		expect(JSON.stringify(entered.events)).toContain(CASE_WORDS.offence);
	});

	test('FEED-7 events come once, whole and in order, and what was missed is asked for by version', async () => {
		const [social, chair] = [await inside('social'), await inside('chair')];
		const from = social.answer.version;
		expect(social.answer.events.map((one: { version: number }) => one.version)).toEqual(
			Array.from({ length: from }, (_, n) => n + 1)
		);
		await Promise.all(Array.from({ length: 15 }, () => run(chair, 'add-risk')));
		const added = () => JSON.stringify(social.heard).match(/risk-added/g)?.length;
		await until(() => expect(added()).toBe(15));
		// What came while it was being answered may be in both; a page folds by version.
		const [first = 0] = social.versions();
		expect(first).toBeLessThanOrEqual(from + 1);
		expect(social.versions()).toEqual(social.versions().map((_, n) => first + n));
		social.socket.disconnect();
		const last = (await traces(world, meetingId)).head?.version ?? 0;
		await run(chair, 'raise-hand');
		await run(chair, 'lower-hand');
		const again = await feed('social');
		const rest = await enter(again, last);
		expect(rest.events.map((one: { version: number }) => one.version)).toEqual([last + 1, last + 2]);
		expect(await enter(again, last + 2)).toMatchObject({ version: last + 2, events: [] });
		expect(await enter(again, 1e9)).toMatchObject({ ok: true, events: [] });
	});

	test('FEED-7 what happens between reading and joining is in the answer, and a removal then is a refusal', async () => {
		const own = await openWorld(area.store);
		const meeting = await startedMeeting(own);
		let meanwhile: (() => Promise<unknown>) | null = null;
		const eventsSince: Application['eventsSince'] = async (...asked) => {
			const part = await own.application.eventsSince(...asked);
			const work = meanwhile;
			meanwhile = null;
			await work?.();
			return part;
		};
		const slow = await serveWorld(own, { application: { ...own.application, eventsSince } });
		const line = await slow.feed('social');
		meanwhile = () => own.does('chair', meeting, 'add-risk');
		const answer = await enter(line, 0, PROTOCOL_VERSION, meeting);
		const events: readonly Stamped[] = answer.events;
		expect(events.map(({ version }) => version)).toEqual(events.map((_, n) => n + 1));
		expect([events.length, events.some(({ event }) => event.type === 'risk-added')]).toEqual([answer.version, true]);
		line.socket.disconnect();
		const removed = await slow.feed('social');
		const { personId } = own.who.social;
		meanwhile = () => own.does('chair', meeting, 'remove-attendee', { personId, reason: 'No', conflict: false });
		expect(await enter(removed, 0, PROTOCOL_VERSION, meeting)).toMatchObject({ ok: false, code: 4403 });
		await own.does('chair', meeting, 'add-risk');
		expect(await removed.ask('door-watch', { meetingId: meeting })).toEqual({ ok: true, state: 'removed' });
		expect(removed.versions()).toEqual([]);
		await slow.close();
		await own.close();
	});

	test('FEED-8 removal ends the feed and the documents within a second, before its reason is told to anybody', async () => {
		const [social, chair] = [await inside('social'), await inside('chair')];
		const elsewhere = await feed('social');
		const page = await served.page('social', meetingId, 'plan');
		await world.does('chair', meetingId, 'add-risk');
		write(page, 'R1.risk', 0, 'Before');
		await until(() => expect(page.saved).toHaveLength(1));
		const { personId } = world.who.social;
		const since = performance.now();
		const reason = 'Knows the family';
		await world.does('chair', meetingId, 'remove-attendee', { personId, reason, conflict: false });
		await until(() => expect(page.closed?.code).toBe(4403));
		await until(() => expect(social.heard.at(-1)).toEqual({ name: 'door', message: { meetingId, state: 'removed' } }));
		expect(performance.now() - since).toBeLessThan(1_000);
		const { version } = await world.does('chair', meetingId, 'add-risk');
		await until(() => expect(chair.versions().at(-1)).toBe(version));
		expect(await run(social, 'raise-hand')).toMatchObject({ ok: false, code: 4403 });
		expect(await enter(social)).toMatchObject({ ok: false, code: 4403 });
		expect(await social.ask('presence', { meetingId, item: null })).toMatchObject({ ok: false });
		expect(social.versions()).not.toContain(version);
		expect(JSON.stringify([social.heard, elsewhere.heard])).not.toContain(reason);
		expect(JSON.stringify(chair.heard)).toContain(reason);
		await until(() => expect(chair.heard.findLast(({ name }) => name === 'presence')?.message.present).toHaveLength(1));
		const back = served.knock(`/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}`, {
			cookie: await world.cookie('social'),
			origin: served.origin
		});
		await until(() => expect(back.closed?.code).toBe(4403));
	});

	test('FEED-8 a new statement ends every feed and document of a running meeting until it is accepted', async () => {
		const own = await openWorld(area.store);
		const meeting = await startedMeeting(own);
		const server = await serveWorld(own);
		const line = await server.feed('social');
		expect(await enter(line, 0, PROTOCOL_VERSION, meeting)).toMatchObject({ ok: true });
		const page = await server.page('social', meeting, 'plan');
		await own.runArea('coordinator', 'set-statement-text', { language: 'en', text: 'A new statement' });
		await until(() => expect(page.closed?.code).toBe(4409));
		await until(() =>
			expect(line.heard.at(-1)).toEqual({ name: 'door', message: { meetingId: meeting, state: 'invited' } })
		);
		expect(await enter(line, 0, PROTOCOL_VERSION, meeting)).toMatchObject({ ok: false, code: 4403 });
		const back = server.knock(`/yjs/${meeting}/plan?v=${PROTOCOL_VERSION}`, {
			cookie: await own.cookie('social'),
			origin: server.origin
		});
		await until(() => expect(back.closed?.code).toBe(4403));
		await accept(own, 'social', meeting, 2);
		await until(() => expect(line.heard.at(-1)?.message.state).toBe('in-the-room'));
		expect(await enter(line, 0, PROTOCOL_VERSION, meeting)).toMatchObject({ ok: true });
		await server.close();
		await own.close();
	});

	test('FEED-8 signing out ends the lines of that browser at once; a session ended elsewhere ends at its next message', async () => {
		const { origin } = served;
		const [cookie, otherCookie] = [await world.cookie('social'), await world.cookie('social')];
		const [line, other] = [served.line({ cookie, origin }), served.line({ cookie: otherCookie, origin })];
		expect(await Promise.all([handshake(line), handshake(other)])).toEqual(['connected', 'connected']);
		const end = async (header: string) => {
			const session = (await world.sessions.read(header))?.session.id ?? '';
			await world.store.database.withoutArea((tx) => world.sessions.end(tx, session));
			return session;
		};
		const gone = new Promise((resolve) => line.once('disconnect', resolve));
		world.liveSessions.end(await end(cookie));
		await gone;
		expect([line.connected, other.connected]).toEqual([false, true]);
		await end(otherCookie);
		const ended = new Promise((resolve) => other.once('disconnect', resolve));
		const request = { meetingId, command: 'raise-hand', commandId: randomUUID(), input: {} };
		expect(await other.timeout(5_000).emitWithAck('run', request)).toMatchObject({ ok: false, code: 4401 });
		await ended;
		expect((await traces(world, meetingId)).events.filter((row) => row.type === 'hand-raised')).toEqual([]);
	});

	test('FEED-10 a command is activity of the session; what a page does by itself is not, and an ended session does neither', async () => {
		const cookie = await world.cookie('social');
		const line = served.line({ cookie, origin: served.origin });
		expect(await handshake(line)).toBe('connected');
		const id = (await world.sessions.read(cookie))?.session.id ?? '';
		const { owner } = world.store;
		await owner`update session set last_seen_at = now() - interval '5 minutes',
			expires_at = date_trunc('second', now()) + interval '9 minutes' where id = ${id}`;
		const minutesLeft = async () =>
			(await owner`select extract(epoch from expires_at - now()) / 60 as left from session where id = ${id}`)[0]?.left;
		const ask = (event: string, payload: unknown) => line.timeout(5_000).emitWithAck(event, payload);
		const entered = { protocol: PROTOCOL_VERSION, meetingId, since: 0 };
		expect(await ask('meeting', entered)).toMatchObject({ ok: true });
		expect(await ask('presence', { meetingId, item: 'RISK' })).toMatchObject({ ok: true });
		expect(await ask('door-watch', { meetingId })).toMatchObject({ ok: true });
		expect(Number(await minutesLeft())).toBeLessThan(9);
		await ask('run', { meetingId, command: 'raise-hand', commandId: randomUUID(), input: {} });
		expect(Number(await minutesLeft())).toBeGreaterThan(14);
		await owner`update session set expires_at = now() where id = ${id}`;
		const ended = new Promise((resolve) => line.once('disconnect', resolve));
		expect(await ask('presence', { meetingId, item: null })).toMatchObject({ ok: false, code: 4401 });
		await ended;
	});

	test('FEED-9 presence is who is connected and where they look, and ends with the last of their lines', async () => {
		const [chair, first, second] = [await inside('chair'), await inside('social'), await inside('social')];
		const { personId, name, agencyName: agency } = world.who.social;
		const seen = () => {
			const last = chair.heard.findLast((one) => one.name === 'presence');
			return last?.message.present.find((one: { personId: string }) => one.personId === personId);
		};
		await until(() => expect(seen()).toEqual({ personId, name, agency, item: null, connections: 2 }));
		expect(await first.ask('presence', { meetingId, item: 'RISK' })).toEqual({ ok: true });
		await until(() => expect(seen()).toMatchObject({ item: 'RISK' }));
		first.socket.disconnect();
		await until(() => expect(seen()).toMatchObject({ connections: 1 }));
		second.socket.disconnect();
		await until(() => expect(seen()).toBeUndefined());
		expect((await traces(world, meetingId)).events.filter((row) => row.type === 'attendance-recorded')).toEqual([]);
	});

	test('FEED-9 a line of a running meeting is noted once as presence, also of those who were there before the start', async () => {
		const early = await convene(await anotherCase(area));
		for (const who of ['chair', 'minuteTaker', 'social'] as const) await accept(world, who, early);
		await confirm(world, 'social', early);
		const lines = [await feed('chair'), await feed('social')];
		for (const line of lines) expect(await enter(line, 0, PROTOCOL_VERSION, early)).toMatchObject({ ok: true });
		await world.does('chair', early, 'start-meeting');
		expect(await enter(await feed('minuteTaker'), 0, PROTOCOL_VERSION, early)).toMatchObject({ ok: true });
		const began = async () =>
			(
				await world.store.owner`
					select person_id as id from presence_note where meeting_id = ${early} and what = 'came'`
			)
				.map(({ id }) => id as string)
				.sort();
		const expected = (['chair', 'minuteTaker', 'social'] as const).map((who) => world.who[who].personId).sort();
		await until(async () => expect(await began()).toEqual(expected));
		expect(await enter(await feed('social'), 0, PROTOCOL_VERSION, early)).toMatchObject({ ok: true });
		expect(await began()).toEqual(expected);
	});
});
