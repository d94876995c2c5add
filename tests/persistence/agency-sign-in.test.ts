import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAgencyProvider } from '#server/application/agency-provider.ts';
import {
	type AgencyAnswer,
	beginAgencySignIn,
	finishAgencySignIn,
	returnAddress,
	signInsOf
} from '#server/application/agency-sign-in.ts';
import { sealSecret } from '#server/application/code-app.ts';
import { createAccount } from '#server/application/create-account.ts';
import type { PasswordHasher } from '#server/application/password-hash.ts';
import { readStepUpWays, signIn, stepUp } from '#server/application/sign-in.ts';
import { type AgencySignIn, keepSignIn, readSignInOfAgency } from '#server/persistence/agency-sign-ins.ts';
import { createSessions, type SignedIn } from '#server/persistence/sessions.ts';
import { THROTTLE } from '#server/persistence/sign-in-throttle.ts';
import { CLIENT, type RealProvider, startProvider, travel } from '../support/agency-provider.ts';
import { insertTestArea, openTestDatabase, type TestArea, type TestDatabase } from '../support/database.ts';
import { type Lie, type LyingProvider, startLyingProvider } from '../support/lying-provider.ts';
import { testKeys } from '../support/test-keys.ts';

const ORIGIN = 'http://localhost:3999';
const BACK = returnAddress(ORIGIN);
const PASSWORD = 'heron lantern quay';
const BROWSER = { network: '192.0.2.1', device: 'Chrome on Windows', before: null };
const PLAIN: PasswordHasher = {
	hash: async (password) => `plain:${password}`,
	verify: async (stored, password) => stored === `plain:${password}`
};

let store: TestDatabase;
let area: TestArea;
let provider: RealProvider;
let signInId: string;
let agencyId: string;
let parts: ReturnType<typeof partsOf>;
let accounts = 0;

const partsOf = (leastStrength: 1 | 2) => ({
	database: store.database,
	sessions: createSessions(store.database, false, leastStrength),
	passwords: PLAIN,
	keys: testKeys(),
	agencyProvider: createAgencyProvider(true, 500),
	env: { origin: ORIGIN }
});

/** Sets the agency's sign-in as it is to be, whatever it was. */
async function set(values: Partial<AgencySignIn> = {}): Promise<string> {
	const issuer = values.issuer ?? provider.issuer;
	const before = await store.database.withoutArea((tx) => readSignInOfAgency(tx, area.areaId, agencyId));
	const sealedSecret = sealSecret(testKeys().keyFor('agency-sign-in'), `${agencyId} ${issuer}`, CLIENT.secret);
	const id = await store.database.withoutArea((tx) =>
		keepSignIn(
			tx,
			{
				...{ areaId: area.areaId, agencyId, label: 'Police', issuer, clientId: CLIENT.clientId, sealedSecret },
				...{ domains: ['agency.example'], strong: ['mfa'], isRequired: false, isOn: true, ...values }
			},
			before?.version ?? 0
		)
	);
	if (id === null) throw new Error('not kept');
	return id;
}

beforeAll(async () => {
	store = await openTestDatabase();
	area = await insertTestArea(store.database, 20);
	provider = await startProvider(BACK);
	parts = partsOf(1);
	const [row] = await store.owner`select agency_id from person where id = ${area.personIds[0] ?? ''}`;
	agencyId = row?.agency_id;
	signInId = await set();
});
afterAll(async () => {
	await provider.close();
	await store.close();
});
beforeEach(() => store.owner`delete from sign_in_attempt`);

