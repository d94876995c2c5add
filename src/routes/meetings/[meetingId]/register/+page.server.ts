import { createHash } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import {
	type AttendanceRecord,
	type AttendanceStatus,
	didAttend,
	mustBeRecorded,
	type Seat
} from '#lib/attendance/attendance.ts';
import { proposeContribution } from '#lib/attendance/contribution.ts';
import { itemsMissed } from '#lib/attendance/items-attended.ts';
import { missingAgencies } from '#lib/attendance/missing-agencies.ts';
import { participationShortfall } from '#lib/attendance/participation.ts';
import { proposeAttendance } from '#lib/attendance/proposal.ts';
import { seatList } from '#lib/attendance/seats.ts';
import { seatsByAgency } from '#lib/attendance/seats-by-agency.ts';
import { timesText } from '#lib/attendance/times-there.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import { isChair, isRecorder } from '#lib/meeting/meeting.ts';
import { type CommandAction, meetingActions, refused } from '#lib/server/form.ts';
import { meetingToRun } from '#lib/server/meeting-to-run.ts';
import { app } from '#lib/server/running-app.ts';
import { readSeen } from '#server/application/read-seen.ts';
import { writeAudit } from '#server/persistence/audit.ts';
import type { Actions, PageServerLoad } from './$types';

/** One row per seat: what presence proposes beside what a person confirmed. */
export const load: PageServerLoad = async (event) => {
	const { actor, meeting, reference } = await meetingToRun(event);
	const { config, types, seenOf, writers } = await app().database.withArea(actor.areaId, async (tx) => {
		await writeAudit(tx, actor, 'view-register', 'meeting', meeting.id, meeting.id);
		return readSeen(tx, actor.areaId, meeting);
	});
	const now = new Date().toISOString();
	const seats = seatsByAgency(meeting);
	const isHere = (seat: Seat): boolean => seat.confirmed !== null || seat.statement !== null;
	return {
		meetingId: meeting.id,
		reference,
		phase: meeting.phase,
		scheduledStart: meeting.convened.scheduledStart,
		shortNotice: meeting.convened.shortNotice,
		isChair: isChair(meeting, actor.personId),
		isRecorder: isRecorder(meeting, actor.personId),
		mayRecord: mayRun(meeting, actor, 'record-attendance') === null,
		mayFind: mayRun(meeting, actor, 'record-finding') === null,
		mayDecide: mayRun(meeting, actor, 'decide-participation') === null,
		mayJudge: mayRun(meeting, actor, 'judge-contribution') === null,
		missing: meeting.endedAt === null ? missingAgencies(meeting, isHere) : [],
		items: itemsMissed(meeting, now),
		seats: seats.filter(mustBeRecorded).map((seat) => ({
			person: seat.person,
			capacity: seat.capacity,
			standsInFor: seat.substituteFor ? (meeting.attendance.seats[seat.substituteFor]?.person.name ?? '') : '',
			isChair: isChair(meeting, seat.person.personId),
			removed: seat.removed !== null,
			record: seat.record,
			edition: seat.edition,
			introduction: seat.introduction,
			contribution: seat.contribution,
			contributed: proposeContribution(meeting, seat, writers.has(seat.person.personId)),
			finding: seat.finding,
			proposal: proposeAttendance(seat, meeting, now, config, seenOf(seat))
		})),
		represented: seats
			.filter((seat) => !mustBeRecorded(seat))
			.map((seat) => ({
				name: seat.person.name,
				substitute: meeting.attendance.seats[seat.substitute ?? '']?.person.name ?? ''
			})),
		participation: meeting.attendance.participation,
		shortfall: participationShortfall(meeting, (agencyId) => types.get(agencyId) ?? null)
	};
};

/** The half of the form that does not apply is hidden; whatever was left in it is not sent on. */
const onlyWhatApplies = (input: Record<string, unknown>): Record<string, unknown> => {
	const status = input.status as AttendanceStatus;
	if (didAttend(status)) return { ...input, reason: '' };
	return { ...input, mode: '', minutesLate: '', seniorityMet: '', canCommitResources: '', times: '' };
};

/** As the command takes it: the times as a person would type them. */
const recordInput = (personId: string, { present = [], ...record }: AttendanceRecord) => ({
	...{ personId, ...record, times: timesText(present) }
});

/** Confirms every proposal of a seat that has no record yet, one command each. */
const confirmProposals: CommandAction = async (event) => {
	const params = { meetingId: event.params.meetingId ?? '' };
	const { actor, meeting } = await meetingToRun({ ...event, params });
	const data = await event.request.formData();
	const seed = String(data.get('commandId') ?? '');
	const { config, seenOf } = await app().database.withArea(actor.areaId, (tx) => readSeen(tx, actor.areaId, meeting));
	const now = new Date().toISOString();
	for (const seat of seatList(meeting.attendance)) {
		const proposal = seat.record ? null : proposeAttendance(seat, meeting, now, config, seenOf(seat));
		if (!proposal) continue;
		const { personId } = seat.person;
		const result = await app().runCommand({
			actor,
			meetingId: meeting.id,
			command: 'record-attendance',
			commandId: createHash('sha256').update(`${seed}\nconfirm-proposals\n${personId}`).digest('hex'),
			input: recordInput(personId, proposal.record)
		});
		if (!result.ok) return refused(result, 'confirm-proposals', data);
	}
	redirect(303, event.url.pathname);
};

const commands = meetingActions(['record-attendance', 'record-finding', 'judge-contribution', 'decide-participation'], {
	'record-attendance': onlyWhatApplies
});
export const actions = Object.assign(commands, { 'confirm-proposals': confirmProposals }) satisfies Actions;
