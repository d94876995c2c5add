/** The words for the life of a meeting and its front sheet. */
import type { CaseStatus, Category, Level, RoshGroup, RoshLevel } from '../cases/case.ts';
import type { Role } from '../identity.ts';
import type { Phase } from './meeting.ts';

export const phaseWord: Record<Phase, string> = {
	CONVENED: 'Convened',
	LIVE: 'In session',
	DRAFT: 'Draft minutes',
	WITH_CHAIR: 'With the chair',
	LOCKED: 'Locked',
	CANCELLED: 'Cancelled'
};
/** What the phase means for the person looking at it. */
export const phaseHint: Record<Phase, string> = {
	CONVENED: 'The meeting has not started. Answer the invitation and accept the statement.',
	LIVE: 'The meeting is running. Everybody in it can write in the plan.',
	DRAFT: 'The meeting has ended. The chair and the minute taker finish the minutes, everybody else can read.',
	WITH_CHAIR: 'The minute taker has finished. The chair checks the minutes and locks them.',
	LOCKED: 'The minutes are final. Nothing in them can change.',
	CANCELLED: 'The meeting was called off before it began.'
};
export const MARKING = 'OFFICIAL-SENSITIVE' as const;
export const HANDLING =
	'Do not copy or pass on without the chair’s agreement. Keep in a restricted part of your agency’s record.';

export const categoryWord: Record<Category, string> = {
	1: 'Category 1: registered sexual offender',
	2: 'Category 2: violent or other sexual offender',
	3: 'Category 3: other dangerous offender',
	4: 'Category 4: terrorism or terrorism risk'
};
export const levelWord: Record<Level, string> = {
	1: 'Level 1: lead agency management',
	2: 'Level 2: formal multi-agency meetings',
	3: 'Level 3: formal multi-agency meetings with senior managers'
};
export const caseStatusWord: Record<CaseStatus, string> = {
	REFERRED: 'Referred',
	ACTIVE: 'Active',
	CLOSED: 'Closed',
	TRANSFERRED: 'Transferred'
};
export const roshGroupWord: Record<RoshGroup, string> = {
	CHILDREN: 'Children',
	PUBLIC: 'Public',
	KNOWN_ADULT: 'Known adult',
	STAFF: 'Staff',
	PRISONERS: 'Prisoners'
};
export const roshLevelWord: Record<RoshLevel, string> = {
	LOW: 'Low',
	MEDIUM: 'Medium',
	HIGH: 'High',
	VERY_HIGH: 'Very high'
};
/** Contact with the Victim Contact Scheme, by the code kept in the case. */
export const victimContactWord: Readonly<Record<string, string>> = {
	IN_CONTACT: 'In contact with the Victim Contact Scheme',
	DECLINED: 'Declined contact',
	NOT_ELIGIBLE: 'Not eligible for the scheme',
	NOT_TRACED: 'Not traced',
	DISCRETIONARY: 'Discretionary contact'
};
export const roleWord: Record<Role, string> = {
	MAPPA_COORDINATOR: 'MAPPA co-ordinator',
	MAPPA_ADMINISTRATOR: 'MAPPA administrator',
	AGENCY_REP: 'Agency representative',
	SMB_MEMBER: 'Member of the Strategic Management Board',
	SMB_CHAIR: 'Chair of the Strategic Management Board',
	LAY_ADVISER: 'Lay adviser to the Strategic Management Board',
	AUDITOR: 'Auditor of meetings',
	SYSTEM_ADMINISTRATOR: 'System administrator',
	VISITING_REP: 'Comes from another area, for a shared case'
};
