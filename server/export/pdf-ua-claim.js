import { appendToPdf, openPdf, pdfObject } from './pdf-increment.js';

/** The claim itself: this file follows PDF/UA-1 (ISO 14289-1:2014, 5). */
const CLAIM =
	'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">' +
	'<pdfuaid:part>1</pdfuaid:part></rdf:Description>';

/** PDF/A allows a property it does not know only when the file describes it (ISO 19005-2:2011, 6.6.2.3). */
const DESCRIPTION =
	'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>' +
	'<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>' +
	'<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>' +
	'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>' +
	'<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>' +
	'<pdfaProperty:description>Part of ISO 14289 this file conforms to</pdfaProperty:description></rdf:li>' +
	'</rdf:Seq></pdfaSchema:property></rdf:li>';

/**
 * Typst 0.14 writes PDF/A-2a or PDF/UA-1, not both claims in one file. This takes its PDF/A-2a file, which was also
 * exported as PDF/UA-1 without complaint, and adds the second claim and what it asks of the catalogue.
 * @param {Uint8Array} pdf
 * @returns {Buffer}
 */
export const claimPdfUa = (pdf) => {
	const file = openPdf(pdf);
	const catalogue = pdfObject(file, file.root);
	const metadataId = Number(/\/Metadata\s+(\d+)\s+0\s+R/.exec(catalogue)?.[1]);
	const object = pdfObject(file, metadataId);
	const from = object.indexOf('\n', object.indexOf('stream')) + 1;
	let metadata = object.slice(from, object.lastIndexOf('endstream')).replace(/\r?\n$/, '');
	if (!metadata.startsWith('<?xpacket') || metadata.includes('pdfuaid')) throw new Error('unexpected PDF metadata');
	metadata = replaceOnce(metadata, '<pdfaExtension:schemas><rdf:Bag>', DESCRIPTION, 'after');
	metadata = replaceOnce(metadata, '</rdf:RDF>', CLAIM, 'before');
	const stream = `<<\n/Type /Metadata\n/Subtype /XML\n/Length ${metadata.length}\n>>\nstream\n${metadata}\nendstream`;
	const titled = replaceOnce(catalogue, '/ViewerPreferences <<', '\n/DisplayDocTitle true', 'after');
	return appendToPdf(
		file,
		new Map([
			[file.root, titled],
			[metadataId, stream]
		])
	);
};

/** @param {string} text @param {string} mark @param {string} added @param {'before' | 'after'} side */
const replaceOnce = (text, mark, added, side) => {
	if (text.split(mark).length !== 2) throw new Error('unexpected PDF structure');
	return text.replace(mark, () => (side === 'after' ? mark + added : added + mark));
};
