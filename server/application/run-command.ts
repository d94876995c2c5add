/**
 * The only way to change a fact of a meeting: parse, lock and fold, may this actor in this phase, decide, append with read
 * tables and audit in one transaction, publish after commit. Forms, socket and import all come through here.
 */
import { randomUUID } from 'node:crypto';
import type { Actor, AgencyType } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import type { DecideContext, PutBack } from '#lib/meeting/command.ts';
import { type CommandName, commandNamed, isCommandName, isInternal } from '#lib/meeting/commands.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import type { Meeting, Stamped } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { failpoint } from '../failpoint.ts';
import { earliest, readAreaConfigs } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import { previousMeeting, readCaseSummary } from '../persistence/case-register.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readAuthors } from '../persistence/document-authors.ts';
import { documentsOf } from '../persistence/final-records.ts';
import { readInvitable, visitorsAmong } from '../persistence/invitable.ts';
import { appendEvents, type MeetingHead, readHead, versionOfCommand } from '../persistence/meeting-log.ts';
import { readAgencies } from '../persistence/people.ts';
import { doorState, NO_MEETING } from './admission.ts';
import { closedPeople, readDoorFacts } from './case-access.ts';
import { closeForConflict, excusedFor } from './conflict-of-interest.ts';
import type { Consequences } from './follow-meetings.ts';
import { isIdentifier, loadMeeting, stamp } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { readReportedActions } from './read-reported-actions.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';
import { tellOfMeeting } from './tell-of-meeting.ts';

export type CommandRequest = {
	readonly actor: Actor;
	readonly meetingId: string;
	readonly command: string;
	/** chosen by the browser, the same on a resend */
	readonly commandId: string;
	readonly input: unknown;
	/** when whoever asks last entered their password; absent where a door does not know */
	readonly stepUpAt?: Date | null;
};
export type CommandDone = { readonly version: number; readonly events: readonly Stamped[] };

/** What the lock adds: seals and reads the documents inside the transaction. */
export type Freeze = (tx: Tx, at: string, meeting: Meeting, actor: Actor) => Promise<Frozen>;
export type Frozen = {
	readonly context: NonNullable<DecideContext['frozen']>;
	/** stores the record and its consequences after the events, still in the transaction */
	readonly finish: (tx: Tx, after: Meeting) => Promise<void>;
};
/** What `put-back-words` adds: the words as found in the log, stored in the transaction that says they were put back. */
export type PutBackFound = {
	readonly context: PutBack;
	readonly store: (tx: Tx, at: string) => Promise<void>;
};

/** What a command about an agency's return or a proposed correction adds: it as stored, and what is stored with the events. */
export type Beside = (tx: Tx, at: string, meeting: Meeting, actor: Actor) => Promise<FoundBeside | null>;
export type FoundBeside = {
	readonly context: Partial<Pick<DecideContext, 'agencyReturn' | 'proposal' | 'correction'>>;
	/** after the events, still in the transaction; not when there are none */
	readonly store: (tx: Tx, events: readonly Stamped[]) => Promise<void>;
};

export type RunDependencies = {
	readonly database: Database;
	readonly cache: MeetingCache;
	/** people connected and confirmed now */
	readonly present: (meetingId: string) => readonly string[];
	/** the same of all other nodes, as the database says; nobody when absent */
	readonly presentElsewhere?: (tx: Tx, meetingId: string) => Promise<readonly string[]>;
	readonly now: () => Date;
	/** told after COMMIT, in version order */
	readonly publish: Consequences;
	/** told after COMMIT when a case was closed to somebody */
	readonly accessChanged?: (areaId: string) => void;
	/** the server itself, noting what it sees: may run what no door may */
	readonly internal?: boolean;
};

const COMMAND_ID = /^[\w-]{8,64}$/;

/**
 * Runs one command. Refusals: missing (no such meeting, command or seat), forbidden, invalid, not-now, not-ready.
 * A command id that was already carried out answers with the version it reached and changes nothing.
 * @throws what the database throws; nothing is stored then
 */
