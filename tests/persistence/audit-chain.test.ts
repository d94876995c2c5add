import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { account } from '#drizzle/schema.ts';
import { chainArea, createAuditChainer } from '#server/audit/audit-chainer.ts';
import { disagreement } from '#server/audit/check-copied.ts';
import { addLines, type CopiedLines, readCopiedLines, signedLine } from '#server/audit/copied-heads.ts';
import { filePlace, receiverPlace } from '#server/audit/copy-places.ts';
import { createHeadCopier } from '#server/audit/head-copier.ts';
import { keepAudit } from '#server/audit/kept-audit.ts';
import { verifyArea, verifyAudit } from '#server/audit/verify-audit.ts';
import { verifyCommand } from '#server/audit/verify-command.ts';
import { writeAudit } from '#server/persistence/audit.ts';
import { readChainEnd, readLinks } from '#server/persistence/audit-chain.ts';
import { type Database, openDatabase } from '#server/persistence/database.ts';
import { StartProblem } from '#server/problem-at-start.ts';
import { keysOf } from '#server/service-keys.ts';
import { insertTestArea, openTestDatabase, type TestArea, type TestDatabase } from '../support/database.ts';
import { TEST_SERVICE_KEY, testKeys } from '../support/test-keys.ts';

const keys = testKeys();
const NONE: CopiedLines = { heads: [], locks: [], accepted: [], strange: 0 };
let store: TestDatabase;
let other: Database;
let area: TestArea;
let folder: string;

beforeAll(async () => {
	store = await openTestDatabase();
	other = await openDatabase(store.url, 3);
	folder = mkdtempSync(join(tmpdir(), 'mapp-heads-'));
});
afterAll(async () => {
	rmSync(folder, { recursive: true, force: true });
	await other.close();
	await store.close();
});
beforeEach(async () => {
	area = await insertTestArea(store.database, 1);
});

const actor = () => ({ areaId: area.areaId, agencyId: area.agencyId, personId: area.personIds[0] ?? '' });
const look = (name: string, database: Database = store.database) =>
	database.withArea(area.areaId, (tx) => writeAudit(tx, actor(), 'view-case', 'case', name));
const chain = (database: Database = store.database, most?: number) =>
	chainArea(database, keys, area.areaId, true, most);
const links = () => store.database.withArea(area.areaId, (tx) => readLinks(tx, 0, 1000));
const told = async () => (await links()).map(({ row }) => row?.objectId);
const verdict = (copied: CopiedLines = NONE) => verifyArea(store.database, keys, area.areaId, copied);
const head = async () => {
	const { number, hmac } = await store.database.withArea(area.areaId, readChainEnd);
	return { kind: 'head' as const, areaId: area.areaId, number, hmac, at: '2026-11-22T20:00:00.000Z' };
};
/** What somebody with the owner's rights does at a console, past every trigger. */
const tamper = (statement: string) =>
	store.owner.begin(async (tx) => {
		await tx`set local session_replication_role = replica`;
		await tx`select set_config('mapp.area_id', ${area.areaId}, true)`;
		await tx.unsafe(statement);
	});
const ofArea = () => `area_id = '${area.areaId}'`;
const eventOf = (number: number) => `(select event from audit_chain where ${ofArea()} and number = ${number})`;

