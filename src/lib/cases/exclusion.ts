/**
 * Who may not know of a case, and who alone may (domain.md 7; the lists mirror LAO). Commands of the exclusion list, of the
 * restriction and of the Category 4 clearance. What they mean at every door is server/application/case-access.ts's.
 */
import { z } from 'zod';
import type { Actor } from '../identity.ts';
import { isoDate, maybeDate, oneOf, personId, reason, rowId } from '../input.ts';
import { type Refusal, refuse } from '../result.ts';

export const EXCLUSION_REASONS = ['KNOWS_PERSON', 'KNOWS_VICTIM', 'RELATED', 'OTHER_CONFLICT'] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];
/** A category and no story: nobody has to write down who a victim is in order to keep somebody away. */
export const exclusionReasonWord: Record<ExclusionReason, string> = {
	KNOWS_PERSON: 'Knows the person privately',
	KNOWS_VICTIM: 'Knows a victim privately',
	RELATED: 'Related to the person or a victim',
	OTHER_CONFLICT: 'Another conflict of interest'
};

export type Exclusion = {
	readonly id: string;
	readonly personId: string;
	readonly name: string;
	readonly agencyName: string;
	readonly reason: ExclusionReason;
	/** YYYY-MM-DD */
	readonly from: string;
	/** the last day; null = until it is ended */
	readonly until: string | null;
	readonly recordedBy: string;
	/** ISO 8601 UTC */
	readonly recordedAt: string;
	readonly ended: { readonly by: string; readonly at: string } | null;
	readonly isInForce: boolean;
};

const caseId = rowId('the case');
export const EXCLUDE_PERSON = z.strictObject({
	caseId,
	personId: personId('whom to exclude'),
	reason: oneOf(EXCLUSION_REASONS, 'why this person is excluded'),
	/** since when it is known; an exclusion is in force as soon as it is recorded */
	from: isoDate('the date from which it is known'),
	until: maybeDate('the last day')
});
export type ExcludePerson = z.output<typeof EXCLUDE_PERSON>;
/** @param today YYYY-MM-DD */
export const checkExclusion = (
	{ from, until }: Pick<ExcludePerson, 'from' | 'until'>,
	today: string
): Refusal | null => {
	const at = (field: string, message: string) => refuse('invalid', message, [{ field, message }]);
	if (from > today) return at('from', 'Enter today or an earlier date: an exclusion begins when it is recorded');
	if (until !== null && until < today) return at('until', 'Enter today or a later date, or leave it empty');
	return null;
};

export const END_EXCLUSION = z.strictObject({
	caseId,
	exclusionId: rowId('the exclusion'),
	reason: reason('why it ends')
});
export const RESTRICT_CASE = z.strictObject({ caseId, reason: reason('why only named people may know') });
export const LIFT_RESTRICTION = z.strictObject({ caseId, reason: reason('why the restriction ends') });
export const NAME_FOR_CASE = z.strictObject({ caseId, personId: personId('who may know') });

export const SET_CLEARANCE = z.strictObject({ personId: personId(), reason: reason('why') });
/** Nobody gives a clearance to themselves, nor takes their own away unseen. */
export const checkClearance = (input: { readonly personId: string }, actor: Actor): Refusal | null =>
	input.personId === actor.personId
		? refuse('forbidden', 'Somebody else must give or take back your own clearance')
		: null;
