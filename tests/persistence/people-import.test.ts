import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/identity.ts';
import { csvText } from '#lib/import/csv-text.ts';
import { PEOPLE_COLUMNS } from '#lib/import/people-list.ts';
import { chooseFirstPassword, isFirstSignIn, showFirstSignInPath } from '#server/application/first-sign-in.ts';
import { importPeople, type PeoplePreview, previewPeople } from '#server/application/import-people.ts';
import type { PasswordHasher } from '#server/application/password-hash.ts';
import { signIn } from '#server/application/sign-in.ts';
import type { OutgoingMail } from '#server/mail/mail-port.ts';
import { createMailSender } from '#server/mail/mail-sender.ts';
import { openWorld, type World } from '../support/meeting-world.ts';
import { testKeys } from '../support/test-keys.ts';

let world: World;
beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world.close());

const passwords: PasswordHasher = {
	hash: async (password) => `plain:${password}`,
	verify: async (stored, password) => stored === `plain:${password}`
};
const parts = () => ({ database: world.store.database, passwords, sessions: world.sessions });
const HEADINGS = PEOPLE_COLUMNS.map(({ heading }) => heading);
const bytesOf = (...lines: readonly (readonly string[])[]): Uint8Array =>
	new TextEncoder().encode(csvText([HEADINGS, ...lines]));
const unique = (name: string): string => `${name.toLowerCase()}.${randomUUID().slice(0, 8)}@import.example`;
const person = (name: string, email = unique(name), agency = 'POL'): readonly string[] => [
	...[agency, '', '', '', name, email, 'Officer', '', 'Manager']
];
const preview = async (bytes: Uint8Array, actor: Actor = world.who.coordinator): Promise<PeoplePreview> => {
	const answer = await previewPeople(parts(), actor, bytes);
	if (!answer.ok || !('value' in answer)) throw new Error(JSON.stringify(answer));
	return answer.value;
};
const take = async (bytes: Uint8Array) =>
	importPeople(parts(), world.who.coordinator, bytes, (await preview(bytes)).shown);
const counts = async () => {
	const [row] = await world.store.owner`
		select (select count(*) from person)::int people, (select count(*) from account)::int accounts,
			(select count(*) from agency)::int agencies, (select count(*) from outbox)::int mails,
			(select count(*) from first_sign_in)::int links, (select count(*) from people_import)::int imports`;
	return row;
};
const named = (name: string) => world.store.owner`
	select p.*, a.code, acc.email, acc.password_hash from person p join agency a on a.id = p.agency_id
	left join account acc on acc.person_id = p.id where p.name = ${name}`;

