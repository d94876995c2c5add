/**
 * What a room writes to and hears from, whichever way the frames travel: a WebSocket of the document's own
 * (socket-line.ts), or the line of facts where WebSockets are blocked (text-tunnel.ts).
 */
import type { CloseCode } from '#lib/wire.ts';
import type { Frame } from './message.ts';

export type LineEars = {
	/** one message of the browser; not called while the line is held */
	readonly frame: (bytes: Uint8Array, isBinary: boolean) => void;
	/** the browser answered a ping */
	readonly alive: () => void;
	/** the line is gone, whoever ended it; called once */
	readonly closed: () => void;
};

export type Line = {
	/** One or more ready frames of message.ts, in one go; nothing on a line that is not open. @returns what is then buffered */
	readonly write: (frames: Frame) => number;
	/** bytes written that the way to the browser has not taken yet */
	readonly buffered: () => number;
	/** Calls back once, when it has taken them all. */
	readonly onceDrained: (then: () => void) => void;
	readonly isOpen: () => boolean;
	/** Keeps what arrives, in order, until `release`. */
	readonly hold: () => void;
	readonly release: () => void;
	/** Adds somebody who hears what arrives, from now on. */
	readonly listen: (ears: Partial<LineEars>) => void;
	/** Says goodbye after what has been written; a browser that does not answer is cut off. */
	readonly close: (code: CloseCode, reason: string) => void;
	readonly ping: () => void;
	/** Ends the line at once, without a goodbye. */
	readonly terminate: () => void;
};