describe('the chain over the audit', () => {
	test('AUDIT-2 R19 every committed row gets the next number and an HMAC over itself and the link before', async () => {
		for (const name of ['a', 'b', 'c']) await look(name);
		await chain();
		await look('d');
		await chain();
		const all = await links();
		expect(all.map(({ link }) => link.number)).toEqual([1, 2, 3, 4]);
		expect(all.map(({ row }) => row?.objectId)).toEqual(['a', 'b', 'c', 'd']);
		expect(all.slice(1).map(({ link }) => link.previous)).toEqual(all.slice(0, 3).map(({ link }) => link.hmac));
		expect(await verdict()).toMatchObject({ links: 4, fault: null });
		const elsewhere = keysOf(Buffer.alloc(32, 9));
		expect(await verifyArea(store.database, elsewhere, area.areaId, NONE)).toMatchObject({
			fault: { number: 1, reason: 'another-row' }
		});
	});

	test('AUDIT-3 a row whose transaction commits late is chained after those that were committed before it', async () => {
		const late = postgres(store.url, { max: 1, onnotice: () => {} });
		try {
			await late`begin`;
			await late`select set_config('mapp.area_id', ${area.areaId}, true)`;
			const insert = (name: string) => late`
				insert into audit_event (area_id, actor_id, agency_id, act, object, object_id)
				values (${area.areaId}, ${randomUUID()}, ${randomUUID()}, 'view-case', 'case', ${name})`;
			await insert('late');
			for (const name of ['early', 'earlier']) {
				await look(name);
				await chain();
			}
			expect(await told()).toEqual(['early', 'earlier']);
			await late`commit`;
			await late`begin`;
			await late`select set_config('mapp.area_id', ${area.areaId}, true)`;
			await insert('never');
			await late`rollback`;
			await chain();
			expect(await told()).toEqual(['early', 'earlier', 'late']);
			await look('last');
			await chain();
			expect(await told()).toEqual(['early', 'earlier', 'late', 'last']);
			expect(await verdict()).toMatchObject({ links: 4, fault: null });
		} finally {
			await late.end({ timeout: 5 });
		}
	});

	test('AUDIT-3 more rows than one transaction takes are chained in several, and none is left', async () => {
		await Promise.all(Array.from({ length: 23 }, (_, n) => look(`row ${n}`)));
		await chain(store.database, 5);
		expect(await verdict()).toMatchObject({ links: 23, fault: null });
	});

	test('AUDIT-4 two nodes that chain one area at once give every row one link', async () => {
		const writing = Array.from({ length: 30 }, (_, n) => look(`row ${n}`, n % 2 ? other : store.database));
		const chaining = Array.from({ length: 8 }, (_, n) => chain(n % 2 ? other : store.database, 7));
		await Promise.all([...writing, ...chaining]);
		await chain();
		expect(new Set(await told()).size).toBe(30);
		expect(await verdict()).toMatchObject({ links: 30, fault: null });
	});

	test('AUDIT-4 a node that is killed while it chains leaves the rest to the next one', async () => {
		await look('before');
		await chain();
		await look('between');
		const dying: Database = {
			...other,
			withArea: (areaId, work) =>
				other.withArea(areaId, async (tx) => {
					await work(tx);
					throw new Error('killed before COMMIT');
				})
		};
		await expect(chain(dying)).rejects.toThrow('killed');
		expect(await told()).toEqual(['before']);
		await chain(other);
		expect(await told()).toEqual(['before', 'between']);
		expect(await verdict()).toMatchObject({ fault: null });
	});

	test('AUDIT-4 a look of any node finds the areas that wait, and a database restored elsewhere begins anew', async () => {
		await insertAccount();
		const said: string[] = [];
		const chainer = createAuditChainer({ database: other, keys, log: (line) => said.push(line) });
		await look('one');
		await chainer.look();
		expect(await told()).toEqual(['one']);
		// As in a server whose transactions are counted from the beginning.
		await tamper(`update audit_chain set settled = '9000000000' where ${ofArea()}`);
		await look('two');
		await chainer.look();
		await look('three');
		await chainer.look();
		await chainer.close();
		expect(await told()).toEqual(['one', 'two', 'three']);
		expect(said).toEqual([]);
	});
});

