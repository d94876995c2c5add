/** What the report of a quarter is computed from: compact rows, read once. Dates are London dates, YYYY-MM-DD. */
import type { AreaConfig } from '../cases/area-config.ts';
import type { AgencyType } from '../identity.ts';
import type { FeedbackStatus } from './feedback-steps.ts';
import type { ActionFacts, MeetingFacts } from './meeting-facts.ts';
import type { SmbTheme } from './smb-feedback.ts';

export type BoardAgency = {
	readonly id: string;
	readonly code: string;
	readonly name: string;
	readonly type: AgencyType;
	readonly counts: boolean;
};
/** A Level 2 or 3 meeting that was held, locked or not. */
export type HeldMeeting = {
	readonly id: string;
	readonly caseId: string;
	readonly level: 2 | 3;
	readonly type: 'INITIAL' | 'REVIEW';
	readonly extraordinary: boolean;
	readonly on: string;
	readonly isLocked: boolean;
	/** null = the minutes have not gone out */
	readonly distributedOn: string | null;
};
/** What a locked meeting recorded. */
export type RecordedMeeting = { readonly meetingId: string; readonly facts: MeetingFacts };
/** The actions of a case as one locked meeting left them. */
export type RecordedActions = {
	readonly caseId: string;
	readonly on: string;
	readonly actions: readonly ActionFacts[];
};
export type BoardReferral = {
	readonly id: string;
	readonly agencyId: string;
	readonly caseId: string | null;
	readonly receivedOn: string | null;
	readonly decidedOn: string | null;
	readonly state: string;
	readonly isBeforeRelease: boolean;
	readonly isLate: boolean;
	readonly acceptedOn: string | null;
	readonly initialDue: string | null;
};
/** One case as it stands today, and what has changed about it since, oldest first. */
export type BoardCase = {
	readonly id: string;
	readonly category: number;
	readonly level: number;
	readonly isOpen: boolean;
	readonly openedOn: string;
	readonly dateOfBirth: string;
	readonly ethnicity: string;
	readonly firstLanguage: string;
	readonly hasNeeds: boolean;
	readonly changes: readonly BoardCaseChange[];
};
export type BoardCaseChange = {
	readonly on: string;
	readonly part: 'CATEGORY' | 'LEVEL' | 'STATUS';
	/** what stood there before */
	readonly before: { readonly category?: number; readonly level?: number; readonly isOpen?: boolean };
};
export type BoardFeedback = {
	readonly meetingId: string;
	readonly theme: SmbTheme;
	readonly agencyId: string | null;
	readonly status: FeedbackStatus;
};
/** An action that its agency reports as done; the chair has not verified it. `on`: the day of the report. */
export type ReportedAction = { readonly caseId: string; readonly number: string; readonly on: string };
/** A deadline that the chair moved between two meetings: on which day, and to which. */
export type MovedDeadline = ReportedAction & { readonly due: string };

export type ReportSources = {
	readonly agencies: readonly BoardAgency[];
	/** of every case, in the order held */
	readonly held: readonly HeldMeeting[];
	/** of the quarter's own meetings */
	readonly recorded: readonly RecordedMeeting[];
	/** of the quarter's meetings and of those in the year before it, in the order held */
	readonly actions: readonly RecordedActions[];
	readonly referrals: readonly BoardReferral[];
	readonly cases: readonly BoardCase[];
	readonly feedback: readonly BoardFeedback[];
	readonly reportedDone: readonly ReportedAction[];
	/** oldest first */
	readonly movedDeadlines: readonly MovedDeadline[];
	/** the newest number entered, by its key */
	readonly entered: ReadonlyMap<string, number>;
	/** audits of meetings submitted in the quarter, by overall score; empty = none was */
	readonly audited: ReadonlyMap<number, number>;
	readonly configOn: (on: string) => AreaConfig;
};
