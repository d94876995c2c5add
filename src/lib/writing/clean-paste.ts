/**
 * What a paste from Word, Outlook or the web becomes in a field of plain text: the words, with lists, tables and lines as they were,
 * and nothing that cannot be seen. Pure: the clipboard is handed in, nothing of it is ever made part of a page.
 */
import { blocksOf, CLEANED, type Cleaned, cells, type PastedBlock } from './pasted-blocks.ts';

export type CleanPaste = { readonly text: string; readonly cleaned: readonly Cleaned[] };
export type Clipboard = {
	/** text/html; '' where there is none */
	readonly html: string;
	/** text/plain */
	readonly text: string;
};

/** Longer than this is not looked through: the plain words are taken. */
const HTML_MOST = 2_000_000;

/** Spaces that are not the space bar's. */
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
/** Soft hyphens, zero-width characters and joiners at the edge of words, direction marks, byte order marks, controls but tab and line feed. */
const UNSEEN =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
	// biome-ignore lint/suspicious/noMisleadingCharacterClass: each is taken out by itself
	/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|(?<![\p{L}\p{M}\p{Extended_Pictographic}\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}\p{Extended_Pictographic}])/gu;
/** A bullet as Word, Outlook and web pages type it in plain text. */
const BULLET = /^([ \t]*)[•·●○◦▪■□–—§\uf0b7\uf0a7o\u2023\u2043][ \t\u00a0]+(?=\S)/u;
const NUMBER = /^[ \t]*(\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])[ \t\u00a0]+(?=\S)/i;

/** The words of a clipboard as a field of plain text has them. Never longer than what it was made of by more than its lists. */
export function cleanPaste({ html, text }: Clipboard): CleanPaste {
	const done = new Set<Cleaned>();
	const isRich = html !== '' && html.length <= HTML_MOST;
	const blocks = isRich ? blocksOf(html, (what) => done.add(what)) : null;
	// What names no words at all (a picture) leaves the plain text as it is.
	const words = blocks?.some((block) => block.text.trim() !== '') ? inLines(blocks) : plainLines(text, done);
	return { text: tidy(words, done), cleaned: CLEANED.filter((one) => done.has(one)) };
}

/** The clipboard's own plain words: only line ends are made one kind, and what cannot be stored is not there. */
export const asItWas = ({ text }: Pick<Clipboard, 'text'>): string => text.replace(/\r\n?/g, '\n');

const inLines = (blocks: readonly PastedBlock[]): string =>
	blocks
		.map(({ mark, depth, text }) => {
			const line = mark === '' ? text : `${'  '.repeat(depth)}${mark} ${text}`;
			return mark === '' ? line : line.replaceAll('\n', `\n${'  '.repeat(depth + 1)}`);
		})
		.join('\n');

/** Bullets and tables of a plain text: each line by itself. */
function plainLines(text: string, done: Set<Cleaned>): string {
	return asItWas({ text })
		.split('\n')
		.map((line) => {
			const bullet = BULLET.exec(line);
			if (bullet) {
				done.add('LISTS');
				return `${line.slice(0, (bullet[1] ?? '').length).replaceAll('\t', '  ')}- ${line.slice(bullet[0].length)}`;
			}
			const number = NUMBER.exec(line);
			if (number && /\t|\u00a0/.test(number[0])) {
				done.add('LISTS');
				return `${number[1]} ${line.slice(number[0].length)}`;
			}
			if (!/\S\t+\S/.test(line)) return line;
			done.add('TABLES');
			return cells(line.split('\t'));
		})
		.join('\n');
}

function tidy(words: string, done: Set<Cleaned>): string {
	const replace = (text: string, pattern: RegExp, by: string, what: Cleaned): string => {
		const after = text.replace(pattern, by);
		if (after !== text) done.add(what);
		return after;
	};
	let text = asItWas({ text: words }).replace(/[\u0085\u2028\u2029\v\f]/g, '\n');
	text = replace(text, UNSEEN, '', 'UNSEEN');
	text = replace(text, SPACES, ' ', 'SPACES');
	text = replace(text, /(?<=\S)[ \t]{2,}(?=\S)/g, ' ', 'SPACES');
	text = replace(text, /[ \t]+$/gm, '', 'SPACES');
	text = replace(text, /\n(?:[ \t]*\n){2,}/g, '\n\n', 'BLANK_LINES');
	text = text.replace(/\t/g, ' ');
	return replace(text, /^(?:[ \t]*\n)+|(?:\n[ \t]*)+$/g, '', 'BLANK_LINES');
}
