/**
 * What is done beside a locked record: addenda, filing, hand-off. The corridor of every command (parse, hold the meeting, may
 * this person, decide, write with the audit row in one transaction). The record, its events and its texts are not touched.
 */
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { mappCase } from '#drizzle/schema.ts';
import { type AddendumRecord, addendumSeal } from '#lib/addenda/addendum.ts';
import {
	asksPassword,
	mayRunOnRecord,
	RECORD_COMMANDS,
	type RecordCommandName,
	type RecordInput,
	type RecordPlace
} from '#lib/addenda/record-commands.ts';
import { isInTheRoom } from '#lib/attendance/attendance.ts';
import type { CorrectionKind, SettledAs } from '#lib/corrections/correction.ts';
import { MOST_PROPOSALS } from '#lib/corrections/correction-commands.ts';
import { recordPlaces } from '#lib/corrections/correction-places.ts';
import { mayReadCopy } from '#lib/distribution/minutes-copy.ts';
import { isForManager } from '#lib/hand-off/hand-off-parts.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import type { MailKind } from '#lib/mail/mail-kinds.ts';
import { isChair, isRecorder, type Meeting } from '#lib/meeting/meeting.ts';
import { filingRefused, isSameFiling } from '#lib/minutes/file-minutes.ts';
import type { RecordPerson } from '#lib/minutes/final-record.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { addWorkingDays, londonDate, longDate } from '#lib/time.ts';
import { renderLaidOut } from '../export/pdf.ts';
import { printedSeal, type SealIdentity, sealable } from '../export/seal-identity.ts';
import { sealedBy, signSeal } from '../export/sign-seal.ts';
import { ofTheRecord } from '../of-the-record.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import {
	correctionOfCommand,
	countCorrectionsOf,
	insertAddendum,
	insertCorrection,
	insertDecision,
	insertFiling,
	insertHandOff,
	readAddenda,
	readCorrections,
	readFiling
} from '../persistence/corrections.ts';
import type { Tx } from '../persistence/database.ts';
import { readRecord } from '../persistence/final-records.ts';
import { readLateWords } from '../persistence/late-words.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { readCopiesOfMeeting, readCopiesOfPeople, type StoredCopy } from '../persistence/minutes-copies.ts';
import { readPersonRefs } from '../persistence/people.ts';
import { doorState } from './admission.ts';
import { closedPeople, readDoorFacts } from './case-access.ts';
import { idFrom } from './id-from.ts';
import { isIdentifier, loadMeeting, NO_MEETING } from './load-meeting.ts';
import { readDistribution } from './note-distributed.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';
import type { CommandDone, CommandRequest, RunDependencies } from './run-command.ts';
import { stepUpOwed } from './sign-in.ts';
import { tell } from './tell.ts';
import { readsTheWhole } from './whole-record.ts';

export type RecordDependencies = Pick<RunDependencies, 'database' | 'cache' | 'now'> & {
	/** null = nothing can be sealed, and the chair is told why */
	readonly seal: SealIdentity | null;
};
type Asked<Name extends RecordCommandName> = {
	readonly meeting: Meeting;
	readonly actor: Actor;
	readonly place: RecordPlace;
	readonly commandId: string;
	readonly at: Date;
	readonly input: RecordInput<Name>;
	readonly seal: SealIdentity | null;
};
/** @returns null when there was nothing to change */
type Work<Name extends RecordCommandName> = (tx: Tx, asked: Asked<Name>) => Promise<Result<null>>;

const COMMAND_ID = /^[\w-]{8,64}$/;
const AGENCIES_TIME = 'The time in which agencies may ask for corrections is over. Ring the MAPPA unit';

/** What somebody is to a locked record, or null when nothing of it is theirs. */
export async function recordPlace(tx: Tx, actor: Actor, meeting: Meeting, now: Date): Promise<RecordPlace | null> {
	const { statement, isClosed } = await readDoorFacts(tx, meeting.convened.caseId, actor.personId);
	if (isClosed) return null;
	const state = doorState(meeting, actor, statement);
	const isInside = state === 'in-the-room' || (isMappaUnit(actor) && state !== null && state !== 'removed');
	const whole = isInside && readsTheWhole(actor, meeting);
	const [row] = await tx
		.select({ manager: mappCase.caseManagerId })
		.from(mappCase)
		.where(eq(mappCase.id, meeting.convened.caseId));
	const isManager = row?.manager === actor.personId;
	// Whoever was there says what is wrong until the minutes have gone out; then whoever has a copy that may be read.
	const asks =
		whole ||
		(await openCopyOf(tx, actor, meeting.id, now)) !== null ||
		(isInside && !(await readDistribution(tx, meeting.id)));
	return asks || isManager ? { whole, asks, isManager } : null;
}

