/** Data keys of documents: what lies in the database without them, when they end, and what is said when one is not there. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import * as schema from '#drizzle/schema.ts';
import { type Database, openDatabase } from '#server/persistence/database.ts';
import { type DocumentKeys, documentKeys } from '#server/persistence/document-keys.ts';
import { documentLog, readDocument, updatesIn } from '#server/persistence/document-log.ts';
import { destroyEndingKeys } from '#server/persistence/ending-keys.ts';
import { closeFoldWorker, textOfUpdates } from '#server/persistence/fold-updates.ts';
import { keyStoreAt, keysInDatabase } from '#server/persistence/keys-in-database.ts';
import { refuseOtherKeys } from '#server/persistence/open-key-store.ts';
import { renewDocument } from '#server/persistence/renew-document.ts';
import { sealWith } from '#server/persistence/sealed-update.ts';
import { openTestDatabase, type TestDatabase, testDocumentKeys } from '../support/database.ts';
import { insertTestMeeting, type TestMeeting } from '../support/document-meeting.ts';
import { testKeys } from '../support/test-keys.ts';

const CANARY = '4 Otterbrook Lane';
const FIELD = 'R1.risk';
const folder = mkdtempSync(join(tmpdir(), 'mapp-key-tests-'));

let store: TestDatabase;
/** Two nodes on one database and one folder of keys. */
let here: Database;
let there: Database;
beforeAll(async () => {
	store = await openTestDatabase();
	here = await openDatabase(store.url, 3, () => {}, await testDocumentKeys(folder));
	there = await openDatabase(store.url, 3, () => {}, await testDocumentKeys(folder));
});
afterAll(async () => {
	await Promise.all([here.close(), there.close()]);
	await Promise.all([store.close(), closeFoldWorker()]);
	rmSync(folder, { recursive: true, force: true });
});

const typed = (text: string): Uint8Array => {
	const doc = new Y.Doc();
	doc.getText(FIELD).insert(0, text);
	return Y.encodeStateAsUpdate(doc);
};
/** Stores words in the plan through one node, as a room would that loaded it there. */
async function write(database: Database, { areaId, plan, people }: TestMeeting, text: string): Promise<string> {
	const log = documentLog(database);
	const { epoch, keyId, head } = (await log.load(areaId, plan)) ?? { epoch: 0, keyId: null, head: 0 };
	const entries = [{ personId: people[0] as string, fields: [FIELD], update: typed(text) }];
	const [outcome] = await log.append(areaId, [{ documentId: plan, epoch, keyId, expectedHead: head, entries }]);
	return outcome?.kind ?? 'nothing';
}
const words = (database: Database, { areaId }: TestMeeting, documentId: string) =>
	database.withArea(areaId, async (tx) => (await readDocument(tx, documentId)).fields[FIELD] ?? '');
const renew = ({ areaId, plan }: TestMeeting) => here.withArea(areaId, (tx) => renewDocument(tx, areaId, plan));
const keyOf = async (documentId: string): Promise<string> =>
	(await store.owner`select key_id as key from document where id = ${documentId}`)[0]?.key;
const rowsOf = (documentId: string) => store.owner<{ seq: number; bytes: Uint8Array }[]>`
	select seq::int as seq, update as bytes from document_update where document_id = ${documentId}
	union all select seq::int, state from document_snapshot where document_id = ${documentId} order by 1`;
const ending = async () => (await store.owner`select key_id from document_key_ending`).map((row) => row.key_id);
const fileOf = (keyId: string) => join(folder, `${keyId}.key`);

