/**
 * The plans that meetings of a case have adopted, and any two of them side by side. Whoever may read the final minutes of a
 * meeting may compare its plan (admission.ts, which asks case-access.ts); the case's existence is known to the MAPPA unit and
 * the case manager besides. To everybody else there is no such case. What is read is audited.
 */
import { and, asc, eq, ne } from 'drizzle-orm';
import { mappCase, meeting } from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import type { ImportMark } from '#lib/import/imported-plan.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { done, type Result } from '#lib/result.ts';
import { type ComparedPlans, comparePlans, type PlanVersion, planInWords } from '#lib/rmp/plan-version.ts';
import { londonDate } from '#lib/time.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readRecord } from '../persistence/final-records.ts';
import { readImportedPlan, readLatestPlan } from '../persistence/imported-plans.ts';
import type { Admission } from './admission.ts';
import { adoptedVersion } from './adopted-version.ts';
import { mayKnowCase, mayReadCase, NO_CASE } from './case-access.ts';
import { readTexts } from './freeze-meeting.ts';
import { isIdentifier } from './load-meeting.ts';
import { previousTexts } from './read-room.ts';

export type PlanVersionLine = {
	/** number of the meeting; 0 = the plan from before this service */
	readonly seq: number;
	/** adopted, as much of it as a running meeting was handed, brought from elsewhere, or still being written */
	readonly kind: 'adopted' | 'handed' | 'imported' | 'open';
	/** YYYY-MM-DD; null for what is not adopted */
	readonly adoptedOn: string | null;
};
export type PlanComparison = {
	readonly caseId: string;
	/** of the case; for readers outside the room it is all they see of it */
	readonly ref: string;
	/** oldest first; only those this person may read */
	readonly versions: readonly PlanVersionLine[];
	readonly from: PlanVersionLine | null;
	readonly to: PlanVersionLine | null;
	/** null while there are not two of them */
	readonly compared: ComparedPlans | null;
};
/** Numbers of meetings as asked for; null = the last two. */
export type AskedVersions = { readonly from: number | null; readonly to: number | null };

/** `open`: the running meeting this person is in, whose plan it is or which was handed it */
type Source = PlanVersionLine & { readonly id: string; readonly open: Meeting | null };
type Readable = {
	readonly sources: readonly Source[];
	readonly isKnown: boolean;
	readonly isEmergency: boolean;
	readonly ref: string;
};

const importedLine = (id: string, { adoptedOn }: ImportMark): Source => ({
	...{ id, adoptedOn, seq: 0, kind: 'imported', open: null }
});

export type PlanVersionDependencies = { readonly database: Database; readonly admission: Admission };

/** Which plans of the case this person may read. */
async function readable(
	{ database, admission }: PlanVersionDependencies,
	actor: Actor,
	caseId: string
): Promise<Readable> {
	const { isKnown, isEmergency, meetings, ref } = await database.withArea(actor.areaId, async (tx) => {
		const [row] = await tx.select({ ref: mappCase.ref }).from(mappCase).where(eq(mappCase.id, caseId));
		return {
			isKnown: await mayReadCase(tx, actor, caseId),
			isEmergency: !(await mayKnowCase(tx, actor, caseId)) && (await mayReadCase(tx, actor, caseId)),
			ref: row?.ref ?? '',
			meetings: await tx
				.select()
				.from(meeting)
				.where(and(eq(meeting.caseId, caseId), ne(meeting.phase, 'CANCELLED'), ne(meeting.phase, 'CONVENED')))
				.orderBy(asc(meeting.seq))
		};
	});
	const sources: Source[] = [];
	let imported: Source | null = null;
	const note = ({ rmp }: Meeting): void => {
		const from = rmp.carriedFrom;
		if (from?.imported) imported ??= importedLine(from.meetingId, from.imported);
	};
	for (const { id, seq, phase, lockedAt } of meetings) {
		const isLocked = phase === 'LOCKED';
		if (isLocked && isEmergency) {
			sources.push({ id, seq, adoptedOn: lockedAt && londonDate(lockedAt.toISOString()), kind: 'adopted', open: null });
			continue;
		}
		// What is not adopted yet is for those who write it.
		const admitted = isLocked ? await admission.register(actor, id) : await admission.room(actor, id);
		if (!admitted.ok) continue;
		note(admitted.value);
		const adoptedOn = lockedAt ? londonDate(lockedAt.toISOString()) : null;
		const open = isLocked ? null : admitted.value;
		const handed = open?.rmp.carriedFrom;
		// Who was not at the meeting before sees in the room what it handed on, and here the same.
		if (open && handed && !handed.imported && !sources.some((one) => one.seq === handed.seq))
			sources.push({ id: handed.meetingId, seq: handed.seq, adoptedOn: null, kind: 'handed', open });
		sources.push({ id, seq, adoptedOn, kind: isLocked ? 'adopted' : 'open', open });
	}
	if (isKnown && sources.length === 0) {
		const latest = await database.withArea(actor.areaId, (tx) => readLatestPlan(tx, caseId));
		if (latest) imported = importedLine(latest.id, latest.mark);
	}
	return { sources: imported ? [imported, ...sources] : sources, isKnown, isEmergency, ref };
}

async function readVersion(tx: Tx, actor: Actor, { id, kind, open }: Source): Promise<PlanVersion | null> {
	if (kind === 'imported') {
		const stored = await readImportedPlan(tx, id);
		return stored && planInWords(stored.plan, stored.plan.texts);
	}
	const meetingId = open?.id ?? id;
	await writeAudit(tx, actor, 'view-plan', kind === 'adopted' ? 'final-minutes' : 'meeting', meetingId, meetingId);
	if (open && kind === 'handed')
		return open.rmp.handedOn && planInWords(open.rmp.handedOn, await previousTexts(tx, open));
	if (open) return planInWords(open.rmp, (await readTexts(tx, id)).plan.fields);
	const stored = await readRecord(tx, id);
	return stored && adoptedVersion(stored.record);
}

const asLine = ({ seq, kind, adoptedOn }: Source): PlanVersionLine => ({ seq, kind, adoptedOn });

export async function readPlanVersions(
	dependencies: PlanVersionDependencies,
	actor: Actor,
	caseId: string,
	asked: AskedVersions
): Promise<Result<PlanComparison>> {
	if (!isIdentifier(caseId)) return NO_CASE;
	const { sources, isKnown, isEmergency, ref } = await readable(dependencies, actor, caseId);
	if (sources.length === 0 && !isKnown) return NO_CASE;
	const find = (seq: number | null): Source | undefined => sources.find((one) => one.seq === seq);
	const to = find(asked.to) ?? sources.at(-1);
	const from = find(asked.from) ?? sources[Math.max(0, (to ? sources.indexOf(to) : 0) - 1)];
	return dependencies.database.withArea(actor.areaId, async (tx) => {
		await writeAudit(tx, actor, isEmergency ? 'emergency-view-plans' : 'compare-plans', 'case', caseId);
		const isPair = from !== undefined && to !== undefined && from !== to;
		const before = isPair ? await readVersion(tx, actor, from) : null;
		const now = isPair ? await readVersion(tx, actor, to) : null;
		return done({
			caseId,
			ref,
			versions: sources.map(asLine),
			from: from ? asLine(from) : null,
			to: to ? asLine(to) : null,
			compared: before && now ? comparePlans(before, now) : null
		});
	});
}
