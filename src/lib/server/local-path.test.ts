import { describe, expect, test } from 'vitest';
import { localPath } from './local-path.ts';

describe('localPath', () => {
	test.each(['/cases', '/meetings/1/room?item=6', '/a/b%20c'])('AUTH-10 %s is a path of ours and is kept', (path) => {
		expect(localPath(path)).toBe(path);
	});

	test.each([
		null,
		'',
		'cases',
		'//evil.example',
		'/\\evil.example',
		'/\t/evil.example',
		'/a\\b',
		'https://evil.example/',
		'javascript:alert(1)',
		'/..//evil.example',
		'/sign-in?next=/x',
		'/sign-out',
		`/${'a'.repeat(600)}`
	])('AUTH-10 %j leads to the first page instead', (asked) => {
		expect(localPath(asked)).toBe('/');
	});
});
