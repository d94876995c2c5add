/** What arrives in a room: one door for every message, and only what is known to be harmless passes (promises 1.1). */
import {
	type ByteReader,
	endReached,
	MalformedBytes,
	readFrom,
	readVarBytes,
	readVarUint
} from '#lib/live-text/byte-reader.ts';
import { readStateVector } from '#lib/live-text/yjs-update.ts';
import { CLOSE, type CloseCode, LIMIT, MESSAGE } from '#lib/wire.ts';
import type { Connection } from './connection.ts';
import { admitFrame, type Sender } from './frame.ts';
import { mayAskForState, mayPass } from './inlet.ts';
import { learn } from './known-text.ts';
import { presenceMessage, refusedMessage } from './message.ts';
import { closeOutlet } from './outlet.ts';
import { entryOf, readCursor } from './presence.ts';
import { foldIfLong, refuseWriting } from './room.ts';
import { tell, tellPresence } from './room-sending.ts';
import type { Room } from './room-state.ts';
import { store } from './room-storing.ts';
import { answerTo, bytesOf } from './stored-text.ts';

const SYNC_STEP_1 = 0;
const SYNC_STEP_2 = 1;
const UPDATE = 2;

const readerSender: Sender = { mayRepeat: () => true, owns: () => true, mayWrite: () => true };

export function receive(room: Room, from: Connection, data: Uint8Array, isBinary: boolean): void {
	if (!from.outlet.open || room.gone) return;
	const close = (code: CloseCode, reason: string) => closeOutlet(from.outlet, code, reason);
	if (!isBinary) close(CLOSE.malformed, 'not binary');
	else if (data.length > LIMIT.frameBytes) close(CLOSE.tooLarge, 'frame too large');
	else if (!mayPass(from.inlet, room.services.now())) close(CLOSE.tooMany, 'too many messages');
	else
		try {
			dispatch(room, from, readFrom(data));
		} catch (problem) {
			if (problem instanceof MalformedBytes) {
				close(CLOSE.malformed, problem.message);
			} else {
				room.services.report('a frame could not be handled');
				close(CLOSE.goingAway, 'try again');
			}
		}
}

function dispatch(room: Room, from: Connection, reader: ByteReader): void {
	const type = readVarUint(reader);
	if (type === MESSAGE.queryAwareness) {
		const others = [...room.connections].filter((other) => other !== from && other.presence.cursor !== null);
		tell(room, from, presenceMessage(others.map((other) => entryOf(other.presence))));
		return;
	}
	if (type !== MESSAGE.sync && type !== MESSAGE.awareness) throw new MalformedBytes('unknown message');
	const step = type === MESSAGE.sync ? readVarUint(reader) : null;
	const body = readVarBytes(reader);
	if (!endReached(reader)) throw new MalformedBytes('trailing bytes');
	if (step === null) receivePresence(room, from, body);
	else if (step === SYNC_STEP_1) answerState(room, from, body);
	// One gate for step 2 and update: both write (Y9).
	else if (step === SYNC_STEP_2 || step === UPDATE) receiveText(room, from, body);
	else throw new MalformedBytes('unknown message');
}

function receiveText(room: Room, from: Connection, body: Uint8Array): void {
	from.received++;
	if (from.access === 'write') receiveWriting(room, from, body);
	else receiveFromReader(room, from, body);
}

function answerState(room: Room, from: Connection, body: Uint8Array): void {
	const vector = readStateVector(body);
	if (!mayAskForState(from.inlet, room.services.now()))
		closeOutlet(from.outlet, CLOSE.tooMany, 'asked for the document too often');
	else if (from.outlet.stale !== null) from.owedState = true;
	else tell(room, from, answerTo(room.text, vector));
}

function receiveWriting(room: Room, from: Connection, body: Uint8Array): void {
	const { personId } = from.member.person;
	const sender: Sender = {
		mayRepeat: (id) => id === from.clientId,
		owns: (id) => room.owners.get(id) === personId,
		mayWrite: from.member.mayWrite ?? (() => true)
	};
	if (bytesOf(room.text) + LIMIT.frameBytes > LIMIT.documentBytes) void foldIfLong(room, 100);
	const left = LIMIT.documentBytes - bytesOf(room.text) - room.waitingBytes;
	const judged = admitFrame(body, room.known, sender, left);
	if (!judged.ok) {
		if (judged.mayStay) refuseWriting(room, from, judged.code, judged.reason);
		else closeOutlet(from.outlet, judged.code, judged.reason);
		return;
	}
	const { addition, fields, update } = judged;
	if (addition !== null) learn(room.known, addition);
	store(room, { from, frame: from.received, update: addition === null ? null : update, fields });
}

/** A reader's browser may repeat what everybody has; anything new is refused and not applied. */
function receiveFromReader(room: Room, from: Connection, body: Uint8Array): void {
	const judged = admitFrame(body, room.known, readerSender);
	if (!judged.ok && !judged.mayStay && (judged.code === CLOSE.malformed || judged.code === CLOSE.tooLarge)) {
		closeOutlet(from.outlet, judged.code, judged.reason);
		return;
	}
	if (judged.ok && judged.addition === null) return;
	const code = room.sealedAt !== null ? CLOSE.locked : (from.refusedAs ?? CLOSE.forbidden);
	tell(room, from, refusedMessage(code, code === CLOSE.locked ? 'sealed' : 'read only'));
}

function receivePresence(room: Room, from: Connection, body: Uint8Array): void {
	if (from.clientId === 0) return;
	const cursor = readCursor(body, from.clientId);
	if (cursor === undefined) return;
	from.presence.cursor = cursor;
	tellPresence(room, from);
}
