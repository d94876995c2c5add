import { defineConfig } from 'vite';

/** The chaos suite as a program for Node; packages stay outside, as in the server. */
export default defineConfig({
	build: {
		ssr: true,
		outDir: '.chaos/suite',
		emptyOutDir: true,
		minify: false,
		rollupOptions: { input: { chaos: 'tests/chaos/chaos.ts' } }
	}
});
