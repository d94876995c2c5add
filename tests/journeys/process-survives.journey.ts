/** The service when its surroundings fail: the database killed, silent or full, files run out, nobody reads its output. */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { PROTOCOL_VERSION } from '#lib/wire.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#server/persistence/embedded-postgres.ts';
import { makeDataFolder } from '../support/data-folder.js';
import { type FaultyProxy, startFaultyProxy } from '../support/faulty-proxy.ts';
import { askState, type RawWriter, textIn, write } from '../support/raw-writer.ts';
import { endOwnServer, type OwnServer, runningMeeting, signInTo, startOwnServer } from './support/own-server.ts';

const FIELD = 'R1.contingency';
const folder = makeDataFolder('mapp-survives-');
const DATA_DIR = join(folder, 'data');
let server: OwnServer;

test.describe.configure({ mode: 'serial' });
test.afterEach(() => endOwnServer(server));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const within = (timeout: number) => ({ timeout, intervals: [20] });
const timed = async (answer: Promise<Response>) => {
	const since = performance.now();
	const { status, headers } = await answer;
	return { status, retry: headers.get('retry-after'), ms: performance.now() - since };
};
/** A page of the plan that has everything there is. */
async function openPlan(person: Awaited<ReturnType<typeof signInTo>>, meetingId: string): Promise<RawWriter> {
	const page = person.open(`/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}`);
	await expect.poll(() => page.hello, within(10_000)).not.toBeNull();
	askState(page);
	await expect.poll(() => page.synced, within(10_000)).toBe(true);
	return page;
}
/** Process numbers of the embedded database: its postmaster first, then the rest of them. */
function databaseProcesses(): number[] {
	const [cluster] = readdirSync(DATA_DIR).filter((name) => name === 'postgres');
	const postmaster = Number(readFileSync(join(DATA_DIR, cluster ?? '', 'postmaster.pid'), 'utf8').split('\n')[0]);
	const parentOf = (pid: string) => {
		try {
			return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
		} catch {
			return 0;
		}
	};
	const others = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === postmaster);
	return [postmaster, ...others.map(Number)];
}

test('AWAY-6 F3 the database is killed with all its processes: people stay, nothing acknowledged is lost, and it comes back', async () => {
	server = await startOwnServer({ DATA_DIR });
	const chair = await signInTo(server.origin, 'chair');
	const meetingId = await runningMeeting(chair);
	const page = await openPlan(chair, meetingId);
	for (let round = 1; round <= 3; round++) {
		const before = page.saved.length;
		write(page, FIELD, 0, `round ${round} before. `);
		await expect.poll(() => page.saved.length, within(5000)).toBeGreaterThan(before);
		const acknowledged = page.saved.length;
		const runsAgain = () => server.said().split('the embedded database runs again').length - 1;
		for (const pid of databaseProcesses()) process.kill(pid, 'SIGKILL');
		write(page, FIELD, 0, `round ${round} after. `);
		await expect.poll(runsAgain, within(20_000)).toBe(round);
		await expect.poll(() => page.saved.length, within(5000)).toBeGreaterThan(acknowledged);
		await server.isReady();
	}
	expect(page.closed).toBeNull();
	expect(server.child.exitCode).toBeNull();
	const other = await openPlan(await signInTo(server.origin, 'minuteTaker'), meetingId);
	for (let round = 1; round <= 3; round++)
		for (const when of ['before', 'after'])
			expect(textIn(other, FIELD).split(`round ${round} ${when}.`), `round ${round} ${when}`).toHaveLength(2);
	expect(server.said()).toContain('the embedded database runs again');
	for (const one of [page, other]) one.ws.terminate();
});

