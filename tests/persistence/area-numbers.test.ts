import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { readAreaNumberLines, readAreaNumberPage } from '#server/application/read-area-numbers.ts';
import { readReviews } from '#server/application/read-reviews.ts';
import { readAreaConfigs, readNumbersFrom } from '#server/persistence/area.ts';
import { latestMeeting, nextMeetingNumber } from '#server/persistence/case-register.ts';
import { readNotedSteps } from '#server/persistence/meetings-to-come.ts';
import {
	anotherCase,
	auditOf,
	convene,
	finishedMeeting,
	lock,
	openWorld,
	type World
} from '../support/meeting-world.ts';

let world: World;
let foreign: World;
beforeAll(async () => {
	world = await openWorld();
	foreign = await openWorld(world.store);
});
afterAll(async () => {
	await foreign.close();
	await world.close();
});

/** The world's day is Thursday 17 December 2026. */
const NOW = new Date('2026-12-17T12:00:00Z');
const input = (over: object = {}) => ({
	...{ key: 'inviteWorkingDays', version: 0, value: '12', effectiveFrom: '2027-01-04' },
	...{ source: 'Minute 7 of the Board', approvedOn: '2026-12-01' },
	...over
});
const set = (over: object = {}, who: 'coordinator' | 'minuteTaker' | 'social' = 'coordinator') =>
	world.runArea(who, 'set-area-number', input(over));
const on = async (day: string, at = world) => (await at.within((tx) => readAreaConfigs(tx, at.areaId, day)))(day);

describe('a long history of numbers', () => {
	test('CONF-6 of it only what counts on the first day asked for, and what comes after, is read', async () => {
		const own = await openWorld(world.store);
		const changes = Array.from({ length: 900 }, (_, n) => ({
			...{ areaId: own.areaId, key: `inviteWorkingDays`, version: n + 1, value: 1 + (n % 20) },
			...{ effectiveFrom: n < 890 ? `20${String(10 + (n % 17)).padStart(2, '0')}-03-01` : '2027-06-01' },
			...{ source: 'A minute', approvedOn: null, changedBy: own.who.coordinator.personId, changedAt: NOW }
		}));
		await own.within((tx) => tx.insert(schema.areaNumber).values(changes));
		await own.within(async (tx) => {
			const rows = await readNumbersFrom(tx, '2026-12-17');
			expect(rows).toHaveLength(1 + 10);
			const newest = changes.filter(({ effectiveFrom }) => effectiveFrom === '2026-03-01').at(-1);
			expect(rows.find(({ effectiveFrom }) => effectiveFrom <= '2026-12-17')).toMatchObject({
				version: newest?.version
			});
			const configOn = await readAreaConfigs(tx, own.areaId, '2026-12-17');
			expect(configOn('2026-12-17').inviteWorkingDays).toBe(newest?.value);
			expect(configOn('2027-06-01').inviteWorkingDays).toBe(changes.at(-1)?.value);
			expect(() => configOn('2026-12-16')).toThrow();
		});
		await own.close();
	});
});

