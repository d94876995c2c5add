/**
 * Saves a chair's notes as they are typed, and says of them only what is so: "Saved" is said of words that the server has
 * stored and of no others. Another window of the same chair is never written over.
 */
import type { ChairNotes } from './chair-notes.ts';

export type NotesState = 'saved' | 'saving' | 'unsaved' | 'elsewhere' | 'signed-out' | 'refused';
const RESTS_MS = 700;
const AGAIN_MS = 3_000;
const ANSWER_MS = 5_000;

type Answer = { readonly status: number; readonly body: unknown };
/** Puts what was typed; null = nobody answered. Where to is the page's business. */
export type PutNotes = (typed: { readonly text: string; readonly edition: number }) => Promise<Answer | null>;

/** A sign-in page in the place of an answer is no answer of the notes. */
export const putNotes =
	(url: string, ask: typeof fetch = fetch): PutNotes =>
	async (typed) => {
		try {
			const answer = await ask(url, {
				...{ method: 'PUT', redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) },
				...{ headers: { 'content-type': 'application/json' }, body: JSON.stringify(typed) }
			});
			if (answer.type === 'opaqueredirect') return { status: 401, body: null };
			return { status: answer.status, body: await answer.json().catch(() => null) };
		} catch {
			return null;
		}
	};

export class NotesSaver {
	text = $state('');
	state: NotesState = $state('saved');
	/** server time of the last acknowledgement (ISO); null = nothing was written yet */
	savedAt: string | null = $state(null);
	/** what another window wrote meanwhile */
	theirs: string | null = $state(null);
	/** why the server took it not */
	problem = $state('');
	#edition: number;
	#storedText: string;
	#sending = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #put: PutNotes;

	constructor(first: ChairNotes, put: PutNotes) {
		this.text = first.text;
		this.savedAt = first.changedAt;
		this.#edition = first.edition;
		this.#storedText = first.text;
		this.#put = put;
	}

	get isUnsaved(): boolean {
		return this.text !== this.#storedText;
	}

	typed(text: string): void {
		this.text = text;
		if (this.state === 'elsewhere') return;
		this.state = this.isUnsaved || this.#sending ? 'saving' : 'saved';
		this.#soon(RESTS_MS);
	}

	/** Now, not after a rest: the panel closes, or the page is left. */
	async flush(): Promise<void> {
		clearTimeout(this.#timer);
		await this.#send();
	}
	close(): void {
		clearTimeout(this.#timer);
	}

	/** What the other window wrote stays above what stands here. */
	keepBoth(): void {
		this.text = `${this.theirs ?? ''}\n\n${this.text}`;
		this.theirs = null;
		this.state = 'saving';
		this.#soon(0);
	}

	#soon(ms: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#send(), ms);
	}

	async #send(): Promise<void> {
		if (this.#sending || this.theirs !== null || !this.isUnsaved) return;
		this.#sending = true;
		const text = this.text;
		const answer = await this.#put({ text, edition: this.#edition });
		this.#sending = false;
		if (answer?.status === 200) this.#stored(answer.body as ChairNotes, text);
		else if (answer?.status === 409 && (answer.body as { theirs?: ChairNotes | null } | null)?.theirs) {
			const { theirs } = answer.body as { theirs: ChairNotes };
			this.#edition = theirs.edition;
			this.#storedText = theirs.text;
			this.theirs = theirs.text;
			this.state = 'elsewhere';
		} else if (answer === null || answer.status >= 500) {
			this.state = 'unsaved';
			this.#soon(AGAIN_MS);
		} else if (answer.status === 401) {
			this.state = 'signed-out';
			this.#soon(AGAIN_MS);
		} else {
			this.state = 'refused';
			this.problem = String((answer.body as { message?: string } | null)?.message ?? '');
		}
	}

	#stored(stands: ChairNotes, sent: string): void {
		this.#edition = stands.edition;
		// The server may have taken out what it cannot store: what was typed counts as stored all the same.
		this.#storedText = sent;
		this.savedAt = stands.changedAt;
		this.state = this.isUnsaved ? 'saving' : 'saved';
		if (this.isUnsaved) this.#soon(0);
	}
}
