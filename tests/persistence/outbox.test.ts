import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { calendarFile } from '#lib/mail/calendar-file.ts';
import { readCalendarEntry, readMyCalendar } from '#server/application/my-calendar.ts';
import { readMailCalendar, readOutbox } from '#server/application/read-outbox.ts';
import { tell } from '#server/application/tell.ts';
import type { MailPort } from '#server/mail/mail-port.ts';
import { createMailSender, type MailSender } from '#server/mail/mail-sender.ts';
import { createReminderClock } from '#server/mail/reminder-clock.ts';
import { createSmtpPort } from '#server/mail/smtp-port.ts';
import {
	anotherCase,
	CASE_WORDS,
	convene,
	finishedMeeting,
	INVITED,
	lock,
	openWorld,
	type Who,
	type World
} from '../support/meeting-world.ts';
import { listenForMail, readMessage, type SmtpListener } from '../support/smtp-listener.ts';

const SENDER = { origin: 'https://mappa.example', from: 'mapp@mappa.example' };
let world: World;
let listener: SmtpListener;
const senders: MailSender[] = [];

beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
	// What other tests left to be told is nobody's any more: the owner takes it out of the way.
	await world.store.owner`update outbox set by_hand_at = now() where by_hand_at is null`;
	listener = await listenForMail();
});
afterEach(async () => {
	await Promise.all(senders.splice(0).map((one) => one.close()));
	await listener.close();
});

/** A node's sender that sends only when it is told to. */
const node = (over: Partial<Parameters<typeof createMailSender>[0]> = {}): MailSender => {
	const port = createSmtpPort({ url: listener.url, from: SENDER.from, stepMs: 2000, messageMs: 5000 });
	const one = createMailSender({
		...{
			nodeId: randomUUID(),
			database: world.store.database,
			port,
			sender: SENDER,
			log: world.log.push.bind(world.log)
		},
		...{ everyMs: 3_600_000, ...over }
	});
	senders.push(one);
	return one;
};
const told = (meetingId: string) =>
	world.within((tx) =>
		tx.select().from(schema.outbox).where(eq(schema.outbox.meetingId, meetingId)).orderBy(schema.outbox.createdAt)
	);
const nameOf = (personId: string) =>
	Object.entries(world.who).find(([, actor]) => actor.personId === personId)?.[0] ?? personId;
const kinds = async (meetingId: string, after = 0) =>
	(await told(meetingId))
		.slice(after)
		.map(({ kind, personId }) => `${kind} ${nameOf(personId)}`)
		.sort();
const fresh = async (): Promise<string> => convene(await anotherCase(world));
const tellOne = (who: Who, over: object = {}) =>
	world.within((tx) =>
		tell(tx, { areaId: world.areaId, personId: world.who[who].personId, kind: 'referral-decided', ...over })
	);
/** Keeps somebody away from a case, as an exclusion does. */
const closeCase = (caseId: string, who: Who) =>
	world.within((tx) =>
		tx.insert(schema.caseExclusion).values({
			...{ areaId: world.areaId, caseId, personId: world.who[who].personId, reason: 'KNOWS_PERSON' },
			...{ from: '2020-01-01', recordedBy: world.who.coordinator.personId }
		})
	);
const rows = () => world.within((tx) => tx.select().from(schema.outbox).orderBy(schema.outbox.createdAt));
const waiting = async () => (await rows()).filter(({ byHandAt }) => byHandAt === null);

