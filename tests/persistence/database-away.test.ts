import { rmSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { isAlive } from '#server/persistence/data-folder.ts';
import { type Database, openDatabase } from '#server/persistence/database.ts';
import { DatabaseAway } from '#server/persistence/database-away.ts';
import { keepEmbeddedPostgres } from '#server/persistence/kept-postgres.ts';
import { keysInDatabase } from '#server/persistence/keys-in-database.ts';
import { migrateDatabase } from '#server/persistence/migrate.ts';
import { makeDataFolder } from '../support/data-folder.js';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type FaultyProxy, startFaultyProxy } from '../support/faulty-proxy.ts';
import { until } from '../support/served-world.ts';

let store: TestDatabase;
let proxy: FaultyProxy;
let database: Database;
let said: string[];

const one = () => database.withoutArea(async (tx) => (await tx.execute<{ n: number }>(sql`select 1 as n`))[0]?.n);
const write = (text: string) => database.withoutArea((tx) => tx.execute(sql`insert into note values (${text})`));
const notes = async () => (await store.owner`select text from note order by text`).map(({ text }) => text);
/** what came of it and after how many milliseconds */
const timed = async (work: Promise<unknown>) => {
	const since = performance.now();
	const outcome = await work.catch((problem: unknown) => problem);
	return { outcome, ms: performance.now() - since };
};
/** waits inside a transaction until the test lets it go on */
const gate = () => {
	let open = () => {};
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { open, opened };
};

describe('a database that cannot be reached', () => {
	beforeEach(async () => {
		store = await openTestDatabase();
		await store.owner.unsafe(`create table note (text text); grant all on note to mapp_app;
			alter table note enable row level security, force row level security; create policy all_of_it on note using (true)`);
		const url = new URL(store.url);
		proxy = await startFaultyProxy(Number(url.port));
		url.port = String(proxy.port);
		said = [];
		database = await openDatabase(url.href, 3, (line) => said.push(line));
	});
	afterEach(async () => {
		proxy.set('pass');
		await database?.close();
		await proxy?.close();
		await store?.close();
	});

	test.each(['drop', 'freeze', 'drop-down', 'reset', 'refuse'] as const)(
		'AWAY-1 F4 it is said within three seconds (%s), at once from then on, and work goes on when it answers',
		async (fault) => {
			expect(await one()).toBe(1);
			const reached = gate();
			const inside = gate();
			const halfway = database.withoutArea(async (tx) => {
				await tx.execute(sql`insert into note values ('half')`);
				reached.open();
				await inside.opened;
				await tx.execute(sql`insert into note values ('other half')`);
			});
			await reached.opened;
			proxy.set(fault);
			inside.open();
			const all = await Promise.all([timed(halfway), timed(one()), timed(one()), timed(one()), timed(one())]);
			for (const { outcome, ms } of all) {
				expect(outcome).toBeInstanceOf(DatabaseAway);
				expect(ms).toBeLessThan(3000);
			}
			await until(() => expect(database.isAway()).toBe(true));
			expect(await database.ready()).toBe(false);
			const late = await Promise.all(Array.from({ length: 200 }, () => timed(write('never'))));
			expect(late.every(({ outcome }) => outcome instanceof DatabaseAway)).toBe(true);
			expect(Math.max(...late.map(({ ms }) => ms))).toBeLessThan(1500);
			proxy.set('pass');
			await until(async () => expect(await database.ready()).toBe(true));
			await write('afterwards');
			expect(await notes()).toEqual(['afterwards']);
			expect(said).toEqual([
				'the database does not answer',
				expect.stringMatching(/^the database answers again after \d+\.\d s$/)
			]);
		}
	);

	test('AWAY-2 a statement that takes long, or waits for a lock, is not taken for one that is lost', async () => {
		const reached = gate();
		const inside = gate();
		const holder = store.owner.begin(async (tx) => {
			await tx`lock table note in access exclusive mode`;
			reached.open();
			await inside.opened;
		});
		await reached.opened;
		const waiting = timed(write('waited'));
		const { outcome, ms } = await timed(database.withoutArea((tx) => tx.execute(sql`select pg_sleep(2.5)`)));
		expect(outcome).not.toBeInstanceOf(Error);
		expect(ms).toBeGreaterThan(2400);
		inside.open();
		await holder;
		expect((await waiting).outcome).not.toBeInstanceOf(Error);
		expect(await notes()).toEqual(['waited']);
		expect(said).toEqual([]);
	});

	test('AWAY-3 what is left of a broken transaction runs nowhere, not even in the next one', async () => {
		const reached = gate();
		const inside = gate();
		let afterwards: unknown = null;
		const broken = database.withoutArea(async (tx) => {
			await tx.execute(sql`insert into note values ('first half')`);
			reached.open();
			await inside.opened;
			afterwards = await tx.execute(sql`insert into note values ('second half')`).catch((problem: unknown) => problem);
		});
		await reached.opened;
		proxy.resetOpen();
		await expect(broken).rejects.toBeInstanceOf(DatabaseAway);
		await database.withoutArea(async (tx) => {
			await tx.execute(sql`insert into note values ('another')`);
			inside.open();
			await until(() => expect(afterwards).not.toBeNull());
		});
		expect(afterwards).toMatchObject({ cause: expect.any(DatabaseAway) });
		expect(await notes()).toEqual(['another']);
	});

	test('AWAY-3 work that goes on after its transaction has ended writes nothing', async () => {
		const inside = gate();
		let afterwards: Promise<unknown> = Promise.resolve();
		await database.withoutArea(async (tx) => {
			await tx.execute(sql`select 1`);
			afterwards = inside.opened.then(() => tx.execute(sql`insert into note values ('too late')`));
		});
		inside.open();
		await expect(afterwards).rejects.toThrow();
		await write('in time');
		expect(await notes()).toEqual(['in time']);
	});

	test('AWAY-4 connections that were cut while nobody used them cost nobody an answer', async () => {
		await Promise.all([one(), one(), one()]);
		const open = proxy.watchOpen();
		proxy.resetOpen();
		await until(() => expect(open()).toBe(0));
		expect(await Promise.all([one(), one(), one(), one()])).toEqual([1, 1, 1, 1]);
		expect(said).toEqual([]);
	});

	test('AWAY-9 what the database answered is let go of, however long the connection lives', async () => {
		const answers: WeakRef<object>[] = [];
		for (let n = 0; n < 60; n++)
			answers.push(new WeakRef(await database.withoutArea((tx) => tx.execute(sql`select ${n}::int as n`))));
		setFlagsFromString('--expose-gc');
		const collect = runInNewContext('gc') as () => void;
		// What the last turn of the loop held is let go of in the next.
		await until(() => {
			collect();
			expect(answers.filter((answer) => answer.deref() !== undefined).length).toBeLessThan(6);
		});
	});

	test('AWAY-5 F5 a database without room says so, stores nothing and stores again when there is room', async () => {
		await store.owner.unsafe(`create function full_disk() returns trigger language plpgsql as
			$$ begin raise exception 'no space left on device' using errcode = '53100'; end $$;
			create trigger full_disk before insert on note for each row execute function full_disk()`);
		await expect(write('lost')).rejects.toMatchObject({ name: 'DatabaseAway', reason: 'full' });
		expect(await one()).toBe(1);
		expect(database.isAway()).toBe(false);
		await store.owner`drop trigger full_disk on note`;
		await write('kept');
		expect(await notes()).toEqual(['kept']);
	});
});

