import { describe, expect, it } from 'vitest';
import { HEARTBEAT } from '#lib/wire.ts';
import { type Connection, connectionOf, type Member } from './connection.ts';
import { PULSE_EVERY_MS, pulse } from './heartbeat.ts';
import type { Line } from './line.ts';
import type { Room } from './room-state.ts';

/** A line that notes when it was pinged and when it was cut off; `answers` says whether its browser is there. */
function watched(answers: () => boolean) {
	const said = { pings: 0, cutAt: null as number | null };
	const line = { ping: () => said.pings++, terminate: () => (said.cutAt ??= now), isOpen: () => true };
	const member = { person: { personId: 'p1', name: 'Fern Inkwell', agency: 'Police' } } as Member;
	const connection: Connection = connectionOf(line as unknown as Line, member, 1, 0);
	let now = 0;
	/** One look a second; what a look gives the line to say leaves at once. @returns beats */
	const until = (at: number, others: (at: number) => boolean = () => false): number => {
		// The outbox says that sending is arranged: this test sends by itself.
		const room = { connections: new Set([connection]), outbox: { scheduled: true } } as unknown as Room;
		let beats = 0;
		while (now < at && said.cutAt === null) {
			now += PULSE_EVERY_MS;
			const pings = said.pings;
			pulse(room, now);
			if (said.pings > pings && answers()) connection.answered = true;
			beats += connection.outlet.waiting.length;
			if (connection.outlet.waiting.splice(0).length > 0 || others(now)) connection.outlet.wroteAt = now;
		}
		return beats;
	};
	return { said, until };
}

describe('the heartbeat of a line', () => {
	it('DOC-23 W8 F8 cuts off a peer within 15 seconds of its last answer, at whatever moment it went', () => {
		for (let wentAt = 0; wentAt < 20_000; wentAt += 700) {
			let isThere = true;
			const { said, until } = watched(() => isThere);
			until(wentAt);
			isThere = false;
			until(wentAt + 60_000);
			expect(said.cutAt, `gone at ${wentAt}`).not.toBeNull();
			expect((said.cutAt ?? 0) - wentAt).toBeLessThanOrEqual(15_000);
		}
		const alive = watched(() => true);
		alive.until(120_000);
		expect([alive.said.cutAt, alive.said.pings]).toEqual([null, Math.floor(120_000 / (HEARTBEAT.intervalMs - 1000))]);
	});

	it('DOC-23 W8 fills every silence of five seconds with a beat, and sends none where words go anyway', () => {
		expect(watched(() => true).until(60_000)).toBe(60_000 / HEARTBEAT.beatMs);
		expect(watched(() => true).until(60_000, (at) => at % 3000 === 0)).toBe(0);
	});
});
