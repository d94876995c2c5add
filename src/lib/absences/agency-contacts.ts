/** Whom an agency is written to about its attendance, one person for each rung of the ladder (domain.md 6.3, `spocId` of 8). */
import { z } from 'zod';
import { agencyId, maybe, oneOf, personId, wholeNumber } from '../input.ts';

/** The Board's own chair is nobody's contact: the role says who that is. */
export const CONTACT_ROLES = ['SPOC', 'LINE_MANAGER', 'SMB_MEMBER', 'CHIEF_OFFICER'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];
export const contactRoleWord: Record<ContactRole, string> = {
	SPOC: 'Single point of contact',
	LINE_MANAGER: 'Line manager',
	SMB_MEMBER: 'Member of the Strategic Management Board',
	CHIEF_OFFICER: 'Chief officer'
};
/** What each is asked. */
export const contactRoleHint: Record<ContactRole, string> = {
	SPOC: 'Told of an absence, accepts it or challenges it',
	LINE_MANAGER: 'Asked when it happens again, or at Level 3',
	SMB_MEMBER: 'Asked when the line manager has not settled it',
	CHIEF_OFFICER: 'Told when it goes to the Board’s chair'
};

/** One person in one place, as it stands; version 0 = nobody was ever named. */
export type AgencyContact = {
	readonly agencyId: string;
	readonly role: ContactRole;
	readonly version: number;
	readonly personId: string | null;
	readonly name: string;
};

export const SET_AGENCY_CONTACT = z.strictObject({
	agencyId: agencyId(),
	role: oneOf(CONTACT_ROLES, 'which contact'),
	personId: maybe(personId('a person of the agency')),
	/** which state was on the page */
	version: wholeNumber('which version you read', 0, 1_000_000)
});
