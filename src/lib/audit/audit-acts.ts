/**
 * Every act the service writes into its audit, once, with its kind. Six kinds are those of section 62 of the Data Protection
 * Act 2018 (domain.md 9); the others are what a service that lets people in and keeps people out tells besides.
 * `writeAudit` takes no act that is not here: a new act gets a line below.
 */

export const AUDIT_KINDS = [
	'COLLECTION',
	'ALTERATION',
	'CONSULTATION',
	'DISCLOSURE',
	'COMBINATION',
	'ERASURE',
	'SIGN_IN',
	'DENIAL',
	'ACCESS_CHANGE',
	'SETTING'
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** Of an act that was not allowed the name is `deny-` and its own. */
const DENIED = 'deny-';

export const AUDIT_ACTS = {
	// Signing in
	'sign-in': 'SIGN_IN',
	'sign-out': 'SIGN_IN',
	'step-up': 'SIGN_IN',
	'switch-seat': 'SIGN_IN',
	'take-seat': 'ACCESS_CHANGE',
	'decline-seat': 'ACCESS_CHANGE',
	'first-sign-in': 'SIGN_IN',
	'make-first-sign-in': 'SIGN_IN',
	'change-password': 'SIGN_IN',
	'add-code-app': 'SIGN_IN',
	'remove-code-app': 'SIGN_IN',
	'make-recovery-codes': 'SIGN_IN',
	'use-recovery-code': 'SIGN_IN',
	'add-passkey': 'SIGN_IN',
	'rename-passkey': 'SIGN_IN',
	'remove-passkey': 'SIGN_IN',
	'link-agency-sign-in': 'SIGN_IN',
	'end-session': 'SIGN_IN',
	'end-other-sessions': 'SIGN_IN',

	// The area: agencies, people, settings
	'add-agency': 'SETTING',
	'set-statement-text': 'SETTING',
	'set-area-number': 'SETTING',
	'keep-wording': 'SETTING',
	'set-agency-contact': 'SETTING',
	'change-agency': 'SETTING',
	'set-agency-sign-in': 'SETTING',
	'add-person': 'ACCESS_CHANGE',
	'set-person-grade': 'ACCESS_CHANGE',
	'change-person': 'ACCESS_CHANGE',
	'give-role': 'ACCESS_CHANGE',
	'take-role': 'ACCESS_CHANGE',
	'set-vetting': 'ACCESS_CHANGE',
	'disable-account': 'ACCESS_CHANGE',
	'enable-account': 'ACCESS_CHANGE',
	'end-sessions': 'ACCESS_CHANGE',
	'reset-second-factor': 'ACCESS_CHANGE',
	'view-people': 'CONSULTATION',
	'import-people': 'COMBINATION',
	'load-demo-year': 'COLLECTION',

	// Referrals
	'begin-referral': 'COLLECTION',
	'save-referral-section': 'COLLECTION',
	'submit-referral': 'COLLECTION',
	'withdraw-referral': 'ALTERATION',
	'challenge-decision': 'ALTERATION',
	'ask-for-information': 'ALTERATION',
	'decide-referral': 'ALTERATION',
	'resolve-challenge': 'ALTERATION',
	'transfer-referral': 'DISCLOSURE',
	'view-referral': 'CONSULTATION',
	'view-referrals': 'CONSULTATION',

	// The case
	'open-case': 'COLLECTION',
	'import-plan': 'COMBINATION',
	'amend-person': 'ALTERATION',
	'amend-offence': 'ALTERATION',
	'amend-orders': 'ALTERATION',
	'amend-risk': 'ALTERATION',
	'amend-management': 'ALTERATION',
	'change-category': 'ALTERATION',
	'change-level': 'ALTERATION',
	'change-status': 'ALTERATION',
	'exclude-person': 'ACCESS_CHANGE',
	'end-exclusion': 'ACCESS_CHANGE',
	'restrict-case': 'ACCESS_CHANGE',
	'lift-restriction': 'ACCESS_CHANGE',
	'name-for-case': 'ACCESS_CHANGE',
	'unname-for-case': 'ACCESS_CHANGE',
	'share-case': 'DISCLOSURE',
	'accept-share': 'ACCESS_CHANGE',
	'decline-share': 'ACCESS_CHANGE',
	'end-share': 'ACCESS_CHANGE',
	'view-shares': 'CONSULTATION',
	'give-clearance': 'ACCESS_CHANGE',
	'take-clearance': 'ACCESS_CHANGE',
	'ask-emergency-access': 'ACCESS_CHANGE',
	'approve-emergency-access': 'ACCESS_CHANGE',
	'refuse-emergency-access': 'ACCESS_CHANGE',
	'end-emergency-access': 'ACCESS_CHANGE',
	'review-emergency-access': 'ACCESS_CHANGE',
	'view-emergency-access': 'CONSULTATION',
	// what somebody looked at by it
	'emergency-view-case': 'CONSULTATION',
	'emergency-view-plans': 'CONSULTATION',
	'view-case': 'CONSULTATION',
	'view-cases': 'CONSULTATION',
	'search-cases': 'CONSULTATION',
	'view-exclusions': 'CONSULTATION',
	'view-clearances': 'CONSULTATION',
	'view-reviews': 'CONSULTATION',
	'export-reviews': 'DISCLOSURE',
	'compare-plans': 'CONSULTATION',
	'view-plan': 'CONSULTATION',
	'view-bundle': 'CONSULTATION',
	'start-bundle': 'DISCLOSURE',
	'cancel-bundle': 'ALTERATION',
	'export-bundle': 'DISCLOSURE',

	// Convening, and who is let in
	'convene-meeting': 'ALTERATION',
	'convene-professionals-meeting': 'ALTERATION',
	'reschedule-meeting': 'ALTERATION',
	'cancel-meeting': 'ALTERATION',
	'set-record-language': 'ALTERATION',
	'note-meeting-step': 'ALTERATION',
	'invite-person': 'ACCESS_CHANGE',
	'answer-invitation': 'ALTERATION',
	'nominate-substitute': 'ALTERATION',
	'name-substitute': 'ALTERATION',
	'approve-substitute': 'ACCESS_CHANGE',
	'refuse-substitute': 'ACCESS_CHANGE',
	'accept-statement': 'ALTERATION',
	'confirm-attendee': 'ACCESS_CHANGE',
	'remove-attendee': 'ACCESS_CHANGE',
	'hand-over-chair': 'ACCESS_CHANGE',
	'view-brief': 'CONSULTATION',
	'view-register': 'CONSULTATION',

	// Guests
	'ask-guest': 'COLLECTION',
	'approve-guest': 'ACCESS_CHANGE',
	'refuse-guest': 'ACCESS_CHANGE',
	'end-guest': 'ACCESS_CHANGE',
	'make-guest-code': 'ACCESS_CHANGE',
	'make-guest-link': 'ACCESS_CHANGE',
	'send-guest-link': 'ACCESS_CHANGE',
	'come-in-as-guest': 'SIGN_IN',
	'view-guests': 'CONSULTATION',

	// The screen on the wall, and the chair's own notes
	'open-room-screen': 'ACCESS_CHANGE',
	'close-room-screen': 'ACCESS_CHANGE',
	'save-chair-notes': 'COLLECTION',
	'view-chair-notes': 'CONSULTATION',

	// The meeting
	'view-meeting': 'CONSULTATION',
	'start-meeting': 'ALTERATION',
	'pause-meeting': 'ALTERATION',
	'resume-meeting': 'ALTERATION',
	'end-meeting': 'ALTERATION',
	introduce: 'ALTERATION',
	'present-statement': 'ALTERATION',
	'open-item': 'ALTERATION',
	'next-item': 'ALTERATION',
	'skip-item': 'ALTERATION',
	'reorder-agenda': 'ALTERATION',
	'raise-hand': 'ALTERATION',
	'call-agency': 'ALTERATION',
	'lower-hand': 'ALTERATION',
	'record-attendance': 'COLLECTION',
	'judge-contribution': 'COLLECTION',
	'record-finding': 'COLLECTION',
	'decide-participation': 'ALTERATION',
	'record-item': 'COLLECTION',
	'record-dissent': 'COLLECTION',
	'withdraw-dissent': 'ALTERATION',
	'note-smb-feedback': 'COLLECTION',
	'withdraw-smb-feedback': 'ALTERATION',
	'override-gate': 'ALTERATION',
	'check-previous-minutes': 'ALTERATION',

	// Agencies' returns
	'save-return': 'COLLECTION',
	'send-return': 'COLLECTION',
	'send-return-for': 'COLLECTION',
	'take-proposal': 'ALTERATION',
	'view-return': 'CONSULTATION',
	'view-returns': 'CONSULTATION',

	// Plan, actions and decisions
	'add-risk': 'COLLECTION',
	'set-risk-values': 'ALTERATION',
	'move-risk': 'ALTERATION',
	'remove-risk': 'ALTERATION',
	'restore-risk': 'ALTERATION',
	'add-action': 'COLLECTION',
	'set-action-values': 'ALTERATION',
	'move-action': 'ALTERATION',
	'remove-action': 'ALTERATION',
	'restore-action': 'ALTERATION',
	'record-action-outcome': 'ALTERATION',
	'accept-action': 'ALTERATION',
	'verify-actions': 'ALTERATION',
	'mark-indicator': 'ALTERATION',
	'record-disclosure-decision': 'ALTERATION',
	'withdraw-disclosure-decision': 'ALTERATION',
	'record-level-decision': 'ALTERATION',
	'record-outcome': 'ALTERATION',
	'record-licence-condition': 'ALTERATION',
	'decide-licence-condition': 'ALTERATION',
	'propose-order': 'ALTERATION',
	'withdraw-order-proposal': 'ALTERATION',
	'complete-disclosure': 'DISCLOSURE',
	'view-disclosure': 'CONSULTATION',
	'report-action': 'ALTERATION',
	'take-back-report': 'ALTERATION',
	'decide-new-date': 'ALTERATION',
	'decide-no-need': 'ALTERATION',
	'raise-action': 'ALTERATION',
	'view-action': 'CONSULTATION',
	'view-actions': 'CONSULTATION',
	'view-own-actions': 'CONSULTATION',
	'view-agency-actions': 'CONSULTATION',

	// What is kept apart from the others in the room
	'make-restricted-note': 'COLLECTION',
	'change-restricted-audience': 'ACCESS_CHANGE',
	'record-victim-name': 'COLLECTION',
	'view-restricted-note': 'CONSULTATION',
	'view-victim-names': 'CONSULTATION',
	'view-kept-apart': 'CONSULTATION',
	'export-kept-apart': 'DISCLOSURE',

	// Questions about texts, which go with the lock
	'ask-about-text': 'COLLECTION',
	'answer-ask': 'ALTERATION',
	'settle-ask': 'ALTERATION',

	// What was typed
	'note-removed-words': 'ALTERATION',
	'put-back-words': 'ALTERATION',
	'leave-out-words': 'ALTERATION',
	'offer-late-words': 'COLLECTION',
	'settle-late-words': 'ALTERATION',
	'find-words': 'CONSULTATION',
	'ask-redaction': 'ALTERATION',
	'refuse-redaction': 'ALTERATION',
	'withdraw-redaction': 'ALTERATION',
	'confirm-redaction': 'ERASURE',
	'view-redactions': 'CONSULTATION',

	// Minutes: accuracy, lock, addenda
	'open-accuracy-check': 'ALTERATION',
	'agree-draft': 'ALTERATION',
	'propose-correction': 'ALTERATION',
	'withdraw-correction': 'ALTERATION',
	'decide-correction': 'ALTERATION',
	'view-corrections': 'CONSULTATION',
	'submit-minutes': 'ALTERATION',
	'return-minutes': 'ALTERATION',
	'lock-minutes': 'ALTERATION',
	'seal-without-time-stamp': 'ALTERATION',
	'ask-addendum': 'ALTERATION',
	'decide-addendum': 'ALTERATION',
	'seal-addendum': 'ALTERATION',
	'view-draft': 'CONSULTATION',
	'view-addenda': 'CONSULTATION',
	'view-final-minutes': 'CONSULTATION',
	'view-hand-off': 'CONSULTATION',
	'note-hand-off': 'ALTERATION',
	'file-minutes': 'ALTERATION',
	'take-back-filing': 'ALTERATION',

	// Versions, copies and files that leave
	'mark-record': 'ALTERATION',
	'approve-version': 'ALTERATION',
	'view-record-marks': 'CONSULTATION',
	'preview-version': 'CONSULTATION',
	'distribute-minutes': 'DISCLOSURE',
	'authorise-distribution': 'DISCLOSURE',
	'distribute-copies': 'DISCLOSURE',
	'change-copy-access': 'ACCESS_CHANGE',
	'note-copy-use': 'ALTERATION',
	'view-copy': 'CONSULTATION',
	'view-distribution': 'CONSULTATION',
	'export-pdf': 'DISCLOSURE',
	'export-docx': 'DISCLOSURE',
	'export-html': 'DISCLOSURE',
	'export-json': 'DISCLOSURE',
	'export-addendum-pdf': 'DISCLOSURE',
	'export-addendum-docx': 'DISCLOSURE',
	'export-addendum-html': 'DISCLOSURE',
	'export-addendum-json': 'DISCLOSURE',
	'export-action-list': 'DISCLOSURE',

	// Requests for information
	'open-request': 'COLLECTION',
	'amend-request': 'ALTERATION',
	'ask-originator': 'ALTERATION',
	'note-originator-answer': 'ALTERATION',
	'decide-request': 'ALTERATION',
	'close-request': 'ALTERATION',
	'view-request': 'CONSULTATION',
	'view-requests': 'CONSULTATION',

	// Absences
	'open-absence': 'ALTERATION',
	'send-absence-notice': 'ALTERATION',
	'answer-absence-notice': 'ALTERATION',
	'decide-challenge': 'ALTERATION',
	'raise-absence': 'ALTERATION',
	'reply-to-absence': 'ALTERATION',
	'close-absence': 'ALTERATION',
	'view-absence': 'CONSULTATION',
	'view-absences': 'CONSULTATION',

	// The Board, and looking at a sample of meetings
	'take-feedback-step': 'ALTERATION',
	'enter-board-figure': 'ALTERATION',
	'publish-board-pack': 'DISCLOSURE',
	'view-board-pack': 'CONSULTATION',
	'view-board-meetings': 'CONSULTATION',
	'view-board-annual': 'CONSULTATION',
	'view-smb-feedback': 'CONSULTATION',
	'export-board-pack': 'DISCLOSURE',
	'draw-audit-sample': 'ALTERATION',
	'choose-audited-meeting': 'ALTERATION',
	'give-licence': 'ACCESS_CHANGE',
	'renew-licence': 'ACCESS_CHANGE',
	'withdraw-licence': 'ACCESS_CHANGE',
	'accept-audit-statement': 'ALTERATION',
	'save-audit': 'ALTERATION',
	'submit-audit': 'ALTERATION',
	'correct-audit': 'ALTERATION',
	'answer-audit': 'ALTERATION',
	'view-audits': 'CONSULTATION',
	'open-quality-audit': 'CONSULTATION',
	'view-quality-audit': 'CONSULTATION',

	// Until when things are kept, holds, destruction
	'view-retention': 'CONSULTATION',
	'view-case-retention': 'CONSULTATION',
	'hold-case': 'ALTERATION',
	'hold-area': 'ALTERATION',
	'review-case-hold': 'ALTERATION',
	'review-area-hold': 'ALTERATION',
	'end-case-hold': 'ALTERATION',
	'end-area-hold': 'ALTERATION',
	'keep-case': 'ALTERATION',
	'propose-destruction': 'ALTERATION',
	'withdraw-destruction': 'ALTERATION',
	'destroy-case': 'ERASURE',
	'destroy-drafts': 'ERASURE',
	'destroy-mail': 'ERASURE',
	'destroy-chair-notes': 'ERASURE',
	'destroy-archives': 'ERASURE',
	'destroy-audit': 'ERASURE',
	'view-certificate': 'CONSULTATION',
	'export-certificate': 'DISCLOSURE',
	'view-subject-export': 'CONSULTATION',
	'export-subject': 'DISCLOSURE',

	// Messages
	'view-outbox': 'CONSULTATION',
	'retry-mail': 'ALTERATION',
	'pass-on-mail': 'ALTERATION',

	// The audit itself
	'view-audit-log': 'CONSULTATION',
	'export-audit-log': 'DISCLOSURE'
} as const satisfies Readonly<Record<string, Exclude<AuditKind, 'DENIAL'>>>;

/** What is only ever refused, never done. */
export const ONLY_DENIED = ['document', 'frame', 'flood', 'search', 'export'] as const;

export type DoneAct = keyof typeof AUDIT_ACTS;
export type AuditAct = DoneAct | `deny-${DoneAct | (typeof ONLY_DENIED)[number]}`;

const isDoneAct = (act: string): act is DoneAct => Object.hasOwn(AUDIT_ACTS, act);

/** Whether this is an act that the service writes. */
export const isAuditAct = (act: string): act is AuditAct => {
	if (isDoneAct(act)) return true;
	const denied = act.startsWith(DENIED) ? act.slice(DENIED.length) : null;
	return denied !== null && (isDoneAct(denied) || ONLY_DENIED.some((one) => one === denied));
};

/** The kind of an act; an act of an earlier version of the service that has no line any more counts as an alteration. */
export const kindOfAct = (act: string): AuditKind =>
	act.startsWith(DENIED) ? 'DENIAL' : isDoneAct(act) ? AUDIT_ACTS[act] : 'ALTERATION';

/** All acts of a kind that may be found in the audit. */
export const actsOfKind = (kind: Exclude<AuditKind, 'DENIAL'>): readonly DoneAct[] =>
	(Object.keys(AUDIT_ACTS) as DoneAct[]).filter((act) => AUDIT_ACTS[act] === kind);

const TECHNICAL: readonly AuditKind[] = ['SIGN_IN', 'ACCESS_CHANGE', 'SETTING'];
/** Access to one case or meeting is its chair's and the co-ordinator's business, not the technicians'. */
const OF_A_CASE: readonly DoneAct[] = [
	'exclude-person',
	'end-exclusion',
	'restrict-case',
	'lift-restriction',
	'name-for-case',
	'unname-for-case',
	'invite-person',
	'approve-substitute',
	'refuse-substitute',
	'confirm-attendee',
	'remove-attendee',
	'hand-over-chair',
	'change-restricted-audience',
	'change-copy-access',
	'give-licence',
	'renew-licence',
	'withdraw-licence',
	'ask-emergency-access',
	'approve-emergency-access',
	'refuse-emergency-access',
	'end-emergency-access',
	'review-emergency-access'
];
/** What a system administrator may read of the audit (domain.md 7: technical events only): nothing that tells of a case. */
export const TECHNICAL_ACTS: readonly DoneAct[] = (Object.keys(AUDIT_ACTS) as DoneAct[]).filter(
	(act) => TECHNICAL.includes(AUDIT_ACTS[act]) && !OF_A_CASE.includes(act)
);
