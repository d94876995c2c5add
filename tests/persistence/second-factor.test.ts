import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAccount } from '#server/application/create-account.ts';
import { createMeetingCache } from '#server/application/meeting-cache.ts';
import {
	addPasskey,
	askNewPasskey,
	askStepUp,
	beginCodeApp,
	confirmCodeApp,
	nameOwnPasskey,
	readNewCodeApp,
	readOwnFactors,
	removeCodeApp,
	removeOwnPasskey,
	renewRecoveryCodes
} from '#server/application/own-sign-in.ts';
import type { PasswordHasher } from '#server/application/password-hash.ts';
import { runAreaCommand } from '#server/application/run-area-command.ts';
import {
	answerSecondStep,
	askPasskeySignIn,
	askSecondStep,
	readStepWays,
	signInByPasskey
} from '#server/application/second-step.ts';
import { checkPassword, readStepUpWays, signIn, stepUp } from '#server/application/sign-in.ts';
import { createSessions, type SignedIn } from '#server/persistence/sessions.ts';
import { insertTestArea, openTestDatabase, type TestArea, type TestDatabase } from '../support/database.ts';
import { SoftwarePasskey } from '../support/software-passkey.ts';
import { testKeys } from '../support/test-keys.ts';

const ORIGIN = 'https://mappa.example';
const PASSWORD = 'heron lantern quay';
const BROWSER = { network: '192.0.2.1', device: 'Chrome on Windows', before: null };

let store: TestDatabase;
let area: TestArea;
let parts: ReturnType<typeof partsOf>;
let accounts = 0;

/** How passwords are hashed is not what is tested here, and takes long. */
const PLAIN: PasswordHasher = {
	hash: async (password) => `plain:${password}`,
	verify: async (stored, password) => stored === `plain:${password}`
};
const partsOf = (leastStrength: 1 | 2) => ({
	database: store.database,
	sessions: createSessions(store.database, false, leastStrength),
	passwords: PLAIN,
	keys: testKeys(),
	env: { origin: ORIGIN }
});
beforeAll(async () => {
	store = await openTestDatabase();
	area = await insertTestArea(store.database, 24);
	parts = partsOf(1);
});
afterAll(() => store.close());
beforeEach(async () => {
	await store.owner`delete from sign_in_attempt`;
	// The middle of a step, so that no test meets its end.
	const at = Math.floor(Date.now() / 30_000) * 30_000 + 15_000;
	vi.useFakeTimers({ toFake: ['Date'], now: at });
});
afterEach(() => vi.useRealTimers());

/** Somebody new, signed in by the password alone. */
async function somebody() {
	const personId = area.personIds[accounts++] ?? '';
	const email = `person-${accounts}@agency.example`;
	const request = { areaId: area.areaId, personId, email, password: PASSWORD };
	const made = await store.database.withArea(area.areaId, (tx) => createAccount(tx, parts.passwords, request));
	if (!made.ok) throw new Error(made.message);
	return { accountId: made.value, email, personId, signedIn: await enter(email) };
}
const sessionOf = async (token: string): Promise<SignedIn> => {
	const found = await parts.sessions.readOwing(`session=${token}`);
	if (!found) throw new Error('no session');
	return found;
};
const tryPassword = (email: string) => signIn(parts, { ...BROWSER, email, password: PASSWORD });
async function enter(email: string): Promise<SignedIn> {
	const answer = await tryPassword(email);
	if (answer.kind !== 'signed-in') throw new Error(answer.kind);
	return sessionOf(answer.token);
}
async function challengeOf(email: string): Promise<string> {
	const answer = await tryPassword(email);
	if (answer.kind !== 'second-step') throw new Error(answer.kind);
	return answer.challenge;
}
const codeOf = (key: string, steps = 0): string =>
	new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) }).generate({ timestamp: Date.now() + steps * 30_000 });
const answerBy = (challenge: string, by: 'code' | 'recovery' | 'passkey', typed: string) =>
	answerSecondStep(parts, { ...BROWSER, challenge }, { by, typed });

