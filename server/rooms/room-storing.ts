/**
 * From admitted to stored: what arrived during the last commit goes into the next, and nobody hears of it before. In the
 * same chain, one thing after the other, what other nodes stored is read: the order of the log is the order here.
 */

import { type Authorship, CLOSE } from '#lib/wire.ts';
import type { AppendOutcome, LogEntry } from '../persistence/append-updates.ts';
import { isWhole } from '../persistence/document-tail.ts';
import type { Connection } from './connection.ts';
import { credit } from './field-authors.ts';
import { updateMessage } from './message.ts';
import { watchRemoval } from './removal-watch.ts';
import { abandon, abandonRebuilt, noticeSealed, refuseWriting } from './room.ts';
import { foldIfLong } from './room-folding.ts';
import { tellAll, tellSaved } from './room-sending.ts';
import type { Room, Waiting } from './room-state.ts';
import { forgetWaiting, takeIn } from './room-taking-in.ts';
import { addStored, headOf } from './stored-text.ts';

const MOST_ENTRIES = 500;
/** With more than this waiting for a database that is away, the room lets go: the browsers keep the words and resend them. */
const MOST_WAITING_BYTES = 1024 * 1024;
const GIVE_UP_AFTER_MS = 60_000;
/** Pauses before asking again: a database that failed, a document somebody else holds for a moment. */
const RETRY_MS = { failed: { first: 50, most: 2000 }, busy: { first: 10, most: 100 } } as const;

export function store(room: Room, entry: Waiting): void {
	if (room.gone) return;
	room.waiting.push(entry);
	if (entry.addition !== null) {
		room.unstored++;
		room.waitingBytes += entry.update.bytes.length;
	}
	work(room);
}

/** The log has come to number `head` elsewhere (Infinity: perhaps; look), and is read from there as soon as it can be. */
export function want(room: Room, head: number): void {
	if (room.gone) return;
	room.wanted = Math.max(room.wanted, head);
	work(room);
}

/** Resolves when this room has everything up to number `head`. Rejects when it could not be read. */
export function caughtUp(room: Room, head: number): Promise<void> {
	if (headOf(room.text) >= head) return Promise.resolve();
	return new Promise((resolve, reject) => {
		room.catchingUp.push({ head, resolve, reject });
		want(room, head);
	});
}

function work(room: Room): void {
	room.working ??= workThrough(room).catch(() => {
		room.services.report('a room failed and starts again from what is stored');
		room.working = null;
		abandon(room, CLOSE.goingAway, 'cannot save now');
	});
}

const isBehind = (room: Room) => room.wanted > headOf(room.text) || room.catchingUp.length > 0;

async function workThrough(room: Room): Promise<void> {
	// Not before `room.working` is set: a batch with nothing to store would otherwise end before it has begun.
	await null;
	while (!room.gone && (room.waiting.length > 0 || isBehind(room))) {
		if (room.waiting.length > 0) await storeNext(room);
		else await readOn(room);
		settleCatchingUp(room);
	}
	room.working = null;
}

/**
 * Where more people type at once than can be followed anyway, a moment longer is gathered, the longer the more of them: each
 * commit costs one write for everybody in the room. At the pace of a discussion nothing waits (performance.md 3.5).
 */
const BUSY = { updatesPerSecond: 30, msForEach: 1, mostMs: 66 } as const;

/** How long after one commit the next is begun, ms. @param updatesPerSecond typed in one document */
export const gatheredFor = (updatesPerSecond: number): number =>
	updatesPerSecond <= BUSY.updatesPerSecond ? 0 : Math.min(BUSY.mostMs, updatesPerSecond * BUSY.msForEach);

function gather({ pace }: Room): Promise<void> | null {
	const ms = gatheredFor(pace.updatesPerSecond);
	const wait = ms === 0 ? 0 : pace.storedAt + ms - performance.now();
	return wait <= 0 ? null : new Promise((resolve) => setTimeout(resolve, wait));
}

function keepPace({ pace }: Room, updates: number): void {
	const now = performance.now();
	pace.updatesPerSecond = pace.updatesPerSecond * Math.exp((pace.storedAt - now) / 1000) + updates;
	pace.storedAt = now;
}

async function storeNext(room: Room): Promise<void> {
	const gathering = gather(room);
	if (gathering !== null) await gathering;
	if (room.gone) return;
	room.batch = room.waiting.splice(0, MOST_ENTRIES);
	const outcome = room.batch.some(({ addition }) => addition !== null) ? await persist(room) : null;
	if (room.gone) return;
	if (outcome === 'away') abandon(room, CLOSE.goingAway, 'cannot save now');
	else if (outcome?.kind === 'sealed') {
		await readOn(room);
		if (!room.gone) refuseAll(room);
	} else if (outcome?.kind === 'renewed') abandonRebuilt(room);
	else accept(room, outcome?.kind === 'stored' ? outcome : null);
}

type WithAddition = Waiting & { readonly addition: NonNullable<Waiting['addition']> };
const updatesIn = (room: Room) => room.batch.filter((entry): entry is WithAddition => entry.addition !== null);
const entriesOf = (room: Room): LogEntry[] =>
	updatesIn(room).map(({ from, fields, update }) => ({
		personId: from.member.person.personId,
		fields,
		update: update.bytes
	}));

