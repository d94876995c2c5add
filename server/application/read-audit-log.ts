/**
 * Who reads the audit, and what of it (domain.md 7): the co-ordinator, who answers for the area's information, and auditors all
 * of it; whoever chairs meetings the rows of those; system administrators technical events only. Nobody sees a row about a case
 * that is closed to them. Reading it is itself a row of it.
 */
import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import { mappCase, meeting } from '#drizzle/schema.ts';
import { reachOf } from '#lib/access/capability-table.ts';
import { type AuditKind, actsOfKind, type DoneAct, kindOfAct, TECHNICAL_ACTS } from '#lib/audit/audit-acts.ts';
import type { AuditFilter } from '#lib/audit/audit-filter.ts';
import { auditObjectWord, objectsOf } from '#lib/audit/audit-objects.ts';
import { actWord, type SCOPE_WORDS } from '#lib/audit/audit-words.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { addDays, fromLondon } from '#lib/time.ts';
import { writeAudit } from '../persistence/audit.ts';
import { type AuditLogRow, namesNoneOf, namesOneOf, readAuditRows, readIdsOfCases } from '../persistence/audit-log.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readAgencies, readPersonRefs } from '../persistence/people.ts';
import { openToPerson } from './case-access.ts';

export type AuditScope = keyof typeof SCOPE_WORDS;

/** A row as it is shown. */
export type AuditLogLine = {
	readonly event: number;
	/** of the area's chain; null for a row of this second */
	readonly number: number | null;
	/** ISO 8601 UTC */
	readonly at: string;
	readonly kind: AuditKind;
	readonly act: string;
	readonly who: string;
	readonly agencyName: string;
	/** kind of thing, and its reference or name where it has one */
	readonly object: string;
	readonly reference: string;
	readonly objectId: string;
};
export type AuditPerson = { readonly id: string; readonly name: string; readonly agencyName: string };
export type AuditLogPage = {
	readonly scope: AuditScope;
	readonly lines: readonly AuditLogLine[];
	/** begins the next page; null = there is none */
	readonly older: number | null;
	readonly people: readonly AuditPerson[];
};
export type AuditReading = {
	readonly database: Pick<Database, 'withArea'>;
	/** gives what is committed its number first */
	readonly chain: (areaId: string) => Promise<void>;
};

/** Rows of one page. */
export const PAGE_ROWS = 100;
const NO_LOG: Refusal = refuse('missing', 'There is no such page.');

/** Acts on what is kept apart from others in the room: that they happened is not the chair's to know. */
const KEPT_APART: readonly DoneAct[] = [
	...(['make-restricted-note', 'change-restricted-audience', 'record-victim-name', 'view-restricted-note'] as const),
	...(['view-victim-names', 'view-kept-apart', 'export-kept-apart'] as const)
];

/** By a role; whoever chairs a meeting reads its rows besides. */
export const hasAuditLog = (actor: Pick<Actor, 'roles'>): boolean => scopeOfRole(actor) !== null;
const scopeOfRole = (actor: Pick<Actor, 'roles'>): Exclude<AuditScope, 'MEETINGS'> | null => {
	const scopes = reachOf(actor, 'read-audit').map(([, scope]) => scope);
	return scopes.includes('area') ? 'ALL' : scopes.includes('technical') ? 'TECHNICAL' : null;
};

export type Readable = { readonly scope: AuditScope; readonly where: readonly SQL[] };

/** What of the audit this person may read; null = nothing. */
export async function readableTo(tx: Tx, actor: Actor): Promise<Readable | null> {
	const scope = scopeOfRole(actor);
	if (scope === 'TECHNICAL') {
		const ofNoCase = sql`e.meeting_id is null and e.object = any(${sql.param([...objectsOf('NONE')])}::text[])`;
		return { scope, where: [isOneOf(TECHNICAL_ACTS), ofNoCase] };
	}
	const where: SQL[] = [];
	if (scope === null) {
		const chaired = await tx.select({ id: meeting.id }).from(meeting).where(eq(meeting.chairId, actor.personId));
		if (chaired.length === 0) return null;
		where.push(namesOneOf(chaired.map(({ id }) => id)), sql`not ${isOneOf(KEPT_APART)}`);
	}
	const closed = await tx.execute<{ id: string }>(
		sql`select id from cases_closed_to(${actor.personId}::uuid) as closed(id)`
	);
	const ids = await readIdsOfCases(
		tx,
		closed.map(({ id }) => id)
	);
	if (ids.length > 0) where.push(namesNoneOf(ids));
	return { scope: scope ?? 'MEETINGS', where };
}

/** SQL predicate: one of these acts, done or refused. */
const isOneOf = (acts: readonly string[]): SQL =>
	sql`e.act = any(${sql.param(acts.flatMap((act) => [act, `deny-${act}`]))}::text[])`;

