import { describe, expect, test } from 'vitest';
import { DEMO_PASSWORD, passwordProblem } from './password.ts';

describe('passwordProblem', () => {
	test.each(['heron lantern quay', 'three-random-words', 'Grüße vom Deich', '8fK!2mQz#0Lp', 'the police garden lamp'])(
		'AUTH-1 a long password that nobody tries first is good, whatever its signs: %s',
		(password) => {
			expect(passwordProblem(password, 'alex@unit.example')).toBeUndefined();
		}
	);

	test.each([
		'short word',
		'password12345',
		'Password!Password!',
		'123456789012',
		'918273645546372819',
		'aaaaaaaaaaaaaaa',
		'qwertyqwerty1!',
		'administrator1',
		'MAPPA-mappa-2026',
		DEMO_PASSWORD,
		'x'.repeat(257),
		'alexander likes tea'
	])('AUTH-2 %s is refused with a sentence that does not repeat it', (password) => {
		const problem = passwordProblem(password, 'alexander@unit.example');
		expect(problem).toMatch(/\.$/);
		expect(problem).not.toContain(password);
	});
});
