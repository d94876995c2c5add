import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { realtimeInDevelopment } from './server/realtime-in-development.ts';

export default defineConfig({
	define: { __FAILPOINTS__: String(process.env.CHAOS_BUILD === '1') },
	plugins: [sveltekit(), realtimeInDevelopment()],
	css: {
		// GOV.UK's stylesheet keeps one old media-query hack that the minifier would otherwise refuse.
		lightningcss: { errorRecovery: true },
		preprocessorOptions: { scss: { loadPaths: ['.'], quietDeps: true } }
	},
	server: { host: '127.0.0.1' }
});
