import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Stamped } from '#lib/meeting/meeting.ts';
import { type FollowedMeetings, followMeetings } from '#server/application/follow-meetings.ts';
import { createMeetingCache, type MeetingCache } from '#server/application/meeting-cache.ts';
import type { Database } from '#server/persistence/database.ts';
import { anotherCase, openWorld, startedMeeting, traces, type World } from '../support/meeting-world.ts';

let area: World;
let world: World;
let meetingId: string;
/** version before the test */
let began: number;
let cache: MeetingCache;
let followed: FollowedMeetings;
let told: number[];
let isWatched: boolean;
/** called before every reading; throws, or waits */
let beforeReading: () => void | Promise<void>;
let readings: number;

beforeAll(async () => {
	area = await openWorld();
});
afterAll(() => area.close());
beforeEach(async () => {
	world = await anotherCase(area);
	meetingId = await startedMeeting(world);
	began = (await traces(world, meetingId)).head?.version ?? 0;
	[cache, told, isWatched, beforeReading, readings] = [createMeetingCache(), [], true, () => {}, 0];
	const database: Pick<Database, 'withArea'> = {
		withArea: async (areaId, work) => {
			readings++;
			await beforeReading();
			return area.store.database.withArea(areaId, work);
		}
	};
	const follow = (_areaId: string, _meetingId: string, events: readonly Stamped[]) => {
		expect(cache.peek(meetingId)?.version).toBeGreaterThanOrEqual(events.at(-1)?.version ?? 0);
		told.push(...events.map(({ version }) => version));
	};
	followed = followMeetings({ database, cache, isWatched: () => isWatched, follow });
});

const catchUp = () => followed.catchUp(world.areaId, meetingId);
const upTo = (last: number) => Array.from({ length: last - began }, (_, n) => began + n + 1);
/** A command at another node, as far as this one knows. */
const elsewhere = async () => (await world.does('chair', meetingId, 'add-risk')).version;
/** A command here: committed, kept and delivered. */
const here = async () => {
	const { events } = await world.does('chair', meetingId, 'add-risk');
	const after = world.application.cache.peek(meetingId);
	if (after) cache.keep(after);
	return { events, deliver: () => followed.deliver(world.areaId, meetingId, events) };
};

describe('following a meeting', () => {
	test('NODE-1 what was committed elsewhere follows once and in order, however often it is asked for', async () => {
		followed.begin(meetingId, began);
		await elsewhere();
		const last = await elsewhere();
		expect(followed.isBehind(meetingId, last)).toBe(true);
		await Promise.all(Array.from({ length: 20 }, catchUp));
		expect(told).toEqual(upTo(last));
		expect(readings).toBeLessThan(4);
		await catchUp();
		expect([told, followed.isBehind(meetingId, last)]).toEqual([upTo(last), false]);
	});

	test('NODE-1 what is committed here goes on at once, without a reading', async () => {
		followed.begin(meetingId, began);
		const [one, two] = [await here(), await here()];
		one.deliver();
		two.deliver();
		two.deliver();
		expect([told, readings]).toEqual([upTo(began + 2), 0]);
	});

	test('NODE-1 a commit here waits for what was committed elsewhere before it', async () => {
		followed.begin(meetingId, began);
		await elsewhere();
		const own = await here();
		const last = await elsewhere();
		own.deliver();
		expect(told).toEqual([]);
		await catchUp();
		expect(told).toEqual(upTo(last));
	});

	test('NODE-1 who asks while it is being read hears of what was committed before they asked', async () => {
		followed.begin(meetingId, began);
		await elsewhere();
		let go = () => {};
		const held = new Promise<void>((resolve) => {
			go = resolve;
		});
		let after = Promise.resolve();
		let last = 0;
		beforeReading = async () => {
			beforeReading = () => {};
			await held;
		};
		const first = catchUp();
		last = await elsewhere();
		after = catchUp().then(() => expect(cache.peek(meetingId)?.version).toBe(last));
		go();
		await Promise.all([first, after]);
		expect(told).toEqual(upTo(last));
	});

	test('NODE-1 somebody who comes later, knowing more, takes nothing from those who are there', async () => {
		followed.begin(meetingId, began);
		const last = await elsewhere();
		followed.begin(meetingId, last);
		await catchUp();
		expect(told).toEqual(upTo(last));
	});

	test('NODE-11 a reading that fails is made up for by the next', async () => {
		followed.begin(meetingId, began);
		const last = await elsewhere();
		beforeReading = () => {
			beforeReading = () => {};
			throw new Error('away');
		};
		await expect(catchUp()).rejects.toThrow('away');
		expect([told, followed.isBehind(meetingId, last)]).toEqual([[], true]);
		await catchUp();
		expect(told).toEqual(upTo(last));
	});

	test('NODE-4 of a meeting nobody watches only the state is brought up to date; whoever comes then begins there', async () => {
		isWatched = false;
		await elsewhere();
		const last = await elsewhere();
		await catchUp();
		expect([told, cache.peek(meetingId)?.version]).toEqual([[], last]);
		followed.begin(meetingId, last);
		isWatched = true;
		const next = await elsewhere();
		await catchUp();
		expect(told).toEqual([next]);
	});
});
