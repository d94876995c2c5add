/** From the invitation to the room: answer, substitute, statement, confirmation, removal (domain.md 4.2, 4.3, 6.1). */
import { z } from 'zod';
import { requestIn } from '../cases/usual-requests.ts';
import {
	longText,
	maybeOneOf,
	oneOf,
	optionalLine,
	personId,
	REASON_MAX,
	reason,
	wholeNumber,
	yesNo
} from '../input.ts';
import { command, type DecideContext } from '../meeting/command.ts';
import { isChair, isRecorder, type Meeting, type MeetingEvent, recordLanguageOf } from '../meeting/meeting.ts';
import { done, type Result, refuse } from '../result.ts';
import { type AttendanceRecord, CAPACITIES, NON_ATTENDANCE_REASONS, type PersonRef, type Seat } from './attendance.ts';
import { seatOf } from './seats.ts';

/** Characters of what somebody says with their answer. */
const NOTE_MAX = 300;
const NOT_NOMINATED = refuse(
	'changed-meanwhile',
	'This substitute no longer waits for approval. Look at the answers as they are now'
);
const NOT_INVITED = refuse('missing', 'That person is not invited to this meeting');
/** The same for whoever is of another area, is nobody, or may not know of the case (I-9). */
const NOT_IN_DIRECTORY = refuse(
	'missing',
	'That person is not in the directory of this area. People of another area can be invited once the case is shared with it'
);

export const invitePerson = command({
	name: 'invite-person',
	schema: z.strictObject({
		personId: personId(),
		capacity: oneOf(CAPACITIES, 'the capacity they attend in'),
		request: longText('what the meeting needs from this agency', REASON_MAX)
	}),
	decide: (meeting, { personId, capacity, request }, { directory }) => {
		const person = directory(personId);
		if (!person) return NOT_IN_DIRECTORY;
		const seat = seatOf(meeting.attendance, personId);
		if (seat?.removed)
			return refuse(
				'not-now',
				'This person was removed from the meeting. The chair or the minute taker can confirm them again'
			);
		return done(
			seat ? [] : [{ type: 'person-invited', person, capacity, request: requestIn(recordLanguageOf(meeting), request) }]
		);
	}
});

export const answerInvitation = command({
	name: 'answer-invitation',
	schema: z.strictObject({
		response: oneOf(['ACCEPTED', 'DECLINED', 'TENTATIVE'], 'whether you will attend'),
		reason: maybeOneOf(NON_ATTENDANCE_REASONS, 'why you cannot attend'),
		note: optionalLine('what the unit should know', NOTE_MAX)
	}),
	decide: (meeting, { response, reason, note }, { actor }) => {
		const seat = seatOf(meeting.attendance, actor.personId);
		if (!seat) return NOT_INVITED;
		if (seat.substitute)
			return refuse('not-now', 'A substitute has been named for you. Ask the MAPPA unit if that should change');
		if (response === 'DECLINED' && reason === null) {
			const message = 'Choose why you cannot attend';
			return refuse('invalid', message, [{ field: 'reason', message }]);
		}
		const declined = response === 'DECLINED' ? { reason, note } : null;
		const isSame = seat.declined?.reason === declined?.reason && seat.declined?.note === declined?.note;
		if (seat.response === response && isSame) return done([]);
		const { personId } = actor;
		return done([{ type: 'invitation-answered', personId, response, ...(declined ? { declined } : {}) }]);
	}
});

const SUBSTITUTION = z.strictObject({
	personId: personId('the person who cannot come'),
	substituteId: personId('the substitute')
});

/** Who may stand in for whom (V09): somebody of the same agency, new to the meeting, for somebody who is not in it yet. */
const standIn = (meeting: Meeting, seat: Seat, substituteId: string, context: DecideContext): Result<PersonRef> => {
	const substitute = context.directory(substituteId);
	if (!substitute) return NOT_IN_DIRECTORY;
	if (isChair(meeting, seat.person.personId))
		return refuse('not-now', 'Hand the chair over first. The chair has no substitute');
	if (seat.person.guest) return refuse('not-now', 'A guest has no substitute. Ask for another guest instead');
	if (seat.substitute) return refuse('changed-meanwhile', 'A substitute has already been named for this person');
	if (seat.confirmed) return refuse('not-now', 'This person is in the meeting, so nobody can stand in for them');
	const problem =
		substitute.agencyId !== seat.person.agencyId
			? 'Choose somebody of the same agency'
			: seatOf(meeting.attendance, substituteId)
				? 'Choose somebody who is not already invited'
				: null;
	return problem ? refuse('invalid', problem, [{ field: 'substituteId', message: problem }]) : done(substitute);
};

/** V09: somebody who cannot come, or a colleague, says who comes instead. It counts when the MAPPA unit has approved it. */
export const nominateSubstitute = command({
	name: 'nominate-substitute',
	schema: SUBSTITUTION,
	decide: (meeting, { personId, substituteId }, context) => {
		const seat = seatOf(meeting.attendance, personId);
		if (!seat || seat.removed) return NOT_INVITED;
		if (seat.person.agencyId !== context.actor.agencyId)
			return refuse('forbidden', 'Only somebody of the same agency can name a substitute');
		if (seat.nominated?.person.personId === substituteId) return done([]);
		const found = standIn(meeting, seat, substituteId, context);
		return found.ok ? done([{ type: 'substitute-nominated', personId, substitute: found.value }]) : found;
	}
});

