import { describe, expect, it } from 'vitest';
import { FIND_MOST, findInTexts, type Searched } from './find-words.ts';

const text = (words: string, href = '#RISK.notes'): Searched => ({ href, where: 'Notes: Risk', text: words });
const marked = (texts: readonly Searched[], typed: string): readonly string[] =>
	findInTexts(texts, typed).map(({ parts }) => parts.map((one) => (one.isHit ? `[${one.text}]` : one.text)).join(''));

describe('finding in a meeting', () => {
	it('FIND-1 accents, capitals, kinds of quotation marks and spaces do not count, and the words are marked as they stand', () => {
		expect(marked([text('The CAFÉ’s owner')], "cafe's")).toEqual(['The [CAFÉ’s] owner']);
		expect(marked([text('Ŵyn a\u00a0Siân')], 'a sian')).toEqual(['Ŵyn [a\u00a0Siân]']);
		expect(marked([text('straße ﬁt 👩‍👧 end')], 'end')).toEqual(['straße ﬁt 👩‍👧 [end]']);
		expect(marked([text('ﬁne words')], 'fine')).toEqual(['[ﬁne] words']);
	});

	it('FIND-2 a phrase comes before words that stand apart; every hit in the stretch is marked, the rest is cut', () => {
		const texts = [text('weekly home visits', '#a'), text('visits weekly', '#b')];
		expect(findInTexts(texts, 'home visits').map(({ href }) => href)).toEqual(['#a']);
		expect(findInTexts(texts, 'visits weekly').map(({ href }) => href)).toEqual(['#b']);
		expect(marked(texts, 'visits home')).toEqual(['weekly [home] [visits]']);
		expect(marked([text('tag, tag')], 'TAG')).toEqual(['[tag], [tag]']);
		const [long] = marked([text(`${'x '.repeat(100)}here${' y'.repeat(200)}`)], 'here');
		expect(long?.startsWith('…')).toBe(true);
		expect(long?.endsWith('…')).toBe(true);
	});

	it('FIND-3 nothing typed finds nothing, what is not there neither, and a page of hits is not longer than one reads', () => {
		expect(findInTexts([text('a')], '  ')).toEqual([]);
		expect(findInTexts([text('a')], 'b')).toEqual([]);
		expect(findInTexts([text('')], 'b')).toEqual([]);
		expect(
			findInTexts(
				Array.from({ length: 200 }, (_, n) => text('same', `#${n}`)),
				'same'
			)
		).toHaveLength(FIND_MOST);
	});
});
