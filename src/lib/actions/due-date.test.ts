import { expect, it } from 'vitest';
import { dueDate } from './due-date.ts';

it('DUE-1 counts working days, not weekends or bank holidays', () => {
	// Wednesday 23 December 2026; 25 and 28 December are bank holidays
	expect(dueDate('2026-12-24', '2026-12-23')).toEqual({ state: 'soon', words: 'Due in 1 working day' });
	expect(dueDate('2026-12-30', '2026-12-23')).toEqual({ state: 'soon', words: 'Due in 3 working days' });
	expect(dueDate('2026-12-31', '2026-12-23')).toEqual({ state: 'later', words: 'Due in 4 working days' });
	expect(dueDate('2026-12-23', '2026-12-23').words).toBe('Due today');
});

it('DUE-1 says how late an action is', () => {
	expect(dueDate('2026-12-22', '2026-12-23')).toEqual({ state: 'late', words: '1 working day late' });
	expect(dueDate('2026-12-18', '2026-12-23')).toEqual({ state: 'late', words: '3 working days late' });
});

it('DUE-1 calls a deadline that passed at the weekend late', () => {
	// Sunday after a Saturday
	expect(dueDate('2026-12-19', '2026-12-20')).toEqual({ state: 'late', words: 'Late' });
	expect(dueDate('2026-12-20', '2026-12-19').state).toBe('soon');
});