test('DRAIN-1 F14 W9 asked to end, it stores, closes its sockets with 4503, answers what was asked and ends with 0', async () => {
	server = await startOwnServer({ DATA_DIR });
	const chair = await signInTo(server.origin, 'chair');
	const page = await openPlan(chair, await runningMeeting(chair));
	// A browser that never answers the goodbye, and a request whose body is still on its way.
	const deaf = await openPlan(await signInTo(server.origin, 'minuteTaker'), await runningMeeting(chair));
	(deaf.ws as unknown as { _socket: Socket })._socket.pause();
	const half = connect(Number(new URL(server.origin).port), '127.0.0.1');
	half.on('error', () => {});
	half.write(
		`POST /sign-in HTTP/1.1\r\nHost: ${new URL(server.origin).host}\r\nOrigin: ${server.origin}\r\nContent-Length: 100\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nemail=`
	);
	await once(half, 'connect');
	write(page, FIELD, 0, 'typed at the end. ');
	const asked = performance.now();
	server.child.kill('SIGTERM');
	await expect.poll(() => page.closed?.code, within(6000)).toBe(4503);
	expect(await server.ended).toEqual([0, null]);
	expect(performance.now() - asked).toBeLessThan(10_000);
	half.destroy();
	deaf.ws.terminate();
});

test('DRAIN-2 F25 with no file left new connections are refused, open ones live, and it recovers', async () => {
	server = await startOwnServer({ DATA_DIR }, ['sh', '-c', 'ulimit -n 256; exec node server/main.js']);
	const chair = await signInTo(server.origin, 'chair');
	const meetingId = await runningMeeting(chair);
	const page = await openPlan(chair, meetingId);
	const crowd: Socket[] = [];
	for (let n = 0; n < 400; n++) {
		const one = connect(Number(new URL(server.origin).port), '127.0.0.1');
		one.on('error', () => {});
		one.resume();
		crowd.push(one);
	}
	// Slow senders are cut off after ten seconds; these are turned away at the door.
	await expect
		.poll(() => crowd.filter((one) => one.readableEnded || one.destroyed).length, within(5000))
		.toBeGreaterThan(100);
	// A page that nobody has looked at yet: its file cannot be read now, and must be later.
	await chair.fetch(`/meetings/${meetingId}/register`).catch(() => null);
	write(page, FIELD, 0, 'typed in the crowd. ');
	await expect.poll(() => page.saved.length, within(10_000)).toBeGreaterThan(0);
	for (const one of crowd) one.destroy();
	await expect
		.poll(async () => (await chair.fetch(`/meetings/${meetingId}/register`)).status, within(10_000))
		.toBe(200);
	await expect.poll(async () => (await chair.fetch('/favicon.svg')).status, within(10_000)).toBe(200);
	const later = await openPlan(chair, meetingId);
	expect(textIn(later, FIELD)).toContain('typed in the crowd.');
	expect(textIn(later, FIELD)).toContain('typed at the end.');
	expect(server.child.exitCode).toBeNull();
	for (const one of [page, later]) one.ws.terminate();
});

test('DRAIN-3 F26 nobody reads its output and its log is full: it goes on', async () => {
	server = await startOwnServer({ DATA_DIR }, undefined, ['ignore', 'pipe', openSync('/dev/full', 'w')]);
	server.child.stdout?.destroy();
	const [postmaster] = databaseProcesses();
	const chair = await signInTo(server.origin, 'chair');
	// What follows is worth a line in the log.
	process.kill(postmaster ?? 0, 'SIGKILL');
	const postmasterNow = () => {
		try {
			return databaseProcesses()[0];
		} catch {
			// between two of them there is no file that names one
			return postmaster;
		}
	};
	await expect.poll(postmasterNow, within(20_000)).not.toBe(postmaster);
	await expect.poll(async () => (await chair.fetch('/')).status, within(10_000)).toBe(200);
	expect(server.child.exitCode).toBeNull();
});

