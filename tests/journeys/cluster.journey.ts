/** `npm run cluster`: two nodes of the built service behind one address, and what happens when one of them goes. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION, SOCKET_PATH } from '#lib/wire.ts';
import { freePort } from '#server/free-port.ts';
import { makeDataFolder } from '../support/data-folder.js';
import { askState, type RawWriter, textIn, write } from '../support/raw-writer.ts';
import { type Person, runningMeeting, signInTo } from './support/own-server.ts';

const FIELD = 'R1.contingency';
const folder = makeDataFolder('mapp-cluster-');
let cluster: ChildProcess;
let origin: string;
let said = '';
const within = (timeout: number) => ({ timeout, intervals: [20] });
const says = (pattern: RegExp, timeout = 15_000) => expect.poll(() => said, within(timeout)).toMatch(pattern);
/** Presses a key and waits for what the cluster says of it. */
const press = async (key: string, answer: RegExp, timeout?: number) => {
	said = '';
	cluster.stdin?.write(key);
	await says(answer, timeout);
};
/** A node starts from nothing: on a busy machine that takes a while. */
const startsAgain = (node: string) => press(node, new RegExp(`\\[${node}\\] Ready`), 60_000);

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
	const built = spawnSync('npx vite build --config server/cluster/vite.config.ts --logLevel warn', { shell: true });
	expect(built.status, built.stderr.toString()).toBe(0);
	const port = await freePort();
	origin = `http://localhost:${port}`;
	cluster = spawn(process.execPath, ['build/cluster/cluster.js'], {
		env: { ...process.env, PORT: String(port), DATA_DIR: join(folder, 'data') }
	});
	for (const stream of [cluster.stdout, cluster.stderr])
		stream?.on('data', (bytes: Buffer) => {
			said += bytes.toString();
		});
	await says(/two nodes behind one address/, 60_000);
});
test.afterAll(async () => {
	if (cluster.exitCode === null) {
		cluster.kill('SIGTERM');
		await once(cluster, 'exit');
	}
	rmSync(folder, { recursive: true, force: true });
});

async function openPlan(person: Person, meetingId: string): Promise<RawWriter> {
	const page = person.open(`/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}`);
	await expect.poll(() => page.hello, within(10_000)).not.toBeNull();
	askState(page);
	await expect.poll(() => page.synced, within(10_000)).toBe(true);
	return page;
}
const everybodyReads = async (pages: readonly RawWriter[], words: string) => {
	for (const page of pages) await expect.poll(() => textIn(page, FIELD), within(5000)).toContain(words);
};

test('CLUSTER-3 people on two nodes write one plan, and when one node is killed the other goes on with every word', async () => {
	const people = await Promise.all(
		(['chair', 'minuteTaker', 'police', 'caseManager'] as const).map((role) => signInTo(origin, role))
	);
	const meetingId = await runningMeeting(people[0] as Person);
	const pages = await Promise.all(people.map((person) => openPlan(person, meetingId)));
	for (const [n, page] of pages.entries()) {
		write(page, FIELD, 0, `From page ${n}. `);
		await everybodyReads(pages, `From page ${n}.`);
	}
	await press('A', /\[a\] ended \(SIGKILL\)/);
	// Some were on it, some were not.
	await expect.poll(() => pages.filter(({ closed }) => closed !== null).length, within(5000)).toBeGreaterThan(0);
	const stayed = pages.filter(({ closed }) => closed === null);
	expect(stayed.length).toBeGreaterThan(0);
	const back = await Promise.all(
		people.filter((_, n) => pages[n]?.closed !== null).map((person) => openPlan(person, meetingId))
	);
	const all = [...stayed, ...back];
	for (const n of pages.keys()) await everybodyReads(all, `From page ${n}.`);
	write(back[0] as RawWriter, FIELD, 0, 'After the end of a. ');
	await everybodyReads(all, 'After the end of a.');
	expect((await (people[0] as Person).fetch('/')).status).toBe(200);
	await startsAgain('a');
	for (const page of [...pages, ...all]) page.ws.terminate();
});

test('CLUSTER-4 F14 a rolling restart: each node drains and comes back, and there is always one that answers', async () => {
	const chair = await signInTo(origin, 'chair');
	const answers: number[] = [];
	let going = true;
	const asking = (async () => {
		while (going) answers.push((await chair.fetch('/').catch(() => ({ status: 0 }))).status);
	})();
	for (const name of ['a', 'b']) {
		await press(name, new RegExp(`\\[${name}\\] ended \\(0\\)`));
		await startsAgain(name);
		await expect
			.poll(async () => {
				await press('s', new RegExp(`node ${name} .*`));
				return said;
			})
			.toMatch(new RegExp(`node ${name} +\\S+ +ready`));
	}
	going = false;
	await asking;
	expect(answers.length).toBeGreaterThan(10);
	expect(answers.filter((status) => status !== 200)).toEqual([]);
});

test('CLUSTER-5 without WebSockets the facts come by long polls, which find their own node', async () => {
	const chair = await signInTo(origin, 'chair');
	const meetingId = await runningMeeting(chair);
	const cookie = chair.cookie();
	const lines: Socket[] = [];
	for (let n = 0; n < 4; n++) {
		const line = io(origin, {
			path: SOCKET_PATH,
			transports: ['polling'],
			forceNew: true,
			reconnection: false,
			extraHeaders: { cookie, origin }
		});
		lines.push(line);
		await once(line as unknown as NodeJS.EventEmitter, 'connect');
		for (let asked = 0; asked < 3; asked++) {
			const request = { protocol: PROTOCOL_VERSION, meetingId, since: 0 };
			expect(await line.timeout(5000).emitWithAck('meeting', request)).toMatchObject({ ok: true });
		}
	}
	const nodes = new Set(lines.map((line) => line.io.engine.id.split('.')[0]));
	expect([...nodes].sort()).toEqual(['a', 'b']);
	for (const line of lines) line.disconnect();
});

test('CLUSTER-6 Ctrl-C ends everything that was started', async () => {
	cluster.kill('SIGINT');
	expect(await once(cluster, 'exit')).toEqual([0, null]);
	await expect(fetch(`${origin}/healthz`)).rejects.toThrow();
	for (const name of ['a', 'b']) expect(said).toContain(`[${name}] ended (0)`);
});
