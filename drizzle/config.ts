import { defineConfig } from 'drizzle-kit';

/** For drizzle-kit only: `npm run migration:new` compares the schema with the last snapshot; no database is needed. */
export default defineConfig({
	dialect: 'postgresql',
	schema: './drizzle/schema.ts',
	out: './drizzle/migrations',
	breakpoints: true,
	strict: true
});
