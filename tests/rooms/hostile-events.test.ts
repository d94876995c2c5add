/**
 * What is tried against the line of facts, against the served application with its real doors (promises W1-W10, part 4
 * "socket.io events"). After each attack: the documented answer, nothing stored or logged of it, and two honest people
 * go on.
 */
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { LIMIT, PROTOCOL_VERSION, TEXT } from '#lib/wire.ts';
import { anotherCase, openWorld, startedMeeting, traces, type Who, type World } from '../support/meeting-world.ts';
import { servedArea } from '../support/served-area.ts';
import { type Answer, type Feed, type ServedWorld, serveWorld, until } from '../support/served-world.ts';

/** A word that is in everything hostile, and must be nowhere afterwards. */
const SECRET = 'Zaubernuss';

let area: World;
let world: World;
let served: ServedWorld;
let meetingId: string;
const raws: Raw[] = [];

// The last of what follows each test: every browser has gone by then.
afterEach(() => {
	expect(area.log.filter((line) => line.includes(SECRET))).toEqual([]);
});
afterEach(() => {
	for (const { ws } of raws.splice(0)) ws.terminate();
});
servedArea(async (now) => {
	({ area, world, served } = now);
	meetingId = await startedMeeting(world);
});

const inside = async (who: Who, from = served): Promise<Feed> => {
	const line = await from.feed(who);
	const answer = await line.ask('meeting', { protocol: PROTOCOL_VERSION, meetingId, since: 0 });
	if (!answer.ok) throw new Error(answer.message);
	return line;
};
const run = (line: Feed, command: string, input: unknown = {}, commandId: unknown = randomUUID()): Promise<Answer> =>
	line.ask('run', { meetingId, command, commandId, input });

/** Two honest people: what one does is acknowledged and reaches the other. */
async function honestPair(from = served) {
	const [chair, manager] = [await inside('chair', from), await inside('manager', from)];
	return async () => {
		const { ok, version } = await run(chair, 'add-risk');
		expect(ok).toBe(true);
		await until(() => expect(manager.versions().at(-1)).toBe(version));
	};
}

/** A connection that says exactly these packets of engine.io, and remembers every one it is told. */
type Raw = {
	readonly ws: WebSocket;
	readonly heard: string[];
	readonly say: (...packets: (string | Uint8Array)[]) => void;
	closed: number | null;
};
async function raw(who: Who = 'social'): Promise<Raw> {
	const headers = { cookie: await world.cookie(who), origin: served.origin };
	const ws = new WebSocket(served.address('/socket.io/?EIO=4&transport=websocket'), { headers });
	const heard: string[] = [];
	const line: Raw = {
		ws,
		heard,
		say: (...packets) => {
			for (const packet of packets) ws.send(packet);
		},
		closed: null
	};
	ws.on('message', (data) => heard.push(data.toString()));
	ws.on('error', () => {});
	ws.on('close', (code) => {
		line.closed = code;
	});
	raws.push(line);
	await until(() => expect(heard[0]?.[0]).toBe('0'));
	return line;
}
const connected = async (who: Who = 'social'): Promise<Raw> => {
	const line = await raw(who);
	line.say('40');
	await until(() => expect(line.heard.some((packet) => packet.startsWith('40{'))).toBe(true));
	return line;
};
const enter = (line: Raw, ack = 1) =>
	line.say(`42${ack}${JSON.stringify(['meeting', { protocol: PROTOCOL_VERSION, meetingId, since: 0 }])}`);
const acknowledged = (line: Raw, ack: number | string): Answer => {
	const found = line.heard.find((packet) => packet.startsWith(`43${ack}[`));
	return found === undefined ? null : JSON.parse(found.slice(`43${ack}`.length))[0];
};

const nested = (depth: number, open: string, close: string) =>
	JSON.parse(`${open.repeat(depth)}1${close.repeat(depth)}`);
const keys = (many: number) => Object.fromEntries(Array.from({ length: many }, (_, n) => [`k${n}`, n]));
const EVENTS = ['meeting', 'run', 'presence', 'door-watch', TEXT.open] as const;

