/** People, vetting and emergency access on a real database: what the doors answer, and how soon. */
import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import type { AreaCommandName } from '#lib/cases/area-commands.ts';
import { readCase } from '#server/application/read-case.ts';
import { readCases } from '#server/application/read-cases.ts';
import { readClearances } from '#server/application/read-clearances.ts';
import { readEmergency } from '#server/application/read-emergency.ts';
import { readMyWork } from '#server/application/read-my-work.ts';
import { readPeople, readPersonPage } from '#server/application/read-people.ts';
import { readPlanVersions } from '#server/application/read-plan-versions.ts';
import { readSettings } from '#server/application/read-settings.ts';
import { createReminderClock } from '#server/mail/reminder-clock.ts';
import { noteAccessDay } from '#server/persistence/access-day.ts';
import {
	anotherCase,
	CASE_WORDS,
	convene,
	openWorld,
	startedMeeting,
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

const NOW = new Date();
const id = (who: Who) => world.who[who].personId;
const run = (who: Who, command: AreaCommandName, input: object) => world.runArea(who, command, input);
const does = async (who: Who, command: AreaCommandName, input: object) => {
	const ran = await run(who, command, input);
	if (!ran.ok) throw new Error(`${command}: ${ran.message} ${JSON.stringify(ran.problems ?? [])}`);
	return ran.value.id;
};
const person = async (personId: string) => {
	const [row] = await world.within((tx) => tx.select().from(schema.person).where(eq(schema.person.id, personId)));
	if (!row) throw new Error('nobody');
	return row;
};
/** Somebody for one test alone: nothing that is done to them disturbs the others. */
const newPerson = async (roles: readonly string[], name = `Person ${randomUUID().slice(0, 8)}`) => {
	const email = `${randomUUID()}@new.example`;
	const personId = await does('coordinator', 'add-person', {
		...{ name, roleTitle: 'Somebody', agencyId: world.agency.POL, email, grade: '', roles },
		temporaryPassword: 'nine quiet kettles hum'
	});
	return { personId, name, email };
};
const reason = 'They have changed their work';

/** Every door of the case and its meeting, as this person finds it. */
const doors = async (who: Who, meetingId: string) => {
	const { database } = world.store;
	const actor = world.who[who];
	const { admission, readRoom, readDraft, eventsSince } = world.application;
	const answers = await Promise.all([
		readCase(database, actor, world.caseId, NOW),
		admission.door(actor, meetingId),
		admission.room(actor, meetingId),
		admission.register(actor, meetingId),
		admission.document({ actor, meetingId, name: 'plan' }),
		admission.document({ actor, meetingId, name: 'minutes' }),
		readRoom(actor, meetingId),
		readDraft(actor, meetingId),
		eventsSince(actor, meetingId, 0),
		world.run(who, meetingId, 'raise-hand')
	]);
	const list = await readCases(database, actor, NOW, { all: true });
	const work = await readMyWork(database, actor, new Date('2026-12-17T10:00:00Z'));
	return [
		...answers.map((answer) => (answer.ok ? 'seen' : answer.kind)),
		list.ok && list.value.cases.some((one) => one.id === world.caseId) ? 'seen' : 'missing',
		work.meetings.some((one) => one.id === meetingId) ? 'seen' : 'missing'
	];
};
const MISSING = new Set(['missing']);
const setVetting = (who: Who, until: string) =>
	area.store.owner`update person set vetted_until = ${until === '' ? null : until} where id = ${id(who)}`;
const FAR = '2040-01-01';
/** The area's own setting, as the settings page makes it. */
const requireVetting = (value: 'YES' | 'NO') =>
	area.store
		.owner`insert into area_number (area_id, key, version, value, effective_from, source, changed_by, changed_at)
		select ${area.areaId}, 'vettingRequired', coalesce(max(version), 0) + 1, ${JSON.stringify(value)}::text::jsonb,
			'2020-01-01', 'A test', ${area.who.coordinator.personId}, now() from area_number`;

describe('relation, vetting, statement and exclusion', () => {
	test('ACCESS-12 R1 R3 any one of the four missing closes every door, and with all four they are open', async () => {
		const meetingId = await startedMeeting(world);
		const open = await doors('manager', meetingId);
		expect(open.filter((one) => one !== 'seen')).toEqual([]);
		await requireVetting('YES');
		try {
			// The setting alone: nothing recorded is not vetted.
			expect(new Set(await doors('manager', meetingId))).toEqual(MISSING);
			await setVetting('manager', FAR);
			expect(await doors('manager', meetingId)).toEqual(open);
			await setVetting('manager', '2026-01-01');
			expect(new Set(await doors('manager', meetingId))).toEqual(MISSING);
			await setVetting('manager', FAR);

			await does('coordinator', 'exclude-person', {
				...{ caseId: world.caseId, personId: id('manager'), reason: 'KNOWS_PERSON', from: '2026-11-01', until: '' }
			}).catch(async () => {
				// The co-ordinator has no date themselves, and so sees no case to exclude anybody from.
				await setVetting('coordinator', FAR);
				return does('coordinator', 'exclude-person', {
					...{ caseId: world.caseId, personId: id('manager'), reason: 'KNOWS_PERSON', from: '2026-11-01', until: '' }
				});
			});
			expect(new Set(await doors('manager', meetingId))).toEqual(MISSING);

			// No relation: vetted, not excluded, of the same area and agency.
			await setVetting('deputy', FAR);
			expect(new Set(await doors('deputy', meetingId))).toEqual(MISSING);
			// No statement: invited and vetted, and they learn of the time and place alone (R2).
			await setVetting('housing', FAR);
			await setVetting('chair', FAR);
			await world.does('coordinator', meetingId, 'invite-person', {
				...{ personId: id('housing'), capacity: 'CORE', request: 'What you know' }
			});
			const invited = await doors('housing', meetingId);
			// The door itself and their own list of meetings; nothing of the case.
			expect(invited.map((one, n) => (one === 'seen' ? n : -1)).filter((n) => n >= 0)).toEqual([1, 11]);
		} finally {
			await requireVetting('NO');
		}
	});

	test('ACCESS-13 R12 the day after a vetting raises the state of access once, and the person and the unit are told a month before', async () => {
		await requireVetting('YES');
		const version = async () =>
			(await area.store.owner`select access_version from area where id = ${area.areaId}`)[0]?.access_version as number;
		try {
			await area.within(noteAccessDay);
			const [day] = await area.store.owner`select (now() at time zone 'Europe/London')::date - 1 as gone`;
			await setVetting('social', day?.gone);
			await area.store.owner`update area set access_looked_on = access_looked_on - 2 where id = ${area.areaId}`;
			const before = await version();
			await area.within(noteAccessDay);
			expect(await version()).toBe(before + 1);
			await area.within(noteAccessDay);
			expect(await version()).toBe(before + 1);

			await setVetting('social', '2027-01-10');
			const clock = createReminderClock({
				...{ database: area.store.database, log: () => {}, everyMs: 60_000 },
				now: () => new Date('2026-12-17T10:00:00Z')
			});
			await clock.look();
			await clock.look();
			await clock.close();
			const mails = await area.within((tx) => tx.select().from(schema.outbox));
			const told = (kind: string) => mails.filter((one) => one.kind === kind).map(({ personId }) => personId);
			expect(told('vetting-ends')).toEqual([id('social')]);
			expect(told('vetting-to-renew')).toEqual([id('minuteTaker')]);
		} finally {
			await setVetting('social', '');
			await requireVetting('NO');
		}
	});
});

describe('people', () => {
	test('PEOPLE-1 a role is given and taken with a reason and the password, and whoever has it is signed out and told', async () => {
		const { personId } = await newPerson(['AGENCY_REP']);
		const give = { personId, role: 'MAPPA_ADMINISTRATOR', reason };
		expect(
			await world.application.runAreaCommand({ actor: world.who.coordinator, command: 'give-role', input: give })
		).toMatchObject({ kind: 'step-up' });
		expect(await run('coordinator', 'give-role', { ...give, reason: ' ' })).toMatchObject({ kind: 'invalid' });
		for (const who of ['minuteTaker', 'chair'] as const)
			expect(await run(who, 'give-role', give)).toMatchObject({ kind: 'forbidden' });
		await does('coordinator', 'give-role', give);
		await does('coordinator', 'give-role', give);
		expect((await person(personId)).roles).toEqual(['AGENCY_REP', 'MAPPA_ADMINISTRATOR']);
		await does('coordinator', 'take-role', { personId, role: 'AGENCY_REP', reason });
		expect((await person(personId)).roles).toEqual(['MAPPA_ADMINISTRATOR']);
		const page = await readPersonPage(world.store.database, world.who.coordinator, personId, NOW);
		if (!page.ok) throw new Error('no page');
		expect(page.value.changes.map(({ part, reason: why }) => [part, why])).toEqual([
			['ROLE', reason],
			['ROLE', reason]
		]);
		const told = await world.within((tx) =>
			tx
				.select()
				.from(schema.outbox)
				.where(and(eq(schema.outbox.personId, personId), eq(schema.outbox.kind, 'role-changed')))
		);
		expect(told).toHaveLength(2);
	});

	test('PEOPLE-2 nobody does it to themselves, gives more than they hold, or is a system administrator beside another role', async () => {
		const own = { personId: id('coordinator'), reason };
		for (const [command, more] of [
			['give-role', { role: 'AUDITOR' }],
			['take-role', { role: 'MAPPA_COORDINATOR' }],
			['disable-account', {}],
			['end-sessions', {}]
		] as const)
			expect(await run('coordinator', command, { ...own, ...more }), command).toMatchObject({ kind: 'forbidden' });
		expect(
			await run('coordinator', 'set-vetting', { personId: id('coordinator'), until: FAR, before: '' })
		).toMatchObject({ kind: 'forbidden' });
		const { personId } = await newPerson(['AGENCY_REP']);
		expect(await run('coordinator', 'give-role', { personId, role: 'SYSTEM_ADMINISTRATOR', reason })).toMatchObject({
			kind: 'forbidden'
		});
		const system = { ...world.who.coordinator, personId: randomUUID(), roles: ['SYSTEM_ADMINISTRATOR'] as const };
		const bySystem = (command: string, input: object) =>
			world.application.runAreaCommand({ actor: system, command, input, stepUpAt: new Date('2100-01-01') });
		expect(await bySystem('give-role', { personId, role: 'SYSTEM_ADMINISTRATOR', reason })).toMatchObject({
			...{ kind: 'invalid', problems: [{ field: 'role' }] }
		});
		await area.store.owner`update person set roles = '{SYSTEM_ADMINISTRATOR}' where id = ${personId}`;
		// To the co-ordinator there is no such person to manage.
		expect(await run('coordinator', 'disable-account', { personId, reason })).toMatchObject({ kind: 'missing' });
		expect(await readPersonPage(world.store.database, world.who.coordinator, personId, NOW)).toMatchObject({
			ok: false
		});
	});

	test('PEOPLE-3 the last co-ordinator who can sign in keeps the role and the account, also when two leave at once', async () => {
		const one = await newPerson(['MAPPA_COORDINATOR', 'AGENCY_REP']);
		const other = await newPerson(['MAPPA_COORDINATOR', 'AGENCY_REP']);
		// The world's own first co-ordinator may have no account: these two are all there are.
		await area.store.owner`update account set disabled_at = now()
			where area_id = ${area.areaId} and person_id = ${id('coordinator')}`;
		try {
			const take = (personId: string) =>
				run('coordinator', 'take-role', { personId, role: 'MAPPA_COORDINATOR', reason });
			const both = await Promise.all([take(one.personId), take(other.personId)]);
			expect(both.filter(({ ok }) => ok)).toHaveLength(1);
			const left = both[0]?.ok ? other : one;
			expect(await run('coordinator', 'disable-account', { personId: left.personId, reason })).toMatchObject({
				...{ kind: 'invalid', problems: [{ field: 'reason' }] }
			});
		} finally {
			await area.store.owner`update account set disabled_at = null
				where area_id = ${area.areaId} and person_id = ${id('coordinator')}`;
		}
	});

	test('PEOPLE-4 another change of the same person is not written over, and an agency of another area is none', async () => {
		const { personId, name } = await newPerson(['AGENCY_REP']);
		const before = { name, roleTitle: 'Somebody', agencyId: world.agency.POL };
		const change = (over: object) => run('coordinator', 'change-person', { personId, ...before, before, ...over });
		expect(await change({ roleTitle: 'Sergeant' })).toMatchObject({ ok: true });
		expect(await change({ roleTitle: 'Inspector' })).toMatchObject({
			...{ kind: 'changed-meanwhile', problems: [{ field: 'roleTitle' }] }
		});
		expect(
			await change({ roleTitle: 'Sergeant', agencyId: randomUUID(), before: { ...before, roleTitle: 'Sergeant' } })
		).toMatchObject({ kind: 'invalid', problems: [{ field: 'agencyId' }] });
	});

	test('PEOPLE-5 a list of five hundred is read in pages and searched by words, and names no case', async () => {
		await area.store.owner`insert into person (area_id, agency_id, name, role_title, roles)
			select ${area.areaId}, ${world.agency.HSG}, 'Listed ' || lpad(n::text, 3, '0'), 'Officer 100%', '{AGENCY_REP}'
			from generate_series(1, 500) as n`;
		const { database } = world.store;
		const list = (wish: object) => readPeople(database, world.who.coordinator, NOW, wish);
		const found = await list({ search: 'listed housing', page: 10 });
		expect(found).toMatchObject({ ok: true, value: { total: 500, page: 10, pages: 10 } });
		expect(found.ok && found.value.people.at(-1)?.name).toBe('Listed 500');
		expect(await list({ search: '100%' })).toMatchObject({ value: { total: 500 } });
		expect(await list({ search: '%_%' })).toMatchObject({ value: { total: 0 } });
		expect(await list({ search: 'listed 007' })).toMatchObject({ value: { total: 1 } });
		for (const who of ['chair', 'minuteTaker'] as const)
			expect(await readPeople(database, world.who[who], NOW)).toMatchObject({ ok: false, kind: 'missing' });
	});
});

describe('a system administrator', () => {
	test('PEOPLE-7 R9 finds no word of any case at any door, also with a seat of earlier, and in nothing that is theirs to see', async () => {
		const meetingId = await startedMeeting(world);
		const { personId } = world.who.social;
		await area.store.owner`update person set roles = '{SYSTEM_ADMINISTRATOR}' where id = ${personId}`;
		try {
			const actor = { ...world.who.social, roles: ['SYSTEM_ADMINISTRATOR'] as const };
			const theirs: World = { ...world, who: { ...world.who, social: actor } };
			const kept = world;
			world = theirs;
			expect(new Set(await doors('social', meetingId))).toEqual(MISSING);
			world = kept;
			const { database } = world.store;
			const seen = JSON.stringify([
				await readPeople(database, actor, NOW),
				await readPersonPage(database, actor, id('manager'), NOW),
				await readSettings(database, actor),
				await readClearances(database, actor),
				await readEmergency(database, actor, NOW),
				await readCases(database, actor, NOW, { all: true })
			]);
			for (const word of [...Object.values(CASE_WORDS), world.caseId, meetingId]) expect(seen).not.toContain(word);
			expect(seen).toContain('Rowan Lanternby');
		} finally {
			await area.store.owner`update person set roles = '{AGENCY_REP}' where id = ${personId}`;
		}
	});
});

describe('emergency access', () => {
	const refOf = async () => {
		const [row] = await world.within((tx) =>
			tx.select({ ref: schema.mappCase.ref }).from(schema.mappCase).where(eq(schema.mappCase.id, world.caseId))
		);
		return row?.ref ?? '';
	};
	const why = 'He was seen at the school gate this morning and nobody of the unit answers';
	const ask = async (over: object = {}, who: Who = 'chair') =>
		run(who, 'ask-emergency-access', { reference: await refOf(), reason: why, hours: '2', ...over });
	const askId = async (over: object = {}) => {
		const asked = await ask(over);
		if (!asked.ok) throw new Error(asked.message);
		return asked.value.id;
	};
	const sees = async (who: Who = 'chair') =>
		(await readCase(world.store.database, world.who[who], world.caseId, NOW)).ok;
	/** The chair chairs a meeting of the area, of another case than the one that is asked for. */
	const chairsElsewhere = async () => {
		await convene(await anotherCase(area));
	};

	test('BREAK-1 R9 whoever asks learns nothing of whether there is such a case; the co-ordinator sees the request and gives it', async () => {
		await chairsElsewhere();
		expect(await sees()).toBe(false);
		const real = await ask();
		const unreal = await ask({ reference: 'R-2026-000' });
		expect({ ...real, value: null }).toEqual({ ...unreal, value: null });
		const { database } = world.store;
		const own = await readEmergency(database, world.who.chair, new Date());
		if (!own.ok || !real.ok || !unreal.ok) throw new Error('not asked');
		const [a, b] = [real, unreal].map((one) => own.value.lines.find((line) => line.id === one.value.id));
		const told = ({ id: _, reference: __, askedAt: ___, ...rest }: NonNullable<typeof a>) => rest;
		expect(a && told(a)).toEqual(b && told(b));
		expect(await sees()).toBe(false);

		const unit = await readEmergency(database, world.who.coordinator, new Date());
		expect(unit.ok && unit.value.lines.find((line) => line.id === real.value.id)?.barred).toBe(null);
		expect(unit.ok && unit.value.lines.find((line) => line.id === unreal.value.id)?.barred).toBe('no-such-case');
		expect(await run('coordinator', 'approve-emergency-access', { requestId: unreal.value.id })).toMatchObject({
			kind: 'not-now'
		});
		await does('coordinator', 'approve-emergency-access', { requestId: real.value.id });
		expect(await sees()).toBe(true);
		expect(
			await readPlanVersions({ database, admission: world.application.admission }, world.who.chair, world.caseId, {
				...{ from: null, to: null }
			})
		).toMatchObject({ ok: true });
		// What was looked at is told apart, and counted for the review.
		const audited = await world.within((tx) =>
			tx.select().from(schema.auditEvent).where(eq(schema.auditEvent.objectId, world.caseId))
		);
		const acts = audited.filter(({ actorId }) => actorId === id('chair')).map(({ act }) => act);
		expect(acts.sort()).toEqual(['emergency-view-case', 'emergency-view-plans']);
		const seen = await readEmergency(database, world.who.coordinator, new Date());
		expect(seen.ok && seen.value.lines.find((line) => line.id === real.value.id)?.views).toBe(2);
		// It is for reading: nothing of the case can be changed by it.
		expect(await run('chair', 'convene-professionals-meeting', {})).toMatchObject({ ok: false });

		await does('chair', 'end-emergency-access', { requestId: real.value.id });
		expect(await sees()).toBe(false);
		const finding = 'Needed, and kept to what was needed';
		expect(await run('chair', 'review-emergency-access', { requestId: real.value.id, finding })).toMatchObject({
			kind: 'forbidden'
		});
		await does('coordinator', 'review-emergency-access', { requestId: real.value.id, finding });
		const mails = await world.within((tx) => tx.select().from(schema.outbox));
		expect(mails.filter(({ kind }) => kind === 'emergency-given').map(({ personId }) => personId)).toContain(
			id('chair')
		);
		expect(mails.filter(({ kind }) => kind === 'emergency-asked').map(({ personId }) => personId)).toContain(
			id('coordinator')
		);
	});

	test('BREAK-2 it opens no exclusion, restriction or vetting, is never a system administrator’s, and nobody gives it to themselves', async () => {
		await chairsElsewhere();
		await does('coordinator', 'exclude-person', {
			...{ caseId: world.caseId, personId: id('chair'), reason: 'KNOWS_VICTIM', from: '2026-11-01', until: '' }
		});
		const requestId = await askId();
		expect(await run('coordinator', 'approve-emergency-access', { requestId })).toMatchObject({ kind: 'not-now' });
		expect(await sees()).toBe(false);
		await does('coordinator', 'refuse-emergency-access', { requestId, reason: 'Ring me' });
		expect(await run('coordinator', 'approve-emergency-access', { requestId })).toMatchObject({ kind: 'not-now' });
		// Who neither chairs nor manages, and who has no role for it.
		for (const who of ['housing', 'deputy'] as const) expect(await ask({}, who)).toMatchObject({ kind: 'forbidden' });
		const input = { reference: await refOf(), reason: why, hours: '2' };
		const system = { ...world.who.chair, roles: ['SYSTEM_ADMINISTRATOR'] as const };
		expect(
			await world.application.runAreaCommand({
				...{ actor: system, command: 'ask-emergency-access', input, stepUpAt: new Date('2100-01-01') }
			})
		).toMatchObject({ kind: 'forbidden' });
		// A reason is a sentence, a day is the longest, and the password is entered.
		for (const over of [{ reason: 'urgent' }, { hours: '25' }, { hours: '0' }])
			expect(await ask(over)).toMatchObject({ kind: 'invalid' });
		expect(
			await world.application.runAreaCommand({ actor: world.who.chair, command: 'ask-emergency-access', input })
		).toMatchObject({ kind: 'step-up' });
	});

	test('BREAK-3 R12 it ends by the clock within a second, at once when the area says so it begins, and no step is written twice', async () => {
		await chairsElsewhere();
		await area.store
			.owner`insert into area_number (area_id, key, version, value, effective_from, source, changed_by, changed_at)
			values (${area.areaId}, 'emergencyAtOnce', 1, '"YES"'::jsonb, '2020-01-01', 'A test', ${id('coordinator')}, now())`;
		const requestId = await askId();
		expect(await sees()).toBe(true);
		expect(await readCases(world.store.database, world.who.chair, NOW)).toMatchObject({ ok: true });
		await expect(
			area.store.owner`update emergency_access set until = now() + interval '20 hours' where id = ${requestId}`
		).rejects.toThrow('stays as it was taken');
		await does('coordinator', 'end-emergency-access', { requestId });
		expect(await sees()).toBe(false);

		const ends = performance.now() + 700;
		await area.store.owner`insert into emergency_access
			(area_id, person_id, asked_ref, case_id, reason, hours, asked_at, granted_at, until)
			values (${area.areaId}, ${id('chair')}, 'R', ${world.caseId}, 'x', 1, now(), now(), now() + interval '700 milliseconds')`;
		expect(await sees()).toBe(true);
		await vi.waitFor(async () => expect(await sees()).toBe(false), { timeout: 5000, interval: 20 });
		expect(performance.now() - ends).toBeLessThan(1000);
	});
});
