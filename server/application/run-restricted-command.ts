/**
 * Making a restricted note, changing whom it is for, recording a victim's name. The corridor of every command (parse, lock and
 * fold, may this person, decide, write with the audit row in one transaction), but nothing of it is an event of the meeting:
 * those go to everybody in it. What one may not know of is answered as if it were not there.
 */

import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { AuditObject } from '#lib/audit/audit-objects.ts';
import { isGuestIn } from '#lib/guests/guest.ts';
import { parseInput } from '#lib/input.ts';
import { isHere } from '#lib/meeting/lifecycle.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { type Audience, isInAudience, VICTIM_AUDIENCE } from '#lib/restricted/audiences.ts';
import {
	audienceFrom,
	isOnlyNarrower,
	RESTRICTED_SCHEMAS,
	type RestrictedCommandName,
	type RestrictedInput
} from '#lib/restricted/restricted-commands.ts';
import {
	MOST_NOTES_EACH,
	mayChangeAudience,
	mayMakeNote,
	mayRecordVictims,
	restrictedDocument
} from '#lib/restricted/restricted-note.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Tx } from '../persistence/database.ts';
import { documentOf, insertDocument } from '../persistence/final-records.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { renewDocument } from '../persistence/renew-document.ts';
import {
	countNotesOf,
	insertAudience,
	insertNote,
	insertVictimName,
	noteOfCommand,
	readNotesById,
	readReaders,
	readVictimNames
} from '../persistence/restricted-notes.ts';
import { holdDocument } from '../persistence/typed-text.ts';
import { doorState } from './admission.ts';
import { readDoorFacts } from './case-access.ts';
import { isIdentifier, loadMeeting, NO_MEETING } from './load-meeting.ts';
import type { CommandRequest, RunDependencies } from './run-command.ts';

type Asked<Name extends RestrictedCommandName> = {
	readonly meeting: Meeting;
	readonly areaId: string;
	readonly personId: string;
	readonly commandId: string;
	readonly at: Date;
	readonly input: RestrictedInput<Name>;
	readonly statement: number;
};
type Did = {
	readonly object: AuditObject;
	readonly id: string;
	/** a document with another history than before */
	readonly renewed?: string;
};
/** @returns what it was done to, for the audit; null when there was nothing to change */
type Work<Name extends RestrictedCommandName> = (tx: Tx, asked: Asked<Name>) => Promise<Result<Did | null>>;

const COMMAND_ID = /^[\w-]{8,64}$/;
const NO_NOTE = refuse('missing', 'There is no such note in this meeting');
const MEANWHILE =
	'Somebody changed it while you were writing. Both are shown below: take what is right, then record again';

/** What a command did. */
export type RestrictedDone = {
	/** of the meeting, which does not change by it */
	readonly version: number;
	/** a document with another history now */
	readonly renewed: string | null;
};

/**
 * Runs one of the three. Refusals: missing, forbidden, invalid, not-now, changed-meanwhile. A command id that was already
 * carried out changes nothing.
 * @throws what the database throws; nothing is stored then
 */
export async function runRestrictedCommand(
	{ database, cache, now }: Pick<RunDependencies, 'database' | 'cache' | 'now'>,
	{
		actor,
		meetingId,
		commandId,
		input: typed,
		...request
	}: CommandRequest & { readonly command: RestrictedCommandName }
): Promise<Result<RestrictedDone>> {
	const command = request.command;
	if (!isIdentifier(meetingId)) return NO_MEETING;
	if (!COMMAND_ID.test(commandId)) return refuse('invalid', 'Reload the page and try again.');
	// Each name's schema makes that name's input; the table loses the pairing, so it is restated here once.
	const schema = RESTRICTED_SCHEMAS[command] as z.ZodType<RestrictedInput<RestrictedCommandName>>;
	const input = parseInput(schema, typed);
	if (!input.ok) return input;
	const { areaId, personId } = actor;
	return database.withArea(areaId, async (tx): Promise<Result<RestrictedDone>> => {
		const head = await readHead(tx, meetingId, true);
		if (!head) return NO_MEETING;
		const meeting = await loadMeeting(tx, cache, head);
		const { statement, isClosed } = await readDoorFacts(tx, head.caseId, personId);
		if (isClosed || !doorState(meeting, actor, statement)) return NO_MEETING;
		const work = WORK[command] as Work<RestrictedCommandName>;
		const asked = { meeting, areaId, personId, commandId, at: now(), input: input.value, statement };
		// A guest reads what names them, and makes nothing (R4).
		const isInside =
			isHere(meeting, personId, meeting.phase === 'LOCKED' ? 0 : statement) && !isGuestIn(meeting, personId);
		const ran = isInside ? await work(tx, asked) : refuse('forbidden', 'Only people in the meeting can do this');
		const did: Did | null = ran.ok ? ran.value : { object: 'meeting', id: meetingId };
		if (ran.ok && did) await writeAudit(tx, actor, command, did.object, did.id, meetingId);
		if (!ran.ok && ran.kind === 'forbidden')
			await writeAudit(tx, actor, `deny-${command}`, 'meeting', meetingId, meetingId);
		return ran.ok ? done({ version: meeting.version, renewed: did?.renewed ?? null }) : ran;
	});
}

