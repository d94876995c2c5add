import { describe, expect, it } from 'vitest';
import { ITEM_CODES } from '../agenda/agenda.ts';
import { decideWording, KEEP_WORDING } from './keep-wording.ts';
import { STARTER_WORDINGS } from './starter-wordings.ts';
import {
	findWordings,
	keptWordings,
	nextPlace,
	placesIn,
	typedKey,
	WORDING_KEY,
	WORDING_LIMIT,
	wordingsFor
} from './wording.ts';

const row = (over: object = {}) => ({
	...{ templateId: 'x1', version: 1, item: 'RISK', key: 'new', name: 'A new one', words: 'New [word]' },
	...{ isRetired: false, ...over }
});
const input = (over: object = {}) =>
	KEEP_WORDING.parse({
		wordingId: '',
		version: '0',
		item: 'RISK',
		key: ';New',
		name: 'A new one',
		words: 'W',
		...over
	});

describe('recurring wording', () => {
	it('WORDING-1 is offered after ; at the beginning of a word and nowhere else', () => {
		const at = (text: string) => typedKey(text, text.length);
		expect(at(';ap')).toEqual({ at: 0, typed: 'ap' });
		expect(at('Said. ;apol')).toEqual({ at: 6, typed: 'apol' });
		expect(at('line\n;')).toEqual({ at: 5, typed: '' });
		for (const text of ['word;ap', 'a; b', 'one ;a b', ';;', `;${'a'.repeat(13)}`, 'x ;ä', '', `${'y'.repeat(20)};ap`])
			expect(at(text), text).toBeNull();
	});

	it('WORDING-2 of an item are its own and those for every item; keys first, then names', () => {
		const all = keptWordings([row(), row({ templateId: 'x2', item: '', key: 'zeb', name: 'New for all' })]);
		const list = wordingsFor(all, 'RISK');
		expect(list.every(({ item }) => item === 'RISK' || item === null)).toBe(true);
		expect(findWordings(list, 'new').map(({ id }) => id)).toEqual(['x1', 'x2']);
		expect(findWordings(wordingsFor(all, 'WELCOME'), 'apol').map(({ id }) => id)).toEqual(['apologies']);
		expect(findWordings(list, 'nothinglikeit')).toEqual([]);
		const own = keptWordings([row({ key: 'dec' })]);
		expect(wordingsFor(own, 'RISK').filter(({ key }) => key === 'dec')).toHaveLength(1);
	});

	it('WORDING-3 the starter set has a wording for the standing items, each with a key of its own there, and names nobody', () => {
		const keys = STARTER_WORDINGS.map(({ item, key }) => `${item} ${key}`);
		expect(new Set(keys).size).toBe(keys.length);
		expect(new Set(STARTER_WORDINGS.map(({ id }) => id)).size).toBe(STARTER_WORDINGS.length);
		for (const { item, key, words, name } of STARTER_WORDINGS) {
			expect(item === null || ITEM_CODES.includes(item)).toBe(true);
			expect(key).toMatch(WORDING_KEY);
			expect(words.length).toBeLessThan(WORDING_LIMIT.words);
			expect(name.length).toBeLessThan(WORDING_LIMIT.name);
			expect(words).not.toMatch(/\b(?:Mr|Mrs|Ms|Dr)\b|\d{4}|@/);
		}
	});

	it('WORDING-4 places to fill in are found one after the other; the mark for what is to be found out is none', () => {
		const words = 'From [name], [agency] [?] on [date]';
		expect(placesIn(words)).toEqual(['[name]', '[agency]', '[date]']);
		expect(nextPlace(`Before. ${words}`, placesIn(words), 0)).toEqual({ start: 13, end: 19 });
		expect(nextPlace(`Before. ${words}`, placesIn(words), 19)).toEqual({ start: 21, end: 29 });
		expect(nextPlace(words, placesIn(words), words.length)).toBeNull();
	});

	it('WORDING-5 an area changes the starter set and adds to it; of two who change one at once, the second is told', () => {
		const all = keptWordings([row({ templateId: 'apologies', item: 'WELCOME', key: 'sorry', version: 3 })]);
		expect(all.find(({ id }) => id === 'apologies')).toMatchObject({ key: 'sorry', version: 3 });
		expect(all.filter(({ id }) => id === 'apologies')).toHaveLength(1);
		expect(decideWording(input(), all, 'fresh')).toEqual({ ok: true, value: { templateId: 'fresh', version: 1 } });
		const change = { wordingId: 'apologies', version: '2', item: 'WELCOME', key: 'apo' };
		expect(decideWording(input(change), all, '')).toMatchObject({ ok: false, kind: 'changed-meanwhile' });
		expect(decideWording(input({ ...change, version: '3' }), all, '')).toMatchObject({ value: { version: 4 } });
		expect(decideWording(input({ key: 'risk' }), all, 'n')).toMatchObject({ ok: false, problems: [{ field: 'key' }] });
		expect(decideWording(input({ wordingId: 'gone' }), all, 'n')).toMatchObject({ ok: false, kind: 'missing' });
		for (const over of [{ key: 'a b' }, { key: '' }, { item: 'NOWHERE' }, { name: '' }, { words: ' ' }])
			expect(KEEP_WORDING.safeParse({ ...input(), version: '0', ...over }).success, JSON.stringify(over)).toBe(false);
	});
});
