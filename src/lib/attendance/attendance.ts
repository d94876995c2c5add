/**
 * Who was invited, who came, and what the chair found about those who did not (domain.md 6.1).
 * Four separate facts: invitation response, presence, representation, contribution. Presence proposes; it is never attendance.
 */
import type { AgencyType } from '../identity.ts';
import { never } from '../result.ts';

/** A person as they were when invited, so that the record needs no later look-up. */
export type PersonRef = {
	readonly personId: string;
	readonly name: string;
	readonly roleTitle: string;
	readonly agencyId: string;
	readonly agencyCode: string;
	readonly agencyName: string;
	/** absent in what was recorded before it was asked */
	readonly agencyType?: AgencyType;
	/** without an account of the service, for this meeting alone: the agency is their sponsor (guests/guest.ts) */
	readonly guest?: true;
};

export const CAPACITIES = ['CORE', 'INVITED', 'OBSERVER'] as const;
export const RESPONSES = ['NO_RESPONSE', 'ACCEPTED', 'DECLINED', 'TENTATIVE', 'DELEGATED'] as const;
export const ATTENDANCE_STATUSES = [
	'ATTENDED',
	'ATTENDED_LATE',
	'ATTENDED_PART',
	'DEPUTY_ATTENDED',
	'APOLOGIES_REPORT_RECEIVED',
	'APOLOGIES_NO_REPORT',
	'NO_APOLOGY_REPORT_RECEIVED',
	'NO_APOLOGY_NO_REPORT',
	'NOT_REQUIRED',
	'EXCUSED_CONFLICT'
] as const;
export const MODES = ['IN_PERSON', 'REMOTE_BROWSER', 'REMOTE_PHONE'] as const;
export const CONTRIBUTIONS = ['FULL', 'LIMITED', 'NONE'] as const;
export const NON_ATTENDANCE_REASONS = [
	'SICKNESS',
	'LEAVE_NO_COVER',
	'OPERATIONAL_EMERGENCY',
	'SHORT_NOTICE',
	'NOT_INVITED_CORRECTLY',
	'NOT_INVOLVED_IN_CASE',
	'CAPACITY',
	'TECHNICAL_FAILURE',
	'UNKNOWN',
	'OTHER'
] as const;
export const CHAIR_FINDINGS = ['ACCEPTED', 'FEEDBACK_TO_AGENCY', 'REFER_TO_SMB'] as const;
export const PARTICIPATION_CHOICES = ['MET', 'PROCEED', 'PROCEED_LIMITED'] as const;

export type Capacity = (typeof CAPACITIES)[number];
export type InvitationResponse = (typeof RESPONSES)[number];
export type AttendanceStatus = (typeof ATTENDANCE_STATUSES)[number];
export type Mode = (typeof MODES)[number];
export type Contribution = (typeof CONTRIBUTIONS)[number];
export type NonAttendanceReason = (typeof NON_ATTENDANCE_REASONS)[number];
export type ChairFinding = (typeof CHAIR_FINDINGS)[number];
export type ParticipationChoice = (typeof PARTICIPATION_CHOICES)[number];

/** The confirmed attendance of one seat. */
export type AttendanceRecord = {
	readonly status: AttendanceStatus;
	readonly mode: Mode | null;
	readonly minutesLate: number | null;
	readonly seniorityMet: boolean | null;
	readonly canCommitResources: boolean | null;
	/** local calendar date, YYYY-MM-DD */
	readonly reportReceivedOn: string | null;
	readonly reportAdequate: boolean | null;
	readonly reason: NonAttendanceReason | null;
	readonly note: string;
	/** when they were there, in order; empty or absent = not noted */
	readonly present?: readonly There[];
};
/** One stretch of time somebody was in the meeting (ISO 8601, UTC). */
export type There = { readonly from: string; readonly to: string };
/** What somebody said of themselves at introductions. */
export type Introduction = {
	readonly canCommitResources: boolean | null;
	/** an interest in the case that they declared; '' = none */
	readonly interest: string;
	readonly at: string;
};
/** How much somebody contributed, decided by the chair, with the chair's comment. */
export type JudgedContribution = { readonly contribution: Contribution; readonly comment: string };
/** Why somebody said that they cannot come; the note names nobody. */
export type Declined = { readonly reason: NonAttendanceReason | null; readonly note: string };
/** Whom somebody has asked to come in their place: the MAPPA unit has not said yes yet (V09). */
export type Nominated = { readonly person: PersonRef; readonly at: string };
export type Finding = {
	readonly finding: ChairFinding;
	readonly note: string;
	/** the chair found that nobody manages a high or very high risk because of it (domain.md 6.3) */
	readonly riskUnmanaged: boolean;
};

