/** The process of the service dies while people type. */

import type { ChaosNode } from '../chaos-node.ts';
import type { ChaosWorld } from '../chaos-world.ts';
import type { Round, Scenario } from '../scenario.ts';
import { pause, until } from '../until.ts';

/** Some of those who type are gone for good in the same moment: nobody else can bring their words again. */
function vanishSome(world: ChaosWorld, { chance }: Round, howMany = 3): void {
	for (const writer of chance.shuffled(world.writers).slice(0, howMany)) writer.vanish();
}

/** Everybody who is left sees "Saved" again; promises.md F1: 5 s (p95), 10 s at worst, from the moment it listens. */
async function comeBack(world: ChaosWorld, round: Round, bestMs = 5000, worstMs = 10_000): Promise<void> {
	for (const writer of world.writers) writer.pause();
	const since = performance.now();
	const here = world.writers.filter((writer) => !writer.vanished());
	const times: number[] = [];
	const waiting = new Set(here);
	await until(
		'everybody is back and saved',
		() => {
			for (const writer of waiting)
				if (writer.saved()) {
					waiting.delete(writer);
					times.push(performance.now() - since);
				}
			return waiting.size === 0;
		},
		30_000
	);
	for (const ms of times) round.recovered(ms);
	times.sort((a, b) => a - b);
	const p95 = times[Math.ceil(times.length * 0.95) - 1] ?? 0;
	round.check(`95 % are back and saved within ${bestMs} ms`, p95 <= bestMs, p95.toFixed(0));
	round.check(`everybody within ${worstMs} ms`, (times.at(-1) ?? 0) <= worstMs, times.at(-1)?.toFixed(0));
}

const killed: Scenario = {
	id: 'F1',
	title: 'kill -9 of the service while people type',
	rounds: { short: 2, long: 1 },
	run: async (round) => {
		const world = await round.open();
		const [node] = world.nodes as [ChaosNode];
		await world.seatEverybody();
		for (const writer of world.writers) writer.type();
		await pause(round.chance.between(1000, round.long ? 5000 : 2500));
		node.signal('SIGKILL');
		vanishSome(world, round);
		const { signal } = await node.ended();
		round.check('it died of the signal', signal === 'SIGKILL', String(signal));
		await node.start();
		await comeBack(world, round);
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
		await comeBack(world, round);
		await round.judge(world);
	}
};

export const CRASHES: readonly Scenario[] = [killed, afterCommit];
