/**
 * The room's facts as this browser knows them: folded from events with the server's own `evolve`, kept current over
 * socket.io, continued after a loss from the version it has. Presence and the server's clock belong here too.
 */
import type { ItemCode } from '../agenda/agenda.ts';
import type { AskCommandName } from '../asks/ask-commands.ts';
import type { FactsLine } from '../live-text/facts-line.ts';
import { hurriedWait, reconnectWait } from '../live-text/reconnect-wait.ts';
import { textRoute } from '../live-text/text-route.ts';
import { areSlow, type RoundTrips, withRoundTrip } from '../low-data/round-trips.ts';
import type { RestrictedCommandName } from '../restricted/restricted-commands.ts';
import { NOTHING_RESTRICTED, type RestrictedView } from '../restricted/restricted-note.ts';
import {
	CLOSE,
	type MeetingRequest,
	PROTOCOL_VERSION,
	type PresenceRequest,
	type Present,
	type RunRequest,
	type SocketAnswer,
	type SocketRefusal
} from '../wire.ts';
import type { CommandName } from './commands.ts';
import type { SignedIn } from './kept-words.svelte.ts';
import type { Stopped } from './live-texts.svelte.ts';
import { isRedactedBy, type Meeting, type MeetingEvent, type Stamped } from './meeting.ts';
import { takeEvents } from './meeting-feed.ts';
import type { LoadFacts } from './room-lines.svelte.ts';

const ANSWER_MS = 4_000;
/** How long a command is sent again before the person is told that it did not arrive. */
const GIVE_UP_MS = 30_000;
const TICK_MS = 500;
/** A clock that jumps by more than this has slept. */
const SLEPT_MS = 5_000;
/** How often a signed-out page looks whether its person is signed in again. */
const LOOK_EVERY_MS = 5_000;

/** `signed-out` ends when the same person is signed in again; everything else is for good. */
export type Gone = Stopped;
export type MeetingAnswer = {
	version: number;
	events: readonly Stamped[];
	present: readonly Present[];
	atDoor: readonly string[];
	serverNow: string;
};
type Listener = (stamped: Stamped, before: Meeting) => void;

const unavailable: SocketRefusal = {
	ok: false,
	code: 4503,
	kind: 'unavailable',
	message: 'This was not saved, because the connection is lost. Try again when the page says Saved.'
};
const GONE: Record<number, Gone> = { 4401: 'signed-out', 4403: 'removed', 4404: 'closed', 4426: 'too-old' };

const CHANGES_READERS: readonly MeetingEvent['type'][] = [
	'person-invited',
	'attendee-confirmed',
	'attendee-removed',
	'substitute-named',
	// Questions about texts are gone with the lock.
	'minutes-locked'
];

