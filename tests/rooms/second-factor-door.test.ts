/** Where a second factor is asked of everybody, whoever has none is signed out to every door that is no page (decision 041). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLOSE, PROTOCOL_VERSION } from '#lib/wire.ts';
import { openWorld, startedMeeting, type World } from '../support/meeting-world.ts';
import { type ServedWorld, serveWorld, until } from '../support/served-world.ts';

let world: World;
let served: ServedWorld;
let meetingId: string;
beforeAll(async () => {
	world = await openWorld(undefined, { leastStrength: 2 });
	served = await serveWorld(world);
	meetingId = await startedMeeting(world);
});
afterAll(async () => {
	await served.close();
	await world.close();
});

test('FACTOR-15 R12 with the password alone no document and no line opens; with a second factor they do, and close without it', async () => {
	const headers = { cookie: await world.cookie('manager'), origin: served.origin };
	const path = `/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}`;
	const line = () =>
		new Promise<string>((resolve) => {
			const socket = served.line(headers);
			socket.once('connect', () => resolve('connected'));
			socket.once('connect_error', ({ message }) => resolve(message));
		});
	const weak = served.knock(path, headers);
	await until(() => expect(weak.closed?.code).toBe(CLOSE.signedOut));
	expect(weak.hello).toBeNull();
	expect(await line()).toBe('signed-out');
	const [given] = await world.store.owner`select count(*)::int as clients from document_client`;
	expect(given?.clients).toBe(0);

	await world.store.owner`update session set strength = 2`;
	const strong = served.knock(path, headers);
	await until(() => expect(strong.hello).not.toBeNull());
	expect(await line()).toBe('connected');

	await world.store.owner`update session set strength = 1`;
	await world.liveSessions.look();
	await until(() => expect(strong.closed?.code).toBe(CLOSE.signedOut));
});
