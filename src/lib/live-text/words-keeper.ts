/**
 * Keeps a page's unsent words in the browser until the server has stored them, and finds those of pages that are gone. A
 * tab holds the names of its own records while it lives; what nobody holds is an orphan, and one tab at a time takes it.
 */
import type { DocumentName } from '#lib/wire.ts';
import {
	isOlderThan,
	type KeepingKey,
	type KeptRecord,
	type KeptWords,
	keepingKey,
	openRecord,
	randomName,
	sealRecord
} from './kept-record.ts';
import type { UnsentWords } from './live-connection.ts';
import type { RecordStore } from './record-store.ts';
import type { HoldName } from './tab-lock.ts';
import type { KeyAnswer } from './unsent-key.ts';

export type FoundWords = { readonly id: string; readonly kept: KeptWords; readonly letGo: () => void };

export type WordsKeeper = {
	/** Gets the key and opens what pages that are gone have left. Call it again after `away`, and after signing in again. */
	readonly open: () => Promise<'open' | Exclude<KeyAnswer, object>>;
	/** Whether a page has gone meanwhile and left something. */
	readonly lookAgain: () => Promise<void>;
	/** whether it is known what was left */
	readonly looked: () => boolean;
	/** what pages that are gone have left and nobody has settled yet */
	readonly found: () => readonly FoundWords[];
	/** The document's words have changed, or were stored: written within a tenth of a second. */
	readonly keep: (document: DocumentName, unsent: () => UnsentWords | null) => void;
	/** The page may be about to go: writes now what is to be written. */
	readonly flush: () => Promise<void>;
	/** The page's own record of the document now holds what was found: only then is the orphan removed. */
	readonly absorb: (found: FoundWords) => Promise<void>;
	/** What was found is stored, or no longer wanted. `left`: fields that are still to be shown. */
	readonly settle: (found: FoundWords, left?: Readonly<Record<string, string>>) => Promise<void>;
	/** Removes everything of this meeting and keeps nothing more: the page may not show it any longer. */
	readonly forget: () => Promise<void>;
	/** The page is left: what is unsent stays kept. */
	readonly close: () => void;
};

export type KeeperParts = {
	readonly store: RecordStore;
	readonly hold: HoldName;
	readonly askKey: () => Promise<KeyAnswer>;
	/** the person whose page it is */
	readonly me: string;
	readonly changed: () => void;
	readonly now?: () => number;
};

const WRITE_AFTER_MS = 60;
/** A session lasts twelve hours: older records have no key any more. */
const KEEP_HOURS = 13;
const MOST_BYTES = 4 * 1024 * 1024;

type Own = {
	readonly id: string;
	unsent: () => UnsentWords | null;
	letGo: (() => void) | null;
	written: boolean;
	timer: ReturnType<typeof setTimeout> | undefined;
};