/** Somebody new of the agency, made by the unit. */
async function somebody() {
	const personId = area.personIds[accounts++] ?? '';
	const email = `person-${accounts}@agency.example`;
	const request = { areaId: area.areaId, personId, email, password: PASSWORD };
	await store.owner`update person set agency_id = ${agencyId} where id = ${personId}`;
	const made = await store.database.withArea(area.areaId, (tx) => createAccount(tx, PLAIN, request));
	if (!made.ok) throw new Error(made.message);
	return { accountId: made.value, email, personId, subject: `subject-${accounts}` };
}
const begin = async (again: SignedIn | null = null) => {
	const begun = await beginAgencySignIn(parts, { signInId, next: '/meetings', browser: null, again });
	if (begun.kind !== 'go') throw new Error(begun.kind);
	return begun;
};
const comeBack = (url: URL, browser: string | null, before: SignedIn | null = null): Promise<AgencyAnswer> =>
	finishAgencySignIn(parts, { ...BROWSER, url, browser, before });
async function enter(again: SignedIn | null = null): Promise<AgencyAnswer> {
	const { to, browser } = await begin(again);
	return comeBack(await travel(to, BACK), browser, again);
}
const sessionOf = async (answer: AgencyAnswer): Promise<SignedIn> => {
	if (!('token' in answer)) throw new Error(answer.kind);
	const found = await parts.sessions.readOwing(`session=${answer.token}`);
	if (!found) throw new Error('no session');
	return found;
};
const denials = async (): Promise<number> => {
	const [row] = await store.owner`select count(*)::int as count from audit_event where act = 'deny-sign-in'`;
	return row?.count;
};
const sessions = async (): Promise<number> => {
	const [row] = await store.owner`select count(*)::int as count from session`;
	return row?.count;
};
/** Lets nobody in, writes one row, and says no more than this. */
async function refuses(kind: AgencyAnswer['kind'], work: () => Promise<AgencyAnswer>): Promise<void> {
	const before = [await denials(), await sessions()] as const;
	expect(await work()).toEqual({ kind });
	expect([await denials(), await sessions()]).toEqual([before[0] + 1, before[1]]);
}

describe('AGENCYIN-5 the real provider', () => {
	test('AGENCYIN-5 the first time by the address the unit gave, told and written down; then by its subject alone', async () => {
		const one = await somebody();
		provider.seat({ subject: one.subject, email: one.email });
		const answer = await enter();
		expect(answer).toMatchObject({ kind: 'signed-in', accountId: one.accountId, next: '/meetings' });
		const { session } = await sessionOf(answer);
		expect(session).toMatchObject({ means: 'AGENCY', strength: 1 });
		const acts = await store.owner`select act from audit_event where object_id = ${one.accountId} order by number`;
		expect(acts.map(({ act }) => act)).toEqual(['link-agency-sign-in', 'sign-in']);
		const told = await store.owner`select kind from outbox where person_id = ${one.personId}`;
		expect(told.map(({ kind }) => kind)).toEqual(['agency-sign-in-linked']);
		// Their address changes at the agency: it is the same person.
		provider.seat({ subject: one.subject, email: 'other@elsewhere.example', isEmailVerified: false });
		expect(await enter()).toMatchObject({ kind: 'signed-in', accountId: one.accountId });
		// Somebody else is given the address: it is not.
		provider.seat({ subject: 'a newcomer', email: one.email });
		await refuses('refused', () => enter());
	});

	test('AGENCYIN-6 of its strength the agency says which is two factors; else ours is asked where there is one', async () => {
		const one = await somebody();
		provider.seat({ subject: one.subject, email: one.email, amr: ['pwd', 'mfa'] });
		expect((await sessionOf(await enter())).session.strength).toBe(2);
		await store.owner`insert into passkey (id, account_id, public_key, counter, name)
			values (${`key-${one.accountId}`}, ${one.accountId}, '\\x00', 0, 'Laptop')`;
		expect((await sessionOf(await enter())).session.strength).toBe(2);
		provider.seat({ subject: one.subject, email: one.email, amr: ['pwd'] });
		expect((await enter()).kind).toBe('second-step');
	});
});

