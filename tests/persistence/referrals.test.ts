import { randomUUID } from 'node:crypto';
import { and, eq, like } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import { readConvening } from '#server/application/read-convening.ts';
import { readDecision, readReferral } from '#server/application/read-referral.ts';
import { readReferralLists } from '#server/application/read-referrals.ts';
import { beginReferral, runReferralCommand, saveReferralSection } from '#server/application/run-referral-command.ts';
import { accept, convene, openWorld, type Who, type World } from '../support/meeting-world.ts';
import { sampleAnswers } from '../support/sample-referral.ts';

let world: World;
let foreign: World;
const NOW = () => new Date('2026-12-17T12:00:00Z');
const parts = () => ({ database: world.store.database, now: NOW });

beforeAll(async () => {
	world = await openWorld();
	foreign = await openWorld(world.store);
	// The pair of the Responsible Authority: the world's agencies are made without that mark.
	for (const code of ['POL', 'PRB'] as const)
		await world.within((tx) =>
			tx.update(schema.agency).set({ isResponsibleAuthority: true }).where(eq(schema.agency.id, world.agency[code]))
		);
});
afterAll(async () => {
	await foreign.close();
	await world.close();
});

const begin = async (who: Who = 'manager', commandId: string = randomUUID(), input: unknown = {}) => {
	const begun = await beginReferral(parts(), { actor: world.who[who], commandId, input });
	if (!begun.ok) throw new Error(begun.message);
	return begun.value.id;
};
const answers = () =>
	sampleAnswers({ police: world.agency.POL, probation: world.agency.PRB, social: world.agency.CSC });
const save = (referralId: string, slug: string, values: unknown, version = 0, actor: Actor = world.who.manager) =>
	saveReferralSection(parts(), { actor, referralId, slug, version, values });
const run = (who: Who, referralId: string, command: string, input: object, commandId: string = randomUUID()) =>
	runReferralCommand(parts(), { actor: world.who[who], referralId, command, commandId, input });
const whole = async (over: Readonly<Record<string, object>> = {}) => {
	const id = await begin();
	for (const [slug, values] of Object.entries(answers())) await save(id, slug, { ...values, ...over[slug] });
	return id;
};
const submitted = async (over: Readonly<Record<string, object>> = {}) => {
	const id = await whole(over);
	const sent = await run('manager', id, 'submit-referral', { version: 1 });
	if (!sent.ok) throw new Error(`${sent.message} ${JSON.stringify(sent.problems)}`);
	return id;
};
/** Somebody nobody has met yet. */
const unknown = () => ({
	person: { name: `Nobody ${randomUUID().slice(0, 8)}`, aliases: '', crn: randomUUID().slice(0, 12) }
});
const decision = (over: object = {}) => ({
	...{ version: 2, outcome: 'Accepted - level 2', reasons: 'Four agencies must act', category: '1', caseId: 'new' },
	...{ caseRef: `C-${randomUUID().slice(0, 8)}`, leadAgencyId: world.agency.PRB, ...over }
});
const head = async (id: string) =>
	(await world.within((tx) => tx.select().from(schema.referral).where(eq(schema.referral.id, id))))[0];
const audits = (id: string) =>
	world.within(async (tx) =>
		(await tx.select().from(schema.auditEvent).where(eq(schema.auditEvent.objectId, id))).map(({ act }) => act)
	);
const mailTo = (who: Who, id: string) =>
	world.within(async (tx) =>
		(
			await tx
				.select()
				.from(schema.outbox)
				.where(and(eq(schema.outbox.personId, world.who[who].personId), like(schema.outbox.key, `referral:${id}:%`)))
		).map(({ kind }) => kind)
	);

