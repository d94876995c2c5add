/** A shared document as views read it: everything here is reactive. */

import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';
import type { Access, Authorship, CursorState } from '#lib/wire.ts';
import { connectDocument, type LiveConnectionOptions, type LivePhase, type OtherPerson } from './live-connection.ts';

export type SavedState = {
	/** `not-saved`: cut off, or no answer for three seconds */
	readonly state: 'saved' | 'saving' | 'not-saved';
	/** server time of the last acknowledgement, ms; null before the first */
	readonly at: number | null;
};

export type LiveDocument = {
	readonly phase: LivePhase;
	readonly connected: boolean;
	readonly access: Access | null;
	readonly writable: boolean;
	/** close code of the refusal (wire.ts CLOSE); null when there is none */
	readonly refusal: number | null;
	readonly sealedAt: number | null;
	readonly saved: SavedState;
	/** who last changed a field */
	readonly author: (field: string) => Authorship | null;
	/** others whose caret is in a field */
	readonly others: (field: string) => readonly OtherPerson[];
	readonly everybody: readonly OtherPerson[];
	/** the text to bind an editor to */
	readonly text: (field: string) => Y.Text;
	/** the words themselves */
	readonly words: (field: string) => string;
	readonly setCursor: (cursor: CursorState | null) => void;
	/** words of fields with changes the server has not stored */
	readonly unsent: () => Record<string, string>;
	/** since when a field has unsent words (local time, ms); null when it has none */
	readonly unsentSince: (field: string) => number | null;
	readonly close: () => void;
};

const SILENT_FOR_MS = 3000;

/** Opens one document of a meeting; browser only. `close` it when the view goes. */
export function openLiveDocument(options: LiveConnectionOptions): LiveDocument {
	const live = connectDocument(options);
	const now = options.now ?? Date.now;
	const watch = createSubscriber((update) => {
		// "Not saved" comes with time alone, without any message.
		const timer = setInterval(() => {
			if (!live.allSaved()) update();
		}, 1000);
		const stop = live.onChange(update);
		return () => {
			clearInterval(timer);
			stop();
		};
	});
	const watchers = new Map<string, () => void>();
	const watchText = (field: string) => {
		let watcher = watchers.get(field);
		if (watcher === undefined) {
			const text = live.doc.getText(field);
			watcher = createSubscriber((update) => {
				text.observe(update);
				return () => text.unobserve(update);
			});
			watchers.set(field, watcher);
		}
		watcher();
	};
	const read = <T>(value: () => T): T => {
		watch();
		return value();
	};
	const saved = (): SavedState => {
		const at = live.savedAt();
		if (live.allSaved()) return { state: 'saved', at };
		const oldest = Math.min(...live.unsentFields().values());
		const waiting = live.connected() && live.writable() && now() - oldest < SILENT_FOR_MS;
		return { state: waiting ? 'saving' : 'not-saved', at };
	};
	return {
		get phase() {
			return read(live.phase);
		},
		get connected() {
			return read(live.connected);
		},
		get access() {
			return read(live.access);
		},
		get writable() {
			return read(live.writable);
		},
		get refusal() {
			return read(live.refusal);
		},
		get sealedAt() {
			return read(live.sealedAt);
		},
		get saved() {
			return read(saved);
		},
		get everybody() {
			return read(live.others);
		},
		author: (field) => read(() => live.authors().get(field) ?? null),
		others: (field) => read(() => live.others().filter((other) => other.field === field)),
		text: (field) => live.doc.getText(field),
		words: (field) => {
			watchText(field);
			return live.doc.getText(field).toString();
		},
		setCursor: live.setCursor,
		unsent: () =>
			read(() =>
				Object.fromEntries([...live.unsentFields().keys()].map((field) => [field, live.doc.getText(field).toString()]))
			),
		unsentSince: (field) => read(() => live.unsentFields().get(field) ?? null),
		close: live.close
	};
}

/** Asks before the page is left while words are not saved. @returns how to stop asking */
export function guardUnsaved(isSaved: () => boolean): () => void {
	const ask = (event: BeforeUnloadEvent) => {
		if (!isSaved()) event.preventDefault();
	};
	window.addEventListener('beforeunload', ask);
	return () => window.removeEventListener('beforeunload', ask);
}
