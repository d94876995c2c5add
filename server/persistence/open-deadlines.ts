/** Actions of the area that are still to be done by a day, as reminders need to know. What is reported as done is not chased. */
import { and, isNotNull, notInArray } from 'drizzle-orm';
import { action } from '#drizzle/schema.ts';
import type { OpenDeadline } from '#lib/mail/reminders.ts';
import type { Tx } from './database.ts';

const DONE = ['COMPLETED', 'NO_LONGER_NEEDED'];

export async function readOpenDeadlines(tx: Tx): Promise<readonly OpenDeadline[]> {
	const { id, caseId, number, meetingId, ownerPersonId, ownerAgencyId, highRisk, due } = action;
	const rows = await tx
		.select({ actionId: id, caseId, number, meetingId, ownerId: ownerPersonId, ownerAgencyId, highRisk, due })
		.from(action)
		.where(and(isNotNull(due), notInArray(action.status, DONE)));
	return rows.flatMap((row) => (row.due === null ? [] : [{ ...row, due: row.due }]));
}
