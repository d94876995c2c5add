/** What the built service says round every answer, whoever makes it and whatever was asked (promises 1.3, S1-S7, U-3, U-5). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alwaysHeaders, BARE_POLICY } from '#server/answer-headers.ts';
import { type Build, PUBLIC_ORIGIN, readBuild } from '../support/built-server.ts';
import { type BuiltWorld, openBuiltWorld } from '../support/built-world.ts';
import { PASSWORD } from '../support/meeting-world.ts';
import type { Answered, Asked } from '../support/plain-request.ts';

let built: BuiltWorld;
let build: Build;
let cookie: string;
beforeAll(async () => {
	built = await openBuiltWorld({ SECOND_FACTOR: 'offered' });
	build = readBuild();
	cookie = await built.cookie('coordinator');
}, 60_000);
afterAll(() => built?.close());

const HOST = new URL(PUBLIC_ORIGIN).host;
const FORM = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
const ALWAYS = alwaysHeaders(true);
/** One honest page's policy, without its nonce. */
const PAGE_POLICY = [
	...["default-src 'none'", "script-src 'strict-dynamic' 'nonce-'"],
	"style-src 'self' 'unsafe-hashes' 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='",
	...["img-src 'self' data:", "font-src 'self'", `connect-src 'self' wss://${HOST}`, "form-action 'self'"],
	...["frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", 'upgrade-insecure-requests']
].sort();

