/**
 * Since when this person has not seen the room. Kept on the device: one number a tab, the server's time of the last look; the
 * server knows besides when they last left (decision 052).
 */
import type { LiveMeeting } from '../meeting/live-meeting.svelte.ts';
import { AWAY_MS, missedSince } from './missed-since.ts';

const NOTE_EVERY_MS = 5_000;

const keyOf = (meetingId: string): string => `seen ${meetingId}`;
const stored = (meetingId: string): number => {
	try {
		const at = Number(sessionStorage.getItem(keyOf(meetingId)));
		return Number.isFinite(at) ? at : 0;
	} catch {
		return 0;
	}
};
const store = (meetingId: string, at: number): void => {
	try {
		sessionStorage.setItem(keyOf(meetingId), String(Math.round(at)));
	} catch {
		// A browser that keeps nothing: the server's own note is enough.
	}
};

export class Away {
	/** server time, epoch ms: what came after it counts as missed */
	since: number = $state(0);
	/** somebody comes late or comes back, and has not looked yet */
	offers = $state(false);
	readonly #live: LiveMeeting;
	readonly #keeps: boolean;

	/**
	 * @param leftAt when the server saw them leave last (ISO); null = never here
	 * @param keeps false in a practice room: nothing is kept on the device
	 */
	constructor(live: LiveMeeting, leftAt: string | null, keeps = true) {
		this.#live = live;
		this.#keeps = keeps;
		this.#seenUntil(leftAt === null ? 0 : Date.parse(leftAt));
	}
	#seenUntil(seen: number): void {
		const [started, { now }] = [this.#startedAt, this.#live];
		this.offers = missedSince(seen, started, now) !== null;
		this.since = started === null ? now : Math.max(seen, started - 1);
	}

	get #startedAt(): number | null {
		return this.#live.meeting.startedAt === null ? null : Date.parse(this.#live.meeting.startedAt);
	}
	#offerSince(since: number | null): void {
		if (since === null) return;
		this.since = this.offers ? Math.min(this.since, since) : since;
		this.offers = true;
	}

	/** Watches for being away: the line lost, the page out of sight, the machine asleep. Browser only. */
	watch(): () => void {
		const { id } = this.#live.meeting;
		// What this tab has seen besides: the page itself was drawn by what the server knows.
		const seen = this.#keeps ? stored(id) : 0;
		if (seen > this.since) this.#seenUntil(seen);
		let seenAt = this.#live.now;
		const look = (): void => {
			const live = this.#live;
			if (document.visibilityState !== 'visible' || !live.connected || live.gone !== null) return;
			if (live.now - seenAt > AWAY_MS) this.#offerSince(missedSince(seenAt, this.#startedAt, live.now));
			seenAt = live.now;
			if (this.#keeps) store(id, seenAt);
		};
		const timer = setInterval(look, NOTE_EVERY_MS);
		const leaving = (): void => {
			if (this.#keeps) store(id, seenAt);
		};
		window.addEventListener('pagehide', leaving);
		document.addEventListener('visibilitychange', look);
		return () => {
			clearInterval(timer);
			window.removeEventListener('pagehide', leaving);
			document.removeEventListener('visibilitychange', look);
		};
	}

	/** Closing the panel marks everything as read. */
	read(): void {
		this.since = this.#live.now;
		this.offers = false;
	}
}