describe('what was changed is found and named', () => {
	const CHANGES: readonly (readonly [what: string, statement: () => string, fault: object])[] = [
		[
			'a row',
			() => `update audit_event set act = 'sign-in' where number = ${eventOf(3)}`,
			{ number: 3, reason: 'another-row' }
		],
		[
			'the time of a row',
			() => `update audit_event set at = at + interval '1 microsecond' where number = ${eventOf(2)}`,
			{ number: 2, reason: 'another-row' }
		],
		['a row gone', () => `delete from audit_event where number = ${eventOf(4)}`, { number: 4, reason: 'row-missing' }],
		['a link gone', () => `delete from audit_chain where ${ofArea()} and number = 2`, { number: 2, reason: 'gap' }],
		[
			'a row gone with its link, and the rest moved up',
			() => `delete from audit_event where number = ${eventOf(2)}; delete from audit_chain where ${ofArea()} and number = 2;
				update audit_chain set number = number - 1 where ${ofArea()} and number > 2`,
			{ number: 2, reason: 'another-previous' }
		],
		[
			'two rows swapped',
			() => `update audit_chain set number = -number where ${ofArea()} and number in (2, 3);
				update audit_chain set number = number + 5 where ${ofArea()} and number < 0`,
			{ number: 2, reason: 'another-previous' }
		],
		[
			'a link put in at the end',
			() =>
				`insert into audit_chain select area_id, 6, -5, hmac, repeat('a', 64), settled from audit_chain where ${ofArea()} and number = 5`,
			{ number: 6, reason: 'row-missing' }
		],
		[
			'a row put in where the chainer does not look any more',
			() => `insert into audit_event (area_id, at, actor_id, agency_id, act, object, object_id, xid)
				select area_id, at, actor_id, agency_id, act, object, 'put in', '3' from audit_event where number = ${eventOf(2)}`,
			{ number: 6, reason: 'not-chained' }
		],
		[
			'the end cut off',
			() =>
				`delete from audit_event where number = ${eventOf(5)}; delete from audit_chain where ${ofArea()} and number = 5`,
			{ number: 5, reason: 'behind-copy' }
		],
		[
			'everything rolled back',
			() => `delete from audit_event where ${ofArea()}; delete from audit_chain where ${ofArea()}`,
			{ number: 1, reason: 'behind-copy' }
		]
	];

	test.each(CHANGES)('AUDIT-5 R19 %s', async (_, statement, fault) => {
		for (const name of ['a', 'b', 'c', 'd', 'e']) await look(name);
		await chain();
		const copied = { ...NONE, heads: [await head()] };
		expect(await verdict(copied)).toMatchObject({ links: 5, heads: 1, fault: null });
		await tamper(statement());
		expect(await verdict(copied)).toMatchObject({ fault: { areaId: area.areaId, ...fault } });
	});

	test('AUDIT-5 R19 a database rolled back and written on, also with the right key, is not the one whose head was copied', async () => {
		for (const name of ['a', 'b', 'c']) await look(name);
		await chain();
		const copied = { ...NONE, heads: [await head()] };
		await tamper(
			`delete from audit_event where number = ${eventOf(3)}; delete from audit_chain where ${ofArea()} and number = 3`
		);
		for (const name of ['other', 'words']) await look(name);
		expect(await verdict(copied)).toMatchObject({ links: 2, fault: { number: 3, reason: 'another-head' } });
		expect(await verdict()).toMatchObject({ links: 4, fault: null });
	});
});

const insertAccount = () =>
	store.database.withArea(area.areaId, (tx) =>
		tx
			.insert(account)
			.values({ areaId: area.areaId, personId: actor().personId, email: `${randomUUID()}@test.example` })
	);

