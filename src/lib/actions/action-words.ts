/** Actions between meetings in words. */
import type { ReportedStatus } from '../rmp/reported-action.ts';
import type { ActionStatus } from '../rmp/rmp.ts';
import { actionStatusWord } from '../rmp/rmp-words.ts';
import { longDate } from '../time.ts';
import type { ActionProgress } from './action-history.ts';

/** Said of each answer where it is chosen. */
export const reportedHint: Record<ReportedStatus, string> = {
	IN_PROGRESS: 'Something was done and more is to come',
	COMPLETED: 'The chair verifies it at the next meeting',
	CANNOT_BE_DONE_YET: 'The chair decides on a new deadline, or the next meeting does',
	NO_LONGER_NEEDED: 'The chair decides, or the next meeting does. Until then it is still owed'
};

type Standing = Pick<ActionProgress, 'asked' | 'reportedAt' | 'verifiedAt'> & { readonly status: ActionStatus };
/** How it stands, in a few words: "Completed, not yet verified", "New deadline asked for". */
export const standingWord = ({ status, asked, reportedAt, verifiedAt }: Standing): string => {
	if (asked === 'NEW_DATE') return 'New deadline asked for';
	if (asked === 'NO_NEED') return 'Said to be no longer needed';
	if (status === 'COMPLETED' && reportedAt !== null) return 'Completed, not yet verified';
	if (status === 'COMPLETED' && verifiedAt !== null) return 'Completed, verified';
	return actionStatusWord[status];
};

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);
/** "First due Friday 20 November 2026, moved twice"; '' while it never moved. */
export const slipWords = ({ firstDue, slips }: { readonly firstDue: string | null; readonly slips: number }): string =>
	slips > 0 && firstDue !== null ? `First due ${longDate(firstDue)}, moved ${times(slips)}` : '';
/** What a list is narrowed to. */
export const filterWord = {
	all: 'All that are open',
	late: 'Late',
	asked: 'Waiting for the chair’s decision',
	'to-verify': 'Completed, to be verified',
	moved: 'Deadline moved'
} as const;
