import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GATE_RULES } from '#lib/minutes/gate-table.ts';

test('GATE-25 every rule that is checked has at least one test whose title carries its id', () => {
	const files = ['src', 'server', 'tests'].flatMap((folder) =>
		readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((name) => /\.(test|journey)\.ts$/.test(name))
			.map((name) => join(folder, name))
	);
	const titles = files.flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/(['"`])([A-Z]+-\d+ .*?)\1/g)].map((match) => match[2] ?? '')
	);
	const untested = GATE_RULES.filter((rule) => !titles.some((title) => new RegExp(`\\b${rule}\\b`).test(title)));
	expect(titles.length).toBeGreaterThan(100);
	expect(untested).toEqual([]);
});
