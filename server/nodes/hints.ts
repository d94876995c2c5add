/**
 * Hints between nodes over Redis (or Valkey) pub/sub. They make other nodes faster and nothing else: while Redis is
 * away hints are dropped, nothing waits, nothing is kept for later, and every node finds out by its next look (W7, R11).
 */
import { createClient } from '@redis/client';
import { type Hint, readHint, writeHint } from './hint-message.ts';

export type Hints = {
	/** Says it to the other nodes with everything else of this event-loop turn. Never throws, never waits. */
	readonly publish: (part: Partial<Hint>) => void;
	/** Who hears what other nodes say. */
	readonly listen: (listener: (hint: Hint) => void) => void;
	/** whether Redis answers just now */
	readonly connected: () => boolean;
	readonly close: () => void;
};

const CHANNEL = 'mapp:hints';
const RETRY_MS = { first: 100, most: 2000 } as const;
const PING_EVERY_MS = 1000;
/** Silent for so long, Redis counts as away and hints are dropped. */
const AWAY_AFTER_MS = 2500;
/** Silent for so long, the connection is given up: the other end may be gone without a word. */
const ANEW_AFTER_MS = 10_000;
/** Commands that wait for an answer; a Redis that does not answer is not fed. */
const MOST_WAITING = 64;

const newClient = (url: string) =>
	createClient({
		url,
		disableOfflineQueue: true,
		commandsQueueMaxLength: 2 * MOST_WAITING,
		maintNotifications: 'disabled',
		socket: { connectTimeout: 3000, reconnectStrategy: retryAfter }
	});
type Client = ReturnType<typeof newClient>;
type Opened = { readonly client: Client; hears: boolean };

const NO_HINTS: Hints = { publish: () => {}, listen: () => {}, connected: () => false, close: () => {} };

/** @param redisUrl as checked by readEnv; undefined = no Redis, every node asks the database only */
export function createHints(redisUrl: string | undefined, nodeId: string, log: (line: string) => void): Hints {
	if (redisUrl === undefined) return NO_HINTS;
	const listeners: ((hint: Hint) => void)[] = [];
	const gathered = createGathering();
	let state: 'starting' | 'here' | 'away' = 'starting';
	let waiting = 0;
	let answeredAt = performance.now();
	let closed = false;

	const become = (next: 'here' | 'away') => {
		if (state === next || closed) return;
		state = next;
		log(next === 'here' ? 'Redis is there: nodes hear of news at once' : 'Redis is away: nodes find news by looking');
	};
	const hear = (text: string) => {
		const hint = readHint(text, nodeId);
		if (hint) for (const listener of listeners) listener(hint);
	};
	const send = (command: () => Promise<unknown>) => {
		if (waiting >= MOST_WAITING) return;
		waiting++;
		const answered = () => {
			waiting--;
			answeredAt = performance.now();
		};
		command().then(answered, () => waiting--);
	};

	/** One client from its first try to its end; it comes back by itself for as long as the connection says that it is lost. */
	const open = (): Opened => {
		const client = newClient(redisUrl);
		// Without a listener an error would end the process; that it is away is all there is to know.
		const opened = { client, hears: false };
		client.on('error', () => {
			if (opened === current) become('away');
		});
		client.on('ready', () => {
			answeredAt = performance.now();
			if (opened.hears) become('here');
			// Once it hears the channel, the client asks for it anew by itself after every loss.
			else void hearChannel(opened);
		});
		client.connect().catch(() => {});
		return opened;
	};
	const hearChannel = async (opened: Opened) => {
		try {
			await opened.client.subscribe(CHANNEL, hear);
			opened.hears = true;
			become('here');
		} catch {
			become('away');
		}
	};
	let current: Opened = open();

	const watching = setInterval(() => {
		const silent = performance.now() - answeredAt;
		if (silent > ANEW_AFTER_MS) {
			end(current.client);
			answeredAt = performance.now();
			become('away');
			current = open();
		} else if (current.client.isReady) {
			if (silent > AWAY_AFTER_MS) become('away');
			else if (current.hears) become('here');
			else void hearChannel(current);
			send(() => current.client.ping());
		}
	}, PING_EVERY_MS).unref();

	return {
		publish: (part) => {
			if (state !== 'here') return;
			gathered.add(part, (hint) => {
				if (state === 'here' && current.client.isReady)
					send(() => current.client.publish(CHANNEL, writeHint(nodeId, hint)));
			});
		},
		listen: (listener) => void listeners.push(listener),
		connected: () => state === 'here',
		close: () => {
			closed = true;
			clearInterval(watching);
			end(current.client);
		}
	};
}

const retryAfter = (tries: number): number =>
	Math.min(RETRY_MS.first * 2 ** Math.min(tries, 10), RETRY_MS.most) * (0.5 + Math.random() / 2);

function end(client: { destroy: () => void }): void {
	try {
		client.destroy();
	} catch {
		// It had ended already.
	}
}

/** Everything said within one turn of the event loop becomes one message. */
function createGathering() {
	let next: { [Kind in Exclude<keyof Hint, 'sessions'>]: Set<string> } & { sessions: boolean };
	let scheduled = false;
	const begin = () => {
		next = { documents: new Set(), meetings: new Set(), presence: new Set(), areas: new Set(), sessions: false };
	};
	begin();
	return {
		add: (part: Partial<Hint>, say: (hint: Hint) => void) => {
			for (const kind of ['documents', 'meetings', 'presence', 'areas'] as const)
				for (const id of part[kind] ?? []) next[kind].add(id);
			next.sessions ||= part.sessions ?? false;
			if (scheduled) return;
			scheduled = true;
			setImmediate(() => {
				const { documents, meetings, presence, areas, sessions } = next;
				scheduled = false;
				begin();
				say({
					documents: [...documents],
					meetings: [...meetings],
					presence: [...presence],
					areas: [...areas],
					sessions
				});
			});
		}
	};
}
