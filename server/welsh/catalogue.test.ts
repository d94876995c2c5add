/** The catalogue as it stands in the repository, held against every sentence of the source. */
import { describe, expect, test } from 'vitest';
import { readCatalogue } from './catalogue.ts';
import { collected } from './collect.ts';
import { readShown } from './read-shown.ts';
import { placesOf } from './sentence.ts';

const root = process.cwd();

describe('the Welsh catalogue', () => {
	const catalogue = readCatalogue(root);
	const wanted = collected(catalogue, readShown(root));
	const entries = [...wanted].flatMap(([area, of]) => Object.entries(of).map((entry) => [area, ...entry] as const));

	test('WELSH-6 has Welsh for every sentence of the source', () => {
		expect(entries.length).toBeGreaterThan(7_000);
		expect(
			entries.filter(([, , welsh]) => welsh.trim() === '').map(([area, english]) => `${area}: ${english}`)
		).toEqual([]);
	});

	test('WELSH-7 has no sentence that nobody says any more', () => {
		const left = [...catalogue].flatMap(([area, of]) =>
			[...of.keys()].filter((english) => wanted.get(area)?.[english] === undefined)
		);
		expect(left).toEqual([]);
	});

	test('WELSH-8 fills in every place of a sentence, once each, and keeps what stands round its ends', () => {
		const wrong = entries.filter(
			([, english, welsh]) =>
				placesOf(english) !== placesOf(welsh) ||
				/^\s*/.exec(english)?.[0] !== /^\s*/.exec(welsh)?.[0] ||
				/\s*$/.exec(english)?.[0] !== /\s*$/.exec(welsh)?.[0]
		);
		expect(wrong).toEqual([]);
	});
});
