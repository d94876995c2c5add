/** Who was there: presence proposes, a person records, the chair finds (domain.md 6.1). */
import { z } from 'zod';
import {
	maybeDate,
	maybeOneOf,
	maybeWholeNumber,
	maybeYesNo,
	oneOf,
	optionalLine,
	optionalReason,
	personId,
	wholeNumber
} from '../input.ts';
import { command } from '../meeting/command.ts';
import { isChair, type Meeting, type MeetingEvent } from '../meeting/meeting.ts';
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
import { removal } from './invitation-commands.ts';
import { participationShortfall } from './participation.ts';
import { seatOf } from './seats.ts';
import { readTimes } from './times-there.ts';

/** Characters of the times somebody was there: a dozen stretches. */
const TIMES_MAX = 200;
const NOT_INVITED = refuse('missing', 'That person is not invited to this meeting');

/** Asked at introductions, or on the way in: whether they can decide for their agency, and any interest in the case. */
export const introduce = command({
	name: 'introduce',
	schema: z.strictObject({
		canCommitResources: maybeYesNo('whether you can commit resources'),
		interest: optionalReason('the interest you declare')
	}),
	decide: (meeting, { canCommitResources, interest }, { actor: { personId } }) => {
		const seat = seatOf(meeting.attendance, personId);
		if (!seat) return NOT_INVITED;
		const said = seat.introduction;
		const isSame = said?.canCommitResources === canCommitResources && said.interest === interest;
		return done(isSame ? [] : [{ type: 'introduced', personId, canCommitResources, interest }]);
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
		reason: maybeOneOf(NON_ATTENDANCE_REASONS, 'why they did not attend'),
		note: optionalReason('a note'),
		/** when they were there, see times-there.ts */
		times: optionalLine('the times they were there', TIMES_MAX),
		/** which state of the record was on the page; absent = nobody had it open */
		edition: wholeNumber('which version you read', 0, 1_000_000).optional()
	}),
	decide: (meeting, { personId, times, edition, ...values }, { now }) => {
		const seat = seatOf(meeting.attendance, personId);
		if (!seat) return NOT_INVITED;
		if (seat.substitute)
			return refuse('not-now', 'A substitute was named for this person. Record the attendance of the substitute');
		const there = readTimes(didAttend(values.status) ? times : '', meeting, now);
		const record: AttendanceRecord = {
			...values,
			...(there.ok && there.value.length > 0 ? { present: there.value } : {})
		};
		const problems = [
			...attendanceProblems(record, seat, londonDate(now)),
			...(there.ok ? [] : (there.problems ?? [])),
			...conflictProblems(meeting, seat, record)
		];
		if (problems.length > 0) return refuse('invalid', problems[0]!.message, problems);
		const isSame = seat.record !== null && JSON.stringify(sorted(seat.record)) === JSON.stringify(sorted(record));
		if (isSame) return done([]);
		if (edition !== undefined && edition !== seat.edition)
			return refuse('changed-meanwhile', 'Somebody else recorded this too. Theirs stands beside what you typed');
		const recorded: MeetingEvent = { type: 'attendance-recorded', personId, record };
		// A conflict of interest ends access at once, whoever records it and wherever (domain.md 6.1).
		const leaves = record.status === 'EXCUSED_CONFLICT' && !seat.removed ? removal(meeting, seat, record.note) : [];
		return done([...leaves, recorded]);
	}
});
/** What a conflict of interest needs before it may put somebody out. */
const conflictProblems = (
	meeting: Meeting,
	{ person }: Seat,
	{ status, note }: AttendanceRecord
): readonly Problem[] => {
	if (status !== 'EXCUSED_CONFLICT') return [];
	if (isChair(meeting, person.personId))
		return [{ field: 'status', message: 'Hand the chair over first. The chair cannot be excused while chairing' }];
	return note === '' ? [{ field: 'note', message: 'Enter what the conflict is. It says nothing of a victim' }] : [];
};
const sorted = (record: AttendanceRecord): readonly unknown[] =>
	Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

export const recordFinding = command({
	name: 'record-finding',
	schema: z.strictObject({
		personId: personId(),
		finding: oneOf(CHAIR_FINDINGS, 'your finding'),
		note: optionalReason('a note'),
		riskUnmanaged: maybeYesNo('whether a high risk is left unmanaged')
	}),
	decide: (meeting, { personId, finding, note, riskUnmanaged: unmanaged }) => {
		const seat = seatOf(meeting.attendance, personId);
		if (!seat) return NOT_INVITED;
		if (!seat.record || !needsFinding(seat.record.status))
			return refuse('not-now', 'Record first that this person did not attend. A finding is only for those who did not');
		const riskUnmanaged = unmanaged === true;
		const was = seat.finding;
		const isSame = was?.finding === finding && was.note === note && was.riskUnmanaged === riskUnmanaged;
		if (isSame) return done([]);
		return done([{ type: 'finding-recorded', personId, finding, note, ...(riskUnmanaged ? { riskUnmanaged } : {}) }]);
	}
});

/** How much somebody contributed: what is known is suggested, and the chair alone decides (domain.md 6.1). */
export const judgeContribution = command({
	name: 'judge-contribution',
	schema: z.strictObject({
		personId: personId(),
		contribution: oneOf(CONTRIBUTIONS, 'how much they contributed'),
		comment: optionalReason('your comment')
	}),
	decide: (meeting, { personId, contribution, comment }) => {
		const seat = seatOf(meeting.attendance, personId);
		if (!seat) return NOT_INVITED;
		if (seat.substitute) return refuse('not-now', 'A substitute came for this person: decide on what they contributed');
		const isSame = seat.contribution?.contribution === contribution && seat.contribution.comment === comment;
		return done(isSame ? [] : [{ type: 'contribution-judged', personId, contribution, comment }]);
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