/** The newest copy of a meeting's minutes that this person may read now; null when there is none. */
export async function openCopyOf(
	tx: Tx,
	{ personId }: Pick<Actor, 'personId'>,
	meetingId: string,
	now: Date
): Promise<StoredCopy | null> {
	const today = londonDate(now.toISOString());
	const open = (await readCopiesOfPeople(tx, [personId])).filter(
		(copy) => copy.meetingId === meetingId && mayReadCopy(copy.access, today)
	);
	return open.toSorted((a, b) => b.number - a.number)[0] ?? null;
}

/**
 * Runs one of them. Refusals: missing, forbidden, invalid, not-now, changed-meanwhile. A refusal leaves nothing behind but its
 * audit row; a command id that was already carried out changes nothing.
 * @throws what the database throws, and PdfProblem; nothing is stored then
 */
export async function runRecordCommand(
	{ database, cache, now, seal }: RecordDependencies,
	{
		actor,
		meetingId,
		commandId,
		input: typed,
		stepUpAt = null,
		...request
	}: CommandRequest & { readonly command: RecordCommandName }
): Promise<Result<CommandDone>> {
	const { command } = request;
	if (!isIdentifier(meetingId)) return NO_MEETING;
	if (!COMMAND_ID.test(commandId)) return refuse('invalid', 'Reload the page and try again.');
	return database
		.withArea(actor.areaId, async (tx): Promise<Result<CommandDone>> => {
			const head = await readHead(tx, meetingId, true);
			if (!head) return NO_MEETING;
			const meeting = await loadMeeting(tx, cache, head);
			const place = await recordPlace(tx, actor, meeting, now());
			if (!place) return NO_MEETING;
			const barred = mayRunOnRecord(meeting, actor, place, command);
			if (barred) {
				await writeAudit(tx, actor, `deny-${command}`, 'final-minutes', meetingId, meetingId);
				return place.asks ? barred : NO_MEETING;
			}
			// Each name's schema makes that name's input; the table loses the pairing, so it is restated here once.
			const schema = RECORD_COMMANDS[command].schema as unknown as z.ZodType<RecordInput<RecordCommandName>>;
			const input = parseInput(schema, typed);
			if (!input.ok) return input;
			if (asksPassword(command) && stepUpOwed(stepUpAt, now()))
				return refuse('step-up', 'Enter your password again first.');
			const work = WORK[command] as Work<RecordCommandName>;
			const ran = await work(tx, { meeting, actor, place, commandId, at: now(), input: input.value, seal });
			if (!ran.ok) throw new RolledBack(ran);
			await writeAudit(tx, actor, command, 'final-minutes', meetingId, meetingId);
			return done({ version: meeting.version, events: [] });
		})
		.catch(refusalOf);
}

const wrong = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);

/** Tells whoever may still know of the case. */
async function tellSome(
	tx: Tx,
	{ meeting, actor }: Pick<Asked<RecordCommandName>, 'meeting' | 'actor'>,
	kind: MailKind,
	people: readonly string[],
	key: string
): Promise<void> {
	const others = [...new Set(people)].filter((personId) => personId !== actor.personId);
	const closed = await closedPeople(tx, meeting.convened.caseId, others);
	for (const personId of others.filter((one) => !closed.has(one)))
		await tell(tx, {
			...{ areaId: actor.areaId, personId, kind, meetingId: meeting.id },
			key: `${kind} ${meeting.id} ${personId} ${key}`
		});
}

/** The last day on which agencies may ask, counted from the day the minutes went out; null = they have not gone out. */
export async function correctionsUntil(tx: Tx, areaId: string, meeting: Meeting): Promise<string | null> {
	const out = await readDistribution(tx, meeting.id);
	if (!out) return null;
	const config = await readAreaConfig(tx, areaId, londonDate(meeting.startedAt ?? meeting.convened.scheduledStart));
	return addWorkingDays(out.on, config.correctionsWorkingDays);
}

