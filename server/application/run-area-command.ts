/**
 * Commands on an area, outside any meeting: open a case, convene a meeting, add an agency or a person, a new statement.
 * The same corridor as in a meeting: parse, may this actor, check, one transaction with its audit row.
 */
import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { agency, area, mappCase, person, statement } from '#drizzle/schema.ts';
import {
	AREA_COMMANDS,
	type AreaCommandName,
	type AreaInputOf,
	isAreaCommandName,
	mayRunInArea
} from '#lib/cases/area-commands.ts';
import type { Category, Level } from '#lib/cases/case.ts';
import { CASE_COMMAND_OBJECT } from '#lib/cases/case-command-table.ts';
import { decideConvene } from '#lib/cases/case-commands.ts';
import type { Actor } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readAreaConfigs, readStatement } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import { latestMeeting, nextMeetingNumber, readInitialDue } from '../persistence/case-register.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { insertDocuments } from '../persistence/final-records.ts';
import { readLatestPlan } from '../persistence/imported-plans.ts';
import { appendEvents, insertMeeting, type MeetingHead, readHead } from '../persistence/meeting-log.ts';
import { readGrades } from '../persistence/people.ts';
import { changeAreaNumber, noteMeetingStep, passOnMail, retryMail, setPersonGrade } from './calendar-work.ts';
import { carriedEvents, carryImported, carryTexts } from './carry-over.ts';
import { mayKnowCase, NO_CASE, readInvitableTo } from './case-access.ts';
import { CASE_WORK } from './case-work.ts';
import { createAccount } from './create-account.ts';
import { readTexts } from './freeze-meeting.ts';
import type { Happened } from './leave-closed-case.ts';
import { isIdentifier, loadMeeting, stamp } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { openCase } from './open-case.ts';
import type { PasswordHasher } from './password-hash.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';
import { tellOfMeeting } from './tell-of-meeting.ts';

export type AreaCommandRequest = { readonly actor: Actor; readonly command: string; readonly input: unknown };
export type AreaCommandDone = {
	readonly id: string;
	readonly warnings: readonly string[];
	/** what followed at meetings, to be published after COMMIT */
	readonly happened?: readonly Happened[];
};
export type AreaDependencies = {
	readonly database: Database;
	readonly cache: MeetingCache;
	readonly passwords: PasswordHasher;
	readonly now: () => Date;
};
type Work<Name extends AreaCommandName> = (
	tx: Tx,
	actor: Actor,
	input: AreaInputOf<Name>,
	dependencies: AreaDependencies
) => Promise<Result<AreaCommandDone>>;

const made = (id: string, warnings: readonly string[] = []): Result<AreaCommandDone> => done({ id, warnings });
const taken = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);

/**
 * Runs one command. Refusals: missing, forbidden, invalid. A refusal leaves nothing behind.
 * @throws what the database throws; nothing is stored then
 */
export async function runAreaCommand(
	dependencies: AreaDependencies,
	{ actor, command, input }: AreaCommandRequest
): Promise<Result<AreaCommandDone>> {
	if (!isAreaCommandName(command)) return refuse('missing', 'There is no such command. Reload the page.');
	return perform(command, dependencies, actor, input);
}

async function perform<Name extends AreaCommandName>(
	name: Name,
	dependencies: AreaDependencies,
	actor: Actor,
	typed: unknown
): Promise<Result<AreaCommandDone>> {
	const barred = mayRunInArea(actor, name);
	if (barred) {
		await dependencies.database.withArea(actor.areaId, (tx) =>
			writeAudit(tx, actor, `deny-${name}`, 'area', actor.areaId)
		);
		return barred;
	}
	// Each name's schema makes that name's input; the table loses the pairing, so it is restated here once.
	const { schema, check } = AREA_COMMANDS[name] as unknown as {
		schema: Parameters<typeof parseInput<AreaInputOf<Name>>>[0];
		check: (input: AreaInputOf<Name>, actor: Actor) => Refusal | null;
	};
	const input = parseInput(schema, typed);
	if (!input.ok) return input;
	const refused = check(input.value, actor);
	if (refused) return refused;
	return dependencies.database
		.withArea(actor.areaId, async (tx) => {
			const answer = await WORK[name](tx, actor, input.value, dependencies);
			if (!answer.ok) throw new RolledBack(answer);
			await writeAudit(tx, actor, name, OBJECT[name], answer.value.id);
			return answer;
		})
		.catch(refusalOf);
}

const OBJECT: Record<AreaCommandName, string> = {
	'open-case': 'case',
	'convene-meeting': 'meeting',
	...CASE_COMMAND_OBJECT,
	'add-agency': 'agency',
	'add-person': 'person',
	'set-statement-text': 'statement',
	'set-area-number': 'area-number',
	'set-person-grade': 'person',
	'note-meeting-step': 'meeting',
	'retry-mail': 'mail',
	'pass-on-mail': 'mail'
};

