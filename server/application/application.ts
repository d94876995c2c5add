/**
 * The application as its doors see it: pages, forms, socket and upgrade call these functions and nothing below them.
 * What follows from a committed event (telling browsers, cutting connections, noting presence) happens here, after COMMIT.
 */
import { randomUUID } from 'node:crypto';
import { isInTheRoom } from '#lib/attendance/attendance.ts';
import type { Actor } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { COMMANDS } from '#lib/meeting/commands.ts';
import type { Meeting, MeetingEvent, Stamped } from '#lib/meeting/meeting.ts';
import type { OpenedRoom } from '#lib/meeting/opened-room.ts';
import type { Result } from '#lib/result.ts';
import { CLOSE } from '#lib/wire.ts';
import type { Database } from '../persistence/database.ts';
import type { StoredRecord } from '../persistence/final-records.ts';
import { readInvitable } from '../persistence/invitable.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { FeedPart, LiveSockets } from '../socket.ts';
import { type Admission, createAdmission } from './admission.ts';
import { freezeMeeting } from './freeze-meeting.ts';
import { createMeetingCache, type MeetingCache } from './meeting-cache.ts';
import type { PasswordHasher } from './password-hash.ts';
import { refuseWithoutPdf } from './pdf-refusal.ts';
import { createPresentPeople, type PresentPeople } from './present-people.ts';
import { type Draft, eventsSince, readDraft, readFinal, readRoom } from './read-room.ts';
import { type AreaCommandDone, type AreaCommandRequest, runAreaCommand } from './run-area-command.ts';
import { type CommandDone, type CommandRequest, type RunDependencies, runCommand } from './run-command.ts';

/** What the rooms of typed text must be told; they know nothing of meetings' rules. */
export type TextRooms = Pick<Rooms, 'closePerson' | 'noticeSealed' | 'reopen'>;

export type ApplicationDependencies = {
	readonly database: Database;
	readonly rooms: TextRooms;
	readonly passwords: PasswordHasher;
	/** false and a reason when the password is wrong or was tried too often */
	readonly checkPassword: (actor: Actor, password: string) => Promise<Result<null>>;
	readonly now?: () => Date;
	readonly log: (line: string) => void;
};

export type Application = {
	readonly admission: Admission;
	readonly people: PresentPeople;
	readonly cache: MeetingCache;
	readonly runCommand: (request: CommandRequest) => Promise<Result<CommandDone>>;
	readonly runAreaCommand: (request: AreaCommandRequest) => Promise<Result<AreaCommandDone>>;
	readonly readRoom: (actor: Actor, meetingId: string) => Promise<Result<OpenedRoom>>;
	readonly readDraft: (actor: Actor, meetingId: string) => Promise<Result<Draft>>;
	readonly readFinal: (
		actor: Actor,
		meetingId: string,
		act: 'view-final-minutes' | 'export-pdf' | 'export-json'
	) => Promise<Result<StoredRecord>>;
	readonly eventsSince: (actor: Actor, meetingId: string, since: number) => Promise<Result<FeedPart>>;
	/** socket.io is attached after the application exists; until then nobody is listening */
	readonly useSockets: (sockets: LiveSockets) => void;
	/** a confirmed person's first browser arrived, or their last one left, at one meeting */
	readonly arrived: (actor: Actor, meetingId: string) => void;
	readonly left: (actor: Actor, meetingId: string) => void;
};

/** A connection lost for less than this is not written down at all; gaps under five minutes are closed when read. */
const LEFT_AFTER_MS = 60_000;
/** Who may write changes with these: everybody comes back through the door of the documents with their new access. */
const CHANGES_ACCESS: readonly MeetingEvent['type'][] = [
	'meeting-started',
	'meeting-ended',
	'minutes-submitted',
	'minutes-returned',
	'chair-handed-over'
];

