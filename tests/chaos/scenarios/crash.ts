/** The process of the service dies while people type. */

import type { ChaosNode } from '../chaos-node.ts';
import { comeBack, vanishSome } from '../recovery.ts';
import type { Scenario } from '../scenario.ts';
import { pause, until } from '../until.ts';

const killed: Scenario = {
	id: 'F1',
	title: 'kill -9 of the service while people type, with a database of its own and with a server',
	rounds: { short: 2, long: 1 },
	run: async (round) => {
		const world = await round.open({ embedded: round.number % 2 === 1 });
		const [node] = world.nodes as [ChaosNode];
		await world.seatEverybody();
		for (const writer of world.writers) writer.type();
		await pause(round.chance.between(1000, round.long ? 5000 : 2500));
		node.signal('SIGKILL');
		vanishSome(world, round);
		const { signal } = await node.ended();
		round.check('it died of the signal', signal === 'SIGKILL', String(signal));
		await node.start();
		await comeBack(world, round, 5000, 10_000);
		for (const writer of world.writers) if (!writer.vanished()) writer.type();
		await pause(500);
		await round.judge(world);
		round.check('it runs', node.alive());
	}
};

const afterCommit: Scenario = {
	id: 'F2',
	title: 'the service dies, or its answer is lost, between COMMIT and the acknowledgement',
	rounds: { short: 2, long: 2 },
	run: async (round) => {
		const way = round.number % 2 === 0 ? 'kill' : 'throw';
		const at = round.chance.between(15, 40);
		const world = await round.open({ env: () => ({ FAILPOINT: `update-stored:${way}:${at}` }) });
		const [node] = world.nodes as [ChaosNode];
		await world.seatEverybody();
		for (const writer of world.writers) writer.type();
		round.note(`update-stored:${way}:${at}`);
		if (way === 'kill') {
			const { signal } = await node.ended();
			round.check('it died at the failpoint', signal === 'SIGKILL', String(signal));
			vanishSome(world, round);
			await node.start({ FAILPOINT: '' });
		} else await until('typing has passed the failpoint', async () => (await world.log()).head > at + 10, 20_000);
		await comeBack(world, round, 5000, 10_000);
		await round.judge(world);
	}
};

export const CRASHES: readonly Scenario[] = [killed, afterCommit];
