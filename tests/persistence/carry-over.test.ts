import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { readLastProse } from '#server/application/read-last-prose.ts';
import {
	accept,
	addAction,
	anotherCase,
	auditOf,
	CASE_WORDS,
	confirm,
	convene,
	conveneInput,
	conveneReview,
	finishedMeeting,
	INVITED,
	letReaderIn,
	lock,
	NOTES,
	openWorld,
	recordDecisions,
	riskTexts,
	startedMeeting,
	traces,
	type Who,
	type World,
	wordsOf,
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
afterAll(() => area.close());

const folded = async (meetingId: string): Promise<Meeting> => {
	const found = await world.application.admission.register(world.who.coordinator, meetingId);
	if (!found.ok) throw new Error(found.message);
	return found.value;
};
const locked = async (meetingId: string) => {
	const answer = await lock(world, meetingId);
	if (!answer.ok) throw new Error(`${answer.message} ${JSON.stringify(answer.problems)}`);
};
const letEverybodyIn = async (meetingId: string) => {
	for (const who of INVITED) await accept(world, who, meetingId);
	for (const who of ['manager', 'social'] as const) await confirm(world, who, meetingId);
};
const outcome = (meetingId: string, number: string, status: string, evidence = 'Seen by the police') =>
	world.does('chair', meetingId, 'record-action-outcome', { number, status, evidence, completedOn: null });

/** Ended: R1 open with A1 and A2, R2 resolved, R3 removed; A3 removed. */
async function firstMeeting(): Promise<string> {
	const meetingId = await startedMeeting(world);
	for (let n = 0; n < 3; n++) await world.does('social', meetingId, 'add-risk');
	await addAction(world, meetingId, { due: '2027-05-21' });
	await addAction(world, meetingId, {
		due: null,
		standing: { frequency: 'Every month', nextCheck: '2027-04-22' },
		supporterIds: [world.who.manager.personId]
	});
	await addAction(world, meetingId);
	await world.does('chair', meetingId, 'remove-action', { number: 'A3', reason: 'Entered twice' });
	await world.does('chair', meetingId, 'set-risk-values', {
		key: 'R1',
		to: { pillar: 'SUPERVISION', orientation: 'PROTECTIVE', status: 'INCREASED' }
	});
	await world.does('chair', meetingId, 'set-risk-values', { key: 'R2', to: { status: 'RESOLVED' } });
	await world.does('chair', meetingId, 'remove-risk', { key: 'R3', reason: 'Same as R1' });
	await writeFirstWords(world, meetingId, 'plan', {
		...riskTexts('R1'),
		'R1.noActionReason': 'Only for this meeting',
		'R2.risk': 'Settled since',
		'R3.risk': 'Entered twice',
		'A1.text': CASE_WORDS.action,
		'A1.completionEvidence': 'A note of each inspection',
		'A2.text': 'Check his address',
		'A3.text': 'The same again'
	});
	await writeFirstWords(world, meetingId, 'minutes', NOTES);
	await recordDecisions(world, meetingId);
	await world.does('chair', meetingId, 'end-meeting');
	return meetingId;
}

/** What the next meeting starts from, in facts and words. */
const OPEN_WORDS = {
	...riskTexts('R1'),
	'A1.text': CASE_WORDS.action,
	'A1.completionEvidence': 'A note of each inspection',
	'A2.text': 'Check his address'
};
const expectCarried = async (nextId: string, fromId: string) => {
	const { rmp } = await folded(nextId);
	expect(rmp.carriedFrom).toEqual({ meetingId: fromId, seq: 1 });
	expect(rmp.risks).toMatchObject([
		{
			...{ key: 'R1', pillar: 'SUPERVISION', orientation: 'PROTECTIVE', status: 'INCREASED' },
			...{ sinceMeeting: 1, reviewed: false, removed: null }
		}
	]);
	expect(rmp.actions).toMatchObject([
		{ number: 'A1', owner: { personId: world.who.social.personId }, due: '2027-05-21', outcome: null, sinceMeeting: 1 },
		{
			number: 'A2',
			due: null,
			standing: { frequency: 'Every month', nextCheck: '2027-04-22' },
			supporters: [{ personId: world.who.manager.personId }]
		}
	]);
	expect((await wordsOf(world, nextId, 'plan')).fields).toEqual(OPEN_WORDS);
	expect((await wordsOf(world, nextId, 'minutes')).fields).toEqual({});
	expect((await wordsOf(world, nextId, 'plan')).authors.map((author) => author.personId)).toEqual(
		Object.keys(OPEN_WORDS).map(() => null)
	);
};

describe('from one meeting to the next', () => {
	test('ITEM-28 R1 core members read what the last meeting wrote under an item, others only if they were there', async () => {
		const first = await finishedMeeting(world);
		await locked(first);
		const next = await conveneReview(world);
		await letEverybodyIn(next);
		await letReaderIn(world, next);
		const reading = { database: world.store.database, admission: world.application.admission };
		const asks = (who: Who, code = 'RISK') => readLastProse(reading, world.who[who], next, code);
		const read = await asks('social');
		expect(read).toMatchObject({ ok: true, value: { notes: NOTES['RISK.notes'] } });
		expect(read.ok && read.value?.reference).toMatch(/\/1$/);
		expect(await asks('minuteTaker')).toEqual(read);
		expect(await asks('housing')).toEqual({ ok: true, value: null });
		expect(await asks('deputy')).toMatchObject({ kind: 'missing' });
		expect(await asks('social', 'NOTHING')).toMatchObject({ kind: 'missing' });
		expect(await readLastProse(reading, world.who.chair, first, 'RISK')).toEqual({ ok: true, value: null });
		expect((await auditOf(world, first, 'view-final-minutes')).map(({ actorId }) => actorId)).toEqual([
			...[world.who.social.personId, world.who.minuteTaker.personId]
		]);
	});

	test('CARRY-1 nothing open vanishes: open risks, open actions and all their words begin the next meeting', async () => {
		const first = await firstMeeting();
		await locked(first);
		const next = await conveneReview(world);
		await expectCarried(next, first);
		expect((await traces(world, next)).events.filter((row) => row.type === 'plan-carried-over')).toHaveLength(1);
	});

	test('CARRY-2 a meeting convened before the lock gets its plan at the lock, once', async () => {
		const first = await firstMeeting();
		const next = await conveneReview(world);
		expect((await folded(next)).rmp.risks).toEqual([]);
		expect((await wordsOf(world, next, 'plan')).head).toBe(0);
		await locked(first);
		await expectCarried(next, first);
		expect((await traces(world, next)).events.filter((row) => row.type === 'plan-carried-over')).toHaveLength(1);
	});

	test('CARRY-2 convening at the same moment as the lock carries over exactly once, whoever is first', async () => {
		for (let round = 0; round < 3; round++) {
			world = await anotherCase(area);
			const first = await finishedMeeting(world);
			const [sealed, next] = await Promise.all([lock(world, first), conveneReview(world)]);
			expect(sealed.ok).toBe(true);
			expect((await traces(world, next)).events.filter((row) => row.type === 'plan-carried-over')).toHaveLength(1);
			expect((await wordsOf(world, next, 'plan')).fields).toEqual({ ...riskTexts('R1'), 'A1.text': CASE_WORDS.action });
		}
	});

	test('CARRY-3 what is completed is not carried on, its number is never used again, and the open rest is', async () => {
		const first = await firstMeeting();
		await locked(first);
		const second = await conveneReview(world);
		await letEverybodyIn(second);
		await world.does('chair', second, 'start-meeting');
		await world.does('chair', second, 'add-risk');
		const added = await addAction(world, second);
		expect([added, (await folded(second)).rmp.risks.map((row) => row.key)]).toEqual(['A4', ['R1', 'R4']]);
		await outcome(second, 'A1', 'COMPLETED');
		await outcome(second, 'A2', 'NOT_COMPLETED', 'Nobody was at home');
		await world.does('chair', second, 'remove-risk', { key: 'R4', reason: 'Entered by mistake' });
		await world.does('chair', second, 'set-risk-values', { key: 'R1', to: { status: 'OPEN' } });
		await world.does('chair', second, 'check-previous-minutes', { outcome: 'AGREED', correction: '' });
		await world.does('chair', second, 'remove-action', { number: 'A4', reason: 'Not needed after all' });
		await writeFirstWords(world, second, 'minutes', NOTES);
		await recordDecisions(world, second);
		await world.does('chair', second, 'end-meeting');
		await locked(second);
		const third = await conveneReview(world);
		const { rmp } = await folded(third);
		expect(rmp.actions.map((row) => [row.number, row.status, row.evidence])).toEqual([
			['A2', 'NOT_COMPLETED', 'Nobody was at home']
		]);
		expect(rmp.risks.map((row) => [row.key, row.sinceMeeting])).toEqual([['R1', 1]]);
		expect(rmp.highest).toEqual({ R: 4, A: 4 });
		const { fields } = await wordsOf(world, third, 'plan');
		expect([fields['A2.text'], fields['A1.text'], fields['R1.risk']]).toEqual([
			'Check his address',
			undefined,
			CASE_WORDS.risk
		]);
		await letEverybodyIn(third);
		await world.does('chair', third, 'start-meeting');
		expect([await addAction(world, third), (await world.does('chair', third, 'add-risk')).events[0]?.event]).toEqual([
			'A5',
			expect.objectContaining({ key: 'R5' })
		]);
	});

	test('CARRY-3 what is taken out of the plan with a reason is nobody’s work any more', async () => {
		await locked(await finishedMeeting(world));
		const second = await conveneReview(world);
		await letEverybodyIn(second);
		await world.does('chair', second, 'start-meeting');
		await world.does('chair', second, 'remove-action', { number: 'A1', reason: 'The phone was given back' });
		await world.does('chair', second, 'set-risk-values', { key: 'R1', to: { status: 'RESOLVED' } });
		await world.does('chair', second, 'check-previous-minutes', { outcome: 'AGREED', correction: '' });
		await writeFirstWords(world, second, 'minutes', { ...NOTES, 'RMP.notes': 'Settled', 'ACTIONS_PREV.notes': 'None' });
		await recordDecisions(world, second);
		await world.does('chair', second, 'end-meeting');
		await locked(second);
		const rows = await world.within((tx) =>
			tx.select().from(schema.action).where(eq(schema.action.caseId, world.caseId))
		);
		expect(rows).toMatchObject([
			{ number: 'A1', status: 'NO_LONGER_NEEDED', evidence: 'The phone was given back', text: CASE_WORDS.action }
		]);
		const { rmp } = await folded(await conveneReview(world));
		expect([rmp.risks, rmp.actions, rmp.highest]).toEqual([[], [], { R: 1, A: 1 }]);
	});

	test('CARRY-4 a meeting cannot start while the minutes before it are open', async () => {
		const first = await finishedMeeting(world);
		const next = await conveneReview(world);
		await letEverybodyIn(next);
		const before = await traces(world, next);
		expect(await world.run('chair', next, 'start-meeting')).toMatchObject({ ok: false, kind: 'not-now' });
		expect(await traces(world, next)).toEqual(before);
		await locked(first);
		expect(await world.run('chair', next, 'start-meeting')).toMatchObject({ ok: true });
	});

	test('CARRY-5 there is one next meeting: convening twice is refused, also at once', async () => {
		const input = conveneInput(world);
		const both = await Promise.all([1, 2, 3].map(() => world.runArea('coordinator', 'convene-meeting', input)));
		expect(both.map((one) => (one.ok ? 'convened' : one.kind)).sort()).toEqual(['convened', 'not-now', 'not-now']);
		expect(await world.runArea('coordinator', 'convene-meeting', input)).toMatchObject({ kind: 'not-now' });
	});

	test('CARRY-5 what cannot be convened leaves nothing: unknown cases, people of elsewhere, the case manager in the chair without a reason', async () => {
		const elsewhere = await openWorld(area.store);
		const rows = () => world.store.owner`select count(*)::int as n from meeting where case_id = ${world.caseId}`;
		const attempt = (over: object) => world.runArea('coordinator', 'convene-meeting', conveneInput(world, over));
		const unknown = await attempt({ caseId: randomUUID() });
		expect(unknown).toMatchObject({ ok: false, kind: 'missing' });
		for (const caseId of [elsewhere.caseId, 'x']) expect(await attempt({ caseId })).toEqual(unknown);
		const stranger = elsewhere.who.chair.personId;
		for (const over of [
			{ chairId: stranger },
			{ minuteTakerId: stranger },
			{ chairId: world.who.manager.personId },
			{ invitees: [{ personId: stranger, capacity: 'CORE', request: 'What you know' }] },
			{ scheduledDate: '2020-01-02' },
			{ type: 'REVIEW' }
		])
			expect(await attempt(over), JSON.stringify(over)).toMatchObject({ ok: false, kind: 'invalid' });
		expect(await world.runArea('chair', 'convene-meeting', conveneInput(world))).toMatchObject({ kind: 'forbidden' });
		expect((await rows())[0]?.n).toBe(0);
		await convene(world);
		expect((await rows())[0]?.n).toBe(1);
		await elsewhere.close();
	});
});