describe('AGENCYIN-7 who is let in', () => {
	test('AGENCYIN-7 nobody by an address that is not verified, not of the agency, or not known to the unit', async () => {
		const one = await somebody();
		provider.seat({ subject: one.subject, email: one.email, isEmailVerified: false });
		await refuses('refused', () => enter());
		provider.seat({ subject: one.subject, email: 'nobody@agency.example' });
		await refuses('refused', () => enter());
		await set({ domains: ['other.example'] });
		provider.seat({ subject: one.subject, email: one.email });
		await refuses('refused', () => enter());
		await set();
	});

	test('AGENCYIN-7 nobody who works for another agency, before or after they were linked, and nobody disabled', async () => {
		const one = await somebody();
		provider.seat({ subject: one.subject, email: one.email });
		expect((await enter()).kind).toBe('signed-in');
		const [other] = await store.owner`insert into agency (area_id, code, name, type)
			values (${area.areaId}, 'OTH', 'Other', 'PROBATION') returning id`;
		await store.owner`update person set agency_id = ${other?.id} where id = ${one.personId}`;
		await refuses('refused', () => enter());
		const two = await somebody();
		await store.owner`update person set agency_id = ${other?.id} where id = ${two.personId}`;
		provider.seat({ subject: two.subject, email: two.email });
		await refuses('refused', () => enter());
		const three = await somebody();
		await store.owner`update account set disabled_at = now() where id = ${three.accountId}`;
		provider.seat({ subject: three.subject, email: three.email });
		await refuses('refused', () => enter());
	});

	test('AGENCYIN-8 where the agency requires it a password lets in nobody but a system administrator', async () => {
		const [one, chief] = [await somebody(), await somebody()];
		await store.owner`update person set roles = '{SYSTEM_ADMINISTRATOR}' where id = ${chief.personId}`;
		const tryPassword = (email: string) => signIn(parts, { ...BROWSER, email, password: PASSWORD });
		expect((await tryPassword(one.email)).kind).toBe('signed-in');
		await set({ isRequired: true });
		const before = await sessions();
		expect(await tryPassword(one.email)).toEqual({ kind: 'agency-only' });
		expect(await sessions()).toBe(before);
		expect((await signIn(parts, { ...BROWSER, email: one.email, password: 'wrong one' })).kind).toBe('wrong');
		expect((await tryPassword(chief.email)).kind).toBe('signed-in');
		provider.seat({ subject: one.subject, email: one.email });
		expect((await enter()).kind).toBe('signed-in');
		await set();
	});
});

