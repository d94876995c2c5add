/** R4 and R12 on live connections: what a guest may send, and how soon all of theirs end with the meeting or their seat. */
import { expect, test } from 'vitest';
import { returnDocument } from '#lib/returns/return-fields.ts';
import { PROTOCOL_VERSION } from '#lib/wire.ts';
import { guestInBrowser } from '../support/guest-of.ts';
import { recordDecisions, startedMeeting, type World } from '../support/meeting-world.ts';
import { servedArea } from '../support/served-area.ts';
import { type ServedWorld, until } from '../support/served-world.ts';

let world: World;
let served: ServedWorld;
servedArea((now) => {
	({ world, served } = now);
});

/** A guest in the room: their line of facts, and a way to open documents. */
async function guestInRoom() {
	const meetingId = await startedMeeting(world);
	const guest = await guestInBrowser(world, meetingId);
	const { actor, cookie } = guest;
	const input = { version: 1, language: 'en' };
	await world.application.runCommand({
		actor,
		meetingId,
		command: 'accept-statement',
		input,
		commandId: crypto.randomUUID()
	});
	await world.does('chair', meetingId, 'confirm-attendee', { personId: actor.personId });
	const headers = { cookie, origin: served.origin };
	const line = (transport: 'websocket' | 'polling') => served.line(headers, { transports: [transport] });
	const open = (name: string, of = meetingId) => served.knock(`/yjs/${of}/${name}?v=${PROTOCOL_VERSION}`, headers);
	return { ...guest, meetingId, line, open };
}

test('GUEST-14 a guest’s words are taken in their agency’s return, and refused in plan and minutes', async () => {
	const { meetingId, actor, line, open } = await guestInRoom();
	const own = open(returnDocument(actor.agencyId));
	const plan = open('plan');
	await until(() => expect([own.hello?.access, plan.hello?.access]).toEqual(['write', 'read']));
	const other = open(returnDocument(world.agency.PRB));
	const elsewhere = open('plan', crypto.randomUUID());
	await until(() =>
		expect([other.closed !== null || other.hello !== null, elsewhere.closed !== null]).toEqual([true, true])
	);
	const facts = line('websocket');
	const ask = (event: string, payload: unknown) => facts.timeout(10_000).emitWithAck(event, payload);
	expect(await ask('meeting', { protocol: PROTOCOL_VERSION, meetingId, since: 0 })).toMatchObject({ ok: true });
	for (const command of ['add-risk', 'end-meeting', 'record-dissent'])
		expect(await ask('run', { meetingId, command, commandId: crypto.randomUUID(), input: {} })).toMatchObject({
			ok: false
		});
	expect(
		await ask('run', { meetingId, command: 'raise-hand', commandId: crypto.randomUUID(), input: {} })
	).toMatchObject({ ok: true });
	expect(await ask('restricted', { meetingId })).toMatchObject({
		ok: true,
		notes: [],
		told: [],
		victims: null,
		asks: []
	});
	expect(await ask('copy-watch', { meetingId, number: 1 })).toMatchObject({ ok: false });
});

for (const [how, end] of [
	[
		'the end of the meeting',
		async (meetingId: string) => {
			await recordDecisions(world, meetingId);
			return () => world.does('chair', meetingId, 'end-meeting');
		}
	],
	[
		'their removal',
		async (meetingId: string, personId: string) => () =>
			world.does('chair', meetingId, 'remove-attendee', { personId, reason: 'No', conflict: false })
	]
] as const)
	for (const transport of ['websocket', 'polling'] as const)
		test(`GUEST-15 R12 ${how} ends a guest’s ${transport} line and documents within a second`, async () => {
			const { meetingId, actor, cookie, line, open } = await guestInRoom();
			const facts = line(transport);
			await facts.timeout(10_000).emitWithAck('meeting', { protocol: PROTOCOL_VERSION, meetingId, since: 0 });
			const own = open(returnDocument(actor.agencyId));
			await until(() => expect(own.hello).not.toBeNull());
			const ending = await end(meetingId, actor.personId);
			const ended = new Promise<number>((seen) => facts.once('disconnect', () => seen(performance.now())));
			await ending();
			const from = performance.now();
			expect((await ended) - from).toBeLessThan(1_000);
			await until(() => expect(own.closed).not.toBeNull());
			expect(await world.sessions.read(cookie)).toBeNull();
			const again = line(transport);
			await expect(
				new Promise((resolve) => {
					again.once('connect', () => resolve('in'));
					again.once('connect_error', ({ message }) => resolve(message));
				})
			).resolves.toBe('signed-out');
		});
