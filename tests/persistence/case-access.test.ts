import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import type { AreaCommandName } from '#lib/cases/area-commands.ts';
import { closedPeople, mayKnowCase, readInvitableTo } from '#server/application/case-access.ts';
import { readAmendment } from '#server/application/read-amendment.ts';
import { readCase } from '#server/application/read-case.ts';
import { readCaseAccess } from '#server/application/read-case-access.ts';
import { managesCases, readCases } from '#server/application/read-cases.ts';
import { readColleagues } from '#server/application/read-colleagues.ts';
import { readConvening } from '#server/application/read-convening.ts';
import { readMyWork } from '#server/application/read-my-work.ts';
import { OF_THE_RECORD } from '#server/of-the-record.ts';
import { readRecordLanguages } from '#server/persistence/record-languages.ts';
import {
	accept,
	anotherCase,
	convene,
	conveneInput,
	openWorld,
	startedMeeting,
	traces,
	type Who,
	type World
} from '../support/meeting-world.ts';

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
const id = (who: Who) => world.who[who].personId;
const does = async (who: Who, command: AreaCommandName, input: object) => {
	const ran = await world.runArea(who, command, input);
	if (!ran.ok) throw new Error(`${command}: ${ran.message} ${JSON.stringify(ran.problems ?? [])}`);
	return ran.value;
};
const exclude = (who: Who, over: object = {}, by: Who = 'coordinator') =>
	does(by, 'exclude-person', {
		...{ caseId: world.caseId, personId: id(who), reason: 'KNOWS_VICTIM', from: '2026-12-17', until: '' },
		...over
	});
const change = (over: object) => ({ caseId: world.caseId, version: 1, reason: 'Because', ...over });
const clear = (who: Who, by: Who = 'coordinator') =>
	does(by, 'give-clearance', { personId: id(who), reason: 'Works on these cases' });
/** Everything that answers about this case or meeting, asked as this person. */
const asked = async (who: Who, meetingId: string) => {
	const { database } = world.store;
	const actor = world.who[who];
	const { admission, readRoom, readDraft, readFinal, eventsSince } = world.application;
	const answers = await Promise.all([
		readCase(database, actor, world.caseId, NOW),
		readConvening(database, actor, world.caseId),
		readAmendment(database, actor, world.caseId, 'PERSON'),
		readCaseAccess(database, actor, world.caseId, NOW),
		admission.door(actor, meetingId),
		admission.standing(actor, meetingId),
		admission.room(actor, meetingId),
		admission.register(actor, meetingId),
		admission.document({ actor, meetingId, name: 'plan' }),
		admission.document({ actor, meetingId, name: 'minutes' }),
		readRoom(actor, meetingId),
		readDraft(actor, meetingId),
		readFinal(actor, meetingId, 'export-pdf'),
		eventsSince(actor, meetingId, 0),
		world.run(who, meetingId, 'raise-hand'),
		world.run(who, meetingId, 'accept-statement', { version: 1, language: 'en' })
	]);
	return answers.map((answer) => (answer.ok ? 'seen' : answer.kind));
};

