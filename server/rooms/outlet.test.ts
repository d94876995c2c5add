import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { LIMIT } from '#lib/wire.ts';
import type { Line } from './line.ts';
import type { Frame } from './message.ts';
import { closeIfStuck, flush, type Outlet, outletOf, whenRead } from './outlet.ts';

/** A line whose reader takes nothing until `read`. */
function slowReader() {
	const drained = new EventEmitter();
	const written: number[] = [];
	const codes: number[] = [];
	let buffered = 0;
	const line = {
		write: (bytes: Uint8Array) => {
			written.push(bytes.length);
			buffered += bytes.length;
			return buffered;
		},
		buffered: () => buffered,
		onceDrained: (then: () => void) => drained.once('drain', then),
		isOpen: () => true,
		close: (code: number) => codes.push(code)
	};
	const outlet = outletOf(line as unknown as Line, 0);
	const read = () => {
		buffered = 0;
		drained.emit('drain');
	};
	return { outlet, written, codes, read };
}

const frame = (bytes: number) => Buffer.alloc(bytes) as Frame;
/** As the rooms send: whoever has become too slow is told when it reads again. */
function send(to: Outlet, bytes: number | null, at = 0, onRead = () => {}): void {
	if (flush(to, bytes === null ? null : frame(bytes), at)) whenRead(to, onRead);
}

describe('an outlet', () => {
	it('DOC-19 stops sending to a slow reader and catches up when it reads again', () => {
		const { outlet, written, codes, read } = slowReader();
		let caughtUp = 0;
		send(outlet, LIMIT.bufferedStale + 1, 0, () => caughtUp++);
		for (let n = 0; n < 30; n++) send(outlet, 100_000, 0, () => caughtUp++);
		expect([written.length, codes, outlet.stale?.missed]).toEqual([1, [], 3_000_000]);
		read();
		expect([caughtUp, outlet.stale]).toEqual([1, null]);
		send(outlet, 10);
		expect(written).toHaveLength(2);
	});

	it('DOC-19 closes a reader that misses too much or stays slow too long', () => {
		const much = slowReader();
		for (let n = 0; n < 60; n++) send(much.outlet, 100_000);
		expect([much.codes, much.outlet.open]).toEqual([[4408], false]);
		const long = slowReader();
		send(long.outlet, LIMIT.bufferedStale + 1, 1000);
		closeIfStuck(long.outlet, 30_000);
		expect(long.codes).toEqual([]);
		closeIfStuck(long.outlet, 32_000);
		expect(long.codes).toEqual([4408]);
	});

	it('DOC-10 sends what waits and what all get in one write', () => {
		const { outlet, written } = slowReader();
		outlet.waiting.push(frame(3), frame(4));
		send(outlet, 5);
		send(outlet, null);
		expect(written).toEqual([12]);
	});
});
