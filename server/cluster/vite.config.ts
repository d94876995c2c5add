import { defineConfig } from 'vite';

/** `npm run cluster` as one program for Node; packages stay outside, as in the server. */
export default defineConfig({
	build: {
		ssr: true,
		outDir: 'build/cluster',
		emptyOutDir: true,
		minify: false,
		rollupOptions: { input: { cluster: 'server/cluster/cluster.ts' } }
	}
});
