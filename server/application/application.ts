/**
 * The application as its doors see it: pages, forms, socket and upgrade call these functions and nothing below them.
 * What follows from a committed event, whichever node committed it, happens in consequences.ts, after COMMIT.
 */

import { randomUUID } from 'node:crypto';
import { isRecordCommand } from '#lib/addenda/record-commands.ts';
import { type AskCommandName, isAskCommand } from '#lib/asks/ask-commands.ts';
import { isCaseCommandName } from '#lib/cases/case-command-table.ts';
import type { Actor } from '#lib/identity.ts';
import type { FileAnswer } from '#lib/import/file-row.ts';
import { parseInput } from '#lib/input.ts';
import { COMMANDS } from '#lib/meeting/commands.ts';
import { type Meeting, recordLanguageOf, type Stamped } from '#lib/meeting/meeting.ts';
import type { OpenedRoom } from '#lib/meeting/opened-room.ts';
import { isRestrictedCommand, type RestrictedCommandName } from '#lib/restricted/restricted-commands.ts';
import { done, type Refusal, type Result } from '#lib/result.ts';
import { CLOSE } from '#lib/wire.ts';
import type { SealIdentity } from '../export/seal-identity.ts';
import type { Hint } from '../nodes/hint-message.ts';
import { readStatementVersion } from '../persistence/area.ts';
import { readAsksVersion } from '../persistence/asks.ts';
import type { Database, Tx } from '../persistence/database.ts';
import type { StoredRecord } from '../persistence/final-records.ts';
import type { FeedPart, LiveSockets } from '../socket.ts';
import { speakerOf } from '../speakers.ts';
import { type Admission, createAdmission, isInside } from './admission.ts';
import { readAccessVersion, readClosedPlaces } from './case-access.ts';
import { createConsequences, type TextRooms } from './consequences.ts';
import { type CopyWatch, watchCopies } from './copy-watch.ts';
import { type FollowedMeetings, followMeetings } from './follow-meetings.ts';
import { freezeMeeting } from './freeze-meeting.ts';
import { importPlan, type PlanFile } from './import-plan.ts';
import type { Happened } from './leave-closed-case.ts';
import { createMeetingCache, type MeetingCache } from './meeting-cache.ts';
import { createPresenceNotes, type PresenceNotes } from './note-presence.ts';
import { createRemovalNotes, type RemovalNotes } from './note-removed-words.ts';
import type { PasswordHasher } from './password-hash.ts';
import { refuseWithoutPdf } from './pdf-refusal.ts';
import { createPresentPeople, type PresentPeople } from './present-people.ts';
import { createPutBackWords } from './put-back-words.ts';
import { type Draft, eventsSince, type FinalAct, readDraft, readFinal, readRoom } from './read-room.ts';
import { type RestrictedWatch, watchRestricted } from './restricted-watch.ts';
import { type AreaCommandDone, type AreaCommandRequest, runAreaCommand } from './run-area-command.ts';
import { runAskCommand } from './run-ask-command.ts';
import { type CommandDone, type CommandRequest, type RunDependencies, runCommand } from './run-command.ts';
import { runRecordCommand } from './run-record-command.ts';
import { askRedaction, decideRedaction, type RedactionDependencies, type RedactionRequest } from './run-redaction.ts';
import { runRestrictedCommand } from './run-restricted-command.ts';
import type { SignInSetting } from './set-agency-sign-in.ts';
import { type WatchedMeetings, type WatchedPlace, watchMeetings } from './watched-meetings.ts';
import { createWriteCorrection, isCorrectionCommand } from './write-correction.ts';
import { createWriteReturn, isReturnCommand } from './write-return.ts';

export type ApplicationDependencies = {
	readonly database: Database;
	readonly rooms: TextRooms;
	readonly passwords: PasswordHasher;
	/** refused when the password is wrong, is missing, or was tried too often; `step-up` when they must confirm first who they are */
	readonly checkPassword: (actor: Actor, password: string, stepUpAt: Date | null) => Promise<Result<null>>;
	readonly now?: () => Date;
	readonly log: (line: string) => void;
	/** where this node reads what others have done; apart from `database` so that a storm of joins does not delay it */
	readonly lookout?: Pick<Database, 'withArea'>;
	/** tells other nodes where to look; nobody when absent */
	readonly hint?: (part: Partial<Hint>) => void;
	/** who is connected to other nodes, as the database says; nobody when absent */
	readonly presentElsewhere?: (tx: Tx, meetingId: string) => Promise<readonly string[]>;
	/** this node, as it signs who came and left; one of its own when absent */
	readonly nodeId?: string;
	/** a connection lost for less than this is not written down, ms */
	readonly leftAfterMs?: number;
	/** with what minutes are sealed; nothing can be locked without it */
	readonly seal?: SealIdentity | null;
	/** with what the secret of an agency's sign-in is sealed; none can be set without it */
	readonly agencySignIns?: SignInSetting;
};

