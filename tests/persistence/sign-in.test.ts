import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { createAccount } from '#server/application/create-account.ts';
import { DEMO_PASSWORD } from '#server/application/password.ts';
import { createPasswordHasher, type PasswordHasher, TooBusy } from '#server/application/password-hash.ts';
import {
	checkPassword,
	type SignInParts,
	signIn,
	signOut,
	stepUp,
	stepUpOwed,
	verifyPassword
} from '#server/application/sign-in.ts';
import { createFirstArea, firstRun, refuseMixture } from '#server/first-run.ts';
import { createSessions } from '#server/persistence/sessions.ts';
import { attemptKeys, claimTry, forgiveTry } from '#server/persistence/sign-in-throttle.ts';
import { insertTestArea, openTestDatabase, type TestArea, type TestDatabase } from '../support/database.ts';
import { testKeys } from '../support/test-keys.ts';

const password = 'heron lantern quay';
let store: TestDatabase;
let area: TestArea;
let parts: SignInParts & { readonly env: { readonly origin: string } };
let accountId: string;

beforeAll(async () => {
	store = await openTestDatabase();
	area = await insertTestArea(store.database, 3);
	parts = {
		database: store.database,
		sessions: createSessions(store.database, false, 1),
		passwords: createPasswordHasher(),
		keys: testKeys(),
		env: { origin: 'https://mappa.example' }
	};
	accountId = await newAccount(area.personIds[0]!, ' Alex@Agency.example ');
});
afterAll(() => store.close());
beforeEach(() => store.owner`delete from sign_in_attempt`);

async function newAccount(personId: string, email: string): Promise<string> {
	const request = { areaId: area.areaId, personId, email, password };
	const made = await store.database.withArea(area.areaId, (tx) => createAccount(tx, parts.passwords, request));
	if (!made.ok) throw new Error(made.message);
	return made.value;
}
const tryIn = (email: string, tried = password, network = '192.0.2.1') =>
	signIn(parts, { email, password: tried, network, device: '', before: null });
/** Counts how many passwords were really hashed. */
function counting(passwords: PasswordHasher) {
	const count = { verified: 0 };
	const verify: PasswordHasher['verify'] = (stored, tried) => {
		count.verified++;
		return passwords.verify(stored, tried);
	};
	return { count, parts: { ...parts, passwords: { ...passwords, verify } } };
}

