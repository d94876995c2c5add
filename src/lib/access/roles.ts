/** What a person does in an area, whatever the case (domain.md 7). Chair, minute taker and attendee are per meeting. */
export const ROLES = [
	'MAPPA_COORDINATOR',
	'MAPPA_ADMINISTRATOR',
	'AGENCY_REP',
	'SMB_MEMBER',
	'SMB_CHAIR',
	'LAY_ADVISER',
	'AUDITOR',
	'SYSTEM_ADMINISTRATOR'
] as const;
export type Role = (typeof ROLES)[number];
