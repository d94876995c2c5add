/**
 * The work of the commands on emergency access (emergency-access.ts). Asking answers alike whether there is such a case, whether
 * it is closed to whoever asks, and whether it is theirs already; only what they find in their list of cases differs (R9).
 */
import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm';
import { emergencyAccess, mappCase, meeting } from '#drizzle/schema.ts';
import { type EmergencyInputOf, emergencyState } from '#lib/access/emergency-access.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readAreaConfig } from '../persistence/area.ts';
import type { Tx } from '../persistence/database.ts';
import { closedPeople, mayKnowCase, openToPerson } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';
import { tell } from './tell.ts';
import { readCoordinators } from './tell-of-meeting.ts';

type Worked = Result<{ readonly id: string; readonly warnings: readonly string[] }>;
const made = (id: string): Worked => done({ id, warnings: [] });
export const NO_EMERGENCY = refuse('missing', 'There is no such request, or it is not yours to see.');
const NOT_YOURS = refuse('forbidden', 'Only whoever chairs a meeting or manages a case can ask for emergency access');
/** One person may wait for so many answers at a time: nobody tries references through. */
const MOST_WAITING = 5;

type EmergencyRow = typeof emergencyAccess.$inferSelect;

/** The steps of a stored request as its rules read them. */
export const stepsOf = (row: EmergencyRow) => ({
	grantedAt: row.grantedAt?.toISOString() ?? null,
	until: row.until?.toISOString() ?? null,
	refusedAt: row.refusedAt?.toISOString() ?? null,
	endedAt: row.endedAt?.toISOString() ?? null,
	reviewedAt: row.reviewedAt?.toISOString() ?? null
});
export const stateOf = (row: EmergencyRow, now: Date) => emergencyState(stepsOf(row), now.toISOString());

/** The moment by the clock that every door asks: what runs for a door runs for the steps too. */
async function clockOf(tx: Tx): Promise<Date> {
	const [row] = await tx.execute<{ at: string }>(sql`select now()::text as at`);
	return new Date(row?.at ?? '');
}

/** SQL predicate: this person's emergency access to the case runs now. By the database's clock, as every door asks it. */
const runningFor = (personId: string) =>
	and(
		eq(emergencyAccess.personId, personId),
		isNull(emergencyAccess.endedAt),
		openToPerson(personId, emergencyAccess.caseId),
		sql`${emergencyAccess.grantedAt} is not null and ${emergencyAccess.until} > now()`
	);

/** A chair or case manager is who chairs a meeting of the area, or manages a case of it (domain.md 7). */
export async function mayAskEmergency(tx: Tx, { personId, roles }: Actor): Promise<boolean> {
	if (roles.includes('SYSTEM_ADMINISTRATOR')) return false;
	const [row] = await tx.execute<{ may: boolean }>(sql`
		select exists (select from ${meeting} where ${meeting.chairId} = ${personId}::uuid and ${meeting.phase} <> 'CANCELLED')
			or exists (select from ${mappCase} where ${mappCase.caseManagerId} = ${personId}::uuid
				and ${mappCase.status} <> 'CLOSED') as may`);
	return row?.may === true;
}

/** The chair of the case's meeting to come, or of its last one. */
async function chairOf(tx: Tx, caseId: string): Promise<string | null> {
	const [row] = await tx
		.select({ chairId: meeting.chairId })
		.from(meeting)
		.where(and(eq(meeting.caseId, caseId), ne(meeting.phase, 'CANCELLED')))
		.orderBy(desc(meeting.seq))
		.limit(1);
	return row?.chairId ?? null;
}

/** Co-ordinators who may know of the case; all of them when there is none. */
async function coordinatorsFor(tx: Tx, caseId: string | null): Promise<readonly string[]> {
	const all = await readCoordinators(tx);
	if (caseId === null) return all;
	const closed = await closedPeople(tx, caseId, all);
	return all.filter((one) => !closed.has(one));
}

