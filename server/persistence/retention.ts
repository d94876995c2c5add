/** What clocks, holds and destructions stand on: read from the case, its meetings and what was decided about both. */
import { asc, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import {
	destroyedByClock,
	destruction,
	destructionCertificate,
	mappCase,
	person,
	retentionHold
} from '#drizzle/schema.ts';
import type { CaseStatus } from '#lib/cases/case.ts';
import type { CaseClockFacts, CaseRule } from '#lib/retention/case-clock.ts';
import type { CertificateFile } from '#lib/retention/destruction-certificate.ts';
import type { Hold, HoldKind } from '#lib/retention/hold.ts';
import type { RetentionKind } from '#lib/retention/retention-table.ts';
import { londonDate } from '#lib/time.ts';
import type { Tx } from './database.ts';

export type StoredClock = CaseClockFacts & { readonly caseId: string; readonly ref: string };

/** @param which of the area's cases */
export async function readClockFacts(tx: Tx, which: SQL | undefined): Promise<readonly StoredClock[]> {
	// Written out: where one table is read, columns are named without it, and here others are looked into.
	const rows = await tx
		.select({
			...{ caseId: mappCase.id, ref: mappCase.ref, status: mappCase.status },
			dateOfBirth: sql<string>`coalesce(${mappCase.subject} ->> 'dateOfBirth', '')`,
			endedAt: sql<string>`to_char(coalesce((select max(h.at) from case_change h where h.case_id = mapp_case.id and h.part = 'STATUS'),
				mapp_case.created_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
			meetings: sql<CaseClockFacts['meetings']>`coalesce((
				select jsonb_agg(jsonb_build_object(
					'isOpen', m.phase not in ('LOCKED', 'CANCELLED'), 'isLocked', m.phase = 'LOCKED',
					'filedOn', (select f.filed_on from minutes_filing f where f.meeting_id = m.id order by f.version desc limit 1)))
				from meeting m where m.case_id = mapp_case.id), '[]')`,
			neededUntil: sql<string | null>`(select r.keep_until::text from retention_review r where r.case_id = mapp_case.id
				order by r.version desc limit 1)`,
			isHeld: sql<boolean>`public.is_held(${mappCase.areaId}, ${mappCase.id})`
		})
		.from(mappCase)
		.where(which)
		.orderBy(asc(mappCase.ref));
	return rows.map(({ endedAt, status, ...row }) => ({
		...row,
		status: status as CaseStatus,
		endedOn: londonDate(endedAt)
	}));
}

/** Holds of these, those in force first, then the newest. */
export async function readHolds(
	tx: Tx,
	which: SQL | undefined
): Promise<readonly (Hold & { readonly ref: string | null })[]> {
	const rows = await tx
		.select({
			...{ hold: retentionHold, ref: mappCase.ref, placedBy: person.name },
			endedBy: sql<string | null>`(select e.name from person e where e.id = ${retentionHold.endedBy})`
		})
		.from(retentionHold)
		.innerJoin(person, eq(person.id, retentionHold.placedBy))
		.leftJoin(mappCase, eq(mappCase.id, retentionHold.caseId))
		.where(which)
		.orderBy(desc(isNull(retentionHold.endedAt)), desc(retentionHold.placedAt));
	return rows.map(({ hold, ref, placedBy, endedBy }) => ({
		...{ id: hold.id, caseId: hold.caseId, ref, kind: hold.kind as HoldKind, reason: hold.reason },
		...{ from: hold.from, reviewOn: hold.reviewOn, placedBy, placedAt: hold.placedAt.toISOString() },
		ended: hold.endedAt ? { by: endedBy ?? '', at: hold.endedAt.toISOString(), reason: hold.endReason } : null
	}));
}

export type StoredDestruction = {
	readonly id: string;
	readonly caseId: string;
	readonly rule: CaseRule;
	readonly dueOn: string;
	readonly state: 'PROPOSED' | 'WITHDRAWN' | 'DONE';
	readonly proposedBy: { readonly id: string; readonly name: string; readonly role: string };
	readonly proposedAt: string;
	readonly decidedBy: string | null;
	readonly decidedAt: string | null;
	readonly number: number | null;
};

/** The newest first. */
export async function readDestructions(tx: Tx, which: SQL | undefined): Promise<readonly StoredDestruction[]> {
	const rows = await tx
		.select({
			...{ one: destruction, name: person.name, role: person.roleTitle },
			decidedName: sql<string | null>`(select e.name from person e where e.id = ${destruction.decidedBy})`
		})
		.from(destruction)
		.innerJoin(person, eq(person.id, destruction.proposedBy))
		.where(which)
		.orderBy(desc(destruction.proposedAt));
	return rows.map(({ one, name, role, decidedName }) => ({
		...{ id: one.id, caseId: one.caseId, rule: one.rule as CaseRule, dueOn: one.dueOn },
		state: one.state as StoredDestruction['state'],
		proposedBy: { id: one.proposedBy, name, role },
		proposedAt: one.proposedAt.toISOString(),
		...{ decidedBy: decidedName, decidedAt: one.decidedAt?.toISOString() ?? null, number: one.number }
	}));
}

export async function readCertificate(tx: Tx, number: number): Promise<{ file: CertificateFile; text: string } | null> {
	if (!Number.isSafeInteger(number) || number < 1 || number > 2_000_000_000) return null;
	const [row] = await tx
		.select({ text: destructionCertificate.certificate })
		.from(destructionCertificate)
		.where(eq(destructionCertificate.number, number));
	return row ? { text: row.text, file: JSON.parse(row.text) as CertificateFile } : null;
}

/** The highest numbers of exports and requests that were destroyed with their cases: never given again. */
export async function readDestroyedNumbers(
	tx: Tx
): Promise<{ readonly lastExport: number; readonly lastRequest: number }> {
	const [row] = await tx
		.select({
			lastExport: sql<number>`coalesce(max(${destruction.lastExport}), 0)`,
			lastRequest: sql<number>`coalesce(max(${destruction.lastRequest}), 0)`
		})
		.from(destruction);
	return row ?? { lastExport: 0, lastRequest: 0 };
}

/** Adds to what the service destroyed by itself on a day; nothing for no rows. */
export async function noteDestroyedByClock(
	tx: Tx,
	areaId: string,
	kind: RetentionKind,
	on: string,
	rows: number
): Promise<void> {
	if (rows === 0) return;
	await tx
		.insert(destroyedByClock)
		.values({ areaId, kind, on, rows })
		.onConflictDoUpdate({
			target: [destroyedByClock.areaId, destroyedByClock.kind, destroyedByClock.on],
			set: { rows: sql`${destroyedByClock.rows} + excluded.rows` }
		});
}

export const readDestroyedByClock = async (tx: Tx, limit: number) =>
	(await tx.select().from(destroyedByClock).orderBy(desc(destroyedByClock.on)).limit(limit)).map(
		({ kind, on, rows }) => ({
			...{ kind: kind as RetentionKind, on, rows }
		})
	);

/** SQL predicate: a hold that is in force for this case, or for the whole area. */
export const holdsOfCase = (caseId: string): SQL =>
	sql`(${retentionHold.caseId} = ${caseId}::uuid or ${retentionHold.caseId} is null)`;
export const inForce: SQL = isNull(retentionHold.endedAt);