const askAddendum: Work<'ask-addendum'> = async (tx, { meeting, actor, commandId, at, input }) => {
	const { areaId, personId } = actor;
	const stored = await readRecord(tx, meeting.id);
	if (!stored) return NO_MEETING;
	const before = await correctionOfCommand(tx, { meetingId: meeting.id, proposedBy: personId, commandId });
	if (before !== null) return done(null);
	const { place, says, shouldSay, why, kind, lateWordsId } = input;
	if (!recordPlaces(stored.record).some(({ value }) => value === place))
		return wrong('place', 'Choose what it is about');
	const until = await correctionsUntil(tx, areaId, meeting);
	const today = londonDate(at.toISOString());
	const isHeldToTime = !isMappaUnit(actor) && !isRecorder(meeting, personId);
	if (isHeldToTime && until !== null && today > until)
		return refuse('not-now', `${AGENCIES_TIME}. It ended on ${longDate(until)}`);
	if ((await countCorrectionsOf(tx, meeting.id, personId)) >= MOST_PROPOSALS)
		return refuse('not-now', 'You have asked for very many corrections already. Ring the MAPPA unit');
	if (lateWordsId !== null) {
		const own = isIdentifier(lateWordsId)
			? await readLateWords(tx, meeting.id, isRecorder(meeting, personId) ? null : personId)
			: [];
		if (!own.some(({ id }) => id === lateWordsId))
			return wrong('lateWordsId', 'There are no such words in this meeting');
	}
	const rows = await readCorrections(tx, meeting.id);
	const number = 1 + Math.max(0, ...rows.map((row) => row.number));
	await insertCorrection(tx, {
		...{ areaId, meetingId: meeting.id, number, kind, afterLock: true, place, says, shouldSay, why, lateWordsId },
		...{ proposedBy: personId, proposedAt: at, commandId }
	});
	await tellSome(tx, { meeting, actor }, 'addendum-asked', [meeting.chair.personId], String(number));
	return done(null);
};

/** Whoever may read the minutes now: while they have not gone out, whoever was there. */
async function readReaders(tx: Tx, meeting: Meeting, now: Date): Promise<readonly string[]> {
	const keepers = [meeting.chair.personId, meeting.minuteTaker.personId];
	const today = londonDate(now.toISOString());
	if (await readDistribution(tx, meeting.id)) {
		const copies = await readCopiesOfMeeting(tx, meeting.id);
		return [...keepers, ...copies.filter(({ access }) => mayReadCopy(access, today)).map(({ person }) => person.id)];
	}
	const there = Object.values(meeting.attendance.seats).filter((seat) => isInTheRoom(seat, 0));
	return [...keepers, ...there.map(({ person }) => person.personId)];
}

const asRecordPerson = (person: { name: string; agencyName: string; roleTitle: string } | undefined): RecordPerson => ({
	name: person?.name ?? '',
	agency: person?.agencyName ?? '',
	role: person?.roleTitle ?? ''
});
const SETTLED: Readonly<Record<'ADD' | 'NOTE' | 'REFUSE', SettledAs>> = {
	ADD: 'ADDED',
	NOTE: 'NOTED',
	REFUSE: 'REFUSED'
};