describe('importing people', () => {
	test('IMPORT-9 looking stores nothing; taking adds people, agencies and one message each, with audit', async () => {
		const bytes = bytesOf(person('Alder'), [
			'FIR',
			'Fern Fire',
			'Other contributor, section 325(4A)(c)',
			'',
			...person('Birch').slice(4)
		]);
		const before = await counts();
		const { changes } = await preview(bytes);
		expect(changes).toMatchObject({
			peopleAdded: [{ name: 'Alder' }, { name: 'Birch' }],
			agenciesAdded: [{ code: 'FIR' }]
		});
		expect(await counts()).toEqual(before);
		expect(await take(bytes)).toEqual({ ok: true, value: { added: 2, changed: 0, agencies: 1 } });
		expect(await named('Birch')).toMatchObject([{ code: 'FIR', grade: 'MANAGER', roles: ['AGENCY_REP'] }]);
		const after = await counts();
		expect(after).toMatchObject({
			people: before?.people + 2,
			agencies: before?.agencies + 1,
			mails: before?.mails + 2
		});
		const acts = await world.store.owner`select act from audit_event where area_id = ${world.areaId} order by number`;
		expect(acts.map(({ act }) => act)).toEqual(expect.arrayContaining(['add-agency', 'add-person', 'import-people']));
	});

	test('IMPORT-9 D-7 the same file twice says that it was imported, by whom and when, and changes nothing', async () => {
		const bytes = bytesOf(person('Cedar'));
		await take(bytes);
		const before = await counts();
		expect((await preview(bytes)).nothing).toContain(`imported already: by ${world.who.coordinator.name}`);
		expect(await take(bytes)).toMatchObject({ ok: false, status: 422 });
		expect(await counts()).toEqual(before);
	});

	test('IMPORT-10 one wrong line and nothing is taken; the same when an address is taken at the last moment', async () => {
		const before = await counts();
		const wrong = bytesOf(person('Dogwood'), person('Elder', 'no address'));
		expect(await importPeople(parts(), world.who.coordinator, wrong, '')).toMatchObject({
			ok: false,
			problems: [{ line: 3, column: 'E-mail' }]
		});
		expect(await counts()).toEqual(before);
		// Somebody takes the address while this import is hashing: after it was shown, before it is stored.
		const email = unique('Fir');
		const bytes = bytesOf(person('Gorse'), person('Fir', email));
		const { shown } = await preview(bytes);
		const slow: PasswordHasher = {
			...passwords,
			hash: async (password) => {
				const made = await world.runArea('coordinator', 'add-person', {
					...{ name: 'Hazel', roleTitle: 'x', agencyId: world.agency.POL, email, roles: ['AGENCY_REP'] },
					temporaryPassword: 'seven brown otters'
				});
				expect(made.ok).toBe(true);
				return passwords.hash(password);
			}
		};
		const late = await importPeople({ ...parts(), passwords: slow }, world.who.coordinator, bytes, shown);
		expect(late).toMatchObject({ ok: false, kind: 'changed-meanwhile' });
		expect(await counts()).toMatchObject({
			people: before?.people + 1,
			imports: before?.imports,
			mails: before?.mails
		});
	});

	test('IMPORT-10 two imports at once: each person once, and whoever comes second is shown what is so now', async () => {
		const email = unique('Iris');
		const files = [bytesOf(person('Iris', email), person('Juniper')), bytesOf(person('Iris', email), person('Kalmia'))];
		const shown = await Promise.all(files.map((bytes) => preview(bytes)));
		const both = await Promise.all(
			files.map((bytes, index) => importPeople(parts(), world.who.coordinator, bytes, shown[index]?.shown ?? ''))
		);
		expect(both.map((one) => one.ok).sort()).toEqual([false, true]);
		expect(both.find((one) => !one.ok)).toMatchObject({ kind: 'changed-meanwhile' });
		expect(await named('Iris')).toHaveLength(1);
		const second = files[both.findIndex((one) => !one.ok)]!;
		expect((await preview(second)).changes).toMatchObject({ peopleLeft: 1, peopleAdded: [{}] });
	});

	test('IMPORT-8 somebody known is changed, and keeps what they may do, their sign-in and their clearance', async () => {
		const { email } =
			(await world.store.owner`select email from account where person_id = ${world.who.housing.personId}`)[0] ?? {};
		const bytes = bytesOf(['CSC', '', '', '', 'Mallow Newname', email, 'Head', 'MAPPA co-ordinator', 'Senior manager']);
		expect(await take(bytes)).toEqual({ ok: true, value: { added: 0, changed: 1, agencies: 0 } });
		expect(await named('Mallow Newname')).toMatchObject([
			{
				id: world.who.housing.personId,
				code: 'CSC',
				grade: 'SENIOR_MANAGER',
				roles: ['AGENCY_REP'],
				role_title: 'Head'
			}
		]);
	});

	test('IMPORT-11 five thousand people in one file are taken in seconds', async () => {
		const lines = Array.from({ length: 5_000 }, (_, n) => person(`Walker ${n}`, `w${n}@many.example`));
		const bytes = bytesOf(...lines);
		const began = performance.now();
		expect(await take(bytes)).toMatchObject({ ok: true, value: { added: 5_000 } });
		expect(performance.now() - began).toBeLessThan(40_000);
	}, 60_000);

	test('IMPORT-12 only whoever may add people may look or take, and a refusal is noted', async () => {
		const bytes = bytesOf(person('Larch'));
		for (const who of ['minuteTaker', 'social'] as const) {
			expect(await previewPeople(parts(), world.who[who], bytes)).toMatchObject({ kind: 'forbidden' });
			expect(await importPeople(parts(), world.who[who], bytes, '')).toMatchObject({ kind: 'forbidden' });
			expect(
				await showFirstSignInPath(
					{ database: world.store.database, now: new Date() },
					world.who[who],
					world.who.chair.personId
				)
			).toMatchObject({ kind: 'forbidden' });
		}
		expect(await named('Larch')).toEqual([]);
	});
});

