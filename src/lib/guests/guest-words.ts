/** Where a guest stands, in words. */
import { GUEST, type Guest, type GuestCapacity } from './guest.ts';

export const guestCapacityWord: Record<GuestCapacity, string> = {
	INVITED: 'Speaks for the agency, and may write its return',
	OBSERVER: 'Reads along and answers questions'
};

/** One sentence: what has happened, and what is next. */
export const guestStanding = (
	guest: Pick<Guest, 'state' | 'linkMadeAt' | 'codeMadeAt' | 'wrongCodes' | 'boundAt'>
): string => {
	if (guest.state === 'ASKED') return 'Waiting for the chair or a co-ordinator to decide';
	if (guest.state === 'REFUSED') return 'Not approved';
	if (guest.state === 'ENDED') return 'Ended: the link and the code work no more';
	if (guest.wrongCodes >= GUEST.codeTries)
		return `Approved. A wrong code was entered ${GUEST.codeTries} times, so a new code is needed`;
	if (guest.boundAt) return 'Came in: the link works in that one browser only';
	if (!guest.codeMadeAt) return 'Approved. Make a code and read it out by telephone';
	if (!guest.linkMadeAt) return 'Approved. The message with the link is on its way';
	return 'Approved. Has the link, and a code was made';
};

/** Said beside a guest's name wherever people are listed. */
export const guestOf = (agencyName: string): string => `guest of ${agencyName}`;

/** Digits in two groups of four, as they are read out. */
export const spokenCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;