describe('an exclusion', () => {
	test('KNOW-1 to somebody excluded the case does not exist, though they were invited, confirmed and inside', async () => {
		const meetingId = await startedMeeting(world);
		expect(await asked('social', meetingId)).toContain('seen');
		await exclude('social');
		expect(new Set(await asked('social', meetingId))).toEqual(new Set(['missing']));
		const work = await readMyWork(world.store.database, world.who.social, new Date());
		expect(work.meetings.map(({ id }) => id)).not.toContain(meetingId);
	});

	test('KNOW-1 also to the co-ordinator and to the case manager', async () => {
		const meetingId = await startedMeeting(world);
		await exclude('manager');
		await exclude('coordinator', {}, 'minuteTaker');
		expect(new Set(await asked('manager', meetingId))).toEqual(new Set(['missing']));
		expect(new Set(await asked('coordinator', meetingId))).toEqual(new Set(['missing']));
		expect(
			await world.runArea(
				'coordinator',
				'amend-management',
				change({ leadAgencyId: world.agency.POL, caseManagerId: '' })
			)
		).toMatchObject({ kind: 'missing' });
		expect(await world.runArea('coordinator', 'convene-meeting', conveneInput(world))).toMatchObject({
			kind: 'missing'
		});
	});

	test('KNOW-2 the refusal is the one of a case and a meeting that do not exist', async () => {
		const meetingId = await startedMeeting(world);
		await exclude('social');
		const actor = world.who.social;
		const { admission } = world.application;
		expect(await admission.door(actor, meetingId)).toEqual(await admission.door(actor, randomUUID()));
		expect(await readCase(world.store.database, actor, world.caseId, NOW)).toEqual(
			await readCase(world.store.database, actor, randomUUID(), NOW)
		);
		expect(await world.run('social', meetingId, 'raise-hand')).toEqual(
			await world.run('social', randomUUID(), 'raise-hand')
		);
	});

	test('DOOR-9 a reference that cannot be used is answered alike, whether a case has it that one may know, one may not, or none', async () => {
		const { database } = world.store;
		const known = await world.within((tx) =>
			tx.select().from(schema.mappCase).where(eq(schema.mappCase.id, world.caseId))
		);
		const open = (who: Who, ref: string) => {
			const { category, leadAgencyId, subject, facts } = known[0]!;
			const input = { ref, category, level: 2, leadAgencyId, caseManagerId: '', subject, facts };
			return world.runArea(who, 'open-case', input);
		};
		const seen = await open('coordinator', known[0]!.ref);
		expect(seen).toMatchObject({ ok: false, kind: 'invalid', problems: [{ field: 'ref' }] });
		await exclude('minuteTaker');
		expect(await readCase(database, world.who.minuteTaker, world.caseId, NOW)).toMatchObject({ ok: false });
		expect(await open('minuteTaker', known[0]!.ref)).toEqual(seen);
		expect(await open('minuteTaker', 'R-2026-777')).toEqual(seen);
		expect(JSON.stringify(seen)).not.toMatch(/case|exist|already/i);
	});

	test('KNOW-3 nobody excluded is offered, invited, named as a deputy, confirmed again or given the chair', async () => {
		const meetingId = await startedMeeting(world);
		await exclude('deputy');
		await exclude('social');
		const offered = await world.within((tx) => readInvitableTo(tx, world.caseId));
		expect(offered.map(({ personId }) => personId)).not.toContain(id('deputy'));
		const page = await readConvening(world.store.database, world.who.coordinator, world.caseId);
		expect(JSON.stringify(page)).not.toContain(id('deputy'));
		expect(
			(await readColleagues(world.store.database, world.who.social, meetingId)).map((one) => one.personId)
		).not.toContain(id('deputy'));
		const invite = { personId: id('deputy'), capacity: 'CORE', request: 'What you know' };
		const nobody = { ...invite, personId: randomUUID() };
		expect(await world.run('chair', meetingId, 'invite-person', invite)).toEqual(
			await world.run('chair', meetingId, 'invite-person', nobody)
		);
		expect(await world.run('chair', meetingId, 'confirm-attendee', { personId: id('social') })).toMatchObject({
			kind: 'missing'
		});
		expect(
			await world.run('coordinator', meetingId, 'hand-over-chair', { personId: id('social'), reason: 'x' })
		).toMatchObject({ kind: 'missing' });
		await world.does('chair', meetingId, 'add-risk');
		await world.does('chair', meetingId, 'add-action', { riskKeys: ['R1'] });
		const owned = (ownerId: string) =>
			world.run('chair', meetingId, 'set-action-values', { number: 'A1', to: { ownerId } });
		expect(await owned(id('deputy'))).toEqual(await owned(randomUUID()));
		expect(await owned(id('manager'))).toMatchObject({ ok: true });
		const other = await anotherCase(area);
		const late = conveneInput(other, { invitees: [invite] });
		expect(await world.runArea('coordinator', 'convene-meeting', { ...late, caseId: world.caseId })).toMatchObject({
			ok: false
		});
		expect(await world.runArea('coordinator', 'convene-meeting', late)).toMatchObject({ ok: true });
	});

	test('KNOW-4 at meetings that can still change the seat is taken back in the same transaction, the conflict is excused, and why is not said', async () => {
		const meetingId = await convene(world);
		await accept(world, 'social', meetingId);
		await exclude('social');
		const { events, invitations } = await traces(world, meetingId);
		expect(events.slice(-2).map(({ type }) => type)).toEqual(['attendee-removed', 'attendance-recorded']);
		expect(JSON.stringify(events.slice(-2))).toContain('EXCUSED_CONFLICT');
		expect(JSON.stringify(events.slice(-2))).not.toMatch(/exclu|victim/i);
		expect(invitations.find(({ personId }) => personId === id('social'))?.removedAt).not.toBeNull();
	});

	test('KNOW-4 whoever was there stays recorded as they were, and the chair keeps the seat until it is handed over', async () => {
		const meetingId = await startedMeeting(world);
		await exclude('chair');
		const { events } = await traces(world, meetingId);
		expect(events.map(({ type }) => type)).not.toContain('attendee-removed');
		expect(new Set(await asked('chair', meetingId))).toEqual(new Set(['missing']));
		const page = await readCaseAccess(world.store.database, world.who.coordinator, world.caseId, NOW);
		expect(page.ok && page.value.held).toMatchObject([{ name: world.who.chair.name, what: 'chairs meeting 1' }]);
		await world.does('coordinator', meetingId, 'hand-over-chair', {
			personId: id('manager'),
			reason: 'Another must chair'
		});
		expect(await world.run('manager', meetingId, 'pause-meeting', { reason: 'x' })).toMatchObject({ ok: true });
	});

	test('KNOW-5 it ends when somebody ends it or after its last day, and says who recorded it', async () => {
		await exclude('social', { until: '2026-12-31' });
		const closed = () => world.within((tx) => closedPeople(tx, world.caseId, [id('social')]));
		const page = await readCaseAccess(world.store.database, world.who.coordinator, world.caseId, NOW);
		if (!page.ok) throw new Error(page.message);
		const [one] = page.value.exclusions;
		expect(one).toMatchObject({ reason: 'KNOWS_VICTIM', recordedBy: world.who.coordinator.name, isInForce: true });
		expect((await closed()).size).toBe(1);
		await world.store
			.owner`update case_exclusion set until = (now() at time zone 'Europe/London')::date - 1 where id = ${one?.id ?? ''}`;
		expect((await closed()).size).toBe(0);
		await exclude('social');
		expect((await closed()).size).toBe(1);
		const again = await readCaseAccess(world.store.database, world.who.coordinator, world.caseId, NOW);
		const open = again.ok && again.value.exclusions.find(({ ended, until }) => !ended && until === null);
		await does('coordinator', 'end-exclusion', {
			caseId: world.caseId,
			exclusionId: open ? open.id : '',
			reason: 'No conflict after all'
		});
		expect((await closed()).size).toBe(0);
	});

	test('KNOW-6 who is excluded is for those who keep the lists: the case manager’s page says nothing of it', async () => {
		await exclude('deputy');
		const manager = await readCase(world.store.database, world.who.manager, world.caseId, NOW);
		expect(JSON.stringify(manager)).not.toContain('Campion');
		const unit = await readCase(world.store.database, world.who.coordinator, world.caseId, NOW);
		expect(unit.ok && unit.value.history[0]).toMatchObject({ part: 'EXCLUSION', by: world.who.coordinator.name });
		expect(await readCaseAccess(world.store.database, world.who.manager, world.caseId, NOW)).toMatchObject({
			kind: 'missing'
		});
	});

	test('WELSH-18 whose seat is taken back reads why in the language of the record, and so does the record', async () => {
		const meetingId = await startedMeeting(world);
		await world.does('chair', meetingId, 'set-record-language', { language: 'cy' });
		const welsh = { ...OF_THE_RECORD, leftBecauseWord: { CASE_CLOSED: 'Nid yw’n cymryd rhan', SHARE_ENDED: '' } };
		const slot = globalThis as { [key: symbol]: Map<string, object> | undefined };
		const speakers = Symbol.for('mapp.speakers');
		slot[speakers] = new Map([['cy', { ofTheRecord: welsh }]]);
		try {
			await exclude('manager');
		} finally {
			delete slot[speakers];
		}
		const room = await world.application.admission.room(world.who.chair, meetingId);
		expect(room.ok && room.value.attendance.seats[id('manager')]?.removed?.reason).toBe('Nid yw’n cymryd rhan');
	});

	test('WELSH-20 what was typed for a record is told with its language, where the area keeps more than one', async () => {
		const meetingId = await startedMeeting(world);
		const told = () => world.within((tx) => readRecordLanguages(tx, world.areaId, [meetingId]));
		const keeps = (languages: string[]) =>
			world.within((tx) => tx.update(schema.area).set({ languages }).where(eq(schema.area.id, world.areaId)));
		await keeps(['en', 'cy']);
		expect((await told()).get(meetingId)).toBe('en');
		await world.does('chair', meetingId, 'set-record-language', { language: 'cy' });
		expect((await told()).get(meetingId)).toBe('cy');
		await keeps(['en']);
		expect((await told()).size).toBe(0);
	});

	test('KNOW-6 a date to come, a past end, a person of another area and a second one are refused at their field', async () => {
		const refused = (over: object) =>
			world.runArea('coordinator', 'exclude-person', {
				...{ caseId: world.caseId, personId: id('deputy'), reason: 'RELATED', from: '2026-12-17', until: '' },
				...over
			});
		for (const [over, field] of [
			[{ from: '2026-12-18' }, 'from'],
			[{ until: '2026-12-16' }, 'until'],
			[{ personId: randomUUID() }, 'personId'],
			[{ reason: 'BECAUSE' }, 'reason']
		] as const)
			expect(await refused(over)).toMatchObject({ kind: 'invalid', problems: [{ field }] });
		await exclude('deputy', { reason: 'RELATED' });
		expect(await refused({})).toMatchObject({ ok: true });
		expect(await refused({ until: '2027-01-31' })).toMatchObject({ problems: [{ field: 'personId' }] });
	});
});