describe('the first sign-in', () => {
	test('IMPORT-13 the link is in the message alone, sets a password once, and then signs in', async () => {
		const email = unique('Maple');
		await world.store.owner`update outbox set by_hand_at = now() where by_hand_at is null`;
		await take(bytesOf(person('Maple', email)));
		const sent: OutgoingMail[] = [];
		const sender = createMailSender({
			...{ nodeId: randomUUID(), database: world.store.database, log: () => {}, everyMs: 3_600_000 },
			port: {
				send: async (mail) => {
					sent.push(mail);
					return { ok: true };
				},
				close: () => {}
			},
			sender: { origin: 'https://mappa.example', from: 'mapp@mappa.example' }
		});
		await sender.sendDue();
		await sender.close();
		const mail = sent.find(({ to }) => to === email);
		const link = /\/first-sign-in\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
		const secret = link.split('.')[1] ?? '';
		expect(secret).toHaveLength(32);
		const stored = await world.store
			.owner`select facts::text from outbox union all select coalesce(token_hash, '') from first_sign_in`;
		expect(JSON.stringify(stored)).not.toContain(secret);
		expect(await isFirstSignIn(parts(), link)).toBe(true);
		expect(await chooseFirstPassword(parts(), link, 'short')).toMatchObject({ kind: 'invalid' });
		const twice = await Promise.all([1, 2].map(() => chooseFirstPassword(parts(), link, 'seven brown otters')));
		expect(twice.map((one) => (one.ok ? 'set' : one.kind)).sort()).toEqual(['missing', 'set']);
		const answer = await signIn(
			{ ...parts(), keys: testKeys() },
			{
				email,
				password: 'seven brown otters',
				network: '192.0.2.7',
				device: '',
				before: null
			}
		);
		expect(answer.kind).toBe('signed-in');
		expect(await isFirstSignIn(parts(), link)).toBe(false);
	});

	test('IMPORT-13 only the newest link works, not for ever, and nonsense is no link', async () => {
		await take(bytesOf(person('Nettle')));
		const [row] = await named('Nettle');
		const now = { database: world.store.database, now: new Date() };
		const make = async (at = now) => {
			const made = await showFirstSignInPath(at, world.who.coordinator, row?.id);
			if (!made.ok) throw new Error(made.message);
			return made.value.path.replace('/first-sign-in/', '');
		};
		const first = await make();
		const second = await make();
		expect(await Promise.all([first, second].map((one) => isFirstSignIn(parts(), one)))).toEqual([false, true]);
		const old = await make({ ...now, now: new Date(Date.now() - 15 * 86_400_000) });
		expect(await isFirstSignIn(parts(), old)).toBe(false);
		const foreign = `${randomUUID()}.${second.split('.')[1]}`;
		for (const typed of ['', 'x', 'x.y', `${second}.z`, '../..', foreign])
			expect(await chooseFirstPassword(parts(), typed, 'seven brown otters'), typed).toMatchObject({ kind: 'missing' });
		const chosen = await showFirstSignInPath(now, world.who.coordinator, world.who.chair.personId);
		expect(chosen).toMatchObject({ kind: 'missing' });
	});
});
