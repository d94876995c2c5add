/** One case's page, for the MAPPA unit of the area and for the case's own manager; missing for everybody else (R9). */

import { and, asc, eq } from 'drizzle-orm';
import { levelChange, mappCase } from '#drizzle/schema.ts';
import { type AccessReason, unitReason } from '#lib/access/access-reason.ts';
import { mayRunInArea } from '#lib/cases/area-commands.ts';
import type { CaseSummary } from '#lib/cases/case.ts';
import { type CaseChangeLine, CONFIDENTIAL_PARTS, changesOf } from '#lib/cases/case-history.ts';
import { meetingOfVia } from '#lib/cases/level-via.ts';
import { type Coming, comingUp } from '#lib/cases/orders.ts';
import { holdsProfessionalsMeetings } from '#lib/cases/professionals-meeting.ts';
import { type ReviewDue, reviewDue } from '#lib/cases/review-due.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { done, type Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import type { Language } from '#lib/welsh/language.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readCaseChanges, type StoredChange } from '../persistence/case-changes.ts';
import { readCaseSummary } from '../persistence/case-register.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readRecordLanguages } from '../persistence/record-languages.ts';
import { NO_CASE, readableCase } from './case-access.ts';
import { readRunning } from './emergency-work.ts';
import { isIdentifier } from './load-meeting.ts';
import { type ActionLine, readCaseActions } from './read-actions.ts';
import { type CaseCharts, readCaseCharts } from './read-case-charts.ts';
import { lastHeldOn, type MeetingLine, readMeetingLines } from './read-cases.ts';
import { readHoldOfCase } from './read-retention.ts';

export type LevelChangeLine = {
	readonly on: string;
	readonly fromLevel: number;
	readonly toLevel: number;
	readonly decidedBy: string;
	readonly via: string;
	/** one of LEVEL_CRITERIA, or as the meeting wrote it; '' = not kept */
	readonly criterion: string;
	readonly rationale: string;
	/** of a meeting's decision, the language of its record; null for what was decided elsewhere */
	readonly language: Language | null;
};
export type CasePage = {
	readonly case: CaseSummary;
	readonly status: string;
	readonly review: ReviewDue;
	readonly actions: readonly ActionLine[];
	readonly charts: CaseCharts;
	readonly meetings: readonly MeetingLine[];
	readonly levels: readonly LevelChangeLine[];
	/** newest first */
	readonly history: readonly CaseChangeLine[];
	readonly coming: readonly Coming[];
	readonly restricted: boolean;
	/** nothing of it may be destroyed; told to the unit alone */
	readonly held: boolean;
	/** may convene a meeting about it, and amend it */
	readonly mayConvene: boolean;
	/** may convene a professionals meeting about it: Level 1, in an area that holds them */
	readonly mayConveneProfessionals: boolean;
	/** may change category, level and status */
	readonly mayDecide: boolean;
	/** what opened the page */
	readonly because: AccessReason;
};

export async function readCase(database: Database, actor: Actor, caseId: string, now: Date): Promise<Result<CasePage>> {
	if (!isIdentifier(caseId)) return NO_CASE;
	return database.withArea(actor.areaId, async (tx) => {
		const [row] = await tx
			.select()
			.from(mappCase)
			.where(and(eq(mappCase.id, caseId), readableCase(actor)));
		const summary = row && (await readCaseSummary(tx, caseId));
		if (!row || !summary) return NO_CASE;
		const mayConvene = isMappaUnit(actor);
		const meetings = await readMeetingLines(tx, [caseId]);
		const levels = await tx
			.select()
			.from(levelChange)
			.where(eq(levelChange.caseId, caseId))
			.orderBy(asc(levelChange.on));
		const decidedAt = (via: string) => meetings.find(({ seq }) => seq === meetingOfVia(via))?.id;
		const deciding = levels.flatMap(({ via }) => decidedAt(via) ?? []);
		const languages = await readRecordLanguages(tx, row.areaId, deciding);
		const languageOf = (via: string): Language | null => {
			const id = decidedAt(via);
			return id === undefined ? null : (languages.get(id) ?? 'en');
		};
		const today = londonDate(now.toISOString());
		const facts = { level: row.level, lastMeetingOn: lastHeldOn(meetings), agreedOn: row.nextReviewDue };
		const config = await readAreaConfig(tx, actor.areaId);
		const because = await becauseOf(tx, actor, row);
		await writeAudit(tx, actor, because.kind === 'emergency' ? 'emergency-view-case' : 'view-case', 'case', caseId);
		return done({
			case: summary,
			status: row.status,
			review: reviewDue(facts, today, config),
			actions: await readCaseActions(tx, caseId, today),
			charts: await readCaseCharts(tx, caseId, today),
			meetings: meetings.toReversed(),
			levels: levels.map(({ on, fromLevel, toLevel, decidedBy, via, criterion, rationale }) => ({
				...{ on, fromLevel, toLevel, decidedBy, via, criterion, rationale },
				language: languageOf(via)
			})),
			history: historyFor(await readCaseChanges(tx, caseId), mayConvene),
			coming: comingUp(summary.facts, today, config.comingUpWeeks),
			restricted: row.restricted,
			held: mayConvene && (await readHoldOfCase(tx, caseId)) !== null,
			mayConvene,
			mayConveneProfessionals:
				row.level === 1 &&
				holdsProfessionalsMeetings(config) &&
				because.kind !== 'emergency' &&
				(mayConvene ||
					(actor.agencyId === row.leadAgencyId && mayRunInArea(actor, 'convene-professionals-meeting') === null)),
			mayDecide: mayRunInArea(actor, 'change-level') === null,
			because
		});
	});
}

/** The relation that made the case readable, in the order of readableCase. */
async function becauseOf(
	tx: Tx,
	actor: Actor,
	{ id, caseManagerId }: Pick<typeof mappCase.$inferSelect, 'id' | 'caseManagerId'>
): Promise<AccessReason> {
	if (isMappaUnit(actor)) return unitReason(actor);
	if (caseManagerId === actor.personId) return { kind: 'manager' };
	const running = await readRunning(tx, actor.personId, id);
	// It ran a moment ago, or the row would not have been read.
	return { kind: 'emergency', until: running?.until ?? new Date().toISOString() };
}

/** Who had to be kept away is for those who keep the lists, not for the case manager. */
export const historyFor = (changes: readonly StoredChange[], keepsLists: boolean): readonly CaseChangeLine[] =>
	changes
		.filter(({ part }) => keepsLists || !CONFIDENTIAL_PARTS.includes(part))
		.map(({ version, at, by, part, reason, before, after }) => ({
			...{ version, by, part, reason, at: at.toISOString() },
			// Both were written by changeCase, whose types pair them with the part.
			changes: changesOf(part, before as never, after as never)
		}));
