/** The work of the area's commands on its numbers, on steps round a meeting, on grades and on the outbox. */
import { and, desc, eq, isNull } from 'drizzle-orm';
import { areaNumber, invitation, meeting, meetingStep, outbox, person } from '#drizzle/schema.ts';
import { decideAreaNumber, type SetAreaNumber } from '#lib/cases/area-number-command.ts';
import type { NoteMeetingStep } from '#lib/cases/meeting-steps.ts';
import type { Actor } from '#lib/identity.ts';
import type { OneMail } from '#lib/mail/mail-commands.ts';
import type { SetPersonGrade } from '#lib/people/people-commands.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readArea, readAreaNumbers } from '../persistence/area.ts';
import type { Tx } from '../persistence/database.ts';
import { passedOnByHand, tryMailAgain } from '../persistence/outbox.ts';
import { NO_MEETING } from './admission.ts';
import { closedPeople, mayKnowCase } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';
import { tell } from './tell.ts';

type Worked = Result<{ readonly id: string; readonly warnings: readonly string[] }>;
const made = (id: string): Worked => done({ id, warnings: [] });

/** Adds a row; the area's row is held so that two changes cannot get the same version. */
export async function changeAreaNumber(tx: Tx, actor: Actor, input: SetAreaNumber, now: Date): Promise<Worked> {
	const { config } = await readArea(tx, actor.areaId, true);
	const decided = decideAreaNumber(input, {
		today: londonDate(now.toISOString()),
		personId: actor.personId,
		begun: config,
		rows: await readAreaNumbers(tx)
	});
	if (!decided.ok) return decided;
	if (decided.value === null) return made(input.key);
	const { effectiveFrom, source, approvedOn } = input;
	await tx.insert(areaNumber).values({
		...{ areaId: actor.areaId, ...decided.value, effectiveFrom, source, approvedOn },
		changedBy: actor.personId,
		changedAt: now
	});
	return made(input.key);
}

const NO_PERSON = refuse('missing', 'There is no such person in this area.');

export async function setPersonGrade(tx: Tx, _actor: Actor, input: SetPersonGrade): Promise<Worked> {
	if (!isIdentifier(input.personId)) return NO_PERSON;
	const [row] = await tx
		.select({ grade: person.grade })
		.from(person)
		.where(eq(person.id, input.personId))
		.for('update');
	if (!row) return NO_PERSON;
	if (row.grade !== input.before && row.grade !== input.grade)
		return refuse('changed-meanwhile', 'Somebody else changed this grade while you did. Look at it again', [
			{ field: 'grade', message: 'Look at the grade again: somebody else has changed it' }
		]);
	await tx.update(person).set({ grade: input.grade }).where(eq(person.id, input.personId));
	return made(input.personId);
}

/** Whoever runs the meetings notes what was done; noted for the same day twice, it is noted once. */
export async function noteMeetingStep(tx: Tx, actor: Actor, input: NoteMeetingStep, now: Date): Promise<Worked> {
	if (!isIdentifier(input.meetingId)) return NO_MEETING;
	// The meeting's row is held so that of two clicks at once the second sees the first.
	const [row] = await tx.select().from(meeting).where(eq(meeting.id, input.meetingId)).for('update');
	if (!row || !(await mayKnowCase(tx, actor, row.caseId))) return NO_MEETING;
	if (row.phase === 'CANCELLED') return refuse('not-now', 'This meeting was cancelled. There is nothing to note');
	if (input.doneOn !== null && input.doneOn > londonDate(now.toISOString())) {
		const message = 'Enter a day that has come';
		return refuse('invalid', message, [{ field: 'doneOn', message }]);
	}
	const [newest] = await tx
		.select()
		.from(meetingStep)
		.where(and(eq(meetingStep.meetingId, row.id), eq(meetingStep.step, input.step)))
		.orderBy(desc(meetingStep.notedAt))
		.limit(1);
	if ((newest?.doneOn ?? null) === input.doneOn) return made(row.id);
	const { step, doneOn } = input;
	await tx.insert(meetingStep).values({
		...{ areaId: actor.areaId, meetingId: row.id, step, doneOn },
		notedBy: actor.personId,
		notedAt: now
	});
	if (step === 'PAPERS' && doneOn !== null) await tellPapersAreReady(tx, actor, row);
	return made(row.id);
}

/** Whoever is expected is told once that the papers are out; noted anew for another date of the meeting, once more. */
async function tellPapersAreReady(tx: Tx, actor: Actor, row: typeof meeting.$inferSelect): Promise<void> {
	if (row.phase !== 'CONVENED') return;
	const seats = await tx
		.select({ personId: invitation.personId, response: invitation.response })
		.from(invitation)
		.where(and(eq(invitation.meetingId, row.id), isNull(invitation.removedAt)));
	const expected = seats
		.filter(({ personId, response }) => personId !== actor.personId && !NOT_EXPECTED.includes(response))
		.map(({ personId }) => personId);
	const closed = await closedPeople(tx, row.caseId, expected);
	const on = londonDate(row.scheduledStart.toISOString());
	for (const personId of expected.filter((one) => !closed.has(one)))
		await tell(tx, {
			...{ areaId: actor.areaId, personId, kind: 'papers-ready', meetingId: row.id },
			key: `papers-ready ${row.id} ${personId} ${on}`
		});
}
const NOT_EXPECTED: readonly string[] = ['DECLINED', 'DELEGATED'];

const NO_MAIL = refuse('missing', 'There is no such message, or it has been sent.');

/** Whether the message is there for this person: not when it is about a case that is closed to them. */
async function mayTouchMail(tx: Tx, actor: Actor, mailId: string): Promise<boolean> {
	if (!isIdentifier(mailId)) return false;
	const [row] = await tx
		.select({ id: outbox.id, caseId: meeting.caseId })
		.from(outbox)
		.leftJoin(meeting, eq(outbox.meetingId, meeting.id))
		.where(eq(outbox.id, mailId));
	return row !== undefined && (row.caseId === null || (await mayKnowCase(tx, actor, row.caseId)));
}

export async function retryMail(tx: Tx, actor: Actor, { mailId }: OneMail): Promise<Worked> {
	if (!(await mayTouchMail(tx, actor, mailId))) return NO_MAIL;
	return (await tryMailAgain(tx, mailId)) ? made(mailId) : NO_MAIL;
}

export async function passOnMail(tx: Tx, actor: Actor, { mailId }: OneMail, now: Date): Promise<Worked> {
	if (!(await mayTouchMail(tx, actor, mailId))) return NO_MAIL;
	return (await passedOnByHand(tx, mailId, actor.personId, now)) ? made(mailId) : NO_MAIL;
}
