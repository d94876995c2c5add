import { defineConfig } from 'vite';

/** The bench and its peer as two programs for Node; packages stay outside, as in the server. */
export default defineConfig({
	build: {
		ssr: true,
		outDir: 'build/bench',
		emptyOutDir: true,
		minify: false,
		rollupOptions: { input: { bench: 'tests/bench/bench.ts', 'plain-relay': 'tests/bench/plain-relay.ts' } }
	}
});
