import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { account } from '#drizzle/schema.ts';
import { chainArea, createAuditChainer } from '#server/audit/audit-chainer.ts';
import { disagreement } from '#server/audit/check-copied.ts';
import { addLines, type CopiedLines, readCopiedLines, signedLine } from '#server/audit/copied-heads.ts';
import { filePlace, receiverPlace } from '#server/audit/copy-places.ts';
import { type CopyPlace, createHeadCopier } from '#server/audit/head-copier.ts';
import { keepAudit } from '#server/audit/kept-audit.ts';
import { createAuditRemover } from '#server/audit/remove-old-audit.ts';
import { verifyArea, verifyAudit } from '#server/audit/verify-audit.ts';
import { verifyCommand } from '#server/audit/verify-command.ts';
import { writeAudit } from '#server/persistence/audit.ts';
import { readChainEnd, readCheckpoint, readLinks } from '#server/persistence/audit-chain.ts';
import { type Database, openDatabase } from '#server/persistence/database.ts';
import { StartProblem } from '#server/problem-at-start.ts';
import { keysOf } from '#server/service-keys.ts';
import { insertTestArea, openTestDatabase, type TestArea, type TestDatabase } from '../support/database.ts';
import { TEST_SERVICE_KEY, testKeys } from '../support/test-keys.ts';

const keys = testKeys();
const NONE: CopiedLines = { heads: [], locks: [], checkpoints: [], accepted: [], strange: 0 };
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
		const source = {
			...{ DATABASE_URL: store.url, SERVICE_KEY: TEST_SERVICE_KEY, AUDIT_HEAD_FILE: file, DATA_DIR: folder },
			DOCUMENT_KEYS_FOLDER: folder
		};
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

