import { describe, expect, it } from 'vitest';
import { DEFAULT_AREA_CONFIG } from './area-config.ts';
import { reviewDue } from './review-due.ts';
import { chooseReviews, csvField, type ReviewLine, reviewFilter, reviewsCsv } from './reviews.ts';

const line = (
	ref: string,
	level: number,
	lastMeetingOn: string | null,
	over: Partial<ReviewLine> = {}
): ReviewLine => ({
	...{ caseId: ref, ref, name: `Person ${ref}`, category: 1, level, leadAgencyName: 'Probation', lastMeetingOn },
	next: null,
	due: reviewDue({ level, lastMeetingOn, agreedOn: null }, '2026-12-17', DEFAULT_AREA_CONFIG),
	...over
});
// Level 2: normal limit after 12 weeks, counted after 16; today is 17 December 2026.
const LINES = [
	line('A', 2, '2026-12-10'),
	line('B', 2, '2026-09-21'),
	line('C', 2, '2026-09-01'),
	line('D', 3, '2026-10-01'),
	line('E', 3, null)
];
const refs = (query: string) => chooseReviews(LINES, reviewFilter(new URLSearchParams(query))).map(({ ref }) => ref);

describe('the list of reviews due', () => {
	it('REVIEW-2 shows the most pressing first, and what is chosen by level and state', () => {
		expect(LINES.map(({ due }) => due.state)).toEqual(
			['in-time', 'late', 'past-limit', 'past-limit', 'none'].with(2, 'late')
		);
		expect(refs('')).toEqual(['D', 'C', 'B', 'A', 'E']);
		expect(refs('level=3')).toEqual(['D', 'E']);
		expect(refs('state=late')).toEqual(['C', 'B']);
		expect(refs('level=2&state=late')).toEqual(['C', 'B']);
		expect(refs('level=2&state=none')).toEqual([]);
	});

	it('REVIEW-2 takes whatever is not on the list of choices for everything', () => {
		for (const query of ['level=1', 'level=2%20or%201', 'state=__proto__', 'state=', 'level[]=3', 'area=B'])
			expect(refs(query), query).toHaveLength(5);
	});

	it('REVIEW-2 a first meeting after an accepted referral is soon in the last quarter of its time, and late after it', () => {
		const facts = { level: 2, lastMeetingOn: null, acceptedOn: '2026-12-01', agreedOn: '2026-12-31' };
		const on = (today: string) => reviewDue(facts, today, DEFAULT_AREA_CONFIG).state;
		expect([on('2026-12-23'), on('2026-12-24'), on('2026-12-31'), on('2027-01-01')]).toEqual([
			...['in-time', 'soon', 'soon', 'late']
		]);
	});
});

describe('the list as a file', () => {
	it.each(['=HYPERLINK("http://evil.example")', '+1', '-1+2', '@SUM(A1)', '\t=x', '\r=1', '\n=1'])(
		'REVIEW-3 D-5 %j stays text in a spreadsheet',
		(text) => {
			expect(csvField(text).replace(/^"/, '')[0]).toBe("'");
			const csv = reviewsCsv([line('A', 2, null, { leadAgencyName: text })]);
			expect(csv).not.toMatch(/(^|,)"?[=+\-@\t]/m);
		}
	);

	it('REVIEW-3 fields are kept apart whatever is in them, and no name leaves the service', () => {
		expect(csvField('a "b", c')).toBe('"a ""b"", c"');
		expect(csvField('two\nlines')).toBe('two lines');
		expect(csvField('NMS-2026-014')).toBe('NMS-2026-014');
		const csv = reviewsCsv(LINES);
		expect(csv.startsWith('\uFEFFCase reference,Level,')).toBe(true);
		expect(csv.split('\r\n')).toHaveLength(LINES.length + 2);
		expect(csv).not.toContain('Person');
		expect(csv).toContain('C,Level 2,Probation,2026-09-01,,2026-11-24,2026-11-24,2026-12-22,Past the normal limit,');
	});

	it('REVIEW-3 TIME-4 a date beyond the last year of known bank holidays is noted in its row', () => {
		const far = line('F', 2, '2028-11-20', {
			due: reviewDue({ level: 2, lastMeetingOn: '2028-11-20', agreedOn: null }, '2028-12-01', DEFAULT_AREA_CONFIG)
		});
		expect(reviewsCsv([far])).toContain('Bank holidays are known up to 2028');
	});
});