export type Application = {
	readonly admission: Admission;
	readonly people: PresentPeople;
	/** who has the page of their door open, waiting to be let in */
	readonly atDoors: PresentPeople;
	readonly cache: MeetingCache;
	readonly watched: WatchedMeetings;
	readonly followed: FollowedMeetings;
	/** Somebody here opens a feed, a door or a document. @param version of the meeting that they know @returns call when it closes */
	readonly watch: (place: WatchedPlace, version: number) => () => void;
	/** The area's statement has this version: whoever is inside without having accepted it is put out (R3). */
	readonly statementIs: (areaId: string, version: number) => void;
	/**
	 * Who may know of which case of the area is as of this state: whoever is inside what is closed to them now is put out
	 * (R12). Asks the database only when the state is another than at the last call.
	 */
	readonly accessIs: (areaId: string, version: number) => Promise<void>;
	/**
	 * Questions about texts of a meeting have come to this version: whoever listens here is told what is for them. Asks the
	 * database only when the version is another than at the last call.
	 */
	readonly asksAre: (areaId: string, meetingId: string, version: number) => Promise<void>;
	/** The newest versions of the area's statement and of its access this process knows; 0 when it never heard of one. */
	readonly newest: (areaId: string) => { readonly statement: number; readonly access: number };
	/** Who is connected has changed at another node. */
	readonly presenceChanged: (meetingId: string) => void;
	readonly runCommand: (request: CommandRequest) => Promise<Result<CommandDone>>;
	readonly runAreaCommand: (request: AreaCommandRequest) => Promise<Result<AreaCommandDone>>;
	/** Asks for words to be taken out for good, see run-redaction.ts. @returns the redaction's id */
	readonly askRedaction: (request: RedactionRequest) => Promise<Result<string>>;
	/** The second person confirms or refuses it, or the first withdraws it. */
	readonly decideRedaction: (request: Omit<RedactionRequest, 'commandId'>) => Promise<Result<null>>;
	/** Keeps a plan from before this service as the case's last plan, see import-plan.ts. */
	readonly importPlan: (actor: Actor, caseId: string, file: PlanFile) => Promise<Refusal | FileAnswer<null>>;
	readonly readRoom: (actor: Actor, meetingId: string) => Promise<Result<OpenedRoom>>;
	readonly readDraft: (actor: Actor, meetingId: string) => Promise<Result<Draft>>;
	readonly readFinal: (actor: Actor, meetingId: string, act: FinalAct) => Promise<Result<StoredRecord>>;
	/** with what minutes and their copies are sealed; null = nothing can be */
	readonly seal: SealIdentity | null;
	readonly eventsSince: (actor: Actor, meetingId: string, since: number) => Promise<Result<FeedPart>>;
	/** What somebody in the room may know of what is restricted in it; they are told when it changes. */
	readonly restricted: RestrictedWatch['view'];
	/** What something else than a command of its own added to a meeting is told on, after COMMIT. */
	readonly publishHappened: (areaId: string, happened: readonly Happened[]) => void;
	/** Who has a copy of final minutes open. */
	readonly copies: CopyWatch;
	/** socket.io is attached after the application exists; until then nobody is listening */
	readonly useSockets: (sockets: LiveSockets) => void;
	/** a confirmed person's first browser arrived, or their last one left, at one meeting */
	readonly arrived: PresenceNotes['arrived'];
	readonly left: PresenceNotes['left'];
	/** Whoever is connected here is noted as present, after others may have taken this node for gone. */
	readonly notePresentAgain: () => void;
	/** somebody removed much that others wrote, stored at this node */
	readonly wordsRemoved: RemovalNotes;
	/** what its functions that answer in sentences stand on: each language of the service makes its own over it */
	readonly core: ApplicationCore;
};

