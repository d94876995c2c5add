/** Words in a row as a sentence says them, in the language of this build: browsers do not all know Welsh. Pure. */
import { LANGUAGE } from './language.ts';

/** "ac iechyd", "a thai": before a vowel "ac", and small c, p and t breathe after "a". */
const welshAnd = (word: string): string => {
	if (/^[aeiouwyâêîôûŵŷ]/i.test(word)) return `ac ${word}`;
	return `a ${word.replace(/^([cpt])(?!h)(?=[a-z])/, '$1h')}`;
};

/** "one", "one and two", "one, two and three"; a name is never changed. */
export const inAList = (words: readonly string[]): string => {
	const last = words.at(-1) ?? '';
	if (words.length < 2) return last;
	return `${words.slice(0, -1).join(', ')} ${LANGUAGE === 'cy' ? welshAnd(last) : `and ${last}`}`;
};

/** "one", "one or two": whoever may. */
export const oneOfThese = (words: readonly string[]): string =>
	words.length < 2
		? (words[0] ?? '')
		: `${words.slice(0, -1).join(', ')} ${LANGUAGE === 'cy' ? 'neu' : 'or'} ${words.at(-1)}`;
