/** Seeds under which something failed once: they are tried first in every run from then on. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { RoundResult } from './scenario.ts';

const FILE = 'tests/chaos/failing-seeds.json';

export type FailingSeed = { readonly scenario: string; readonly round: number; readonly seed: number };

export const readFailingSeeds = (): FailingSeed[] => (existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : []);

export function keepFailingSeeds(results: readonly RoundResult[]): void {
	const known = readFailingSeeds();
	const fresh = results
		.filter(({ checks }) => checks.some(({ ok }) => !ok))
		.map(({ scenario, round, seed }) => ({ scenario, round, seed }))
		.filter((one) => !known.some(({ scenario, seed }) => scenario === one.scenario && seed === one.seed));
	if (fresh.length > 0) writeFileSync(FILE, `${JSON.stringify([...known, ...fresh], null, '\t')}\n`);
}