const notNow = ({ phase }: Meeting): Refusal =>
	refuse(
		phase === 'LIVE' || phase === 'DRAFT' || phase === 'WITH_CHAIR' ? 'forbidden' : 'not-now',
		phase === 'CONVENED'
			? 'The meeting has not started. This can be done once it has'
			: phase === 'LOCKED'
				? 'The minutes are locked. Nothing in them can change'
				: 'Only the chair or the minute taker can do this'
	);

const makeNote: Work<'make-restricted-note'> = async (
	tx,
	{ meeting, areaId, personId, commandId, at, input, statement }
) => {
	if (!mayMakeNote(meeting, personId, statement)) return notNow(meeting);
	if (!meeting.agenda.items.some(({ code }) => code === input.item)) {
		const message = 'Choose an item of this agenda';
		return refuse('invalid', message, [{ field: 'item', message }]);
	}
	const audience = audienceFrom(meeting, input, personId);
	if ('ok' in audience) return audience;
	if (await noteOfCommand(tx, { meetingId: meeting.id, personId, commandId })) return done(null);
	if ((await countNotesOf(tx, meeting.id, personId)) >= MOST_NOTES_EACH)
		return refuse('not-now', `You have made ${MOST_NOTES_EACH} restricted notes in this meeting. Write in one of them`);
	const id = randomUUID();
	const { item } = input;
	await insertNote(tx, { id, areaId, meetingId: meeting.id, item, madeBy: personId, madeAt: at, commandId });
	await insertAudience(tx, {
		...{ areaId, noteId: id, version: 1, audience, changedBy: personId, changedAt: at, commandId }
	});
	await insertDocument(tx, areaId, meeting.id, restrictedDocument(id));
	return done({ object: 'restricted-note', id });
};

const changeAudience: Work<'change-restricted-audience'> = async (tx, asked) => {
	const { meeting, areaId, personId, commandId, at, input } = asked;
	const [note] = isIdentifier(input.noteId) ? await readNotesById(tx, [input.noteId]) : [];
	const reader = (await readReaders(tx, [personId])).get(personId);
	if (!note || !reader || note.meetingId !== meeting.id || !isInAudience(note.audience, reader, note.madeBy))
		return NO_NOTE;
	if (!mayChangeAudience(meeting, personId, note.madeBy))
		return refuse('forbidden', 'Only whoever made the note, or the chair, can change who may see it');
	const audience = audienceFrom(meeting, input, note.madeBy);
	if ('ok' in audience) return audience;
	if (isSame(note.audience, audience)) return done(null);
	if (note.version !== input.edition) return refuse('changed-meanwhile', MEANWHILE);
	if (meeting.phase === 'LOCKED' && !isOnlyNarrower(note.audience, audience))
		return refuse('not-now', 'The minutes are locked. People can be left out of a note now, and nobody let in');
	await insertAudience(tx, {
		...{ areaId, noteId: note.id, version: note.version + 1, audience, changedBy: personId, changedAt: at, commandId }
	});
	if (isOnlyNarrower(note.audience, audience)) return done({ object: 'restricted-note', id: note.id });
	// What was taken out of it while it was for fewer people reaches nobody else.
	const documentId = await documentOf(tx, meeting.id, restrictedDocument(note.id));
	if (documentId === null) throw new Error('a note has a document');
	await holdDocument(tx, documentId);
	await renewDocument(tx, areaId, documentId);
	return done({ object: 'restricted-note', id: note.id, renewed: documentId });
};

const recordName: Work<'record-victim-name'> = async (tx, { meeting, areaId, personId, commandId, at, input }) => {
	const reader = (await readReaders(tx, [personId])).get(personId);
	if (!reader || !isInAudience(VICTIM_AUDIENCE, reader, null))
		return refuse(
			'forbidden',
			'Only police, probation, the victim liaison officer and children’s services can do this'
		);
	if (!mayRecordVictims(meeting)) return notNow(meeting);
	const { code, name, alsoKnownAs, edition } = input;
	const { caseId } = meeting.convened;
	const before = (await readVictimNames(tx, caseId)).find((one) => one.code === code);
	if (before?.name === name && before.alsoKnownAs.join('\n') === alsoKnownAs.join('\n')) return done(null);
	if ((before?.version ?? 0) !== edition) return refuse('changed-meanwhile', MEANWHILE);
	const version = edition + 1;
	await insertVictimName(tx, {
		...{ areaId, caseId, code, version, name, alsoKnownAs: [...alsoKnownAs], recordedBy: personId },
		...{ recordedAt: at, commandId }
	});
	return done({ object: 'case', id: caseId });
};

const isSame = (a: Audience, b: Audience): boolean =>
	a.kind === b.kind &&
	a.isHidden === b.isHidden &&
	sorted(a.named) === sorted(b.named) &&
	sorted(a.leftOut) === sorted(b.leftOut);
const sorted = (ids: readonly string[]): string => [...ids].sort().join(' ');

const WORK: { readonly [Name in RestrictedCommandName]: Work<Name> } = {
	'make-restricted-note': makeNote,
	'change-restricted-audience': changeAudience,
	'record-victim-name': recordName
};
