import zlib from 'node:zlib';
import { openPdf, type PdfFile, pdfObject } from '#server/export/pdf-increment.js';

/**
 * Reads back what the export writes, so that tests need no PDF tool on the machine: objects, metadata, and the text of
 * each page through the fonts' own ToUnicode maps, as a reader's copy and paste would give it.
 */
export type ReadPdf = {
	readonly catalogue: string;
	readonly metadata: string;
	/** the body of every object */
	readonly objects: readonly string[];
	/** the text of each page, without any white space: lines break where they break */
	readonly pages: readonly string[];
};

export const readPdf = (bytes: Uint8Array): ReadPdf => {
	const file = openPdf(bytes);
	const catalogue = pdfObject(file, file.root);
	const ids = [...file.offsets.keys()];
	const maps = new Map<number, ReadonlyMap<number, string>>();
	return {
		catalogue,
		metadata: Buffer.from(streamOf(file, reference(catalogue, 'Metadata')).toString('latin1'), 'latin1').toString(
			'utf8'
		),
		objects: ids.map((id) => pdfObject(file, id)),
		pages: pageIds(file, reference(catalogue, 'Pages')).map((id) => pageText(file, id, maps))
	};
};

/** Text without white space and break opportunities, to be looked for in a page. */
export const closeUp = (text: string): string => text.replace(/[\s\u200b]+/g, '');

const reference = (body: string, name: string): number => {
	const found = new RegExp(`/${name}\\s+(\\d+)\\s+0\\s+R`).exec(body);
	if (!found) throw new Error(`no /${name}`);
	return Number(found[1]);
};

const references = (list: string): number[] => [...list.matchAll(/(\d+)\s+0\s+R/g)].map((found) => Number(found[1]));

const pageIds = (file: PdfFile, id: number): number[] => {
	const kids = /\/Kids\s*\[([^\]]*)\]/.exec(pdfObject(file, id));
	return kids ? references(kids[1] ?? '').flatMap((kid) => pageIds(file, kid)) : [id];
};

const streamOf = (file: PdfFile, id: number): Buffer => {
	const body = Buffer.from(pdfObject(file, id), 'latin1');
	const start = /stream\r?\n/.exec(body.toString('latin1'));
	if (!start) throw new Error(`object ${id} is not a stream`);
	const from = start.index + start[0].length;
	const length = Number(/\/Length\s+(\d+)/.exec(body.toString('latin1', 0, from))?.[1]);
	const raw = body.subarray(from, from + length);
	return body.toString('latin1', 0, from).includes('/FlateDecode') ? zlib.inflateSync(raw) : raw;
};

/** A string in brackets may hold pairs of brackets; four deep is deeper than any glyph code here goes. */
const bracketed = (depth: number): string =>
	String.raw`\((?:[^()\\]|\\[\s\S]${depth > 0 ? `|${bracketed(depth - 1)}` : ''})*\)`;
const STRING = new RegExp(`${bracketed(4)}|<[0-9a-fA-F]*>`, 'g');
/** A change of font, or an operator that shows strings; strings in the dictionaries of tags are not shown. */
const SHOWS_TEXT = new RegExp(
	String.raw`/(\S+)\s+[\d.]+\s+Tf|(?:\[(?:${STRING.source}|[-\d.\s]+)*\]\s*TJ|(?:${STRING.source})\s*Tj)`,
	'g'
);

const pageText = (file: PdfFile, id: number, maps: Map<number, ReadonlyMap<number, string>>): string => {
	const page = pdfObject(file, id);
	const fonts = /\/Font\s*<<([^>]*)>>/.exec(page)?.[1] ?? '';
	const named = new Map([...fonts.matchAll(/\/(\S+)\s+(\d+)\s+0\s+R/g)].map(([, name, font]) => [name, Number(font)]));
	const contents = streamOf(file, reference(page, 'Contents')).toString('latin1');
	let text = '';
	let font = 0;
	for (const [shown, name] of contents.matchAll(SHOWS_TEXT)) {
		if (name !== undefined) font = named.get(name) ?? 0;
		else
			for (const [token] of shown.matchAll(STRING))
				text += glyphsAsText(stringBytes(token), unicodeMap(file, font, maps));
	}
	return closeUp(text);
};

const ESCAPES: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** The bytes of a string as PDF spells it, in brackets or in hexadecimal (ISO 32000-1 7.3.4). */
const stringBytes = (token: string): number[] => {
	if (token.startsWith('<')) return [...Buffer.from(token.slice(1, -1), 'hex')];
	return [...token.slice(1, -1).matchAll(/\\([0-7]{1,3})|\\([\s\S])|([\s\S])/g)].map(([, octal, escaped, plain]) => {
		if (octal !== undefined) return Number.parseInt(octal, 8);
		if (escaped !== undefined) return ESCAPES[escaped] ?? escaped.charCodeAt(0);
		return (plain ?? '').charCodeAt(0);
	});
};

const glyphsAsText = (bytes: readonly number[], map: ReadonlyMap<number, string>): string =>
	Array.from({ length: bytes.length / 2 }, (_, index) => {
		const glyph = (bytes[index * 2] ?? 0) * 256 + (bytes[index * 2 + 1] ?? 0);
		return map.get(glyph) ?? '\ufffd';
	}).join('');

const unicodeMap = (file: PdfFile, font: number, maps: Map<number, ReadonlyMap<number, string>>) => {
	const known = maps.get(font);
	if (known) return known;
	const source = streamOf(file, reference(pdfObject(file, font), 'ToUnicode')).toString('latin1');
	const map = new Map<number, string>();
	for (const [, section] of source.matchAll(/beginbfchar\s([\s\S]*?)endbfchar/g))
		for (const [, glyph, text] of (section ?? '').matchAll(/<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>/g))
			map.set(
				Number.parseInt(glyph ?? '', 16),
				Buffer.from(text ?? '', 'hex')
					.swap16()
					.toString('utf16le')
			);
	if (map.size === 0) throw new Error('a font without a list of characters');
	maps.set(font, map);
	return map;
};
