/**
 * A TCP proxy on 127.0.0.1 that breaks connections in every way a network can: silently in one direction or both, with a
 * reset, by refusing, by freezing, or by being slow. Nothing in it knows what it carries.
 */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '#server/free-port.ts';

/**
 * `pass`: carry everything. `drop`, `drop-up`, `drop-down`: what is sent disappears, both ways, towards the server or from
 * it; nobody is told. `freeze`: nothing moves, and what was sent arrives when the fault is over. `reset`: every connection
 * is reset, also new ones. `refuse`: connections end and new ones are refused.
 */
export type Fault = 'pass' | 'drop' | 'drop-up' | 'drop-down' | 'freeze' | 'reset' | 'refuse';

export type FaultyProxy = {
	readonly port: number;
	/** Applies to open connections and to new ones. After a drop, connections that lost bytes are reset. */
	readonly set: (fault: Fault) => void;
	/** Bytes a second from the server to each client, from now on; null = as fast as it goes. */
	readonly slow: (bytesPerSecond: number | null) => void;
	/** Resets what is open now; new connections pass. */
	readonly resetOpen: () => void;
	/** Where new connections go. */
	readonly aimAt: (port: number) => void;
	/** Counts those of the connections open now that the server has not ended yet, each time it is asked. */
	readonly watchOpen: () => () => number;
	readonly close: () => Promise<void>;
};

type Pair = { readonly near: Socket; readonly far: Socket; lost: boolean };

/** @param target port of 127.0.0.1 to which connections go */
export async function startFaultyProxy(target: number): Promise<FaultyProxy> {
	const pairs = new Set<Pair>();
	const atServer = new Set<Socket>();
	let fault: Fault = 'pass';
	let aim = target;
	let rate: number | null = null;
	let listening = true;
	const port = await freePort();

	const drops = (direction: 'up' | 'down') => fault === 'drop' || fault === `drop-${direction}`;

	/** What came from one side on its way to the other, or nowhere. */
	const carry = (pair: Pair, from: Socket, to: Socket, direction: 'up' | 'down') => {
		from.on('data', (bytes: Buffer) => {
			if (drops(direction)) {
				pair.lost = true;
				return;
			}
			if (to.destroyed) return;
			if (direction === 'down' && rate !== null) {
				trickle(from, to, bytes);
			} else if (!to.write(bytes)) {
				from.pause();
				to.once('drain', () => {
					if (fault !== 'freeze') from.resume();
				});
			}
		});
		// Whoever is cut off hears nothing, not even a goodbye.
		from.on('end', () => {
			if (drops(direction) || fault === 'freeze') pair.lost = true;
			else to.end();
		});
		from.on('close', () => {
			if (drops(direction) || fault === 'freeze') pair.lost = true;
			else to.destroy();
		});
		from.on('error', () => from.destroy());
	};
	/** Hands on a tenth of a second's worth at a time; nothing more is taken meanwhile. */
	const trickle = (from: Socket, to: Socket, bytes: Buffer) => {
		from.pause();
		const now = rate === null ? bytes.length : Math.ceil(rate / 10);
		if (to.destroyed) return;
		to.write(bytes.subarray(0, now));
		setTimeout(() => {
			if (now < bytes.length) trickle(from, to, bytes.subarray(now));
			else if (fault !== 'freeze') from.resume();
		}, 100).unref();
	};

	const accept = (near: Socket) => {
		if (fault === 'reset') {
			near.resetAndDestroy();
			return;
		}
		const far = connect(aim, '127.0.0.1');
		const pair: Pair = { near, far, lost: false };
		pairs.add(pair);
		atServer.add(far);
		far.on('close', () => atServer.delete(far));
		near.setNoDelay(true);
		far.setNoDelay(true);
		carry(pair, near, far, 'up');
		carry(pair, far, near, 'down');
		const forget = () => {
			if (near.destroyed && far.destroyed) pairs.delete(pair);
		};
		near.on('close', forget);
		far.on('close', forget);
		if (fault === 'freeze') {
			near.pause();
			far.pause();
		}
	};

	const resetPair = ({ near, far }: Pair) => {
		near.resetAndDestroy();
		far.resetAndDestroy();
	};

	let server = await listen(port, accept);
	return {
		port,
		set: (next) => {
			fault = next;
			for (const pair of pairs) {
				if (next === 'reset' || next === 'refuse') resetPair(pair);
				else if (next === 'pass' && pair.lost) resetPair(pair);
				else if (next === 'freeze') {
					pair.near.pause();
					pair.far.pause();
				} else {
					pair.near.resume();
					pair.far.resume();
				}
			}
			if (next === 'refuse' && listening) {
				listening = false;
				server.close();
			} else if (next !== 'refuse' && !listening) {
				listening = true;
				void listen(port, accept).then((again) => {
					server = again;
				});
			}
		},
		slow: (bytesPerSecond) => {
			rate = bytesPerSecond;
		},
		resetOpen: () => {
			for (const pair of pairs) resetPair(pair);
		},
		aimAt: (next) => {
			aim = next;
		},
		watchOpen: () => {
			const open = [...atServer];
			return () => open.filter((far) => atServer.has(far)).length;
		},
		close: async () => {
			for (const { near, far } of pairs) {
				near.destroy();
				far.destroy();
			}
			if (server.listening) {
				server.close();
				await once(server, 'close');
			}
		}
	};
}

async function listen(port: number, accept: (near: Socket) => void): Promise<Server> {
	const server = createServer({ allowHalfOpen: true }, accept);
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return server;
}