describe('AGENCYIN-9 what comes back counts once, for the browser that was sent', () => {
	test('AGENCYIN-9 a state used twice, of another browser, too old, or never given lets nobody in', async () => {
		const one = await somebody();
		provider.seat({ subject: one.subject, email: one.email });
		const first = await begin();
		const url = await travel(first.to, BACK);
		await refuses('void', () => comeBack(url, null));
		await refuses('void', () =>
			comeBack(
				url,
				(first.browser ?? '').replace(/^./, (sign) => (sign === '_' ? 'x' : '_'))
			)
		);
		expect((await comeBack(url, first.browser)).kind).toBe('signed-in');
		await refuses('void', () => comeBack(url, first.browser));
		const second = await begin();
		const late = await travel(second.to, BACK);
		await store.owner`update agency_sign_in_begun set expires_at = now() where used_at is null`;
		await refuses('void', () => comeBack(late, second.browser));
		expect(await comeBack(new URL(`${BACK}?code=a&state=b`), 'c')).toEqual({ kind: 'void' });
		expect(await comeBack(new URL(BACK), null)).toEqual({ kind: 'void' });
	});

	test('AGENCYIN-9 states that nobody began are counted by network until it has to wait, and stand in no area’s audit', async () => {
		const rows = async () => (await store.owner`select count(*)::int as n from audit_event`)[0]?.n;
		const before = await rows();
		const came = (n: number) => ({ url: new URL(`${BACK}?code=a&state=made-up-${n}`), browser: 'c' });
		const kinds: string[] = [];
		for (let n = 0; n <= THROTTLE.network.free; n++)
			kinds.push((await finishAgencySignIn(parts, { ...BROWSER, ...came(n), network: '192.0.2.77' })).kind);
		expect(kinds.slice(0, -1)).toEqual(Array(THROTTLE.network.free).fill('void'));
		expect(kinds.at(-1)).toBe('blocked');
		// Another network, and one that did begin, is not kept waiting by it.
		expect(await finishAgencySignIn(parts, { ...BROWSER, ...came(0), network: '192.0.2.78' })).toEqual({
			kind: 'void'
		});
		expect(await rows()).toBe(before);
	});

	test('AGENCYIN-9 what was begun before the agency’s sign-in was changed is over', async () => {
		const { to, browser } = await begin();
		const url = await travel(to, BACK);
		await set();
		await refuses('void', () => comeBack(url, browser));
	});

	test('AGENCYIN-10 a code of another sign-in, one that was changed, another issuer and an error are all one refusal', async () => {
		const one = await somebody();
		provider.seat({ subject: one.subject, email: one.email });
		const [mine, other] = [await begin(), await begin()];
		const [myUrl, otherUrl] = [await travel(mine.to, BACK), await travel(other.to, BACK)];
		myUrl.searchParams.set('code', otherUrl.searchParams.get('code') ?? '');
		await refuses('refused', () => comeBack(myUrl, mine.browser));
		otherUrl.searchParams.set('iss', 'https://evil.example');
		await refuses('refused', () => comeBack(otherUrl, other.browser));
		for (const change of [{ code: 'made-up' }, { iss: null }, { code: null }]) {
			const { to, browser } = await begin();
			const url = await travel(to, BACK);
			for (const [name, value] of Object.entries(change))
				value === null ? url.searchParams.delete(name) : url.searchParams.set(name, value);
			await refuses('refused', () => comeBack(url, browser));
		}
		provider.seat(null);
		await refuses('refused', () => enter());
	});
});

describe('AGENCYIN-14 proving again who one is', () => {
	test('AGENCYIN-14 by the same sign-in asked afresh, for one’s own session alone; a weak one is not ours’ second factor', async () => {
		const [one, two] = [await somebody(), await somebody()];
		provider.seat({ subject: one.subject, email: one.email });
		const mine = await sessionOf(await enter());
		expect(await readStepUpWays(parts, mine)).toMatchObject({ password: false, agency: signInId });
		expect((await stepUp(parts, mine, { by: 'password', typed: PASSWORD })).kind).toBe('wrong');
		await store.owner`update session set step_up_at = null where id = ${mine.session.id}`;
		const answer = await enter(mine);
		expect(answer).toMatchObject({ kind: 'confirmed', next: '/meetings' });
		const renewed = await sessionOf(answer);
		expect(renewed.session.stepUpAt).not.toBeNull();
		const before = await sessions();
		// A colleague at the same browser proves who they are, not who it is.
		provider.seat({ subject: two.subject, email: two.email });
		expect(await enter(renewed)).toEqual({ kind: 'refused' });
		provider.seat({ subject: one.subject, email: one.email });
		await store.owner`insert into passkey (id, account_id, public_key, counter, name)
			values (${`key-${one.accountId}`}, ${one.accountId}, '\\x00', 0, 'Laptop')`;
		expect(await enter(renewed)).toEqual({ kind: 'refused' });
		provider.seat({ subject: one.subject, email: one.email, amr: ['mfa'] });
		expect((await sessionOf(await enter(renewed))).session.strength).toBe(2);
		expect(await sessions()).toBe(before);
	});
});

