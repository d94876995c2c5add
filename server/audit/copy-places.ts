/** Where heads of the audit are copied to: a file, and a receiver elsewhere, over https or as lines of syslog. */
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { addLines } from './copied-heads.ts';
import type { CopyPlace } from './head-copier.ts';

const WITHIN_MS = 5000;
const SYSLOG_PORT = 601;
/** facility 13 (log audit), severity 6 (informational), RFC 5424 */
const PRIORITY = 13 * 8 + 6;

export const filePlace = (file: string, name: string): CopyPlace => ({ name, add: (lines) => addLines(file, lines) });

/** @param address https://... or syslog://host:port as readEnv has checked it */
export function receiverPlace(address: string, now: () => Date): CopyPlace {
	const url = new URL(address);
	const add = url.protocol === 'https:' ? post(url) : tell(url, now);
	return { name: 'AUDIT_HEAD_URL', add };
}

const post =
	(url: URL): CopyPlace['add'] =>
	async (lines) => {
		const answer = await fetch(url, {
			method: 'POST',
			body: `${lines.join('\n')}\n`,
			headers: { 'content-type': 'application/x-ndjson' },
			redirect: 'error',
			signal: AbortSignal.timeout(WITHIN_MS)
		});
		await answer.body?.cancel();
		if (!answer.ok) throw new Error('the receiver did not take them');
	};

/** Over TCP, a line each (RFC 6587). */
const tell =
	({ hostname: host, port }: URL, now: () => Date): CopyPlace['add'] =>
	(lines) =>
		new Promise((resolve, reject) => {
			const head = `<${PRIORITY}>1 ${now().toISOString()} ${hostname() || '-'} mapp-meetings ${process.pid} audit-head -`;
			const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port: Number(port || SYSLOG_PORT) });
			socket.setTimeout(WITHIN_MS, () => socket.destroy(new Error('the receiver did not answer in time')));
			socket.once('error', reject);
			socket.once('close', (failed) => (failed ? null : resolve()));
			socket.once('connect', () => socket.end(lines.map((line) => `${head} ${line}\n`).join('')));
			socket.resume();
		});
