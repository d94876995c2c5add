/**
 * Taking words out for good (R17): asked by one person with their password, confirmed by another human with theirs after seeing
 * exactly what goes, then done in one transaction. Afterwards nothing stored says them any more.
 */
import type { z } from 'zod';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { foldMeeting, type Meeting, type Stamped } from '#lib/meeting/meeting.ts';
import {
	type Cut,
	cutsIn,
	EVERY_PLACE,
	MOST_PLACES,
	mayAsk,
	mayConfirm,
	placeOf,
	REDACTED,
	type RedactionScope,
	redactedLine,
	seesRedactions
} from '#lib/redactions/redaction.ts';
import { ASK_REDACTION, type AskRedaction, DECIDE_REDACTION } from '#lib/redactions/redaction-commands.ts';
import { redactionReasonWord } from '#lib/redactions/redaction-words.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { type DocumentName, isStanding } from '#lib/wire.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readDocument } from '../persistence/document-log.ts';
import { documentsNamed } from '../persistence/final-records.ts';
import { appendEvents, readHead, readLog } from '../persistence/meeting-log.ts';
import { readPersonRefs } from '../persistence/people.ts';
import { redactDocument } from '../persistence/redact-document.ts';
import {
	closeRedaction,
	holdRedaction,
	insertRedaction,
	noteAfterLock,
	type RedactionRow,
	readHumans,
	redactFact
} from '../persistence/redactions.ts';
import { holdDocument } from '../persistence/typed-text.ts';
import { doorState } from './admission.ts';
import { readDoorFacts } from './case-access.ts';
import { type FoundPlace, findWords } from './find-words.ts';
import type { Consequences } from './follow-meetings.ts';
import { isIdentifier, loadMeeting, NO_MEETING, stamp } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';
import { seenDigest } from './seen-digest.ts';
import { stepUpOwed } from './sign-in.ts';

export type RedactionDependencies = {
	readonly database: Pick<Database, 'withArea'>;
	readonly cache: MeetingCache;
	readonly now: () => Date;
	/** told after COMMIT */
	readonly publish: Consequences;
	/** after COMMIT: this document has another history */
	readonly renewed: (documentId: string) => void;
};
export type RedactionRequest = {
	readonly actor: Actor;
	readonly meetingId: string;
	readonly commandId: string;
	readonly input: unknown;
	readonly stepUpAt: Date | null;
};

const COMMAND_ID = /^[\w-]{8,64}$/;
const STEP_UP = refuse('step-up', 'Enter your password again first.');
const CHANGED = refuse(
	'changed-meanwhile',
	'Something has changed since this page was opened, so nothing was taken out. Look again at what would go'
);

/** The meeting, held, for somebody who may see its redactions; null for everybody else. */
export async function redactionDoor(
	tx: Tx,
	{ cache }: Pick<RedactionDependencies, 'cache'>,
	actor: Actor,
	meetingId: string,
	hold: boolean
): Promise<Meeting | null> {
	const head = isIdentifier(meetingId) ? await readHead(tx, meetingId, hold) : null;
	if (!head) return null;
	const meeting = await loadMeeting(tx, cache, head);
	const { statement, isClosed } = await readDoorFacts(tx, head.caseId, actor.personId);
	const state = isClosed ? null : doorState(meeting, actor, statement);
	// As for the register: the unit works from outside the room as well.
	const isThere = state === 'in-the-room' || isMappaUnit(actor) || meeting.phase === 'CONVENED';
	return state !== null && state !== 'removed' && isThere && seesRedactions(meeting, actor) ? meeting : null;
}

/** Asks for words to be taken out. Nothing goes yet. @returns the redaction's id */
export async function askRedaction(
	dependencies: RedactionDependencies,
	{ actor, meetingId, commandId, input: typed, stepUpAt }: RedactionRequest
): Promise<Result<string>> {
	if (!COMMAND_ID.test(commandId)) return refuse('invalid', 'Reload the page and try again.');
	return dependencies.database.withArea(actor.areaId, async (tx): Promise<Result<string>> => {
		const meeting = await redactionDoor(tx, dependencies, actor, meetingId, true);
		if (!meeting) return NO_MEETING;
		const scope = mayAsk(meeting, actor);
		if (!scope.room && !scope.unit) {
			await writeAudit(tx, actor, 'deny-ask-redaction', 'meeting', meetingId, meetingId);
			return refuse('forbidden', 'Only the chair can ask for this');
		}
		const input = parseInput(ASK_REDACTION as unknown as z.ZodType<AskRedaction>, typed);
		if (!input.ok) return input;
		if (stepUpOwed(stepUpAt, dependencies.now())) return STEP_UP;
		const { words, reason, places } = input.value;
		const { places: found } = await findWords(tx, { meeting, actor, words, scope });
		const known = new Set(found.map(({ key }) => key));
		const chosen = places.includes(EVERY_PLACE) ? [...known] : [...new Set(places)];
		if (chosen.length > MOST_PLACES)
			return refuse('invalid', 'There are too many places', [
				{ field: 'places', message: `Choose ${MOST_PLACES} places or fewer` }
			]);
		if (!chosen.every((key) => known.has(key)))
			return refuse(
				'changed-meanwhile',
				'The words do not stand in every place you chose any more. Look for them again',
				[{ field: 'places', message: 'Choose from the places as they are now' }]
			);
		const { areaId, personId: askedBy } = actor;
		const row = { areaId, meetingId, reason, words, places: chosen, askedBy, askedAt: dependencies.now(), commandId };
		const id = await insertRedaction(tx, row);
		if (id !== null) await writeAudit(tx, actor, 'ask-redaction', 'redaction', id, meetingId);
		return done(id ?? meetingId);
	});
}

