/** A real OpenID Connect provider on this machine (oidc-provider), which lets whoever it is told in without asking. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export type ProviderPerson = {
	readonly subject: string;
	readonly email: string;
	readonly isEmailVerified?: boolean;
	readonly acr?: string;
	readonly amr?: readonly string[];
};
export type RealProvider = {
	readonly issuer: string;
	/** who sits at the browser from now on; null: whoever it is breaks off */
	readonly seat: (person: ProviderPerson | null) => void;
	readonly close: () => Promise<void>;
};
export const CLIENT = {
	clientId: 'mapp-meetings',
	secret: 'a secret of the test that is long enough for every algorithm'
};

/** @param redirectUri the only address it sends anybody back to */
export async function startProvider(redirectUri: string): Promise<RealProvider> {
	const server = createServer();
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const people = new Map<string, ProviderPerson>();
	let seated: ProviderPerson | null = null;
	const provider = new Provider(issuer, {
		clients: [
			{
				...{ client_id: CLIENT.clientId, client_secret: CLIENT.secret, redirect_uris: [redirectUri] },
				...{ grant_types: ['authorization_code'], response_types: ['code'] }
			}
		],
		cookies: { keys: ['of a test'] },
		claims: { openid: ['sub', 'acr', 'amr'], email: ['email', 'email_verified'] },
		pkce: { required: () => true, methods: ['S256'] },
		features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
		interactions: { url: (_, { uid }) => `/interaction/${uid}` },
		ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 60, IdToken: 60 },
		findAccount: (_, accountId) => {
			const { email, isEmailVerified = true } = people.get(accountId) ?? { email: '' };
			return { accountId, claims: () => ({ sub: accountId, email, email_verified: isEmailVerified }) };
		},
		renderError: (ctx, out) => {
			ctx.body = out.error;
		}
	});
	const answer = provider.callback();
	server.on('request', async (request, response) => {
		if (!request.url?.startsWith('/interaction/')) return answer(request, response);
		const { prompt, params, grantId, session } = await provider.interactionDetails(request, response);
		if (seated === null) {
			return provider.interactionFinished(request, response, { error: 'access_denied' });
		}
		const { subject, acr, amr } = seated;
		people.set(subject, seated);
		if (prompt.name === 'login') {
			const login = { accountId: subject, remember: false, ...(acr ? { acr } : {}), ...(amr ? { amr: [...amr] } : {}) };
			return provider.interactionFinished(request, response, { login });
		}
		const accountId = session?.accountId ?? subject;
		const grant =
			(grantId && (await provider.Grant.find(grantId))) ||
			new provider.Grant({ accountId, clientId: String(params.client_id) });
		grant.addOIDCScope('openid email');
		await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
	});
	return {
		issuer,
		seat: (person) => {
			seated = person;
		},
		close: () => closeServer(server)
	};
}

export const closeServer = (server: Server): Promise<void> =>
	new Promise((closed) => {
		server.close(() => closed());
		server.closeAllConnections();
	});

/** Goes where a browser goes with its cookies, until it is led back. @returns the address it came back to */
export async function travel(to: URL, back: string): Promise<URL> {
	const cookies = new Map<string, string>();
	let place = to;
	for (let steps = 0; steps < 10; steps++) {
		const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const answer = await fetch(place, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
		for (const line of answer.headers.getSetCookie()) {
			const [pair = ''] = line.split(';');
			const [name = '', ...value] = pair.split('=');
			cookies.set(name, value.join('='));
		}
		await answer.arrayBuffer();
		const next = answer.headers.get('location');
		if (next === null) throw new Error(`the provider led nowhere: ${answer.status}`);
		place = new URL(next, place);
		if (place.href.startsWith(back)) return place;
	}
	throw new Error('the provider led round in circles');
}
