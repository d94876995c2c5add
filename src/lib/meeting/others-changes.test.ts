import { describe, expect, it } from 'vitest';
import { type OthersChange, SILENT, sentenceFor, speak } from './others-changes.ts';

const change = (who: string, what: string): OthersChange => ({ who, what });

describe('what others changed', () => {
	it('ROOM-7 Two changes are told in full, more are counted and named by agency, the same one only once.', () => {
		expect(sentenceFor([change('Housing', 'added A12'), change('Police', 'wrote in R1')])).toBe(
			'Housing added A12. Police wrote in R1.'
		);
		expect(sentenceFor([change('Police', 'wrote in R1'), change('Police', 'wrote in R1')])).toBe('Police wrote in R1.');
		expect(
			sentenceFor([change('Housing', 'added A12'), change('Police', 'wrote in R1'), change('Police', 'wrote in R2')])
		).toBe('3 changes by Housing and Police.');
	});

	it('ROOM-7 What asks the listener for something is told in full, however much waits beside it.', () => {
		const removal = { ...change('Police', 'removed 264 characters'), inFull: true };
		const others = [change('Housing', 'added A12'), change('Police', 'wrote in R1'), change('Police', 'wrote in R2')];
		expect(sentenceFor([...others.slice(0, 2), removal, ...others.slice(2)])).toBe(
			'Police removed 264 characters. 3 changes by Housing and Police.'
		);
		expect(sentenceFor([removal, others[0]!])).toBe('Police removed 264 characters. Housing added A12.');
		expect(sentenceFor([removal])).toBe('Police removed 264 characters.');
		expect(sentenceFor([])).toBe('');
	});

	it('ROOM-8 A sentence comes no sooner than five seconds after the one before, and what came between waits.', () => {
		// given one change said at 10 s
		const first = speak({ ...SILENT, waiting: [change('Police', 'wrote in R1')] }, 10_000);
		expect(first.sentence).toBe('Police wrote in R1.');
		// when another comes a second later
		const early = speak({ ...first.pace, waiting: [change('Housing', 'added A12')] }, 11_000);
		// then it waits until five seconds have passed
		expect(early.sentence).toBeNull();
		expect(speak(early.pace, 15_000).sentence).toBe('Housing added A12.');
	});
});
