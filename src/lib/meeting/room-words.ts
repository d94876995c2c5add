/** What the room's screen says, in one place. */
import { londonTime } from '#lib/time.ts';
import type { SavingState } from './saving.ts';

/** "14:32", Europe/London, from epoch ms or ISO. */
export const clock = (at: number | string): string =>
	londonTime(typeof at === 'number' ? new Date(at).toISOString() : at);

export const savingWords = (state: SavingState): string => {
	switch (state.kind) {
		case 'joining':
			return 'Joining the meeting';
		case 'restoring':
			return 'Looking for words not yet saved';
		case 'saving':
			return 'Saving';
		case 'saved':
			return state.at === null ? 'Saved' : `Saved ${clock(state.at)}`;
		case 'lost':
			return 'Not saved – reconnecting, keep this page open';
		case 'offline':
			return `Not saved – working offline since ${clock(state.since)}, keep this page open`;
		case 'unanswered':
			return 'Not saved yet – keep this page open';
		case 'refused':
			return 'Not all saved – see the words that came too late';
	}
};

/** For somebody whose network lets no WebSocket through: everything works, and who can make it quicker. */
export const SLOWER_WAY =
	'This network lets no WebSocket through, so others’ words reach you a little later. Everything works and is saved as always.';

export const goneWords = {
	removed: {
		title: 'You are no longer in this meeting',
		text: 'The chair or the minute taker has ended your part in it, so its content was taken off this screen. If you think this is a mistake, ring the MAPPA unit.'
	},
	'signed-out': {
		title: 'You have been signed out',
		text: 'The content of the meeting was taken off this screen.'
	},
	'too-old': {
		title: 'Reload this page',
		text: 'The service was updated, and this page is older than it. Reload the page to return to the room.'
	},
	restored: {
		title: 'Reload this page',
		text: 'This meeting’s texts were put back to an earlier state, or words were taken out of them. Reload the page to see them as they are now.'
	},
	stopped: {
		title: 'Reload this page',
		text: 'The service did not understand something this page sent, so nothing more is saved from it. Reload the page to go on.'
	},
	closed: {
		title: 'This meeting is not available',
		text: 'The content of the meeting was taken off this screen.'
	}
} as const;

/** What a signed-out page says of what is not saved. @param changes texts and choices */
export const keptInPage = (changes: number): string => {
	if (changes === 0) return 'Everything you typed is saved. Sign in in a new window, then come back to this one.';
	const what = changes === 1 ? 'Your 1 unsaved change is' : `Your ${changes} unsaved changes are`;
	return `${what} kept in this page. Sign in in a new window, then come back to this one: keep it open.`;
};
