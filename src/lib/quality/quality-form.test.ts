import { describe, expect, it } from 'vitest';
import { parseInput } from '../input.ts';
import {
	answeredIn,
	CRITERIA,
	mergeForm,
	NO_FORM,
	NOT_SEEN,
	overallIn,
	QUALITY_FORM,
	type QualityForm,
	reasonField,
	scoreField,
	submitProblems
} from './quality-form.ts';

const WHOLE: QualityForm = {
	...NO_FORM,
	...Object.fromEntries(CRITERIA.map((one) => [scoreField(one), '3'])),
	...{ strengths: 'Calm and clear', improve: 'Begin with the plan', overall: '4' }
};
const fieldsOf = (form: QualityForm) => submitProblems(form).map(({ field }) => field);

describe('the form of an audit', () => {
	it('QUALITY-7 a form lacks every score, what was good, what to improve and the overall score until they are there', () => {
		expect(fieldsOf(NO_FORM)).toEqual([...CRITERIA.map(scoreField), 'strengths', 'improve', 'overall']);
		expect(fieldsOf(WHOLE)).toEqual([]);
		expect([answeredIn(NO_FORM), answeredIn(WHOLE), overallIn(WHOLE), overallIn(NO_FORM)]).toEqual([
			...[0, CRITERIA.length, 4, null]
		]);
	});

	it('QUALITY-7 a 2, a 1 and what the record does not show are given their reason', () => {
		for (const score of ['1', '2', NOT_SEEN]) {
			const low = { ...WHOLE, [scoreField('TIME')]: score };
			expect(fieldsOf(low), score).toEqual([reasonField('TIME')]);
			expect(fieldsOf({ ...low, [reasonField('TIME')]: 'Twenty minutes on one item' })).toEqual([]);
		}
		expect(fieldsOf({ ...WHOLE, overall: '2' })).toEqual(['overallReason']);
	});

	it('QUALITY-7 a form is read from its fields, and a score that does not exist is refused at its own', () => {
		const sent = { scores: { START: '4' }, reasons: { START: ' In time ' }, overall: '3' };
		expect(parseInput(QUALITY_FORM, sent)).toEqual({
			ok: true,
			value: { ...NO_FORM, 'scores.START': '4', 'reasons.START': 'In time', overall: '3' }
		});
		expect(parseInput(QUALITY_FORM, {})).toEqual({ ok: true, value: NO_FORM });
		for (const [input, field] of [
			[{ scores: { START: '5' } }, 'scores.START'],
			[{ overall: NOT_SEEN }, 'overall'],
			[{ scores: { NOTHING: '4' } }, 'scores']
		] as const)
			expect(parseInput(QUALITY_FORM, input)).toMatchObject({ ok: false, problems: [{ field }] });
	});

	it('QUALITY-6 whatever only one window changed is taken from it, and what both changed is named', () => {
		const base = { ...NO_FORM, 'scores.START': '3' };
		const mine = { ...base, 'scores.TIME': '2', strengths: 'Mine', 'scores.START': '4' };
		const theirs = { ...base, 'scores.DISSENT': '1', strengths: 'Theirs', 'scores.START': '4' };
		expect(mergeForm(base, mine, theirs)).toEqual({
			values: { ...mine, 'scores.DISSENT': '1' },
			conflicts: ['strengths']
		});
	});
});
