/** What is said of words that somebody removed. */
import type { Meeting } from '../meeting/meeting.ts';
import { clock } from '../meeting/room-words.ts';
import { fieldName } from '../minutes/late-words-words.ts';
import type { RemovedWords } from './removed-words.ts';
import { whoIs } from './words-of-others.ts';

export const removedWordsWords = {
	title: 'Words of others were removed',
	dealtWith: 'Removed words that were dealt with',
	putBack: 'Put back',
	leaveOut: 'Leave it out'
} as const;

/** "R2, response so far": a text in the middle of a sentence. */
export const placeOfWords = (field: string): string => {
	const [row = '', ...part] = fieldName(field).split(': ');
	const name = part.join(': ');
	return field.endsWith('.notes') ? `the notes on ${name}` : `${row}, ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
};

/** What somebody did, after their name: "removed 412 characters that others wrote in R2, response so far". */
export const removedPhrase = ({ characters, field }: Pick<RemovedWords, 'characters' | 'field'>): string =>
	`removed ${characters.toLocaleString('en-GB')} characters that others wrote in ${placeOfWords(field)}`;

/** The whole sentence for one entry, as `me` reads it. */
export const removedSentence = (meeting: Meeting, removal: RemovedWords, me: string): string =>
	`${removal.by === me ? 'You' : whoIs(meeting, removal.by)} ${removedPhrase(removal)}, ${clock(removal.at)}.`;

/** What became of it; '' while nobody has dealt with it. */
export const settledSentence = (meeting: Meeting, { settled }: Pick<RemovedWords, 'settled'>): string => {
	if (!settled) return '';
	const who = `${whoIs(meeting, settled.by)}, ${clock(settled.at)}`;
	if (settled.how === 'left-out') return `Left out by ${who}.`;
	return settled.already ? `The words were there again, ${clock(settled.at)}.` : `Put back by ${who}.`;
};
