/**
 * Which way the documents of a page travel, decided at every connect: each by a WebSocket of its own, or through the
 * line of facts where the network lets no WebSocket through.
 */
import { type FactsSocket, tunnelOver } from './tunnel-socket.ts';

export type TextRouteOptions = {
	/** the line of facts as it is now; null while there is none */
	readonly facts: () => FactsSocket | null;
	/** whether that line itself stands without a WebSocket */
	readonly isPolling: () => boolean;
	/** the browser's own when absent */
	readonly Direct?: typeof WebSocket;
};

/** So many WebSockets in a row must have failed while the line of facts stood. */
const GIVE_UP_AFTER = 2;
/** Some networks swallow the handshake instead of refusing it; the browser alone would wait for minutes. */
const HANDSHAKE_WITHIN_MS = 6_000;

/** @returns what to ask at every connect; shared by all documents of the page, so that they learn from each other */
export function textRoute({ facts, isPolling, Direct }: TextRouteOptions): () => typeof WebSocket {
	const Tunnel = tunnelOver(facts);
	let failures = 0;

	const direct = function direct(url: string, protocols?: string | string[]): WebSocket {
		const socket = new (Direct ?? WebSocket)(url, protocols);
		let opened = false;
		const timer = setTimeout(() => socket.close(), HANDSHAKE_WITHIN_MS);
		socket.addEventListener('open', () => {
			clearTimeout(timer);
			opened = true;
			failures = 0;
		});
		socket.addEventListener('close', () => {
			clearTimeout(timer);
			// With the line of facts gone too, it is the network or the server, not the kind of socket.
			if (!opened && facts()?.connected) failures++;
		});
		return socket;
	} as unknown as typeof WebSocket;

	return () => {
		if (!facts()?.connected) return direct;
		if (isPolling()) return Tunnel;
		if (failures < GIVE_UP_AFTER) return direct;
		// The connect after this one asks once more whether a WebSocket comes through now.
		failures = GIVE_UP_AFTER - 1;
		return Tunnel;
	};
}
