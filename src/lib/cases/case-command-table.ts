/** The commands on a case after it was opened, and on who may know of it: schema, who may, and the check that needs no database. */
import type { Actor, Role } from '../identity.ts';
import {
	AMEND_MANAGEMENT,
	AMEND_OFFENCE,
	AMEND_ORDERS,
	AMEND_PERSON,
	AMEND_RISK,
	CHANGE_CATEGORY,
	CHANGE_LEVEL,
	CHANGE_STATUS,
	checkOffence,
	checkOrderList,
	checkPerson
} from './case-changes.ts';
import {
	checkClearance,
	END_EXCLUSION,
	EXCLUDE_PERSON,
	LIFT_RESTRICTION,
	NAME_FOR_CASE,
	RESTRICT_CASE,
	SET_CLEARANCE
} from './exclusion.ts';

const UNIT: readonly Role[] = ['MAPPA_COORDINATOR', 'MAPPA_ADMINISTRATOR'];
const COORDINATOR: readonly Role[] = ['MAPPA_COORDINATOR'];
const CLEARERS: readonly Role[] = ['MAPPA_COORDINATOR', 'SYSTEM_ADMINISTRATOR'];
const nothing = (): null => null;
const clearance = (input: { readonly personId: string }, actor: Actor) => checkClearance(input, actor);

export const CASE_COMMANDS = {
	'amend-person': { schema: AMEND_PERSON, may: UNIT, check: checkPerson },
	'amend-offence': { schema: AMEND_OFFENCE, may: UNIT, check: checkOffence },
	'amend-orders': { schema: AMEND_ORDERS, may: UNIT, check: checkOrderList },
	'amend-risk': { schema: AMEND_RISK, may: UNIT, check: nothing },
	'amend-management': { schema: AMEND_MANAGEMENT, may: UNIT, check: nothing },
	'change-category': { schema: CHANGE_CATEGORY, may: COORDINATOR, check: nothing },
	'change-level': { schema: CHANGE_LEVEL, may: COORDINATOR, check: nothing },
	'change-status': { schema: CHANGE_STATUS, may: COORDINATOR, check: nothing },
	'exclude-person': { schema: EXCLUDE_PERSON, may: UNIT, check: nothing },
	'end-exclusion': { schema: END_EXCLUSION, may: UNIT, check: nothing },
	'restrict-case': { schema: RESTRICT_CASE, may: COORDINATOR, check: nothing },
	'lift-restriction': { schema: LIFT_RESTRICTION, may: COORDINATOR, check: nothing },
	'name-for-case': { schema: NAME_FOR_CASE, may: COORDINATOR, check: nothing },
	'unname-for-case': { schema: NAME_FOR_CASE, may: COORDINATOR, check: nothing },
	'give-clearance': { schema: SET_CLEARANCE, may: CLEARERS, check: clearance },
	'take-clearance': { schema: SET_CLEARANCE, may: CLEARERS, check: clearance }
} as const;
export type CaseCommandName = keyof typeof CASE_COMMANDS;
export const isCaseCommandName = (name: string): name is CaseCommandName => Object.hasOwn(CASE_COMMANDS, name);

/** What each is done to, for the audit. */
export const CASE_COMMAND_OBJECT = Object.fromEntries(
	Object.keys(CASE_COMMANDS).map((name) => [name, name.endsWith('-clearance') ? 'person' : 'case'])
) as Record<CaseCommandName, 'case' | 'person'>;
