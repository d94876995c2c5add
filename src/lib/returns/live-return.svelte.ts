/**
 * A return while it is written outside the room: its texts live over a line of their own, what is not stored kept in this
 * browser, and how safe all of it is. Where the line cannot be had, the page stays the plain form it came as.
 */
import type { Socket } from 'socket.io-client';
import { textRoute } from '../live-text/text-route.ts';
import { KeptWords } from '../meeting/kept-words.svelte.ts';
import { LiveTexts } from '../meeting/live-texts.svelte.ts';
import { type SavingState, savingState } from '../meeting/saving.ts';
import { returnDocument } from './return-fields.ts';

const TICK_MS = 500;
/** How often a signed-out page looks whether its person is signed in again. */
const LOOK_EVERY_MS = 5_000;
const COLOURS = 6;

export class LiveReturn {
	readonly texts: LiveTexts;
	/** local epoch ms since when a form of the page is on its way */
	pendingSince: number | null = $state(null);
	#tick = $state(0);
	#socket: Socket | null = null;
	readonly #kept: KeptWords;

	/** @param mayWrite whether this person may write it, as the page knows */
	constructor(
		meetingId: string,
		agencyId: string,
		fields: Readonly<Record<string, string>>,
		me: string,
		mayWrite: () => boolean
	) {
		this.#kept = new KeptWords(meetingId, me);
		const colours = new Map<string, number>();
		const colourOf = (agency: string): number => {
			colours.set(agency, colours.get(agency) ?? colours.size % COLOURS);
			return colours.get(agency) ?? 0;
		};
		this.texts = new LiveTexts(meetingId, returnDocument(agencyId), fields, me, mayWrite, colourOf);
	}

	/** Opens the lines; the page calls it once in the browser, the answer closes them. */
	open(): () => void {
		let closed = false;
		const route = textRoute({
			facts: () => this.#socket,
			isPolling: () => this.#socket?.io.engine?.transport.name === 'polling'
		});
		void import('../live-text/facts-line.ts').then(({ openFactsLine }) => {
			if (!closed) this.#socket = openFactsLine();
		});
		const stops = [this.#kept.open(), this.texts.open(route, this.#kept)];
		let lookedAt = Date.now();
		const timer = setInterval(() => {
			this.#tick = Date.now();
			if (this.texts.stopped !== 'signed-out' || this.#tick - lookedAt < LOOK_EVERY_MS) return;
			lookedAt = this.#tick;
			void this.#lookForSignIn();
		}, TICK_MS);
		const wake = (): void => {
			if (document.visibilityState === 'visible') this.texts.hurry();
		};
		window.addEventListener('online', wake);
		document.addEventListener('visibilitychange', wake);
		return () => {
			closed = true;
			clearInterval(timer);
			window.removeEventListener('online', wake);
			document.removeEventListener('visibilitychange', wake);
			for (const stop of stops) stop();
			this.#socket?.disconnect();
		};
	}

	/** The same person again: the words go on. */
	async #lookForSignIn(): Promise<void> {
		if ((await this.#kept.whoIsSignedIn()) === 'same') this.texts.resume();
	}

	/** How safe words and choices are now; null while the page is a plain form. */
	get saving(): SavingState | null {
		if (!this.texts.ready) return null;
		const { texts, pendingSince } = this;
		return savingState({
			connected: true,
			pendingSince,
			documents: [texts.saving],
			lostSince: texts.lostSince,
			now: this.#tick
		});
	}

	/** Resolves when every word typed until now is stored: true; false when that takes longer than `ms`. */
	async stored(ms: number): Promise<boolean> {
		for (const until = Date.now() + ms; this.texts.isUnsaved; ) {
			if (Date.now() > until) return false;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		return true;
	}
}
