/**
 * The chain over an area's audit (R19): a link for every row, numbered without a gap. Rows are written in the transaction of
 * their act and take no lock there; their links are written afterwards, when their act is committed (server/decisions/040).
 */
import { asc, desc, eq, gt, sql } from 'drizzle-orm';
import { auditChain, auditCheckpoint, destruction, finalRecord, meeting } from '#drizzle/schema.ts';
import { type ChainedRow, type ChainLink, FIRST_PREVIOUS } from '#lib/audit/chain-link.ts';
import type { Tx } from './database.ts';

export type ChainEnd = { readonly number: number; readonly hmac: string };
export const NO_LINK: ChainEnd = { number: 0, hmac: FIRST_PREVIOUS };

/** Of these areas, those that have a committed row without a link. For a transaction without an area. */
export async function readAreasWaiting(tx: Tx, areaIds: readonly string[]): Promise<string[]> {
	const rows = await tx.execute<{ id: string }>(
		sql`select id from audit_areas_waiting(${sql.param([...areaIds])}::uuid[]) as waiting(id)`
	);
	return rows.map(({ id }) => id);
}

/** One chainer of an area at a time, on whichever node; held until the transaction ends. @param wait for whoever holds it */
export async function holdChain(tx: Tx, areaId: string, wait: boolean): Promise<boolean> {
	const key = sql`hashtextextended('audit chain ' || ${areaId}, 0)`;
	if (wait) await tx.execute(sql`select pg_advisory_xact_lock(${key})`);
	const [row] = wait
		? [{ mine: true }]
		: await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${key}) as mine`);
	return row?.mine === true;
}

/** The last link, and up to which transaction everything is chained. */
export async function readChainEnd(tx: Tx): Promise<ChainEnd & { readonly settled: string }> {
	const [row] = await tx
		.select({ number: auditChain.number, hmac: auditChain.hmac, settled: auditChain.settled })
		.from(auditChain)
		.orderBy(desc(auditChain.number))
		.limit(1);
	return row ?? { ...NO_LINK, settled: '0' };
}

type RawRow = Omit<ChainedRow, 'event'> & { readonly event: string | number };
const asRow = (row: RawRow): ChainedRow => ({ ...row, event: Number(row.event) });
const AT = sql`to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const ROW = sql`e.number as event, ${AT} as at, e.actor_id as "actorId", e.agency_id as "agencyId", e.act, e.object,
	e.object_id as "objectId", e.meeting_id as "meetingId"`;

/**
 * Committed rows without a link, oldest number first. A row whose transaction commits late may have a lower number than
 * rows that were chained long before: it is found because every transaction that had not ended when they were chained is
 * looked at again.
 * @returns settled = every row of a transaction before this one is among these, or has its link, or never will be there
 */
export async function readUnchained(
	tx: Tx,
	areaId: string,
	most: number
): Promise<{ readonly settled: string; readonly rows: readonly ChainedRow[] }> {
	const found = await tx.execute<RawRow & { settled: string }>(sql`
		select pg_snapshot_xmin(pg_current_snapshot())::text as settled, ${ROW}
		from audit_event e
		where e.area_id = ${areaId} and e.xid >= (select audit_settled())
			and ((select audit_settled()) = '0' or e.xid < (select pg_snapshot_xmax(pg_current_snapshot())))
			and not exists (select from audit_chain c where c.event = e.number)
		order by e.number limit ${most}`);
	return { settled: found[0]?.settled ?? '0', rows: found.map(({ settled: _, ...row }) => asRow(row)) };
}

export async function appendLinks(tx: Tx, links: readonly ChainLink[], settled: string): Promise<void> {
	await tx.insert(auditChain).values(links.map((link) => ({ ...link, settled })));
}

export type LinkWithRow = { readonly link: ChainLink; readonly row: ChainedRow | null };

/** Links after this number in their order, each with its row. */
export async function readLinks(tx: Tx, after: number, most: number): Promise<readonly LinkWithRow[]> {
	const rows = await tx.execute<
		RawRow & { linkArea: string; linkNumber: string; linkEvent: string; previous: string; hmac: string }
	>(sql`
		select c.area_id as "linkArea", c.number as "linkNumber", c.event as "linkEvent", c.previous, c.hmac, ${ROW}
		from audit_chain c left join audit_event e on e.number = c.event
		where c.number > ${after} order by c.number limit ${most}`);
	return rows.map(({ linkArea, linkNumber, linkEvent, previous, hmac, ...row }) => ({
		link: { areaId: linkArea, number: Number(linkNumber), event: Number(linkEvent), previous, hmac },
		row: row.event === null ? null : asRow(row)
	}));
}

