import { describe, expect, test } from 'vitest';
import { hasSlept, IDLE, type IdleFacts, idleState, tellsServer, timeLeft } from './idle-lock.ts';

const MINUTE = 60_000;
const facts = (over: Partial<IdleFacts> = {}): IdleFacts => ({
	...{ now: 0, endsAt: 15 * MINUTE, lastsUntil: 12 * 60 * MINUTE, actedAt: -MINUTE, toldAt: -MINUTE },
	...{ blanks: false, isHidden: false, isHeard: false },
	...over
});
const kindAt = (now: number, over: Partial<IdleFacts> = {}) => idleState(facts({ now, ...over })).kind;

describe('an idle session', () => {
	test('IDLE-1 is warned of two minutes before its end, and is over at its end', () => {
		const times = [13 * MINUTE - 1, 13 * MINUTE, 15 * MINUTE - 1, 15 * MINUTE].map((now) => kindAt(now));
		expect(times).toEqual(['calm', 'warning', 'warning', 'ended']);
	});
	test('IDLE-1 nobody is warned while they type or turn the wheel', () => {
		const now = 14 * MINUTE;
		expect(kindAt(now, { actedAt: now - IDLE.stillActiveMs + 1 })).toBe('calm');
		expect(kindAt(now, { actedAt: now - IDLE.stillActiveMs })).toBe('warning');
	});
	test('IDLE-2 an end that nothing puts off is warned of once', () => {
		const late = { lastsUntil: 10 * MINUTE };
		expect(idleState(facts({ now: 8 * MINUTE, ...late }))).toEqual({
			kind: 'warning',
			leftMs: 2 * MINUTE,
			isFinal: true
		});
		expect(kindAt(8 * MINUTE, { ...late, isHeard: true })).toBe('calm');
		expect(kindAt(10 * MINUTE, { ...late, isHeard: true })).toBe('ended');
	});
	test('IDLE-3 the room of chair and minute taker hides after ten minutes, other pages do not', () => {
		const listening = { endsAt: 30 * MINUTE, actedAt: 0, toldAt: 0 };
		expect(kindAt(10 * MINUTE - 1, { ...listening, blanks: true })).toBe('calm');
		expect(kindAt(10 * MINUTE, { ...listening, blanks: true })).toBe('hidden');
		expect(kindAt(10 * MINUTE, listening)).toBe('calm');
		expect(kindAt(28 * MINUTE, { ...listening, blanks: true })).toBe('warning');
		expect(kindAt(MINUTE, { isHidden: true })).toBe('hidden');
	});
	test('IDLE-4 the server hears of activity, seldom, and sooner when the end is near', () => {
		expect(tellsServer(facts({ now: MINUTE, actedAt: MINUTE - 1, toldAt: MINUTE - IDLE.tellEveryMs }))).toBe(true);
		expect(tellsServer(facts({ now: MINUTE, actedAt: MINUTE - 1, toldAt: MINUTE - IDLE.tellEveryMs + 1 }))).toBe(false);
		expect(tellsServer(facts({ now: 14 * MINUTE, actedAt: 14 * MINUTE - 1, toldAt: 14 * MINUTE - 6_000 }))).toBe(true);
		expect(tellsServer(facts({ now: 13 * MINUTE, actedAt: 1_000, toldAt: 0 }))).toBe(false);
		// Nothing was done since, or it is too late.
		expect(tellsServer(facts({ now: 14 * MINUTE }))).toBe(false);
		expect(tellsServer(facts({ now: 15 * MINUTE, actedAt: 15 * MINUTE }))).toBe(false);
	});
	test('IDLE-5 F17 a machine that slept is told by its clock, a throttled tab is none', () => {
		expect([hasSlept(0, MINUTE + 1_000), hasSlept(0, 10 * MINUTE)]).toEqual([false, true]);
	});
	test('IDLE-6 the time left is said six times in two minutes', () => {
		const said = Array.from({ length: 121 }, (_, n) => timeLeft((120 - n) * 1000));
		expect([...new Set(said)]).toEqual([
			...['2 minutes', '1 minute and 30 seconds', '1 minute', '30 seconds', '20 seconds', '10 seconds']
		]);
	});
});
