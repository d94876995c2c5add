/** What an accepted referral says for the meeting it led to: why it is held, whom to ask, by when it is due. */
import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { referral } from '#drizzle/schema.ts';
import { isAccepted, lastDecision } from '#lib/referrals/referral.ts';
import { answerAt, rowsAt, valuesOf } from '#lib/referrals/referral-values.ts';
import type { Tx } from '../persistence/database.ts';
import { loadReferral, readSectionsSent } from '../persistence/referral-store.ts';

export type ReferralToConvene = {
	readonly id: string;
	readonly ref: string;
	/** YYYY-MM-DD */
	readonly acceptedOn: string;
	readonly initialDue: string | null;
	readonly emergency: boolean;
	/** proposed: what the referrer wants a first meeting to agree, else what Level 1 cannot do */
	readonly objective: string;
	/** agencies the referrer says should be invited */
	readonly agencyIds: readonly string[];
};

/**
 * The case's newest accepted referral, when no meeting has been held or called since it was accepted.
 * @param lastOn date of the case's last meeting, YYYY-MM-DD
 */
export async function readReferralToConvene(
	tx: Tx,
	caseId: string,
	lastOn: string | null
): Promise<ReferralToConvene | null> {
	const [head] = await tx
		.select()
		.from(referral)
		.where(and(eq(referral.caseId, caseId), isNotNull(referral.acceptedOn)))
		.orderBy(desc(referral.acceptedOn), desc(referral.decidedAt))
		.limit(1);
	if (!head?.acceptedOn || (lastOn !== null && lastOn >= head.acceptedOn)) return null;
	const accepted = await loadReferral(tx, head.id);
	const sent = accepted.submissions.at(-1)?.sections ?? {};
	if (!isAccepted(accepted.state)) return null;
	const sections = (await readSectionsSent(tx, new Map([[head.id, sent]]))).get(head.id) ?? {};
	const { id, ref, acceptedOn, initialDue } = head;
	return {
		...{ id, ref, acceptedOn, initialDue, emergency: lastDecision(accepted)?.emergency ?? false },
		objective: (answerAt(sections, 'reason', 'objective') || answerAt(sections, 'reason', 'levelOneGap')).slice(
			0,
			2_000
		),
		agencyIds: rowsAt(valuesOf(sections, 'agencies'), 'agencies').flatMap(({ agencyId = '', invite }) =>
			invite === 'yes' ? [agencyId] : []
		)
	};
}
