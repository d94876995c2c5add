/** A case shared with another area: two areas on one database, each with its own people, everything by the service's own commands. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/identity.ts';
import { readInvitableTo } from '#server/application/case-access.ts';
import { endOverdueShares } from '#server/application/end-shares.ts';
import { readCases } from '#server/application/read-cases.ts';
import { readCaseShares, readReceivedShare, readSharedWithUs } from '#server/application/read-shares.ts';
import { readSeats } from '#server/application/seats.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { anotherCase, CASE_WORDS, openWorld, startedMeeting, type Who, type World } from '../support/meeting-world.ts';

let store: TestDatabase;
let ours: World;
let theirs: World;
let world: World;
beforeAll(async () => {
	store = await openTestDatabase();
	ours = await openWorld(store);
	theirs = await openWorld(store);
	await store.owner`update area set name = 'Moorshire' where id = ${theirs.areaId}`;
});
beforeEach(async () => {
	world = await anotherCase(ours);
});
afterAll(async () => {
	await ours.close();
	await theirs.close();
	await store.close();
});

const NOW = new Date('2026-12-17T10:00:00Z');
const offerInput = (over: object = {}) => ({
	...{ caseId: world.caseId, withAreaId: theirs.areaId, askedFor: 'A police officer who knows the family' },
	...{ reason: 'He lives on both sides of the border', from: '2026-12-17', until: '2027-06-17' },
	...over
});
const run = async (area: World, who: Who, command: string, input: unknown) => {
	const ran = await area.runArea(who, command, input);
	if (!ran.ok) throw new Error(`${command}: ${ran.message}`);
	return ran.value.id;
};
/** The id of the offer that the other area has of our case. */
async function offered(over: object = {}): Promise<string> {
	await run(world, 'coordinator', 'share-case', offerInput(over));
	const page = await readCaseShares(store.database, world.who.coordinator, world.caseId, NOW);
	return page.ok ? (page.value.shares[0]?.id ?? '') : '';
}
/** Accepted for these people; its first day is here by the database's clock, which stands in November. */
async function shared(...who: Who[]): Promise<{ shareId: string; visitors: readonly Actor[] }> {
	const shareId = await offered();
	const personIds = who.map((one) => theirs.who[one].personId);
	await run(theirs, 'coordinator', 'accept-share', { shareId, personIds });
	await store.owner`update case_share_person set "from" = '2026-11-01' where share_id = ${shareId}`;
	const rows = await store.owner`
		select p.id, p.name, p.roles, p.agency_id, g.name as agency, g.code from case_share_person s
		join person p on p.id = s.person_id join agency g on g.id = p.agency_id
		where s.share_id = ${shareId} and s.area_id = ${world.areaId} order by p.name`;
	const visitors = rows.map(
		(row): Actor => ({
			...{
				personId: row.id,
				areaId: world.areaId,
				agencyId: row.agency_id,
				name: row.name,
				roleTitle: 'Representative'
			},
			...{ agencyName: row.agency, agencyCode: row.code, roles: row.roles }
		})
	);
	return { shareId, visitors };
}
const invite = (meetingId: string, personId: string) =>
	world.run('coordinator', meetingId, 'invite-person', {
		personId,
		capacity: 'INVITED',
		request: 'What Moorshire knows'
	});
const as = (actor: Actor, meetingId: string, command: 'accept-statement' | 'raise-hand', input: object = {}) =>
	world.application.runCommand({ actor, meetingId, command, commandId: randomUUID(), input, stepUpAt: null });

