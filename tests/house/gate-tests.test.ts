import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GATE_RULES, gateRow, NOT_CHECKED_YET } from '#lib/minutes/gate-table.ts';
import { gateStepWord } from '#lib/minutes/gate-words.ts';

type Title = { readonly file: string; readonly title: string };
const titles: readonly Title[] = ['src', 'server', 'tests']
	.flatMap((folder) =>
		readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((name) => /\.(test|journey)\.ts$/.test(name))
			.map((name) => join(folder, name))
	)
	.sort()
	.flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/(['"`])([A-Z]+(?:-[A-Z]+)*-\d+ .*?)\1/g)].map((match) => ({
			file,
			title: match[2] ?? ''
		}))
	);
/** Tests whose title carries the rule: "GATE-8 V16 an action has ..."; "V03-V05" and "V10, V19" name each. */
const provedBy = (rule: string): readonly Title[] =>
	titles.filter(({ title }) => new RegExp(`\\b${rule}\\b`).test(title));

const lineOf = ({ file, title }: Title): string => `- ${title} (\`${file}\`)`;
const partOf = (rule: (typeof GATE_RULES)[number]): string => {
	const { kind, where, rule: sentence, step, finds, refusedBy = [], seenBy } = gateRow(rule);
	const places = [
		...(finds ? [seenBy ? `live in the room, to ${seenBy} alone` : 'live in the room and on the close page'] : []),
		...(refusedBy.length > 0 ? [`at ${refusedBy.join(', ')}`] : [])
	];
	return [
		`## ${rule} (${kind}) ${where}`,
		'',
		sentence,
		'',
		`${gateStepWord[step]}. Shown ${places.join('; ')}.`,
		'',
		...provedBy(rule).map(lineOf)
	].join('\n');
};

describe('the catalogue and its tests', () => {
	test('GATE-25 every rule that is checked has at least one test whose title carries its id', () => {
		const untested = GATE_RULES.filter((rule) => provedBy(rule).length === 0);
		expect(titles.length).toBeGreaterThan(100);
		expect(untested).toEqual([]);
	});

	test('GATE-26 what proves each rule is written down in tests/GATES.md, and that is as the tests are now (write it anew with vitest -u)', async () => {
		const open = Object.entries(NOT_CHECKED_YET).map(
			([id, { kind, where, rule }]) => `## ${id} (${kind}) ${where}\n\n${rule}\n\nNot checked yet.`
		);
		const page = [
			'# What proves each rule of the catalogue\n\nE stops the step, W warns and asks for a reason that is kept. Written by `npx vitest run tests/house -u`.',
			...GATE_RULES.map(partOf),
			...open
		].join('\n\n');
		await expect(`${page}\n`).toMatchFileSnapshot('../GATES.md');
	});
});
