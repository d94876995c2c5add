/**
 * What is asked of an agency's provider (OpenID Connect), and nothing else of anybody: only its own scheme, host and port, no
 * redirect followed, an answer of limited size in limited time. Nothing it says is written into a log.
 */
import {
	allowInsecureRequests,
	authorizationCodeGrant,
	buildAuthorizationUrl,
	buildEndSessionUrl,
	type ClientAuth,
	ClientSecretBasic,
	ClientSecretPost,
	Configuration,
	calculatePKCECodeChallenge,
	clockTolerance,
	customFetch,
	discovery,
	enableNonRepudiationChecks,
	fetchUserInfo,
	getJwksCache,
	type ServerMetadata,
	setJwksCache
} from 'openid-client';
import { isOfIssuer, issuerProblem, type ProvedClaims, readClaims } from '#lib/agency-sign-in/sign-in-rules.ts';

export type ProviderClient = { readonly issuer: string; readonly clientId: string; readonly secret: string };
export type ProviderTrouble = 'elsewhere' | 'redirects' | 'too-large' | 'slow' | 'away' | 'not-right';

export const TROUBLE_WORDS: Record<ProviderTrouble, string> = {
	elsewhere:
		'It names an address on another host than the issuer. Everything that is asked has to be on the issuer’s host.',
	redirects: 'It answers with a redirect. The issuer has to be the address that answers itself.',
	'too-large': 'Its answer is far too large for what was asked.',
	slow: 'It did not answer within 5 seconds.',
	away: 'It could not be reached, or answered that something is wrong with it.',
	'not-right':
		'What it answers is not right: it names another issuer, or leaves out what is needed. Compare the issuer letter by letter.'
};

export type BeginRequest = {
	readonly redirectUri: string;
	readonly state: string;
	readonly nonce: string;
	readonly verifier: string;
	/** they have to prove again who they are, not only that they did before */
	readonly again: boolean;
};
export type ReturnRequest = Omit<BeginRequest, 'redirectUri'> & {
	/** the address the browser came back to, whole */
	readonly url: URL;
};
export type ProviderAnswer<T> =
	| { readonly kind: 'answer'; readonly value: T }
	| { readonly kind: 'trouble'; readonly trouble: ProviderTrouble }
	/** it did answer, and what it says lets nobody in */
	| { readonly kind: 'refused' };

export type AgencyProvider = {
	/** where the browser is sent */
	readonly begin: (client: ProviderClient, request: BeginRequest) => Promise<ProviderAnswer<URL>>;
	/** Exchanges the code and checks the token: signature, issuer, audience, times, nonce. Nothing of it is kept. */
	readonly finish: (client: ProviderClient, request: ReturnRequest) => Promise<ProviderAnswer<ProvedClaims>>;
	/** its page for signing out, or null when it has none or does not answer */
	readonly endSession: (client: ProviderClient) => Promise<URL | null>;
	/** asks afresh whether it could be used */
	readonly look: (client: ProviderClient) => Promise<ProviderAnswer<null>>;
};

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 256 * 1024;
const KNOWN_FOR_MS = 5 * 60_000;
/** Whoever is asked to prove again who they are must have done so this lately. */
const AGAIN_S = 60;
const TOLERANCE_S = 30;

class ProviderProblem extends Error {
	readonly trouble: ProviderTrouble;
	constructor(trouble: ProviderTrouble) {
		super(trouble);
		this.trouble = trouble;
	}
}

type Known = { readonly server: ServerMetadata; readonly at: number; jwks?: ReturnType<typeof getJwksCache> };

/**
 * @param mayBeLocal whether a provider may be on this machine without https: demonstration and tests
 * @param timeoutMs for each answer
 */