export class LiveMeeting {
	meeting: Meeting = $state.raw() as Meeting;
	present: readonly Present[] = $state.raw([]);
	/** ids of the people who wait at their door with its page open */
	atDoor: readonly string[] = $state.raw([]);
	connected = $state(false);
	/** the line stands by polling, because no WebSocket came through */
	polling = $state(false);
	/** what this person may know of what is restricted; nobody else's is ever in this browser */
	restricted: RestrictedView = $state.raw(NOTHING_RESTRICTED);
	#trips: RoundTrips = [];
	/** its answers have been slow */
	slow = $state(false);
	/** connected at least once since the page opened */
	joined = $state(false);
	/** local epoch ms since when the line is lost; null while it holds */
	lostSince: number | null = $state(null);
	/** server time, epoch ms, moved on every second */
	now = $state(0);
	/** when each command was sent that is not answered, local epoch ms, oldest first */
	#sent: readonly number[] = $state.raw([]);
	/** local time, epoch ms, moved on twice a second: what losses are measured with */
	tick = $state(0);
	/** this browser may not show the meeting: for good, or until its person has signed in again */
	gone: Gone | null = $state(null);
	/** the item this person chose to look at; null = follow the chair */
	chosen: ItemCode | null = $state(null);
	/** what the chair's pointer was on when there is none now */
	#lastCurrent: ItemCode | null = $state(null);
	#socket: FactsLine | null = null;
	#offset = 0;
	#asking = false;
	#listeners = new Set<Listener>();
	#wakers = new Set<() => void>();
	#again: ReturnType<typeof setTimeout> | undefined;
	#serverGoes = false;
	#looking = false;
	#who: () => Promise<SignedIn> = async () => 'unknown';
	#timer: ReturnType<typeof setInterval> | undefined;
	readonly me: string;
	/** which kind of socket a document of this page takes now: asked at every connect */
	readonly textSocket = textRoute({ facts: () => this.#socket, isPolling: () => this.polling });

	constructor(meeting: Meeting, me: string, serverNow: string, item: ItemCode | null) {
		this.meeting = meeting;
		this.me = me;
		this.now = Date.parse(serverNow);
		this.chosen = item === meeting.agenda.current ? null : item;
		this.#lastCurrent = meeting.agenda.current;
	}

	/** commands sent and not answered */
	get pending(): number {
		return this.#sent.length;
	}
	get pendingSince(): number | null {
		return this.#sent[0] ?? null;
	}
	/** the item the chair's pointer is on, or was on last */
	get pointer(): ItemCode {
		return this.meeting.agenda.current ?? this.#lastCurrent ?? this.meeting.agenda.items[0]!.code;
	}
	/** the item this screen shows */
	get looking(): ItemCode {
		return this.chosen ?? this.pointer;
	}
	get following(): boolean {
		return this.chosen === null;
	}

	/** Looks at one item; choosing the chair's own item, or null, follows the chair again. */
	look(item: ItemCode | null): void {
		this.chosen = item === this.meeting.agenda.current ? null : item;
		this.#tellWhere();
	}

	onFact(listener: Listener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Told when the network is back, the page is looked at again, or the machine woke up: lines may be dead. */
	onWake(listener: () => void): () => void {
		this.#wakers.add(listener);
		return () => this.#wakers.delete(listener);
	}

	/**
	 * Opens the line. The page calls it once in the browser; the answer closes everything.
	 * @param who asks the server who is signed in in this browser
	 * @param load brings what opens the line; the server's own when absent
	 */
	open(who: () => Promise<SignedIn>, load: LoadFacts = serverFacts): () => void {
		this.#who = who;
		this.lostSince = Date.now();
		this.#offset = this.now - Date.now();
		let lookedAt = Date.now();
		const wake = (seenAt: number): void => {
			if (document.visibilityState !== 'visible') return;
			if (seenAt > 0 && Date.now() - seenAt > SLEPT_MS) this.#doubt(seenAt);
			this.#hurry();
			for (const listener of this.#wakers) listener();
		};
		this.#timer = setInterval(() => {
			const before = this.tick;
			this.tick = Date.now();
			this.now = this.tick + this.#offset;
			if (before > 0 && this.tick - before > SLEPT_MS) wake(before);
			if (this.gone !== 'signed-out' || this.tick - lookedAt < LOOK_EVERY_MS) return;
			lookedAt = this.tick;
			void this.#lookForSignIn();
		}, TICK_MS);
		let closed = false;
		void load().then((openLine) => {
			if (closed) return;
			this.#socket = openLine();
			this.#listen(this.#socket);
		});
		const events = [
			[window, 'online'],
			[window, 'focus'],
			[document, 'visibilitychange']
		] as const;
		const woken = (): void => wake(this.tick);
		// The device knows before the silence tells.
		const offline = (): void => this.#doubt(Date.now());
		window.addEventListener('offline', offline);
		for (const [target, event] of events) target.addEventListener(event, woken);
		return () => {
			closed = true;
			window.removeEventListener('offline', offline);
			for (const [target, event] of events) target.removeEventListener(event, woken);
			clearInterval(this.#timer);
			clearTimeout(this.#again);
			this.#socket?.disconnect();
			this.#socket = null;
		};
	}

	/**
	 * The page has slept since then (a locked phone, a frozen tab): whatever it says of its lines is as old as that. Said at once,
	 * until the server has answered.
	 */
	#doubt(since: number): void {
		if (!this.connected || this.gone || !this.#socket?.connected) return;
		this.connected = false;
		this.lostSince = since;
		void this.#catchUp(true);
	}

	#hurry(): void {
		const socket = this.#socket;
		if (this.gone === 'signed-out') void this.#lookForSignIn();
		else if (socket && !socket.connected && !this.gone) this.#connectIn(socket, hurriedWait(Math.random()));
	}

	#connectIn(socket: FactsLine, ms: number): void {
		clearTimeout(this.#again);
		this.#again = setTimeout(() => {
			if (!this.gone && this.#socket === socket) socket.connect();
		}, ms);
	}

	/** The same person again: everything goes on where it was. Somebody else: the page is not theirs. */
	async #lookForSignIn(): Promise<void> {
		if (this.#looking || this.gone !== 'signed-out' || document.visibilityState !== 'visible') return;
		this.#looking = true;
		const who = await this.#who().finally(() => {
			this.#looking = false;
		});
		if (this.gone !== 'signed-out') return;
		if (who === 'other') this.leave('closed');
		if (who !== 'same') return;
		this.gone = null;
		this.lostSince = Date.now();
		this.#socket?.connect();
	}

