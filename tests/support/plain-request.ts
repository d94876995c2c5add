/** A request as it is put on the wire and every byte of its answer: nothing followed, nothing decoded, no cookie kept. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export type Asked = {
	readonly method?: string;
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Buffer;
};
export type Answered = {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	/** names and values as they came, in turn */
	readonly rawHeaders: readonly string[];
	readonly body: Buffer;
};

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** @throws when the connection ends before the answer */
export const ask = (port: number, { method = 'GET', path, headers = {}, body }: Asked): Promise<Answered> =>
	new Promise((resolve, reject) => {
		const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
		const sent = request(
			{ agent, host: '127.0.0.1', port, method, path, headers: { ...length, ...headers } },
			(answer) => {
				const parts: Buffer[] = [];
				answer.on('data', (part: Buffer) => parts.push(part));
				answer.on('error', reject);
				answer.on('end', () => {
					const { statusCode: status = 0, rawHeaders } = answer;
					resolve({ status, headers: answer.headers, rawHeaders, body: Buffer.concat(parts) });
				});
			}
		);
		sent.on('error', reject);
		sent.end(body);
	});
