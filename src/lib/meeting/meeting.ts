/**
 * One MAPP meeting about one person: everything that is a fact about it, folded from its events.
 * The server decides on this state and every browser in the room folds the same events with the same {@link evolve}.
 */
import {
	type Agenda,
	type AgendaEvent,
	closeAgenda,
	evolveAgenda,
	type MeetingLevel,
	type MeetingType,
	standingAgenda,
	startItemClock,
	stopItemClock
} from '../agenda/agenda.ts';
import {
	type Attendance,
	type AttendanceEvent,
	evolveAttendance,
	NO_ATTENDANCE,
	type PersonRef
} from '../attendance/attendance.ts';
import { evolveFloor, type Floor, type FloorEvent, NO_FLOOR } from '../attendance/floor.ts';
import { evolveHeard, type Heard, NOBODY_HEARD } from '../attendance/heard.ts';
import type { CaseSummary } from '../cases/case.ts';
import {
	type AccuracyCheck,
	type AccuracyCheckEvent,
	evolveAccuracyCheck,
	NO_CHECK
} from '../corrections/accuracy-check.ts';
import { type DecisionEvent, type Decisions, evolveDecisions, NO_DECISIONS } from '../decisions/decisions.ts';
import {
	beginItems,
	evolveItemRecords,
	type ItemRecords,
	type ItemRecordsEvent,
	NO_ITEM_RECORDS
} from '../item-records/item-records.ts';
import { evolveLicence, type Licence, type LicenceEvent, NO_LICENCE } from '../licence/licence.ts';
import { evolveRemovedWords, type RemovedWords, type RemovedWordsEvent } from '../removed-words/removed-words.ts';
import { never } from '../result.ts';
import { evolveReturns, NO_RETURNS, type ReturnEvent, type Returns } from '../returns/agency-return.ts';
import { EMPTY_RMP, evolveRmp, type Rmp, type RmpEvent } from '../rmp/rmp.ts';
import { evolveSmb, type SmbEvent, type SmbFeedback } from '../smb/smb-feedback.ts';
import type { Language } from '../welsh/language.ts';
import type { StandingDocument } from '../wire.ts';

/** The life of a meeting and of its minutes (domain.md 4.8). There is no way back from LOCKED. */
export const PHASES = ['CONVENED', 'LIVE', 'DRAFT', 'WITH_CHAIR', 'LOCKED'] as const;
/** A meeting that was called off before it began stands beside that line: nothing leads out of it. */
export type Phase = (typeof PHASES)[number] | 'CANCELLED';

export type Convened = {
	readonly caseId: string;
	readonly seq: number;
	readonly meetingType: MeetingType;
	readonly level: MeetingLevel;
	readonly extraordinary: boolean;
	/** ISO 8601, UTC */
	readonly scheduledStart: string;
	readonly plannedMinutes: number;
	readonly venue: string;
	readonly objective: string;
	/** the language its minutes are laid out in; absent = English */
	readonly recordLanguage?: Language;
	/** less notice than the area asks for (V07): an accepted reason for absence */
	readonly shortNotice: boolean;
	/** an initial meeting that a professionals meeting came before: it looks back on that one */
	readonly followsMeeting?: boolean;
	/** the last day on which it counts as in time, as known when it was convened (V05), YYYY-MM-DD; absent = nothing says so */
	readonly dueBy?: string;
	/** why it is held after that day (V05) */
	readonly lateReason?: string;
	/** why the chair is below the grade that the level asks for, or manages the case (V06) */
	readonly chairReason?: string;
	/** why there is less notice than the area asks for (V07) */
	readonly noticeReason?: string;
};

