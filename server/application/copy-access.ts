/** The door of a numbered copy: its own reader, while it may be read and the case is not closed to them. For everybody else there is none (R9). */
import { mayReadCopy } from '#lib/distribution/minutes-copy.ts';
import type { Actor } from '#lib/identity.ts';
import { type Refusal, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import type { Tx } from '../persistence/database.ts';
import type { StoredCopy } from '../persistence/minutes-copies.ts';
import { closedPeople } from './case-access.ts';

export const NO_COPY: Refusal = refuse('missing', 'There is no such copy, or it is not yours to read.');

/** Whether it is this person's own, whether or not it may still be read. */
export async function isOwnCopy(tx: Tx, actor: Pick<Actor, 'personId'>, copy: StoredCopy): Promise<boolean> {
	if (copy.person.id !== actor.personId) return false;
	return (await closedPeople(tx, copy.caseId, [actor.personId])).size === 0;
}
export const mayOpenCopy = async (
	tx: Tx,
	actor: Pick<Actor, 'personId'>,
	copy: StoredCopy,
	now: Date
): Promise<boolean> => mayReadCopy(copy.access, londonDate(now.toISOString())) && (await isOwnCopy(tx, actor, copy));
