import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { COMPLETE, TEXTS } from '../../../tests/support/complete-meeting.ts';
import { fold } from '../../../tests/support/scenario.ts';
import PrintedPlan from './PrintedPlan.svelte';

const NOW = Date.parse('2026-12-03T14:00:00Z');
const printed = (events = COMPLETE): string =>
	render(PrintedPlan, { props: { meeting: fold(events), texts: TEXTS.plan, now: NOW } }).body;
/** Tags and comments gone, spaces as they are seen. */
const seen = (html: string): string =>
	html
		.replace(/<!--[\s\S]*?-->/g, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ');

test('PLAN-19 the printed plan says every word of the plan that is written, and holds no form', () => {
	const html = printed();
	for (const words of Object.values(TEXTS.plan)) expect(seen(html)).toContain(words);
	expect(html).not.toMatch(/<(form|input|textarea|select|button|details|a)\b/);
});

test('PLAN-19 it begins with the marking, the meeting and who chairs it, and says that the plan may still change', () => {
	const words = seen(printed()).trim();
	expect(words).toMatch(/^OFFICIAL-SENSITIVE Risk Management Plan /);
	expect(words).toMatch(
		/chaired by [^.]+\. Printed on Thursday 3 December 2026 at 14:00, before the minutes are locked/
	);
});

test('PLAN-19 each action stands under its risk with its owner, its day and how it stands', () => {
	const html = printed();
	const table = /<table[^>]*aria-label="Actions for R1"[\s\S]*?<\/table>/.exec(html)?.[0] ?? '';
	const rows = (table.match(/<tr[\s\S]*?<\/tr>/g) ?? []).map(seen);
	expect(rows[0]).toMatch(/No\. Action Owner By when Status/);
	expect(rows.find((row) => row.includes('A8'))).toMatch(/Book a review.*Friday 18 December 2026.*New/);
	expect(rows.find((row) => row.includes('A1 '))).toMatch(/Completed.*Map in licence/);
});

test('PLAN-19 what is taken out stands at the end with its reason, and what is not written is said to be not written', () => {
	const words = seen(
		printed([...COMPLETE.slice(0, -1), { type: 'action-removed', number: 'A8', by: 'chair', reason: 'Said twice' }])
	);
	expect(words).toMatch(/Taken out of the plan .*A8 Book a review of the carpentry placement : Said twice/);
	expect(words).toContain('Why these measures should work Nothing written yet');
});
