import { describe, expect, it } from 'vitest';
import { DEFAULT_AREA_CONFIG } from './area-config.ts';
import { reviewDue } from './review-due.ts';

// Level 2: normal 8 to 12 weeks, counted up to 16. Held on Thursday 22 October 2026.
const facts = { level: 2, lastMeetingOn: '2026-10-22', agreedOn: '2026-12-17' };
const on = (today: string) => reviewDue(facts, today, DEFAULT_AREA_CONFIG);

describe('when the next review is due', () => {
	it('REVIEW-1 is soon in the last quarter of the interval, late after it, past the limit after the counted limit', () => {
		// 56 days from the meeting to the agreed date: the last quarter begins 14 days before it
		expect(on('2026-12-02').state).toBe('in-time');
		expect(on('2026-12-03').state).toBe('soon');
		expect(on('2026-12-17').state).toBe('soon');
		expect(on('2026-12-18').state).toBe('late');
		expect(on('2027-02-11').state).toBe('late');
		expect(on('2027-02-12').state).toBe('past-limit');
	});

	it('REVIEW-1 takes the normal limit where no date was agreed', () => {
		const due = reviewDue({ ...facts, agreedOn: null }, '2026-11-01', DEFAULT_AREA_CONFIG);
		expect(due).toMatchObject({ on: '2027-01-14', normalLimit: '2027-01-14', kpiLimit: '2027-02-11' });
	});

	it('REVIEW-1 says every state in words, not by colour alone', () => {
		expect(on('2026-12-03').words).toBe('Soon: by Thursday 17 December 2026');
		expect(on('2026-12-18').words).toBe('Late: was due by Thursday 17 December 2026');
		expect(on('2027-03-01').words).toBe('Past the limit of Thursday 11 February 2027');
		expect(['2026-12-03', '2026-12-18', '2027-03-01'].map((day) => on(day).afterMark)).toEqual([
			'by Thursday 17 December 2026',
			'was due by Thursday 17 December 2026',
			'was Thursday 11 February 2027'
		]);
	});

	it('REVIEW-1 owes no review at Level 1, and names the first meeting before one was held', () => {
		expect(reviewDue({ ...facts, level: 1 }, '2026-11-01', DEFAULT_AREA_CONFIG).state).toBe('none');
		const first = reviewDue(
			{ level: 3, lastMeetingOn: null, agreedOn: '2026-11-10' },
			'2026-11-11',
			DEFAULT_AREA_CONFIG
		);
		expect(first).toMatchObject({ state: 'late', words: 'First meeting by Tuesday 10 November 2026' });
	});
});
