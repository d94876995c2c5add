/**
 * Several people write in the same document at once, each on the product's own page client, through the real room on a
 * real PostgreSQL and a network that fails. A seed decides who does what; how fast the database answers does not repeat.
 */

import * as Y from 'yjs';
import { applyEdit } from '#lib/live-text/bind-text.ts';
import { connectDocument } from '#lib/live-text/live-connection.ts';
import { splitsCharacter } from '#lib/live-text/storable-text.ts';
import { PROTOCOL_VERSION } from '#lib/wire.ts';
import { type DocumentLog, documentLog } from '#server/persistence/document-log.ts';
import { documentsOf } from '#server/persistence/final-records.ts';
import { createRooms, type Rooms } from '#server/rooms/rooms.ts';
import { socketLine } from '#server/rooms/socket-line.ts';
import type { TestDatabase } from './database.ts';
import { insertTestMeeting } from './document-meeting.ts';
import { type Arrival, fakeWire, realWire, type TestNetwork } from './fake-wire.ts';
import { type SeededChance, seededChance, spread } from './seeded-chance.ts';
import { brokenPromises, type FuzzPeer, noteChanges } from './text-fuzz-oracle.ts';

export type FuzzOptions = {
	readonly seed: number;
	readonly network: 'fake' | 'sockets';
	readonly peers?: number;
	readonly steps?: number;
	/** processes on one database; each connection comes to one of them by chance */
	readonly nodes?: number;
	/** the document is sealed somewhere in the middle */
	readonly seal?: boolean;
	/** the process ends and another begins, somewhere in the middle */
	readonly restart?: boolean;
	/** for a control: breaks what the room relies on */
	readonly breaking?: (log: DocumentLog) => DocumentLog;
	/** how long everything may take to come right once the network is calm */
	readonly settleWithinMs?: number;
};

const FIELDS = ['R1.contingency', 'R1.risk', 'A1.text', 'SUMMARY.notes'];
const WORDS = ['police ', 'Zoë ', '李明 ', '👩‍👧', '𝄞', '\n', ' ', 'a', '- item\n', 'النص ', 'e\u0301', '🏳️‍🌈 flag '];
/** Below the limit of a field even when all write at once. */
const LONG_FIELD = 6000;

type Run = { readonly options: FuzzOptions; readonly chance: SeededChance; readonly network: TestNetwork };
type Page = FuzzPeer & { readonly undo: Y.UndoManager };

/** @returns every broken promise; none when all is well */
export async function fuzz(db: TestDatabase, options: FuzzOptions): Promise<string[]> {
	const { seed, peers: count = 5, steps = 60, nodes: howMany = 1, settleWithinMs = 12_000 } = options;
	const chance = seededChance(spread(seed));
	const meeting = await insertTestMeeting(db.database, 4);
	const log = options.breaking?.(documentLog(db.database)) ?? documentLog(db.database);
	const all: Rooms[] = [];
	const reports: string[] = [];
	const begin = () => {
		all.push(createRooms(log, { parkAfterMs: 0, report: (line) => reports.push(line) }));
		return all.at(-1) as Rooms;
	};
	const nodes = Array.from({ length: howMany }, begin);
	const arrive: Arrival = (ws, request) => {
		const person = Number(/person=(\d+)/.exec(request.url ?? '')?.[1]);
		void chance.pick(nodes).joinDocument(socketLine(ws), {
			areaId: meeting.areaId,
			documentId: meeting.plan,
			access: 'write',
			protocol: PROTOCOL_VERSION,
			person: { personId: meeting.people[person] as string, name: `Person ${person + 1}`, agency: 'Police' }
		});
	};
	const network = options.network === 'fake' ? fakeWire(chance, arrive) : await realWire(chance, arrive);
	const run: Run = { options, chance, network };
	// More pages than people: somebody has the document open twice.
	const pages = Array.from({ length: count }, (_, n) => openPage(run, meeting.people, n % meeting.people.length));
	let sealedHead: number | null = null;
	try {
		for (let step = 0; step < steps; step++) {
			act(run, chance.pick(pages));
			if (chance.in(8)) network.trouble();
			if (options.restart && step === Math.floor(steps / 2)) {
				network.cutAll();
				nodes[0] = begin();
			}
			if (options.seal && step === Math.floor((steps * 2) / 3)) {
				sealedHead = await db.database.withArea(meeting.areaId, async (tx) => {
					await documentsOf(tx, meeting.meetingId, true);
					return headOf(db, meeting.plan);
				});
				nodes[0]?.noticeSealed(meeting.meetingId, Date.now());
			}
			for (let turns = chance.below(12); turns > 0; turns--) await network.turn();
		}
		network.calm();
		// Whoever comes late, to each node, is given the same.
		for (const _ of nodes) pages.push(openPage(run, meeting.people, 0));
		return await settled(async () => {
			const unsettled = pages.flatMap((page, n) => whyNotSettled(page, n, sealedHead !== null));
			if (unsettled.length > 0) return [...unsettled, ...reports];
			const judged = { owner: db.owner, keys: db.database.keys, documentId: meeting.plan, peers: pages, sealedHead };
			return brokenPromises(judged);
		}, settleWithinMs);
	} finally {
		for (const page of pages) {
			page.undo.destroy();
			page.live.close();
		}
		await network.close();
		for (const one of all) await one.shutdown();
	}
}