describe('payloads', { timeout: 60_000 }, () => {
	test('GUARD-12 of any shape, depth and number of keys are answered with 4400, and nothing is stored (E-3, W2)', async () => {
		const goOn = await honestPair();
		await goOn();
		const before = await traces(world, meetingId);
		const hidden = JSON.parse(`{"__proto__":{"meetingId":"${meetingId}"},"constructor":{"prototype":{"ok":true}}}`);
		const payloads: unknown[] = [
			...[null, true, 0, -0, 1e308, '', SECRET, '\u0000', '\uD800', [], [[]], [meetingId], {}, hidden],
			...[nested(1_000, '[', ']'), nested(1_000, '{"a":', '}'), keys(8_000), 'x'.repeat(100_000)],
			{ meetingId: { toString: 1 } },
			{ meetingId: [meetingId] },
			{ meetingId: null, since: null, protocol: null, line: null, name: null },
			{ meetingId, protocol: '1', since: '0' }
		];
		for (const event of EVENTS) {
			const social = await inside('social');
			for (const payload of payloads)
				expect(await social.ask(event, payload), event).toMatchObject({ ok: false, code: 4400 });
			social.socket.disconnect();
			// Deeper than socket.io's own client can write.
			const deep = await connected();
			for (const [ack, [open, close]] of [
				['[', ']'],
				['{"a":', '}']
			].entries()) {
				deep.say(`42${ack}["${event}",${open?.repeat(10_000)}1${close?.repeat(10_000)}]`);
				await until(() => expect(acknowledged(deep, ack), event).toMatchObject({ ok: false, code: 4400 }));
			}
		}
		const { invitations, records, documents } = await traces(world, meetingId);
		expect({ invitations, records, documents }).toEqual({
			invitations: before.invitations,
			records: before.records,
			documents: before.documents
		});
		await goOn();
	});

	test('GUARD-12 without an acknowledgement, with something else in its place, or with a number no one asked for, harm nothing (E-3, W2, W10)', async () => {
		const goOn = await honestPair();
		const line = await connected();
		enter(line);
		await until(() => expect(acknowledged(line, 1)).toMatchObject({ ok: true }));
		const hand = () => ({ meetingId, command: 'raise-hand', commandId: randomUUID(), input: {} });
		for (const event of EVENTS)
			line.say(
				`42${JSON.stringify([event])}`,
				`42${JSON.stringify([event, null])}`,
				`42${JSON.stringify([event, {}, 'not a function'])}`,
				`42${JSON.stringify([event, {}, { call: 1 }, []])}`,
				`42${JSON.stringify([event, ...Array(200).fill(null)])}`
			);
		line.say(
			`429007199254740993${JSON.stringify(['presence', null])}`,
			`4210000000000000000000000${JSON.stringify(['presence', {}])}`
		);
		for (let n = 0; n < 300; n++) line.say(`43${n}[{"ok":true}]`);
		line.say(`427${JSON.stringify(['run', hand()])}`);
		await until(() => expect(acknowledged(line, 7)).toMatchObject({ ok: true }));
		await goOn();
	});

	test('GUARD-12 no event to a browser asks for an acknowledgement, so none is waited for (W10)', async () => {
		const goOn = await honestPair();
		const line = await connected();
		enter(line);
		await until(() => expect(acknowledged(line, 1)).toMatchObject({ ok: true }));
		await goOn();
		await goOn();
		await until(() =>
			expect(line.heard.filter((packet) => packet.startsWith('42["events"')).length).toBeGreaterThan(1)
		);
		const events = line.heard.filter((packet) => packet.startsWith('42'));
		expect(events.filter((packet) => packet[2] !== '[')).toEqual([]);
	});

	test('GUARD-12 text with U+0000, half characters and code is kept as plain text or refused, never a failure (M-3, M-5)', async () => {
		const chair = await inside('chair');
		const reason = (words: string) => run(chair, 'pause-meeting', { reason: words });
		for (const words of [
			'a\u0000b',
			'half \uD800 of it',
			'<img onerror=x>',
			"'; drop table meeting; --",
			'{{7*7}} %24%7Bx%7D',
			'=HYPERLINK("x")'
		]) {
			expect(await reason(words), words).toMatchObject({ ok: true });
			expect(await run(chair, 'resume-meeting')).toMatchObject({ ok: true });
		}
		for (const words of ['\u0000', ' \u200B\u200B ', 'x'.repeat(2001), { $gt: '' }, ['a'], 7])
			expect(await reason(words as string)).toMatchObject({ ok: false, code: 4400 });
		const stored = JSON.stringify((await traces(world, meetingId)).events.map((row) => row.data));
		expect([stored.includes('\\u0000'), stored.includes('\\ud800'), stored.includes('<img onerror=x>')]).toEqual([
			false,
			false,
			true
		]);
	});
});