/** The first row that has no link though its transaction ended long ago; null when there is none. */
export async function readFirstWithoutLink(tx: Tx): Promise<number | null> {
	const [row] = await tx.execute<{ event: string }>(sql`
		select e.number as event from audit_event e
		where not exists (select from audit_chain c where c.event = e.number)
		order by e.number limit 1`);
	return row ? Number(row.event) : null;
}

/** HMAC of one link; null when the chain does not reach so far. */
export async function readLinkHmac(tx: Tx, number: number): Promise<string | null> {
	const [row] = await tx.select({ hmac: auditChain.hmac }).from(auditChain).where(eq(auditChain.number, number));
	return row?.hmac ?? null;
}

/** Where the chain begins since its oldest part was removed. */
export type Checkpoint = ChainEnd & {
	readonly mac: string;
	/** rows that are gone, of all checkpoints */
	readonly removed: number;
	readonly removedAt: Date;
};

/** The newest one; null when nothing was ever removed. */
export async function readCheckpoint(tx: Tx): Promise<Checkpoint | null> {
	const rows = await tx.select().from(auditCheckpoint).orderBy(desc(auditCheckpoint.number));
	const [newest] = rows;
	if (!newest) return null;
	const { number, hmac, mac, removedAt } = newest;
	return { number, hmac, mac, removedAt, removed: rows.reduce((sum, one) => sum + one.rows, 0) };
}

/**
 * The last link of the oldest part that may go, of at most so many links; null when there is none.
 * @param before acts older than this; the database itself lets none go that is younger than ten years, or held
 */
export async function readRemovable(tx: Tx, before: Date, most: number): Promise<ChainEnd | null> {
	const [row] = await tx.execute<{ number: string; hmac: string }>(sql`
		select c.number, c.hmac from audit_chain c
		where c.number <= audit_removable(${before.toISOString()}::timestamptz)
			and c.number < (select min(f.number) from audit_chain f) + ${most}
		order by c.number desc limit 1`);
	return row ? { number: Number(row.number), hmac: row.hmac } : null;
}

/** Removes everything up to this link and writes the checkpoint. @returns how many rows went @throws 55000 when it may not go (any more) */
export async function removeOldAudit(tx: Tx, { number, hmac }: ChainEnd, mac: string, before: Date): Promise<number> {
	const [row] = await tx.execute<{ rows: string }>(
		sql`select remove_old_audit(${number}, ${hmac}, ${mac}, ${before.toISOString()}::timestamptz) as rows`
	);
	return Number(row?.rows ?? 0);
}

/** Whether a link stands where everything is said to be removed. */
export async function hasLinksUpTo(tx: Tx, number: number): Promise<boolean> {
	const [row] = await tx
		.select({ number: auditChain.number })
		.from(auditChain)
		.orderBy(asc(auditChain.number))
		.limit(1);
	return row !== undefined && row.number <= number;
}

export type LockedDigest = {
	readonly meetingId: string;
	readonly caseId: string;
	readonly sha256: string;
	readonly lockedAt: Date;
};

/** Digests of the area's sealed minutes. @param since locked later than this; all of them when null */
export async function readLockedDigests(tx: Tx, since: Date | null): Promise<readonly LockedDigest[]> {
	return tx
		.select({
			...{ meetingId: finalRecord.meetingId, caseId: meeting.caseId },
			...{ sha256: finalRecord.sha256, lockedAt: finalRecord.lockedAt }
		})
		.from(finalRecord)
		.innerJoin(meeting, eq(finalRecord.meetingId, meeting.id))
		.where(since === null ? undefined : gt(finalRecord.lockedAt, since))
		.orderBy(asc(finalRecord.lockedAt));
}

/** Cases that were destroyed under a certificate: their minutes are gone by right. */
export async function readDestroyedCases(tx: Tx): Promise<ReadonlySet<string>> {
	const rows = await tx.select({ caseId: destruction.caseId }).from(destruction).where(eq(destruction.state, 'DONE'));
	return new Set(rows.map(({ caseId }) => caseId));
}

/** Meetings whose sealed minutes do not have the digest that stands beside them. */
export async function readChangedMinutes(tx: Tx): Promise<readonly string[]> {
	const rows = await tx.execute<{ id: string }>(sql`
		select meeting_id as id from final_record
		where encode(sha256(convert_to(record, 'UTF8')), 'hex') <> sha256 order by meeting_id`);
	return rows.map(({ id }) => id);
}
