/** Rows of disclosures to make and of what became of them. Nothing here is ever changed; a correction is another row. */
import { and, asc, eq, lt, type SQL } from 'drizzle-orm';
import { disclosureCompletion, disclosureToMake, mappCase, meeting, person } from '#drizzle/schema.ts';
import type { CompleteDisclosure } from '#lib/decisions/complete-disclosure.ts';
import type { DisclosureToMake } from '#lib/decisions/disclosure-made.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { londonDate } from '#lib/time.ts';
import type { Tx } from './database.ts';

/** At the lock: each disclosure that is to be made, for whoever makes it, or the chair where nobody is named. */
export async function writeDisclosuresToMake(
	tx: Tx,
	row: { readonly areaId: string; readonly meetingId: string },
	locked: Meeting
): Promise<void> {
	const toMake = locked.decisions.disclosures.filter(({ outcome }) =>
		['DISCLOSE', 'SELF_DISCLOSURE_SUPERVISED'].includes(outcome)
	);
	if (toMake.length === 0) return;
	await tx.insert(disclosureToMake).values(
		toMake.map(({ id, discloserId, recipient, content, method, conditions, deadline }) => ({
			...row,
			caseId: locked.convened.caseId,
			disclosureId: id,
			personId: discloserId || locked.chair.personId,
			...{ recipient, content, method, conditions, deadline: deadline || null }
		}))
	);
}

/** @returns nearest deadline first, each with what was told of it */
export async function readDisclosuresMade(tx: Tx, where: SQL | undefined): Promise<readonly DisclosureToMake[]> {
	const rows = await tx
		.select({
			one: disclosureToMake,
			told: disclosureCompletion,
			meeting,
			caseRef: mappCase.ref,
			discloser: person.name
		})
		.from(disclosureToMake)
		.innerJoin(meeting, eq(meeting.id, disclosureToMake.meetingId))
		.innerJoin(mappCase, eq(mappCase.id, disclosureToMake.caseId))
		.innerJoin(person, eq(person.id, disclosureToMake.personId))
		.leftJoin(disclosureCompletion, eq(disclosureCompletion.toMakeId, disclosureToMake.id))
		.where(where)
		.orderBy(asc(disclosureToMake.deadline), asc(disclosureToMake.id), asc(disclosureCompletion.at));
	const found = new Map<string, DisclosureToMake>();
	for (const { one, told, meeting: held, caseRef, discloser } of rows) {
		const { id, recipient, content, method, conditions, deadline } = one;
		const before = found.get(id);
		const entry = told
			? [
					{
						at: told.at.toISOString(),
						completedOn: told.completedOn,
						reaction: told.reaction,
						undertakingSigned: told.undertakingSigned
					}
				]
			: [];
		found.set(id, {
			...{ id, caseRef, seq: held.seq, meetingOn: londonDate(held.scheduledStart.toISOString()) },
			...{ recipient, content, method, conditions, deadline, discloser },
			told: [...(before?.told ?? []), ...entry]
		});
	}
	return [...found.values()];
}

/** Of the earlier meetings of a case: what the next review is told became of them. */
export const readDisclosuresBefore = (tx: Tx, caseId: string, seq: number): Promise<readonly DisclosureToMake[]> =>
	readDisclosuresMade(tx, and(eq(disclosureToMake.caseId, caseId), lt(meeting.seq, seq)));

export async function insertCompletion(
	tx: Tx,
	row: CompleteDisclosure & {
		readonly id: string;
		readonly areaId: string;
		readonly toMakeId: string;
		readonly personId: string;
		readonly at: Date;
	}
): Promise<void> {
	await tx.insert(disclosureCompletion).values(row).onConflictDoNothing();
}
