import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DoorState } from '#server/application/admission.ts';
import {
	accept,
	anotherCase,
	CASE_WORDS,
	confirm,
	convene,
	finishedMeeting,
	INVITED,
	lock,
	openWorld,
	STATEMENT,
	startedMeeting,
	type Who,
	type World
} from '../support/meeting-world.ts';

let world: World;

beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world.close());

const door = (who: Who, meetingId: string, from = world) => from.application.admission.door(from.who[who], meetingId);
const stateOf = async (who: Who, meetingId: string, from = world): Promise<DoorState | string> => {
	const answer = await door(who, meetingId, from);
	return answer.ok ? answer.value.state : answer.kind;
};
const entersRoom = async (who: Who, meetingId: string, from = world) =>
	(await from.application.admission.room(from.who[who], meetingId)).ok;
const document = async (who: Who, meetingId: string, name: string, from = world): Promise<string> => {
	const answer = await from.application.admission.document({ actor: from.who[who], meetingId, name });
	return answer.ok ? answer.value.access : answer.kind;
};
const documents = async (meetingId: string, name: string) =>
	Object.fromEntries(
		await Promise.all(
			(['chair', 'minuteTaker', 'social', 'coordinator', 'housing'] as const).map(async (who) => [
				who,
				await document(who, meetingId, name)
			])
		)
	);

