/** Where the people to invite stand in the form that convenes a meeting: each has one number, whatever agency they stand under. */
export type InviteeAgency = { readonly id: string; readonly people: readonly { readonly personId: string }[] };

export const inviteeNumbers = (agencies: readonly InviteeAgency[]): ReadonlyMap<string, number> =>
	new Map(agencies.flatMap(({ people }) => people).map(({ personId }, number) => [personId, number]));

/** The field that shows a problem: what is asked of an agency is asked once, whichever of its people the problem names. */
export const inviteePlace = (agencies: readonly InviteeAgency[], field: string): string => {
	const number = /^invitees\.(\d+)\.request$/.exec(field)?.[1];
	if (number === undefined) return field;
	const numbers = inviteeNumbers(agencies);
	const agency = agencies.find(({ people }) => people.some(({ personId }) => numbers.get(personId) === Number(number)));
	return agency ? `requests.${agency.id}` : field;
};
