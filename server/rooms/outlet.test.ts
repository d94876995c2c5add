import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { LIMIT } from '#lib/wire.ts';
import type { Line } from './line.ts';
import type { Frame } from './message.ts';
import { closeIfStuck, flush, outletOf } from './outlet.ts';

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

describe('an outlet', () => {
	it('DOC-19 stops sending to a slow reader and catches up when it reads again', () => {
		const { outlet, written, codes, read } = slowReader();
		let caughtUp = 0;
		const send = (bytes: number) =>
			flush(
				outlet,
				frame(bytes),
				() => 0,
				() => caughtUp++
			);
		send(LIMIT.bufferedStale + 1);
		for (let n = 0; n < 30; n++) send(100_000);
		expect([written.length, codes, outlet.stale?.missed]).toEqual([1, [], 3_000_000]);
		read();
		expect([caughtUp, outlet.stale]).toEqual([1, null]);
		send(10);
		expect(written).toHaveLength(2);
	});

	it('DOC-19 closes a reader that misses too much or stays slow too long', () => {
		const much = slowReader();
		for (let n = 0; n < 60; n++)
			flush(
				much.outlet,
				frame(100_000),
				() => 0,
				() => {}
			);
		expect([much.codes, much.outlet.open]).toEqual([[4408], false]);
		const long = slowReader();
		flush(
			long.outlet,
			frame(LIMIT.bufferedStale + 1),
			() => 1000,
			() => {}
		);
		closeIfStuck(long.outlet, 30_000);
		expect(long.codes).toEqual([]);
		closeIfStuck(long.outlet, 32_000);
		expect(long.codes).toEqual([4408]);
	});

	it('DOC-10 sends what waits and what all get in one write', () => {
		const { outlet, written } = slowReader();
		outlet.waiting.push(frame(3), frame(4));
		flush(
			outlet,
			frame(5),
			() => 0,
			() => {}
		);
		flush(
			outlet,
			null,
			() => 0,
			() => {}
		);
		expect(written).toEqual([12]);
	});
});