describe('packets', { timeout: 60_000 }, () => {
	test('GUARD-13 that break the protocol end their own connection at most (E-5, W3)', async () => {
		const goOn = await honestPair();
		const before = await traces(world, meetingId);
		const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
		const placeholder = '{"_placeholder":true,"num":0}';
		const broken: (string | Uint8Array)[] = [
			...[
				'',
				'4',
				'42',
				'42[]',
				'42[7]',
				'42[null]',
				'42{"a":1}',
				'42["run"',
				'42"run"',
				'4299',
				'49',
				'4x',
				'9',
				'x',
				'\0',
				SECRET
			],
			...[`42["run",${deep}]`, `42["run",{"a":`, `42[${'"a",'.repeat(20_000)}"b"]`, `42${'9'.repeat(5000)}["run",{}]`],
			...[
				`451000000-["run",${placeholder}]`,
				'450-["run",{}]',
				`451-["run",${placeholder}]`,
				`451-["run",{"_placeholder":true,"num":-1}]`
			],
			...[`4511-["run",${placeholder}]`, '45', '45-', '45x-["run"]', '461-1["a"]', '46999999999999999999-1["a"]'],
			...[
				'40{"a":1}',
				'40',
				'44{"message":"x"}',
				'44',
				'41',
				'41/other,',
				'40/other,',
				'40/other,{"a":1}',
				'42/other,["run",{}]'
			],
			...[
				'connect',
				'connect_error',
				'disconnect',
				'disconnecting',
				'newListener',
				'removeListener',
				'error',
				'__proto__',
				'constructor'
			].map((name) => `42${JSON.stringify([name, { meetingId, secret: SECRET }])}`),
			...['0', '1', '2', '2probe', '3', '3probe', '5', '6', 'b4AAAA', 'bAAAA'],
			Uint8Array.of(),
			Uint8Array.of(0),
			new Uint8Array(1000).fill(255)
		];
		for (const packet of broken) {
			const line = await connected();
			line.say(packet);
			await until(() => {
				line.say(`425${JSON.stringify(['door-watch', {}])}`);
				expect(line.closed !== null || acknowledged(line, 5) !== null, String(packet).slice(0, 60)).toBe(true);
			});
			line.ws.terminate();
		}
		await goOn();
		expect((await traces(world, meetingId)).invitations).toEqual(before.invitations);
	});

	test('GUARD-13 to names that are not there, or connecting again and again, do not go on for ever (W3)', async () => {
		const goOn = await honestPair();
		const floods: (() => string)[] = [
			() => '40/other,',
			() => `40/${randomUUID()},`,
			() => '43999[]',
			() => `42${JSON.stringify(['no-such-event', SECRET])}`
		];
		for (const packet of floods) {
			const line = await connected();
			for (let n = 0; n < LIMIT.packetBurst * 1.5; n++) line.say(packet());
			await until(() => expect(line.closed, packet()).not.toBeNull());
			await goOn();
		}
		const early = await raw();
		for (let n = 0; n < LIMIT.packetBurst * 1.5; n++) early.say('40');
		await until(() => expect(early.closed).not.toBeNull());
		await goOn();
		const { personId } = world.who.social;
		await until(() =>
			expect(area.application.people.list(meetingId).some((one) => one.personId === personId)).toBe(false)
		);
	});

	test('GUARD-13 above 128 KB end their connection, on either transport, and 100,000 keys are above (W4, E-3)', async () => {
		const goOn = await honestPair();
		for (const packet of [
			`42${JSON.stringify(['run', keys(100_000)])}`,
			`42${JSON.stringify(['presence', 'x'.repeat(LIMIT.socketBytes)])}`,
			new Uint8Array(LIMIT.socketBytes + 1)
		]) {
			const line = await connected();
			line.say(packet);
			await until(() => expect(line.closed).not.toBeNull());
		}
		const headers = { cookie: await world.cookie('social'), origin: served.origin };
		const post = (query: string, body: string): Promise<number> =>
			new Promise((resolve, reject) => {
				const url = `${served.origin}/socket.io/?EIO=4&transport=polling${query}`;
				const asked = request(
					url,
					{ method: 'POST', headers: { ...headers, 'content-type': 'text/plain' } },
					(answer) => {
						answer.resume();
						resolve(answer.statusCode ?? 0);
					}
				);
				asked.once('error', (problem: NodeJS.ErrnoException) =>
					problem.code === 'ECONNRESET' || problem.code === 'EPIPE' ? resolve(413) : reject(problem)
				);
				asked.end(body);
			});
		const begin = async (): Promise<string> => {
			const answer = await fetch(`${served.origin}/socket.io/?EIO=4&transport=polling`, { headers });
			return JSON.parse((await answer.text()).slice(1)).sid;
		};
		expect(await post(`&sid=${await begin()}`, `40${'x'.repeat(LIMIT.socketBytes)}`)).toBeGreaterThanOrEqual(400);
		expect(await post('&sid=made-up', '40')).toBeGreaterThanOrEqual(400);
		expect(await post(`&sid=${await begin()}`, '\u001e'.repeat(5000))).toBeLessThan(500);
		expect(await post(`&sid=${await begin()}`, Array(1000).fill('40/x,').join('\u001e'))).toBeLessThan(500);
		await goOn();
	});
});

