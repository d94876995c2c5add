/** The commands on a case after it was opened, and on who may know of it: schema and the check that needs no database. */
import type { Actor } from '../identity.ts';
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

const nothing = (): null => null;
const always = (): true => true;
const clearance = (input: { readonly personId: string }, actor: Actor) => checkClearance(input, actor);

export const CASE_COMMANDS = {
	'amend-person': { schema: AMEND_PERSON, check: checkPerson },
	'amend-offence': { schema: AMEND_OFFENCE, check: checkOffence },
	'amend-orders': { schema: AMEND_ORDERS, check: checkOrderList },
	'amend-risk': { schema: AMEND_RISK, check: nothing },
	'amend-management': { schema: AMEND_MANAGEMENT, check: nothing },
	'change-category': { schema: CHANGE_CATEGORY, check: nothing },
	'change-level': { schema: CHANGE_LEVEL, check: nothing },
	'change-status': { schema: CHANGE_STATUS, check: nothing },
	'exclude-person': { schema: EXCLUDE_PERSON, check: nothing },
	'end-exclusion': { schema: END_EXCLUSION, check: nothing },
	'restrict-case': { schema: RESTRICT_CASE, check: nothing },
	'lift-restriction': { schema: LIFT_RESTRICTION, check: nothing },
	'name-for-case': { schema: NAME_FOR_CASE, check: nothing },
	'unname-for-case': { schema: NAME_FOR_CASE, check: nothing },
	'give-clearance': { schema: SET_CLEARANCE, check: clearance, stepUp: always },
	'take-clearance': { schema: SET_CLEARANCE, check: clearance, stepUp: always }
} as const;
export type CaseCommandName = keyof typeof CASE_COMMANDS;
export const isCaseCommandName = (name: string): name is CaseCommandName => Object.hasOwn(CASE_COMMANDS, name);

/** What each is done to, for the audit. */
export const CASE_COMMAND_OBJECT = Object.fromEntries(
	Object.keys(CASE_COMMANDS).map((name) => [name, name.endsWith('-clearance') ? 'person' : 'case'])
) as Record<CaseCommandName, 'case' | 'person'>;
