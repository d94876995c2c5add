/**
 * What counts in a sign-in through an agency's own provider (OpenID Connect Core 1.0, RFC 9207, RFC 9700): whose address it
 * is, how strong it was, which address may be asked at all. Pure.
 */
import type { SessionStrength } from '../people/session-kinds.ts';

/** What a provider said about somebody, after every signature and number in it was checked. */
export type ProvedClaims = {
	readonly subject: string;
	readonly email: string | null;
	readonly isEmailVerified: boolean;
	/** acr and every amr */
	readonly strengths: readonly string[];
};

const DOMAIN = /^(?=.{4,190}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
export const isDomain = (text: string): boolean => DOMAIN.test(text);

/** What stands after the last @, lower case; null when it is no address or names no domain. */
export function domainOf(email: string): string | null {
	const parts = email.trim().toLowerCase().split('@');
	const [name = '', domain = ''] = parts;
	return parts.length === 2 && name !== '' && isDomain(domain) ? domain : null;
}

/** Whether an address is of one of these domains itself; a domain below one of them is another one. */
export const isOfDomains = (email: string, domains: readonly string[]): boolean => {
	const domain = domainOf(email);
	return domain !== null && domains.includes(domain);
};

/** @param strong values of acr or amr that the agency vouches for as two factors */
export const strengthOf = (
	{ strengths }: Pick<ProvedClaims, 'strengths'>,
	strong: readonly string[]
): SessionStrength => (strengths.some((one) => strong.includes(one)) ? 2 : 1);

const texts = (value: unknown): readonly string[] => {
	const all: readonly unknown[] = Array.isArray(value) ? value : [value];
	return all
		.filter((one): one is string => typeof one === 'string' && one.length > 0 && one.length <= 200)
		.slice(0, 20);
};

/** Reads the claims of a token whose signature, issuer, audience, times and nonce were found right; null = unusable. */
export function readClaims(claims: Readonly<Record<string, unknown>>): ProvedClaims | null {
	const { sub, email, email_verified: verified, acr, amr } = claims;
	if (typeof sub !== 'string' || sub.length === 0 || sub.length > 255 || /\p{Cc}/u.test(sub)) return null;
	return {
		subject: sub,
		email: typeof email === 'string' && email.length <= 254 ? email : null,
		// Only the value itself: "true" in quotation marks is what careless providers send for what they have not looked at.
		isEmailVerified: verified === true,
		strengths: [...texts(acr), ...texts(amr)]
	};
}

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Why an address cannot be a provider's, in words, or null. https, a host, nothing after a question mark.
 * @param mayBeLocal http on this machine is allowed as well: demonstration and tests
 */
export function issuerProblem(text: string, mayBeLocal: boolean): string | null {
	if (text.length > 500 || !URL.canParse(text))
		return 'Enter the issuer as an address, like https://sign-in.agency.example';
	const url = new URL(text);
	const isLocal = mayBeLocal && url.protocol === 'http:' && LOOPBACK.includes(url.hostname);
	if (url.protocol !== 'https:' && !isLocal) return 'The issuer must begin with https://';
	if (url.username !== '' || url.password !== '') return 'The issuer must not hold a user name or password';
	if (text.includes('?') || text.includes('#')) return 'The issuer must end before any ? or #';
	return null;
}

/** Whether something may be asked of an address on behalf of an issuer: the same scheme, host and port, nothing else. */
export const isOfIssuer = (address: string, issuer: string): boolean =>
	URL.canParse(address) && URL.canParse(issuer) && new URL(address).origin === new URL(issuer).origin;
