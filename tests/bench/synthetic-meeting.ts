/**
 * One meeting under load: twelve light clients in one document, some of them typing as people do. It knows when each
 * keystroke left, notes when it arrives at each other client, and counts what never came.
 */
import * as Y from 'yjs';
import { readStateVector, stateVectorBytes } from '#lib/live-text/yjs-update.ts';
import { chance, pause } from './chance.ts';
import { type Histogram, histogram, note } from './histogram.ts';
import { FIELDS, letter } from './long-history.ts';
import type { SeatedTarget } from './target.ts';
import { closeClient, cursorEntry, openWireClient, sendPresence, sendUpdate, type WireClient } from './wire-client.ts';

/** What all meetings of one measurement count together; nothing before `from`. */
export type Tally = {
	delivery: Histogram;
	/** keystroke to "saved", where the server says so */
	saved: Histogram;
	delivered: number;
	cursors: number;
	/** connections that ended without being asked to */
	lost: number;
	/** why, for whoever looks */
	readonly reasons: Map<string, number>;
	from: number;
	on: boolean;
};

export const tally = (): Tally => ({
	delivery: histogram(),
	saved: histogram(),
	delivered: 0,
	cursors: 0,
	lost: 0,
	reasons: new Map(),
	from: 0,
	on: false
});

/** Forgets what was counted and counts from now on. */
export function beginTally(of: Tally): void {
	of.delivery = histogram();
	of.saved = histogram();
	of.delivered = 0;
	of.cursors = 0;
	of.from = performance.now();
	of.on = true;
}

type Typist = {
	readonly seat: number;
	readonly doc: Y.Doc;
	readonly field: string;
	/** when each of its clocks left */
	readonly left: number[];
	saved: number;
	keys: number;
	burst: number;
	cursorClock: number;
	timer: NodeJS.Timeout | undefined;
};

type Member = {
	readonly seat: number;
	/** how far it has heard each typist */
	readonly heard: Int32Array;
	/** clocks that were skipped */
	gaps: number;
	client: WireClient | null;
	isHere: boolean;
	isLeaving: boolean;
	/** a whole document, at one member of some meetings */
	readonly doc: Y.Doc | null;
};

export type SyntheticMeeting = {
	readonly target: SeatedTarget;
	/** the how many-th meeting of the target */
	readonly number: number;
	readonly options: MeetingOptions;
	readonly typists: readonly Typist[];
	readonly members: readonly Member[];
	readonly random: () => number;
	readonly byClient: Map<number, Typist>;
	readonly recent: Recent;
	isStopped: boolean;
};

export type MeetingOptions = {
	readonly tally: Tally;
	readonly people: number;
	readonly typists: number;
	/** keys a second within a burst */
	readonly rate: number;
	readonly cursors: boolean;
	readonly seed: number;
	/** what the document holds already */
	readonly base?: Uint8Array;
	/** the last member holds a whole document, compared at the end */
	readonly compares?: boolean;
	/** characters a key brings (a paste) */
	readonly letters?: number;
	/** where they type, each in one of these */
	readonly fields?: readonly string[];
};

export function syntheticMeeting(target: SeatedTarget, number: number, options: MeetingOptions): SyntheticMeeting {
	const typists = Array.from({ length: options.typists }, (_, seat): Typist => {
		const doc = new Y.Doc();
		if (options.base) Y.applyUpdate(doc, options.base);
		const { fields = FIELDS } = options;
		const field = fields[(seat * 7 + 1) % fields.length] as string;
		return { seat, doc, field, left: [], saved: 0, keys: 0, burst: 0, cursorClock: 0, timer: undefined };
	});
	const members = Array.from({ length: options.people }, (_, seat): Member => {
		const doc = options.compares && seat === options.people - 1 && seat >= options.typists ? new Y.Doc() : null;
		const heard = new Int32Array(options.typists);
		return { seat, heard, gaps: 0, client: null, isHere: false, isLeaving: false, doc };
	});
	const meeting: SyntheticMeeting = {
		...{ target, number, options, typists, members, random: chance(options.seed) },
		...{ byClient: new Map(), recent: { keys: [], ranges: [] }, isStopped: false }
	};
	for (const typist of typists) {
		meeting.byClient.set(typist.doc.clientID, typist);
		typist.doc.on('update', (update: Uint8Array, origin: unknown) => {
			const client = members[typist.seat]?.client;
			if (origin === meeting && client) sendUpdate(client, update);
		});
	}
	return meeting;
}

const NO_UPDATE = Uint8Array.of(0, 0);
const GIVE_UP_AFTER_MS = 30_000;

