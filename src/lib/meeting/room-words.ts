/** What the room's screen says, in one place. */
import type { SavingState } from './saving.ts';

/** "14:32", Europe/London, from epoch ms or ISO. */
export const clock = (at: number | string): string =>
	new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' });

export const savingWords = (state: SavingState): string => {
	switch (state.kind) {
		case 'joining':
			return 'Joining the meeting';
		case 'saving':
			return 'Saving';
		case 'saved':
			return state.at === null ? 'Saved' : `Saved ${clock(state.at)}`;
		case 'lost':
			return 'Not saved – reconnecting, keep this page open';
		case 'refused':
			return 'Not all saved – copy the words that are marked';
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
		title: 'You are signed out',
		text: 'The content of the meeting was taken off this screen. Sign in again to return to the room.'
	},
	'too-old': {
		title: 'This page is older than the service',
		text: 'The service was updated. Reload the page to return to the room.'
	},
	closed: {
		title: 'This meeting is not available',
		text: 'The content of the meeting was taken off this screen.'
	}
} as const;

/** Keys that work when no field has the cursor. */
export const KEYS: readonly { readonly key: string; readonly does: string; readonly who: 'everyone' | 'recorder' }[] = [
	{ key: '?', does: 'Show this list', who: 'everyone' },
	{ key: 'h', does: 'Raise or lower your hand', who: 'everyone' },
	{ key: 'f', does: 'Follow the chair: back to the current item', who: 'everyone' },
	{ key: 'w', does: 'Hear who is where', who: 'everyone' },
	{ key: 'j', does: 'Look at the item below', who: 'everyone' },
	{ key: 'k', does: 'Look at the item above', who: 'everyone' },
	{ key: 'g', does: 'Go to the first thing still to settle', who: 'everyone' },
	{ key: 'n', does: 'Next item, for everybody', who: 'recorder' },
	{ key: 'p', does: 'Pause or resume the meeting', who: 'recorder' }
];
