/** R12: a role that is given or taken, an account that is disabled and devices that are signed out end what is open, within a second. */
import { expect, test } from 'vitest';
import { CLOSE, PROTOCOL_VERSION } from '#lib/wire.ts';
import { startedMeeting, type Who, type World } from '../support/meeting-world.ts';
import { servedArea } from '../support/served-area.ts';
import { type ServedWorld, until } from '../support/served-world.ts';
import { knockOver } from '../support/tunnel-page.ts';

let world: World;
let served: ServedWorld;
servedArea((now) => {
	({ world, served } = now);
});

const does = async (command: string, input: object): Promise<number> => {
	const ran = await world.runArea('coordinator', command, input);
	if (!ran.ok) throw new Error(`${command}: ${ran.message}`);
	return performance.now();
};
/** One person with facts and plan open, over either transport; answers how the two ended. */
const inside = async (who: Who, meetingId: string, transport: 'websocket' | 'polling') => {
	const feed = await served.feed(who, { transports: [transport] });
	const entered = await feed.ask('meeting', { protocol: PROTOCOL_VERSION, meetingId, since: 0 });
	expect(entered.ok).toBe(true);
	const path = `/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}`;
	const plan =
		transport === 'websocket'
			? served.knock(path, { cookie: await world.cookie(who), origin: served.origin })
			: knockOver(feed.socket, path);
	await until(() => expect(plan.hello).not.toBeNull());
	return {
		isOpen: () => feed.socket.connected && plan.closed === null,
		isOut: () => !feed.socket.connected && plan.closed !== null,
		code: () => plan.closed?.code
	};
};

test('PEOPLE-6 R12 a role given or taken, a disabled account and signed-out devices are out within a second, over both transports, and nobody else is', async () => {
	const meetingId = await startedMeeting(world);
	const { personId } = world.who.social;
	const reason = 'They have changed their work';
	const steps: readonly (readonly [string, object])[] = [
		['give-role', { personId, role: 'AUDITOR', reason }],
		['take-role', { personId, role: 'AUDITOR', reason }],
		['end-sessions', { personId, reason }],
		['disable-account', { personId, reason }]
	];
	const stays = await inside('manager', meetingId, 'websocket');
	for (const [command, input] of steps) {
		const [here, tunnel] = [
			await inside('social', meetingId, 'websocket'),
			await inside('social', meetingId, 'polling')
		];
		const done = await does(command, input);
		await until(() => {
			if (!here.isOut() || !tunnel.isOut()) throw new Error(`${command}: still open`);
		});
		expect(performance.now() - done, command).toBeLessThan(1000);
		expect(here.code(), command).toBe(CLOSE.signedOut);
	}
	expect(stays.isOpen()).toBe(true);
	await does('enable-account', { personId, reason });
	expect((await inside('social', meetingId, 'websocket')).isOpen()).toBe(true);
});
