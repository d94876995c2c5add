import { describe, expect, test } from 'vitest';
import { hostileRecord, sampleRecord } from '../../../tests/support/sample-record.ts';
import type { FinalRecord } from './final-record.ts';
import { layOutMinutes } from './lay-out-minutes.ts';
import { proseOf } from './prose.ts';
import { visibleText } from './visible-text.ts';

const FINGERPRINT = 'ab'.repeat(32);

/** Names of what is not prose: it is told in other words, or links one part of the record to another. */
const TOLD_OTHERWISE = new Set(['language', 'lockedAt', 'code', 'previousSha256', 'sha256', 'actions', 'number']);

/** The record with a word of its own in place of every text, and those words. */
const markEveryText = (record: FinalRecord): { record: FinalRecord; words: string[] } => {
	const words: string[] = [];
	const mark = (value: unknown, key: string): unknown => {
		if (typeof value === 'string') {
			if (TOLD_OTHERWISE.has(key)) return value;
			words.push(`word${words.length}end`);
			return words.at(-1);
		}
		if (Array.isArray(value)) return value.map((each) => mark(each, key));
		if (value === null || typeof value !== 'object') return value;
		return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mark(each, name)]));
	};
	return { record: mark(record, '') as FinalRecord, words };
};

/** What every record had from the beginning; whatever else there is came later and may be absent. */
const FIELDS_OF_SHAPE_1: readonly string[] = [
	...['marking', 'handling', 'language', 'area', 'title', 'reference', 'meetingId', 'lockedAt', 'chair', 'minuteTaker'],
	...['meeting', 'subject', 'attendance', 'items', 'risks', 'removed', 'actions', 'previousActions', 'disclosures'],
	...['level', 'smb', 'overrides', 'proceedings', 'provenance', 'glossary']
];

