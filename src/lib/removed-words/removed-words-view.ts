/** Who is shown removed words, and which. */
import { isRecorder, type Meeting } from '../meeting/meeting.ts';
import type { RemovedWords } from './removed-words.ts';

export const removalOf = (meeting: Pick<Meeting, 'removedWords'>, id: string): RemovedWords | null =>
	meeting.removedWords.find((one) => one.id === id) ?? null;

/** The two who keep the record, and whoever removed them, perhaps by a slip: they may put the words back. */
export const seesRemoval = (meeting: Meeting, personId: string, { by }: Pick<RemovedWords, 'by'>): boolean =>
	by === personId || isRecorder(meeting, personId);

/** What this person is shown, newest first. */
export const removalsSeen = (meeting: Meeting, personId: string): readonly RemovedWords[] =>
	meeting.removedWords.filter((one) => seesRemoval(meeting, personId, one)).reverse();
