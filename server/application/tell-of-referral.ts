/** Whoever waits for news of a referral is told that there is something to read, in the transaction of the act itself. */
import type { Referral, ReferralEvent } from '#lib/referrals/referral.ts';
import type { Tx } from '../persistence/database.ts';
import type { Stored } from '../persistence/referral-store.ts';

export async function tellOfReferral(
	_tx: Tx,
	_stored: Stored,
	_after: Referral,
	_event: ReferralEvent
): Promise<void> {}
