/** A demonstration of its own for a script that looks at the product in a browser: on a free port, over an empty folder. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** What Chromium is started with by a script that draws for no screen. */
export const BROWSER_FLAGS = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'];

/** A port of this machine on which nothing listens at this moment. @returns {Promise<number>} */
export function freePort() {
	return new Promise((resolve, reject) => {
		const probe = createServer().once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject()));
		});
	});
}

/**
 * @param {number} [running] the port of one that runs already and is left running
 * @returns {Promise<{ origin: string; untilReady: () => Promise<void>; stop: () => Promise<void> }>}
 */
export async function ownDemonstration(running) {
	const port = running ?? (await freePort());
	const origin = `http://localhost:${port}`;
	const server = running
		? null
		: spawn(process.execPath, ['tests/support/journey-server.js'], {
				stdio: ['ignore', 'ignore', 'inherit'],
				env: { ...process.env, PORT: String(port) }
			});
	return {
		origin,
		/** @throws {Error} when it ended before */
		untilReady: async () => {
			for (;;) {
				const answer = await fetch(`${origin}/readyz`).catch(() => null);
				if (answer?.ok) return;
				if (server && server.exitCode !== null) throw new Error('The demonstration ended before it was ready.');
				await new Promise((resolve) => setTimeout(resolve, 200));
			}
		},
		stop: async () => {
			if (!server || server.exitCode !== null) return;
			const ended = new Promise((resolve) => server.once('exit', resolve));
			server.kill('SIGTERM');
			await ended;
		}
	};
}
