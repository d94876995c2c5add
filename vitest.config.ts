import { availableParallelism } from 'node:os';
import { sveltekit } from '@sveltejs/kit/vite';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests that weigh their own process, or keep both cores busy: one process for each file. */
const WEIGHED = ['server/export/pdf.test.ts', 'tests/bench/keystroke-check.test.ts'];
/** Stores' tests that put something in the place of a module: nobody else may find it there. */
const MOCKING = ['tests/persistence/lock.test.ts'];
const ON_A_DATABASE = { globalSetup: 'tests/support/database-server.ts', testTimeout: 20_000, hookTimeout: 60_000 };

/** What takes longest, the longest first. */
const LONGEST = [
	'persistence/crawl',
	'rooms/revocation',
	'rooms/several-nodes-facts',
	'persistence/database-away',
	'rooms/convergence'
];
const placeOf = ({ moduleId }: TestSpecification): number => {
	const place = LONGEST.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
	return place < 0 ? LONGEST.length : place;
};
const PROJECTS = ['weighed', 'mocking', 'store', 'unit'];

/** What takes long begins early: at the end it would run alone, on one of the cores. */
class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const projectOf = (one: TestSpecification): number => PROJECTS.indexOf(one.project.name);
		return (await super.sort(files)).sort((a, b) => projectOf(a) - projectOf(b) || placeOf(a) - placeOf(b));
	}
}

/**
 * `unit`: beside the code, no database; the files share a process, because loading what they test takes longer than
 * testing it. `weighed`: the same with a process of their own. `store`: rooms and tables on one real embedded PostgreSQL,
 * a database for each file; the files share their process for the same reason. Most of these wait for a clock or a disk, so
 * three of them run at a time on two cores. `mocking`: the same with a process of their own.
 */
export default defineConfig({
	plugins: [sveltekit()],
	test: {
		maxWorkers: Math.max(3, availableParallelism()),
		sequence: { sequencer: LongestFirst },
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					environment: 'node',
					isolate: false,
					include: [
						'src/**/*.test.ts',
						'server/**/*.test.ts',
						'drizzle/**/*.test.ts',
						'tests/{house,support,chaos,bench}/**/*.test.ts'
					],
					exclude: [...configDefaults.exclude, ...WEIGHED]
				}
			},
			{
				extends: true,
				test: { name: 'weighed', environment: 'node', include: WEIGHED, testTimeout: 30_000 }
			},
			{
				extends: true,
				test: {
					name: 'store',
					environment: 'node',
					isolate: false,
					include: ['tests/{rooms,persistence}/**/*.test.ts'],
					exclude: [...configDefaults.exclude, ...MOCKING],
					...ON_A_DATABASE
				}
			},
			{ extends: true, test: { name: 'mocking', environment: 'node', include: MOCKING, ...ON_A_DATABASE } }
		]
	}
});