describe('offering', () => {
	test('SHARE-1 the other area reads the reference, the reason and whom is asked for, and nothing of the person (R2, R8)', async () => {
		const shareId = await offered();
		const page = await readReceivedShare(store.database, theirs.who.coordinator, shareId);
		expect(page).toMatchObject({
			ok: true,
			value: { share: { otherAreaName: 'Fernshire', state: 'OFFERED', until: '2027-06-17' }, mayAnswer: true }
		});
		for (const word of Object.values(CASE_WORDS)) expect(JSON.stringify(page)).not.toContain(word);
		expect((await readSharedWithUs(store.database, theirs.who.coordinator)).map(({ id }) => id)).toContain(shareId);
		const told = await store.owner`
			select kind, area_id from outbox where kind = 'share-offered' and area_id = ${theirs.areaId}`;
		expect(told.length).toBeGreaterThan(0);
	});

	test('SHARE-2 only a co-ordinator offers, with the password entered lately, for at most twelve months, to another area', async () => {
		const said = async (over: object, who: Who = 'coordinator') => {
			const ran = await world.runArea(who, 'share-case', offerInput(over));
			return ran.ok ? 'made' : `${ran.kind} ${ran.problems?.[0]?.field ?? ''}`.trim();
		};
		expect(await said({}, 'minuteTaker')).toBe('forbidden');
		expect(await said({}, 'manager')).toBe('forbidden');
		expect(await said({ until: '2027-12-18' })).toBe('invalid until');
		expect(await said({ until: '2026-12-16' })).toBe('invalid until');
		expect(await said({ from: '2026-12-16' })).toBe('invalid from');
		expect(await said({ withAreaId: world.areaId })).toBe('invalid withAreaId');
		expect(await said({ withAreaId: randomUUID() })).toBe('invalid withAreaId');
		const actor = world.who.coordinator;
		expect(await world.application.runAreaCommand({ actor, command: 'share-case', input: offerInput() })).toMatchObject(
			{
				kind: 'step-up'
			}
		);
		expect(await said({ until: '2027-12-17' })).toBe('made');
		expect(await said({})).toBe('invalid withAreaId');
	});

	test('SHARE-3 neither area reads a share of others, and no case of the other area (R9)', async () => {
		const shareId = await offered();
		const { database } = store;
		const missing = { ok: false, kind: 'missing' };
		expect(await readCaseShares(database, theirs.who.coordinator, world.caseId, NOW)).toMatchObject(missing);
		expect(await readReceivedShare(database, world.who.coordinator, shareId)).toMatchObject(missing);
		expect(await readReceivedShare(database, theirs.who.manager, shareId)).toMatchObject(missing);
		expect(await theirs.runArea('coordinator', 'end-share', { shareId: randomUUID(), reason: 'x' })).toMatchObject(
			missing
		);
		expect(
			await ours.runArea('coordinator', 'accept-share', { shareId, personIds: [ours.who.housing.personId] })
		).toMatchObject(missing);
		const third = await openWorld(store);
		expect(await third.runArea('coordinator', 'end-share', { shareId, reason: 'x' })).toMatchObject(missing);
		expect(await readReceivedShare(database, third.who.coordinator, shareId)).toMatchObject(missing);
		await third.close();
	});
});