type Happened = {
	readonly renewed: readonly string[];
	readonly after: Meeting | null;
	readonly events: readonly Stamped[];
};
const NOTHING: Happened = { renewed: [], after: null, events: [] };

/** Confirms, refuses or withdraws what was asked for. Refusals: missing, forbidden, invalid, not-now, changed-meanwhile, step-up. */
export async function decideRedaction(
	dependencies: RedactionDependencies,
	{ actor, meetingId, input: typed, stepUpAt }: Omit<RedactionRequest, 'commandId'>
): Promise<Result<null>> {
	const outcome = await dependencies.database
		.withArea(actor.areaId, async (tx): Promise<{ result: Result<null>; happened: Happened }> => {
			const no = (result: Refusal) => ({ result, happened: NOTHING });
			const meeting = await redactionDoor(tx, dependencies, actor, meetingId, true);
			if (!meeting) return no(NO_MEETING);
			const input = parseInput(DECIDE_REDACTION, typed);
			if (!input.ok) return no(input);
			const { redactionId, decision, seen } = input.value;
			const row = isIdentifier(redactionId) ? await holdRedaction(tx, meetingId, redactionId) : null;
			if (!row) return no(refuse('missing', 'There is no such redaction in this meeting'));
			if (row.state !== 'ASKED' || row.words === null || row.places === null)
				return no(refuse('not-now', 'This was decided already. Look at what became of it'));
			const barred = await barredFrom(tx, { meeting, actor, row, decision });
			if (barred) {
				await writeAudit(tx, actor, 'deny-confirm-redaction', 'redaction', row.id, meetingId);
				return no(barred);
			}
			const at = dependencies.now();
			if (decision !== 'CONFIRM') {
				const state = decision === 'REFUSE' ? 'REFUSED' : 'WITHDRAWN';
				await closeRedaction(tx, row.id, { state, took: null, by: actor.personId, at });
				await writeAudit(
					tx,
					actor,
					decision === 'REFUSE' ? 'refuse-redaction' : 'withdraw-redaction',
					'redaction',
					row.id,
					meetingId
				);
				return { result: done(null), happened: NOTHING };
			}
			if (stepUpOwed(stepUpAt, at)) return no(STEP_UP);
			const all = await documentsNamed(tx, meetingId);
			for (const documentId of all.values()) await holdDocument(tx, documentId);
			const places = await placesToGo(tx, { meeting, actor, row, scope: mayConfirm(meeting, actor) });
			if (places === null || seenDigest(row.words, places) !== seen) return no(CHANGED);
			const happened = await takeOut(tx, { meeting, actor, row: { ...row, words: row.words }, places, all, at });
			await writeAudit(tx, actor, 'confirm-redaction', 'redaction', row.id, meetingId);
			return { result: done(null), happened };
		})
		.catch((problem: unknown) => ({ result: refusalOf(problem), happened: NOTHING }));
	const { renewed, after, events } = outcome.happened;
	if (after) {
		dependencies.cache.keep(after);
		dependencies.publish(actor.areaId, meetingId, events);
	}
	for (const documentId of renewed) dependencies.renewed(documentId);
	return outcome.result;
}

/** Two humans, whatever seats they have: whoever asked may withdraw and no more, and nobody else may do that. */
async function barredFrom(
	tx: Tx,
	{
		meeting,
		actor,
		row,
		decision
	}: { meeting: Meeting; actor: Actor; row: RedactionRow; decision: 'CONFIRM' | 'REFUSE' | 'WITHDRAW' }
): Promise<Refusal | null> {
	const humans = await readHumans(tx, [row.askedBy, actor.personId]);
	const isSame = humans.get(row.askedBy) === humans.get(actor.personId);
	if (decision === 'WITHDRAW')
		return isSame ? null : refuse('forbidden', 'Only the person who asked can withdraw it. You can refuse it');
	if (isSame) return refuse('forbidden', 'You asked for this yourself. Another person has to decide on it');
	return mayConfirm(meeting, actor).room
		? null
		: refuse('forbidden', 'Only the MAPPA unit or the minute taker can decide on this');
}

