import { describe, expect, it } from 'vitest';
import { parseInput } from '../input.ts';
import { DRAW_SAMPLE, type Drawable, drawByChance } from './draw-sample.ts';

const POOL: readonly Drawable[] = Array.from({ length: 40 }, (_, n) => ({
	...{ meetingId: `m${n}`, reference: `NMS-2026-${n}/1`, level: n % 4 === 0 ? 3 : 2, heldOn: '2026-11-26' }
}));
/** A number that differs with seed and reference and sorts as letters; any such number will do. */
const numberOf = (seed: number) => (reference: string) => {
	let hash = seed;
	for (const letter of reference) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619) >>> 0;
	return hash.toString(16).padStart(8, '0');
};
const drawn = (seed: number, pool = POOL) =>
	drawByChance(pool, { 2: 4, 3: 2 }, numberOf(seed)).map(({ reference }) => reference);

describe('drawing a sample', () => {
	it('QUALITY-2 the same seed draws the same meetings, in whatever order they come, and another seed others', () => {
		expect(drawn(7)).toEqual(drawn(7, POOL.toReversed()));
		expect(drawn(7)).not.toEqual(drawn(8));
	});

	it('QUALITY-2 as many of each level as were asked for, each once, and no more than there are', () => {
		const levels = drawByChance(POOL, { 2: 4, 3: 2 }, numberOf(7)).map(({ level }) => level);
		expect(levels).toEqual([2, 2, 2, 2, 3, 3]);
		const all = drawByChance(POOL, { 2: 50, 3: 50 }, numberOf(7));
		expect(new Set(all.map(({ meetingId }) => meetingId)).size).toBe(POOL.length);
	});

	it('QUALITY-2 every meeting is drawn by some seed: chance leaves none out', () => {
		const seen = new Set(Array.from({ length: 300 }, (_, seed) => drawn(seed + 1)).flat());
		expect(seen.size).toBe(POOL.length);
	});

	it('QUALITY-2 a quarter that is none and a number that is none are refused at their fields', () => {
		const input = { level2: '1', level3: '0', auditorId: 'a', from: '2027-01-04', until: '2027-01-08' };
		expect(parseInput(DRAW_SAMPLE, { ...input, quarter: '2026-Q5', level3: '-1' })).toMatchObject({
			problems: [{ field: 'quarter' }, { field: 'level3' }]
		});
		expect(parseInput(DRAW_SAMPLE, { ...input, quarter: '2026-Q3' })).toMatchObject({
			value: { quarter: { year: 2026, number: 3 }, level2: 1 }
		});
	});
});
