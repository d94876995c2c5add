/** One program that can be started, asked to end and killed again and again; its lines are printed with its name. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export type ChildProgram = {
	readonly isRunning: () => boolean;
	/** false when there is no such program on this machine */
	readonly start: () => Promise<boolean>;
	readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
};

export type ChildProgramOptions = {
	readonly name: string;
	readonly command: readonly [string, ...string[]];
	readonly env?: NodeJS.ProcessEnv;
	readonly cwd?: string;
	/** which of its lines are worth printing */
	readonly shows: (line: string) => boolean;
	readonly print: (line: string) => void;
};

export function childProgram({ name, command, env, cwd, shows, print }: ChildProgramOptions): ChildProgram {
	let child: ChildProcess | null = null;
	const isRunning = () => child !== null && child.exitCode === null && child.signalCode === null;

	return {
		isRunning,
		start: async () => {
			if (isRunning()) return true;
			const begun = spawn(command[0], command.slice(1), { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
			for (const stream of [begun.stdout, begun.stderr]) {
				let rest = '';
				stream.on('data', (bytes: Buffer) => {
					const lines = (rest + bytes.toString()).split('\n');
					rest = lines.pop() ?? '';
					for (const line of lines) if (shows(line)) print(`[${name}] ${line}`);
				});
			}
			const isThere = await once(begun, 'spawn').then(
				() => true,
				() => false
			);
			if (!isThere) return false;
			child = begun;
			print(`[${name}] started`);
			begun.once('exit', (code, signal) => print(`[${name}] ended (${signal ?? code})`));
			return true;
		},
		stop: async (signal = 'SIGTERM') => {
			if (child === null || !isRunning()) return;
			const ended = once(child, 'exit');
			child.kill(signal);
			await ended;
		}
	};
}