/** Tells co-ordinators, the chair and whoever asked, all but whoever did it. */
async function tellGiven(tx: Tx, actor: Actor, row: EmergencyRow, caseId: string): Promise<void> {
	const chairId = await chairOf(tx, caseId);
	const told = new Set(await coordinatorsFor(tx, caseId));
	if (chairId && !(await closedPeople(tx, caseId, [chairId])).has(chairId)) told.add(chairId);
	told.add(row.personId);
	told.delete(actor.personId);
	for (const personId of told)
		await tell(tx, { areaId: actor.areaId, personId, kind: 'emergency-given', path: '/emergency-access' });
}

/** Gives it, unless the case is closed to the person: an emergency opens no exclusion, restriction or clearance. */
async function give(tx: Tx, actor: Actor, row: EmergencyRow, by: string | null, now: Date): Promise<boolean> {
	const { caseId, personId } = row;
	if (caseId === null || (await closedPeople(tx, caseId, [personId])).has(personId)) return false;
	// By the clock that every door asks, whatever this process's own says.
	const given = await tx
		.update(emergencyAccess)
		.set({ grantedBy: by, grantedAt: sql`now()`, until: sql`now() + make_interval(hours => ${row.hours})` })
		.where(and(eq(emergencyAccess.id, row.id), isNull(emergencyAccess.grantedAt), isNull(emergencyAccess.refusedAt)))
		.returning({ id: emergencyAccess.id });
	if (given.length === 1) await tellGiven(tx, actor, { ...row, grantedAt: now }, caseId);
	return given.length === 1;
}

export async function askEmergencyAccess(
	tx: Tx,
	actor: Actor,
	input: EmergencyInputOf<'ask-emergency-access'>,
	now: Date
): Promise<Worked> {
	if (!(await mayAskEmergency(tx, actor))) return NOT_YOURS;
	const { areaId, personId } = actor;
	const own = await tx
		.select()
		.from(emergencyAccess)
		.where(
			and(eq(emergencyAccess.personId, personId), isNull(emergencyAccess.grantedAt), isNull(emergencyAccess.refusedAt))
		);
	const same = own.find(({ askedRef }) => askedRef.toLowerCase() === input.reference.toLowerCase());
	// Sent twice, it is asked once.
	if (same) return made(same.id);
	if (own.length >= MOST_WAITING)
		return refuse('not-now', `${MOST_WAITING} requests of yours wait for an answer. Ring the co-ordinator`);
	const [found] = await tx
		.select({ id: mappCase.id })
		.from(mappCase)
		.where(sql`lower(${mappCase.ref}) = lower(${input.reference})`);
	const [row] = await tx
		.insert(emergencyAccess)
		.values({
			...{ areaId, personId, askedRef: input.reference, caseId: found?.id ?? null },
			...{ reason: input.reason, hours: input.hours, askedAt: now }
		})
		.returning();
	if (!row) throw new Error('the request was not stored');
	const { emergencyAtOnce } = await readAreaConfig(tx, areaId, londonDate(now.toISOString()));
	if (emergencyAtOnce === 'YES' && (await give(tx, actor, row, null, now))) return made(row.id);
	for (const coordinator of await coordinatorsFor(tx, row.caseId))
		if (coordinator !== personId)
			await tell(tx, { areaId, personId: coordinator, kind: 'emergency-asked', path: '/emergency-access' });
	return made(row.id);
}

/** The request, held, for a co-ordinator who may know of its case; null when there is none for them. */
async function holdRequest(tx: Tx, actor: Actor, requestId: string): Promise<EmergencyRow | null> {
	if (!isIdentifier(requestId)) return null;
	const [row] = await tx.select().from(emergencyAccess).where(eq(emergencyAccess.id, requestId)).for('update');
	if (!row) return null;
	if (row.personId === actor.personId || row.caseId === null) return row;
	return (await mayKnowCase(tx, actor, row.caseId)) ? row : null;
}
const OTHERS = refuse('forbidden', 'Somebody else must decide on and review what you asked for yourself');
const DECIDED = refuse('not-now', 'This request was decided already. Read below what has happened');

