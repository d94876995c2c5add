/**
 * Adds to a finished PDF without touching a byte of it (ISO 32000-1 7.5.6, incremental update). Reads only what Typst
 * 0.14 writes: classic cross-reference tables and objects that are not packed into streams. Anything else is refused,
 * so that a newer writer is noticed by a test and not by a reader.
 *
 * @typedef {{ bytes: Buffer, previous: number, size: number, root: number, info: number | null, id: string | null,
 *   offsets: ReadonlyMap<number, number> }} PdfFile
 */

/** @param {Uint8Array} pdf @returns {PdfFile} */
export const openPdf = (pdf) => {
	const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
	const end = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(bytes.toString('latin1', Math.max(0, bytes.length - 1024)));
	if (!end) throw new Error('the PDF has no end');
	/** @type {Map<number, number>} */
	const offsets = new Map();
	const previous = Number(end[1]);
	let trailer = '';
	for (let at = /** @type {number | null} */ (previous), seen = 0; at !== null; seen++) {
		if (seen > 64) throw new Error('the PDF has too many updates');
		const part = readTable(bytes, at, offsets);
		trailer ||= part;
		at = numberOf(part, /\/Prev\s+(\d+)/);
	}
	const [size, root] = [numberOf(trailer, /\/Size\s+(\d+)/), numberOf(trailer, /\/Root\s+(\d+)\s+0\s+R/)];
	if (size === null || root === null) throw new Error('the PDF has no catalogue');
	const info = numberOf(trailer, /\/Info\s+(\d+)\s+0\s+R/);
	const id = /\/ID\s*(\[[^\]]*\])/.exec(trailer)?.[1] ?? null;
	return { bytes, previous, size, root, info, id, offsets };
};

/** Reads one cross-reference table; gives its trailer. @param {Buffer} bytes @param {number} at @param {Map<number, number>} offsets */
const readTable = (bytes, at, offsets) => {
	const text = bytes.toString('latin1', at);
	if (!text.startsWith('xref')) throw new Error('the PDF has a cross-reference stream, which is not read here');
	let place = text.indexOf('\n') + 1;
	for (;;) {
		const head = /^(\d+) (\d+)\s*\r?\n/.exec(text.slice(place, place + 40));
		if (!head) break;
		place += head[0].length;
		for (let index = 0; index < Number(head[2]); index++, place += 20) {
			const id = Number(head[1]) + index;
			// The newest table comes first: an object it names is not looked up again in an older one.
			if (text[place + 17] === 'n' && !offsets.has(id)) offsets.set(id, Number(text.slice(place, place + 10)));
		}
	}
	return text.slice(place, text.indexOf('startxref', place));
};

/** @param {string} text @param {RegExp} pattern @returns {number | null} */
const numberOf = (text, pattern) => {
	const found = pattern.exec(text);
	return found ? Number(found[1]) : null;
};

/** The body of an object, between "obj" and "endobj", as Latin-1 text. @param {PdfFile} pdf @param {number} id @returns {string} */
export const pdfObject = (pdf, id) => {
	const from = pdf.offsets.get(id);
	if (from === undefined) throw new Error(`the PDF has no object ${id}`);
	const head = /^\d+\s+\d+\s+obj\s*/.exec(pdf.bytes.toString('latin1', from, from + 40));
	if (!head) throw new Error(`the PDF has no object ${id} where its table says`);
	// A stream may hold the word "endobj": skip its bytes by the length its dictionary states.
	const start = from + head[0].length;
	const stream = pdf.bytes.indexOf('stream', start, 'latin1');
	const close = pdf.bytes.indexOf('endobj', start, 'latin1');
	if (stream === -1 || stream > close) return pdf.bytes.toString('latin1', start, close).trimEnd();
	const length = numberOf(pdf.bytes.toString('latin1', start, stream), /\/Length\s+(\d+)(?!\s+\d+\s+R)/);
	if (length === null) throw new Error(`the PDF has a stream without a length in object ${id}`);
	return pdf.bytes
		.toString('latin1', start, pdf.bytes.indexOf('endobj', stream + 'stream\n'.length + length, 'latin1'))
		.trimEnd();
};

/**
 * The file with these objects replaced or added at its end.
 * @param {PdfFile} pdf @param {ReadonlyMap<number, string>} objects bodies, as Latin-1 text @param {number} [size] objects in all
 * @returns {Buffer}
 */
export const appendToPdf = (pdf, objects, size = pdf.size) => {
	const parts = [pdf.bytes];
	let length = pdf.bytes.length;
	/** @param {string} text */
	const put = (text) => {
		const bytes = Buffer.from(text, 'latin1');
		parts.push(bytes);
		length += bytes.length;
	};
	if (pdf.bytes[pdf.bytes.length - 1] !== 0x0a) put('\n');
	const ids = [...objects.keys()].sort((a, b) => a - b);
	/** @type {string[]} */
	const table = [];
	for (const id of ids) {
		table.push(`${id} 1\n${String(length).padStart(10, '0')} 00000 n\r\n`);
		put(`${id} 0 obj\n${objects.get(id)}\nendobj\n`);
	}
	const start = length;
	const info = pdf.info === null ? '' : `/Info ${pdf.info} 0 R\n`;
	const id = pdf.id === null ? '' : `/ID ${pdf.id}\n`;
	const trailer = `/Size ${size}\n/Root ${pdf.root} 0 R\n${info}${id}/Prev ${pdf.previous}\n`;
	put(`xref\n${table.join('')}trailer\n<<\n${trailer}>>\nstartxref\n${start}\n%%EOF\n`);
	return Buffer.concat(parts);
};

/** How many pages the file has. @param {PdfFile} pdf @returns {number} */
export const pdfPageCount = (pdf) => {
	const pages = numberOf(pdfObject(pdf, pdf.root), /\/Pages\s+(\d+)\s+0\s+R/);
	const count = pages === null ? null : numberOf(pdfObject(pdf, pages), /\/Count\s+(\d+)/);
	if (count === null) throw new Error('the PDF has no pages');
	return count;
};
