/**
 * The append-only log of one meeting's facts, its head row, and the read tables written beside it in the same transaction.
 * A command holds the head row's lock from its decision to its commit, so versions have no gap and no fork.
 */

import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { agency, invitation, mappCase, meetingEvent, meeting as meetingTable, smbFeedback } from '#drizzle/schema.ts';
import type { PersonRef } from '#lib/attendance/attendance.ts';
import type { CaseStatus } from '#lib/cases/case.ts';
import { viaCode } from '#lib/cases/level-via.ts';
import { criteriaWords } from '#lib/decisions/decisions-words.ts';
import type { AgencyType } from '#lib/identity.ts';
import type { Meeting, MeetingEvent, Stamped } from '#lib/meeting/meeting.ts';
import { isReviewLevel } from '#lib/meeting/meeting-kinds.ts';
import { owesReturn } from '#lib/returns/agency-return.ts';
import { returnDocument } from '#lib/returns/return-fields.ts';
import { londonDate } from '#lib/time.ts';
import { writeActions } from './action-register.ts';
import { changeCase, moveLevel } from './case-changes.ts';
import type { Tx } from './database.ts';
import { writeDisclosuresToMake } from './disclosures-made.ts';
import { insertDocument } from './final-records.ts';
import { writeReportFacts } from './report-sources.ts';

export type MeetingHead = typeof meetingTable.$inferSelect;
export type MeetingRow = { readonly areaId: string; readonly meetingId: string };

/** The head row; with `lock` nobody else can append to this meeting until the transaction ends. Null = no such meeting here. */
export async function readHead(tx: Tx, meetingId: string, lock = false): Promise<MeetingHead | null> {
	const query = tx.select().from(meetingTable).where(eq(meetingTable.id, meetingId));
	const [row] = lock ? await query.for('update') : await query;
	return row ?? null;
}

/** Events after version `since`, oldest first. */
export async function readLog(tx: Tx, meetingId: string, since = 0): Promise<Stamped[]> {
	const rows = await tx
		.select()
		.from(meetingEvent)
		.where(and(eq(meetingEvent.meetingId, meetingId), gt(meetingEvent.version, since)))
		.orderBy(asc(meetingEvent.version));
	return rows.map((row) => ({
		version: row.version,
		at: row.at.toISOString(),
		by: row.actorId,
		event: { ...(row.data as object), type: row.type } as MeetingEvent
	}));
}

/** Version reached by an earlier run of the same command of the same person, or null: makes a resend harmless. */
export async function versionOfCommand(
	tx: Tx,
	meetingId: string,
	actorId: string,
	commandId: string
): Promise<number | null> {
	const [row] = await tx
		.select({ version: sql<number | null>`max(${meetingEvent.version})` })
		.from(meetingEvent)
		.where(
			and(
				eq(meetingEvent.meetingId, meetingId),
				eq(meetingEvent.commandId, commandId),
				eq(meetingEvent.actorId, actorId)
			)
		);
	return row?.version ?? null;
}

/**
 * Stores events and brings the head row and the read tables to the state after them. The caller holds the head's lock.
 * Events go in first and the head last: a locked head refuses both (migrations).
 */
export async function appendEvents(
	tx: Tx,
	row: MeetingRow,
	stamped: readonly Stamped[],
	after: Meeting,
	commandId: string
): Promise<void> {
	if (stamped.length === 0) return;
	await tx.insert(meetingEvent).values(
		stamped.map(({ version, at, by, event: { type, ...data } }) => ({
			...row,
			version,
			type,
			data,
			actorId: by,
			at: new Date(at),
			commandId
		}))
	);
	for (const one of stamped) await writeReadTables(tx, row, one, after);
	const timeOf = (at: string | null) => (at ? new Date(at) : null);
	await tx
		.update(meetingTable)
		.set({
			version: after.version,
			phase: after.phase,
			chairId: after.chair.personId,
			scheduledStart: new Date(after.convened.scheduledStart),
			plannedMinutes: after.convened.plannedMinutes,
			venue: after.convened.venue,
			startedAt: timeOf(after.startedAt),
			endedAt: timeOf(after.endedAt),
			lockedAt: timeOf(after.lockedAt)
		})
		.where(eq(meetingTable.id, row.meetingId));
}

/** Inserts the head row of a meeting about to be convened; its events follow in the same transaction. */
export async function insertMeeting(tx: Tx, row: MeetingRow, meeting: Meeting): Promise<void> {
	const { convened } = meeting;
	await tx.insert(meetingTable).values({
		id: row.meetingId,
		areaId: row.areaId,
		caseId: convened.caseId,
		seq: convened.seq,
		type: convened.meetingType,
		level: convened.level,
		extraordinary: convened.extraordinary,
		scheduledStart: new Date(convened.scheduledStart),
		plannedMinutes: convened.plannedMinutes,
		venue: convened.venue,
		chairId: meeting.chair.personId,
		minuteTakerId: meeting.minuteTaker.personId,
		phase: meeting.phase,
		version: 0
	});
}

