/** Opening a case: from the register, or by accepting a referral. */
import { eq } from 'drizzle-orm';
import { agency, mappCase, person } from '#drizzle/schema.ts';
import type { OpenCase } from '#lib/cases/case-commands.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { noteOpened } from '../persistence/case-changes.ts';
import type { Tx } from '../persistence/database.ts';
import { isCleared } from './amend-case.ts';
import { closedPeople } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';

const taken = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);

/** Of every reference that cannot be used, whyever: it has the form of a referral's number, or stands in the register. */
const UNUSABLE_REFERENCE = taken('ref', 'This reference cannot be used. Enter another one');
/** Numbers the service gives to referrals. */
const REFERRAL_NUMBER = /^R-\d{4}-\d+$/i;

/** @returns the case's id, or what must be put right at its field */
export async function openCase(
	tx: Tx,
	actor: Actor,
	{ caseManagerId, leadAgencyId, ...input }: OpenCase
): Promise<Result<{ readonly id: string; readonly warnings: readonly string[] }>> {
	const [lead] = isIdentifier(leadAgencyId)
		? await tx.select({ id: agency.id }).from(agency).where(eq(agency.id, leadAgencyId))
		: [];
	if (!lead) return taken('leadAgencyId', 'Choose an agency of this area');
	const [manager] =
		caseManagerId && isIdentifier(caseManagerId)
			? await tx.select({ id: person.id }).from(person).where(eq(person.id, caseManagerId))
			: [];
	if (caseManagerId && !manager) return taken('caseManagerId', 'Choose a person of this area');
	if (input.category === 4 && !(await isCleared(tx, actor.personId)))
		return taken('category', 'Only somebody with the clearance for Category 4 can open such a case');
	if (REFERRAL_NUMBER.test(input.ref)) return UNUSABLE_REFERENCE;
	const [row] = await tx
		.insert(mappCase)
		.values({ ...input, areaId: actor.areaId, leadAgencyId, caseManagerId: manager?.id ?? null, status: 'ACTIVE' })
		.onConflictDoNothing({ target: [mappCase.areaId, mappCase.ref] })
		.returning();
	// Somebody may know of the case that has it, or may not: the answer is the same, and says nothing of a case.
	if (!row) return UNUSABLE_REFERENCE;
	if (manager && (await closedPeople(tx, row.id, [manager.id])).size > 0)
		return taken('caseManagerId', 'Choose a person of this area');
	await noteOpened(tx, row, actor.personId);
	return done({ id: row.id, warnings: [] });
}