describe('writing a referral', () => {
	test('REFER-25 M-7 the same click twice begins one, each with its own number', async () => {
		const commandId = randomUUID();
		const [first, second] = await Promise.all([begin('manager', commandId), begin('manager', commandId)]);
		expect(second).toBe(first);
		const other = await begin();
		expect((await head(first))?.ref).toMatch(/^R-2026-\d{3}$/);
		expect((await head(other))?.ref).not.toBe((await head(first))?.ref);
		expect((await audits(first)).filter((act) => act === 'begin-referral')).toHaveLength(1);
	});

	test('REFER-26 a section is kept as typed, incomplete too, and the same text saved twice is one state', async () => {
		const id = await begin();
		const typed = { level: '2', emergency: '', managerName: 'Gorse', managerRole: '', managerAgreedOn: 'last week' };
		expect(await save(id, 'level', typed)).toMatchObject({
			kind: 'saved',
			saved: { version: 1, values: typed },
			problems: [{ field: 'managerRole' }, { field: 'managerAgreedOn' }]
		});
		expect(await save(id, 'level', typed)).toMatchObject({ kind: 'saved', saved: { version: 1 } });
		expect(await save(id, 'level', typed, 1, world.who.coordinator)).toMatchObject({ kind: 'refused' });
	});

	test('REFER-27 who saves second sees the first one’s text, and neither is lost', async () => {
		const id = await begin();
		const colleague = { ...world.who.manager, personId: world.who.social.personId };
		await save(id, 'told', { told: 'no', whyNot: 'First text', reaction: '' });
		const stale = await save(id, 'told', { told: 'no', whyNot: 'Second text', reaction: '' }, 0, colleague);
		expect(stale).toMatchObject({
			kind: 'changed-meanwhile',
			theirs: { version: 1, values: { whyNot: 'First text' } }
		});
		const again = await save(id, 'told', { told: 'no', whyNot: 'Both texts', reaction: '' }, 1, colleague);
		expect(again).toMatchObject({ kind: 'saved', saved: { version: 2 } });
		const kept = await world.within((tx) =>
			tx.select().from(schema.referralSection).where(eq(schema.referralSection.referralId, id))
		);
		expect(kept.map(({ version, values }) => [version, (values as { whyNot: string }).whyNot]).toSorted()).toEqual([
			[1, 'First text'],
			[2, 'Both texts']
		]);
	});

	test('REFER-27 two at the same moment: one is stored, the other is shown it', async () => {
		const id = await begin();
		const both = await Promise.all(
			['One', 'Two'].map((whyNot) => save(id, 'told', { told: 'no', whyNot, reaction: '' }))
		);
		expect(both.map(({ kind }) => kind).toSorted()).toEqual(['changed-meanwhile', 'saved']);
	});

	test('REFER-28 what happened and what was written is never changed, by nobody', async () => {
		const id = await whole();
		const { owner } = world.store;
		await expect(owner`update referral_section set values = '{}' where referral_id = ${id}`).rejects.toThrow();
		await expect(owner`delete from referral_event where referral_id = ${id}`).rejects.toThrow();
		await expect(owner`delete from referral where id = ${id}`).rejects.toThrow();
	});
});

