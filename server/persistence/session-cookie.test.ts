import { describe, expect, test } from 'vitest';
import { readSessionToken, sessionCookieName } from './session-cookie.ts';

const token = 'A'.repeat(43);

describe('readSessionToken', () => {
	test('AUTH-6 the token is found among other cookies, by its exact name', () => {
		expect(readSessionToken(`a=b; session=${token};c=d`, 'session')).toBe(token);
		expect(readSessionToken(`xsession=${token}`, 'session')).toBeNull();
		expect(readSessionToken(`session=${token}`, '__Host-session')).toBeNull();
	});

	test.each([
		undefined,
		null,
		'',
		'session=',
		`session="${token}"`,
		`session=${'A'.repeat(8000)}`,
		`session=${token.slice(1)}\u0000`,
		`session=${token}; session=${token}`,
		`session=\u00ff\u00fe`
	])('AUTH-6 a missing, malformed or doubled cookie is no session', (header) => {
		expect(readSessionToken(header, 'session')).toBeNull();
	});

	test('AUTH-7 over https the name binds the cookie to this host', () => {
		expect(sessionCookieName(true)).toBe('__Host-session');
		expect(sessionCookieName(false)).toBe('session');
	});
});