/** One invited agency seat, held by one person, or by the substitute named for them. */
export type Seat = {
	readonly person: PersonRef;
	readonly capacity: Capacity;
	/** what the meeting needs from this agency; shown before any case content (R2) */
	readonly request: string;
	readonly response: InvitationResponse;
	/** when the newest invitation went out (ISO UTC) */
	readonly invitedAt: string;
	/** null unless they cannot come */
	readonly declined: Declined | null;
	/** null when nobody waits for approval */
	readonly nominated: Nominated | null;
	/** the person this one stands in for */
	readonly substituteFor: string | null;
	/** the substitute named for this person */
	readonly substitute: string | null;
	readonly statement: { readonly version: number; readonly language: string; readonly at: string } | null;
	readonly confirmed: { readonly at: string; readonly by: string } | null;
	readonly removed: { readonly at: string; readonly reason: string } | null;
	/** connected stretches from logs older than the table of presence notes; gaps under five minutes are closed when read */
	readonly presence: readonly Connected[];
	readonly introduction: Introduction | null;
	readonly record: AttendanceRecord | null;
	/** how often it was recorded: a form says which state it began from */
	readonly edition: number;
	readonly contribution: JudgedContribution | null;
	readonly finding: Finding | null;
	/** when a guest's link was last tried in a second browser (ISO UTC); absent = never */
	readonly triedElsewhere?: string;
};
/** One stretch of being connected; `to` null = still is (ISO 8601, UTC). */
export type Connected = { readonly from: string; readonly to: string | null };

export type Attendance = {
	/** by person id, in the order invited */
	readonly seats: Readonly<Record<string, Seat>>;
	readonly participation: { readonly choice: ParticipationChoice; readonly reason: string } | null;
	readonly statementManner: 'READ_ALOUD' | 'DISPLAYED' | null;
};

export type AttendanceEvent =
	| {
			readonly type: 'person-invited';
			readonly person: PersonRef;
			readonly capacity: Capacity;
			readonly request: string;
	  }
	| {
			readonly type: 'invitation-answered';
			readonly personId: string;
			readonly response: InvitationResponse;
			/** of somebody who cannot come; absent in answers given before reasons were asked */
			readonly declined?: Declined;
	  }
	| { readonly type: 'substitute-nominated'; readonly personId: string; readonly substitute: PersonRef }
	| { readonly type: 'substitute-refused'; readonly personId: string; readonly reason: string }
	| { readonly type: 'substitute-named'; readonly personId: string; readonly substitute: PersonRef }
	| {
			readonly type: 'statement-accepted';
			readonly personId: string;
			readonly version: number;
			readonly language: string;
	  }
	| { readonly type: 'attendee-confirmed'; readonly personId: string; readonly by: string }
	| { readonly type: 'attendee-removed'; readonly personId: string; readonly reason: string }
	| { readonly type: 'guest-tried-elsewhere'; readonly personId: string }
	| { readonly type: 'presence-began'; readonly personId: string; readonly from: string }
	| { readonly type: 'presence-ended'; readonly personId: string; readonly to: string }
	| {
			readonly type: 'introduced';
			readonly personId: string;
			readonly canCommitResources: boolean | null;
			readonly interest: string;
	  }
	| {
			readonly type: 'attendance-recorded';
			readonly personId: string;
			/** older logs hold the contribution here */
			readonly record: AttendanceRecord & { readonly contribution?: Contribution | null };
	  }
	| {
			readonly type: 'contribution-judged';
			readonly personId: string;
			readonly contribution: Contribution;
			readonly comment: string;
	  }
	| {
			readonly type: 'finding-recorded';
			readonly personId: string;
			readonly finding: ChairFinding;
			readonly note: string;
			/** absent in older logs */
			readonly riskUnmanaged?: boolean;
	  }
	| { readonly type: 'participation-decided'; readonly choice: ParticipationChoice; readonly reason: string }
	| { readonly type: 'statement-presented'; readonly manner: 'READ_ALOUD' | 'DISPLAYED' };

export const NO_ATTENDANCE: Attendance = { seats: {}, participation: null, statementManner: null };

const newSeat = (
	person: PersonRef,
	{ capacity, request }: Pick<Seat, 'capacity' | 'request'>,
	substituteFor: string | null,
	invitedAt: string
): Seat => ({
	person,
	capacity,
	request,
	response: 'NO_RESPONSE',
	invitedAt,
	declined: null,
	nominated: null,
	substituteFor,
	substitute: null,
	statement: null,
	confirmed: null,
	removed: null,
	presence: [],
	introduction: null,
	record: null,
	edition: 0,
	contribution: null,
	finding: null
});

const change = (attendance: Attendance, personId: string, with_: (seat: Seat) => Seat): Attendance => {
	const seat = attendance.seats[personId];
	return seat ? { ...attendance, seats: { ...attendance.seats, [personId]: with_(seat) } } : attendance;
};

