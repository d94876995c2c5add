/**
 * What one locked meeting gives to the Board's reports: codes, dates and counts, no names and no words. Stored beside the
 * lock, so that a report never folds the events of a meeting.
 */
import { type ItemCode, usedMs } from '../agenda/agenda.ts';
import type { AttendanceStatus, Capacity, ChairFinding, NonAttendanceReason, Seat } from '../attendance/attendance.ts';
import type { DisclosureOutcome, LevelOutcome } from '../decisions/decisions.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { ActionStatus } from '../rmp/rmp.ts';
import { londonDate } from '../time.ts';

/** Raised when {@link MeetingFacts}, or how they are packed, changes: what is stored in another shape is made anew. */
export const FACTS_SHAPE = 3;

export type SeatFacts = {
	readonly agencyId: string;
	readonly capacity: Capacity;
	readonly isChair: boolean;
	readonly status: AttendanceStatus;
	readonly seniorityMet: boolean | null;
	readonly reportAdequate: boolean | null;
	readonly reason: NonAttendanceReason | null;
	readonly finding: ChairFinding | null;
};
/** One action of the plan, as this meeting left it. Dates YYYY-MM-DD. */
export type ActionFacts = {
	/** A1, A2 ... of the case */
	readonly number: string;
	readonly agencyId: string;
	readonly due: string | null;
	readonly status: ActionStatus;
	readonly completedOn: string | null;
	/** set by this meeting, not carried over */
	readonly isNew: boolean;
};
/** How long the meeting spent on an item that it took. */
export type ItemFacts = {
	readonly code: ItemCode /** minutes, to a tenth */;
	readonly used: number;
	readonly planned: number;
};
export type MeetingFacts = {
	readonly category: number;
	readonly shortNotice: boolean;
	readonly outcome: LevelOutcome | null;
	readonly seats: readonly SeatFacts[];
	readonly disclosures: readonly { readonly outcome: DisclosureOutcome; readonly presumption: boolean }[];
	readonly actions: readonly ActionFacts[];
	readonly items: readonly ItemFacts[];
};

/** A seat that counts: not left, and not stood in for by a substitute with a seat of their own. */
const isAsked = (seat: Seat): boolean => seat.substitute === null && seat.record !== null;

/** Reads them off a meeting as it was locked. */
export const meetingFacts = (meeting: Meeting): MeetingFacts => ({
	category: meeting.case?.category ?? 0,
	shortNotice: meeting.convened.shortNotice,
	outcome: meeting.decisions.level?.outcome ?? null,
	seats: Object.values(meeting.attendance.seats)
		.filter(isAsked)
		.flatMap((seat): SeatFacts[] => {
			const { person, capacity, record, finding } = seat;
			if (record === null) return [];
			const { status, seniorityMet, reportAdequate, reason } = record;
			const isChair = person.personId === meeting.chair.personId;
			return [
				{
					...{ agencyId: person.agencyId, capacity, isChair, status, seniorityMet, reportAdequate, reason },
					finding: finding?.finding ?? null
				}
			];
		}),
	disclosures: meeting.decisions.disclosures.map(({ outcome, presumptionApplies }) => ({
		outcome,
		presumption: presumptionApplies
	})),
	actions: meeting.rmp.actions.flatMap((one): ActionFacts[] =>
		one.owner === null
			? []
			: [
					{
						number: one.number,
						agencyId: one.owner.agencyId,
						due: one.due,
						status: one.removed ? 'NO_LONGER_NEEDED' : one.status,
						completedOn: one.outcome?.completedOn ?? null,
						isNew: one.sinceMeeting === meeting.convened.seq
					}
				]
	),
	items: meeting.agenda.items
		.filter(({ status, spans }) => status !== 'SKIPPED' && spans.length > 0)
		.map((item) => ({
			code: item.code,
			used: Math.round(usedMs(item, Date.parse(meeting.endedAt ?? '')) / 6_000) / 10,
			planned: item.plannedMinutes
		}))
});

/** The London date on which a meeting was held: the day it began, wherever it had been planned. */
export const heldOn = (meeting: Meeting): string => londonDate(meeting.startedAt ?? meeting.convened.scheduledStart);
