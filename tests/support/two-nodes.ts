/** Two processes of the service on one database, as far as typed text is concerned: two sets of rooms that know nothing of each other. */

import type * as Y from 'yjs';
import type { Access } from '#lib/wire.ts';
import { PROTOCOL_VERSION } from '#lib/wire.ts';
import { documentLog, readDocument } from '#server/persistence/document-log.ts';
import type { Member } from '#server/rooms/connection.ts';
import { createRooms, type Rooms, type RoomsOptions } from '#server/rooms/rooms.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { type HeldLog, heldLog, until } from './document-bench.ts';
import { insertTestMeeting, serveRooms, type TestMeeting, type TestServer } from './document-meeting.ts';
import { askState, connectRaw, type RawWriter } from './raw-writer.ts';

export type JoinNode = {
	readonly person?: number;
	readonly access?: Access;
	readonly document?: 'plan' | 'minutes';
	readonly doc?: Y.Doc;
	/** what the door says beside it */
	readonly rights?: Pick<Member, 'mayWrite' | 'refresh'>;
};

export type TestNode = {
	readonly rooms: Rooms;
	readonly log: HeldLog;
	readonly reports: string[];
	/** a page that has heard hello and everything there is */
	readonly join: (as?: JoinNode) => Promise<RawWriter>;
	readonly knock: (as?: JoinNode) => RawWriter;
};

export type TwoNodes = {
	readonly db: TestDatabase;
	readonly meeting: TestMeeting;
	readonly a: TestNode;
	readonly b: TestNode;
	/** the words in the database */
	readonly stored: (document?: 'plan' | 'minutes') => Promise<Record<string, string>>;
	/** number, author and fields of every stored update */
	readonly rows: (
		document?: 'plan' | 'minutes'
	) => Promise<{ readonly seq: number; readonly personId: string; readonly fields: readonly string[] }[]>;
	readonly close: () => Promise<void>;
};

/** @param options for the rooms of both, or of each by itself */
export async function openTwoNodes(options: RoomsOptions = {}, onlyA: RoomsOptions = {}): Promise<TwoNodes> {
	const db = await openTestDatabase();
	const meeting = await insertTestMeeting(db.database, 4);
	const opened: { page: RawWriter[]; server: TestServer[] } = { page: [], server: [] };

	const openNode = async (own: RoomsOptions): Promise<TestNode> => {
		const log = heldLog(documentLog(db.database));
		const reports: string[] = [];
		const rooms = createRooms(log, { parkAfterMs: 60_000, report: (line) => reports.push(line), ...options, ...own });
		const rights = new Map<string, JoinNode['rights']>();
		const server = await serveRooms(
			() => rooms,
			(query) => {
				const person = Number(query.get('person'));
				return {
					areaId: meeting.areaId,
					documentId: query.get('document') === 'minutes' ? meeting.minutes : meeting.plan,
					access: query.get('access') as Access,
					protocol: PROTOCOL_VERSION,
					person: { personId: meeting.people[person] as string, name: `Person ${person + 1}`, agency: 'Police' },
					...rights.get(query.get('rights') ?? '')
				};
			}
		);
		opened.server.push(server);
		const knock = ({ person = 0, access = 'write', document = 'plan', doc, rights: own }: JoinNode = {}) => {
			const key = String(rights.size);
			rights.set(key, own);
			const page = connectRaw(
				`${server.url}/?person=${person}&access=${access}&document=${document}&rights=${key}`,
				doc
			);
			opened.page.push(page);
			return page;
		};
		const join = async (as: JoinNode = {}) => {
			const page = knock(as);
			await until(() => {
				if (page.hello === null) throw new Error(`no hello yet, closed: ${page.closed?.code}`);
			});
			askState(page);
			await until(() => {
				if (!page.synced) throw new Error('not synced yet');
			});
			return page;
		};
		return { rooms, log, reports, join, knock };
	};

	const [a, b] = [await openNode(onlyA), await openNode({})];
	return {
		db,
		meeting,
		a,
		b,
		stored: (document = 'plan') =>
			db.database.withArea(meeting.areaId, async (tx) => (await readDocument(tx, meeting[document])).fields),
		rows: async (document = 'plan') =>
			db.owner`
				select seq::float8 as seq, person_id as "personId", fields from document_update
				where document_id = ${meeting[document]} order by seq`,
		close: async () => {
			for (const { ws } of opened.page) ws.terminate();
			await Promise.all([a.rooms.shutdown(), b.rooms.shutdown()]);
			for (const server of opened.server) await server.close();
			await db.close();
		}
	};
}
