/** One browser in one room: who it is, what it may do, and how far its writing has come. */

import type { Access, CloseCode } from '#lib/wire.ts';
import type { IssuedAtDoor } from '../persistence/open-documents.ts';
import type { Sender } from './frame.ts';
import type { Gathering } from './gathering.ts';
import { type Inlet, inlet } from './inlet.ts';
import type { Line } from './line.ts';
import { type Outlet, outletOf } from './outlet.ts';
import { type Presence, presenceOf } from './presence.ts';
import type { TextMark } from './stored-text.ts';

/** Whom the upgrade admitted, and to what. Everything here comes from the session and the database (R10). */
export type Member = {
	readonly areaId: string;
	readonly documentId: string;
	readonly access: Access;
	readonly person: { readonly personId: string; readonly name: string; readonly agency: string };
	/** the page's protocol version, from `?v=`; NaN when it said none */
	readonly protocol: number;
	/** which fields of the document this person may write; all when absent */
	readonly mayWrite?: (field: string) => boolean;
	/** a client id given at the door; none when null or absent, then the room has one issued */
	readonly issued?: IssuedAtDoor | null;
	/** brings what `mayWrite` knows up to date: another node may have added the row of the field a moment ago */
	readonly refresh?: () => Promise<void>;
};

export type Connection = {
	readonly member: Member;
	readonly outlet: Outlet;
	readonly inlet: Inlet;
	/** issued for this connection; 0 for a reader */
	readonly clientId: number;
	/** client ids of earlier connections that it has shown to be its own page's */
	readonly earlier: Set<number>;
	/** clock up to which this connection itself has written under its own id */
	written: number;
	/** what its frames are judged by (writing-rights.ts); null before the first */
	sender: Sender | null;
	/** its browser asked for little data; null = everything leaves at once */
	gathering: Gathering | null;
	readonly presence: Presence;
	presenceTimer: NodeJS.Timeout | null;
	access: Access;
	/** why it may no longer write */
	refusedAs: CloseCode | null;
	/** what it wrote while its rights are being looked up; null while they are not */
	held: Uint8Array[] | null;
	/** that it wrote without the right to was reported */
	reported: boolean;
	/** sync frames (step 2 or update) received, and how many of them are stored */
	received: number;
	durable: number;
	/** client ids whose stored clock the next `saved` reports */
	readonly toReport: Set<number>;
	/** what it has had of the text when it became stale; null while it is not */
	staleSince: TextMark | null;
	/** asked for the state while stale: is owed all of it */
	owedState: boolean;
	/** heartbeat: when the last ping left (ms), and whether it was answered */
	pingedAt: number;
	answered: boolean;
};

export const connectionOf = (line: Line, member: Member, clientId: number, now: number): Connection => ({
	member,
	outlet: outletOf(line, now),
	inlet: inlet(now),
	clientId,
	earlier: new Set(),
	written: 0,
	sender: null,
	gathering: null,
	presence: presenceOf(clientId, member.person),
	presenceTimer: null,
	access: clientId === 0 ? 'read' : 'write',
	refusedAs: null,
	held: null,
	reported: false,
	received: 0,
	durable: 0,
	toReport: new Set(clientId === 0 ? [] : [clientId]),
	staleSince: null,
	owedState: false,
	pingedAt: now,
	answered: true
});