describe('what lies in the database', () => {
	test('DOCKEY-2 R17 words typed in a document are in no byte of its log and its folded state, and stand in it all the same', async () => {
		const meeting = await insertTestMeeting(here);
		expect(await write(here, meeting, CANARY)).toBe('stored');
		const loaded = await documentLog(here).load(meeting.areaId, meeting.plan);
		await documentLog(here).saveSnapshot(meeting.areaId, meeting.plan, 1, updatesIn(loaded!)[0] as Uint8Array);
		const rows = await rowsOf(meeting.plan);
		expect(rows).toHaveLength(2);
		for (const { bytes } of rows) expect(Buffer.from(bytes).includes('Otterbrook')).toBe(false);
		expect(await words(there, meeting, meeting.plan)).toBe(CANARY);
		const [tail] = (await documentLog(there).since(meeting.areaId, [{ documentId: meeting.plan, after: 0 }])).values();
		expect(textOfUpdates(tail?.updates.map(({ update }) => update) ?? [])).toEqual({ [FIELD]: CANARY });
	});

	test('DOCKEY-3 the key lies outside the database, readable by its owner alone, and sealed with the service’s', async () => {
		const { plan, minutes } = await insertTestMeeting(here);
		const [one, two] = [await keyOf(plan), await keyOf(minutes)];
		expect(one).not.toBe(two);
		expect([statSync(folder).mode & 0o777, statSync(fileOf(one)).mode & 0o777]).toEqual([0o700, 0o600]);
		const foreign = documentKeys(
			{ put: async () => {}, get: async () => new Map(), remove: async () => {}, close: async () => {} },
			testKeys().keyFor('audit')
		);
		expect((await here.keys.read([one])).get(one)).toHaveLength(32);
		expect((await foreign.read([one])).size).toBe(0);
		await expect(here.keys.make(one)).rejects.toThrow();
	});

	test('DOCKEY-4 a document from before there were keys opens and takes words as it did, and has a key once it is begun anew', async () => {
		const meeting = await insertTestMeeting(here);
		const plan = randomUUID();
		const { areaId, meetingId } = meeting;
		await here.withArea(areaId, (tx) =>
			tx.insert(schema.document).values({
				...{ id: plan, areaId, meetingId, name: `restricted.${plan}`, state: 'open', head: 0, epoch: 1 }
			})
		);
		const older = { ...meeting, plan };
		expect(await write(here, older, CANARY)).toBe('stored');
		expect(Buffer.from((await rowsOf(plan))[0]?.bytes ?? []).includes('Otterbrook')).toBe(true);
		expect(await words(there, older, plan)).toBe(CANARY);
		await renew(older);
		expect(await keyOf(plan)).not.toBeNull();
		expect(await words(there, older, plan)).toBe(CANARY);
		expect(await write(there, older, 'And more. ')).toBe('stored');
		const last = (await rowsOf(plan)).filter(({ seq }) => seq > 1);
		expect(last.every(({ bytes }) => !Buffer.from(bytes).includes('Otterbrook'))).toBe(true);
	});
});

describe('the end of a key', () => {
	test('DOCKEY-5 R17 begun anew, what was stored before opens with no key of the store; what stands is stored with another', async () => {
		const meeting = await insertTestMeeting(here);
		await write(here, meeting, CANARY);
		const before = await rowsOf(meeting.plan);
		const old = await keyOf(meeting.plan);
		const destroyer = destroyEndingKeys({ database: here, log: () => {} });
		await renew(meeting);
		await destroyer.look();
		await destroyer.close();
		expect([await ending(), existsSync(fileOf(old))]).toEqual([[], false]);
		const ids = readdirSync(folder).flatMap((name) => (name.endsWith('.key') ? [name.slice(0, -4)] : []));
		const keys = await here.keys.read(ids);
		expect(keys.size).toBeGreaterThan(1);
		for (const key of keys.values())
			for (const { seq, bytes } of before)
				expect(() => sealWith(key, meeting.plan).openUpdate(seq, bytes)).toThrow('not as it was sealed');
		expect(await words(here, meeting, meeting.plan)).toBe(CANARY);
		expect(await write(here, meeting, 'And more. ')).toBe('stored');
	});

	test('DOCKEY-6 a key ends with the transaction that ends it: not when that fails, and after a crash by whoever runs next', async () => {
		const meeting = await insertTestMeeting(here);
		await write(here, meeting, CANARY);
		const old = await keyOf(meeting.plan);
		const { areaId, plan } = meeting;
		const failing = here.withArea(areaId, async (tx) => {
			await renewDocument(tx, areaId, plan);
			throw new Error('the power fails');
		});
		await expect(failing).rejects.toThrow('the power fails');
		expect([await ending(), await keyOf(plan), await words(here, meeting, plan)]).toEqual([[], old, CANARY]);
		// It ends, and the process with it: nobody destroys the key.
		await renew(meeting);
		expect([await ending(), existsSync(fileOf(old))]).toEqual([[old], true]);
		const next = destroyEndingKeys({ database: there, log: () => {} });
		await next.look();
		expect([await ending(), existsSync(fileOf(old))]).toEqual([[], false]);
		await next.close();
		await expect(store.owner`update document set key_id = ${randomUUID()} where id = ${plan}`).rejects.toThrow(
			'another key with another epoch'
		);
	});

	test('DOCKEY-7 a second node that has the old key stores nothing with it, reads on with the new one, and forgets it', async () => {
		const meeting = await insertTestMeeting(here);
		await write(there, meeting, CANARY);
		const old = await keyOf(meeting.plan);
		const stale = await documentLog(there).load(meeting.areaId, meeting.plan);
		const destroyer = destroyEndingKeys({ database: here, log: () => {} });
		await renew(meeting);
		await destroyer.look();
		await destroyer.close();
		const late = async () => {
			const entries = [{ personId: meeting.people[0] as string, fields: [FIELD], update: typed('late') }];
			const { epoch, keyId, head } = stale!;
			const append = { documentId: meeting.plan, epoch, keyId, expectedHead: head, entries, rebase: () => entries };
			return (await documentLog(there).append(meeting.areaId, [append]))[0]?.kind;
		};
		expect(await late()).toBe('renewed');
		expect((await there.keys.read([old])).size).toBe(1);
		await there.keys.forgetDestroyed();
		expect((await there.keys.read([old])).size).toBe(0);
		expect(await late()).toBe('renewed');
		expect(await words(there, meeting, meeting.plan)).toBe(CANARY);
		expect(await write(there, meeting, 'And more. ')).toBe('stored');
	});
});

