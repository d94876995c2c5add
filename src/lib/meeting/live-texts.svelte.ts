/**
 * The words of one document as the room's views read them: each field draws by itself, so a keystroke touches one field
 * and nothing else; everything that looks at all the words (checks, lists) reads a calm copy.
 */
import type { Attachment } from 'svelte/attachments';
import { initials } from '../attendance/people-view.ts';
import type { LiveDocument } from '../live-text/live-document.svelte.ts';
import { type Authorship, type DocumentName, type PresenceState, YJS_PATH } from '../wire.ts';
import type { DocumentSaving } from './saving.ts';

export type Writer = {
	readonly personId: string;
	readonly name: string;
	readonly firstName: string;
	readonly initials: string;
	readonly agency: string;
	readonly colour: number;
	/** where the caret is, UTF-16 units; null when not known */
	readonly head: number | null;
};
type Bind = typeof import('../live-text/bind-text.ts').bindText;
/** `at`: server time, epoch ms */
type Listener = (agency: string, field: string, at: number) => void;

/** How long the calm copy may lag behind the keys, and how often others' carets and names are drawn anew. */
const CALM_MS = 400;
const DRAW_MS = 80;

class FieldView {
	text = $state('');
	author: Authorship | null = $state.raw(null);
	/** others who have their cursor in it now */
	writers: readonly Writer[] = $state.raw([]);
	constructor(text: string) {
		this.text = text;
	}
}

export type { FieldView };

const writerOf = ({ personId, name, agency }: PresenceState['user'], colour: number, head: number | null): Writer => ({
	personId,
	name,
	firstName: name.split(' ')[0] ?? name,
	initials: initials(name),
	agency,
	colour,
	head
});
const sameWriters = (a: readonly Writer[], b: readonly Writer[]): boolean =>
	a.length === b.length && a.every((one, n) => one.personId === b[n]?.personId && one.head === b[n]?.head);

export class LiveTexts {
	/** every text, at a calm pace */
	calm: Readonly<Record<string, string>> = $state.raw({});
	saving: DocumentSaving = $state.raw({ connected: false, unsaved: false, refused: false, savedAt: null });
	/** local epoch ms since when the line is lost; null while it holds */
	lostSince: number | null = $state(null);
	/** server epoch ms of the lock; null while open */
	sealedAt: number | null = $state(null);
	/** the document is here and may be bound to */
	ready = $state(false);
	#writable = $state(false);
	/** words that the server did not take because the writing had ended, by field */
	#lost: Readonly<Record<string, string>> = $state.raw({});
	#writing: ReadonlyMap<string, readonly Writer[]> = $state.raw(new Map());
	#fields = new Map<string, FieldView>();
	#watched = new Set<string>();
	#dirty = new Set<string>();
	#listeners = new Set<Listener>();
	#authors = new Map<string, Authorship>();
	#document: LiveDocument | null = null;
	#bind: Bind | null = null;
	#calming: ReturnType<typeof setTimeout> | undefined;
	#drawing: ReturnType<typeof setTimeout> | undefined;
	readonly #meetingId: string;
	readonly #name: DocumentName;
	readonly #me: string;
	readonly #mayWrite: () => boolean;
	readonly #colourOf: (agency: string) => number;

	constructor(
		meetingId: string,
		name: DocumentName,
		texts: Readonly<Record<string, string>>,
		me: string,
		mayWrite: () => boolean,
		colourOf: (agency: string) => number
	) {
		this.#meetingId = meetingId;
		this.#name = name;
		this.#me = me;
		this.#mayWrite = mayWrite;
		this.#colourOf = colourOf;
		this.calm = texts;
	}

	/** Whether this person's typing is taken now: the facts allow it and the document has let them in. */
	get writable(): boolean {
		return this.#writable && this.#mayWrite();
	}