describe('the oldest part of the audit', () => {
	let file: string;
	let said: string[];
	const now = () => new Date();
	const place = () => filePlace(file, 'AUDIT_HEAD_FILE');
	const remover = (places: readonly CopyPlace[] = [place()], at: Database = store.database) =>
		createAuditRemover({
			...{ database: at, keys, places, now, readCopied: () => readCopiedLines(keys, file), most: 3 },
			log: (line) => void said.push(line)
		});
	const remove = async (...places: readonly CopyPlace[]): Promise<void> => {
		const one = remover(places.length > 0 ? places : undefined);
		await one.look();
		await one.close();
	};
	const old = (name: string, years: number) =>
		store.owner.begin(async (tx) => {
			await tx`select set_config('mapp.area_id', ${area.areaId}, true)`;
			await tx`insert into audit_event (area_id, at, actor_id, agency_id, act, object, object_id) values
			(${area.areaId}, now() - make_interval(years => ${years}::int), ${randomUUID()}, ${area.agencyId}, 'view-case', 'case', ${name})`;
		});
	const numbers = async () => (await links()).map(({ link }) => link.number);
	const checkpoints = () =>
		store.owner`select number, rows, mac from audit_checkpoint where area_id = ${area.areaId} order by number`;
	const asApp = (statement: ReturnType<typeof sql>) =>
		store.database.withArea(area.areaId, (tx) => tx.execute(statement));
	const verified = async () => verifyArea(store.database, keys, area.areaId, await readCopiedLines(keys, file));
	const hold = (caseId: string | null) => store.owner`
		insert into retention_hold (area_id, case_id, kind, reason, "from", review_on, placed_by, placed_at, command_id)
		values (${area.areaId}, ${caseId}, 'INQUIRY', 'Invented', current_date, current_date, ${actor().personId}, now(), ${randomUUID()})`;
	beforeEach(async () => {
		file = join(folder, `${randomUUID()}.jsonl`);
		said = [];
		// Nothing of the areas of other tests is old enough.
		await store.owner`update account set area_id = ${area.areaId}`;
		await insertAccount();
		for (const [n, years] of [14, 13, 12, 12, 3, 13].entries()) await old(`row ${n + 1}`, years);
		await look('today');
		await chain();
	});

	test('AUDIT-14 R19 goes in steps up to the first younger act, on two nodes at once, with its checkpoint copied before', async () => {
		const both = [remover(), remover([place()], other)];
		for (let step = 0; step < 3; step++) await Promise.all(both.map((one) => one.look()));
		await Promise.all(both.map((one) => one.close()));
		expect(said).toEqual([]);
		const [first] = await numbers();
		// What is older behind a younger act stays: the beginning alone goes.
		expect(first).toBe(5);
		expect(await told()).toEqual(expect.arrayContaining(['row 5', 'row 6', 'today']));
		expect((await checkpoints()).map(({ number, rows }) => [Number(number), Number(rows)])).toEqual([
			[3, 3],
			[4, 1]
		]);
		expect((await readCopiedLines(keys, file))?.checkpoints.map(({ number }) => number)).toEqual(
			expect.arrayContaining([3, 4])
		);
		const [gone] =
			await store.owner`select sum(rows)::int as rows from destroyed_by_clock where kind = 'AUDIT' and area_id = ${area.areaId}`;
		expect(gone?.rows).toBe(4);
		await chain();
		expect(await verified()).toMatchObject({ fault: null, begins: { number: 4, removed: 4 } });
		expect((await told()).at(-1)).toBe(area.areaId);
		expect(await disagreement(store.database, keys, await readCopiedLines(keys, file))).toBeNull();
	});

	test('AUDIT-15 R19 what a node removes by right while another checks is no fault', async () => {
		let isRemoved = false;
		const meanwhile: Pick<Database, 'withArea'> = {
			withArea: async (areaId, work) => {
				const read = await store.database.withArea(areaId, work);
				if ((work as unknown) === readCheckpoint && !isRemoved) {
					isRemoved = true;
					await remove();
				}
				return read;
			}
		};
		const copied = await readCopiedLines(keys, file);
		const verdict = await verifyArea(meanwhile, keys, area.areaId, copied);
		expect(isRemoved).toBe(true);
		expect(verdict).toMatchObject({ fault: null, begins: { number: 3 } });
	});

	test('AUDIT-14 stays where a place for copies is away, and where it is not as it was written', async () => {
		await remove({ name: 'AUDIT_HEAD_URL', add: () => Promise.reject(new Error('away')) });
		expect(await checkpoints()).toHaveLength(0);
		await tamper(`update audit_event set act = 'view-meeting' where number = ${eventOf(2)}`);
		await remove();
		expect(said.at(-1)).toMatch(/^nothing of the audit of the area .* was removed/);
		expect(await numbers()).toHaveLength(7);
	});

	test('AUDIT-14 stays while the area, or a case of that time, is held', async () => {
		await hold(null);
		await remove();
		expect(await numbers()).toHaveLength(7);
		await store.owner`update retention_hold set ended_at = now(), ended_by = ${actor().personId} where area_id = ${area.areaId}`;
		const [one] = await store.owner`
			insert into mapp_case (area_id, ref, category, level, status, lead_agency_id, case_manager_id, subject, facts, created_at)
			values (${area.areaId}, 'FNS-2013-001', 2, 2, 'ACTIVE', ${area.agencyId}, ${actor().personId}, '{}', '{}', now() - interval '13 years 6 months')
			returning id`;
		await hold(one?.id);
		await remove();
		expect(await numbers()).toEqual([2, 3, 4, 5, 6, 7]);
	});

	test('AUDIT-15 R19 what follows is checked as before: a change, a cut, rows hidden behind a checkpoint of somebody else', async () => {
		await remove();
		await remove();
		expect(await verified()).toMatchObject({ fault: null, links: 9 });
		await tamper(`update audit_event set act = 'view-meeting' where number = ${eventOf(6)}`);
		expect(await verified()).toMatchObject({ fault: { number: 6, reason: 'another-row' } });
		await tamper(`update audit_event set act = 'view-case' where number = ${eventOf(6)}`);
		const [real] = await checkpoints();
		await tamper(`insert into audit_checkpoint select area_id, 6, hmac, 2, now(), now(), '${real?.mac}' from audit_chain
			where ${ofArea()} and number = 6;
			delete from audit_event where number in (${eventOf(5)}, ${eventOf(6)});
			delete from audit_chain where ${ofArea()} and number <= 6`);
		expect(await verified()).toMatchObject({ fault: { number: 6, reason: 'false-checkpoint' } });
		await tamper(`delete from audit_checkpoint where ${ofArea()} and number = 6`);
		expect(await verified()).toMatchObject({ fault: { number: 5, reason: 'gap' } });
	});

	test('AUDIT-16 the database removes nothing younger, held, newest or by hand, whoever asks', async () => {
		const [, , , fourth, fifth] = await links();
		const call = (link: { number: number; hmac: string } | undefined, before = 'now()') =>
			asApp(sql`select remove_old_audit(${link?.number}, ${link?.hmac}, 'x', ${sql.raw(before)})`);
		const refused = { cause: { code: '55000' } };
		await expect(call(fifth?.link)).rejects.toMatchObject(refused);
		await expect(call({ number: 4, hmac: fifth?.link.hmac ?? '' })).rejects.toMatchObject(refused);
		await expect(call(fourth?.link, `now() - interval '12 years 6 months'`)).rejects.toMatchObject(refused);
		await hold(null);
		await expect(call(fourth?.link)).rejects.toMatchObject(refused);
		for (const statement of [
			sql`delete from audit_event`,
			sql`delete from audit_chain`,
			sql`delete from audit_checkpoint`,
			sql`insert into audit_checkpoint values (${area.areaId}, 4, 'x', 1, now(), now(), 'x')`
		])
			await expect(asApp(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
		await expect(store.owner`delete from audit_event where area_id = ${area.areaId}`).rejects.toMatchObject({
			code: '23000'
		});
		expect(await numbers()).toHaveLength(7);
	});
});
