/**
 * `npm run bench [-- --quick] [-- --only latency,join] [-- --json FILE]`: this product against Hocuspocus and
 * y-websocket-server, in one run on one machine (README.md here). Figures are for comparing; nothing passes or fails.
 */
import { rmSync, writeFileSync } from 'node:fs';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '#server/persistence/embedded-postgres.ts';
import { makeDataFolder } from '../support/data-folder.js';
import { type BenchOptions, readOptions } from './bench-options.ts';
import { AREAS, measureBoardReport } from './board-report.ts';
import { measureHand } from './browser-hand.ts';
import { measureBrowsers } from './browser-keystrokes.ts';
import { measureExport } from './export-time.ts';
import { compare, table } from './goals.ts';
import { median, percentile } from './histogram.ts';
import { type OurTarget, ourTarget } from './our-target.ts';
import { hocuspocus, installPeers, nodeForHocuspocus, yWebsocketServer } from './peer-targets.ts';
import { type Measures, type Scenario, withServer } from './scenario.ts';
import { hostile } from './scenario-hostile.ts';
import { isolation } from './scenario-isolation.ts';
import { join } from './scenario-join.ts';
import { busy, latency } from './scenario-keystrokes.ts';
import { memory } from './scenario-memory.ts';
import { ramp } from './scenario-ramp.ts';
import { storm } from './scenario-storm.ts';
import { canPin, freeLoad, pinLoad } from './server-process.ts';
import type { Target, TargetName } from './target.ts';

const SCENARIOS: readonly Scenario[] = [latency, busy, join, storm, memory, isolation, hostile, ramp];
/** Ours alone: nothing to compare with. */
const ALONE = ['browser', 'hand', 'export', 'board'];
const KNOWN = [...SCENARIOS.map(({ name }) => name), ...ALONE];

type Measured = Map<TargetName, Map<string, Measures[]>>;
const say = (line: string) => console.log(line);

async function openTargets(options: BenchOptions, server: { url: string; pid: number }) {
	const owner = postgres(server.url, { max: 1, onnotice: () => {} });
	const databases = new Map<string, { url: string; pid: number }>();
	for (const name of ['bench_ours', 'bench_hocuspocus']) {
		await owner.unsafe(`create database ${name}`);
		databases.set(name, { url: Object.assign(new URL(server.url), { pathname: `/${name}` }).href, pid: server.pid });
	}
	await owner.end();
	const wanted = (name: TargetName) => options.targets?.includes(name) ?? true;
	const ours = await ourTarget(databases.get('bench_ours') as { url: string; pid: number });
	const targets: Target[] = [ours];
	if ((wanted('hocuspocus') || wanted('y-websocket-server')) && installPeers(say)) {
		const node = nodeForHocuspocus();
		if (wanted('hocuspocus')) {
			if (node) targets.push(hocuspocus(node, databases.get('bench_hocuspocus') as { url: string; pid: number }));
			else say('Hocuspocus is left out: it asks for Node.js 22 or later, and none was found.');
		}
		if (wanted('y-websocket-server')) targets.push(yWebsocketServer());
	}
	return { ours, targets: targets.filter(({ name }) => wanted(name)) };
}

/** Goes round the servers, so that a noisy minute hits all of them alike. */
async function measureAll(
	options: BenchOptions,
	targets: readonly Target[],
	flags: readonly string[]
): Promise<Measured> {
	const measured: Measured = new Map(targets.map(({ name }) => [name, new Map()]));
	for (const scenario of SCENARIOS) {
		const isAsked = options.only?.includes(scenario.name) ?? true;
		const repeats = options.quick ? scenario.repeats.quick : scenario.repeats.full;
		const rounds = options.only === null ? repeats : Math.max(1, repeats);
		if (!isAsked || rounds === 0) continue;
		say(`${scenario.name}: ${scenario.about} ...`);
		for (let round = 0; round < rounds; round++)
			for (const target of targets) {
				const began = performance.now();
				const one = target.name === 'ours' ? withFlags(target, flags) : target;
				const measures = await scenario.run(one, options.quick).catch((problem: unknown) => {
					say(`  ${target.name}: ${problem instanceof Error ? problem.message : problem}`);
					return null;
				});
				if (!measures) continue;
				const all = measured.get(target.name);
				all?.set(scenario.name, [...(all.get(scenario.name) ?? []), measures]);
				say(`  ${target.name} (${((performance.now() - began) / 1000).toFixed(0)} s): ${brief(measures)}`);
			}
	}
	return measured;
}

