import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { readCase } from '#server/application/read-case.ts';
import { readConvening } from '#server/application/read-convening.ts';
import { readReferralFromMeeting } from '#server/application/referral-from-meeting.ts';
import { beginReferral } from '#server/application/run-referral-command.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { readRecord } from '#server/persistence/final-records.ts';
import { readSectionsOf } from '#server/persistence/referral-store.ts';
import {
	ATTENDED,
	accept,
	anotherCase,
	convene,
	openWorld,
	type Who,
	type World,
	writeFirstWords
} from '../support/meeting-world.ts';

let area: World;
let world: World;

const NOTES = Object.fromEntries(
	['SUMMARY', 'AGENCY_INFO', 'SAFEGUARDING', 'RISK'].map((code) => [`${code}.notes`, `Said about ${code}.`])
);
const input = (over: object = {}) => ({
	caseId: world.caseId,
	scheduledDate: '2027-02-04',
	scheduledTime: '10:00',
	plannedMinutes: 45,
	venue: 'Room 3, Fern House',
	objective: 'Agree who does what',
	chairId: world.who.manager.personId,
	minuteTakerId: world.who.social.personId,
	invitees: [{ personId: world.who.housing.personId, capacity: 'INVITED', request: 'What you know' }],
	...over
});
const begin = async (who: Who = 'manager', over: object = {}) =>
	world.runArea(who, 'convene-professionals-meeting', input(over));
const setLevel = (level: number) =>
	world.within((tx) => tx.update(schema.mappCase).set({ level }).where(eq(schema.mappCase.id, world.caseId)));

beforeAll(async () => {
	area = await openWorld();
	const setting = { key: 'professionalsMeetings', version: 0, value: 'YES', approvedOn: '' };
	const from = { effectiveFrom: '2027-01-04', source: 'Minute 7 of the Board' };
	const set = await area.runArea('coordinator', 'set-area-number', { ...setting, ...from });
	if (!set.ok) throw new Error(`${set.message} ${JSON.stringify(set.problems)}`);
});
beforeEach(async () => {
	world = await anotherCase(area);
	await setLevel(1);
});
afterAll(async () => {
	await closePdfWorker();
	await area.close();
});

/** Convened by the case manager, held with one risk and one action, and locked. */
async function held(outcome = 'REFER_2'): Promise<string> {
	const made = await begin();
	if (!made.ok) throw new Error(`${made.message} ${JSON.stringify(made.problems)}`);
	const meetingId = made.value.id;
	const { does, who } = world;
	for (const one of ['manager', 'social', 'housing'] as const) await accept(world, one, meetingId);
	await does('manager', meetingId, 'confirm-attendee', { personId: who.housing.personId });
	await does('manager', meetingId, 'start-meeting');
	await does('manager', meetingId, 'present-statement', { manner: 'DISPLAYED' });
	await does('housing', meetingId, 'add-risk');
	await does('manager', meetingId, 'add-action', { riskKeys: ['R1'] });
	const to = { ownerId: who.housing.personId, due: '2027-03-04' };
	await does('manager', meetingId, 'set-action-values', { number: 'A1', to });
	await writeFirstWords(world, meetingId, 'plan', { 'R1.title': 'Loss of the flat', 'A1.text': 'Keep the tenancy' });
	await writeFirstWords(world, meetingId, 'minutes', NOTES);
	for (const one of ['manager', 'social', 'housing'] as const)
		await does('social', meetingId, 'record-attendance', { personId: who[one].personId, ...ATTENDED });
	await does('manager', meetingId, 'record-outcome', { outcome, reasons: 'Three agencies must act together' });
	await does('manager', meetingId, 'end-meeting');
	const locked = await world.run('manager', meetingId, 'lock-minutes', { password: 'four rusty teapots sing' });
	if (!locked.ok) throw new Error(`${locked.message} ${JSON.stringify(locked.problems)}`);
	return meetingId;
}