describe('what is told', () => {
	test('MAIL-3 convening, moving, standing in, removing and cancelling are told once to whom they concern', async () => {
		const meetingId = await fresh();
		expect(await kinds(meetingId)).toEqual(INVITED.map((who) => `invited ${who}`).sort());
		const moved = { scheduledStart: '2027-03-19T10:00:00.000Z', plannedMinutes: 60, venue: 'Room 9', reason: 'Ill' };
		await world.does('coordinator', meetingId, 'reschedule-meeting', moved);
		expect(await kinds(meetingId, 4)).toEqual(INVITED.map((who) => `rescheduled ${who}`).sort());
		const standIn = { personId: world.who.social.personId, substituteId: world.who.deputy.personId };
		await world.does('social', meetingId, 'nominate-substitute', standIn);
		expect(await kinds(meetingId, 8)).toEqual(['substitute-to-approve minuteTaker']);
		await world.does('coordinator', meetingId, 'approve-substitute', standIn);
		expect(await kinds(meetingId, 9)).toEqual(['invited deputy', 'represented social']);
		const { personId } = world.who.manager;
		await world.does('chair', meetingId, 'remove-attendee', { personId, reason: 'Wrong person', conflict: false });
		expect(await kinds(meetingId, 11)).toEqual(['removed manager']);
		await world.does('coordinator', meetingId, 'cancel-meeting', { reason: 'Recalled' });
		expect(await kinds(meetingId, 12)).toEqual(['cancelled chair', 'cancelled deputy', 'cancelled minuteTaker']);
		const revisions = (await told(meetingId)).map(
			({ facts }) => (facts as { meeting: { revision: number } }).meeting.revision
		);
		expect([...revisions].sort((a, b) => a - b)).toEqual(revisions);
	});

	test('MAIL-3 whoever is expected is told that the papers are out, once for the day of the meeting', async () => {
		const meetingId = await fresh();
		await world.does('social', meetingId, 'answer-invitation', { response: 'DECLINED', reason: 'SICKNESS' });
		const note = (doneOn: string) =>
			world.runArea('minuteTaker', 'note-meeting-step', { meetingId, step: 'PAPERS', doneOn });
		for (const doneOn of ['2026-12-17', '', '2026-12-17']) expect(await note(doneOn)).toMatchObject({ ok: true });
		expect(await kinds(meetingId, 4)).toEqual(['papers-ready chair', 'papers-ready manager']);
	});

	test('MAIL-3 after the lock the other of the two who kept the record is told that the minutes are ready, and nobody else yet', async () => {
		const own = await anotherCase(world);
		const meetingId = await finishedMeeting(own);
		await closeCase(own.caseId, 'social');
		expect(await lock(own, meetingId)).toMatchObject({ ok: true });
		const ready = (await kinds(meetingId)).filter((line) => line.startsWith('minutes-ready'));
		expect(ready).toEqual(['minutes-ready minuteTaker']);
	});

	test('MAIL-3 an act that is refused, sent again or rolled back tells nobody', async () => {
		const meetingId = await fresh();
		const commandId = randomUUID();
		const invite = { personId: world.who.housing.personId, capacity: 'INVITED', request: 'What you know' };
		for (let n = 0; n < 3; n++) await world.run('coordinator', meetingId, 'invite-person', invite, commandId);
		expect(await kinds(meetingId, 4)).toEqual(['invited housing']);
		await world.run('social', meetingId, 'cancel-meeting', { reason: 'x' });
		await world.store.owner`revoke insert on audit_event from mapp_app`;
		await expect(world.run('coordinator', meetingId, 'cancel-meeting', { reason: 'x' })).rejects.toThrow();
		await world.store.owner`grant insert on audit_event to mapp_app`;
		expect(await told(meetingId)).toHaveLength(5);
	});

	test('MAIL-1 R2 nothing of the case, the place or the reasons is in the outbox, also not in the mail itself', async () => {
		const meetingId = await fresh();
		const moved = {
			scheduledStart: '2027-03-20T10:00:00.000Z',
			plannedMinutes: 60,
			venue: 'Larkspur Hall',
			reason: 'Secret reason'
		};
		await world.does('coordinator', meetingId, 'reschedule-meeting', moved);
		await node().sendDue();
		expect(listener.received).toHaveLength(8);
		const [found] = await world.within((tx) =>
			tx.select().from(schema.mappCase).where(eq(schema.mappCase.id, world.caseId))
		);
		const names = Object.values(world.who).flatMap(({ name, agencyName }) => [name, agencyName]);
		const secrets = [
			...Object.values(CASE_WORDS),
			...names,
			found?.ref ?? '',
			'Larkspur Hall',
			'Secret reason',
			'Category',
			'Level 2'
		];
		const said = listener.received.map(({ raw }) => `${raw}${readMessage(raw).body}`).join('\n');
		const kept = JSON.stringify((await told(meetingId)).map(({ facts }) => facts));
		for (const secret of secrets) expect(`${said}${kept}`.includes(secret), secret).toBe(false);
		expect(said).toContain(`https://mappa.example/join/${meetingId}`);
	});

	test('MAIL-3 whoever the case is closed to is told nothing', async () => {
		const own = await anotherCase(world);
		const meetingId = await convene(own);
		const before = (await told(meetingId)).length;
		await closeCase(own.caseId, 'social');
		await world.does('coordinator', meetingId, 'cancel-meeting', { reason: 'x' });
		expect(await kinds(meetingId, before)).not.toContain('cancelled social');
		expect(await kinds(meetingId, before)).toContain('cancelled chair');
	});
});

