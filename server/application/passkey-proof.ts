/**
 * Passkeys (WebAuthn level 2): what a browser is asked, and judging what it answers. The key knows its person (PIN, finger,
 * face), so one alone is two factors. Where it works is taken from ORIGIN, never from the request.
 */
import {
	generateAuthenticationOptions,
	generateRegistrationOptions,
	verifyAuthenticationResponse,
	verifyRegistrationResponse
} from '@simplewebauthn/server';
import type { StoredPasskey } from '../persistence/second-factors.ts';

const NAME = 'Run a MAPP meeting';
/** ES256, RS256 and EdDSA: what security keys, phones and Windows have. */
const ALGORITHMS = [-8, -7, -257];
/** An answer is some hundred bytes; a key of RSA with its certificate a few thousand. */
const LONGEST = 16_000;
const WAIT_MS = 120_000;

const rpId = (origin: string): string => new URL(origin).hostname;
type Asked = { readonly options: object; readonly challenge: string };
type KnownPasskey = { readonly id: string; readonly transports?: readonly string[] };
const named = (known: readonly KnownPasskey[]) => known.map(({ id }) => ({ id }));

/** For adding one. @param known those that the account has: the browser makes no second one on the same key */
export async function askForNewPasskey(
	origin: string,
	owner: { readonly accountId: string; readonly email: string; readonly name: string },
	known: readonly KnownPasskey[]
): Promise<Asked> {
	const options = await generateRegistrationOptions({
		rpName: NAME,
		rpID: rpId(origin),
		userName: owner.email || owner.name,
		userDisplayName: owner.name,
		userID: new TextEncoder().encode(owner.accountId),
		timeout: WAIT_MS,
		attestationType: 'none',
		excludeCredentials: named(known),
		authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
		supportedAlgorithmIDs: ALGORITHMS
	});
	return { options, challenge: options.challenge };
}

/** For using one. @param known null: whichever the person has for this service */
export async function askForOwnPasskey(origin: string, known: readonly KnownPasskey[] | null): Promise<Asked> {
	const options = await generateAuthenticationOptions({
		rpID: rpId(origin),
		timeout: WAIT_MS,
		userVerification: 'required',
		...(known ? { allowCredentials: named(known) } : {})
	});
	return { options, challenge: options.challenge };
}

/** Whatever came as the field of a form: an object with an id, or null. The rest is looked at by the library. */
export function readPasskeyAnswer(text: string): { readonly id: string } | null {
	if (text.length === 0 || text.length > LONGEST) return null;
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== 'object' || value === null) return null;
		const { id, response } = value as { id?: unknown; response?: unknown };
		return typeof id === 'string' && /^[\w-]{1,1400}$/.test(id) && typeof response === 'object' && response !== null
			? (value as { id: string })
			: null;
	} catch {
		return null;
	}
}

export type NewPasskey = Pick<StoredPasskey, 'id' | 'publicKey' | 'counter' | 'transports'>;

/** Null: it does not answer this question, comes from another site, or does not know its person. */
export async function judgeNewPasskey(
	origin: string,
	challenge: string,
	answer: { readonly id: string }
): Promise<NewPasskey | null> {
	try {
		const judged = await verifyRegistrationResponse({
			response: answer as Parameters<typeof verifyRegistrationResponse>[0]['response'],
			expectedChallenge: challenge,
			expectedOrigin: origin,
			expectedRPID: rpId(origin),
			requireUserVerification: true,
			supportedAlgorithmIDs: ALGORITHMS
		});
		if (!judged.verified) return null;
		const { id, publicKey, counter, transports = [] } = judged.registrationInfo.credential;
		return { id, publicKey, counter, transports: transports.filter((one) => /^[a-z-]{1,20}$/.test(one)).slice(0, 8) };
	} catch {
		return null;
	}
}

/** The new counter, or null: it does not answer this question, is not this key's, or its counter went back (a copy). */
export async function judgePasskey(
	origin: string,
	challenge: string,
	answer: { readonly id: string },
	known: StoredPasskey
): Promise<number | null> {
	try {
		const response = answer as Parameters<typeof verifyAuthenticationResponse>[0]['response'];
		const { userHandle } = response.response;
		if (userHandle && Buffer.from(userHandle, 'base64url').toString() !== known.accountId) return null;
		const judged = await verifyAuthenticationResponse({
			response,
			expectedChallenge: challenge,
			expectedOrigin: origin,
			expectedRPID: rpId(origin),
			requireUserVerification: true,
			credential: { id: known.id, publicKey: Uint8Array.from(known.publicKey), counter: known.counter }
		});
		return judged.verified ? judged.authenticationInfo.newCounter : null;
	} catch {
		return null;
	}
}
