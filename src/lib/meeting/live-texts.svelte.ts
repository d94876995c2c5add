/**
 * The words of one document as the room's views read them: each field draws by itself, so a keystroke touches one field
 * and nothing else; everything that looks at all the words (checks, lists) reads a calm copy.
 */
import type { Attachment } from 'svelte/attachments';
import { initials } from '../attendance/people-view.ts';
import type { LiveDocument } from '../live-text/live-document.svelte.ts';
import { lowData } from '../low-data/low-data.svelte.ts';
import { type Authorship, CLOSE, type DocumentName, type PresenceState, YJS_PATH } from '../wire.ts';
import type { KeptWords } from './kept-words.svelte.ts';
import type { LoadDocuments } from './room-lines.svelte.ts';
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
/** Words of one text that the server did not take because the writing had ended. */
export type LateEntry = {
	readonly document: DocumentName;
	readonly field: string;
	readonly words: string;
	/** they are handed on or put away: shown no more */
	readonly forget: () => void;
};
/** Why nothing more goes through this line; the page must be loaded anew, or left. */
export type Stopped = 'signed-out' | 'removed' | 'closed' | 'too-old' | 'restored' | 'stopped';
type Bind = typeof import('../live-text/bind-text.ts').bindText;
type ForgetUndo = typeof import('../live-text/bind-text.ts').forgetUndo;
/** `at`: server time, epoch ms */
type Listener = (agency: string, field: string, at: number, personId: string) => void;

/** How long the calm copy may lag behind the keys, and how often others' carets and names are drawn anew. */
const CALM_MS = 400;
const DRAW_MS = 80;
/** Between two keys it does not go back to "Saved". */
const CALM_SAVED_MS = 300;
const STOPPED: Record<number, Stopped> = {
	[CLOSE.forbidden]: 'removed',
	[CLOSE.missing]: 'closed',
	[CLOSE.tooOld]: 'too-old',
	[CLOSE.resync]: 'restored'
};

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