describe('a handler that fails', { timeout: 60_000 }, () => {
	/** A world and a server of its own: an application speaks to the sockets of one server. */
	async function breakable(): Promise<{
		fail: (how: 'throws' | 'rejects' | null) => void;
		other: ServedWorld;
		end: () => Promise<void>;
	}> {
		const own = await openWorld(area.store);
		[world, meetingId] = [own, await startedMeeting(own)];
		let failing: 'throws' | 'rejects' | null = null;
		const breaking =
			<Args extends unknown[], T>(work: (...args: Args) => T) =>
			(...args: Args): T => {
				const problem = new Error(`${SECRET}: insert into`);
				if (failing === 'throws') throw problem;
				return failing === 'rejects' ? (Promise.reject(problem) as T) : work(...args);
			};
		const { runCommand, eventsSince, admission } = own.application;
		const other = await serveWorld(own, {
			application: {
				...own.application,
				runCommand: breaking(runCommand),
				eventsSince: breaking(eventsSince),
				admission: { ...admission, standing: breaking(admission.standing) },
				left: (...args) => {
					if (failing !== null) throw new Error(SECRET);
					own.application.left(...args);
				}
			}
		});
		const fail = (how: typeof failing) => {
			failing = how;
		};
		const end = async () => {
			await other.close();
			await own.close();
		};
		return { fail, other, end };
	}

	test('GUARD-14 answers 4503, says nothing of what it was handed, and nobody else notices (W2)', async () => {
		const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
		const { fail, other, end } = await breakable();
		const goOn = await honestPair(other);
		const line = await inside('social', other);
		for (const how of ['throws', 'rejects'] as const) {
			fail(how);
			for (const [event, payload] of [
				['run', { meetingId, command: 'add-risk', commandId: randomUUID(), input: { secret: SECRET } }],
				['meeting', { protocol: PROTOCOL_VERSION, meetingId, since: 0 }],
				['door-watch', { meetingId }]
			] as const)
				expect(await line.ask(event, payload), event).toMatchObject({ ok: false, code: 4503, kind: 'unavailable' });
			fail(null);
			expect(await run(line, 'raise-hand')).toMatchObject({ ok: true });
			expect(await run(line, 'lower-hand')).toMatchObject({ ok: true });
			await goOn();
		}
		fail('throws');
		line.socket.disconnect();
		const lines = () => said.mock.calls.map(([text]) => String(text));
		await until(() => expect(lines().some((text) => text.endsWith('socket disconnect failed: Error\n'))).toBe(true));
		fail(null);
		await goOn();
		expect(lines().filter((text) => /socket (run|meeting|door-watch) failed: Error\n$/.test(text))).toHaveLength(6);
		expect(lines().filter((text) => text.includes(SECRET))).toEqual([]);
		said.mockRestore();
		await end();
	});
});

