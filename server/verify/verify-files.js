/**
 * Makes the two files that check sealed minutes without this service, each whole in itself: the command `static/mapp-verify.mjs`
 * and the page `static/mapp-verify.html`. They stand in the repository, so that they work from a clone without a build;
 * tests/house/verify-files.test.ts keeps them as the sources are. `npm run verify:files` writes them anew.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));
const source = (/** @type {string} */ path) => readFileSync(`${root}${path}`, 'utf8');

/** @param {string} entry @param {'es' | 'iife'} format @returns {Promise<string>} */
async function bundled(entry, format) {
	const made = await build({
		root,
		configFile: false,
		logLevel: 'silent',
		publicDir: false,
		build: {
			write: false,
			minify: false,
			target: 'es2023',
			lib: { entry: `${root}${entry}`, formats: [format], name: 'verify' },
			rollupOptions: { external: /^node:/ }
		}
	});
	const [one] = Array.isArray(made) ? made : [made];
	if (!one || !('output' in one) || one.output.length !== 1) throw new Error('one file is wanted');
	return one.output[0].code.trim();
}

const hashOf = (/** @type {string} */ text) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/** @returns {Promise<Readonly<Record<string, string>>>} text of each file by its path */
export async function verifyFiles() {
	const script = `\n${await bundled('src/lib/verify/verify-page.ts', 'iife')}\n`;
	if (/<\/script|<!--/i.test(script)) throw new Error('the script would end its own element');
	const style = `\n${source('src/lib/verify/verify-page.css').trim()}\n`;
	const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; form-action 'none'; base-uri 'none'`;
	const page = source('src/lib/verify/verify-page.html')
		.replace('content="policy"', () => `content="${policy}"`)
		.replace('<!-- style -->', () => `<style>${style}</style>`)
		.replace('<!-- script -->', () => `<script>${script}</script>`);
	const command = await bundled('server/verify/mapp-verify.ts', 'es');
	return {
		'static/mapp-verify.html': page,
		'static/mapp-verify.mjs': `#!/usr/bin/env node\n// Made from server/verify and src/lib/verify by npm run verify:files.\n${command}\n`
	};
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
	for (const [path, text] of Object.entries(await verifyFiles()))
		writeFileSync(`${root}${path}`, text, { mode: path.endsWith('.mjs') ? 0o755 : 0o644 });