describe('the numbers of an area', () => {
	test('CONF-5 a change is stored with who, when, where from and approval, and counts from its day, in this area alone', async () => {
		expect(await set()).toMatchObject({ ok: true });
		expect((await on('2027-01-03')).inviteWorkingDays).toBe(10);
		expect((await on('2027-01-04')).inviteWorkingDays).toBe(12);
		expect((await on('2027-01-04', foreign)).inviteWorkingDays).toBe(10);
		const [row] = await world.within((tx) => tx.select().from(schema.areaNumber));
		expect(row).toMatchObject({
			...{ version: 1, value: 12, source: 'Minute 7 of the Board', approvedOn: '2026-12-01' },
			changedBy: world.who.coordinator.personId
		});
		const audit = await world.within((tx) =>
			tx.select().from(schema.auditEvent).where(eq(schema.auditEvent.act, 'set-area-number'))
		);
		expect(audit.map(({ objectId }) => objectId)).toEqual(['inviteWorkingDays']);
		const page = await readAreaNumberPage(world.store.database, world.who.coordinator, 'inviteWorkingDays', NOW);
		expect(page.ok && page.value).toMatchObject({
			...{ version: 1, value: 10 },
			line: {
				now: ['10 working days'],
				since: null,
				toCome: [{ effectiveFrom: '2027-01-04', changedBy: 'Opal Quillfeather' }]
			}
		});
	});

	test('CONF-5 nothing that was in force can be changed or taken away, not by the owner either', async () => {
		await set({ key: 'papersWorkingDays', value: '6' });
		for (const attempt of [
			"update area_number set value = '99'",
			'delete from area_number',
			'truncate area_number',
			"update meeting_step set done_on = '2020-01-01'",
			'delete from outbox'
		])
			await expect(world.store.owner.unsafe(attempt), attempt).rejects.toThrow('is not allowed');
		expect((await on('2027-01-04')).papersWorkingDays).toBe(6);
	});

	test('CONF-4 of two editors at once one is stored and the other is told, whatever the order; nothing is lost', async () => {
		const own = { key: 'fileWorkingDays' };
		const both = await Promise.all([set({ ...own, value: '4' }), set({ ...own, value: '5' })]);
		expect(both.map((one) => (one.ok ? 'stored' : one.kind)).sort()).toEqual(['changed-meanwhile', 'stored']);
		const again = await set({ ...own, value: both[0]?.ok ? '5' : '4', version: 1 });
		expect(again).toMatchObject({ ok: true });
		const rows = await world.within((tx) =>
			tx.select().from(schema.areaNumber).where(eq(schema.areaNumber.key, 'fileWorkingDays'))
		);
		expect(rows.map(({ version }) => version).sort()).toEqual([1, 2]);
		expect(new Set(rows.map(({ value }) => value))).toEqual(new Set([4, 5]));
	});

	test('CONF-4 M-7 the same form twice is one change', async () => {
		const twice = { key: 'briefWorkingDays', value: '2' };
		expect((await Promise.all([set(twice), set(twice)])).map(({ ok }) => ok)).toEqual([true, true]);
		const rows = await world.within((tx) =>
			tx.select().from(schema.areaNumber).where(eq(schema.areaNumber.key, 'briefWorkingDays'))
		);
		expect(rows).toHaveLength(1);
	});

	test('CONF-3 the unit reads them, the co-ordinator changes them, agencies do neither', async () => {
		const { database } = world.store;
		expect(await set({ key: 'returnsWorkingDays' }, 'minuteTaker')).toMatchObject({ kind: 'forbidden' });
		expect(await set({ key: 'returnsWorkingDays' }, 'social')).toMatchObject({ kind: 'forbidden' });
		expect((await readAreaNumberLines(database, world.who.minuteTaker, NOW)).ok).toBe(true);
		expect(await readAreaNumberLines(database, world.who.social, NOW)).toMatchObject({ kind: 'missing' });
		expect(await readAreaNumberPage(database, world.who.coordinator, 'constructor', NOW)).toMatchObject({
			kind: 'missing'
		});
	});

	test('TIME-14 a meeting is counted by the numbers of its own date, also after they have changed again', async () => {
		await set({ key: 'minutesWorkingDays', value: { L2: '3', L3: '2' }, effectiveFrom: '2027-03-01' });
		const before = await on('2027-02-28');
		expect([before.minutesWorkingDays.L2, (await on('2027-03-01')).minutesWorkingDays.L2]).toEqual([10, 3]);
		// From 4 January on notice is 12 working days: eleven before this one is short.
		const own = await anotherCase(world);
		const meetingId = await convene(own, { scheduledDate: '2027-01-06', scheduledTime: '10:00' });
		const room = await world.application.admission.register(world.who.coordinator, meetingId);
		expect(room.ok && room.value.convened.shortNotice).toBe(true);
	});
});

