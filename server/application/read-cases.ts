/** The case list: the whole area for the MAPPA unit, their own cases for a case manager, none for anybody else. */

import { asc, eq } from 'drizzle-orm';
import { agency, mappCase, meeting } from '#drizzle/schema.ts';
import type { Subject } from '#lib/cases/case.ts';
import { type ReviewDue, reviewDue } from '#lib/cases/review-due.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import type { Phase } from '#lib/meeting/meeting.ts';
import { londonDate } from '#lib/time.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';

export type MeetingLine = {
	readonly id: string;
	readonly caseId: string;
	readonly seq: number;
	readonly type: string;
	readonly level: number;
	/** ISO 8601, UTC */
	readonly scheduledStart: string;
	readonly startedAt: string | null;
	readonly phase: Phase;
};
export type CaseLine = {
	readonly id: string;
	readonly ref: string;
	readonly name: string;
	readonly category: number;
	readonly level: number;
	readonly status: string;
	readonly leadAgencyName: string;
	readonly review: ReviewDue;
	/** convened or running now */
	readonly next: MeetingLine | null;
};

/** The meetings of the area, oldest first. */
export async function readMeetingLines(tx: Tx, caseId?: string): Promise<readonly MeetingLine[]> {
	const rows = await tx
		.select()
		.from(meeting)
		.where(caseId ? eq(meeting.caseId, caseId) : undefined)
		.orderBy(asc(meeting.scheduledStart));
	return rows.map(({ id, caseId: ofCase, seq, type, level, scheduledStart, startedAt, phase }) => ({
		id,
		caseId: ofCase,
		seq,
		type,
		level,
		scheduledStart: scheduledStart.toISOString(),
		startedAt: startedAt?.toISOString() ?? null,
		phase: phase as Phase
	}));
}

/** The day of the last meeting that was held, YYYY-MM-DD, or null. */
export const lastHeldOn = (lines: readonly MeetingLine[]): string | null => {
	const last = lines.filter(({ phase }) => phase !== 'CONVENED' && phase !== 'CANCELLED').at(-1);
	return last ? londonDate(last.startedAt ?? last.scheduledStart) : null;
};

/** Whether somebody is the case manager of any case: they have a case list too. */
export async function managesCases(tx: Tx, personId: string): Promise<boolean> {
	const [row] = await tx
		.select({ id: mappCase.id })
		.from(mappCase)
		.where(eq(mappCase.caseManagerId, personId))
		.limit(1);
	return row !== undefined;
}

const isToCome = ({ phase }: MeetingLine) => phase === 'CONVENED' || phase === 'LIVE';

export const readCases = (database: Database, actor: Actor, now: Date): Promise<readonly CaseLine[]> =>
	database.withArea(actor.areaId, async (tx) => {
		const rows = await tx
			.select({ found: mappCase, leadAgencyName: agency.name })
			.from(mappCase)
			.innerJoin(agency, eq(mappCase.leadAgencyId, agency.id))
			.where(isMappaUnit(actor) ? undefined : eq(mappCase.caseManagerId, actor.personId))
			.orderBy(asc(mappCase.nextReviewDue), asc(mappCase.ref));
		const config = await readAreaConfig(tx, actor.areaId);
		const meetings = await readMeetingLines(tx);
		await writeAudit(tx, actor, 'view-cases', 'area', actor.areaId);
		return rows.map(({ found, leadAgencyName }) => {
			const own = meetings.filter(({ caseId }) => caseId === found.id);
			const facts = { level: found.level, lastMeetingOn: lastHeldOn(own), agreedOn: found.nextReviewDue };
			const { id, ref, category, level, status } = found;
			return {
				...{ id, ref, category, level, status, leadAgencyName },
				name: (found.subject as Subject).name,
				review: reviewDue(facts, londonDate(now.toISOString()), config),
				next: own.find(isToCome) ?? null
			};
		});
	});