describe('a restriction and Category 4', () => {
	test('KNOW-7 of a restricted case only those named know, whoever restricted it among them', async () => {
		const meetingId = await startedMeeting(world);
		await does('coordinator', 'name-for-case', { caseId: world.caseId, personId: id('social') });
		await does('coordinator', 'restrict-case', { caseId: world.caseId, reason: 'A colleague is named in it' });
		expect(await asked('coordinator', meetingId)).toContain('seen');
		expect(await asked('social', meetingId)).toContain('seen');
		for (const who of ['manager', 'minuteTaker', 'chair'] as const)
			expect(new Set(await asked(who, meetingId)), who).toEqual(new Set(['missing']));
		expect(
			await world.runArea('coordinator', 'unname-for-case', { caseId: world.caseId, personId: id('coordinator') })
		).toMatchObject({ kind: 'invalid' });
		await does('coordinator', 'lift-restriction', { caseId: world.caseId, reason: 'Over' });
		expect(await asked('minuteTaker', meetingId)).toContain('seen');
	});

	test('KNOW-8 without the clearance a Category 4 case does not exist, and it goes with the clearance', async () => {
		const meetingId = await startedMeeting(world);
		await expect(clear('coordinator', 'coordinator')).rejects.toThrow('your own clearance');
		expect(await world.runArea('coordinator', 'change-category', change({ category: 4 }))).toMatchObject({
			problems: [{ field: 'category' }]
		});
		await world.within((tx) =>
			tx
				.update(schema.person)
				.set({ roles: ['MAPPA_COORDINATOR'] })
				.where(eq(schema.person.id, id('housing')))
		);
		const other = { ...world.who.housing, roles: ['MAPPA_COORDINATOR'] as const };
		const give = (personId: string) =>
			world.application.runAreaCommand({
				actor: other,
				command: 'give-clearance',
				input: { personId, reason: 'Works on them' },
				stepUpAt: new Date('2100-01-01')
			});
		expect(await give(other.personId)).toMatchObject({ kind: 'forbidden' });
		expect(await give(id('coordinator'))).toMatchObject({ ok: true });
		await clear('social');
		await does('coordinator', 'change-category', change({ category: 4, alsoFits: ['1'] }));
		expect(await asked('coordinator', meetingId)).toContain('seen');
		expect(await asked('social', meetingId)).toContain('seen');
		for (const who of ['manager', 'minuteTaker', 'chair'] as const)
			expect(new Set(await asked(who, meetingId)), who).toEqual(new Set(['missing']));
		await does('coordinator', 'take-clearance', { personId: id('social'), reason: 'No longer needed' });
		expect(new Set(await asked('social', meetingId))).toEqual(new Set(['missing']));
		const audits = await world.within((tx) =>
			tx
				.select()
				.from(schema.auditEvent)
				.where(eq(schema.auditEvent.objectId, id('social')))
		);
		expect(audits.map(({ act }) => act)).toEqual(expect.arrayContaining(['give-clearance', 'take-clearance']));
	});

	test('KNOW-9 another area’s co-ordinator finds nothing, whatever they ask', async () => {
		const meetingId = await startedMeeting(world);
		const foreign = await openWorld(world.store);
		const stranger = { ...world, who: { ...world.who, coordinator: foreign.who.coordinator } };
		const { database } = world.store;
		const actor = stranger.who.coordinator;
		for (const answer of [
			await readCase(database, actor, world.caseId, NOW),
			await readConvening(database, actor, world.caseId),
			await world.application.admission.door(actor, meetingId),
			await world.application.runAreaCommand({
				actor,
				command: 'exclude-person',
				input: { caseId: world.caseId, personId: actor.personId, reason: 'RELATED', from: '2026-12-17' }
			})
		])
			expect(answer).toMatchObject({ kind: 'missing' });
		expect(await database.withArea(actor.areaId, (tx) => mayKnowCase(tx, actor, world.caseId))).toBe(false);
		await foreign.close();
	});

	test('KNOW-10 lists, counts and the menu leave out what one may not know', async () => {
		const before = await readCases(world.store.database, world.who.minuteTaker, NOW);
		await exclude('minuteTaker');
		const after = await readCases(world.store.database, world.who.minuteTaker, NOW);
		expect(before.ok && after.ok && before.value.total - after.value.total).toBe(1);
		expect(JSON.stringify(after)).not.toContain(world.caseId);
		const lone = await world.within(async (tx) => {
			await tx
				.update(schema.mappCase)
				.set({ caseManagerId: id('deputy') })
				.where(eq(schema.mappCase.id, world.caseId));
			return managesCases(tx, id('deputy'));
		});
		expect(lone).toBe(true);
		await exclude('deputy');
		expect(await world.within((tx) => managesCases(tx, id('deputy')))).toBe(false);
	});
});

test('KNOW-3 a case manager to whom the case is closed is refused like somebody who does not exist', async () => {
	await exclude('deputy');
	const to = (caseManagerId: string) =>
		world.runArea('coordinator', 'amend-management', change({ leadAgencyId: world.agency.POL, caseManagerId }));
	expect(await to(id('deputy'))).toEqual(await to(randomUUID()));
});