describe('a shared case', () => {
	test('SHARE-4 somebody of another area is invited once the case is shared with them, and is refused with a sentence before (I-9)', async () => {
		const meetingId = await startedMeeting(world);
		expect(await invite(meetingId, theirs.who.chair.personId)).toMatchObject({
			ok: false,
			message: expect.stringContaining('once the case is shared')
		});
		const { visitors } = await shared('chair');
		const [visitor] = visitors;
		expect(await invite(meetingId, visitor!.personId)).toMatchObject({ ok: true });
		expect(await as(visitor!, meetingId, 'raise-hand')).toMatchObject({ ok: false });
		expect(await as(visitor!, meetingId, 'accept-statement', { version: 1, language: 'en' })).toMatchObject({
			ok: true
		});
		await world.does('chair', meetingId, 'confirm-attendee', { personId: visitor!.personId });
		expect(await as(visitor!, meetingId, 'raise-hand')).toMatchObject({ ok: true });
		const room = await world.application.readRoom(visitor!, meetingId);
		const seat = room.ok ? room.value.meeting.attendance.seats[visitor!.personId] : null;
		expect(seat?.person).toMatchObject({ name: 'Bramble Thistlewood', agencyName: 'Fernshire Police (Moorshire)' });
		expect(await world.application.admission.document({ actor: visitor!, meetingId, name: 'plan' })).toMatchObject({
			ok: true
		});
	});

	test('SHARE-5 a visitor knows of no other case of the area, manages none and neither chairs nor takes minutes', async () => {
		const { visitors } = await shared('social');
		const visitor = visitors[0]!;
		const other = await anotherCase(ours);
		const idsFor = async (caseId: string) =>
			(await world.within((tx) => readInvitableTo(tx, caseId))).map(({ personId }) => personId);
		expect(await idsFor(world.caseId)).toContain(visitor.personId);
		expect(await idsFor(other.caseId)).not.toContain(visitor.personId);
		const meetingId = await startedMeeting(other);
		expect(await world.application.admission.door(visitor, meetingId)).toMatchObject({ kind: 'missing' });
		const list = await readCases(store.database, visitor, NOW);
		expect(list).toMatchObject({ value: { total: 0 } });
		expect(
			await world.runArea('coordinator', 'convene-meeting', {
				...{
					caseId: world.caseId,
					type: 'INITIAL',
					level: 2,
					scheduledDate: '2027-03-18',
					scheduledTime: '10:00',
					plannedMinutes: 90
				},
				...{ venue: 'x', objective: 'x', noticeReason: 'x', lateReason: 'x', extraordinary: false, invitees: [] },
				...{ chairId: visitor.personId, minuteTakerId: world.who.minuteTaker.personId }
			})
		).toMatchObject({ kind: 'invalid', problems: [{ field: 'chairId' }] });
		const roles = store.owner`update person set roles = '{MAPPA_COORDINATOR}' where id = ${visitor.personId}`;
		await expect(roles).rejects.toThrow('not allowed');
		const added = await world.application.runAreaCommand({
			...{ actor: visitor, command: 'open-case', stepUpAt: new Date() },
			input: {}
		});
		expect(added).toMatchObject({ kind: 'forbidden' });
	});

	test('SHARE-6 an exclusion, a restriction and Category 4 keep a visitor out as they keep out anybody of the area', async () => {
		const { visitors } = await shared('housing');
		const visitor = visitors[0]!;
		const open = async () =>
			(await world.within((tx) => readInvitableTo(tx, world.caseId))).some(
				({ personId }) => personId === visitor.personId
			);
		expect(await open()).toBe(true);
		await run(world, 'coordinator', 'restrict-case', { caseId: world.caseId, reason: 'Only named people' });
		expect(await open()).toBe(false);
		await run(world, 'coordinator', 'name-for-case', { caseId: world.caseId, personId: visitor.personId });
		expect(await open()).toBe(true);
		const exclusion = {
			caseId: world.caseId,
			personId: visitor.personId,
			reason: 'KNOWS_VICTIM',
			from: '2026-12-17',
			until: ''
		};
		await run(world, 'coordinator', 'exclude-person', exclusion);
		expect(await open()).toBe(false);
	});

	test.each([
		['the area that owns the case', () => world, 'coordinator' as const],
		['the area that it is shared with', () => theirs, 'coordinator' as const]
	])(
		'SHARE-7 %s ends it at once: seat, session and place at the meeting are gone, what was said stays (R12)',
		async (_, area, who) => {
			const meetingId = await startedMeeting(world);
			const { shareId, visitors } = await shared('manager');
			const visitor = visitors[0]!;
			await invite(meetingId, visitor.personId);
			await as(visitor, meetingId, 'accept-statement', { version: 1, language: 'en' });
			await world.does('chair', meetingId, 'confirm-attendee', { personId: visitor.personId });
			await as(visitor, meetingId, 'raise-hand');
			const [account] = await store.owner`select id from account where person_id = ${visitor.personId}`;
			const token = await store.database.withoutArea((tx) =>
				world.sessions.begin(tx, account?.id, { strength: 1, means: 'PASSWORD', device: '' })
			);
			const cookie = `${world.sessions.cookieName}=${token}`;
			expect((await world.sessions.read(cookie))?.actor.personId).toBe(visitor.personId);
			await run(area(), who, 'end-share', { shareId, reason: 'He has moved away' });
			expect(await world.sessions.read(cookie)).toBeNull();
			expect(await world.application.admission.door(visitor, meetingId)).toMatchObject({ kind: 'missing' });
			const [ended] = await store.owner`
			select i.removed_at is not null as gone, e.n as cut from invitation i,
				(select count(*)::int as n from ended_session where session_id = ${world.sessions.idOf(cookie)}) e
			where i.meeting_id = ${meetingId} and i.person_id = ${visitor.personId}`;
			expect(ended).toMatchObject({ gone: true });
			expect(ended?.cut).toBeGreaterThan(0);
			const room = await world.application.readRoom(world.who.chair, meetingId);
			expect(JSON.stringify(room)).toContain('Probation Service, Fernshire (Moorshire)');
			for (const [mine, page] of [
				[world, await readCaseShares(store.database, world.who.coordinator, world.caseId, NOW)],
				[theirs, await readReceivedShare(store.database, theirs.who.coordinator, shareId)]
			] as const) {
				const share = page.ok ? ('share' in page.value ? page.value.share : page.value.shares[0]) : null;
				expect(share?.state, mine.areaId).toBe('ENDED');
				expect(share?.history.map(({ type }) => type)).toEqual(['offered', 'accepted', 'ended']);
				expect(share?.history[2]?.by).toContain(area() === theirs ? 'Moorshire' : 'Fernshire');
			}
		}
	);

	test('SHARE-8 the day after its last day it is over by itself, in both areas, and a new share opens the same seat again', async () => {
		const { shareId, visitors } = await shared('minuteTaker');
		const visitor = visitors[0]!;
		await store.owner`update case_share set until = '2026-12-20' where id = ${shareId}`;
		const parts = { database: store.database, cache: { known: () => null, keep: () => {} } as never, log: () => {} };
		await endOverdueShares({ ...parts, now: () => new Date('2026-12-20T12:00:00Z') });
		expect(await readReceivedShare(store.database, theirs.who.coordinator, shareId)).toMatchObject({
			value: { share: { state: 'ACCEPTED' } }
		});
		await endOverdueShares({ ...parts, now: () => new Date('2026-12-21T12:00:00Z') });
		expect(await readReceivedShare(store.database, theirs.who.coordinator, shareId)).toMatchObject({
			value: { share: { state: 'ENDED' } }
		});
		const again = await shared('minuteTaker');
		expect(again.visitors[0]?.personId).toBe(visitor.personId);
		expect(
			await store.owner`select 1 from account where person_id = ${visitor.personId} and disabled_at is null`
		).toHaveLength(1);
	});

	test('SHARE-9 each act stands in the audit of the areas it concerns, and the history cannot be changed', async () => {
		const { shareId } = await shared('deputy');
		const acts = async (area: World) =>
			(
				await store.owner`select act from audit_event where area_id = ${area.areaId} and act in ('share-case', 'accept-share')
				and object_id in (${world.caseId}, ${shareId}) order by 1`
			).map(({ act }) => act);
		expect(await acts(world)).toEqual(['accept-share', 'share-case']);
		expect(await acts(theirs)).toEqual(['accept-share']);
		await expect(store.owner`update case_share_event set says = 'x' where share_id = ${shareId}`).rejects.toThrow(
			'not allowed'
		);
		await expect(store.owner`delete from case_share where id = ${shareId}`).rejects.toThrow('not allowed');
	});

	test('SHARE-10 who is named finds the seat, its case and its last day among their seats', async () => {
		await shared('coordinator');
		const signedIn = await theirs.sessions.read(await theirs.cookie('coordinator'));
		const page = await readSeats(store.database, signedIn!);
		expect(page.seats.map(({ areaName, isCurrent, isVisiting }) => ({ areaName, isCurrent, isVisiting }))).toEqual([
			{ areaName: 'Moorshire', isCurrent: true, isVisiting: false },
			{ areaName: 'Fernshire', isCurrent: false, isVisiting: true }
		]);
		expect(page.seats[1]?.shared).toMatchObject([{ until: '2027-06-17' }]);
	});
});
