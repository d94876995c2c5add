/** The commands about holds, and about a case whose time is over: still needed, proposed, taken back. */
import { and, eq, isNull, max, sql } from 'drizzle-orm';
import { destruction, mappCase, retentionHold, retentionReview } from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { type CaseClock, caseClock } from '#lib/retention/case-clock.ts';
import { referenceDigest } from '#lib/retention/destruction-certificate.ts';
import { type EndHold, fromProblem, type PlaceHold, type ReviewHold, reviewProblem } from '#lib/retention/hold.ts';
import {
	destructionProblem,
	type KeepCase,
	keepProblem,
	type ProposeDestruction,
	type WithdrawDestruction
} from '#lib/retention/retention-commands.ts';
import { londonDate } from '#lib/time.ts';
import { readArea, readAreaConfig } from '../persistence/area.ts';
import type { Tx } from '../persistence/database.ts';
import { readClockFacts, type StoredClock } from '../persistence/retention.ts';
import { closedPeople, mayKnowCase, NO_CASE } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';
import { tell } from './tell.ts';
import { readCoordinators, readUnit } from './tell-of-meeting.ts';

type Worked = Result<{ readonly id: string; readonly warnings: readonly string[] }>;
const made = (id: string): Worked => done({ id, warnings: [] });
const NO_HOLD: Refusal = refuse('missing', 'There is no such hold, or it has ended.');
const NO_PROPOSAL: Refusal = refuse('missing', 'There is no such proposal, or it was decided.');
const todayOf = (now: Date): string => londonDate(now.toISOString());

export type ReadClock = { readonly stored: StoredClock; readonly clock: CaseClock };

/** The clock of a case that this person may know of. @param hold keeps the area's row: no hold comes in between */
export async function readClock(
	tx: Tx,
	actor: Actor,
	caseId: string,
	now: Date,
	hold = false
): Promise<Result<ReadClock>> {
	if (!(await mayKnowCase(tx, actor, caseId))) return NO_CASE;
	if (hold) await readArea(tx, actor.areaId, true);
	const [stored] = await readClockFacts(tx, eq(mappCase.id, caseId));
	if (!stored) return NO_CASE;
	const today = todayOf(now);
	return done({ stored, clock: caseClock(stored, await readAreaConfig(tx, actor.areaId, today), today) });
}

/** @param input.caseId '' = every case of the area */
export async function placeHold(tx: Tx, actor: Actor, input: PlaceHold, now: Date): Promise<Worked> {
	const { caseId, kind, reason, from, reviewOn, commandKey } = input;
	if (caseId !== '' && !(await mayKnowCase(tx, actor, caseId))) return NO_CASE;
	const problem = fromProblem(from, todayOf(now)) ?? reviewProblem(reviewOn, todayOf(now));
	if (problem) return problem;
	// Whatever destroys something holds this row too: a hold is before it or after it, never in the middle.
	await readArea(tx, actor.areaId, true);
	await tx
		.insert(retentionHold)
		.values({
			...{ areaId: actor.areaId, caseId: caseId === '' ? null : caseId, kind, reason, from, reviewOn },
			...{ placedBy: actor.personId, placedAt: now, commandId: `${actor.personId} ${commandKey}` }
		})
		.onConflictDoNothing({ target: [retentionHold.areaId, retentionHold.commandId] });
	return made(caseId === '' ? actor.areaId : caseId);
}

/** A hold of one case: one of the whole area is another command. */
export const holdCase = async (tx: Tx, actor: Actor, input: PlaceHold, now: Date): Promise<Worked> =>
	input.caseId === '' ? NO_CASE : placeHold(tx, actor, input, now);

type HoldOf = 'case' | 'area';
async function heldNow(
	tx: Tx,
	actor: Actor,
	of: HoldOf,
	holdId: string
): Promise<Result<{ readonly id: string; readonly of: string }>> {
	const [row] = isIdentifier(holdId)
		? await tx
				.select({ id: retentionHold.id, caseId: retentionHold.caseId })
				.from(retentionHold)
				.where(and(eq(retentionHold.id, holdId), isNull(retentionHold.endedAt)))
				.for('update')
		: [];
	if (!row || (of === 'area') !== (row.caseId === null)) return NO_HOLD;
	if (row.caseId !== null && !(await mayKnowCase(tx, actor, row.caseId))) return NO_HOLD;
	return done({ id: row.id, of: row.caseId ?? actor.areaId });
}

