/** A small SMTP server (RFC 5321) on this machine that keeps what it is given, and can misbehave as real ones do. */

import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

export type ReceivedMail = { readonly from: string; readonly to: readonly string[]; readonly raw: string };
export type Manners = {
	/** recipients it will never take */
	refuses?: (address: string) => boolean;
	/** the answer to a recipient for the time being, such as 451; 0 = none */
	putsOff?: number;
	/** takes the message and then says nothing and hangs up */
	diesAfterData?: boolean;
	/** never greets */
	isSilent?: boolean;
	/** waits for this before it says that it has taken a message */
	accepts?: Promise<void>;
};
export type SmtpListener = {
	readonly url: string;
	readonly received: readonly ReceivedMail[];
	readonly manners: Manners;
	/** lines of every conversation as the client said them, without messages */
	readonly said: readonly string[];
	readonly close: () => Promise<void>;
};

export async function listenForMail(manners: Manners = {}): Promise<SmtpListener> {
	const received: ReceivedMail[] = [];
	const said: string[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => {});
		if (manners.isSilent) return;
		let [from, to, message, inData] = ['', [] as string[], '', false];
		let waiting = '';
		const answer = (line: string) => socket.write(`${line}\r\n`);
		const take = async () => {
			received.push({ from, to, raw: message });
			[message, to, inData] = ['', [], false];
			if (manners.diesAfterData) return socket.destroy();
			await manners.accepts;
			answer('250 taken');
		};
		const hear = (line: string): void => {
			if (inData) {
				if (line === '.') void take();
				else message += `${line.startsWith('.') ? line.slice(1) : line}\r\n`;
				return;
			}
			said.push(line);
			const word = line.slice(0, 4).toUpperCase();
			if (word === 'EHLO' || word === 'HELO') answer('250 listener.example');
			else if (word === 'MAIL') {
				from = /<(.*?)>/.exec(line)?.[1] ?? '';
				answer('250 ok');
			} else if (word === 'RCPT') {
				const address = /<(.*?)>/.exec(line)?.[1] ?? '';
				if (manners.putsOff) return void answer(`${manners.putsOff} come back later`);
				if (manners.refuses?.(address)) return void answer('550 nobody here by that name');
				to.push(address);
				answer('250 ok');
			} else if (word === 'DATA') {
				inData = true;
				answer('354 go on');
			} else if (word === 'QUIT') {
				answer('221 bye');
				socket.end();
			} else answer('250 ok');
		};
		socket.on('data', (bytes: Buffer) => {
			const lines = (waiting + bytes.toString('latin1')).split('\r\n');
			waiting = lines.pop() ?? '';
			for (const line of lines) hear(line);
		});
		answer('220 listener.example ESMTP');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received,
		manners,
		said,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}

export type ReadMail = { readonly headers: ReadonlyMap<string, readonly string[]>; readonly body: string };

/** The headers by lower-case name, unfolded, and every base64 part of the body as text. */
export function readMessage(raw: string): ReadMail {
	const [head = '', ...rest] = raw.split('\r\n\r\n');
	const headers = new Map<string, string[]>();
	for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
		const [name = '', ...value] = line.split(':');
		headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value.join(':').trim()]);
	}
	const body = rest.join('\r\n\r\n');
	const decoded = body.replace(
		/Content-Transfer-Encoding: base64[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/g,
		(part, code: string) => part.replace(code, Buffer.from(code, 'base64').toString('utf8'))
	);
	const isBase64 = headers.get('content-transfer-encoding')?.[0] === 'base64';
	return { headers, body: isBase64 ? Buffer.from(body, 'base64').toString('utf8') : decoded };
}
