/**
 * What the lock opens: one absence for every agency that did not come and whose absence the chair did not accept, in the
 * lock's own transaction, so that it is there if and only if the minutes are final (domain.md 6.3).
 */
import type { AbsenceOpened } from '#lib/absences/absence.ts';
import { absencesInARow, absentAgencies, unacceptedAbsence } from '#lib/absences/agency-absence.ts';
import { raisingReasons } from '#lib/absences/ladder.ts';
import { hasOverdueHighRisk } from '#lib/absences/overdue-action.ts';
import type { AreaConfig } from '#lib/cases/area-config.ts';
import type { Actor } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import { addWorkingDays, londonDate } from '#lib/time.ts';
import { appendAbsenceStep, insertAbsence, readMeetingsBefore } from '../persistence/absences.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Tx } from '../persistence/database.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { closedPeople } from './case-access.ts';
import { loadMeeting } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { tell } from './tell.ts';
import { readUnit } from './tell-of-meeting.ts';

type Opening = {
	readonly cache: MeetingCache;
	readonly actor: Actor;
	/** as it was locked */
	readonly meeting: Meeting;
	/** NMS-2026-014/2 */
	readonly reference: string;
	readonly at: string;
};

export async function openAbsences(tx: Tx, opening: Opening): Promise<void> {
	const { actor, meeting, at } = opening;
	if (meeting.convened.level === 1) return;
	const agencies = absentAgencies(meeting);
	if (agencies.length === 0) return;
	const config = await readAreaConfig(tx, actor.areaId, meetingOn(meeting));
	const unit = await readUnit(tx);
	const closed = await closedPeople(tx, meeting.convened.caseId, unit);
	for (const agencyId of agencies) {
		const absenceId = await insertAbsence(tx, { areaId: actor.areaId, meetingId: meeting.id, agencyId });
		if (absenceId === null) continue;
		const event = { type: 'absence-opened', ...(await opened(tx, opening, agencyId, config)) } as const;
		await appendAbsenceStep(
			tx,
			{ areaId: actor.areaId, absenceId, state: 'NOTICE_DUE', commandId: `lock-${meeting.id}` },
			{ version: 1, at, by: actor.personId, event }
		);
		await writeAudit(tx, actor, 'open-absence', 'absence', absenceId, meeting.id);
		const by = addWorkingDays(londonDate(at), config.absenceNoticeWorkingDays);
		const told = { areaId: actor.areaId, kind: 'absence-to-tell', meetingId: meeting.id, by } as const;
		for (const personId of unit.filter((one) => !closed.has(one)))
			await tell(tx, { ...told, personId, path: `/absences/${absenceId}` });
	}
}

async function opened(
	tx: Tx,
	{ cache, meeting, reference, at }: Opening,
	agencyId: string,
	config: AreaConfig
): Promise<AbsenceOpened> {
	const level = meeting.convened.level === 3 ? 3 : 2;
	const seats = unacceptedAbsence(meeting, agencyId);
	const [first] = seats;
	const before = await readMeetingsBefore(tx, {
		...{ agencyId, level, before: new Date(meeting.convened.scheduledStart) },
		limit: config.absencesInARow[`L${level}`] + 1
	});
	const meetings = [meeting];
	for (const id of before) {
		const head = await readHead(tx, id);
		if (head) meetings.push(await loadMeeting(tx, cache, head));
	}
	const inARow = absencesInARow(meetings, agencyId);
	const heldOn = meetingOn(meeting);
	const own = meeting.rmp.actions.filter(({ removed, owner }) => !removed && owner?.agencyId === agencyId);
	const isOverdue = hasOverdueHighRisk(meeting, agencyId);
	const riskUnmanaged = seats.some(({ finding }) => finding?.riskUnmanaged);
	const isReferred = seats.some(({ finding }) => finding?.finding === 'REFER_TO_SMB');
	return {
		agencyName: first?.person.agencyName ?? '',
		...{ reference, level, heldOn, lockedOn: londonDate(at), shortNotice: meeting.convened.shortNotice },
		finding: isReferred ? 'REFER_TO_SMB' : 'FEEDBACK_TO_AGENCY',
		findingNote: seats
			.map(({ finding }) => finding?.note ?? '')
			.filter((note) => note !== '')
			.join('\n'),
		reasons: [...new Set(seats.flatMap(({ record }) => (record?.reason ? [record.reason] : [])))],
		hasReport: seats.some(({ record }) => record?.reportReceivedOn !== null && record?.reportReceivedOn !== undefined),
		inARow,
		raise: raisingReasons({ level, inARow }, { riskUnmanaged, overdueAction: isOverdue }, config),
		actions: own
			.filter(({ status }) => status !== 'COMPLETED' && status !== 'NO_LONGER_NEEDED')
			.map(({ number, due }) => ({ number, due }))
	};
}