/** Sets up an app for codes. The code of this moment is used up by it. */
async function withApp(signedIn: SignedIn) {
	await beginCodeApp(parts, signedIn);
	const { groups = '' } = (await readNewCodeApp(parts, signedIn)) ?? {};
	const done = await confirmCodeApp(parts, signedIn, codeOf(groups, -1));
	if (!done.ok) throw new Error(done.message);
	return { key: groups, ...done.value, signedIn: await sessionOf(done.value.token) };
}
async function withPasskey(signedIn: SignedIn, name = 'Work laptop') {
	const passkey = new SoftwarePasskey(ORIGIN);
	const asked = await askNewPasskey(parts, signedIn);
	if (!asked.ok) throw new Error(asked.message);
	const done = await addPasskey(parts, signedIn, { name, answer: passkey.create(asked.value) });
	if (!done.ok) throw new Error(done.message);
	return { passkey, ...done.value, signedIn: await sessionOf(done.value.token) };
}
const acts = async (accountId: string): Promise<readonly string[]> =>
	(await store.owner`select act from audit_event where object_id = ${accountId} order by number`).map(
		({ act }) => act as string
	);
const told = async (personId: string): Promise<readonly string[]> =>
	(await store.owner`select kind from outbox where person_id = ${personId} order by created_at`).map(
		({ kind }) => kind
	);

