/**
 * A restricted note, `restricted.<note id>`: people in the room whom it is for, and nobody else whatever their part in the
 * meeting. To everybody else in the room there is no such document; outside the room all names are answered alike.
 */

import { isInAudience } from '#lib/restricted/audiences.ts';
import { isRestrictedField } from '#lib/restricted/restricted-field.ts';
import { mayWriteNote } from '#lib/restricted/restricted-note.ts';
import { done, refuse } from '#lib/result.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readNotesById, readReaders } from '../persistence/restricted-notes.ts';
import { type DocumentKindDoor, insideOnly } from './document-rule.ts';
import { NO_MEETING } from './load-meeting.ts';

export const doorOfRestricted: DocumentKindDoor = async (tx, { meeting, actor, state, of }) => {
	if (state !== 'in-the-room') return refuse('forbidden', 'You are not in the room of this meeting.');
	const { personId } = actor;
	const [note] = await readNotesById(tx, [of]);
	const reader = (await readReaders(tx, [personId])).get(personId);
	if (!note || !reader || note.meetingId !== meeting.id || !isInAudience(note.audience, reader, note.madeBy))
		return NO_MEETING;
	await writeAudit(tx, actor, 'view-restricted-note', 'restricted-note', note.id, meeting.id);
	return done({
		// Whom it is for is not asked again here: a change of it raises the area's access version (migrations 0015).
		accessIn: insideOnly(personId, (now) => (mayWriteNote(now, personId, note.madeBy) ? 'write' : 'read')),
		mayWrite: isRestrictedField
	});
};