/** The state of the application and what is done without a word to anybody. */
export type ApplicationCore = {
	readonly dependencies: ApplicationDependencies;
	readonly now: () => Date;
	readonly cache: MeetingCache;
	readonly run: RunDependencies;
	/** a document got words from somewhere else than its room */
	readonly stored: (documentId: string) => void;
	readonly hint: (part: Partial<Hint>) => void;
	readonly publish: FollowedMeetings['deliver'];
	readonly publishHappened: (areaId: string, happened: readonly Happened[]) => void;
	readonly statementIs: (areaId: string, version: number) => void;
	/** puts into effect here and elsewhere what changed in who may know what */
	readonly lookAtAccess: (areaId: string) => Promise<void>;
	/** the same for the questions about texts of one meeting */
	readonly lookAtAsks: (areaId: string, meetingId: string) => Promise<void>;
};

/** The functions that answer in sentences, in the language of the build that makes them. */
export type Verbs = Pick<
	Application,
	| 'admission'
	| 'runCommand'
	| 'runAreaCommand'
	| 'askRedaction'
	| 'decideRedaction'
	| 'importPlan'
	| 'readRoom'
	| 'readDraft'
	| 'readFinal'
	| 'eventsSince'
>;

const LEFT_AFTER_MS = 60_000;
/** Meetings nobody watches any more whose questions' version is remembered. */
const REMEMBER_ASKS = 2000;
/** Commands on an area, besides those on cases, after which somebody may read something no more. */
const CHANGES_ACCESS: readonly string[] = ['distribute-copies', 'change-copy-access'];