describe('an app for codes', () => {
	test('FACTOR-1 it counts from its first code on; before that the password is enough, and nothing of it is in the clear', async () => {
		const { signedIn, email, accountId, personId } = await somebody();
		await beginCodeApp(parts, signedIn);
		const waiting = await readNewCodeApp(parts, signedIn);
		const key = waiting?.groups ?? '';
		expect(key).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
		expect(waiting?.address).toContain(`secret=${key.replaceAll(' ', '')}`);
		expect((await tryPassword(email)).kind).toBe('signed-in');
		expect(await confirmCodeApp(parts, signedIn, '000000')).toMatchObject({ kind: 'invalid' });
		const done = await confirmCodeApp(parts, signedIn, codeOf(key));
		expect(done.ok && done.value.recoveryCodes).toHaveLength(10);
		const answer = await tryPassword(email);
		expect(answer).toEqual({ kind: 'second-step', challenge: expect.any(String) });
		const kept = await store.owner`select encode(sealed, 'escape') as text from totp_secret`;
		expect(JSON.stringify(kept)).not.toContain(key.replaceAll(' ', ''));
		expect(await acts(accountId)).toContain('add-code-app');
		expect(await told(personId)).toEqual(['second-factor-added']);
	});

	test('FACTOR-2 A3 L-7 a code is good once, and only of this step and the two beside it', async () => {
		const { signedIn, email } = await somebody();
		const { key } = await withApp(signedIn);
		for (const steps of [-2, 2]) {
			const answer = await answerBy(await challengeOf(email), 'code', codeOf(key, steps));
			expect(answer, `${steps}`).toEqual({ kind: 'wrong' });
		}
		const code = codeOf(key);
		const answer = await answerBy(await challengeOf(email), 'code', ` ${code.slice(0, 3)} ${code.slice(3)} `);
		expect(answer).toMatchObject({ kind: 'signed-in' });
		const entered = answer.kind === 'signed-in' ? await sessionOf(answer.token) : null;
		expect(entered?.session).toMatchObject({ strength: 2, means: 'PASSWORD', owesFactor: false });
		expect(await answerBy(await challengeOf(email), 'code', code)).toEqual({ kind: 'wrong' });
		expect(await answerBy(await challengeOf(email), 'code', codeOf(key, -1))).toEqual({ kind: 'wrong' });
		expect(await answerBy(await challengeOf(email), 'code', codeOf(key, 1))).toMatchObject({ kind: 'signed-in' });
	});

	test('FACTOR-2 of two answers with one code at once, one lets in', async () => {
		const { signedIn, email } = await somebody();
		const { key } = await withApp(signedIn);
		const code = codeOf(key);
		const open = [await challengeOf(email), await challengeOf(email)];
		const answers = await Promise.all(open.map((challenge) => answerBy(challenge, 'code', code)));
		expect(answers.map(({ kind }) => kind).sort()).toEqual(['signed-in', 'wrong']);
	});

	test('FACTOR-3 L-7 after five wrong codes the question is void, the right code too, and it is back to the password', async () => {
		const { signedIn, email, accountId } = await somebody();
		const { key } = await withApp(signedIn);
		const challenge = await challengeOf(email);
		const kinds = [];
		for (let n = 0; n < 5; n++) {
			kinds.push((await answerBy(challenge, 'code', '123')).kind);
			await store.owner`delete from sign_in_attempt`;
		}
		expect(kinds).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'void']);
		expect(await answerBy(challenge, 'code', codeOf(key))).toEqual({ kind: 'void' });
		expect(await readStepWays(parts, challenge)).toBeNull();
		expect((await acts(accountId)).filter((act) => act === 'deny-sign-in')).toHaveLength(5);
	});

	test('FACTOR-3 guesses at codes are slowed however often the password is entered again', async () => {
		const { signedIn, email } = await somebody();
		await withApp(signedIn);
		const kinds = [];
		for (let n = 0; n < 6; n++) kinds.push((await answerBy(await challengeOf(email), 'code', '123')).kind);
		expect(kinds).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'blocked']);
	});

	test('FACTOR-4 the answer to the password is no session, ends after ten minutes, and serves one browser once', async () => {
		const { signedIn, email } = await somebody();
		const { key } = await withApp(signedIn);
		const challenge = await challengeOf(email);
		expect(await parts.sessions.readOwing(`session=${challenge}`)).toBeNull();
		expect(await answerBy('x'.repeat(43), 'code', codeOf(key))).toEqual({ kind: 'void' });
		expect((await answerBy(challenge, 'code', codeOf(key))).kind).toBe('signed-in');
		expect(await answerBy(challenge, 'code', codeOf(key, 1))).toEqual({ kind: 'void' });
		const late = await challengeOf(email);
		await store.owner`update sign_in_challenge set expires_at = now() - interval '1 second'`;
		expect(await answerBy(late, 'code', codeOf(key, 1))).toEqual({ kind: 'void' });
	});

	test('FACTOR-5 L-15 a recovery code stands in once, is told, and ten new ones take the place of all', async () => {
		const { signedIn, email, personId, accountId } = await somebody();
		const { recoveryCodes, signedIn: strong } = await withApp(signedIn);
		const [first = '', second = ''] = recoveryCodes;
		expect(first).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
		expect((await answerBy(await challengeOf(email), 'recovery', first.toLowerCase())).kind).toBe('signed-in');
		expect(await answerBy(await challengeOf(email), 'recovery', first)).toEqual({ kind: 'wrong' });
		expect(await told(personId)).toContain('recovery-code-used');
		expect(await acts(accountId)).toContain('use-recovery-code');
		expect((await readOwnFactors(parts, strong)).recoveryCodes).toBe(9);
		expect(JSON.stringify(await store.owner`select * from recovery_code`)).not.toContain(second.replaceAll('-', ''));
		const renewed = await renewRecoveryCodes(parts, strong);
		expect(renewed.ok && renewed.value.recoveryCodes).toHaveLength(10);
		expect(await answerBy(await challengeOf(email), 'recovery', second)).toEqual({ kind: 'wrong' });
	});

	test('FACTOR-6 every change ends the other sessions, gives this one a new token, and wants a fresh proof', async () => {
		const { signedIn, email } = await somebody();
		const other = await enter(email);
		const { token, ended } = await withApp(signedIn);
		expect(ended).toContain(other.session.id);
		expect((await sessionOf(token)).session).toMatchObject({ strength: 2 });
		expect(await parts.sessions.readById(other.session.id)).toBeNull();
		const old = { ...signedIn, session: { ...signedIn.session, stepUpAt: new Date(Date.now() - 300_000) } };
		expect(await beginCodeApp(parts, old)).toMatchObject({ kind: 'step-up' });
		expect(await removeCodeApp(parts, old, false)).toMatchObject({ kind: 'step-up' });
		expect(await renewRecoveryCodes(parts, old)).toMatchObject({ kind: 'step-up' });
		expect(await askNewPasskey(parts, old)).toMatchObject({ kind: 'step-up' });
	});

	test('FACTOR-7 the last second factor stays where the service asks for one, and goes with its recovery codes elsewhere', async () => {
		const { signedIn, email } = await somebody();
		const { signedIn: strong } = await withApp(signedIn);
		expect(await removeCodeApp(parts, strong, true)).toMatchObject({ kind: 'not-now' });
		const done = await removeCodeApp(parts, strong, false);
		expect(done.ok).toBe(true);
		expect(await readOwnFactors(parts, strong)).toMatchObject({ codeApp: null, recoveryCodes: 0 });
		expect((await tryPassword(email)).kind).toBe('signed-in');
	});
});