describe('deciding on a referral', () => {
	test('REFER-29 sent, asked, answered: each side is told by a message that names nobody', async () => {
		const id = await submitted(unknown());
		expect(await mailTo('coordinator', id)).toEqual(['referral-received']);
		await run('coordinator', id, 'ask-for-information', { version: 2, question: 'Which school?' });
		expect(await mailTo('manager', id)).toEqual(['more-information']);
		expect(await save(id, 'told', { told: 'yes', whyNot: '', reaction: 'None' }, 1)).toMatchObject({ kind: 'saved' });
		const answered = await run('manager', id, 'submit-referral', { version: 3, answer: 'No school' });
		expect(answered).toMatchObject({ ok: true, value: { version: 4 } });
		const rows = await world.within((tx) =>
			tx
				.select()
				.from(schema.outbox)
				.where(like(schema.outbox.key, `referral:${id}:%`))
		);
		expect(JSON.stringify(rows)).not.toMatch(/Nobody|school/i);
		expect((await head(id))?.receivedAt?.toISOString()).toBe(NOW().toISOString());
	});

	test('REFER-30 the unit reads what was sent, not what is being changed', async () => {
		const id = await submitted(unknown());
		await run('coordinator', id, 'ask-for-information', { version: 2, question: 'More' });
		await save(id, 'told', { told: 'no', whyNot: 'Not sent yet', reaction: '' }, 1);
		const page = async (who: Who) => {
			const read = await readReferral(world.store.database, world.who[who], id, NOW());
			return read.ok ? read.value.sections.told?.values.whyNot : null;
		};
		expect([await page('coordinator'), await page('manager')]).toEqual(['', 'Not sent yet']);
	});

	test('REFER-31 an acceptance opens the case at its level, with history, and a first meeting that is due', async () => {
		const id = await submitted(unknown());
		const accepted = await run('coordinator', id, 'decide-referral', decision());
		if (!accepted.ok) throw new Error(JSON.stringify(accepted));
		const { caseId } = accepted.value;
		expect(await head(id)).toMatchObject({ state: 'Accepted - level 2', caseId, initialDue: '2027-01-19' });
		const found = await world.within(async (tx) => ({
			row: (
				await tx
					.select()
					.from(schema.mappCase)
					.where(eq(schema.mappCase.id, caseId ?? ''))
			)[0],
			moves: await tx
				.select()
				.from(schema.levelChange)
				.where(eq(schema.levelChange.caseId, caseId ?? ''))
		}));
		expect(found.row).toMatchObject({ level: 2, category: 1, status: 'ACTIVE', leadAgencyId: world.agency.PRB });
		expect(found.moves).toMatchObject([{ fromLevel: 1, toLevel: 2, on: '2026-12-17' }]);
		expect(await mailTo('manager', id)).toContain('referral-decided');
		const convening = await readConvening(world.store.database, world.who.coordinator, caseId ?? '');
		if (!convening.ok) throw new Error(convening.message);
		expect(convening.value.referral).toMatchObject({ objective: 'Agree the release plan', initialDue: '2027-01-19' });
		const police = convening.value.agencies.find((one) => one.id === world.agency.POL);
		expect(police?.people.every(({ chosen }) => chosen)).toBe(true);
	});

	test('REFER-32 M-7 two co-ordinators at once: one decides, the other is shown it, and nothing happens twice', async () => {
		const id = await submitted(unknown());
		const both = await Promise.all([
			run('coordinator', id, 'decide-referral', decision()),
			run('coordinator', id, 'decide-referral', decision({ outcome: 'Accepted - level 3' }))
		]);
		expect(both.map((one) => (one.ok ? 'done' : one.kind)).toSorted()).toEqual(['changed-meanwhile', 'done']);
		const commandId = randomUUID();
		const other = await submitted(unknown());
		const same = decision();
		const twice = await Promise.all([1, 2].map(() => run('coordinator', other, 'decide-referral', same, commandId)));
		expect(twice.map(({ ok }) => ok)).toEqual([true, true]);
		const opened = await world.within((tx) =>
			tx.select().from(schema.mappCase).where(eq(schema.mappCase.ref, same.caseRef))
		);
		expect(opened).toHaveLength(1);
	});

	test('REFER-33 for somebody already a case it raises that case, and only the co-ordinator is shown the match', async () => {
		const id = await submitted({
			level: { level: '3', emergency: 'no' },
			person: { name: 'Another name', aliases: '', crn: 'x-900014' }
		});
		const page = await readDecision(world.store.database, world.who.coordinator, id, NOW());
		if (!page.ok) throw new Error(page.message);
		expect(page.value.matches).toMatchObject([{ id: world.caseId, matchedBy: 'identifier' }]);
		expect(await readDecision(world.store.database, world.who.manager, id, NOW())).toMatchObject({ kind: 'missing' });
		const foreignCase = decision({ outcome: 'Accepted - level 3', caseId: foreign.caseId });
		expect(await run('coordinator', id, 'decide-referral', foreignCase)).toMatchObject({
			problems: [{ field: 'caseId' }]
		});
		const second = decision({ outcome: 'Accepted - level 3' });
		expect(await run('coordinator', id, 'decide-referral', second)).toMatchObject({ problems: [{ field: 'caseId' }] });
		const about = decision({ outcome: 'Accepted - level 3', caseId: world.caseId });
		expect(await run('coordinator', id, 'decide-referral', about)).toMatchObject({ value: { caseId: world.caseId } });
		const row = await world.within((tx) =>
			tx.select().from(schema.mappCase).where(eq(schema.mappCase.id, world.caseId))
		);
		expect(row[0]?.level).toBe(3);
	});

	test('REFER-34 a refused decision leaves nothing behind', async () => {
		const id = await submitted(unknown());
		const before = await audits(id);
		const taken = decision({ caseRef: 'FNS-2026-014' });
		expect(await run('coordinator', id, 'decide-referral', taken)).toMatchObject({ problems: [{ field: 'caseRef' }] });
		expect(await head(id)).toMatchObject({ state: 'Referral decision - pending', version: 2, caseId: null });
		expect(await audits(id)).toEqual(before);
		expect(await run('minuteTaker', id, 'decide-referral', decision())).toMatchObject({ kind: 'forbidden' });
		expect(await audits(id)).toContain('deny-decide-referral');
	});
});

