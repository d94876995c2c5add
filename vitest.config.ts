import { availableParallelism } from 'node:os';
import { sveltekit } from '@sveltejs/kit/vite';
import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that weigh their own process, or keep both cores busy: one process for each file. */
const WEIGHED = ['server/export/pdf.test.ts', 'tests/bench/keystroke-check.test.ts'];

/**
 * `unit`: beside the code, no database; the files share a process, because loading what they test takes longer than
 * testing it. `weighed`: the same with a process of their own. `store`: rooms and tables on one real embedded PostgreSQL,
 * a database and a process for each file. Most of these wait for a clock or a disk, so two of them run at a time on two
 * cores as well.
 */
export default defineConfig({
	plugins: [sveltekit()],
	test: {
		maxWorkers: Math.max(2, availableParallelism() - 1),
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
					include: ['tests/{rooms,persistence}/**/*.test.ts'],
					globalSetup: 'tests/support/database-server.ts',
					testTimeout: 20_000,
					hookTimeout: 60_000
				}
			}
		]
	}
});
