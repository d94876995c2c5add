/** A provider that answers as it is told to, signs with a key of its own and lies about whatever is asked of it. */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeServer } from './agency-provider.ts';

export type Lie = {
	readonly claims?: Readonly<Record<string, unknown>>;
	readonly header?: Readonly<Record<string, unknown>>;
	/** a key that it does not publish, or none at all */
	readonly signature?: 'foreign' | 'none';
	/** in place of the answer of this address */
	readonly instead?: { readonly path: string; readonly answer: (out: ServerResponse) => void };
};
export type LyingProvider = {
	readonly issuer: string;
	readonly lie: (lie: Lie, honest: Readonly<Record<string, unknown>>) => void;
	readonly close: () => Promise<void>;
};

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const newKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

export async function startLyingProvider(): Promise<LyingProvider> {
	const [own, foreign] = [newKeys(), newKeys()];
	let [told, claims]: [Lie, Readonly<Record<string, unknown>>] = [{}, {}];
	const json = (out: ServerResponse, body: unknown): void => {
		out.setHeader('content-type', 'application/json');
		out.end(JSON.stringify(body));
	};
	const token = (): string => {
		const signed = `${encoded({ alg: 'RS256', kid: 'one', ...told.header })}.${encoded({ ...claims, ...told.claims })}`;
		if (told.signature === 'none') return `${signed}.`;
		const { privateKey } = told.signature === 'foreign' ? foreign : own;
		return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
	};
	const server = createServer((asked, out) => {
		const path = asked.url ?? '';
		if (told.instead?.path === path) return told.instead.answer(out);
		if (path === '/.well-known/openid-configuration')
			return json(out, {
				...{
					issuer,
					authorization_endpoint: `${issuer}/auth`,
					token_endpoint: `${issuer}/token`,
					jwks_uri: `${issuer}/jwks`
				},
				...{ response_types_supported: ['code'], id_token_signing_alg_values_supported: ['RS256'] },
				subject_types_supported: ['public']
			});
		if (path === '/jwks')
			return json(out, {
				keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }]
			});
		json(out, { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: token() });
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		issuer,
		lie: (lie, honest) => {
			[told, claims] = [lie, honest];
		},
		close: () => closeServer(server)
	};
}
