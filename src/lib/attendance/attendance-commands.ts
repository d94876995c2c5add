/** Who was there: presence proposes, a person records, the chair finds (domain.md 6.1). */
import { z } from 'zod';
import {
	instant,
	maybeDate,
	maybeOneOf,
	maybeWholeNumber,
	maybeYesNo,
	oneOf,
	optionalReason,
	personId,
	yesNo
} from '../input.ts';
import { command } from '../meeting/command.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { done, type Problem, refuse } from '../result.ts';
import { londonDate } from '../time.ts';
import {
	ATTENDANCE_STATUSES,
	type AttendanceRecord,
	CHAIR_FINDINGS,
	CONTRIBUTIONS,
	didAttend,
	MODES,
	NON_ATTENDANCE_REASONS,
	needsFinding,
	PARTICIPATION_CHOICES,
	type Seat
} from './attendance.ts';
import { participationShortfall } from './participation.ts';
import { seatOf } from './seats.ts';

const NOT_INVITED = refuse('missing', 'That person is not invited to this meeting');

/** The server's own note of who is connected; one open stretch at most. */
export const notePresence = command({
	name: 'note-presence',
	schema: z.strictObject({ personId: personId(), connected: yesNo('connected or not'), at: instant('the moment') }),
	decide: (meeting, { personId, connected, at }) => {
		const seat = seatOf(meeting.attendance, personId);
		if (!seat || (seat.removed && connected)) return done([]);
		const isOpen = seat.presence.some((stretch) => stretch.to === null);
		if (isOpen === connected) return done([]);
		return done([
			connected ? { type: 'presence-began', personId, from: at } : { type: 'presence-ended', personId, to: at }
		]);
	}
});

const withReport = (record: AttendanceRecord): boolean =>
	record.status === 'APOLOGIES_REPORT_RECEIVED' || record.status === 'NO_APOLOGY_REPORT_RECEIVED';

/** What does not fit together in a record of attendance; one problem per field. */
export const attendanceProblems = (record: AttendanceRecord, seat: Seat, today: string): readonly Problem[] => {
	const problems: Problem[] = [];
	const add = (field: keyof AttendanceRecord, message: string) => problems.push({ field, message });
	if (didAttend(record.status)) {
		if (record.mode === null) add('mode', 'Choose how they attended');
		if (record.reason !== null) add('reason', 'Leave the reason empty: it is for people who did not attend');
	} else if (needsFinding(record.status) && record.reason === null)
		add('reason', 'Choose why they did not attend, or that the reason is not known');
	if (record.status === 'ATTENDED_LATE' && record.minutesLate === null)
		add('minutesLate', 'Enter how many minutes late they were');
	if (record.status === 'DEPUTY_ATTENDED' && seat.substituteFor === null)
		add('status', 'Choose another status: nobody named this person as a substitute');
	if (withReport(record) && record.reportReceivedOn === null)
		add('reportReceivedOn', 'Enter the date the report arrived');
	if (record.reportReceivedOn !== null && record.reportReceivedOn > today)
		add('reportReceivedOn', 'Enter a date that is not in the future');
	return problems;
};

export const recordAttendance = command({
	name: 'record-attendance',
	schema: z.strictObject({
		personId: personId(),
		status: oneOf(ATTENDANCE_STATUSES, 'the attendance'),
		mode: maybeOneOf(MODES, 'how they attended'),
		minutesLate: maybeWholeNumber('the minutes late', 1, 600),
		seniorityMet: maybeYesNo('whether they were senior enough'),
		canCommitResources: maybeYesNo('whether they could commit resources'),
		reportReceivedOn: maybeDate('the date the report arrived'),
		reportAdequate: maybeYesNo('whether the report was good enough'),
		contribution: maybeOneOf(CONTRIBUTIONS, 'how much they contributed'),
		reason: maybeOneOf(NON_ATTENDANCE_REASONS, 'why they did not attend'),
		note: optionalReason('a note')
	}),
	decide: (meeting, { personId, ...record }, { now }) => {
		const seat = seatOf(meeting.attendance, personId);
		if (!seat) return NOT_INVITED;
		if (seat.substitute)
			return refuse('not-now', 'A substitute was named for this person. Record the attendance of the substitute');
		const problems = attendanceProblems(record, seat, londonDate(now));
		if (problems.length > 0) return refuse('invalid', problems[0]!.message, problems);
		const isSame = seat.record !== null && JSON.stringify(sorted(seat.record)) === JSON.stringify(sorted(record));
		return done(isSame ? [] : [{ type: 'attendance-recorded', personId, record }]);
	}
});
const sorted = (record: AttendanceRecord): readonly unknown[] =>
	Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

export const recordFinding = command({
	name: 'record-finding',
	schema: z.strictObject({
		personId: personId(),
		finding: oneOf(CHAIR_FINDINGS, 'your finding'),
		note: optionalReason('a note')
	}),
	decide: (meeting, { personId, finding, note }) => {
		const seat = seatOf(meeting.attendance, personId);
		if (!seat) return NOT_INVITED;
		if (!seat.record || !needsFinding(seat.record.status))
			return refuse('not-now', 'Record first that this person did not attend. A finding is only for those who did not');
		const isSame = seat.finding?.finding === finding && seat.finding.note === note;
		return done(isSame ? [] : [{ type: 'finding-recorded', personId, finding, note }]);
	}
});

/** V10. There is no statutory quorum: the chair decides whether to go on, and says why (domain.md 4.2). */
export const decideParticipation = command({
	name: 'decide-participation',
	schema: z.strictObject({ choice: oneOf(PARTICIPATION_CHOICES, 'how to go on'), reason: optionalReason() }),
	decide: (meeting, { choice, reason }, { agencyType }) => {
		if (choice !== 'MET' && reason === '') {
			const message = 'Enter why the meeting goes on without the minimum participation';
			return refuse('invalid', message, [{ field: 'reason', message }]);
		}
		const missing = participationShortfall(meeting, agencyType);
		if (choice === 'MET' && missing.length > 0) {
			const message = `Minimum participation is not met: ${missing.join(', ')} missing. Choose to proceed and give a reason`;
			return refuse('invalid', message, [{ field: 'choice', message }]);
		}
		const { participation } = meeting.attendance;
		const isSame = participation?.choice === choice && participation.reason === reason;
		return done(isSame ? [] : [{ type: 'participation-decided', choice, reason }]);
	}
});

export const presentStatement = command({
	name: 'present-statement',
	schema: z.strictObject({ manner: oneOf(['READ_ALOUD', 'DISPLAYED'], 'how the statement was given') }),
	decide: (meeting: Meeting, { manner }) =>
		done(meeting.attendance.statementManner === manner ? [] : [{ type: 'statement-presented', manner }])
});
