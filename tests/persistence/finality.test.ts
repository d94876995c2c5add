import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import type { Tx } from '#server/persistence/database.ts';
import { insertTestArea, openTestDatabase, type TestArea, type TestDatabase } from '../support/database.ts';

let store: TestDatabase;
let area: TestArea;

beforeAll(async () => {
	store = await openTestDatabase();
	area = await insertTestArea(store.database);
});
afterAll(() => store.close());

const within = <T>(work: (tx: Tx) => Promise<T>) => store.database.withArea(area.areaId, work);
const REFUSED = { cause: { code: '23000' } };

/** A meeting with one event, one open document with one update, and one invitation. */
async function insertMeeting() {
	const [chairId, minuteTakerId] = [area.personIds[0]!, area.personIds[1]!];
	const [meetingId, documentId, caseId] = [randomUUID(), randomUUID(), randomUUID()];
	const { areaId, agencyId } = area;
	await within(async (tx) => {
		const subject = {
			areaId,
			ref: caseId,
			category: 3,
			level: 2,
			status: 'ACTIVE',
			leadAgencyId: agencyId,
			subject: {},
			facts: {}
		};
		await tx.insert(schema.mappCase).values({ id: caseId, ...subject });
		await tx.insert(schema.meeting).values({
			id: meetingId,
			areaId,
			caseId,
			seq: 1,
			type: 'INITIAL',
			level: 2,
			extraordinary: false,
			scheduledStart: new Date(0),
			plannedMinutes: 60,
			venue: 'Room 1',
			chairId,
			minuteTakerId,
			phase: 'WITH_CHAIR',
			version: 1
		});
		await tx.insert(schema.meetingEvent).values(event(meetingId, 1));
		await tx
			.insert(schema.document)
			.values({ id: documentId, areaId, meetingId, name: 'plan', state: 'open', head: 1, epoch: 1 });
		await tx.insert(schema.documentUpdate).values(update(documentId, 1));
		await tx.insert(schema.documentClient).values({ areaId, documentId, clientId: 7, personId: chairId });
		await tx.insert(schema.invitation).values({ areaId, meetingId, personId: chairId, agencyId, capacity: 'CHAIR' });
	});
	return { meetingId, documentId, caseId };
}

const event = (meetingId: string, version: number) => ({
	areaId: area.areaId,
	meetingId,
	version,
	type: 'item-moved',
	data: {},
	actorId: area.personIds[0]!,
	at: new Date(0),
	commandId: randomUUID()
});
const update = (documentId: string, seq: number) => ({
	areaId: area.areaId,
	documentId,
	seq,
	personId: area.personIds[0]!,
	fields: ['plan.1.text'],
	update: new Uint8Array([0, 0])
});
const lock = (tx: Tx, meetingId: string) =>
	tx.update(schema.meeting).set({ phase: 'LOCKED' }).where(eq(schema.meeting.id, meetingId));

describe('append-only tables', () => {
	test.each([
		'meeting_event',
		'document_update',
		'final_record',
		'audit_event',
		'audit_chain',
		'document_client',
		'level_change'
	])('DB-8 %s refuses update, delete and truncate even to the owner', async (table) => {
		const key = { final_record: 'sha256', audit_event: 'act', level_change: 'via' }[table] ?? 'area_id';
		for (const attempt of [`update ${table} set ${key} = ${key}`, `delete from ${table}`, `truncate ${table} cascade`])
			await expect(store.owner.unsafe(attempt)).rejects.toMatchObject({ code: '23000' });
	});

	test('DB-8 neither the owner nor anybody else removes a meeting, a document, an invitation or a case', async () => {
		await insertMeeting();
		for (const table of ['meeting', 'document', 'invitation', 'mapp_case'])
			await expect(store.owner.unsafe(`delete from ${table}`)).rejects.toMatchObject({ code: '23000' });
	});
});

describe('a locked meeting', () => {
	test('DB-9 the locking transaction writes its event first and the phase last, and then nothing more goes in', async () => {
		const { meetingId } = await insertMeeting();
		await within(async (tx) => {
			await tx.insert(schema.meetingEvent).values(event(meetingId, 2));
			await lock(tx, meetingId);
		});
		await expect(within((tx) => tx.insert(schema.meetingEvent).values(event(meetingId, 3)))).rejects.toMatchObject(
			REFUSED
		);
		const reopen = within((tx) =>
			tx.update(schema.meeting).set({ phase: 'CLOSED' }).where(eq(schema.meeting.id, meetingId))
		);
		await expect(reopen).rejects.toMatchObject(REFUSED);
		await expect(store.owner`update meeting set venue = 'x' where id = ${meetingId}`).rejects.toMatchObject({
			code: '23000'
		});
	});

	test('DB-9 an event that waits behind the lock is refused once the lock commits', async () => {
		const { meetingId } = await insertMeeting();
		let late: Promise<unknown> | undefined;
		await within(async (tx) => {
			await lock(tx, meetingId);
			late = store.owner.begin(async (other) => {
				await other`insert into meeting_event (area_id, meeting_id, version, type, data, actor_id, at, command_id)
					values (${area.areaId}, ${meetingId}, 2, 'late', '{}', ${area.personIds[0]!}, now(), 'late')`;
			});
			late.catch(() => {});
			await waitingForLock();
		});
		await expect(late).rejects.toMatchObject({ code: '23000' });
	});

	test('DB-10 its invitations and sealed documents stay as they were', async () => {
		const { meetingId, documentId } = await insertMeeting();
		const seal = (tx: Tx, state: string) =>
			tx.update(schema.document).set({ state }).where(eq(schema.document.id, documentId));
		await within(async (tx) => {
			await seal(tx, 'sealed');
			await lock(tx, meetingId);
		});
		await expect(within((tx) => seal(tx, 'open'))).rejects.toMatchObject(REFUSED);
		const confirm = within((tx) =>
			tx.update(schema.invitation).set({ confirmedAt: new Date() }).where(eq(schema.invitation.meetingId, meetingId))
		);
		await expect(confirm).rejects.toMatchObject(REFUSED);
	});
});

