import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { realtimeInDevelopment } from './server/realtime-in-development.ts';
import { welsh } from './server/welsh/welsh-plugin.ts';

// Each language is a build of its own (server/decisions/056-welsh.md).
const isWelsh = process.env.WELSH === '1';

export default defineConfig(({ isSsrBuild }) => ({
	define: {
		__FAILPOINTS__: String(process.env.CHAOS_BUILD === '1'),
		__LANGUAGE__: JSON.stringify(isWelsh ? 'cy' : 'en')
	},
	plugins: [isWelsh && welsh(import.meta.dirname), sveltekit(), realtimeInDevelopment()],
	css: {
		// GOV.UK's stylesheet keeps one old media-query hack that the minifier would otherwise refuse.
		lightningcss: { errorRecovery: true },
		preprocessorOptions: { scss: { loadPaths: ['.'], quietDeps: true } }
	},
	// One file holds the styles of every component, and the room's own at their place among them (server/decisions/055).
	...(!isSsrBuild && {
		build: {
			rolldownOptions: {
				output: { codeSplitting: { groups: [{ name: 'styles', test: /[?&]svelte&type=style|\/room\.scss$/ }] } }
			}
		}
	}),
	server: { host: '127.0.0.1' }
}));
