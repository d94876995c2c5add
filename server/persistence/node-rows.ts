/**
 * What the nodes of one service leave for each other in the database: that they live, who is connected to them, and
 * which sessions ended. Volatile rows: after a crash of the database every node writes its own anew.
 */
import { sql } from 'drizzle-orm';
import { endedSession, nodePresence } from '#drizzle/schema.ts';
import type { Tx } from './database.ts';

/** A node not seen for so long is gone, and its presence with it. */
export const GONE_AFTER_MS = 3000;
const FORGET_AFTER_MS = 60_000;
/** How far back ended sessions are read: far longer than any transaction that ends one. */
const ENDED_WITHIN_MS = 10_000;
const ENDED_KEPT_MS = 3_600_000;

const ago = (ms: number) => sql`clock_timestamp() - ${`${ms} milliseconds`}::interval`;
const list = (values: readonly unknown[]) => sql.param([...values]);

/** Says that this node lives. True when it has no row yet: never had, or was taken for gone. */
export async function renewNode(tx: Tx, nodeId: string): Promise<boolean> {
	// Losing the last second of this in a crash costs nothing.
	await tx.execute(sql`set local synchronous_commit = off`);
	const [row] = await tx.execute<{ isNew: boolean }>(sql`
		insert into node (id, seen_at) values (${nodeId}, clock_timestamp())
		on conflict (id) do update set seen_at = excluded.seen_at
		returning (xmax = 0) as "isNew"`);
	return row?.isNew ?? false;
}

/** From now on this node counts as gone; its rows stay for a while, so that others know who was connected to it. */
export async function retireNode(tx: Tx, nodeId: string): Promise<void> {
	await tx.execute(sql`update node set seen_at = ${ago(GONE_AFTER_MS)} where id = ${nodeId}`);
}

export type OtherNode = { readonly id: string; readonly lives: boolean };

/** Every other node that has a row. */
export async function readOtherNodes(tx: Tx, nodeId: string): Promise<OtherNode[]> {
	const rows = await tx.execute<OtherNode>(
		sql`select id, seen_at > ${ago(GONE_AFTER_MS)} as lives from node where id <> ${nodeId}`
	);
	return [...rows];
}

/** Removes the rows of nodes not seen for a minute, and ended sessions that everybody knows of. */
export async function forgetOldNodes(tx: Tx): Promise<void> {
	await tx.execute(sql`delete from node where seen_at < ${ago(FORGET_AFTER_MS)}`);
	await tx.execute(sql`delete from ${endedSession} where at < ${ago(ENDED_KEPT_MS)}`);
}

/** Sessions that ended lately, each once. */
export async function readEndedSessions(tx: Tx): Promise<string[]> {
	const rows = await tx.execute<{ id: string }>(
		sql`select distinct session_id as id from ${endedSession} where at > ${ago(ENDED_WITHIN_MS)}`
	);
	return rows.map((row) => row.id);
}

/** Areas that have people who can sign in. */
export async function readAreaIds(tx: Tx): Promise<string[]> {
	const rows = await tx.execute<{ id: string }>(sql`select distinct area_id as id from account`);
	return rows.map((row) => row.id);
}

export type News = {
	/** version of each meeting asked for */
	readonly meetings: ReadonlyMap<string, number>;
	/** for each meeting asked for, how far its questions about texts have come */
	readonly asks: ReadonlyMap<string, number>;
	readonly statement: number;
	/** state of who may know of which case */
	readonly access: number;
	/** for each meeting asked for that has presence at another living node: a text that differs when that presence does */
	readonly presence: ReadonlyMap<string, string>;
};

/** How far an area's statement and some of its meetings have come, in one question. @param nodeId whose own presence is left out */
export async function readNews(tx: Tx, nodeId: string, meetingIds: readonly string[]): Promise<News> {
	const rows = await tx.execute<{ kind: string; id: string | null; n: string }>(sql`
		select 'meeting' as kind, id, version::text as n from meeting where id = any(${list(meetingIds)}::uuid[])
		union all
		select 'asks', id, asks_version::text from meeting where id = any(${list(meetingIds)}::uuid[])
		union all
		select 'statement', null, coalesce(max(version), 0)::text from statement
		union all
		select 'access', null, access_version::text from area
		union all
		select 'presence', p.meeting_id, string_agg(p.node_id || ' ' || p.version, ',' order by p.node_id)
		from ${nodePresence} p join node n on n.id = p.node_id and n.seen_at > ${ago(GONE_AFTER_MS)}
		where p.meeting_id = any(${list(meetingIds)}::uuid[]) and p.node_id <> ${nodeId}
		group by p.meeting_id`);
	const of = (kind: string) => rows.flatMap((row) => (row.kind === kind && row.id ? [[row.id, row.n] as const] : []));
	const one = (kind: string) => Number(rows.find((row) => row.kind === kind)?.n ?? 0);
	const versions = (kind: string) => new Map(of(kind).map(([id, version]) => [id, Number(version)]));
	return {
		meetings: versions('meeting'),
		asks: versions('asks'),
		statement: one('statement'),
		access: one('access'),
		presence: new Map(of('presence'))
	};
}

/** The presence of these meetings at every other living node, in the order of the nodes' ids. */
export async function readPresence<State>(
	tx: Tx,
	nodeId: string,
	meetingIds: readonly string[]
): Promise<{ meetingId: string; state: State }[]> {
	const rows = await tx.execute<{ meetingId: string; state: State }>(sql`
		select p.meeting_id as "meetingId", p.state
		from ${nodePresence} p join node n on n.id = p.node_id and n.seen_at > ${ago(GONE_AFTER_MS)}
		where p.meeting_id = any(${list(meetingIds)}::uuid[]) and p.node_id <> ${nodeId}
		order by p.meeting_id, p.node_id`);
	return [...rows];
}

export type PresenceRow = { readonly meetingId: string; readonly version: number; readonly state: unknown };

/** Writes this node's presence; state null takes the row away. */
export async function writePresence(
	tx: Tx,
	nodeId: string,
	areaId: string,
	rows: readonly PresenceRow[]
): Promise<void> {
	await tx.execute(sql`set local synchronous_commit = off`);
	const gone = rows.filter((row) => row.state === null).map((row) => row.meetingId);
	if (gone.length > 0)
		await tx.execute(
			sql`delete from ${nodePresence} where node_id = ${nodeId} and meeting_id = any(${list(gone)}::uuid[])`
		);
	const here = rows.filter((row) => row.state !== null);
	if (here.length === 0) return;
	await tx.execute(sql`
		insert into ${nodePresence} (node_id, area_id, meeting_id, version, state)
		select ${nodeId}::uuid, ${areaId}::uuid, r.meeting_id, r.version, r.state from unnest(
			${list(here.map((row) => row.meetingId))}::uuid[],
			${list(here.map((row) => row.version))}::bigint[],
			${list(here.map((row) => JSON.stringify(row.state)))}::text[]::jsonb[]
		) as r(meeting_id, version, state)
		on conflict (node_id, meeting_id) do update set version = excluded.version, state = excluded.state`);
}