const policyOf = ({ headers }: Answered): string => String(headers['content-security-policy'] ?? '');
const parts = (policy: string): string[] =>
	policy
		.replace(/nonce-[^']+/g, 'nonce-')
		.split(';')
		.map((part) => part.trim())
		.sort();

/** What is wrong with the headers of one answer. */
function wrong(name: string, answer: Answered): readonly string[] {
	const { headers, status } = answer;
	const is = (header: string, value: string): readonly string[] =>
		headers[header] === value ? [] : [`${name} (${status}): ${header} is ${headers[header]}`];
	const isHtml = String(headers['content-type']).startsWith('text/html');
	const policy = policyOf(answer);
	return [
		...ALWAYS.flatMap(([header, value]) => is(header, value)),
		...(/(^|, )no-store$/.test(headers['cache-control'] ?? '') ? [] : is('cache-control', 'no-store')),
		...(policy === '' ? [`${name} (${status}): no policy`] : []),
		...(isHtml || policy === BARE_POLICY ? [] : [`${name} (${status}): ${policy}`]),
		...['server', 'x-powered-by', 'access-control-allow-origin'].flatMap((header) =>
			headers[header] === undefined ? [] : [`${name} (${status}): ${header}`]
		)
	];
}
const filled = (id: string): string => id.replace(/\[\w+\]/g, () => randomUUID());

describe('the headers', () => {
	test('HEADER-1 of every page, its data, every file and form of the build are all there, signed in or not', async () => {
		const asked: Asked[] = build.routes.flatMap(({ id, isPage, actions, methods }) => {
			const path = filled(id);
			const post = { method: 'POST', headers: FORM, body: 'x=1' };
			return [
				...(id === '/connection-test/hold' ? [] : [{ path, headers: { accept: 'text/html' } }]),
				...(isPage ? [{ path: `${path === '/' ? '' : path}/__data.json` }] : []),
				...actions.map((name) => ({ ...post, path: name === 'default' ? path : `${path}?/${name}` })).slice(0, 1),
				...methods.filter((one) => one === 'POST').map(() => ({ ...post, path }))
			];
		});
		const found: string[] = [];
		const kinds = new Set<number>();
		for (const { path, headers = {}, ...rest } of asked)
			for (const who of [{}, { cookie }] as Record<string, string>[]) {
				if (who.cookie && path === '/sign-out') continue;
				const answer = await built.server.ask({ ...rest, path, headers: { ...headers, ...who } });
				kinds.add(answer.status);
				found.push(...wrong(`${rest.method ?? 'GET'} ${path}`, answer));
			}
		expect(asked.length).toBeGreaterThan(200);
		expect(found).toEqual([]);
		expect([...kinds]).toEqual(expect.arrayContaining([200, 303, 401, 404]));
	}, 60_000);

	test('PRACTICE-7 the page of the practice room may ask for nothing and send nothing, and knows nobody', async () => {
		const answer = await built.server.ask({ path: '/practice/chair', headers: { accept: 'text/html', cookie } });
		const closed = PAGE_POLICY.map((one) => one.replace(/^(connect-src|form-action) .*/, "$1 'none'")).sort();
		expect(parts(policyOf(answer))).toEqual(closed);
		expect(answer.status).toBe(200);
		expect(String(answer.body)).not.toContain('name="seat"');
		expect(answer.headers['set-cookie']).toBeUndefined();
	});

	test('HEADER-2 of refusals, errors, other methods and socket.io’s own answers are the same', async () => {
		const big = 'x'.repeat(70_000);
		const cases: Readonly<Record<string, readonly [status: number, asked: Asked]>> = {
			'no such page': [404, { path: '/no/such/page', headers: { cookie } }],
			'another host': [421, { path: '/', headers: { host: 'evil.example' } }],
			'a foreign form': [
				403,
				{ path: '/', method: 'POST', body: 'x=1', headers: { ...FORM, origin: 'https://evil.example' } }
			],
			'a body too large': [
				413,
				{ path: '/cases/new?/open-case', method: 'POST', body: big, headers: { ...FORM, cookie } }
			],
			'a body of unknown length': [
				411,
				{ path: '/cases/new', method: 'POST', headers: { ...FORM, cookie, 'transfer-encoding': 'chunked' } }
			],
			'a long address': [414, { path: `/${'x'.repeat(5000)}` }],
			'no form': [415, { path: '/signed-out', method: 'POST', body: '<x/>', headers: { 'content-type': 'text/xml' } }],
			'a broken form': [
				400,
				{
					path: '/signed-out',
					method: 'POST',
					body: 'x',
					headers: { 'content-type': 'multipart/form-data; boundary=y' }
				}
			],
			'another method': [405, { path: '/verify', method: 'PUT', headers: { cookie } }],
			'a poll': [200, { path: '/socket.io/?EIO=4&transport=polling', headers: { cookie, origin: PUBLIC_ORIGIN } }],
			'a foreign poll': [
				403,
				{ path: '/socket.io/?EIO=4&transport=polling', headers: { origin: 'https://evil.example' } }
			],
			'a broken poll': [400, { path: '/socket.io/?EIO=4&transport=none', headers: { origin: PUBLIC_ORIGIN } }]
		};
		const found: string[] = [];
		for (const [name, [status, asked]] of Object.entries(cases)) {
			const answer = await built.server.ask(asked);
			expect(answer.status, name).toBe(status);
			found.push(...wrong(name, answer));
		}
		expect(found).toEqual([]);
	});

	test('HEADER-7 P4 of a page that failed, and while the database is away, are the same, and say nothing of why', async () => {
		const { owner } = built.world.store;
		const page = { path: '/cases', headers: { cookie, accept: 'text/html' } };
		await owner`alter table case_search_term rename to hidden_for_a_moment`;
		await owner`alter table mapp_case rename to also_hidden`;
		const failed = await built.server.ask(page);
		await owner`alter table also_hidden rename to mapp_case`;
		await owner`alter table hidden_for_a_moment rename to case_search_term`;
		expect(failed.status).toBe(500);
		expect(wrong('an error', failed)).toEqual([]);
		expect(failed.body.toString()).not.toMatch(/mapp_case|select |relation|postgres|at file:|\.js:\d/i);
		expect((await built.server.ask(page)).status).toBe(200);
	});

	test('HEADER-3 of files of the build let them be kept, and nothing else be done with them', async () => {
		const oneOfEach = [...new Map(build.assets.map((path) => [path.replace(/.*\./, ''), path])).values()];
		expect(oneOfEach.length).toBeGreaterThan(3);
		for (const path of oneOfEach.filter((one) => !/\.(br|gz)$/.test(one))) {
			const { status, headers } = await built.server.ask({ path });
			expect(status, path).toBe(200);
			for (const [name, value] of ALWAYS) expect(headers[name], `${path} ${name}`).toBe(value);
			const isNamedByContent = path.startsWith('/_app/immutable/');
			expect(headers['cache-control'], path).toBe(isNamedByContent ? 'public,max-age=31536000,immutable' : 'no-cache');
			expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
		}
	});

	test('HEADER-4 S7 the policy of a page lets in its own scripts by a nonce of that one answer, and nothing else', async () => {
		const pages: Answered[] = [];
		for (const path of ['/', '/cases', '/settings', '/no/such/page'])
			pages.push(await built.server.ask({ path, headers: { cookie, accept: 'text/html' } }));
		const nonces = pages.map((page) => /'nonce-([^']+)'/.exec(policyOf(page))?.[1] ?? '');
		expect(new Set(nonces).size).toBe(pages.length);
		for (const [place, page] of pages.entries()) {
			const html = page.body.toString();
			expect(page.headers['content-type']).toBe('text/html');
			expect(parts(policyOf(page))).toEqual(PAGE_POLICY);
			expect(Buffer.from(nonces[place] ?? '', 'base64').length).toBeGreaterThanOrEqual(16);
			for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonces[place]}"`);
			for (const [, link = ''] of String(page.headers.link ?? '').matchAll(/(<[^>]+>[^,]*modulepreload[^,]*)/g))
				expect(link).toContain(`nonce="${nonces[place]}"`);
			// What an attribute does or draws, no nonce could let in.
			expect(html).not.toMatch(/\son[a-z]+="|\sstyle="(?!display: contents)|<style|javascript:/);
		}
	});
});

