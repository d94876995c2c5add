import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

// The hash is that of the inline style on SvelteKit's own route announcer (a live region for page titles).
const routeAnnouncerStyle = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

// The chaos suite has a build of its own, with places at which it can be made to fail (server/failpoint.ts).
const forChaos = process.env.CHAOS_BUILD === '1';
// The Welsh pages are a build beside the English ones, whose files have a folder of their own (server/decisions/056-welsh.md).
const isWelsh = process.env.WELSH === '1';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	// A sentence of an attribute is put into the quotes that stand there: nothing anybody could put right.
	onwarn: (warning, handle) => {
		if (!(isWelsh && warning.code === 'attribute_quoted')) handle?.(warning);
	},
	kit: {
		adapter: adapter({ out: isWelsh ? 'build/cy' : forChaos ? '.chaos/product' : 'build' }),
		outDir: isWelsh ? '.svelte-kit-cy' : forChaos ? '.chaos/svelte-kit' : '.svelte-kit',
		...(isWelsh && { appDir: '_cy', files: { errorTemplate: 'src/error.cy.html' } }),
		// Every unsafe request is checked against the exact configured origin in hooks.server.ts.
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['none'],
				// SvelteKit adds the nonce; what a script of ours loads is let in by it, and nothing else is.
				'script-src': ['strict-dynamic'],
				'style-src': ['self', 'unsafe-hashes', routeAnnouncerStyle],
				'img-src': ['self', 'data:'],
				'font-src': ['self'],
				'connect-src': ['self'],
				'form-action': ['self'],
				'frame-ancestors': ['none'],
				'base-uri': ['none'],
				'object-src': ['none']
			}
		},
		typescript: {
			config: (config) => {
				config.include.push('../server/**/*.ts', '../drizzle/**/*.ts', '../*.ts');
				return config;
			}
		}
	}
};
