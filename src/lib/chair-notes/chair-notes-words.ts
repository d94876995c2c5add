/** What stands beside a chair's private notes. */
import { londonTime, longDate } from '../time.ts';
import type { ChairNotes } from './chair-notes.ts';
import type { NotesState } from './notes-saver.svelte.ts';

export const notesStateWords = (state: NotesState, savedAt: string | null): string => {
	switch (state) {
		case 'saving':
			return 'Saving';
		case 'saved':
			return savedAt === null ? 'Nothing written yet' : `Saved ${londonTime(savedAt)}`;
		case 'unsaved':
			return 'Not saved – keep this page open';
		case 'elsewhere':
			return 'Not saved – you wrote in another window meanwhile';
		case 'signed-out':
			return 'Not saved – sign in again in a new window, and keep this page open';
		case 'refused':
			return 'Not saved';
	}
};

export const notesKeptWords = ({
	removedOn,
	keptWorkingDays
}: Pick<ChairNotes, 'removedOn' | 'keptWorkingDays'>): string =>
	removedOn === null
		? `They are removed ${keptWorkingDays} working days after the minutes are locked.`
		: `They are removed on ${longDate(removedOn)}.`;

export const NOTES_FOR =
	'For your eyes alone. They are in no minutes, print, export or search, and nobody else can open them, the minute taker and the MAPPA unit included. If the person asks for their data, you are asked what of it stands here.';
