import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/** `unit`: beside the code, no database. `store`: rooms and tables on one real embedded PostgreSQL. */
export default defineConfig({
	plugins: [sveltekit()],
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					environment: 'node',
					include: [
						'src/**/*.test.ts',
						'server/**/*.test.ts',
						'drizzle/**/*.test.ts',
						'tests/{house,support,chaos,bench}/**/*.test.ts'
					]
				}
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