describe('signing in', () => {
	test('AUTH-20 the right password begins a session and is audited in the area, without a name', async () => {
		const answer = await tryIn('alex@agency.example');
		expect(answer.kind).toBe('signed-in');
		const signedIn = await parts.sessions.read(`session=${answer.kind === 'signed-in' && answer.token}`);
		expect(signedIn?.actor.personId).toBe(area.personIds[0]);
		const audit = await store.database.withArea(area.areaId, (tx) => tx.select().from(schema.auditEvent));
		expect(audit.at(-1)).toMatchObject({ act: 'sign-in', actorId: area.personIds[0], objectId: accountId });
	});

	test('AUTH-21 unknown, wrong and disabled get one answer, and each costs one hash', async () => {
		const disabled = await newAccount(area.personIds[1]!, 'gone@agency.example');
		await store.owner`update account set disabled_at = now() where id = ${disabled}`;
		const counted = counting(parts.passwords);
		const answers = [];
		for (const [email, tried] of [
			['nobody@agency.example', password],
			['alex@agency.example', 'not the password'],
			['gone@agency.example', password],
			['nul\u0000@agency.example', password],
			['', password]
		] as const)
			answers.push(
				await signIn(counted.parts, { email, password: tried, network: '192.0.2.1', device: '', before: null })
			);
		expect(answers).toEqual(Array(5).fill({ kind: 'wrong' }));
		expect(counted.count.verified).toBe(5);
	});

	test('AUTH-22 after five wrong tries even the right password waits, and nothing is hashed', async () => {
		for (let n = 0; n < 5; n++)
			expect(await tryIn('alex@agency.example', 'wrong wrong wrong', `192.0.2.${n}`)).toEqual({ kind: 'wrong' });
		const counted = counting(parts.passwords);
		const request = { email: 'alex@agency.example', password, network: '192.0.2.9', device: '', before: null };
		expect(await signIn(counted.parts, request)).toMatchObject({ kind: 'blocked' });
		expect(counted.count.verified).toBe(0);
		await store.owner`update sign_in_attempt set blocked_until = now() - interval '1 second'`;
		expect((await tryIn('alex@agency.example')).kind).toBe('signed-in');
		expect((await tryIn('alex@agency.example', 'wrong wrong wrong')).kind).toBe('wrong');
	});

	test('AUTH-22 many tries at once do not slip through before the first is counted', async () => {
		const answers = await Promise.all(
			Array.from({ length: 30 }, () => tryIn('many@agency.example', 'wrong wrong wrong'))
		);
		expect(answers.filter((answer) => answer.kind === 'wrong')).toHaveLength(5);
	});

	test('AUTH-22 one network that tries many accounts is slowed, and other networks are not', async () => {
		for (let n = 0; n < 60; n++) await tryIn(`person-${n}@agency.example`, 'wrong wrong wrong');
		expect((await tryIn('alex@agency.example')).kind).toBe('blocked');
		expect((await tryIn('alex@agency.example', password, '198.51.100.1')).kind).toBe('signed-in');
	});

	test('AUTH-23 when too many passwords wait, the answer is busy and not wrong', async () => {
		const busy = { ...parts, passwords: { ...parts.passwords, verify: () => Promise.reject(new TooBusy('full')) } };
		const request = { email: 'alex@agency.example', password, network: '192.0.2.1', device: '', before: null };
		expect(await signIn(busy, request)).toEqual({ kind: 'busy' });
	});

	test('AUTH-24 signing in ends the session the browser came with', async () => {
		const first = await tryIn('alex@agency.example');
		const cookie = `session=${first.kind === 'signed-in' && first.token}`;
		const before = await parts.sessions.read(cookie);
		await signIn(parts, { email: 'alex@agency.example', password, network: '192.0.2.1', device: '', before });
		expect(await parts.sessions.read(cookie)).toBeNull();
	});

	test('AUTH-25 signing out removes the row, and the old cookie is nobody', async () => {
		const answer = await tryIn('alex@agency.example');
		const cookie = `session=${answer.kind === 'signed-in' && answer.token}`;
		const signedIn = (await parts.sessions.read(cookie))!;
		await signOut(parts, signedIn);
		expect(await parts.sessions.read(cookie)).toBeNull();
		expect(await store.owner`select 1 from session where id = ${signedIn.session.id}`).toHaveLength(0);
	});
});

describe('entering the password again', () => {
	test('AUTH-26 the right one is right, a wrong one is not, and guesses are slowed', async () => {
		const answer = await tryIn('alex@agency.example');
		const { actor } = (await parts.sessions.read(`session=${answer.kind === 'signed-in' && answer.token}`))!;
		expect(await verifyPassword(parts, accountId, 'wrong wrong wrong')).toEqual({ kind: 'wrong' });
		expect(await verifyPassword(parts, accountId, password)).toEqual({ kind: 'right' });
		for (let n = 0; n < 5; n++)
			expect(await checkPassword(parts, actor, 'wrong wrong wrong', null)).toMatchObject({
				ok: false,
				kind: 'invalid'
			});
		expect(await checkPassword(parts, actor, password, null)).toMatchObject({ ok: false, kind: 'not-now' });
	});
});

