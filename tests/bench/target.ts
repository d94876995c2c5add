/** A server under load: how it is started, where its documents are, and how one of them gets a history. */
import type { History } from './long-history.ts';
import type { ServerProcess } from './server-process.ts';
import type { Place } from './wire-client.ts';

export type TargetName = 'ours' | 'hocuspocus' | 'y-websocket-server';

/** A server that listens, with as many meetings as asked for. */
export type SeatedTarget = {
	readonly name: string;
	/** where seat `seat` of meeting `meeting` connects */
	readonly place: (meeting: number, seat: number) => Place;
};

export type Target = SeatedTarget & {
	readonly name: TargetName;
	/** keeps documents over a restart */
	readonly keeps: boolean;
	/** Numbers of meetings nobody has used yet. @param seats how many clients come, each with a session of its own */
	readonly meetings: (count: number, seats?: number) => Promise<readonly number[]>;
	/** Puts a history into documents nobody has opened yet. */
	readonly write: (meetings: readonly number[], history: History) => Promise<void>;
	/** @param flags for Node */
	readonly start: (flags?: readonly string[]) => Promise<ServerProcess>;
	/** the line for facts beside the text, where there is one */
	readonly facts:
		| ((meeting: number, seat: number) => { url: string; headers: Record<string, string>; meetingId: string })
		| null;
	/** processes whose CPU is counted beside the server's: the database */
	readonly helpers: readonly number[];
};