export function createAgencyProvider(mayBeLocal: boolean, timeoutMs = TIMEOUT_MS): AgencyProvider {
	const known = new Map<string, Known>();

	/** Runs with a way to ask that notes what went wrong: the library wraps what is thrown below it. */
	async function asking<T>(
		{ issuer }: ProviderClient,
		work: (ask: typeof fetch) => Promise<T>
	): Promise<ProviderAnswer<T>> {
		let trouble: ProviderTrouble | null = null;
		if (issuerProblem(issuer, mayBeLocal) !== null) return { kind: 'trouble', trouble: 'not-right' };
		const ask: typeof fetch = async (asked, options) => {
			try {
				return await askOnce(issuer, String(asked), options ?? {}, timeoutMs);
			} catch (problem) {
				trouble = problem instanceof ProviderProblem ? problem.trouble : 'away';
				throw problem;
			}
		};
		try {
			return { kind: 'answer', value: await work(ask) };
		} catch (problem) {
			// What went wrong first says more than what was made of it above.
			if (trouble !== null) return { kind: 'trouble', trouble };
			return problem instanceof ProviderProblem ? { kind: 'trouble', trouble: problem.trouble } : { kind: 'refused' };
		}
	}

	async function configure(client: ProviderClient, ask: typeof fetch, afresh = false): Promise<Configuration> {
		const { issuer, clientId, secret } = client;
		const before = known.get(issuer);
		const isKnown = !afresh && before !== undefined && Date.now() - before.at < KNOWN_FOR_MS;
		const server = isKnown ? before.server : await discover(client, ask);
		if (!isKnown) known.set(issuer, { server, at: Date.now() });
		const config = new Configuration(
			server,
			clientId,
			{ client_secret: secret, [clockTolerance]: TOLERANCE_S },
			secretBy(server, secret)
		);
		config[customFetch] = ask as NonNullable<Configuration[typeof customFetch]>;
		if (mayBeLocal) allowInsecureRequests(config);
		enableNonRepudiationChecks(config);
		const jwks = known.get(issuer)?.jwks;
		if (jwks) setJwksCache(config, jwks);
		return config;
	}

	async function discover({ issuer, clientId }: ProviderClient, ask: typeof fetch): Promise<ServerMetadata> {
		let server: ServerMetadata;
		try {
			const options = { [customFetch]: ask as never, execute: mayBeLocal ? [allowInsecureRequests] : [] };
			server = (await discovery(new URL(issuer), clientId, undefined, undefined, options)).serverMetadata();
		} catch (problem) {
			throw problem instanceof ProviderProblem ? problem : new ProviderProblem('not-right');
		}
		// What is said of an issuer counts for that issuer letter by letter (RFC 9207).
		if (server.issuer !== issuer) throw new ProviderProblem('not-right');
		const needed = [server.authorization_endpoint, server.token_endpoint, server.jwks_uri];
		if (needed.some((one) => one === undefined)) throw new ProviderProblem('not-right');
		const asked = [...needed, server.userinfo_endpoint, server.end_session_endpoint];
		if (asked.some((one) => one !== undefined && !isOfIssuer(one, issuer))) throw new ProviderProblem('elsewhere');
		return server;
	}

	return {
		begin: (client, { redirectUri, state, nonce, verifier, again }) =>
			asking(client, async (ask) => {
				const config = await configure(client, ask);
				return buildAuthorizationUrl(config, {
					redirect_uri: redirectUri,
					response_type: 'code',
					scope: 'openid email',
					...{ state, nonce },
					code_challenge: await calculatePKCECodeChallenge(verifier),
					code_challenge_method: 'S256',
					...(again ? { prompt: 'login', max_age: String(AGAIN_S) } : {})
				});
			}),
		finish: async (client, { url, state, nonce, verifier, again }) => {
			const answer = await asking(client, async (ask) => {
				const config = await configure(client, ask);
				const tokens = await authorizationCodeGrant(config, url, {
					...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
					idTokenExpected: true,
					...(again ? { maxAge: AGAIN_S } : {})
				});
				const kept = known.get(client.issuer);
				if (kept) kept.jwks = getJwksCache(config);
				const claims = tokens.claims();
				if (!claims) return null;
				// By the standard an address is told there and not in the token.
				const isTold = claims.email !== undefined || config.serverMetadata().userinfo_endpoint === undefined;
				const { email, email_verified } = isTold
					? claims
					: await fetchUserInfo(config, tokens.access_token, claims.sub);
				return readClaims({ ...claims, email, email_verified });
			});
			if (answer.kind !== 'answer') return answer;
			return answer.value === null ? { kind: 'refused' } : { kind: 'answer', value: answer.value };
		},
		endSession: async (client) => {
			const answer = await asking(client, async (ask) => {
				const config = await configure(client, ask);
				return config.serverMetadata().end_session_endpoint ? buildEndSessionUrl(config) : null;
			});
			return answer.kind === 'answer' ? answer.value : null;
		},
		look: (client) => asking(client, async (ask) => void (await configure(client, ask, true))).then(nothingOf)
	};
}

const nothingOf = (answer: ProviderAnswer<unknown>): ProviderAnswer<null> =>
	answer.kind === 'answer' ? { kind: 'answer', value: null } : answer;

/** The way to show the secret that the provider takes; in the header where it takes both (the default of RFC 8414). */
function secretBy(server: ServerMetadata, secret: string): ClientAuth {
	const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
	return ways.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret);
}

async function askOnce(issuer: string, address: string, options: RequestInit, timeoutMs: number): Promise<Response> {
	if (!isOfIssuer(address, issuer)) throw new ProviderProblem('elsewhere');
	const signal = AbortSignal.timeout(timeoutMs);
	try {
		const answer = await fetch(address, { ...options, redirect: 'manual', signal });
		if (answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400)) {
			await answer.body?.cancel();
			throw new ProviderProblem('redirects');
		}
		if (answer.status >= 500) {
			await answer.body?.cancel();
			throw new ProviderProblem('away');
		}
		const body = await readAtMost(answer);
		const headers = new Headers();
		for (const name of ['content-type', 'www-authenticate']) {
			const value = answer.headers.get(name);
			if (value !== null) headers.set(name, value);
		}
		return new Response(body.length === 0 ? null : body, { status: answer.status, headers });
	} catch (problem) {
		if (problem instanceof ProviderProblem) throw problem;
		throw new ProviderProblem(signal.aborted ? 'slow' : 'away');
	}
}

async function readAtMost(answer: Response): Promise<Uint8Array<ArrayBuffer>> {
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of answer.body ?? []) {
		size += part.length;
		if (size > MOST_BYTES) throw new ProviderProblem('too-large');
		parts.push(part);
	}
	return new Uint8Array(Buffer.concat(parts));
}
