/**
 * The final minutes as a Word document (Office Open XML, ISO/IEC 29500 transitional). Written here, without a library: it draws
 * the same blocks as page and PDF, the same record gives the same bytes, and nothing in it reaches out. Marked read-only, which
 * keeps nobody from changing it: what proves a copy is its fingerprint, not this file.
 */
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import type {
	MinutesBlock,
	MinutesCell,
	MinutesDocument,
	MinutesNotice,
	MinutesSection,
	MinutesTable
} from '#lib/minutes/minutes-document.ts';
import type { Print } from '#lib/minutes/print.ts';
import type { Prose } from '#lib/minutes/prose.ts';
import { layOutInItsLanguage } from './lay-out-in-language.ts';
import {
	aboutParts,
	escapedXml,
	footerPart,
	headerPart,
	LANDSCAPE,
	NAMESPACES,
	PORTRAIT,
	sectionEnd,
	XML_HEAD
} from './minutes-docx-parts.ts';
import { zipFile } from './zip-file.ts';

/** Bytes of the file. The same record, fingerprint and print give the same bytes. */
export const renderDocx = (record: FinalRecord, sha256: string, print: Print = {}): Uint8Array => {
	const { document, replaced } = layOutInItsLanguage(record, sha256, print);
	return zipFile([
		...aboutParts(document, sha256),
		{ name: 'word/document.xml', content: body(document, replaced) },
		{ name: 'word/header1.xml', content: headerPart(document) },
		{ name: 'word/footer1.xml', content: footerPart(document, PORTRAIT) },
		{ name: 'word/footer2.xml', content: footerPart(document, LANDSCAPE) }
	]);
};

type Style =
	| 'Heading1'
	| 'Heading2'
	| 'Small'
	| 'Notice'
	| 'Aside'
	| 'Cell'
	| 'DenseCell'
	| 'Title'
	| 'Area'
	| 'Reference';

const GAP = '<w:p><w:pPr><w:spacing w:before="0" w:after="120" w:line="120" w:lineRule="exact"/></w:pPr></w:p>';
const run = (text: string, bold = false): string =>
	`<w:r>${bold ? '<w:rPr><w:b/><w:bCs/></w:rPr>' : ''}<w:t xml:space="preserve">${escapedXml(text)}</w:t></w:r>`;
const paragraph = (runs: string, style?: Style): string =>
	`<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}${runs}</w:p>`;
const bullet = (text: string, style?: Style): string =>
	`<w:p><w:pPr>${style ? `<w:pStyle w:val="${style}"/>` : ''}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${run(text)}</w:p>`;

const body = (document: MinutesDocument, replaced: number): string => {
	const [front, ...others] = document.sections;
	const groups: { landscape: boolean; parts: string[] }[] = [];
	const put = (landscape: boolean, part: string): void => {
		const last = groups.at(-1);
		if (last?.landscape === landscape) last.parts.push(part);
		else groups.push({ landscape, parts: [part] });
	};
	put(false, opening(document));
	if (front) put(false, section(front, 0));
	put(false, contents(document));
	for (const [at, one] of others.entries()) put(one.landscape, section(one, at + 1));
	put(false, ending(document, replaced));
	const drawn = groups.map(({ landscape, parts }, at) => {
		const end = sectionEnd(landscape ? LANDSCAPE : PORTRAIT);
		const between = `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>${end}</w:pPr></w:p>`;
		return parts.join('') + (at === groups.length - 1 ? end : between);
	});
	return `${XML_HEAD}<w:document ${NAMESPACES}><w:body>${drawn.join('')}</w:body></w:document>`;
};

const opening = ({ area, title, reference, lockedLine, notices }: MinutesDocument): string =>
	[
		paragraph(run(area), 'Area'),
		paragraph(run(title), 'Title'),
		paragraph(run(reference), 'Reference'),
		paragraph(run(lockedLine)),
		...notices.map(notice)
	].join('');

/** One box: its lines stand alike, so that no border runs between them, and a line of nothing parts it from the next. */
const notice = ({ title, parts }: MinutesNotice): string => {
	const lines = parts.flatMap((part) => (part.kind === 'list' ? part.items : [part.text]));
	return [run(title, true), ...lines.map((line) => run(line))].map((line) => paragraph(line, 'Notice')).join('') + GAP;
};

const ANCHOR = (id: string): string => `part_${id.replace(/[^A-Za-z0-9]/g, '_')}`;

