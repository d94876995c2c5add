/** Samples of locked meetings, the audits of their quality step by step, and who may view which (0020). */
import { and, asc, count, desc, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import { auditSample, mappCase, meeting, person, qualityAudit, qualityAuditEvent } from '#drizzle/schema.ts';
import type { Drawable } from '#lib/quality/draw-sample.ts';
import type { AuditEvent, AuditStep, QualityAudit } from '#lib/quality/quality-audit.ts';
import { overallIn } from '#lib/quality/quality-form.ts';
import { londonDate } from '#lib/time.ts';
import type { Tx } from './database.ts';

export type AuditHead = {
	readonly id: string;
	readonly sampleId: string;
	readonly meetingId: string;
	readonly caseId: string;
	readonly chairId: string;
	readonly version: number;
	readonly auditorId: string | null;
};
const HEAD = {
	id: qualityAudit.id,
	sampleId: qualityAudit.sampleId,
	meetingId: qualityAudit.meetingId,
	caseId: meeting.caseId,
	chairId: meeting.chairId,
	version: qualityAudit.version,
	auditorId: qualityAudit.auditorId
};
const heads = (tx: Tx) => tx.select(HEAD).from(qualityAudit).innerJoin(meeting, eq(meeting.id, qualityAudit.meetingId));

/** Of these, newest meeting first. @param which over `quality_audit` and `meeting` */
export const readAuditHeads = (tx: Tx, which: SQL | undefined, limit: number): Promise<AuditHead[]> =>
	heads(tx).where(which).orderBy(desc(meeting.scheduledStart), asc(qualityAudit.id)).limit(limit);

/** Held until the end of the transaction with `lock`. */
export async function readAuditHead(tx: Tx, auditId: string, lock = false): Promise<AuditHead | null> {
	if (lock) await tx.execute(sql`select from ${qualityAudit} where id = ${auditId}::uuid for update`);
	const [row] = await heads(tx).where(eq(qualityAudit.id, auditId));
	return row ?? null;
}

/** Whether a predicate of case-access.ts holds for one audit. */
export async function isAuditWhere(tx: Tx, auditId: string, which: SQL): Promise<boolean> {
	const rows = await heads(tx).where(and(eq(qualityAudit.id, auditId), which));
	return rows.length > 0;
}

/** The steps of these audits, oldest first. */
export async function readAuditSteps(
	tx: Tx,
	auditIds: readonly string[]
): Promise<ReadonlyMap<string, readonly AuditStep[]>> {
	const steps = new Map<string, AuditStep[]>();
	if (auditIds.length === 0) return steps;
	const rows = await tx
		.select()
		.from(qualityAuditEvent)
		.where(inArray(qualityAuditEvent.auditId, [...auditIds]))
		.orderBy(asc(qualityAuditEvent.auditId), asc(qualityAuditEvent.version));
	for (const { auditId, version, at, actorId, type, data } of rows) {
		const event = { ...(data as object), type } as AuditEvent;
		steps.set(auditId, [...(steps.get(auditId) ?? []), { version, at: at.toISOString(), by: actorId, event }]);
	}
	return steps;
}

/** Begins the audit of a meeting. @returns its id */
export async function insertAudit(
	tx: Tx,
	row: { readonly areaId: string; readonly sampleId: string; readonly meetingId: string }
): Promise<string> {
	const [made] = await tx
		.insert(qualityAudit)
		.values({ ...row, state: 'WAITING', version: 0 })
		.returning({ id: qualityAudit.id });
	if (!made) throw new Error('the audit was not stored');
	return made.id;
}

/** Adds one step and brings the head to the state after it. */
export async function appendAuditStep(
	tx: Tx,
	{ areaId, auditId, commandId }: { readonly areaId: string; readonly auditId: string; readonly commandId: string },
	{ version, at, by, event: { type, ...data } }: AuditStep,
	after: QualityAudit
): Promise<void> {
	await tx
		.insert(qualityAuditEvent)
		.values({ areaId, auditId, version, type, data, actorId: by, at: new Date(at), commandId });
	const { licence, state, submitted } = after;
	const [first, newest] = [submitted[0], submitted.at(-1)];
	await tx
		.update(qualityAudit)
		.set({
			...{ state, version },
			auditorId: licence?.auditorId ?? null,
			viewFrom: licence ? new Date(licence.from) : null,
			viewUntil: licence ? new Date(licence.until) : null,
			overall: newest ? overallIn(newest.form) : null,
			submittedOn: first ? londonDate(first.at) : null
		})
		.where(eq(qualityAudit.id, auditId));
}

/** Whether this command was carried out already. */
export async function hasAuditCommand(tx: Tx, auditId: string, commandId: string): Promise<boolean> {
	const [row] = await tx
		.select({ version: qualityAuditEvent.version })
		.from(qualityAuditEvent)
		.where(and(eq(qualityAuditEvent.auditId, auditId), eq(qualityAuditEvent.commandId, commandId)));
	return row !== undefined;
}

/** @returns its id; null when the same command has drawn it before */
export async function insertSample(tx: Tx, row: typeof auditSample.$inferInsert): Promise<string | null> {
	const [made] = await tx
		.insert(auditSample)
		.values(row)
		.onConflictDoNothing({ target: [auditSample.areaId, auditSample.commandId] })
		.returning({ id: auditSample.id });
	return made?.id ?? null;
}

export async function hasSampleCommand(tx: Tx, commandId: string): Promise<boolean> {
	const [row] = await tx.select({ id: auditSample.id }).from(auditSample).where(eq(auditSample.commandId, commandId));
	return row !== undefined;
}

/** Newest first, with who drew each and how many of its meetings are submitted. */
export async function readSamples(tx: Tx, limit: number) {
	const rows = await tx
		.select({ sample: auditSample, by: person.name })
		.from(auditSample)
		.innerJoin(person, eq(person.id, auditSample.drawnBy))
		.orderBy(desc(auditSample.drawnAt))
		.limit(limit);
	const counts = await tx
		.select({ sampleId: qualityAudit.sampleId, state: qualityAudit.state, count: count() })
		.from(qualityAudit)
		.groupBy(qualityAudit.sampleId, qualityAudit.state);
	const of = (sampleId: string, state?: string): number =>
		counts
			.filter((one) => one.sampleId === sampleId && (state === undefined || one.state === state))
			.reduce((sum, one) => sum + one.count, 0);
	return rows.map(({ sample, by }) => ({
		...{ sample, by, meetings: of(sample.id), submitted: of(sample.id, 'SUBMITTED') }
	}));
}

export type Auditor = { readonly personId: string; readonly name: string; readonly agencyId: string };
/** Whom a licence may be given to: auditors who neither keep the system running nor advise the Board (domain.md 7). */
export const readAuditors = (tx: Tx): Promise<Auditor[]> =>
	tx
		.select({ personId: person.id, name: person.name, agencyId: person.agencyId })
		.from(person)
		.where(
			sql`'AUDITOR' = any(${person.roles}) and not ${person.roles} && array['SYSTEM_ADMINISTRATOR', 'LAY_ADVISER']`
		)
		.orderBy(person.name);

/** SQL predicate over `meeting`: this person had no part in it, nor manages its case. */
const hadNoPart = (personId: string): SQL => sql`(
	${meeting.chairId} <> ${personId}::uuid and ${meeting.minuteTakerId} <> ${personId}::uuid
	and not exists (select from invitation i where i.meeting_id = ${meeting.id} and i.person_id = ${personId}::uuid)
	and not exists (select from mapp_case c where c.id = ${meeting.caseId} and c.case_manager_id = ${personId}::uuid))`;

/**
 * Locked Level 2 and 3 meetings of a quarter that nobody has looked at, by reference.
 * @param isOpen over `meeting`, as case-access.ts says it: to whoever draws, and to the auditor
 * @param auditorId who must have had no part in them; null = not chosen yet
 */
export async function readDrawable(
	tx: Tx,
	{ from, to, isOpen, auditorId }: { from: string; to: string; isOpen: SQL; auditorId: string | null }
): Promise<readonly Drawable[]> {
	const on = sql<string>`to_char(coalesce(${meeting.startedAt}, ${meeting.scheduledStart}) at time zone 'Europe/London', 'YYYY-MM-DD')`;
	const rows = await tx
		.select({ meetingId: meeting.id, ref: mappCase.ref, seq: meeting.seq, level: meeting.level, heldOn: on })
		.from(meeting)
		.innerJoin(mappCase, eq(mappCase.id, meeting.caseId))
		.where(
			and(
				eq(meeting.phase, 'LOCKED'),
				inArray(meeting.level, [2, 3]),
				sql`${on} between ${from} and ${to}`,
				sql`not exists (select from quality_audit a where a.meeting_id = ${meeting.id})`,
				isOpen,
				auditorId === null ? undefined : hadNoPart(auditorId)
			)
		)
		.orderBy(asc(mappCase.ref), asc(meeting.seq))
		.limit(5000);
	return rows.map(({ ref, seq, level, ...rest }) => ({
		...rest,
		reference: `${ref}/${seq}`,
		level: level === 3 ? 3 : 2
	}));
}

/** Whether somebody may be given the licence of one meeting. @param isOpen over `meeting` */
export async function hadNoPartIn(tx: Tx, meetingId: string, personId: string, isOpen: SQL): Promise<boolean> {
	const rows = await tx
		.select({ id: meeting.id })
		.from(meeting)
		.where(and(eq(meeting.id, meetingId), hadNoPart(personId), isOpen));
	return rows.length > 0;
}

/** Submitted in a span of days, by overall score: what the Board's report counts. */
export async function countSubmitted(tx: Tx, from: string, to: string): Promise<ReadonlyMap<number, number>> {
	const rows = await tx
		.select({ overall: qualityAudit.overall, count: count() })
		.from(qualityAudit)
		.where(and(isNotNull(qualityAudit.overall), sql`${qualityAudit.submittedOn} between ${from}::date and ${to}::date`))
		.groupBy(qualityAudit.overall);
	return new Map(rows.flatMap(({ overall, count: n }) => (overall === null ? [] : [[overall, n] as const])));
}
