// The production entry. SvelteKit's handler reads ORIGIN when it is imported, so what is safe to derive is set before.
import { existsSync, readdirSync } from 'node:fs';

const { HOST, PORT, ORIGIN } = process.env;
if (ORIGIN && !URL.canParse(ORIGIN)) {
	console.error('ORIGIN must be a scheme, a host and if need be a port, for example https://mappa.example.');
	process.exit(1);
}
const isLocal = !HOST || ['localhost', '127.0.0.1', '::1'].includes(HOST);
if (!ORIGIN && isLocal && (!PORT || /^\d+$/.test(PORT))) process.env.ORIGIN = `http://localhost:${PORT || 3000}`;
// Bodies are limited in hooks.server.ts, by path and with a proper answer.
process.env.BODY_SIZE_LIMIT = 'Infinity';

const handlerFile = new URL(`../${process.env.BUILD_FOLDER ?? 'build'}/handler.js`, import.meta.url);
if (!existsSync(handlerFile)) {
	console.error('There is no build yet. Run: npm run build');
	process.exit(1);
}
/** @type {{ handler: import('./serve.ts').Handler }} */
const { handler } = await import(handlerFile.href);
// A page's file that could not be read once is never read again: all of them are read before anybody
// is let in, while the database starts.
await readChunks(handlerFile);

// The Welsh pages are a build of their own beside it: another copy of every module over the same application.
const welshFile = new URL('cy/handler.js', handlerFile);
/** @type {import('./serve.ts').Handler | null} */
let welsh = null;
if (existsSync(welshFile)) {
	({ handler: welsh } = await import(welshFile.href));
	await readChunks(welshFile);
}
/** @type {import('./serve.ts').Handler} */
const byLanguage = (request, response, next) => {
	const handle = welsh && isWelsh(request) ? welsh : handler;
	return handle(request, response, next);
};

/** @param {URL} file */
async function readChunks(file) {
	const chunks = new URL('server/chunks/', file);
	for (const name of readdirSync(chunks, { recursive: true, encoding: 'utf8' }))
		if (name.endsWith('.js')) await import(new URL(name, chunks).href);
}

/** Files by their folder, pages by the language that the browser was given (src/lib/welsh/language.ts). @param {import('node:http').IncomingMessage} request */
function isWelsh({ url = '', headers: { cookie = '' } }) {
	if (url.startsWith('/_cy/')) return true;
	// Of two the first is of the longer path: a screen on a wall has its own.
	return !url.startsWith('/_app/') && /(?:^|;\s*)language=(\w+)/.exec(cookie)?.[1] === 'cy';
}

const slot = /** @type {Record<symbol, Promise<import('./start.ts').Running>>} */ (/** @type {unknown} */ (globalThis));
(await slot[Symbol.for('mapp.running')]).serve(byLanguage);