export function keepWords({ store, hold, askKey, me, changed, now = Date.now }: KeeperParts): WordsKeeper {
	const own = new Map<DocumentName, Own>();
	let found: readonly FoundWords[] = [];
	let key: KeepingKey | null = null;
	let looked = false;
	let over = false;
	/** one change of the store after another; one that fails costs the buffer, never the page */
	let queue: Promise<void> = Promise.resolve();
	const then = (work: () => Promise<void>): Promise<void> => {
		queue = queue.then(work).catch(() => {});
		return queue;
	};

	const write = (document: DocumentName, alsoRemove: readonly string[] = []): Promise<void> =>
		then(async () => {
			const mine = own.get(document);
			if (!mine || !key || over) return;
			const unsent = mine.unsent();
			if (unsent === null || unsent.update.length > MOST_BYTES) {
				if (mine.written || alsoRemove.length > 0) await store.change([], [mine.id, ...alsoRemove]);
				mine.written = false;
				return;
			}
			mine.letGo ??= await hold(mine.id);
			const record = await sealRecord(key, mine.id, { document, ...unsent }, now());
			mine.written = true;
			await store.change([record], alsoRemove);
		});
	const writeNow = (document: DocumentName): Promise<void> => {
		const mine = own.get(document);
		clearTimeout(mine?.timer);
		if (mine) mine.timer = undefined;
		return write(document);
	};

	/** Opens what pages that are gone have left of this meeting, and removes what nobody can open any more. */
	const look = async (opening: KeepingKey): Promise<void> => {
		const mine = new Set([...own.values()].map(({ id }) => id));
		const records = (await store.all()).filter(({ id }) => !mine.has(id));
		const isDead = (one: KeptRecord) => one.session !== opening.session || isOlderThan(one, KEEP_HOURS, now());
		const dead = records.filter(isDead).map(({ id }) => id);
		if (dead.length > 0) await store.change([], dead);
		for (const record of records) {
			if (isDead(record) || found.some(({ id }) => id === record.id)) continue;
			// What this key does not open is another meeting's.
			if ((await openRecord(opening, record)) === null) continue;
			const letGo = await hold(record.id);
			if (letGo === null) continue;
			// Its tab may have written once more before it went.
			const last = (await store.all()).find(({ id }) => id === record.id);
			const kept = last ? await openRecord(opening, last) : null;
			if (kept) found = [...found, { id: record.id, kept, letGo }];
			else letGo();
		}
	};
	const lookAgain = async (): Promise<void> => {
		if (key) await look(key).catch(() => {});
		if (key) looked = true;
		changed();
	};

	const settle: WordsKeeper['settle'] = async (one, left = {}) => {
		const rest = Object.keys(left).length > 0 ? { ...one, kept: { ...one.kept, words: left, late: true } } : null;
		found = found.flatMap((other) => (other.id === one.id ? (rest ? [rest] : []) : [other]));
		await then(async () => {
			if (rest && key) await store.change([await sealRecord(key, one.id, rest.kept, now())], []);
			else await store.change([], [one.id]);
		});
		if (!rest) one.letGo();
	};

	return {
		open: async () => {
			const nothing = await store.all().then(
				(records) => records.length === 0,
				() => true
			);
			if (nothing) looked = true;
			const answer = await askKey();
			if (typeof answer === 'string') return answer;
			if (answer.personId !== me) return 'not-yours';
			const fresh = await keepingKey(answer.key, answer.session);
			key = fresh;
			// After a new sign-in: what was sealed under the key before can only be sealed anew from memory.
			for (const document of own.keys()) await write(document);
			await then(async () => {
				const seals = found.map(({ id, kept }) => sealRecord(fresh, id, kept, now()));
				if (seals.length > 0) await store.change(await Promise.all(seals), []);
			});
			await lookAgain();
			return 'open';
		},
		lookAgain,
		looked: () => looked,
		found: () => found,
		keep: (document, unsent) => {
			const mine = own.get(document) ?? { id: randomName(), unsent, letGo: null, written: false, timer: undefined };
			own.set(document, mine);
			mine.unsent = unsent;
			mine.timer ??= setTimeout(() => void writeNow(document), WRITE_AFTER_MS);
		},
		flush: async () => {
			await Promise.all([...own].map(([document, { timer }]) => timer !== undefined && writeNow(document)));
		},
		absorb: async (one) => {
			found = found.filter(({ id }) => id !== one.id);
			await write(one.kept.document, [one.id]);
			one.letGo();
		},
		settle,
		forget: async () => {
			const ids = [...[...own.values()].map(({ id }) => id), ...found.map(({ id }) => id)];
			for (const { letGo } of found) letGo();
			found = [];
			await then(() => store.change([], ids));
			over = true;
		},
		close: () => {
			for (const [document, mine] of own) if (mine.timer !== undefined) void writeNow(document);
			const waiting = then(async () => store.close());
			void waiting.then(() => {
				for (const { letGo } of [...own.values(), ...found]) letGo?.();
			});
		}
	};
}
