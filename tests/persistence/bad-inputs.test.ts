/** Bad inputs at the built service's own door (promises part 4): each gets its documented answer, and the next page works. */
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PUBLIC_ORIGIN } from '../support/built-server.ts';
import { type BuiltWorld, openBuiltWorld } from '../support/built-world.ts';
import { startedMeeting } from '../support/meeting-world.ts';
import type { Asked } from '../support/plain-request.ts';

let built: BuiltWorld;
let cookie: string;
let meetingId: string;
const { host } = new URL(PUBLIC_ORIGIN);
const FORM = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };

beforeAll(async () => {
	built = await openBuiltWorld({ SECOND_FACTOR: 'offered' });
	meetingId = await startedMeeting(built.world);
	cookie = await built.cookie('coordinator');
}, 60_000);
afterAll(() => built?.close());
// Whatever was sent: the process lives, answers, and has written none of it down.
afterEach(async () => {
	expect((await get(`/cases/${built.world.caseId}`)).status).toBe(200);
	expect(built.server.said()).not.toMatch(/\berror\b|Zaubernuss|unhandled/i);
});

const get = (path: string, headers: Record<string, string> = {}) =>
	built.server.ask({ path, headers: { cookie, accept: 'text/html', ...headers } });
const statusOf = async (asked: Asked): Promise<number> => (await built.server.ask(asked)).status;

/** Exactly these bytes on a connection; everything that comes back until it ends. */
const raw = (text: string): Promise<string> =>
	new Promise((resolve) => {
		const line = connect(built.server.port, '127.0.0.1', () => line.end(text));
		let heard = '';
		line.setEncoding('latin1').on('data', (more: string) => {
			heard += more;
		});
		line.on('error', () => {});
		line.on('close', () => resolve(heard));
	});

