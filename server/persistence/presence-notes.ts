/** Who came to and left a running meeting, as each node saw it: short rows that are only ever added (0018). */
import { asc, eq, sql } from 'drizzle-orm';
import { presenceNote } from '#drizzle/schema.ts';
import { type NotedPresence, notedPresence } from '#lib/attendance/presence-notes.ts';
import type { Tx } from './database.ts';
import { GONE_AFTER_MS } from './node-rows.ts';

export type PresenceAt = {
	readonly areaId: string;
	readonly meetingId: string;
	readonly personId: string;
	readonly nodeId: string;
};

/** Notes it unless that is what this node noted of this person last, so that it may be called as often as one likes. */
export async function insertPresenceNote(
	tx: Tx,
	{ areaId, meetingId, personId, nodeId }: PresenceAt,
	what: 'came' | 'left',
	at: Date
): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`presence ${meetingId} ${personId}`}, 0))`);
	await tx.execute(sql`
		insert into ${presenceNote} (area_id, meeting_id, person_id, node_id, what, at)
		select ${areaId}::uuid, ${meetingId}::uuid, ${personId}::uuid, ${nodeId}::uuid, ${what}, ${at.toISOString()}::timestamptz
		where coalesce((
			select n.what from ${presenceNote} n
			where n.meeting_id = ${meetingId} and n.person_id = ${personId} and n.node_id = ${nodeId}
			order by n.id desc limit 1
		), 'left') <> ${what}`);
}

/**
 * Whoever was connected to a node that lives no more left it when it was last seen; where not even that is known any more,
 * when it noted something last. The meetings are those of the current area.
 * @param asking the node that asks, which lives whatever its row says
 */
export async function closePresenceOfGoneNodes(tx: Tx, areaId: string, asking: string): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`presence of gone nodes ${areaId}`}, 0))`);
	await tx.execute(sql`
		with newest as (
			select distinct on (p.node_id, p.meeting_id, p.person_id) p.*
			from ${presenceNote} p join meeting m on m.id = p.meeting_id and m.phase <> 'LOCKED'
			where p.node_id <> ${asking}::uuid
			order by p.node_id, p.meeting_id, p.person_id, p.id desc
		)
		insert into ${presenceNote} (area_id, meeting_id, person_id, node_id, what, at)
		select o.area_id, o.meeting_id, o.person_id, o.node_id, 'left', greatest(o.at, coalesce(n.seen_at, (
			select max(x.at) from ${presenceNote} x where x.node_id = o.node_id
		)))
		from newest o left join node n on n.id = o.node_id
		where o.what = 'came'
			and (n.id is null or n.seen_at <= clock_timestamp() - ${`${GONE_AFTER_MS} milliseconds`}::interval)`);
}

export async function readPresenceNotes(tx: Tx, meetingId: string): Promise<NotedPresence> {
	const rows = await tx
		.select()
		.from(presenceNote)
		.where(eq(presenceNote.meetingId, meetingId))
		.orderBy(asc(presenceNote.id));
	return notedPresence(
		rows.map(({ personId, nodeId, what, at }) => ({
			personId,
			nodeId,
			what: what === 'came' ? 'came' : 'left',
			at: at.toISOString()
		}))
	);
}

/** People whose words are stored in a document of this meeting, written between two moments. @param until null = until now */
export async function readWritersBetween(
	tx: Tx,
	meetingId: string,
	from: string,
	until: string | null
): Promise<ReadonlySet<string>> {
	const rows = await tx.execute<{ id: string }>(sql`
		select distinct u.person_id as id from document_update u join document d on d.id = u.document_id
		where d.meeting_id = ${meetingId}::uuid and d.name in ('plan', 'minutes') and u.person_id is not null
			and u.at >= ${from}::timestamptz and (${until}::timestamptz is null or u.at <= ${until}::timestamptz)`);
	return new Set(rows.map(({ id }) => id));
}
