/** The Strategic Management Board is told about the case by its reference only: no name of the person (V29). */
import type { Subject } from '../cases/case.ts';

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text: string): readonly string[] =>
	folded(text)
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');

/** Whether a text holds any part, of three letters or more, of the person's name or an alias, as a word of its own. */
export const namesSubject = (text: string, subject: Pick<Subject, 'name' | 'aliases'>): boolean => {
	const parts = new Set([subject.name, ...subject.aliases].flatMap(wordsOf).filter((part) => part.length >= 3));
	return wordsOf(text).some((word) => parts.has(word));
};
