import { describe, expect, test } from 'vitest';
import type { Actor } from '#lib/identity.ts';
import { createMissedIds } from '#server/missed-ids.ts';
import { countMissed, tooManyMissed } from './missed-guard.ts';

const actor = { personId: 'curious', areaId: 'area' } as Actor;

describe('a person who tries ids', () => {
	test('HEADER-8 U-7 is counted for pages, forms and the data of pages, told to wait with 429, and written down', async () => {
		const missed = createMissedIds(() => 0);
		const told: string[] = [];
		const parts = { missed, refusals: { search: ({ personId }: Actor) => void told.push(personId) } as never };
		const page = { isDataRequest: false };
		for (let tries = 0; tries < 1500; tries++) {
			await countMissed(parts, actor, page, new Response('', { status: 404 }));
			const data = '{"type":"data","nodes":[{"type":"error","error":{"message":"x"},"status":404}]}';
			await countMissed(parts, actor, { isDataRequest: true }, new Response(data));
			await countMissed(parts, actor, page, new Response('found'));
			await countMissed(parts, actor, { isDataRequest: true }, new Response('{"type":"data","nodes":[]}'));
		}
		expect(told).toEqual(['curious']);
		const wait = tooManyMissed(parts, actor);
		expect(wait?.status).toBe(429);
		expect(Number(wait?.headers.get('retry-after'))).toBeGreaterThan(0);
		expect(tooManyMissed(parts, { ...actor, personId: 'somebody else' })).toBeNull();
	});
});
