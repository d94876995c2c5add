/** The work of the commands about the Board: minutes out, steps of feedback, numbers entered, packs published. */
import { and, desc, eq } from 'drizzle-orm';
import { agency, boardFigure, meeting, person, smbFeedback, smbFeedbackStep } from '#drizzle/schema.ts';
import { type Actor, isMappaUnit, mayAnswerForBoard } from '#lib/identity.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import type { DistributeMinutes } from '#lib/smb/distribute-minutes.ts';
import { decideBoardFigure, type EnterBoardFigure } from '#lib/smb/entered-figures.ts';
import { decideFeedbackStep, type FeedbackStatus, isForBoard, type TakeFeedbackStep } from '#lib/smb/feedback-steps.ts';
import { type PublishBoardPack, publishingRefused } from '#lib/smb/publish-board-pack.ts';
import { publishedPack } from '#lib/smb/published-pack.ts';
import { later, quarterKey, readQuarter } from '#lib/smb/quarter.ts';
import { londonDate } from '#lib/time.ts';
import { readArea } from '../persistence/area.ts';
import { insertPack, readPack } from '../persistence/board-packs.ts';
import type { Tx } from '../persistence/database.ts';
import { NO_MEETING } from './admission.ts';
import { computeReport, keepMissingFacts } from './board-report.ts';
import { closedPeople, mayKnowCase } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { noteDistributed } from './note-distributed.ts';
import { tell } from './tell.ts';

type Worked = Result<{ readonly id: string; readonly warnings: readonly string[] }>;
const made = (id: string): Worked => done({ id, warnings: [] });

/** Noted once: a second note of the same day changes nothing. */
export async function distributeMinutes(tx: Tx, actor: Actor, input: DistributeMinutes, now: Date): Promise<Worked> {
	if (!isIdentifier(input.meetingId)) return NO_MEETING;
	const [row] = await tx.select({ caseId: meeting.caseId }).from(meeting).where(eq(meeting.id, input.meetingId));
	if (!row || !(await mayKnowCase(tx, actor, row.caseId))) return NO_MEETING;
	const noted = await noteDistributed(tx, actor, input.meetingId, now, input.distributedOn);
	return noted.ok ? made(input.meetingId) : noted;
}

const NO_ENTRY = refuse('missing', 'There is no such entry, or it is not yours to see.');

/** Adds a step; whoever answers for the Board is told when it comes on the agenda, the chair when it is answered. */
export async function takeFeedbackStep(tx: Tx, actor: Actor, input: TakeFeedbackStep, now: Date): Promise<Worked> {
	if (!isIdentifier(input.feedbackId)) return NO_ENTRY;
	// The entry's row is held so that two steps cannot get the same number.
	const [entry] = await tx.select().from(smbFeedback).where(eq(smbFeedback.id, input.feedbackId)).for('update');
	const [of] = entry ? await tx.select().from(meeting).where(eq(meeting.id, entry.meetingId)) : [];
	if (!entry || !of) return NO_ENTRY;
	const rows = await tx
		.select()
		.from(smbFeedbackStep)
		.where(eq(smbFeedbackStep.feedbackId, entry.id))
		.orderBy(smbFeedbackStep.version);
	const steps = rows.map((row) => ({ ...row, status: row.status as FeedbackStatus, byId: row.takenBy }));
	const status = steps.at(-1)?.status ?? (entry.status as FeedbackStatus);
	const isTheirs = isMappaUnit(actor)
		? await mayKnowCase(tx, actor, of.caseId)
		: mayAnswerForBoard(actor) && isForBoard(status, steps);
	if (!isTheirs) return NO_ENTRY;
	const decided = decideFeedbackStep(input, actor, { status, steps });
	if (!decided.ok) return decided;
	if (decided.value === null) return made(entry.id);
	const { areaId, personId } = actor;
	const { note, isAnswer } = input;
	await tx.insert(smbFeedbackStep).values({
		...{ areaId, feedbackId: entry.id, version: decided.value.version, status: input.status, note, isAnswer },
		...{ takenBy: personId, takenAt: now }
	});
	const path = `/smb/feedback/${entry.id}`;
	if (isAnswer && !(await closedPeople(tx, of.caseId, [of.chairId])).has(of.chairId))
		await tell(tx, { areaId, personId: of.chairId, kind: 'board-answer', path });
	if (input.status === 'ON_SMB_AGENDA' && status !== 'ON_SMB_AGENDA')
		for (const { id } of await readBoardChairs(tx))
			await tell(tx, { areaId, personId: id, kind: 'board-question', path });
	return made(entry.id);
}

const readBoardChairs = async (tx: Tx): Promise<readonly { readonly id: string }[]> => {
	const people = await tx.select({ id: person.id, roles: person.roles }).from(person);
	return people.filter(({ roles }) => roles.includes('SMB_CHAIR'));
};

/** Adds an entry; the area's row is held so that two entries cannot get the same version. */
export async function enterBoardFigure(tx: Tx, actor: Actor, input: EnterBoardFigure, now: Date): Promise<Worked> {
	await readArea(tx, actor.areaId, true);
	const [newest] = await tx
		.select()
		.from(boardFigure)
		.where(and(eq(boardFigure.period, input.period), eq(boardFigure.key, input.key)))
		.orderBy(desc(boardFigure.version))
		.limit(1);
	const counted = await tx.select({ code: agency.code }).from(agency).where(eq(agency.countsForAttendance, true));
	const decided = decideBoardFigure(input, {
		personId: actor.personId,
		agencyCodes: counted.map(({ code }) => code),
		newest: newest ?? null
	});
	if (!decided.ok) return decided;
	const { period, key, value, source } = input;
	if (decided.value !== null)
		await tx.insert(boardFigure).values({
			...{ areaId: actor.areaId, period, key, version: decided.value.version, value, source },
			...{ enteredBy: actor.personId, enteredAt: now }
		});
	return made(`${period} ${key}`);
}

/** What the members see from now on; the area's row is held so that a pack is published once. */
export async function publishBoardPack(
	tx: Tx,
	actor: Actor,
	input: PublishBoardPack,
	{ cache, now }: { readonly cache: MeetingCache; readonly now: Date }
): Promise<Worked> {
	const quarter = readQuarter(input.quarter);
	if (!quarter) return refuse('missing', 'There is no such quarter.');
	await readArea(tx, actor.areaId, true);
	const earlier = await readPack(tx, input.quarter);
	const today = londonDate(now.toISOString());
	const refused = publishingRefused(quarter, input.version, earlier?.version ?? 0, today);
	if (refused) return refused;
	await keepMissingFacts(tx, actor.areaId, cache);
	const { figures, sources, targets, notLocked } = await computeReport(tx, actor.areaId, quarter, today);
	const beside = (count: number) => readPack(tx, quarterKey(later(quarter, count)));
	const pack = publishedPack({
		...{ asAt: today, figures, targets, notLocked },
		agencies: sources.agencies.map(({ code, name, counts }) => ({ code, name, counts })),
		earlier: earlier?.pack ?? null,
		previous: (await beside(-1))?.pack ?? null,
		next: (await beside(1))?.pack ?? null
	});
	await insertPack(tx, {
		...{ areaId: actor.areaId, quarter: input.quarter, version: (earlier?.version ?? 0) + 1, pack },
		...{ publishedBy: actor.personId, publishedAt: now }
	});
	return made(input.quarter);
}
