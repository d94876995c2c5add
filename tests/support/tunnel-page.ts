/** A Yjs page reduced to its frames whose network lets no WebSocket through: everything goes over its line of facts. */
import type { Socket } from 'socket.io-client';
import type { WebSocket } from 'ws';
import { tunnelOver } from '#lib/live-text/tunnel-socket.ts';
import { hear, type RawWriter, rawWriter } from './raw-writer.ts';

/** Opens a document over a line. @param path as of a WebSocket of its own, from /yjs on */
export function knockOver(facts: Socket, path: string): RawWriter {
	const Tunnel = tunnelOver(() => facts);
	const tunnel = new Tunnel(`ws://page.invalid${path}`);
	const page = rawWriter({
		send: (bytes: Uint8Array<ArrayBuffer>) => tunnel.send(bytes),
		terminate: () => tunnel.close()
	} as unknown as WebSocket);
	tunnel.onmessage = ({ data }) => hear(page, new Uint8Array(data));
	tunnel.onclose = ({ code, reason }) => {
		page.closed = { code, reason };
	};
	return page;
}