describe('stepping up', () => {
	const signedInNow = async () => {
		const answer = await tryIn('alex@agency.example');
		if (answer.kind !== 'signed-in') throw new Error(answer.kind);
		return { token: answer.token, found: (await parts.sessions.read(`session=${answer.token}`))! };
	};
	const past = (sessionId: string, ago: string) =>
		store.owner`update session set step_up_at = now() - ${ago}::interval where id = ${sessionId}`;

	test('STEP-UP-1 signing in counts for five minutes, then the password is owed', async () => {
		const { found } = await signedInNow();
		const at = found.session.stepUpAt!;
		expect(stepUpOwed(at, new Date(at.getTime() + 299_999))).toBe(false);
		expect(stepUpOwed(at, new Date(at.getTime() + 300_000))).toBe(true);
		expect(stepUpOwed(null, at)).toBe(true);
	});

	test('STEP-UP-2 the right password renews the token, is audited, and a wrong one changes nothing', async () => {
		const { token, found } = await signedInNow();
		await past(found.session.id, '6 minutes');
		expect(await stepUp(parts, found, { by: 'password', typed: 'wrong wrong wrong' })).toEqual({ kind: 'wrong' });
		const still = (await parts.sessions.read(`session=${token}`))!;
		expect(stepUpOwed(still.session.stepUpAt, new Date())).toBe(true);
		const answer = await stepUp(parts, still, { by: 'password', typed: password });
		if (answer.kind !== 'confirmed') throw new Error(answer.kind);
		expect(answer.token).not.toBe(token);
		const after = (await parts.sessions.read(`session=${answer.token}`))!;
		expect(stepUpOwed(after.session.stepUpAt, new Date())).toBe(false);
		expect(after.session.absoluteEndAt).toEqual(found.session.absoluteEndAt);
		const audit = await store.database.withArea(area.areaId, (tx) => tx.select().from(schema.auditEvent));
		expect(audit.at(-1)).toMatchObject({ act: 'step-up', objectId: accountId });
	});

	test('STEP-UP-3 the token of before serves what was on its way for ten seconds, without the step-up, then nobody', async () => {
		const { token, found } = await signedInNow();
		const answer = await stepUp(parts, found, { by: 'password', typed: password });
		const id = answer.kind === 'confirmed' && parts.sessions.idOf(`session=${answer.token}`);
		const late = (await parts.sessions.read(`session=${token}`))!;
		expect([late.session.id, late.session.stepUpAt]).toEqual([id, null]);
		await past(late.session.id, '11 seconds');
		expect(await parts.sessions.read(`session=${token}`)).toBeNull();
	});

	test('STEP-UP-4 what is connected goes on under the id it began with, and ends with the session (R12)', async () => {
		const { token, found } = await signedInNow();
		const began = found.session.id;
		const secret = await parts.sessions.keepingSecret(began);
		const first = await stepUp(parts, found, { by: 'password', typed: password });
		if (first.kind !== 'confirmed') throw new Error(first.kind);
		const second = await stepUp(parts, (await parts.sessions.read(`session=${first.token}`))!, {
			by: 'password',
			typed: password
		});
		if (second.kind !== 'confirmed') throw new Error(second.kind);
		const now = (await parts.sessions.read(`session=${second.token}`))!;
		expect(await parts.sessions.stillGood([began])).toEqual(new Set([began]));
		expect(await parts.sessions.readById(began)).toMatchObject({ actor: now.actor, session: { id: now.session.id } });
		expect(await parts.sessions.isRenewed(token, second.token)).toBe(true);
		expect(await parts.sessions.isRenewed(second.token, token)).toBe(false);
		expect(await parts.sessions.keepingSecret(now.session.id)).toEqual(secret);
		await store.owner`update session set expires_at = now() + interval '1 minute' where id = ${now.session.id}`;
		await parts.sessions.touch([began]);
		const left = (await parts.sessions.goodFor([began])).get(began)!;
		expect(left).toBeGreaterThan(14 * 60_000);
		await signOut(parts, now);
		expect(await parts.sessions.readById(began)).toBeNull();
		expect(await parts.sessions.stillGood([began])).toEqual(new Set());
		expect(await store.owner`select 1 from ended_session where session_id = ${began}`).toHaveLength(1);
	});

	test('STEP-UP-5 a session that has ended meanwhile is not brought back', async () => {
		const { found } = await signedInNow();
		await signOut(parts, found);
		expect(await stepUp(parts, found, { by: 'password', typed: password })).toEqual({ kind: 'ended' });
	});
});

