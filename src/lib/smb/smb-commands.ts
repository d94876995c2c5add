/** What the chair feeds back to the Strategic Management Board (domain.md 6.4, V29). */
import { z } from 'zod';
import { invitedAgencyName } from '../attendance/seats.ts';
import { agencyId, maybe, oneOf, optionalText, REASON_MAX, rowId } from '../input.ts';
import { command } from '../meeting/command.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { done, type Refusal, refuse } from '../result.ts';
import { SMB_THEMES } from './smb-feedback.ts';
import { namesSubject } from './subject-name.ts';

const MOST_FEEDBACK = 100;
const invalid = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);
const NO_SUCH_ENTRY = refuse('missing', 'That entry is not in this meeting. It may have been withdrawn');

export const noteSmbFeedback = command({
	name: 'note-smb-feedback',
	schema: z.strictObject({
		id: rowId().optional(),
		theme: oneOf(SMB_THEMES, 'what it is about'),
		agencyId: maybe(agencyId()),
		text: optionalText('what the Board should know', REASON_MAX)
	}),
	decide: (meeting, { id, theme, agencyId, text }, { newId, agencyName }) => {
		const others = meeting.smb.filter((entry) => entry.id !== id);
		if (id !== undefined && others.length === meeting.smb.length) return NO_SUCH_ENTRY;
		if (others.length >= MOST_FEEDBACK) return refuse('not-now', 'No more feedback can be noted in this meeting');
		const isNothing = theme === 'NOTHING_TO_REPORT';
		if (!isNothing && text === '') return invalid('text', 'Enter what the Board should know');
		if (meeting.case && namesSubject(text, meeting.case.subject))
			return invalid('text', 'Take the name of the person out. The Board is told the case reference only');
		if (isNothing && others.some((entry) => entry.theme !== 'NOTHING_TO_REPORT'))
			return invalid('theme', 'There is feedback already. Withdraw it first if there is nothing to report');
		const name = agencyId === null ? null : (invitedAgencyName(meeting.attendance, agencyId) ?? agencyName(agencyId));
		if (agencyId !== null && name === null) return invalid('agencyId', 'Choose an agency of this area');
		// "Nothing to report" no longer holds once there is something.
		const withdrawn: MeetingEvent[] = others
			.filter((entry) => entry.theme === 'NOTHING_TO_REPORT')
			.map((entry) => ({ type: 'smb-feedback-withdrawn', id: entry.id }));
		return done([
			...withdrawn,
			{ type: 'smb-feedback-noted', id: id ?? newId(), theme, agencyId, agencyName: name, text }
		]);
	}
});

export const withdrawSmbFeedback = command({
	name: 'withdraw-smb-feedback',
	schema: z.strictObject({ id: rowId() }),
	decide: (meeting, { id }) =>
		meeting.smb.some((entry) => entry.id === id) ? done([{ type: 'smb-feedback-withdrawn', id }]) : NO_SUCH_ENTRY
});