describe('sending by SMTP', () => {
	test('MAIL-2 a message reaches a real mail server whole, with its calendar file', async () => {
		const meetingId = await fresh();
		await node().sendDue();
		expect(listener.received).toHaveLength(4);
		const [mail] = await told(meetingId);
		const received = listener.received.find(({ raw }) => raw.includes(`<${mail?.id}@mappa.example>`));
		const { headers, body } = readMessage(received?.raw ?? '');
		expect(received?.from).toBe('mapp@mappa.example');
		expect(received?.to).toEqual([`${nameOf(mail?.personId ?? '').toLowerCase()}@${world.areaId.slice(0, 8)}.example`]);
		expect(headers.get('subject')).toEqual(['OFFICIAL-SENSITIVE: Invitation to a MAPP meeting']);
		expect(headers.get('from')).toEqual(['MAPPA unit <mapp@mappa.example>']);
		expect(headers.get('auto-submitted')).toEqual(['auto-generated']);
		expect(body).toContain('You are invited to a MAPP meeting');
		expect(body).toContain('method=PUBLISH');
		expect(body).toContain(`UID:${meetingId}@mappa.example`);
		expect((await told(meetingId)).every(({ sentAt, heldBy, problem }) => sentAt && !heldBy && !problem)).toBe(true);
		await node().sendDue();
		expect(listener.received).toHaveLength(4);
	});

	test('MAIL-4 of two nodes that send at once each message is sent by one', async () => {
		for (let n = 0; n < 20; n++) await tellOne('social', { path: `/n/${n}` });
		const [one, other] = [node(), node()];
		await Promise.all([one.sendDue(), other.sendDue(), one.sendDue(), other.sendDue()]);
		const ids = listener.received.map(({ raw }) => readMessage(raw).headers.get('message-id')?.[0]);
		expect(ids).toHaveLength(20);
		expect(new Set(ids).size).toBe(20);
	});

	test('MAIL-4 while one node has a message on its way the other leaves it alone', async () => {
		let accept = () => {};
		listener.manners.accepts = new Promise((resolve) => {
			accept = resolve;
		});
		await tellOne('social');
		const first = node().sendDue();
		await expect.poll(() => listener.received.length).toBe(1);
		await node().sendDue();
		expect(listener.received).toHaveLength(1);
		accept();
		await first;
		expect((await waiting()).map(({ sentAt, tries }) => [sentAt !== null, tries])).toEqual([[true, 1]]);
	});

	test('MAIL-4 a node that ends after sending and before saying so loses nothing: it is sent again with the same Message-ID', async () => {
		await tellOne('social');
		const { database } = world.store;
		let asked = 0;
		// The second transaction in the area is the one that marks it as sent: the node is gone by then.
		const dying = {
			withoutArea: database.withoutArea,
			withArea: ((areaId, work) =>
				++asked === 2
					? Promise.reject(new Error('killed'))
					: database.withArea(areaId, work)) as typeof database.withArea
		};
		await node({ database: dying }).sendDue();
		expect(listener.received).toHaveLength(1);
		expect((await waiting()).map(({ sentAt }) => sentAt)).toEqual([null]);
		await node().sendDue();
		expect(listener.received).toHaveLength(1);
		await world.store.owner`update outbox set held_until = now() where held_until is not null`;
		await node().sendDue();
		const ids = listener.received.map(({ raw }) => readMessage(raw).headers.get('message-id')?.[0]);
		expect(ids).toHaveLength(2);
		expect(ids[0]).toBe(ids[1]);
		expect((await waiting()).map(({ sentAt }) => sentAt !== null)).toEqual([true]);
	});

	test('MAIL-4 a node whose hold has run out does not write over what another has said', async () => {
		await tellOne('social');
		let accept = () => {};
		listener.manners.accepts = new Promise((resolve) => {
			accept = resolve;
		});
		const slow = node().sendDue();
		await expect.poll(() => listener.received.length).toBe(1);
		const [held] = await waiting();
		await world.store.owner`update outbox set held_by = ${randomUUID()} where id = ${held?.id ?? ''}`;
		accept();
		await slow;
		expect((await waiting())[0]?.sentAt).toBeNull();
	});

	test('MAIL-5 put off by the mail server it waits a minute and is tried again; refused for good it is shown at once', async () => {
		listener.manners.putsOff = 451;
		await tellOne('social');
		await node().sendDue();
		const [row] = await waiting();
		expect(row).toMatchObject({ tries: 1, sentAt: null, gaveUpAt: null });
		const waits = (row?.nextTryAt.getTime() ?? 0) - Date.now();
		expect(waits).toBeGreaterThan(50_000);
		expect(waits).toBeLessThan(61_000);
		await node().sendDue();
		expect(listener.said.filter((line) => line.startsWith('RCPT'))).toHaveLength(1);
		listener.manners.putsOff = 0;
		listener.manners.refuses = () => true;
		await world.store.owner`update outbox set next_try_at = now() where sent_at is null and by_hand_at is null`;
		await node().sendDue();
		expect((await waiting())[0]).toMatchObject({ tries: 2, problem: 'refused', sentAt: null });
		expect((await waiting())[0]?.gaveUpAt).not.toBeNull();
	});

	test('MAIL-5 a mail server that is silent, dies or is not there is tried again, and holds nobody up for long', async () => {
		const silent = await listenForMail({ isSilent: true });
		const dying = await listenForMail({ diesAfterData: true });
		for (const url of [silent.url, dying.url, 'smtp://127.0.0.1:1']) {
			await world.store.owner`update outbox set by_hand_at = now() where by_hand_at is null`;
			await tellOne('social');
			const port = createSmtpPort({ url, from: SENDER.from, stepMs: 300, messageMs: 1500 });
			const began = Date.now();
			await node({ port }).sendDue();
			expect(Date.now() - began).toBeLessThan(5000);
			expect((await waiting())[0], url).toMatchObject({ tries: 1, sentAt: null, gaveUpAt: null });
		}
		expect(dying.received).toHaveLength(1);
		await Promise.all([silent.close(), dying.close()]);
	});

	test('MAIL-5 the eighth failure in a row is tried once more, the ninth is given up, and the unit tries it again', async () => {
		const port: MailPort = { send: async () => ({ ok: false, problem: 'no-connection' }), close: () => {} };
		await tellOne('social');
		for (let n = 1; n <= 9; n++) {
			expect((await waiting())[0]?.gaveUpAt, `before try ${n}`).toBeNull();
			await world.store.owner`update outbox set next_try_at = now() where by_hand_at is null`;
			await node({ port }).sendDue();
		}
		const [row] = await waiting();
		expect(row).toMatchObject({ tries: 9, problem: 'no-connection' });
		expect(row?.gaveUpAt).not.toBeNull();
		expect(await world.runArea('minuteTaker', 'retry-mail', { mailId: row?.id })).toMatchObject({ ok: true });
		await node().sendDue();
		expect(listener.received).toHaveLength(1);
		expect(await world.runArea('minuteTaker', 'retry-mail', { mailId: row?.id })).toMatchObject({ kind: 'missing' });
	});

	test('MAIL-5 what nobody needs to hear any more is not sent', async () => {
		await tellOne('social', { usefulUntil: new Date(Date.now() - 1000) });
		await node().sendDue();
		expect(listener.received).toHaveLength(0);
	});

	test.each([
		'a@b.example\r\nBcc: spy@evil.example',
		'a@b.example>\r\nRCPT TO:<spy@evil.example',
		'a@b.example, spy@evil.example',
		'"a@b.example" <spy@evil.example>'
	])('MAIL-6 I-7 an address like %j reaches nobody and becomes no header', async (address) => {
		await world.store.owner`update account set email = ${address} where person_id = ${world.who.housing.personId}`;
		await tellOne('housing');
		await tellOne('social');
		await node().sendDue();
		expect(listener.received.map(({ to }) => to.length)).toEqual([1]);
		const said = [...listener.said, ...listener.received.map(({ raw }) => raw)].join('\n');
		expect(said).not.toContain('spy');
		expect((await waiting()).map(({ problem }) => problem).sort()).toEqual(['bad-address', null].sort());
		expect(world.log.join('\n')).not.toContain('spy');
	});

	test('MAIL-6 the port itself lets nothing through that could be a header', async () => {
		const port = createSmtpPort({ url: listener.url, from: SENDER.from });
		const sent = await port.send({
			messageId: 'x@y>\r\nBcc: <spy@evil.example',
			to: 'a@b.example',
			subject: 'Hello\r\nBcc: spy@evil.example\u2028X-More: 1',
			text: '.\r\nQUIT\r\n.\r\n',
			calendar: null,
			date: new Date()
		});
		expect(sent).toEqual({ ok: true });
		const [mail] = listener.received;
		const { headers, body } = readMessage(mail?.raw ?? '');
		expect(mail?.to).toEqual(['a@b.example']);
		expect([headers.get('bcc'), headers.get('x-more'), headers.get('to')]).toEqual([
			undefined,
			undefined,
			['a@b.example']
		]);
		expect(body).toContain('QUIT');
		port.close();
	});
});

