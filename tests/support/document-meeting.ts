/** One fictional meeting with its two documents, and a ws server that admits whoever the test says. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { WebSocketServer } from 'ws';
import * as schema from '#drizzle/schema.ts';
import type { Database } from '#server/persistence/database.ts';
import { insertDocuments } from '#server/persistence/final-records.ts';
import type { Member } from '#server/rooms/connection.ts';
import type { Rooms } from '#server/rooms/rooms.ts';
import { socketLine } from '#server/rooms/socket-line.ts';
import { insertTestArea } from './database.ts';

export type TestMeeting = {
	readonly areaId: string;
	readonly meetingId: string;
	readonly plan: string;
	readonly minutes: string;
	readonly people: readonly string[];
	/** by document: the first epoch, and the key it has in it */
	readonly begun: Readonly<Record<string, { readonly epoch: number; readonly keyId: string | null }>>;
};

export async function insertTestMeeting(database: Database, people = 3): Promise<TestMeeting> {
	const { areaId, agencyId, personIds } = await insertTestArea(database, people);
	return { areaId, ...(await insertMeeting(database, areaId, agencyId, personIds[0] as string)), people: personIds };
}

async function insertMeeting(database: Database, areaId: string, agencyId: string, chairId: string) {
	const meetingId = randomUUID();
	const caseId = randomUUID();
	return database.withArea(areaId, async (tx) => {
		await tx.insert(schema.mappCase).values({
			id: caseId,
			areaId,
			ref: 'T-1',
			category: 1,
			level: 2,
			status: 'ACTIVE',
			leadAgencyId: agencyId,
			subject: {},
			facts: {}
		});
		await tx.insert(schema.meeting).values({
			id: meetingId,
			areaId,
			caseId,
			seq: 1,
			type: 'INITIAL',
			level: 2,
			extraordinary: false,
			scheduledStart: new Date('2026-03-02T10:00:00Z'),
			plannedMinutes: 60,
			venue: 'Room 1',
			chairId,
			minuteTakerId: chairId,
			phase: 'IN_MEETING',
			version: 1
		});
		await insertDocuments(tx, areaId, meetingId);
		const rows = await tx.select().from(schema.document).where(eq(schema.document.meetingId, meetingId));
		const id = (name: string) => rows.find((row) => row.name === name)?.id as string;
		const begun = Object.fromEntries(rows.map(({ id, epoch, keyId }) => [id, { epoch, keyId }]));
		return { meetingId, plan: id('plan'), minutes: id('minutes'), begun };
	});
}

export type TestServer = { readonly url: string; readonly close: () => Promise<void> };
/** What the test's address says of the person; the rest is filled in here. */
export type TestAdmission = (query: URLSearchParams) => Member;

/** A server on a free port of 127.0.0.1 that hands every upgrade to `rooms`. */
export async function serveRooms(rooms: () => Rooms, admit: TestAdmission): Promise<TestServer> {
	const http = createServer();
	const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
	http.on('upgrade', (request, socket, head) => {
		const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
		// A provider puts its own query behind the path, so a page may also say the same in the path: /person=0,document=plan
		for (const part of pathname.slice(1).split(','))
			if (part !== '') searchParams.append(part.split('=')[0] ?? '', part.split('=')[1] ?? '');
		sockets.handleUpgrade(
			request,
			socket,
			head,
			(ws) => void rooms().joinDocument(socketLine(ws), admit(searchParams))
		);
	});
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const { port } = http.address() as AddressInfo;
	return {
		url: `ws://127.0.0.1:${port}`,
		close: async () => {
			for (const ws of sockets.clients) ws.terminate();
			await new Promise((resolve) => http.close(resolve));
		}
	};
}
