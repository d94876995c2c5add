import { finalMinutesWords as words } from './final-minutes-words.ts';
import type { RecordPerson } from './final-record.ts';
import type { MinutesBlock, MinutesCell, MinutesTable } from './minutes-document.ts';
import { proseOf } from './prose.ts';

/** The small building pieces that every section of the final minutes is made of. */

type Labelled = readonly [label: string, text: string];

/** A cell of labelled texts; the empty ones are left out. */
export const labelled = (...entries: readonly Labelled[]): MinutesCell =>
	entries.filter(([, text]) => text.trim() !== '').map(([label, text]) => ({ label, parts: proseOf(text) }));

/** A cell with one text. */
export const plain = (text: string): MinutesCell => labelled(['', text]);

/** A cell that says so when nothing was recorded. */
export const orNothing = (cell: MinutesCell): MinutesCell => (cell.length > 0 ? cell : plain(words.nothingRecorded));

/** A list of texts as one prose list. */
export const listed = (items: readonly string[]): string =>
	items
		.map((item) => item.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ').trim())
		.filter((item) => item !== '')
		.map((item) => `- ${item}`)
		.join('\n');

/** "Teasel Marchbank-Owl, Detective Constable, Northmere Constabulary", without the parts that are empty. */
export const personLine = ({ name, role, agency }: RecordPerson): string =>
	[name, role, agency].filter((part) => part !== '').join(', ');

/** "Teasel Marchbank-Owl, Northmere Constabulary": where the role is told elsewhere. */
export const nameAndAgency = ({ name, agency }: RecordPerson): string =>
	[name, agency].filter((part) => part !== '').join(', ');

export const heading = (text: string, note = ''): MinutesBlock => ({ kind: 'heading', text, note });
export const prose = (text: string): MinutesBlock => ({ kind: 'prose', parts: proseOf(text) });
export const small = (text: string): MinutesBlock => ({ kind: 'small', text });
export const aside = (label: string, text: string): MinutesBlock => ({ kind: 'aside', label, parts: proseOf(text) });

/** A table, or the sentence that stands for it when it has no row. */
export const table = (
	caption: string,
	columns: MinutesTable['columns'],
	rows: MinutesTable['rows'],
	empty: string = words.nothingRecorded,
	dense = false
): MinutesBlock => (rows.length > 0 ? { kind: 'table', table: { caption, columns, rows, dense } } : prose(empty));

/** Labelled facts as a table of two columns. */
export const facts = (caption: string, rows: readonly Labelled[]): MinutesBlock =>
	table(
		caption,
		[
			{ title: words.fact.detail, share: 1 },
			{ title: words.fact.recorded, share: 2.4 }
		],
		rows.map(([label, value]) => [plain(label), orNothing(plain(value))])
	);
