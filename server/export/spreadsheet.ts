/**
 * Tables as an OpenDocument spreadsheet (ODS, ISO 26300), one sheet for each. Written here, without a library: the part of
 * the format that plain tables need is a page long. A cell is a number or a text, never a formula.
 */
import { zipFile } from './zip-file.ts';

export type Sheet = { readonly name: string; readonly rows: readonly (readonly (string | number)[])[] };

const MIME = 'application/vnd.oasis.opendocument.spreadsheet';
const NAMESPACES = ['office', 'table', 'text', 'style', 'meta']
	.map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
	.join(' ');
const HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n';

const inXml = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const cell = (value: string | number): string =>
	typeof value === 'number'
		? `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`
		: `<table:table-cell office:value-type="string"><text:p>${inXml(value)}</text:p></table:table-cell>`;

const sheetXml = ({ name, rows }: Sheet): string => {
	const width = Math.max(1, ...rows.map((row) => row.length));
	const drawn = rows.map(
		(row) => `<table:table-row>${row.length > 0 ? row.map(cell).join('') : cell('')}</table:table-row>`
	);
	return `<table:table table:name="${inXml(name)}"><table:table-column table:number-columns-repeated="${width}"/>${drawn.join('')}</table:table>`;
};

/** Bytes of the file. Sheet names are cut to 31 characters, as spreadsheets ask. @param title of the document */
export const spreadsheet = (title: string, sheets: readonly Sheet[]): Uint8Array => {
	const named = sheets.map((sheet, n) => ({
		...sheet,
		name: `${n + 1} ${sheet.name}`.replace(/[[\]*?:/\\]/g, ' ').slice(0, 31)
	}));
	return zipFile([
		{ name: 'mimetype', content: MIME },
		{
			name: 'META-INF/manifest.xml',
			content: `${HEADER}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="${MIME}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>`
		},
		{
			name: 'content.xml',
			content: `${HEADER}<office:document-content ${NAMESPACES} office:version="1.2"><office:body><office:spreadsheet>${named.map(sheetXml).join('')}</office:spreadsheet></office:body></office:document-content>`
		},
		{
			name: 'meta.xml',
			content: `${HEADER}<office:document-meta ${NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"><office:meta><dc:title>${inXml(title)}</dc:title></office:meta></office:document-meta>`
		}
	]);
};
