/** What is due in every case of the area, for the MAPPA unit. */
import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import { agency, mappCase, referral } from '#drizzle/schema.ts';
import type { Subject } from '#lib/cases/case.ts';
import { reviewDue } from '#lib/cases/review-due.ts';
import type { ReviewLine } from '#lib/cases/reviews.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { earliest, readAreaConfigs } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database } from '../persistence/database.ts';
import { knowableCase } from './case-access.ts';
import { lastHeldOn, readMeetingLines } from './read-cases.ts';

const NO_PAGE = refuse('missing', 'There is no such page, or it is not yours to see.');

/** Open cases at Level 2 or 3. @param act what the audit calls it: looked at, or taken out as a file */
export async function readReviews(
	database: Database,
	actor: Actor,
	now: Date,
	act: 'view-reviews' | 'export-reviews'
): Promise<Result<readonly ReviewLine[]>> {
	if (!isMappaUnit(actor)) return NO_PAGE;
	return database.withArea(actor.areaId, async (tx) => {
		const rows = await tx
			.select({ found: mappCase, leadAgencyName: agency.name })
			.from(mappCase)
			.innerJoin(agency, eq(mappCase.leadAgencyId, agency.id))
			.where(
				and(inArray(mappCase.level, [2, 3]), inArray(mappCase.status, ['ACTIVE', 'REFERRED']), knowableCase(actor))
			);
		const accepted = await tx
			.select({ caseId: referral.caseId, acceptedOn: referral.acceptedOn, initialDue: referral.initialDue })
			.from(referral)
			.where(isNotNull(referral.initialDue))
			.orderBy(asc(referral.acceptedOn));
		// The newest acceptance of a case is the one that stays.
		const initial = new Map(accepted.map((one) => [one.caseId, one]));
		const meetings = await readMeetingLines(tx);
		const today = londonDate(now.toISOString());
		const held = rows.map(({ found }) => lastHeldOn(meetings.filter(({ caseId }) => caseId === found.id)));
		const configOn = await readAreaConfigs(tx, actor.areaId, earliest(today, ...held));
		await writeAudit(tx, actor, act, 'area', actor.areaId);
		return done(
			rows.map(({ found, leadAgencyName }): ReviewLine => {
				const own = meetings.filter(({ caseId }) => caseId === found.id);
				const lastMeetingOn = lastHeldOn(own);
				const next = own.find(({ phase }) => phase === 'CONVENED' || phase === 'LIVE');
				const first = initial.get(found.id);
				const facts = {
					level: found.level,
					lastMeetingOn,
					agreedOn: lastMeetingOn === null ? (first?.initialDue ?? found.nextReviewDue) : found.nextReviewDue,
					acceptedOn: first?.acceptedOn ?? null
				};
				return {
					...{ caseId: found.id, ref: found.ref, category: found.category, level: found.level },
					...{ leadAgencyName, lastMeetingOn },
					name: (found.subject as Subject).name,
					next: next ? { meetingId: next.id, on: londonDate(next.scheduledStart) } : null,
					due: reviewDue(facts, today, configOn(lastMeetingOn ?? today))
				};
			})
		);
	});
}
