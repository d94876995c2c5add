/**
 * The return of one agency, `return.<agency id>`: people of that agency write it, the two who keep the record read it
 * (domain.md 8.4: nobody else edits what an agency contributed).
 */
import { agencySeats } from '#lib/attendance/seats.ts';
import { isRecorder } from '#lib/meeting/meeting.ts';
import { done } from '#lib/result.ts';
import { type DocumentKindDoor, insideOnly } from './document-rule.ts';
import { NO_MEETING } from './load-meeting.ts';

/** `return.known`: one dot at least, so that no name can be a property of an object. */
const isReturnField = (field: string): boolean => /^return\.[a-z][A-Za-z]{0,39}$/.test(field);

export const doorOfReturn: DocumentKindDoor = async (_tx, { meeting, actor, of }) => {
	const { personId, agencyId } = actor;
	const isOwn = agencyId === of && agencySeats(meeting.attendance, of).length > 0;
	if (!isOwn && !isRecorder(meeting, personId)) return NO_MEETING;
	return done({
		accessIn: insideOnly(personId, (now) => {
			if (isOwn) return now.phase === 'CONVENED' || now.phase === 'LIVE' ? 'write' : 'read';
			return isRecorder(now, personId) ? 'read' : null;
		}),
		mayWrite: isReturnField
	});
};