test.describe('a database of one’s own', () => {
	let database: EmbeddedPostgres;
	let proxy: FaultyProxy;
	test.beforeAll(async () => {
		database = await startEmbeddedPostgres(DATA_DIR);
		proxy = await startFaultyProxy(Number(new URL(database.url).port));
	});
	test.afterAll(async () => {
		await proxy.close();
		await database.stop();
	});
	const address = () => Object.assign(new URL(database.url), { port: String(proxy.port) }).href;
	/** The keys are those of the servers that had this folder to themselves. */
	const asBefore = () => ({
		DATABASE_URL: address(),
		DOCUMENT_KEYS_FOLDER: join(DATA_DIR, 'document-keys'),
		SERVICE_KEY_FILE: join(DATA_DIR, 'service.key')
	});

	test('AWAY-7 F4 while it does not answer, pages and forms say so within three seconds and give back what was typed', async () => {
		server = await startOwnServer(asBefore());
		const chair = await signInTo(server.origin, 'chair');
		const meetingId = await runningMeeting(chair);
		const page = await openPlan(chair, meetingId);
		for (const fault of ['drop', 'reset'] as const) {
			const saved = page.saved.length;
			proxy.set(fault);
			const form = {
				commandId: randomUUID(),
				reason: `The "venue" <changed> & ${fault}`,
				password: 'never given back'
			};
			const asked = [
				chair.fetch('/'),
				chair.fetch(`/meetings/${meetingId}/room`),
				chair.fetch('/__data.json'),
				chair.fetch('/readyz')
			];
			for (const one of await Promise.all(asked.map(timed))) {
				expect(one).toMatchObject({ status: 503, retry: '2' });
				expect(one.ms).toBeLessThan(3000);
			}
			write(page, FIELD, 0, `while it was away (${fault}). `);
			const sent = await chair.post(`/meetings/${meetingId}?/reschedule-meeting`, form);
			expect(sent.status).toBe(503);
			const given = await sent.text();
			expect(given).toContain('The service cannot reach its records');
			expect(given).toContain('Send again');
			expect(given).toContain(`value="${form.commandId}"`);
			expect(given).toContain(`The &#34;venue&#34; &#60;changed&#62; &#38; ${fault}`);
			expect(given).not.toContain('never given back');
			expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
			expect(page.saved.length).toBe(saved);
			proxy.set('pass');
			const back = performance.now();
			await server.isReady();
			expect((await chair.fetch('/')).status).toBe(200);
			await expect.poll(() => page.saved.length, within(10_000)).toBeGreaterThan(saved);
			expect(performance.now() - back).toBeLessThan(10_000);
		}
		expect(page.closed).toBeNull();
		const other = await openPlan(chair, meetingId);
		for (const fault of ['drop', 'reset'])
			expect(textIn(other, FIELD).split(`while it was away (${fault}).`)).toHaveLength(2);
		for (const one of [page, other]) one.ws.terminate();
	});

	test('AWAY-7 F4 a form that a script sends keeps its fields and shows the sentence', async ({ browser }) => {
		server = await startOwnServer(asBefore());
		const context = await browser.newContext({ baseURL: server.origin });
		const page = await context.newPage();
		await page.goto('/sign-in');
		await page.getByLabel('E-mail address').fill((await import('./support/cast.ts')).emailOf('coordinator'));
		await page.getByLabel('Password').fill((await import('./support/cast.ts')).PASSWORD);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.goto('/cases/new');
		await page.getByLabel('Case reference').fill('AWAY-1');
		await page.getByLabel('Name', { exact: true }).fill('Thornapple Wick');
		proxy.set('drop');
		await page.getByRole('button', { name: 'Open the case' }).click();
		await expect(page.getByText('Nothing you typed is lost')).toBeVisible();
		await expect(page.getByLabel('Case reference')).toHaveValue('AWAY-1');
		await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Thornapple Wick');
		proxy.set('pass');
		await server.isReady();
		await page.getByRole('button', { name: 'Open the case' }).click();
		// It is looked at again, and something else is missing.
		await expect(page.getByRole('link', { name: /category/i }).first()).toBeVisible();
		await context.close();
	});

	test('DRAIN-4 asked to end while the database is silent, it ends within ten seconds', async () => {
		server = await startOwnServer(asBefore());
		const chair = await signInTo(server.origin, 'chair');
		const page = await openPlan(chair, await runningMeeting(chair));
		proxy.set('freeze');
		write(page, FIELD, 0, 'never stored. ');
		const hanging = chair.fetch('/').catch(() => null);
		const asked = performance.now();
		server.child.kill('SIGTERM');
		await server.ended;
		expect(performance.now() - asked).toBeLessThan(10_000);
		proxy.set('pass');
		await hanging;
		page.ws.terminate();
	});
});
