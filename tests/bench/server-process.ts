/** Starts servers on a core of their own where the system can, and ends only what it started. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { cpus } from 'node:os';
import { pause } from './chance.ts';

export type ServerProcess = { readonly port: number; readonly pid: number; readonly stop: () => Promise<void> };
export type Command = {
	readonly name: string;
	readonly program: string;
	readonly arguments: readonly string[];
	readonly folder: string;
	readonly env: (port: number) => Record<string, string>;
};

export const SERVER_CORE = '0';
export const LOAD_CORE = '1';
const START_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 15_000;

/** Whether processes can be bound to cores here. */
export const canPin: boolean = (() => {
	try {
		execFileSync('taskset', ['-c', `${SERVER_CORE},${LOAD_CORE}`, 'true'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
})();

/** The load runs beside the server, not on its core. */
export function pinLoad(): void {
	if (canPin) execFileSync('taskset', ['-a', '-cp', LOAD_CORE, String(process.pid)], { stdio: 'ignore' });
}

/** Gives this process all cores again, for what it measures in itself: documents are set on every core at once. */
export function freeLoad(): void {
	const cores = `0-${cpus().length - 1}`;
	if (canPin) execFileSync('taskset', ['-a', '-cp', cores, String(process.pid)], { stdio: 'ignore' });
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
	for (const child of running) child.kill('SIGKILL');
});

/** Starts a server and waits until it listens. Its output goes to the file named by BENCH_LOG, else nowhere. */
export async function startServer(command: Command): Promise<ServerProcess> {
	const port = await freePort();
	const pinned = canPin ? ['taskset', '-c', SERVER_CORE, command.program] : [command.program];
	const [program = '', ...before] = pinned;
	const output = openSync(process.env.BENCH_LOG ?? '/dev/null', 'a');
	const child = spawn(program, [...before, ...command.arguments], {
		cwd: command.folder,
		env: { ...process.env, ...command.env(port) },
		stdio: ['ignore', output, output]
	});
	closeSync(output);
	running.add(child);
	const ended = new Promise<void>((resolve) => {
		child.once('exit', () => {
			running.delete(child);
			resolve();
		});
	});
	for (const until = performance.now() + START_WITHIN_MS; !(await answers(port)); await pause(5)) {
		if (!running.has(child)) throw new Error(`${command.name} ended before it listened`);
		if (performance.now() > until) {
			child.kill('SIGKILL');
			throw new Error(`${command.name} did not listen`);
		}
	}
	const stop = async () => {
		if (!running.has(child)) return;
		child.kill('SIGTERM');
		const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
		await ended;
		clearTimeout(late);
	};
	return { port, pid: child.pid ?? 0, stop };
}

const answers = (port: number): Promise<boolean> =>
	new Promise((resolve) => {
		const probe = connect(port, '127.0.0.1', () => {
			probe.destroy();
			resolve(true);
		});
		probe.once('error', () => resolve(false));
	});

let next = 21_000 + (process.pid % 5000);

/** A port nobody uses just now, below the range handed out to outgoing connections. */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = next++;
		const isFree = await new Promise<boolean>((resolve) => {
			const probe = createServer().once('error', () => resolve(false));
			probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
		});
		if (isFree) return port;
	}
}
