/**
 * The room's facts as this browser knows them: folded from events with the server's own `evolve`, kept current over
 * socket.io, continued after a loss from the version it has. Presence and the server's clock belong here too.
 */
import type { Socket } from 'socket.io-client';
import type { ItemCode } from '../agenda/agenda.ts';
import { textRoute } from '../live-text/text-route.ts';
import {
	type MeetingRequest,
	PROTOCOL_VERSION,
	type PresenceRequest,
	type Present,
	type RunRequest,
	type SocketAnswer,
	type SocketRefusal
} from '../wire.ts';
import type { CommandName } from './commands.ts';
import type { Meeting, Stamped } from './meeting.ts';
import { takeEvents } from './meeting-feed.ts';

const ANSWER_MS = 4_000;
/** How long a command is sent again before the person is told that it did not arrive. */
const GIVE_UP_MS = 30_000;
const TICK_MS = 1_000;

export type Gone = 'removed' | 'signed-out' | 'too-old' | 'closed';
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

export class LiveMeeting {
	meeting: Meeting = $state.raw() as Meeting;
	present: readonly Present[] = $state.raw([]);
	/** ids of the people who wait at their door with its page open */
	atDoor: readonly string[] = $state.raw([]);
	connected = $state(false);
	/** the line stands by polling, because no WebSocket came through */
	polling = $state(false);
	/** connected at least once since the page opened */
	joined = $state(false);
	/** local epoch ms since when the line is lost; null while it holds */
	lostSince: number | null = $state(null);
	/** server time, epoch ms, moved on every second */
	now = $state(0);
	/** commands sent and not answered */
	pending = $state(0);
	/** local time, epoch ms, moved on every second: what losses are measured with */
	tick = $state(0);
	/** set once: this browser may not show the meeting any more */
	gone: Gone | null = $state(null);
	/** the item this person chose to look at; null = follow the chair */
	chosen: ItemCode | null = $state(null);
	/** what the chair's pointer was on when there is none now */
	#lastCurrent: ItemCode | null = $state(null);
	#socket: Socket | null = null;
	#offset = 0;
	#asking = false;
	#listeners = new Set<Listener>();
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

	/** Opens the line. The page calls it once in the browser; the answer closes everything. */
	open(): () => void {
		this.lostSince = Date.now();
		this.#offset = this.now - Date.now();
		this.#timer = setInterval(() => {
			this.tick = Date.now();
			this.now = this.tick + this.#offset;
		}, TICK_MS);
		let closed = false;
		void import('./facts-line.ts').then(({ openFactsLine }) => {
			if (closed) return;
			this.#socket = openFactsLine();
			this.#listen(this.#socket);
		});
		const wake = (): void => {
			if (this.#socket && !this.#socket.connected) this.#socket.connect();
		};
		window.addEventListener('online', wake);
		return () => {
			closed = true;
			window.removeEventListener('online', wake);
			clearInterval(this.#timer);
			this.#socket?.disconnect();
			this.#socket = null;
		};
	}

	#listen(socket: Socket): void {
		const how = (): void => {
			this.polling = socket.io.engine?.transport.name === 'polling';
		};
		socket.on('connect', () => {
			how();
			socket.io.engine.on('upgrade', how);
			void this.#catchUp(true);
		});
		socket.on('disconnect', () => this.#lost());
		socket.on('connect_error', () => this.#lost());
		socket.on('events', (message: { meetingId: string; events: readonly Stamped[] }) => {
			if (message.meetingId === this.meeting.id) this.#take(message.events);
		});
		type Presence = Pick<MeetingAnswer, 'present' | 'atDoor'> & { meetingId: string };
		socket.on('presence', ({ meetingId, present, atDoor }: Presence) => {
			if (meetingId !== this.meeting.id) return;
			this.present = present;
			this.atDoor = atDoor;
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
			const answer: SocketAnswer<MeetingAnswer> = await socket.timeout(ANSWER_MS).emitWithAck('meeting', request);
			if (!answer.ok) {
				const gone = GONE[answer.code];
				if (gone) this.leave(gone);
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
			if (entering) this.#tellWhere();
		} catch {
			// No answer in time: the line looks open but is not. Begin again.
			if (this.#socket === socket) socket.disconnect().connect();
		} finally {
			this.#asking = false;
		}
	}

	#take(events: readonly Stamped[]): void {
		const before = this.meeting;
		const taken = takeEvents(before, events);
		this.meeting = taken.meeting;
		for (const stamped of taken.fresh) {
			if (stamped.event.type === 'item-opened') {
				this.#lastCurrent = stamped.event.code;
				if (this.chosen === stamped.event.code) this.chosen = null;
			}
			for (const listener of this.#listeners) listener(stamped, before);
		}
		if (taken.gap) void this.#catchUp(false);
		if (taken.fresh.length > 0 && this.following) this.#tellWhere();
	}

	#told: string | null = null;
	#tellWhere(): void {
		if (!this.connected || !this.#socket) return;
		const where = `${this.#socket.id}:${this.looking}`;
		if (where === this.#told) return;
		this.#told = where;
		const request: PresenceRequest = { meetingId: this.meeting.id, item: this.looking };
		this.#socket.emit('presence', request, () => undefined);
	}

	/**
	 * Runs one command. It is sent again with the same id, so that it happens once, until it is answered or half a minute
	 * has passed. A refusal carries one plain sentence to show beside the control.
	 */
	async run(
		command: CommandName,
		input: unknown,
		commandId: string = crypto.randomUUID()
	): Promise<SocketAnswer<{ version: number }>> {
		const request: RunRequest = { meetingId: this.meeting.id, command, commandId, input };
		const until = Date.now() + GIVE_UP_MS;
		this.pending += 1;
		try {
			while (Date.now() < until && !this.gone) {
				const socket = this.#socket;
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
				if (done.ok && done.version > this.meeting.version) await this.#settled(done.version);
				return done;
			}
			return unavailable;
		} finally {
			this.pending -= 1;
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
		this.gone = gone;
		this.connected = false;
		this.#socket?.disconnect();
	}
}
