/** The next meeting of a case: formal, or of professionals at Level 1. Either begins with what the one before left open. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { mappCase } from '#drizzle/schema.ts';
import type { Category, Level } from '#lib/cases/case.ts';
import { type ConveneMeeting, type Convening, decideConvene } from '#lib/cases/case-commands.ts';
import { type ConveneProfessionals, decideProfessionals } from '#lib/cases/professionals-meeting.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { earliest, readAreaConfigs } from '../persistence/area.ts';
import { latestMeeting, latestReview, nextMeetingNumber, readInitialDue } from '../persistence/case-register.ts';
import type { Tx } from '../persistence/database.ts';
import { insertDocuments } from '../persistence/final-records.ts';
import { readLatestPlan } from '../persistence/imported-plans.ts';
import { visitorsAmong } from '../persistence/invitable.ts';
import { appendEvents, insertMeeting, type MeetingHead, readHead } from '../persistence/meeting-log.ts';
import { readGrades } from '../persistence/people.ts';
import { carriedEvents, carryImported, carryTexts } from './carry-over.ts';
import { mayKnowCase, NO_CASE, readInvitableTo } from './case-access.ts';
import { readTexts } from './freeze-meeting.ts';
import { loadMeeting, stamp } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { tellOfMeeting } from './tell-of-meeting.ts';

type Called = Pick<ConveneMeeting, 'caseId' | 'scheduledDate' | 'chairId' | 'minuteTakerId'>;
export type ConveneParts = { readonly cache: MeetingCache; readonly now: () => Date };
export type Convened = { readonly id: string; readonly warnings: readonly string[] };
type CaseRow = typeof mappCase.$inferSelect;
/** What both kinds are decided from. */
type Known = {
	readonly found: CaseRow;
	/** of either kind */
	readonly last: MeetingHead | null;
	/** the last formal one */
	readonly review: MeetingHead | null;
	readonly imported: Awaited<ReturnType<typeof readLatestPlan>>;
	readonly common: Pick<Parameters<typeof decideConvene>[1], 'now' | 'seq' | 'level' | 'directory' | 'configOn'>;
};

async function convene(
	tx: Tx,
	actor: Actor,
	{ caseId, scheduledDate: on, chairId, minuteTakerId }: Called,
	{ cache, now }: ConveneParts,
	decide: (known: Known) => Promise<Result<Convening>>
): Promise<Result<Convened>> {
	if (!(await mayKnowCase(tx, actor, caseId))) return NO_CASE;
	// The case row is held so that two meetings cannot get the same number.
	const [found] = await tx.select().from(mappCase).where(eq(mappCase.id, caseId)).for('update');
	if (!found) return NO_CASE;
	if (found.status === 'CLOSED')
		return refuse('not-now', 'This case is closed. Open it again before you convene a meeting.');
	const last = await latestMeeting(tx, caseId);
	if (last?.phase === 'CONVENED')
		return refuse('not-now', 'The next meeting about this case is convened already. Change that one instead.');
	const visitors = await visitorsAmong(tx, [chairId, minuteTakerId]);
	for (const [field, personId] of Object.entries({ chairId, minuteTakerId })) {
		const message =
			'Choose somebody of this area: people of another area are invited, and neither chair nor take minutes';
		if (visitors.has(personId)) return refuse('invalid', message, [{ field, message }]);
	}
	const review = await latestReview(tx, caseId);
	const imported = last ? null : await readLatestPlan(tx, caseId);
	const people = new Map((await readInvitableTo(tx, caseId)).map((one) => [one.personId, one]));
	const at = now().toISOString();
	const common = {
		now: at,
		seq: await nextMeetingNumber(tx, caseId),
		level: found.level as Level,
		directory: (personId: string) => people.get(personId) ?? null,
		configOn: await readAreaConfigs(
			tx,
			actor.areaId,
			earliest(londonDate(at), on, review && heldOn(review), imported?.mark.adoptedOn)
		)
	};
	const decided = await decide({ found, last, review, imported, common });
	if (!decided.ok) return decided;

	const row = { areaId: actor.areaId, meetingId: randomUUID() };
	const begun = stamp(null, decided.value.events, at, actor.personId, row.meetingId);
	await insertMeeting(tx, row, begun.after);
	await insertDocuments(tx, row.areaId, row.meetingId);
	await appendEvents(tx, row, begun.events, begun.after, `convene-${row.meetingId}`);
	await tellOfMeeting(tx, actor.areaId, null, begun.after, begun.events);
	if (last?.phase === 'LOCKED') await carryFrom(tx, cache, last, row, begun.after, actor, at);
	else if (imported) await carryImported(tx, row, begun.after, imported, actor, at);
	return done({ id: row.meetingId, warnings: decided.value.warnings });
}

const heldOn = ({ startedAt, scheduledStart }: MeetingHead): string =>
	londonDate((startedAt ?? scheduledStart).toISOString());

/** A formal meeting, by the MAPPA unit. */
export const conveneMeeting = (
	tx: Tx,
	actor: Actor,
	input: ConveneMeeting,
	parts: ConveneParts
): Promise<Result<Convened>> =>
	convene(tx, actor, input, parts, async ({ found, last, review, imported, common }) => {
		return decideConvene(input, {
			...common,
			category: found.category as Category,
			caseManagerId: found.caseManagerId,
			lastMeetingOn: review ? heldOn(review) : (imported?.mark.adoptedOn ?? null),
			lastLevel: review ? (review.level as 2 | 3) : imported && found.level !== 1 ? (found.level as 2 | 3) : null,
			follows: last !== null && review === null,
			initialDue: await readInitialDue(tx, found.id),
			gradeOf: await readGrades(tx, [input.chairId])
		});
	});

/** A professionals meeting, by the case manager in the lead agency, or by the unit for them. */
export const conveneProfessionals = (
	tx: Tx,
	actor: Actor,
	input: ConveneProfessionals,
	parts: ConveneParts
): Promise<Result<Convened>> =>
	convene(tx, actor, input, parts, async ({ found, last, imported, common }) =>
		isMappaUnit(actor) || actor.agencyId === found.leadAgencyId
			? decideProfessionals(input, {
					...common,
					leadAgencyId: found.leadAgencyId,
					follows: last !== null || imported !== null
				})
			: refuse('forbidden', 'Only the lead agency, or the MAPPA unit for it, convenes a professionals meeting')
	);

/** The plan of the locked meeting before becomes the beginning of this one; otherwise the lock brings it later. */
async function carryFrom(
	tx: Tx,
	cache: MeetingCache,
	last: MeetingHead,
	row: { areaId: string; meetingId: string },
	before: Parameters<typeof stamp>[0],
	actor: Actor,
	at: string
): Promise<void> {
	const head = await readHead(tx, last.id);
	if (!head) return;
	const from = await loadMeeting(tx, cache, head);
	const { plan } = await readTexts(tx, from.id);
	const { events, after } = stamp(before, carriedEvents(from, plan.fields), at, actor.personId);
	await appendEvents(tx, row, events, after, `carry-${from.id}`);
	await carryTexts(tx, row.areaId, row.meetingId, from, plan.fields);
}