const contents = ({ contentsTitle, sections, fingerprint }: MinutesDocument): string =>
	paragraph(run(contentsTitle), 'Heading1') +
	[...sections, { id: 'fingerprint', title: fingerprint.title }]
		.map(({ id, title }) =>
			paragraph(`<w:hyperlink w:anchor="${ANCHOR(id)}" w:history="1">${run(title)}</w:hyperlink>`)
		)
		.join('');

const anchored = (id: string, at: number, title: string): string =>
	paragraph(
		`<w:bookmarkStart w:id="${at}" w:name="${ANCHOR(id)}"/>${run(title)}<w:bookmarkEnd w:id="${at}"/>`,
		'Heading1'
	);

const section = ({ id, title, blocks, landscape }: MinutesSection, at: number): string =>
	anchored(id, at, title) + blocks.map((one) => block(one, landscape ? LANDSCAPE.width : PORTRAIT.width)).join('');

const ending = ({ fingerprint, sealLines, shownAsCodes, sections }: MinutesDocument, replaced: number): string =>
	[
		anchored('fingerprint', sections.length, fingerprint.title),
		paragraph(run(fingerprint.digits, true), 'Notice'),
		...[fingerprint.explanation, ...sealLines].map((line) => paragraph(run(line))),
		...(replaced > 0 ? [paragraph(run(shownAsCodes.replace('{count}', String(replaced))))] : [])
	].join('');

const block = (one: MinutesBlock, width: number): string => {
	switch (one.kind) {
		case 'heading':
			return paragraph(run(one.text), 'Heading2') + (one.note === '' ? '' : paragraph(run(one.note), 'Small'));
		case 'prose':
			return prose(one.parts);
		case 'small':
			return paragraph(run(one.text), 'Small');
		case 'aside':
			return `<w:p><w:pPr><w:pStyle w:val="Aside"/><w:keepNext/></w:pPr>${run(one.label, true)}</w:p>${prose(one.parts, 'Aside')}`;
		case 'table':
			return table(one.table, width);
	}
};

const prose = (parts: Prose, style?: Style): string =>
	parts
		.map((part) =>
			part.kind === 'list' ? part.items.map((item) => bullet(item, style)).join('') : paragraph(run(part.text), style)
		)
		.join('');

/** @param names the first words of a row are its name */
const cell = (parts: MinutesCell, style: Style, names: boolean): string => {
	const drawn = parts.map(({ label, parts: texts }, at) => {
		const [first, ...rest] = texts;
		const bold = names && at === 0;
		if (label === '' && first?.kind === 'paragraph')
			return paragraph(run(first.text, bold), style) + prose(rest, style);
		if (label === '') return prose(texts, style);
		const runsIn = first?.kind === 'paragraph';
		const opened = run(`${label}:`, true) + (runsIn ? run(` ${first.text}`) : '');
		return paragraph(opened, style) + prose(runsIn ? rest : texts, style);
	});
	// A cell must end with a paragraph.
	return drawn.length === 0 ? paragraph('', style) : drawn.join('');
};

/** Widths in twentieths of a point. */
const table = ({ caption, columns, rows, dense }: MinutesTable, width: number): string => {
	const shares = columns.reduce((sum, { share }) => sum + share, 0);
	const widths = columns.map(({ share }) => Math.floor((width * share) / shares));
	const style: Style = dense ? 'DenseCell' : 'Cell';
	const tc = (at: number, content: string, shade = ''): string =>
		`<w:tc><w:tcPr><w:tcW w:w="${widths[at]}" w:type="dxa"/>${shade}</w:tcPr>${content}</w:tc>`;
	const shade = '<w:shd w:val="clear" w:color="auto" w:fill="E9EEF2"/>';
	const head = columns.map(({ title }, at) => tc(at, paragraph(run(title, true), style), shade)).join('');
	const lines = rows.map(
		(row) => `<w:tr>${row.map((each, at) => tc(at, cell(each, style, at === 0 && !dense))).join('')}</w:tr>`
	);
	const look = `w:firstRow="1" w:lastRow="0" w:firstColumn="${dense ? 0 : 1}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"`;
	return (
		`<w:tbl><w:tblPr><w:tblStyle w:val="Minutes"/><w:tblW w:w="${width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>` +
		`<w:tblLook w:val="0${dense ? '620' : '6A0'}" ${look}/><w:tblCaption w:val="${escapedXml(caption)}"/></w:tblPr>` +
		`<w:tblGrid>${widths.map((each) => `<w:gridCol w:w="${each}"/>`).join('')}</w:tblGrid>` +
		`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${head}</w:tr>${lines.join('')}</w:tbl>` +
		// Two tables without a paragraph between them would run into one.
		GAP
	);
};
