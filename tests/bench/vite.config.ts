import { defineConfig } from 'vite';

/** The bench as a program for Node; packages stay outside, as in the server. */
export default defineConfig({
	build: {
		ssr: true,
		outDir: 'build/bench',
		emptyOutDir: true,
		minify: false,
		rollupOptions: { input: { bench: 'tests/bench/bench.ts' } }
	}
});
