/**
 * A socket with the shape of a browser's WebSocket whose frames go over the line of facts (wire.ts TEXT): for networks
 * that let no WebSocket through. y-websocket's provider takes it as its own.
 */
import type { Socket } from 'socket.io-client';
import {
	CLOSE,
	LIMIT,
	PROTOCOL_VERSION,
	type SocketAnswer,
	TEXT,
	type TextOpenRequest,
	type TextSaid
} from '#lib/wire.ts';
import { messagesIn } from './ready-frames.ts';

/** What is used of socket.io's client. */
export type FactsSocket = Pick<Socket, 'connected' | 'on' | 'off' | 'emit' | 'timeout'>;

/** What a WebSocket says when it ends without a goodbye. */
const NO_GOODBYE = 1006;
const OPEN_WITHIN_MS = 8_000;
const [CONNECTING, OPEN, CLOSING, CLOSED] = [0, 1, 2, 3] as const;
type State = typeof CONNECTING | typeof OPEN | typeof CLOSING | typeof CLOSED;
type Ended = { readonly code: number; readonly reason: string; readonly wasClean: boolean };

/** Counts up over the whole page: on one line of facts no number may come twice. */
let newest = 0;

/** @param facts the line of facts as it is now; null while there is none */
export function tunnelOver(facts: () => FactsSocket | null): typeof WebSocket {
	class TunnelSocket {
		static readonly CONNECTING = CONNECTING;
		static readonly OPEN = OPEN;
		static readonly CLOSING = CLOSING;
		static readonly CLOSED = CLOSED;
		readonly CONNECTING = CONNECTING;
		readonly OPEN = OPEN;
		readonly CLOSING = CLOSING;
		readonly CLOSED = CLOSED;
		readonly url: string;
		readyState: State = CONNECTING;
		binaryType = 'arraybuffer';
		onopen: ((event: object) => void) | null = null;
		onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
		onclose: ((event: Ended) => void) | null = null;
		onerror: ((event: object) => void) | null = null;
		readonly #line = ++newest;
		readonly #facts = facts();

		/** @param url as of the document's own WebSocket: .../<meetingId>/<documentName>?v=<protocol> */
		constructor(url: string) {
			this.url = url;
			const line = this.#facts;
			if (!line?.connected) {
				queueMicrotask(() => this.#end(NO_GOODBYE, ''));
				return;
			}
			line.on(TEXT.said, this.#hear);
			line.on('disconnect', this.#lost);
			line
				.timeout(OPEN_WITHIN_MS)
				.emit(TEXT.open, requestOf(url, this.#line), (silent: unknown, answer?: SocketAnswer<object>) => {
					if (this.readyState >= CLOSING) return;
					if (silent || !answer) this.#hangUp(NO_GOODBYE, 'no answer');
					else if (answer.ok) this.#opened();
					else this.#end(answer.code, answer.message);
				});
		}

		send(bytes: Uint8Array): void {
			if (this.readyState === CONNECTING) throw new Error('This line is not open yet.');
			if (this.readyState !== OPEN) return;
			// The server would answer so; a message that the line of facts does not take would end that line with it.
			if (bytes.length > LIMIT.frameBytes) this.#hangUp(CLOSE.tooLarge, 'frame too large');
			else this.#facts?.emit(TEXT.frame, this.#line, toBase64(bytes));
		}

		close(code = 1000, reason = ''): void {
			if (this.readyState < CLOSING) this.#hangUp(code, reason);
		}

		#opened(): void {
			if (this.readyState !== CONNECTING) return;
			this.readyState = OPEN;
			this.onopen?.({});
		}

		readonly #hear = (all: readonly TextSaid[]): void => {
			for (const said of all) {
				if (said.line !== this.#line || this.readyState >= CLOSING) continue;
				if ('code' in said) {
					this.#end(said.code, said.reason);
					continue;
				}
				// The room may be quicker than the answer to the question.
				this.#opened();
				for (const message of messagesIn(fromBase64(said.frames))) this.#tell(message);
			}
		};

		#tell(message: Uint8Array): void {
			if (this.readyState !== OPEN) return;
			try {
				this.onmessage?.({ data: message.buffer as ArrayBuffer });
			} catch (problem) {
				// As with a WebSocket: reported, and the next message is heard all the same.
				queueMicrotask(() => {
					throw problem;
				});
			}
		}

		readonly #lost = (): void => this.#end(NO_GOODBYE, '');

		#hangUp(code: number, reason: string): void {
			this.readyState = CLOSING;
			this.#facts?.emit(TEXT.close, this.#line);
			// A WebSocket tells its listeners afterwards, too.
			queueMicrotask(() => this.#end(code, reason));
		}

		#end(code: number, reason: string): void {
			if (this.readyState === CLOSED) return;
			this.readyState = CLOSED;
			this.#facts?.off(TEXT.said, this.#hear);
			this.#facts?.off('disconnect', this.#lost);
			if (code === NO_GOODBYE) this.onerror?.({});
			this.onclose?.({ code, reason, wasClean: code !== NO_GOODBYE });
		}
	}
	return TunnelSocket as unknown as typeof WebSocket;
}

function requestOf(url: string, line: number): TextOpenRequest {
	const { pathname, searchParams } = new URL(url, 'ws://page.invalid');
	const [meetingId = '', name = ''] = pathname.split('/').slice(-2);
	return { line, meetingId, name, protocol: Number(searchParams.get('v') ?? PROTOCOL_VERSION) };
}

/** Pieces short enough to be arguments of one call. */
const PIECE = 8192;

function toBase64(bytes: Uint8Array): string {
	let text = '';
	for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
	return btoa(text);
}

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
