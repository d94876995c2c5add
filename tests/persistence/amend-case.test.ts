import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import type { AreaCommandName } from '#lib/cases/area-commands.ts';
import type { CaseFacts, Subject } from '#lib/cases/case.ts';
import { readCase } from '#server/application/read-case.ts';
import { anotherCase, finishedMeeting, lock, openWorld, type Who, type World } from '../support/meeting-world.ts';

let area: World;
let world: World;
beforeAll(async () => {
	area = await openWorld();
});
beforeEach(async () => {
	world = await anotherCase(area);
});
afterAll(() => area.close());

const NOW = new Date('2026-12-17T10:00:00Z');
const row = async () => {
	const [found] = await world.within((tx) =>
		tx.select().from(schema.mappCase).where(eq(schema.mappCase.id, world.caseId))
	);
	if (!found) throw new Error('the case is gone');
	return found;
};
const subject = async () => (await row()).subject as Subject;
const page = async (who: Who = 'coordinator') => {
	const read = await readCase(world.store.database, world.who[who], world.caseId, NOW);
	if (!read.ok) throw new Error(read.message);
	return read.value;
};
const run = (who: Who, command: AreaCommandName, version: number, over: object) =>
	world.runArea(who, command, { caseId: world.caseId, version, reason: '', ...over });
const raise = (over: object = {}) => ({
	...{ level: 3, on: '2026-12-17', referredBy: 'Bramble Thistlewood, Fernshire Police', referredOn: '2026-12-16' },
	...{ criterion: 'SENIOR_RESOURCES', rationale: 'Two managers must commit staff this week' },
	...over
});