describe('accounts', () => {
	test('AUTH-27 weak passwords, addresses that are none and second accounts are refused', async () => {
		const make = (email: string, tried: string, demo = false) =>
			store.database.withArea(area.areaId, (tx) =>
				createAccount(tx, parts.passwords, {
					areaId: area.areaId,
					personId: area.personIds[2]!,
					email,
					password: tried,
					demo
				})
			);
		expect(await make('new@agency.example', 'short')).toMatchObject({ kind: 'invalid' });
		expect(await make('no address', password)).toMatchObject({ kind: 'invalid' });
		expect(await make('ALEX@agency.example', password)).toMatchObject({ kind: 'changed-meanwhile' });
		expect(await make('new@agency.example', 'fictional-demo-password')).toMatchObject({ kind: 'invalid' });
		expect(await make('new@agency.example', 'fictional-demo-password', true)).toMatchObject({ ok: true });
	});
});

describe('counting tries', () => {
	test('AUTH-22 many right tries at once behind one network never wait for each other in a circle', async () => {
		for (let round = 0; round < 20; round++)
			await Promise.all(
				Array.from({ length: 8 }, async (_, n) => {
					const keys = attemptKeys(`${round}-${n % 4}@agency.example`, '192.0.2.77');
					await store.database.withoutArea((tx) => claimTry(tx, keys, new Date()));
					await store.database.withoutArea((tx) => forgiveTry(tx, keys));
				})
			);
		expect(await store.owner`select 1 from sign_in_attempt where failures > 0`).toEqual([]);
	});
});

describe('the first run', () => {
	const answers = {
		AREA_NAME: 'Northshire',
		AREA_CODE: 'ns',
		ADMIN_NAME: 'Robin',
		ADMIN_EMAIL: 'robin@unit.example',
		ADMIN_PASSWORD: password
	};

	test('PROC-3 the first administrator gets one area and no case role', async () => {
		const empty = await openTestDatabase();
		try {
			await firstRun(empty.database, parts.passwords, answers);
			const people = await empty.owner`select p.roles, a.code from person p join area a on a.id = p.area_id`;
			expect(people).toMatchObject([{ roles: ['SYSTEM_ADMINISTRATOR'], code: 'NS' }]);
			await firstRun(empty.database, parts.passwords, {});
			expect(await empty.owner`select 1 from area`).toHaveLength(1);
		} finally {
			await empty.close();
		}
	});

	test('PROC-4 without answers and without a terminal it says what to set; a demo password leaves nothing behind', async () => {
		const empty = await openTestDatabase();
		const isTTY = process.stdin.isTTY;
		process.stdin.isTTY = false;
		try {
			await expect(firstRun(empty.database, parts.passwords, { AREA_NAME: 'x' })).rejects.toThrow(
				'Set ADMIN_NAME, ADMIN_EMAIL, ADMIN_PASSWORD'
			);
			const demo = { ...answers, ADMIN_PASSWORD: 'fictional-demo-password' };
			await expect(createFirstArea(empty.database, parts.passwords, demo)).rejects.toThrow(
				'belongs to the demonstration'
			);
			expect(await empty.owner`select 1 from area`).toHaveLength(0);
		} finally {
			process.stdin.isTTY = isTTY;
			await empty.close();
		}
	});

	test('PROC-14 the demonstration and real accounts are never in one database', async () => {
		await expect(refuseMixture(store.database, parts.passwords, true)).rejects.toThrow('holds real accounts');
		await refuseMixture(store.database, parts.passwords, false);
		const other = await openTestDatabase();
		try {
			await refuseMixture(other.database, parts.passwords, true);
			const { areaId, personIds } = await insertTestArea(other.database);
			const account = {
				areaId,
				personId: personIds[0]!,
				email: 'demo@agency.example',
				password: DEMO_PASSWORD,
				demo: true
			};
			await other.database.withArea(areaId, (tx) => createAccount(tx, parts.passwords, account));
			await expect(refuseMixture(other.database, parts.passwords, false)).rejects.toThrow('holds the demonstration');
			await refuseMixture(other.database, parts.passwords, true);
		} finally {
			await other.close();
		}
	});
});
