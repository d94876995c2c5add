/**
 * Asking about a text, answering and settling a question. The corridor of every command (parse, lock and fold, may this person,
 * decide, write with the audit row in one transaction), but nothing of it is an event of the meeting: those are kept for ever, and
 * go to everybody in it. A question that is not for somebody is answered as if it were not there.
 */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { ASK_LIMIT, type Ask, isAskField, mayAsk, maySettleAsk } from '#lib/asks/ask.ts';
import { ASK_SCHEMAS, type AskCommandName, type AskInput } from '#lib/asks/ask-commands.ts';
import { parseInput } from '#lib/input.ts';
import { isHere } from '#lib/meeting/lifecycle.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { isInAudience } from '#lib/restricted/audiences.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { documentNamed } from '#lib/wire.ts';
import { askOfCommand, changeAsk, countAsksOf, insertAsk } from '../persistence/asks.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Tx } from '../persistence/database.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { readNotesById, readReaders } from '../persistence/restricted-notes.ts';
import { doorState } from './admission.ts';
import { readAsksFor } from './asks-for.ts';
import { readDoorFacts } from './case-access.ts';
import { isIdentifier, loadMeeting, NO_MEETING } from './load-meeting.ts';
import type { CommandRequest, RunDependencies } from './run-command.ts';

type Asked<Name extends AskCommandName> = {
	readonly meeting: Meeting;
	readonly areaId: string;
	readonly personId: string;
	readonly commandId: string;
	readonly at: Date;
	readonly input: AskInput<Name>;
	readonly statement: number;
};
/** @returns id of the question, for the audit; null when there was nothing to change */
type Work<Name extends AskCommandName> = (tx: Tx, asked: Asked<Name>) => Promise<Result<string | null>>;

const COMMAND_ID = /^[\w-]{8,64}$/;
const NO_ASK = refuse('missing', 'There is no such question any more');
const NO_TEXT = refuse('missing', 'There is no such text in this meeting');
const MEANWHILE = refuse(
	'changed-meanwhile',
	'Somebody answered or settled it while you were writing. Look at it, then try again'
);

/**
 * Runs one of the three. Refusals: missing, forbidden, invalid, not-now, changed-meanwhile. A command id that was already carried
 * out changes nothing.
 * @throws what the database throws; nothing is stored then
 */
export async function runAskCommand(
	{ database, cache, now }: Pick<RunDependencies, 'database' | 'cache' | 'now'>,
	{ actor, meetingId, commandId, input: typed, command }: CommandRequest & { readonly command: AskCommandName }
): Promise<Result<{ readonly version: number }>> {
	if (!isIdentifier(meetingId)) return NO_MEETING;
	if (!COMMAND_ID.test(commandId)) return refuse('invalid', 'Reload the page and try again.');
	// Each name's schema makes that name's input; the table loses the pairing, so it is restated here once.
	const schema = ASK_SCHEMAS[command] as z.ZodType<AskInput<AskCommandName>>;
	const input = parseInput(schema, typed);
	if (!input.ok) return input;
	const { areaId, personId } = actor;
	return database.withArea(areaId, async (tx): Promise<Result<{ readonly version: number }>> => {
		const head = await readHead(tx, meetingId, true);
		if (!head) return NO_MEETING;
		const meeting = await loadMeeting(tx, cache, head);
		const { statement, isClosed } = await readDoorFacts(tx, head.caseId, personId);
		if (isClosed || !doorState(meeting, actor, statement)) return NO_MEETING;
		const work = WORK[command] as Work<AskCommandName>;
		const asked = { meeting, areaId, personId, commandId, at: now(), input: input.value, statement };
		const ran = isHere(meeting, personId, meeting.phase === 'LOCKED' ? 0 : statement)
			? await work(tx, asked)
			: refuse('forbidden', 'Only people in the meeting can do this');
		if (ran.ok && ran.value) await writeAudit(tx, actor, command, 'ask', ran.value, meetingId);
		if (!ran.ok && ran.kind === 'forbidden')
			await writeAudit(tx, actor, `deny-${command}`, 'meeting', meetingId, meetingId);
		return ran.ok ? done({ version: meeting.version }) : ran;
	});
}

const invalid = (field: string, message: string) => refuse('invalid', message, [{ field, message }]);

