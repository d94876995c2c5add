/** Attendance in words (domain.md 6.1). */
import type { AgencyType } from '../identity.ts';
import type {
	AttendanceStatus,
	Capacity,
	ChairFinding,
	Contribution,
	InvitationResponse,
	Mode,
	NonAttendanceReason,
	ParticipationChoice
} from './attendance.ts';

export const attendanceStatusWord: Record<AttendanceStatus, string> = {
	ATTENDED: 'Attended',
	ATTENDED_LATE: 'Attended, late',
	ATTENDED_PART: 'Attended in part',
	DEPUTY_ATTENDED: 'Attended as a deputy',
	APOLOGIES_REPORT_RECEIVED: 'Apologies, report received',
	APOLOGIES_NO_REPORT: 'Apologies, no report',
	NO_APOLOGY_REPORT_RECEIVED: 'No apology, report received',
	NO_APOLOGY_NO_REPORT: 'No apology, no report',
	NOT_REQUIRED: 'Not required, stood down by the chair',
	EXCUSED_CONFLICT: 'Excused, conflict of interest'
};
export const responseWord: Record<InvitationResponse, string> = {
	NO_RESPONSE: 'No answer yet',
	ACCEPTED: 'Will attend',
	DECLINED: 'Cannot attend',
	TENTATIVE: 'Not sure yet',
	DELEGATED: 'Substitute named'
};
export const capacityWord: Record<Capacity, string> = {
	CORE: 'Core member',
	INVITED: 'Invited for this case',
	OBSERVER: 'Observer'
};
export const modeWord: Record<Mode, string> = {
	IN_PERSON: 'In person',
	REMOTE_BROWSER: 'Remote, by browser',
	REMOTE_PHONE: 'Remote, by phone'
};
export const contributionWord: Record<Contribution, string> = {
	FULL: 'Full contribution',
	LIMITED: 'Limited contribution',
	NONE: 'No contribution'
};
export const reasonWord: Record<NonAttendanceReason, string> = {
	SICKNESS: 'Sickness',
	LEAVE_NO_COVER: 'Leave without cover',
	OPERATIONAL_EMERGENCY: 'Operational emergency',
	SHORT_NOTICE: 'Short notice of the meeting',
	NOT_INVITED_CORRECTLY: 'Not invited correctly',
	NOT_INVOLVED_IN_CASE: 'Not involved in the case',
	CAPACITY: 'Not enough staff',
	TECHNICAL_FAILURE: 'Technical failure',
	UNKNOWN: 'Not known',
	OTHER: 'Another reason'
};
export const findingWord: Record<ChairFinding, string> = {
	ACCEPTED: 'Absence accepted',
	FEEDBACK_TO_AGENCY: 'Feedback to the agency',
	REFER_TO_SMB: 'Refer to the Strategic Management Board'
};
export const participationWord: Record<ParticipationChoice, string> = {
	MET: 'Minimum participation met',
	PROCEED: 'Not met, the meeting goes on',
	PROCEED_LIMITED: 'Not met, the meeting goes on with limited decisions'
};
export const mannerWord: Record<'READ_ALOUD' | 'DISPLAYED', string> = {
	READ_ALOUD: 'Read aloud',
	DISPLAYED: 'Displayed'
};
export const languageWord: Readonly<Record<string, string>> = { en: 'English', cy: 'Welsh' };
export const yesNoWord = (answer: boolean | null): string => (answer === null ? '' : answer ? 'Yes' : 'No');

export const agencyTypeWord: Record<AgencyType, string> = {
	POLICE: 'Police',
	PROBATION: 'Probation',
	PRISON: 'Prison',
	CHILDRENS_SERVICES: 'Children’s services',
	ADULT_SOCIAL_CARE: 'Adult social care',
	EDUCATION: 'Education',
	HOUSING_AUTHORITY: 'Housing authority',
	REGISTERED_SOCIAL_LANDLORD: 'Registered social landlord',
	NHS_TRUST: 'NHS trust',
	ICB: 'Integrated care board',
	LOCAL_HEALTH_BOARD: 'Local health board',
	YOUTH_JUSTICE: 'Youth justice',
	JOBCENTRE_PLUS: 'Jobcentre Plus',
	ELECTRONIC_MONITORING: 'Electronic monitoring',
	IMMIGRATION_ENFORCEMENT: 'Immigration enforcement',
	OTHER_S325_4A_C: 'Other contributor, section 325(4A)(c)',
	MAPPA_UNIT: 'MAPPA unit'
};
