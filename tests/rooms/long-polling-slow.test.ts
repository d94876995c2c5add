import { request } from 'node:http';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { connectDocument, type LiveConnection } from '#lib/live-text/live-connection.ts';
import { messagesIn } from '#lib/live-text/ready-frames.ts';
import { tunnelOver } from '#lib/live-text/tunnel-socket.ts';
import { LIMIT, MESSAGE, PROTOCOL_VERSION, TEXT } from '#lib/wire.ts';
import { startedMeeting, type World, writeFirstWords } from '../support/meeting-world.ts';
import { edit, sendPresence, sendUpdate, textIn, write } from '../support/raw-writer.ts';
import { servedArea } from '../support/served-area.ts';
import { type ServedWorld, until } from '../support/served-world.ts';
import { knockOver } from '../support/tunnel-page.ts';

let world: World;
let served: ServedWorld;
let meetingId: string;

servedArea(async (now) => {
	({ world, served } = now);
	meetingId = await startedMeeting(world);
	for (const who of ['chair', 'social', 'manager'] as const) await world.does(who, meetingId, 'add-risk');
	await writeFirstWords(world, meetingId, 'plan', { 'R1.risk': 'Known.' });
});

/** A browser's long polling, one request at a time and only when the test says so. */
async function pollingByHand(cookie: string) {
	const { origin } = served;
	let named = '';
	const ask = (method: 'GET' | 'POST', body?: string) =>
		new Promise<string>((resolve, reject) => {
			const url = `${origin}/socket.io/?EIO=4&transport=polling${named}`;
			const asked = request(url, { method, headers: { cookie, origin } }, (response) => {
				let text = '';
				response.setEncoding('utf8').on('data', (part) => {
					text += part;
				});
				response.on('end', () => resolve(text));
			});
			asked.once('error', reject);
			asked.end(body);
		});
	const opened = await ask('GET');
	named = `&sid=${JSON.parse(opened.slice(1)).sid}`;
	const post = (packet: string) => ask('POST', packet);
	await post('40');
	/** packets of one answer, without what engine.io adds */
	const poll = async (): Promise<string[]> => (await ask('GET')).split('\u001e');
	while (!(await poll()).some((packet) => packet.startsWith('40{')));
	return { post, poll };
}
const messagesOf = (packets: readonly string[], line: number): Uint8Array[] =>
	packets
		.filter((packet) => packet.startsWith(`42["${TEXT.said}"`))
		.flatMap((packet) => JSON.parse(packet.slice(2))[1])
		.filter((said) => said.line === line && said.frames !== undefined)
		.flatMap((said) => messagesIn(Buffer.from(said.frames, 'base64')));

describe('a page that polls too slowly', () => {
	test('POLL-10 W6 W8 has little waiting for it, gets what it missed when it asks, and is noticed when it asks no more', async () => {
		const slow = await pollingByHand(await world.cookie('social'));
		await slow.post(
			`420["${TEXT.open}",{"line":1,"meetingId":"${meetingId}","name":"plan","protocol":${PROTOCOL_VERSION}}]`
		);
		const heard: Uint8Array[] = [];
		while (!heard.some((message) => message[0] === MESSAGE.hello)) heard.push(...messagesOf(await slow.poll(), 1));
		const fast = await served.page('manager', meetingId, 'plan');
		const before = world.rooms.metrics().bufferedBytes;
		const written = () => fast.saved.at(-1)?.frames ?? 0;
		const piece = 'x'.repeat(15_000);
		let most = 0;
		for (let n = 1; n <= 110; n++) {
			// Nothing is left but the history: the document stays far below its own limit.
			sendUpdate(
				fast,
				edit(fast, 'R1.evidence', (text) => {
					text.delete(0, text.length);
					text.insert(0, piece);
				})
			);
			await until(() => expect(written()).toBe(n));
			// It lives, it is only slow: an answer to a ping may come unasked.
			if (n % 10 === 0) await slow.post('3');
			most = Math.max(most, world.rooms.metrics().bufferedBytes - before);
		}
		expect(most).toBeGreaterThan(LIMIT.bufferedStale / 2);
		expect(most).toBeLessThan(LIMIT.bufferedStale + 100_000);
		const doc = new Y.Doc();
		const pieces = () => doc.getText('R1.evidence').toString();
		await until(async () => {
			for (const message of messagesOf(await slow.poll(), 1))
				if (message[0] === MESSAGE.sync && message[1] === 2) heard.push(message);
			for (const message of heard.splice(0))
				if (message[0] === MESSAGE.sync && message[1] === 2) Y.applyUpdate(doc, bodyOf(message));
			expect(doc.store.pendingStructs).toBeNull();
			expect(pieces().length).toBe(piece.length);
		});

		// From here it asks no more: gone within 15 seconds, for everybody who sees it.
		const since = performance.now();
		const sockets = world.rooms.metrics().sockets;
		await vi.waitFor(() => expect(world.rooms.metrics().sockets).toBe(sockets - 1), { timeout: 20_000, interval: 50 });
		expect(performance.now() - since).toBeLessThan(15_500);
		expect(fast.closed).toBeNull();
	}, 60_000);
});

