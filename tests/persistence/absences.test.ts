import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/identity.ts';
import { readAbsenceLists, readAbsencePage, readContactsPage } from '#server/application/read-absences.ts';
import { runAbsenceCommand, setAgencyContact } from '#server/application/run-absence-command.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { insertPresenceNote, readPresenceNotes } from '#server/persistence/presence-notes.ts';
import { anotherCase, finishedMeeting, lock, openWorld, type World } from '../support/meeting-world.ts';

let world: World;
let absenceId: string;
let meetingId: string;
const now = () => new Date();

/** Of the deputy's agency the person invited does not come; the deputy is its single point of contact. */
const agencyOf = () => world.who.social.agencyId;
const database = () => world.store.database;
const does = (actor: Actor, command: string, input: object, commandId: string = randomUUID()) =>
	runAbsenceCommand({ database: database(), now }, { actor, absenceId, command, commandId, input });
const page = (actor: Actor, id = absenceId) => readAbsencePage(database(), actor, id, now());
const version = async () => {
	const found = await page(world.who.coordinator);
	return found.ok ? found.value.absence.version : 0;
};
const nameContact = (role: string, personId: string | null, standing = 0, actor = world.who.coordinator) =>
	setAgencyContact(
		{ database: database(), now },
		{ actor, input: { agencyId: agencyOf(), role, personId: personId ?? '', version: String(standing) } }
	);
const mails = async (kind: string) =>
	(await world.store.owner`select person_id as who, facts from outbox where kind = ${kind} order by id`).map(
		({ who }) => who as string
	);

beforeAll(async () => {
	world = await openWorld();
	meetingId = await finishedMeeting(world);
	const { personId } = world.who.social;
	const absent = { personId, status: 'NO_APOLOGY_NO_REPORT', reason: 'UNKNOWN' };
	await world.does('chair', meetingId, 'record-attendance', absent);
	const finding = { personId, finding: 'REFER_TO_SMB', note: 'Tobiah was not covered by anybody' };
	await world.does('chair', meetingId, 'record-finding', finding);
	await lock(world, meetingId);
	const [row] = await world.store.owner`select id from absence where meeting_id = ${meetingId}`;
	absenceId = row?.id as string;
});
afterAll(async () => {
	await world?.close();
	await closePdfWorker();
});

