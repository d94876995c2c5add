/** One person's own work: the meetings they are invited to, as far as the door lets them know (R2), and their actions. */

import { and, asc, eq, isNull } from 'drizzle-orm';
import { agency, invitation, mappCase, meeting } from '#drizzle/schema.ts';
import type { MeetingLevel } from '#lib/agenda/agenda.ts';
import { deadlines } from '#lib/cases/meeting-clock.ts';
import type { Actor, AgencyType } from '#lib/identity.ts';
import type { Phase } from '#lib/meeting/meeting.ts';
import { kindRow } from '#lib/meeting/meeting-kinds.ts';
import type { MyMeeting } from '#lib/people/my-meeting.ts';
import { owesReturn } from '#lib/returns/agency-return.ts';
import { londonDate } from '#lib/time.ts';
import { readReturned } from '../persistence/agency-returns.ts';
import { earliest, readAreaConfigs, readStatementVersion } from '../persistence/area.ts';
import type { Database } from '../persistence/database.ts';
import { openToPerson } from './case-access.ts';
import { type ActionLine, readOwnActions } from './read-actions.ts';

/** A return that one's agency owes a meeting to come. */
export type MyReturn = {
	readonly meetingId: string;
	/** opaque: case reference and meeting number */
	readonly reference: string;
	/** YYYY-MM-DD */
	readonly dueOn: string;
	readonly isSent: boolean;
};
export type MyWork = {
	readonly meetings: readonly MyMeeting[];
	readonly returns: readonly MyReturn[];
	readonly actions: readonly ActionLine[];
};

export const readMyWork = (database: Database, actor: Actor, now: Date): Promise<MyWork> =>
	database.withArea(actor.areaId, async (tx) => {
		const statementVersion = await readStatementVersion(tx);
		const invited = await tx
			.select({ row: meeting, seat: invitation, ref: mappCase.ref, type: agency.type })
			.from(invitation)
			.innerJoin(meeting, eq(invitation.meetingId, meeting.id))
			.innerJoin(mappCase, eq(meeting.caseId, mappCase.id))
			.innerJoin(agency, eq(invitation.agencyId, agency.id))
			.where(and(eq(invitation.personId, actor.personId), isNull(invitation.removedAt), openToPerson(actor.personId)))
			.orderBy(asc(meeting.scheduledStart));
		const actions = await readOwnActions(tx, actor.personId, londonDate(now.toISOString()));
		const owing = invited.filter(
			({ row, type }) =>
				row.phase === 'CONVENED' &&
				owesReturn(type as AgencyType) &&
				!kindRow(row.level as MeetingLevel).notOwed.includes('RETURNS')
		);
		const sent = await readReturned(
			tx,
			owing.map(({ row }) => row.id)
		);
		const days = owing.map(({ row }) => londonDate(row.scheduledStart.toISOString()));
		const configOn = owing.length > 0 ? await readAreaConfigs(tx, actor.areaId, earliest(...days)) : null;
		return {
			returns: owing.map(({ row, seat, ref }) => {
				const scheduledStart = row.scheduledStart.toISOString();
				const meetingAt = { scheduledStart, level: row.level as MeetingLevel };
				return {
					meetingId: row.id,
					reference: `${ref}/${row.seq}`,
					dueOn: configOn ? deadlines(meetingAt, configOn(londonDate(scheduledStart))).returnsBy : '',
					isSent: sent.some(({ meetingId, agencyId }) => meetingId === row.id && agencyId === seat.agencyId)
				};
			}),
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