describe('passkeys', () => {
	test('FACTOR-10 a passkey alone signs in with the strength of two factors, and stands in for the code after the password', async () => {
		const { signedIn, email, personId } = await somebody();
		const { passkey } = await withPasskey(signedIn);
		expect(await told(personId)).toEqual(['second-factor-added']);
		const asked = await askPasskeySignIn(parts);
		const answer = await signInByPasskey(parts, { ...BROWSER, challenge: asked.challenge }, passkey.get(asked.options));
		expect(answer).toMatchObject({ kind: 'signed-in' });
		const entered = answer.kind === 'signed-in' ? await sessionOf(answer.token) : null;
		expect(entered?.session).toMatchObject({ strength: 2, means: 'PASSKEY' });
		const challenge = await challengeOf(email);
		expect(await readStepWays(parts, challenge)).toEqual({ code: false, recovery: true, passkey: true });
		const options = (await askSecondStep(parts, challenge)) ?? {};
		expect((await answerBy(challenge, 'passkey', passkey.get(options))).kind).toBe('signed-in');
	});

	test('FACTOR-11 what is answered must be asked by this service, of this browser, lately, once, and know its person', async () => {
		const { signedIn } = await somebody();
		const { passkey } = await withPasskey(signedIn);
		const tryWith = async (how: Parameters<SoftwarePasskey['get']>[1], challenge?: string) => {
			const asked = await askPasskeySignIn(parts);
			return signInByPasskey(
				parts,
				{ ...BROWSER, challenge: challenge ?? asked.challenge },
				passkey.get(asked.options, how)
			);
		};
		expect(await tryWith({ origin: 'https://evil.example' })).toEqual({ kind: 'wrong' });
		expect(await tryWith({ rpId: 'evil.example' })).toEqual({ kind: 'wrong' });
		expect(await tryWith({ knowsPerson: false })).toEqual({ kind: 'wrong' });
		expect(await tryWith({ challenge: 'AAAA' })).toEqual({ kind: 'wrong' });
		expect(await tryWith({}, 'x'.repeat(43))).toEqual({ kind: 'void' });
		const asked = await askPasskeySignIn(parts);
		const said = passkey.get(asked.options);
		const browser = { ...BROWSER, challenge: asked.challenge };
		expect((await signInByPasskey(parts, browser, said)).kind).toBe('signed-in');
		expect(await signInByPasskey(parts, browser, said)).toEqual({ kind: 'void' });
		for (const rubbish of [
			'',
			'{}',
			'null',
			'[]',
			'{"id":"x","response":{}}',
			'x'.repeat(20_000),
			'{"id":"\\u0000"}'
		]) {
			const { challenge } = await askPasskeySignIn(parts);
			expect(await signInByPasskey(parts, { ...BROWSER, challenge }, rubbish)).toEqual({ kind: 'wrong' });
		}
	});

	test('FACTOR-12 a counter that does not rise tells of a copy: it is refused', async () => {
		const { signedIn } = await somebody();
		const { passkey } = await withPasskey(signedIn);
		const tryWith = async (counter: number) => {
			const asked = await askPasskeySignIn(parts);
			return (
				await signInByPasskey(
					parts,
					{ ...BROWSER, challenge: asked.challenge },
					passkey.get(asked.options, { counter })
				)
			).kind;
		};
		expect([await tryWith(7), await tryWith(7), await tryWith(3), await tryWith(8)]).toEqual([
			...['signed-in', 'wrong', 'wrong', 'signed-in']
		]);
	});

	test('FACTOR-13 nobody gets in by another account’s passkey, a disabled one’s, or one that was removed', async () => {
		const [one, two] = [await somebody(), await somebody()];
		const { passkey } = await withPasskey(one.signedIn);
		const { signedIn: strong } = await withPasskey(two.signedIn);
		const challenge = await challengeOf(two.email);
		const options = (await askSecondStep(parts, challenge)) ?? {};
		expect(await answerBy(challenge, 'passkey', passkey.get(options))).toEqual({ kind: 'wrong' });
		const [own] = (await readOwnFactors(parts, strong)).passkeys;
		expect(await removeOwnPasskey(parts, strong, passkey.id, false)).toMatchObject({ kind: 'missing' });
		expect(await nameOwnPasskey(parts, strong, { id: passkey.id, name: 'Mine' })).toMatchObject({ kind: 'missing' });
		expect(await nameOwnPasskey(parts, strong, { id: own?.id ?? '', name: 'Key ring' })).toMatchObject({ ok: true });
		expect(await removeOwnPasskey(parts, strong, own?.id ?? '', true)).toMatchObject({ kind: 'not-now' });
		expect(await removeOwnPasskey(parts, strong, own?.id ?? '', false)).toMatchObject({ ok: true });
		await store.owner`update account set disabled_at = now() where id = ${one.accountId}`;
		const asked = await askPasskeySignIn(parts);
		const browser = { ...BROWSER, challenge: asked.challenge };
		expect(await signInByPasskey(parts, browser, passkey.get(asked.options))).toEqual({ kind: 'wrong' });
	});

	test('FACTOR-10 a passkey is added once, under a name, and is not the answer to another session’s question', async () => {
		const [one, two] = [await somebody(), await somebody()];
		const passkey = new SoftwarePasskey(ORIGIN);
		const asked = await askNewPasskey(parts, one.signedIn);
		const said = asked.ok ? passkey.create(asked.value) : '';
		expect(await addPasskey(parts, two.signedIn, { name: 'Theirs', answer: said })).toMatchObject({ kind: 'invalid' });
		expect(await addPasskey(parts, one.signedIn, { name: ' ', answer: said })).toMatchObject({
			problems: [{ field: 'name' }]
		});
		expect(await addPasskey(parts, one.signedIn, { name: 'Mine', answer: said })).toMatchObject({ ok: true });
		expect(await addPasskey(parts, one.signedIn, { name: 'Again', answer: said })).toMatchObject({ ok: false });
	});
});

