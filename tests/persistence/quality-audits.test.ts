import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Role } from '#lib/identity.ts';
import { CRITERIA } from '#lib/quality/quality-form.ts';
import { chooseMeeting, drawSample, numberOf } from '#server/application/draw-audits.ts';
import { readAbsenceLists } from '#server/application/read-absences.ts';
import {
	mayGoOnViewing,
	readAuditedMinutes,
	readAuditPage,
	readAuditsPage,
	readFormTogether
} from '#server/application/read-audits.ts';
import { readBoardPack } from '#server/application/read-board.ts';
import { readFiguresToEnter } from '#server/application/read-board-figures.ts';
import { runAuditCommand } from '#server/application/run-audit-command.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { anotherCase, CASE_WORDS, finishedMeeting, lock, openWorld, type World } from '../support/meeting-world.ts';

let world: World;
/** the same area with a second case */
let other: World;
let meetingId: string;
let otherMeeting: string;
const people = {} as Record<'auditor' | 'another' | 'boardChair', Actor>;
let moment = new Date('2027-01-04T10:00:00Z');
const now = () => moment;
const SEED = '00c0ffee00c0ffee';
const QUARTER = '2026-Q3';

const database = () => world.store.database;
const reading = () => ({ database: database(), cache: world.application.cache, now: moment });
const draw = (actor: Actor, over: object = {}, commandId: string = randomUUID()) =>
	drawSample(
		{ database: database(), now, seed: () => SEED },
		{
			...{ actor, commandId },
			input: {
				...{ quarter: QUARTER, level2: '1', level3: '0', auditorId: people.auditor.personId },
				...{ from: '2027-01-04', until: '2027-01-15', ...over }
			}
		}
	);
const choose = (actor: Actor, over: object = {}) =>
	chooseMeeting(
		{ database: database(), now, seed: () => SEED },
		{
			...{ actor, commandId: randomUUID() },
			input: {
				...{ quarter: QUARTER, meetingId: otherMeeting, reason: 'A complaint', auditorId: people.auditor.personId },
				...{ from: '2027-01-04', until: '2027-01-15', ...over }
			}
		}
	);
const audits = () => world.store.owner`
	select a.id, a.meeting_id, a.state, a.auditor_id, s.seed from quality_audit a join audit_sample s on s.id = a.sample_id`;
const idOf = async (meeting: string) => (await audits()).find((row) => row.meeting_id === meeting)?.id as string;
const does = (actor: Actor, auditId: string, command: string, input: object, commandId: string = randomUUID()) =>
	runAuditCommand({ database: database(), now }, { actor, auditId, command, commandId, input });
const page = async (actor: Actor, auditId: string) => {
	const found = await readAuditPage(reading(), actor, auditId);
	return found.ok ? found.value : null;
};
const AGREED = { version: '1', language: 'en', agreed: 'yes' };
const scores = Object.fromEntries(CRITERIA.map((one) => [one, '3']));
const whole = (over: object = {}) => ({ scores, strengths: 'Calm', improve: 'Start sooner', overall: '3', ...over });
/** Everything that shows something of a meeting, a case or the area, asked as somebody. */
const everyDoor = async (actor: Actor, meeting: string) => {
	const { admission, readRoom, readDraft, readFinal, eventsSince } = world.application;
	const answers = await Promise.all([
		...[admission.door, admission.standing, admission.room, admission.register].map((ask) => ask(actor, meeting)),
		...['plan', 'minutes'].map((name) => admission.document({ actor, meetingId: meeting, name })),
		readRoom(actor, meeting),
		readDraft(actor, meeting),
		readFinal(actor, meeting, 'view-final-minutes'),
		eventsSince(actor, meeting, 0),
		readAbsenceLists(database(), actor, moment),
		readBoardPack(reading(), actor, QUARTER, 'view-board-pack'),
		readFiguresToEnter(database(), actor, QUARTER)
	]);
	return new Set(answers.map((answer) => (answer.ok ? 'seen' : answer.kind)));
};

