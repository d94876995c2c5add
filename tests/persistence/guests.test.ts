/** R4 on the real database: a guest from being asked for to their end, and every other door that stays closed to them. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { returnDocument } from '#lib/returns/return-fields.ts';
import { sendGuestLink, showGuestCode, showGuestLink } from '#server/application/guest-desk.ts';
import {
	comeInAsGuest,
	type GuestDoorParts,
	lookAtGuestLink,
	noteGuestElsewhere
} from '#server/application/guest-door.ts';
import { makeGuestMail } from '#server/application/guest-mail.ts';
import { endGuestsPastTime, readGuest } from '#server/persistence/guests.ts';
import { readReaders } from '#server/persistence/restricted-notes.ts';
import { approvedGuest, deskParts, GUEST_ASKED, guestCommand, guestInBrowser } from '../support/guest-of.ts';
import {
	accept,
	anotherCase,
	CASE_WORDS,
	convene,
	openWorld,
	recordDecisions,
	startedMeeting,
	type World
} from '../support/meeting-world.ts';

let world: World;
beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world.close());

const fresh = async (): Promise<{ meetingId: string; world: World }> => {
	const one = await anotherCase(world);
	return { meetingId: await startedMeeting(one), world: one };
};
const ask = (meetingId: string, over: Record<string, unknown> = {}) =>
	guestCommand(world, 'social', 'ask-guest', meetingId, { ...GUEST_ASKED, agencyId: world.agency.CSC, ...over });
const look = (link: string, binding?: string, now?: Date) =>
	lookAtGuestLink({ ...deskParts(world), ...(now ? { now: () => now } : {}) }, { link, binding });
const comeIn = (link: string, code: string, binding?: string, over: Partial<GuestDoorParts> = {}) =>
	comeInAsGuest({ ...deskParts(world), ...over }, { link, code, binding, device: 'Firefox' });
const guestRow = (meetingId: string, guestId: string) => world.within((tx) => readGuest(tx, meetingId, guestId));
const accounts = (personId: string) =>
	world.store.database.withoutArea((tx) =>
		tx.select().from(schema.account).where(eq(schema.account.personId, personId))
	);
const acts = async (meetingId: string) =>
	(
		await world.within((tx) => tx.select().from(schema.auditEvent).where(eq(schema.auditEvent.meetingId, meetingId)))
	).map(({ act }) => act);
const told = async (meetingId: string, kind: string) =>
	(await world.within((tx) => tx.select().from(schema.outbox).where(eq(schema.outbox.meetingId, meetingId)))).filter(
		(mail) => mail.kind === kind
	);

describe('asking and deciding', () => {
	test('GUEST-1 I-7 a bad address or name is refused at its field, and nothing is stored', async () => {
		const { meetingId } = await fresh();
		for (const email of [
			...['a@b.example\nBcc: x@y.example', '<script>@b.example', `${'a'.repeat(300)}@b.example`, 'jörg@b.example'],
			...['a@xn--bcher-kva.example', 'a@b@c.example', '', 'a b@c.example']
		]) {
			const refused = await ask(meetingId, { email });
			expect(refused, email).toMatchObject({ ok: false, kind: 'invalid', problems: [{ field: 'email' }] });
		}
		expect(await ask(meetingId, { name: '<b>Sorrel</b>' })).toMatchObject({ problems: [{ field: 'name' }] });
		expect(await ask(meetingId, { name: '\u200b ' })).toMatchObject({ problems: [{ field: 'name' }] });
		expect(await ask(meetingId, { vouched: 'no' })).toMatchObject({ problems: [{ field: 'vouched' }] });
		expect(await ask(meetingId, { state: 'APPROVED' })).toMatchObject({ ok: false, kind: 'invalid' });
		const rows = await world.within((tx) =>
			tx.select().from(schema.guest).where(eq(schema.guest.meetingId, meetingId))
		);
		expect(rows).toEqual([]);
	});

	test('GUEST-2 I-9 only an agency of the meeting asks, once for each address, and never decides itself', async () => {
		const { meetingId } = await fresh();
		const notTheirs = await ask(meetingId, { agencyId: world.agency.HSG });
		expect(notTheirs).toMatchObject({ ok: false, kind: 'forbidden', problems: [{ field: 'agencyId' }] });
		expect(
			await guestCommand(world, 'housing', 'ask-guest', meetingId, { ...GUEST_ASKED, agencyId: world.agency.HSG })
		).toMatchObject({
			kind: 'missing'
		});
		const first = await ask(meetingId);
		const again = await ask(meetingId);
		expect(again).toEqual(first);
		expect(await ask(meetingId, { name: 'Another Person' })).toMatchObject({ problems: [{ field: 'email' }] });
		if (!first.ok) throw new Error(first.message);
		const guestId = first.value.id;
		expect(await guestCommand(world, 'social', 'approve-guest', meetingId, { guestId })).toMatchObject({
			kind: 'forbidden'
		});
		expect(await guestCommand(world, 'manager', 'approve-guest', meetingId, { guestId })).toMatchObject({
			kind: 'missing'
		});
		expect(await acts(meetingId)).toContain('deny-approve-guest');
		const own = await guestCommand(world, 'coordinator', 'ask-guest', meetingId, {
			...{ ...GUEST_ASKED, agencyId: world.agency.PRB, email: 'other@hostel.example' }
		});
		expect(own).toMatchObject({ ok: true });
		expect(
			await guestCommand(world, 'coordinator', 'approve-guest', meetingId, { guestId: own.ok ? own.value.id : '' })
		).toMatchObject({
			kind: 'forbidden'
		});
		expect(await guestCommand(world, 'coordinator', 'approve-guest', meetingId, { guestId })).toMatchObject({
			ok: true
		});
		expect(await told(meetingId, 'guest-to-decide')).not.toEqual([]);
		expect(await told(meetingId, 'guest-link')).toHaveLength(1);
		expect(await told(meetingId, 'invited')).not.toContainEqual(expect.objectContaining({ personId: null }));
	});

	test('GUEST-2 a refused guest never has a seat, and whoever asked is told', async () => {
		const { meetingId } = await fresh();
		const asked = await ask(meetingId);
		const guestId = asked.ok ? asked.value.id : '';
		expect(await guestCommand(world, 'chair', 'refuse-guest', meetingId, { guestId, reason: '' })).toMatchObject({
			problems: [{ field: 'reason' }]
		});
		expect(
			await guestCommand(world, 'chair', 'refuse-guest', meetingId, { guestId, reason: 'Not needed' })
		).toMatchObject({ ok: true });
		expect(await guestRow(meetingId, guestId)).toMatchObject({ state: 'REFUSED', personId: null });
		expect(await told(meetingId, 'guest-decided')).toHaveLength(1);
	});
});

describe('the link', () => {
	test('GUEST-3 I-1 looked at any number of times it is not used up, and stored as a hash alone', async () => {
		const { meetingId } = await fresh();
		const { guestId, link, code } = await approvedGuest(world, meetingId);
		const before = await guestRow(meetingId, guestId);
		for (let n = 0; n < 20; n += 1) expect(await look(link)).toMatchObject({ kind: 'open' });
		expect(await guestRow(meetingId, guestId)).toEqual(before);
		const [row] = await world.within((tx) => tx.select().from(schema.guest).where(eq(schema.guest.id, guestId)));
		expect(JSON.stringify(row)).not.toContain(link.slice(24));
		expect(JSON.stringify(row)).not.toContain(code);
		expect(await comeIn(link, code)).toMatchObject({ kind: 'in', meetingId });
	});

	test('GUEST-4 I-3 altered, shortened, upper-cased or unknown it is no link', async () => {
		const { meetingId } = await fresh();
		const { link } = await approvedGuest(world, meetingId);
		const other = (letter: string | undefined) => (letter === 'A' ? 'B' : 'A');
		const altered = [0, 10, 21, 22, 40, 63].map((n) => link.slice(0, n) + other(link[n]) + link.slice(n + 1));
		for (const wrong of [
			...altered,
			link.slice(0, -1),
			link.toUpperCase(),
			`${link}A`,
			'',
			'x'.repeat(64),
			`${link}%00`
		])
			expect(await look(wrong), wrong).toBeNull();
	});

	test('GUEST-5 it works from 15 minutes before the start until an hour after the planned end, or from an early start on', async () => {
		const one = await anotherCase(world);
		const meetingId = await convene(one);
		await accept(one, 'social', meetingId);
		const { guestId, link, code } = await approvedGuest(one, meetingId);
		const at = (time: string) => new Date(`2027-03-18T${time}Z`);
		expect(await look(link, undefined, at('09:44:59'))).toMatchObject({
			kind: 'early',
			opens: at('09:45:00').toISOString()
		});
		expect(await comeIn(link, code, undefined, { now: () => at('09:44:59') })).toEqual({ kind: 'early' });
		expect(await look(link, undefined, at('09:45:00'))).toMatchObject({ kind: 'open' });
		expect(await look(link, undefined, at('12:29:59'))).toMatchObject({ kind: 'open' });
		expect(await look(link, undefined, at('12:30:00'))).toBeNull();
		expect(await comeIn(link, code, undefined, { now: () => at('12:30:00') })).toEqual({ kind: 'gone' });
		const tidied = (time: string) => world.within((tx) => endGuestsPastTime(tx, at(time)));
		await tidied('12:29:59');
		expect(await guestRow(meetingId, guestId)).toMatchObject({ state: 'APPROVED' });
		await tidied('12:30:00');
		expect(await guestRow(meetingId, guestId)).toMatchObject({ state: 'ENDED' });
	});

	test('GUEST-6 five wrong codes end the code, however many are tried at once, and a new one lets them in', async () => {
		const { meetingId } = await fresh();
		const { guestId, link, code } = await approvedGuest(world, meetingId);
		const wrong = code === '00000000' ? '00000001' : '00000000';
		const tried = await Promise.all(Array.from({ length: 12 }, () => comeIn(link, wrong)));
		expect(tried.every(({ kind }) => kind === 'wrong')).toBe(true);
		expect(await guestRow(meetingId, guestId)).toMatchObject({ wrongCodes: 5 });
		expect(await comeIn(link, code)).toEqual({ kind: 'wrong', left: 0 });
		expect(await look(link)).toMatchObject({ codeLeft: false });
		const again = await showGuestCode(deskParts(world), world.who.social, { meetingId, guestId });
		if (!again.ok) throw new Error(again.message);
		expect(again.value.code).toMatch(/^\d{8}$/);
		expect(await comeIn(link, again.value.code)).toMatchObject({ kind: 'in' });
		expect(await acts(meetingId)).toEqual(
			expect.arrayContaining(['deny-come-in-as-guest', 'come-in-as-guest', 'make-guest-code'])
		);
	});

	test('GUEST-7 I-5 a second browser is refused, with the code too, and the chair is told once', async () => {
		const { meetingId } = await fresh();
		const { guestId, link, code, binding, actor, cookie } = await guestInBrowser(world, meetingId);
		const parts = deskParts(world);
		expect(await look(link, binding)).toMatchObject({ kind: 'open' });
		expect(await look(link)).toEqual({ kind: 'elsewhere' });
		await noteGuestElsewhere(parts, { link, binding: undefined });
		await noteGuestElsewhere(parts, { link, binding: 'A'.repeat(43) });
		expect(await comeIn(link, code)).toEqual({ kind: 'elsewhere' });
		expect(await told(meetingId, 'guest-elsewhere')).toHaveLength(1);
		const room = await world.application.admission.room(world.who.chair, meetingId);
		expect(room.ok && room.value.attendance.seats[actor.personId]?.triedElsewhere).toBeTruthy();
		expect(await guestRow(meetingId, guestId)).toMatchObject({ wrongCodes: 0 });
		// The same browser again: one session at a time.
		const back = await comeIn(link, code, binding);
		expect(back).toMatchObject({ kind: 'in', binding });
		expect(await world.sessions.read(cookie)).toBeNull();
		// A new link frees it from that browser.
		expect(await showGuestLink(parts, world.who.social, { meetingId, guestId })).toMatchObject({ kind: 'forbidden' });
		expect(await sendGuestLink(parts, world.who.social, { meetingId, guestId })).toMatchObject({ ok: true });
		expect(await look(link, binding)).toBeNull();
		const mail = await world.within((tx) => makeGuestMail(tx, world.areaId, actor.personId, new Date()));
		expect(mail?.address).toBe(GUEST_ASKED.email);
		expect(await look(mail?.path.slice('/guest/'.length) ?? '')).toMatchObject({ kind: 'open' });
	});

	test('GUEST-7 of two browsers with the right code at once, one comes in', async () => {
		const { meetingId } = await fresh();
		const { link, code } = await approvedGuest(world, meetingId);
		const kinds = (await Promise.all([comeIn(link, code), comeIn(link, code)])).map(({ kind }) => kind).sort();
		expect(kinds).toEqual(['elsewhere', 'in']);
	});
});

describe('a guest inside', () => {
	test('GUEST-8 R3 statement, door and room as for everybody, with a session of their own kind', async () => {
		const { meetingId } = await fresh();
		const { actor, session } = await guestInBrowser(world, meetingId);
		expect(session).toMatchObject({ kind: 'GUEST', means: 'GUEST', stepUpAt: null });
		expect(session.absoluteEndAt.getTime() - session.createdAt.getTime()).toBeLessThanOrEqual(4 * 3_600_000);
		const { admission } = world.application;
		const stateNow = async () => {
			const door = await admission.door(actor, meetingId);
			return door.ok ? door.value.state : door.kind;
		};
		const act = (command: string, input: unknown) =>
			world.application.runCommand({ actor, meetingId, command, input, commandId: crypto.randomUUID() });
		expect(await stateNow()).toBe('invited');
		expect(JSON.stringify(await admission.door(actor, meetingId))).not.toContain(CASE_WORDS.name);
		expect(await act('accept-statement', { version: 1, language: 'en' })).toMatchObject({ ok: true });
		expect(await stateNow()).toBe('waiting');
		expect((await world.application.readRoom(actor, meetingId)).ok).toBe(false);
		await world.does('chair', meetingId, 'confirm-attendee', { personId: actor.personId });
		expect(await stateNow()).toBe('in-the-room');

		const room = await world.application.readRoom(actor, meetingId);
		if (!room.ok) throw new Error(room.message);
		expect(room.value).toMatchObject({ people: [], previousTexts: {}, disclosuresMade: [] });
		expect(room.value.meeting.attendance.seats[actor.personId]?.person).toMatchObject({
			guest: true,
			agencyName: actor.agencyName
		});

		const access = async (name: string) => {
			const door = await admission.document({ actor, meetingId, name });
			return door.ok ? door.value.access : door.kind;
		};
		expect(await access('plan')).toBe('read');
		expect(await access('minutes')).toBe('read');
		expect(await access(returnDocument(actor.agencyId))).toBe('write');
		for (const [command, input] of [
			['add-risk', {}],
			['record-item', { item: 'AGENCY_INFO', values: {} }],
			['record-dissent', { item: 'LEVEL_DECISION', text: 'no' }],
			['nominate-substitute', { personId: actor.personId, substituteId: world.who.deputy.personId }],
			['end-meeting', {}],
			['confirm-attendee', { personId: actor.personId }],
			['make-restricted-note', { item: 'WELCOME', kind: 'VICTIM_SENSITIVE', named: [], leftOut: [], isHidden: false }]
		] as const)
			expect(await act(command, input), command).toMatchObject({ ok: false });
		expect(await act('raise-hand', {})).toMatchObject({ ok: true });
		expect(await act('introduce', { canCommitResources: 'yes', interest: '' })).toMatchObject({ ok: true });
		// Restricted by kind is not theirs, whatever the sponsor may read.
		const readers = await world.within((tx) => readReaders(tx, [actor.personId]));
		expect(readers.get(actor.personId)?.agencyType).toBeNull();
		// Nothing of theirs outlives the meeting.
		const chairHandsOver = await world.run('chair', meetingId, 'hand-over-chair', {
			personId: actor.personId,
			reason: 'x'
		});
		expect(chairHandsOver).toMatchObject({ ok: false });
	});

	test('GUEST-9 one who only looks on writes nothing at all', async () => {
		const { meetingId } = await fresh();
		const { actor } = await guestInBrowser(world, meetingId, { capacity: 'OBSERVER' });
		const input = { version: 1, language: 'en' };
		await world.application.runCommand({
			actor,
			meetingId,
			command: 'accept-statement',
			input,
			commandId: crypto.randomUUID()
		});
		await world.does('chair', meetingId, 'confirm-attendee', { personId: actor.personId });
		const name = returnDocument(actor.agencyId);
		const door = await world.application.admission.document({ actor, meetingId, name });
		expect(door.ok && door.value.access).not.toBe('write');
	});

	test('GUEST-10 another meeting does not exist for them', async () => {
		const [one, two] = [await fresh(), await fresh()];
		const { actor } = await guestInBrowser(world, one.meetingId);
		const { admission } = world.application;
		for (const answer of [
			await admission.door(actor, two.meetingId),
			await admission.room(actor, two.meetingId),
			await admission.document({ actor, meetingId: two.meetingId, name: 'plan' }),
			await world.application.runCommand({
				actor,
				meetingId: two.meetingId,
				command: 'raise-hand',
				input: {},
				commandId: crypto.randomUUID()
			}),
			await world.application.readFinal(actor, two.meetingId, 'view-final-minutes')
		])
			expect(answer).toMatchObject({ ok: false, kind: 'missing' });
	});
});

describe('the end', () => {
	const isGone = async (meetingId: string, guestId: string, personId: string, link: string, cookie: string) => {
		expect(await guestRow(meetingId, guestId)).toMatchObject({ state: 'ENDED' });
		const [row] = await world.within((tx) => tx.select().from(schema.guest).where(eq(schema.guest.id, guestId)));
		expect(row).toMatchObject({ secretHash: null, codeHash: null, bindingHash: null });
		expect(await accounts(personId)).toEqual([]);
		expect(await world.sessions.read(cookie)).toBeNull();
		expect(await look(link)).toBeNull();
	};

	test('GUEST-11 the end of the meeting ends account, session, binding and link; the name stays', async () => {
		const { meetingId } = await fresh();
		const { guestId, actor, link, cookie } = await guestInBrowser(world, meetingId);
		await recordDecisions(world, meetingId);
		await world.does('chair', meetingId, 'end-meeting');
		await isGone(meetingId, guestId, actor.personId, link, cookie);
		const room = await world.application.admission.room(world.who.chair, meetingId);
		expect(room.ok && room.value.attendance.seats[actor.personId]?.person.name).toBe(GUEST_ASKED.name);
		expect(await showGuestCode(deskParts(world), world.who.social, { meetingId, guestId })).toMatchObject({
			ok: false
		});
	});

	test('GUEST-11 so does the end of their seat, by whichever page, and they are not confirmed again', async () => {
		const { meetingId } = await fresh();
		const first = await guestInBrowser(world, meetingId);
		const { personId } = first.actor;
		await world.does('chair', meetingId, 'remove-attendee', { personId, reason: 'Wrong person', conflict: false });
		await isGone(meetingId, first.guestId, personId, first.link, first.cookie);
		expect(await world.run('chair', meetingId, 'confirm-attendee', { personId })).toMatchObject({ ok: false });
		const second = await guestInBrowser(world, meetingId);
		const { guestId } = second;
		expect(await guestCommand(world, 'manager', 'end-guest', meetingId, { guestId, reason: 'x' })).toMatchObject({
			kind: 'missing'
		});
		expect(await guestCommand(world, 'social', 'end-guest', meetingId, { guestId, reason: 'Ill' })).toMatchObject({
			ok: true
		});
		await isGone(meetingId, guestId, second.actor.personId, second.link, second.cookie);
		const room = await world.application.admission.room(world.who.chair, meetingId);
		expect(room.ok && room.value.attendance.seats[second.actor.personId]?.removed).toBeTruthy();
	});

	test('GUEST-12 nobody else’s account can be removed, and no guest’s row', async () => {
		const { meetingId } = await fresh();
		const { guestId } = await approvedGuest(world, meetingId);
		const { personId } = world.who.social;
		const removing = world.store.database.withoutArea((tx) =>
			tx.delete(schema.account).where(eq(schema.account.personId, personId))
		);
		await expect(removing).rejects.toThrow();
		await expect(world.within((tx) => tx.delete(schema.guest).where(eq(schema.guest.id, guestId)))).rejects.toThrow();
	});

	test('GUEST-13 a case that is open to people named for it takes no guest', async () => {
		const { meetingId, world: own } = await fresh();
		await world.within((tx) =>
			tx.update(schema.mappCase).set({ category: 4 }).where(eq(schema.mappCase.id, own.caseId))
		);
		await world.within(async (tx) => {
			for (const who of ['social', 'chair'] as const)
				await tx
					.update(schema.person)
					.set({ grants: ['CAT4_CLEARED'] })
					.where(eq(schema.person.id, world.who[who].personId));
		});
		expect(await ask(meetingId)).toMatchObject({ ok: false, kind: 'not-now' });
	});
});
