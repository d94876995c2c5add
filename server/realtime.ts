/** What listens besides pages: socket.io for facts and the upgrade door for text, on one http server. */
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { isRecorder } from '#lib/meeting/meeting.ts';
import { CLOSE, isStanding } from '#lib/wire.ts';
import type { Application } from './application/application.ts';
import type { RefusalAudit } from './application/refusal-audit.ts';
import { limitConnections } from './connection-limit.ts';
import type { LiveSessions } from './live-sessions.ts';
import { log } from './log.ts';
import type { MissedIds } from './missed-ids.ts';
import { readSessionToken } from './persistence/session-cookie.ts';
import type { Sessions } from './persistence/sessions.ts';
import type { Rooms } from './rooms/rooms.ts';
import { attachSocket } from './socket.ts';
import { speakerOf } from './speakers.ts';
import { createTextDoor, type TextDoorParts } from './text-door.ts';
import { attachUpgrades } from './upgrade.ts';

export type RealtimeParts = {
	readonly origin: string;
	readonly nodeName?: string | undefined;
	readonly sessions: Sessions;
	readonly liveSessions: LiveSessions;
	readonly application: Application;
	readonly rooms: Rooms;
	/** who is connected here has changed: for the other nodes */
	readonly presenceMoved: (areaId: string, meetingId: string) => void;
	readonly refusals: RefusalAudit;
	readonly missed: MissedIds;
};

/**
 * Lets sockets in on this server.
 * @param alone no other listener (Vite's) shares the server's upgrades
 * @returns ends them all: what is typed is stored first, then every socket is told that the server goes
 */
export function attachRealtime(http: HttpServer, parts: RealtimeParts, alone: boolean): () => Promise<void> {
	const { origin, sessions, liveSessions, application, rooms } = parts;
	const signedIn = (request: IncomingMessage) => sessions.read(request.headers.cookie);
	const mayConnect = limitConnections();
	const text: TextDoorParts = {
		sessions,
		liveSessions,
		mayConnect,
		refused: parts.refusals.door,
		admitToDocument: application.admission.document,
		writersOf: application.admission.writersOf,
		joinDocument: (line, { actor, version, ...member }) => {
			const { personId, name, agencyName, areaId } = actor;
			const { meetingId, documentId } = member;
			const stillHolds = () => application.admission.stillHolds(member, application.newest(areaId));
			const apart = isStanding(member.name) ? {} : { stillHolds };
			line.listen({ closed: application.watch({ actor, meetingId, documentId, ...apart }, version) });
			const person = { personId, name, agency: agencyName };
			const refresh = () => application.followed.catchUp(areaId, meetingId);
			void rooms.joinDocument(line, { ...member, person, refresh }).then(() => {
				// What ended or changed this access while it was on its way found nobody here: come again and be admitted anew.
				if (!stillHolds()) rooms.closePerson(personId, meetingId, CLOSE.resync, documentId);
			});
		},
		log
	};
	const sockets = attachSocket(http, {
		origin,
		nodeName: parts.nodeName,
		signedIn,
		mayConnect,
		flooded: parts.refusals.flood,
		mayLook: ({ personId }) => parts.missed.waitFor(personId) === 0,
		foundNothing: (actor) => {
			if (parts.missed.note(actor.personId)) parts.refusals.search(actor);
		},
		sessionToken: (request) => readSessionToken(request.headers.cookie, sessions.cookieName),
		isRenewed: async (before, now) => before !== null && now !== null && sessions.isRenewed(before, now),
		stillSignedIn: sessions.readById,
		stillGood: async (sessionId) => (await sessions.stillGood([sessionId])).has(sessionId),
		liveSessions,
		isOnDuty: ({ personId }, meetingId) => {
			const meeting = application.cache.peek(meetingId);
			return meeting?.phase === 'LIVE' && isRecorder(meeting, personId);
		},
		door: application.admission.standing,
		eventsSince: application.eventsSince,
		restricted: application.restricted,
		runCommand: application.runCommand,
		speaking: (language) => {
			const speaker = speakerOf(language);
			if (!speaker) return null;
			const { admission, eventsSince, runCommand } = speaker.verbs;
			return { door: admission.standing, eventsSince, runCommand, words: speaker.socketWords };
		},
		readsCopy: application.copies.begin,
		people: application.people,
		atDoors: application.atDoors,
		watch: application.watch,
		presenceMoved: parts.presenceMoved,
		textDoor: createTextDoor(text),
		arrived: application.arrived,
		left: application.left,
		log
	});
	application.useSockets(sockets);
	const upgrades = attachUpgrades(http, { ...text, origin, alone });
	return async () => {
		await rooms.shutdown();
		upgrades.close();
		await sockets.close();
	};
}