describe('reminders', () => {
	/** World time is Thursday 17 December 2026 at the start. */
	const clock = (at: string) =>
		createReminderClock({ database: world.store.database, now: () => new Date(at), log: () => {}, everyMs: 3_600_000 });

	test('MAIL-7 two nodes that look at once, and again, remind everybody once', async () => {
		const own = await anotherCase(world);
		const meetingId = await convene(own, { scheduledDate: '2027-03-18', scheduledTime: '10:00' });
		await world.does('social', meetingId, 'answer-invitation', { response: 'ACCEPTED' });
		const invited = (await told(meetingId)).length;
		const at = '2027-03-09T10:00:00.000Z';
		const clocks = [clock(at), clock(at), clock('2027-03-09T10:01:00.000Z')];
		await Promise.all(clocks.map((one) => one.look()));
		await Promise.all(clocks.map((one) => one.look()));
		expect(await kinds(meetingId, invited)).toEqual([
			...['answer-reminder chair', 'answer-reminder manager', 'answer-reminder minuteTaker']
		]);
		await Promise.all(clocks.map((one) => one.close()));
		// Papers by the 11th; returns by the 15th, reminded of on the 12th.
		const later = clock('2027-03-12T10:00:00.000Z');
		await later.look();
		expect(await kinds(meetingId, invited + 3)).toEqual([
			...['papers-reminder minuteTaker', 'return-reminder chair', 'return-reminder manager', 'return-reminder social']
		]);
		await later.close();
	});
});

