/** What one open document consists of in memory. */
import type { UpdateParts } from '#lib/live-text/yjs-update.ts';
import type { Authorship } from '#lib/wire.ts';
import type { DocumentLog } from '../persistence/document-log.ts';
import type { Connection } from './connection.ts';
import type { GroupCommit } from './group-commit.ts';
import type { KnownText } from './known-text.ts';
import type { Frame, PresenceEntry } from './message.ts';
import type { StoredText } from './stored-text.ts';

export type RoomServices = {
	readonly log: DocumentLog;
	readonly commit: GroupCommit;
	readonly now: () => number;
	/** one plain line for the log: what went wrong, never with content or names */
	readonly report: (line: string) => void;
};

export type Room = {
	readonly services: RoomServices;
	readonly areaId: string;
	readonly documentId: string;
	readonly meetingId: string;
	readonly epoch: number;
	/** what frames are judged against: everything admitted, stored or about to be */
	known: KnownText;
	/** what is committed: all that anybody is ever sent */
	readonly text: StoredText;
	/** issued client ids and whose they are; null = the server's own */
	readonly owners: Map<number, string | null>;
	readonly authors: Map<string, Authorship>;
	readonly connections: Set<Connection>;
	readonly outbox: Outbox;
	waiting: Waiting[];
	/** bytes admitted but not stored yet */
	waitingBytes: number;
	/** updates admitted but not stored yet */
	unstored: number;
	storing: Promise<void> | null;
	sealedAt: number | null;
	/** closed for good; a new room is loaded when somebody comes */
	gone: boolean;
	onGone: () => void;
};

export type Outbox = {
	scheduled: boolean;
	/** `from` has it already */
	messages: { readonly frame: Frame; readonly from: Connection | null }[];
	/** whose presence is to be passed on */
	readonly presence: Set<Connection>;
	left: PresenceEntry[];
	/** when each field's author was last told to everybody, ms */
	readonly announced: Map<string, number>;
};

/** One sync frame on its way to be acknowledged. */
export type Waiting = {
	readonly from: Connection;
	/** the how many-th sync frame of its connection */
	readonly frame: number;
	/** null: it held nothing new and only waits for what came before it */
	readonly update: UpdateParts | null;
	readonly fields: readonly string[];
};
