/** A process of the built service that a test may stop, starve and cut off as it likes, and a client that is no browser. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from '@playwright/test';
import { freePort } from '#server/free-port.ts';
import { connectRaw, type RawWriter } from '../../support/raw-writer.ts';
import { emailOf, PASSWORD, type Role } from './cast.ts';

export type OwnServer = {
	readonly origin: string;
	readonly child: ChildProcess;
	/** everything it has printed */
	readonly said: () => string;
	/** code and signal of its end */
	readonly ended: Promise<readonly [number | null, string | null]>;
	/** resolves when the answer of /readyz has this status */
	readonly isReady: (status?: 200 | 503) => Promise<void>;
};

const STARTS_WITHIN_MS = 60_000;

/** @param command what runs the server; a test may put a shell's limits before it */
export async function startOwnServer(
	env: Record<string, string>,
	command: readonly [string, ...string[]] = [process.execPath, 'server/main.js'],
	stdio: readonly ['ignore', 'pipe' | number, 'pipe' | number] = ['ignore', 'pipe', 'pipe']
): Promise<OwnServer> {
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const child = spawn(command[0], command.slice(1), {
		stdio: [...stdio],
		env: { ...process.env, DEMO: '1', PORT: String(port), ...env }
	});
	let said = '';
	for (const stream of [child.stdout, child.stderr])
		stream?.on('data', (bytes: Buffer) => {
			said += bytes.toString();
		});
	const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
	const server: OwnServer = {
		origin,
		child,
		said: () => said,
		ended,
		isReady: (status = 200) =>
			expect
				.poll(
					() =>
						fetch(`${origin}/readyz`).then(
							(answer) => answer.status,
							() => 0
						),
					{
						timeout: STARTS_WITHIN_MS,
						intervals: [50]
					}
				)
				.toBe(status)
	};
	await Promise.race([
		server.isReady(),
		ended.then(([code]) => {
			throw new Error(`the server ended with ${code}: ${said}`);
		})
	]);
	return server;
}

/** Ends what is left of a server. */
export async function endOwnServer(server: OwnServer | undefined): Promise<void> {
	if (server === undefined || server.child.exitCode !== null || server.child.signalCode !== null) return;
	server.child.kill('SIGTERM');
	await server.ended;
}

export type Person = {
	/** as sent with every request */
	readonly cookie: () => string;
	/** without following redirects; cookie and Origin as a browser sends them */
	readonly fetch: (path: string, options?: RequestInit) => Promise<Response>;
	readonly post: (path: string, fields: Record<string, string>) => Promise<Response>;
	/** the documents' door; frames leave when the test sends them */
	readonly open: (path: string) => RawWriter;
};

export async function signInTo(origin: string, role: Role): Promise<Person> {
	let cookie = '';
	const person: Person = {
		cookie: () => cookie,
		fetch: (path, { headers, ...options } = {}) =>
			fetch(`${origin}${path}`, {
				redirect: 'manual',
				headers: { cookie, origin, accept: 'text/html', ...(headers as Record<string, string>) },
				...options
			}),
		post: (path, fields) => person.fetch(path, { method: 'POST', body: new URLSearchParams(fields) }),
		open: (path) => connectRaw(`${origin.replace('http', 'ws')}${path}`, undefined, { cookie, origin })
	};
	const answer = await person.post('/sign-in', { email: emailOf(role), password: PASSWORD });
	expect(answer.status, 'sign-in').toBe(303);
	cookie = answer.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');
	return person;
}

/** The demonstration's running meeting, as the person's own work names it. */
export async function runningMeeting(person: Person): Promise<string> {
	const work = await (await person.fetch('/')).text();
	const found = /\/meetings\/([\w-]{36})\/room/.exec(work);
	expect(found, 'a running meeting').not.toBeNull();
	return found?.[1] ?? '';
}
