/** What the room's page needs for its first paint; everything later comes as events. Only for somebody in the room. */
import type { Ask } from '#lib/asks/ask.ts';
import { missedCount, whatWasMissed } from '#lib/catch-up/missed.ts';
import { missedSince } from '#lib/catch-up/missed-since.ts';
import { isGuestIn } from '#lib/guests/guest.ts';
import type { Actor } from '#lib/identity.ts';
import { foldMeeting, type Meeting, recordLanguageOf, type Stamped } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import type { OpenedRoom } from '#lib/meeting/opened-room.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { restrictedDocument } from '#lib/restricted/restricted-note.ts';
import { done, type Result } from '#lib/result.ts';
import { asWorded } from '#lib/rmp/acceptance.ts';
import { readArea, readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readCaseSummary } from '../persistence/case-register.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readDisclosuresBefore } from '../persistence/disclosures-made.ts';
import { readDocument } from '../persistence/document-log.ts';
import { documentOf, readRecord, type StoredRecord } from '../persistence/final-records.ts';
import { readImportedPlan } from '../persistence/imported-plans.ts';
import { readLog } from '../persistence/meeting-log.ts';
import { readAgencies } from '../persistence/people.ts';
import { readPresenceNotes } from '../persistence/presence-notes.ts';
import { speakerOf } from '../speakers.ts';
import { type Admission, NO_MEETING } from './admission.ts';
import { readAsksFor } from './asks-for.ts';
import { carriedTexts } from './carry-over.ts';
import { readInvitableTo } from './case-access.ts';
import { type Reading, readTexts, recordAt } from './freeze-meeting.ts';
import { readReturnsInRoom } from './read-return-in-room.ts';
import { readRestrictedFacts, restrictedView } from './restricted-view.ts';
import { readsTheWhole } from './whole-record.ts';

export type ReadDependencies = { readonly database: Database; readonly admission: Admission };

export async function readRoom(
	{ database, admission }: ReadDependencies,
	actor: Actor,
	meetingId: string
): Promise<Result<OpenedRoom>> {
	const admitted = await admission.room(actor, meetingId);
	if (!admitted.ok) return admitted;
	return database.withArea(actor.areaId, async (tx) => {
		const meeting = await withCase(tx, admitted.value);
		// This meeting and no earlier one, and nobody's name who is not of it (R4).
		const isGuest = isGuestIn(meeting, actor.personId);
		const { caseId, seq } = meeting.convened;
		await writeAudit(tx, actor, 'view-meeting', 'meeting', meetingId, meetingId);
		// Asked one behind the other without waiting for answers: each knows nothing of the others.
		const [reading, left, before, agencies, people, disclosuresMade, config, restricted, returns] = await Promise.all([
			readTexts(tx, meetingId),
			leftAt(tx, meeting.id, actor.personId),
			isGuest ? {} : previousTexts(tx, meeting),
			readAgencies(tx),
			isGuest ? [] : readInvitableTo(tx, caseId),
			isGuest ? [] : readDisclosuresBefore(tx, caseId, seq),
			readAreaConfig(tx, actor.areaId, meetingOn(meeting)),
			readRestricted(tx, actor, meeting),
			readReturnsInRoom(tx, actor, meeting)
		]);
		return done({
			// Whoever has no script sees too which yes was to other words.
			meeting: asWorded(meeting, reading.plan.authors),
			you: { personId: actor.personId, agencyId: actor.agencyId },
			previousTexts: before,
			texts: { plan: reading.plan.fields, minutes: reading.minutes.fields },
			agencies: agencies.map(({ id, code, name }) => ({ id, code, name })),
			people,
			disclosuresMade,
			config,
			restricted,
			returns,
			leftAt: left,
			missed: missedBy(actor, meeting, reading, left),
			serverNow: new Date().toISOString()
		});
	});
}

/** When they were last here; now, when they are, in another window. */
async function leftAt(tx: Tx, meetingId: string, personId: string): Promise<string | null> {
	const last = (await readPresenceNotes(tx, meetingId)).get(personId)?.at(-1);
	return last ? (last.to ?? new Date().toISOString()) : null;
}

/** Counted here as in the room, so that its page is drawn with it. */
function missedBy(me: Actor, meeting: Meeting, { plan, minutes }: Reading, left: string | null): number {
	const started = meeting.startedAt === null ? null : Date.parse(meeting.startedAt);
	const since = missedSince(left === null ? 0 : Date.parse(left), started, Date.now());
	if (since === null) return 0;
	const authors = [...plan.authors, ...minutes.authors];
	return missedCount(whatWasMissed({ meeting, plan: plan.fields, authors, me }, since));
}