describe('heads copied outside the database', () => {
	let file: string;
	let said: string[];
	const env = () => ({ dataDir: folder, auditHeads: { file, url: undefined }, demo: false });
	const log = (line: string) => void said.push(line);
	const now = () => new Date('2026-11-22T20:00:00Z');
	const parts = () => ({ database: store.database, keys, env: env(), now, log });
	beforeEach(async () => {
		file = join(folder, `${randomUUID()}.jsonl`);
		said = [];
		await store.owner`update account set area_id = ${area.areaId}`;
		await insertAccount();
	});

	test('AUDIT-6 R19 a head is copied when it has moved, and the service starts with the database it was copied from', async () => {
		const first = await keepAudit(parts());
		await look('a');
		await first.close();
		const second = await keepAudit(parts());
		await second.close();
		const copied = await readCopiedLines(keys, file);
		expect(copied).toEqual({ ...NONE, heads: [{ ...(await head()), at: now().toISOString() }] });
		expect(await verifyAudit(store.database, keys, copied)).toMatchObject({
			isGood: true,
			areas: [{ links: 1, heads: 1 }]
		});
		expect(said).toEqual([]);
	});

	test('AUDIT-7 R20 a database that ends before a copied head, or has another, is not started with in production', async () => {
		await look('a');
		await (await keepAudit(parts())).close();
		await tamper(`delete from audit_event where ${ofArea()}; delete from audit_chain where ${ofArea()}`);
		await expect(keepAudit(parts())).rejects.toThrow(/ends before it\. Restore the right database/);
		await expect(keepAudit(parts())).rejects.toBeInstanceOf(StartProblem);
		await look('b');
		await chain();
		await expect(keepAudit(parts())).rejects.toThrow('the audit of this database is another one');
		const demo = await keepAudit({ ...parts(), env: { ...env(), demo: true } });
		expect(said).toEqual([expect.stringMatching(/^The audit does not agree with .*another one\.$/)]);
		await demo.close();
		const accepted = { kind: 'accepted', reason: 'restored on purpose', at: now().toISOString() } as const;
		await addLines(file, [signedLine(keys, accepted)]);
		await (await keepAudit(parts())).close();
		await expect(keepAudit({ ...parts(), keys: keysOf(Buffer.alloc(32, 1)) })).rejects.toThrow('another SERVICE_KEY');
	});

	test('AUDIT-7 R20 minutes whose digest was copied must be there as they were sealed', async () => {
		const lock = { kind: 'lock', areaId: area.areaId, caseId: randomUUID(), meetingId: randomUUID() } as const;
		const copied = { ...NONE, locks: [{ ...lock, sha256: 'a'.repeat(64), at: now().toISOString() }] };
		expect(await disagreement(store.database, keys, copied)).toMatch(/has no minutes of that meeting$/);
		expect((await verifyAudit(store.database, keys, copied)).minutes).toHaveLength(1);
	});

	test('AUDIT-13 the command names the first bad row and why, and takes an older database back only with a reason', async () => {
		const source = { DATABASE_URL: store.url, SERVICE_KEY: TEST_SERVICE_KEY, AUDIT_HEAD_FILE: file, DATA_DIR: folder };
		const means = { open: async () => ({ database: store.database, close: async () => {} }), now };
		const run = (...parameters: string[]) => verifyCommand(parameters, source, means);
		for (const name of ['a', 'b']) await look(name);
		await (await keepAudit(parts())).close();
		expect(await run()).toMatchObject({ code: 0, lines: expect.arrayContaining(['The audit is as it was written.']) });
		await tamper(
			`delete from audit_event where number = ${eventOf(2)}; delete from audit_chain where ${ofArea()} and number = 2`
		);
		const found = await run();
		expect(found.code).toBe(1);
		expect(found.lines.join('\n')).toMatch(
			`Area ${area.areaId}: NOT as it was written. First at link 2: the chain ends before a head that was copied`
		);
		expect((await run('--accept')).code).toBe(2);
		expect((await run('--accept', 'restored on purpose')).code).toBe(0);
		expect(await run()).toMatchObject({
			code: 0,
			lines: expect.arrayContaining([expect.stringContaining('restored on purpose')])
		});
		expect((await verifyCommand([], { ...source, SERVICE_KEY: 'short' }, means)).code).toBe(2);
	});

	test('AUDIT-8 a line that is not ours counts for nothing, and a torn one does not swallow the next', async () => {
		const line = { ...(await head()), number: 7, hmac: 'b'.repeat(64) };
		await addLines(file, [signedLine(keys, line)]);
		const [signed = ''] = readFileSync(file, 'utf8').trim().split('\n');
		writeFileSync(file, `${signed}\n${signed.replace('"number":7', '"number":8')}\nnot json\n${signed.slice(0, 40)}`);
		await addLines(file, [signedLine(keys, { ...line, number: 9 })]);
		const read = await readCopiedLines(keys, file);
		expect(read?.heads.map(({ number }) => number)).toEqual([7, 9]);
		expect(read?.strange).toBe(3);
		expect(await readCopiedLines(keys, join(folder, 'none'))).toBeNull();
	});

	test('AUDIT-8 a place that cannot be reached is told of, and gets everything later', async () => {
		const got: string[] = [];
		const receiver = createServer((socket) => socket.on('data', (bytes) => got.push(bytes.toString())));
		await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
		const { port } = receiver.address() as { port: number };
		const places = [filePlace(file, 'AUDIT_HEAD_FILE'), receiverPlace(`syslog://127.0.0.1:${port}`, now)];
		const copier = createHeadCopier({ database: store.database, keys, places, known: null, now, log });
		await new Promise((done) => receiver.close(done));
		await look('a');
		await chain();
		await copier.copy();
		expect(copier.troubles()).toEqual(['heads of the audit are not copied to AUDIT_HEAD_URL']);
		expect((await readCopiedLines(keys, file))?.heads).toHaveLength(1);
		await new Promise<void>((done) => receiver.listen(port, '127.0.0.1', done));
		await look('b');
		await chain();
		await copier.copy();
		expect(copier.troubles()).toEqual([]);
		await copier.close();
		await new Promise((done) => receiver.close(done));
		expect(got.join('')).toMatch(
			/^<110>1 2026-11-22T20:00:00\.000Z \S+ mapp-meetings \d+ audit-head - \{"kind":"head".*"number":2/
		);
		expect((await readCopiedLines(keys, file))?.heads.map(({ number }) => number)).toEqual([1, 2]);
	});
});
