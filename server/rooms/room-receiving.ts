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
import { inTime } from './area-lane.ts';
import type { Connection } from './connection.ts';
import { takeUpEarlierIds } from './earlier-ids.ts';
import { admitFrame } from './frame.ts';
import { setGathering } from './gathering.ts';
import { mayAskForState, mayPass } from './inlet.ts';
import { learn } from './known-text.ts';
import { presenceMessage, refusedMessage } from './message.ts';
import { closeOutlet } from './outlet.ts';
import { readCursor } from './presence.ts';
import { refuseWriting } from './room.ts';
import { roomToWin } from './room-folding.ts';
import { entriesBut, tell, tellPresence } from './room-sending.ts';
import type { Room } from './room-state.ts';
import { store } from './room-storing.ts';
import { answerTo, bytesOf } from './stored-text.ts';
import { noteWritten, reader, senderOf } from './writing-rights.ts';

const SYNC_STEP_1 = 0;
const SYNC_STEP_2 = 1;
const UPDATE = 2;

export function receive(room: Room, from: Connection, data: Uint8Array, isBinary: boolean): void {
	if (!from.outlet.open || room.gone) return;
	const close = (code: CloseCode, reason: string) => refuse(room, from, code, reason);
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
				closeOutlet(from.outlet, CLOSE.goingAway, 'try again');
			}
		}
}

/** Ends a connection for what it sent. */
function refuse(room: Room, from: Connection, code: CloseCode, reason: string): void {
	closeOutlet(from.outlet, code, reason);
	room.services.refused(from.member, code);
}

function dispatch(room: Room, from: Connection, reader: ByteReader): void {
	const type = readVarUint(reader);
	if (type === MESSAGE.queryAwareness) {
		if (!endReached(reader)) throw new MalformedBytes('trailing bytes');
		if (from.gathering === null) tell(room, from, presenceMessage(entriesBut(room, from)));
		return;
	}
	if (type === MESSAGE.proof) {
		if (!takeUpEarlierIds(room, from, reader)) refuse(room, from, CLOSE.forbidden, 'a client id that is not yours');
		return;
	}
	if (type === MESSAGE.pace) {
		const asked = readVarUint(reader);
		if (!endReached(reader) || asked > 1) throw new MalformedBytes('not a pace');
		setGathering(room, from, asked === 1, tell);
		if (asked === 0) tell(room, from, presenceMessage(entriesBut(room, from)));
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
	if (from.held !== null) {
		from.held.push(body);
		return;
	}
	from.received++;
	if (from.access === 'write') receiveWriting(room, from, body);
	else receiveFromReader(room, from, body);
}

function answerState(room: Room, from: Connection, body: Uint8Array): void {
	const vector = readStateVector(body);
	if (!mayAskForState(from.inlet, room.services.now()))
		refuse(room, from, CLOSE.tooMany, 'asked for the document too often');
	else if (from.outlet.stale !== null) from.owedState = true;
	else tell(room, from, answerTo(room.text, vector));
}

function receiveWriting(room: Room, from: Connection, body: Uint8Array, isSecondTry = false): void {
	const left = LIMIT.documentBytes - bytesOf(room.text) - room.waitingBytes;
	const judged = admitFrame(body, room.known, senderOf(room, from), left);
	if (!judged.ok) {
		const { code, reason, mayStay } = judged;
		const remedy = mayStay && !isSecondTry ? remedyFor(room, from, code) : null;
		if (!mayStay) refuse(room, from, code, reason);
		else if (remedy !== null) holdUntil(room, from, body, remedy);
		else refuseWriting(room, from, code, reason);
		return;
	}
	const { addition, fields, removed, update } = judged;
	if (addition !== null) learn(room.known, addition);
	noteWritten(from, update);
	store(room, { from, frame: from.received, update, addition, fields, removed });
}

/** What may turn a refusal round: the row of the field may have been added at another node, a full document be folded. */
function remedyFor(room: Room, { member }: Connection, code: CloseCode): Promise<void> | null {
	if (code === CLOSE.forbidden) return member.refresh?.() ?? null;
	return code === CLOSE.tooLarge ? roomToWin(room) : null;
}

/** What this connection writes waits, and is then judged once more. */
function holdUntil(room: Room, from: Connection, body: Uint8Array, ready: Promise<void>): void {
	from.held = [];
	from.outlet.line.hold();
	const goOn = () => {
		const held = from.held ?? [];
		from.held = null;
		const isHere = () => from.outlet.open && !room.gone;
		if (isHere() && from.access === 'write') receiveWriting(room, from, body, true);
		else if (isHere()) receiveFromReader(room, from, body);
		for (const next of held) if (isHere()) receiveText(room, from, next);
		from.outlet.line.release();
	};
	inTime(ready)
		.then(goOn)
		.catch(() => {
			room.services.report('what somebody may write could not be looked up');
			closeOutlet(from.outlet, CLOSE.goingAway, 'try again');
			from.outlet.line.release();
		});
}

/** A reader's browser may repeat what everybody has; anything new is refused and not applied. */
function receiveFromReader(room: Room, from: Connection, body: Uint8Array): void {
	const judged = admitFrame(body, room.known, reader);
	if (!judged.ok && !judged.mayStay && (judged.code === CLOSE.malformed || judged.code === CLOSE.tooLarge)) {
		refuse(room, from, judged.code, judged.reason);
		return;
	}
	if (judged.ok && judged.addition === null) return;
	const code = room.sealedAt !== null ? CLOSE.locked : (from.refusedAs ?? CLOSE.forbidden);
	tell(room, from, refusedMessage(code, code === CLOSE.locked ? 'sealed' : 'read only'));
	if (!from.reported && from.refusedAs === null) room.services.refused(from.member, code);
	from.reported = true;
}

function receivePresence(room: Room, from: Connection, body: Uint8Array): void {
	if (from.clientId === 0) return;
	const cursor = readCursor(body, from.clientId);
	if (cursor === undefined) return;
	from.presence.cursor = cursor;
	tellPresence(room, from);
}
