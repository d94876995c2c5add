import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LiveSessions, watchLiveSessions } from './live-sessions.ts';

/** ms by the test's clock at which each session runs out */
let ends: Map<string, number>;
let asked: string[][];
let touched: string[];
let onDuty: string[];
let isAway: boolean;
let live: LiveSessions;
let lines: string[];

beforeEach(() => {
	vi.useFakeTimers();
	[ends, asked, touched, onDuty, lines, isAway] = [new Map(), [], [], [], [], false];
	const sessions = {
		touch: async (ids: readonly string[]) => {
			touched.push(...ids);
			for (const id of ids) if ((ends.get(id) ?? 0) > performance.now()) ends.set(id, performance.now() + 900_000);
		},
		keepOnDuty: async (ids: readonly string[]) => {
			onDuty.push(...ids);
			for (const id of ids) ends.set(id, performance.now() + 1_800_000);
		},
		goodFor: async (ids: readonly string[]) => {
			if (isAway) throw new Error('away');
			asked.push([...ids]);
			const left = ids.map((id) => [id, (ends.get(id) ?? 0) - performance.now()] as const);
			return new Map(left.filter(([, ms]) => ms > 0));
		}
	};
	live = watchLiveSessions(sessions, (line) => lines.push(line));
});
afterEach(() => {
	live.close();
	vi.useRealTimers();
});

const watch = (id: string, ms: number) => {
	const closed: number[] = [];
	ends.set(id, performance.now() + ms);
	const gone = live.watch(id, () => closed.push(performance.now()));
	return { closed, gone };
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('sessions with connections', () => {
	test('REVOKE-3 one that runs out between two looks is ended just after that moment', async () => {
		const [early, late] = [watch('early', 1500), watch('late', 7300)];
		await pass(1600);
		expect([early.closed.length, late.closed.length]).toEqual([1, 0]);
		await pass(5800);
		expect(late.closed).toHaveLength(1);
	});

	test('REVOKE-3 somebody who writes in the last seconds stays signed in', async () => {
		const one = watch('one', 5000);
		await pass(3500);
		live.active('one');
		await pass(60_000);
		expect([one.closed, touched]).toEqual([[], ['one']]);
	});

	test('SIGNIN-3 whoever chairs or minutes a running meeting may listen for longer, as long as it runs', async () => {
		let runs = false;
		const closed: string[] = [];
		ends.set('chair', performance.now() + 900_000).set('other', performance.now() + 900_000);
		live.watch(
			'chair',
			() => closed.push('chair'),
			() => runs
		);
		live.watch(
			'other',
			() => closed.push('other'),
			() => false
		);
		await pass(20_000);
		expect(onDuty).toEqual([]);
		runs = true;
		await pass(10_000);
		expect(new Set(onDuty)).toEqual(new Set(['chair']));
		await live.keepOnDuty('other');
		expect(onDuty).not.toContain('other');
		await pass(900_000);
		expect(new Set(closed)).toEqual(new Set(['other']));
		runs = false;
		await pass(1_810_000);
		expect(new Set(closed)).toEqual(new Set(['other', 'chair']));
	});

	test('PROC-12 each is asked about with the others every ten seconds, in between only what is new or due', async () => {
		watch('long', 900_000);
		await pass(1100);
		watch('new', 900_000);
		await pass(1100);
		expect(asked).toEqual([['long'], ['new']]);
		await pass(8000);
		expect(asked.at(-1)).toEqual(['long', 'new']);
	});

	test('PROC-12 while the database is away nobody is put out', async () => {
		const one = watch('one', 2000);
		isAway = true;
		await pass(25_000);
		expect(one.closed).toEqual([]);
		expect(lines.length).toBeGreaterThan(0);
		isAway = false;
		await pass(10_000);
		expect(one.closed).toHaveLength(1);
	});

	test('PROC-12 a session whose last connection is gone is not asked about', async () => {
		const one = watch('one', 900_000);
		one.gone();
		await pass(10_500);
		expect(asked.flat()).toEqual([]);
	});
});