/** Tries until the database has answered. @returns 'away' when that took too long or too much is waiting */
async function persist(room: Room): Promise<AppendOutcome | 'away'> {
	const { services } = room;
	const since = services.now();
	let pauses: keyof typeof RETRY_MS = 'failed';
	for (let pause = 0; ; pause = Math.min(Math.max(pause * 2, RETRY_MS[pauses].first), RETRY_MS[pauses].most)) {
		if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
		const outcome = await tryToStore(room);
		if (outcome === null) services.report('updates were not stored, trying again');
		// So much was stored elsewhere that it is read in several goes.
		else if (outcome.kind === 'moved') await readOn(room);
		else if (outcome.kind !== 'busy') return outcome;
		pauses = outcome === null ? 'failed' : 'busy';
		if (room.gone || room.waitingBytes > MOST_WAITING_BYTES || services.now() - since > GIVE_UP_AFTER_MS) return 'away';
	}
}

/** Null: the database failed. */
async function tryToStore(room: Room): Promise<AppendOutcome | null> {
	const { services, areaId, documentId, epoch, keyId, text } = room;
	const before = headOf(text);
	// Whatever was wanted until now, the answer tells whether it is there.
	room.wanted = 0;
	let current = true;
	try {
		return await services.lanes.append(areaId, {
			documentId,
			epoch,
			keyId,
			expectedHead: before,
			entries: entriesOf(room),
			rebase: (tail) => {
				// A transaction we no longer wait for must not store: what it holds is being stored by another.
				if (!current || room.gone) throw new Error('given up');
				takeIn(room, tail);
				return entriesOf(room);
			}
		});
	} catch {
		return null;
	} finally {
		current = false;
	}
}

/** Reads what others have stored. A failure is reported and ends the wait of those who needed it: they ask again. */
async function readOn(room: Room): Promise<void> {
	const { services, areaId, documentId, text } = room;
	const after = headOf(text);
	room.wanted = 0;
	const tail = await services.lanes.since(areaId, { documentId, after }).catch(() => null);
	if (room.gone) return;
	if (tail === null) {
		services.report('what others stored could not be read, trying again');
		for (const { reject } of room.catchingUp.splice(0)) reject(new Error('the log could not be read'));
		return;
	}
	if (tail.epoch !== room.epoch || tail.head < after) return abandonRebuilt(room);
	takeIn(room, tail);
	foldIfLong(room);
	if (!isWhole(tail, after)) {
		room.wanted = tail.head;
		return;
	}
	if (tail.sealed) refuseAll(room, tail.sealedAt);
	settleCatchingUp(room);
	// There is nothing more to read, so nobody may go on waiting for it.
	for (const { reject } of room.catchingUp.splice(0)) reject(new Error('the log is shorter than was said'));
}

/** Lets those go on who waited for what is here now. */
function settleCatchingUp(room: Room): void {
	if (room.catchingUp.length === 0) return;
	const { catchingUp } = room;
	room.catchingUp = catchingUp.filter(({ head }) => head > headOf(room.text));
	for (const { head, resolve } of catchingUp) if (head <= headOf(room.text)) resolve();
}

/** @param stored null when there was nothing to store */
function accept(room: Room, stored: { readonly head: number; readonly at: number } | null): void {
	const { services, text, documentId, meetingId } = room;
	const { batch } = room;
	const updates = updatesIn(room);
	room.batch = [];
	room.unstored -= updates.length;
	for (const { update } of updates) room.waitingBytes -= update.bytes.length;
	if (stored !== null && headOf(text) + updates.length !== stored.head) {
		abandonRebuilt(room);
		return;
	}
	const at = stored?.at ?? services.now();
	for (const { from, update } of updates) {
		addStored(text, update);
		tellAll(room, updateMessage(update.bytes), from);
	}
	const changes: Authorship[] = [];
	let seq = headOf(text) - updates.length;
	for (const { from, fields, removed } of updates) {
		const { personId, name, agency } = from.member.person;
		seq++;
		if (removed.length > 0) watchRemoval(room, { personId, seq, at, removed }, true);
		for (const field of fields) changes.push({ field, personId, name, agency, at });
	}
	if (changes.length > 0) credit(room, changes);
	for (const from of acknowledge(batch)) tellSaved(room, from, at);
	if (updates.length > 0) {
		keepPace(room, updates.length);
		services.storedHere(documentId, meetingId);
	}
	foldIfLong(room);
}

/** Counts what is stored now, for each connection once. */
function acknowledge(batch: readonly Waiting[]): Set<Connection> {
	const writers = new Set<Connection>();
	for (const { from, frame, update } of batch) {
		from.durable = frame;
		for (const section of update.sections) from.toReport.add(section.client);
		if (from.outlet.open) writers.add(from);
	}
	return writers;
}

/** The document was sealed before these could be stored: their authors keep the words and are told (R15). */
function refuseAll(room: Room, at: number | null = null): void {
	const unstored = [...room.batch, ...room.waiting];
	forgetWaiting(room);
	room.batch = [];
	room.waiting = [];
	room.waitingBytes = 0;
	room.unstored = 0;
	noticeSealed(room, at ?? room.services.now());
	const writers = new Set(unstored.filter((entry) => entry.addition !== null).map((entry) => entry.from));
	for (const from of writers) refuseWriting(room, from, CLOSE.locked, 'sealed');
}
