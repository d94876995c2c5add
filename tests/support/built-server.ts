/** The built service as users run it, in a process of its own on a test's database, behind an https address. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { freePort } from '#server/free-port.ts';
import { makeDataFolder } from './data-folder.js';
import { type Answered, type Asked, ask } from './plain-request.ts';
import { TEST_SERVICE_KEY } from './test-keys.ts';

/** Where the proxy of a real service would stand. */
export const PUBLIC_ORIGIN = 'https://mapp.fernshire.example';
const BUILD = process.env.BUILD_FOLDER ?? 'build';
const READY_WITHIN_MS = 30_000;

export type BuiltRoute = {
	/** as SvelteKit writes it: /cases/[caseId] */
	readonly id: string;
	readonly isPage: boolean;
	readonly actions: readonly string[];
	/** of an endpoint */
	readonly methods: readonly string[];
	/** of a page: what a browser fetches before it can be used, as paths in the build's client folder */
	readonly scripts: readonly string[];
};
export type Build = { readonly routes: readonly BuiltRoute[]; readonly assets: readonly string[] };

/** What is in the build. @throws when there is none: `npm run build` makes it, `npm test` did so before */
export function readBuild(): Build {
	if (!existsSync(join(BUILD, 'handler.js'))) throw new Error('There is no build yet. Run: npm run build');
	const text = execFileSync(process.execPath, ['tests/support/read-manifest.js', BUILD], { encoding: 'utf8' });
	return JSON.parse(text);
}

export type BuiltServer = {
	readonly port: number;
	/** a request with the host that a browser would name, and its origin when it changes something */
	readonly ask: (asked: Asked) => Promise<Answered>;
	/** everything the process has written */
	readonly said: () => string;
	readonly pid: number;
	readonly stop: () => Promise<void>;
};

export async function startBuiltServer(databaseUrl: string, env: Record<string, string> = {}): Promise<BuiltServer> {
	const port = await freePort();
	const folder = makeDataFolder('mapp-built-');
	const server = spawn(process.execPath, ['server/main.js'], {
		env: {
			...{ PATH: process.env.PATH, BUILD_FOLDER: BUILD, PORT: String(port), ORIGIN: PUBLIC_ORIGIN },
			...{ DATABASE_URL: databaseUrl, SERVICE_KEY: TEST_SERVICE_KEY, NODE_ENV: 'production' },
			...{ DATA_DIR: join(folder, 'data'), DOCUMENT_KEYS_FOLDER: inject('keysFolder') },
			...env
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let text = '';
	for (const stream of [server.stdout, server.stderr])
		stream.setEncoding('utf8').on('data', (more: string) => {
			text += more;
		});
	await ready(server, () => text);
	const { host } = new URL(PUBLIC_ORIGIN);
	return {
		port,
		pid: server.pid ?? 0,
		said: () => text,
		ask: ({ headers = {}, ...asked }) => {
			const origin: Record<string, string> = (asked.method ?? 'GET') === 'GET' ? {} : { origin: PUBLIC_ORIGIN };
			return ask(port, { ...asked, headers: { host, ...origin, ...headers } });
		},
		stop: async () => {
			const gone = new Promise((resolve) => server.once('exit', resolve));
			if (server.exitCode === null) server.kill('SIGTERM');
			else return;
			await gone;
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

const ready = (server: ChildProcess, said: () => string): Promise<void> =>
	new Promise((resolve, reject) => {
		const late = setTimeout(() => {
			server.kill('SIGKILL');
			reject(new Error(`the server was not ready: ${said()}`));
		}, READY_WITHIN_MS);
		server.once('exit', () => {
			clearTimeout(late);
			reject(new Error(`the server ended: ${said()}`));
		});
		server.stdout?.on('data', () => {
			if (!said().includes('Ready on')) return;
			clearTimeout(late);
			resolve();
		});
	});
