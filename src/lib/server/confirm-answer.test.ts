import { expect, it } from 'vitest';
import { refusedIn } from '#lib/server/form.ts';
import { localPath } from '#lib/server/local-path.ts';
import { testKeys } from '../../../tests/support/test-keys.ts';
import { confirmAnswer, confirmPage } from './confirm-answer.ts';

const parts = { database: { withoutArea: () => Promise.reject(new Error('not asked')) }, keys: testKeys() } as never;
const asked = (headers: Record<string, string> = {}) => ({
	url: new URL('http://localhost/x?/export'),
	request: new Request('http://localhost/x?/export', { method: 'POST', headers }),
	locals: { actor: null, session: null }
});
const form = (): Request => {
	const data = new FormData();
	data.append('purpose', 'for the court');
	return new Request('http://localhost/x', { method: 'POST', body: data });
};

it('STEP-UP-6 a refused command of that kind asks for the password, any other does not', () => {
	const locals = { actor: null, session: null };
	refusedIn({ locals }, { ok: false, kind: 'forbidden', message: 'No' }, 'export', new FormData());
	expect(locals).not.toHaveProperty('confirmFirst');
	const answer = refusedIn({ locals }, { ok: false, kind: 'step-up', message: 'First' }, 'export', new FormData());
	expect([answer.status, locals]).toEqual([403, { actor: null, session: null, confirmFirst: true }]);
});

it('STEP-UP-6 a form sent by a script is answered so that the page sends it whole, with what was typed', async () => {
	const answer = await confirmAnswer(asked({ 'x-sveltekit-action': 'true' }), form(), parts);
	const body = await answer.json();
	expect([body.status, JSON.stringify(body.data)]).toEqual([401, expect.stringContaining('for the court')]);
});

it('STEP-UP-6 nobody without an account has anything held', async () => {
	const answer = await confirmAnswer(asked(), form(), parts);
	const html = await answer.text();
	expect(answer.status).toBe(403);
	expect(html).toContain('too large to be held');
	expect(html).not.toContain('for the court');
});

it('STEP-UP-6 the page carries what is held, and says what was wrong', () => {
	const ways = { password: true, code: false, recovery: false, passkey: false, agency: null };
	const html = confirmPage('sealed"words', ways, 'The password is not right.');
	expect(html).toContain('name="held" value="sealed&#34;words"');
	expect(html).toContain('role="alert"');
	const strong = confirmPage('sealed', { password: false, code: true, recovery: true, passkey: true, agency: null });
	expect(strong).not.toContain('type="password"');
	expect(strong).toContain('name="code"');
	expect(strong).toContain('href="/confirm?next=/account"');
});

it('STEP-UP-7 leads only to a path of ours, and never to itself', () => {
	for (const path of ['//evil.example', 'https://evil.example', '/confirm?next=/confirm', '/sign-out'])
		expect(localPath(path)).toBeNull();
	expect(localPath('/meetings/1/final')).toBe('/meetings/1/final');
});