/** {@link holdRequest} for deciding on what somebody else asked for, or why not. */
async function holdOthers(tx: Tx, actor: Actor, requestId: string): Promise<Result<EmergencyRow>> {
	const row = await holdRequest(tx, actor, requestId);
	if (!row) return NO_EMERGENCY;
	return row.personId === actor.personId ? OTHERS : done(row);
}

export async function approveEmergencyAccess(
	tx: Tx,
	actor: Actor,
	{ requestId }: EmergencyInputOf<'approve-emergency-access'>
): Promise<Worked> {
	const now = await clockOf(tx);
	const held = await holdOthers(tx, actor, requestId);
	if (!held.ok) return held;
	const row = held.value;
	if (stateOf(row, now) !== 'ASKED') return DECIDED;
	if (await give(tx, actor, row, actor.personId, now)) return made(row.id);
	return refuse(
		'not-now',
		row.caseId === null
			? 'There is no case with this reference. Refuse the request, or ask what was meant'
			: 'This case is closed to this person: an exclusion, a restriction, Category 4 or their vetting. Emergency access does not open it'
	);
}

export async function refuseEmergencyAccess(
	tx: Tx,
	actor: Actor,
	{ requestId, reason }: EmergencyInputOf<'refuse-emergency-access'>
): Promise<Worked> {
	const now = await clockOf(tx);
	const held = await holdOthers(tx, actor, requestId);
	if (!held.ok) return held;
	const row = held.value;
	if (stateOf(row, now) !== 'ASKED') return DECIDED;
	await tx
		.update(emergencyAccess)
		.set({ refusedBy: actor.personId, refusedAt: now, refusal: reason })
		.where(eq(emergencyAccess.id, row.id));
	const { areaId } = actor;
	await tell(tx, { areaId, personId: row.personId, kind: 'emergency-refused', path: '/emergency-access' });
	return made(row.id);
}

/** By whoever has it, or by a co-ordinator: waits for nothing. */
export async function endEmergencyAccess(
	tx: Tx,
	actor: Actor,
	{ requestId }: EmergencyInputOf<'end-emergency-access'>
): Promise<Worked> {
	const now = await clockOf(tx);
	const row = await holdRequest(tx, actor, requestId);
	const isOwn = row?.personId === actor.personId;
	if (!row || (!isOwn && !actor.roles.includes('MAPPA_COORDINATOR'))) return NO_EMERGENCY;
	if (row.grantedAt === null) return refuse('not-now', 'This access was not given, so there is nothing to end');
	if (row.endedAt !== null) return made(row.id);
	await tx.update(emergencyAccess).set({ endedBy: actor.personId, endedAt: now }).where(eq(emergencyAccess.id, row.id));
	return made(row.id);
}

export async function reviewEmergencyAccess(
	tx: Tx,
	actor: Actor,
	{ requestId, finding }: EmergencyInputOf<'review-emergency-access'>
): Promise<Worked> {
	const now = await clockOf(tx);
	const held = await holdOthers(tx, actor, requestId);
	if (!held.ok) return held;
	const row = held.value;
	const state = stateOf(row, now);
	if (state === 'REVIEWED') return refuse('not-now', 'This access was reviewed already. Read below what was found');
	if (state !== 'OVER') return refuse('not-now', 'This access is not over. End it first, then review it');
	await tx
		.update(emergencyAccess)
		.set({ reviewedBy: actor.personId, reviewedAt: now, finding })
		.where(eq(emergencyAccess.id, row.id));
	return made(row.id);
}

/** The access this person has to the case now; null = none. */
export async function readRunning(
	tx: Tx,
	personId: string,
	caseId: string
): Promise<{ readonly requestId: string; readonly until: string } | null> {
	const [row] = await tx
		.select({ id: emergencyAccess.id, until: emergencyAccess.until })
		.from(emergencyAccess)
		.where(and(runningFor(personId), eq(emergencyAccess.caseId, caseId)))
		.orderBy(desc(emergencyAccess.until))
		.limit(1);
	return row?.until ? { requestId: row.id, until: row.until.toISOString() } : null;
}
