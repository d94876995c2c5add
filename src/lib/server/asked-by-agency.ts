/** The form that convenes a meeting asks each agency once; every person invited from it is asked the same. */
type Invitee = { personId: unknown; agencyId: unknown; capacity: unknown };

export const askedByAgency = ({ requests, invitees, ...input }: Record<string, unknown>): Record<string, unknown> => ({
	...input,
	invitees: (Array.isArray(invitees) ? (invitees as Invitee[]) : []).map(({ agencyId, ...invitee }) => ({
		...invitee,
		request: (requests as Record<string, unknown> | undefined)?.[String(agencyId)] ?? ''
	}))
});
/** Rows of people who were not ticked are left out. */
export const isInvited = ({ personId }: Record<string, unknown>): boolean =>
	typeof personId === 'string' && personId !== '';