describe('a sealed document', () => {
	test('DB-11 takes no update, while an open one does', async () => {
		const { documentId } = await insertMeeting();
		const append = (seq: number) =>
			within(async (tx) => {
				await tx.update(schema.document).set({ head: seq }).where(eq(schema.document.id, documentId));
				await tx.insert(schema.documentUpdate).values(update(documentId, seq));
			});
		await append(2);
		await within((tx) => tx.update(schema.document).set({ state: 'sealed' }).where(eq(schema.document.id, documentId)));
		await expect(append(3)).rejects.toMatchObject(REFUSED);
	});

	test('DB-11 an update beyond the head is refused: nobody writes without having raised the head', async () => {
		const { documentId } = await insertMeeting();
		await expect(within((tx) => tx.insert(schema.documentUpdate).values(update(documentId, 2)))).rejects.toMatchObject(
			REFUSED
		);
	});

	test('DB-11 an update of no document, or of another area than its document, is refused to the owner as well', async () => {
		const { documentId } = await insertMeeting();
		const elsewhere = await insertTestArea(store.database, 1, `E${randomUUID().slice(0, 7)}`);
		const rows = [
			{ documentId: randomUUID(), areaId: area.areaId },
			{ documentId, areaId: elsewhere.areaId }
		];
		for (const row of rows)
			await expect(
				store.owner`insert into document_update (area_id, document_id, seq, fields, update)
					values (${row.areaId}, ${row.documentId}, 0, '{}', '')`
			).rejects.toMatchObject({ code: '23000' });
		for (const column of ['id', 'area_id'])
			await expect(
				store.owner.unsafe(`update document set ${column} = ${column} where id = '${documentId}'`)
			).rejects.toMatchObject({ code: '23000' });
	});

	test('DB-1 what is stored for several areas at once goes into no other area, and they are out of sight again at once', async () => {
		const { documentId } = await insertMeeting();
		const elsewhere = await insertTestArea(store.database, 1, `E${randomUUID().slice(0, 7)}`);
		const storeIn = (areaId: string) =>
			store.database.withoutArea(async (tx) => {
				const stored = await tx.execute(sql`select * from store_all_updates(
					${sql.param([areaId])}, ${sql.param([documentId])}, '{1}', '{1}', '{1}',
					'{1}', '{2}', ${sql.param([area.personIds[0]])}, '{plan.1.text}', '{"\\\\x0000"}')`);
				return { stored: stored.length, seen: (await tx.select().from(schema.document)).length };
			});
		expect(await storeIn(elsewhere.areaId)).toEqual({ stored: 0, seen: 0 });
		expect(await storeIn(area.areaId)).toEqual({ stored: 1, seen: 0 });
	});
});

/** Resolves as soon as one statement in this database waits for a lock. */
async function waitingForLock(): Promise<void> {
	for (;;) {
		const [row] = await store.owner`
			select count(*)::int as waiting from pg_stat_activity
			where datname = current_database() and wait_event_type = 'Lock'`;
		if (row?.waiting > 0) return;
	}
}

test('DB-12 the audit numbers its rows itself', async () => {
	const { areaId, agencyId, personIds } = area;
	const row = { areaId, agencyId, actorId: personIds[0]!, act: 'sign-in', object: 'session', objectId: 's' };
	const numbers = await within(async (tx) =>
		tx.insert(schema.auditEvent).values([row, row]).returning({ number: schema.auditEvent.number })
	);
	expect(numbers[1]!.number).toBe(numbers[0]!.number + 1);
	const chosen = within((tx) =>
		tx.execute(sql`insert into audit_event (number, area_id, actor_id, agency_id, act, object, object_id)
		values (1, ${areaId}, ${personIds[0]!}, ${agencyId}, 'a', 'b', 'c')`)
	);
	await expect(chosen).rejects.toMatchObject({ cause: { code: '428C9' } });
});