beforeAll(async () => {
	world = await openWorld();
	other = await anotherCase(world);
	meetingId = await finishedMeeting(world);
	otherMeeting = await finishedMeeting(other);
	for (const [at, one] of [
		[world, meetingId],
		[other, otherMeeting]
	] as const)
		expect(await lock(at, one)).toMatchObject({ ok: true });
	for (const [who, name, role] of [
		['auditor', 'Sorrel Tallowmere', 'AUDITOR'],
		['another', 'Yarrow Netherfield', 'AUDITOR'],
		['boardChair', 'Hazel Merrowdown', 'SMB_CHAIR']
	] as const) {
		const person = { name, roleTitle: 'Auditor', agencyId: world.agency.HSG, roles: [role] as readonly Role[] };
		const email = `${who.toLowerCase()}@${world.areaId.slice(0, 8)}.example`;
		const temporaryPassword = 'four rusty teapots sing';
		const made = await world.runArea('coordinator', 'add-person', { ...person, email, temporaryPassword });
		if (!made.ok) throw new Error(made.message);
		people[who] = {
			...person,
			personId: made.value.id,
			areaId: world.areaId,
			agencyName: 'Fernshire Housing',
			agencyCode: 'HSG'
		};
	}
});
afterAll(async () => {
	await world?.close();
	await closePdfWorker();
});

