import { mayByRole } from './access/capability-table.ts';
import type { Role } from './access/roles.ts';

export type { Role } from './access/roles.ts';

/** May know of Category 4 cases: given to one person by name (domain.md 7, ExtraGrant). */
export const CAT4_CLEARED = 'CAT4_CLEARED';

/** The signed-in person, as the server knows them from the session. Nothing in a payload changes it (R10). */
export type Actor = {
	readonly personId: string;
	readonly areaId: string;
	readonly agencyId: string;
	readonly name: string;
	readonly agencyName: string;
	readonly agencyCode: string;
	readonly roleTitle: string;
	readonly roles: readonly Role[];
};

export const AGENCY_TYPES = [
	'POLICE',
	'PROBATION',
	'PRISON',
	'CHILDRENS_SERVICES',
	'ADULT_SOCIAL_CARE',
	'EDUCATION',
	'HOUSING_AUTHORITY',
	'REGISTERED_SOCIAL_LANDLORD',
	'NHS_TRUST',
	'ICB',
	'LOCAL_HEALTH_BOARD',
	'YOUTH_JUSTICE',
	'JOBCENTRE_PLUS',
	'ELECTRONIC_MONITORING',
	'IMMIGRATION_ENFORCEMENT',
	'OTHER_S325_4A_C',
	'MAPPA_UNIT'
] as const;
export type AgencyType = (typeof AGENCY_TYPES)[number];

export const hasRole = (actor: Pick<Actor, 'roles'>, ...roles: readonly Role[]): boolean =>
	roles.some((role) => actor.roles.includes(role));

/** Runs the process for the area: sees its cases and may convene (domain.md 7, columns Co-ord and Admin). */
export const isMappaUnit = (actor: Pick<Actor, 'roles'>): boolean => mayByRole(actor, 'know-cases');
/** Sits on the Strategic Management Board: reads aggregates with small numbers withheld (R7). */
export const isOfTheBoard = (actor: Pick<Actor, 'roles'>): boolean => mayByRole(actor, 'sit-on-board');
/** Looks at meetings of a sample, each under a licence to view it; knows of no other (domain.md 7). */
export const isAuditor = (actor: Pick<Actor, 'roles'>): boolean => mayByRole(actor, 'audit-meetings');
/** Does nothing in the area but sit on the Board or audit: sees no page but those of the one or the other. */
export const isLookingOnly = (actor: Pick<Actor, 'roles'>): boolean =>
	actor.roles.length > 0 &&
	actor.roles.every((role) => isAuditor({ roles: [role] }) || isOfTheBoard({ roles: [role] }));
/** Draws the sample of meetings that is looked at for its quality. */
export const mayDrawSample = (actor: Pick<Actor, 'roles'>): boolean => mayByRole(actor, 'draw-sample');
/** Answers for the Board what a meeting fed back to it. */
export const mayAnswerForBoard = (actor: Pick<Actor, 'roles'>): boolean => hasRole(actor, 'SMB_CHAIR');
