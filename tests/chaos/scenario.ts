/** What a scenario is handed for one round, and what it leaves: checks, counts and the times it took to recover. */

import { type SeededChance, seededChance } from '../support/seeded-chance.ts';
import type { ChaosDatabase } from './chaos-database.ts';
import { type ChaosWorld, openChaosWorld, type WorldWish } from './chaos-world.ts';
import { addCounts, type Counts, FAULTS, noCounts } from './oracle.ts';
import type { Writer } from './scripted-writer.ts';

export type Check = { readonly what: string; readonly ok: boolean; readonly detail: string };

export type Round = {
	/** number of the round, from 0: a scenario with several ways takes them in turn */
	readonly number: number;
	readonly seed: number;
	readonly chance: SeededChance;
	/** the numbers of promises.md instead of those that fit into CI */
	readonly long: boolean;
	readonly server: ChaosDatabase;
	/** A service of this round's own; it ends with the round. */
	readonly open: (wish?: Omit<WorldWish, 'chance'>) => Promise<ChaosWorld>;
	readonly check: (what: string, ok: boolean, detail?: string | number) => void;
	/**
	 * A time against the one that is promised. The short form runs beside other work on few cores: there it may be three
	 * times as long, or three times as long as it was just before the fault.
	 */
	readonly within: (what: string, ms: number, promisedMs: number, usualMs?: number) => void;
	/** A line for whoever reads the run. */
	readonly note: (line: string) => void;
	/** How long it took until everybody saw "Saved" again, ms. */
	readonly recovered: (ms: number) => void;
	/** Pass line P0: every fault the oracle looks for is found nowhere. @param apart pages that may show something else */
	readonly judge: (world: ChaosWorld, apart?: readonly Writer[]) => Promise<Counts>;
	/** The same verdict from elsewhere, for a world that is not one of ours. */
	readonly count: (counts: Counts, details?: readonly string[]) => void;
	/** Ends with the round, last opened first. */
	readonly after: (end: () => void | Promise<void>) => void;
};

export type Scenario = {
	/** id in promises.md 3.3 */
	readonly id: string;
	readonly title: string;
	/** how many rounds in the short form, and in the long form for each of `--rounds` */
	readonly rounds: { readonly short: number; readonly long: number };
	/** rounds that measure the service, or stop what the others stand on: nothing may run beside them */
	readonly alone?: (round: number) => boolean;
	/** ms a round may take, where that is longer than for others */
	readonly withinMs?: number;
	readonly run: (round: Round) => Promise<void>;
};

export type RoundResult = {
	readonly scenario: string;
	readonly seed: number;
	readonly round: number;
	readonly seconds: number;
	readonly counts: Counts;
	readonly checks: readonly Check[];
	readonly recoveredMs: readonly number[];
	readonly notes: readonly string[];
};

/** Longer than any round may take, so that one that hangs is a failure and not a silence. */
const ROUND_WITHIN_MS = { short: 180_000, long: 1_200_000 };

const SHORT_FORM_ALLOWS = 3;

export async function runRound(
	scenario: Scenario,
	server: ChaosDatabase,
	at: { readonly number: number; readonly seed: number; readonly long: boolean }
): Promise<RoundResult> {
	const since = performance.now();
	const counts = noCounts();
	const checks: Check[] = [];
	const recoveredMs: number[] = [];
	const notes: string[] = [];
	const endings: (() => void | Promise<void>)[] = [];
	const chance = seededChance(at.seed);
	const round: Round = {
		...at,
		chance,
		server,
		open: async (wish = {}) => {
			const world = await openChaosWorld(server, { ...wish, chance });
			endings.push(world.close);
			return world;
		},
		check: (what, ok, detail = '') => void checks.push({ what, ok, detail: String(detail) }),
		within: (what, ms, promisedMs, usualMs = 0) => {
			const allowed = at.long ? promisedMs : SHORT_FORM_ALLOWS * Math.max(promisedMs, usualMs);
			round.check(`${what} within ${allowed.toFixed(0)} ms`, ms <= allowed, ms.toFixed(0));
		},
		note: (line) => void notes.push(line),
		recovered: (ms) => void recoveredMs.push(ms),
		judge: async (world, apart) => {
			const verdict = await world.verdict(apart);
			round.count(verdict.counts, verdict.details);
			return verdict.counts;
		},
		count: (more, details = []) => {
			addCounts(counts, more);
			const wrong = FAULTS.filter((name) => more[name] > 0).map((name) => `${name} ${more[name]}`);
			round.check(
				'nothing lost, doubled, moved, misattributed or different',
				wrong.length === 0,
				[...wrong, ...details].join(', ')
			);
			round.check('something was acknowledged', more.acknowledged > 0);
		},
		after: (end) => void endings.push(end)
	};
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		const withinMs = scenario.withinMs ?? ROUND_WITHIN_MS[at.long ? 'long' : 'short'];
		timer = setTimeout(() => reject(new Error('the round did not end')), withinMs);
	});
	await Promise.race([scenario.run(round), late]).catch((problem: unknown) => {
		const said =
			problem instanceof Error ? (problem.stack ?? problem.message).split('\n').slice(0, 3).join(' ') : String(problem);
		round.check('the round ran to its end', false, said);
	});
	clearTimeout(timer);
	for (const end of endings.reverse())
		await Promise.resolve(end()).catch((problem: unknown) => round.note(`could not be ended: ${problem}`));
	return {
		...{ scenario: scenario.id, seed: at.seed, round: at.number },
		seconds: (performance.now() - since) / 1000,
		...{ counts, checks, recoveredMs, notes }
	};
}
