import { describe, expect, test } from 'vitest';
import { domainOf, isOfDomains, isOfIssuer, issuerProblem, readClaims, strengthOf } from './sign-in-rules.ts';

describe('AGENCYIN-1 whose address it is', () => {
	test.each([
		['A.Person@Probation.Example', 'probation.example'],
		[' a@b.example ', 'b.example'],
		['a@b@probation.example', null],
		['@probation.example', null],
		['a@probation', null],
		['a@probation.example.', null],
		['a@-probation.example', null],
		['nobody', null]
	])('AGENCYIN-1 the domain of "%s" is %s', (email, domain) => expect(domainOf(email)).toBe(domain));

	test('AGENCYIN-1 a domain below or behind an allowed one is another one', () => {
		const allowed = ['probation.example'];
		expect(isOfDomains('a@PROBATION.example', allowed)).toBe(true);
		for (const email of ['a@evil.probation.example', 'a@probation.example.evil.test', 'a@xprobation.example', 'a'])
			expect(isOfDomains(email, allowed)).toBe(false);
	});
});

describe('AGENCYIN-2 how strong it was', () => {
	const claims = (rest: Record<string, unknown>) => readClaims({ sub: 's', ...rest }) ?? { strengths: [] };
	test('AGENCYIN-2 two factors only by a value that the agency named, in acr or amr', () => {
		expect(strengthOf(claims({ acr: 'urn:two' }), ['urn:two'])).toBe(2);
		expect(strengthOf(claims({ amr: ['pwd', 'mfa'] }), ['mfa'])).toBe(2);
		expect(strengthOf(claims({ amr: 'mfa' }), ['mfa'])).toBe(2);
		expect(strengthOf(claims({ amr: ['pwd'] }), ['mfa'])).toBe(1);
		expect(strengthOf(claims({ acr: 'urn:two' }), [])).toBe(1);
		expect(strengthOf(claims({ acr: '', amr: [''] }), [''])).toBe(1);
	});
});

describe('AGENCYIN-3 what is read of a token', () => {
	test('AGENCYIN-3 an address counts as verified by the word true alone', () => {
		expect(readClaims({ sub: 's', email: 'a@b.example', email_verified: true })?.isEmailVerified).toBe(true);
		for (const said of ['true', 1, null, undefined, false, {}])
			expect(readClaims({ sub: 's', email_verified: said })?.isEmailVerified).toBe(false);
	});
	test('AGENCYIN-3 without a subject of its own it says nothing about anybody', () => {
		for (const sub of [undefined, '', 7, 'x'.repeat(256), 'a\u0000b', ['s']]) expect(readClaims({ sub })).toBeNull();
	});
});

describe('AGENCYIN-4 which addresses are asked', () => {
	test.each([
		['https://sign-in.agency.example', false, true],
		['https://sign-in.agency.example/tenant/v2.0', false, true],
		['http://sign-in.agency.example', false, false],
		['http://sign-in.agency.example', true, false],
		['http://127.0.0.1:4000', false, false],
		['http://127.0.0.1:4000', true, true],
		['https://name:word@sign-in.agency.example', false, false],
		['https://sign-in.agency.example?tenant=1', false, false],
		['https://sign-in.agency.example/#a', false, false],
		['file:///etc/passwd', true, false],
		['sign-in.agency.example', true, false]
	])('AGENCYIN-4 %s as an issuer (this machine allowed: %s): %s', (issuer, local, isRight) =>
		expect(issuerProblem(issuer, local) === null).toBe(isRight)
	);
	test('AGENCYIN-4 nothing is asked of another host, port or scheme than the issuer', () => {
		const issuer = 'https://sign-in.agency.example/tenant';
		expect(isOfIssuer('https://sign-in.agency.example/token', issuer)).toBe(true);
		for (const other of [
			'https://10.0.0.1/token',
			'http://sign-in.agency.example/',
			'https://sign-in.agency.example:8443/',
			''
		])
			expect(isOfIssuer(other, issuer)).toBe(false);
	});
});
