import type { Cookies } from '@sveltejs/kit';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { heldFields } from '#lib/server/away-answer.ts';
import { confirmAnswer } from '#lib/server/confirm-answer.ts';
import { heldAnswer, lastAccountCookie, signedOutAnswer } from '#lib/server/signed-out-answer.ts';
import { type HeldFormParts, openForm, sealForm } from '#server/application/held-form.ts';
import { findAccountOfPerson } from '#server/persistence/accounts.ts';
import type { SessionFacts } from '#server/persistence/sessions.ts';
import { keysOf } from '#server/service-keys.ts';
import { openWorld, type Who, type World } from '../support/meeting-world.ts';
import { testKeys } from '../support/test-keys.ts';

let world: World;
let parts: HeldFormParts;
beforeAll(async () => {
	world = await openWorld();
	parts = { database: world.store.database, keys: testKeys() };
});
afterAll(() => world.close());

const NOW = new Date('2027-02-04T10:00:00Z');
const FORM = { path: '/cases/7/convene?/convene-meeting', fields: [['objective', 'Agree the plan “now”\n']] as const };
const accountOf = async (who: Who): Promise<string> => {
	const found = await world.store.database.withoutArea((tx) => findAccountOfPerson(tx, world.who[who].personId));
	return found?.id ?? '';
};
const seal = async (who: Who) => (await sealForm(parts, await accountOf(who), FORM, NOW)) ?? '';
const change = async (who: Who, values: Partial<typeof schema.account.$inferInsert>) => {
	const accountId = await accountOf(who);
	await world.store.database.withoutArea((tx) =>
		tx.update(schema.account).set(values).where(eq(schema.account.id, accountId))
	);
};
const open = async (who: Who, sealed: string, now = NOW) => openForm(parts, await accountOf(who), sealed, now);

test('AUTH-30 M-11 what was held opens for the same account, also at another node, and for nobody else', async () => {
	const sealed = await seal('manager');
	expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('Agree');
	expect(await open('manager', sealed)).toEqual(FORM);
	expect(await open('social', sealed)).toBeNull();
	expect(await seal('manager')).not.toBe(sealed);
});

test('AUTH-30 M-11 changed, cut, too old or made by nobody it opens for no one', async () => {
	const sealed = await seal('manager');
	const bytes = Buffer.from(sealed, 'base64url');
	bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
	expect(await open('manager', bytes.toString('base64url'))).toBeNull();
	for (const nonsense of ['', 'x', sealed.slice(0, 20)]) expect(await open('manager', nonsense)).toBeNull();
	expect(await open('manager', sealed, new Date(NOW.getTime() + 13 * 3_600_000))).toBeNull();
	expect(await sealForm(parts, 'not-an-id', FORM, NOW)).toBeNull();
	expect(await sealForm(parts, crypto.randomUUID(), FORM, NOW)).toBeNull();
});

test('STEP-UP-6 what was sent too late after the password comes back after it, to the same account and nobody else', async () => {
	const data = new FormData();
	for (const [name, value] of [
		['purpose', 'For the <court>'],
		['password', 'secret']
	] as const)
		data.append(name, value);
	const url = new URL('http://localhost/meetings/7/final/export?/export-minutes');
	const request = new Request(url, { method: 'POST' });
	const session = { accountId: await accountOf('manager') } as SessionFacts;
	const form = new Request(url, { method: 'POST', body: data });
	const asked = await confirmAnswer({ url, request, locals: { actor: world.who.manager, session } }, form, parts);
	const page = await asked.text();
	expect(asked.status).toBe(403);
	for (const word of ['court', 'secret']) expect(page).not.toContain(word);
	const sealed = /name="held" value="([\w-]+)"/.exec(page)?.[1] ?? '';
	const back = await (await heldAnswer(parts, session.accountId, sealed, 'confirmed')).text();
	expect(back).toContain('action="/meetings/7/final/export?/export-minutes"');
	expect(back).toContain('name="purpose" value="For the &#60;court&#62;"');
	expect(back).toContain('name="password" type="password"');
	const others = await (await heldAnswer(parts, await accountOf('social'), sealed, 'confirmed')).text();
	expect(others).not.toContain('court');
});

