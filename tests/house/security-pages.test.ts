import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const rules = new Set(
	[...readFileSync('tests/RULES.md', 'utf8').matchAll(/^- ([A-Z]+(?:-[A-Z]+)*-\d+) /gm)].map(([, id]) => id)
);
const RULE = /\b[A-Z]{2,}(?:-[A-Z]+)*-\d+\b/g;
const page = (name: string) => readFileSync(`server/security/${name}`, 'utf8');
/** The cells of every line of a page's tables that begins like this. */
const rows = (text: string, first: RegExp): readonly string[][] =>
	text
		.split('\n')
		.filter((line) => line.startsWith('| ') && first.test(line))
		.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim())
		);

/** The last requirement of the levels 1 and 2 in each section of ASVS 5.0: those of level 3 come after it. */
const ASKED: Readonly<Record<string, readonly [last: number]>> = {
	...{ '1.1': [2], '1.2': [9], '1.3': [11], '1.4': [3], '1.5': [2], '2.1': [3], '2.2': [3], '2.3': [4], '2.4': [1] },
	...{ '3.2': [2], '3.3': [4], '3.4': [6], '3.5': [5], '3.7': [2], '4.1': [3], '4.2': [1], '4.3': [2], '4.4': [4] },
	...{ '5.1': [1], '5.2': [3], '5.3': [2], '5.4': [3], '6.1': [3], '6.2': [12], '6.3': [4], '6.4': [4], '6.5': [5] },
	...{ '6.6': [3], '6.8': [4], '7.1': [3], '7.2': [4], '7.3': [2], '7.4': [5], '7.5': [2], '7.6': [2], '8.1': [2] },
	...{ '8.2': [3], '8.3': [1], '8.4': [1], '9.1': [3], '9.2': [4], '10.1': [2], '10.2': [2], '10.3': [4] },
	...{ '10.4': [11], '10.5': [5], '10.6': [2], '10.7': [3], '11.1': [2], '11.2': [3], '11.3': [3], '11.4': [4] },
	...{ '11.5': [1], '11.6': [1], '12.1': [3], '12.2': [2], '12.3': [4], '13.1': [1], '13.2': [5], '13.3': [2] },
	...{ '13.4': [5], '14.1': [2], '14.2': [4], '14.3': [3], '15.1': [3], '15.2': [3], '15.3': [7], '16.1': [1] },
	...{ '16.2': [5], '16.3': [4], '16.4': [3], '16.5': [3], '17.1': [1], '17.2': [4], '17.3': [2] }
};
const asked = Object.entries(ASKED).flatMap(([section, [last]]) =>
	Array.from({ length: last }, (_, n) => `${section}.${n + 1}`)
);

describe('the pages of an information-governance officer', () => {
	test('HOUSE-10 every requirement of levels 1 and 2 has one line, and every rule a line names is there', () => {
		const lines = rows(page('asvs.md'), /^\| \d/);
		const answered = lines.flatMap(([ids = '']) => ids.match(/\d+\.\d+\.\d+/g) ?? []);
		expect(asked.filter((id) => !answered.includes(id))).toEqual([]);
		expect(answered.filter((id, place) => answered.indexOf(id) !== place)).toEqual([]);
		expect(
			page('asvs.md')
				.match(RULE)
				?.filter((id) => !rules.has(id) && !id.startsWith('AES') && !/^(SHA|UTF|RFC)/.test(id))
		).toEqual([]);
		const unproven = lines.filter(
			([, , what = '', proof = '']) => proof === '' && !/not applicable|\*\*not met\*\*|^none$/.test(what)
		);
		expect(unproven.map(([ids]) => ids)).toEqual([]);
	});

	test('HOUSE-10 what is not met is said again on the page of what is not defended', () => {
		const notMet = rows(page('asvs.md'), /\*\*not met\*\*/).flatMap(([ids = '']) => ids.split(/, | \(/, 1));
		expect(notMet.length).toBeGreaterThan(0);
		for (const id of notMet) expect(page('not-defended.md')).toContain(id);
	});

	test('HOUSE-9 every bad input names tests that are there', () => {
		const lines = rows(page('bad-inputs.md'), /^\| [A-Z]-\d/);
		const kinds = new Set(lines.map(([id = '']) => id[0]));
		expect([...kinds].sort()).toEqual(['D', 'E', 'I', 'L', 'M', 'U', 'Y']);
		expect(lines.length).toBeGreaterThan(60);
		for (const [id, , , proof = ''] of lines) {
			const named = proof.match(RULE) ?? [];
			expect(named.length, id).toBeGreaterThan(0);
			expect(
				named.filter((rule) => !rules.has(rule)),
				id
			).toEqual([]);
		}
	});
});
