/** The notes of the agenda items: the chair and the minute taker write, the others in the room read along. */
import { mayWriteMinutes } from '#lib/meeting/lifecycle.ts';
import { isMinutesField } from '#lib/minutes/minutes-fields.ts';
import { type DocumentRule, insideOnly, type StandingAsked } from './document-rule.ts';

export const doorOfMinutes = ({ personId }: StandingAsked): DocumentRule => ({
	accessIn: insideOnly(personId, (meeting) => (mayWriteMinutes(meeting, personId) ? 'write' : 'read')),
	mayWrite: isMinutesField
});
