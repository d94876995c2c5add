import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { inFours } from '#lib/minutes/fingerprint-groups.ts';
import { layOutMinutes } from '#lib/minutes/lay-out-minutes.ts';
import type { Print } from '#lib/minutes/print.ts';
import { textsOf } from '../../tests/support/minutes-texts.ts';
import { HOSTILE_TEXTS, hostileRecord, longNamesRecord, sampleRecord } from '../../tests/support/sample-record.ts';
import { renderHtml } from './minutes-html.ts';

const FINGERPRINT = '0123456789abcdef'.repeat(4);
const COPY: Print = {
	version: { title: 'Executive summary', leftOut: ['3 parts left out: victim'] },
	copy: {
		number: 'copy 7 of 12',
		recipient: '<b>Sorrel</b> Aske',
		purpose: 'The "tenancy"',
		on: 'Friday 18 December 2026'
	},
	demonstration: true
};
const page = (record: FinalRecord, print?: Print): string => renderHtml(record, FINGERPRINT, print);
const shownText = (html: string): string =>
	html
		.replace(/<style>[\s\S]*?<\/style>/, '')
		.replace(/<[^>]*>/g, '\n')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&#39;/g, "'")
		.replace(/&amp;/g, '&');

describe('the minutes as one HTML file', () => {
	test('HTML-1 show every text of the laid-out minutes, also those of a version and a copy', () => {
		for (const record of [sampleRecord({ risks: 12, actions: 40 }), hostileRecord(), longNamesRecord()]) {
			const text = shownText(page(record, COPY));
			const { document } = layOutMinutes(record, FINGERPRINT, COPY);
			expect(textsOf(document).filter((each) => !text.includes(each))).toEqual([]);
		}
	});

	test('HTML-2 hold hostile text as text, and ask for nothing', () => {
		const html = page(hostileRecord(), COPY);
		for (const text of HOSTILE_TEXTS) expect(shownText(html)).toContain(text);
		expect(shownText(html)).toContain('[U+202E]');
		const tags = html.match(/<[a-z!][^>]*>/gi) ?? [];
		const names = new Set(tags.map((tag) => /^<!?([a-z0-9]+)/i.exec(tag)?.[1]?.toLowerCase()));
		expect(
			[...names].filter((name) => /^(script|img|iframe|link|object|embed|form|svg|base|video|audio)$/.test(name ?? ''))
		).toEqual([]);
		expect(tags.filter((tag) => /\s(on\w+|src|srcset|style|action|background)=/i.test(tag))).toEqual([]);
		expect(tags.filter((tag) => /\shref=/.test(tag) && !/\shref="#[a-z-]+"/.test(tag))).toEqual([]);
	});

	test('HTML-2 carry a policy that forbids everything but their own styles', () => {
		const html = page(sampleRecord());
		const styles = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
		const digest = createHash('sha256').update(styles, 'utf8').digest('base64');
		expect(html).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;; base-uri`);
		expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<style>'));
		expect(styles).not.toMatch(/url\(|@import|@font-face/);
	});

	test('HTML-3 are the same each time and carry marking, fingerprint, language and title', () => {
		const html = page(sampleRecord());
		expect(page(sampleRecord())).toBe(html);
		expect(html).toContain('<html lang="en">');
		expect(page({ ...sampleRecord(), language: 'cy' })).toContain('<html lang="cy">');
		expect(html).toContain('<title>Final minutes: Level 3 review meeting – NMS-2026-014/2</title>');
		expect(html).toContain(`<meta name="mapp-meeting-sha256" content="${FINGERPRINT}">`);
		expect(html).toContain(inFours(FINGERPRINT));
		expect(shownText(html).split('OFFICIAL-SENSITIVE').length - 1).toBe(2);
		expect(html.match(/content:"OFFICIAL-SENSITIVE"/g)).toHaveLength(4);
	});

	test('HTML-4 have headings without a gap, and tables a screen reader can read', () => {
		const html = page(sampleRecord({ risks: 12, actions: 40 }), COPY);
		const levels = [...html.matchAll(/<h(\d)[\s>]/g)].map((found) => Number(found[1]));
		expect(levels.filter((level) => level === 1)).toHaveLength(1);
		expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
		const tables = html.match(/<table[\s\S]*?<\/table>/g) ?? [];
		expect(tables.length).toBeGreaterThan(20);
		expect(tables.filter((one) => !/<caption>.+<\/caption>/.test(one) || !/<th scope="col">/.test(one))).toEqual([]);
		const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
		expect(new Set(ids).size).toBe(ids.length);
		for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
	});

	test('HTML-5 of a copy show whose it is across the page, and do not read it aloud there', () => {
		const html = page(sampleRecord(), COPY);
		expect(html).toMatch(
			/<div class="across" aria-hidden="true"><p>&lt;b&gt;Sorrel&lt;\/b&gt; Aske<br>copy 7 of 12<\/p><\/div>/
		);
		expect(page(sampleRecord())).not.toContain('class="across"');
	});
});
