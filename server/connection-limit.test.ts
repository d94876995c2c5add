import { describe, expect, test } from 'vitest';
import { limitConnections } from './connection-limit.ts';

describe('limitConnections', () => {
	test('REFUSE-4 a person with many tabs gets in after a restart, who goes on opening is stopped, and later it works again', () => {
		let now = 0;
		const mayConnect = limitConnections(() => now);
		const open = (sessionId: string, times: number) =>
			Array.from({ length: times }, () => mayConnect(sessionId)).filter(Boolean).length;
		expect(open('many-tabs', 2 * 10 * 3)).toBe(60);
		expect(open('many-tabs', 5)).toBe(0);
		expect(open('somebody-else', 5)).toBe(5);
		now += 2000;
		expect(open('many-tabs', 50)).toBe(6);
		now += 60_000;
		expect(open('many-tabs', 100)).toBe(60);
	});

	test('REFUSE-4 ten thousand sessions come back at once and nobody is stopped', () => {
		let now = 0;
		const mayConnect = limitConnections(() => now);
		for (let n = 0; n < 30_000; n++) {
			now += 0.1;
			if (!mayConnect(`session-${n % 10_000}`)) throw new Error(`${n} was stopped`);
		}
		now += 60_000;
		expect(mayConnect('one-more')).toBe(true);
	});
});
