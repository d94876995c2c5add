/**
 * An agency that did not come to a meeting, and what was done about it, step by step up the ladder (domain.md 6.3). It opens
 * with the lock of the minutes: the chair's finding in the meeting is the first step. The locked record never changes.
 */
import type { ChairFinding, NonAttendanceReason } from '../attendance/attendance.ts';
import { never } from '../result.ts';

/** 1 finding, 2 notice to the agency, 3 its line manager, 4 its member of the Board, 5 the Board's chair. */
export const RUNGS = [1, 2, 3, 4, 5] as const;
export type Rung = (typeof RUNGS)[number];
/** The rungs somebody is asked at, after the notice. */
export type RaisedRung = 3 | 4 | 5;

export const ABSENCE_STATES = [
	'NOTICE_DUE',
	'WITH_AGENCY',
	'CHALLENGED',
	'ACCEPTED',
	'RAISED',
	'REPLIED',
	'CLOSED'
] as const;
export type AbsenceState = (typeof ABSENCE_STATES)[number];
export const AGENCY_ANSWERS = ['ACCEPTED', 'CHALLENGED'] as const;
export type AgencyAnswer = (typeof AGENCY_ANSWERS)[number];
export const CLOSING_OUTCOMES = ['RESOLVED', 'NO_FURTHER_ACTION'] as const;
export type ClosingOutcome = (typeof CLOSING_OUTCOMES)[number];

/** Why an absence must go further than the notice. */
export const RAISING_REASONS = ['RISK_UNMANAGED', 'IN_A_ROW', 'OVERDUE_ACTION', 'NO_RESOLUTION'] as const;
export type RaisingReason = (typeof RAISING_REASONS)[number];

/** What an absence is about: nothing of the case beyond its reference. */
export type AbsenceOpened = {
	readonly agencyName: string;
	/** NMS-2026-014/2 */
	readonly reference: string;
	readonly level: 2 | 3;
	/** YYYY-MM-DD: of the meeting, and of the lock */
	readonly heldOn: string;
	readonly lockedOn: string;
	readonly shortNotice: boolean;
	readonly finding: Exclude<ChairFinding, 'ACCEPTED'>;
	readonly findingNote: string;
	readonly reasons: readonly NonAttendanceReason[];
	/** a report came in place of somebody */
	readonly hasReport: boolean;
	/** absences from meetings of this level one after the other, this one counted */
	readonly inARow: number;
	readonly raise: readonly RaisingReason[];
	/** numbers and days of what the meeting gave the agency to do; no words of it */
	readonly actions: readonly { readonly number: string; readonly due: string | null }[];
};

export type AbsenceEvent =
	| ({ readonly type: 'absence-opened' } & AbsenceOpened)
	| { readonly type: 'notice-sent'; readonly to: string | null; readonly note: string }
	| {
			readonly type: 'notice-answered';
			readonly answer: AgencyAnswer;
			readonly text: string;
			/** the unit wrote down what the agency said another way: who said it */
			readonly onBehalfOf: string;
	  }
	| { readonly type: 'challenge-decided'; readonly upheld: boolean; readonly reason: string }
	| {
			readonly type: 'absence-raised';
			readonly rung: RaisedRung;
			/** null = told another way, as the reason says */
			readonly to: string | null;
			readonly reason: string;
	  }
	| { readonly type: 'absence-replied'; readonly text: string; readonly onBehalfOf: string }
	| { readonly type: 'absence-closed'; readonly outcome: ClosingOutcome | 'WITHDRAWN'; readonly text: string };

/** As stored: who, and when by the server's clock (ISO UTC). */
export type AbsenceStep = {
	readonly version: number;
	readonly at: string;
	readonly by: string;
	readonly event: AbsenceEvent;
};

export type Absence = {
	readonly version: number;
	readonly state: AbsenceState;
	/** the highest that was reached */
	readonly rung: Rung;
	readonly opened: AbsenceOpened;
	/** when the notice went out, the challenge came, it was last raised (ISO UTC) */
	readonly noticeAt: string | null;
	readonly challengedAt: string | null;
	readonly raisedAt: string | null;
	readonly outcome: ClosingOutcome | 'WITHDRAWN' | null;
};

const evolveOpen = (was: Absence, event: Exclude<AbsenceEvent, { type: 'absence-opened' }>, at: string): Absence => {
	switch (event.type) {
		case 'notice-sent':
			// It was raised at once: the notice follows, and the higher rung still waits.
			return was.rung > 2 ? { ...was, noticeAt: at } : { ...was, state: 'WITH_AGENCY', rung: 2, noticeAt: at };
		case 'notice-answered':
			return event.answer === 'CHALLENGED'
				? { ...was, state: 'CHALLENGED', challengedAt: at }
				: { ...was, state: 'ACCEPTED' };
		case 'challenge-decided':
			return event.upheld ? { ...was, state: 'CLOSED', outcome: 'WITHDRAWN' } : { ...was, state: 'ACCEPTED' };
		case 'absence-raised':
			return { ...was, state: 'RAISED', rung: event.rung, raisedAt: at };
		case 'absence-replied':
			return { ...was, state: 'REPLIED' };
		case 'absence-closed':
			return { ...was, state: 'CLOSED', outcome: event.outcome };
		default:
			return never(event);
	}
};

/** @throws when the log does not begin with its opening: it was not stored by this service */
export const foldAbsence = (steps: readonly AbsenceStep[]): Absence => {
	const [first, ...later] = steps;
	if (first?.event.type !== 'absence-opened') throw new Error('an absence begins with absence-opened');
	const { type: _, ...opened } = first.event;
	const begun: Absence = {
		...{ version: first.version, state: 'NOTICE_DUE', rung: 1, opened },
		...{ noticeAt: null, challengedAt: null, raisedAt: null, outcome: null }
	};
	return later.reduce<Absence>(
		(was, { event, at, version }) =>
			event.type === 'absence-opened' ? was : { ...evolveOpen(was, event, at), version },
		begun
	);
};
