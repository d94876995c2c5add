import { describe, expect, test } from 'vitest';
import { type AttemptState, attemptKeys, countTry, FORGET_AFTER_MS, THROTTLE } from './sign-in-throttle.ts';

const start = new Date('2026-01-05T09:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);
const fresh: AttemptState = { failures: 0, firstAt: start, blockedUntil: null };

/** Tries one after another, each as soon as it is allowed; answers how long each had to wait, in ms. */
function waits(tries: number): number[] {
	let state = fresh;
	let now = start;
	return Array.from({ length: tries }, () => {
		const wait = Math.max(0, (state.blockedUntil?.getTime() ?? 0) - now.getTime());
		now = new Date(now.getTime() + wait);
		const counted = countTry(state, THROTTLE.account, now);
		expect(counted.allowed).toBe(true);
		state = counted.state;
		return wait;
	});
}

describe('countTry', () => {
	test('AUTH-8 five tries are free, then each waits twice as long, up to 15 minutes', () => {
		expect(waits(11).map((ms) => ms / 60_000)).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 15, 15]);
	});

	test('AUTH-8 a try during a block is refused and changes nothing', () => {
		const blocked = { failures: 5, firstAt: start, blockedUntil: later(60_000) };
		expect(countTry(blocked, THROTTLE.account, later(59_999))).toEqual({ allowed: false, state: blocked });
		expect(countTry(blocked, THROTTLE.account, later(60_000)).allowed).toBe(true);
	});

	test('AUTH-8 failures are forgotten after an hour', () => {
		const old = { failures: 9, firstAt: start, blockedUntil: later(1000) };
		const now = later(FORGET_AFTER_MS + 1);
		expect(countTry(old, THROTTLE.account, now).state).toEqual({ failures: 1, firstAt: now, blockedUntil: null });
	});
});

describe('attemptKeys', () => {
	test('AUTH-9 keys name nobody, and differ for account and network', () => {
		const keys = attemptKeys('alex@unit.example', '192.0.2.7');
		expect(keys.account).toMatch(/^[0-9a-f]{64}$/);
		expect(JSON.stringify(keys)).not.toContain('alex');
		expect(keys.account).not.toBe(keys.network);
	});

	test('AUTH-9 an IPv6 household is one network, two IPv4 addresses are two', () => {
		const network = (address: string) => attemptKeys('a', address).network;
		expect(network('2001:db8:1:2:aaaa::1')).toBe(network('2001:db8:1:2:bbbb::2'));
		expect(network('2001:db8:1:2:aaaa::1')).not.toBe(network('2001:db8:1:3:aaaa::1'));
		expect(network('::ffff:192.0.2.7')).not.toBe(network('::ffff:192.0.2.8'));
	});
});
