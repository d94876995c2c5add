/** What one part of the server is to another where the part itself must not be known. */
import type { Actor } from '#lib/identity.ts';
import type { DocumentName } from '#lib/wire.ts';
import type { IssuedAtDoor } from '../persistence/open-documents.ts';
import type { DocumentDoor } from './admission.ts';

/** Somebody who was let in to one document of one meeting: what a room needs to know of a connection. */
export type DocumentMember = DocumentDoor & {
	readonly actor: Actor;
	readonly meetingId: string;
	readonly name: DocumentName;
	/** key of the session behind it: one person may have several browsers */
	readonly sessionId: string;
	/** the page's protocol version; NaN when it said none */
	readonly protocol: number;
	/** a client id given at the door; null: none yet */
	readonly issued: IssuedAtDoor | null;
};
