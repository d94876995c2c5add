/** Which work each command on a case does. */
import type { AreaInputOf } from '#lib/cases/area-commands.ts';
import type { CaseCommandName } from '#lib/cases/case-command-table.ts';
import type { Actor } from '#lib/identity.ts';
import type { Tx } from '../persistence/database.ts';
import {
	amendManagement,
	amendOffence,
	amendOrders,
	amendPerson,
	amendRisk,
	type CaseWork,
	type CaseWorkParts,
	changeCategory,
	changeLevel,
	changeStatus
} from './amend-case.ts';
import {
	addName,
	endExclusion,
	excludePerson,
	giveClearance,
	liftRestriction,
	restrictCase,
	takeClearance,
	takeName
} from './close-case-to.ts';

export const CASE_WORK: {
	readonly [Name in CaseCommandName]: (
		tx: Tx,
		actor: Actor,
		input: AreaInputOf<Name>,
		parts: CaseWorkParts
	) => CaseWork;
} = {
	'amend-person': amendPerson,
	'amend-offence': amendOffence,
	'amend-orders': amendOrders,
	'amend-risk': amendRisk,
	'amend-management': amendManagement,
	'change-category': changeCategory,
	'change-level': changeLevel,
	'change-status': changeStatus,
	'exclude-person': excludePerson,
	'end-exclusion': endExclusion,
	'restrict-case': restrictCase,
	'lift-restriction': liftRestriction,
	'name-for-case': addName,
	'unname-for-case': takeName,
	'give-clearance': giveClearance,
	'take-clearance': takeClearance
};
