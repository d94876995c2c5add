import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLAN_COLUMNS } from '#lib/import/plan-list.ts';
import { fileFingerprint } from '#server/application/import-people.ts';
import { type PlanFile, previewPlan, readPlanCase } from '#server/application/import-plan.ts';
import { readConvening } from '#server/application/read-convening.ts';
import { readDocument } from '#server/persistence/document-log.ts';
import { documentsOf } from '#server/persistence/final-records.ts';
import { anotherCase, convene, conveneInput, openWorld, startedMeeting, type World } from '../support/meeting-world.ts';

let area: World;
beforeAll(async () => {
	area = await openWorld();
});
afterAll(() => area.close());

/** As a spreadsheet saves it: formulas stand in it as they are. */
const csvText = (rows: readonly (readonly string[])[]): string =>
	rows.map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\r\n');
const cells = (row: Partial<Record<string, string>>): string[] => PLAN_COLUMNS.map(({ name }) => row[name] ?? '');
const bytesOf = (text = 'Visit weekly'): Uint8Array =>
	new TextEncoder().encode(
		csvText([
			PLAN_COLUMNS.map(({ heading }) => heading),
			cells({ number: 'R2', risk: '=Threatens V1', contingency: 'Recall' }),
			cells({ number: 'A4', risks: 'R2', text, due: '2027-01-08', progress: 'Two visits kept' }),
			cells({ number: 'A5', risks: 'R2', text: 'Done before', due: '2026-10-01', status: 'Completed' })
		])
	);
const planFile = (over: Partial<PlanFile> = {}): PlanFile => ({
	...{ bytes: bytesOf(), isRecord: false, adoptedOn: '2026-11-26' },
	...over
});
const take = (world: World, file = planFile(), who: 'coordinator' | 'social' = 'coordinator') =>
	world.application.importPlan(world.who[who], world.caseId, file);
const begun = async (world: World, meetingId: string) => {
	const [event] = await world.store.owner`
		select data from meeting_event where meeting_id = ${meetingId} and type = 'plan-carried-over'`;
	const texts = await world.within(
		async (tx) => (await readDocument(tx, (await documentsOf(tx, meetingId)).plan)).fields
	);
	return { event: event?.data, texts };
};

describe('importing the plan of a running case', () => {
	test('IMPORT-15 the first meeting here begins with it, as a review, and says from whom and from which file', async () => {
		const world = await anotherCase(area);
		expect(await take(world)).toEqual({ ok: true, value: null });
		const page = await readConvening(world.store.database, world.who.coordinator, world.caseId);
		expect(page).toMatchObject({
			ok: true,
			value: { imported: { mark: { adoptedOn: '2026-11-26' } }, carried: { actions: [{ number: 'A4' }] } }
		});
		expect(await world.runArea('coordinator', 'convene-meeting', conveneInput(world))).toMatchObject({
			problems: [{ field: 'type' }]
		});
		const meetingId = await convene(world, { type: 'REVIEW', lateReason: 'The area changed its service' });
		const { event, texts } = await begun(world, meetingId);
		expect(event).toMatchObject({
			risks: [{ key: 'R2', reviewed: false }],
			actions: [{ number: 'A4', evidence: 'Two visits kept', outcome: null }],
			highest: { R: 2, A: 5 },
			imported: { sha256: fileFingerprint(bytesOf()), adoptedOn: '2026-11-26' }
		});
		expect(event.imported.by).toContain(world.who.coordinator.name);
		expect(texts).toEqual({
			...{ 'R2.risk': '=Threatens V1', 'R2.contingency': 'Recall', 'A4.text': 'Visit weekly' }
		});
	});

	test('IMPORT-15 a meeting convened already gets it at once', async () => {
		const world = await anotherCase(area);
		const meetingId = await convene(world);
		expect(await take(world)).toMatchObject({ ok: true });
		expect(await begun(world, meetingId)).toMatchObject({ texts: { 'A4.text': 'Visit weekly' } });
		expect(await take(world, planFile({ bytes: bytesOf('Another') }))).toMatchObject({ ok: false, kind: 'not-now' });
		await world.does('minuteTaker', meetingId, 'accept-statement', { version: 1, language: 'en' });
		const room = await world.application.readRoom(world.who.minuteTaker, meetingId);
		expect(room).toMatchObject({ ok: true, value: { previousTexts: { 'R2.contingency': 'Recall' } } });
	});

	test('IMPORT-15 convening and importing at the same moment bring it once, whoever is first', async () => {
		for (let round = 0; round < 3; round += 1) {
			const world = await anotherCase(area);
			const [taken] = await Promise.all([
				take(world),
				world.runArea('coordinator', 'convene-meeting', conveneInput(world))
			]);
			expect(taken).toMatchObject({ ok: true });
			const rows = await world.store.owner`
				select m.id, count(e.version)::int n from meeting m left join meeting_event e
					on e.meeting_id = m.id and e.type = 'plan-carried-over'
				where m.case_id = ${world.caseId} group by m.id`;
			// Refused as "choose a review" when the plan came first; otherwise the meeting has it.
			expect(rows.map(({ n }) => n)).toEqual(rows.length === 0 ? [] : [1]);
		}
	});

	test('IMPORT-16 D-7 D-9 not twice, not into a meeting that has begun, and nothing is left of what was refused', async () => {
		const world = await anotherCase(area);
		expect(await take(world)).toMatchObject({ ok: true });
		expect(await take(world)).toMatchObject({ ok: false, status: 422 });
		const other = await anotherCase(area);
		await startedMeeting(other);
		const count = () => area.store.owner`select count(*)::int n from imported_plan where case_id = ${other.caseId}`;
		expect(await take(other)).toMatchObject({ ok: false, kind: 'not-now' });
		expect((await readPlanCase(other.store.database, other.who.coordinator, other.caseId))?.closed).toContain(
			'has had a meeting'
		);
		const wrong = new TextEncoder().encode(
			csvText([PLAN_COLUMNS.map(({ heading }) => heading), cells({ number: 'R1' })])
		);
		expect(await take(other, planFile({ bytes: wrong }))).toMatchObject({ ok: false });
		expect((await count())[0]?.n).toBe(0);
	});

	test('IMPORT-16 a date to come, and a record of somebody else, are refused', async () => {
		const world = await anotherCase(area);
		for (const adoptedOn of ['', '2099-01-01', 'yesterday'])
			expect(await take(world, planFile({ adoptedOn })), adoptedOn).toMatchObject({ ok: false, status: 422 });
		const record = { schema: 'mapp-meeting-final-minutes/1', reference: 'X-1/1', lockedAt: '2026-11-26T12:00:00.000Z' };
		const other = { ...record, meeting: [], subject: [['Name', 'Somebody Else']], risks: [], actions: [] };
		const bytes = new TextEncoder().encode(JSON.stringify(other));
		expect(await take(world, planFile({ bytes, isRecord: true }))).toMatchObject({ ok: false, status: 422 });
	});

	test('IMPORT-12 only the unit, only for a case it may know of: everything else is not there', async () => {
		const world = await anotherCase(area);
		const parts = { database: world.store.database, now: new Date() };
		for (const caseId of [world.caseId, 'x', area.areaId])
			expect(await previewPlan(parts, world.who.social, caseId, planFile())).toMatchObject({ kind: 'missing' });
		expect(await previewPlan(parts, world.who.coordinator, 'x', planFile())).toMatchObject({ kind: 'missing' });
		expect(await take(world, planFile(), 'social')).toMatchObject({ kind: 'missing' });
		expect(await readPlanCase(world.store.database, world.who.social, world.caseId)).toBeNull();
	});
});
