import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changePassword } from '#server/application/change-password.ts';
import { createAccount } from '#server/application/create-account.ts';
import { knownBrowser } from '#server/application/known-browser.ts';
import { endDevice, endOtherDevices, readDevices } from '#server/application/own-devices.ts';
import { createPasswordHasher, HASHING, type PasswordHasher } from '#server/application/password-hash.ts';
import { signIn } from '#server/application/sign-in.ts';
import { createSessions, type NewSession, type SignedIn } from '#server/persistence/sessions.ts';
import { insertTestArea, openTestDatabase, type TestArea, type TestDatabase } from '../support/database.ts';
import { testKeys } from '../support/test-keys.ts';

const PASSWORD = 'heron lantern quay';
/** How passwords are hashed is not what most of these are about, and takes long. */
const PLAIN: PasswordHasher = {
	hash: async (password) => `plain:${password}`,
	verify: async (stored, password) => stored === `plain:${password}`
};
const HOW: NewSession = { strength: 1, means: 'PASSWORD', device: 'Chrome on Windows' };

let store: TestDatabase;
let area: TestArea;
let parts: ReturnType<typeof makeParts>;
let accounts = 0;

const makeParts = () => ({
	database: store.database,
	sessions: createSessions(store.database, false, 1),
	passwords: PLAIN,
	keys: testKeys(),
	env: { origin: 'https://mappa.example' }
});
beforeAll(async () => {
	store = await openTestDatabase();
	area = await insertTestArea(store.database, 12);
	parts = makeParts();
});
afterAll(() => store.close());
beforeEach(() => store.owner`delete from sign_in_attempt`);

async function somebody(roles?: readonly string[]) {
	const personId = area.personIds[accounts++] ?? '';
	if (roles) await store.owner`update person set roles = ${[...roles]} where id = ${personId}`;
	const email = `device-${accounts}@agency.example`;
	const request = { areaId: area.areaId, personId, email, password: PASSWORD };
	const made = await store.database.withArea(area.areaId, (tx) => createAccount(tx, PLAIN, request));
	if (!made.ok) throw new Error(made.message);
	return { accountId: made.value, email, personId };
}
const begin = (accountId: string, how: Partial<NewSession> = {}): Promise<string> =>
	store.database.withoutArea((tx) => parts.sessions.begin(tx, accountId, { ...HOW, ...how }));
const read = (token: string) => parts.sessions.read(`session=${token}`);
const sessionOf = async (token: string): Promise<SignedIn> => {
	const found = await read(token);
	if (!found) throw new Error('no session');
	return found;
};
const minutesLeft = (at: Date): number => Math.round((at.getTime() - Date.now()) / 60_000);

