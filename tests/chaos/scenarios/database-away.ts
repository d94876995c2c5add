/** The database dies, cannot be reached, or has no space left, while people type. */
import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runningEmbedded } from '#server/persistence/running-embedded.ts';
import { embeddedPid } from '../chaos-database.ts';
import type { ChaosNode } from '../chaos-node.ts';
import type { ChaosWorld } from '../chaos-world.ts';
import { ask, asOwner } from '../evidence.ts';
import { signalAll, withChildren } from '../process-tree.ts';
import { comeBack, readLoaded } from '../recovery.ts';
import type { Round, Scenario } from '../scenario.ts';
import type { Seat } from '../scripted-writer.ts';
import { inTime, pause } from '../until.ts';

/** What a COMMIT that was under way when the fault began may still take to be told. */
const UNDER_WAY_MS = 300;
/** How long a full disk may go on taking a few more words. */
const LAST_PAGE_MS = 2000;

const everybodyTypes = (world: ChaosWorld) => {
	for (const writer of world.writers) writer.type();
};
const lastAcknowledged = (world: ChaosWorld) => Math.max(...world.writers.map((writer) => writer.acknowledgedAt()));

/** Nobody may be told "Saved" while the database cannot be reached. */
function checkSilence(world: ChaosWorld, round: Round, since: number): void {
	const late = lastAcknowledged(world) - since;
	round.check('nothing is acknowledged without the database', late <= UNDER_WAY_MS, `${late} ms after`);
}

/** Loaded documents stay readable; pages say that they cannot be had, soon, and when to come again. */
async function checkWithout(world: ChaosWorld, round: Round): Promise<void> {
	const [node] = world.nodes as [ChaosNode];
	const [{ cookie }] = world.seats as [Seat];
	const loaded = await readLoaded(world.writers[0]?.socket() ?? null, 1000);
	round.check('a loaded document is read within 1 s', loaded !== null, loaded ?? 'no answer');
	const page = { path: `/meetings/${world.meetingId}/room`, cookie };
	const [first, form] = await Promise.all([
		ask(node.port, world.origin, page),
		ask(node.port, world.origin, { path: `/meetings/${world.meetingId}/room?/raise-hand`, cookie, form: {} })
	]);
	for (const [what, heard] of [
		['a page', first],
		['a form', form]
	] as const) {
		round.check(`${what} is answered 503`, heard.status === 503, `${heard.status} ${heard.body.slice(0, 60)}`);
		round.check(`${what} says when to come again`, heard.headers['retry-after'] !== undefined);
		round.within(`${what} is answered`, heard.took, 3000);
	}
	const alive = await ask(node.port, world.origin, { path: '/healthz' });
	round.check('the process says that it lives', alive.status === 200, alive.status);
}

const databaseKilled: Scenario = {
	id: 'F3',
	title: 'kill -9 of the embedded database with all its processes',
	rounds: { short: 1, long: 1 },
	run: async (round) => {
		const world = await round.open({ embedded: true });
		const [node] = world.nodes as [ChaosNode];
		const folder = world.dataFolder as string;
		const process = node.pid();
		await world.seatEverybody();
		everybodyTypes(world);
		await pause(round.chance.between(1000, 2500));
		const killed = embeddedPid(folder);
		signalAll(withChildren(killed), 'SIGKILL');
		const since = Date.now();
		const again = await inTime(() => isNewDatabase(folder, killed) || !node.alive(), 30_000);
		round.check('the service stays up', node.alive(), node.said().at(-1) ?? '');
		if (!node.alive()) return;
		round.check('the database is started again', again);
		round.note(`the database was back after ${Date.now() - since} ms`);
		await comeBack(world, round, 5000, 5000);
		round.check('it is the same process', node.pid() === process);
		await round.judge(world);
	}
};

function isNewDatabase(folder: string, old: number): boolean {
	try {
		return embeddedPid(folder) !== old && runningEmbedded(folder) !== '';
	} catch {
		return false;
	}
}

const WAYS = ['drop', 'reset', 'SIGSTOP'] as const;

