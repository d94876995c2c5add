import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { CLOSE, type DocumentName, LIMIT, PROTOCOL_VERSION, TEXT } from '#lib/wire.ts';
import { documentLog } from '#server/persistence/document-log.ts';
import { createRooms } from '#server/rooms/rooms.ts';
import { heldLog } from '../support/document-bench.ts';
import {
	letReaderIn,
	startedMeeting,
	type Who,
	type World,
	wordsOf,
	writeFirstWords
} from '../support/meeting-world.ts';
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
import { servedArea } from '../support/served-area.ts';
import { type Feed, type ServedWorld, serveWorld, until } from '../support/served-world.ts';
import { knockOver } from '../support/tunnel-page.ts';

/** Numbers past those that the pages of this file have used. */
const BASE = 1_000_000;

let area: World;
let world: World;
let served: ServedWorld;
let meetingId: string;

servedArea(async (now) => {
	({ area, world, served } = now);
	meetingId = await startedMeeting(world);
	for (const who of ['chair', 'social', 'manager'] as const) await world.does(who, meetingId, 'add-risk');
	await writeFirstWords(world, meetingId, 'plan', { 'R1.risk': 'Known.' });
});

/** The line of facts of somebody whose network lets no WebSocket through. */
const polling = (who: Who, from = served) => from.feed(who, { transports: ['polling'] });
const knock = (
	{ socket }: Feed,
	name: DocumentName = 'plan',
	meeting = meetingId,
	protocol: unknown = PROTOCOL_VERSION
) => knockOver(socket, `/yjs/${meeting}/${name}?v=${protocol}`);
/** A page that has heard hello and everything there is. */
const page = async (feed: Feed, name: DocumentName = 'plan') => {
	const writer = knock(feed, name);
	await until(() => {
		if (writer.hello === null) throw new Error(`no hello yet, closed: ${writer.closed?.code}`);
	});
	askState(writer);
	await until(() => expect(writer.synced).toBe(true));
	return writer;
};
const closedWith = async (writer: RawWriter) => {
	await until(() => expect(writer.closed).not.toBeNull());
	return writer.closed?.code;
};

describe('a document over long polling', () => {
	test('POLL-1 R13 people on either way write, read, see each other’s carets and hear Saved after COMMIT', async () => {
		const [slow, fast] = [await page(await polling('social')), await served.page('manager', meetingId, 'plan')];
		expect([slow.hello, slow.clientId !== 0, textIn(slow, 'R1.risk')]).toEqual([
			{ access: 'write', sealed: false, proof: expect.any(String) },
			true,
			'Known.'
		]);
		write(slow, 'R1.risk', 6, ' Seen near the school.');
		write(fast, 'R1.evidence', 0, 'Letter of 12 May');
		sendPresence(slow, [[slow.clientId as number, 1, '{"field":"R1.risk","anchor":3,"head":3}']]);
		await until(() => {
			expect(textIn(fast, 'R1.risk')).toBe('Known. Seen near the school.');
			expect(textIn(slow, 'R1.evidence')).toBe('Letter of 12 May');
			expect(slow.saved.at(-1)?.frames).toBe(1);
			expect(fast.presence.get(slow.clientId as number)).toMatchObject({
				field: 'R1.risk',
				user: { personId: world.who.social.personId, name: world.who.social.name }
			});
		});
		expect((await wordsOf(world, meetingId, 'plan')).fields['R1.risk']).toBe('Known. Seen near the school.');
		expect(fast.authors.get('R1.risk')?.personId).toBe(world.who.social.personId);
		await letReaderIn(world, meetingId);
		const minutes = await page(await polling('housing'), 'minutes');
		expect(minutes.hello?.access).toBe('read');
	});

	test('POLL-2 R13 nothing is acknowledged or passed on before COMMIT, and a burst stays whole and in order', async () => {
		const log = heldLog(documentLog(area.store.database));
		const rooms = createRooms(log);
		const own = await serveWorld(area, { rooms });
		const feed = await polling('social', own);
		const [slow, fast] = [await page(feed), await own.page('manager', meetingId, 'plan')];
		const release = log.hold();
		const words = Array.from({ length: 150 }, (_, n) => `${n},`);
		for (const [n, word] of words.entries()) write(slow, 'R1.evidence', words.slice(0, n).join('').length, word);
		await until(() => expect(rooms.metrics().unpersistedUpdates).toBe(150));
		expect([slow.saved, textIn(fast, 'R1.evidence')]).toEqual([[], '']);
		release();
		await until(() => {
			expect(textIn(fast, 'R1.evidence')).toBe(words.join(''));
			expect(slow.saved.at(-1)?.frames).toBe(150);
		});
		const frames = slow.saved.map((one) => one.frames);
		expect(frames).toEqual(frames.toSorted((a, b) => a - b));
		await own.close();
	});

	test('POLL-3 R12 removal, sign-out, the end of the meeting and the end of the server close it with the same codes', async () => {
		const [social, manager, chair] = [await polling('social'), await polling('manager'), await polling('chair')];
		const [plan, minutes] = [await page(social), await page(social, 'minutes')];
		const { personId } = world.who.social;
		const since = performance.now();
		await world.does('chair', meetingId, 'remove-attendee', { personId, reason: 'No part in this', conflict: false });
		expect([await closedWith(plan), await closedWith(minutes)]).toEqual([4403, 4403]);
		expect(performance.now() - since).toBeLessThan(1000);
		expect(await closedWith(knock(social))).toBe(4403);

		const signedOut = await page(manager);
		const bySocket = await served.page('chair', meetingId, 'plan');
		const found = await world.sessions.read(manager.socket.io.opts.extraHeaders?.cookie);
		area.liveSessions.end(found?.session.id ?? '');
		expect(await closedWith(signedOut)).toBe(4401);
		expect(bySocket.closed).toBeNull();

		const own = await serveWorld(area, { rooms: createRooms(documentLog(area.store.database)) });
		const line = await polling('chair', own);
		const both = [await page(line), await page(line, 'minutes')];
		const [a, b] = [await page(chair), await page(chair, 'minutes')];
		await own.end();
		expect([await closedWith(both[0]!), await closedWith(both[1]!)]).toEqual([4503, 4503]);
		expect([a.closed, b.closed]).toEqual([null, null]);
		await own.close();
	});

	test('POLL-5 a seal reaches it, and what comes later is refused and kept by its writer', async () => {
		const slow = await page(await polling('social'));
		area.rooms.noticeSealed(meetingId, 1_700_000_000_000);
		await until(() => expect(slow.sealedAt).toBe(1_700_000_000_000));
		write(slow, 'R1.risk', 0, 'Too late. ');
		await until(() => expect(slow.refused).toEqual([{ code: CLOSE.locked, reason: 'sealed' }]));
		expect((await wordsOf(world, meetingId, 'plan')).fields['R1.risk']).toBe('Known.');
	});
});