export async function runCommand(
	dependencies: RunDependencies,
	request: CommandRequest,
	freeze?: Freeze,
	putBack?: PutBackFound,
	beside?: Beside
): Promise<Result<CommandDone>> {
	const { actor, meetingId, commandId } = request;
	if (!isIdentifier(meetingId)) return NO_MEETING;
	if (!COMMAND_ID.test(commandId)) return refuse('invalid', 'Reload the page and try again.');
	const name = request.command;
	if (!isCommandName(name) || (isInternal(name) && !dependencies.internal))
		return refuse('missing', 'There is no such command. Reload the page.');
	const command = commandNamed(name);
	const input = parseInput(command.schema, request.input);
	if (!input.ok) return input;

	const outcome = await dependencies.database
		.withArea(actor.areaId, async (tx) => {
			const head = await readHead(tx, meetingId, true);
			if (!head) return { result: NO_MEETING };
			const before = await loadMeeting(tx, dependencies.cache, head);
			const { statement: statementVersion, isClosed } = await readDoorFacts(tx, head.caseId, actor.personId);
			// Somebody without business here learns nothing, not even that there is a meeting (R9).
			if (isClosed && !dependencies.internal) return { result: NO_MEETING };
			const earlier = await versionOfCommand(tx, meetingId, actor.personId, commandId);
			if (earlier !== null) return { result: done({ version: earlier, events: [] }) };
			if (!doorState(before, actor, statementVersion)) return { result: NO_MEETING };
			const barred = dependencies.internal ? null : mayRun(before, actor, command.name, statementVersion);
			if (barred) {
				await writeAudit(tx, actor, `deny-${command.name}`, 'meeting', meetingId, meetingId);
				return { result: barred };
			}
			const at = dependencies.now().toISOString();
			const frozen = freeze ? await freeze(tx, at, before, actor) : null;
			const besides = beside ? await beside(tx, at, before, actor) : null;
			const context = await contextFor(tx, dependencies, {
				name,
				actor,
				meeting: before,
				head,
				now: at,
				input: request.input,
				statementVersion,
				frozen,
				putBack: putBack?.context ?? null,
				beside: besides?.context ?? {}
			});
			const decided = command.decide(before, input.value, context);
			if (!decided.ok) {
				if (freeze) throw new RolledBack(decided);
				return { result: decided };
			}
			const { events, after } = stamp(before, decided.value, at, actor.personId);
			await appendEvents(tx, { areaId: actor.areaId, meetingId }, events, after, commandId);
			await tellOfMeeting(tx, actor.areaId, before, after, events);
			const excused = excusedFor(events);
			const elsewhere = await closeForConflict(tx, { cache: dependencies.cache, actor, after, at }, excused);
			await frozen?.finish(tx, after);
			if (events.length > 0) await besides?.store(tx, events);
			if (events.some(({ event }) => event.type === 'words-put-back')) await putBack?.store(tx, at);
			await writeAudit(tx, actor, command.name, 'meeting', meetingId, meetingId);
			return { result: done({ version: after.version, events }), after, elsewhere };
		})
		// A refused lock rolls back its seal.
		.catch((problem: unknown) => ({ result: refusalOf(problem) }));
	if (freeze && outcome.result.ok) failpoint('lock-committed');

	if (outcome.result.ok && 'after' in outcome && outcome.after && outcome.result.value.events.length > 0) {
		dependencies.cache.keep(outcome.after);
		dependencies.publish(actor.areaId, meetingId, outcome.result.value.events);
		for (const one of outcome.elsewhere) {
			dependencies.cache.keep(one.after);
			dependencies.publish(actor.areaId, one.after.id, one.events);
		}
		if (excusedFor(outcome.result.value.events).length > 0) dependencies.accessChanged?.(actor.areaId);
	}
	return outcome.result;
}

/** Commands with which a meeting hears what was reported of its actions since the last one. */
const TOLD_OF_ACTIONS: readonly CommandName[] = ['start-meeting', 'open-item', 'next-item'];

type Deciding = {
	readonly name: CommandName;
	readonly actor: Actor;
	readonly meeting: Meeting;
	readonly head: MeetingHead;
	readonly now: string;
	readonly input: unknown;
	readonly statementVersion: number;
	readonly frozen: Frozen | null;
	readonly putBack: PutBack | null;
	readonly beside: FoundBeside['context'];
};

async function contextFor(
	tx: Tx,
	dependencies: Pick<RunDependencies, 'present' | 'presentElsewhere'>,
	{ name, actor, meeting, head, now, input, statementVersion, frozen, putBack, beside }: Deciding
): Promise<DecideContext> {
	const ids = identifiersIn(input);
	const named = ids.length > 0 ? await readInvitable(tx, ids) : [];
	const people = new Map(named.map((person) => [person.personId, person]));
	// Nobody to whom the case is closed is asked in or given anything, and no answer says why.
	const closed = new Set(await closedPeople(tx, head.caseId, ids));
	// Whoever comes from another area takes part, and runs nothing.
	if (name === 'hand-over-chair') for (const id of await visitorsAmong(tx, ids)) closed.add(id);
	const agencies = new Map((await readAgencies(tx)).map((row) => [row.id, row]));
	const starting = meeting.phase === 'CONVENED';
	const configOn = await readAreaConfigs(tx, actor.areaId, earliest(meetingOn(meeting), londonDate(now)));
	const elsewhere = (await dependencies.presentElsewhere?.(tx, meeting.id)) ?? [];
	return {
		actor,
		now,
		newId: randomUUID,
		present: [...new Set([...dependencies.present(meeting.id), ...elsewhere])],
		directory: (personId) =>
			closed.has(personId) ? null : (people.get(personId) ?? meeting.attendance.seats[personId]?.person ?? null),
		agencyName: (agencyId) => agencies.get(agencyId)?.name ?? null,
		agencyType: (agencyId) => (agencies.get(agencyId)?.type ?? null) as AgencyType | null,
		statementVersion,
		config: configOn(meetingOn(meeting)),
		configOn,
		case: starting ? await readCaseSummary(tx, head.caseId) : null,
		previousLocked: starting ? await previousIsLocked(tx, head) : true,
		reported: TOLD_OF_ACTIONS.includes(name) ? await readReportedActions(tx, head.caseId) : [],
		planAuthors: name === 'accept-action' ? await readAuthors(tx, (await documentsOf(tx, meeting.id)).plan) : [],
		frozen: frozen?.context ?? null,
		putBack,
		agencyReturn: beside.agencyReturn ?? null,
		proposal: beside.proposal ?? null,
		correction: beside.correction ?? null
	};
}

async function previousIsLocked(tx: Tx, head: MeetingHead): Promise<boolean> {
	if (head.seq === 1) return true;
	return (await previousMeeting(tx, head.caseId, head.seq))?.phase === 'LOCKED';
}

/** Every person id a command names, whatever its shape: only these are looked up. */
function identifiersIn(input: unknown, found: string[] = []): string[] {
	if (typeof input === 'string' && isIdentifier(input)) found.push(input);
	else if (input && typeof input === 'object') for (const value of Object.values(input)) identifiersIn(value, found);
	return found;
}
