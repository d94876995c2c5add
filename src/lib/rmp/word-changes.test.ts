import { describe, expect, it } from 'vitest';
import { chance } from '../../../tests/support/seeded-chance.ts';
import { wordChanges } from './word-changes.ts';

const shown = (before: string, now: string): string =>
	wordChanges(before, now)
		.map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
		.join('');
const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');
const side = (before: string, now: string, left: 'added' | 'removed'): readonly string[] =>
	wordsOf(
		wordChanges(before, now)
			.filter(({ kind }) => kind !== left)
			.map(({ text }) => text)
			.join(' ')
	);

describe('words that changed', () => {
	it.each([
		['', '', ''],
		['', 'Recall same day', '{+Recall same day+}'],
		['Recall same day', '', '[-Recall same day-]'],
		['the  same words ', 'the same words', 'the same words'],
		['police told within 1 hour', 'police told within 2 hours', 'police told within [-1 hour-]{+2 hours+}'],
		['If seen: recall', 'If seen again: recall', 'If [-seen: -]{+seen again: +}recall'],
		[
			'No device in custody',
			'A phone was found in a search',
			'[-No device in custody-]{+A phone was found in a search+}'
		],
		[
			'police told within 1 hour of it, COM the same day',
			'police told within 2 hours of it, COM the next day',
			'police told within [-1 hour -]{+2 hours +}of it, COM the [-same -]{+next +}day'
		],
		['recall today or tomorrow', 'recall', 'recall [-today or tomorrow-]'],
		['- one\n- two', '- one\n- three\n- two', '- one\n- {+three\n- +}two']
	])('PLAN-6 %j to %j reads %j', (before, now, expected) => {
		expect(shown(before, now)).toBe(expected);
	});

	it('PLAN-6 both texts can be read out of it whole, whatever they are', () => {
		const next = chance(41);
		const text = (): string =>
			Array.from(
				{ length: Math.floor(next() * 60) },
				() => ['a', 'to', 'recall', 'police', '\n', 'V1'][Math.floor(next() * 6)]
			).join(' ');
		for (let n = 0; n < 300; n += 1) {
			const [before, now] = [text(), text()];
			expect(side(before, now, 'added')).toEqual(wordsOf(before));
			expect(side(before, now, 'removed')).toEqual(wordsOf(now));
		}
	});

	it('PLAN-6 a few changed words in a long text are told as few, and another text as a whole', () => {
		const long = Array.from({ length: 3_000 }, (_, n) => `word${n}`).join(' ');
		expect(wordChanges(long, long.replace('word1500 ', 'other ')).map(({ kind }) => kind)).toEqual([
			...['same', 'removed', 'added', 'same']
		]);
		const other = long.replace(/word/g, 'else');
		expect(wordChanges(long, other).map(({ kind, text }) => [kind, text.length])).toEqual([
			['removed', long.length],
			['added', other.length]
		]);
	});
});