describe('a meeting that is cancelled', () => {
	test('INVITE-5 is passed over: the next is a first meeting again, and the plan comes from the last that was held', async () => {
		const own = await anotherCase(world);
		const held = await finishedMeeting(own);
		expect(await lock(own, held)).toMatchObject({ ok: true });
		const off = await convene(own, { type: 'REVIEW', scheduledDate: '2027-02-11' });
		await world.does('coordinator', off, 'cancel-meeting', { reason: 'Recalled to prison' });
		expect((await own.within((tx) => latestMeeting(tx, own.caseId)))?.id).toBe(held);
		expect(await own.within((tx) => nextMeetingNumber(tx, own.caseId))).toBe(3);
		const next = await convene(own, { type: 'REVIEW', scheduledDate: '2027-02-18' });
		const room = await world.application.admission.register(world.who.coordinator, next);
		expect(room.ok && room.value).toMatchObject({
			convened: { seq: 3, meetingType: 'REVIEW' },
			rmp: { carriedFrom: { meetingId: held } }
		});
		expect(await world.application.readRoom(world.who.chair, off)).toMatchObject({ kind: 'missing' });
		expect((await auditOf(world, off, 'cancel-meeting')).map(({ actorId }) => actorId)).toEqual([
			world.who.coordinator.personId
		]);
		expect(await world.run('coordinator', off, 'reschedule-meeting', {})).toMatchObject({ ok: false });
	}, 60_000);

	test('INVITE-5 nobody gets into its room any more, not whoever was inside', async () => {
		const own = await anotherCase(world);
		const meetingId = await convene(own);
		await world.does('chair', meetingId, 'accept-statement', { version: 1, language: 'en' });
		expect((await world.application.readRoom(world.who.chair, meetingId)).ok).toBe(true);
		await world.does('coordinator', meetingId, 'cancel-meeting', { reason: 'x' });
		expect((await world.application.readRoom(world.who.chair, meetingId)).ok).toBe(false);
		expect(await world.run('chair', meetingId, 'start-meeting')).toMatchObject({ kind: 'not-now' });
	});
});

describe('steps and reviews', () => {
	test('TIME-15 what is noted counts until it is put right, and noted twice it is noted once', async () => {
		const own = await anotherCase(world);
		const meetingId = await convene(own);
		const note = (doneOn: string, who: 'coordinator' | 'social' = 'coordinator') =>
			world.runArea(who, 'note-meeting-step', { meetingId, step: 'PAPERS', doneOn });
		const noted = () => world.within((tx) => readNotedSteps(tx, meetingId));
		expect(await note('2026-12-16')).toMatchObject({ ok: true });
		expect(await note('2026-12-16')).toMatchObject({ ok: true });
		expect(await noted()).toEqual({ PAPERS: '2026-12-16' });
		expect(await note('')).toMatchObject({ ok: true });
		expect(await noted()).toEqual({});
		const rows = await world.within((tx) =>
			tx.select().from(schema.meetingStep).where(eq(schema.meetingStep.meetingId, meetingId))
		);
		expect(rows).toHaveLength(2);
		expect(await note('2027-01-01')).toMatchObject({ kind: 'invalid', problems: [{ field: 'doneOn' }] });
		expect(await note('2026-12-16', 'social')).toMatchObject({ kind: 'forbidden' });
		expect(
			await foreign.runArea('coordinator', 'note-meeting-step', { meetingId, step: 'PAPERS', doneOn: '' })
		).toMatchObject({
			kind: 'missing'
		});
	});

	test('REVIEW-2 the unit sees every open case it may know of, nobody else sees the list, and each look is noted', async () => {
		const own = await anotherCase(world);
		const list = async (who: 'coordinator' | 'minuteTaker' | 'manager') => {
			const found = await readReviews(world.store.database, world.who[who], NOW, 'view-reviews');
			return found.ok ? found.value.map(({ caseId }) => caseId) : found.kind;
		};
		expect(await list('coordinator')).toContain(own.caseId);
		expect(await list('manager')).toBe('missing');
		await world.within((tx) =>
			tx.insert(schema.caseExclusion).values({
				...{ areaId: world.areaId, caseId: own.caseId, personId: world.who.minuteTaker.personId },
				...{ reason: 'KNOWS_PERSON', from: '2020-01-01', recordedBy: world.who.coordinator.personId }
			})
		);
		expect(await list('minuteTaker')).not.toContain(own.caseId);
		const audit = await world.within((tx) =>
			tx.select().from(schema.auditEvent).where(eq(schema.auditEvent.act, 'view-reviews'))
		);
		expect(audit).toHaveLength(2);
	});
});