export type LifeEvent =
	| (Convened & { readonly type: 'meeting-convened'; readonly chair: PersonRef; readonly minuteTaker: PersonRef })
	| {
			readonly type: 'meeting-rescheduled';
			readonly scheduledStart: string;
			readonly plannedMinutes: number;
			readonly venue: string;
			readonly reason: string;
			/** of the new date (V07); absent where only the length or the place changed */
			readonly shortNotice?: boolean;
			/** why the new date is after the last day (V05); '' = it is not */
			readonly lateReason?: string;
	  }
	| { readonly type: 'meeting-cancelled'; readonly reason: string }
	/** the record is laid out in this language from now on; what is typed stays as it is typed */
	| { readonly type: 'record-language-set'; readonly language: Language }
	| { readonly type: 'chair-handed-over'; readonly chair: PersonRef; readonly reason: string }
	| { readonly type: 'meeting-started'; readonly case: CaseSummary }
	| { readonly type: 'meeting-paused'; readonly reason: string }
	| { readonly type: 'meeting-resumed' }
	| { readonly type: 'meeting-ended' }
	| { readonly type: 'gate-overridden'; readonly gate: string; readonly reason: string }
	| { readonly type: 'minutes-submitted' }
	| { readonly type: 'minutes-returned'; readonly comment: string }
	| {
			readonly type: 'minutes-locked';
			readonly sha256: string;
			readonly heads: { readonly plan: number; readonly minutes: number };
	  }
	/** words were taken out for good, from events before this one or from documents: what was folded of them is folded anew */
	| { readonly type: 'text-redacted'; readonly number: number; readonly documents: readonly StandingDocument[] };

export type MeetingEvent =
	| LifeEvent
	| AgendaEvent
	| AttendanceEvent
	| FloorEvent
	| RmpEvent
	| DecisionEvent
	| LicenceEvent
	| SmbEvent
	| ReturnEvent
	| RemovedWordsEvent
	| ItemRecordsEvent
	| AccuracyCheckEvent;

/** An event as stored: its place in the meeting's log, who caused it, and when by the server's clock (UTC). */
export type Stamped = {
	readonly version: number;
	readonly at: string;
	readonly by: string;
	readonly event: MeetingEvent;
};

export type Pause = { readonly from: string; readonly to: string | null; readonly reason: string };
export type Override = { readonly gate: string; readonly reason: string; readonly at: string; readonly by: string };
export type Meeting = {
	readonly id: string;
	readonly version: number;
	readonly phase: Phase;
	readonly convened: Convened;
	readonly chair: PersonRef;
	readonly minuteTaker: PersonRef;
	readonly handovers: readonly {
		readonly from: PersonRef;
		readonly to: PersonRef;
		readonly at: string;
		readonly reason: string;
	}[];
	/** frozen when the meeting starts; null before */
	readonly case: CaseSummary | null;
	readonly startedAt: string | null;
	readonly endedAt: string | null;
	readonly lockedAt: string | null;
	/** when it was called off before it began, and why */
	readonly cancelled: { readonly at: string; readonly reason: string } | null;
	/** how often the meeting's entry in a calendar has changed */
	readonly revision: number;
	readonly sha256: string | null;
	readonly pauses: readonly Pause[];
	readonly agenda: Agenda;
	readonly attendance: Attendance;
	/** who was given the floor or recorded something while it ran, by person */
	readonly heard: Heard;
	/** the same by agenda item, and which agencies the chair asked to speak */
	readonly floor: Floor;
	readonly rmp: Rmp;
	readonly decisions: Decisions;
	readonly licence: Licence;
	/** choices, dates and codes recorded under the agenda items */
	readonly itemRecords: ItemRecords;
	readonly smb: readonly SmbFeedback[];
	/** what the agencies told beforehand, by agency */
	readonly returns: Returns;
	/** words of others that somebody removed, oldest first */
	readonly removedWords: readonly RemovedWords[];
	/** gates passed over by the chair, by gate id */
	readonly overrides: Readonly<Record<string, Override>>;
	/** who read the draft before the lock, and which corrections are proposed */
	readonly accuracy: AccuracyCheck;
	readonly returned: readonly { readonly at: string; readonly comment: string }[];
};

const begin = (id: string, event: Extract<LifeEvent, { type: 'meeting-convened' }>): Omit<Meeting, 'version'> => {
	const { type: _, chair, minuteTaker, ...convened } = event;
	return {
		id,
		phase: 'CONVENED',
		convened,
		chair,
		minuteTaker,
		handovers: [],
		case: null,
		startedAt: null,
		endedAt: null,
		lockedAt: null,
		cancelled: null,
		revision: 0,
		sha256: null,
		pauses: [],
		agenda: standingAgenda(
			convened.meetingType,
			convened.level,
			convened.meetingType === 'REVIEW' || convened.followsMeeting === true
		),
		attendance: NO_ATTENDANCE,
		heard: NOBODY_HEARD,
		floor: NO_FLOOR,
		rmp: EMPTY_RMP,
		decisions: NO_DECISIONS,
		licence: NO_LICENCE,
		itemRecords: NO_ITEM_RECORDS,
		smb: [],
		returns: NO_RETURNS,
		removedWords: [],
		overrides: {},
		accuracy: NO_CHECK,
		returned: []
	};
};