describe('a key that is not there', () => {
	test('DOCKEY-8 a document whose key is gone, as after an older database was restored, is refused alone; others open', async () => {
		const meeting = await insertTestMeeting(here);
		await write(here, meeting, CANARY);
		unlinkSync(fileOf(await keyOf(meeting.plan)));
		const fresh = await openDatabase(store.url, 2, () => {}, await testDocumentKeys(folder));
		try {
			const log = documentLog(fresh);
			await expect(log.load(meeting.areaId, meeting.plan)).rejects.toMatchObject({ name: 'DocumentKeyGone' });
			expect(await log.load(meeting.areaId, meeting.minutes)).toMatchObject({ head: 0 });
			const both = [meeting.plan, meeting.minutes].map((documentId) => ({ documentId, after: 0 }));
			const tails = await log.since(meeting.areaId, both);
			expect([tails.get(meeting.plan)?.epoch, tails.get(meeting.minutes)?.epoch]).toEqual([0, 1]);
			const begun = meeting.begun[meeting.minutes] as { epoch: number; keyId: string | null };
			const entries = [{ personId: meeting.people[0] as string, fields: [FIELD], update: typed('x') }];
			const outcomes = await log.append(meeting.areaId, [
				{ documentId: meeting.plan, ...(meeting.begun[meeting.plan] as typeof begun), expectedHead: 1, entries },
				{ documentId: meeting.minutes, ...begun, expectedHead: 0, entries }
			]);
			expect(outcomes.map(({ kind }) => kind)).toEqual(['renewed', 'stored']);
		} finally {
			await fresh.close();
		}
	});

	test('DOCKEY-9 while the store is away, documents whose key is known go on, others are as when the database is away, and nothing is destroyed or lost', async () => {
		const meeting = await insertTestMeeting(here);
		await write(here, meeting, CANARY);
		const fresh = await openDatabase(store.url, 2, () => {}, await testDocumentKeys(folder));
		const said: string[] = [];
		const destroyer = destroyEndingKeys({ database: fresh, log: (line) => said.push(line) });
		await renew(meeting);
		renameSync(folder, `${folder}-away`);
		try {
			expect(await write(here, meeting, 'And more. ')).toBe('stored');
			await expect(words(fresh, meeting, meeting.plan)).rejects.toMatchObject({ name: 'DatabaseAway' });
			await expect(insertTestMeeting(fresh)).rejects.toMatchObject({ name: 'DatabaseAway' });
			await destroyer.look();
			expect([said, (await ending()).length]).toEqual([
				['keys of documents could not be destroyed yet: DatabaseAway'],
				1
			]);
		} finally {
			renameSync(`${folder}-away`, folder);
		}
		await destroyer.look();
		await destroyer.close();
		expect(await ending()).toEqual([]);
		expect(await words(fresh, meeting, meeting.plan)).toContain(CANARY);
		await fresh.close();
	});

	test('DOCKEY-10 R20 a store with none of this database’s keys is refused at the start', async () => {
		await expect(refuseOtherKeys(here)).resolves.toBeUndefined();
		const empty = mkdtempSync(join(tmpdir(), 'mapp-key-empty-'));
		const keys: DocumentKeys = await testDocumentKeys(empty);
		await expect(refuseOtherKeys({ ...here, keys })).rejects.toThrow('none of this database’s keys');
		rmSync(empty, { recursive: true, force: true });
	});

	test('DOCKEY-11 R20 a PostgreSQL of its own keeps keys as well; the server of the records is refused', async () => {
		await expect(keysInDatabase(store.url, store.url, () => {})).rejects.toThrow('another PostgreSQL server');
		const master = testKeys().keyFor('documents');
		const one = documentKeys(await keyStoreAt(store.url, () => {}), master);
		const two = documentKeys(await keyStoreAt(store.url, () => {}), master);
		const ids = [await one.make(), await one.make()];
		const [first, second] = ids as [string, string];
		expect((await two.read(ids)).get(first)).toEqual((await one.read(ids)).get(first));
		await one.destroy([first]);
		await two.forgetDestroyed();
		expect([...(await two.read(ids)).keys()]).toEqual([second]);
		await Promise.all([one.close(), two.close()]);
		await expect(two.make()).rejects.toMatchObject({ name: 'DatabaseAway' });
	});
});