async function writeReadTables(tx: Tx, row: MeetingRow, { at, event }: Stamped, after: Meeting): Promise<void> {
	switch (event.type) {
		case 'person-invited':
			return addInvitation(tx, row, event.person, event.capacity, at);
		case 'substitute-named': {
			const { substitute } = event;
			const capacity = after.attendance.seats[substitute.personId]?.capacity ?? 'INVITED';
			await addInvitation(tx, row, substitute, capacity, at);
			return setInvitation(tx, row, event.personId, { response: 'DELEGATED' });
		}
		case 'invitation-answered':
			return setInvitation(tx, row, event.personId, { response: event.response });
		case 'statement-accepted':
			await setInvitation(tx, row, event.personId, { statementVersion: event.version });
			return openReturn(tx, row, after.attendance.seats[event.personId]?.person.agencyId);
		case 'attendee-confirmed':
			return setInvitation(tx, row, event.personId, {
				confirmedAt: new Date(at),
				removedAt: null,
				invitedAt: new Date(after.attendance.seats[event.personId]?.invitedAt ?? at)
			});
		case 'attendee-removed':
			return setInvitation(tx, row, event.personId, { confirmedAt: null, removedAt: new Date(at) });
		default:
			return;
	}
}

/** From now on somebody may write the return of this agency. */
async function openReturn(tx: Tx, row: MeetingRow, agencyId: string | undefined): Promise<void> {
	if (agencyId === undefined) return;
	const [found] = await tx.select({ type: agency.type }).from(agency).where(eq(agency.id, agencyId));
	if (found && owesReturn(found.type as AgencyType))
		await insertDocument(tx, row.areaId, row.meetingId, returnDocument(agencyId));
}

async function addInvitation(
	tx: Tx,
	row: MeetingRow,
	{ personId, agencyId }: PersonRef,
	capacity: string,
	at: string
): Promise<void> {
	await tx
		.insert(invitation)
		.values({ ...row, personId, agencyId, capacity, invitedAt: new Date(at) })
		.onConflictDoNothing();
}

async function setInvitation(
	tx: Tx,
	row: MeetingRow,
	personId: string,
	values: Partial<typeof invitation.$inferInsert>
) {
	await tx
		.update(invitation)
		.set(values)
		.where(and(eq(invitation.meetingId, row.meetingId), eq(invitation.personId, personId)));
}

/**
 * What the lock leaves behind for the work between meetings: the actions as minuted, the SMB's list, the case's level and
 * next review. `texts` are the plan's frozen texts by field name.
 */
export async function writeOutcome(
	tx: Tx,
	row: MeetingRow,
	meeting: Meeting,
	texts: Readonly<Record<string, string>>
): Promise<void> {
	await writeActions(tx, row, meeting, texts);
	const feedback = meeting.smb.map(({ theme, agencyId, text }) => ({
		...row,
		theme,
		agencyId,
		text,
		status: 'RAISED'
	}));
	if (feedback.length > 0) await tx.insert(smbFeedback).values(feedback);
	await writeDisclosuresToMake(tx, row, meeting);
	if (isReviewLevel(meeting.convened.level)) await writeReportFacts(tx, row, meeting);
	await writeLevel(tx, row, meeting);
}

async function writeLevel(tx: Tx, row: MeetingRow, meeting: Meeting): Promise<void> {
	const decision = meeting.decisions.level;
	if (!decision) return;
	const [known] = await tx.select().from(mappCase).where(eq(mappCase.id, meeting.convened.caseId)).for('update');
	if (!known) return;
	const to = {
		RETAIN_LEVEL: known.level,
		MOVE_TO_LEVEL_1: 1,
		MOVE_TO_LEVEL_2: 2,
		MOVE_TO_LEVEL_3: 3,
		EXIT_MAPPA: known.level,
		ADJOURN: known.level
	}[decision.outcome];
	const nextReviewDue = decision.nextMeetingOn || null;
	const { personId, name: decidedBy } = meeting.chair;
	const { rationale } = decision;
	const criterion = criteriaWords(decision);
	const at = new Date(meeting.lockedAt ?? decision.decided.at);
	const change = { areaId: row.areaId, caseId: known.id, personId, at };
	if (decision.outcome === 'EXIT_MAPPA') {
		const [before, after] = [
			{ status: known.status as CaseStatus },
			{ status: 'CLOSED', endReason: 'NOT_NEEDED' }
		] as const;
		const left = { ...change, part: 'STATUS', reason: rationale, before, after } as const;
		await changeCase(tx, left, { status: 'CLOSED', nextReviewDue });
	} else if (to === known.level) {
		await tx.update(mappCase).set({ nextReviewDue }).where(eq(mappCase.id, known.id));
	} else {
		const [on, via] = [londonDate(decision.decided.at), viaCode({ meeting: meeting.convened.seq })];
		const moved = { ...change, on, fromLevel: known.level, toLevel: to, decidedBy, via, criterion, rationale };
		await moveLevel(tx, moved, { nextReviewDue });
	}
}
