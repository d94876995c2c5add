/** Entries of feedback and what became of them: the unit sees all, the Board's chair what is on its agenda, a chair their own. */
import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { agency, mappCase, meeting, person, smbFeedback, smbFeedbackStep } from '#drizzle/schema.ts';
import { type Actor, isMappaUnit, mayAnswerForBoard } from '#lib/identity.ts';
import { done, type Result } from '#lib/result.ts';
import { type FeedbackStatus, type FeedbackStep, isForBoard } from '#lib/smb/feedback-steps.ts';
import type { SmbTheme } from '#lib/smb/smb-feedback.ts';
import { londonDate } from '#lib/time.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { openToPerson } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';
import { NO_BOARD_PAGE } from './read-board.ts';

export type FeedbackEntry = {
	readonly id: string;
	readonly theme: SmbTheme;
	readonly agencyName: string | null;
	readonly text: string;
	readonly status: FeedbackStatus;
	readonly steps: readonly FeedbackStep[];
	/** YYYY-MM-DD of the meeting */
	readonly on: string;
	readonly level: number;
	/** case reference and number of the meeting, and its id; null for whoever answers for the Board */
	readonly meeting: { readonly id: string; readonly reference: string } | null;
};
export type FeedbackReader = 'unit' | 'board' | 'chair';

async function readEntries(tx: Tx, where: SQL | undefined, withMeeting: boolean): Promise<readonly FeedbackEntry[]> {
	const rows = await tx
		.select({ entry: smbFeedback, of: meeting, ref: mappCase.ref, agencyName: agency.name })
		.from(smbFeedback)
		.innerJoin(meeting, eq(smbFeedback.meetingId, meeting.id))
		.innerJoin(mappCase, eq(meeting.caseId, mappCase.id))
		.leftJoin(agency, eq(smbFeedback.agencyId, agency.id))
		.where(and(where, sql`${smbFeedback.theme} <> 'NOTHING_TO_REPORT'`))
		.orderBy(desc(meeting.scheduledStart), asc(smbFeedback.theme), asc(smbFeedback.id))
		.limit(2000);
	if (rows.length === 0) return [];
	const ids = rows.map(({ entry }) => entry.id);
	const taken = await tx
		.select({ step: smbFeedbackStep, by: person.name })
		.from(smbFeedbackStep)
		.innerJoin(person, eq(smbFeedbackStep.takenBy, person.id))
		.where(inArray(smbFeedbackStep.feedbackId, ids))
		.orderBy(asc(smbFeedbackStep.version));
	const steps = new Map<string, FeedbackStep[]>();
	for (const { step, by } of taken) {
		const { version, note, isAnswer, takenBy: byId, takenAt } = step;
		const one = { version, note, isAnswer, by, byId, at: takenAt.toISOString(), status: step.status as FeedbackStatus };
		steps.set(step.feedbackId, [...(steps.get(step.feedbackId) ?? []), one]);
	}
	return rows.map(({ entry, of, ref, agencyName }) => {
		const own = steps.get(entry.id) ?? [];
		return {
			...{ id: entry.id, theme: entry.theme as SmbTheme, agencyName, text: entry.text, steps: own },
			status: own.at(-1)?.status ?? (entry.status as FeedbackStatus),
			on: londonDate((of.startedAt ?? of.scheduledStart).toISOString()),
			level: of.level,
			meeting: withMeeting ? { id: of.id, reference: `${ref}/${of.seq}` } : null
		};
	});
}

/** What this person may see, and as whom. */
async function readTheirs(
	tx: Tx,
	actor: Actor,
	only?: SQL
): Promise<readonly [FeedbackReader, readonly FeedbackEntry[]]> {
	if (isMappaUnit(actor)) return ['unit', await readEntries(tx, and(only, openToPerson(actor.personId)), true)];
	if (mayAnswerForBoard(actor)) {
		const all = await readEntries(tx, only, false);
		return ['board', all.filter(({ status, steps }) => isForBoard(status, steps))];
	}
	const own = and(only, eq(meeting.chairId, actor.personId), openToPerson(actor.personId));
	return ['chair', await readEntries(tx, own, true)];
}

/** The list. Whoever never chaired a meeting, and is neither of the unit nor the Board's chair, has none. */
export const readFeedback = (
	database: Pick<Database, 'withArea'>,
	actor: Actor
): Promise<Result<{ readonly as: FeedbackReader; readonly entries: readonly FeedbackEntry[] }>> =>
	database.withArea(actor.areaId, async (tx) => {
		const [as, entries] = await readTheirs(tx, actor);
		if (as === 'chair' && entries.length === 0) return NO_BOARD_PAGE;
		await writeAudit(tx, actor, 'view-smb-feedback', 'area', actor.areaId);
		return done({ as, entries });
	});

/** One entry with its steps. */
export async function readFeedbackEntry(
	database: Pick<Database, 'withArea'>,
	actor: Actor,
	id: string
): Promise<Result<{ readonly as: FeedbackReader; readonly entry: FeedbackEntry }>> {
	if (!isIdentifier(id)) return NO_BOARD_PAGE;
	return database.withArea(actor.areaId, async (tx) => {
		const [as, [entry]] = await readTheirs(tx, actor, eq(smbFeedback.id, id));
		if (!entry) return NO_BOARD_PAGE;
		await writeAudit(tx, actor, 'view-smb-feedback', 'smb-feedback', id);
		return done({ as, entry });
	});
}

/** Answers of the Board to what this person raised as chair, given in the last 30 days: for their work. */
export const readMyAnswers = (
	database: Pick<Database, 'withArea'>,
	actor: Actor,
	now: Date
): Promise<readonly Pick<FeedbackEntry, 'id' | 'theme' | 'on'>[]> =>
	database.withArea(actor.areaId, async (tx) => {
		const since = new Date(now.getTime() - 30 * 86_400_000);
		const answered = sql`exists (select from ${smbFeedbackStep} s
			where s.feedback_id = ${smbFeedback.id} and s.is_answer and s.taken_at >= ${since.toISOString()}::timestamptz)`;
		const own = and(answered, eq(meeting.chairId, actor.personId), openToPerson(actor.personId));
		return readEntries(tx, own, false);
	});
