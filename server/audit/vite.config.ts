import { defineConfig } from 'vite';

/** `npm run audit:verify` as one program for Node; packages stay outside, as in the server. */
export default defineConfig({
	define: { __FAILPOINTS__: 'false' },
	build: {
		ssr: true,
		outDir: 'build/audit',
		emptyOutDir: true,
		minify: false,
		rollupOptions: { input: { 'audit-verify': 'server/audit/audit-verify.ts' } }
	}
});
