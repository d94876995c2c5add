/**
 * Pages of those who see no page but a few: the Board, auditors and system administrators (domain.md 7; R7, R9). To them the
 * others do not exist, whatever those would show. Everybody else reaches every page, and each page asks for itself.
 */
import { type Actor, hasRole, isLookingOnly } from '../identity.ts';
import { type CapabilityName, mayByRole } from './capability-table.ts';

/** A page is reached by any one capability that names it. An agency's member of the Board answers for its absences. */
const REACHED_BY: readonly (readonly [CapabilityName, RegExp])[] = [
	['keep-account', /^\/(access|account|confirm|seats|sign-out)(\/|$)/],
	['sit-on-board', /^\/(smb|absences)(\/|$)/],
	['audit-meetings', /^\/audits(\/|$)/],
	['draw-sample', /^\/audits(\/|$)/],
	['read-audit', /^\/audit(\/|$)/],
	['keep-settings', /^\/(settings|gates)(\/|$)/]
];
/** Where they begin. */
const HOME: readonly (readonly [CapabilityName, string])[] = [
	['sit-on-board', '/smb'],
	['audit-meetings', '/audits'],
	['keep-settings', '/settings']
];

type Who = Pick<Actor, 'roles'>;
/** Whether somebody sees only the pages that their roles name. A system administrator does, whatever else they are. */
export const seesFewPages = (actor: Who): boolean => isLookingOnly(actor) || hasRole(actor, 'SYSTEM_ADMINISTRATOR');
/** For those: whether the page at this path is theirs. @param path begins with a slash, without a query */
export const isTheirPage = (actor: Who, path: string): boolean =>
	REACHED_BY.some(([name, pages]) => pages.test(path) && (name === 'keep-account' || mayByRole(actor, name)));
/** For those: where they are led from the front page. */
export const homeOf = (actor: Who): string => HOME.find(([name]) => mayByRole(actor, name))?.[1] ?? '/access';
