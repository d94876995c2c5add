/**
 * One open document and everybody connected to it. There is no live Y.Doc: frames are judged against what is known of
 * the document, stored, and only after COMMIT acknowledged and passed on (R13, R14).
 */

import { readYjsUpdate, type YjsUpdate } from '#lib/live-text/yjs-update.ts';
import { CLOSE, type CloseCode } from '#lib/wire.ts';
import { randomClientId } from '../persistence/client-ids.ts';
import type { StoredDocument } from '../persistence/document-log.ts';
import type { IssuedAtDoor } from '../persistence/open-documents.ts';
import { proofOf } from './client-proof.ts';
import { type Connection, connectionOf, type Member } from './connection.ts';
import { allAuthors } from './field-authors.ts';
import { readStored } from './frame.ts';
import { stopGathering } from './gathering.ts';
import { learn, nothingKnown } from './known-text.ts';
import type { Line } from './line.ts';
import { helloMessage, presenceMessage, refusedMessage, sealedMessage, syncStep1 } from './message.ts';
import { closeOutlet } from './outlet.ts';
import { foldForNextTime, openingOf } from './room-folding.ts';
import { entriesBut, schedule, tell, tellAll } from './room-sending.ts';
import type { Room, RoomServices } from './room-state.ts';
import { addStored, storedText } from './stored-text.ts';

/** Builds a room from what the database holds. @throws when the log does not fit together */
export async function openRoom(
	services: RoomServices,
	ids: { readonly areaId: string; readonly documentId: string },
	stored: StoredDocument
): Promise<Room> {
	const { base, baseSeq, tail } = await openingOf(services, stored);
	const known = nothingKnown();
	const take = (update: YjsUpdate): YjsUpdate => {
		const { addition } = readStored(update, known);
		if (addition !== null) learn(known, addition);
		return update;
	};
	const text = storedText(base && take(readYjsUpdate(base)), baseSeq);
	for (const bytes of tail) addStored(text, take(readYjsUpdate(bytes)));
	const room: Room = {
		services,
		...ids,
		meetingId: stored.meetingId,
		epoch: stored.epoch,
		keyId: stored.keyId,
		proofKey: stored.proofKey,
		known,
		text,
		owners: new Map(stored.clients),
		authors: new Map(stored.authors.map((author) => [author.field, author])),
		authorsFrame: null,
		removing: new Map(),
		connections: new Set(),
		outbox: {
			scheduled: false,
			messages: [],
			presence: new Set(),
			left: [],
			elsewhere: [],
			holding: null,
			announced: new Map()
		},
		batch: [],
		waiting: [],
		waitingBytes: 0,
		unstored: 0,
		pace: { updatesPerSecond: 0, storedAt: 0 },
		wanted: 0,
		catchingUp: [],
		working: null,
		folding: null,
		foldAgainAt: 0,
		sealedAt: stored.sealed ? (stored.sealedAt ?? services.now()) : null,
		elsewhere: new Map(),
		cursorsVersion: 0,
		gone: false,
		onGone: () => {}
	};
	void foldForNextTime(room, stored.tail.ends.length);
	return room;
}

/**
 * Makes a client id for one connection, stored before anybody hears of it: only issued ids may write (Y1, Y2). The room
 * learns every id this person ever had, also from other nodes: their page may hold words written under it.
 */
export async function issueClient(room: Room, personId: string): Promise<IssuedAtDoor> {
	for (;;) {
		const clientId = randomClientId();
		if (room.owners.has(clientId)) continue;
		const issued = await room.services.log.issueClient(room.areaId, room.documentId, clientId, personId);
		if (issued !== null) return learnIssued(room, personId, { ...issued, clientId });
	}
}

/** The same for an id that was issued at the door. */
export function learnIssued(room: Room, personId: string, issued: IssuedAtDoor): IssuedAtDoor {
	for (const id of issued.clients) room.owners.set(id, personId);
	return issued;
}

/** @param clientId issued for this connection; 0 for a reader */
export function enter(room: Room, line: Line, member: Member, clientId: number): Connection {
	const connection = connectionOf(line, member, room.sealedAt === null ? clientId : 0, room.services.now());
	if (connection.clientId !== 0)
		for (const [id, personId] of room.owners)
			if (personId === member.person.personId && room.text.clocks.has(id)) connection.toReport.add(id);
	const { access } = connection;
	const proof = connection.clientId === 0 ? '' : proofOf(room.proofKey, connection.clientId);
	tell(
		room,
		connection,
		helloMessage(room.epoch, connection.clientId, { access, sealed: room.sealedAt !== null, proof })
	);
	// A reader sends nothing, but must learn which of the words it still holds have been stored.
	const known = [...room.known.clients].map(([id, { clock }]) => [id, clock] as const);
	tell(room, connection, syncStep1(connection.access === 'write' ? known : room.text.clocks));
	const others = entriesBut(room, connection);
	if (others.length > 0) tell(room, connection, presenceMessage(others));
	if (room.authors.size > 0) tell(room, connection, allAuthors(room));
	if (room.sealedAt !== null) tell(room, connection, sealedMessage(room.sealedAt));
	room.connections.add(connection);
	return connection;
}

export function leave(room: Room, connection: Connection): void {
	connection.outlet.open = false;
	room.connections.delete(connection);
	room.outbox.presence.delete(connection);
	if (connection.presenceTimer !== null) clearTimeout(connection.presenceTimer);
	stopGathering(connection);
	const { presence } = connection;
	// A cursor taken away a moment ago may not have been passed on yet: whoever was shown it is told now.
	if (presence.cursor === null && presence.clock === 0) return;
	presence.cursor = null;
	room.outbox.left.push({ client: presence.client, clock: presence.clock + 1, state: null });
	schedule(room);
}

/** The person keeps reading, and keeps the words on their own screen. */
export function refuseWriting(room: Room, connection: Connection, code: CloseCode, reason: string): void {
	connection.access = 'read';
	connection.refusedAs = code;
	tell(room, connection, refusedMessage(code, reason));
	room.services.refused(connection.member, code);
}

/** The document is sealed: tells everybody and takes nothing more. Call after the sealing transaction's COMMIT. */
export function noticeSealed(room: Room, at: number): void {
	if (room.sealedAt !== null) return;
	room.sealedAt = at;
	for (const connection of room.connections) connection.access = 'read';
	tellAll(room, sealedMessage(at), null, true);
}

/** Ends the room; whoever is in it reconnects and finds what is stored. */
export function abandon(room: Room, code: CloseCode, reason: string): void {
	if (room.gone) return;
	room.gone = true;
	room.batch = [];
	room.waiting = [];
	room.waitingBytes = 0;
	room.unstored = 0;
	for (const { reject } of room.catchingUp.splice(0)) reject(new Error('the room has ended'));
	for (const connection of room.connections) closeOutlet(connection.outlet, code, reason);
	room.onGone();
}

/** The document has another history now (R16): everybody comes back and learns its epoch first. */
export const abandonRebuilt = (room: Room): void => abandon(room, CLOSE.resync, 'start again from what is stored');