const unreachable: Scenario = {
	id: 'F4',
	title: 'the database cannot be reached: silence, resets, a stopped server',
	rounds: { short: 3, long: 3 },
	// A stopped server is everybody's.
	alone: (round) => WAYS[round % WAYS.length] === 'SIGSTOP',
	run: async (round) => {
		const way = WAYS[round.number % WAYS.length] as (typeof WAYS)[number];
		const world = await round.open({ breakableDatabase: true });
		const proxy = world.databaseProxy;
		const { pid } = round.server;
		round.note(way);
		await world.seatEverybody();
		everybodyTypes(world);
		await pause(1000);
		const stopped = way === 'SIGSTOP' ? withChildren(pid) : [];
		const begin = () => (way === 'SIGSTOP' ? signalAll(stopped, 'SIGSTOP') : proxy?.set(way));
		const end = () => (way === 'SIGSTOP' ? signalAll(stopped, 'SIGCONT') : proxy?.set('pass'));
		round.after(end);
		begin();
		const since = Date.now();
		await checkWithout(world, round);
		await pause(round.long ? 30_000 - (Date.now() - since) : 1500);
		checkSilence(world, round, since);
		const typed = world.writers.map(({ journal }) => journal.ops.length);
		round.check(
			'everybody types on',
			world.writers.every(({ connection }) => connection.writable())
		);
		round.note(`${typed.reduce((sum, one) => sum + one, 0)} changes made so far`);
		end();
		await comeBack(world, round, 10_000, 10_000);
		await round.judge(world);
		round.check('the service stays up', world.nodes[0]?.alive() ?? false);
	}
};

const full: Scenario = {
	id: 'F5',
	title: 'no space left where the updates are kept',
	rounds: { short: 1, long: 1 },
	run: async (round) => {
		const world = await round.open();
		const disk = await smallDisk(world, round);
		round.note(disk.how);
		await world.seatEverybody();
		everybodyTypes(world);
		await pause(1000);
		await disk.fill();
		// What still fits into the table's last page is truly stored, and truly acknowledged.
		await pause(LAST_PAGE_MS);
		const since = Date.now();
		await pause(round.long ? 10_000 : 3000);
		checkSilence(world, round, since);
		const [node] = world.nodes as [ChaosNode];
		const page = await ask(node.port, world.origin, {
			path: `/meetings/${world.meetingId}/room`,
			cookie: world.seats[0]?.cookie
		});
		round.check('pages can be read', page.status === 200, page.status);
		const loaded = await readLoaded(world.writers[0]?.socket() ?? null, 1000);
		round.check('a loaded document is read', loaded !== null);
		await disk.free();
		await comeBack(world, round, 5000, 5000);
		await round.judge(world);
		round.check('the service stays up', node.alive());
	}
};

type SmallDisk = { readonly how: string; readonly fill: () => Promise<void>; readonly free: () => Promise<void> };

/** A real disk of 16 MB under the table of updates where this machine allows to mount one, else the database's own answer. */
async function smallDisk(world: ChaosWorld, round: Round): Promise<SmallDisk> {
	const url = world.databaseUrl();
	const folder = mkdtempSync(join(tmpdir(), 'mapp-chaos-disk-'));
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m,mode=755', 'tmpfs', folder], { stdio: 'ignore' });
	} catch {
		rmdirSync(folder);
		return answerOfFullDisk(url);
	}
	// The table goes with its database, before the disk does.
	round.after(async () => {
		await world.close();
		await asOwner(round.server.url, (sql) => sql.unsafe(`drop tablespace ${name}`));
		execFileSync('umount', [folder]);
		rmdirSync(folder);
	});
	const name = `small_${round.seed}`;
	const place = join(folder, 'table');
	mkdirSync(place, { mode: 0o700 });
	const [cluster] = await asOwner(url, (sql) => sql`show data_directory`);
	const { uid, gid } = statSync(cluster?.data_directory);
	chownSync(place, uid, gid);
	await asOwner(url, async (sql) => {
		await sql.unsafe(`create tablespace ${name} location '${place}'`);
		await sql.unsafe(`alter table document_update set tablespace ${name}`);
	});
	const filler = join(folder, 'filler');
	return {
		how: 'a disk of 16 MB under the table of updates',
		fill: async () => {
			for (let size = 8 * 1024 * 1024; size >= 4096; ) {
				try {
					writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
				} catch {
					size /= 2;
				}
			}
			// What is left of the table's last page is used up by typing.
		},
		free: async () => unlinkSync(filler)
	};
}

/** The error a database without space answers, 53100, from a trigger. */
async function answerOfFullDisk(url: string): Promise<SmallDisk> {
	const run = (statement: string) => asOwner(url, async (sql) => void (await sql.unsafe(statement)));
	await run(`create function no_space() returns trigger language plpgsql as $$
		begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
	return {
		how: 'nothing can be mounted here: the database answers 53100 by a trigger',
		fill: () => run('create trigger no_space before insert on document_update execute function no_space()'),
		free: () => run('drop trigger no_space on document_update')
	};
}

export const DATABASE_AWAY: readonly Scenario[] = [databaseKilled, unreachable, full];
