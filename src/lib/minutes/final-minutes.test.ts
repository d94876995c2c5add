import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { textsOf } from '../../../tests/support/minutes-texts.ts';
import { HOSTILE_TEXTS, hostileRecord, sampleRecord } from '../../../tests/support/sample-record.ts';
import FinalMinutes from './FinalMinutes.svelte';
import { inFours } from './fingerprint-groups.ts';
import { layOutMinutes } from './lay-out-minutes.ts';

const FINGERPRINT = '0123456789abcdef'.repeat(4);
const page = (record = sampleRecord()): string => render(FinalMinutes, { props: { record, sha256: FINGERPRINT } }).body;

/** What a reader sees: tags and comments gone, entities read. */
const shownText = (html: string): string =>
	html
		.replace(/<!--[\s\S]*?-->/g, '')
		.replace(/<[^>]*>/g, '\n')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&amp;/g, '&');

describe('the page of the final minutes', () => {
	test('EXPORT-5 shows every text of the laid-out minutes', () => {
		for (const record of [sampleRecord({ risks: 12, actions: 40 }), hostileRecord()]) {
			const text = shownText(page(record));
			const { document } = layOutMinutes(record, FINGERPRINT);
			expect(textsOf(document).filter((each) => !text.includes(each))).toEqual([]);
		}
	});

	test('EXPORT-5 shows hostile text as text and runs none of it', () => {
		const html = page(hostileRecord());
		for (const text of HOSTILE_TEXTS) expect(shownText(html)).toContain(text);
		const tags = (html.match(/<[a-z!][^>]*>/gi) ?? []).filter((tag) => !tag.startsWith('<!--'));
		expect(tags.filter((tag) => /<script|<img|<style|\son\w+=|\sstyle=/i.test(tag))).toEqual([]);
	});

	test('EXPORT-3 prints the whole fingerprint in fours', () => {
		expect(page()).toContain(inFours(FINGERPRINT));
	});

	test('EXPORT-3 has no fingerprint, and says it is a draft, before the lock', () => {
		const html = render(FinalMinutes, { props: { record: sampleRecord(), sha256: null } }).body;
		expect(shownText(html)).toContain('Draft. Nothing here is final until the chair locks it.');
		expect(html).not.toMatch(/Locked by the chair|id="fingerprint"|href="#fingerprint"/);
	});

	test('EXPORT-7 begins and ends with the marking', () => {
		const text = shownText(page()).trim();
		expect(text.startsWith('OFFICIAL-SENSITIVE')).toBe(true);
		expect(text.endsWith('OFFICIAL-SENSITIVE')).toBe(true);
	});

	test('EXPORT-17 has headings without a gap, one of them the title, and tables a screen reader can read', () => {
		const html = page(sampleRecord({ risks: 12, actions: 40 }));
		const levels = [...html.matchAll(/<h(\d)[\s>]/g)].map((found) => Number(found[1]));
		expect(levels[0]).toBe(1);
		expect(levels.filter((level) => level === 1)).toHaveLength(1);
		expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
		const tables = html.match(/<table[\s\S]*?<\/table>/g) ?? [];
		expect(tables.length).toBeGreaterThan(12);
		expect(tables.filter((table) => !/<caption[^>]*>[^<]/.test(table))).toEqual([]);
		expect([...html.matchAll(/<th\b[^>]*>/g)].filter(([tag]) => !/scope="(col|row)"/.test(tag))).toEqual([]);
		const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((found) => found[1]);
		expect(new Set(ids).size).toBe(ids.length);
		for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
	});
});
