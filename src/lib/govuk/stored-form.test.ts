import { describe, expect, it } from 'vitest';
import type { FormAnswer } from './form-answer.ts';
import { formValues, storedForm } from './stored-form.ts';

const STORED = formValues({
	subject: { name: 'Tobiah', aliases: ['Toby', 'T'] },
	facts: { orders: [{ kind: 'SHPO', indefinite: true }] }
});
const answer = (values: FormAnswer['values'], field = 'version'): FormAnswer => ({
	...{ command: 'amend-person', form: '', message: 'Changed', problems: [{ field, message: 'Changed' }], values }
});

describe('a form that changes something stored', () => {
	it('CASE-24 begins with what is stored, by the names of its fields', () => {
		expect(STORED).toEqual({
			...{ 'subject.name': 'Tobiah', 'subject.aliases': 'Toby\nT' },
			...{ 'facts.orders.0.kind': 'SHPO', 'facts.orders.0.indefinite': 'yes' }
		});
		const form = storedForm(null, STORED);
		expect([
			form.was('subject.name'),
			form.chosen('facts.orders.0.indefinite'),
			form.meanwhile('subject.name')
		]).toEqual(['Tobiah', ['yes'], null]);
		expect(form.rows('facts.orders', 2)).toEqual([0, 1, 2]);
	});

	it('CASE-24 after a refusal shows what was typed, and beside it what somebody else has stored', () => {
		const form = storedForm(answer({ 'subject.name': 'Tobias', 'subject.aliases': 'Toby\r\nT' }), STORED);
		expect([form.was('subject.name'), form.meanwhile('subject.name')]).toEqual(['Tobias', 'Tobiah']);
		expect(form.meanwhile('subject.aliases')).toBeNull();
		expect(storedForm(answer({ 'subject.name': 'x' }, 'subject.name'), STORED).meanwhile('subject.name')).toBeNull();
	});

	it('CASE-24 keeps every row that was typed', () => {
		expect(storedForm(answer({ 'facts.orders.3.terms': 'x' }), STORED).rows('facts.orders', 1)).toEqual([
			0, 1, 2, 3, 4
		]);
	});
});