type Body = Omit<Meeting, 'version'>;

const evolveLife = (
	meeting: Body,
	event: Exclude<LifeEvent, { type: 'meeting-convened' }>,
	at: string,
	by: string
): Body => {
	switch (event.type) {
		case 'meeting-rescheduled': {
			const { scheduledStart, plannedMinutes, venue, shortNotice = meeting.convened.shortNotice } = event;
			const { lateReason = meeting.convened.lateReason } = event;
			const moved = { ...meeting.convened, scheduledStart, plannedMinutes, venue, shortNotice };
			const convened = lateReason === undefined ? moved : { ...moved, lateReason };
			return { ...meeting, convened: event.shortNotice ? { ...convened, noticeReason: event.reason } : convened };
		}
		case 'record-language-set':
			return { ...meeting, convened: { ...meeting.convened, recordLanguage: event.language } };
		case 'meeting-cancelled':
			return { ...meeting, phase: 'CANCELLED', cancelled: { at, reason: event.reason } };
		case 'chair-handed-over': {
			const handover = { from: meeting.chair, to: event.chair, at, reason: event.reason };
			return { ...meeting, chair: event.chair, handovers: [...meeting.handovers, handover] };
		}
		case 'meeting-started':
			return {
				...{ ...meeting, phase: 'LIVE', startedAt: at, case: event.case },
				itemRecords: beginItems(meeting.itemRecords, event.case.facts)
			};
		case 'meeting-paused':
			return {
				...meeting,
				pauses: [...meeting.pauses, { from: at, to: null, reason: event.reason }],
				agenda: stopItemClock(meeting.agenda, at)
			};
		case 'meeting-resumed':
			return {
				...meeting,
				pauses: meeting.pauses.map((pause) => (pause.to === null ? { ...pause, to: at } : pause)),
				agenda: startItemClock(meeting.agenda, at)
			};
		case 'meeting-ended':
			return {
				...meeting,
				phase: 'DRAFT',
				endedAt: at,
				pauses: meeting.pauses.map((pause) => (pause.to === null ? { ...pause, to: at } : pause)),
				agenda: closeAgenda(meeting.agenda, at)
			};
		case 'gate-overridden': {
			const override = { gate: event.gate, reason: event.reason, at, by };
			return { ...meeting, overrides: { ...meeting.overrides, [event.gate]: override } };
		}
		case 'minutes-submitted':
			return { ...meeting, phase: 'WITH_CHAIR' };
		case 'minutes-returned':
			return { ...meeting, phase: 'DRAFT', returned: [...meeting.returned, { at, comment: event.comment }] };
		case 'minutes-locked':
			return { ...meeting, phase: 'LOCKED', lockedAt: at, sha256: event.sha256 };
		case 'text-redacted':
			// The log in which the removed words stood is gone: nobody can put them back.
			return {
				...meeting,
				removedWords: meeting.removedWords.filter(
					({ document, settled }) => settled !== null || !event.documents.includes(document)
				)
			};
		default:
			return never(event);
	}
};

