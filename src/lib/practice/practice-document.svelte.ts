/** One document of the practice room: shared text in this page's memory, behind the interface of the real one. It is sent nowhere. */
import { createSubscriber } from 'svelte/reactivity';
import * as Y from 'yjs';
import type { LiveConnection } from '../live-text/live-connection.ts';
import type { LiveDocument } from '../live-text/live-document.svelte.ts';
import type { Authorship, PresenceState } from '../wire.ts';

type User = PresenceState['user'];
/** Origin of what a colleague types. */
class Typist {
	readonly user: User;
	constructor(user: User) {
		this.user = user;
	}
}

export type PracticeDocument = {
	readonly live: LiveDocument;
	/** A colleague writes at the end of a text. */
	readonly typeAs: (user: User, field: string, words: string) => void;
	/** Their cursor is in no text any more. */
	readonly leave: (personId: string) => void;
};

/** As long as the real one takes, so that the sentence about saving is seen to change. */
const STORED_AFTER_MS = 250;

/**
 * @param me whose typing in the page it is
 * @param wrote told when this person has written in a field
 */
export function practiceDocument(
	first: Readonly<Record<string, string>>,
	me: User,
	wrote: (field: string) => void
): PracticeDocument {
	const doc = new Y.Doc();
	for (const [field, words] of Object.entries(first)) doc.getText(field).insert(0, words);
	const authors = new Map<string, Authorship>();
	const cursors = new Map<string, { user: User; field: string; head: number }>();
	const listeners = new Set<() => void>();
	let unsavedSince: number | null = null;
	let savedAt: number | null = Date.now();
	let storing: ReturnType<typeof setTimeout> | undefined;
	let closed = false;
	const changed = (): void => {
		for (const listener of listeners) listener();
	};
	const store = (): void => {
		storing = undefined;
		unsavedSince = null;
		savedAt = Date.now();
		changed();
	};
	doc.on('afterTransaction', (transaction: Y.Transaction) => {
		const { user } = transaction.origin instanceof Typist ? transaction.origin : { user: me };
		const fields = [...doc.share].flatMap(([name, type]) => (transaction.changed.has(type as never) ? [name] : []));
		if (fields.length === 0) return;
		for (const field of fields) {
			authors.set(field, { field, personId: user.personId, name: user.name, agency: user.agency, at: Date.now() });
			if (user === me) wrote(field);
		}
		if (user === me) {
			unsavedSince ??= Date.now();
			storing ??= setTimeout(store, STORED_AFTER_MS);
		}
		changed();
	});
	const everybody = () => [...cursors.values()].map(({ user, field, head }) => ({ user, field, anchor: head, head }));
	const onChange = (listener: () => void) => {
		listeners.add(listener);
		return () => listeners.delete(listener);
	};
	const close = (): void => {
		closed = true;
		clearTimeout(storing);
		doc.destroy();
	};
	const nothing = (): void => undefined;
	const connection: LiveConnection = {
		doc,
		phase: () => 'ready',
		access: () => 'write',
		refusal: () => null,
		connected: () => true,
		writable: () => true,
		allSaved: () => unsavedSince === null,
		savedAt: () => savedAt,
		sealedAt: () => null,
		authors: () => authors,
		others: everybody,
		unsentFields: () => new Map(),
		ended: () => false,
		unsent: () => null,
		unsentWords: () => ({}),
		unsentSince: () => unsavedSince,
		forgetLate: nothing,
		restore: () => 'stored',
		hurry: nothing,
		resume: nothing,
		pause: nothing,
		setCursor: nothing,
		onChange,
		close
	};
	const watch = createSubscriber((update) => onChange(update));
	const read = <T>(value: () => T): T => {
		watch();
		return value();
	};
	const live: LiveDocument = {
		get phase() {
			return read(connection.phase);
		},
		get connected() {
			return read(connection.connected);
		},
		get access() {
			return read(connection.access);
		},
		get writable() {
			return read(connection.writable);
		},
		get refusal() {
			return read(connection.refusal);
		},
		get sealedAt() {
			return read(connection.sealedAt);
		},
		get savedAt() {
			return read(connection.savedAt);
		},
		get ended() {
			return read(connection.ended);
		},
		get everybody() {
			return read(everybody);
		},
		author: (field) => read(() => authors.get(field) ?? null),
		others: (field) => read(() => everybody().filter((one) => one.field === field)),
		text: (field) => doc.getText(field),
		words: (field) => read(() => doc.getText(field).toString()),
		setCursor: nothing,
		connection,
		close
	};
	return {
		live,
		typeAs: (user, field, words) => {
			if (closed) return;
			const text = doc.getText(field);
			doc.transact(() => text.insert(text.length, words), new Typist(user));
			cursors.set(user.personId, { user, field, head: text.length });
			changed();
		},
		leave: (personId) => {
			if (cursors.delete(personId) && !closed) changed();
		}
	};
}