	field(name: string): FieldView {
		const known = this.#fields.get(name);
		if (known) return known;
		const made = new FieldView(this.calm[name] ?? '');
		this.#fields.set(name, made);
		this.#watch(name);
		return made;
	}
	calmText(name: string): string {
		return this.calm[name] ?? '';
	}
	/** Others whose cursor is in a risk or in one of its actions. */
	writersIn(key: string, numbers: readonly string[]): readonly Writer[] {
		const rows = new Set([key, ...numbers]);
		return [...this.#writing].flatMap(([field, writers]) => (rows.has(field.split('.')[0] ?? '') ? writers : []));
	}
	lostWords(name: string): string | null {
		return Object.hasOwn(this.#lost, name) ? (this.#lost[name] ?? null) : null;
	}
	/** Told when somebody else has written in a field. */
	onOthers(listener: Listener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/**
	 * Binds a textarea to a field, once the document is here.
	 * @param writable whether its typing is taken: a hand in the middle of a word may end it after the lock
	 */
	bind(name: string, writable: () => boolean): Attachment<HTMLTextAreaElement> {
		return (element) => {
			const [document, bind] = [this.#document, this.#bind];
			if (!this.ready || !document || !bind) return;
			return bind(document.text(name), {
				writable,
				onCaret: (caret) => document.setCursor(caret ? { field: name, ...caret } : null)
			})(element);
		};
	}

	/**
	 * Opens the document. The page calls it once in the browser; the answer closes it.
	 * @param socketKind which kind of socket to take, asked at every connect
	 */
	open(socketKind: () => typeof WebSocket): () => void {
		this.lostSince = Date.now();
		let stop = (): void => undefined;
		let closed = false;
		void Promise.all([import('../live-text/live-document.svelte.ts'), import('../live-text/bind-text.ts')]).then(
			([{ openLiveDocument }, { bindText }]) => {
				if (closed) return;
				const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${YJS_PATH}`;
				const document = openLiveDocument({
					url,
					documentPath: `${this.#meetingId}/${this.#name}`,
					WebSocket: socketKind
				});
				this.#document = document;
				this.#bind = bindText;
				stop = this.#follow(document);
			}
		);
		return () => {
			closed = true;
			stop();
			clearTimeout(this.#calming);
			clearTimeout(this.#drawing);
			this.#document?.close();
			this.#document = null;
		};
	}

	#follow(document: LiveDocument): () => void {
		const doc = document.text(this.#name === 'plan' ? 'R1.title' : 'WELCOME.notes').doc!;
		const noted = (transaction: { changed: Map<unknown, unknown> }): void => {
			for (const [name, type] of doc.share) if (transaction.changed.has(type)) this.#noteChange(name);
		};
		doc.on('afterTransaction', noted);
		const end = $effect.root(() => {
			$effect(() => {
				// Everything the document says of itself; drawn a few times a second, whatever the pace of the keys.
				void [document.phase, document.everybody];
				this.#drawing ??= setTimeout(() => {
					this.#drawing = undefined;
					this.#draw(document);
				}, DRAW_MS);
			});
		});
		return () => {
			end();
			doc.off('afterTransaction', noted);
		};
	}

	/** The texts of the server take the place of those the page came with. */
	#becomeReady(document: LiveDocument): void {
		const names = new Set([...Object.keys(this.calm), ...(document.text('R1.title').doc?.share.keys() ?? [])]);
		this.calm = Object.fromEntries([...names].map((name) => [name, document.text(name).toString()]));
		this.ready = true;
		for (const name of this.#fields.keys()) this.#watch(name);
	}

	#watch(name: string): void {
		const document = this.#document;
		if (!this.ready || !document || this.#watched.has(name)) return;
		this.#watched.add(name);
		const text = document.text(name);
		const view = this.#fields.get(name);
		if (!view) return;
		const read = (): void => {
			view.text = text.toString();
		};
		// Created while a view is drawn: state may not change then.
		queueMicrotask(read);
		text.observe(read);
	}

	#noteChange(name: string): void {
		this.#dirty.add(name);
		this.#calming ??= setTimeout(() => {
			this.#calming = undefined;
			const document = this.#document;
			if (!document || !this.ready) return;
			const fresh = Object.fromEntries([...this.#dirty].map((field) => [field, document.text(field).toString()]));
			this.#dirty.clear();
			this.calm = { ...this.calm, ...fresh };
		}, CALM_MS);
	}

	#draw(document: LiveDocument): void {
		if (!this.#document) return;
		const { phase, connected } = document;
		const sealed = phase === 'sealed';
		/** nothing typed here is taken any more: what the server does not have is shown as lost, not as being saved */
		const ended = sealed || phase === 'refused' || (connected && document.access === 'read');
		if (!this.ready && connected) this.#becomeReady(document);
		this.#writable = document.writable;
		this.sealedAt = document.sealedAt ?? (sealed ? (this.sealedAt ?? Date.now()) : null);
		const saved = document.saved;
		this.#lost = ended ? document.unsent() : {};
		this.saving = {
			connected: connected || sealed,
			unsaved: !ended && saved.state !== 'saved',
			refused: Object.keys(this.#lost).length > 0,
			savedAt: saved.at
		};
		this.lostSince = connected || sealed ? null : (this.lostSince ?? Date.now());
		this.#drawWriters(document);
		this.#drawAuthors(document);
	}

	#drawWriters(document: LiveDocument): void {
		const writing = new Map<string, Writer[]>();
		for (const { user, field, head } of document.everybody) {
			if (user.personId === this.#me) continue;
			const there = (writing.get(field) ?? []).filter((one) => one.personId !== user.personId);
			writing.set(field, [...there, writerOf(user, this.#colourOf(user.agency), head)]);
		}
		for (const [name, view] of this.#fields) {
			const writers = writing.get(name) ?? [];
			if (!sameWriters(view.writers, writers)) view.writers = writers;
		}
		const where = (map: ReadonlyMap<string, readonly Writer[]>): string =>
			[...map].map(([field, list]) => `${field}:${list.map((one) => one.personId).join()}`).join(' ');
		if (where(writing) !== where(this.#writing)) this.#writing = writing;
	}

	#drawAuthors(document: LiveDocument): void {
		for (const name of document.text('R1.title').doc?.share.keys() ?? []) {
			const author = document.author(name);
			if (!author || this.#authors.get(name) === author) continue;
			this.#authors.set(name, author);
			const view = this.#fields.get(name);
			if (view) view.author = author;
			if (author.personId === null || author.personId === this.#me) continue;
			for (const listener of this.#listeners) listener(author.agency, name, author.at);
		}
		for (const [name, view] of this.#fields) view.author ??= this.#authors.get(name) ?? null;
	}

	/** Takes every word out of this browser's memory of the document. */
	wipe(): void {
		this.#document?.close();
		this.#document = null;
		this.ready = false;
		this.#writable = false;
		this.calm = {};
		this.#lost = {};
		this.#writing = new Map();
		for (const view of this.#fields.values()) view.text = '';
	}
}