describe('who may know of a referral', () => {
	const reads = async (actor: Actor, id: string) => {
		const page = await readReferral(world.store.database, actor, id, NOW());
		return page.ok ? 'read' : page.kind;
	};

	test('REFER-35 a draft is its agency’s own, a sent one the unit’s too, and to everybody else it does not exist', async () => {
		const id = await whole(unknown());
		const { manager, social, coordinator, minuteTaker } = world.who;
		const colleague = { ...manager, personId: social.personId };
		const who = [manager, colleague, social, coordinator, minuteTaker, foreign.who.coordinator, foreign.who.manager];
		const seen = () => Promise.all(who.map((actor) => reads(actor, id)));
		expect(await seen()).toEqual(['read', 'read', 'missing', 'missing', 'missing', 'missing', 'missing']);
		await run('manager', id, 'submit-referral', { version: 1 });
		expect(await seen()).toEqual(['read', 'read', 'missing', 'read', 'read', 'missing', 'missing']);
		const unknownId = await run('social', randomUUID(), 'withdraw-referral', { version: 1, reason: 'x' });
		expect(await run('social', id, 'withdraw-referral', { version: 2, reason: 'x' })).toEqual(unknownId);
		for (const bad of ['x', '', `${id} `, '../'])
			expect(await run('manager', bad, 'withdraw-referral', { version: 2, reason: 'x' })).toEqual(unknownId);
	});

	test('REFER-36 the invited read the accepted referral once they have accepted the statement', async () => {
		const id = await submitted(unknown());
		const accepted = await run('coordinator', id, 'decide-referral', decision());
		if (!accepted.ok) throw new Error(accepted.message);
		expect(await reads(world.who.social, id)).toBe('missing');
		const meetingId = await convene({ ...world, caseId: accepted.value.caseId ?? '' });
		expect(await reads(world.who.social, id)).toBe('missing');
		await accept(world, 'social', meetingId);
		expect(await reads(world.who.social, id)).toBe('read');
	});

	test('REFER-37 a Category 4 referral needs the clearance, and one about a case closed to somebody is closed too', async () => {
		const four = await submitted({ ...unknown(), category: { category: '4' } });
		const { coordinator } = world.who;
		expect(await reads(coordinator, four)).toBe('missing');
		expect(await mailTo('coordinator', four)).toEqual([]);
		const grant = (grants: string[]) =>
			world.within((tx) => tx.update(schema.person).set({ grants }).where(eq(schema.person.id, coordinator.personId)));
		await grant(['CAT4_CLEARED']);
		expect(await reads(coordinator, four)).toBe('read');
		await grant([]);
		const about = await submitted({ person: { crn: 'X900014', aliases: '' } });
		expect(await reads(coordinator, about)).toBe('read');
		const excluded = { personId: coordinator.personId, reason: 'KNOWS_PERSON', from: '2026-01-01' };
		const [row] = await world.within((tx) =>
			tx
				.insert(schema.caseExclusion)
				.values({ ...excluded, areaId: world.areaId, caseId: world.caseId, recordedBy: world.who.minuteTaker.personId })
				.returning({ id: schema.caseExclusion.id })
		);
		const queue = async () => {
			const lists = await readReferralLists(world.store.database, coordinator, NOW());
			return lists.ok ? (lists.value.queue?.pending ?? []).map((line) => line.id) : [];
		};
		expect([await reads(coordinator, about), (await queue()).includes(about)]).toEqual(['missing', false]);
		await world.within((tx) =>
			tx
				.update(schema.caseExclusion)
				.set({ endedAt: new Date(), endedBy: world.who.minuteTaker.personId })
				.where(eq(schema.caseExclusion.id, row?.id ?? ''))
		);
		expect([await reads(coordinator, about), (await queue()).includes(about)]).toEqual(['read', true]);
	});

	test('REFER-38 one’s own, the agency’s and the queue, with how long each has waited and what came late', async () => {
		const soon = { releaseOn: '2027-02-01', crd: '2027-02-01' };
		const id = await whole({ ...unknown(), dates: soon });
		const reasons = { V03: 'Arrested last week' };
		expect(await run('manager', id, 'submit-referral', { version: 1 })).toMatchObject({ kind: 'invalid' });
		expect(await run('manager', id, 'submit-referral', { version: 1, reasons })).toMatchObject({ ok: true });
		const later = new Date('2026-12-30T12:00:00Z');
		const listed = async (actor: Actor) => {
			const lists = await readReferralLists(world.store.database, actor, later);
			if (!lists.ok) throw new Error(lists.message);
			return lists.value;
		};
		const queue = (await listed(world.who.coordinator)).queue;
		expect(queue?.pending.find((line) => line.id === id)).toMatchObject({ late: true, workingDays: 7, level: '2' });
		expect((await listed(world.who.manager)).mine.map((line) => line.id)).toContain(id);
		const colleague = { ...world.who.manager, personId: world.who.social.personId };
		expect((await listed(colleague)).agency.map((line) => line.id)).toContain(id);
		expect(JSON.stringify(await listed(world.who.social))).not.toContain(id);
		const nobody: Actor = { ...world.who.manager, roles: ['SYSTEM_ADMINISTRATOR'] };
		expect(await readReferralLists(world.store.database, nobody, later)).toMatchObject({ kind: 'missing' });
	});

	test('REFER-39 the unit’s administrator records a referral for an agency, which then goes on with it', async () => {
		const id = await begin('minuteTaker', randomUUID(), { agencyId: world.agency.CSC });
		expect(await reads(world.who.social, id)).toBe('read');
		expect(await reads(world.who.manager, id)).toBe('missing');
		expect(await save(id, 'told', { told: 'yes' }, 0, world.who.minuteTaker)).toMatchObject({ kind: 'saved' });
		const own = await beginReferral(parts(), { actor: world.who.minuteTaker, commandId: randomUUID(), input: {} });
		expect(own).toMatchObject({ problems: [{ field: 'agencyId' }] });
		const { coordinator } = world.who;
		expect(await beginReferral(parts(), { actor: coordinator, commandId: randomUUID(), input: {} })).toMatchObject({
			kind: 'forbidden'
		});
	});
});
