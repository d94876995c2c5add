/**
 * Until when a case is kept (domain.md 9): minutes until the person's 100th birthday, the MAPPA unit's own copy 24 months after the
 * record was filed elsewhere; never while the case is open, held, or still needed by decision. The numbers are the area's.
 */
import type { AreaConfig } from '../cases/area-config.ts';
import type { CaseStatus } from '../cases/case.ts';
import { addDays, addMonths, addWorkingDays } from '../time.ts';

/** Which rule sets the day. */
export type CaseRule = 'OPEN' | 'CHECK_BIRTH' | 'UNIT_COPY' | 'RECORD' | 'NO_MEETING';

export type CaseClockFacts = {
	readonly status: CaseStatus;
	/** YYYY-MM-DD */
	readonly dateOfBirth: string;
	/** the day it was closed or transferred, or else opened */
	readonly endedOn: string;
	readonly meetings: readonly {
		/** not locked and not cancelled either: something is still to be done in it */
		readonly isOpen: boolean;
		readonly isLocked: boolean;
		/** its record is kept in another system since; null = not noted */
		readonly filedOn: string | null;
	}[];
	/** the newest decision that it is still needed; null = none */
	readonly neededUntil: string | null;
	readonly isHeld: boolean;
};
export type CaseClock = {
	readonly rule: CaseRule;
	/** the first day on which it may be destroyed; null = no clock runs */
	readonly dueOn: string | null;
	/** the day the rule alone gives, before anybody decided that it is needed longer */
	readonly byRule: string | null;
	readonly state: 'RUNNING' | 'SOON' | 'DUE' | 'HELD' | 'NONE';
};
type Numbers = Pick<AreaConfig, 'retentionYears' | 'unitCopyMonths'>;

/** What is told ahead of its day. */
const SOON_DAYS = 90;

const latest = (...days: readonly string[]): string => days.reduce((a, b) => (a > b ? a : b));

function byRuleOf(
	facts: CaseClockFacts,
	{ retentionYears, unitCopyMonths }: Numbers
): Pick<CaseClock, 'rule' | 'byRule'> {
	const { status, dateOfBirth, endedOn, meetings } = facts;
	const isOver = status === 'CLOSED' || status === 'TRANSFERRED';
	if (!isOver || meetings.some(({ isOpen }) => isOpen)) return { rule: 'OPEN', byRule: null };
	const locked = meetings.filter(({ isLocked }) => isLocked);
	if (locked.length === 0) return { rule: 'NO_MEETING', byRule: addMonths(endedOn, unitCopyMonths) };
	const filed = locked.flatMap(({ filedOn }) => (filedOn === null ? [] : [filedOn]));
	// Only where every record is kept elsewhere is this one a copy.
	if (filed.length === locked.length)
		return { rule: 'UNIT_COPY', byRule: addMonths(latest(endedOn, ...filed), unitCopyMonths) };
	const birthday = addMonths(dateOfBirth, retentionYears * 12);
	// A birthday before the case ended was mistyped: nobody may go by it.
	return birthday > endedOn ? { rule: 'RECORD', byRule: birthday } : { rule: 'CHECK_BIRTH', byRule: null };
}

/** @param today YYYY-MM-DD in London */
export function caseClock(facts: CaseClockFacts, numbers: Numbers, today: string): CaseClock {
	const { rule, byRule } = byRuleOf(facts, numbers);
	const dueOn = byRule === null ? null : latest(byRule, facts.neededUntil ?? byRule);
	return { rule, byRule, dueOn, state: stateOf(dueOn, facts.isHeld, today) };
}

function stateOf(dueOn: string | null, isHeld: boolean, today: string): CaseClock['state'] {
	if (isHeld) return 'HELD';
	if (dueOn === null) return 'NONE';
	if (dueOn <= today) return 'DUE';
	return dueOn <= addDays(today, SOON_DAYS) ? 'SOON' : 'RUNNING';
}

/** The first day on which the way a locked meeting's texts came about is destroyed: so many working days after the lock. */
export const draftsUntil = (
	lockedOn: string,
	{ draftsKeptWorkingDays }: Pick<AreaConfig, 'draftsKeptWorkingDays'>
): string => addWorkingDays(lockedOn, draftsKeptWorkingDays);

/** Mails that went out before this day are destroyed. */
export const mailBefore = (today: string, { mailKeptMonths }: Pick<AreaConfig, 'mailKeptMonths'>): string =>
	addMonths(today, -mailKeptMonths);