describe('somebody else’s name in a payload', { timeout: 60_000 }, () => {
	test('GUARD-15 changes nothing: ids, areas, clocks and rights come from the session (E-9, E-11, M-9, R10)', async () => {
		const goOn = await honestPair();
		const social = await inside('social');
		const { chair, manager } = world.who;
		const elsewhere = await startedMeeting(await anotherCase(await openWorld(area.store)));
		const before = await traces(world, meetingId);
		const as = {
			actorId: chair.personId,
			by: chair.personId,
			actor: chair,
			areaId: randomUUID(),
			at: '2020-01-01T00:00:00Z',
			version: 1
		};
		for (const [key, value] of Object.entries(as)) {
			const request = { meetingId, command: 'raise-hand', commandId: randomUUID(), input: {}, [key]: value };
			expect(await social.ask('run', request), key).toMatchObject({ ok: false, code: 4400 });
			expect(await run(social, 'raise-hand', { [key]: value }), key).toMatchObject({ ok: false, code: 4400 });
			const look = { meetingId, item: 'RISK', [key]: value };
			expect(await social.ask('presence', look), key).toMatchObject({ ok: false, code: 4400 });
		}
		expect(await run(social, 'raise-hand', { personId: manager.personId })).toMatchObject({ ok: false });
		expect(await run(social, 'answer-invitation', { personId: manager.personId, response: 'DECLINED' })).toMatchObject({
			ok: false
		});
		for (const [command, input] of [
			['record-attendance', { personId: manager.personId, status: 'ATTENDED', mode: 'IN_PERSON', seniorityMet: true }],
			['confirm-attendee', { personId: manager.personId }],
			['remove-attendee', { personId: chair.personId, reason: 'No', conflict: false }],
			['hand-over-chair', { personId: world.who.social.personId, reason: 'Mine' }],
			['end-meeting', {}],
			['open-item', { code: 'RISK' }],
			['lock-minutes', { password: 'four rusty teapots sing' }]
		] as const)
			expect(await run(social, command, input), command).toMatchObject({ ok: false, code: 4403 });
		const unknown = await social.ask('run', {
			meetingId: randomUUID(),
			command: 'raise-hand',
			commandId: randomUUID(),
			input: {}
		});
		expect(unknown).toMatchObject({ ok: false, code: 4404 });
		for (const other of [elsewhere, 'x', '1', '../..', `${meetingId} `, meetingId.toUpperCase()]) {
			const asked = await social.ask('run', {
				meetingId: other,
				command: 'raise-hand',
				commandId: randomUUID(),
				input: {}
			});
			expect(asked, other).toEqual(unknown);
		}
		const { events, invitations, head } = await traces(world, meetingId);
		expect([events.length, head?.version, invitations]).toEqual([
			before.events.length,
			before.head?.version,
			before.invitations
		]);
		await goOn();
	});

	test('GUARD-15 the same command ten times at once is one, and a recorded one of somebody else is not theirs (E-11, E-13, M-7)', async () => {
		const [social, manager] = [await inside('social'), await inside('manager')];
		const commandId = randomUUID();
		const answers = await Promise.all(Array.from({ length: 10 }, () => run(social, 'add-risk', {}, commandId)));
		expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
		const hands = await Promise.all(Array.from({ length: 10 }, () => run(social, 'raise-hand')));
		expect(hands.every((answer) => answer.ok)).toBe(true);
		const replay = await run(manager, 'add-risk', {}, commandId);
		expect(replay.version).toBeGreaterThan(answers[0].version);
		const { events } = await traces(world, meetingId);
		const of = (type: string) => events.filter((row) => row.type === type).map((row) => row.actorId);
		expect(of('risk-added')).toEqual([world.who.social.personId, world.who.manager.personId]);
		expect(of('hand-raised')).toEqual([world.who.social.personId]);
	});
});
