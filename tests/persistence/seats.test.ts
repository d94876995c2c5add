/** One human with several seats: added, offered, taken, changed. Two areas on one database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFirstSignInPath } from '#server/application/first-sign-in.ts';
import {
	declineSeat,
	hasOtherSeats,
	readSeats,
	type SeatParts,
	switchSeat,
	takeSeat
} from '#server/application/seats.ts';
import type { SignedIn } from '#server/persistence/sessions.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { openWorld, PASSWORD, type Who, type World } from '../support/meeting-world.ts';

let store: TestDatabase;
let north: World;
let south: World;
const ended: string[] = [];
let parts: SeatParts;
beforeAll(async () => {
	store = await openTestDatabase();
	north = await openWorld(store);
	south = await openWorld(store);
	await store.owner`update area set name = 'Southmere' where id = ${south.areaId}`;
	const passwords = {
		hash: async (text: string) => `plain:${text}`,
		verify: async (stored: string | null, text: string) => stored === `plain:${text}`
	};
	parts = {
		database: store.database,
		sessions: north.sessions,
		passwords,
		liveSessions: { end: (id) => void ended.push(id) }
	};
});
afterAll(async () => {
	await north.close();
	await south.close();
	await store.close();
});

const signedIn = async (world: World, who: Who): Promise<SignedIn> => {
	const found = await world.sessions.read(await world.cookie(who));
	if (!found) throw new Error('nobody');
	return found;
};
const emailOf = async (world: World, who: Who): Promise<string> => {
	const [row] = await store.owner`select email from account where person_id = ${world.who[who].personId}`;
	return row?.email ?? '';
};
const newcomer = (world: World, email: string, over: object = {}) => ({
	...{ name: 'Somebody New', roleTitle: 'Representative', agencyId: world.agency.HSG, roles: ['AGENCY_REP'] },
	...{ email, temporaryPassword: 'seven quiet lanterns hum' },
	...over
});
const readToken = (token: string) => north.sessions.read(`${north.sessions.cookieName}=${token}`);

describe('adding', () => {
	test('SEAT-1 somebody the area knows by an address is offered a second seat, in words, and gets it when that is asked for', async () => {
		const email = await emailOf(north, 'social');
		const first = await north.runArea('coordinator', 'add-person', newcomer(north, email));
		expect(first).toMatchObject({ kind: 'invalid', problems: [{ field: 'secondSeat' }] });
		expect(first.ok ? '' : first.message).toContain('Clover Winterbourne of Fernshire Children’s Services');
		expect(
			await north.runArea('coordinator', 'add-person', newcomer(north, email, { secondSeat: 'yes' }))
		).toMatchObject({ ok: true });
		const page = await readSeats(store.database, await signedIn(north, 'social'));
		expect(page.seats.map(({ agencyName }) => agencyName)).toEqual([
			'Fernshire Children’s Services',
			'Fernshire Housing'
		]);
	});

	test('SEAT-2 an address of another area is answered like one that nobody has, word for word, and tells nothing (P4)', async () => {
		const known = await emailOf(north, 'manager');
		const answers = [];
		for (const email of [known, `${randomUUID()}@nowhere.example`]) {
			const answer = await south.runArea('coordinator', 'add-person', newcomer(south, email));
			answers.push(answer.ok ? { ...answer, value: { ...answer.value, id: 'an id' } } : answer);
		}
		expect(answers[0]).toEqual(answers[1]);
		const again = [];
		for (const email of [known, `${randomUUID()}@nowhere.example`]) {
			await south.runArea('coordinator', 'add-person', newcomer(south, email));
			again.push(await south.runArea('coordinator', 'add-person', newcomer(south, email)));
		}
		expect(again[0]).toEqual(again[1]);
		const { accountId } = (await signedIn(north, 'deputy')).session;
		expect(await store.database.withoutArea((tx) => hasOtherSeats(tx, accountId))).toBe(false);
	});

	test('SEAT-3 a seat offered from another area is taken with what one was told, by nobody else, and can be declined', async () => {
		const email = await emailOf(north, 'chair');
		await south.runArea('coordinator', 'add-person', newcomer(south, email));
		const me = await signedIn(north, 'chair');
		const { offers, seats } = await readSeats(store.database, me);
		expect(seats).toHaveLength(1);
		expect(offers).toMatchObject([{ areaName: 'Southmere', agencyName: 'Fernshire Housing' }]);
		const offer = offers[0]!.accountId;
		expect(await takeSeat(parts, me, offer, 'a guess')).toMatchObject({ kind: 'invalid' });
		expect(await takeSeat(parts, me, offer, PASSWORD)).toMatchObject({ kind: 'invalid' });
		expect(await takeSeat(parts, await signedIn(north, 'deputy'), offer, 'seven quiet lanterns hum')).toMatchObject({
			kind: 'missing'
		});
		expect(await takeSeat(parts, me, offer, 'seven quiet lanterns hum')).toEqual({ ok: true, value: null });
		expect(await takeSeat(parts, me, offer, 'seven quiet lanterns hum')).toMatchObject({ kind: 'missing' });
		expect((await readSeats(store.database, me)).seats.map(({ areaName }) => areaName)).toEqual([
			'Fernshire',
			'Southmere'
		]);

		await south.runArea('coordinator', 'add-person', newcomer(south, await emailOf(north, 'housing')));
		const other = await signedIn(north, 'housing');
		const declined = (await readSeats(store.database, other)).offers[0]!.accountId;
		expect(await declineSeat(parts, other, declined)).toMatchObject({ ok: true });
		expect(await readSeats(store.database, other)).toMatchObject({ seats: [{}], offers: [] });
	});

	test('SEAT-4 a link that was sent takes the seat too; whoever chooses a password by it changes no other sign-in', async () => {
		const email = await emailOf(north, 'minuteTaker');
		const made = await south.runArea('coordinator', 'add-person', newcomer(south, email));
		const personId = made.ok ? made.value.id : '';
		await store.owner`insert into first_sign_in (account_id, area_id) select id, area_id from account where person_id = ${personId}`;
		const path = await south.within((tx) => makeFirstSignInPath(tx, south.areaId, personId, new Date()));
		const me = await signedIn(north, 'minuteTaker');
		const { offers } = await readSeats(store.database, me);
		expect(await takeSeat(parts, me, offers[0]!.accountId, `https://mapp.example${path}`)).toMatchObject({ ok: true });
		const [own] = await store.owner`select password_hash from account where email = ${email}`;
		expect(own?.password_hash).toBe(`plain:${PASSWORD}`);
	});
});

describe('changing', () => {
	test('SEAT-5 another seat is another session, as strong and ending no later; the old one is dead and nothing serious goes on', async () => {
		const me = await signedIn(north, 'chair');
		await store.owner`update session set strength = 2, means = 'PASSKEY', device = 'Chrome on Windows',
			absolute_end_at = now() + interval '1 hour' where id = ${me.session.id}`;
		const seat = (await readSeats(store.database, me)).seats.find(({ isCurrent }) => !isCurrent)!;
		const switched = await switchSeat(parts, me, seat.accountId);
		const there = await readToken(switched.ok ? switched.value : '');
		expect(there?.actor).toMatchObject({ areaId: south.areaId, agencyName: 'Fernshire Housing', name: 'Somebody New' });
		expect(there?.session).toMatchObject({ strength: 2, means: 'PASSKEY', stepUpAt: null });
		expect(there!.session.absoluteEndAt.getTime()).toBeLessThanOrEqual(Date.now() + 3_600_000);
		expect(ended).toContain(me.session.id);
		expect(await store.owner`select 1 from session where id = ${me.session.id}`).toEqual([]);
		expect(await store.owner`select reason from session_end where session_id = ${me.session.id}`).toMatchObject([
			{ reason: 'SEAT_CHANGED' }
		]);
		const acts = await store.owner`select area_id from audit_event where act = 'switch-seat'`;
		expect(acts.map(({ area_id }) => area_id).sort()).toEqual([north.areaId, south.areaId].sort());
	});

	test('SEAT-6 nobody changes to a seat of somebody else, to one that is closed, or from a session that is over', async () => {
		const me = await signedIn(north, 'social');
		const stranger = await signedIn(north, 'manager');
		expect(await switchSeat(parts, me, stranger.session.accountId)).toMatchObject({ kind: 'missing' });
		expect(await switchSeat(parts, me, randomUUID())).toMatchObject({ kind: 'missing' });
		expect(await switchSeat(parts, me, 'no id')).toMatchObject({ kind: 'missing' });
		const seat = (await readSeats(store.database, me)).seats.find(({ isCurrent }) => !isCurrent)!;
		await store.owner`update account set disabled_at = now() where id = ${seat.accountId}`;
		expect(await switchSeat(parts, me, seat.accountId)).toMatchObject({ kind: 'missing' });
		await store.owner`update account set disabled_at = null where id = ${seat.accountId}`;
		await store.owner`delete from session where id = ${me.session.id}`;
		expect(await switchSeat(parts, me, seat.accountId)).toMatchObject({ kind: 'missing' });
	});

	test('SEAT-7 who may not sign in any more may not in their other seats either, at once (R12)', async () => {
		const me = await signedIn(north, 'chair');
		const seat = (await readSeats(store.database, me)).seats.find(({ isCurrent }) => !isCurrent)!;
		const switched = await switchSeat(parts, me, seat.accountId);
		const token = switched.ok ? switched.value : '';
		expect(await readToken(token)).not.toBeNull();
		await store.owner`update account set disabled_at = now() where id = ${me.session.accountId}`;
		expect(await readToken(token)).toBeNull();
		await store.owner`update account set disabled_at = null where id = ${me.session.accountId}`;
	});
});