type Seeing = {
	readonly meeting: Meeting;
	readonly actor: Actor;
	readonly row: RedactionRow;
	readonly scope: RedactionScope;
};

/**
 * The places asked for as they are now. Null when one of them is not there any more, or is not for this person to read: nobody
 * agrees to what they have not seen.
 */
export async function placesToGo(
	tx: Tx,
	{ meeting, actor, row, scope }: Seeing
): Promise<readonly FoundPlace[] | null> {
	const { words, places: asked } = row;
	if (words === null || asked === null) return null;
	const { places } = await findWords(tx, { meeting, actor, words, scope });
	const found = new Map(places.map((place) => [place.key, place]));
	const going = asked.map((key) => found.get(key) ?? null);
	return going.every((place) => place !== null) ? going : null;
}

type TakingOut = {
	readonly meeting: Meeting;
	readonly actor: Actor;
	readonly row: RedactionRow & { readonly words: string };
	readonly places: readonly FoundPlace[];
	readonly all: ReadonlyMap<DocumentName, string>;
	readonly at: Date;
};

/** Values of what was recorded that everybody in the room has folded. */
const FOLDED: readonly string[] = ['meeting_event', 'meeting'];

async function takeOut(tx: Tx, { meeting, actor, row, places, all, at }: TakingOut): Promise<Happened> {
	const { areaId, personId: by } = actor;
	const people = await readPersonRefs(tx, [row.askedBy, by]);
	const name = (id: string) => ({ name: people.get(id)?.name ?? '' });
	const line = redactedLine(redactionReasonWord[row.reason], londonDate(at.toISOString()), name(row.askedBy), name(by));
	let taken = 0;
	let isFolded = false;
	const nths = new Map<DocumentName, Map<string, number[]>>();
	for (const { key } of places) {
		const place = placeOf(key);
		if (place === null) throw new RolledBack(CHANGED);
		if (place.kind === 'fact') {
			if (!(await redactFact(tx, row.id, place, REDACTED))) throw new RolledBack(CHANGED);
			isFolded ||= FOLDED.includes(place.table);
			taken++;
			continue;
		}
		const fields = nths.get(place.document) ?? new Map<string, number[]>();
		nths.set(place.document, fields);
		if (place.kind === 'former') continue;
		fields.set(place.field, [...(fields.get(place.field) ?? []), place.nth]);
		taken++;
	}
	// In the order in which they are held. Words that go from a text go from what was typed in its document before as well.
	const anew = [...all].filter(([document]) => nths.has(document));
	for (const [document, documentId] of anew) {
		const { fields: texts } = await readDocument(tx, documentId);
		const cuts: Record<string, readonly Cut[]> = {};
		for (const [field, which] of nths.get(document) ?? [])
			cuts[field] = cutsIn(texts[field] ?? '', row.words, which, line);
		await redactDocument(tx, { redactionId: row.id, documentId, cuts });
	}
	const renewed = anew.map(([, documentId]) => documentId);
	const documents = anew.map(([document]) => document).filter(isStanding);
	// The room is told only what concerns the room: that there is a note kept apart is for those it is for.
	const told = isFolded || documents.length > 0;
	const noted = told ? await note(tx, { meeting, row, by, at, documents, areaId }) : { after: null, events: [] };
	const took = { places: taken, documents: anew.length };
	await closeRedaction(tx, row.id, { state: 'DONE', took, by, at });
	return { renewed, ...noted };
}

/** Says in the meeting's log that something was taken out, and folds the log as it is now. */
async function note(
	tx: Tx,
	{
		meeting: { id: meetingId, phase },
		row,
		by,
		at,
		documents,
		areaId
	}: {
		meeting: Meeting;
		row: RedactionRow;
		by: string;
		at: Date;
		documents: Extract<DocumentName, 'plan' | 'minutes'>[];
		areaId: string;
	}
): Promise<Pick<Happened, 'after' | 'events'>> {
	if (phase === 'LOCKED') await noteAfterLock(tx, { redactionId: row.id, by, at, documents });
	const log = await readLog(tx, meetingId);
	const now = foldMeeting(meetingId, log);
	if (!now) throw new Error('a meeting begins with an event');
	if (phase === 'LOCKED') return { after: now, events: log.slice(-1) };
	const event = { type: 'text-redacted', number: row.number, documents } as const;
	const { events, after } = stamp(now, [event], at.toISOString(), by);
	await appendEvents(tx, { areaId, meetingId }, events, after, row.id);
	return { after, events };
}