describe('the door of a meeting', () => {
	test('DOOR-1 stands at invited, waiting, in the room, removed, and in the room again', async () => {
		const meetingId = await convene(await anotherCase(world));
		const seen: unknown[] = [];
		const look = async () => seen.push([await stateOf('social', meetingId), await entersRoom('social', meetingId)]);
		const personId = world.who.social.personId;
		await look();
		await world.does('social', meetingId, 'answer-invitation', { response: 'ACCEPTED' });
		await look();
		await accept(world, 'social', meetingId);
		await look();
		await accept(world, 'chair', meetingId);
		await confirm(world, 'social', meetingId);
		await look();
		await world.does('chair', meetingId, 'remove-attendee', { personId, reason: 'Not alone', conflict: false });
		await look();
		await confirm(world, 'social', meetingId);
		await look();
		// A conflict of interest keeps them from the whole case: confirming them does not bring them back.
		await world.does('chair', meetingId, 'remove-attendee', { personId, reason: 'Knows the family', conflict: true });
		await look();
		expect(await world.run('chair', meetingId, 'confirm-attendee', { personId })).toMatchObject({ kind: 'missing' });
		expect(seen).toEqual([
			['invited', false],
			['invited', false],
			['waiting', false],
			['in-the-room', true],
			['removed', false],
			['in-the-room', true],
			['missing', false]
		]);
	});

	test('DOOR-1 the unit runs the register from outside the room, nobody else does', async () => {
		const meetingId = await startedMeeting(await anotherCase(world));
		expect(await stateOf('coordinator', meetingId)).toBe('unit');
		expect(await entersRoom('coordinator', meetingId)).toBe(false);
		const register = async (who: Who) => (await world.application.admission.register(world.who[who], meetingId)).ok;
		expect([await register('coordinator'), await register('social'), await register('deputy')]).toEqual([
			true,
			true,
			false
		]);
		for (const who of ['deputy', 'housing'] as const) expect(await stateOf(who, meetingId)).toBe('missing');
	});

	test('DOOR-1 nobody comes in by being confirmed before the statement, and nobody confirms themselves', async () => {
		const meetingId = await convene(await anotherCase(world));
		await accept(world, 'chair', meetingId);
		const personId = world.who.social.personId;
		expect(await world.run('chair', meetingId, 'confirm-attendee', { personId })).toMatchObject({ kind: 'not-ready' });
		await accept(world, 'social', meetingId);
		expect(await world.run('social', meetingId, 'confirm-attendee', { personId })).toMatchObject({ kind: 'forbidden' });
		expect(await world.run('coordinator', meetingId, 'confirm-attendee', { personId })).toMatchObject({
			kind: 'forbidden'
		});
		expect(await stateOf('social', meetingId)).toBe('waiting');
	});

	test('DOOR-2 a new version of the statement asks everybody again, on every path', async () => {
		const area = await openWorld(world.store);
		const meetingId = await startedMeeting(area);
		const inside = async (who: Who) => [
			await stateOf(who, meetingId, area),
			await entersRoom(who, meetingId, area),
			await document(who, meetingId, 'plan', area),
			(await area.application.readRoom(area.who[who], meetingId)).ok,
			(await area.application.eventsSince(area.who[who], meetingId, 0)).ok
		];
		expect(await inside('social')).toEqual(['in-the-room', true, 'write', true, true]);
		await area.runArea('coordinator', 'set-statement-text', { language: 'en', text: 'A new statement' });
		for (const who of INVITED) expect(await inside(who), who).toEqual(['invited', false, 'forbidden', false, false]);
		expect(await area.run('chair', meetingId, 'open-item', { code: 'RISK' })).toMatchObject({ kind: 'forbidden' });
		expect(await area.run('social', meetingId, 'accept-statement', { version: 1, language: 'en' })).toMatchObject({
			kind: 'changed-meanwhile'
		});
		await accept(area, 'social', meetingId, 2);
		expect(await inside('social')).toEqual(['in-the-room', true, 'write', true, true]);
		expect(await stateOf('manager', meetingId, area)).toBe('invited');
		await area.close();
	});

	test('DOOR-7 of a locked meeting the statement of its time holds: a newer one takes the minutes from nobody', async () => {
		const area = await openWorld(world.store);
		const meetingId = await finishedMeeting(area);
		expect(await lock(area, meetingId)).toMatchObject({ ok: true });
		await area.runArea('coordinator', 'set-statement-text', { language: 'en', text: 'A new statement' });
		expect(await stateOf('social', meetingId, area)).toBe('in-the-room');
		const minutes = await area.application.readFinal(area.who.minuteTaker, meetingId, 'view-final-minutes');
		expect(minutes.ok).toBe(true);
		expect(await area.run('social', meetingId, 'accept-statement', { version: 2, language: 'en' })).toMatchObject({
			ok: false,
			kind: 'not-now'
		});
		expect((await area.application.readFinal(area.who.deputy, meetingId, 'export-pdf')).ok).toBe(false);
		await area.close();
	});

	test('DOOR-3 the documents open by phase and by role, and only inside', async () => {
		const meetingId = await convene(await anotherCase(world));
		const outside = { coordinator: 'forbidden', housing: 'missing' };
		const shut = { chair: 'forbidden', minuteTaker: 'forbidden', social: 'forbidden', ...outside };
		expect(await documents(meetingId, 'plan')).toEqual(shut);
		for (const who of INVITED) await accept(world, who, meetingId);
		expect(await document('social', meetingId, 'minutes')).toBe('forbidden');
		for (const who of ['manager', 'social'] as const) await confirm(world, who, meetingId);
		const read = { chair: 'read', minuteTaker: 'read', social: 'read', ...outside };
		expect([await documents(meetingId, 'plan'), await documents(meetingId, 'minutes')]).toEqual([read, read]);
		await world.does('chair', meetingId, 'start-meeting');
		const recorders = { chair: 'write', minuteTaker: 'write', social: 'read', ...outside };
		expect(await documents(meetingId, 'plan')).toEqual({ ...recorders, social: 'write' });
		// Social care leads an item of its own: which texts it writes is judged for each.
		expect(await documents(meetingId, 'minutes')).toEqual({ ...recorders, social: 'write' });
		for (const name of ['secrets', '', '__proto__', 'PLAN'])
			expect(await documents(meetingId, name)).toEqual({
				...{ chair: 'missing', minuteTaker: 'missing', social: 'missing', coordinator: 'missing', housing: 'missing' }
			});
	});

	test('DOOR-3 after the end the agencies read, chair and minute taker write, and after the lock nobody does', async () => {
		const meetingId = await finishedMeeting(await anotherCase(world));
		const outside = { coordinator: 'forbidden', housing: 'missing' };
		const recorders = { chair: 'write', minuteTaker: 'write', social: 'read', ...outside };
		expect([await documents(meetingId, 'plan'), await documents(meetingId, 'minutes')]).toEqual([recorders, recorders]);
		await world.does('minuteTaker', meetingId, 'submit-minutes');
		expect([await documents(meetingId, 'plan'), await documents(meetingId, 'minutes')]).toEqual([recorders, recorders]);
		// The draft's time for corrections is not over.
		await world.does('chair', meetingId, 'override-gate', { gate: 'V32', reason: 'Everybody was asked in the room' });
		expect(await lock(world, meetingId)).toMatchObject({ ok: true });
		const read = { chair: 'read', minuteTaker: 'read', social: 'read', ...outside };
		expect([await documents(meetingId, 'plan'), await documents(meetingId, 'minutes')]).toEqual([read, read]);
	});

	test('DOOR-3 a field is written only where its row exists', async () => {
		const meetingId = await startedMeeting(await anotherCase(world));
		const { admission } = world.application;
		const mayWrite = async (name: string, field: string) => {
			const answer = await admission.document({ actor: world.who.chair, meetingId, name });
			return answer.ok && answer.value.mayWrite(field);
		};
		expect(await mayWrite('plan', 'R1.risk')).toBe(false);
		await world.does('chair', meetingId, 'add-risk');
		expect(
			await Promise.all(['R1.risk', 'R2.risk', 'R1.notes', 'A1.text'].map((one) => mayWrite('plan', one)))
		).toEqual([true, false, false, false]);
		expect(await Promise.all(['RISK.notes', 'R1.risk', 'X.notes'].map((one) => mayWrite('minutes', one)))).toEqual([
			true,
			false,
			false
		]);
	});

	test('DOOR-4 V08 before the room nobody gets a word of the case, a name of the plan or what was written about them', async () => {
		const meetingId = await finishedMeeting(await anotherCase(world));
		const social = world.who.social.personId;
		const reason = `Is a cousin of ${CASE_WORDS.name}`;
		const note = `Left when ${CASE_WORDS.alias} was spoken of`;
		await world.does('chair', meetingId, 'record-attendance', {
			...{ personId: social, status: 'ATTENDED_PART', mode: 'IN_PERSON', note }
		});
		await world.does('chair', meetingId, 'remove-attendee', { personId: social, reason, conflict: false });
		const fresh = await convene(await anotherCase(world));
		await accept(world, 'manager', fresh);
		const answers = [
			await door('social', meetingId),
			await door('coordinator', meetingId),
			await door('social', fresh),
			await door('manager', fresh),
			...(await Promise.all(
				(['social', 'manager'] as const).flatMap((who) => [
					world.application.readRoom(world.who[who], fresh),
					world.application.readDraft(world.who[who], fresh),
					world.application.eventsSince(world.who[who], fresh, 0),
					world.application.admission.document({ actor: world.who[who], meetingId: fresh, name: 'plan' })
				])
			))
		];
		const said = JSON.stringify(answers);
		for (const [what, words] of Object.entries(CASE_WORDS)) expect(said.includes(words), what).toBe(false);
		for (const words of [reason, note, 'Agree the plan', world.caseId]) expect(said).not.toContain(words);
		expect(await door('manager', fresh)).toMatchObject({
			value: {
				state: 'waiting',
				statement: [{ version: 1, language: 'en', text: STATEMENT }],
				seat: { request: 'What Probation Service, Fernshire knows' }
			}
		});
		const answer = await door('manager', fresh);
		expect(answer.ok && answer.value.notice).toEqual({
			scheduledStart: '2027-03-18T10:00:00.000Z',
			plannedMinutes: 90,
			venue: 'Room 1, Fern House',
			level: 2,
			reference: expect.stringMatching(/^C-[0-9a-f]{8}\/1$/),
			request: 'What Probation Service, Fernshire knows',
			phase: 'CONVENED',
			seq: 1
		});
	});
});
