/** Starts and measures the servers of the bench: the product as built, and the plain relay beside it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { makeDataFolder } from '../support/data-folder.js';

export type ServerProcess = {
	readonly port: number;
	/** CPU ms of the process and of everything it started (the database); null where the system does not tell */
	readonly cpuMs: () => number | null;
	readonly stop: () => Promise<void>;
};

const TICK_MS = 10;

/** A port nobody uses just now, below the range handed out to outgoing connections. */
async function freePort(): Promise<number> {
	for (let port = 21_000 + (process.pid % 5000); ; port++) {
		const free = await new Promise<boolean>((resolve) => {
			const probe = createServer().once('error', () => resolve(false));
			probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
		});
		if (free) return port;
	}
}

const firstLine = (child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> =>
	new Promise((resolve, reject) => {
		let text = '';
		child.stdout?.on('data', (part) => {
			text += part;
			const found = pattern.exec(text);
			if (found) resolve(found);
		});
		child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${text}`)));
	});

const stopped = (child: ChildProcess): Promise<void> =>
	new Promise((resolve) => {
		if (child.exitCode !== null) return resolve();
		child.once('exit', () => resolve());
		child.kill('SIGTERM');
	});

/** The built product with demo data in a folder of its own. */
export async function startProduct(): Promise<ServerProcess> {
	const folder = makeDataFolder('mapp-bench-');
	const port = await freePort();
	const child = spawn(process.execPath, ['server/main.js'], {
		env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DEMO: '1', DATA_DIR: join(folder, 'data') },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	await firstLine(child, /Ready on/);
	const stop = async () => {
		await stopped(child);
		rmSync(folder, { recursive: true, force: true });
	};
	return { port, cpuMs: () => cpuOf(child.pid), stop };
}

export async function startPlainRelay(): Promise<ServerProcess> {
	const child = spawn(process.execPath, ['build/bench/plain-relay.js'], { stdio: ['ignore', 'pipe', 'inherit'] });
	const [, port] = await firstLine(child, /port (\d+)/);
	return { port: Number(port), cpuMs: () => cpuOf(child.pid), stop: () => stopped(child) };
}

/** CPU of a process and all below it, from /proc: utime and stime are fields 14 and 15, the parent is field 4 (proc(5)). */
function cpuOf(root: number | undefined): number | null {
	try {
		const processes = readdirSync('/proc')
			.filter((name) => /^\d+$/.test(name))
			.flatMap((name) => {
				const fields = statOf(name);
				return fields
					? [{ pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }]
					: [];
			});
		const below = (pid: number): number =>
			processes.filter((one) => one.parent === pid).reduce((sum, one) => sum + one.ticks + below(one.pid), 0);
		const own = processes.find((one) => one.pid === root)?.ticks ?? 0;
		return root === undefined ? null : (own + below(root)) * TICK_MS;
	} catch {
		return null;
	}
}

/** Fields after the command name in brackets, which may itself hold spaces. Null when the process has gone meanwhile. */
function statOf(pid: string): string[] | null {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return text.slice(text.lastIndexOf(')') + 2).split(' ');
	} catch {
		return null;
	}
}
