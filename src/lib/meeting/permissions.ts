/**
 * The lifecycle as a table: who may run each command, and in which phases. Buttons, the server and the tests read the
 * same rows; it holds no schema, so that a page can read it without loading any.
 */
import type { Phase } from './meeting.ts';

/**
 * Who may run a command. `anyone-in-room` becomes recorder only once the meeting has ended; `recorder` is the chair or
 * the minute taker; `attendee` is whoever was let in, also once it has ended; `invited` is any seat, before the room; `unit` is the area's co-ordinator or administrator;
 * `internal` is the server itself, through no door.
 */
export type Clearance = 'anyone-in-room' | 'attendee' | 'recorder' | 'chair' | 'invited' | 'unit' | 'internal';
export type Permission = {
	/** any one of these is enough */
	readonly may: readonly Clearance[];
	readonly phases: readonly Phase[];
};

export const PERMISSIONS = {
	'invite-person': { may: ['unit', 'chair'], phases: ['CONVENED', 'LIVE'] },
	'answer-invitation': { may: ['invited'], phases: ['CONVENED'] },
	'nominate-substitute': { may: ['invited'], phases: ['CONVENED', 'LIVE'] },
	'name-substitute': { may: ['unit'], phases: ['CONVENED', 'LIVE'] },
	'approve-substitute': { may: ['unit'], phases: ['CONVENED', 'LIVE'] },
	'refuse-substitute': { may: ['unit'], phases: ['CONVENED', 'LIVE'] },
	'accept-statement': { may: ['invited'], phases: ['CONVENED', 'LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'confirm-attendee': { may: ['recorder'], phases: ['CONVENED', 'LIVE'] },
	'remove-attendee': { may: ['recorder'], phases: ['CONVENED', 'LIVE', 'DRAFT', 'WITH_CHAIR'] },
	introduce: { may: ['invited'], phases: ['CONVENED', 'LIVE'] },
	'record-attendance': { may: ['recorder'], phases: ['CONVENED', 'LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'judge-contribution': { may: ['chair'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'record-finding': { may: ['chair'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'decide-participation': { may: ['chair'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'present-statement': { may: ['recorder'], phases: ['LIVE'] },
	'reschedule-meeting': { may: ['unit'], phases: ['CONVENED'] },
	'set-record-language': { may: ['recorder'], phases: ['CONVENED', 'LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'cancel-meeting': { may: ['unit'], phases: ['CONVENED'] },
	'hand-over-chair': { may: ['chair', 'unit'], phases: ['CONVENED', 'LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'start-meeting': { may: ['recorder'], phases: ['CONVENED'] },
	'pause-meeting': { may: ['recorder'], phases: ['LIVE'] },
	'resume-meeting': { may: ['recorder'], phases: ['LIVE'] },
	'end-meeting': { may: ['chair'], phases: ['LIVE'] },
	'open-item': { may: ['recorder'], phases: ['LIVE'] },
	'next-item': { may: ['recorder'], phases: ['LIVE'] },
	'skip-item': { may: ['chair'], phases: ['LIVE'] },
	'reorder-agenda': { may: ['chair'], phases: ['CONVENED', 'LIVE'] },
	'raise-hand': { may: ['anyone-in-room'], phases: ['LIVE'] },
	'lower-hand': { may: ['anyone-in-room'], phases: ['LIVE'] },
	'call-agency': { may: ['chair'], phases: ['LIVE'] },
	'save-return': { may: ['invited'], phases: ['CONVENED', 'LIVE'] },
	'send-return': { may: ['invited'], phases: ['CONVENED', 'LIVE'] },
	'send-return-for': { may: ['unit'], phases: ['CONVENED', 'LIVE'] },
	'take-proposal': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT'] },
	'add-risk': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT'] },
	'set-risk-values': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT'] },
	'move-risk': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT'] },
	'remove-risk': { may: ['recorder'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'restore-risk': { may: ['recorder'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'add-action': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT'] },
	'set-action-values': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT'] },
	'move-action': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT'] },
	'remove-action': { may: ['recorder'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'restore-action': { may: ['recorder'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'record-action-outcome': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'accept-action': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'verify-actions': { may: ['chair'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'mark-indicator': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'check-previous-minutes': { may: ['recorder'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'record-disclosure-decision': { may: ['chair'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'withdraw-disclosure-decision': { may: ['chair'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'record-level-decision': { may: ['chair'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'record-outcome': { may: ['chair'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'record-licence-condition': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'decide-licence-condition': { may: ['recorder'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'propose-order': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'withdraw-order-proposal': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'record-item': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'record-dissent': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT'] },
	'withdraw-dissent': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'note-smb-feedback': { may: ['chair'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'withdraw-smb-feedback': { may: ['chair'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'note-removed-words': { may: ['internal'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'put-back-words': { may: ['anyone-in-room'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'leave-out-words': { may: ['recorder'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'override-gate': { may: ['chair'], phases: ['LIVE', 'DRAFT', 'WITH_CHAIR'] },
	'open-accuracy-check': { may: ['chair'], phases: ['DRAFT', 'WITH_CHAIR'] },
	'agree-draft': { may: ['attendee'], phases: ['DRAFT', 'WITH_CHAIR'] },
	'propose-correction': { may: ['attendee'], phases: ['DRAFT', 'WITH_CHAIR'] },
	'withdraw-correction': { may: ['attendee'], phases: ['DRAFT', 'WITH_CHAIR'] },
	'decide-correction': { may: ['attendee'], phases: ['DRAFT', 'WITH_CHAIR'] },
	'submit-minutes': { may: ['recorder'], phases: ['DRAFT'] },
	'return-minutes': { may: ['chair'], phases: ['WITH_CHAIR'] },
	'lock-minutes': { may: ['chair'], phases: ['DRAFT', 'WITH_CHAIR'] }
} as const satisfies Record<string, Permission>;

export type CommandName = keyof typeof PERMISSIONS;
export const COMMAND_NAMES = Object.keys(PERMISSIONS) as readonly CommandName[];
export const isCommandName = (name: string): name is CommandName => Object.hasOwn(PERMISSIONS, name);
export const permissionOf = (name: CommandName): Permission => PERMISSIONS[name];
/** Run by the server alone: no form and no socket message may name them. */
export const isInternal = (name: CommandName): boolean => permissionOf(name).may.includes('internal');
