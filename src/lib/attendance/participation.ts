/**
 * The minimum participation check (domain.md 4.2, V10): chair, lead agency, police and probation. There is no statutory
 * quorum; when something is missing the chair decides whether to go on and gives the reason.
 */
import type { Meeting } from '../meeting/meeting.ts';
import { didAttend, type Seat } from './attendance.ts';
import { type AgencyTypeOf, seatList } from './seats.ts';

/** Taking part: recorded as attended, or not recorded yet and confirmed into the room. */
export const takesPart = (seat: Seat): boolean => {
	if (seat.record) return didAttend(seat.record.status);
	return !seat.removed && seat.confirmed !== null;
};

/** What is missing, in words for a sentence; empty = met. The lead agency is known once the meeting has started. */
export const participationShortfall = (meeting: Meeting, agencyType: AgencyTypeOf): readonly string[] => {
	const here = seatList(meeting.attendance).filter(takesPart);
	const isHere = (agencyId: string): boolean => here.some((seat) => seat.person.agencyId === agencyId);
	const isKindHere = (kind: 'POLICE' | 'PROBATION'): boolean =>
		here.some((seat) => agencyType(seat.person.agencyId) === kind);
	const missing: string[] = [];
	if (!here.some((seat) => seat.person.personId === meeting.chair.personId)) missing.push('the chair');
	if (meeting.case && !isHere(meeting.case.leadAgencyId))
		missing.push(`the lead agency (${meeting.case.leadAgencyName})`);
	const isLead = (kind: 'POLICE' | 'PROBATION'): boolean =>
		meeting.case !== null && agencyType(meeting.case.leadAgencyId) === kind;
	if (!isKindHere('POLICE') && !isLead('POLICE')) missing.push('the police');
	if (!isKindHere('PROBATION') && !isLead('PROBATION')) missing.push('probation');
	return missing;
};