/** V09: a deputy is a named substitution of the same agency, with a sign-in of their own, by or approved by the MAPPA unit. */
export const nameSubstitute = command({
	name: 'name-substitute',
	schema: SUBSTITUTION,
	decide: (meeting, { personId, substituteId }, context) => {
		const seat = seatOf(meeting.attendance, personId);
		if (!seat || seat.removed) return NOT_INVITED;
		if (seat.substitute === substituteId) return done([]);
		const found = standIn(meeting, seat, substituteId, context);
		return found.ok ? done([{ type: 'substitute-named', personId, substitute: found.value }]) : found;
	}
});

/** Approves exactly the person who was on the page: another nomination since then is looked at first. */
export const approveSubstitute = command({
	name: 'approve-substitute',
	schema: SUBSTITUTION,
	decide: (meeting, { personId, substituteId }, context) => {
		const seat = seatOf(meeting.attendance, personId);
		if (!seat || seat.removed) return NOT_INVITED;
		if (seat.substitute === substituteId) return done([]);
		if (seat.nominated?.person.personId !== substituteId) return NOT_NOMINATED;
		const found = standIn(meeting, seat, substituteId, context);
		return found.ok ? done([{ type: 'substitute-named', personId, substitute: found.value }]) : found;
	}
});

export const refuseSubstitute = command({
	name: 'refuse-substitute',
	schema: z.strictObject({
		personId: personId('the person who cannot come'),
		substituteId: personId('the substitute'),
		reason: reason()
	}),
	decide: (meeting, { personId, substituteId, reason }) => {
		const seat = seatOf(meeting.attendance, personId);
		if (!seat || seat.removed) return NOT_INVITED;
		if (seat.nominated?.person.personId !== substituteId) return NOT_NOMINATED;
		return done([{ type: 'substitute-refused', personId, reason }]);
	}
});

/** Nothing of the case before this (V08). The chair and the minute taker need nobody else to let them in. */
export const acceptStatement = command({
	name: 'accept-statement',
	schema: z.strictObject({
		version: wholeNumber('the version', 1, 1_000_000),
		language: oneOf(['en', 'cy'], 'the language')
	}),
	decide: (meeting, { version, language }, { actor, statementVersion }) => {
		const { personId } = actor;
		const seat = seatOf(meeting.attendance, personId);
		if (!seat) return NOT_INVITED;
		if (version !== statementVersion)
			return refuse('changed-meanwhile', 'The statement has changed. Read the new one and accept it');
		const events: MeetingEvent[] = [];
		if (seat.statement?.version !== version) events.push({ type: 'statement-accepted', personId, version, language });
		if (isRecorder(meeting, personId) && !seat.confirmed)
			events.push({ type: 'attendee-confirmed', personId, by: personId });
		return done(events);
	}
});

export const confirmAttendee = command({
	name: 'confirm-attendee',
	schema: z.strictObject({ personId: personId() }),
	decide: (meeting, { personId }, { actor, statementVersion, directory }) => {
		const seat = seatOf(meeting.attendance, personId);
		if (!seat || !directory(personId)) return NOT_INVITED;
		if (seat.person.guest && seat.removed)
			return refuse('not-now', 'The link of this guest has ended. Their agency can ask for them again');
		if (!seat.statement || seat.statement.version < statementVersion)
			return refuse('not-ready', 'This person has not accepted the confidentiality and equality statement yet');
		return done(seat.confirmed && !seat.removed ? [] : [{ type: 'attendee-confirmed', personId, by: actor.personId }]);
	}
});

const EXCUSED: AttendanceRecord = {
	status: 'EXCUSED_CONFLICT',
	mode: null,
	minutesLate: null,
	seniorityMet: null,
	canCommitResources: null,
	reportReceivedOn: null,
	reportAdequate: null,
	reason: null,
	note: ''
};

/** Takes effect at once (domain.md 8.4). A conflict of interest is recorded as excused and leaves the figures. */
export const removeAttendee = command({
	name: 'remove-attendee',
	schema: z.strictObject({
		personId: personId(),
		reason: reason(),
		conflict: yesNo('whether there is a conflict of interest')
	}),
	decide: (meeting, { personId, reason, conflict }) => {
		const seat = seatOf(meeting.attendance, personId);
		if (!seat) return NOT_INVITED;
		if (isChair(meeting, personId)) return refuse('not-now', 'The chair cannot be removed. Hand the chair over first');
		if (seat.removed) return done([]);
		const excused: MeetingEvent = { type: 'attendance-recorded', personId, record: { ...EXCUSED, note: reason } };
		return done([...removal(meeting, seat, reason), ...(conflict ? [excused] : [])]);
	}
});

/** What taking somebody out of the meeting is. Their connections end with it. */
export const removal = (meeting: Meeting, seat: Seat, reason: string): readonly MeetingEvent[] => {
	const { personId } = seat.person;
	const events: MeetingEvent[] = [];
	if (meeting.agenda.hands.some((hand) => hand.personId === personId)) events.push({ type: 'hand-lowered', personId });
	events.push({ type: 'attendee-removed', personId, reason });
	return events;
};

/**
 * What follows at a meeting when somebody may no longer know of its case. The chair keeps the seat until the chair is
 * handed over, without passing any door. Who never came is excused; whoever was there stays recorded as they were.
 */
export const withdrawalFromCase = (meeting: Meeting, personId: string, reason: string): readonly MeetingEvent[] => {
	const seat = seatOf(meeting.attendance, personId);
	if (!seat || seat.removed || isChair(meeting, personId)) return [];
	const excused: MeetingEvent = { type: 'attendance-recorded', personId, record: { ...EXCUSED, note: reason } };
	const wasThere = seat.record !== null || (meeting.startedAt !== null && seat.confirmed !== null);
	return [...removal(meeting, seat, reason), ...(wasThere ? [] : [excused])];
};