describe('the laid-out minutes', () => {
	test('EXPORT-4 hold every text of the record', () => {
		const { record, words } = markEveryText(sampleRecord());
		const text = JSON.stringify(layOutMinutes(record, FINGERPRINT).document);
		expect(words.length).toBeGreaterThan(300);
		expect(words.filter((word) => !text.includes(word))).toEqual([]);
	});

	test('EXPORT-4 hold what became of earlier disclosures, word for word', () => {
		const disclosuresMade = [
			{
				title: 'What became of the disclosure of meeting 1',
				outcome: 'Made on Friday 18 December 2026',
				fields: [['How the recipient reacted', 'Shaken, and grateful to be told']] as const,
				decidedAt: 'Friday 18 December 2026 at 16:10',
				present: []
			}
		];
		const { record, words } = markEveryText({ ...sampleRecord(), disclosuresMade });
		const text = JSON.stringify(layOutMinutes(record, FINGERPRINT).document);
		expect(words.filter((word) => !text.includes(word))).toEqual([]);
		expect(record.disclosuresMade?.[0]?.fields[0]?.[1]).toMatch(/^word/);
	});

	test.each([1, 2, 3] as const)('EXPORT-4 a record of shape %i opens with everything it holds', (shape) => {
		const { licence, ...first } = sampleRecord();
		const { meeting, subject, attendance, items, risks, actions, previousActions, disclosures, level, smb } = first;
		const known = { meeting, subject, attendance, items, risks, actions, previousActions, disclosures, level, smb };
		const { schema: _, ...rest } = sampleRecord();
		const asThen = Object.fromEntries(Object.entries(rest).filter(([name]) => FIELDS_OF_SHAPE_1.includes(name)));
		const { record, words } = markEveryText({
			...(asThen as unknown as FinalRecord),
			...known,
			...(shape > 1 ? { licence } : {})
		});
		const old: FinalRecord = { ...record, schema: `mapp-meeting-final-minutes/${shape}` };
		const text = JSON.stringify(layOutMinutes(old, FINGERPRINT).document);
		expect(words.length).toBeGreaterThan(300);
		expect(words.filter((word) => !text.includes(word))).toEqual([]);
	});

	test('EXPORT-4 tell what the record keeps as a code, a link or a moment', () => {
		const text = JSON.stringify(layOutMinutes(sampleRecord(), FINGERPRINT).document);
		expect(text).toContain('Monday 21 December 2026 at 09:30');
		expect(text).toContain('b5bb 9d80 14a0');
		for (const number of ['A1', 'A8', 'A9', 'A12']) expect(text).toContain(`"${number}"`);
	});

	test('EXPORT-4 cut a heading that is longer than two lines, and tell the whole of it below', () => {
		const record = sampleRecord();
		const [item] = record.items;
		if (!item) throw new Error('no item');
		const title = `${'A title with words in it '.repeat(20)}👮`.trim();
		const run = '😀'.repeat(300);
		const long = {
			...record,
			items: [
				{ ...item, title },
				{ ...item, number: 2, title: run }
			]
		};
		const { sections } = layOutMinutes(long, FINGERPRINT).document;
		const blocks = sections.find(({ id }) => id === 'items')?.blocks ?? [];
		const headings = blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
		expect(headings.map((text) => text.length <= 242 && text.endsWith(' …') && text.isWellFormed())).toEqual([
			true,
			true
		]);
		expect(JSON.stringify(blocks)).toContain(title);
		expect(JSON.stringify(blocks)).toContain(run);
	});

	test('EXPORT-4 say so where nothing was recorded', () => {
		const record = sampleRecord();
		const bare: FinalRecord = {
			...record,
			items: [],
			risks: [],
			actions: [],
			previousActions: [],
			disclosures: [],
			level: null,
			smb: [],
			overrides: [],
			proceedings: []
		};
		const { sections } = layOutMinutes(bare, FINGERPRINT).document;
		expect(sections.filter(({ blocks }) => blocks.length === 0)).toEqual([]);
		expect(JSON.stringify(sections.find(({ id }) => id === 'level'))).toContain('No level decision is recorded.');
	});

	test('EXPORT-4 put a plan too long for columns one part under the other', () => {
		const record = sampleRecord();
		const long = { ...record, risks: record.risks.map((risk) => ({ ...risk, contingency: 'Call. '.repeat(200) })) };
		const widths = (of: FinalRecord) =>
			layOutMinutes(of, FINGERPRINT)
				.document.sections.find(({ id }) => id === 'plan')
				?.blocks.flatMap((block) => (block.kind === 'table' ? [block.table.columns.length] : []));
		expect(widths(record)).toEqual([6, 6, 6, 6, 6, 3, 2]);
		expect(widths(long)).toEqual([2, 2, 2, 2, 2, 3, 2]);
	});

	test('EXPORT-11 show hidden characters as their codes and count them', () => {
		const { document, replaced } = layOutMinutes(hostileRecord(), FINGERPRINT);
		expect(JSON.stringify(document)).toContain('Ma[U+202E]rof gnitset[U+202C] 李雷');
		expect(replaced).toBe(2);
	});
});

describe('visible text', () => {
	test('EXPORT-11 keeps letters of every script, emoji and line ends, and nothing that hides', () => {
		const shown = 'Ŵyn 李雷 عربي 👩\u200d🔬 a\nb';
		expect(visibleText(shown)).toEqual({ text: shown, replaced: 0 });
		expect(visibleText('a\r\nb\u2028c\td')).toEqual({ text: 'a\nb\nc d', replaced: 0 });
		expect(visibleText('\0\u001b[31m\ud800\u2066\u{e0041}')).toEqual({
			text: '[U+0000][U+001B][31m[U+D800][U+2066][U+E0041]',
			replaced: 5
		});
	});
});

describe('prose', () => {
	test('EXPORT-19 makes a paragraph of each line and a list of lines that start with a dash', () => {
		expect(proseOf('One\r\n\n- two\n - three\nfour -\n- five')).toEqual([
			{ kind: 'paragraph', text: 'One' },
			{ kind: 'list', items: ['two', 'three'] },
			{ kind: 'paragraph', text: 'four -' },
			{ kind: 'list', items: ['five'] }
		]);
		expect(proseOf(' \n ')).toEqual([]);
	});
});
