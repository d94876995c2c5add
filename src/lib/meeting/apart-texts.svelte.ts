/**
 * The room's documents beyond the plan and the notes: returns of agencies, restricted notes. Each is opened when it is first
 * shown and closed again when it is shown no more and nothing typed in it waits; one that this person may see no longer
 * leaves the browser's memory at once, and the rest of the room goes on.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { DocumentName } from '../wire.ts';
import type { KeptWords } from './kept-words.svelte.ts';
import { LiveTexts } from './live-texts.svelte.ts';
import type { LoadDocuments } from './room-lines.svelte.ts';

export type ApartParts = {
	readonly meetingId: string;
	readonly me: string;
	readonly socketKind: () => typeof WebSocket;
	readonly kept: KeptWords;
	readonly colourOf: (agency: string) => number;
	/** brings what opens documents; the server's own when absent */
	readonly load?: LoadDocuments | undefined;
};
type Opened = { readonly texts: LiveTexts; readonly stop: () => void; shown: number };

/** Until everything typed is stored a document stays open, though nobody looks at it. */
const CLOSE_AFTER_MS = 1_000;

export class ApartTexts {
	#opened = new SvelteMap<DocumentName, Opened>();
	#over = false;
	readonly #parts: ApartParts;

	constructor(parts: ApartParts) {
		this.#parts = parts;
	}

	/** Every document open now. */
	get all(): readonly LiveTexts[] {
		return [...this.#opened.values()].map(({ texts }) => texts);
	}

	/**
	 * A document for as long as a view shows it; browser only.
	 * @param mayWrite whether the facts let this person write in it now
	 * @param first its words as the page came with them
	 * @returns its words, and what the view calls when it goes
	 */
	show(
		name: DocumentName,
		mayWrite: () => boolean,
		first: Readonly<Record<string, string>> = {}
	): { readonly texts: LiveTexts; readonly hide: () => void } {
		const opened = this.#opened.get(name) ?? this.#open(name, mayWrite, first);
		opened.shown++;
		let hidden = false;
		const hide = (): void => {
			if (hidden) return;
			hidden = true;
			opened.shown--;
			this.#closeWhenStored(name, opened);
		};
		return { texts: opened.texts, hide };
	}

	#open(name: DocumentName, mayWrite: () => boolean, first: Readonly<Record<string, string>>): Opened {
		const { meetingId, me, colourOf, socketKind, kept, load } = this.#parts;
		const texts = new LiveTexts(meetingId, name, first, me, mayWrite, colourOf);
		const opened = { texts, stop: texts.open(socketKind, kept, load), shown: 0 };
		this.#opened.set(name, opened);
		return opened;
	}

	#closeWhenStored(name: DocumentName, opened: Opened): void {
		if (opened.shown > 0 || this.#over || this.#opened.get(name) !== opened) return;
		if (opened.texts.isUnsaved || opened.texts.late.length > 0)
			setTimeout(() => this.#closeWhenStored(name, opened), CLOSE_AFTER_MS);
		else this.#close(name, opened);
	}

	#close(name: DocumentName, { stop }: Opened): void {
		stop();
		this.#opened.delete(name);
	}

	/** Takes a document out of this browser's memory: its reader may see it no longer. What they had not stored goes too. */
	forget(name: DocumentName): void {
		const opened = this.#opened.get(name);
		if (!opened) return;
		opened.texts.wipe();
		this.#parts.kept.keep(name, () => null);
		this.#close(name, opened);
	}

	/** The page is left. */
	close(): void {
		this.#over = true;
		for (const [name, opened] of this.#opened) this.#close(name, opened);
	}
}
