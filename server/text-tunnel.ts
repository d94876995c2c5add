/**
 * Documents over one person's line of facts, for a network that lets no WebSocket through: each opened document is a
 * line of its own to its room, with the same admission, limits, codes and order as a WebSocket (wire.ts TEXT).
 */
import type { Socket } from 'socket.io';
import { CLOSE, type CloseCode, LIMIT, TEXT, type TextOpenRequest, type TextSaid } from '#lib/wire.ts';
import { inlet, mayPass } from './rooms/inlet.ts';
import type { Line, LineEars } from './rooms/line.ts';
import type { TextDoor } from './text-door.ts';

export type TextTunnel = {
	/** Opens one document. @returns the code it is refused with, or null */
	readonly open: (request: TextOpenRequest) => Promise<CloseCode | null>;
	/** Closes every document, with a code the page can read. */
	readonly end: (code: CloseCode, reason: string) => void;
};

type TunnelLine = Line & { readonly hear: (frame: Uint8Array) => void; readonly gone: () => void };

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** @param now ms */
export function textTunnel(socket: Socket, door: TextDoor, now: () => number = Date.now): TextTunnel {
	const lines = new Map<number, TunnelLine>();
	/** numbers whose admission is under way */
	const opening = new Set<number>();
	const way = wayTo(socket);
	const strays = inlet(now());
	/** numbers used so far, but for those so old that none may come any more */
	const used = new Set<number>();
	let newest = 0;

	/** The session is looked up before a document is opened, so two that are asked for together may come the other way round. */
	const isNew = (number: number): boolean => {
		if (used.has(number) || number <= newest - LIMIT.textLines) return false;
		used.add(number);
		newest = Math.max(newest, number);
		for (const old of used) if (old <= newest - LIMIT.textLines) used.delete(old);
		return true;
	};

	const open = async ({ line: number, meetingId, name, protocol }: TextOpenRequest): Promise<CloseCode | null> => {
		if (!isNew(number)) return CLOSE.malformed;
		if (lines.size + opening.size >= LIMIT.textLines) return CLOSE.tooMany;
		opening.add(number);
		const { cookie } = socket.request.headers;
		const answer = await door.admit({ cookie, meetingId, name, protocol });
		const isWanted = opening.delete(number) && socket.connected;
		if (typeof answer === 'number') return answer;
		if (!isWanted) return CLOSE.goingAway;
		const line = tunnelLine(socket, number, way, () => lines.delete(number));
		lines.set(number, line);
		door.enter(line, answer);
		return null;
	};

	/** A frame for no open line: one that was on its way when the line closed, or nonsense. */
	const stray = (number: unknown): void => {
		if (!mayPass(strays, now())) {
			socket.disconnect(true);
		} else if (!isNumber(number) || number > newest) {
			way.say({ line: isNumber(number) ? number : 0, code: CLOSE.missing, reason: 'not open' });
		}
	};

	socket.on(TEXT.frame, (number: unknown, payload: unknown) => {
		const line = lines.get(number as number);
		if (line === undefined) stray(number);
		else if (typeof payload !== 'string' || !BASE64.test(payload)) line.close(CLOSE.malformed, 'not base64');
		else line.hear(Buffer.from(payload, 'base64'));
	});
	socket.on(TEXT.close, (number: unknown) => {
		// The question to open it may still be on its way behind the session's.
		if (isNumber(number)) isNew(number);
		opening.delete(number as number);
		lines.get(number as number)?.gone();
	});
	socket.on('disconnect', () => {
		opening.clear();
		for (const line of lines.values()) line.gone();
	});
	return {
		open,
		end: (code, reason) => {
			for (const line of lines.values()) line.close(code, reason);
			// The connection may end right after this.
			way.send();
		}
	};
}

type Way = Pick<Line, 'buffered' | 'onceDrained'> & {
	readonly say: (what: TextSaid) => void;
	/** sends what was said, now instead of at the end of the turn */
	readonly send: () => void;
};

/**
 * All that this connection's documents say, in one packet a turn. What engine.io has not handed on yet counts as
 * buffered: it hands everything on at once, as soon as the browser polls or its socket takes more.
 */
function wayTo(socket: Socket): Way {
	let said: TextSaid[] = [];
	let saidBytes = 0;
	let sentBytes = 0;
	let drained: (() => void)[] = [];
	const send = (): void => {
		if (said.length === 0) return;
		const all = said;
		sentBytes += saidBytes;
		said = [];
		saidBytes = 0;
		socket.emit(TEXT.said, all);
	};
	socket.conn.on('drain', () => {
		sentBytes = 0;
		const now = drained;
		drained = [];
		for (const then of now) then();
	});
	return {
		say: (what) => {
			if (said.length === 0) queueMicrotask(send);
			said.push(what);
			saidBytes += 'frames' in what ? what.frames.length : 0;
		},
		send,
		buffered: () => saidBytes + sentBytes,
		onceDrained: (then) => void drained.push(then)
	};
}

function tunnelLine(socket: Socket, number: number, way: Way, onGone: () => void): TunnelLine {
	const ears: Partial<LineEars>[] = [];
	let isOpen = true;
	let held: Uint8Array[] | null = null;
	let heldBytes = 0;
	const tell = (frame: Uint8Array): void => {
		for (const ear of ears) ear.frame?.(frame, true);
	};
	const gone = (): void => {
		if (!isOpen) return;
		isOpen = false;
		held = null;
		onGone();
		// As with a socket, whoever closes goes on first and hears of it afterwards.
		setImmediate(() => {
			for (const ear of ears) ear.closed?.();
		});
	};
	const close = (code: CloseCode, reason: string): void => {
		if (!isOpen) return;
		way.say({ line: number, code, reason });
		gone();
	};
	return {
		write: (frames) => {
			if (!isOpen || !socket.connected) return 0;
			way.say({ line: number, frames: frames.toString('base64') });
			return way.buffered();
		},
		buffered: way.buffered,
		onceDrained: way.onceDrained,
		isOpen: () => isOpen && socket.connected,
		hold: () => {
			held ??= [];
		},
		release: () => {
			const frames = held ?? [];
			held = null;
			heldBytes = 0;
			for (const frame of frames) tell(frame);
		},
		listen: (ear) => void ears.push(ear),
		hear: (frame) => {
			if (held === null) return tell(frame);
			held.push(frame);
			heldBytes += frame.length;
			// A WebSocket that is held stops reading; here it is kept in memory, so there is an end to it.
			if (held.length > LIMIT.messageBurst || heldBytes > LIMIT.bufferedStale) close(CLOSE.tooMany, 'too much at once');
		},
		gone,
		close,
		// engine.io asks the whole connection by its own heartbeat, and closes it when no answer comes.
		ping: () => {
			for (const ear of ears) ear.alive?.();
		},
		terminate: () => socket.disconnect(true)
	};
}

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