describe('kinds of sessions', () => {
	test('SIGNIN-1 a session lasts as its person’s kind does, also after it was used', async () => {
		for (const [roles, kind, idle, hours] of [
			[['AGENCY_REP'], 'STAFF', 15, 12],
			[['SYSTEM_ADMINISTRATOR'], 'ADMIN', 10, 8],
			[['LAY_ADVISER'], 'BOARD', 15, 8]
		] as const) {
			const { accountId } = await somebody(roles);
			const token = await begin(accountId);
			const { session } = await sessionOf(token);
			expect([session.kind, minutesLeft(session.expiresAt), minutesLeft(session.absoluteEndAt)]).toEqual([
				...[kind, idle, hours * 60]
			]);
			await store.owner`update session set last_seen_at = now() - interval '5 minutes',
				expires_at = now() + interval '2 minutes' where id = ${session.id}`;
			expect(minutesLeft((await sessionOf(token)).session.expiresAt), kind).toBe(idle);
			const [row] = await store.owner`select expires_at from session where id = ${session.id}`;
			expect(minutesLeft(row?.expires_at), kind).toBe(idle);
		}
	});

	test('SIGNIN-3 on duty it is thirty minutes from what was done last, never beyond the end, and an ended one stays so', async () => {
		const { accountId } = await somebody();
		const [one, two] = [await begin(accountId), await begin(accountId)];
		const [first, second] = [await sessionOf(one), await sessionOf(two)];
		await store.owner`update session set last_seen_at = now() - interval '10 minutes' where id = ${first.session.id}`;
		await store.owner`update session set expires_at = now() - interval '1 second' where id = ${second.session.id}`;
		await parts.sessions.keepOnDuty([first.session.id, second.session.id]);
		const left = await parts.sessions.goodFor([first.session.id, second.session.id]);
		expect([...left].map(([id, ms]) => [id, Math.round(ms / 60_000)])).toEqual([[first.session.id, 20]]);
		await store.owner`update session set absolute_end_at = now() + interval '3 minutes' where id = ${first.session.id}`;
		await store.owner`update session set expires_at = now() + interval '1 minute' where id = ${first.session.id}`;
		await parts.sessions.keepOnDuty([first.session.id]);
		expect(Math.round(((await parts.sessions.goodFor([first.session.id])).get(first.session.id) ?? 0) / 60_000)).toBe(
			3
		);
	});

	test('SIGNIN-4 one more than two ends the oldest, whose browser is told why, and ends nobody else’s', async () => {
		const [mine, other] = [await somebody(), await somebody()];
		const theirs = await begin(other.accountId);
		const tokens = [await begin(mine.accountId), await begin(mine.accountId), await begin(mine.accountId)];
		const [oldest = ''] = tokens;
		expect(await Promise.all(tokens.map(async (token) => (await read(token)) !== null))).toEqual([false, true, true]);
		expect(await parts.sessions.endReason(`session=${oldest}`)).toBe('TOO_MANY');
		expect(await parts.sessions.endReason('session=nothing')).toBeNull();
		expect(await read(theirs)).not.toBeNull();
		await store.owner`update session_end set at = now() - interval '25 hours'`;
		await parts.sessions.removeExpired();
		expect(await parts.sessions.endReason(`session=${oldest}`)).toBeNull();
	});

	test('SIGNIN-4 many that begin in one moment do not slip through together', async () => {
		const { accountId } = await somebody();
		await Promise.all(Array.from({ length: 8 }, () => begin(accountId)));
		const [row] = await store.owner`select count(*)::int as open from session where account_id = ${accountId}`;
		expect(row?.open).toBe(2);
	});
});

describe('one’s devices', () => {
	test('DEVICE-2 R12 they are listed, this one marked; one is ended, all others are, and never somebody else’s', async () => {
		const [mine, other] = [await somebody(), await somebody()];
		const here = await sessionOf(await begin(mine.accountId, { device: 'Firefox on a Mac' }));
		const elsewhere = await begin(mine.accountId, { device: 'Safari on iPhone' });
		const stranger = await sessionOf(await begin(other.accountId));
		const listed = await readDevices(parts, here);
		expect(new Set(listed.map(({ words, isThis }) => [words, isThis].join()))).toEqual(
			new Set(['Firefox on a Mac,true', 'Safari on iPhone,false'])
		);
		const handleOf = (words: string) => listed.find((one) => one.words === words)?.handle ?? '';
		const [theirs] = await readDevices(parts, stranger);
		expect(await endDevice(parts, here, theirs?.handle ?? '')).toMatchObject({ kind: 'missing' });
		expect(await endDevice(parts, here, handleOf('Firefox on a Mac'))).toMatchObject({ kind: 'not-now' });
		const { session } = await sessionOf(elsewhere);
		expect(await endDevice(parts, here, handleOf('Safari on iPhone'))).toEqual({ ok: true, value: [session.id] });
		expect(await read(elsewhere)).toBeNull();
		expect(await parts.sessions.endReason(`session=${elsewhere}`)).toBe('ENDED_ELSEWHERE');
		// What every node looks at: it cuts what is connected under the session.
		expect(await store.owner`select 1 from ended_session where session_id = ${session.id}`).toHaveLength(1);
		const third = await sessionOf(await begin(mine.accountId));
		expect(await endOtherDevices(parts, here)).toEqual([third.session.id]);
		expect(await parts.sessions.readById(here.session.id)).not.toBeNull();
		expect(await parts.sessions.readById(stranger.session.id)).not.toBeNull();
		const acts = await store.owner`select act from audit_event where object_id = ${mine.accountId}`;
		expect(acts.map(({ act }) => act).sort()).toEqual(['end-other-sessions', 'end-session']);
	});
});

