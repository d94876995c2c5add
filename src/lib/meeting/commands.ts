/** The table of every command on a meeting. A form action, a socket message and an audit row carry the same name. */
import * as agenda from '../agenda/agenda-commands.ts';
import * as attendance from '../attendance/attendance-commands.ts';
import * as floor from '../attendance/floor-commands.ts';
import * as invitation from '../attendance/invitation-commands.ts';
import * as correction from '../corrections/correction-commands.ts';
import * as decisions from '../decisions/decisions-commands.ts';
import * as outcome from '../decisions/outcome-command.ts';
import * as items from '../item-records/item-record-commands.ts';
import * as licence from '../licence/licence-commands.ts';
import * as minutes from '../minutes/minutes-commands.ts';
import * as removed from '../removed-words/removed-words-commands.ts';
import * as returns from '../returns/return-commands.ts';
import * as action from '../rmp/action-commands.ts';
import * as indicator from '../rmp/indicator-commands.ts';
import * as risk from '../rmp/risk-commands.ts';
import * as smb from '../smb/smb-commands.ts';
import type { Command } from './command.ts';
import * as life from './meeting-commands.ts';
import type { CommandName } from './permissions.ts';

export const COMMANDS = {
	'invite-person': invitation.invitePerson,
	'answer-invitation': invitation.answerInvitation,
	'nominate-substitute': invitation.nominateSubstitute,
	'name-substitute': invitation.nameSubstitute,
	'approve-substitute': invitation.approveSubstitute,
	'refuse-substitute': invitation.refuseSubstitute,
	'accept-statement': invitation.acceptStatement,
	'confirm-attendee': invitation.confirmAttendee,
	'remove-attendee': invitation.removeAttendee,
	introduce: attendance.introduce,
	'record-attendance': attendance.recordAttendance,
	'judge-contribution': attendance.judgeContribution,
	'record-finding': attendance.recordFinding,
	'decide-participation': attendance.decideParticipation,
	'present-statement': attendance.presentStatement,
	'reschedule-meeting': life.rescheduleMeeting,
	'set-record-language': life.setRecordLanguage,
	'cancel-meeting': life.cancelMeeting,
	'hand-over-chair': life.handOverChair,
	'start-meeting': life.startMeeting,
	'pause-meeting': life.pauseMeeting,
	'resume-meeting': life.resumeMeeting,
	'end-meeting': life.endMeeting,
	'open-item': agenda.openItem,
	'next-item': agenda.goToNextItem,
	'skip-item': agenda.skipItem,
	'reorder-agenda': agenda.reorderAgenda,
	'raise-hand': agenda.raiseHand,
	'lower-hand': agenda.lowerHand,
	'call-agency': floor.callAgency,
	'save-return': returns.saveReturn,
	'send-return': returns.sendReturn,
	'send-return-for': returns.sendReturnFor,
	'take-proposal': returns.takeProposal,
	'add-risk': risk.addRisk,
	'set-risk-values': risk.setRiskValues,
	'move-risk': risk.moveRisk,
	'remove-risk': risk.removeRisk,
	'restore-risk': risk.restoreRisk,
	'add-action': action.addAction,
	'set-action-values': action.setActionValues,
	'move-action': action.moveAction,
	'remove-action': action.removeAction,
	'restore-action': action.restoreAction,
	'record-action-outcome': action.recordActionOutcome,
	'accept-action': action.acceptAction,
	'verify-actions': action.verifyActions,
	'mark-indicator': indicator.markIndicator,
	'check-previous-minutes': decisions.checkPreviousMinutes,
	'record-disclosure-decision': decisions.recordDisclosureDecision,
	'withdraw-disclosure-decision': decisions.withdrawDisclosureDecision,
	'record-level-decision': decisions.recordLevelDecision,
	'record-outcome': outcome.recordOutcome,
	'record-licence-condition': licence.recordLicenceCondition,
	'decide-licence-condition': licence.decideLicenceCondition,
	'propose-order': licence.proposeOrder,
	'withdraw-order-proposal': licence.withdrawOrderProposal,
	'record-item': items.recordItem,
	'record-dissent': decisions.recordDissent,
	'withdraw-dissent': decisions.withdrawDissent,
	'note-smb-feedback': smb.noteSmbFeedback,
	'withdraw-smb-feedback': smb.withdrawSmbFeedback,
	'note-removed-words': removed.noteRemovedWords,
	'put-back-words': removed.putBackWords,
	'leave-out-words': removed.leaveOutWords,
	'override-gate': minutes.overrideGate,
	'open-accuracy-check': correction.openAccuracyCheck,
	'agree-draft': correction.agreeDraft,
	'propose-correction': correction.proposeCorrection,
	'withdraw-correction': correction.withdrawCorrection,
	'decide-correction': correction.decideCorrection,
	'submit-minutes': minutes.submitMinutes,
	'return-minutes': minutes.returnMinutes,
	'lock-minutes': minutes.lockMinutes
} as const satisfies Record<CommandName, { readonly name: CommandName }>;

export { type CommandName, isCommandName, isInternal } from './permissions.ts';

/** A command by name with its types forgotten, for the one place that runs them all: parse with its schema first. */
export const commandNamed = (name: CommandName): Command<CommandName, unknown> =>
	COMMANDS[name] as unknown as Command<CommandName, unknown>;
