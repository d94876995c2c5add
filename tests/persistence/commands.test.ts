import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { foldMeeting } from '#lib/meeting/meeting.ts';
import { COMMAND_NAMES } from '#lib/meeting/permissions.ts';
import { loadMeeting } from '#server/application/load-meeting.ts';
import { createMeetingCache } from '#server/application/meeting-cache.ts';
import { readHead, readLog } from '#server/persistence/meeting-log.ts';
import {
	accept,
	anotherCase,
	auditOf,
	confirm,
	convene,
	openWorld,
	STATEMENT,
	startedMeeting,
	traces,
	type World
} from '../support/meeting-world.ts';

let world: World;
let foreign: World;
let meetingId: string;

beforeAll(async () => {
	world = await openWorld();
	foreign = await openWorld(world.store);
	meetingId = await startedMeeting(world);
});
afterAll(async () => {
	await foreign.close();
	await world.close();
});

const personId = (who: keyof World['who']) => world.who[who].personId;

describe('running a command', () => {
	test('CMD-1 its events, the read tables and one audit row are stored together', async () => {
		const before = await traces(world, meetingId);
		const done = await world.does('coordinator', meetingId, 'invite-person', {
			personId: personId('housing'),
			capacity: 'INVITED',
			request: 'Where he may live'
		});
		const after = await traces(world, meetingId);
		expect(done.events.map(({ event }) => event.type)).toEqual(['person-invited']);
		expect(after.head?.version).toBe((before.head?.version ?? 0) + 1);
		expect(after.events.at(-1)).toMatchObject({
			version: after.head?.version,
			type: 'person-invited',
			actorId: personId('coordinator')
		});
		expect(after.invitations.find((row) => row.personId === personId('housing'))).toMatchObject({
			agencyId: world.agency.HSG,
			capacity: 'INVITED',
			statementVersion: null,
			confirmedAt: null
		});
		expect((await auditOf(world, meetingId, 'invite-person')).map((row) => [row.actorId, row.objectId])).toEqual([
			[personId('coordinator'), meetingId]
		]);
	});

	test('CMD-1 the head and the invitations say what the events say', async () => {
		await accept(world, 'housing', meetingId);
		await confirm(world, 'housing', meetingId);
		const { head, events, invitations } = await traces(world, meetingId);
		const log = await world.within((tx) => readLog(tx, meetingId));
		const folded = foldMeeting(meetingId, log);
		expect(log.map((one) => one.version)).toEqual(events.map((_, index) => index + 1));
		expect(head).toMatchObject({ phase: folded?.phase, version: folded?.version, chairId: folded?.chair.personId });
		expect(head?.startedAt?.toISOString()).toBe(folded?.startedAt);
		for (const row of invitations)
			expect([row.statementVersion, row.confirmedAt !== null], row.personId).toEqual([
				folded?.attendance.seats[row.personId]?.statement?.version ?? null,
				folded?.attendance.seats[row.personId]?.confirmed !== null
			]);
		expect(invitations).toHaveLength(Object.keys(folded?.attendance.seats ?? {}).length);
	});

	test('CMD-1 when the audit row cannot be written nothing is', async () => {
		const before = await traces(world, meetingId);
		await world.store.owner`revoke insert on audit_event from mapp_app`;
		await expect(world.run('chair', meetingId, 'add-risk')).rejects.toThrow();
		await world.store.owner`grant insert on audit_event to mapp_app`;
		expect(await traces(world, meetingId)).toEqual(before);
		expect((await world.does('chair', meetingId, 'add-risk')).events[0]).toMatchObject({
			version: (before.head?.version ?? 0) + 1,
			event: { key: 'R1' }
		});
	});

	test('CMD-2 sent again with its id it changes nothing and answers the version it reached', async () => {
		const commandId = randomUUID();
		const first = await world.run('social', meetingId, 'add-risk', {}, commandId);
		await world.does('social', meetingId, 'raise-hand');
		const before = await traces(world, meetingId);
		const again = await world.run('social', meetingId, 'add-risk', {}, commandId);
		expect([first.ok && first.value.version, again]).toEqual([
			again.ok && again.value.version,
			{ ok: true, value: { version: first.ok && first.value.version, events: [] } }
		]);
		expect(await traces(world, meetingId)).toEqual(before);
		const others = await world.run('manager', meetingId, 'add-risk', {}, commandId);
		expect(others.ok && others.value.events).toHaveLength(1);
		await world.does('social', meetingId, 'lower-hand');
	});

	test('CMD-2 the same command ten times at once happens once', async () => {
		const before = await traces(world, meetingId);
		const commandId = randomUUID();
		const all = await Promise.all(
			Array.from({ length: 10 }, () => world.run('social', meetingId, 'add-risk', {}, commandId))
		);
		const after = await traces(world, meetingId);
		expect(after.events).toHaveLength(before.events.length + 1);
		expect(all.map((one) => one.ok && one.value.version)).toEqual(Array(10).fill(after.head?.version));
	});

	test('CMD-2 what is so already makes no event', async () => {
		await world.does('manager', meetingId, 'raise-hand');
		const before = await traces(world, meetingId);
		expect(await world.does('manager', meetingId, 'raise-hand')).toEqual({ version: before.head?.version, events: [] });
		expect(await traces(world, meetingId)).toEqual(before);
		await world.does('manager', meetingId, 'lower-hand');
	});

	test('CMD-3 many at once get versions without a gap, keys without a repeat, and reading meanwhile never fails', async () => {
		const before = await traces(world, meetingId);
		const people = ['chair', 'minuteTaker', 'manager', 'social', 'housing'] as const;
		let reads = 0;
		let running = true;
		const readers = Array.from({ length: 4 }, async () => {
			for (; running; reads++) {
				expect(await world.application.admission.room(world.who.social, meetingId)).toMatchObject({ ok: true });
				expect(await world.application.eventsSince(world.who.social, meetingId, 3)).toMatchObject({ ok: true });
			}
		});
		// The meeting's row lets one command through at a time, and nobody waits for a connection longer than two seconds: with
		// five writers and four readers each has one of the pool's ten, however slow the machine is.
		const done: { readonly version: number }[] = [];
		const writers = Array.from({ length: 5 }, async (_, w) => {
			for (let n = 0; n < 8; n++) done.push(await world.does(people[(w + n) % 5] ?? 'chair', meetingId, 'add-risk'));
		});
		await Promise.all(writers).finally(() => {
			running = false;
		});
		await Promise.all(readers);
		expect(reads).toBeGreaterThan(4);
		expect(done).toHaveLength(40);
		const after = await traces(world, meetingId);
		const fresh = after.events.slice(before.events.length);
		expect(fresh.map((row) => row.version)).toEqual(fresh.map((_, n) => before.events.length + 1 + n));
		expect(done.map((one) => one.version).sort((a, b) => a - b)).toEqual(fresh.map((row) => row.version));
		const keys = after.events
			.filter((row) => row.type === 'risk-added')
			.map((row) => (row.data as { key: string }).key);
		expect(keys).toEqual(keys.map((_, n) => `R${n + 1}`));
	});

	test('CMD-8 who reads while others write sees what is committed, whenever that was', async () => {
		let read = () => {};
		const headIsRead = new Promise<void>((resolve) => {
			read = resolve;
		});
		let goOn = () => {};
		const written = new Promise<void>((resolve) => {
			goOn = resolve;
		});
		const slow = world.within(async (tx) => {
			const head = await readHead(tx, meetingId);
			read();
			await written;
			return head && [head.version, (await loadMeeting(tx, createMeetingCache(), head)).version];
		});
		await headIsRead;
		const { version } = await world.does('chair', meetingId, 'add-risk');
		goOn();
		expect(await slow).toEqual([version - 1, version]);
	});

	test('CMD-3 hands stand in the order in which the server stored them', async () => {
		const people = ['chair', 'minuteTaker', 'manager', 'social', 'housing'] as const;
		await Promise.all(people.map((who) => world.does(who, meetingId, 'raise-hand')));
		const room = await world.application.admission.room(world.who.chair, meetingId);
		const { events } = await traces(world, meetingId);
		const stored = events.filter((row) => row.type === 'hand-raised').slice(-people.length);
		expect(room.ok && room.value.agenda.hands.map((hand) => hand.personId)).toEqual(stored.map((row) => row.actorId));
		expect(new Set(stored.map((row) => row.actorId)).size).toBe(people.length);
	});

	test('CMD-4 a refusal stores nothing but the audit row of the denial', async () => {
		const before = await traces(world, meetingId);
		const audits = (await auditOf(world, meetingId)).length;
		const denied = await world.run('social', meetingId, 'end-meeting');
		expect(denied).toMatchObject({ ok: false, kind: 'forbidden' });
		const late = await world.run('coordinator', meetingId, 'reschedule-meeting', {
			scheduledStart: '2027-03-19T10:00:00Z',
			plannedMinutes: 60,
			venue: 'Room 2',
			reason: 'Moved'
		});
		expect(late).toMatchObject({ ok: false, kind: 'not-now' });
		expect(await world.run('chair', meetingId, 'end-meeting')).toMatchObject({ ok: false, kind: 'not-ready' });
		expect(await world.run('chair', meetingId, 'open-item', { code: 'NOTHING' })).toMatchObject({ kind: 'invalid' });
		expect(await traces(world, meetingId)).toEqual(before);
		expect((await auditOf(world, meetingId)).slice(audits).map((row) => row.act)).toEqual([
			'deny-end-meeting',
			'deny-reschedule-meeting'
		]);
	});

	test('CMD-5 unknown and internal commands do not exist, and neither does a method of the table', async () => {
		const before = await traces(world, meetingId);
		for (const command of ['note-removed-words', 'no-such-command', 'constructor', '__proto__', '']) {
			const input = { personId: personId('social'), connected: true, at: '2026-12-17T10:00:00Z' };
			const request = { actor: world.who.chair, meetingId, command, commandId: randomUUID(), input };
			expect(await world.application.runCommand(request), command).toMatchObject({ ok: false, kind: 'missing' });
			expect(await world.runArea('coordinator', command, input), command).toMatchObject({ ok: false, kind: 'missing' });
		}
		expect(await traces(world, meetingId)).toEqual(before);
	});

	test('CMD-6 made-up, malformed and foreign ids and a person without a seat get one and the same answer', async () => {
		const commandId = randomUUID();
		const answer = (who: 'deputy' | 'chair', id: string, command: (typeof COMMAND_NAMES)[number], from = world) =>
			from.run(who, id, command, {}, commandId);
		const unknown = await answer('chair', randomUUID(), 'add-risk');
		expect(unknown).toMatchObject({ ok: false, kind: 'missing' });
		const elsewhere = await convene(foreign);
		for (const id of [elsewhere, '1', '', 'x'.repeat(100_000), '\0', '../', `${meetingId} `, meetingId.toUpperCase()])
			expect(await answer('chair', id, 'add-risk')).toEqual(unknown);
		const inputs: Partial<Record<string, unknown>> = { 'lock-minutes': { password: 'four rusty teapots sing' } };
		for (const command of COMMAND_NAMES) {
			const input = inputs[command] ?? {};
			const mine = await world.run('deputy', meetingId, command, input, commandId);
			expect(mine, command).toEqual(await world.run('deputy', randomUUID(), command, input, commandId));
		}
		expect((await traces(world, meetingId)).events.filter((row) => row.actorId === personId('deputy'))).toEqual([]);
	});

	test('CMD-6 reading answers as if nothing were there, too', async () => {
		const { admission, readRoom, readDraft, readFinal, eventsSince } = world.application;
		const elsewhere = await convene(await anotherCase(foreign));
		const actor = world.who.deputy;
		const reads = [
			(id: string) => admission.door(actor, id),
			(id: string) => admission.room(actor, id),
			(id: string) => admission.register(actor, id),
			(id: string) => admission.document({ actor, meetingId: id, name: 'plan' }),
			(id: string) => readRoom(actor, id),
			(id: string) => readDraft(actor, id),
			(id: string) => readFinal(actor, id, 'export-pdf'),
			(id: string) => eventsSince(actor, id, 0)
		];
		for (const read of reads) {
			const unknown = await read(randomUUID());
			expect(unknown).toMatchObject({ ok: false, kind: 'missing' });
			for (const id of [meetingId, elsewhere, 'x', 'null']) expect(await read(id)).toEqual(unknown);
		}
		const { coordinator } = world.who;
		expect(await admission.register(coordinator, elsewhere)).toEqual(
			await admission.register(coordinator, randomUUID())
		);
	});

	test('CMD-6 people and agencies of another area cannot be named', async () => {
		const stranger = foreign.who.social.personId;
		const invite = { personId: stranger, capacity: 'CORE', request: 'What you know' };
		expect(await world.run('coordinator', meetingId, 'invite-person', invite)).toEqual(
			await world.run('coordinator', meetingId, 'invite-person', { ...invite, personId: randomUUID() })
		);
		await world.does('chair', meetingId, 'add-action', { riskKeys: ['R1'] });
		const own = (ownerId: string) =>
			world.run('chair', meetingId, 'set-action-values', { number: 'A1', to: { ownerId } });
		expect(await own(stranger)).toEqual(await own(randomUUID()));
		expect(await own(stranger)).toMatchObject({ ok: false, kind: 'invalid' });
		const feedback = { theme: 'GOOD_PRACTICE', agencyId: foreign.agency.CSC, text: 'Well done' };
		expect(await world.run('chair', meetingId, 'note-smb-feedback', feedback)).toMatchObject({ kind: 'invalid' });
	});
});

