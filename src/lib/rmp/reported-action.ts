/**
 * What was reported of an action between two meetings, as the next meeting is told of it when it begins: it stands beside the
 * action until the meeting has recorded an outcome of its own.
 */
import type { ActionStatus } from './rmp.ts';

/** What an agency can say of its action between meetings (domain.md 8, ActionStatus). NOT_COMPLETED is the chair's to find. */
export const REPORTED_STATUSES = ['IN_PROGRESS', 'COMPLETED', 'CANNOT_BE_DONE_YET', 'NO_LONGER_NEEDED'] as const;
export type ReportedStatus = (typeof REPORTED_STATUSES)[number];

/** One report. Dates YYYY-MM-DD. */
export type ActionSaid = {
	readonly status: ReportedStatus;
	readonly text: string;
	readonly completedOn: string | null;
	readonly proposedOn: string | null;
	/** by the server's clock, ISO 8601 UTC */
	readonly at: string;
	readonly by: string;
	readonly agencyName: string;
	/** for whom the MAPPA unit wrote it down; '' = it was said by `by` */
	readonly onBehalfOf: string;
};
export type ReportedAction = {
	readonly number: string;
	/** number of steps in the action's history */
	readonly version: number;
	/** oldest first; those taken back are not among them */
	readonly said: readonly ActionSaid[];
	/** the deadline as the last meeting left it, and as it stands now */
	readonly dueBefore: string | null;
	readonly due: string | null;
	readonly firstDue: string | null;
	/** how often the deadline was moved to a later day, by meetings and between them */
	readonly slips: number;
	/** what the agency asked for and nobody has decided */
	readonly asked: 'NEW_DATE' | 'NO_NEED' | null;
	/** what the chair has agreed to since the last meeting */
	readonly agreed: 'NO_NEED' | null;
};

/** The report that an outcome can be taken from: the newest. */
export const lastSaid = ({ said }: Pick<ReportedAction, 'said'>): ActionSaid | null => said.at(-1) ?? null;
/** The outcome that taking over the last report records. */
export const outcomeFrom = ({
	said
}: Pick<ReportedAction, 'said'>): {
	readonly status: ActionStatus;
	readonly evidence: string;
	readonly completedOn: string | null;
} | null => {
	const last = said.at(-1);
	return last ? { status: last.status, evidence: last.text, completedOn: last.completedOn } : null;
};
