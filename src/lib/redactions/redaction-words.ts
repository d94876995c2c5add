/** What redactions are called where they are shown. */
import type { RedactionReason, RedactionState } from './redaction.ts';

export const redactionReasonWord: Record<RedactionReason, string> = {
	WRONG_PERSON: 'wrong person’s data',
	VICTIM_LOCATION: 'victim’s location',
	VICTIM_IDENTITY: 'who a victim is',
	THIRD_PARTY: 'third party',
	SOURCE: 'intelligence or its source',
	LEGAL_ADVICE: 'legal advice',
	NOT_LAWFUL: 'not lawful to hold'
};
export const redactionReasonHint: Record<RedactionReason, string> = {
	WRONG_PERSON: 'It is about somebody else than the person the meeting is about',
	VICTIM_LOCATION: 'Where a victim lives, works, learns or can be found',
	VICTIM_IDENTITY: 'A victim’s name, or what gives it away',
	THIRD_PARTY: 'Somebody who has nothing to do with the risk',
	SOURCE: 'Raw intelligence, or who it came from',
	LEGAL_ADVICE: 'What a lawyer advised',
	NOT_LAWFUL: 'The area has no basis in law to hold it'
};

export const redactionStateWord: Record<RedactionState, string> = {
	ASKED: 'Waiting for a second person',
	DONE: 'Taken out for good',
	REFUSED: 'Not agreed, nothing was taken out',
	WITHDRAWN: 'Withdrawn, nothing was taken out'
};

/** Where something was recorded, by the table that holds it. */
export const factPlaceWord: Readonly<Record<string, string>> = {
	meeting_event: 'Recorded in the meeting',
	meeting: 'The meeting’s place',
	agency_return: 'An agency return as sent',
	late_words: 'Words that came too late',
	meeting_ask: 'A question about a text',
	correction: 'A proposed correction',
	correction_decision: 'What was said to a correction',
	smb_feedback: 'Feedback to the Board',
	smb_feedback_step: 'What became of feedback to the Board',
	action: 'The list of actions',
	action_event: 'Progress of an action',
	disclosure_to_make: 'A disclosure to make',
	disclosure_completion: 'What became of a disclosure',
	minutes_filing: 'Where the minutes are filed',
	absence_event: 'An agency’s absence',
	quality_audit_event: 'A quality audit of this meeting',
	copy_access: 'Why a copy may be read longer or no more',
	exported_file: 'The list of exports',
	case_bundle: 'An archive of the case',
	request_step: 'A request for information',
	mapp_case: 'The case',
	case_change: 'What was changed in the case',
	level_change: 'A change of level',
	imported_plan: 'A plan brought from elsewhere',
	referral_section: 'The referral',
	referral_event: 'What was decided on the referral',
	guest: 'A guest of the meeting',
	emergency_access: 'An emergency access to the case',
	case_share: 'A share of the case with another area',
	case_share_event: 'What became of a share with another area',
	retention_hold: 'A hold on the case',
	retention_review: 'Why the case is kept',
	victim_name: 'Names of victims'
};