async function headOf({ owner }: TestDatabase, documentId: string): Promise<number> {
	const [row] = await owner`select head from document where id = ${documentId}`;
	return Number(row?.head);
}

function openPage({ network, chance }: Run, people: readonly string[], person: number): Page {
	const live = connectDocument({
		url: network.url,
		documentPath: `person=${person}`,
		WebSocket: () => network.WebSocket,
		random: () => chance.next() / 10
	});
	const undo = new Y.UndoManager(
		FIELDS.map((field) => live.doc.getText(field)),
		{ trackedOrigins: new Set(['typing']), captureTimeout: 0 }
	);
	const page: Page = { personId: people[person] as string, live, typed: [], deleted: [], undo };
	noteChanges(page);
	return page;
}

/** One thing a person does: types, deletes, replaces, pastes, takes back. Before the first "ready" an editor is not writable. */
function act({ chance }: Run, { live, undo }: Page): void {
	if (!live.writable()) return;
	const text = live.doc.getText(chance.pick(FIELDS));
	const all = text.toString();
	const at = wholeCharacter(all, chance.below(all.length + 1));
	const end = wholeCharacter(all, Math.min(all.length, at + chance.below(12)));
	const words = Array.from({ length: 1 + chance.below(3) }, () => chance.pick(WORDS)).join('');
	const type = (removed: number, added: string) => applyEdit(text, { at, removed, added }, 'typing');
	const what = chance.below(20);
	if (what < 9) type(0, words);
	else if (what < 12) type(end - at, '');
	else if (what < 15) type(end - at, words);
	else if (what === 15) undo.undo();
	else if (what === 16) undo.redo();
	else if (what === 17) type(0, '');
	else if (what === 18 && all.length < LONG_FIELD) type(0, chance.pick(['x', '李', '👍']).repeat(1500));
	else if (what === 19 && chance.in(3))
		// One change of more than 64 KB, over all fields.
		live.doc.transact(() => {
			for (const field of FIELDS) {
				const pasted = live.doc.getText(field);
				if (pasted.length < LONG_FIELD) pasted.insert(0, '李'.repeat(5600));
				else pasted.delete(0, pasted.length);
			}
		}, 'typing');
}

const wholeCharacter = (text: string, at: number): number => (splitsCharacter(text, at) ? at - 1 : at);

function whyNotSettled({ live }: Page, n: number, sealed: boolean): string[] {
	if (live.phase() === 'sealed' && sealed) return [];
	if (live.phase() !== 'ready') return [`page ${n} is ${live.phase()} ${live.refusal() ?? ''}`];
	return live.allSaved() ? [] : [`page ${n} is not saved`];
}

/** Asks again until nothing is wrong, or time is up. */
async function settled(look: () => Promise<string[]>, withinMs: number): Promise<string[]> {
	for (const until = performance.now() + withinMs; ; ) {
		const found = await look();
		if (found.length === 0 || performance.now() > until) return found;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