test('AUTH-30 M-11 a disabled account and a new password end it', async () => {
	const sealed = await seal('housing');
	await change('housing', { passwordHash: 'plain:another one entirely' });
	expect(await open('housing', sealed)).toBeNull();
	const later = await seal('housing');
	await change('housing', { disabledAt: new Date() });
	expect(await open('housing', later)).toBeNull();
});

test('AUTH-33 M-11 without a password, and in another seat, it opens for the same human and nobody else', async () => {
	await change('chair', { passwordHash: null });
	const byAgency = await seal('chair');
	expect(await open('chair', byAgency)).toEqual(FORM);
	expect(await open('social', byAgency)).toBeNull();
	await change('deputy', { ownerId: await accountOf('chair'), email: null, passwordHash: null });
	const inSeat = await seal('deputy');
	expect(await open('chair', inSeat)).toEqual(FORM);
	expect(await open('deputy', byAgency)).toEqual(FORM);
	expect(await open('social', inSeat)).toBeNull();
	const otherKeys = { ...parts, keys: keysOf(Buffer.alloc(32, 'another service')) };
	expect(await openForm(otherKeys, await accountOf('chair'), byAgency, NOW)).toBeNull();
	await change('chair', { disabledAt: new Date() });
	expect(await open('deputy', inSeat)).toBeNull();
});

test('AUTH-34 M-11 a guest has what they typed on the page, and no field for a password they have not', async () => {
	await change('minuteTaker', { kind: 'GUEST', email: null, passwordHash: null });
	const accountId = await accountOf('minuteTaker');
	const url = new URL('http://localhost/meetings/7/return?/save-return');
	const data = new FormData();
	for (const [name, value] of [
		['note', 'Seen at the <kiosk>'],
		['password', 'secret']
	] as const)
		data.append(name, value);
	const request = new Request(url, { method: 'POST' });
	const sent = async (noted: string | undefined) => {
		const cookies = { get: (name: string) => (name === lastAccountCookie(false) ? noted : undefined) } as Cookies;
		const form = new Request(url, { method: 'POST', body: data });
		const answer = await signedOutAnswer({ url, request, cookies }, form, { ...parts, env: { secure: false } });
		return { status: answer.status, html: await answer.text() };
	};
	const { status, html } = await sent(accountId);
	expect(status).toBe(401);
	expect(html).toContain('Seen at the &#60;kiosk&#62;');
	expect(html).not.toMatch(/secret|type="password"/);
	const sealed = /name="held" value="([\w-]+)"/.exec(html)?.[1] ?? '';
	const back = await (await heldAnswer(parts, accountId, sealed)).text();
	expect(back).toContain('name="note" value="Seen at the &#60;kiosk&#62;"');
	const nobodys = await sent(undefined);
	expect(nobodys.html).toContain('Seen at the &#60;kiosk&#62;');
	expect(nobodys.html).not.toMatch(/secret|name="held"/);
	expect((await sent(await accountOf('manager'))).html).not.toContain('kiosk');
});

test('AUTH-30 M-11 a password or a token is never held: only that there was such a field', () => {
	const form = new FormData();
	for (const [name, value] of [
		['password', 'secret one'],
		['temporaryPassword', 'secret two'],
		['linkToken', 'secret three'],
		['reason', 'because'],
		['risk', 'a'],
		['risk', 'b']
	] as const)
		form.append(name, value);
	form.append('file', new File(['x'], 'list.csv'));
	expect(heldFields(form)).toEqual([
		['password', ''],
		['temporaryPassword', ''],
		['linkToken', ''],
		['reason', 'because'],
		['risk', 'a'],
		['risk', 'b']
	]);
});