/** What is theirs of what is restricted; each note whose words they get is audited. */
async function readRestricted(tx: Tx, actor: Actor, meeting: Meeting): Promise<OpenedRoom['restricted']> {
	const view = restrictedView(meeting, await readRestrictedFacts(tx, meeting), actor.personId);
	const texts: Record<string, Readonly<Record<string, string>>> = {};
	for (const { id } of view.notes) {
		const documentId = await documentOf(tx, meeting.id, restrictedDocument(id));
		if (documentId === null) continue;
		texts[id] = (await readDocument(tx, documentId)).fields;
		await writeAudit(tx, actor, 'view-restricted-note', 'restricted-note', id, meeting.id);
	}
	if (view.victims && view.victims.length > 0)
		await writeAudit(tx, actor, 'view-victim-names', 'case', meeting.convened.caseId, meeting.id);
	return { view, texts };
}

/** Before the start the case is shown as the register has it; from the start on as it was frozen. */
async function withCase(tx: Tx, meeting: Meeting): Promise<Meeting> {
	return meeting.case ? meeting : { ...meeting, case: await readCaseSummary(tx, meeting.convened.caseId) };
}

/** Words of the plan as it was handed on to a meeting. */
export async function previousTexts(tx: Tx, meeting: Meeting): Promise<Readonly<Record<string, string>>> {
	const from = meeting.rmp.carriedFrom;
	if (!from) return {};
	if (from.imported) return (await readImportedPlan(tx, from.meetingId))?.plan.texts ?? {};
	const previous = foldMeeting(from.meetingId, await readLog(tx, from.meetingId));
	if (!previous) return {};
	const reading = await readTexts(tx, from.meetingId);
	return carriedTexts(previous, reading.plan.fields);
}

/** Events after `since` for the live feed; refused to everybody who is not in the room. */
export async function eventsSince(
	{ database, admission }: ReadDependencies,
	actor: Actor,
	meetingId: string,
	since: number
): Promise<Result<{ version: number; events: readonly Stamped[] }>> {
	const admitted = await admission.room(actor, meetingId);
	if (!admitted.ok) return admitted;
	const { version } = admitted.value;
	if (since >= version) return done({ version, events: [] });
	return database.withArea(actor.areaId, async (tx) => {
		const events = await readLog(tx, meetingId, since);
		return done({ version: events.at(-1)?.version ?? version, events });
	});
}

export type Draft = {
	readonly meeting: Meeting;
	readonly record: FinalRecord;
	readonly texts: Reading;
	/** those in which the area keeps records */
	readonly languages: readonly string[];
	/** questions about texts that this person may know of: beside the record, never in it */
	readonly asks: readonly Ask[];
};

/** The minutes as they would read if locked now: for whoever is in the room or runs the register. */
export async function readDraft(
	{ database, admission }: ReadDependencies,
	actor: Actor,
	meetingId: string
): Promise<Result<Draft>> {
	const admitted = await admission.room(actor, meetingId);
	if (!admitted.ok) return admitted;
	return database.withArea(actor.areaId, async (tx) => {
		const meeting = await withCase(tx, admitted.value);
		const texts = await readTexts(tx, meetingId);
		const own = speakerOf(recordLanguageOf(meeting))?.recordAt ?? recordAt;
		const record = await own(tx, meeting, texts, actor.areaId, new Date().toISOString());
		await writeAudit(tx, actor, 'view-draft', 'meeting', meetingId, meetingId);
		const { languages } = await readArea(tx, actor.areaId);
		return done({ meeting, record, texts, languages, asks: await readAsksFor(tx, meeting, actor.personId) });
	});
}

/** Reading, and taking away in one form or another: the words of the audit. */
export type FinalAct = 'view-final-minutes' | 'export-pdf' | 'export-json' | 'export-docx' | 'export-html';

/** The final minutes, for the two who kept the record and for the area's MAPPA unit; everybody else reads their copy. Every reading is audited. */
export async function readFinal(
	{ database, admission }: ReadDependencies,
	actor: Actor,
	meetingId: string,
	act: FinalAct
): Promise<Result<StoredRecord>> {
	const admitted = await admission.register(actor, meetingId);
	if (!admitted.ok) return admitted;
	if (!readsTheWhole(actor, admitted.value)) return NO_MEETING;
	return database.withArea(actor.areaId, async (tx) => {
		const stored = await readRecord(tx, meetingId);
		if (!stored) return NO_MEETING;
		await writeAudit(tx, actor, act, 'final-minutes', meetingId, meetingId);
		return done(stored);
	});
}