describe('commands on the area', () => {
	test('CMD-7 a new statement takes the next number, also when two come at once', async () => {
		const other = await openWorld(world.store);
		const made = await Promise.all(
			['first', 'second', 'third'].map((text) =>
				other.runArea('coordinator', 'set-statement-text', { language: 'en', text })
			)
		);
		expect(made.map((one) => one.ok)).toEqual([true, true, true]);
		const rows = await other.within((tx) =>
			tx
				.select({ version: schema.statement.version, text: schema.statement.text })
				.from(schema.statement)
				.where(eq(schema.statement.areaId, other.areaId))
				.orderBy(schema.statement.version)
		);
		expect(rows.map((row) => row.version)).toEqual([1, 2, 3, 4]);
		expect(rows[0]?.text).toBe(STATEMENT);
		await other.close();
	});

	test('CMD-7 whoever may not is refused, that is audited, and nothing else is stored', async () => {
		const before = await world.within((tx) => tx.select().from(schema.agency));
		const input = { code: 'NHS', name: 'Health', type: 'NHS_TRUST', isResponsibleAuthority: false };
		expect(await world.runArea('chair', 'add-agency', input)).toMatchObject({ ok: false, kind: 'forbidden' });
		expect(await world.within((tx) => tx.select().from(schema.agency))).toEqual(before);
		const denied = await world.within((tx) =>
			tx.select().from(schema.auditEvent).where(eq(schema.auditEvent.act, 'deny-add-agency'))
		);
		expect(denied.map((row) => row.actorId)).toEqual([personId('chair')]);
		const again = { ...input, code: 'POL' };
		expect(await world.runArea('coordinator', 'add-agency', again)).toMatchObject({
			kind: 'invalid',
			problems: [{ field: 'code' }]
		});
	});
});
