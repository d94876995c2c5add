import { describe, expect, it } from 'vitest';
import { learn, nothingKnown } from './known-text.ts';
import { isAlarm } from './removal-rule.ts';
import { type RemovalSeen, watchRemoval } from './removal-watch.ts';
import type { Room } from './room-state.ts';

/** A room in which client 1 is Anna's, client 2 is Sam's and client 9 the server's, each with as many characters in R1.risk. */
function roomWith(characters: Readonly<Record<number, number>>): { room: Room; seen: RemovalSeen[] } {
	const seen: RemovalSeen[] = [];
	const known = nothingKnown();
	const runs = Object.entries(characters).map(
		([client, length]) => [Number(client), [{ clock: 0, length, field: 'R1.risk', chained: false }]] as const
	);
	learn(known, { runs: new Map(runs), deleted: new Map(), growth: new Map() });
	const owners = new Map([
		[1, 'anna'],
		[2, 'sam'],
		[9, null]
	]);
	const services = { wordsRemoved: (one: RemovalSeen) => seen.push(one) };
	return { room: { known, owners, removing: new Map(), services } as unknown as Room, seen };
}

/** Sam removes the next so many characters of a client at each of these seconds; update numbers count from 1. */
function removes(room: Room, client: number, characters: number, seconds: readonly number[], isOurs = true): void {
	for (const [n, second] of seconds.entries()) {
		const deleted = new Map([[client, [n * characters, (n + 1) * characters]]]);
		learn(room.known, { runs: new Map(), deleted, growth: new Map() });
		const removed = [{ field: 'R1.risk', client, characters }];
		watchRemoval(room, { personId: 'sam', seq: n + 1, at: second * 1000, removed }, isOurs);
	}
}

describe('when the removal of others’ words is an alarm', () => {
	it('WIPE-1 200 characters are one, in however long a text', () => {
		expect([isAlarm(199, 20_000), isAlarm(200, 20_000)]).toEqual([false, true]);
	});

	it('WIPE-1 so is more than half of a text that held 80 characters of others', () => {
		expect([isAlarm(40, 80), isAlarm(41, 80), isAlarm(79, 79), isAlarm(60, 120), isAlarm(61, 120)]).toEqual([
			false,
			true,
			false,
			false,
			true
		]);
	});

	it('WIPE-1 what one person removes within ten seconds counts together, what is older does not', () => {
		const slow = roomWith({ 1: 1000 });
		removes(slow.room, 1, 18, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
		expect(slow.seen).toEqual([]);
		const quick = roomWith({ 1: 1000 });
		removes(quick.room, 1, 19, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
		expect(quick.seen[0]).toMatchObject({ from: 1, to: 11, held: 1000, characters: new Map([[1, 209]]) });
	});

	it('WIPE-1 keys pressed several times a second for a long time are counted by ten seconds too', () => {
		const { room, seen } = roomWith({ 1: 2000 });
		removes(
			room,
			1,
			1,
			Array.from({ length: 600 }, (_, n) => n / 10)
		);
		expect(seen).toEqual([]);
	});

	it('WIPE-1 one’s own words in the field count for nothing, carried over words as words of others', () => {
		const { room, seen } = roomWith({ 2: 500, 9: 90 });
		removes(room, 9, 46, [0]);
		expect(seen).toMatchObject([{ held: 90, characters: new Map([[9, 46]]) }]);
	});

	it('WIPE-3 it is told again, grown, while it goes on, and anew when it has rested', () => {
		const { room, seen } = roomWith({ 1: 2000 });
		removes(room, 1, 210, [0, 2, 5, 9]);
		expect(seen.map(({ from, to, characters }) => [from, to, characters.get(1)])).toEqual([
			[1, 1, 210],
			[1, 2, 420],
			[1, 3, 630],
			[4, 4, 210]
		]);
	});

	it('WIPE-9 what another node stored counts here and is told there', () => {
		const { room, seen } = roomWith({ 1: 1000 });
		removes(room, 1, 150, [0], false);
		expect(seen).toEqual([]);
		removes(room, 1, 60, [1]);
		expect(seen).toMatchObject([{ characters: new Map([[1, 210]]) }]);
	});
});
