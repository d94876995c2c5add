/** The table at the end of a run, and the same as data. */
import { addCounts, type Counts, noCounts } from './oracle.ts';
import type { RoundResult, Scenario } from './scenario.ts';

export type ScenarioReport = {
	readonly id: string;
	readonly title: string;
	readonly rounds: number;
	readonly counts: Counts;
	readonly checks: { readonly passed: number; readonly failed: number };
	/** p95 and worst of all times to recover, ms; null where nothing had to */
	readonly recovery: { readonly p95: number; readonly worst: number } | null;
	readonly seconds: number;
	readonly seeds: readonly number[];
	readonly notes: readonly string[];
};

export function summarise(scenario: Scenario, results: readonly RoundResult[]): ScenarioReport {
	const counts = noCounts();
	for (const result of results) addCounts(counts, result.counts);
	const checks = results.flatMap((result) => result.checks);
	const times = results.flatMap((result) => result.recoveredMs).sort((a, b) => a - b);
	return {
		...{ id: scenario.id, title: scenario.title, rounds: results.length, counts },
		checks: { passed: checks.filter(({ ok }) => ok).length, failed: checks.filter(({ ok }) => !ok).length },
		recovery:
			times.length === 0
				? null
				: { p95: times[Math.ceil(times.length * 0.95) - 1] as number, worst: times.at(-1) as number },
		seconds: results.reduce((sum, result) => sum + result.seconds, 0),
		seeds: results.map((result) => result.seed),
		notes: results.flatMap((result) => result.notes)
	};
}

const COLUMNS: readonly (readonly [title: string, of: (report: ScenarioReport) => string])[] = [
	['', ({ id }) => id],
	['rounds', ({ rounds }) => String(rounds)],
	['acknowledged', ({ counts }) => String(counts.acknowledged)],
	['lost', ({ counts }) => String(counts.lost)],
	['doubled', ({ counts }) => String(counts.doubled)],
	['came back', ({ counts }) => String(counts.cameBack)],
	['inversions', ({ counts }) => String(counts.inversions)],
	['wrong authors', ({ counts }) => String(counts.wrongAuthors)],
	['differences', ({ counts }) => String(counts.differences)],
	['gaps', ({ counts }) => String(counts.gaps)],
	['broken chains', ({ counts }) => String(counts.brokenChains)],
	['no answer', ({ counts }) => String(counts.unknown)],
	[
		'back s (p95/worst)',
		({ recovery }) => (recovery ? `${inSeconds(recovery.p95)}/${inSeconds(recovery.worst)}` : '-')
	],
	[
		'checks',
		({ checks }) =>
			checks.failed === 0 ? `${checks.passed} passed` : `${checks.failed} FAILED of ${checks.passed + checks.failed}`
	],
	['took s', ({ seconds }) => seconds.toFixed(0)]
];
const inSeconds = (ms: number): string => (ms / 1000).toFixed(1);

export function tableOf(reports: readonly ScenarioReport[]): string {
	const rows = [COLUMNS.map(([title]) => title), ...reports.map((report) => COLUMNS.map(([, of]) => of(report)))];
	const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)));
	return rows
		.map((row) =>
			row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] as number) : cell.padStart(widths[n] as number))).join('  ')
		)
		.join('\n');
}
