/** From admitted to stored: what arrived during the last commit goes into the next, and nobody hears of it before. */

import type { UpdateParts } from '#lib/live-text/yjs-update.ts';
import { type Authorship, CLOSE } from '#lib/wire.ts';
import type { AppendOutcome } from '../persistence/document-log.ts';
import type { Connection } from './connection.ts';
import { authorsMessage, updateMessage } from './message.ts';
import { abandon, foldIfLong, knowOnlyStored, noticeSealed, refuseWriting } from './room.ts';
import { tellAll, tellSaved } from './room-sending.ts';
import type { Room, Waiting } from './room-state.ts';
import { addStored, headOf } from './stored-text.ts';

type WithUpdate = Waiting & { readonly update: UpdateParts };

const MOST_ENTRIES = 500;
/** With more than this waiting for a database that is away, the room lets go: the browsers keep the words and resend them. */
const MOST_WAITING_BYTES = 1024 * 1024;
const GIVE_UP_AFTER_MS = 60_000;
const RETRY_MS = { first: 50, most: 2000 } as const;
/** The author of a field is told again at most this often while the same person goes on writing. */
const ANNOUNCE_EVERY_MS = 10_000;

export function store(room: Room, entry: Waiting): void {
	if (room.gone) return;
	room.waiting.push(entry);
	if (entry.update !== null) room.unstored++;
	room.waitingBytes += entry.update?.bytes.length ?? 0;
	room.storing ??= storeAll(room).catch(() => {
		room.services.report('a room failed and starts again from what is stored');
		room.storing = null;
		abandon(room, CLOSE.goingAway, 'cannot save now');
	});
}

async function storeAll(room: Room): Promise<void> {
	// Not before `room.storing` is set: a batch with nothing to store would otherwise end before it has begun.
	await null;
	while (room.waiting.length > 0 && !room.gone) {
		const batch = room.waiting.splice(0, MOST_ENTRIES);
		const updates = batch.filter((entry): entry is WithUpdate => entry.update !== null);
		const outcome = updates.length === 0 ? null : await persist(room, updates);
		if (room.gone) break;
		settle(room, batch, updates, outcome);
	}
	room.storing = null;
}

/** Tries until the database has answered. @returns 'away' when that took too long or too much is waiting */
async function persist(room: Room, updates: readonly WithUpdate[]): Promise<AppendOutcome | 'away'> {
	const { services, areaId, documentId } = room;
	const entries = updates.map(({ from, fields, update }) => ({
		personId: from.member.person.personId,
		fields,
		update: update.bytes
	}));
	const append = { documentId, expectedHead: headOf(room.text), entries };
	const since = services.now();
	for (let pause: number = RETRY_MS.first; ; pause = Math.min(pause * 2, RETRY_MS.most)) {
		try {
			const outcome = await services.commit.append(areaId, append);
			if (outcome.kind !== 'busy') return outcome;
		} catch {
			services.report('updates were not stored, trying again');
		}
		if (room.gone || room.waitingBytes > MOST_WAITING_BYTES || services.now() - since > GIVE_UP_AFTER_MS) return 'away';
		await new Promise((resolve) => setTimeout(resolve, pause));
	}
}

function settle(
	room: Room,
	batch: readonly Waiting[],
	updates: readonly WithUpdate[],
	outcome: AppendOutcome | 'away' | null
): void {
	room.unstored -= updates.length;
	for (const { update } of updates) room.waitingBytes -= update.bytes.length;
	if (outcome === 'away') abandon(room, CLOSE.goingAway, 'cannot save now');
	// The log grew without us: a commit whose answer was lost, or another process. Start again from what is stored.
	else if (outcome?.kind === 'moved') abandon(room, CLOSE.resync, 'start again from what is stored');
	else if (outcome?.kind === 'sealed') refuseAll(room, batch);
	else accept(room, batch, updates, outcome?.kind === 'stored' ? outcome.at : room.services.now());
}

function accept(room: Room, batch: readonly Waiting[], updates: readonly WithUpdate[], at: number): void {
	for (const { from, update } of updates) {
		addStored(room.text, update);
		tellAll(room, updateMessage(update.bytes), from);
	}
	credit(room, updates, at);
	for (const from of acknowledge(batch)) tellSaved(room, from, at);
	void foldIfLong(room);
}

/** Counts what is stored now, for each connection once. */
function acknowledge(batch: readonly Waiting[]): Set<Connection> {
	const writers = new Set<Connection>();
	for (const { from, frame, update } of batch) {
		from.durable = frame;
		for (const section of update?.sections ?? []) from.toReport.add(section.client);
		if (from.outlet.open) writers.add(from);
	}
	return writers;
}

/** Remembers and announces who last changed which field (R10). */
function credit(room: Room, updates: readonly WithUpdate[], at: number): void {
	const news = new Map<string, Authorship>();
	for (const { from, fields } of updates) {
		const { personId, name, agency } = from.member.person;
		for (const field of fields) {
			const author = { field, personId, name, agency, at };
			const before = room.authors.get(field);
			room.authors.set(field, author);
			const told = room.outbox.announced.get(field) ?? Number.NEGATIVE_INFINITY;
			if (before?.personId !== personId || news.has(field) || at - told >= ANNOUNCE_EVERY_MS) news.set(field, author);
		}
	}
	if (news.size === 0) return;
	for (const field of news.keys()) room.outbox.announced.set(field, at);
	tellAll(room, authorsMessage([...news.values()]));
}

/** The document was sealed before these could be stored: their authors keep the words and are told (R15). */
function refuseAll(room: Room, batch: readonly Waiting[]): void {
	const unstored = [...batch, ...room.waiting];
	room.waiting = [];
	room.waitingBytes = 0;
	room.unstored = 0;
	noticeSealed(room, room.services.now());
	knowOnlyStored(room);
	const writers = new Set(unstored.filter((entry) => entry.update !== null).map((entry) => entry.from));
	for (const from of writers) refuseWriting(room, from, CLOSE.locked, 'sealed');
}