const withFlags = (target: Target, more: readonly string[]): Target => ({
	...target,
	start: (flags = []) => target.start([...flags, ...more])
});

const brief = (measures: Measures): string =>
	Object.entries(measures)
		.map(([name, value]) => `${name} ${value === null ? '-' : Number(value.toPrecision(3))}`)
		.join(', ');

async function measureAlone(options: BenchOptions, ours: OurTarget, server: string): Promise<Record<string, Measures>> {
	const isAsked = (name: string) => options.only?.includes(name) ?? !options.quick;
	const alone: Record<string, Measures> = {};
	if (isAsked('browser')) {
		say('browser: two real browsers ...');
		const [meeting = 0] = await ours.meetings(1);
		const seen = await withServer(ours, ({ port }) => measureBrowsers(port, ours.seats(meeting)));
		alone.browser = { p50: percentile(seen, 0.5), p95: percentile(seen, 0.95) };
	}
	freeLoad();
	if (isAsked('hand')) {
		say('hand: one browser, twenty people typing ...');
		alone.hand = await measureHand(ours, options.quick);
		say(`  ours: ${brief(alone.hand)}`);
	}
	if (isAsked('export')) {
		say('export: drawing and sealing final minutes ...');
		const { later, ...rest } = await measureExport();
		alone.export = { ...rest, later: median([...later]) };
		say(`  ours: ${brief(alone.export)}`);
	}
	if (isAsked('board')) {
		say(`board: the report of a quarter of ${AREAS} areas ...`);
		const times = await measureBoardReport(server);
		alone.board = { quarter: median(times) };
		say(`  ours: ${brief(alone.board)} ms for all of them`);
	}
	return alone;
}

/** The middle of each value's repeats. */
const middle = (all: readonly Measures[]): Measures =>
	Object.fromEntries(
		Object.keys(all[0] ?? {}).map((name) => {
			const values = all.flatMap((one) => one[name] ?? []);
			return [name, values.length === 0 ? null : median(values)];
		})
	);

async function bench(options: BenchOptions): Promise<void> {
	// Ending the process ends what it started (server-process.ts, embedded-postgres.ts).
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
	pinLoad();
	if (!canPin) say('taskset is not here: server and load share all cores, so look at CPU rather than at times.');
	const folder = makeDataFolder('mapp-bench-');
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	const server = await startEmbeddedPostgres(folder);
	try {
		const { ours, targets } = await openTargets(options, server);
		const measured = await measureAll(options, targets, options.flags);
		const alone = await measureAlone(options, ours, server.url);
		await ours.close();
		const results = Object.fromEntries(
			[...measured].map(([name, scenarios]) => [
				name,
				{
					...Object.fromEntries([...scenarios].map(([scenario, all]) => [scenario, middle(all)])),
					...(name === 'ours' ? alone : {})
				}
			])
		);
		const compared = compare(results);
		say(`\n${table(compared)}`);
		if (options.json)
			writeFileSync(
				options.json,
				`${JSON.stringify(Object.fromEntries(compared.map(({ name, ...figure }) => [name, figure])), null, '\t')}\n`
			);
	} finally {
		await server.stop();
	}
}

await bench(readOptions(process.argv.slice(2), KNOWN));
process.exit(0);
