/** Absences and the ladder in words. */
import type { AbsenceState, AgencyAnswer, ClosingOutcome, RaisingReason, Rung } from './absence.ts';
import type { ClockKind } from './ladder.ts';

export const absenceStateWord: Record<AbsenceState, string> = {
	NOTICE_DUE: 'Notice to send',
	WITH_AGENCY: 'With the agency',
	CHALLENGED: 'Challenged',
	ACCEPTED: 'Answered',
	RAISED: 'Raised',
	REPLIED: 'Replied',
	CLOSED: 'Closed'
};
export const rungWord: Record<Rung, string> = {
	1: 'Chair’s finding',
	2: 'Notice to the agency',
	3: 'Line manager of the agency',
	4: 'Agency’s member of the Board',
	5: 'Chair of the Board'
};
export const clockWord: Record<ClockKind, string> = {
	NOTICE: 'Send the notice',
	ANSWER: 'Agency accepts or challenges',
	CHALLENGE: 'Decide on the challenge',
	RAISE: 'Take it further',
	REPLY: 'Reply to what was raised'
};
export const agencyAnswerWord: Record<AgencyAnswer, string> = {
	ACCEPTED: 'Accepts it',
	CHALLENGED: 'Challenges it'
};
export const outcomeWord: Record<ClosingOutcome | 'WITHDRAWN', string> = {
	RESOLVED: 'Settled',
	NO_FURTHER_ACTION: 'No further action',
	WITHDRAWN: 'Taken back: the challenge was right'
};
export const raisingReasonWord: Record<RaisingReason, string> = {
	RISK_UNMANAGED: 'A high risk is left unmanaged',
	IN_A_ROW: 'It happened again, or at Level 3',
	OVERDUE_ACTION: 'An action of the agency is overdue',
	NO_RESOLUTION: 'It was not settled before'
};
