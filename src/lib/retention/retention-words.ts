/** The words of retention, holds and destruction. */
import { longDate } from '../time.ts';
import type { CaseClock, CaseRule } from './case-clock.ts';
import type { RetentionKind, RetentionRow } from './retention-table.ts';

export const caseRuleWord: Record<CaseRule, string> = {
	OPEN: 'No clock runs: the case is open, or a meeting of it is not locked',
	CHECK_BIRTH: 'No clock runs: the date of birth cannot be right. Check it',
	UNIT_COPY: 'The unit’s own copy: every record was filed elsewhere',
	RECORD: 'The record itself: kept until the birthday of the area’s number',
	NO_MEETING: 'Closed without a locked meeting'
};
export const clockStateWord: Record<CaseClock['state'], string> = {
	RUNNING: 'Kept',
	SOON: 'Soon over',
	DUE: 'Time is over',
	HELD: 'Held',
	NONE: 'No clock'
};
export const clockStateColour = {
	RUNNING: 'grey',
	SOON: 'yellow',
	DUE: 'red',
	HELD: 'purple',
	NONE: 'grey'
} as const satisfies Record<CaseClock['state'], string>;

/** "Kept until Wednesday 14 March 2087" */
export const clockLine = ({ dueOn, state }: CaseClock): string =>
	dueOn === null
		? 'Kept: no last day is set'
		: state === 'DUE'
			? `Its time was over on ${longDate(dueOn)}`
			: `Kept until ${longDate(dueOn)}`;

export const endWord: Record<RetentionRow['end'], string> = {
	BY_DECISION: 'Destroyed by decision of two people',
	BY_CLOCK: 'Destroyed by the service',
	REDUCED_BY_CLOCK: 'Reduced by the service',
	KEPT: 'Kept'
};

/** In lists of what was destroyed. */
export const kindWord: Record<RetentionKind, string> = {
	CASE: 'Case, meetings and records',
	DRAFTS: 'How texts were written',
	CHAIR_NOTES: 'Private notes of chairs',
	ASKS: 'Questions pinned to texts',
	MAIL: 'Mails',
	ARCHIVES: 'Archives not fetched',
	SIGN_IN: 'Sessions and failed sign-ins',
	PEOPLE: 'People',
	AREA: 'The area',
	BOARD: 'Figures of the Board',
	AUDIT: 'Audit',
	DESTRUCTIONS: 'Destructions',
	RECORDINGS: 'Recordings'
};
