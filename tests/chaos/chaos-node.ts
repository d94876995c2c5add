/** One process of the service as built for the chaos suite: started, killed, stopped, frozen and started again by pid. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { until } from './until.ts';

/** Where `npm run test:chaos` has built the service, from the folder it is run in. */
const PRODUCT = '.chaos/product';

export type NodeSettings = {
	readonly port: number;
	/** as browsers see the service: the same for all nodes of one service */
	readonly origin: string;
	/** DATABASE_URL or DATA_DIR, REDIS_URL, FAILPOINT ... */
	readonly env: Readonly<Record<string, string>>;
	/** how many files and sockets it may have open */
	readonly files?: number;
};
export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type ChaosNode = {
	readonly port: number;
	readonly pid: () => number;
	readonly alive: () => boolean;
	/** Starts it (again) and waits until it listens. @param env settings for this start only */
	readonly start: (env?: Readonly<Record<string, string>>) => Promise<void>;
	readonly signal: (signal: NodeJS.Signals) => void;
	/** How the present process ends or has ended. */
	readonly ended: () => Promise<Ending>;
	/** lines it wrote since its present start */
	readonly said: () => readonly string[];
	/** Resident memory, MB. */
	readonly memory: () => number;
	/** open files and sockets */
	readonly files: () => number;
	/** Ends it whatever state it is in. */
	readonly end: () => Promise<void>;
};

const READY_WITHIN_MS = 60_000;
/** Settings of whoever runs the suite must not reach the service. */
const OURS = [
	'DEMO',
	'DATA_DIR',
	'DATABASE_URL',
	'DOCUMENT_KEYS_FOLDER',
	'DOCUMENT_KEYS_URL',
	'REDIS_URL',
	'ORIGIN',
	'HOST',
	'PORT',
	'FAILPOINT',
	'NODE_OPTIONS',
	'SEAL_FILE',
	'SECOND_FACTOR',
	'SERVICE_KEY',
	'SERVICE_KEY_FILE',
	'AUDIT_HEAD_FILE',
	'AUDIT_HEAD_URL'
];

export function chaosNode(settings: NodeSettings): ChaosNode {
	let child: ChildProcess | null = null;
	let said: string[] = [];
	let ended: Promise<Ending> = Promise.resolve({ code: null, signal: null });

	const running = (): ChildProcess => {
		if (child === null) throw new Error('this node was never started');
		return child;
	};
	const alive = () => child !== null && child.exitCode === null && child.signalCode === null;
	const node: ChaosNode = {
		port: settings.port,
		pid: () => running().pid as number,
		alive,
		start: async (env = {}) => {
			const clean = Object.entries(process.env).filter(([name]) => !OURS.includes(name));
			const limit = settings.files === undefined ? '' : `ulimit -n ${settings.files}; `;
			const fresh = spawn('sh', ['-c', `${limit}exec "${process.execPath}" server/main.js`], {
				env: {
					...Object.fromEntries(clean),
					...{ BUILD_FOLDER: PRODUCT, HOST: '127.0.0.1', PORT: String(settings.port), ORIGIN: settings.origin },
					...settings.env,
					...env
				},
				stdio: ['ignore', 'pipe', 'pipe']
			});
			child = fresh;
			const letGo = () => void fresh.kill('SIGTERM');
			process.once('exit', letGo);
			fresh.once('exit', () => process.off('exit', letGo));
			said = [];
			for (const out of [fresh.stdout, fresh.stderr])
				out.on('data', (text: Buffer) => said.push(...text.toString().split('\n').filter(Boolean)));
			ended = new Promise((resolve) => fresh.once('exit', (code, signal) => resolve({ code, signal })));
			await until(
				'the service listens',
				() => said.some((line) => line.startsWith('Ready on')) || !alive(),
				READY_WITHIN_MS
			);
			if (!alive()) throw new Error(`the service did not start: ${said.join(' | ')}`);
		},
		signal: (signal) => {
			if (alive()) running().kill(signal);
		},
		ended: () => ended,
		said: () => said,
		memory: () => {
			const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${node.pid()}/status`, 'utf8'))?.[1];
			return Number(kilobytes) / 1024;
		},
		files: () => readdirSync(`/proc/${node.pid()}/fd`).length,
		end: async () => {
			if (!alive()) return;
			node.signal('SIGCONT');
			node.signal('SIGTERM');
			const late = setTimeout(() => node.signal('SIGKILL'), 15_000);
			await ended;
			clearTimeout(late);
		}
	};
	return node;
}
