import { describe, expect, it } from 'vitest';
import { addressLimit } from './address-limit.ts';

describe('the limit of an address', () => {
	it('CONN-5 lets a burst through, then so many a second, and none for another address', () => {
		let now = 0;
		const mayAsk = addressLimit({ burst: 3, perSecond: 2, addresses: 10 }, () => now);
		expect([1, 2, 3, 4].map(() => mayAsk('10.0.0.1'))).toEqual([true, true, true, false]);
		expect(mayAsk('10.0.0.2')).toBe(true);
		now += 500;
		expect([1, 2].map(() => mayAsk('10.0.0.1'))).toEqual([true, false]);
		now += 60_000;
		expect([1, 2, 3, 4].map(() => mayAsk('10.0.0.1'))).toEqual([true, true, true, false]);
	});

	it('CONN-5 remembers no more addresses than it should, those that asked last', () => {
		const mayAsk = addressLimit({ burst: 1, perSecond: 0, addresses: 2 }, () => 0);
		expect(['a', 'b', 'a', 'c', 'a', 'b'].map(mayAsk)).toEqual([true, true, false, true, false, true]);
	});
});