const ask: Work<'ask-about-text'> = async (tx, { meeting, areaId, personId, commandId, at, input, statement }) => {
	if (!mayAsk(meeting, personId, statement)) return notNow(meeting);
	const { document, field, pinnedFrom, pinnedTo, toAgency, toPerson, question } = input;
	if (!isAskField(document, field) || !(await isReadable(tx, meeting, personId, document))) return NO_TEXT;
	if (toAgency !== null && toPerson !== null)
		return invalid('toPerson', 'Ask one person, one agency or everybody in the room');
	const seats = Object.values(meeting.attendance.seats).filter(({ removed }) => !removed);
	if (toPerson !== null && !seats.some(({ person }) => person.personId === toPerson && person.guest !== true))
		return invalid('toPerson', 'Choose somebody who is invited to this meeting');
	if (toAgency !== null && !seats.some(({ person }) => person.agencyId === toAgency))
		return invalid('toAgency', 'Choose an agency that is invited to this meeting');
	// Asking tells them that there is a text: nobody is asked about one they may not read.
	if (toPerson !== null && !(await isReadable(tx, meeting, toPerson, document)))
		return invalid('toPerson', 'This person may not read the text. Ask somebody who may');
	if (await askOfCommand(tx, { meetingId: meeting.id, personId, commandId })) return done(null);
	const asks = await countAsksOf(tx, meeting.id, personId);
	if (asks.open >= ASK_LIMIT.openEach)
		return refuse('not-now', `${ASK_LIMIT.openEach} of your questions are not settled yet. Resolve or drop some first`);
	if (asks.all >= ASK_LIMIT.each)
		return refuse('not-now', `You have asked ${ASK_LIMIT.each} questions in this meeting. Ask aloud instead`);
	const id = randomUUID();
	await insertAsk(tx, {
		...{ id, areaId, meetingId: meeting.id, document, field, pinnedFrom, pinnedTo, toAgency, toPerson, question },
		...{ askedBy: personId, askedAt: at, commandId }
	});
	return done(id);
};

const answer: Work<'answer-ask'> = async (tx, { meeting, personId, at, input }) => {
	const found = await askFor(tx, meeting, personId, input.askId);
	if (found?.state !== 'OPEN') return NO_ASK;
	if (found.answer?.words === input.answer) return done(null);
	if (found.version !== input.edition) return MEANWHILE;
	const { id, version } = found;
	await changeAsk(tx, id, {
		answer: input.answer,
		answeredBy: personId,
		answeredAt: at,
		version: version + 1
	});
	return done(id);
};

const settle: Work<'settle-ask'> = async (tx, { meeting, personId, at, input }) => {
	const found = await askFor(tx, meeting, personId, input.askId);
	if (!found) return NO_ASK;
	if (!maySettleAsk(meeting, personId, { askedBy: found.asked.personId }))
		return refuse('forbidden', 'Only whoever asked, the chair or the minute taker can settle a question');
	if (found.state === input.as) return done(null);
	if (found.state !== 'OPEN' || found.version !== input.edition) return MEANWHILE;
	const { id, version } = found;
	await changeAsk(tx, id, { state: input.as, settledBy: personId, settledAt: at, version: version + 1 });
	return done(id);
};

const askFor = async (tx: Tx, meeting: Meeting, personId: string, askId: string): Promise<Ask | undefined> =>
	isIdentifier(askId) ? (await readAsksFor(tx, meeting, personId)).find(({ id }) => id === askId) : undefined;

/** Plan and minutes are for everybody in the room; a restricted note for those it is for. */
async function isReadable(tx: Tx, meeting: Meeting, personId: string, document: string): Promise<boolean> {
	const named = documentNamed(document);
	if (named?.kind !== 'restricted') return named !== null;
	const [note] = await readNotesById(tx, [named.of]);
	const reader = (await readReaders(tx, [personId])).get(personId);
	return note?.meetingId === meeting.id && reader !== undefined && isInAudience(note.audience, reader, note.madeBy);
}

const notNow = ({ phase }: Meeting) =>
	refuse(
		phase === 'CONVENED' || phase === 'LOCKED' || phase === 'CANCELLED' ? 'not-now' : 'forbidden',
		phase === 'CONVENED'
			? 'The meeting has not started. This can be done once it has'
			: phase === 'LOCKED' || phase === 'CANCELLED'
				? 'The minutes are closed. Nothing about them can be asked here'
				: 'Only people who take part can ask, and after the meeting the chair and the minute taker'
	);

const WORK: { readonly [Name in AskCommandName]: Work<Name> } = {
	'ask-about-text': ask,
	'answer-ask': answer,
	'settle-ask': settle
};
