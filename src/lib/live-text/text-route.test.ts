import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { textRoute } from './text-route.ts';
import type { FactsSocket } from './tunnel-socket.ts';

/** A WebSocket that does what the test says. */
class Handshake extends EventTarget {
	static all: Handshake[] = [];
	closed = false;
	constructor() {
		super();
		Handshake.all.push(this);
	}
	opens = () => this.dispatchEvent(new Event('open'));
	fails = () => this.dispatchEvent(new Event('close'));
	close() {
		this.closed = true;
		this.fails();
	}
}

let facts: { connected: boolean } | null;
let polling: boolean;
const make = () =>
	textRoute({
		facts: () => facts as FactsSocket | null,
		isPolling: () => polling,
		Direct: Handshake as unknown as typeof WebSocket
	});
/** One connect: what was chosen, as its page would use it. */
const connect = (choose: () => typeof WebSocket): Handshake | 'tunnel' => {
	const before = Handshake.all.length;
	const Kind = choose();
	// A tunnel needs a line; which kind it is shows by whether a WebSocket was made.
	if (Kind.name === 'TunnelSocket') return 'tunnel';
	new Kind('ws://page.invalid/yjs/m/plan');
	return Handshake.all[before] ?? 'tunnel';
};
const failing = (choose: () => typeof WebSocket) => {
	const one = connect(choose);
	if (one !== 'tunnel') one.fails();
	return one === 'tunnel' ? 'tunnel' : 'WebSocket';
};

beforeEach(() => {
	vi.useFakeTimers();
	[facts, polling, Handshake.all] = [{ connected: true }, false, []];
});
afterEach(() => {
	vi.useRealTimers();
});

describe('the way of a document', () => {
	it('POLL-12 is a WebSocket, unless the line of facts itself stands without one', () => {
		const choose = make();
		expect(connect(choose)).toBeInstanceOf(Handshake);
		polling = true;
		expect(connect(choose)).toBe('tunnel');
		polling = false;
		expect(connect(choose)).toBeInstanceOf(Handshake);
	});

	it('POLL-12 is the line of facts after two WebSockets failed to open while that line stood, and is tried again later', () => {
		const choose = make();
		expect([1, 2, 3].map(() => failing(choose))).toEqual(['WebSocket', 'WebSocket', 'tunnel']);
		// Each reconnect asks once whether a WebSocket comes through now.
		expect([4, 5].map(() => failing(choose))).toEqual(['WebSocket', 'tunnel']);
		const back = connect(choose) as Handshake;
		back.opens();
		back.fails();
		expect([6, 7].map(() => failing(choose))).toEqual(['WebSocket', 'WebSocket']);
	});

	it('POLL-12 does not blame the WebSocket when the line of facts is gone too', () => {
		const choose = make();
		facts = { connected: false };
		expect([1, 2, 3, 4].map(() => failing(choose))).toEqual(Array(4).fill('WebSocket'));
		facts = null;
		expect(failing(choose)).toBe('WebSocket');
		facts = { connected: true };
		expect(failing(choose)).toBe('WebSocket');
	});

	it('POLL-12 gives up a handshake that is swallowed, and leaves an open one alone', () => {
		const choose = make();
		const [swallowed, open] = [connect(choose) as Handshake, connect(choose) as Handshake];
		open.opens();
		vi.advanceTimersByTime(6_000);
		expect([swallowed.closed, open.closed]).toEqual([true, false]);
	});
});
