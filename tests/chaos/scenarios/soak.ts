/** Nothing breaks, for a long time: whether the service keeps anything of what has passed through it. */
import { freePort } from '#server/free-port.ts';
import type { ChaosNode } from '../chaos-node.ts';
import { ask } from '../evidence.ts';
import type { Scenario } from '../scenario.ts';
import { pause } from '../until.ts';

/** Looks at the heap between two minutes, of which the lowest stands for that minute: after a collection. */
const LOOKS = 12;
/** A field holds 20,000 characters: beyond this many words of one's own, a word goes for each that comes. */
const MOST_WORDS = 40;
const WORDS_PER_SECOND = 1.5;
const ALLOWED_GROWTH_MB = 10;

/** @param minutes how long people write; none = the soak is not run */
export const soak = (minutes: number): Scenario => ({
	id: 'F99',
	title: 'a long meeting in which nothing breaks',
	rounds: { short: minutes > 0 ? 1 : 0, long: minutes > 0 ? 1 : 0 },
	withinMs: (minutes + 10) * 60_000,
	alone: () => true,
	run: async (round) => {
		const metrics = await freePort();
		const world = await round.open({ env: () => ({ METRICS_PORT: String(metrics) }) });
		const [node] = world.nodes as [ChaosNode];
		const pace = { mostWords: MOST_WORDS, perSecond: WORDS_PER_SECOND };
		const everybody = [...(await world.seatEverybody(() => pace)), ...(await world.seatEverybody(() => pace))];
		for (const writer of everybody) writer.type();
		const heaps: number[] = [];
		const resident: number[] = [];
		for (let minute = 0; minute < minutes; minute++) {
			const looks: number[] = [];
			for (let look = 0; look < LOOKS; look++) {
				await pause(60_000 / LOOKS);
				looks.push(await heapOf(metrics));
			}
			heaps.push(Math.min(...looks));
			resident.push(node.memory());
			// Said at once: whoever waits two hours sees how it goes, and has it should the run be stopped.
			console.log(
				`    minute ${minute + 1}: heap ${heaps.at(-1)?.toFixed(1)} MB, resident ${node.memory().toFixed(0)} MB`
			);
		}
		for (const writer of everybody) writer.pause();
		round.recovered(await world.allSaved(10_000));
		const tenth = Math.max(1, Math.floor(minutes / 10));
		const lowest = (from: number, to?: number) => Math.min(...heaps.slice(from, to));
		// The first tenth is the service finding its size; from then on it may not grow.
		const [early, late] = [lowest(tenth, 3 * tenth), lowest(-2 * tenth)];
		round.note(
			`${everybody.length} pages, ${minutes} min; heap ${heaps.map((one) => one.toFixed(0)).join(' ')} MB; ` +
				`resident ${resident[0]?.toFixed(0)} to ${resident.at(-1)?.toFixed(0)} MB`
		);
		round.check(
			`the heap grows by less than ${ALLOWED_GROWTH_MB} MB`,
			late - early < ALLOWED_GROWTH_MB,
			`${early.toFixed(1)}, then ${late.toFixed(1)} MB`
		);
		await round.judge(world);
	}
});

/** Memory of the service's objects, MB. */
async function heapOf(port: number): Promise<number> {
	const { body } = await ask(port, `http://127.0.0.1:${port}`, { path: '/metrics' });
	const bytes = /heap_bytes ([\d.e+]+)/.exec(body)?.[1];
	if (bytes === undefined) throw new Error('the metrics do not tell the heap');
	return Number(bytes) / 1e6;
}