describe('audits of meetings', () => {
	test('QUALITY-2 by chance from a seed that is kept, by the co-ordinator or the Board’s chair, once for each click', async () => {
		const { coordinator, minuteTaker } = world.who;
		expect(await draw(minuteTaker)).toMatchObject({ kind: 'forbidden' });
		expect(await draw(coordinator, { level2: '3' })).toMatchObject({ problems: [{ field: 'level2' }] });
		expect(await draw(coordinator, { level2: '0' })).toMatchObject({ problems: [{ field: 'level2' }] });
		expect(await draw(coordinator, { quarter: '2026-Q2' })).toMatchObject({ problems: [{ field: 'level2' }] });
		expect(await draw(coordinator, { auditorId: world.who.housing.personId })).toMatchObject({
			problems: [{ field: 'auditorId' }]
		});
		expect(await audits()).toEqual([]);
		const click = randomUUID();
		// Asked for more than there are at a level, the Board's chair gets what there is and learns no number (R7).
		const most = { level2: '1', level3: '9' };
		const twice = await Promise.all([draw(people.boardChair, most, click), draw(people.boardChair, most, click)]);
		expect(twice).toEqual([expect.objectContaining({ ok: true }), expect.objectContaining({ ok: true })]);
		const [only, ...more] = await audits();
		expect(more).toEqual([]);
		const references = await world.store.owner`
			select m.id, c.ref || '/' || m.seq as reference from meeting m join mapp_case c on c.id = m.case_id`;
		const first = references
			.map((row) => ({ id: row.id, number: numberOf(SEED)(row.reference) }))
			.sort((a, b) => (a.number < b.number ? -1 : 1))[0];
		expect(only).toMatchObject({ meeting_id: first?.id, seed: SEED, auditor_id: people.auditor.personId });
		// The Board's chair sees how many, and no meeting.
		const seen = await readAuditsPage(reading(), people.boardChair, null);
		expect(seen).toMatchObject({
			value: {
				lines: [],
				drawing: { meetings: [], pool: null, samples: [{ meetings: null, submitted: 0, asked: {} }] }
			}
		});
		expect(await page(people.boardChair, only?.id)).toBeNull();
	});

	test('QUALITY-2 the co-ordinator chooses one with a reason, which the Board’s chair may not', async () => {
		const { coordinator } = world.who;
		const [drawn] = await audits();
		const rest = drawn?.meeting_id === meetingId ? otherMeeting : meetingId;
		expect(await choose(people.boardChair, { meetingId: rest })).toMatchObject({ kind: 'forbidden' });
		expect(await choose(coordinator, { meetingId: rest, reason: '' })).toMatchObject({
			problems: [{ field: 'reason' }]
		});
		expect(await choose(coordinator, { meetingId: drawn?.meeting_id })).toMatchObject({
			problems: [{ field: 'meetingId' }]
		});
		expect(await choose(coordinator, { meetingId: rest })).toMatchObject({ ok: true });
		expect(await audits()).toHaveLength(2);
	});

	test('QUALITY-1 QUALITY-4 R1 R3 R9 an auditor sees nothing on any other door, and nothing here before the statement', async () => {
		const { auditor, another } = people;
		const id = await idOf(meetingId);
		expect(await everyDoor(auditor, meetingId)).toEqual(new Set(['missing']));
		expect(await readAuditPage(reading(), another, id)).toEqual(await readAuditPage(reading(), another, randomUUID()));
		const before = await page(auditor, id);
		expect(before).toMatchObject({ facts: [], times: [], form: null, statement: [{ version: 1 }] });
		expect(await readAuditedMinutes(reading(), auditor, id)).toMatchObject({ kind: 'missing' });
		expect(await does(auditor, id, 'save-audit', { edition: '0', form: whole() })).toMatchObject({ kind: 'not-ready' });
		expect(await does(auditor, id, 'accept-audit-statement', { ...AGREED, agreed: '' })).toMatchObject({
			problems: [{ field: 'agreed' }]
		});
		expect(await does(auditor, id, 'accept-audit-statement', AGREED)).toMatchObject({ ok: true });
		const after = await page(auditor, id);
		expect(after?.facts.length).toBeGreaterThan(15);
		for (const words of Object.values(CASE_WORDS)) expect(JSON.stringify(after)).not.toContain(words);
		const minutes = await readAuditedMinutes(reading(), auditor, id);
		expect(JSON.stringify(minutes)).toContain(CASE_WORDS.risk);
		expect(await everyDoor(auditor, meetingId)).toEqual(new Set(['missing']));
		const seen = await world.store.owner`
			select act from audit_event where actor_id = ${auditor.personId} and meeting_id = ${meetingId} order by number`;
		expect(seen.map(({ act }) => act)).toEqual([
			...['open-quality-audit', 'accept-audit-statement', 'view-quality-audit', 'view-final-minutes']
		]);
	});

	test('QUALITY-6 QUALITY-8 two windows lose nothing, and a draft is its auditor’s own', async () => {
		const { auditor } = people;
		const { coordinator, chair } = world.who;
		const id = await idOf(meetingId);
		const save = (edition: number, form: object) => does(auditor, id, 'save-audit', { edition: String(edition), form });
		expect(await save(0, { strengths: 'Calm' })).toMatchObject({ ok: true });
		expect(await save(0, { improve: 'Start sooner' })).toMatchObject({ ok: true });
		expect(await page(auditor, id)).toMatchObject({
			...{ edition: 2, form: { strengths: 'Calm', improve: 'Start sooner' } }
		});
		const clash = { edition: '1', form: { strengths: 'Very calm', improve: 'Later' } };
		expect(await does(auditor, id, 'save-audit', clash)).toMatchObject({
			...{ kind: 'changed-meanwhile', problems: [{ field: 'version' }, { field: 'form.improve' }] }
		});
		expect(await readFormTogether(reading(), auditor, id, clash)).toMatchObject({
			...{ strengths: 'Very calm', improve: 'Later' }
		});
		expect(await page(coordinator, id)).toMatchObject({ state: 'BEGUN', form: null, submitted: [] });
		expect(await page(chair, id)).toBeNull();
		expect(JSON.stringify(await page(coordinator, id))).not.toContain('Start sooner');
	});

	test('QUALITY-3 a licence ends by the clock on every door, is renewed, and is withdrawn at once', async () => {
		const { auditor, another } = people;
		const { coordinator, minuteTaker } = world.who;
		const id = await idOf(meetingId);
		const sees = () => Promise.all([mayGoOnViewing(reading(), auditor, id), mayGoOnViewing(reading(), another, id)]);
		expect(await sees()).toEqual([true, false]);
		moment = new Date('2027-01-16T00:00:00Z');
		expect(await sees()).toEqual([false, false]);
		expect(await page(auditor, id)).toMatchObject({ isOutOfTime: true, facts: [], form: null, submitted: [] });
		expect(await readAuditedMinutes(reading(), auditor, id)).toMatchObject({ kind: 'missing' });
		const late = await does(auditor, id, 'save-audit', { edition: '2', form: whole() });
		expect(late).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('Nothing was saved') });
		const licence = { licenceEdition: '1', until: '2027-01-20', reason: 'Was ill' };
		expect(await does(auditor, id, 'renew-licence', licence)).toMatchObject({ kind: 'forbidden' });
		expect(await does(minuteTaker, id, 'renew-licence', licence)).toMatchObject({ kind: 'missing' });
		expect(await does(coordinator, id, 'renew-licence', licence)).toMatchObject({ ok: true });
		expect(await does(coordinator, id, 'renew-licence', licence)).toMatchObject({ kind: 'changed-meanwhile' });
		expect(await sees()).toEqual([true, false]);
		expect(await page(auditor, id)).toMatchObject({ form: { strengths: 'Calm' } });
		const withdraw = { licenceEdition: '2', reason: 'Knows somebody' };
		expect(await does(coordinator, id, 'withdraw-licence', withdraw)).toMatchObject({ ok: true });
		expect(await sees()).toEqual([false, false]);
		expect(await page(auditor, id)).toBeNull();
		const give = { licenceEdition: '3', from: '2027-01-16', until: '2027-01-29' };
		for (const one of [world.who.chair, coordinator])
			expect(await does(coordinator, id, 'give-licence', { ...give, auditorId: one.personId })).toMatchObject({
				problems: [{ field: 'auditorId' }]
			});
		const again = await does(coordinator, id, 'give-licence', { ...give, auditorId: another.personId });
		expect(again).toMatchObject({ ok: true });
		expect(await page(another, id)).toMatchObject({ statement: [{ version: 1 }], form: null });
	});

	test('QUALITY-3 KNOW-1 a case that is closed to somebody is no audit of theirs, and is not among what may be drawn', async () => {
		const { auditor } = people;
		const id = await idOf(otherMeeting);
		expect(await does(auditor, id, 'accept-audit-statement', AGREED)).toMatchObject({ kind: 'forbidden' });
		moment = new Date('2027-01-05T10:00:00Z');
		expect(await does(auditor, id, 'accept-audit-statement', AGREED)).toMatchObject({ ok: true });
		expect(await mayGoOnViewing(reading(), auditor, id)).toBe(true);
		const exclusion = { caseId: other.caseId, personId: auditor.personId, reason: 'RELATED', from: '2026-12-17' };
		const excluded = await world.runArea('coordinator', 'exclude-person', { ...exclusion, until: '' });
		expect(excluded).toMatchObject({ ok: true });
		expect(await mayGoOnViewing(reading(), auditor, id)).toBe(false);
		expect(await readAuditPage(reading(), auditor, id)).toEqual(await readAuditPage(reading(), auditor, randomUUID()));
		const list = await readAuditsPage(reading(), auditor, null);
		expect(list).toMatchObject({ ok: true, value: { lines: [], drawing: null } });
	});

	test('QUALITY-7 QUALITY-8 QUALITY-9 submitted it is final and counted, its chair reads and answers, a correction is another version', async () => {
		const { another } = people;
		const { coordinator, chair } = world.who;
		moment = new Date('2027-01-18T10:00:00Z');
		const id = await idOf(meetingId);
		await does(another, id, 'accept-audit-statement', AGREED);
		const send = (command: string, form: object, over: object = {}) =>
			does(another, id, command, { edition: '0', form, ...over });
		const low = { scores: { ...scores, TIME: '1' } };
		expect(await send('submit-audit', whole(low))).toMatchObject({ problems: [{ field: 'form.reasons.TIME' }] });
		expect(await send('submit-audit', whole())).toMatchObject({ ok: true });
		expect(await send('save-audit', whole({ strengths: 'x' }))).toMatchObject({ kind: 'not-now' });
		expect(await page(chair, id)).toMatchObject({ may: ['answer-audit'], submitted: [{ form: { overall: '3' } }] });
		expect(await does(chair, id, 'answer-audit', { text: 'We will start sooner' })).toMatchObject({ ok: true });
		const fix = { edition: '1', correction: 'Looked at the wrong item' };
		expect(await send('correct-audit', whole({ overall: '4' }), { edition: '1' })).toMatchObject({
			problems: [{ field: 'correction' }]
		});
		expect(await send('correct-audit', whole({ overall: '4' }), fix)).toMatchObject({ ok: true });
		expect(await page(coordinator, id)).toMatchObject({
			submitted: [{ form: { overall: '4' }, correction: fix.correction }, { form: { overall: '3' } }],
			answers: [{ text: 'We will start sooner' }]
		});
		const pack = await readBoardPack(reading(), coordinator, '2026-Q4', 'view-board-pack');
		const rows = pack.ok ? pack.value?.tables.find((table) => table.id === 'T10')?.rows : undefined;
		expect(rows?.map(({ cells }) => cells[0]?.text)).toEqual(['0', '0', '0', '1', '1']);
		const asked = await readFiguresToEnter(database(), coordinator, '2026-Q4');
		expect(asked.ok && asked.value.some(({ key }) => key.startsWith('audits-'))).toBe(false);
		const before = await readFiguresToEnter(database(), coordinator, '2026-Q2');
		expect(before.ok && before.value.some(({ key }) => key.startsWith('audits-'))).toBe(true);
		await expect(world.store.owner`update quality_audit_event set data = '{}'`).rejects.toThrow();
		await expect(world.store.owner`delete from quality_audit`).rejects.toThrow();
	});

	test('QUALITY-8 where the area keeps audits from chairs, the chair knows of none', async () => {
		const id = await idOf(meetingId);
		const { chair } = world.who;
		const number = { key: 'auditToChair', version: 0, value: 'NO', effectiveFrom: '2027-01-18', approvedOn: '' };
		const set = await world.runArea('coordinator', 'set-area-number', { ...number, source: 'The Board' });
		expect(set).toMatchObject({ ok: true });
		expect(await page(chair, id)).toBeNull();
		expect(await readAuditsPage(reading(), chair, null)).toMatchObject({ kind: 'missing' });
	});
});
