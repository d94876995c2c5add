/** What one open document consists of in memory. */
import type { UpdateParts } from '#lib/live-text/yjs-update.ts';
import type { Authorship, CloseCode, PresenceState } from '#lib/wire.ts';
import type { DocumentLog } from '../persistence/document-log.ts';
import type { Connection, Member } from './connection.ts';
import type { Addition, KnownText } from './known-text.ts';
import type { LogLanes } from './log-lanes.ts';
import type { Frame, PresenceEntry } from './message.ts';
import type { RemovalSeen, Removed, Removing } from './removal-watch.ts';
import type { StoredText } from './stored-text.ts';

export type RoomServices = {
	readonly log: DocumentLog;
	readonly lanes: LogLanes;
	readonly now: () => number;
	/** one plain line for the log: what went wrong, never with content or names */
	readonly report: (line: string) => void;
	/** this process has stored something, after COMMIT */
	readonly storedHere: (documentId: string, meetingId: string) => void;
	/** somebody connected here has moved, come or gone */
	readonly cursorsMoved: (room: Room) => void;
	/** a connection was ended or silenced for what it sent */
	readonly refused: (member: Member, code: CloseCode) => void;
	/** somebody removes much that others wrote */
	readonly wordsRemoved: (seen: RemovalSeen) => void;
};

export type Room = {
	readonly services: RoomServices;
	readonly areaId: string;
	readonly documentId: string;
	readonly meetingId: string;
	readonly epoch: number;
	/** name of the key its updates are sealed with in this epoch */
	readonly keyId: string | null;
	/** see client-proof.ts */
	readonly proofKey: string;
	/** what frames are judged against: everything admitted, stored or about to be */
	known: KnownText;
	/** what is committed: all that anybody is ever sent */
	readonly text: StoredText;
	/** issued client ids and whose they are; null = the server's own */
	readonly owners: Map<number, string | null>;
	readonly authors: Map<string, Authorship>;
	/** all of them as one message; null when it must be built again */
	authorsFrame: Frame | null;
	/** by person and field */
	readonly removing: Map<string, Removing>;
	readonly connections: Set<Connection>;
	readonly outbox: Outbox;
	/** being stored, then those that wait for it; both are in `known` already */
	batch: Waiting[];
	waiting: Waiting[];
	/** bytes admitted but not stored yet */
	waitingBytes: number;
	/** updates admitted but not stored yet */
	unstored: number;
	/** how fast people write here (updates of about the last second), and when a batch was last stored (ms since the process began) */
	readonly pace: { updatesPerSecond: number; storedAt: number };
	/** how far the log is known to have come elsewhere; read from there when it is beyond `text` */
	wanted: number;
	/** who waits until `text` has come to a number */
	catchingUp: { readonly head: number; readonly resolve: () => void; readonly reject: (problem: unknown) => void }[];
	/** storing or reading what others stored: one thing after the other */
	working: Promise<void> | null;
	folding: Promise<void> | null;
	/** after a failure: with how many unfolded updates it is tried again */
	foldAgainAt: number;
	sealedAt: number | null;
	/** where people connected to other nodes are, by client id, and how often that was told */
	readonly elsewhere: Map<number, { clock: number; readonly state: PresenceState }>;
	/** rises whenever somebody connected here moves */
	cursorsVersion: number;
	/** closed for good; a new room is loaded when somebody comes */
	gone: boolean;
	onGone: () => void;
};

export type Outbox = {
	scheduled: boolean;
	/** `from` has it already */
	messages: {
		readonly frame: Frame;
		readonly from: Connection | null;
		/** gathered for nobody: it changes what may be written */
		readonly prompt?: boolean;
	}[];
	/** whose presence is to be passed on */
	readonly presence: Set<Connection>;
	left: PresenceEntry[];
	/** who has moved, come or gone at other nodes */
	elsewhere: PresenceEntry[];
	/** ends the wait of cursors for the text they belong to */
	holding: NodeJS.Timeout | null;
	/** when each field's author was last told to everybody, ms */
	readonly announced: Map<string, number>;
};

/** One sync frame on its way to be acknowledged. */
export type Waiting = {
	readonly from: Connection;
	/** the how many-th sync frame of its connection */
	readonly frame: number;
	readonly update: UpdateParts;
	/** null: it held nothing new and only waits for what came before it */
	readonly addition: Addition | null;
	readonly fields: readonly string[];
	/** visible characters of others that it removes */
	readonly removed: readonly Removed[];
};
