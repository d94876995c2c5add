/** What an area gives its own people (domain.md 7). Chair, minute taker and attendee are per meeting. */
export const GIVEN_ROLES = [
	'MAPPA_COORDINATOR',
	'MAPPA_ADMINISTRATOR',
	'AGENCY_REP',
	'SMB_MEMBER',
	'SMB_CHAIR',
	'LAY_ADVISER',
	'AUDITOR',
	'SYSTEM_ADMINISTRATOR'
] as const;
/** Given by the share of a case alone, to somebody of another area, and never with another role: they come where they are invited. */
export const VISITING_REP = 'VISITING_REP';
/** What a person does in an area, whatever the case. */
export const ROLES = [...GIVEN_ROLES, VISITING_REP] as const;
export type Role = (typeof ROLES)[number];