describe('reminders of actions', () => {
	test('MAIL-7 the owner of an action is told once that it is due, and nobody to whom the case is closed', async () => {
		const own = await anotherCase(world);
		const meetingId = await finishedMeeting(own);
		expect(await lock(own, meetingId)).toMatchObject({ ok: true });
		// Thursday 20 May 2027: two working days before is the 18th.
		const look = async (at: string) => {
			const now = () => new Date(at);
			const clock = createReminderClock({ database: own.store.database, now, log: () => {}, everyMs: 3_600_000 });
			await clock.look();
			await clock.close();
		};
		const due = async () => (await told(meetingId)).filter(({ kind }) => kind === 'action-due');
		await look('2027-05-17T10:00:00.000Z');
		expect(await due()).toEqual([]);
		await look('2027-05-18T10:00:00.000Z');
		await look('2027-05-19T10:00:00.000Z');
		const [mail, ...more] = await due();
		expect(more).toEqual([]);
		expect(mail?.personId).toBe(world.who.social.personId);
		expect(JSON.stringify(mail?.facts)).not.toMatch(/A1|phone|FNS|C-/);
		const closed = await anotherCase(world);
		const other = await finishedMeeting(closed);
		expect(await lock(closed, other)).toMatchObject({ ok: true });
		await closeCase(closed.caseId, 'social');
		await look('2027-05-18T11:00:00.000Z');
		expect((await told(other)).filter(({ kind }) => kind === 'action-due')).toEqual([]);
	});
});