describe('absences', () => {
	test('ABSENCE-1 V26 the lock opens one for the agency that did not come, and tells the unit', async () => {
		const rows = await world.store.owner`select agency_id, state from absence`;
		expect(rows).toEqual([{ agency_id: agencyOf(), state: 'NOTICE_DUE' }]);
		expect((await mails('absence-to-tell')).length).toBeGreaterThan(0);
		const found = await page(world.who.coordinator);
		expect(found).toMatchObject({ ok: true, value: { absence: { rung: 1, opened: { inARow: 1 } } } });
	});

	test('ABSENCE-9 the unit names whom an agency is written to, and of two at once the second looks again', async () => {
		expect(await nameContact('SPOC', world.who.deputy.personId, 0, world.who.deputy)).toMatchObject({
			kind: 'forbidden'
		});
		expect(await nameContact('SPOC', world.who.manager.personId)).toMatchObject({ problems: [{ field: 'personId' }] });
		expect(await nameContact('SPOC', world.who.deputy.personId)).toMatchObject({ ok: true });
		expect(await nameContact('SPOC', world.who.social.personId)).toMatchObject({ kind: 'changed-meanwhile' });
		expect(await nameContact('SPOC', world.who.deputy.personId)).toMatchObject({ ok: true });
		const rows = await world.store.owner`select version from agency_contact`;
		expect(rows).toHaveLength(1);
		expect(await readContactsPage(database(), world.who.deputy)).toMatchObject({ kind: 'missing' });
	});

	test('ABSENCE-7 R1 R9 an agency knows of it from the notice on, others never, and nobody of it reads of the case', async () => {
		const { deputy, manager, coordinator } = world.who;
		expect(await page(deputy)).toEqual(await page(deputy, randomUUID()));
		const input = { version: await version(), to: deputy.personId, note: '' };
		const seed = randomUUID();
		expect(await does(coordinator, 'send-absence-notice', input, seed)).toMatchObject({ ok: true });
		// The same click again is the same step.
		expect(await does(coordinator, 'send-absence-notice', input, seed)).toMatchObject({ ok: true });
		const own = await page(deputy);
		expect(own).toMatchObject({ ok: true, value: { may: ['answer-absence-notice'], meetingId: null } });
		expect(JSON.stringify(own)).not.toContain('Tobiah');
		expect(JSON.stringify(await page(coordinator))).toContain('Tobiah');
		expect(await page(manager)).toEqual(await page(manager, randomUUID()));
		const lists = await readAbsenceLists(database(), deputy, now());
		expect(lists).toMatchObject({ ok: true, value: { open: [{ id: absenceId }], closed: [] } });
		expect(await readAbsenceLists(database(), manager, now())).toMatchObject({ ok: false, kind: 'missing' });
		expect(await mails('absence-notice')).toEqual([deputy.personId]);
	});

	test('ABSENCE-8 each step is kept, audited and told; a stale one is refused and leaves nothing', async () => {
		const { deputy, coordinator, chair, manager } = world.who;
		const read = await version();
		const challenge = { version: read, answer: 'CHALLENGED', text: 'The invitation came late', onBehalfOf: '' };
		expect(await does(manager, 'answer-absence-notice', challenge)).toMatchObject({ kind: 'missing' });
		expect(await does(deputy, 'answer-absence-notice', { ...challenge, version: read - 1 })).toMatchObject({
			kind: 'changed-meanwhile'
		});
		expect(await does(deputy, 'close-absence', { version: read, outcome: 'RESOLVED', text: 'x' })).toMatchObject({
			kind: 'forbidden'
		});
		const both = await Promise.all([
			does(deputy, 'answer-absence-notice', challenge),
			does(deputy, 'answer-absence-notice', challenge)
		]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await page(chair)).toMatchObject({ value: { may: ['decide-challenge'] } });
		const stands = { version: await version(), upheld: 'no', reason: 'It went out in time' };
		expect(await does(chair, 'decide-challenge', stands)).toMatchObject({ ok: true });
		const raise = { version: await version(), to: '', reason: 'It happened before; told by telephone' };
		expect(await does(coordinator, 'raise-absence', raise)).toMatchObject({ ok: true });
		const reply = { version: await version(), text: 'We will send a deputy', onBehalfOf: 'The head of service' };
		expect(await does(coordinator, 'reply-to-absence', reply)).toMatchObject({ ok: true });
		const close = { version: await version(), outcome: 'RESOLVED', text: 'A deputy is named for the quarter' };
		expect(await does(coordinator, 'close-absence', close)).toMatchObject({ ok: true });
		expect(await does(coordinator, 'raise-absence', { ...raise, version: await version() })).toMatchObject({
			kind: 'not-now'
		});
		const steps = await world.store.owner`
			select type, actor_id as by from absence_event where absence_id = ${absenceId} order by version`;
		expect(steps.map(({ type }) => type)).toEqual([
			...['absence-opened', 'notice-sent', 'notice-answered', 'challenge-decided'],
			...['absence-raised', 'absence-replied', 'absence-closed']
		]);
		expect(steps[2]?.by).toBe(deputy.personId);
		const audited = await world.store.owner`
			select act as action from audit_event where object = 'absence' and object_id = ${absenceId} order by number`;
		expect(audited.map(({ action }) => action)).toEqual(
			expect.arrayContaining([
				'open-absence',
				'send-absence-notice',
				'deny-close-absence',
				'close-absence',
				'view-absence'
			])
		);
		await expect(world.store.owner`update absence_event set data = '{}'`).rejects.toThrow();
		await expect(world.store.owner`delete from absence`).rejects.toThrow();
	});
});

describe('presence', () => {
	test('ATT-9 what a node notes twice is one row, and what it noted is never changed', async () => {
		const { areaId } = world;
		const { personId } = world.who.social;
		const row = { areaId, meetingId, personId, nodeId: randomUUID() };
		const came = () => database().withArea(areaId, (tx) => insertPresenceNote(tx, row, 'came', new Date(0)));
		await Promise.all([came(), came(), came()]);
		expect(await world.store.owner`select what from presence_note where node_id = ${row.nodeId}`).toHaveLength(1);
		const noted = await database().withArea(areaId, (tx) => readPresenceNotes(tx, meetingId));
		expect(noted.get(personId)).toMatchObject([{ from: new Date(0).toISOString(), to: null }]);
		await expect(world.store.owner`update presence_note set at = now()`).rejects.toThrow();
	});

	test('ATT-23 R12 a conflict of interest closes the whole case to the person, in the same transaction', async () => {
		const own = await anotherCase(world);
		const meeting = await finishedMeeting(own);
		const { personId } = own.who.social;
		const conflict = { personId, status: 'EXCUSED_CONFLICT', note: 'Knows the family' };
		await own.does('chair', meeting, 'record-attendance', conflict);
		const rows = await own.store.owner`
			select e.person_id as who, e.reason from case_exclusion e join meeting m on m.case_id = e.case_id
			where m.id = ${meeting} and e.ended_at is null`;
		expect(rows).toEqual([{ who: personId, reason: 'OTHER_CONFLICT' }]);
		expect(await own.application.readDraft(own.who.social, meeting)).toMatchObject({ ok: false, kind: 'missing' });
		// Nobody lets them in again by mistake.
		expect(await own.run('chair', meeting, 'confirm-attendee', { personId })).toMatchObject({ ok: false });
	});
});