describe('cookies', () => {
	test('HEADER-5 are this host’s alone over https, unreadable for scripts, and a browser forgets what it holds of a session that is over', async () => {
		const body = new URLSearchParams({ email: await built.email('manager'), password: PASSWORD }).toString();
		const signIn = await built.server.ask({ path: '/sign-in', method: 'POST', headers: FORM, body });
		expect(signIn.status).toBe(303);
		const set = signIn.headers['set-cookie'] ?? [];
		expect(set.length).toBeGreaterThan(0);
		for (const one of set) {
			expect(one).toMatch(/^__Host-[\w-]+=/);
			for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(one).toContain(part);
			expect(one).not.toMatch(/Domain=/i);
		}
		const mine = set.map((one) => one.split(';')[0]).join('; ');
		expect(
			(await built.server.ask({ path: '/', headers: { cookie: mine } })).headers['clear-site-data']
		).toBeUndefined();
		const out = await built.server.ask({
			path: '/sign-out',
			method: 'POST',
			headers: { ...FORM, cookie: mine },
			body: ''
		});
		expect(out.headers['clear-site-data']).toBe('"cache", "storage"');
		const after = await built.server.ask({ path: '/cases', headers: { cookie: mine } });
		expect([after.status, after.headers['clear-site-data']]).toEqual([303, '"cache"']);
	});
});

describe('who may send something', () => {
	test('HEADER-6 S1 L-13 W1 every form, file and socket takes nothing without exactly our origin, whatever its content type', async () => {
		const origins = [
			'https://evil.example',
			'null',
			'',
			`${PUBLIC_ORIGIN}.evil.example`,
			`http://${HOST}`,
			`${PUBLIC_ORIGIN}:444`
		];
		const types = [
			'application/x-www-form-urlencoded',
			'application/json',
			'text/plain',
			'multipart/form-data; boundary=x',
			''
		];
		const unsafe = build.routes.flatMap(({ id, actions, methods }) => [
			...actions.map((name) => ({ method: 'POST', path: name === 'default' ? filled(id) : `${filled(id)}?/${name}` })),
			...methods
				.filter((method) => !/GET|HEAD|OPTIONS|fallback/.test(method))
				.map((method) => ({ method, path: filled(id) }))
		]);
		expect(unsafe.length).toBeGreaterThan(100);
		const let_in: string[] = [];
		for (const [n, one] of unsafe.entries()) {
			const [origin = '', type = ''] = [origins[n % origins.length], types[n % types.length]];
			const headers = { cookie, origin, ...(type ? { 'content-type': type } : {}) };
			const { status } = await built.server.ask({ ...one, headers, body: '{}' });
			if (status !== 403) let_in.push(`${one.method} ${one.path} from ${origin}: ${status}`);
		}
		expect(let_in).toEqual([]);
		for (const origin of origins)
			for (const transport of ['polling', 'websocket']) {
				const upgrade = { upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-version': '13' };
				const headers: Record<string, string> = {
					...{ cookie, origin, 'sec-websocket-key': Buffer.alloc(16).toString('base64') },
					...(transport === 'websocket' ? upgrade : {})
				};
				const path = `/socket.io/?EIO=4&transport=${transport}`;
				expect((await built.server.ask({ path, headers })).status, `${transport} ${origin}`).toBe(403);
			}
	}, 30_000);
});
