/** This product as built, with everything on: sign-in cookies, exact origin, admission, commits, audit. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { PROTOCOL_VERSION, SOCKET_PATH, YJS_PATH } from '#lib/wire.ts';
import { log } from '#server/log.ts';
import { openDatabase } from '#server/persistence/database.ts';
import { documentKeys } from '#server/persistence/document-keys.ts';
import { keysInFolder } from '#server/persistence/keys-in-folder.ts';
import { migrateDatabase } from '#server/persistence/migrate.ts';
import { sessionCookieName } from '#server/persistence/session-cookie.ts';
import { TEST_SERVICE_KEY, testKeys } from '../support/test-keys.ts';
import { type CopiedMeeting, copyMeetings, prepareCopying, writeHistory } from './copied-meetings.ts';
import { makeFirstMeeting } from './first-meeting.ts';
import { startServer } from './server-process.ts';
import type { Target } from './target.ts';

export type OurTarget = Target & {
	/** for browsers: where the meeting is, and each seat's cookie */
	readonly seats: (meeting: number) => {
		readonly port: number;
		readonly meetingId: string;
		readonly cookies: readonly string[];
	};
	readonly close: () => Promise<void>;
};

/** @param database address of an empty database of its own (as owner), and the database's process */
export async function ourTarget(database: { url: string; pid: number }): Promise<OurTarget> {
	await migrateDatabase(database.url);
	const owner = postgres(database.url, { max: 1, onnotice: () => {} });
	const keysFolder = mkdtempSync(join(tmpdir(), 'mapp-bench-keys-'));
	const keys = documentKeys(await keysInFolder(keysFolder), testKeys().keyFor('documents'));
	const pool = await openDatabase(database.url, 4, log, keys);
	const first = await makeFirstMeeting(pool);
	await pool.close();
	await prepareCopying(owner, first);
	const copies: CopiedMeeting[] = [];
	let port = 0;

	const copyOf = (meeting: number): CopiedMeeting => {
		const copy = copies[meeting];
		if (!copy) throw new Error('no such meeting');
		return copy;
	};
	const headersOf = (meeting: number, seat: number) => {
		const { tokens } = copyOf(meeting);
		const cookie = `${sessionCookieName(false)}=${tokens[seat % tokens.length]}`;
		return { cookie, origin: `http://localhost:${port}` };
	};
	const heads = join(tmpdir(), `mapp-bench-${randomUUID()}.jsonl`);
	return {
		name: 'ours',
		keeps: true,
		helpers: [database.pid],
		place: (meeting, seat) => ({
			protocol: 'ours',
			document: '',
			url: `ws://localhost:${port}${YJS_PATH}/${copyOf(meeting).meetingId}/plan?v=${PROTOCOL_VERSION}`,
			headers: headersOf(meeting, seat)
		}),
		facts: (meeting, seat) => ({
			url: `ws://localhost:${port}${SOCKET_PATH}/?EIO=4&transport=websocket`,
			headers: headersOf(meeting, seat),
			meetingId: copyOf(meeting).meetingId
		}),
		seats: (meeting) => {
			const { meetingId, tokens } = copyOf(meeting);
			return { port, meetingId, cookies: tokens.map((token) => `${sessionCookieName(false)}=${token}`) };
		},
		meetings: async (count, seats = 12) => {
			const numbers = Array.from({ length: count }, (_, n) => copies.length + n);
			copies.push(...(await copyMeetings({ owner, keys }, first, numbers, seats)));
			return numbers;
		},
		write: (meetings, history) => writeHistory({ owner, keys }, meetings.map(copyOf), history),
		start: async (flags = []) =>
			startServer({
				name: 'ours',
				program: process.execPath,
				arguments: [...flags, join('server', 'main.js')],
				folder: process.cwd(),
				env: (at) => {
					port = at;
					const address = { PORT: String(at), HOST: '127.0.0.1', ORIGIN: `http://localhost:${at}` };
					return {
						DATABASE_URL: database.url,
						SERVICE_KEY: TEST_SERVICE_KEY,
						AUDIT_HEAD_FILE: heads,
						DOCUMENT_KEYS_FOLDER: keysFolder,
						...address
					};
				}
			}),
		close: async () => {
			rmSync(heads, { force: true });
			rmSync(keysFolder, { recursive: true, force: true });
			await owner.end({ timeout: 5 });
		}
	};
}
