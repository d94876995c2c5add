import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { type AskedVersions, readPlanVersions } from '#server/application/read-plan-versions.ts';
import { readFinal } from '#server/application/read-room.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import {
	accept,
	anotherCase,
	auditOf,
	confirm,
	conveneReview,
	finishedMeeting,
	INVITED,
	lock,
	NOTES,
	openWorld,
	recordDecisions,
	type Who,
	type World,
	writeFirstWords
} from '../support/meeting-world.ts';

let area: World;
let world: World;

beforeAll(async () => {
	area = await openWorld();
});
beforeEach(async () => {
	world = await anotherCase(area);
});
afterEach(() => area.passDays(1));
afterAll(async () => {
	await closePdfWorker();
	await area.close();
});

const LAST_TWO: AskedVersions = { from: null, to: null };
const look = (who: Who | Actor, asked = LAST_TWO, caseId = world.caseId) =>
	readPlanVersions(
		{ database: world.store.database, admission: world.application.admission },
		typeof who === 'string' ? world.who[who] : who,
		caseId,
		asked
	);
const seen = async (who: Who, asked = LAST_TWO) => {
	const answer = await look(who, asked);
	if (!answer.ok) throw new Error(answer.message);
	return answer.value;
};
const folded = async (meetingId: string): Promise<Meeting> => {
	const found = await world.application.admission.register(world.who.coordinator, meetingId);
	if (!found.ok) throw new Error(found.message);
	return found.value;
};
const lockIt = async (meetingId: string): Promise<void> => {
	const answer = await lock(world, meetingId);
	if (!answer.ok) throw new Error(`${answer.message} ${JSON.stringify(answer.problems)}`);
};
const begin = async (): Promise<string> => {
	const next = await conveneReview(world);
	for (const who of INVITED) await accept(world, who, next);
	for (const who of ['manager', 'social'] as const) await confirm(world, who, next);
	await world.does('chair', next, 'start-meeting');
	return next;
};
const mark = (meetingId: string, who: Who, over: object = {}) =>
	world.run(who, meetingId, 'mark-indicator', {
		...{ key: 'R1', side: 'positive', line: 1, mark: 'SEEN', source: 'Police log', on: '2026-12-10', edition: 0 },
		...over
	});
/** The second meeting, reviewed and locked: a risk increased, its indicators marked, its action passed on. */
async function reviewed(): Promise<string> {
	const next = await begin();
	expect((await mark(next, 'social')).ok).toBe(true);
	await world.does('chair', next, 'set-risk-values', { key: 'R1', to: { status: 'INCREASED', victims: ['V1'] } });
	await world.does('chair', next, 'record-action-outcome', {
		...{ number: 'A1', status: 'IN_PROGRESS', evidence: 'Inspected twice, clear', completedOn: null }
	});
	await world.does('chair', next, 'set-action-values', {
		number: 'A1',
		to: { ownerId: world.who.manager.personId, controlType: 'EXTERNAL', victims: ['V1'] }
	});
	await writeFirstWords(world, next, 'minutes', NOTES);
	await world.does('chair', next, 'check-previous-minutes', { outcome: 'AGREED', correction: '' });
	await recordDecisions(world, next);
	await world.does('chair', next, 'end-meeting');
	await lockIt(next);
	return next;
}

describe('from one plan to the next', () => {
	test('PLAN-12 the indicators of the adopted plan are handed on one by one, and a mark outlives a rewritten text', async () => {
		await lockIt(await finishedMeeting(world));
		const next = await begin();
		expect((await folded(next)).rmp.adopted).toEqual({
			R1: { positive: ['No zone alerts'], negative: ['Asks for the address'] }
		});
		expect((await mark(next, 'social')).ok).toBe(true);
		expect((await folded(next)).rmp.marked).toMatchObject({
			'R1.positive.1': {
				mark: 'SEEN',
				source: 'Police log',
				on: '2026-12-10',
				edition: 1,
				by: world.who.social.personId
			}
		});
		expect((await auditOf(world, next, 'mark-indicator')).map(({ actorId }) => actorId)).toEqual([
			world.who.social.personId
		]);
	});

	test('PLAN-12 two people who mark the same indicator at once: one is stored, the other is told', async () => {
		await lockIt(await finishedMeeting(world));
		const next = await begin();
		const answers = await Promise.all([mark(next, 'social'), mark(next, 'manager', { mark: 'NOT_SEEN' })]);
		expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
		expect(answers.find(({ ok }) => !ok)).toMatchObject({ ok: false, kind: 'changed-meanwhile' });
		expect((await mark(next, 'housing')).ok).toBe(false);
	});
});

