/** The bench's own eyes: what a bad server does must show in its figures. */
import { afterEach, describe, expect, test } from 'vitest';
import { type Faults, openLossyServer } from './lossy-server.ts';
import { measureKeystrokes } from './scenario-keystrokes.ts';
import type { SeatedTarget } from './target.ts';

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const end of ending.splice(0)) await end();
});

async function measured(faults: Faults) {
	const { url, close } = await openLossyServer(faults);
	ending.push(close);
	const target: SeatedTarget = {
		name: 'control',
		place: (meeting) => ({ protocol: 'y-websocket', document: '', url: `${url}/meeting-${meeting}`, headers: {} })
	};
	const load = { meetings: 2, people: 4, typists: 2, rate: 20, seconds: 1, warmUpMs: 300 };
	return measureKeystrokes(target, [0, 1], load, { pid: process.pid, helpers: [] });
}

describe('a server that is watched while people type', () => {
	test('BENCH-1 one that delivers everything shows nothing missing and the same text', async () => {
		const seen = await measured({ loseEach: 0, delayMs: 0 });
		expect(seen.deliveredPerSecond).toBeGreaterThan(10);
		expect(seen).toMatchObject({ missing: 0, differing: 0, lost: 0 });
	}, 20_000);

	test('BENCH-2 one that loses updates shows how many are missing and that the texts differ', async () => {
		const seen = await measured({ loseEach: 7, delayMs: 0 });
		expect(seen.missing).toBeGreaterThan(0);
		expect(seen.differing).toBeGreaterThan(0);
	}, 20_000);

	test('BENCH-3 one that holds updates back shows it in every time', async () => {
		const seen = await measured({ loseEach: 0, delayMs: 80 });
		expect(seen.p50).toBeGreaterThan(79);
		expect(seen.missing).toBe(0);
	}, 20_000);
});
