/**
 * What the service destroys by itself because its time is over, and nobody has to look at first: how texts were written, mails,
 * archives that nobody fetched. Every node looks; in each area one at a time. Nothing of what is held is touched.
 */
import { and, eq, lt, lte, sql } from 'drizzle-orm';
import { caseBundle, document, meeting } from '#drizzle/schema.ts';
import { notesRemovedOn } from '#lib/chair-notes/chair-notes.ts';
import { BUNDLE_KEPT_MS } from '#lib/exports/case-bundle.ts';
import type { Phase } from '#lib/meeting/meeting.ts';
import { draftsUntil, mailBefore } from '#lib/retention/case-clock.ts';
import type { RetentionKind } from '#lib/retention/retention-table.ts';
import { fromLondon, londonDate } from '#lib/time.ts';
import { readArea, readAreaConfig } from '../persistence/area.ts';
import { NOBODY, writeAudit } from '../persistence/audit.ts';
import { readMeetingsWithNotes, removeNotesOf } from '../persistence/chair-notes.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readAreaIds } from '../persistence/node-rows.ts';
import { reduceDocument } from '../persistence/renew-document.ts';
import { noteDestroyedByClock } from '../persistence/retention.ts';
import { type RecurringWork, repeat } from '../recurring-work.ts';

export type ClockParts = {
	readonly database: Pick<Database, 'withArea' | 'withoutArea'>;
	readonly now: () => Date;
	readonly log: (line: string) => void;
	/** how often it is looked, ms */
	readonly everyMs?: number;
};
export type RetentionClock = {
	/** Looks at every area now. Never throws. */
	readonly look: () => Promise<void>;
	readonly close: () => Promise<void>;
};

const EVERY_MS = 3_600_000;
const END_WITHIN_MS = 2000;
/** Meetings whose drafts go in one look of an area: the rest waits for the next. */
const MEETINGS_AT_ONCE = 50;

type Held = { readonly areaId: string; readonly now: Date; readonly today: string };

export function createRetentionClock({ database, now, log, everyMs = EVERY_MS }: ClockParts): RetentionClock {
	const inArea = (areaId: string, work: (tx: Tx, held: Held) => Promise<void>): Promise<void> =>
		database.withArea(areaId, async (tx) => {
			// Held until the transaction ends; whoever comes meanwhile leaves it to this one.
			const [lock] = await tx.execute<{ mine: boolean }>(
				sql`select pg_try_advisory_xact_lock(hashtextextended('retention ' || ${areaId}, 0)) as mine`
			);
			const at = now();
			if (lock?.mine) await work(tx, { areaId, now: at, today: londonDate(at.toISOString()) });
		});
	async function lookAtAll(): Promise<void> {
		for (const areaId of await database.withoutArea(readAreaIds)) {
			await inArea(areaId, destroyMailAndArchives);
			await inArea(areaId, destroyChairNotes);
			const due: string[] = [];
			await inArea(areaId, async (tx, held) => void due.push(...(await meetingsWithDrafts(tx, held))));
			// One meeting at a time: its documents are read whole.
			for (const meetingId of due) await inArea(areaId, (tx, held) => destroyDrafts(tx, held, meetingId));
		}
	}
	const looking: RecurringWork = repeat({
		...{ work: lookAtAll, everyMs, log },
		failed: 'what is over could not be destroyed'
	});
	return { look: () => looking.next(lookAtAll), close: () => looking.end(END_WITHIN_MS) };
}

async function noteDestroyed(tx: Tx, { areaId, today }: Held, kind: RetentionKind, rows: number): Promise<void> {
	await noteDestroyedByClock(tx, areaId, kind, today, rows);
	const act = kind === 'MAIL' ? 'destroy-mail' : 'destroy-archives';
	if (rows > 0) await writeAudit(tx, { areaId, personId: NOBODY, agencyId: NOBODY }, act, 'area', areaId);
}

async function destroyMailAndArchives(tx: Tx, held: Held): Promise<void> {
	const { areaId, now, today } = held;
	const config = await readAreaConfig(tx, areaId, today);
	const before = fromLondon(mailBefore(today, config), '00:00');
	const [mail] = await tx.execute<{ rows: number }>(
		sql`select public.destroy_sent_mail(${before}::timestamptz) as rows`
	);
	await noteDestroyed(tx, held, 'MAIL', mail?.rows ?? 0);
	const old = lt(caseBundle.begunAt, new Date(now.getTime() - BUNDLE_KEPT_MS));
	const archives = await tx.delete(caseBundle).where(old).returning({ id: caseBundle.id });
	await noteDestroyed(tx, held, 'ARCHIVES', archives.length);
}

/** Removed unread, on the day that stood beside them. */
async function destroyChairNotes(tx: Tx, { areaId, today }: Held): Promise<void> {
	// Whoever holds a case holds this row: a hold is before this or after it.
	await readArea(tx, areaId, true);
	const config = await readAreaConfig(tx, areaId, today);
	let rows = 0;
	for (const { id, phase, lockedAt, scheduledStart } of await readMeetingsWithNotes(tx)) {
		const times = { lockedAt: lockedAt?.toISOString() ?? null, scheduledStart: scheduledStart.toISOString() };
		const on = notesRemovedOn({ phase: phase as Phase, ...times }, config);
		if (on === null || on > today) continue;
		rows += await removeNotesOf(tx, id);
		const nobody = { areaId, personId: NOBODY, agencyId: NOBODY };
		await writeAudit(tx, nobody, 'destroy-chair-notes', 'chair-notes', id, id);
	}
	if (rows > 0) await noteDestroyedByClock(tx, areaId, 'CHAIR_NOTES', today, rows);
}

/** Locked meetings whose time is over, that still have a log and are not held. */
async function meetingsWithDrafts(tx: Tx, { areaId, today }: Held): Promise<readonly string[]> {
	const config = await readAreaConfig(tx, areaId, today);
	const rows = await tx
		.select({ id: meeting.id, lockedAt: meeting.lockedAt })
		.from(meeting)
		.where(
			and(
				eq(meeting.phase, 'LOCKED'),
				lte(meeting.lockedAt, sql`${today}::date`),
				sql`not public.is_held(${meeting.areaId}, ${meeting.caseId})`,
				sql`exists (select from document d join document_client c on c.document_id = d.id where d.meeting_id = ${meeting.id})`
			)
		)
		.orderBy(meeting.lockedAt)
		.limit(MEETINGS_AT_ONCE);
	return rows.flatMap(({ id, lockedAt }) =>
		lockedAt && draftsUntil(londonDate(lockedAt.toISOString()), config) <= today ? [id] : []
	);
}

/** The words stay as they stood at the lock; how they came about goes, with everything that was taken out of them. */
async function destroyDrafts(tx: Tx, { areaId, now, today }: Held, meetingId: string): Promise<void> {
	const documents = await tx
		.select({ id: document.id, head: document.head })
		.from(document)
		.where(eq(document.meetingId, meetingId))
		.orderBy(document.id)
		.for('update');
	let rows = 0;
	for (const { id: documentId, head } of documents) rows += await reduceDocument(tx, { areaId, documentId, head }, now);
	if (rows === 0) return;
	await noteDestroyedByClock(tx, areaId, 'DRAFTS', today, rows);
	await writeAudit(
		tx,
		{ areaId, personId: NOBODY, agencyId: NOBODY },
		'destroy-drafts',
		'meeting',
		meetingId,
		meetingId
	);
}