describe('the embedded database, kept running', () => {
	test('AWAY-8 F3 F4 halted, work on open connections goes on and new ones are refused in time; killed, it is started again; stopped, it stays so', async () => {
		const folder = makeDataFolder('mapp-kept-');
		const lines: string[] = [];
		const kept = await keepEmbeddedPostgres(folder, (line) => lines.push(line));
		const first = kept.pid();
		await migrateDatabase(kept.address());
		const pool = await openDatabase(kept.address, 2, () => {});
		// Another server than the tests' own: keys may lie here.
		const keys = await keysInDatabase(kept.address(), inject('postgresUrl'), () => {});
		await keys.close();
		const ask = () => pool.withoutArea((tx) => tx.execute(sql`select 1`));
		try {
			await ask();
			process.kill(first, 'SIGSTOP');
			expect((await timed(ask())).outcome).not.toBeInstanceOf(Error);
			// Both at once need a second connection, which nobody opens now.
			const both = await Promise.all([timed(ask()), timed(ask()), timed(ask())]);
			for (const { outcome, ms } of both) {
				if (outcome instanceof Error) expect(outcome).toBeInstanceOf(DatabaseAway);
				expect(ms).toBeLessThan(3000);
			}
			process.kill(first, 'SIGCONT');
			await until(async () => expect(await pool.ready()).toBe(true));
			process.kill(first, 'SIGKILL');
			await vi.waitFor(() => expect(lines).toContain('the embedded database runs again'), { timeout: 15_000 });
			expect(kept.pid()).not.toBe(first);
			await vi.waitFor(ask, { timeout: 5000 });
		} finally {
			await pool.close();
			await kept.stop();
			rmSync(folder, { recursive: true, force: true });
		}
		expect(isAlive(kept.pid())).toBe(false);
		expect(lines.filter((line) => line.includes('runs again'))).toHaveLength(1);
	}, 60_000);
});
