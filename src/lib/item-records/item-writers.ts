/**
 * Who may record under an item: the chair and the minute taker, and while the meeting runs whoever leads the item in its own
 * sections (domain.md 7). The notes stay with the two who keep the record.
 */

import type { ItemCode, ItemLead } from '../agenda/agenda.ts';
import type { PersonRef, Seat } from '../attendance/attendance.ts';
import { seatOf } from '../attendance/seats.ts';
import type { AgencyType } from '../identity.ts';
import { isHere, mayWriteMinutes } from '../meeting/lifecycle.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { isRecordedItem, RECORDED_ITEMS } from './item-fields.ts';

const LEADING_AGENCIES: Partial<Record<ItemLead, readonly AgencyType[]>> = {
	VLO: ['PROBATION'],
	POLICE: ['POLICE'],
	SOCIAL_CARE: ['CHILDRENS_SERVICES', 'ADULT_SOCIAL_CARE']
};

const leads = (meeting: Meeting, { agencyId, agencyType }: PersonRef, code: ItemCode): boolean => {
	const lead = meeting.agenda.items.find((item) => item.code === code)?.lead;
	if (!lead) return false;
	const isLeadAgency = meeting.case?.leadAgencyId === agencyId;
	if (lead === 'CASE_MANAGER' || lead === 'VLO') {
		if (isLeadAgency) return true;
	}
	return agencyType !== undefined && (LEADING_AGENCIES[lead]?.includes(agencyType) ?? false);
};

const liveSeat = (meeting: Meeting, personId: string, statementVersion: number): Seat | null => {
	if (meeting.phase !== 'LIVE' || !isHere(meeting, personId, statementVersion)) return null;
	const seat = seatOf(meeting.attendance, personId);
	return seat && seat.capacity !== 'OBSERVER' && seat.person.guest !== true ? seat : null;
};

/** Whether somebody may record the choices of an item, and write in its own texts. */
export const mayRecordItem = (meeting: Meeting, personId: string, code: ItemCode, statementVersion = 0): boolean => {
	if (mayWriteMinutes(meeting, personId, statementVersion)) return true;
	const seat = isRecordedItem(code) ? liveSeat(meeting, personId, statementVersion) : null;
	return seat !== null && leads(meeting, seat.person, code);
};
/** The same for one row: what an agency knows is also said by that agency. */
export const mayRecordRow = (
	meeting: Meeting,
	personId: string,
	code: ItemCode,
	row: string | null,
	statementVersion = 0
): boolean =>
	mayRecordItem(meeting, personId, code, statementVersion) ||
	(code === 'AGENCY_INFO' && liveSeat(meeting, personId, statementVersion)?.person.agencyId === row);

/** Whether somebody may write in this text of the `minutes` document. */
export const mayWriteMinutesField = (
	meeting: Meeting,
	personId: string,
	field: string,
	statementVersion = 0
): boolean => {
	if (mayWriteMinutes(meeting, personId, statementVersion)) return true;
	const code = field.split('.')[0] ?? '';
	return isRecordedItem(code) && !field.endsWith('.notes') && mayRecordItem(meeting, personId, code, statementVersion);
};
/** Whether somebody may write in any of them: they are let in to write, and each text is judged by itself. */
export const mayWriteSomeMinutes = (meeting: Meeting, personId: string, statementVersion = 0): boolean =>
	mayWriteMinutes(meeting, personId, statementVersion) ||
	RECORDED_ITEMS.some((code) => mayRecordItem(meeting, personId, code, statementVersion));
