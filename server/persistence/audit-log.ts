/** Rows of the audit as they are searched and shown, each with its link in the chain. */
import { type SQL, sql } from 'drizzle-orm';
import { type CaseOfObject, objectsOf } from '#lib/audit/audit-objects.ts';
import type { ChainedRow } from '#lib/audit/chain-link.ts';
import type { Tx } from './database.ts';

export type AuditLogRow = ChainedRow & {
	/** the area's own number, from the chain; null for a row of this second */
	readonly number: number | null;
	readonly previous: string | null;
	readonly hmac: string | null;
};

/** SQL predicates over `audit_event e`, all of which must hold. @param before rows with a lower number only; the newest first */
export async function readAuditRows(
	tx: Tx,
	where: readonly SQL[],
	most: number,
	before: number | null = null
): Promise<readonly AuditLogRow[]> {
	const all = [sql`true`, ...where, ...(before === null ? [] : [sql`e.number < ${before}`])];
	const rows = await tx.execute<Record<string, string | null>>(sql`
		select e.number as event, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
			e.actor_id as "actorId", e.agency_id as "agencyId", e.act, e.object, e.object_id as "objectId",
			e.meeting_id as "meetingId", c.number, c.previous, c.hmac
		from audit_event e left join audit_chain c on c.event = e.number
		where ${sql.join(all, sql` and `)} order by e.number desc limit ${most}`);
	return rows.map((row) => ({
		...(row as unknown as AuditLogRow),
		event: Number(row.event),
		number: row.number === null ? null : Number(row.number)
	}));
}

/** By what things belong to a case, as a query for the ids of those that belong to these cases. */
const IDS_OF: Record<Exclude<CaseOfObject, 'NONE' | 'CASE' | 'OF_ITS_MEETING'>, (cases: SQL) => SQL> = {
	MEETING: (cases) => sql`select id from meeting where case_id = any(${cases})`,
	REFERRAL: (cases) => sql`select id from referral where case_id = any(${cases})`,
	REQUEST: (cases) => sql`select id from information_request where case_id = any(${cases})`,
	DISCLOSURE: (cases) => sql`select id from disclosure_to_make where case_id = any(${cases})`,
	FILE: (cases) => sql`select id from exported_file where case_id = any(${cases})`,
	BUNDLE: (cases) => sql`select id from case_bundle where case_id = any(${cases})`,
	SHARE: (cases) => sql`select id from case_share where case_id = any(${cases})`,
	EMERGENCY: (cases) => sql`select id from emergency_access where case_id = any(${cases})`,
	COPY: (cases) =>
		sql`select c.id from minutes_copy c join meeting m on m.id = c.meeting_id where m.case_id = any(${cases})`,
	FEEDBACK: (cases) =>
		sql`select f.id from smb_feedback f join meeting m on m.id = f.meeting_id where m.case_id = any(${cases})`,
	MAIL: (cases) => sql`select o.id from outbox o join meeting m on m.id = o.meeting_id where m.case_id = any(${cases})`
};

/** Ids of everything a row may name that belongs to these cases, the cases themselves among them. */
export async function readIdsOfCases(tx: Tx, caseIds: readonly string[]): Promise<readonly string[]> {
	if (caseIds.length === 0) return [];
	const cases = sql`${sql.param([...caseIds])}::uuid[]`;
	const ways = Object.entries(IDS_OF).filter(([way]) => objectsOf(way as CaseOfObject).length > 0);
	const rows = await tx.execute<{ id: string }>(
		sql.join(
			ways.map(([, ids]) => sql`(${ids(cases)})`),
			sql` union all `
		)
	);
	return [...caseIds, ...rows.map(({ id }) => id)];
}

/** SQL predicate over `audit_event e`: the row names none of these ids. */
export const namesNoneOf = (ids: readonly string[]): SQL => {
	const texts = sql`${sql.param([...ids])}::text[]`;
	return sql`(e.object_id <> all(${texts}) and coalesce(e.meeting_id::text, '') <> all(${texts}))`;
};
/** SQL predicate over `audit_event e`: the row names one of these ids. */
export const namesOneOf = (ids: readonly string[]): SQL => {
	const texts = sql`${sql.param([...ids])}::text[]`;
	return sql`(e.object_id = any(${texts}) or e.meeting_id::text = any(${texts}))`;
};
