/**
 * The words of a clipboard's HTML as blocks: paragraphs, points of lists, rows of tables. A reader of tags as Word, Outlook and
 * browsers write them, not of every document there is: what it does not know is left out, its words stay.
 */
/** What was put right, in the order in which it is told. */
export const CLEANED = ['CHANGES', 'COMMENTS', 'LISTS', 'TABLES', 'LINKS', 'SPACES', 'UNSEEN', 'BLANK_LINES'] as const;
export type Cleaned = (typeof CLEANED)[number];

/** A row of a table on one line. */
export const cells = (row: readonly string[]): string =>
	row
		.map((one) => one.replace(/\s+/g, ' ').trim())
		.join('; ')
		.replace(/(?:; )+$/, '')
		.trim();

export type PastedBlock = {
	/** '-' or '1.' before a point of a list; '' for a paragraph */
	readonly mark: string;
	/** how far in the point stands, from 0 */
	readonly depth: number;
	readonly text: string;
};

/** Nothing within these is words that somebody typed. */
const DROPPED = new Set([
	...['head', 'style', 'script', 'title', 'meta', 'template', 'noscript', 'svg', 'object', 'iframe', 'xml'],
	// Deleted by tracked changes; pictures and fields of Word.
	...['del', 's-deleted', 'v:shape', 'v:shapetype', 'v:imagedata', 'w:sdtpr', 'select', 'button', 'textarea']
]);
const BLOCKS = new Set([
	...['p', 'div', 'li', 'ul', 'ol', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'table', 'tr', 'hr'],
	...['section', 'article', 'header', 'footer', 'main', 'aside', 'address', 'dl', 'dt', 'dd', 'figure', 'figcaption'],
	...['thead', 'tbody', 'tfoot', 'caption', 'body', 'html', 'form', 'fieldset', 'details', 'summary', 'nav']
]);
const EMPTY = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'col', 'wbr', 'base', 'area', 'source']);
const ENTITIES: Readonly<Record<string, string>> = {
	...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', shy: '\u00ad', zwnj: '\u200c', zwj: '\u200d' },
	...{ ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', hellip: '…', bull: '•', middot: '·' },
	...{ pound: '£', euro: '€', copy: '©', reg: '®', deg: '°', times: '×', frac12: '½', ensp: '\u2002', emsp: '\u2003' },
	...{ eacute: 'é', egrave: 'è', acirc: 'â', ecirc: 'ê', icirc: 'î', ocirc: 'ô', ucirc: 'û', ouml: 'ö', uuml: 'ü' }
};
const TOKEN =
	/<!--[\s\S]*?(?:-->|$)|<!\[[^>]*>|<![^>]*>|<\?[^>]*>|<\/?([a-zA-Z][\w:-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|[^<]+|</g;

type List = { readonly ordered: boolean; count: number };

/** @param put told what was put right on the way */
export function blocksOf(html: string, put: (what: Cleaned) => void): readonly PastedBlock[] {
	const fragment = /<!--StartFragment-->([\s\S]*?)<!--EndFragment-->/.exec(html)?.[1] ?? html;
	const blocks: PastedBlock[] = [];
	const lists: List[] = [];
	let text = '';
	let mark = '';
	let depth = 0;
	/** within something dropped: its tag, and how deep in tags of the same name */
	let dropped = null as { readonly tag: string; level: number } | null;
	let row: string[] | null = null;
	let isPre = 0;
	/** a paragraph was begun and nothing has come since: left so, it is a blank line */
	let isBegun = false;
	const end = (isBreak = true): void => {
		const words = isPre > 0 ? text : text.replace(/[ \t\r\n]*\n[ \t\r\n]*/g, '\n').replace(/^\s+|\s+$/g, keepUnseen);
		if (row !== null) return;
		if (words.trim() !== '' || mark !== '') {
			if (words.trim() !== '') blocks.push({ mark, depth, text: words });
			mark = '';
		} else if (isBreak && isBegun && blocks.length > 0) blocks.push({ mark: '', depth: 0, text: '' });
		isBegun = false;
		text = '';
	};
	const open = (tag: string, attributes: string): void => {
		const style = /style\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/i.exec(attributes)?.[1] ?? '';
		const className = /class\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/i.exec(attributes)?.[1] ?? '';
		const drop = reasonToDrop(tag, style, className, attributes);
		if (drop !== null) {
			if (drop !== 'NOTHING') put(drop);
			if (!EMPTY.has(tag)) dropped = { tag, level: 1 };
			return;
		}
		if (tag === 'ins' || /mso-prop-change|msoIns/i.test(style + className)) put('CHANGES');
		if (tag === 'a' && /href\s*=/i.test(attributes)) put('LINKS');
		if (tag === 'br') {
			// Word ends a line of its lists in the plain text with its own mark.
			if (row !== null) text += ' ';
			else text += '\n';
			return;
		}
		if (tag === 'pre') isPre++;
		if (tag === 'ul' || tag === 'ol') {
			end(false);
			const start = Number(/start\s*=\s*["']?(\d{1,4})/i.exec(attributes)?.[1] ?? 1);
			lists.push({ ordered: tag === 'ol', count: start - 1 });
			return;
		}
		if (tag === 'li') {
			end(false);
			const list = lists.at(-1);
			if (list) list.count++;
			put('LISTS');
			mark = list?.ordered ? `${list.count}.` : '-';
			depth = Math.max(0, lists.length - 1);
			return;
		}
		if (tag === 'tr') {
			end(false);
			put('TABLES');
			row = [];
			text = '';
			return;
		}
		if (tag === 'td' || tag === 'th') {
			text = '';
			return;
		}
		if (BLOCKS.has(tag)) {
			if (row !== null) text += ' ';
			else if (mark === '' || text.trim() !== '') end(false);
			isBegun = tag === 'p' || tag === 'div';
			// A point of a list of Word is a paragraph that says so in its style.
			const level = /mso-list:\s*\S+\s+level(\d)/i.exec(style)?.[1];
			if (level !== undefined && row === null) {
				put('LISTS');
				mark = 'WORD';
				depth = Number(level) - 1;
			}
		}
	};
	const close = (tag: string): void => {
		if (tag === 'pre') {
			end(false);
			isPre = Math.max(0, isPre - 1);
			return;
		}
		if (tag === 'td' || tag === 'th') {
			row?.push(text);
			text = '';
			return;
		}
		if (tag === 'tr') {
			const line = cells(row ?? []);
			row = null;
			text = '';
			if (line !== '') blocks.push({ mark: '', depth: 0, text: line });
			return;
		}
		if (tag === 'ul' || tag === 'ol') {
			end(false);
			lists.pop();
			return;
		}
		if (BLOCKS.has(tag)) {
			if (row !== null) text += ' ';
			else end(tag === 'p' || tag === 'div');
		}
	};
	let word = '';
	for (const [token, tagName, attributes = ''] of fragment.matchAll(TOKEN)) {
		const tag = tagName?.toLowerCase();
		const isClosing = token.startsWith('</');
		if (tag !== undefined && dropped !== null) {
			if (tag === dropped.tag && !EMPTY.has(tag) && !attributes.endsWith('/')) dropped.level += isClosing ? -1 : 1;
			if (dropped.level === 0) dropped = null;
			continue;
		}
		if (tag !== undefined) {
			if (isClosing) close(tag);
			else open(tag, attributes);
			continue;
		}
		if (token.startsWith('<!') || token.startsWith('<?')) {
			// The mark of a point of a list of Word stands between two conditions that no browser meets.
			if (/^<!\[if !supportLists/i.test(token)) word = 'mark';
			else if (/^<!\[endif/i.test(token)) word = '';
			continue;
		}
		if (dropped !== null) continue;
		const decoded = entities(token);
		if (word === 'mark' && mark !== '') {
			const bare = decoded.replace(/[\s\u00a0]+/g, '');
			if (bare !== '') mark = /^\(?(?:\d{1,3}|[a-z]{1,5})[.)]$/i.test(bare) ? bare : '-';
			continue;
		}
		text += isPre > 0 ? decoded : decoded.replace(/[ \t\r\n]+/g, ' ');
	}
	end(false);
	return blocks.map((block) => (block.mark === 'WORD' ? { ...block, mark: '-' } : block));
}

/** Spaces at the edge of a block are of its mark-up, but for those that are not the space bar's: they are told of. */
const keepUnseen = (edge: string): string => edge.replace(/[ \t\r\n]/g, '');

/** Why nothing of a tag is words; 'NOTHING' = it never is, and there is nothing to tell. Null: its words stay. */
function reasonToDrop(tag: string, style: string, className: string, attributes: string): Cleaned | 'NOTHING' | null {
	if (tag === 'del' || /text-decoration:\s*line-through.*mso|msoDel\b/i.test(style + className)) return 'CHANGES';
	if (
		/mso-element:\s*comment|mso-comment/i.test(style) ||
		/MsoCommentReference|msocomanchor|msocomtxt/i.test(className)
	)
		return 'COMMENTS';
	if (/href\s*=\s*["']?#_msocom/i.test(attributes)) return 'COMMENTS';
	if (/display:\s*none|mso-hide:\s*all|visibility:\s*hidden/i.test(style)) return 'UNSEEN';
	return DROPPED.has(tag) ? 'NOTHING' : null;
}

const entities = (text: string): string =>
	text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+\d*));?/gi, (whole, decimal, hex, name: string | undefined) => {
		if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
		const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16);
		return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
	});