describe('the outbox as the unit reads it', () => {
	const reading = (sends: boolean) => ({
		database: world.store.database,
		sender: SENDER,
		sends,
		now: new Date('2026-12-17T12:00:00Z')
	});

	test('MAIL-9 without a mail server each message is there to be copied with its calendar file, and is passed on once', async () => {
		const meetingId = await fresh();
		const box = await readOutbox(reading(false), world.who.minuteTaker);
		if (!box.ok) throw new Error(box.message);
		const ids = new Set((await told(meetingId)).map(({ id }) => id));
		const mine = box.value.lines.filter(({ id }) => ids.has(id));
		expect(mine.map(({ state }) => state)).toEqual(Array(4).fill('to-pass-on'));
		const line = mine.find(({ to }) => to.name === world.who.social.name);
		expect(line?.text).toContain(`https://mappa.example/join/${meetingId}`);
		expect(line?.address).toMatch(/^social@/);
		const file = await readMailCalendar(reading(false), world.who.minuteTaker, line?.id ?? '');
		expect(file.ok && file.value).toContain(`UID:${meetingId}@mappa.example`);
		const passOn = () => world.runArea('minuteTaker', 'pass-on-mail', { mailId: line?.id });
		expect(await passOn()).toMatchObject({ ok: true });
		expect(await passOn()).toMatchObject({ kind: 'missing' });
		const after = await readOutbox(reading(false), world.who.minuteTaker);
		expect(after.ok && after.value.lines.find(({ id }) => id === line?.id)?.state).toBe('by-hand');
		await node().sendDue();
		expect(listener.received).toHaveLength(3);
	});

	test('MAIL-8 R9 agencies read no outbox, and nobody reads or touches a message about a case closed to them', async () => {
		for (const who of ['social', 'chair'] as const)
			expect(await readOutbox(reading(true), world.who[who])).toMatchObject({ ok: false, kind: 'missing' });
		const own = await anotherCase(world);
		const meetingId = await convene(own);
		const [mail] = await told(meetingId);
		const sees = async () => {
			const box = await readOutbox(reading(true), world.who.minuteTaker);
			return box.ok && box.value.lines.some(({ id }) => id === mail?.id);
		};
		expect(await sees()).toBe(true);
		await closeCase(own.caseId, 'minuteTaker');
		expect(await sees()).toBe(false);
		expect(await readMailCalendar(reading(true), world.who.minuteTaker, mail?.id ?? '')).toEqual(
			await readMailCalendar(reading(true), world.who.minuteTaker, randomUUID())
		);
		for (const command of ['retry-mail', 'pass-on-mail'])
			expect(await world.runArea('minuteTaker', command, { mailId: mail?.id })).toEqual(
				await world.runArea('minuteTaker', command, { mailId: randomUUID() })
			);
		expect(await world.runArea('social', 'pass-on-mail', { mailId: mail?.id })).toMatchObject({ kind: 'forbidden' });
	});
});

describe('meetings in one’s own calendar', () => {
	test('MAIL-2 each person reads their own, taken out again when they are no longer expected; nobody reads another’s', async () => {
		const { application, store, who } = world;
		const parts = { database: store.database, cache: application.cache };
		const meetingId = await fresh();
		const entry = async (one: Who) => {
			const found = await readCalendarEntry(parts, who[one], meetingId);
			return found.ok ? [found.value.change, found.value.revision] : found.kind;
		};
		expect(await entry('social')).toEqual(['publish', 0]);
		expect(await entry('deputy')).toBe('missing');
		const standIn = { personId: who.social.personId, substituteId: who.deputy.personId };
		await world.does('coordinator', meetingId, 'name-substitute', standIn);
		expect([await entry('social'), await entry('deputy')]).toEqual([
			['cancel', 1],
			['publish', 1]
		]);
		await world.does('coordinator', meetingId, 'cancel-meeting', { reason: 'x' });
		expect(await entry('deputy')).toEqual(['cancel', 2]);
		const mine = await readMyCalendar(parts, who.deputy);
		expect(mine.map(({ meetingId: id }) => id)).toContain(meetingId);
		const file = calendarFile(mine, { ...SENDER, organiser: SENDER.from, now: Date.now() });
		for (const secret of [CASE_WORDS.name, who.chair.name, 'Room']) expect(file).not.toContain(secret);
	});
});
