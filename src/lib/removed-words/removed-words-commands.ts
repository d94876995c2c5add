/** Removed words: noticed by the server; put back from the log, or left out, by a person. */
import { z } from 'zod';
import { personId, rowId, wholeNumber } from '../input.ts';
import { command } from '../meeting/command.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { isMinutesField } from '../minutes/minutes-fields.ts';
import { done, refuse } from '../result.ts';
import { isPlanField } from '../rmp/rmp.ts';
import type { RemovedWords } from './removed-words.ts';
import { removalOf, seesRemoval } from './removed-words-view.ts';

const MOST_NAMED = 30;
const MOST = Number.MAX_SAFE_INTEGER;
const NO_SUCH = refuse('missing', 'There are no such words in this meeting');

/** The removals of this person in this text that a stretch of the log belongs to. */
const overlapping = (meeting: Meeting, note: Pick<RemovedWords, 'by' | 'field' | 'from' | 'to'>) =>
	meeting.removedWords.filter(
		({ by, field, from, to }) => by === note.by && field === note.field && from <= note.to && note.from <= to
	);

/**
 * The server's own note, as often as it likes while one removal goes on: one entry that grows. What was dealt with
 * meanwhile stays dealt with, and what came after it is a new entry. Several nodes may note the same.
 */
export const noteRemovedWords = command({
	name: 'note-removed-words',
	schema: z.strictObject({
		personId: personId(),
		field: z.string().refine((field) => isPlanField(field) || isMinutesField(field)),
		whose: z.array(z.string().max(64).nullable()).max(MOST_NAMED),
		characters: wholeNumber('the characters', 1, MOST),
		from: wholeNumber('the first number', 1, MOST),
		to: wholeNumber('the last number', 1, MOST)
	}),
	decide: (meeting, { personId, field, whose, characters, from, to }, { newId }) => {
		if (meeting.phase === 'LOCKED') return done([]);
		const document = isMinutesField(field) ? 'minutes' : 'plan';
		const before = overlapping(meeting, { by: personId, field, from, to });
		const open = before.find(({ settled }) => settled === null);
		const closed = before.filter(({ settled }) => settled !== null);
		const begins = Math.max(from, ...closed.map((one) => one.to + 1));
		const left = characters - closed.reduce((sum, one) => sum + one.characters, 0);
		if (begins > to || left < 1) return done([]);
		if (open && open.to >= to) return done([]);
		const entry = {
			id: open?.id ?? newId(),
			document,
			field,
			personId,
			whose: [...new Set([...(open?.whose ?? []), ...whose])].slice(0, MOST_NAMED),
			characters: Math.max(left, open?.characters ?? 0),
			from: Math.min(begins, open?.from ?? begins),
			to
		} as const;
		return done([{ type: 'words-removed', ...entry }]);
	}
});

/** Carried out once, however many press; words that were left out may still be put back until the lock. */
export const putBackWords = command({
	name: 'put-back-words',
	schema: z.strictObject({ id: rowId('words') }),
	decide: (meeting, { id }, { actor, putBack }) => {
		const removal = removalOf(meeting, id);
		if (!removal) return NO_SUCH;
		if (!seesRemoval(meeting, actor.personId, removal))
			return refuse('forbidden', 'Only the chair, the minute taker or whoever removed the words can do this');
		if (removal.settled?.how === 'put-back') return done([]);
		if (putBack === null || putBack.to !== removal.to)
			return refuse('changed-meanwhile', 'More was removed meanwhile. Try again');
		if (putBack.outcome === 'too-long')
			return refuse('not-ready', 'With these words the text would be too long. Shorten it first, then put them back');
		const already = putBack.outcome === 'already';
		return done([{ type: 'words-put-back', id, already, client: already ? null : putBack.client }]);
	}
});

/** For those who keep the record alone: whoever removed the words cannot take the notice away from them. */
export const leaveOutWords = command({
	name: 'leave-out-words',
	schema: z.strictObject({ id: rowId('words') }),
	decide: (meeting, { id }) => {
		const removal = removalOf(meeting, id);
		if (!removal) return NO_SUCH;
		return done(removal.settled ? [] : [{ type: 'words-left-out', id }]);
	}
});
