import { describe, expect, it } from 'vitest';
import { resultsAsText, verdictWords } from './connection-test-words.ts';
import { CHECKS, type Check, clockFinding, type Finding, type Mark, roundTripFinding, verdict } from './findings.ts';

const found = (marks: Partial<Record<Check, Mark>> = {}): Finding[] =>
	CHECKS.map((check) => ({ check, mark: marks[check] ?? 'good', said: 'tried' }));
const words = (marks: Partial<Record<Check, Mark>>) => verdictWords(verdict(found(marks)));

describe('the verdict of the connection test', () => {
	it('CONN-1 says that meetings work when everything does, and whatever only wants reading', () => {
		expect(words({})).toBe('Meetings will work');
		expect(words({ polling: 'bad', clock: 'note', keeping: 'note' })).toBe('Meetings will work');
	});

	it('CONN-1 says a little slower where WebSocket is blocked or the way is long', () => {
		expect(words({ socket: 'bad' })).toBe('Meetings will work, a little slower');
		expect(words({ roundTrip: 'note' })).toBe('Meetings will work, a little slower');
	});

	it('CONN-1 says that meetings will not work, and why, where neither way or something needed is missing', () => {
		expect(words({ socket: 'bad', polling: 'bad' })).toBe(
			'Meetings will not work: WebSocket is blocked, long polling does not get through'
		);
		expect(words({ cookies: 'bad', browser: 'bad' })).toBe(
			'Meetings will not work: the browser is too old, cookies are blocked'
		);
		expect(words({ page: 'bad' })).toBe('Meetings will not work: the connection is not protected');
		expect(words({ script: 'bad' })).toBe('Meetings will not work: JavaScript does not run');
	});

	it('CONN-2 measures the way by the middle of its times, and the clock by the quickest answer', () => {
		expect(roundTripFinding([900, 20, 30, 40, 25])).toMatchObject({
			mark: 'good',
			said: '30 ms, the middle of 5 tries'
		});
		expect(roundTripFinding([301, 350, 400])).toMatchObject({ mark: 'note' });
		const quick = { asked: 10_000, heard: 10_020, server: 10_010 };
		const slow = { asked: 20_000, heard: 29_000, server: 20_001 };
		expect(clockFinding([slow, quick])).toMatchObject({ mark: 'good', said: 'Less than a second off' });
		expect(clockFinding([{ ...quick, server: 10_010 + 30_000 }])).toMatchObject({
			mark: 'good',
			said: '30 s behind the service'
		});
		expect(clockFinding([{ ...quick, server: 10_010 - 600_000 }])).toMatchObject({
			mark: 'note',
			said: '10 minutes ahead of the service'
		});
		expect(clockFinding([{ ...quick, server: 10_010 + 7_200_000 }])).toMatchObject({
			said: '2 hours behind the service'
		});
		expect(clockFinding([])).toMatchObject({ mark: 'note', said: 'Not measured' });
	});

	it('CONN-3 writes the results as text with everything that was tried', () => {
		const findings = found({ socket: 'bad' });
		const text = resultsAsText(verdict(findings), findings, {
			address: 'https://mappa.example',
			browser: 'Browser 1',
			when: '22 November 2026, 07:10'
		});
		expect(text.split('\n').slice(0, 3)).toEqual([
			'Meetings will work, a little slower',
			'https://mappa.example, 22 November 2026, 07:10',
			'Browser: Browser 1'
		]);
		expect(text).toContain('WebSocket: Does not work (tried)');
		expect(text.split('\n')).toHaveLength(4 + CHECKS.length);
	});
});
