/**
 * Emergency access as its pages show it: to whoever asks, what they asked for and what came of it; to a co-ordinator, all of
 * the area whose case is not closed to them, with what was looked at.
 */
import { and, desc, eq, inArray, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { agency, auditEvent, emergencyAccess, mappCase, person } from '#drizzle/schema.ts';
import { mayByRole } from '#lib/access/capability-table.ts';
import type { EmergencyState } from '#lib/access/emergency-access.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { closedPeople, openToPerson } from './case-access.ts';
import { mayAskEmergency, NO_EMERGENCY, stateOf } from './emergency-work.ts';

export type EmergencyLine = {
	readonly id: string;
	readonly name: string;
	readonly agencyName: string;
	readonly isOwn: boolean;
	readonly reference: string;
	/** null for whoever asked, as long as it was not given: it says whether there is such a case */
	readonly caseId: string | null;
	readonly reason: string;
	readonly hours: number;
	/** times ISO 8601 UTC */
	readonly askedAt: string;
	readonly state: EmergencyState;
	readonly grantedAt: string | null;
	/** null = by the area's setting, at once */
	readonly grantedBy: string | null;
	readonly until: string | null;
	readonly endedAt: string | null;
	readonly endedBy: string | null;
	readonly refusal: string | null;
	readonly finding: string | null;
	readonly reviewedBy: string | null;
	/** pages of the case they opened by it; null for whoever asked */
	readonly views: number | null;
	/** why a co-ordinator cannot give it; null = they can, or it is not asked */
	readonly barred: 'no-such-case' | 'closed' | null;
};
export type EmergencyPage = {
	readonly mayAsk: boolean;
	readonly decides: boolean;
	readonly atOnce: boolean;
	readonly lines: readonly EmergencyLine[];
};
const MOST_LINES = 100;
const VIEWS = ['emergency-view-case', 'emergency-view-plans'] as const;

export async function readEmergency(database: Database, actor: Actor, now: Date): Promise<Result<EmergencyPage>> {
	return database.withArea(actor.areaId, async (tx) => {
		const decides = mayByRole(actor, 'approve-emergency-access');
		const mayAsk = await mayAskEmergency(tx, actor);
		const lines = await readLines(tx, actor, decides, now);
		if (!decides && !mayAsk && lines.length === 0) return NO_EMERGENCY;
		const { emergencyAtOnce } = await readAreaConfig(tx, actor.areaId, londonDate(now.toISOString()));
		if (decides) await writeAudit(tx, actor, 'view-emergency-access', 'area', actor.areaId);
		return done({ mayAsk, decides, atOnce: emergencyAtOnce === 'YES', lines });
	});
}

async function readLines(tx: Tx, actor: Actor, decides: boolean, now: Date): Promise<readonly EmergencyLine[]> {
	const own = eq(emergencyAccess.personId, actor.personId);
	const open = or(sql`${emergencyAccess.caseId} is null`, openToPerson(actor.personId, emergencyAccess.caseId));
	const [granter, ender, reviewer] = [alias(person, 'granter'), alias(person, 'ender'), alias(person, 'reviewer')];
	const rows = await tx
		.select({
			row: emergencyAccess,
			name: person.name,
			agencyName: agency.name,
			ref: mappCase.ref,
			grantedBy: granter.name,
			endedBy: ender.name,
			reviewedBy: reviewer.name
		})
		.from(emergencyAccess)
		.innerJoin(person, eq(person.id, emergencyAccess.personId))
		.innerJoin(agency, eq(agency.id, person.agencyId))
		.leftJoin(mappCase, eq(mappCase.id, emergencyAccess.caseId))
		.leftJoin(granter, eq(granter.id, emergencyAccess.grantedBy))
		.leftJoin(ender, eq(ender.id, emergencyAccess.endedBy))
		.leftJoin(reviewer, eq(reviewer.id, emergencyAccess.reviewedBy))
		.where(decides ? or(own, open) : own)
		.orderBy(desc(emergencyAccess.askedAt))
		.limit(MOST_LINES);
	const lines: EmergencyLine[] = [];
	for (const { row, name, agencyName, grantedBy, endedBy, reviewedBy } of rows) {
		const isOwn = row.personId === actor.personId;
		const state = stateOf(row, now);
		const isClosed = row.caseId !== null && (await closedPeople(tx, row.caseId, [row.personId])).has(row.personId);
		const asked = state === 'ASKED' && !isOwn;
		lines.push({
			...{ id: row.id, name, agencyName, isOwn, state, grantedBy, endedBy, reviewedBy },
			...{ reason: row.reason, hours: row.hours, refusal: row.refusal, finding: isOwn ? null : row.finding },
			reference: row.askedRef,
			caseId: isOwn && (state !== 'RUNNING' || isClosed) ? null : row.caseId,
			askedAt: row.askedAt.toISOString(),
			grantedAt: row.grantedAt?.toISOString() ?? null,
			until: row.until?.toISOString() ?? null,
			endedAt: row.endedAt?.toISOString() ?? null,
			views: isOwn || row.grantedAt === null ? null : await countViews(tx, row),
			barred: !asked ? null : row.caseId === null ? 'no-such-case' : isClosed ? 'closed' : null
		});
	}
	return lines;
}

/** Counted from the audit, which nobody can change. */
async function countViews(tx: Tx, row: typeof emergencyAccess.$inferSelect): Promise<number> {
	const [found] = await tx
		.select({ n: sql<number>`count(*)::int` })
		.from(auditEvent)
		.where(
			and(
				eq(auditEvent.actorId, row.personId),
				inArray(auditEvent.act, [...VIEWS]),
				eq(auditEvent.objectId, row.caseId ?? ''),
				sql`${auditEvent.at} >= ${row.grantedAt?.toISOString()}::timestamptz and ${auditEvent.at} <= ${row.until?.toISOString()}::timestamptz`
			)
		);
	return found?.n ?? 0;
}
