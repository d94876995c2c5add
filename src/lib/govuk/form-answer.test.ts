import { expect, it } from 'vitest';
import { answerTo, chosen, type FormAnswer, problemOf, typed } from './form-answer.ts';

const answer: FormAnswer = {
	command: 'record-attendance',
	form: 'p1',
	message: 'Check the answers marked below',
	problems: [{ field: 'reason', message: 'Choose why' }],
	values: { status: 'ATTENDED', note: '', roles: ['A', 'B'] }
};

it('FORM-1 gives back what was typed, also an emptied field, and only to the form it was typed in', () => {
	const own = answerTo(answer, 'record-attendance', 'p1');
	expect(typed(own, 'status', 'before')).toBe('ATTENDED');
	expect(typed(own, 'note', 'before')).toBe('');
	expect(chosen(own, 'roles')).toEqual(['A', 'B']);
	expect(problemOf(own, 'reason')).toBe('Choose why');
	expect(answerTo(answer, 'record-attendance', 'p2')).toBeNull();
	expect(answerTo(answer, 'record-finding', 'p1')).toBeNull();
});

it('FORM-1 shows what was stored where nothing was refused, and an unticked box as unticked', () => {
	expect(typed(null, 'status', 'before')).toBe('before');
	expect(chosen(null, 'roles', ['A'])).toEqual(['A']);
	expect(chosen(answer, 'absent', ['A'])).toEqual([]);
});
