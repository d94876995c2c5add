/**
 * Who may open a document of a meeting, and what goes with an open one: the same for a WebSocket of its own (upgrade.ts)
 * and for the line of facts where WebSockets are blocked (text-tunnel.ts). The origin was checked before.
 */
import type { Actor } from '#lib/identity.ts';
import { type RefusalKind, refuse } from '#lib/result.ts';
import { CLOSE, type CloseCode, documentNamed, MESSAGE } from '#lib/wire.ts';
import type { Admission } from './application/admission.ts';
import { isIdentifier } from './application/load-meeting.ts';
import type { DocumentMember } from './application/ports.ts';
import type { ConnectionLimit } from './connection-limit.ts';
import type { LiveSessions } from './live-sessions.ts';
import type { Sessions } from './persistence/sessions.ts';
import type { Line } from './rooms/line.ts';

export type TextDoorParts = {
	readonly sessions: Pick<Sessions, 'idOf' | 'read' | 'readAtTextDoor'>;
	readonly liveSessions: Pick<LiveSessions, 'watch' | 'active'>;
	readonly admitToDocument: Admission['document'];
	/** whom a client id may be given in the same question; nobody when absent */
	readonly writersOf?: Admission['writersOf'];
	readonly joinDocument: (line: Line, member: DocumentMember) => void;
	/** whether a session may open one more connection now; always when absent */
	readonly mayConnect?: ConnectionLimit;
	/** somebody signed in was not let in; told to nobody when absent */
	readonly refused?: (actor: Actor, meetingId: string) => void;
	readonly log: (line: string) => void;
};

/** @property protocol the page's protocol version; NaN when it said none */
export type TextRequest = {
	readonly cookie: string | undefined;
	readonly meetingId: string;
	readonly name: string;
	readonly protocol: number;
	/** whose page asks; whoever the cookie is of when absent */
	readonly seat?: string;
};

export type TextDoor = {
	/** The member, or the code to close with. Never throws. */
	readonly admit: (request: TextRequest) => Promise<DocumentMember | CloseCode>;
	/** Hands the line to the document's room, and ends it with its session. */
	readonly enter: (line: Line, member: DocumentMember) => void;
};

const CODE: Record<RefusalKind, CloseCode> = {
	invalid: CLOSE.missing,
	missing: CLOSE.missing,
	forbidden: CLOSE.forbidden,
	'not-now': CLOSE.forbidden,
	'not-ready': CLOSE.forbidden,
	'changed-meanwhile': CLOSE.resync,
	'step-up': CLOSE.forbidden
};

const NO_DOCUMENT = refuse('missing', 'There is no such document.');

export function createTextDoor(parts: TextDoorParts): TextDoor {
	const admit = async ({ cookie, meetingId, name: asked, protocol, seat = '' }: TextRequest) => {
		const name = documentNamed(asked)?.name;
		// In one question what nearly everybody needs; whoever is not answered by it is asked about at length.
		const sessionId = parts.sessions.idOf(cookie);
		if (sessionId === null) return CLOSE.signedOut;
		if (parts.mayConnect?.(sessionId) === false) return CLOSE.tooMany;
		const writers = (name && parts.writersOf?.(meetingId, name)) ?? null;
		const quick =
			name && isIdentifier(meetingId)
				? await parts.sessions.readAtTextDoor({ sessionId, meetingId, name, writers })
				: null;
		const signedIn = quick?.signedIn ?? (await parts.sessions.read(cookie));
		if (!signedIn) return CLOSE.signedOut;
		const { actor } = signedIn;
		// A page of another seat, whose cookie has changed under it.
		if (seat !== '' && seat !== actor.personId) return CLOSE.signedOut;
		const door = name ? await parts.admitToDocument({ actor, meetingId, name }, quick?.standing) : NO_DOCUMENT;
		if (!door.ok) parts.refused?.(actor, meetingId);
		if (!name) return CLOSE.missing;
		if (!door.ok) return CODE[door.kind];
		return { ...door.value, actor, meetingId, name, sessionId, protocol, issued: quick?.issued ?? null };
	};
	return {
		admit: (request) =>
			admit(request).catch((problem: unknown) => {
				parts.log(`opening a document failed: ${problem instanceof Error ? problem.name : 'unknown'}`);
				return CLOSE.goingAway;
			}),
		enter: (line, member) => {
			const unwatch = parts.liveSessions.watch(member.sessionId, () => line.close(CLOSE.signedOut, 'signed out'));
			line.listen({
				closed: unwatch,
				frame: (bytes) => {
					if (isTyping(bytes)) parts.liveSessions.active(member.sessionId);
				}
			});
			parts.joinDocument(line, member);
		}
	};
}

/** A sync message that carries an update: somebody wrote. Presence renews itself and is no sign of life. */
const isTyping = (bytes: Uint8Array): boolean => bytes[0] === MESSAGE.sync && bytes[1] === 2;