export function createApplication(dependencies: ApplicationDependencies): Application {
	const { database, rooms, log, hint = () => {}, presentElsewhere = async () => [] } = dependencies;
	const now = dependencies.now ?? (() => new Date());
	const nodeId = dependencies.nodeId ?? randomUUID();
	const cache = createMeetingCache();
	const admission = createAdmission(database, cache);
	const people = createPresentPeople();
	const watched = watchMeetings();
	const statements = new Map<string, number>();
	const accesses = new Map<string, number>();
	/** by meeting */
	const asks = new Map<string, number>();
	let sockets: LiveSockets | null = null;

	const followed = followMeetings({
		database: dependencies.lookout ?? database,
		cache,
		isWatched: (meetingId) => watched.areaOf(meetingId) !== null,
		follow: createConsequences({ cache, rooms, sockets: () => sockets, notes: () => notes, places: watched.places })
	});
	const publish: FollowedMeetings['deliver'] = (areaId, meetingId, events) => {
		followed.deliver(areaId, meetingId, events);
		hint({ meetings: [meetingId] });
	};
	const publishHappened: Application['publishHappened'] = (areaId, happened) => {
		for (const { events, after } of happened) {
			cache.keep(after);
			publish(areaId, after.id, events);
		}
	};
	/** What changed in who may know what is put into effect: here at once, at other nodes with their next look. */
	const lookAtAccess = async (areaId: string): Promise<void> => {
		hint({ areas: [areaId] });
		await accessIs(areaId, await database.withArea(areaId, (tx) => readAccessVersion(tx)));
	};
	const accessChanged = (areaId: string): void => {
		lookAtAccess(areaId).catch(() => log('a case that was closed to somebody is put into effect with the next look'));
	};
	const present = people.personIds;
	const run: RunDependencies = { database, cache, now, present, presentElsewhere, publish, accessChanged };
	const leftAfterMs = dependencies.leftAfterMs ?? LEFT_AFTER_MS;
	const notes = createPresenceNotes({ database, nodeId, cache, people, now, leftAfterMs, log });

	const stored = (documentId: string): void => {
		rooms.wake([documentId]);
		hint({ documents: [documentId] });
	};
	const restricted = watchRestricted({
		...{ database, lookout: dependencies.lookout ?? database, admission, cache, watched, rooms },
		sockets: () => sockets,
		newestAccess: (areaId) => accesses.get(areaId) ?? 0,
		newestAsks: (meetingId) => asks.get(meetingId) ?? 0
	});

	const copies = watchCopies({ database, lookout: dependencies.lookout ?? database, watched, now });

	const statementIs = (areaId: string, version: number): void => {
		if (statements.get(areaId) === version) return;
		statements.set(areaId, version);
		const mayStay = (meetingId: string, personId: string) => isInside(cache.peek(meetingId), personId, version);
		sockets?.statementChanged(areaId, mayStay);
		for (const { meetings } of watched.areas().filter((one) => one.areaId === areaId))
			for (const meetingId of meetings)
				for (const { documentId, actor } of watched.places(meetingId))
					if (documentId && !mayStay(meetingId, actor.personId))
						rooms.closePerson(actor.personId, meetingId, CLOSE.resync);
	};

	const accessIs = async (areaId: string, version: number): Promise<void> => {
		if (accesses.get(areaId) === version) return;
		const before = accesses.get(areaId);
		// Noted before anybody is looked for: whoever is let in from here on was asked about by the state they were let in by.
		accesses.set(areaId, version);
		const places = watched
			.areas()
			.filter((one) => one.areaId === areaId)
			.flatMap(({ meetings }) => meetings.flatMap((meetingId) => watched.places(meetingId)))
			.map(({ meetingId, actor }) => ({ meetingId, personId: actor.personId }));
		const distinct = [...new Map(places.map((one) => [`${one.meetingId} ${one.personId}`, one])).values()];
		try {
			const asked = dependencies.lookout ?? database;
			for (const { meetingId, personId } of await asked.withArea(areaId, (tx) => readClosedPlaces(tx, distinct))) {
				sockets?.doorChanged(meetingId, personId, 'removed');
				rooms.closePerson(personId, meetingId, CLOSE.forbidden);
			}
			await restricted.look(areaId);
			await copies.look(areaId);
		} catch (problem) {
			// The next look asks again.
			if (accesses.get(areaId) === version) accesses.set(areaId, before ?? -1);
			throw problem;
		}
	};

	const asksAre = async (areaId: string, meetingId: string, version: number): Promise<void> => {
		const before = asks.get(meetingId) ?? 0;
		// Two looks at a time may answer in the other order: what is newer stays.
		if (version <= before) return;
		asks.set(meetingId, version);
		if (asks.size > REMEMBER_ASKS) for (const one of asks.keys()) if (watched.areaOf(one) === null) asks.delete(one);
		try {
			await restricted.lookAtAsks(areaId, meetingId);
		} catch (problem) {
			// The next look asks again.
			if (asks.get(meetingId) === version) asks.set(meetingId, before);
			throw problem;
		}
	};
	const lookAtAsks = async (areaId: string, meetingId: string): Promise<void> => {
		hint({ presence: [meetingId] });
		await asksAre(areaId, meetingId, await database.withArea(areaId, (tx) => readAsksVersion(tx, meetingId)));
	};

	const core: ApplicationCore = {
		...{ dependencies, now, cache, run, stored, hint, publish, publishHappened, statementIs, lookAtAccess, lookAtAsks }
	};
	return {
		...createVerbs(core, admission),
		core,
		people,
		atDoors: createPresentPeople(),
		cache,
		watched,
		followed,
		watch: (place, version) => {
			followed.begin(place.meetingId, version);
			return watched.add(place);
		},
		statementIs,
		accessIs,
		asksAre,
		newest: (areaId) => ({ statement: statements.get(areaId) ?? 0, access: accesses.get(areaId) ?? 0 }),
		presenceChanged: (meetingId) => sockets?.presenceChanged(meetingId),
		seal: dependencies.seal ?? null,
		restricted: restricted.view,
		publishHappened,
		copies,
		useSockets: (attached) => {
			sockets = attached;
		},
		arrived: notes.arrived,
		left: notes.left,
		notePresentAgain: () => {
			for (const { areaId, meetings } of watched.areas()) for (const id of meetings) notes.began(areaId, { id });
		},
		wordsRemoved: createRemovalNotes({ database, run, cache, followed, log })
	};
}

/**
 * What answers in sentences, over the state of one application: the build of each language makes its own.
 * @param admission of this build; one of its own when absent
 */