describe('showing again who one is', () => {
	test('FACTOR-8 with a second factor the password alone confirms nothing, also not a lock; the code or the passkey does', async () => {
		const { signedIn } = await somebody();
		expect(await readStepUpWays(parts, signedIn)).toMatchObject({ password: true, code: false });
		const { key, signedIn: strong } = await withApp(signedIn);
		expect(await readStepUpWays(parts, strong)).toMatchObject({ password: false, code: true });
		expect(await stepUp(parts, strong, { by: 'password', typed: PASSWORD })).toEqual({ kind: 'wrong' });
		expect(await checkPassword(parts, strong.actor, PASSWORD, null)).toMatchObject({ kind: 'step-up' });
		expect(await checkPassword(parts, strong.actor, PASSWORD, new Date())).toMatchObject({ ok: true });
		const confirmed = await stepUp(parts, strong, { by: 'code', typed: codeOf(key) });
		expect(confirmed).toMatchObject({ kind: 'confirmed' });
		const after = await sessionOf(confirmed.kind === 'confirmed' ? confirmed.token : '');
		expect(await stepUp(parts, after, { by: 'code', typed: codeOf(key) })).toEqual({ kind: 'wrong' });
		const { passkey, signedIn: third } = await withPasskey(after);
		const options = await askStepUp(parts, third);
		const said = passkey.get(options);
		const answer = await stepUp(parts, third, { by: 'passkey', typed: said });
		expect(answer).toMatchObject({ kind: 'confirmed' });
		const fourth = await sessionOf(answer.kind === 'confirmed' ? answer.token : '');
		expect(await stepUp(parts, fourth, { by: 'passkey', typed: said })).toEqual({ kind: 'wrong' });
	});
});

