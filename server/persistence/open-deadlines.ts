/** Actions of the area that are still to be done by a day, as reminders need to know. */
import { and, isNotNull, notInArray } from 'drizzle-orm';
import { action } from '#drizzle/schema.ts';
import type { OpenDeadline } from '#lib/mail/reminders.ts';
import type { Tx } from './database.ts';

const ENDED = ['COMPLETED', 'NO_LONGER_NEEDED', 'NOT_COMPLETED'];

export async function readOpenDeadlines(tx: Tx): Promise<readonly OpenDeadline[]> {
	const { caseId, number, meetingId, ownerPersonId, due } = action;
	const rows = await tx
		.select({ caseId, number, meetingId, ownerId: ownerPersonId, due })
		.from(action)
		.where(and(isNotNull(due), notInArray(action.status, ENDED)));
	return rows.flatMap((row) => (row.due === null ? [] : [{ ...row, due: row.due }]));
}
