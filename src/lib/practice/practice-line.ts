/** The line of facts of the practice room: asks and answers as socket.io's client does, as far as the room uses it, and leads nowhere. */
import type { FactsLine } from '../live-text/facts-line.ts';

type Listener = (message?: unknown) => void;
/** What would be the server: it is asked by event, and answers. */
export type PracticeEnd = { readonly answer: (event: string, request: unknown) => unknown };
export type PracticeLine = {
	readonly line: FactsLine;
	/** to this page, as the server would send it */
	readonly send: (event: string, message: unknown) => void;
};

export function practiceLine({ answer }: PracticeEnd): PracticeLine {
	const listeners = new Map<string, Set<Listener>>();
	const send = (event: string, message?: unknown): void => {
		for (const listener of listeners.get(event) ?? []) listener(message);
	};
	const line = {
		connected: false,
		active: true,
		id: 'practice',
		io: { engine: { transport: { name: 'websocket' }, on: () => undefined } },
		on: (event: string, listener: Listener) => {
			listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
			return line;
		},
		off: (event: string, listener: Listener) => {
			listeners.get(event)?.delete(listener);
			return line;
		},
		emit: (event: string, request: unknown) => {
			answer(event, request);
			return line;
		},
		timeout: () => ({ emitWithAck: async (event: string, request: unknown) => answer(event, request) }),
		connect: () => {
			queueMicrotask(() => {
				line.connected = true;
				send('connect');
			});
			return line;
		},
		disconnect: () => {
			line.connected = false;
			return line;
		}
	};
	line.connect();
	return { line: line as unknown as FactsLine, send };
}
