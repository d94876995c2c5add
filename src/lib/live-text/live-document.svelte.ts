/** A shared document as views read it: everything here is reactive. */

import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';
import type { Access, Authorship, CursorState } from '#lib/wire.ts';
import {
	connectDocument,
	type LiveConnection,
	type LiveConnectionOptions,
	type LivePhase,
	type OtherPerson
} from './live-connection.ts';

export type LiveDocument = {
	readonly phase: LivePhase;
	readonly connected: boolean;
	readonly access: Access | null;
	readonly writable: boolean;
	/** close code of the refusal (wire.ts CLOSE); null when there is none */
	readonly refusal: number | null;
	readonly sealedAt: number | null;
	/** server time of the last acknowledgement, ms; null before the first */
	readonly savedAt: number | null;
	/** nothing typed here is taken any more */
	readonly ended: boolean;
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
	/** what is not reactive: what is unsent, taken back, paused and resumed */
	readonly connection: LiveConnection;
	readonly close: () => void;
};

/** Opens one document of a meeting; browser only. `close` it when the view goes. */
export function openLiveDocument(options: LiveConnectionOptions): LiveDocument {
	const live = connectDocument(options);
	const watch = createSubscriber((update) => live.onChange(update));
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
		get savedAt() {
			return read(live.savedAt);
		},
		get ended() {
			return read(live.ended);
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
		connection: live,
		close: live.close
	};
}