export function createApplication(dependencies: ApplicationDependencies): Application {
	const { database, rooms, log } = dependencies;
	const now = dependencies.now ?? (() => new Date());
	const cache = createMeetingCache();
	const admission = createAdmission(database, cache);
	const people = createPresentPeople();
	const reading = { database, admission };
	const area = { database, cache, passwords: dependencies.passwords, now };
	let sockets: LiveSockets | null = null;

	const publish = (meetingId: string, events: readonly Stamped[]): void => {
		const meeting = cache.peek(meetingId);
		// Whoever is removed is cut off first: not even why they were removed reaches their browser (R12).
		for (const { event } of events) {
			if (event.type !== 'attendee-removed') continue;
			sockets?.doorChanged(meetingId, event.personId, 'removed');
			rooms.closePerson(event.personId, meetingId, CLOSE.forbidden);
		}
		sockets?.publish(meetingId, events);
		for (const { event } of events) {
			if (event.type !== 'attendee-confirmed' && event.type !== 'statement-accepted') continue;
			if (isInTheRoom(meeting?.attendance.seats[event.personId], 0))
				sockets?.doorChanged(meetingId, event.personId, 'in-the-room');
		}
		if (events.some(({ event }) => CHANGES_ACCESS.includes(event.type))) rooms.reopen(meetingId);
		// Whoever came while the meeting was being started is noted now.
		if (meeting && events.some(({ event }) => event.type === 'meeting-started'))
			for (const personId of people.personIds(meetingId)) void notePresence(meeting, personId, true);
	};
	const run: RunDependencies = {
		database,
		cache,
		now,
		present: people.personIds,
		publish
	};

	/** A new version of the statement asks everybody again, also those who are inside (R3). */
	const setStatement = async (request: AreaCommandRequest): Promise<Result<AreaCommandDone>> => {
		const answer = await runAreaCommand(area, request);
		if (!answer.ok) return answer;
		const { areaId } = request.actor;
		sockets?.statementChanged(areaId, (meetingId) => cache.peek(meetingId)?.phase === 'LOCKED');
		const everybody = await database.withArea(areaId, (tx) => readInvitable(tx));
		for (const { personId } of everybody) rooms.closePerson(personId, null, CLOSE.resync);
		return answer;
	};

	/** Presence is written down only while the meeting runs, and only as a proposal (domain.md 6.1). */
	const notePresence = async (meeting: Meeting, personId: string, connected: boolean, actor?: Actor): Promise<void> => {
		const seat = meeting.attendance.seats[personId];
		const isOpen = seat?.presence.some((stretch) => stretch.to === null) ?? false;
		if (meeting.phase !== 'LIVE' || !seat || isOpen === connected) return;
		const who = actor ?? people.actor(meeting.id, personId);
		if (!who) return;
		const input = { personId, connected, at: now().toISOString() };
		const request = { actor: who, meetingId: meeting.id, command: 'note-presence', commandId: randomUUID(), input };
		await runCommand({ ...run, internal: true }, request).catch((problem: unknown) =>
			log(`presence was not noted: ${problem instanceof Error ? problem.name : 'unknown'}`)
		);
	};

	const lock = async (request: CommandRequest): Promise<Result<CommandDone>> => {
		// An empty field is no guess: only what is a password counts towards the throttle.
		const input = parseInput(COMMANDS['lock-minutes'].schema, request.input);
		if (!input.ok) return input;
		const checked = await dependencies.checkPassword(request.actor, input.value.password);
		if (!checked.ok) return checked;
		const carried: { events: readonly Stamped[]; after: Meeting }[] = [];
		const freeze = freezeMeeting({ cache, carried: (events, after) => carried.push({ events, after }) });
		const locked = await runCommand(run, request, freeze).catch(refuseWithoutPdf);
		if (!locked.ok || locked.value.events.length === 0) return locked;
		rooms.noticeSealed(request.meetingId, now().getTime());
		for (const { events, after } of carried) {
			cache.keep(after);
			publish(after.id, events);
			rooms.reopen(after.id);
		}
		return locked;
	};

	return {
		admission,
		people,
		cache,
		runCommand: (request) => (request.command === 'lock-minutes' ? lock(request) : runCommand(run, request)),
		runAreaCommand: (request) =>
			request.command === 'set-statement-text' ? setStatement(request) : runAreaCommand(area, request),
		readRoom: (actor, meetingId) => readRoom(reading, actor, meetingId),
		readDraft: (actor, meetingId) => readDraft(reading, actor, meetingId),
		readFinal: (actor, meetingId, act) => readFinal(reading, actor, meetingId, act),
		eventsSince: (actor, meetingId, since) => eventsSince(reading, actor, meetingId, since),
		useSockets: (attached) => {
			sockets = attached;
		},
		arrived: (actor, meetingId) => {
			const meeting = cache.peek(meetingId);
			if (meeting) void notePresence(meeting, actor.personId, true, actor);
		},
		left: (actor, meetingId) => {
			setTimeout(() => {
				const meeting = cache.peek(meetingId);
				if (meeting && !people.isHere(meetingId, actor.personId))
					void notePresence(meeting, actor.personId, false, actor);
			}, LEFT_AFTER_MS).unref();
		}
	};
}
