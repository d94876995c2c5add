import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Every file of the project that holds test titles. */
const testFiles = ['src', 'server', 'drizzle', 'tests'].flatMap((folder) =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.(test|journey)\.ts$/.test(name) && !name.includes('node_modules'))
		.map((name) => join(folder, name))
);
const ID = /^[A-Z]+(?:-[A-Z]+)*-\d+/;
const titles = testFiles.flatMap((file) =>
	[...readFileSync(file, 'utf8').matchAll(/\b(?:test|it)(?:\.each(?:<[^(]*>)?\([\s\S]*?\))?\(\s*(['"`])(.+?)\1/g)].map(
		(match) => ({
			file,
			title: match[2] ?? ''
		})
	)
);
const rules = [...readFileSync('tests/RULES.md', 'utf8').matchAll(/^- ([A-Z]+(?:-[A-Z]+)*-\d+) (.+)$/gm)].map(
	(match) => ({
		id: match[1] ?? '',
		sentence: match[2] ?? ''
	})
);

describe('the rule book', () => {
	test('HOUSE-1 every test title begins with the id of a rule in the book', () => {
		const known = new Set(rules.map((rule) => rule.id));
		const strangers = titles.filter(({ title }) => !known.has(ID.exec(title)?.[0] ?? ''));
		expect(titles.length).toBeGreaterThan(100);
		expect(strangers.map(({ file, title }) => `${file}: ${title}`)).toEqual([]);
	});

	test('HOUSE-2 every rule in the book is tested', () => {
		const tested = new Set(titles.map(({ title }) => ID.exec(title)?.[0]));
		expect(rules.filter((rule) => !tested.has(rule.id)).map((rule) => `${rule.id} ${rule.sentence}`)).toEqual([]);
	});

	test('HOUSE-3 no rule id is given twice', () => {
		const ids = rules.map((rule) => rule.id);
		expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
	});
});
