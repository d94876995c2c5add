/** By what a level was changed. It is stored as a code and worded when it is read, in the reader's language (decision 061). Pure. */
import { longDate } from '../time.ts';

/** By a meeting of the case, a referral of this service, or one that was written elsewhere. */
export type LevelVia =
	| { readonly meeting: number }
	| { readonly referral: string }
	| { readonly writtenBy: string; readonly on: string };

export const viaCode = (via: LevelVia): string =>
	'meeting' in via
		? `meeting:${via.meeting}`
		: 'referral' in via
			? `referral:${via.referral}`
			: `written:${via.on}:${via.writtenBy}`;

/** Number of the meeting of the case that changed it; null when it was something else. */
export const meetingOfVia = (stored: string): number | null => {
	const [, meeting] = /^(?:meeting:|meeting |cyfarfod )(\d+)$/.exec(stored) ?? [];
	return meeting ? Number(meeting) : null;
};

/** @param stored a code; or the words of whoever decided, in either language, from before there were codes */
export const viaWords = (stored: string): string => {
	const meeting = meetingOfVia(stored);
	if (meeting !== null) return `meeting ${meeting}`;
	const [, referral] = /^(?:referral:|referral |atgyfeiriad )([^\s:]+)$/.exec(stored) ?? [];
	if (referral) return `referral ${referral}`;
	const [, on, who] = /^written:(\d{4}-\d\d-\d\d):(.+)$/s.exec(stored) ?? [];
	return on && who ? `written referral by ${who}, ${longDate(on)}` : stored;
};
