/** Whom an agency's return is for, asked of what was saved: the one place that answers it for doors, pages and the record. */
import type { AgencyType } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { asReturnAudience, isForAll } from '#lib/returns/return-audience.ts';
import { readLatestReturn } from '../persistence/agency-returns.ts';
import type { Tx } from '../persistence/database.ts';
import { readAgencies } from '../persistence/people.ts';

export type AudienceOfReturn = {
	readonly has: (person: { readonly personId: string; readonly agencyId: string }) => boolean;
	readonly typeOf: (agencyId: string) => AgencyType | null;
};

/** @param of the agency whose return it is; its own people are always among those it is for */
export async function readReturnAudience(tx: Tx, meeting: Meeting, of: string): Promise<AudienceOfReturn> {
	const types = new Map((await readAgencies(tx)).map(({ id, type }) => [id, type as AgencyType]));
	const typeOf = (agencyId: string): AgencyType | null => types.get(agencyId) ?? null;
	const saved = await readLatestReturn(tx, meeting.id, of);
	const audience = asReturnAudience(saved?.values.audience);
	return { typeOf, has: (person) => person.agencyId === of || isForAll(audience) };
}
