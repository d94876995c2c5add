import { expect, it } from 'vitest';
import { anythingTyped, refused } from './form.ts';

it('FORM-3 never sends a password back, nor the fields of the form itself', () => {
	const data = new FormData();
	for (const [name, value] of [
		['password', 'secret words here'],
		['commandId', 'seed'],
		['next', '/x'],
		['form', 'p1'],
		['comment', 'kept'],
		['roles', 'A'],
		['roles', 'B']
	] as const)
		data.append(name, value);
	const answer = refused({ ok: false, kind: 'not-ready', message: 'Not yet' }, 'lock-minutes', data);
	expect(answer.status).toBe(422);
	expect(answer.data).toEqual({
		command: 'lock-minutes',
		form: 'p1',
		message: 'Not yet',
		problems: [],
		values: { comment: 'kept', roles: ['A', 'B'] }
	});
});

it('FORM-4 takes a repeated row as filled in when anything but space was typed in it', () => {
	expect(anythingTyped({ label: ' ', on: '' })).toBe(false);
	expect(anythingTyped({ label: '', on: '2026-12-18' })).toBe(true);
});
