/** The case register's own facts about the person a meeting is about (domain.md 8, Case and Subject). */
import type { Identifiers } from './identifiers.ts';
import type { CaseDate, CaseOrder } from './orders.ts';

export type Category = 1 | 2 | 3 | 4;
export type Level = 1 | 2 | 3;
export const CASE_STATUSES = ['REFERRED', 'ACTIVE', 'CLOSED', 'TRANSFERRED'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];
export const ROSH_GROUPS = ['CHILDREN', 'PUBLIC', 'KNOWN_ADULT', 'STAFF', 'PRISONERS'] as const;
export const ROSH_LEVELS = ['LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH'] as const;
export type RoshGroup = (typeof ROSH_GROUPS)[number];
export type RoshLevel = (typeof ROSH_LEVELS)[number];

export type Subject = {
	readonly name: string;
	readonly aliases: readonly string[];
	/** YYYY-MM-DD */
	readonly dateOfBirth: string;
	readonly ethnicity: string;
	readonly firstLanguage: string;
	readonly accessibility: string;
	readonly identifiers: Identifiers;
};

export type CaseFacts = {
	readonly indexOffence: string;
	readonly sentence: string;
	/** labelled dates, YYYY-MM-DD: "Conditional release", "Sentence expiry" */
	readonly dates: readonly CaseDate[];
	readonly notification: string;
	readonly orders: readonly CaseOrder[];
	readonly rosh: Partial<Record<RoshGroup, RoshLevel>>;
	readonly tools: readonly { readonly name: string; readonly result: string; readonly on: string }[];
	/** by code only; identities never (domain.md 8, Victim) */
	readonly victims: readonly { readonly code: string; readonly contact: string; readonly views: string }[];
	readonly protectiveFactors: readonly string[];
	/** s.327A CJA 2003 makes the meeting consider disclosure about a child sex offender in every case */
	readonly s327aApplies: boolean;
};

/** What the room and the record show of the case: frozen into the meeting when it starts. */
export type CaseSummary = {
	readonly id: string;
	readonly ref: string;
	readonly category: Category;
	readonly level: Level;
	readonly leadAgencyId: string;
	readonly leadAgencyName: string;
	readonly caseManager: string;
	readonly subject: Subject;
	readonly facts: CaseFacts;
};