describe('where a second factor is asked of everybody', () => {
	test('FACTOR-9 whoever has none is nobody to every door but the guard of pages, until they have one', async () => {
		const { email } = await somebody();
		const strict = partsOf(2);
		const answer = await signIn(strict, { ...BROWSER, email, password: PASSWORD });
		const token = answer.kind === 'signed-in' ? answer.token : '';
		const cookie = `session=${token}`;
		const owing = await strict.sessions.readOwing(cookie);
		expect(owing?.session).toMatchObject({ strength: 1, owesFactor: true });
		const id = owing?.session.id ?? '';
		expect(await strict.sessions.read(cookie)).toBeNull();
		expect(await strict.sessions.readById(id)).toBeNull();
		expect(await strict.sessions.stillGood([id])).toEqual(new Set());
		expect(await strict.sessions.keepingSecret(id)).toBeNull();
		const asked = { sessionId: id, meetingId: area.areaId, name: 'minutes', writers: null };
		expect((await strict.sessions.readAtTextDoor(asked))?.signedIn).toBeNull();
		const done = owing && (await withApp(owing));
		expect((await strict.sessions.read(`session=${done?.token}`))?.session).toMatchObject({ owesFactor: false });
	});
});

describe('whoever lost every factor', () => {
	test('FACTOR-16 a second factor is reset by another person, with a reason and a fresh proof; all that signs in is gone, and it is told', async () => {
		const lost = await somebody();
		const { key, signedIn } = await withApp(lost.signedIn);
		const { passkey, recoveryCodes, signedIn: strong } = await withPasskey(signedIn);
		const challenge = await challengeOf(lost.email);
		const { signedIn: other } = await somebody();
		const coordinator = { ...other.actor, roles: ['MAPPA_COORDINATOR'] as const };
		const reset = (
			by: Partial<typeof coordinator> = {},
			reason = 'Rang them at their desk',
			stepUpAt: Date | null = new Date()
		) =>
			runAreaCommand(
				{ ...parts, cache: createMeetingCache(), now: () => new Date() },
				{
					...{ actor: { ...coordinator, ...by }, command: 'reset-second-factor', stepUpAt },
					input: { personId: lost.personId, reason }
				}
			);
		expect(await reset({}, 'Rang them at their desk', null)).toMatchObject({ kind: 'step-up' });
		expect(await reset({}, ' ')).toMatchObject({ kind: 'invalid' });
		expect(await reset({ personId: lost.personId })).toMatchObject({ kind: 'forbidden' });
		// In another seat of theirs they are the same human.
		const seat = await somebody();
		await store.owner`
			update account set owner_id = ${lost.accountId}, email = null, password_hash = null where id = ${seat.accountId}`;
		expect(await reset({ personId: seat.personId })).toMatchObject({ kind: 'forbidden' });
		expect(await parts.sessions.readById(strong.session.id)).not.toBeNull();
		expect(await reset()).toMatchObject({ ok: true });

		expect(await parts.sessions.readById(strong.session.id)).toBeNull();
		for (const [by, typed] of [
			['code', codeOf(key, 1)],
			['recovery', recoveryCodes[0] ?? '']
		] as const)
			expect((await answerBy(challenge, by, typed)).kind).not.toBe('signed-in');
		const asked = await askPasskeySignIn(parts);
		const browser = { ...BROWSER, challenge: asked.challenge };
		expect((await signInByPasskey(parts, browser, passkey.get(asked.options))).kind).not.toBe('signed-in');
		expect((await told(lost.personId)).at(-1)).toBe('second-factor-reset');
		const noted = await store.owner`
			select actor_id from audit_event where object_id = ${lost.personId} and act = 'reset-second-factor'`;
		expect(noted.map(({ actor_id }) => actor_id)).toEqual([coordinator.personId]);
		// Where one is asked of everybody, they come no further than to the pages that set one up.
		const strict = partsOf(2);
		const again = await signIn(strict, { ...BROWSER, email: lost.email, password: PASSWORD });
		const token = again.kind === 'signed-in' ? again.token : '';
		expect((await strict.sessions.readOwing(`session=${token}`))?.session).toMatchObject({ owesFactor: true });
		const mails = await told(lost.personId);
		expect(await reset()).toMatchObject({ ok: true });
		expect(await told(lost.personId)).toEqual(mails);
	});
});

describe('what nobody reads', () => {
	test('FACTOR-1 a secret that was sealed for one account opens for no other', async () => {
		const [one, two] = [await somebody(), await somebody()];
		await beginCodeApp(parts, one.signedIn);
		await store.owner`update totp_secret set account_id = ${two.accountId} where account_id = ${one.accountId}`;
		expect(await readNewCodeApp(parts, two.signedIn)).toBeNull();
	});
});
