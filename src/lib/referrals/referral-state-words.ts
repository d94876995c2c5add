/** How a state of a referral is shown: the states themselves are stored, and are the same in every language. */
import type { ReferralState } from './referral.ts';

export const referralStateWords: Readonly<Record<ReferralState, string>> = {
	Draft: 'Draft',
	'Referral decision - pending': 'Referral decision - pending',
	'More information needed': 'More information needed',
	'Accepted - level 2': 'Accepted - level 2',
	'Accepted - level 3': 'Accepted - level 3',
	'Rejected - remain at level 1': 'Rejected - remain at level 1',
	'Category 3 referral rejected - not MAPPA managed': 'Category 3 referral rejected - not MAPPA managed',
	Withdrawn: 'Withdrawn',
	'Transferred to another area': 'Transferred to another area'
};