describe('amending a case', () => {
	test('CASE-12 every change says who, when, why and what it said before and after, newest first', async () => {
		const now = await subject();
		await run('coordinator', 'amend-person', 1, {
			subject: { ...now, aliases: ['Toby Wren', 'T. Moss'] },
			reason: 'Told by his brother'
		});
		await run('minuteTaker', 'amend-management', 2, {
			leadAgencyId: world.agency.POL,
			caseManagerId: world.who.chair.personId
		});
		const { history } = await page();
		expect(history.map(({ version, part, by, reason }) => [version, part, by, reason])).toEqual([
			[3, 'MANAGEMENT', world.who.minuteTaker.name, ''],
			[2, 'PERSON', world.who.coordinator.name, 'Told by his brother'],
			[1, 'OPENED', world.who.coordinator.name, '']
		]);
		expect(history[1]?.changes).toEqual([{ label: 'Also known as', before: 'Toby Wren', after: 'Toby Wren, T. Moss' }]);
		expect(history[0]?.changes.map(({ label }) => label)).toEqual(['Lead agency', 'Case manager']);
		expect((await row()).version).toBe(3);
	});

	test('CASE-12 the history takes no change and no removal, from nobody', async () => {
		const change = (text: string) => world.store.owner.unsafe(text);
		await expect(change(`update case_change set reason = 'x' where case_id = '${world.caseId}'`)).rejects.toThrow(
			'never changed'
		);
		await expect(change(`delete from case_exclusion`)).rejects.toThrow('never changed');
	});

	test('CASE-13 two people who change the same part lose nothing: the second is told, and may save again knowing', async () => {
		const now = await subject();
		const mine = { ...now, firstLanguage: 'Welsh' };
		expect(
			await run('coordinator', 'amend-person', 1, { subject: { ...now, ethnicity: 'White British' } })
		).toMatchObject({ ok: true });
		const late = await run('minuteTaker', 'amend-person', 1, { subject: mine });
		expect(late).toMatchObject({ kind: 'changed-meanwhile', problems: [{ field: 'version' }] });
		expect(await subject()).toMatchObject({ ethnicity: 'White British', firstLanguage: 'English' });
		expect(
			await run('minuteTaker', 'amend-person', 2, { subject: { ...mine, ethnicity: 'White British' } })
		).toMatchObject({ ok: true });
		expect(await subject()).toMatchObject({ ethnicity: 'White British', firstLanguage: 'Welsh' });
	});

	test('CASE-13 different parts do not stand in each other’s way, and the same answer twice is one change', async () => {
		const now = await subject();
		const facts = (await row()).facts as CaseFacts;
		const person = { subject: { ...now, firstLanguage: 'Welsh' } };
		const { rosh, tools, victims, protectiveFactors } = facts;
		const risk = { facts: { rosh: { ...rosh, CHILDREN: 'VERY_HIGH' }, tools, victims, protectiveFactors } };
		expect(await run('coordinator', 'amend-person', 1, person)).toMatchObject({ ok: true });
		expect(await run('minuteTaker', 'amend-risk', 1, risk)).toMatchObject({ ok: true });
		expect(await run('coordinator', 'amend-person', 1, person)).toMatchObject({ ok: true });
		expect((await row()).version).toBe(3);
		expect((await row()).facts).toMatchObject({ indexOffence: facts.indexOffence, rosh: { CHILDREN: 'VERY_HIGH' } });
	});

	test('CASE-13 of many at once exactly one is stored for each version', async () => {
		const now = await subject();
		const all = await Promise.all(
			['a', 'b', 'c', 'd', 'e'].map((alias) =>
				run('coordinator', 'amend-person', 1, { subject: { ...now, aliases: [alias] } })
			)
		);
		expect(all.filter(({ ok }) => ok)).toHaveLength(1);
		expect((await row()).version).toBe(2);
	});

	test('CASE-14 an order keeps its kind, court, dates and terms, and what ends soon is said', async () => {
		const orders = [
			{
				kind: 'SHPO',
				court: 'Northmere Crown Court',
				made: '2024-05-31',
				expires: '2027-01-15',
				terms: 'Device inspection'
			},
			{ kind: 'RESTRAINING', made: '2024-05-31', expires: '', indefinite: 'yes', terms: 'No contact with V1' },
			{ kind: 'OTHER', type: 'A byelaw', made: '', expires: '2026-12-01', terms: '' }
		];
		expect(await run('minuteTaker', 'amend-orders', 1, { facts: { orders } })).toMatchObject({ ok: true });
		const { case: shown, coming } = await page('manager');
		expect(shown.facts.orders).toMatchObject([
			{
				kind: 'SHPO',
				type: 'Sexual Harm Prevention Order (SHPO)',
				court: 'Northmere Crown Court',
				expires: '2027-01-15'
			},
			{ type: 'Restraining order', indefinite: true, expires: '' },
			{ type: 'A byelaw' }
		]);
		expect(coming.map(({ what, days }) => [what, days])).toEqual([
			['A byelaw ended', -16],
			['Sexual Harm Prevention Order (SHPO) ends', 29]
		]);
	});

	test('CASE-15 the level goes up between meetings on a written referral, with its test and the reason; never down', async () => {
		expect(await run('minuteTaker', 'change-level', 1, raise())).toMatchObject({ kind: 'forbidden' });
		const down = await run('coordinator', 'change-level', 1, raise({ level: 1, criterion: 'HIGH_RISK' }));
		expect(down).toMatchObject({
			kind: 'invalid',
			problems: [{ field: 'level', message: expect.stringContaining('only at a meeting') }]
		});
		expect(await run('coordinator', 'change-level', 1, raise())).toMatchObject({ ok: true });
		const { levels, case: shown } = await page();
		expect(shown.level).toBe(3);
		expect(levels).toMatchObject([
			{
				fromLevel: 2,
				toLevel: 3,
				on: '2026-12-17',
				criterion: 'SENIOR_RESOURCES',
				rationale: 'Two managers must commit staff this week'
			}
		]);
		expect(levels[0]?.via).toContain('Bramble Thistlewood');
	});

	test('CASE-16 V01 the category changes with its reason, and not to Category 3 at Level 1', async () => {
		const noReason = await run('coordinator', 'change-category', 1, { category: 2, alsoFits: ['1'] });
		expect(noReason).toMatchObject({
			problems: [{ field: 'reason', message: expect.stringContaining('another also fits') }]
		});
		expect(
			await run('coordinator', 'change-category', 1, { category: 2, alsoFits: ['1'], reason: 'Notification ended' })
		).toMatchObject({ ok: true });
		expect((await page()).history[0]).toMatchObject({
			part: 'CATEGORY',
			changes: [{ label: 'Category' }, { label: 'Also fits', after: 'Category 1' }]
		});
		await world.within((tx) =>
			tx.update(schema.mappCase).set({ level: 1 }).where(eq(schema.mappCase.id, world.caseId))
		);
		expect(await run('coordinator', 'change-category', 2, { category: 3, reason: 'x' })).toMatchObject({
			problems: [{ field: 'category' }]
		});
	});

	test('CASE-17 a Level 2 or 3 case leaves for want of need only at a meeting; a closed one takes no meeting until it is opened again', async () => {
		const close = (endReason: string) =>
			run('coordinator', 'change-status', 1, { status: 'CLOSED', endReason, reason: 'As told' });
		expect(await close('NOT_NEEDED')).toMatchObject({
			problems: [{ field: 'endReason', message: expect.stringContaining('at a meeting') }]
		});
		expect(await close('LEGAL_BASIS_ENDED')).toMatchObject({ ok: true });
		expect((await page()).status).toBe('CLOSED');
		expect(await run('coordinator', 'change-level', 2, raise())).toMatchObject({ kind: 'not-now' });
		expect(
			await run('coordinator', 'change-status', 2, { status: 'ACTIVE', reason: 'Closed by mistake' })
		).toMatchObject({ ok: true });
		expect(await run('coordinator', 'change-status', 3, { status: 'TRANSFERRED', reason: 'Moved' })).toMatchObject({
			problems: [{ field: 'toArea' }]
		});
	});

	test('CASE-18 what a meeting decides about the level stands in the same history', async () => {
		const meetingId = await finishedMeeting(world);
		await world.does('chair', meetingId, 'record-level-decision', {
			...{
				edition: 1,
				criteria: ['HIGH_RISK', 'SENIOR_RESOURCES'],
				meetingsAdd: 'Senior managers decide at one table',
				dissent: 'Nobody',
				nextMeetingReason: 'The first day on which everybody can come',
				outcome: 'MOVE_TO_LEVEL_3',
				criterion: 'Senior managers are needed',
				rationale: 'Resources at short notice'
			},
			...{ exitCriteria: 'Eight quiet weeks', nextMeetingOn: '2027-04-15', mustAttend: '', filedBy: '' }
		});
		const locked = await lock(world, meetingId);
		expect(locked).toMatchObject({ ok: true });
		const { history, levels } = await page();
		expect(history[0]).toMatchObject({ part: 'LEVEL', by: world.who.chair.name, reason: 'Resources at short notice' });
		expect(levels).toMatchObject([
			{ fromLevel: 2, toLevel: 3, criterion: expect.stringContaining('Senior managers are needed') }
		]);
	});
});
