/**
 * A Redis for tests: the real one where `redis-server` is on PATH, else a stand-in in this process that speaks as much of
 * its protocol as pub/sub needs. Both can be frozen (they accept and never answer), killed and started again.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '#server/free-port.ts';

export type HintServer = {
	/** stays the same over kill and restart */
	readonly url: string;
	/** `redis-server`, or the stand-in */
	readonly kind: 'redis' | 'stand-in';
	/** From now on it accepts and never answers. */
	readonly freeze: () => void;
	/** It goes on, and answers what had come meanwhile. */
	readonly thaw: () => void;
	/** Ends it at once; its connections break. */
	readonly kill: () => Promise<void>;
	readonly restart: () => Promise<void>;
	readonly close: () => Promise<void>;
};

/** @param kind the stand-in also where there is a Redis */
export async function startHintServer(kind?: HintServer['kind']): Promise<HintServer> {
	const port = await freePort();
	const isThere = kind !== 'stand-in' && spawnSync('redis-server', ['--version']).status === 0;
	if (kind === 'redis' && !isThere) throw new Error('there is no redis-server on PATH');
	return isThere ? realRedis(port) : standIn(port);
}

async function realRedis(port: number): Promise<HintServer> {
	let child: ChildProcess | null = null;
	const start = async () => {
		const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
		child = spawn('redis-server', [...settings, '--dir', '/', '--daemonize', 'no'], { stdio: 'ignore' });
		await answering(port, child);
	};
	const kill = async () => {
		const ending = child;
		child = null;
		if (!ending || ending.exitCode !== null) return;
		const gone = once(ending, 'exit');
		ending.kill('SIGKILL');
		await gone;
	};
	await start();
	return {
		url: `redis://127.0.0.1:${port}`,
		kind: 'redis',
		freeze: () => void child?.kill('SIGSTOP'),
		thaw: () => void child?.kill('SIGCONT'),
		kill,
		restart: async () => {
			await kill();
			await start();
		},
		close: kill
	};
}

async function answering(port: number, child: ChildProcess): Promise<void> {
	for (;;) {
		if (child.exitCode !== null) throw new Error('redis-server ended at its start');
		const socket = connect(port, '127.0.0.1');
		const answer = await Promise.race([
			once(socket, 'connect').then(() => {
				socket.write('PING\r\n');
				return once(socket, 'data').then(([data]) => String(data));
			}),
			once(socket, 'close').then(() => '')
		]).catch(() => '');
		socket.destroy();
		if (answer.startsWith('+PONG')) return;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** One process-local server of RESP; frozen = it leaves everything unread. */
async function standIn(port: number): Promise<HintServer> {
	const sockets = new Map<Socket, Set<string>>();
	let frozen = false;
	let server: Server | null = null;

	const publish = (channel: string, message: string): number => {
		const told = [...sockets].filter(([, channels]) => channels.has(channel));
		for (const [socket] of told) socket.write(`>3\r\n${bulk('message')}${bulk(channel)}${bulk(message)}`);
		return told.length;
	};
	const answer = (socket: Socket, [name = '', ...args]: string[]): string => {
		switch (name.toUpperCase()) {
			case 'HELLO':
				return `%2\r\n${bulk('server')}${bulk('stand-in')}${bulk('proto')}:3\r\n`;
			case 'PING':
				return '+PONG\r\n';
			case 'PUBLISH':
				return `:${publish(args[0] ?? '', args[1] ?? '')}\r\n`;
			case 'SUBSCRIBE': {
				const channels = sockets.get(socket);
				return args
					.map((channel) => `>3\r\n${bulk('subscribe')}${bulk(channel)}:${channels?.add(channel).size}\r\n`)
					.join('');
			}
			default:
				return `-ERR unknown command '${name}'\r\n`;
		}
	};
	const start = async () => {
		server = createServer((socket) => {
			sockets.set(socket, new Set());
			let unread = Buffer.alloc(0);
			if (frozen) socket.pause();
			socket.on('data', (data) => {
				unread = Buffer.concat([unread, data]);
				for (let read = readCommand(unread); read; read = readCommand(unread)) {
					unread = unread.subarray(read.length);
					socket.write(answer(socket, read.words));
				}
			});
			socket.on('error', () => {});
			socket.on('close', () => sockets.delete(socket));
		});
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
	};
	const kill = async () => {
		const ending = server;
		server = null;
		frozen = false;
		for (const socket of sockets.keys()) socket.destroy();
		if (ending) await new Promise((done) => ending.close(done));
	};
	await start();
	return {
		url: `redis://127.0.0.1:${port}`,
		kind: 'stand-in',
		freeze: () => {
			frozen = true;
			for (const socket of sockets.keys()) socket.pause();
		},
		thaw: () => {
			frozen = false;
			for (const socket of sockets.keys()) socket.resume();
		},
		kill,
		restart: async () => {
			await kill();
			await start();
		},
		close: kill
	};
}

const bulk = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;

/** The first whole command of an array of bulk strings, and how many bytes it took; null while it is not whole. */
function readCommand(bytes: Buffer): { words: string[]; length: number } | null {
	let at = 0;
	const line = (): string | null => {
		const end = bytes.indexOf('\r\n', at);
		if (end < 0) return null;
		const text = bytes.toString('utf8', at, end);
		at = end + 2;
		return text;
	};
	const count = line();
	if (count === null) return null;
	if (!count.startsWith('*')) return { words: count.split(' '), length: at };
	const words: string[] = [];
	for (let left = Number(count.slice(1)); left > 0; left--) {
		const size = Number(line()?.slice(1) ?? Number.NaN);
		if (Number.isNaN(size) || bytes.length < at + size + 2) return null;
		words.push(bytes.toString('utf8', at, at + size));
		at += size + 2;
	}
	return { words, length: at };
}