export function createVerbs(core: ApplicationCore, admission?: Admission): Verbs {
	const { dependencies, cache, run, now, stored, hint, publish, publishHappened, statementIs } = core;
	const { lookAtAccess, lookAtAsks } = core;
	const { database, log } = dependencies;
	const doors = admission ?? createAdmission(database, cache);
	const reading = { database, admission: doors };
	const area = { database, cache, passwords: dependencies.passwords, now, agencySignIns: dependencies.agencySignIns };
	const redacting: RedactionDependencies = { database, cache, now, publish, renewed: stored };
	const putBack = createPutBackWords({ database, admission: doors, run, stored });
	const writeReturn = createWriteReturn({ run, stored });
	const writeCorrection = createWriteCorrection({ run, stored });

	const changeRestricted = async (
		request: CommandRequest & { readonly command: RestrictedCommandName }
	): Promise<Result<CommandDone>> => {
		const answer = await runRestrictedCommand(run, request);
		if (!answer.ok) return answer;
		const { version, renewed } = answer.value;
		await lookAtAccess(request.actor.areaId);
		// Whoever it is not for any more has been told so by now; the others come back to it.
		if (renewed !== null) stored(renewed);
		return done({ version, events: [] });
	};

	const ask = async (request: CommandRequest & { readonly command: AskCommandName }): Promise<Result<CommandDone>> => {
		const answer = await runAskCommand(run, request);
		if (!answer.ok) return answer;
		await lookAtAsks(request.actor.areaId, request.meetingId);
		return done({ version: answer.value.version, events: [] });
	};

	/** A new version of the statement asks everybody again, also those who are inside (R3). */
	const setStatement = async (request: AreaCommandRequest): Promise<Result<AreaCommandDone>> => {
		const answer = await runAreaCommand(area, request);
		if (!answer.ok) return answer;
		const { areaId } = request.actor;
		hint({ areas: [areaId] });
		statementIs(areaId, await database.withArea(areaId, (tx) => readStatementVersion(tx)));
		return answer;
	};

	/** A change of who may know of a case reaches its meetings, here at once and at other nodes with their next look. */
	const changeCase = async (request: AreaCommandRequest): Promise<Result<AreaCommandDone>> => {
		const answer = await runAreaCommand(area, request);
		if (!answer.ok) return answer;
		const { areaId } = request.actor;
		publishHappened(areaId, answer.value.happened ?? []);
		await lookAtAccess(areaId);
		return answer;
	};

	const bringPlan: Application['importPlan'] = async (actor, caseId, file) => {
		const answer = await importPlan({ database, cache, now: now() }, actor, caseId, file);
		if (!answer.ok) return answer;
		const { happened } = answer.value;
		publishHappened(actor.areaId, happened ? [happened] : []);
		return { ok: true, value: null };
	};

	const lock = async (request: CommandRequest): Promise<Result<CommandDone>> => {
		const input = parseInput(COMMANDS['lock-minutes'].schema, request.input);
		if (!input.ok) return input;
		const checked = await dependencies.checkPassword(request.actor, input.value.password, request.stepUpAt ?? null);
		if (!checked.ok) return checked;
		const carried: { events: readonly Stamped[]; after: Meeting }[] = [];
		const { seal = null } = dependencies;
		const freezing = {
			cache,
			seal,
			log,
			carried: (events: readonly Stamped[], after: Meeting) => carried.push({ events, after })
		};
		// In the language of the meeting's record, whoever locks it.
		const freeze: ReturnType<typeof freezeMeeting> = (tx, at, meeting, actor) =>
			(speakerOf(recordLanguageOf(meeting))?.freezeMeeting ?? freezeMeeting)(freezing)(tx, at, meeting, actor);
		const locked = await runCommand(run, request, freeze).catch(refuseWithoutPdf);
		if (!locked.ok || locked.value.events.length === 0) return locked;
		publishHappened(request.actor.areaId, carried);
		return locked;
	};

	return {
		admission: doors,
		runCommand: (request) => {
			const { command } = request;
			if (command === 'lock-minutes') return lock(request);
			if (isAskCommand(command)) return ask({ ...request, command });
			if (isRestrictedCommand(command)) return changeRestricted({ ...request, command });
			if (isRecordCommand(command))
				return runRecordCommand(
					{ database, cache, now, seal: dependencies.seal ?? null },
					{ ...request, command }
				).catch(refuseWithoutPdf);
			if (isCorrectionCommand(command)) return writeCorrection({ ...request, command });
			if (isReturnCommand(request.command)) return writeReturn(request);
			return request.command === 'put-back-words' ? putBack(request) : runCommand(run, request);
		},
		runAreaCommand: (request) =>
			request.command === 'set-statement-text'
				? setStatement(request)
				: isCaseCommandName(request.command) || CHANGES_ACCESS.includes(request.command)
					? changeCase(request)
					: runAreaCommand(area, request),
		askRedaction: (request) => askRedaction(redacting, request),
		decideRedaction: (request) => decideRedaction(redacting, request),
		importPlan: bringPlan,
		readRoom: (actor, meetingId) => readRoom(reading, actor, meetingId),
		readDraft: (actor, meetingId) => readDraft(reading, actor, meetingId),
		readFinal: (actor, meetingId, act) => readFinal(reading, actor, meetingId, act),
		eventsSince: (actor, meetingId, since) => eventsSince(reading, actor, meetingId, since)
	};
}