/** Connects one member. @param again with the state vector of all it has heard @returns ms until synced, and bytes of the answer */
export function enterMeeting(
	meeting: SyntheticMeeting,
	seat: number,
	again = false
): Promise<{ ms: number; bytes: number }> {
	const member = meeting.members[seat] as Member;
	const { tally: counts } = meeting.options;
	const began = performance.now();
	const doc = member.doc ?? meeting.typists[seat]?.doc ?? null;
	const vector = () => {
		if (doc && !again) return Y.encodeStateVector(doc);
		return again ? knownVector(meeting) : stateVectorBytes([]);
	};
	const missing = (asked: Uint8Array) => (doc ? Y.encodeStateAsUpdate(doc, asked) : NO_UPDATE);
	member.isLeaving = false;
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => reject(new Error('the first answer did not come')), GIVE_UP_AFTER_MS);
		member.client = openWireClient(
			meeting.target.place(meeting.number, seat),
			{
				synced: (state) => {
					clearTimeout(late);
					member.isHere = true;
					hear(meeting, member, state);
					resolve({ ms: performance.now() - began, bytes: state.length });
				},
				update: (update) => hear(meeting, member, update),
				presence: () => {
					if (counts.on) counts.cursors++;
				},
				issued: (clientId) => become(meeting, meeting.typists[seat], clientId),
				saved: (stored) => noteSaved(meeting, meeting.typists[seat], stored),
				closed: (reason) => {
					clearTimeout(late);
					member.isHere = false;
					if (!member.isLeaving) {
						counts.lost++;
						counts.reasons.set(reason, (counts.reasons.get(reason) ?? 0) + 1);
					}
					reject(new Error(reason));
				}
			},
			{ vector, missing }
		);
	});
}

/** The server names the id; whoever has written already keeps the old one, for the bench types only before it drops. */
function become(meeting: SyntheticMeeting, typist: Typist | undefined, clientId: number): void {
	if (!typist || typist.left.length > 0 || clientId === 0) return;
	meeting.byClient.delete(typist.doc.clientID);
	typist.doc.clientID = clientId;
	meeting.byClient.set(clientId, typist);
}

function knownVector(meeting: SyntheticMeeting): Uint8Array {
	const base = meeting.options.base ? Y.encodeStateVectorFromUpdate(meeting.options.base) : stateVectorBytes([]);
	const known = readStateVector(base);
	for (const { doc, left } of meeting.typists) if (left.length > 0) known.set(doc.clientID, left.length);
	return stateVectorBytes(known);
}

function hear(meeting: SyntheticMeeting, member: Member, update: Uint8Array): void {
	if (member.doc) Y.applyUpdate(member.doc, Buffer.from(update));
	if (update.length <= 2) return;
	const now = performance.now();
	const { tally: counts } = meeting.options;
	for (const { client, from, to } of rangesOf(meeting.recent, update)) {
		const typist = meeting.byClient.get(client);
		if (!typist || typist.seat === member.seat) continue;
		const heard = member.heard[typist.seat] as number;
		if (from > heard) member.gaps += from - heard;
		for (let clock = Math.max(heard, from); clock < to; clock++) {
			const left = typist.left[clock] ?? Number.POSITIVE_INFINITY;
			if (!counts.on || left < counts.from || left > now) continue;
			note(counts.delivery, now - left);
			counts.delivered++;
		}
		if (to > heard) member.heard[typist.seat] = to;
	}
}

function noteSaved(meeting: SyntheticMeeting, typist: Typist | undefined, vector: Uint8Array): void {
	if (!typist) return;
	const now = performance.now();
	const { tally: counts } = meeting.options;
	const stored = readStateVector(vector).get(typist.doc.clientID) ?? 0;
	for (let clock = typist.saved; clock < stored; clock++) {
		const left = typist.left[clock] ?? 0;
		if (counts.on && left >= counts.from) note(counts.saved, now - left);
	}
	if (stored > typist.saved) typist.saved = stored;
}

type Range = { readonly client: number; readonly from: number; readonly to: number };
/** What the last messages of one document meant: most of its clients get the same bytes. */
type Recent = { readonly keys: Buffer[]; readonly ranges: (readonly Range[])[] };
const REMEMBERED = 16;

