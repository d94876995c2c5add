/** What a person does in an area, whatever the case (domain.md 7). Chair, minute taker and attendee are per meeting. */
export const ROLES = [
	'MAPPA_COORDINATOR',
	'MAPPA_ADMINISTRATOR',
	'AGENCY_REP',
	'SMB_MEMBER',
	'SMB_CHAIR',
	'LAY_ADVISER',
	'AUDITOR',
	'SYSTEM_ADMINISTRATOR',
	'VISITING_REP'
] as const;
/** Given by a share alone, to somebody of another area, never with another role: they come to meetings they are invited to. */
export const VISITING_REP = 'VISITING_REP';
/** What an area gives its own people. */
export const GIVEN_ROLES = ROLES.filter((role) => role !== VISITING_REP);
export type Role = (typeof ROLES)[number];