describe('what is sent over a tunnel', () => {
	test('POLL-6 who may not open a document is told the same codes as by a WebSocket', async () => {
		const [social, housing] = [await polling('social'), await polling('housing')];
		expect(await closedWith(knock(housing))).toBe(4404);
		expect(await closedWith(knock(social, 'secrets' as DocumentName))).toBe(4404);
		expect(await closedWith(knock(social, 'plan', '6f1f0e0e-0000-4000-8000-000000000001'))).toBe(4404);
		expect(await closedWith(knock(social, 'plan', meetingId, 99))).toBe(4426);
		expect(await closedWith(knock(social, 'plan', meetingId, 'x'))).toBe(4400);
	});

	test('POLL-6 bad frames end the line they came on with a documented code, and nobody else’s', async () => {
		const feed = await polling('social');
		const [honest, sibling] = [await served.page('manager', meetingId, 'plan'), await page(feed, 'minutes')];
		const answers: [send: (line: RawWriter) => void, code: number][] = [
			[(line) => line.ws.send(Uint8Array.of(9, 9, 9)), 4400],
			[(line) => line.ws.send(syncFrame(2, Uint8Array.of(1, 1, 1))), 4400],
			[(line) => line.ws.send(new Uint8Array(0)), 4400],
			[(line) => line.ws.send(new Uint8Array(LIMIT.frameBytes + 1)), 4413],
			[(line) => line.ws.send(new Uint8Array(LIMIT.socketBytes * 2)), 4413],
			[(line) => Array.from({ length: 300 }, () => line.ws.send(Uint8Array.of(3))), 4429],
			[(line) => Array.from({ length: 9 }, () => askState(line)), 4429]
		];
		for (const [send, code] of answers) {
			const line = await page(feed);
			send(line);
			expect(await closedWith(line)).toBe(code);
		}
		expect([feed.socket.connected, sibling.closed, honest.closed]).toEqual([true, null, null]);
		write(honest, 'R1.evidence', 0, 'Undisturbed');
		await until(() => expect(honest.saved.at(-1)?.frames).toBe(1));
	});

	test('POLL-6 past the client of ours: too large, not base64, never opened, opened twice, too many, no answer to give', async () => {
		const feed = await polling('social');
		const other = await page(feed, 'minutes');
		const said = () => feed.heard.filter(({ name }) => name === TEXT.said).flatMap(({ message }) => message);
		const closed = () => said().filter((one) => one.code !== undefined);
		const open = (line: unknown, extra = {}) =>
			feed.ask(TEXT.open, { line, meetingId, name: 'plan', protocol: PROTOCOL_VERSION, ...extra });
		const base64 = (bytes: number) => Buffer.alloc(bytes).toString('base64');
		expect(await open(BASE + 10)).toEqual({ ok: true });
		feed.socket.emit(TEXT.frame, BASE + 10, base64(LIMIT.frameBytes + 1));
		await until(() => expect(closed()).toEqual([{ line: BASE + 10, code: 4413, reason: 'frame too large' }]));
		for (const [n, payload] of [null, {}, 7, 'not*base64', ['AA=='], Buffer.from([1]), undefined].entries()) {
			expect(await open(BASE + 11 + n)).toEqual({ ok: true });
			feed.socket.emit(TEXT.frame, BASE + 11 + n, payload);
			await until(() => expect(closed().at(-1)).toEqual({ line: BASE + 11 + n, code: 4400, reason: 'not base64' }));
		}
		expect(await open(BASE + 20)).toEqual({ ok: true });
		expect([await open(BASE + 20), await open(BASE + 17)]).toMatchObject([{ code: 4400 }, { code: 4400 }]);
		for (const bad of [0, -1, 1.5, '21', null, {}, 2 ** 53]) expect(await open(bad)).toMatchObject({ code: 4400 });
		expect(await open(BASE + 21, { cookie: 'session=other' })).toMatchObject({ code: 4400 });
		const before = closed().length;
		for (const never of [BASE + 99, -1, Number.NaN, 'x', {}, null]) feed.socket.emit(TEXT.frame, never, base64(1));
		await until(() => expect(closed().slice(before)).toHaveLength(6));
		expect(
			closed()
				.slice(before)
				.map((one) => [one.line, one.code])
		).toEqual([[BASE + 99, 4404], ...Array.from({ length: 5 }, () => [0, 4404])]);
		// A frame that was on its way when its line closed is nobody's fault.
		feed.socket.emit(TEXT.frame, BASE + 11, base64(1));
		const answers = [];
		for (let n = 0; n < LIMIT.textLines + 2; n++) answers.push((await open(BASE + 200 + n)).code ?? 'open');
		expect(answers).toEqual([...Array(LIMIT.textLines - 2).fill('open'), ...Array(4).fill(4429)]);
		feed.socket.emit(TEXT.close);
		feed.socket.emit(TEXT.close, BASE + 200, 'more');
		expect(await open(BASE + 300)).toEqual({ ok: true });
		expect(closed()).toHaveLength(before + 6);
		expect([other.closed, feed.socket.connected]).toEqual([null, true]);
	});

	test('POLL-6 a flood of frames for nothing ends the line of whoever sends it, and no other', async () => {
		const [feed, bystander] = [await polling('social'), await polling('manager')];
		const honest = await page(bystander);
		for (let n = 0; n < 2 * LIMIT.messageBurst; n++) feed.socket.emit(TEXT.frame, 5, 'AA==');
		await until(() => expect(feed.socket.connected).toBe(false));
		const update = edit(honest, 'R1.evidence', (text) => text.insert(0, 'Undisturbed'));
		sendUpdate(honest, update);
		await until(() => expect(honest.saved.at(-1)?.frames).toBe(1));
	});
});

