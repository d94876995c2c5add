/** The life of a meeting: when it is, who chairs it, start, pause, end. */
import { z } from 'zod';
import { participationShortfall } from '../attendance/participation.ts';
import { seatOf } from '../attendance/seats.ts';
import { instant, line, oneOf, optionalReason, personId, reason, wholeNumber } from '../input.ts';
import { done, type Problem, refuse } from '../result.ts';
import { newlyReported } from '../rmp/newly-reported.ts';
import { addWorkingDays, londonDate, longDate } from '../time.ts';
import { LANGUAGES } from '../welsh/language.ts';
import { command } from './command.ts';
import { isPaused, type Meeting, type MeetingEvent, recordLanguageOf } from './meeting.ts';
import { asksRule } from './meeting-kinds.ts';
import { PLANNED_MINUTES } from './planned-minutes.ts';

export const rescheduleMeeting = command({
	name: 'reschedule-meeting',
	schema: z.strictObject({
		scheduledStart: instant('the date and time of the meeting'),
		plannedMinutes: wholeNumber('the planned length in minutes', PLANNED_MINUTES.min, PLANNED_MINUTES.max),
		venue: line('where the meeting is held'),
		reason: reason(),
		lateReason: optionalReason('why the meeting is late')
	}),
	decide: (meeting, { scheduledStart, plannedMinutes, venue, reason, lateReason }, { now, configOn }) => {
		const before = meeting.convened;
		const isMoved = Date.parse(before.scheduledStart) !== Date.parse(scheduledStart);
		if (isMoved && Date.parse(scheduledStart) <= Date.parse(now)) {
			const message = 'Enter a date and time that has not passed';
			return refuse('invalid', message, [{ field: 'scheduledStart', message }]);
		}
		const isSame = !isMoved && before.plannedMinutes === plannedMinutes && before.venue === venue;
		if (isSame) return done([]);
		const on = londonDate(scheduledStart);
		// V07, for the new date, by the numbers in force on it
		const shortNotice =
			asksRule(before.level, 'V07') && londonDate(now) > addWorkingDays(on, -configOn(on).inviteWorkingDays);
		const moved = { type: 'meeting-rescheduled', scheduledStart, plannedMinutes, venue, reason } as const;
		if (!isMoved) return done([moved]);
		// V05: the last day is the one known when it was convened, and why it is passed is kept apart from why it was moved.
		const { dueBy } = before;
		const isLate = dueBy !== undefined && on > dueBy;
		if (isLate && lateReason === '') {
			const message = `Enter why the meeting is held after ${longDate(dueBy)}, the normal limit`;
			return refuse('invalid', message, [{ field: 'lateReason', message }]);
		}
		const late = dueBy === undefined ? {} : { lateReason: isLate ? lateReason : '' };
		return done([{ ...moved, shortNotice, ...late }]);
	}
});

/** In which language the record is laid out: theirs to say who keep it, until it is locked (decision 061). */
export const setRecordLanguage = command({
	name: 'set-record-language',
	schema: z.strictObject({ language: oneOf(LANGUAGES, 'the language of the minutes') }),
	decide: (meeting, { language }) =>
		done(recordLanguageOf(meeting) === language ? [] : [{ type: 'record-language-set', language }])
});

/** Called off before it began. It cannot be taken back: another meeting is convened instead. */
export const cancelMeeting = command({
	name: 'cancel-meeting',
	schema: z.strictObject({ reason: reason() }),
	decide: (_meeting, { reason }) => done([{ type: 'meeting-cancelled', reason }])
});

/** One chair at any second; the change is minuted with its time (domain.md 8.4). */
export const handOverChair = command({
	name: 'hand-over-chair',
	schema: z.strictObject({ personId: personId('the new chair'), reason: reason() }),
	decide: (meeting, { personId, reason }, { actor, statementVersion, directory }) => {
		if (meeting.chair.personId === personId) return done([]);
		const seat = seatOf(meeting.attendance, personId);
		if (!seat || seat.removed || !directory(personId))
			return refuse('missing', 'That person is not invited to this meeting');
		if (seat.person.guest) return refuse('not-now', 'A guest cannot chair a meeting');
		if (!seat.statement || seat.statement.version < statementVersion)
			return refuse('not-ready', 'The new chair must accept the confidentiality and equality statement first');
		const events: MeetingEvent[] = [{ type: 'chair-handed-over', chair: seat.person, reason }];
		if (!seat.confirmed) events.push({ type: 'attendee-confirmed', personId, by: actor.personId });
		return done(events);
	}
});

/** Begins the meeting at its first item. The case as it is now is frozen into the meeting. */
export const startMeeting = command({
	name: 'start-meeting',
	schema: z.strictObject({}),
	decide: (meeting, _input, context) => {
		const { actor, statementVersion } = context;
		if (!context.case) return refuse('missing', 'The case of this meeting was not found');
		if (!context.previousLocked)
			return refuse('not-now', 'The minutes of the previous meeting about this case must be locked first');
		const seat = seatOf(meeting.attendance, actor.personId);
		if (!seat?.confirmed || !seat.statement || seat.statement.version < statementVersion)
			return refuse('not-ready', 'Accept the confidentiality and equality statement first');
		const first = meeting.agenda.items[0]!;
		return done([
			{ type: 'meeting-started', case: context.case },
			{ type: 'item-opened', code: first.code },
			...newlyReported(meeting, context.reported)
		]);
	}
});

export const pauseMeeting = command({
	name: 'pause-meeting',
	schema: z.strictObject({ reason: line('a reason') }),
	decide: (meeting, { reason }) => done(isPaused(meeting) ? [] : [{ type: 'meeting-paused', reason }])
});

export const resumeMeeting = command({
	name: 'resume-meeting',
	schema: z.strictObject({}),
	decide: (meeting) => done(isPaused(meeting) ? [{ type: 'meeting-resumed' }] : [])
});

/** What the chair must settle before ending (V10, V20). */
export const endProblems = (meeting: Meeting, missing: readonly string[]): readonly Problem[] => {
	const problems: Problem[] = [];
	const { level } = meeting.convened;
	if (asksRule(level, 'V20') && meeting.decisions.disclosures.length === 0)
		problems.push({
			field: 'disclosure',
			message: 'Record a decision on disclosure, also when it is not to disclose',
			href: '#item-DISCLOSURE'
		});
	const { participation } = meeting.attendance;
	if (asksRule(level, 'V10') && missing.length > 0 && (participation === null || participation.choice === 'MET'))
		problems.push({
			field: 'participation',
			message: `Decide how to go on without ${missing.join(', ')}, with a reason`,
			href: '#item-WELCOME'
		});
	return problems;
};

export const endMeeting = command({
	name: 'end-meeting',
	schema: z.strictObject({}),
	decide: (meeting, _input, { agencyType }) => {
		const problems = endProblems(meeting, participationShortfall(meeting, agencyType));
		if (problems.length > 0) return refuse('not-ready', 'The meeting cannot end yet', problems);
		return done([{ type: 'meeting-ended' }]);
	}
});
