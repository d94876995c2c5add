import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import * as Y from 'yjs';
import { connectDocument } from '#lib/live-text/live-connection.ts';
import type { Append, LogEntry } from '#server/persistence/append-updates.ts';
import type { DocumentLog } from '#server/persistence/document-log.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDocumentBench, until } from '../support/document-bench.ts';
import { write } from '../support/raw-writer.ts';
import { type FuzzOptions, fuzz } from '../support/text-fuzz.ts';

const FIELD = 'R1.contingency';
/** FUZZ_SEEDS=500 tries more of them, FUZZ_SEED=17 only that one. */
const HOW_MANY = Number(process.env.FUZZ_SEEDS ?? 20);
const seeds = (from: number, share: number): number[] =>
	process.env.FUZZ_SEED
		? [Number(process.env.FUZZ_SEED)]
		: Array.from({ length: Math.max(1, Math.round(HOW_MANY * share)) }, (_, n) => from + n);

let db: TestDatabase;
beforeAll(async () => {
	db = await openTestDatabase();
});
afterAll(() => db.close());

/** The seeds one after the other; what is broken names its seed. */
async function tryAll(all: readonly number[], options: Omit<FuzzOptions, 'seed'>): Promise<void> {
	for (const seed of all) expect(await fuzz(db, { ...options, seed }), `FUZZ_SEED=${seed}`).toEqual([]);
}
const LONG = Math.max(60_000, HOW_MANY * 8000);

describe('many writers on a network that fails', { timeout: LONG }, () => {
	it('FUZZ-1 bring every page and the log to the same words, over a wire that delays, reorders and cuts', () =>
		tryAll(seeds(1, 0.3), { network: 'fake' }));

	it('FUZZ-1 bring every page and the log to the same words, over real sockets that are cut', () =>
		tryAll(seeds(101, 0.2), { network: 'sockets', peers: 6 }));

	it('FUZZ-2 lose and double nothing when the process ends in the middle and another takes its place', () =>
		tryAll(seeds(201, 0.2), { network: 'fake', restart: true, peers: 7 }));

	it('FUZZ-2 lose and double nothing on two nodes of one database, with pages that come back on either', () =>
		tryAll(seeds(501, 0.2), { network: 'fake', nodes: 2, peers: 6, restart: true }));

	it('FUZZ-3 store nothing above the sealed head, keep every acknowledged word, and end with one text', async () => {
		await tryAll(seeds(301, 0.2), { network: 'fake', seal: true });
		await tryAll(seeds(401, 0.1), { network: 'sockets', nodes: 2, seal: true, restart: true });
	});
});

describe('a page that comes in while others write', () => {
	it('FUZZ-5 does not send their words back as its own', async () => {
		const bench = await openDocumentBench();
		let release = () => {};
		const released = new Promise<void>((resolve) => {
			release = resolve;
		});
		/** What it says arrives late, what it is told does not. */
		class SlowToSpeak extends NodeWebSocket {
			override send(data: Uint8Array): void {
				void released.then(() => super.send(data));
			}
		}
		const anna = await bench.join({ person: 0 });
		const late = connectDocument({
			...bench.providerAddress({ person: 1 }),
			WebSocket: () => SlowToSpeak as unknown as typeof WebSocket
		});
		await until(() => expect(late.access()).toBe('write'));
		write(anna, FIELD, 0, 'meanwhile');
		await until(() => expect(late.doc.getText(FIELD).toString()).toBe('meanwhile'));
		release();
		await until(() => expect(late.phase()).toBe('ready'));
		late.doc.getText(FIELD).insert(0, 'and then ');
		await until(() => expect([late.allSaved(), late.refusal()]).toEqual([true, null]));
		expect(await bench.stored()).toEqual({ [FIELD]: 'and then meanwhile' });
		late.close();
		await bench.close();
	});
});

describe('the judgement of the fuzz itself', { timeout: LONG }, () => {
	type Entries = readonly LogEntry[];
	/** The room is told that all is stored, while one row holds something else. */
	const storing = (change: (entries: Entries) => Entries | null, changed: () => void) => (log: DocumentLog) => {
		let done = false;
		const once = (append: Append): Append => {
			const entries = done || append.expectedHead < 5 ? null : change(append.entries);
			if (entries === null) return append;
			done = true;
			changed();
			return { ...append, entries };
		};
		return { ...log, append: (areaId: string, all: readonly Append[]) => log.append(areaId, all.map(once)) };
	};
	const wordsIn = (update: Uint8Array): string =>
		Y.decodeUpdate(update)
			.structs.flatMap((one) =>
				one instanceof Y.Item && one.content instanceof Y.ContentString ? one.content.str : ''
			)
			.join('');
	/** What is found when `change` was made once; chance may offer nothing to change, then another seed does. */
	const broken = async (change: (entries: Entries) => Entries | null): Promise<string> => {
		for (let seed = 1; ; seed++) {
			let changes = 0;
			const breaking = storing(change, () => changes++);
			const found = await fuzz(db, { seed, network: 'fake', settleWithinMs: 1000, steps: 120, breaking });
			if (changes > 0) return found.join('; ');
		}
	};
	const withUpdate = (entries: Entries, at: number, update: Uint8Array): Entries =>
		entries.map((entry, n) => (n === at ? { ...entry, update } : entry));

	it('FUZZ-4 fails a room that drops one update', async () => {
		const found = await broken((entries) => {
			const at = entries.findIndex(({ update }) => wordsIn(update) !== '');
			return at < 0 ? null : withUpdate(entries, at, Uint8Array.of(0, 0));
		});
		expect(found).toContain('words said to be saved are not stored');
	});

	it('FUZZ-4 fails a room that stores one update a second time under another id', async () => {
		const found = await broken((entries) => {
			const at = entries.findIndex(({ update }) => wordsIn(update) !== '');
			if (at < 0) return null;
			const { update } = entries[at] as LogEntry;
			const copy = new Y.Doc();
			copy.getText('R1.risk').insert(0, wordsIn(update));
			return withUpdate(entries, at, Y.mergeUpdates([update, Y.encodeStateAsUpdate(copy)]));
		});
		expect(found).toContain('nobody typed what is stored');
	});

	it('FUZZ-4 fails a room that swaps two updates', async () => {
		const found = await broken((entries) => {
			const at = entries.findIndex(({ personId, update }, n) => {
				const next = entries[n + 1];
				return next !== undefined && next.personId !== personId && wordsIn(update) !== '';
			});
			const [one, two] = [entries[at], entries[at + 1]];
			if (one === undefined || two === undefined) return null;
			return withUpdate(withUpdate(entries, at, two.update), at + 1, one.update);
		});
		expect(found).toMatch(/pending|somebody else's name/);
	});
});
