import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { Actor } from '#lib/identity.ts';
import { done, refuse } from '#lib/result.ts';
import type { DocumentMember } from './application/ports.ts';
import { freePort } from './free-port.ts';
import { type LiveSessions, watchLiveSessions } from './live-sessions.ts';
import type { Sessions } from './persistence/sessions.ts';
import type { Line } from './rooms/line.ts';
import { attachUpgrades, type UpgradeParts, type Upgrades } from './upgrade.ts';

const origin = 'https://mappa.example';
const meetingId = '6f1f0e0e-0000-4000-8000-000000000001';
const actor = { personId: 'p1', areaId: 'a1' } as Actor;
const session = {
	id: 's1',
	accountId: 'c1',
	createdAt: new Date(0),
	expiresAt: new Date(0),
	absoluteEndAt: new Date(0),
	stepUpAt: null
};

let http: Server;
let port: number;
let upgrades: Upgrades;
let liveSessions: LiveSessions;
let good: Set<string>;
let touched: string[];
let joined: { line: Line; member: DocumentMember }[];
let admit: UpgradeParts['admitToDocument'];

beforeEach(async () => {
	[good, touched, joined] = [new Set(['s1']), [], []];
	admit = async () =>
		done({
			...{ documentId: 'd1', areaId: 'a1', version: 1, accessVersion: 0, access: 'write' },
			accessIn: () => 'write',
			mayWrite: () => true
		});
	const sessions = {
		read: async (cookie: string | undefined) => (cookie === 'session=good' ? { actor, session } : null),
		idOf: (cookie: string | undefined) => (cookie === 'session=good' ? 's1' : 's2'),
		readAtTextDoor: async () => null,
		touch: async (ids: readonly string[]) => void touched.push(...ids),
		goodFor: async (ids: readonly string[]) => new Map(ids.filter((id) => good.has(id)).map((id) => [id, 600_000]))
	} as unknown as Sessions;
	liveSessions = watchLiveSessions(sessions, () => {});
	http = createServer();
	upgrades = attachUpgrades(http, {
		origin,
		sessions,
		liveSessions,
		admitToDocument: (request) => admit(request),
		joinDocument: (line, member) => void joined.push({ line, member }),
		log: () => {},
		alone: true
	});
	port = await freePort();
	http.listen(port, '127.0.0.1');
	await once(http, 'listening');
});
afterEach(async () => {
	upgrades.close();
	liveSessions.close();
	http.closeAllConnections();
	await new Promise((closed) => http.close(closed));
});

const open = (path: string, headers: Record<string, string> = { origin, cookie: 'session=good' }) =>
	new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
const closeCode = async (socket: WebSocket) => (await once(socket, 'close'))[0] as number;
const plan = `/yjs/${meetingId}/plan`;

describe('the door for sockets', () => {
	test('PROC-9 an own page of a signed-in person who is admitted reaches the room, as who the session says', async () => {
		const socket = open(`${plan}?personId=somebody-else`);
		await once(socket, 'open');
		expect(joined.map(({ member }) => member)).toMatchObject([
			{ actor, meetingId, name: 'plan', documentId: 'd1', access: 'write', sessionId: 's1' }
		]);
		socket.close();
	});

	test.each([
		['no origin', plan, { cookie: 'session=good' }, 4403],
		['a foreign origin', plan, { origin: 'https://evil.example', cookie: 'session=good' }, 4403],
		['nobody signed in', plan, { origin }, 4401],
		['a document that does not exist', `/yjs/${meetingId}/secrets`, { origin, cookie: 'session=good' }, 4404],
		['a longer path', `${plan}/more`, { origin, cookie: 'session=good' }, 4404]
	])('PROC-10 %s is closed with a code the browser can read', async (_what, path, headers, code) => {
		expect(await closeCode(open(path, headers as Record<string, string>))).toBe(code);
		expect(joined).toEqual([]);
	});

	test('PROC-10 what admission refuses is closed: missing 4404, forbidden 4403, a failure 4503', async () => {
		const codes: number[] = [];
		for (const next of [
			async () => refuse('missing', 'no'),
			async () => refuse('forbidden', 'no'),
			async () => Promise.reject(new Error('database away'))
		]) {
			admit = next;
			codes.push(await closeCode(open(plan)));
		}
		expect(codes).toEqual([4404, 4403, 4503]);
	});

	test('PROC-11 another path is refused, and the path of socket.io is left to it', async () => {
		const other = open('/elsewhere');
		const [, response] = (await once(other, 'unexpected-response')) as [unknown, { statusCode: number }];
		expect(response.statusCode).toBe(404);
		let left = 0;
		http.on('upgrade', (request, socket) => {
			if (request.url?.startsWith('/socket.io')) left++;
			socket.destroy();
		});
		await once(open('/socket.io/?EIO=4'), 'error');
		expect(left).toBe(1);
	});
});

describe('sockets and sessions', () => {
	test("PROC-12 signing out closes the session's sockets at once", async () => {
		const socket = open(plan);
		await once(socket, 'open');
		liveSessions.end('s1');
		expect(await closeCode(socket)).toBe(4401);
	});

	test('PROC-12 a session that has ended loses its sockets at the next look, a good one keeps them', async () => {
		const socket = open(plan);
		await once(socket, 'open');
		await liveSessions.look();
		expect(socket.readyState).toBe(WebSocket.OPEN);
		good.clear();
		const closed = closeCode(socket);
		await liveSessions.look();
		expect(await closed).toBe(4401);
	});

	test('PROC-13 typing counts as activity of the session, presence does not', async () => {
		const socket = open(plan);
		await once(socket, 'open');
		const line = joined[0]?.line as Line;
		const send = async (bytes: number[]) => {
			const received = new Promise<void>((heard) => line.listen({ frame: () => heard() }));
			socket.send(Uint8Array.from(bytes));
			await received;
		};
		await send([1, 3, 0, 0, 0]);
		await liveSessions.look();
		expect(touched).toEqual([]);
		await send([0, 2, 2, 0, 0]);
		await liveSessions.look();
		expect(touched).toEqual(['s1']);
		socket.close();
	});
});