describe('every request of a polling line', () => {
	type Said = { readonly status: number; readonly body: string };
	const ask = (method: 'GET' | 'POST', query: string, headers: Record<string, string>, body = '') =>
		new Promise<Said>((resolve, reject) => {
			const url = `${served.origin}/socket.io/?EIO=4&transport=polling${query}`;
			const asked = request(url, { method, headers }, (response) => {
				let text = '';
				response.setEncoding('utf8').on('data', (part) => {
					text += part;
				});
				response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
			});
			asked.once('error', reject);
			asked.end(method === 'POST' ? body : undefined);
		});
	const begin = async (cookie: string) => {
		const { body } = await ask('GET', '', { cookie, 'sec-fetch-site': 'same-origin' });
		return `&sid=${JSON.parse(body.slice(1)).sid}`;
	};

	test('POLL-7 W1 is asked for exactly this origin, also when it names an open connection', async () => {
		const { origin } = served;
		const cookie = await world.cookie('social');
		const named = await begin(cookie);
		const strangers: Record<string, string>[] = [
			{ origin: 'null' },
			{ origin: 'https://evil.example' },
			{ origin: `${origin}.evil.example` },
			{ origin: origin.replace('http:', 'https:') },
			{ origin: `${origin}/` },
			{ origin: '' },
			{ 'sec-fetch-site': 'cross-site' },
			{ 'sec-fetch-site': 'same-site' },
			{ 'sec-fetch-site': 'none' }
		];
		for (const headers of strangers)
			for (const query of ['', named])
				for (const method of ['GET', 'POST'] as const)
					expect((await ask(method, query, { cookie, ...headers }, '40')).status, JSON.stringify(headers)).toBe(403);
		expect((await ask('POST', named, { cookie }, '40')).status).toBe(403);
		expect((await ask('POST', named, { cookie, 'sec-fetch-site': 'same-origin' }, '40')).status).toBe(403);
		// The connection that was named is none the worse for it.
		expect(await ask('POST', named, { cookie, origin }, '40')).toEqual({ status: 200, body: 'ok' });
		expect((await ask('GET', named, { cookie })).body).toMatch(/^40/);
	});

	test('POLL-7 carries the session that the connection began with: its number alone is no pass', async () => {
		const { origin } = served;
		const named = await begin(await world.cookie('social'));
		for (const cookie of ['', await world.cookie('manager'), await world.cookie('social'), 'session=made-up'])
			expect((await ask('POST', named, { cookie, origin }, '40')).status).toBe(403);
		expect((await ask('GET', named, { 'sec-fetch-site': 'same-origin' })).status).toBe(403);
	});
});
