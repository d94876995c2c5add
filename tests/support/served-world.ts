/** A world on a real port, as a browser meets it: sign-in cookie and Origin on every socket. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { vi } from 'vitest';
import type { DocumentName } from '#lib/wire.ts';
import { PROTOCOL_VERSION } from '#lib/wire.ts';
import { createMissedIds } from '#server/missed-ids.ts';
import { attachRealtime, type RealtimeParts } from '#server/realtime.ts';
import type { Who, World } from './meeting-world.ts';
import { askState, connectRaw, type RawWriter } from './raw-writer.ts';

export const until = (check: () => void | Promise<void>): Promise<void> =>
	vi.waitFor(check, { timeout: 10_000, interval: 10 });

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the server answers
export type Answer = any;
/** One browser's line for facts, and everything it was ever sent. */
export type Feed = {
	readonly socket: Socket;
	readonly heard: { readonly name: string; readonly message: Answer }[];
	readonly ask: (event: string, payload?: unknown) => Promise<Answer>;
	/** versions of the events heard so far, in the order they came */
	readonly versions: () => readonly number[];
};

export type ServedWorld = {
	readonly http: Server;
	readonly origin: string;
	readonly address: (path: string) => string;
	/** a line of somebody signed in; options as of socket.io */
	readonly feed: (who: Who, options?: Partial<ManagerOptions & SocketOptions>) => Promise<Feed>;
	/** a line with exactly these headers, connected or not */
	readonly line: (headers: Record<string, string>, options?: Partial<ManagerOptions & SocketOptions>) => Socket;
	/** opens a document and goes on; nothing is waited for */
	readonly knock: (path: string, headers: Record<string, string>) => RawWriter;
	/** a page that has heard hello and everything there is */
	readonly page: (who: Who, meetingId: string, name: DocumentName) => Promise<RawWriter>;
	/** ends every line and page opened so far, from the browsers' side */
	readonly hangUp: () => void;
	/** ends the server's side only, as a stopping process does */
	readonly end: () => Promise<void>;
	readonly close: () => Promise<void>;
};

/** @param instead parts of the server that a test puts something of its own in place of */
export async function serveWorld(world: World, instead: Partial<RealtimeParts> = {}): Promise<ServedWorld> {
	const http = createServer();
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const { port } = http.address() as AddressInfo;
	const origin = `http://127.0.0.1:${port}`;
	const { sessions, liveSessions, application, rooms, refusals } = world;
	const { presenceMoved } = world.node;
	const missed = createMissedIds();
	const parts = { origin, sessions, liveSessions, application, rooms, presenceMoved, refusals, missed };
	const endAll = attachRealtime(http, { ...parts, ...instead }, true);
	let ended: Promise<void> | undefined;
	const end = () => {
		ended ??= endAll();
		return ended;
	};
	const lines: Socket[] = [];
	const pages: RawWriter[] = [];

	const served: ServedWorld = {
		http,
		origin,
		address: (path) => `ws://127.0.0.1:${port}${path}`,
		line: (headers, options = {}) => {
			const socket = io(origin, {
				...{ forceNew: true, reconnection: false, transports: ['websocket'], extraHeaders: headers },
				...options
			});
			lines.push(socket);
			return socket;
		},
		feed: async (who, options) => {
			const socket = served.line({ cookie: await world.cookie(who), origin }, options);
			const heard: Feed['heard'] = [];
			socket.onAny((name: string, message: Answer) => heard.push({ name, message }));
			await new Promise<void>((resolve, reject) => {
				socket.once('connect', resolve);
				socket.once('connect_error', reject);
			});
			return {
				socket,
				heard,
				ask: (event, payload) => socket.timeout(5_000).emitWithAck(event, payload),
				versions: () =>
					heard
						.filter(({ name }) => name === 'events')
						.flatMap(({ message }) => message.events.map((one: { version: number }) => one.version))
			};
		},
		knock: (path, headers) => {
			const page = connectRaw(served.address(path), undefined, headers);
			pages.push(page);
			return page;
		},
		page: async (who, meetingId, name) => {
			const page = served.knock(`/yjs/${meetingId}/${name}?v=${PROTOCOL_VERSION}`, {
				cookie: await world.cookie(who),
				origin
			});
			await until(() => {
				if (page.hello === null) throw new Error(`no hello yet, closed: ${page.closed?.code}`);
			});
			askState(page);
			await until(() => {
				if (!page.synced) throw new Error('not synced yet');
			});
			return page;
		},
		hangUp: () => {
			for (const socket of lines.splice(0)) socket.disconnect();
			for (const page of pages.splice(0)) page.ws.terminate();
		},
		end,
		close: async () => {
			served.hangUp();
			await end();
			http.closeAllConnections();
			await new Promise((resolve) => http.close(resolve));
		}
	};
	return served;
}
