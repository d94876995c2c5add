/**
 * Many commands of one meeting, decided in memory and stored together. Each is parsed, permitted and decided by the product's
 * own rules, as behind any door; only the way to the database is shorter, so that a year takes seconds and not minutes.
 */
import { randomUUID } from 'node:crypto';
import type { Actor, AgencyType } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import type { DecideContext } from '#lib/meeting/command.ts';
import { type CommandName, commandNamed } from '#lib/meeting/commands.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import type { Meeting, Stamped } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import { loadMeeting, stamp } from '#server/application/load-meeting.ts';
import { readAreaConfigs, readStatementVersion } from '#server/persistence/area.ts';
import { writeAudit } from '#server/persistence/audit.ts';
import { readCaseSummary } from '#server/persistence/case-register.ts';
import type { Tx } from '#server/persistence/database.ts';
import { readInvitable } from '#server/persistence/invitable.ts';
import { appendEvents, readHead } from '#server/persistence/meeting-log.ts';
import { readAgencies } from '#server/persistence/people.ts';
import type { Stage } from '../demo-stage.ts';
import { COORDINATOR } from './year-people.ts';

export type Batch = {
	/** as all commands so far left it */
	readonly meeting: () => Meeting;
	/** @throws when the command is refused, which is a fault of the year or of the product */
	readonly does: (code: string, command: CommandName, input?: object) => void;
	/** Stores the events of all commands in their order. */
	readonly store: () => Promise<void>;
};

type Context = Omit<DecideContext, 'actor' | 'now' | 'present'>;

export async function openBatch(stage: Stage, tx: Tx, meetingId: string): Promise<Batch> {
	const head = await readHead(tx, meetingId, true);
	if (!head) throw new Error('there is no such meeting');
	let meeting = await loadMeeting(tx, stage.cache, head);
	const context = await contextOf(stage, tx, meeting);
	const waiting: Stamped[] = [];
	return {
		meeting: () => meeting,
		does: (code, name, input = {}) => {
			const actor: Actor = stage.actor(code);
			const command = commandNamed(name);
			const parsed = parseInput(command.schema, input);
			const barred = parsed.ok ? mayRun(meeting, actor, name, context.statementVersion) : parsed;
			if (barred) throw refused(name, barred);
			const now = stage.now().toISOString();
			const present = Object.values(meeting.attendance.seats).flatMap((seat) =>
				seat.confirmed && !seat.removed ? [seat.person.personId] : []
			);
			const decided = parsed.ok ? command.decide(meeting, parsed.value, { ...context, actor, now, present }) : parsed;
			if (!decided.ok) throw refused(name, decided);
			const { events, after } = stamp(meeting, decided.value, now, actor.personId);
			waiting.push(...events);
			meeting = after;
		},
		store: async () => {
			await appendEvents(tx, { areaId: stage.areaId, meetingId }, waiting.splice(0), meeting, `year-${randomUUID()}`);
			stage.cache.keep(meeting);
			const by = stage.actor(COORDINATOR);
			await writeAudit(tx, by, 'load-demo-year', 'meeting', meetingId, meetingId);
		}
	};
}

const refused = (
	name: string,
	{ message, problems = [] }: { message: string; problems?: readonly { field: string; message: string }[] }
) =>
	new Error(
		`the year's ${name} was refused: ${[message, ...problems.map((one) => `${one.field}: ${one.message}`)].join('; ')}`
	);

async function contextOf(stage: Stage, tx: Tx, meeting: Meeting): Promise<Context> {
	const people = new Map((await readInvitable(tx)).map((one) => [one.personId, one]));
	const agencies = new Map((await readAgencies(tx)).map((one) => [one.id, one]));
	const configOn = await readAreaConfigs(tx, stage.areaId, meetingOn(meeting));
	return {
		newId: randomUUID,
		directory: (personId) => people.get(personId) ?? null,
		agencyName: (agencyId) => agencies.get(agencyId)?.name ?? null,
		agencyType: (agencyId) => (agencies.get(agencyId)?.type ?? null) as AgencyType | null,
		statementVersion: await readStatementVersion(tx),
		...{ config: configOn(meetingOn(meeting)), configOn },
		case: await readCaseSummary(tx, meeting.convened.caseId),
		...{ previousLocked: true, frozen: null, putBack: null, agencyReturn: null, proposal: null },
		...{ correction: null, reported: [], planAuthors: [] }
	};
}