const decideAddendum: Work<'decide-addendum'> = async (tx, { meeting, actor, at, input, seal }) => {
	const { areaId, personId } = actor;
	const [row] = await readCorrections(tx, meeting.id, input.number);
	if (!row?.afterLock) return refuse('missing', 'There is no such request for these minutes');
	const settledAs = SETTLED[input.decision];
	if (row.decision !== null)
		return row.decision.settledAs === settledAs && row.decision.decidedBy === personId
			? done(null)
			: refuse('changed-meanwhile', 'This is decided already. Look at what was decided');
	await insertDecision(tx, {
		...{ areaId, meetingId: meeting.id, number: row.number, settledAs, reason: input.reason },
		...{ replaced: false, decidedBy: personId, decidedAt: at }
	});
	await tellSome(tx, { meeting, actor }, 'addendum-decided', [row.proposedBy], String(row.number));
	if (input.decision === 'REFUSE') return done(null);
	const stored = await readRecord(tx, meeting.id);
	if (!stored) return NO_MEETING;
	const identity = sealable(seal, at);
	const before = await readAddenda(tx, meeting.id);
	const number = before.length + 1;
	const { record } = stored;
	const people = await readPersonRefs(tx, [row.proposedBy, personId]);
	// In the record's own words, in whichever language the chair reads.
	const words = ofTheRecord(record.language);
	const addendum: AddendumRecord = {
		schema: 'mapp-meeting-addendum/1',
		...{ marking: record.marking, handling: record.handling, language: record.language, area: record.area },
		title: words.addendumWords.title(number, record.title),
		...{ reference: record.reference, meetingId: meeting.id, number, sealedAt: at.toISOString() },
		recordSha256: stored.sha256,
		previousSha256: before.at(-1)?.sha256 ?? '',
		kind: words.correctionKindWord[row.kind as CorrectionKind],
		sensitivity: input.sensitivity,
		author: asRecordPerson(people.get(row.proposedBy)),
		askedAt: row.proposedAt.toISOString(),
		about: words.placeInWords(row.place, words.recordPlaces(record)),
		...{ says: row.says, text: row.shouldSay, reason: row.why },
		decision: { outcome: words.settledWord[settledAs], reason: input.reason, by: asRecordPerson(people.get(personId)) }
	};
	const json = canonicalJson(addendum);
	const sha256 = createHash('sha256').update(json, 'utf8').digest('hex');
	const { bytes } = await renderLaidOut(words.layOutAddendum(addendum, sha256, { sealed: printedSeal(identity) }));
	const pdf = await words.sealPdf(bytes, identity, { lockedAt: addendum.sealedAt, reason: words.sealReason.addendum });
	await insertAddendum(tx, {
		...{ areaId, meetingId: meeting.id, number, correctionNumber: row.number, record: json, sha256 },
		seal: canonicalJson(signSeal(addendumSeal(addendum, sha256, sealedBy(identity)), identity)),
		...{ pdf: pdf.bytes, sealedAt: at, sealedBy: personId }
	});
	await writeAudit(tx, actor, 'seal-addendum', 'addendum', meeting.id, meeting.id);
	const readers = (await readReaders(tx, meeting, at)).filter((reader) => reader !== row.proposedBy);
	await tellSome(tx, { meeting, actor }, 'addendum-added', readers, String(number));
	return done(null);
};

const fileMinutes: Work<'file-minutes'> = async (tx, { meeting, actor, at, input }) => {
	const standing = await readFiling(tx, meeting.id);
	const days = { lockedOn: londonDate(meeting.lockedAt ?? ''), today: londonDate(at.toISOString()) };
	const refused = filingRefused(input, standing, days);
	if (refused) return refused;
	if (isSameFiling(input, standing)) return done(null);
	await insertFiling(tx, {
		...{ areaId: actor.areaId, meetingId: meeting.id, version: (standing?.version ?? 0) + 1, ...input, reason: '' },
		...{ notedBy: actor.personId, notedAt: at }
	});
	return done(null);
};

const takeBackFiling: Work<'take-back-filing'> = async (tx, { meeting, actor, at, input }) => {
	const standing = await readFiling(tx, meeting.id);
	if (!standing?.filedOn) return refuse('not-now', 'It is not noted that these minutes are filed');
	const { version, system, reference } = standing;
	await insertFiling(tx, {
		...{ areaId: actor.areaId, meetingId: meeting.id, version: version + 1, filedOn: null, system, reference },
		...{ reason: input.reason, notedBy: actor.personId, notedAt: at }
	});
	return done(null);
};

const noteHandOff: Work<'note-hand-off'> = async (tx, { meeting, actor, place, commandId, at, input }) => {
	const whole = place.whole && (isMappaUnit(actor) || isChair(meeting, actor.personId));
	if (!whole && !isForManager(input.part)) return refuse('missing', 'There is no such part');
	await insertHandOff(tx, {
		// The same press sent twice is one copy.
		id: idFrom([meeting.id, actor.personId, commandId]),
		...{ areaId: actor.areaId, meetingId: meeting.id, part: input.part },
		...{ copiedBy: actor.personId, copiedAt: at }
	});
	return done(null);
};

const WORK: { readonly [Name in RecordCommandName]: Work<Name> } = {
	'ask-addendum': askAddendum,
	'decide-addendum': decideAddendum,
	'file-minutes': fileMinutes,
	'take-back-filing': takeBackFiling,
	'note-hand-off': noteHandOff
};