export async function reviewHold(
	tx: Tx,
	actor: Actor,
	of: HoldOf,
	{ holdId, reviewOn }: ReviewHold,
	now: Date
): Promise<Worked> {
	const held = await heldNow(tx, actor, of, holdId);
	if (!held.ok) return held;
	const problem = reviewProblem(reviewOn, todayOf(now));
	if (problem) return problem;
	await tx.update(retentionHold).set({ reviewOn }).where(eq(retentionHold.id, held.value.id));
	return made(held.value.of);
}

export async function endHold(
	tx: Tx,
	actor: Actor,
	of: HoldOf,
	{ holdId, reason }: EndHold,
	now: Date
): Promise<Worked> {
	const held = await heldNow(tx, actor, of, holdId);
	if (!held.ok) return held;
	await tx
		.update(retentionHold)
		.set({ endedBy: actor.personId, endedAt: now, endReason: reason })
		.where(eq(retentionHold.id, held.value.id));
	return made(held.value.of);
}

/** A case whose time is over is still needed; a proposal to destroy it goes with that. */
export async function keepCase(tx: Tx, actor: Actor, input: KeepCase, now: Date): Promise<Worked> {
	const read = await readClock(tx, actor, input.caseId, now, true);
	if (!read.ok) return read;
	const problem = keepProblem(input, read.value.clock, todayOf(now));
	if (problem) return problem;
	const of = eq(retentionReview.caseId, input.caseId);
	const [last] = await tx
		.select({ version: max(retentionReview.version) })
		.from(retentionReview)
		.where(of);
	await tx.insert(retentionReview).values({
		...{ areaId: actor.areaId, caseId: input.caseId, version: (last?.version ?? 0) + 1 },
		...{ keepUntil: input.keepUntil, reason: input.reason, decidedBy: actor.personId, decidedAt: now }
	});
	await tx
		.update(destruction)
		.set({ state: 'WITHDRAWN', decidedBy: actor.personId, decidedAt: now })
		.where(and(eq(destruction.caseId, input.caseId), eq(destruction.state, 'PROPOSED')));
	return made(input.caseId);
}

/** The other people of the unit are told that somebody has to confirm it. */
export async function proposeDestruction(
	tx: Tx,
	actor: Actor,
	{ caseId }: ProposeDestruction,
	now: Date
): Promise<Worked> {
	const read = await readClock(tx, actor, caseId, now, true);
	if (!read.ok) return read;
	const { stored, clock } = read.value;
	const problem = destructionProblem(clock);
	if (problem || clock.dueOn === null) return problem ?? NO_CASE;
	const { code } = await readArea(tx, actor.areaId);
	// In so many words: the application may write no other column of it.
	const [row] = await tx.execute<{ id: string }>(sql`
		insert into destruction (area_id, case_id, reference_sha256, rule, due_on, state, proposed_by, proposed_at)
		values (${actor.areaId}, ${caseId}, ${referenceDigest(code, stored.ref)}, ${clock.rule}, ${clock.dueOn}, 'PROPOSED',
			${actor.personId}, ${now.toISOString()})
		on conflict do nothing returning id`);
	if (!row) return made(caseId);
	const people = new Set([...(await readUnit(tx)), ...(await readCoordinators(tx))]);
	const unit = [...people].filter((id) => id !== actor.personId);
	const closed = await closedPeople(tx, caseId, unit);
	for (const personId of unit.filter((id) => !closed.has(id)))
		await tell(tx, {
			...{ areaId: actor.areaId, personId, kind: 'destruction-to-confirm' },
			...{ path: `/cases/${caseId}/hold`, key: `destruction ${row.id} ${personId}` }
		});
	return made(caseId);
}

export async function withdrawDestruction(
	tx: Tx,
	actor: Actor,
	input: WithdrawDestruction,
	now: Date
): Promise<Worked> {
	const { destructionId } = input;
	const proposed = and(eq(destruction.id, destructionId), eq(destruction.state, 'PROPOSED'));
	const [row] = isIdentifier(destructionId)
		? await tx.select({ caseId: destruction.caseId }).from(destruction).where(proposed).for('update')
		: [];
	if (!row || !(await mayKnowCase(tx, actor, row.caseId))) return NO_PROPOSAL;
	await tx
		.update(destruction)
		.set({ state: 'WITHDRAWN', decidedBy: actor.personId, decidedAt: now })
		.where(eq(destruction.id, destructionId));
	return made(row.caseId);
}