describe('the page’s own connection over a tunnel', () => {
	const live: LiveConnection[] = [];
	afterAll(() => {
		for (const one of live) one.close();
	});

	test('POLL-11 the live document and an unchanged y-websocket provider work over it, and come back after a loss', async () => {
		const { socket } = await served.feed('social', {
			transports: ['polling'],
			reconnection: true,
			reconnectionDelay: 50
		});
		const address = ['ws://page.invalid/yjs', `${meetingId}/plan`] as const;
		const Tunnel = tunnelOver(() => socket);
		const page = connectDocument({
			url: address[0],
			documentPath: address[1],
			WebSocket: () => Tunnel,
			random: () => 0
		});
		live.push(page);
		await until(() => expect([page.phase(), page.access()]).toEqual(['ready', 'write']));
		const other = await served.page('manager', meetingId, 'plan');
		page.doc.getText('R1.risk').insert(0, 'Typed here. ');
		await until(() => {
			expect(textIn(other, 'R1.risk')).toBe('Typed here. Known.');
			expect(page.allSaved()).toBe(true);
		});
		sendPresence(other, [[other.clientId as number, 1, '{"field":"R1.risk","anchor":1,"head":1}']]);
		await until(() => expect(page.others().map((one) => one.user.personId)).toEqual([world.who.manager.personId]));

		socket.io.engine.close();
		await until(() => expect(page.connected()).toBe(false));
		page.doc.getText('R1.risk').insert(0, 'And offline. ');
		write(other, 'R1.risk', 0, 'Meanwhile. ');
		await until(() => {
			expect(page.allSaved()).toBe(true);
			expect(textIn(other, 'R1.risk')).toContain('And offline. ');
			expect(page.doc.getText('R1.risk').toString()).toBe(textIn(other, 'R1.risk'));
		});

		const stock = new WebsocketProvider(address[0], address[1], new Y.Doc(), {
			...{ params: { v: String(PROTOCOL_VERSION) }, disableBc: true, WebSocketPolyfill: Tunnel }
		});
		await until(() => expect(stock.doc.getText('R1.risk').toString()).toBe(textIn(other, 'R1.risk')));
		stock.destroy();
	});

	test('POLL-11 two documents over one line are kept apart, and closing one leaves the other', async () => {
		const { socket } = await served.feed('chair', { transports: ['polling'] });
		const [plan, minutes] = [
			knockOver(socket, `/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}`),
			knockOver(socket, `/yjs/${meetingId}/minutes?v=${PROTOCOL_VERSION}`)
		];
		await until(() => expect([plan.hello?.access, minutes.hello?.access]).toEqual(['write', 'write']));
		plan.ws.terminate();
		await until(() => expect(plan.closed?.code).toBe(1000));
		write(minutes, 'WELCOME.notes', 0, 'All are here.');
		await until(() => expect(minutes.saved.at(-1)?.frames).toBe(1));
	});
});

/** The bytes of an update in a sync message: its length as a varint comes first. */
function bodyOf(message: Uint8Array): Uint8Array {
	let at = 2;
	while ((message[at] ?? 0) > 127) at++;
	return message.subarray(at + 1);
}
