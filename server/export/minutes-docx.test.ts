import { describe, expect, test } from 'vitest';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { inFours } from '#lib/minutes/fingerprint-groups.ts';
import { layOutMinutes } from '#lib/minutes/lay-out-minutes.ts';
import type { Print } from '#lib/minutes/print.ts';
import { textsOf } from '../../tests/support/minutes-texts.ts';
import { HOSTILE_TEXTS, hostileRecord, longNamesRecord, sampleRecord } from '../../tests/support/sample-record.ts';
import { unzip } from '../../tests/support/unzip.ts';
import { renderDocx } from './minutes-docx.ts';

const FINGERPRINT = '0123456789abcdef'.repeat(4);
const COPY: Print = {
	version: { title: 'Executive summary', leftOut: ['3 parts left out: victim'] },
	copy: {
		number: 'copy 7 of 12',
		recipient: '"Sorrel" <Aske> & Co',
		purpose: 'The tenancy',
		on: 'Friday 18 December 2026'
	},
	demonstration: true
};
const parts = (record: FinalRecord, print?: Print): ReadonlyMap<string, string> =>
	new Map([...unzip(renderDocx(record, FINGERPRINT, print))].map(([name, bytes]) => [name, bytes.toString('utf8')]));
const part = (name: string, record = sampleRecord(), print?: Print): string => parts(record, print).get(name) ?? '';
const readBack = (xml: string): string =>
	xml
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&amp;/g, '&');
/** The text of each paragraph: runs joined, as a reader sees them. */
const paragraphs = (xml: string): string[] =>
	xml
		.split('</w:p>')
		.map((one) =>
			readBack([...one.matchAll(/<w:t xml:space="preserve">([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''))
		);

/** Every element that is opened is closed in its place, and no sign stands that XML does not have. */
const faultIn = (xml: string): string | null => {
	const open: string[] = [];
	for (const [tag, close, name, , alone] of xml.matchAll(
		/<(\/?)([A-Za-z0-9:]+)((?:\s+[A-Za-z0-9:]+="[^"<]*")*)\s*(\/?)>/g
	)) {
		if (close) {
			if (open.pop() !== name) return `${tag} closes nothing`;
		} else if (!alone && name) open.push(name);
	}
	const rest = xml.replace(/<\?xml[^>]*\?>/, '').replace(/<\/?[A-Za-z0-9:]+(?:\s+[A-Za-z0-9:]+="[^"<]*")*\s*\/?>/g, '');
	if (/[<>]/.test(rest)) return 'a bare bracket';
	if (/&(?!(?:amp|lt|gt|quot);)/.test(rest)) return 'a bare ampersand';
	// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those that XML 1.0 does not have
	if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml)) return 'a sign that XML does not have';
	return open.length === 0 ? null : `${open.at(-1)} stays open`;
};

describe('the minutes as a Word document', () => {
	test('DOCX-1 show every text of the laid-out minutes, also those of a version and a copy', () => {
		for (const record of [sampleRecord({ risks: 12, actions: 40 }), hostileRecord(), longNamesRecord()]) {
			const all = parts(record, COPY);
			const text = [...all.values()].flatMap(paragraphs).join('\n');
			const { document } = layOutMinutes(record, FINGERPRINT, COPY);
			// A caption is for those who hear the page; a label runs into its text.
			expect(textsOf(document).filter((each) => !text.includes(each))).toEqual([]);
		}
	});

	test('DOCX-2 are the same bytes each time, dated by the lock', () => {
		const record = sampleRecord();
		expect(Buffer.compare(renderDocx(record, FINGERPRINT, COPY), renderDocx(record, FINGERPRINT, COPY))).toBe(0);
		const core = part('docProps/core.xml');
		expect(core.match(/2026-12-21T09:30:00Z/g)).toHaveLength(2);
		expect(core).toContain('<dc:title>Final minutes: Level 3 review meeting – NMS-2026-014/2</dc:title>');
		expect([...parts(record).keys()][0]).toBe('[Content_Types].xml');
	});

	test('DOCX-7 say the language of the record, in which a reader spells them and reads them aloud', () => {
		for (const language of ['en', 'cy'] as const) {
			const record = { ...sampleRecord(), language };
			expect(part('word/styles.xml', record)).toContain(`<w:lang w:val="${language}-GB"`);
			expect(part('docProps/core.xml', record)).toContain(`<dc:language>${language}</dc:language>`);
		}
	});

	test('DOCX-3 repeat the heads of tables and name each, with one row for each that the minutes have', () => {
		const record = sampleRecord({ risks: 12, actions: 40 });
		const xml = part('word/document.xml', record);
		const blocks = layOutMinutes(record, FINGERPRINT).document.sections.flatMap((section) => section.blocks);
		const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []));
		expect(xml.match(/<w:tbl>/g)).toHaveLength(tables.length);
		expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(tables.length);
		expect(xml.match(/<w:tblCaption w:val="[^"]+"\/>/g)).toHaveLength(tables.length);
		expect(xml.match(/<w:tr>/g)).toHaveLength(tables.reduce((sum, { rows }) => sum + rows.length + 1, 0));
		const headings = blocks.filter(({ kind }) => kind === 'heading').length;
		expect(xml.match(/<w:pStyle w:val="Heading2"\/>/g)).toHaveLength(headings);
		// Between two tables stands a paragraph, or Word makes one of them.
		expect(xml).not.toMatch(/<\/w:tbl><w:tbl>|<\/w:tbl><\/w:tc>/);
		for (const [, anchor] of xml.matchAll(/w:anchor="([^"]+)"/g)) expect(xml).toContain(`w:name="${anchor}"`);
	});

	test('DOCX-4 have the marking at head and foot of every page, the reference, the fingerprint and the number of the page', () => {
		const all = parts(sampleRecord());
		for (const name of ['word/header1.xml', 'word/footer1.xml', 'word/footer2.xml'])
			expect(all.get(name), name).toContain('OFFICIAL-SENSITIVE');
		for (const name of ['word/footer1.xml', 'word/footer2.xml']) {
			const foot = all.get(name) ?? '';
			expect(foot).toContain('NMS-2026-014/2');
			expect(foot).toContain('0123 4567 89ab cdef');
			expect(foot).toMatch(/ PAGE [\s\S]+ NUMPAGES /);
		}
		expect(all.get('docProps/custom.xml')).toContain(FINGERPRINT);
		expect(readBack(all.get('word/document.xml') ?? '')).toContain(inFours(FINGERPRINT));
		expect(all.get('word/settings.xml')).toContain('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>');
	});

	test('DOCX-5 hold hostile text as text in whole XML, and point at nothing outside', () => {
		for (const [name, xml] of parts(hostileRecord(), COPY)) {
			expect(faultIn(xml), name).toBeNull();
			expect(xml, name).not.toMatch(/TargetMode|INCLUDE|HYPERLINK|DDE|altChunk|oleObject/);
			if (name.endsWith('.rels'))
				expect([...xml.matchAll(/Target="([^"]+)"/g)].filter(([, target]) => /:|^\//.test(target ?? ''))).toEqual([]);
		}
		const text = paragraphs(part('word/document.xml', hostileRecord())).join('\n');
		for (const hostile of HOSTILE_TEXTS) expect(text).toContain(hostile);
		expect(text).toContain('[U+202E]');
	});

	test('DOCX-6 of a copy show whose it is behind every page and in its foot', () => {
		const copy = parts(sampleRecord(), COPY);
		expect(copy.get('word/header1.xml')).toContain('string="&quot;Sorrel&quot; &lt;Aske&gt; &amp; Co – copy 7 of 12"');
		for (const name of ['word/footer1.xml', 'word/footer2.xml'])
			expect(readBack(copy.get(name) ?? ''), name).toContain('copy 7 of 12, for "Sorrel" <Aske> & Co');
		expect(part('word/header1.xml')).not.toContain('textpath');
	});
});
