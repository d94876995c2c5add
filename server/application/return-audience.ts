/** Whom an agency's return is for, asked of what was saved: the one place that answers it for doors, pages and the record. */
import type { Actor } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { isReturnFor } from '#lib/returns/return-audience.ts';
import { readLatestReturns } from '../persistence/agency-returns.ts';
import type { Tx } from '../persistence/database.ts';
import { readReaders } from '../persistence/restricted-notes.ts';

/** @returns whether the return of an agency is for this person; its own people are always among those it is for */
export async function readReturnsFor(
	tx: Tx,
	meeting: Pick<Meeting, 'id'>,
	{ personId, agencyId }: Pick<Actor, 'personId' | 'agencyId'>
): Promise<(of: string) => boolean> {
	const saved = new Map((await readLatestReturns(tx, meeting.id)).map((one) => [one.agencyId, one.values]));
	const reader = (await readReaders(tx, [personId])).get(personId);
	return (of) => {
		const values = saved.get(of);
		return agencyId === of || !values || (reader !== undefined && isReturnFor(values, reader));
	};
}
