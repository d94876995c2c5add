import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAlive, takeDataFolder } from '#server/persistence/data-folder.ts';
import { barrier } from '#server/persistence/database-user.ts';
import { startEmbeddedPostgres } from '#server/persistence/embedded-postgres.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'mapp-data-'));
	chmodSync(folder, 0o711);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ask = async (url: string, statement: string) => {
	const client = postgres(url, { max: 1, onnotice: () => {} });
	try {
		return await client.unsafe(statement);
	} finally {
		await client.end();
	}
};

describe('the embedded database', () => {
	test('PROC-5 it reaches the disk, is on this machine only and needs the password of the folder', async () => {
		const server = await startEmbeddedPostgres(folder);
		try {
			const [row] = await ask(
				server.url,
				`select version() as version, current_setting('fsync') as fsync,
				current_setting('full_page_writes') as pages, current_setting('listen_addresses') as addresses`
			);
			expect(row).toMatchObject({ fsync: 'on', pages: 'on', addresses: '127.0.0.1' });
			expect(row?.version).toMatch(/^PostgreSQL 18\./);
			expect(Number(new URL(server.url).port)).toBeLessThan(32_768);
			expect(statSync(join(folder, 'password')).mode & 0o077).toBe(0);
			await expect(ask(server.url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
		} finally {
			await server.stop();
		}
		expect(isAlive(server.pid)).toBe(false);
	});

	test('PROC-6 a database left behind by a killed process is taken over, with everything it committed', async () => {
		const left = await startEmbeddedPostgres(folder);
		await ask(left.url, 'create table kept as select 1 as one');
		const next = await startEmbeddedPostgres(folder);
		try {
			expect(isAlive(left.pid)).toBe(false);
			expect(await ask(next.url, 'select one from kept')).toMatchObject([{ one: 1 }]);
		} finally {
			await next.stop();
		}
	});

	test('PROC-6 a database that was killed itself recovers', async () => {
		const killed = await startEmbeddedPostgres(folder);
		await ask(killed.url, 'create table kept as select 1 as one');
		process.kill(killed.pid, 'SIGKILL');
		await killed.ended;
		const next = await startEmbeddedPostgres(folder);
		try {
			expect(await ask(next.url, 'select one from kept')).toMatchObject([{ one: 1 }]);
		} finally {
			await next.stop();
		}
	});

	test('PROC-7 the first folder that the database user may not enter is found', () => {
		const closed = join(folder, 'closed');
		takeDataFolder(closed).release();
		chmodSync(closed, 0o700);
		const stranger = { uid: 65_533, gid: 65_533 };
		expect(barrier(stranger, join(closed))).toBe(closed);
		chmodSync(closed, 0o711);
		expect(barrier(stranger, join(closed))).toBeNull();
	});

	test('PROC-15 in a private folder it serves all the same and keeps what it was told', async () => {
		chmodSync(folder, 0o700);
		const first = await startEmbeddedPostgres(folder);
		await ask(first.url, 'create table kept as select 1 as one');
		await first.stop();
		const second = await startEmbeddedPostgres(folder);
		try {
			expect(await ask(second.url, 'select one from kept')).toMatchObject([{ one: 1 }]);
		} finally {
			await second.stop();
			// As root the cluster has a place of its own, which the folder points to.
			const pointer = join(folder, 'database-place');
			if (existsSync(pointer)) rmSync(readFileSync(pointer, 'utf8'), { recursive: true, force: true });
		}
	});
});

describe('the data folder', () => {
	let other: ChildProcess;
	beforeEach(() => {
		other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
	});
	afterEach(() => other.kill('SIGKILL'));

	test('PROC-8 a folder held by a living process is refused with its number; after its end it is free', async () => {
		writeFileSync(join(folder, 'lock'), `${other.pid} -\n`);
		expect(() => takeDataFolder(folder)).toThrow(`in use by process ${other.pid}.`);
		other.kill('SIGKILL');
		await once(other, 'exit');
		const taken = takeDataFolder(folder);
		taken.release();
		expect(existsSync(join(folder, 'lock'))).toBe(false);
	});

	test('PROC-8 a living process that only bears the number of a dead one holds nothing, where start times can be read', () => {
		writeFileSync(join(folder, 'lock'), `${other.pid} 1\n`);
		const take = expect(() => takeDataFolder(folder).release());
		existsSync('/proc/self/stat') ? take.not.toThrow() : take.toThrow('in use');
	});

	test('PROC-16 where process numbers mean nothing, as in another container, a holder that shows signs of life keeps it', async () => {
		const lock = join(folder, 'lock');
		const line = `${process.pid} 1 0123456789abcdef\n`;
		const holder = spawn(process.execPath, [
			'-e',
			`const { utimesSync, writeFileSync } = require('node:fs');
			writeFileSync(${JSON.stringify(lock)}, ${JSON.stringify(line)});
			process.stdout.write('held');
			setInterval(() => utimesSync(${JSON.stringify(lock)}, new Date(), new Date()), 300);`
		]);
		await once(holder.stdout, 'data');
		expect(() => takeDataFolder(folder)).toThrow('in use on another machine or in another container');
		holder.kill('SIGKILL');
		await once(holder, 'exit');
		const taken = takeDataFolder(folder);
		expect(readFileSync(lock, 'utf8')).not.toBe(line);
		taken.release();
	});
});
