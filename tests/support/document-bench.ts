/** Everything a room test needs in one hand: database, meeting, rooms on a real port, and pages that join them. */

import { vi } from 'vitest';
import type * as Y from 'yjs';
import type { Access } from '#lib/wire.ts';
import { PROTOCOL_VERSION } from '#lib/wire.ts';
import { type DocumentLog, documentLog, readDocument } from '#server/persistence/document-log.ts';
import { createRooms, type Rooms, type RoomsOptions } from '#server/rooms/rooms.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { insertTestMeeting, serveRooms, type TestMeeting } from './document-meeting.ts';
import { askState, connectRaw, type RawWriter } from './raw-writer.ts';

export type JoinAs = {
	readonly person?: number;
	readonly access?: Access;
	readonly document?: 'plan' | 'minutes';
	readonly protocol?: string;
	readonly doc?: Y.Doc;
	readonly only?: string;
};

export type DocumentBench = {
	readonly db: TestDatabase;
	readonly meeting: TestMeeting;
	rooms: Rooms;
	readonly log: HeldLog;
	readonly reports: string[];
	/** address under which `join` connects, for other clients */
	readonly address: (as?: JoinAs) => string;
	/** the same as a provider's server address and document path */
	readonly providerAddress: (as?: JoinAs) => { readonly url: string; readonly documentPath: string };
	/** a page that has heard hello and everything there is */
	readonly join: (as?: JoinAs) => Promise<RawWriter>;
	/** as join, without waiting for anything */
	readonly knock: (as?: JoinAs) => RawWriter;
	/** the words in the database */
	readonly stored: (document?: 'plan' | 'minutes') => Promise<Record<string, string>>;
	/** forgets all rooms as if the process had ended, without storing anything more */
	readonly restart: () => void;
	readonly close: () => Promise<void>;
};

/** A log that can be stopped: `hold` keeps every append from beginning until the function it gives is called. */
export type HeldLog = DocumentLog & {
	hold: () => () => void;
	/** the next so many appends fail, before or after they commit */
	fail: (times: number, when?: 'before' | 'after') => void;
	/** while it is away, nothing is answered but with a failure */
	away: boolean;
	appends: number;
	/** how often it was asked how documents stand */
	asked: number;
};

export function heldLog(inner: DocumentLog): HeldLog {
	let gate: Promise<void> = Promise.resolve();
	let failures = 0;
	let failWhen: 'before' | 'after' = 'before';
	const orAway = <T>(answer: () => Promise<T>): Promise<T> =>
		held.away ? Promise.reject(new Error('the database is away')) : answer();
	const held: HeldLog = {
		load: (...asked) => orAway(() => inner.load(...asked)),
		issueClient: (...asked) => orAway(() => inner.issueClient(...asked)),
		since: (...asked) => orAway(() => inner.since(...asked)),
		saveSnapshot: (...asked) => orAway(() => inner.saveSnapshot(...asked)),
		heads: (...asked) => {
			held.asked++;
			return orAway(() => inner.heads(...asked));
		},
		away: false,
		appends: 0,
		asked: 0,
		hold: () => {
			let open = () => {};
			gate = new Promise((resolve) => {
				open = resolve;
			});
			return open;
		},
		fail: (times, when = 'before') => {
			failures = times;
			failWhen = when;
		},
		append: async (areaId, appends) => {
			held.appends++;
			await gate;
			if (failures > 0 && failWhen === 'before') {
				failures--;
				throw new Error('the database is away');
			}
			const outcomes = await orAway(() => inner.append(areaId, appends));
			if (failures > 0) {
				failures--;
				throw new Error('the answer was lost');
			}
			return outcomes;
		}
	};
	return held;
}

export const until = (check: () => void | Promise<void>): Promise<void> =>
	vi.waitFor(check, { timeout: 10_000, interval: 10 });

export async function openDocumentBench(options: RoomsOptions = {}): Promise<DocumentBench> {
	const db = await openTestDatabase();
	const meeting = await insertTestMeeting(db.database, 4);
	const log = heldLog(documentLog(db.database));
	const reports: string[] = [];
	const make = () => createRooms(log, { parkAfterMs: 0, report: (line) => reports.push(line), ...options });
	const pages: RawWriter[] = [];
	const bench: DocumentBench = {
		db,
		meeting,
		rooms: make(),
		log,
		reports,
		address: ({
			person = 0,
			access = 'write',
			document = 'plan',
			protocol = String(PROTOCOL_VERSION),
			only = ''
		} = {}) => `${server.url}/?person=${person}&access=${access}&document=${document}&v=${protocol}&only=${only}`,
		providerAddress: ({ person = 0, access = 'write', document = 'plan' } = {}) => ({
			url: server.url,
			documentPath: `person=${person},access=${access},document=${document}`
		}),
		knock: (as = {}) => {
			const page = connectRaw(bench.address(as), as.doc);
			pages.push(page);
			return page;
		},
		join: async (as = {}) => {
			const page = bench.knock(as);
			await until(() => {
				if (page.hello === null) throw new Error(`no hello yet, closed: ${page.closed?.code}`);
			});
			askState(page);
			await until(() => {
				if (!page.synced) throw new Error('not synced yet');
			});
			return page;
		},
		stored: (document = 'plan') =>
			db.database.withArea(meeting.areaId, async (tx) => (await readDocument(tx, meeting[document])).fields),
		restart: () => {
			bench.rooms = make();
		},
		close: async () => {
			for (const page of pages) page.ws.terminate();
			await bench.rooms.shutdown();
			await server.close();
			await db.close();
		}
	};
	const server = await serveRooms(
		() => bench.rooms,
		(query) => {
			const person = Number(query.get('person'));
			const only = query.get('only');
			return {
				areaId: meeting.areaId,
				documentId: query.get('document') === 'minutes' ? meeting.minutes : meeting.plan,
				access: query.get('access') as Access,
				protocol: Number(query.get('v') || 'none'),
				person: { personId: meeting.people[person] as string, name: `Person ${person + 1}`, agency: 'Police' },
				...(only ? { mayWrite: (field: string) => field.startsWith(only) } : {})
			};
		}
	);
	return bench;
}
