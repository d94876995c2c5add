/** Actions of the area's cases and their histories (0024): what each lock leaves, and each step taken between meetings. */
import { and, asc, eq, inArray, isNotNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { action, actionEvent, agency, mappCase, meeting, person } from '#drizzle/schema.ts';
import {
	type ActionProgress,
	type ActionStep,
	type ActionStepEvent,
	foldAction,
	type ActionRecorded as Recorded
} from '#lib/actions/action-history.ts';
import { isHighRisk } from '#lib/actions/high-risk.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import type { Action, ActionStatus } from '#lib/rmp/rmp.ts';
import { londonDate } from '#lib/time.ts';
import type { Tx } from './database.ts';

/** SQL predicate: not at its end. What is only reported as completed is still to be verified. */
export const stillOpen = (): SQL | undefined =>
	and(ne(action.status, 'NO_LONGER_NEEDED'), or(ne(action.status, 'COMPLETED'), isNotNull(action.reportedAt)));

export type ActionHead = {
	readonly id: string;
	readonly areaId: string;
	readonly caseId: string;
	readonly caseRef: string;
	/** A1, A2 ... of the case */
	readonly number: string;
	/** the meeting that set it */
	readonly meetingId: string;
	readonly text: string;
	readonly riskKeys: readonly string[];
	readonly ownerId: string;
	readonly ownerName: string;
	readonly ownerAgencyId: string;
	readonly ownerAgencyName: string;
	/** YYYY-MM-DD; null for a standing action */
	readonly due: string | null;
	readonly firstDue: string | null;
	readonly slips: number;
	readonly standing: string | null;
	readonly status: ActionStatus;
	readonly evidence: string;
	readonly asked: ActionProgress['asked'];
	/** ISO 8601 UTC */
	readonly reportedAt: string | null;
	readonly highRisk: boolean;
	readonly version: number;
};

/** Actions with their owners, the nearest deadline first, standing ones last. */
export async function readActionHeads(
	tx: Tx,
	where: SQL | undefined,
	{ limit = 1000 }: { readonly limit?: number } = {}
): Promise<readonly ActionHead[]> {
	const rows = await tx
		.select({ row: action, caseRef: mappCase.ref, ownerName: person.name, ownerAgencyName: agency.name })
		.from(action)
		.innerJoin(mappCase, eq(mappCase.id, action.caseId))
		.innerJoin(person, eq(person.id, action.ownerPersonId))
		.innerJoin(agency, eq(agency.id, action.ownerAgencyId))
		.where(where)
		.orderBy(asc(action.due), asc(mappCase.ref), sql`substr(${action.number}, 2)::int`)
		.limit(limit);
	return rows.map(({ row, ...named }) => ({
		...named,
		...{ id: row.id, areaId: row.areaId, caseId: row.caseId, number: row.number, meetingId: row.meetingId },
		...{ text: row.text, riskKeys: row.riskKeys, ownerId: row.ownerPersonId, ownerAgencyId: row.ownerAgencyId },
		...{ due: row.due, firstDue: row.firstDue ?? row.due, slips: row.slips, standing: row.standing },
		...{ status: row.status as ActionStatus, evidence: row.evidence, highRisk: row.highRisk, version: row.version },
		asked: row.asked as ActionHead['asked'],
		reportedAt: row.reportedAt?.toISOString() ?? null
	}));
}

/** One action, held until the end of the transaction with `lock`. */
export async function readActionHead(tx: Tx, id: string, where: SQL, lock = false): Promise<ActionHead | null> {
	if (lock) await tx.execute(sql`select from ${action} where id = ${id}::uuid for update`);
	const [found] = await readActionHeads(tx, and(eq(action.id, id), where), { limit: 1 });
	return found ?? null;
}

type Named = Pick<ActionHead, 'caseId' | 'number'>;
export const nameOf = ({ caseId, number }: Named): string => `${caseId} ${number}`;

/** Histories by {@link nameOf}, oldest first; an action that was locked before they were kept has its lock alone. */
export async function readActionSteps(
	tx: Tx,
	heads: readonly ActionHead[]
): Promise<ReadonlyMap<string, readonly ActionStep[]>> {
	const steps = new Map<string, ActionStep[]>();
	if (heads.length === 0) return steps;
	const cases = [...new Set(heads.map(({ caseId }) => caseId))];
	const rows = await tx
		.select()
		.from(actionEvent)
		.where(inArray(actionEvent.caseId, cases))
		.orderBy(asc(actionEvent.caseId), asc(actionEvent.number), asc(actionEvent.version));
	for (const row of rows) {
		const event = { ...(row.data as object), type: row.type } as ActionStepEvent;
		const step = { version: row.version, at: row.at.toISOString(), by: row.actorId, agencyId: row.agencyId, event };
		steps.set(nameOf(row), [...(steps.get(nameOf(row)) ?? []), step]);
	}
	const bare = heads.filter((head) => !steps.has(nameOf(head)));
	if (bare.length > 0) for (const [name, step] of await openings(tx, bare)) steps.set(name, [step]);
	return steps;
}

/** The lock that set an action, told from its row: for those set before histories were kept. */
async function openings(tx: Tx, heads: readonly ActionHead[]): Promise<readonly (readonly [string, ActionStep])[]> {
	const rows = await tx
		.select({ meeting, agencyId: person.agencyId })
		.from(meeting)
		.innerJoin(person, eq(person.id, meeting.chairId))
		.where(inArray(meeting.id, [...new Set(heads.map(({ meetingId }) => meetingId))]));
	return heads.flatMap((head) => {
		const set = rows.find((row) => row.meeting.id === head.meetingId);
		if (!set) return [];
		const { seq, startedAt, scheduledStart, endedAt, lockedAt, chairId } = set.meeting;
		const at = (lockedAt ?? scheduledStart).toISOString();
		const event: ActionStepEvent = {
			...{ type: 'action-recorded', seq, heldOn: londonDate((startedAt ?? scheduledStart).toISOString()) },
			...{ asOf: endedAt?.toISOString() ?? at, status: head.status, text: head.evidence, completedOn: null },
			...{ due: head.due, isNew: true, isVerified: false }
		};
		return [[nameOf(head), { version: 1, at, by: chairId, agencyId: set.agencyId, event }] as const];
	});
}

/** Whether this command was carried out already. */
export async function hasActionCommand(tx: Tx, { caseId, number }: Named, commandId: string): Promise<boolean> {
	const [row] = await tx
		.select({ version: actionEvent.version })
		.from(actionEvent)
		.where(and(eq(actionEvent.caseId, caseId), eq(actionEvent.number, number), eq(actionEvent.commandId, commandId)));
	return row !== undefined;
}

type Storing = Named & { readonly areaId: string };
const stored = ({ areaId, caseId, number }: Storing, { version, at, by, agencyId, event }: ActionStep, id: string) => {
	const { type, ...data } = event;
	return { areaId, caseId, number, version, type, data, actorId: by, agencyId, at: new Date(at), commandId: id };
};
/** What lists read of it, as its history says. */
const columnsOf = ({ version, status, text, due, firstDue, slips, asked, reportedAt }: ActionProgress) => ({
	...{ version, status, evidence: text, due, firstDue, slips, asked },
	reportedAt: reportedAt === null ? null : new Date(reportedAt)
});

/** Adds a step to the history of an action whose row is held. @param steps everything before it */
export async function appendActionStep(
	tx: Tx,
	head: ActionHead,
	steps: readonly ActionStep[],
	step: ActionStep,
	commandId: string
): Promise<void> {
	const opening = head.version === 0 ? steps.map((one) => stored(head, one, 'opening')) : [];
	await tx.insert(actionEvent).values([...opening, stored(head, step, commandId)]);
	await tx
		.update(action)
		.set(columnsOf(foldAction([...steps, step])))
		.where(eq(action.id, head.id));
}

/** What this meeting recorded of one action. */
const recordedIn = (meeting: Meeting, row: Action, at: string): Recorded => {
	const { outcome, removed } = row;
	return {
		...{ seq: meeting.convened.seq, heldOn: meetingOn(meeting) },
		// What is reported after the outcome is newer than it, though the lock comes later.
		asOf: removed?.at ?? outcome?.at ?? meeting.endedAt ?? at,
		status: removed ? 'NO_LONGER_NEEDED' : row.status,
		text: removed?.reason ?? outcome?.evidence ?? row.evidence,
		...{ completedOn: outcome?.completedOn ?? null, due: row.due },
		isNew: row.sinceMeeting === meeting.convened.seq,
		isVerified: !removed && outcome?.status === 'COMPLETED' && outcome.verified !== null
	};
};

/**
 * What the lock leaves of the actions for the work between meetings. One that was taken out of the plan is owed by nobody any
 * more; a new one that was taken out, or has no owner, is in no table.
 * @param texts the plan's frozen texts by field name
 */
export async function writeActions(
	tx: Tx,
	row: { readonly areaId: string; readonly meetingId: string },
	meeting: Meeting,
	texts: Readonly<Record<string, string>>
): Promise<void> {
	const { caseId } = meeting.convened;
	await tx.execute(sql`select from ${action} where case_id = ${caseId}::uuid order by number for update`);
	const heads = new Map((await readActionHeads(tx, eq(action.caseId, caseId))).map((one) => [one.number, one]));
	const histories = await readActionSteps(tx, [...heads.values()]);
	const at = meeting.lockedAt ?? meeting.endedAt ?? meeting.convened.scheduledStart;
	const { personId: by, agencyId } = meeting.chair;
	const steps: ReturnType<typeof stored>[] = [];
	for (const one of meeting.rmp.actions) {
		const head = heads.get(one.number);
		if (one.removed ? !head : !one.owner) continue;
		const name = { areaId: row.areaId, caseId, number: one.number };
		const before = histories.get(nameOf(name)) ?? [];
		const version = Math.max(0, ...before.map((step) => step.version)) + 1;
		const recorded: ActionStepEvent = { type: 'action-recorded', ...recordedIn(meeting, one, at) };
		const step: ActionStep = { version, at, by, agencyId, event: recorded };
		if (head?.version === 0) steps.push(...before.map((opening) => stored(name, opening, 'opening')));
		steps.push(stored(name, step, `lock-${row.meetingId}`));
		const progress = columnsOf(foldAction([...before, step]));
		if (one.removed || !one.owner) {
			await tx
				.update(action)
				.set(progress)
				.where(and(eq(action.caseId, caseId), eq(action.number, one.number)));
			continue;
		}
		const kept = {
			...progress,
			riskKeys: [...one.riskKeys],
			text: texts[`${one.number}.text`] ?? '',
			...{ ownerAgencyId: one.owner.agencyId, ownerPersonId: one.owner.personId },
			standing: one.standing ? `${one.standing.frequency}, next check ${one.standing.nextCheck}` : null,
			highRisk: isHighRisk(meeting, one)
		};
		// An action keeps the meeting that set it; its progress moves on.
		await tx
			.insert(action)
			.values({ ...row, caseId, number: one.number, ...kept })
			.onConflictDoUpdate({ target: [action.caseId, action.number], set: kept });
	}
	if (steps.length > 0) await tx.insert(actionEvent).values(steps);
}