const evolveBody = (
	meeting: Body,
	event: Exclude<MeetingEvent, { type: 'meeting-convened' }>,
	at: string,
	by: string
): Body => {
	switch (event.type) {
		case 'item-opened':
		case 'item-skipped':
		case 'agenda-reordered':
		case 'hand-raised':
		case 'hand-lowered':
			return { ...meeting, agenda: evolveAgenda(meeting.agenda, event, at) };
		case 'person-invited':
		case 'invitation-answered':
		case 'substitute-nominated':
		case 'substitute-refused':
		case 'substitute-named':
		case 'statement-accepted':
		case 'attendee-confirmed':
		case 'attendee-removed':
		case 'guest-tried-elsewhere':
		case 'presence-began':
		case 'presence-ended':
		case 'introduced':
		case 'attendance-recorded':
		case 'contribution-judged':
		case 'finding-recorded':
		case 'participation-decided':
		case 'statement-presented':
			return { ...meeting, attendance: evolveAttendance(meeting.attendance, event, at) };
		case 'agency-called':
			// What it means stands in `heard` and `floor`.
			return meeting;
		case 'plan-carried-over':
		case 'risk-added':
		case 'risk-value-set':
		case 'risk-moved':
		case 'risk-removed':
		case 'risk-restored':
		case 'action-added':
		case 'action-value-set':
		case 'action-moved':
		case 'action-removed':
		case 'action-restored':
		case 'action-outcome-recorded':
		case 'actions-reported':
		case 'action-verified':
		case 'action-accepted':
		case 'indicator-marked':
			return { ...meeting, rmp: evolveRmp(meeting.rmp, event, at, by) };
		case 'disclosure-decided':
		case 'disclosure-withdrawn':
		case 'level-decided':
		case 'dissent-recorded':
		case 'dissent-withdrawn':
		case 'previous-minutes-checked':
		case 'outcome-recorded':
			return { ...meeting, decisions: evolveDecisions(meeting.decisions, event, at, by) };
		case 'conditions-carried-over':
		case 'condition-recorded':
		case 'condition-decided':
		case 'order-proposed':
		case 'order-proposal-withdrawn':
			return { ...meeting, licence: evolveLicence(meeting.licence, event, at, by) };
		case 'smb-feedback-noted':
		case 'smb-feedback-withdrawn':
			return { ...meeting, smb: evolveSmb(meeting.smb, event, at, by) };
		case 'return-saved':
		case 'return-sent':
		case 'proposal-taken':
			return { ...meeting, returns: evolveReturns(meeting.returns, event, at, by) };
		case 'words-removed':
		case 'words-put-back':
		case 'words-left-out':
			return { ...meeting, removedWords: evolveRemovedWords(meeting.removedWords, event, at, by) };
		case 'items-carried-over':
		case 'item-recorded':
			return { ...meeting, itemRecords: evolveItemRecords(meeting.itemRecords, event, at, by) };
		case 'accuracy-check-opened':
		case 'draft-agreed':
		case 'correction-proposed':
		case 'correction-decided':
			return { ...meeting, accuracy: evolveAccuracyCheck(meeting.accuracy, event, at, by) };
		default:
			return evolveLife(meeting, event, at, by);
	}
};

/** Whether an event changes the meeting's entry in somebody's calendar, or takes it out or puts it back. */
const changesCalendar = (meeting: Meeting, event: MeetingEvent): boolean => {
	if (event.type === 'attendee-confirmed') return meeting.attendance.seats[event.personId]?.removed != null;
	return ['meeting-rescheduled', 'meeting-cancelled', 'attendee-removed', 'substitute-named'].includes(event.type);
};

/** The state after one more event. Cannot fail: what may happen was settled when the event was decided. */
export const evolve = (meeting: Meeting | null, id: string, stamped: Stamped): Meeting => {
	const { event, at, by, version } = stamped;
	if (event.type === 'meeting-convened') return { ...begin(id, event), version };
	if (!meeting) throw new Error('a meeting begins with meeting-convened');
	const revision = meeting.revision + (changesCalendar(meeting, event) ? 1 : 0);
	const isLive = meeting.phase === 'LIVE';
	const heard = isLive ? evolveHeard(meeting.heard, event, by) : meeting.heard;
	const floor = isLive ? evolveFloor(meeting.floor, meeting.agenda.current, event, by) : meeting.floor;
	return { ...evolveBody(meeting, event, at, by), heard, floor, revision, version };
};

/** Folds a whole log, oldest first. */
export const foldMeeting = (id: string, log: readonly Stamped[]): Meeting | null =>
	log.reduce<Meeting | null>((meeting, stamped) => evolve(meeting, id, stamped), null);

/** Whether a state folded before these events still says what was taken out by one of them: then the whole log is folded anew. */
export const isRedactedBy = (events: readonly Stamped[]): boolean =>
	events.some(({ event }) => event.type === 'text-redacted');

/** The language in which the meeting's record is laid out, and its notes are probably written. */
export const recordLanguageOf = ({ convened }: Pick<Meeting, 'convened'>): Language => convened.recordLanguage ?? 'en';

/** Running now: live and not paused. */
export const isPaused = (meeting: Meeting): boolean => meeting.pauses.some((pause) => pause.to === null);
export const isChair = (meeting: Meeting, personId: string): boolean => meeting.chair.personId === personId;
export const isMinuteTaker = (meeting: Meeting, personId: string): boolean => meeting.minuteTaker.personId === personId;
/** The two people who run the record: they confirm attendees, write notes, remove rows. */
export const isRecorder = (meeting: Meeting, personId: string): boolean =>
	isChair(meeting, personId) || isMinuteTaker(meeting, personId);
