import { describe, expect, test } from 'vitest';
import { localPath } from './local-path.ts';

describe('localPath', () => {
	test.each([
		'/',
		'/cases',
		'/meetings/1/room?item=6',
		'/a/b%20c',
		'/meetings/m1/register#person-p1',
		'/cases?to=https://evil.example',
		// Escaped slashes stay inside one segment of a path of ours, which no page has.
		'/%2f%2fevil.example',
		'/%5cevil.example',
		'/@evil.example'
	])('FORM-2 %s is a path of ours and is kept', (path) => {
		expect(localPath(path)).toBe(path);
	});

	test.each([
		['/a b', '/a%20b'],
		['/a/../cases', '/cases'],
		['/\uff0f\uff0fevil.example', '/%EF%BC%8F%EF%BC%8Fevil.example']
	])('FORM-2 %j is kept as a browser reads it', (asked, path) => {
		expect(localPath(asked)).toBe(path);
	});

	test.each([
		null,
		'',
		'cases',
		'?next=/cases',
		'#evil',
		'/confirm?next=/confirm',
		'//evil.example',
		'///evil.example',
		'/\\evil.example',
		'\\\\evil.example',
		'/\t/evil.example',
		'/\n/evil.example',
		'\t//evil.example',
		' //evil.example',
		'/cases\r\nSet-Cookie: session=x',
		'/cases\u0000',
		'/a\\b',
		'https://evil.example/',
		'https:evil.example',
		'http://localhost/cases',
		'javascript:alert(1)',
		'data:text/html,x',
		'/..//evil.example',
		'/.//evil.example',
		'/a/..//evil.example',
		'/%2e%2e//evil.example',
		'/sign-in?next=/x',
		'/sign-out',
		'/x/../sign-out',
		`/${'a'.repeat(600)}`
	])('AUTH-10 %j is none', (asked) => {
		expect(localPath(asked)).toBeNull();
	});
});
