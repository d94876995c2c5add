/** What this browser keeps of one meeting's unsent words, for the room's two documents and for the page after the lock. */
import type { FoundWords, WordsKeeper } from '../live-text/words-keeper.ts';
import type { DocumentName } from '../wire.ts';

/** Who is signed in in this browser now: the person of this page, nobody, or somebody who may not see it. */
export type SignedIn = 'same' | 'nobody' | 'other' | 'unknown';
type Unsent = Parameters<WordsKeeper['keep']>[1];

const ASK_AGAIN_MS = 5_000;

export class KeptWords {
	/** what pages that are gone have left and is not settled yet */
	found: readonly FoundWords[] = $state.raw([]);
	/** it is known what was left */
	looked = $state(false);
	#keeper: WordsKeeper | null = null;
	#again: ReturnType<typeof setTimeout> | undefined;
	#waiting = new Map<DocumentName, Unsent>();
	readonly #meetingId: string;
	readonly #me: string;

	constructor(meetingId: string, me: string) {
		this.#meetingId = meetingId;
		this.#me = me;
	}

	/** Begins to keep and looks for what was left. Where the browser cannot keep safely, the page works without. */
	open(): () => void {
		let closed = false;
		const leaving = (): void => void this.#keeper?.flush();
		const seen = (): void => {
			if (document.visibilityState === 'hidden') leaving();
			else void this.#keeper?.lookAgain();
		};
		window.addEventListener('pagehide', leaving);
		document.addEventListener('visibilitychange', seen);
		void this.#start().then(async (keeper) => {
			if (closed) keeper?.close();
			else if (keeper === null) this.looked = true;
			else {
				this.#keeper = keeper;
				for (const [name, unsent] of this.#waiting) keeper.keep(name, unsent);
				await this.whoIsSignedIn();
			}
		});
		return () => {
			closed = true;
			clearTimeout(this.#again);
			window.removeEventListener('pagehide', leaving);
			document.removeEventListener('visibilitychange', seen);
			this.#keeper?.close();
			this.#keeper = null;
		};
	}

	async #start(): Promise<WordsKeeper | null> {
		// A page by plain http on a local network has no safe way to seal anything: the leave guard protects it.
		if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) return null;
		const [{ browserRecordStore }, { browserTabLocks }, { keepWords }, { askUnsentKey }] = await Promise.all([
			import('../live-text/record-store.ts'),
			import('../live-text/tab-lock.ts'),
			import('../live-text/words-keeper.ts'),
			import('../live-text/unsent-key.ts')
		]);
		const [store, hold] = [browserRecordStore(), browserTabLocks()];
		if (!store || !hold) return null;
		const keeper: WordsKeeper = keepWords({
			store,
			hold,
			askKey: () => askUnsentKey(this.#meetingId),
			me: this.#me,
			changed: () => this.#take(keeper)
		});
		return keeper;
	}

	#take(keeper: WordsKeeper): void {
		this.found = keeper.found();
		this.looked = keeper.looked();
	}

	/** Asks the server; with the answer of the same person comes the key, and what was left is looked for. */
	async whoIsSignedIn(): Promise<SignedIn> {
		clearTimeout(this.#again);
		const answer = this.#keeper ? await this.#keeper.open() : await this.#askOnly();
		if (this.#keeper) this.#take(this.#keeper);
		if (answer === 'away') {
			this.#again = setTimeout(() => void this.whoIsSignedIn(), ASK_AGAIN_MS);
			return 'unknown';
		}
		return answer === 'open' ? 'same' : answer === 'signed-out' ? 'nobody' : 'other';
	}

	async #askOnly(): Promise<Awaited<ReturnType<WordsKeeper['open']>>> {
		const { askUnsentKey } = await import('../live-text/unsent-key.ts');
		const answer = await askUnsentKey(this.#meetingId);
		if (typeof answer === 'string') return answer;
		return answer.personId === this.#me ? 'open' : 'not-yours';
	}

	/** A document's unsent words have changed, or were stored. */
	keep(name: DocumentName, unsent: Unsent): void {
		if (this.#keeper) this.#keeper.keep(name, unsent);
		else this.#waiting.set(name, unsent);
	}
	/** What was found is merged into the page's own words of the document. */
	async absorb(one: FoundWords): Promise<void> {
		this.found = this.found.filter(({ id }) => id !== one.id);
		await this.#keeper?.absorb(one);
	}
	/** What was found is stored or put away; `left` is what came too late and is still to be shown. */
	async settle(one: FoundWords, left: Readonly<Record<string, string>> = {}): Promise<void> {
		const done = this.#keeper?.settle(one, left);
		if (this.#keeper) this.#take(this.#keeper);
		await done;
	}
	/** Removes everything: the page may not show it any longer. */
	async forget(): Promise<void> {
		const done = this.#keeper?.forget();
		this.found = [];
		await done;
	}
}