describe('AGENCYIN-12 a provider that lies or fails', () => {
	let liar: LyingProvider;
	beforeAll(async () => {
		liar = await startLyingProvider();
		await set({ issuer: liar.issuer });
	});
	afterAll(async () => {
		await liar.close();
		await set();
	});

	async function meet(lie: Lie, email: string): Promise<AgencyAnswer> {
		// What it published before is not asked again: a new look at each.
		parts = partsOf(1);
		const { to, browser } = await begin();
		const now = Math.floor(Date.now() / 1000);
		const nonce = to.searchParams.get('nonce');
		const honest = {
			iss: liar.issuer,
			aud: CLIENT.clientId,
			sub: 's',
			iat: now,
			exp: now + 60,
			nonce,
			email,
			email_verified: true
		};
		liar.lie(lie, honest);
		return comeBack(new URL(`${BACK}?code=c&state=${to.searchParams.get('state')}`), browser).finally(() =>
			liar.lie({}, {})
		);
	}

	test('AGENCYIN-12 wrong nonce, issuer, audience, time, signature or none: one refusal; the truth is believed', async () => {
		const one = await somebody();
		const past = Math.floor(Date.now() / 1000) - 3_600;
		const lies: readonly Lie[] = [
			...[
				{ claims: { nonce: 'another' } },
				{ claims: { nonce: undefined } },
				{ claims: { iss: 'https://evil.example' } }
			],
			...[{ claims: { aud: 'another' } }, { claims: { exp: past, iat: past - 60 } }, { claims: { sub: '' } }],
			...([
				{ signature: 'foreign' },
				{ header: { alg: 'none' }, signature: 'none' },
				{ header: { alg: 'HS256' } }
			] as const)
		];
		for (const lie of lies) await refuses('refused', () => meet(lie, one.email));
		expect((await meet({}, one.email)).kind).toBe('signed-in');
	});

	test('AGENCYIN-12 slow, huge, redirecting or broken: it is said to be away, and nobody is let in', async () => {
		const answers: readonly ((out: ServerResponse) => void)[] = [
			() => {},
			(out) => void out.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(300 * 1024)}"`),
			(out) => void out.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
			(out) => void out.writeHead(503).end()
		];
		for (const answer of answers)
			await refuses('away', () => meet({ instead: { path: '/token', answer } }, 'a@agency.example'));
	});

	test('AGENCYIN-12 "Try it" says which of these it is, before anybody is sent there', async () => {
		const { issuer } = liar;
		const look = async (answer: (out: ServerResponse) => void) => {
			liar.lie({ instead: { path: '/.well-known/openid-configuration', answer } }, {});
			const seen = await partsOf(1).agencyProvider.look({ ...CLIENT, issuer });
			liar.lie({}, {});
			return seen.kind === 'trouble' ? seen.trouble : seen.kind;
		};
		const says = (more: object) => (out: ServerResponse) => {
			const whole = {
				issuer,
				authorization_endpoint: `${issuer}/a`,
				token_endpoint: `${issuer}/t`,
				jwks_uri: `${issuer}/j`
			};
			out.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ...whole, ...more }));
		};
		expect(await look(says({}))).toBe('answer');
		expect(await look(says({ issuer: 'https://evil.example' }))).toBe('not-right');
		expect(await look(says({ token_endpoint: 'http://10.0.0.1/token' }))).toBe('elsewhere');
		expect(await look((out) => void out.writeHead(200).end('no JSON'))).toBe('not-right');
		expect(await look((out) => void out.writeHead(302, { location: '/' }).end())).toBe('redirects');
		expect(await look(() => {})).toBe('slow');
	});
});

test('AGENCYIN-11 an address leads to the sign-in of its domain, whoever’s it is', async () => {
	const of = async (email: string) => (await signInsOf(parts, email)).map(({ id }) => id);
	expect(await of('person-1@agency.example')).toEqual([signInId]);
	expect(await of('nobody-at-all@AGENCY.example')).toEqual([signInId]);
	for (const email of ['a@elsewhere.example', 'a@sub.agency.example', 'no address', ''])
		expect(await of(email)).toEqual([]);
});