const serverDocuments: LoadDocuments = async () => {
	const { openLiveDocument } = await import('../live-text/live-document.svelte.ts');
	const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${YJS_PATH}`;
	return (documentPath, socketKind) => openLiveDocument({ url, documentPath, WebSocket: socketKind });
};

export class LiveTexts {
	/** every text, at a calm pace */
	calm: Readonly<Record<string, string>> = $state.raw({});
	saving: DocumentSaving = $state.raw({
		connected: false,
		unsavedSince: null,
		restoring: true,
		refused: false,
		savedAt: null
	});
	/** what came too late, of this page and of one before it */
	late: readonly LateEntry[] = $state.raw([]);
	stopped: Stopped | null = $state(null);
	/** local epoch ms since when the line is lost; null while it holds */
	lostSince: number | null = $state(null);
	/** server epoch ms of the lock; null while open */
	sealedAt: number | null = $state(null);
	/** the document is here and may be bound to */
	ready = $state(false);
	#writable = $state(false);
	#writing: ReadonlyMap<string, readonly Writer[]> = $state.raw(new Map());
	#fields = new Map<string, FieldView>();
	#watched = new Set<string>();
	#dirty = new Set<string>();
	#listeners = new Set<Listener>();
	#authors = new Map<string, Authorship>();
	#document: LiveDocument | null = null;
	#bind: Bind | null = null;
	#forgetUndo: ForgetUndo | null = null;
	#kept: KeptWords | null = null;
	/** fields whose newest words an input method has not let go of yet, and since when */
	#composing = new Map<string, number>();
	#toldField: string | null = null;
	#changedAt = Number.NEGATIVE_INFINITY;
	#calming: ReturnType<typeof setTimeout> | undefined;
	#drawing: ReturnType<typeof setTimeout> | undefined;
	readonly #meetingId: string;
	readonly name: DocumentName;
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
		this.name = name;
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
	/** The text itself, for places in it; null before the document is here. */
	shared(name: string): ReturnType<LiveDocument['text']> | null {
		return this.ready ? (this.#document?.text(name) ?? null) : null;
	}
	/** What was typed here before can be taken back no more: the item of these fields is closed. */
	endUndo(isOfItem: (field: string) => boolean): void {
		for (const name of this.#fields.keys()) {
			const text = isOfItem(name) ? this.shared(name) : null;
			if (text) this.#forgetUndo?.(text);
		}
	}
	/** Others whose cursor is in a risk or in one of its actions. */
	writersIn(key: string, numbers: readonly string[]): readonly Writer[] {
		const rows = new Set([key, ...numbers]);
		return [...this.#writing].flatMap(([field, writers]) => (rows.has(field.split('.')[0] ?? '') ? writers : []));
	}
	/** Whether somebody typed something here that the server has not stored and may still take. Asked at leaving: always true to now. */
	get isUnsaved(): boolean {
		const live = this.#document?.connection;
		return this.#composing.size > 0 || (live !== undefined && !live.allSaved() && !live.ended());
	}
	/** Every unsent word by field, whatever may become of it. */
	unsentWords(): Readonly<Record<string, string>> {
		return this.#document?.connection.unsentWords() ?? {};
	}
	/** Who last changed each field, as far as it is known here. */
	get authors(): readonly Authorship[] {
		return [...this.#authors.values()];
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
				onComposing: (composing) => {
					if (composing) this.#composing.set(name, this.#composing.get(name) ?? Date.now());
					else this.#composing.delete(name);
					this.#noteTyped(document);
				},
				onCaret: (caret) => this.#tellCaret(document, name, caret)
			})(element);
		};
	}

	/** With little data: in which field one is, and no more. */
	#tellCaret(document: LiveDocument, name: string, caret: { anchor: number; head: number } | null): void {
		if (!lowData.on) document.setCursor(caret ? { field: name, ...caret } : null);
		else if ((caret ? name : null) !== this.#toldField) document.setCursor(caret ? { field: name } : null);
		this.#toldField = caret ? name : null;
	}

	/**
	 * Opens the document. The page calls it once in the browser; the answer closes it.
	 * @param socketKind which kind of socket to take, asked at every connect
	 * @param kept where unsent words are kept
	 * @param load brings what opens documents; the server's own when absent
	 */
	open(socketKind: () => typeof WebSocket, kept: KeptWords, load: LoadDocuments = serverDocuments): () => void {
		this.#kept = kept;
		this.lostSince = Date.now();
		let stop = (): void => undefined;
		let closed = false;
		void Promise.all([load(), import('../live-text/bind-text.ts')]).then(([openDocument, { bindText, forgetUndo }]) => {
			if (closed) return;
			const document = openDocument(`${this.#meetingId}/${this.name}`, socketKind);
			this.#document = document;
			this.#bind = bindText;
			this.#forgetUndo = forgetUndo;
			stop = this.#follow(document);
		});
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
		const { doc } = document.connection;
		const noted = (transaction: { changed: Map<unknown, unknown> }): void => {
			for (const [name, type] of doc.share) if (transaction.changed.has(type)) this.#noteChange(name);
		};
		const typed = (): void => {
			if (!document.connection.allSaved()) this.#noteTyped(document);
			this.#kept?.keep(this.name, document.connection.unsent);
		};
		doc.on('afterTransaction', noted);
		const ignore = document.connection.onChange(typed);
		const end = $effect.root(() => {
			$effect(() => document.connection.setLowData?.(lowData.on));
			$effect(() => {
				// Everything the document says of itself; drawn a few times a second, whatever the pace of the keys.
				void [document.phase, document.everybody, this.#kept?.found, this.#kept?.looked];
				this.#drawSoon(document, DRAW_MS);
			});
		});
		return () => {
			end();
			ignore();
			doc.off('afterTransaction', noted);
		};
	}

	#drawSoon(document: LiveDocument, ms: number): void {
		this.#drawing ??= setTimeout(() => {
			this.#drawing = undefined;
			this.#draw(document);
		}, ms);
	}

	/** Said at once, not at the pace of drawing: not for a moment may it say saved. */
	#noteTyped(document: LiveDocument): void {
		this.#changedAt = Date.now();
		if (this.saving.unsavedSince === null && !document.connection.ended())
			this.saving = { ...this.saving, unsavedSince: this.#changedAt };
		this.#drawSoon(document, DRAW_MS);
	}

	/** The texts of the server take the place of those the page came with. */
	#becomeReady(document: LiveDocument): void {
		const names = new Set([...Object.keys(this.calm), ...document.connection.doc.share.keys()]);
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
		const { phase, connected, ended } = document;
		const sealed = phase === 'sealed';
		if (!this.ready && connected) this.#becomeReady(document);
		this.#writable = document.writable;
		this.sealedAt = document.sealedAt ?? (sealed ? (this.sealedAt ?? Date.now()) : null);
		if (connected) this.#takeBack(document);
		this.late = this.#lateEntries(document);
		const found = this.#kept?.found.filter(({ kept }) => kept.document === this.name && !kept.late) ?? [];
		this.saving = {
			connected: connected || sealed,
			unsavedSince: ended ? null : this.#unsavedSince(document),
			restoring: !this.#kept?.looked || found.length > 0,
			refused: this.late.length > 0,
			savedAt: document.savedAt
		};
		this.lostSince = connected || sealed ? null : (this.lostSince ?? Date.now());
		if (phase === 'signed-out') this.stopped = 'signed-out';
		else this.stopped = phase === 'refused' && !connected ? (STOPPED[document.refusal ?? 0] ?? 'stopped') : null;
		this.#drawWriters(document);
		this.#drawAuthors(document);
	}

	/** Since when something waits to be stored. Between two keys the sentence stays as it is. */
	#unsavedSince(document: LiveDocument): number | null {
		const times = [document.connection.unsentSince(), ...this.#composing.values()].filter((at) => at !== null);
		if (times.length > 0) return Math.min(...times);
		const calmAt = this.#changedAt + CALM_SAVED_MS;
		const now = Date.now();
		if (this.saving.unsavedSince === null || now >= calmAt) return null;
		this.#drawSoon(document, calmAt - now);
		return now;
	}

	/** What a page before this one had not sent goes into the text again, or is shown as come too late. */
	#takeBack(document: LiveDocument): void {
		for (const one of this.#kept?.found ?? []) {
			if (one.kept.document !== this.name || one.kept.late) continue;
			const became = document.connection.restore(one.kept);
			if (became === 'merged') void this.#kept?.absorb(one);
			else if (became === 'stored') void this.#kept?.settle(one);
			else if (became !== 'not-yet') void this.#kept?.settle(one, one.kept.words);
		}
	}

	#lateEntries(document: LiveDocument): readonly LateEntry[] {
		const { connection } = document;
		const here = connection.ended() ? Object.entries(connection.unsentWords()) : [];
		const left = (this.#kept?.found ?? []).filter(({ kept }) => kept.document === this.name && kept.late);
		return [
			...here.map(([field, words]) => ({
				document: this.name,
				field,
				words,
				forget: () => connection.forgetLate(field)
			})),
			...left.flatMap((one) =>
				Object.entries(one.kept.words).map(([field, words]) => ({
					document: this.name,
					field,
					words,
					forget: () => {
						const { [field]: _, ...rest } = one.kept.words;
						void this.#kept?.settle(one, rest);
					}
				}))
			)
		];
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
		for (const name of document.connection.doc.share.keys()) {
			const author = document.author(name);
			if (!author || this.#authors.get(name) === author) continue;
			this.#authors.set(name, author);
			const view = this.#fields.get(name);
			if (view) view.author = author;
			if (author.personId === null || author.personId === this.#me) continue;
			for (const listener of this.#listeners) listener(author.agency, name, author.at, author.personId);
		}
		for (const [name, view] of this.#fields) view.author ??= this.#authors.get(name) ?? null;
	}

	/** Ends the line and keeps the words, until somebody has signed in again. */
	pause(): void {
		this.#document?.connection.pause();
	}
	/** The same person is signed in again. */
	resume(): void {
		this.stopped = null;
		this.#document?.connection.resume();
	}
	/** The network is back, or the machine woke up. */
	hurry(): void {
		this.#document?.connection.hurry();
	}

	/** Takes every word out of this browser's memory of the document. */
	wipe(): void {
		this.#document?.close();
		this.#document = null;
		this.ready = false;
		this.#writable = false;
		this.calm = {};
		this.late = [];
		this.#composing.clear();
		this.#writing = new Map();
		for (const view of this.#fields.values()) view.text = '';
	}
}