describe('plans side by side', () => {
	test('PLAN-13 what two meetings adopted is compared, and the record tells the same', async () => {
		await lockIt(await finishedMeeting(world));
		const second = await reviewed();
		const page = await seen('coordinator');
		expect(page.versions.map(({ seq, kind }) => [seq, kind])).toEqual([
			[1, 'adopted'],
			[2, 'adopted']
		]);
		expect([page.from?.seq, page.to?.seq]).toEqual([1, 2]);
		expect(page.compared?.risks).toMatchObject([{ name: 'R1', change: 'changed' }]);
		expect(page.compared?.risks[0]?.parts.map(({ label, before, now }) => [label, before, now])).toEqual([
			['Status', 'No change', 'Increased'],
			['Victims', '', 'V1']
		]);
		const action = page.compared?.actions[0];
		expect([action?.name, action?.parts.map(({ label, now }) => [label, now])]).toEqual([
			'A1',
			[
				['Owner', `${world.who.manager.name}, ${world.who.manager.agencyName}`],
				['Control', 'External control'],
				['Victims', 'V1'],
				['Status', 'In progress'],
				['Evidence or progress', 'Inspected twice, clear']
			]
		]);
		const reading = { database: world.store.database, admission: world.application.admission };
		const final = await readFinal(reading, world.who.chair, second, 'view-final-minutes');
		if (!final.ok) throw new Error(final.message);
		const { record } = final.value;
		expect(record.schema).toBe('mapp-meeting-final-minutes/4');
		expect(record.risks[0]).toMatchObject({
			victims: ['V1'],
			changed: 'status from No change to Increased; victims from nothing to V1',
			trend: 'New at meeting 1, now Increased',
			indicators: [
				{
					side: 'Positive',
					text: 'No zone alerts',
					mark: 'Seen',
					on: 'Thursday 10 December 2026',
					source: 'Police log'
				},
				{ side: 'Negative', text: 'Asks for the address', mark: 'Not marked', on: '', source: '' }
			]
		});
		expect(record.actions[0]?.changed).toMatch(/^owner from .*, .* to .*; control from nothing to External control; /);
		const third = await conveneReview(world);
		expect((await folded(third)).rmp.risks[0]?.trend).toEqual([
			{ seq: 1, status: 'OPEN' },
			{ seq: 2, status: 'INCREASED' }
		]);
		const back = (await seen('coordinator', { from: 2, to: 1 })).compared?.risks[0]?.parts;
		expect(back?.[0]).toEqual({ label: 'Status', kind: 'value', before: 'Increased', now: 'No change' });
		expect((await seen('coordinator', { from: 2, to: 2 })).compared).toBeNull();
		expect((await seen('coordinator', { from: 7, to: 9 })).to?.seq).toBe(2);
	});

	test('PLAN-14 whoever may not read a meeting’s minutes sees nothing of its plan, and a running plan is for its room', async () => {
		const first = await finishedMeeting(world);
		await lockIt(first);
		const second = await begin();
		const kinds = async (who: Who) => (await seen(who)).versions.map(({ seq, kind }) => [seq, kind]);
		expect(await kinds('chair')).toEqual([
			[1, 'adopted'],
			[2, 'open']
		]);
		expect(await kinds('coordinator')).toEqual([[1, 'adopted']]);
		for (const who of ['housing', 'deputy'] as const)
			expect(await look(who)).toEqual(await look(who, LAST_TWO, crypto.randomUUID()));
		expect(await look('housing')).toMatchObject({ ok: false, kind: 'missing' });
		// New at the second meeting: what that meeting was handed, as the room shows it, and no more.
		const invited = { personId: world.who.housing.personId, capacity: 'INVITED', request: 'A placement' };
		await world.does('chair', second, 'invite-person', invited);
		expect(await look('housing')).toMatchObject({ ok: false, kind: 'missing' });
		await accept(world, 'housing', second);
		await confirm(world, 'housing', second);
		expect(await kinds('housing')).toEqual([
			[1, 'handed'],
			[2, 'open']
		]);
		expect((await seen('housing')).compared?.risks).toMatchObject([{ name: 'R1', change: 'unchanged' }]);
		const excluded = await world.runArea('coordinator', 'exclude-person', {
			...{ caseId: world.caseId, personId: world.who.social.personId },
			...{ reason: 'KNOWS_VICTIM', from: '2026-12-01', until: '' }
		});
		expect(excluded.ok).toBe(true);
		expect(await look('social')).toEqual(await look('social', LAST_TWO, crypto.randomUUID()));
		for (const id of ['', 'x', "' or 1=1"])
			expect(await look('coordinator', LAST_TWO, id)).toMatchObject({ kind: 'missing' });
	});

	test('PLAN-15 who compared which plans is audited, without a word of them', async () => {
		const first = await finishedMeeting(world);
		await lockIt(first);
		const second = await begin();
		await seen('chair');
		const rows = await world.within((tx) =>
			tx.select().from(schema.auditEvent).where(eq(schema.auditEvent.actorId, world.who.chair.personId))
		);
		const own: readonly string[] = [world.caseId, first, second];
		const acts = rows.filter(({ act, objectId }) => /^(compare-plans|view-plan)$/.test(act) && own.includes(objectId));
		expect(acts.map(({ act, object, objectId }) => [act, object, objectId])).toEqual([
			['compare-plans', 'case', world.caseId],
			['view-plan', 'final-minutes', first],
			['view-plan', 'meeting', second]
		]);
	});
});