const convene: Work<'convene-meeting'> = async (tx, actor, input, { cache, now }) => {
	if (!(await mayKnowCase(tx, actor, input.caseId))) return NO_CASE;
	// The case row is held so that two meetings cannot get the same number.
	const [found] = await tx.select().from(mappCase).where(eq(mappCase.id, input.caseId)).for('update');
	if (!found) return NO_CASE;
	if (found.status === 'CLOSED')
		return refuse('not-now', 'This case is closed. Open it again before you convene a meeting.');
	const last = await latestMeeting(tx, found.id);
	if (last?.phase === 'CONVENED')
		return refuse('not-now', 'The next meeting about this case is convened already. Change that one instead.');
	const imported = last ? null : await readLatestPlan(tx, found.id);
	const people = new Map((await readInvitableTo(tx, found.id)).map((one) => [one.personId, one]));
	const at = now().toISOString();
	const decided = decideConvene(input, {
		now: at,
		seq: await nextMeetingNumber(tx, found.id),
		category: found.category as Category,
		level: found.level as Level,
		caseManagerId: found.caseManagerId,
		lastMeetingOn: last
			? londonDate((last.startedAt ?? last.scheduledStart).toISOString())
			: (imported?.mark.adoptedOn ?? null),
		lastLevel: last ? (last.level as 2 | 3) : imported && found.level !== 1 ? (found.level as 2 | 3) : null,
		initialDue: await readInitialDue(tx, found.id),
		directory: (personId) => people.get(personId) ?? null,
		gradeOf: await readGrades(tx, [input.chairId]),
		configOn: await readAreaConfigs(tx, actor.areaId)
	});
	if (!decided.ok) return decided;

	const row = { areaId: actor.areaId, meetingId: randomUUID() };
	const begun = stamp(null, decided.value.events, at, actor.personId, row.meetingId);
	await insertMeeting(tx, row, begun.after);
	await insertDocuments(tx, row.areaId, row.meetingId);
	await appendEvents(tx, row, begun.events, begun.after, `convene-${row.meetingId}`);
	await tellOfMeeting(tx, actor.areaId, null, begun.after, begun.events);
	if (last?.phase === 'LOCKED') await carryFrom(tx, cache, last, row, begun.after, actor, at);
	else if (imported) await carryImported(tx, row, begun.after, imported, actor, at);
	return made(row.meetingId, decided.value.warnings);
};

/** The plan of the locked meeting before becomes the beginning of this one; otherwise the lock brings it later. */
async function carryFrom(
	tx: Tx,
	cache: MeetingCache,
	last: MeetingHead,
	row: { areaId: string; meetingId: string },
	before: Parameters<typeof stamp>[0],
	actor: Actor,
	at: string
): Promise<void> {
	const head = await readHead(tx, last.id);
	if (!head) return;
	const from = await loadMeeting(tx, cache, head);
	const { plan } = await readTexts(tx, from.id);
	const { events, after } = stamp(before, carriedEvents(from, plan.fields), at, actor.personId);
	await appendEvents(tx, row, events, after, `carry-${from.id}`);
	await carryTexts(tx, row.areaId, row.meetingId, from, plan.fields);
}

const addAgency: Work<'add-agency'> = async (tx, actor, input) => {
	const [row] = await tx
		.insert(agency)
		.values({ ...input, areaId: actor.areaId, countsForAttendance: input.type !== 'MAPPA_UNIT' })
		.onConflictDoNothing({ target: [agency.areaId, agency.code] })
		.returning({ id: agency.id });
	return row ? made(row.id) : taken('code', 'There is an agency with this code already');
};

const addPerson: Work<'add-person'> = async (tx, actor, input, { passwords }) => {
	const { email, temporaryPassword, ...rest } = input;
	const [home] = isIdentifier(input.agencyId)
		? await tx.select({ id: agency.id }).from(agency).where(eq(agency.id, input.agencyId))
		: [];
	if (!home) return taken('agencyId', 'Choose an agency of this area');
	const [row] = await tx
		.insert(person)
		.values({ ...rest, areaId: actor.areaId })
		.returning({ id: person.id });
	if (!row) throw new Error('the person was not stored');
	const request = { areaId: actor.areaId, personId: row.id, email, password: temporaryPassword };
	const account = await createAccount(tx, passwords, request);
	if (account.ok) return made(row.id);
	const field = account.kind === 'changed-meanwhile' ? 'email' : 'temporaryPassword';
	return refuse('invalid', account.message, [{ field, message: account.message }]);
};

/** A new version in one language takes the other languages' texts along, so that every version is whole. */
const setStatementText: Work<'set-statement-text'> = async (tx, actor, { language, text }) => {
	// The area's row is held so that two versions cannot get the same number.
	await tx.select({ id: area.id }).from(area).where(eq(area.id, actor.areaId)).for('update');
	const current = await readStatement(tx);
	const version = 1 + Math.max(0, ...current.map((one) => one.version));
	const others = current.filter((one) => one.language !== language);
	const texts = [...others, { language, text }];
	await tx
		.insert(statement)
		.values(texts.map((one) => ({ areaId: actor.areaId, version, language: one.language, text: one.text })));
	const [row] = await tx
		.select({ id: statement.id })
		.from(statement)
		.where(and(eq(statement.version, version), eq(statement.language, language)));
	return made(row?.id ?? actor.areaId);
};

const WORK: { readonly [Name in AreaCommandName]: Work<Name> } = {
	'open-case': openCase,
	'convene-meeting': convene,
	...CASE_WORK,
	'add-agency': addAgency,
	'add-person': addPerson,
	'set-statement-text': setStatementText,
	'set-area-number': (tx, actor, input, { now }) => changeAreaNumber(tx, actor, input, now()),
	'set-person-grade': setPersonGrade,
	'note-meeting-step': (tx, actor, input, { now }) => noteMeetingStep(tx, actor, input, now()),
	'retry-mail': retryMail,
	'pass-on-mail': (tx, actor, input, { now }) => passOnMail(tx, actor, input, now())
};
