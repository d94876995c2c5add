import { describe, expect, it } from 'vitest';
import type { WallView } from '../wire.ts';
import { askWall } from './wall-feed.ts';
import { minutesWords, overWords, stageWords } from './wall-words.ts';

const view: WallView = {
	...{ stage: 'BEFORE', startsAt: '2026-12-17T10:00:00.000Z', pausedSince: null, item: null },
	...{ usedMinutes: 0, plannedMinutes: 60, waiting: [], serverNow: '2026-12-17T09:55:00.000Z' }
};
const answering = (status: number, body: unknown = null): typeof fetch =>
	(async () => new Response(JSON.stringify(body), { status })) as typeof fetch;

describe('the screen on the wall', () => {
	it('WALL-5 says where the meeting stands, and minutes one by one', () => {
		expect(stageWords(view)).toBe('The meeting starts at 10:00');
		expect(stageWords({ ...view, stage: 'BREAK', pausedSince: '2026-12-17T10:40:00.000Z' })).toBe('Break since 10:40');
		expect([minutesWords(3, 9), minutesWords(0, 1), overWords(1), overWords(2)]).toEqual([
			...['3 of 9 minutes', '0 of 1 minute', '1 minute over', '2 minutes over']
		]);
	});

	it('WALL-6 tells an ended link, an answer and silence apart, and sends no session along', async () => {
		const asked: RequestInit[] = [];
		const noting: typeof fetch = async (_, init) => {
			asked.push(init ?? {});
			return new Response(JSON.stringify(view));
		};
		expect(await askWall('/screen/x/feed', noting)).toEqual({ kind: 'view', view });
		expect(asked[0]).toMatchObject({ credentials: 'omit', cache: 'no-store' });
		expect(await askWall('/screen/x/feed', answering(404))).toEqual({ kind: 'closed' });
		expect(await askWall('/screen/x/feed', answering(503))).toEqual({ kind: 'silent' });
		expect(await askWall('/screen/x/feed', () => Promise.reject(new TypeError('no network')))).toEqual({
			kind: 'silent'
		});
	});
});
