// Prints every route of a build as SvelteKit's own manifest has it: `node tests/support/read-manifest.js build`.
// A process of its own, because a manifest leads to every module of the application.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'fallback'];

const chunks = resolve(process.argv[2] ?? 'build', 'server/chunks');
const file = readdirSync(chunks).find((name) => /^manifest(\.js)?-.*\.js$/.test(name));
if (!file) throw new Error('the build has no manifest');
const found = Object.values(await import(pathToFileURL(join(chunks, file)).href)).find((one) => one?._?.routes);
const { client, nodes, routes } = found._;

const read = [];
for (const { id, page, endpoint } of routes) {
	const actions = page ? Object.keys((await nodes[page.leaf]()).server?.actions ?? {}) : [];
	const methods = endpoint ? Object.keys(await endpoint()).filter((name) => METHODS.includes(name)) : [];
	read.push({
		id,
		isPage: page !== null && page !== undefined,
		actions,
		methods,
		scripts: page ? await scriptsOf(page) : []
	});
}
/** What a browser fetches before the page can be used. @param {{ layouts: (number | undefined)[]; leaf: number }} page */
async function scriptsOf({ layouts, leaf }) {
	const all = new Set(client.imports);
	for (const index of [...layouts, leaf])
		if (index !== undefined) for (const one of (await nodes[index]()).imports) all.add(one);
	return [...all];
}
const assets = readdirSync(resolve(process.argv[2] ?? 'build', 'client'), { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile())
	.map((entry) => join(entry.parentPath, entry.name).slice(resolve(process.argv[2] ?? 'build', 'client').length));
process.stdout.write(JSON.stringify({ routes: read, assets }), () => process.exit(0));
