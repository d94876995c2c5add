/** Labels, hints and sentences of agencies' returns. */
import type { AudienceKind } from '../restricted/audiences.ts';
import { AUDIENCE_CHOICES } from '../restricted/restricted-words.ts';
import { shortDate } from '../time.ts';
import type { ReturnAnswer, ReturnAttending, ReturnSent, ReturnState } from './agency-return.ts';
import type { ReturnAudience } from './return-audience.ts';
import type { ReturnPart } from './return-fields.ts';

export const returnStateWord: Record<ReturnState, string> = {
	none: 'Nothing yet',
	draft: 'Draft',
	sent: 'Sent',
	'nothing-known': 'Nothing known'
};
export const returnStateColour: Record<ReturnState, 'grey' | 'yellow' | 'green' | 'teal'> = {
	none: 'grey',
	draft: 'yellow',
	sent: 'green',
	'nothing-known': 'teal'
};
export const answerWord: Record<ReturnAnswer, string> = {
	INFORMATION: 'We have information',
	NOTHING_KNOWN: 'Nothing known'
};
export const attendingWord: Record<ReturnAttending, string> = {
	ATTENDS: 'Somebody of the agency comes',
	REPORT: 'This is our report: nobody can come'
};
export const audienceWord: Record<ReturnAudience, string> = {
	STANDARD: 'Everybody in the meeting',
	NOT_FOR_SUBJECT: 'Everybody in the meeting, and never the person it is about',
	...(Object.fromEntries(AUDIENCE_CHOICES.map(({ value, text }) => [value, text])) as Record<AudienceKind, string>)
};

type Asked = { readonly label: string; readonly hint: string };
const proposed: Asked = {
	label: 'Action',
	hint: 'One step that somebody takes, so that everybody can tell when it is done.'
};
const PART: Readonly<Record<string, Asked>> = {
	known: {
		label: 'What your agency knows',
		hint: 'Facts first, with dates and where each comes from. What happened since the last meeting. Victims by their code, never by name.'
	},
	relevance: {
		label: 'What it means for the risk',
		hint: 'To whom, what could happen, what makes it more likely and what less. What your agency can do about it.'
	}
};
export const askedIn = (part: ReturnPart): Asked => PART[part] ?? proposed;

/** Who sent it; where the unit wrote it down, for whom and who told it: the author and the agency, both (R10). */
export const sentBy = (author: string, agencyName: string, toldBy: string | undefined): string =>
	toldBy === undefined ? author : `${author} on behalf of ${agencyName}, as told by ${toldBy}`;

/** "sent 9 Dec 2026", "nothing known, checked on 8 Dec 2026; sent 9 Dec 2026, in place of coming" */
export const sentWords = (
	{ at, answer, checkedOn, inLieu, toldBy }: ReturnSent,
	on: (iso: string) => string
): string => {
	const how = toldBy === undefined ? 'sent' : `written down by the MAPPA unit, as told by ${toldBy},`;
	const sent = `${how} ${shortDate(on(at))}${inLieu ? ', in place of coming' : ''}`;
	return answer === 'NOTHING_KNOWN' && checkedOn ? `nothing known, checked on ${shortDate(checkedOn)}; ${sent}` : sent;
};