describe('convening a professionals meeting', () => {
	test('LEVEL-13 the case manager of the lead agency convenes it, and the unit for them', async () => {
		expect(await begin()).toMatchObject({ ok: true });
		expect(await begin('coordinator')).toMatchObject({ ok: false, kind: 'not-now' });
		world = await anotherCase(area);
		await setLevel(1);
		expect(await begin('coordinator')).toMatchObject({ ok: true });
	});

	test('LEVEL-13 to everybody else the case does not exist, as one that never was', async () => {
		const foreign = await begin('social');
		expect(foreign).toMatchObject({ ok: false, kind: 'missing' });
		expect(await begin('social', { caseId: randomUUID() })).toEqual(foreign);
		const page = await readConvening(world.store.database, world.who.social, world.caseId, 'PROFESSIONALS');
		expect(page).toMatchObject({ ok: false, kind: 'missing' });
	});

	test('LEVEL-13 not where the area holds none on that day, nor for a case that is not at Level 1', async () => {
		expect(await begin('manager', { scheduledDate: '2026-12-30' })).toMatchObject({ ok: false, kind: 'not-now' });
		await setLevel(2);
		expect(await begin()).toMatchObject({ ok: false, kind: 'not-now' });
		const page = await readConvening(world.store.database, world.who.manager, world.caseId, 'PROFESSIONALS');
		expect(page.ok).toBe(false);
	});

	test('LEVEL-13 it is chaired by the lead agency, and no grade, limit or notice stands in its way', async () => {
		const chaired = await begin('manager', { chairId: world.who.chair.personId });
		expect(chaired).toMatchObject({ ok: false, problems: [{ field: 'chairId' }] });
		expect(await begin('manager', { scheduledDate: '2027-01-05' })).toMatchObject({
			ok: true,
			value: { warnings: [] }
		});
	});
});

describe('what it leaves behind', () => {
	test('LEVEL-15 it is locked into a record that says what came of it and decides no level', async () => {
		const meetingId = await held('STAYS');
		const stored = await world.within((tx) => readRecord(tx, meetingId));
		expect(stored?.record).toMatchObject({
			level: { title: 'Outcome of the meeting', outcome: 'Stays at Level 1 with what was agreed' },
			disclosures: [],
			smb: []
		});
		expect(stored?.record.title).toMatch(/^Minutes of the Level 1 professionals meeting on /);
		expect(stored?.record.actions.map(({ number, by }) => [number, by])).toEqual([['A1', 'Thursday 4 March 2027']]);
		const [row] = await world.within((tx) =>
			tx.select().from(schema.mappCase).where(eq(schema.mappCase.id, world.caseId))
		);
		expect(row).toMatchObject({ level: 1, nextReviewDue: null });
		const page = await readCase(world.store.database, world.who.coordinator, world.caseId, new Date('2027-02-05'));
		expect(page).toMatchObject({ ok: true, value: { review: { state: 'none' }, actions: [{ number: 'A1' }] } });
	}, 30_000);

	test('LEVEL-15 what is open goes on into a first formal meeting, which is initial and no review is late for it', async () => {
		await held();
		await setLevel(2);
		const meetingId = await convene(world, { lateReason: '' });
		const found = await world.application.admission.register(world.who.coordinator, meetingId);
		if (!found.ok) throw new Error(found.message);
		expect(found.value.convened).toMatchObject({ seq: 2, meetingType: 'INITIAL', followsMeeting: true });
		expect(found.value.rmp.actions.map(({ number }) => number)).toEqual(['A1']);
		expect(found.value.agenda.items.map(({ code }) => code)).toContain('ACTIONS_PREV');
	}, 30_000);
});

describe('a referral that it decided on', () => {
	const dependencies = () => ({ database: world.store.database, now: () => new Date('2027-02-05T09:00:00Z') });
	const refer = (who: Who, meetingId: string) =>
		beginReferral(dependencies(), { actor: world.who[who], commandId: randomUUID(), input: { meetingId } });

	test('REFER-44 begins with what register and meeting know, and the agency goes on with it', async () => {
		const begun = await refer('manager', await held('REFER_3'));
		if (!begun.ok) throw new Error(begun.message);
		const sections = await world.within((tx) => readSectionsOf(tx, begun.value.id));
		const values = Object.fromEntries(Object.entries(sections).map(([slug, saved]) => [slug, saved.values]));
		expect(values).toMatchObject({
			level: { level: '3' },
			category: { category: '1' },
			reason: { levelOneGap: 'Three agencies must act together' },
			person: { name: 'Tobiah Wrenfield-Moss', crn: 'X900014', dateOfBirth: '1984-02-14' },
			risk: { roshCHILDREN: 'HIGH' },
			agencies: { leadAgencyId: world.agency.PRB }
		});
	}, 30_000);

	test('REFER-44 only for those in its room, and only when it decided on one', async () => {
		const meetingId = await held('STAYS');
		const outside = await refer('chair', meetingId);
		expect(outside).toMatchObject({ ok: false, kind: 'missing' });
		expect(await refer('manager', meetingId)).toEqual(outside);
		expect(await refer('manager', randomUUID())).toEqual(outside);
		expect(await world.within((tx) => readReferralFromMeeting(tx, world.who.manager, meetingId))).toBeNull();
	}, 30_000);
});