describe('changing the password', () => {
	test('SIGNIN-7 it asks for the present one, keeps the rules, is told, and ends every other session', async () => {
		const { accountId, email, personId } = await somebody();
		const [token, other] = [await begin(accountId), await begin(accountId)];
		const here = await sessionOf(token);
		const change = (present: string, chosen: string) => changePassword(parts, here, { present, chosen });
		expect(await change('not the password', 'seven brown otters')).toMatchObject({ problems: [{ field: 'present' }] });
		for (const weak of ['short', 'password12345', `${email.split('@')[0]} and more`, 'Police-police-1'])
			expect(await change(PASSWORD, weak)).toMatchObject({ kind: 'invalid', problems: [{ field: 'password' }] });
		const done = await change(PASSWORD, 'seven brown otters');
		expect(done).toMatchObject({ ok: true });
		expect(await read(done.ok ? done.value.token : '')).not.toBeNull();
		expect(await read(other)).toBeNull();
		expect(await parts.sessions.endReason(`session=${other}`)).toBe('PASSWORD_CHANGED');
		const asked = { email, network: '192.0.2.1', device: '', before: null };
		expect((await signIn(parts, { ...asked, password: PASSWORD })).kind).toBe('wrong');
		expect((await signIn(parts, { ...asked, password: 'seven brown otters' })).kind).toBe('signed-in');
		const mail = await store.owner`select kind from outbox where person_id = ${personId}`;
		expect(mail.map(({ kind }) => kind)).toEqual(['password-changed']);
	});
});

describe('guessing', () => {
	test('SIGNIN-6 whoever guesses elsewhere does not keep out who comes from a browser they came from before', async () => {
		const { email } = await somebody();
		const asked = { email, network: '198.51.100.9', device: '', before: null };
		for (let n = 0; n < 6; n++) await signIn(parts, { ...asked, network: `203.0.113.${n}`, password: 'wrong' });
		const mark = knownBrowser(parts.keys.keyFor('second-factor'), email);
		const tryWith = (knownBrowser: string | null, password = PASSWORD) =>
			signIn(parts, { ...asked, password, knownBrowser }).then(({ kind }) => kind);
		expect(await tryWith(null)).toBe('blocked');
		const foreign = knownBrowser(parts.keys.keyFor('second-factor'), 'other@agency.example');
		for (const forged of [
			foreign,
			`${mark.slice(0, -1)}${mark.endsWith('A') ? 'B' : 'A'}x`,
			'x.y',
			'.',
			'x'.repeat(5000)
		])
			expect(await tryWith(forged), forged.slice(0, 60)).toBe('blocked');
		expect(await tryWith(mark)).toBe('signed-in');
		for (let n = 0; n < 5; n++) expect(await tryWith(mark, 'wrong wrong wrong')).toBe('wrong');
		expect(await tryWith(mark)).toBe('blocked');
	});

	test('SIGNIN-5 L-3 of 200 at once two are hashed at a time, and whoever is too many is told so within three seconds', async () => {
		const real = createPasswordHasher();
		const password = 'x'.repeat(1000);
		const began = performance.now();
		let toldAfter = 0;
		const kinds = await Promise.all(
			Array.from({ length: 200 }, async (_, n) => {
				const asked = { email: `nobody-${n}@agency.example`, network: `10.0.0.${n}`, device: '', before: null };
				const { kind } = await signIn({ ...parts, passwords: real }, { ...asked, password });
				if (kind === 'busy') toldAfter = Math.max(toldAfter, performance.now() - began);
				return kind;
			})
		);
		expect(toldAfter).toBeLessThan(3000);
		expect(new Set(kinds)).toEqual(new Set(['wrong', 'busy']));
		expect(kinds.filter((kind) => kind === 'wrong')).toHaveLength(HASHING.atOnce + HASHING.waiting);
	});
});
