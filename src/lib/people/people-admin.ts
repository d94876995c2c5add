/**
 * What may be done about a person of the area by those who manage people (domain.md 7, "Manage users"): agency and title,
 * roles, vetting, the account. Nobody does any of it to themselves, nobody gives away more than they hold, and a system
 * administrator is nothing else besides, because they see no case.
 */
import { z } from 'zod';
import { GIVEN_ROLES, type Role } from '../access/roles.ts';
import type { Actor } from '../identity.ts';
import { agencyId, dateOrBlank, line, oneOf, personId, reason } from '../input.ts';
import { roleWord } from '../meeting/meeting-words.ts';
import { type Refusal, refuse } from '../result.ts';
import { longDate } from '../time.ts';

/** What is kept of each change; the history of a person's page. */
export const PERSON_PARTS = ['NAME', 'TITLE', 'AGENCY', 'ROLE', 'VETTING', 'CLEARANCE', 'ACCOUNT', 'SESSIONS'] as const;
export type PersonPart = (typeof PERSON_PARTS)[number];
export const personPartWord: Record<PersonPart, string> = {
	NAME: 'Name',
	TITLE: 'Role in the agency',
	AGENCY: 'Agency',
	ROLE: 'Roles here',
	VETTING: 'Vetting',
	CLEARANCE: 'Category 4 clearance',
	ACCOUNT: 'Account',
	SESSIONS: 'Signed-in devices'
};

/** What an account or a clearance was and became. Stored as codes, worded when they are read (decision 061). */
const STATES = {
	NONE: 'None',
	HOLDS: 'Holds it',
	IN_USE: 'In use',
	DISABLED: 'Disabled',
	SIGNED_OUT: 'Signed out',
	FACTOR_SET_UP: 'Second factor set up',
	FACTOR_RESET: 'Second factor reset'
} as const;
export type PersonState = keyof typeof STATES;
const devices = (count: string): string => (count === '1' ? '1 device' : `${count} devices`);

/**
 * What was noted of a change in the reader's words.
 * @param value codes, a date or a name; or the words of whoever changed it, from before there were codes
 */
export const personChangeWords = (part: PersonPart, value: string): string => {
	if (part === 'VETTING') return value === '' ? 'not recorded' : longDate(value);
	if (part === 'ROLE')
		return value
			.split(', ')
			.map((role) => roleWord[role as Role] ?? role)
			.join(', ');
	if (part === 'SESSIONS' && /^\d+$/.test(value)) return devices(value);
	const isState = part === 'CLEARANCE' || part === 'ACCOUNT' || part === 'SESSIONS';
	return isState && value in STATES ? STATES[value as PersonState] : value;
};

const one = { personId: personId() };
const why = reason('why');
const role = { ...one, role: oneOf(GIVEN_ROLES, 'a role'), reason: why };
const always = (): true => true;

const CHANGE_PERSON = z.strictObject({
	...one,
	name: line('the name'),
	roleTitle: line('the role in the agency'),
	agencyId: agencyId(),
	/** what was on the page: another change since then is not written over */
	before: z.strictObject({ name: line('the name'), roleTitle: line('the role'), agencyId: agencyId() })
});
const SET_VETTING = z.strictObject({
	...one,
	until: dateOrBlank('the last day of the vetting'),
	before: dateOrBlank('the last day before')
});

const notSelf = (input: { readonly personId: string }, actor: Actor): Refusal | null =>
	input.personId === actor.personId ? refuse('forbidden', 'Somebody else must do this for you') : null;

/** Only a system administrator makes another one, or takes the role back. */
const notAbove = (asked: Role, { roles }: Pick<Actor, 'roles'>): Refusal | null => {
	if (asked !== 'SYSTEM_ADMINISTRATOR' || roles.includes('SYSTEM_ADMINISTRATOR')) return null;
	const message = 'Only a system administrator can give or take this role';
	return refuse('forbidden', message, [{ field: 'role', message }]);
};
const ofRole = (input: { readonly personId: string; readonly role: Role }, actor: Actor): Refusal | null =>
	notSelf(input, actor) ?? notAbove(input.role, actor);

export const PEOPLE_COMMANDS = {
	'change-person': { schema: CHANGE_PERSON, check: notSelf },
	'give-role': { schema: z.strictObject(role), check: ofRole, stepUp: always },
	'take-role': { schema: z.strictObject(role), check: ofRole, stepUp: always },
	'set-vetting': { schema: SET_VETTING, check: notSelf },
	'disable-account': { schema: z.strictObject({ ...one, reason: why }), check: notSelf, stepUp: always },
	'enable-account': { schema: z.strictObject({ ...one, reason: why }), check: notSelf, stepUp: always },
	'end-sessions': { schema: z.strictObject({ ...one, reason: why }), check: notSelf },
	'reset-second-factor': { schema: z.strictObject({ ...one, reason: why }), check: notSelf, stepUp: always }
} as const;
export type PeopleCommandName = keyof typeof PEOPLE_COMMANDS;
export type PeopleInputOf<Name extends PeopleCommandName> = z.output<(typeof PEOPLE_COMMANDS)[Name]['schema']>;

/** Why a role cannot be added to those a person has, or null. */
export const cannotHave = (roles: readonly Role[], added: Role): string | null => {
	if (roles.length === 0) return null;
	if (added === 'SYSTEM_ADMINISTRATOR')
		return 'A system administrator sees no case, so nobody is one beside another role. Add a person for it';
	return roles.includes('SYSTEM_ADMINISTRATOR')
		? 'This person is a system administrator, who sees no case and so has no other role here'
		: null;
};
/** Roles without which nobody could look after the area: the last one who holds such a role and can sign in keeps it. */
export const KEPT_ROLES: readonly Role[] = ['MAPPA_COORDINATOR', 'SYSTEM_ADMINISTRATOR'];

/** Whether a vetting date still holds. @param today YYYY-MM-DD */
export const isVetted = (vettedUntil: string | null, today: string): boolean =>
	vettedUntil !== null && vettedUntil >= today;
/** Days before a vetting ends at which the person and the unit are told. */
export const VETTING_NOTICE_DAYS = 30;
