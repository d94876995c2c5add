import { describe, expect, test } from 'vitest';
import { DEMO_PASSWORD, passwordProblem } from './password.ts';

describe('passwordProblem', () => {
	test.each([
		'heron lantern quay',
		'three-random-words',
		'Grüße vom Deich',
		'8fK!2mQz#0Lp',
		'the police garden lamp',
		'dragon monkey summer violin',
		'tea-kettle-harbour',
		'yellow bicycle tuba'
	])('AUTH-1 a long password that nobody tries first is good, whatever its signs: %s', (password) => {
		expect(passwordProblem(password, ['alex@unit.example'])).toBeUndefined();
	});

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
		'P@ssw0rd!2026',
		'Summer-2026-Winter',
		'qwertyuiop[]',
		'1q2w3e4r5t6y',
		'zyxwvutsrqpo',
		'catcatcatcat',
		'liverpool1892!!',
		'castellane-2026',
		'Northmere.Housing1',
		'm4pp4-m33ting',
		'alexander likes tea'
	])('AUTH-2 %s is refused with a sentence that does not repeat it', (password) => {
		const problem = passwordProblem(password, ['alexander@unit.example', 'Rowan Castellane', 'Northmere Housing']);
		expect(problem).toMatch(/\.$/);
		expect(problem).not.toContain(password);
	});
});