	#listen(socket: FactsLine): void {
		const how = (): void => {
			this.polling = socket.io.engine?.transport.name === 'polling';
		};
		socket.on('connect', () => {
			how();
			socket.io.engine.on('upgrade', how);
			void this.#catchUp(true);
		});
		socket.on('server-going', () => {
			this.#serverGoes = true;
		});
		socket.on('disconnect', (reason) => {
			this.#lost();
			// socket.io comes back by itself only when nobody has ended the line on purpose.
			if (socket.active || reason === 'io client disconnect') return;
			this.#connectIn(
				socket,
				this.#serverGoes ? reconnectWait(CLOSE.goingAway, 0, Math.random()) : hurriedWait(Math.random())
			);
			this.#serverGoes = false;
		});
		socket.on('connect_error', ({ message }) => {
			this.#lost();
			if (message === 'signed-out') this.leave('signed-out');
			else if (!socket.active) this.#connectIn(socket, reconnectWait(0, 1, Math.random()));
		});
		socket.on('events', (message: { meetingId: string; events: readonly Stamped[] }) => {
			if (message.meetingId === this.meeting.id) this.#take(message.events);
		});
		type Presence = Pick<MeetingAnswer, 'present' | 'atDoor'> & { meetingId: string };
		socket.on('presence', ({ meetingId, present, atDoor }: Presence) => {
			if (meetingId !== this.meeting.id) return;
			this.present = present;
			this.atDoor = atDoor;
		});
		socket.on('restricted', ({ meetingId, view }: { meetingId: string; view: RestrictedView }) => {
			if (meetingId === this.meeting.id) this.restricted = view;
		});
		socket.on('door', (message: { meetingId: string; state: string }) => {
			if (message.meetingId === this.meeting.id && message.state !== 'in-the-room') this.leave('removed');
		});
	}

	#lost(): void {
		this.connected = false;
		this.lostSince ??= Date.now();
	}

	/** Everything after the version this browser has; also enters the live feed of the meeting. */
	async #catchUp(entering: boolean): Promise<void> {
		const socket = this.#socket;
		if (!socket || this.#asking) return;
		this.#asking = true;
		try {
			const request: MeetingRequest = {
				protocol: PROTOCOL_VERSION,
				meetingId: this.meeting.id,
				since: this.meeting.version
			};
			const sent = performance.now();
			const answer: SocketAnswer<MeetingAnswer> = await socket.timeout(ANSWER_MS).emitWithAck('meeting', request);
			this.#measured(sent);
			if (!answer.ok) {
				const gone = GONE[answer.code];
				if (gone) this.leave(gone);
				else this.#askAgain(socket);
				return;
			}
			this.#offset = Date.parse(answer.serverNow) - Date.now();
			this.now = Date.parse(answer.serverNow);
			this.present = answer.present;
			this.atDoor = answer.atDoor;
			this.connected = true;
			this.joined = true;
			this.lostSince = null;
			this.#asking = false;
			this.#take(answer.events);
			if (entering) {
				this.#tellWhere();
				void this.#askRestricted(socket);
			}
		} catch {
			// No answer in time: the line looks open but is not. Begin again.
			if (this.#socket === socket) socket.disconnect().connect();
		} finally {
			this.#asking = false;
		}
	}

	/** Asked at every arrival; from then on told whenever it changes. */
	async #askRestricted(socket: FactsLine): Promise<void> {
		const answer: SocketAnswer<RestrictedView> | null = await socket
			.timeout(ANSWER_MS)
			.emitWithAck('restricted', { meetingId: this.meeting.id })
			.catch(() => null);
		if (!answer?.ok || this.#socket !== socket || this.gone) return;
		const { notes, told, victims, asks } = answer;
		this.restricted = { notes, told, victims, asks };
	}

	/** The line stands, but what it carries cannot be had just now. */
	#askAgain(socket: FactsLine): void {
		clearTimeout(this.#again);
		this.#again = setTimeout(
			() => {
				if (this.#socket === socket && socket.connected && !this.connected) void this.#catchUp(true);
			},
			reconnectWait(0, 1, Math.random())
		);
	}

	#take(events: readonly Stamped[]): void {
		const before = this.meeting;
		const taken = takeEvents(before, events);
		this.meeting = taken.meeting;
		// What was taken out still stands in what this page has folded and typed on: it begins anew (R16, R17).
		if (isRedactedBy(taken.fresh)) {
			this.leave('restored');
			return;
		}
		for (const stamped of taken.fresh) {
			if (stamped.event.type === 'item-opened') {
				this.#lastCurrent = stamped.event.code;
				if (this.chosen === stamped.event.code) this.chosen = null;
			}
			for (const listener of this.#listeners) listener(stamped, before);
		}
		// Who can read a note changes with who is in the meeting.
		if (this.#socket && this.connected && taken.fresh.some(({ event }) => CHANGES_READERS.includes(event.type)))
			void this.#askRestricted(this.#socket);
		if (taken.gap) void this.#catchUp(false);
		if (taken.fresh.length > 0 && this.following) this.#tellWhere();
	}

	#measured(sent: number): void {
		this.#trips = withRoundTrip(this.#trips, performance.now() - sent);
		this.slow = areSlow(this.#trips);
	}

	#told: string | null = null;
	#tellWhere(): void {
		if (!this.connected || !this.#socket) return;
		const where = `${this.#socket.id}:${this.looking}`;
		if (where === this.#told) return;
		this.#told = where;
		const request: PresenceRequest = { meetingId: this.meeting.id, item: this.looking };
		const sent = performance.now();
		this.#socket.emit('presence', request, () => this.#measured(sent));
	}

	/**
	 * Runs one command. It is sent again with the same id, so that it happens once, until it is answered or half a minute
	 * has passed. A refusal carries one plain sentence to show beside the control.
	 */
	async run(
		command: CommandName | RestrictedCommandName | AskCommandName,
		input: unknown,
		commandId: string = freshId()
	): Promise<SocketAnswer<{ version: number }>> {
		const request: RunRequest = { meetingId: this.meeting.id, command, commandId, input };
		let left = GIVE_UP_MS;
		const sent = Date.now();
		this.#sent = [...this.#sent, sent];
		try {
			// A command outlives a sign-out like a word: it waits until its person is back.
			for (let at = Date.now(); left > 0 && (!this.gone || this.gone === 'signed-out'); ) {
				const socket = this.#socket;
				if (!this.gone) left -= Date.now() - at;
				at = Date.now();
				if (!socket?.connected || !this.connected) {
					await new Promise((resolve) => setTimeout(resolve, 200));
					continue;
				}
				const answer = await socket
					.timeout(ANSWER_MS)
					.emitWithAck('run', request)
					.catch(() => null);
				if (!answer) continue;
				const done = answer as SocketAnswer<{ version: number }>;
				if (!done.ok && done.code === CLOSE.signedOut) {
					this.leave('signed-out');
					continue;
				}
				if (done.ok && done.version > this.meeting.version) await this.#settled(done.version);
				return done;
			}
			return unavailable;
		} finally {
			const at = this.#sent.indexOf(sent);
			this.#sent = this.#sent.filter((_, n) => n !== at);
		}
	}

	/** Waits until the events of a command that was carried out have arrived, and asks for them if they do not. */
	async #settled(version: number): Promise<void> {
		for (let waited = 0; waited < 10 && this.meeting.version < version; waited += 1) {
			await new Promise((resolve) => setTimeout(resolve, 30));
		}
		if (this.meeting.version < version) await this.#catchUp(false);
	}

	/** Ends this browser's part: the content is taken off the screen by whoever watches `gone`. */
	leave(gone: Gone): void {
		if (this.gone !== null && this.gone !== 'signed-out') return;
		this.gone = gone;
		if (gone !== 'signed-out') this.restricted = NOTHING_RESTRICTED;
		this.connected = false;
		clearTimeout(this.#again);
		this.#socket?.disconnect();
	}
}

const serverFacts: LoadFacts = async () => (await import('../live-text/facts-line.ts')).openFactsLine;

/** On a page by plain http, browsers have no `randomUUID`. */
const freshId = (): string =>
	[...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