export const evolveAttendance = (attendance: Attendance, event: AttendanceEvent, at: string): Attendance => {
	switch (event.type) {
		case 'person-invited': {
			const seat = newSeat(event.person, event, null, at);
			return { ...attendance, seats: { ...attendance.seats, [event.person.personId]: seat } };
		}
		case 'invitation-answered':
			return change(attendance, event.personId, (seat) => ({
				...seat,
				response: event.response,
				declined: event.declined ?? null,
				// Who comes after all needs nobody in their place.
				nominated: event.response === 'ACCEPTED' ? null : seat.nominated
			}));
		case 'substitute-nominated':
			return change(attendance, event.personId, (seat) => ({ ...seat, nominated: { person: event.substitute, at } }));
		case 'substitute-refused':
			return change(attendance, event.personId, (seat) => ({ ...seat, nominated: null }));
		case 'substitute-named': {
			const absent = attendance.seats[event.personId];
			if (!absent) return attendance;
			const seat = newSeat(event.substitute, absent, event.personId, at);
			const named = {
				...absent,
				response: 'DELEGATED' as const,
				nominated: null,
				substitute: event.substitute.personId
			};
			return {
				...attendance,
				seats: { ...attendance.seats, [event.personId]: named, [event.substitute.personId]: seat }
			};
		}
		case 'statement-accepted':
			return change(attendance, event.personId, (seat) => ({
				...seat,
				statement: { version: event.version, language: event.language, at }
			}));
		case 'attendee-confirmed':
			return change(attendance, event.personId, (seat) => ({
				...seat,
				invitedAt: seat.removed ? at : seat.invitedAt,
				confirmed: { at, by: event.by },
				removed: null
			}));
		case 'attendee-removed':
			return change(attendance, event.personId, (seat) => ({
				...seat,
				confirmed: null,
				removed: { at, reason: event.reason }
			}));
		case 'guest-tried-elsewhere':
			return change(attendance, event.personId, (seat) => ({ ...seat, triedElsewhere: at }));
		case 'presence-began':
			return change(attendance, event.personId, (seat) => ({
				...seat,
				presence: [...seat.presence, { from: event.from, to: null }]
			}));
		case 'presence-ended':
			return change(attendance, event.personId, (seat) => ({
				...seat,
				presence: seat.presence.map((stretch) => (stretch.to === null ? { ...stretch, to: event.to } : stretch))
			}));
		case 'introduced': {
			const { canCommitResources, interest } = event;
			return change(attendance, event.personId, (seat) => ({
				...seat,
				introduction: { canCommitResources, interest, at }
			}));
		}
		case 'attendance-recorded': {
			const { contribution, ...record } = event.record;
			const judged = contribution ? { contribution, comment: '' } : null;
			return change(attendance, event.personId, (seat) => ({
				...seat,
				record,
				edition: seat.edition + 1,
				contribution: judged ?? seat.contribution
			}));
		}
		case 'contribution-judged': {
			const { contribution, comment } = event;
			return change(attendance, event.personId, (seat) => ({ ...seat, contribution: { contribution, comment } }));
		}
		case 'finding-recorded': {
			const { finding, note, riskUnmanaged = false } = event;
			return change(attendance, event.personId, (seat) => ({ ...seat, finding: { finding, note, riskUnmanaged } }));
		}
		case 'participation-decided':
			return { ...attendance, participation: { choice: event.choice, reason: event.reason } };
		case 'statement-presented':
			return { ...attendance, statementManner: event.manner };
		default:
			return never(event);
	}
};

const ATTENDED: readonly AttendanceStatus[] = ['ATTENDED', 'ATTENDED_LATE', 'ATTENDED_PART', 'DEPUTY_ATTENDED'];
const OUTSIDE_DENOMINATOR: readonly AttendanceStatus[] = ['NOT_REQUIRED', 'EXCUSED_CONFLICT'];

export const didAttend = (status: AttendanceStatus): boolean => ATTENDED.includes(status);
/** Non-attended: the chair owes a finding (V26). */
export const needsFinding = (status: AttendanceStatus): boolean =>
	!ATTENDED.includes(status) && !OUTSIDE_DENOMINATOR.includes(status);

/** A seat whose attendance must be final before the lock: everybody but those represented by their substitute's own row. */
export const mustBeRecorded = (seat: Seat): boolean => seat.substitute === null;

/** Invited, not removed, statement accepted and confirmed: may see the meeting (R1, R3). */
export const isInTheRoom = (seat: Seat | undefined, statementVersion: number): boolean =>
	!!seat && !seat.removed && !!seat.confirmed && !!seat.statement && seat.statement.version >= statementVersion;