describe('addresses', () => {
	test('INPUT-14 U-1 whatever stands where an id should be is not there, with the same body; what is too long is 414', async () => {
		const ids = [
			'1',
			'-1',
			'0',
			'null',
			'undefined',
			'%00',
			'%0d%0aset-cookie:%20x=y',
			'..%2f..%2fetc%2fpasswd',
			'%ff%fe'
		];
		ids.push(
			'%F0%9F%92%A9',
			'__proto__',
			'constructor',
			'%27%20or%201=1--',
			'[object%20Object]',
			randomUUID().toUpperCase()
		);
		ids.push(randomUUID(), `${randomUUID()}%00`, '{}', '%3Cscript%3E', 'a'.repeat(1500));
		const told = new Map<string, string[]>();
		for (const id of ids)
			for (const path of [`/cases/${id}`, `/meetings/${id}/room`, `/join/${id}`]) {
				const { status, body, headers } = await get(path);
				// What is no address at all is refused before any page.
				expect([400, 404], `${path} ${status}`).toContain(status);
				expect(headers['set-cookie']?.join() ?? '').not.toContain('x=y');
				if (status !== 404) continue;
				// Beside what is shown, a page carries the address it was asked by.
				const page =
					/<title>[^<]*<\/title>|$/.exec(`${body}`)?.[0] + (/<main[\s\S]*<\/main>/.exec(`${body}`)?.[0] ?? '');
				told.set(page, [...(told.get(page) ?? []), path]);
			}
		expect([...told.values()].map((paths) => paths[0])).toEqual([expect.any(String)]);
		for (const path of [`/cases/${'x'.repeat(3000)}`, `/cases?q=${'x'.repeat(3000)}`, `/${'/'.repeat(3000)}`])
			expect((await get(path)).status).toBe(414);
		expect(await raw(`GET /${'x'.repeat(1_000_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toMatch(
			/^(HTTP\/1\.1 4(14|31)|$)/
		);
	});

	test('INPUT-15 U-3 repeated parameters, lists and a method in a field change nothing', async () => {
		const plain = (await get('/cases')).body.toString().length;
		for (const search of [
			'?area=B',
			'?area=B&area=C',
			'?x[]=1&x[]=2',
			'?_method=DELETE',
			'?__proto__[admin]=1',
			'?%00=1',
			'?=&&&='
		]) {
			const { status, body } = await get(`/cases${search}`);
			expect(status, search).toBe(200);
			expect(Math.abs(body.toString().length - plain), search).toBeLessThan(2000);
		}
		const override = {
			'x-http-method-override': 'DELETE',
			'x-method-override': 'DELETE',
			'x-original-url': '/settings'
		};
		const overridden = await get(`/cases/${built.world.caseId}?_method=DELETE`, override);
		expect(overridden.status).toBe(200);
		expect(overridden.body.toString()).toContain('Wrenfield-Moss');
		for (const [name, value] of [
			['x-forwarded-host', 'evil.example'],
			['forwarded', 'host=evil.example'],
			['x-forwarded-proto', 'http']
		] as const) {
			const { status, body, headers } = await get('/cases', { [name]: value });
			expect([status, body.includes('evil.example'), JSON.stringify(headers).includes('evil')]).toEqual([
				200,
				false,
				false
			]);
		}
	});

	test('INPUT-16 S6 a way on after signing in leads to a page of ours, however it is written', async () => {
		const ways = [
			'//evil.example',
			'/\\evil.example',
			'\\\\evil.example',
			'https://evil.example',
			'/%09/evil.example',
			'/\t/evil.example'
		];
		ways.push(
			'javascript:alert(1)',
			'/%5cevil.example',
			'///evil.example',
			'/.//evil.example',
			'evil.example',
			'/sign-out',
			'\u0000//evil'
		);
		for (const way of ways) {
			const { body, status } = await built.server.ask({
				path: `/sign-in?next=${encodeURIComponent(way)}`,
				headers: { accept: 'text/html' }
			});
			expect(status).toBe(200);
			const next = /name="next"[^>]*value="([^"]*)"/.exec(body.toString())?.[1] ?? '/';
			const leads = new URL(next.replaceAll('&amp;', '&'), PUBLIC_ORIGIN);
			expect([leads.origin, leads.pathname.startsWith('//')], way).toEqual([PUBLIC_ORIGIN, false]);
		}
	});

	test('INPUT-17 what is no request of a browser ends alone: broken lines, smuggled lengths, other methods', async () => {
		const head = `Host: ${host}\r\nConnection: close\r\n`;
		const smuggled = `POST /sign-in HTTP/1.1\r\n${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n`;
		for (const text of [
			'',
			'garbage\r\n\r\n',
			'GET\r\n\r\n',
			`GET / HTTP/9.9\r\n${head}\r\n`,
			smuggled,
			'\u0016\u0003\u0001\u0000'
		])
			expect(await raw(text)).toMatch(/^($|HTTP\/1\.1 [45])/);
		const two = `POST /sign-in HTTP/1.1\r\n${head}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd`;
		expect(await raw(two)).toMatch(/^HTTP\/1\.1 400/);
		expect(await raw(`GET /cases HTTP/1.1\r\nHost: ${host}\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`)).toMatch(
			/^HTTP\/1\.1 431/
		);
		expect(
			await raw(`GET http://evil.example/cases HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`)
		).toMatch(/^HTTP\/1\.1 4/);
		for (const method of ['TRACE', 'OPTIONS', 'PROPFIND', 'DELETE', 'PATCH'])
			expect([204, 400, 403, 404, 405], method).toContain(
				await statusOf({ method, path: '/cases', headers: { cookie } })
			);
	});
});

describe('cookies', () => {
	test('INPUT-18 L-9 L-11 of any form are nobody’s or the one session’s, never a failure', async () => {
		const [name = '', token = ''] = cookie.split('=');
		const bad = [
			'',
			name,
			`${name}=`,
			`${name}=${'x'.repeat(8000)}`,
			`${name}="${token}"`,
			`${name}=${token}; ${name}=${token}`
		];
		bad.push(
			`${name}=${token}x`,
			`${name}=%00`,
			`${name}=\u00ff\u00fe`,
			`session=${token}`,
			`${name}=${token.toUpperCase()}`,
			';;;=;',
			`${name}=__proto__`
		);
		for (const one of bad) {
			const { status, headers } = await built.server.ask({ path: '/cases', headers: { cookie: one } });
			expect([status, headers.location], one.slice(0, 60)).toEqual([303, '/sign-in?next=%2Fcases']);
		}
	});
});

describe('bodies', () => {
	const nested = (depth: number): string => `${'[a]'.repeat(depth)}`;
	test('INPUT-19 L-5 D-1 M-13 larger, deeper or other than a form may be are refused, and nothing is kept', async () => {
		const { caseId } = built.world;
		const part = `/cases/${caseId}/change/person?/amend-person`;
		const send = (path: string, body: string | Buffer, headers: Record<string, string> = FORM) =>
			statusOf({ method: 'POST', path, body, headers: { cookie, accept: 'text/html', ...headers } });
		const head = `Host: ${host}\r\nOrigin: ${PUBLIC_ORIGIN}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
		expect(await raw(`POST /sign-in HTTP/1.1\r\n${head}Content-Length: 2000000\r\n\r\nemail=`)).toMatch(
			/^HTTP\/1.1 413/
		);
		expect(await send('/sign-in', `email=${'x'.repeat(5_000)}`)).toBe(413);
		expect(await raw(`POST /settings/import HTTP/1.1\r\n${head}Content-Length: 200000000\r\n\r\nx`)).toMatch(
			/^HTTP\/1.1 413/
		);
		expect(await send(part, `Zaubernuss=${'x'.repeat(70_000)}`)).toBe(413);
		expect(await send(part, '<x>Zaubernuss</x>', { 'content-type': 'text/xml' })).toBe(415);
		expect(await send(part, '{"a":1}', { 'content-type': 'application/json' })).toBe(415);
		expect(await send(part, `a${nested(10_000)}=Zaubernuss`)).toBeLessThan(500);
		expect(await send(part, Array.from({ length: 9_000 }, (_, n) => `f${n}=1`).join('&'))).toBeLessThan(500);
		const boundary = 'y';
		const parts = Array.from(
			{ length: 1_000 },
			(_, n) => `--${boundary}\r\nContent-Disposition: form-data; name="f${n}"\r\n\r\n1\r\n`
		);
		const multipart = { 'content-type': `multipart/form-data; boundary=${boundary}` };
		expect(await send(part, `${parts.join('')}--${boundary}--\r\n`, multipart)).toBeLessThan(500);
		expect(await send(part, 'no boundary anywhere', multipart)).toBe(400);
		expect(await send(part, 'x', { 'content-type': 'multipart/form-data' })).toBeLessThan(500);
	}, 30_000);

	test('INPUT-20 M-1 M-3 M-5 M-9 hostile names and values in every form of a case are refused or plain text', async () => {
		const { caseId } = built.world;
		const hostile = [
			...[
				'\u0000Zaubernuss',
				'\u200b\u200b',
				'   ',
				'<img src=x onerror=alert(1)>',
				'{{7*7}} and #{7*7}',
				"'; drop table mapp_case; --"
			],
			...[
				'__proto__',
				'constructor',
				'\ud800',
				'\u202e gnirts',
				'x'.repeat(20_000),
				'=HYPERLINK("http://evil.example")',
				'../../etc/passwd'
			]
		];
		const names = [
			'__proto__',
			'constructor',
			'area_id',
			'role',
			'author_id',
			'created_at',
			'locked',
			'x[__proto__][y]',
			'a.__proto__.b',
			'',
			'\u0000'
		];
		const forms = [
			`/cases/${caseId}/change/person?/amend-person`,
			`/meetings/${meetingId}/room?/add-risk`,
			`/cases/new?/open-case`
		];
		for (const path of forms)
			for (const value of hostile) {
				const body = new URLSearchParams({
					commandId: randomUUID(),
					version: '1',
					reason: value,
					'subject.name': value,
					ref: value,
					venue: value
				});
				const { status, body: page } = await built.server.ask({
					method: 'POST',
					path,
					headers: { ...FORM, cookie },
					body: body.toString()
				});
				expect([303, 400, 403, 404, 409, 413, 422], `${path} ${value.slice(0, 20)}`).toContain(status);
				expect(page.toString()).not.toContain('<img src=x onerror');
			}
		for (const name of names) {
			const body = new URLSearchParams([
				['commandId', randomUUID()],
				[name, 'x']
			]).toString();
			const status = await statusOf({ method: 'POST', path: forms[0] ?? '', headers: { ...FORM, cookie }, body });
			expect([400, 422], name).toContain(status);
		}
		const [row] = await built.world.store.owner`select version, area_id from mapp_case where id = ${caseId}`;
		expect(row).toEqual({ version: 1, area_id: built.world.areaId });
	}, 30_000);
});