/** SQL predicates for what is looked for. */
export async function wanted(tx: Tx, actor: Actor, filter: AuditFilter): Promise<readonly SQL[]> {
	const where: SQL[] = [];
	const from = filter.from === null ? null : fromLondon(filter.from, '00:00');
	const until = filter.until === null ? null : fromLondon(addDays(filter.until, 1), '00:00');
	if (from !== null) where.push(sql`e.at >= ${from}::timestamptz`);
	if (until !== null) where.push(sql`e.at < ${until}::timestamptz`);
	if (filter.personId !== null)
		where.push(sql`(e.actor_id = ${filter.personId}::uuid or e.object_id = ${filter.personId}::text)`);
	if (filter.kind === 'DENIAL') where.push(sql`e.act like 'deny-%'`);
	else if (filter.kind !== null) where.push(sql`e.act = any(${sql.param([...actsOfKind(filter.kind)])}::text[])`);
	if (filter.object !== null) where.push(sql`e.object = ${filter.object}`);
	if (filter.reference !== null) where.push(namesOneOf(await idsOfReference(tx, actor, filter.reference)));
	return where;
}

/** Of a case's reference the case and its meetings, of a meeting's that meeting; none when it is not known or closed. */
async function idsOfReference(tx: Tx, actor: Actor, typed: string): Promise<readonly string[]> {
	const [ref = '', seq, ...rest] = typed.trim().toUpperCase().split('/');
	if (rest.length > 0 || (seq !== undefined && !/^\d{1,5}$/.test(seq))) return [];
	const rows = await tx
		.select({ caseId: mappCase.id, meetingId: meeting.id, seq: meeting.seq })
		.from(mappCase)
		.leftJoin(meeting, eq(meeting.caseId, mappCase.id))
		.where(sql`upper(${mappCase.ref}) = ${ref} and ${openToPerson(actor.personId)}`);
	const meetings = rows.flatMap(({ meetingId, seq: its }) =>
		meetingId !== null && (seq === undefined || its === Number(seq)) ? [meetingId] : []
	);
	if (seq !== undefined) return meetings;
	const caseIds = rows.map(({ caseId }) => caseId);
	return [...new Set([...(await readIdsOfCases(tx, caseIds.slice(0, 1))), ...meetings])];
}

/** A page of the audit, the newest first. @param before rows with a lower number only */
export async function readAuditLog(
	{ database, chain }: AuditReading,
	actor: Actor,
	filter: AuditFilter | null,
	before: number | null
): Promise<Result<AuditLogPage>> {
	await chain(actor.areaId);
	return database.withArea(actor.areaId, async (tx) => {
		const readable = await readableTo(tx, actor);
		if (!readable) return NO_LOG;
		const rows = filter
			? await readAuditRows(tx, [...readable.where, ...(await wanted(tx, actor, filter))], PAGE_ROWS + 1, before)
			: [];
		await writeAudit(tx, actor, 'view-audit-log', 'audit-log', actor.areaId);
		const shown = rows.slice(0, PAGE_ROWS);
		return done({
			scope: readable.scope,
			lines: await linesOf(tx, shown),
			older: rows.length > PAGE_ROWS ? (shown.at(-1)?.event ?? null) : null,
			people: await readAuditPeople(tx, readable.scope, actor)
		});
	});
}

/** Rows with the names of people and the references of what they are about, as these are now. */
export async function linesOf(tx: Tx, rows: readonly AuditLogRow[]): Promise<readonly AuditLogLine[]> {
	const ids = (texts: readonly (string | null)[]): string[] => [
		...new Set(texts.filter((text): text is string => text !== null && /^[0-9a-f-]{36}$/.test(text)))
	];
	const people = await readPersonRefs(
		tx,
		ids(rows.flatMap((row) => [row.actorId, row.object === 'person' ? row.objectId : null]))
	);
	const agencies = new Map((await readAgencies(tx)).map(({ id, name }) => [id, name]));
	const meetings = ids(rows.flatMap((row) => [row.meetingId, row.objectId]));
	const references = new Map<string, string>();
	if (meetings.length > 0) {
		for (const row of await tx
			.select({ id: meeting.id, seq: meeting.seq, ref: mappCase.ref })
			.from(meeting)
			.innerJoin(mappCase, eq(meeting.caseId, mappCase.id))
			.where(inArray(meeting.id, meetings)))
			references.set(row.id, `${row.ref}/${row.seq}`);
		for (const row of await tx
			.select({ id: mappCase.id, ref: mappCase.ref })
			.from(mappCase)
			.where(inArray(mappCase.id, meetings)))
			references.set(row.id, row.ref);
	}
	return rows.map((row) => ({
		...{ event: row.event, number: row.number, at: row.at, kind: kindOfAct(row.act), act: actWord(row.act) },
		who: people.get(row.actorId)?.name ?? 'Somebody outside this area’s register',
		agencyName: agencies.get(row.agencyId) ?? '',
		object: auditObjectWord(row.object),
		reference:
			references.get(row.objectId) ??
			(row.meetingId === null ? undefined : references.get(row.meetingId)) ??
			(row.object === 'agency' ? agencies.get(row.objectId) : undefined) ??
			(row.object === 'person' ? people.get(row.objectId)?.name : undefined) ??
			'',
		objectId: row.objectId
	}));
}

/** Whose rows may be asked for: everybody of the area, or whoever was asked to the meetings one chairs. */
async function readAuditPeople(tx: Tx, scope: AuditScope, actor: Actor): Promise<readonly AuditPerson[]> {
	return tx.execute<AuditPerson>(sql`
		select p.id, p.name, a.name as "agencyName" from person p join agency a on a.id = p.agency_id
		where ${scope !== 'MEETINGS'} or p.id in (
			select i.person_id from invitation i join meeting m on m.id = i.meeting_id where m.chair_id = ${actor.personId}::uuid)
		order by p.name, p.id`);
}
