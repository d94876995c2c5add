/** A connection says whose page it is of: with the cookie of another seat it is somebody signed out (decision 044). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLOSE, PROTOCOL_VERSION } from '#lib/wire.ts';
import { openWorld, startedMeeting, type World } from '../support/meeting-world.ts';
import { type ServedWorld, serveWorld, until } from '../support/served-world.ts';

let world: World;
let served: ServedWorld;
let meetingId: string;
beforeAll(async () => {
	world = await openWorld();
	served = await serveWorld(world);
	meetingId = await startedMeeting(world);
});
afterAll(async () => {
	await served.close();
	await world.close();
});

test('SEAT-9 the documents of a page of another seat are refused as signed out, its own are opened', async () => {
	const headers = { cookie: await world.cookie('manager'), origin: served.origin };
	const path = (seat: string) => `/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}&seat=${seat}`;
	const other = served.knock(path(world.who.social.personId), headers);
	await until(() => expect(other.closed?.code).toBe(CLOSE.signedOut));
	const own = served.knock(path(world.who.manager.personId), headers);
	await until(() => expect(own.hello).not.toBeNull());
});

test('SEAT-9 the line of facts of a page of another seat is refused as signed out, its own is opened', async () => {
	const headers = { cookie: await world.cookie('manager'), origin: served.origin };
	const answer = (seat: string) =>
		new Promise<string>((resolve) => {
			const socket = served.line(headers, { auth: { seat } });
			socket.once('connect', () => resolve('connected'));
			socket.once('connect_error', ({ message }) => resolve(message));
		});
	expect(await answer(world.who.social.personId)).toBe('signed-out');
	expect(await answer(world.who.manager.personId)).toBe('connected');
});
