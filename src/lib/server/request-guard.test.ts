import { describe, expect, test } from 'vitest';
import { refuseBody, refuseForeign, refuseHost } from './request-guard.ts';

const origin = 'https://mappa.example';
const headers = (values: Record<string, string>) => new Headers(values);

describe('refuseHost', () => {
	test('AUTH-11 only the configured host is answered; the health pages are asked by address', () => {
		expect(refuseHost('mappa.example', '/cases', origin)).toBeNull();
		expect(refuseHost('10.0.0.7:3000', '/healthz', origin)).toBeNull();
		expect(refuseHost('evil.example', '/cases', origin)).toBe(421);
		expect(refuseHost(null, '/cases', origin)).toBe(421);
	});
});

describe('refuseForeign', () => {
	test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])(
		'AUTH-12 %s needs exactly our origin, whatever its content type',
		(method) => {
			expect(refuseForeign(method, headers({ origin }), origin)).toBeNull();
			expect(refuseForeign(method, headers({ origin, 'sec-fetch-site': 'same-origin' }), origin)).toBeNull();
			expect(refuseForeign(method, headers({}), origin)).toBe(403);
			expect(refuseForeign(method, headers({ origin: 'null' }), origin)).toBe(403);
			expect(refuseForeign(method, headers({ origin: 'https://mappa.example.evil.example' }), origin)).toBe(403);
			expect(refuseForeign(method, headers({ origin: 'http://mappa.example' }), origin)).toBe(403);
			expect(refuseForeign(method, headers({ origin, 'sec-fetch-site': 'cross-site' }), origin)).toBe(403);
		}
	);

	test('AUTH-12 reading is not changing: a link from a mail works', () => {
		expect(refuseForeign('GET', headers({ 'sec-fetch-site': 'cross-site' }), origin)).toBeNull();
	});
});

describe('refuseBody', () => {
	const sized = (bytes: number | string) => headers({ 'content-length': String(bytes) });
	test('AUTH-13 4 KB on the sign-in pages, 64 KB elsewhere, more only for what was held', () => {
		expect(refuseBody('POST', '/sign-in', sized(4096))).toBeNull();
		expect(refuseBody('POST', '/sign-in', sized(4097))).toBe(413);
		expect(refuseBody('POST', '/cases', sized(65_536))).toBeNull();
		expect(refuseBody('POST', '/cases', sized(65_537))).toBe(413);
		expect(refuseBody('POST', '/cases', sized('many'))).toBe(413);
		// What was held when a session ended comes back with the sign-in.
		expect(refuseBody('POST', '/signed-out', sized(192 * 1024))).toBeNull();
		expect(refuseBody('POST', '/signed-out', sized(192 * 1024 + 1))).toBe(413);
	});

	test('IMPORT-2 D-1 only the pages of an import take a file, of 3 MB packed at most', () => {
		for (const path of ['/settings/import', '/cases/0b8a-1/import-plan']) {
			expect(refuseBody('POST', path, sized(3 * 1024 * 1024))).toBeNull();
			expect(refuseBody('POST', path, sized(200 * 1024 * 1024))).toBe(413);
		}
		for (const path of ['/settings/import/template.csv', '/settings', '/cases/a/b/import-plan'])
			expect(refuseBody('POST', path, sized(65_537)), path).toBe(413);
		expect(refuseBody('POST', '/first-sign-in/x.y', sized(4097))).toBe(413);
	});

	test('AUTH-13 a body of unknown length is refused before it is read', () => {
		expect(refuseBody('POST', '/sign-in', headers({ 'transfer-encoding': 'chunked' }))).toBe(411);
		expect(refuseBody('POST', '/sign-in', headers({}))).toBeNull();
	});
});
