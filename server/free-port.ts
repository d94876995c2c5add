import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartProblem } from './problem-at-start.ts';

/** Below the range from which systems hand out ports to outgoing connections. */
const PORTS = { from: 20_000, to: 32_000 } as const;

/** A port of 127.0.0.1 on which nothing listens at this moment. @throws StartProblem when none is found */
export async function freePort(): Promise<number> {
	for (let attempt = 0; attempt < 50; attempt++) {
		const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
		const probe = createServer().listen(port, '127.0.0.1');
		const free = await once(probe, 'listening').then(
			() => true,
			() => false
		);
		if (!free) continue;
		await new Promise((done) => probe.close(done));
		return port;
	}
	throw new StartProblem(`No free port between ${PORTS.from} and ${PORTS.to} on this machine.`);
}
