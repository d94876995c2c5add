import { describe, expect, it } from 'vitest';
import { BARE_POLICY } from '#server/answer-headers.ts';
import { setHeaders } from './response-headers.ts';

const PAGE = "default-src 'none'; connect-src 'self'; script-src 'strict-dynamic' 'nonce-a'; form-action 'self'";
const policyOf = (policy: string | null, path: { readonly reachesNothing?: boolean }): string | null => {
	const headers = new Headers(policy === null ? {} : { 'content-security-policy': policy });
	setHeaders(headers, { keep: false, origin: 'https://mappa.example', ...path });
	return headers.get('content-security-policy');
};

describe('the policy of a page', () => {
	it('PRACTICE-7 of the practice room lets nothing be asked and nothing be sent, and nothing else differs', () => {
		expect(policyOf(PAGE, { reachesNothing: true })).toBe(
			"default-src 'none'; connect-src 'none'; script-src 'strict-dynamic' 'nonce-a'; form-action 'none'; upgrade-insecure-requests"
		);
		expect(policyOf(PAGE, {})).toContain("connect-src 'self' wss://mappa.example; ");
		expect(policyOf(null, { reachesNothing: true })).toBe(BARE_POLICY);
	});
});