function rangesOf(recent: Recent, update: Uint8Array): readonly Range[] {
	for (let n = recent.keys.length - 1; n >= 0; n--) if (recent.keys[n]?.equals(update)) return recent.ranges[n] ?? [];
	const key = Buffer.from(update);
	const { from, to } = Y.parseUpdateMeta(key);
	const ranges = [...from].map(([client, clock]) => ({ client, from: clock, to: to.get(client) ?? clock }));
	recent.keys.push(key);
	recent.ranges.push(ranges);
	if (recent.keys.length > REMEMBERED) {
		recent.keys.shift();
		recent.ranges.shift();
	}
	return ranges;
}

/** One key: a letter, now and then a deletion, and a cursor with it. */
export function pressKey(meeting: SyntheticMeeting, typist: Typist): void {
	const { doc, field, left } = typist;
	const { letters = 1, cursors } = meeting.options;
	const text = doc.getText(field);
	const isDeletion = meeting.random() < 0.06 && text.length > 4 && letters === 1;
	const now = performance.now();
	if (!isDeletion) for (let n = 0; n < letters; n++) left.push(now);
	doc.transact(() => {
		if (isDeletion) text.delete(text.length - 1, 1);
		else text.insert(text.length, letters === 1 ? letter(typist.keys++) : 'x'.repeat(letters));
	}, meeting);
	const client = meeting.members[typist.seat]?.client;
	if (cursors && client) sendPresence(client, cursorEntry(doc.clientID, ++typist.cursorClock, field, text.length));
}

/**
 * Human typing: bursts of 10 to 30 keys around the rate, then half a second to two and a half of thought (at 5 keys/s).
 * @param rate keys a second of each typist, asked before every key
 */
export function typeOn(meeting: SyntheticMeeting, rate: () => number = () => meeting.options.rate): void {
	const { random } = meeting;
	for (const typist of meeting.typists) {
		const next = () => {
			if (meeting.isStopped) return;
			if (meeting.members[typist.seat]?.isHere) pressKey(meeting, typist);
			let ms = (1000 / rate()) * (0.6 + 0.8 * random());
			if (typist.burst-- <= 0) {
				typist.burst = 10 + Math.floor(random() * 20);
				ms = ((500 + 2000 * random()) * 5) / rate();
			}
			typist.timer = setTimeout(next, Math.max(1, Math.round(ms / 5) * 5));
		};
		typist.burst = Math.floor(random() * 20);
		typist.timer = setTimeout(next, Math.round((random() * 1000) / rate()));
	}
}

export function stopTyping(meeting: SyntheticMeeting): void {
	meeting.isStopped = true;
	for (const { timer } of meeting.typists) clearTimeout(timer);
}

export function leaveMeeting(meeting: SyntheticMeeting): void {
	stopTyping(meeting);
	for (const member of meeting.members) dropMember(member);
}

/** The connection is cut; the member keeps what it has heard. */
export function dropMember(member: Member): void {
	member.isLeaving = true;
	member.isHere = false;
	if (member.client) closeClient(member.client);
}

/** Keystrokes that some connected member has not heard, or heard out of turn. */
export function missingIn({ members, typists }: SyntheticMeeting): number {
	let missing = 0;
	for (const member of members) {
		missing += member.gaps;
		if (!member.isHere) continue;
		for (const { seat, left } of typists) {
			if (seat !== member.seat) missing += left.length - (member.heard[seat] as number);
		}
	}
	return missing;
}

/** Whether the member with a document holds exactly what the typists wrote; null where nobody compares. */
export function isTextTheSame({ members, typists }: SyntheticMeeting): boolean | null {
	const reader = members.find((member) => member.doc !== null)?.doc;
	if (!reader) return null;
	const all = new Y.Doc();
	for (const { doc } of typists) Y.applyUpdate(all, Y.encodeStateAsUpdate(doc));
	return FIELDS.every((field) => all.getText(field).toString() === reader.getText(field).toString());
}

/** So many come in at once: getting in is measured elsewhere. */
const ENTERING = 60;

/** Opens meetings at a bounded pace: at most `perSecond` people come in. @throws when somebody does not get in */
export async function openMeetings(meetings: readonly SyntheticMeeting[], perSecond = 400): Promise<void> {
	const entries = meetings.flatMap((meeting) => meeting.members.map(({ seat }) => ({ meeting, seat })));
	const began = performance.now();
	let next = 0;
	const enterNext = async () => {
		for (let n = next++; n < entries.length; n = next++) {
			const due = began + (n * 1000) / perSecond - performance.now();
			if (due > 0) await pause(due);
			const { meeting, seat } = entries[n] as (typeof entries)[number];
			await enterMeeting(meeting, seat);
		}
	};
	await Promise.all(Array.from({ length: ENTERING }, enterNext));
}
