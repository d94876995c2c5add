/** One person's own work: the meetings they are invited to, as far as the door lets them know (R2), and their actions. */

import { and, asc, eq, isNull, notInArray } from 'drizzle-orm';
import { action, invitation, mappCase, meeting } from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import type { Phase } from '#lib/meeting/meeting.ts';
import type { MyMeeting } from '#lib/people/my-meeting.ts';
import { readStatementVersion } from '../persistence/area.ts';
import type { Database } from '../persistence/database.ts';
import { openToPerson } from './case-access.ts';

export type MyAction = {
	readonly caseId: string;
	readonly number: string;
	readonly caseRef: string;
	readonly text: string;
	/** YYYY-MM-DD; null for a standing action */
	readonly due: string | null;
	readonly standing: string | null;
};
export type MyWork = { readonly meetings: readonly MyMeeting[]; readonly actions: readonly MyAction[] };

const ENDED = ['COMPLETED', 'NO_LONGER_NEEDED'];

export const readMyWork = (database: Database, actor: Actor): Promise<MyWork> =>
	database.withArea(actor.areaId, async (tx) => {
		const statementVersion = await readStatementVersion(tx);
		const invited = await tx
			.select({ row: meeting, seat: invitation, ref: mappCase.ref })
			.from(invitation)
			.innerJoin(meeting, eq(invitation.meetingId, meeting.id))
			.innerJoin(mappCase, eq(meeting.caseId, mappCase.id))
			.where(and(eq(invitation.personId, actor.personId), isNull(invitation.removedAt), openToPerson(actor.personId)))
			.orderBy(asc(meeting.scheduledStart));
		const actions = await tx
			.select({
				caseId: action.caseId,
				number: action.number,
				caseRef: mappCase.ref,
				text: action.text,
				due: action.due,
				standing: action.standing
			})
			.from(action)
			.innerJoin(mappCase, eq(action.caseId, mappCase.id))
			.where(
				and(eq(action.ownerPersonId, actor.personId), notInArray(action.status, ENDED), openToPerson(actor.personId))
			)
			.orderBy(asc(action.due), asc(action.number));
		return {
			meetings: invited.map(({ row, seat, ref }) => ({
				id: row.id,
				reference: `${ref}/${row.seq}`,
				level: row.level,
				scheduledStart: row.scheduledStart.toISOString(),
				plannedMinutes: row.plannedMinutes,
				venue: row.venue,
				phase: row.phase as Phase,
				accepted: seat.statementVersion !== null && seat.statementVersion >= statementVersion,
				confirmed: seat.confirmedAt !== null,
				keepsRecord: [row.chairId, row.minuteTakerId].includes(actor.personId),
				isChair: row.chairId === actor.personId
			})),
			actions
		};
	});
