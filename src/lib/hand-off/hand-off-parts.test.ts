import { describe, expect, it } from 'vitest';
import { sampleRecord } from '../../../tests/support/sample-record.ts';
import { csvText } from '../import/csv-text.ts';
import { charactersOf, cutText } from './cut-text.ts';
import { actionRows, handOffTexts, isForManager } from './hand-off-parts.ts';

const LIMITS = { STATUTORY: 400, CASE_SYSTEM: 8000 };

describe('text for other systems', () => {
	it('HAND-OFF-1 a long text comes in parts that fit, cut where a reader pauses, with every word in them', () => {
		const text = `${'One sentence about him. '.repeat(20)}\n\n${'Another one, somewhat longer than that. '.repeat(20)}`;
		const parts = cutText(text, 300);
		for (const part of parts) expect(charactersOf(part)).toBeLessThanOrEqual(300);
		expect(parts.join(' ').replace(/\s+/g, ' ').trim()).toBe(text.replace(/\s+/g, ' ').trim());
		expect(parts.every((part) => /[.]$/.test(part))).toBe(true);
		expect(cutText('Short', 300)).toEqual(['Short']);
		expect(cutText('', 300)).toEqual(['']);
	});

	it('HAND-OFF-2 what has no pause is cut between characters, never inside one', () => {
		const parts = cutText('🙂'.repeat(1000), 300);
		expect(parts.map(charactersOf)).toEqual([300, 300, 300, 100]);
		expect(parts.every((part) => part.isWellFormed())).toBe(true);
		const word = cutText(`${'x'.repeat(450)} end`, 200);
		expect(word.join('').replaceAll(' ', '')).toBe(`${'x'.repeat(450)}end`);
	});

	it('HAND-OFF-3 each part is one field of another system, says how long it is, and nothing of it is empty', () => {
		const record = sampleRecord();
		const texts = handOffTexts(record, 'ab'.repeat(32), [], LIMITS);
		expect(texts.map(({ part }) => part)).toEqual(expect.arrayContaining(['meeting', 'plan', 'actions', 'contact']));
		for (const one of texts) {
			expect(one.text, one.part).not.toBe('');
			expect(one.characters).toBe(charactersOf(one.text));
			for (const cut of one.cuts) expect(charactersOf(cut)).toBeLessThanOrEqual(one.limit);
		}
		const plan = texts.find(({ part }) => part === 'plan');
		for (const { contingency } of record.risks) expect(plan?.text).toContain(contingency.trim());
		expect(texts.filter(({ part }) => isForManager(part)).every(({ system }) => system === 'CASE_SYSTEM')).toBe(true);
	});

	it('HAND-OFF-4 the action list as a file carries out nothing', () => {
		const record = sampleRecord();
		const [action] = record.actions;
		if (!action) throw new Error('the sample has an action');
		const rows = actionRows({ ...record, actions: [{ ...action, text: '=HYPERLINK("http://127.0.0.1")' }] });
		expect(csvText(rows)).toContain(`"'=HYPERLINK(""http://127.0.0.1"")"`);
	});
});
