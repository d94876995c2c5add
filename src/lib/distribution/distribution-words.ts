/** What is said of copies of the final minutes. */
import type { CopyProfile } from './minutes-copy.ts';
import type { RecipientReason } from './propose-recipients.ts';

export const recipientReasonWord: Record<RecipientReason, string> = {
	ATTENDED: 'was there',
	OWNS_ACTION: 'owns an action',
	INVITED: 'was invited'
};
export const copyProfileWord: Record<CopyProfile, string> = {
	FULL: 'Full record',
	AGENCY: 'Version for their agency',
	EXECUTIVE_SUMMARY: 'Executive summary'
};
/** What somebody undertakes before a copy opens, who was not in the meeting to accept its statement (peers.md D6). */
export const UNDERTAKING =
	'I keep these minutes in the restricted part of my agency’s record. I do not copy them, pass them on or take them into another meeting without the chair’s consent. I use them only to protect people and to manage this case.';
/** Why a file leaves, where nobody says otherwise: a recipient takes their own copy along. */
export const OWN_COPY_PURPOSE = 'Own copy, for the restricted part of the agency’s record';
