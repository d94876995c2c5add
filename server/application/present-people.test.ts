import { describe, expect, test } from 'vitest';
import type { Actor } from '#lib/identity.ts';
import { createPresentPeople, type PresentPerson } from './present-people.ts';

const actor = (personId: string) => ({ personId, name: personId, agencyName: 'Police' }) as Actor;
const there = (personId: string, since: number, over: Partial<PresentPerson> = {}): PresentPerson => ({
	...{ personId, name: personId, agency: 'Police', item: null, connections: 1, since },
	...over
});

describe('who is present', () => {
	test('NODE-5 in the order of arrival at whichever node, each person once with all their browsers', () => {
		let now = 10;
		const people = createPresentPeople(() => now);
		people.arrive('m', actor('bramble'), 'c1');
		now = 30;
		people.arrive('m', actor('fern'), 'c2');
		people.setElsewhere('m', [there('clover', 20), there('fern', 5, { item: 'RISK', connections: 2 })]);
		expect(people.personIds('m')).toEqual(['fern', 'bramble', 'clover']);
		expect(people.list('m')[0]).toEqual({
			personId: 'fern',
			name: 'fern',
			agency: 'Police',
			item: 'RISK',
			connections: 3
		});
		people.look('m', 'fern', 'c2', 'ACTIONS');
		expect(people.list('m')[0]).toMatchObject({ item: 'ACTIONS' });
		expect(people.here('m').map(({ personId }) => personId)).toEqual(['bramble', 'fern']);
	});

	test('NODE-5 one person at several other nodes is one, and the same moment has one order', () => {
		const people = createPresentPeople();
		people.setElsewhere('m', [there('clover', 20), there('bramble', 20), there('clover', 10)]);
		expect(people.list('m').map(({ personId, connections }) => [personId, connections])).toEqual([
			['clover', 2],
			['bramble', 1]
		]);
		expect([people.isPresent('m', 'clover'), people.isPresent('m', 'fern')]).toEqual([true, false]);
		people.setElsewhere('m', []);
		expect(people.list('m')).toEqual([]);
	});

	test('NODE-8 the first connection at this node arrives and the last one leaves, also of somebody at another node', () => {
		const people = createPresentPeople();
		people.setElsewhere('m', [there('fern', 1)]);
		expect([people.arrive('m', actor('fern'), 'a'), people.arrive('m', actor('fern'), 'b')]).toEqual([true, false]);
		expect([people.leave('m', 'fern', 'a'), people.leave('m', 'fern', 'a'), people.leave('m', 'fern', 'b')]).toEqual([
			false,
			false,
			true
		]);
		expect(people.isPresent('m', 'fern')).toBe(true);
	});
});
