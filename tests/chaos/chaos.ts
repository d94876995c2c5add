/**
 * `npm run test:chaos [-- --rounds N] [--seed N] [--only F1,F2] [--json FILE]`: breaks the service in every way of
 * promises.md 3.3 while people write, and counts what was acknowledged and lost. Without `--rounds` the short form that
 * fits into CI; with it the long form, N rounds of everything. `--only F99 --minutes 120` breaks nothing for two hours.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startChaosDatabase } from './chaos-database.ts';
import { keepFailingSeeds, readFailingSeeds } from './failing-seeds.ts';
import { type ScenarioReport, summarise, tableOf } from './report.ts';
import { type RoundResult, runRound, type Scenario } from './scenario.ts';
import { CRASHES } from './scenarios/crash.ts';
import { DATABASE_AWAY } from './scenarios/database-away.ts';
import { LOADS } from './scenarios/load.ts';
import { LOCKS } from './scenarios/lock.ts';
import { NETWORK } from './scenarios/network.ts';
import { NODES } from './scenarios/nodes.ts';
import { ORACLE_ITSELF } from './scenarios/oracle-itself.ts';
import { soak } from './scenarios/soak.ts';
import { seedOf } from './seed-of.ts';

// Every open page has a listener of its own for the end of the process.
process.setMaxListeners(0);
// Whoever stops the suite stops what it has started: services and database listen for this process to end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const LANES = 3;

const { values } = parseArgs({
	options: {
		rounds: { type: 'string' },
		seed: { type: 'string' },
		only: { type: 'string' },
		json: { type: 'string' },
		minutes: { type: 'string' }
	}
});
/** The longest first, so that no lane is left with one at the end. */
const SCENARIOS: readonly Scenario[] = [
	ORACLE_ITSELF,
	...NODES,
	...NETWORK,
	...CRASHES,
	...DATABASE_AWAY,
	...LOCKS,
	...LOADS,
	soak(Number(values.minutes ?? 0))
];
const long = values.rounds !== undefined;
const times = long ? Number(values.rounds) : 1;
const seed = values.seed === undefined ? Date.now() % 2 ** 32 : Number(values.seed);
const only = values.only?.split(',');
const chosen = SCENARIOS.filter(({ id, rounds }) => (!only || only.includes(id)) && rounds.short > 0);
if (
	chosen.length === 0 ||
	!Number.isInteger(times) ||
	times < 1 ||
	!(Number(values.minutes ?? 0) >= 0) ||
	!Number.isInteger(seed)
) {
	console.error(
		`Usage: npm run test:chaos -- [--rounds N] [--seed N] [--only ${SCENARIOS.map(({ id }) => id).join(',')}] [--json FILE] [--minutes N]`
	);
	process.exit(2);
}

if (process.platform !== 'linux') {
	console.error('The chaos suite looks at processes through /proc: run it on Linux.');
	process.exit(2);
}
console.log(`Chaos: seed ${seed}, ${long ? `long form, ${times} times` : 'short form'}`);
const server = await startChaosDatabase();
const all: RoundResult[] = [];
const began = performance.now();
try {
	const rounds = chosen.flatMap((scenario) => roundsOf(scenario).map((at) => ({ scenario, at })));
	// Most of a round is waiting: the short form lets several run beside each other.
	await inLanes(
		long ? 1 : LANES,
		rounds.filter((one) => !isAlone(one))
	);
	await inLanes(1, rounds.filter(isAlone));
} finally {
	await server.stop();
}
const numberOf = ({ id }: Scenario) => Number(id.slice(1));
const reports: ScenarioReport[] = [...chosen]
	.sort((a, b) => numberOf(a) - numberOf(b))
	.map((scenario) =>
		summarise(
			scenario,
			all.filter((result) => result.scenario === scenario.id)
		)
	);
keepFailingSeeds(all);
console.log(`\n${tableOf(reports)}\n`);
const passed = reports.reduce((sum, { checks }) => sum + checks.passed, 0);
const failed = reports.reduce((sum, { checks }) => sum + checks.failed, 0);
if (values.json)
	writeFileSync(values.json, `${JSON.stringify({ seed, long, passed, failed, scenarios: reports }, null, '\t')}\n`);
console.log(`seed ${seed}, ${((performance.now() - began) / 1000).toFixed(0)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

type Due = { readonly scenario: Scenario; readonly at: { readonly number: number; readonly seed: number } };

function isAlone({ scenario, at }: Due): boolean {
	return scenario.alone?.(at.number) ?? false;
}

async function inLanes(lanes: number, rounds: readonly Due[]): Promise<void> {
	const waiting = [...rounds];
	const lane = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const result = await runRound(next.scenario, server, { ...next.at, long });
			all.push(result);
			tell(result);
		}
	};
	await Promise.all(Array.from({ length: lanes }, lane));
}

/** Seeds that failed once come first. */
function roundsOf(scenario: Scenario): { number: number; seed: number }[] {
	const again = readFailingSeeds().filter((one) => one.scenario === scenario.id);
	const fresh = Array.from({ length: long ? scenario.rounds.long * times : scenario.rounds.short }, (_, number) => ({
		number,
		seed: seedOf(seed, scenario.id, number)
	}));
	return [...again.map(({ round: number, seed: failing }) => ({ number, seed: failing })), ...fresh];
}

function tell({ scenario: id, round, seed: own, seconds, checks, notes, counts }: RoundResult): void {
	const wrong = checks.filter(({ ok }) => !ok);
	const answer = wrong.length === 0 ? 'passed' : 'FAILED';
	console.log(
		`${id} round ${round} (seed ${own}): ${answer}, ${counts.acknowledged} acknowledged, ${seconds.toFixed(1)} s`
	);
	for (const note of notes) console.log(`    ${note}`);
	for (const { what, detail } of wrong) console.log(`    FAILED ${what}${detail ? `: ${detail}` : ''}`);
}
