/** The parts of a Word document that stand round its text: properties, styles, settings, head and foot of every page. */
import type { MinutesDocument } from '#lib/minutes/minutes-document.ts';
import type { ZipEntry } from './zip-file.ts';

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
export const NAMESPACES =
	`xmlns:w="${MAIN}" xmlns:r="${RELATIONS}" xmlns:v="urn:schemas-microsoft-com:vml" ` +
	'xmlns:o="urn:schemas-microsoft-com:office:office"';

const CODES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/**
 * The one way by which text comes into any part. What XML cannot hold at all (controls, halves of characters) is already shown
 * as its code by the layout; here it would only be left out.
 */
export const escapedXml = (text: string): string =>
	text
		.toWellFormed()
		// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those that XML 1.0 does not have
		.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
		.replace(/[&<>"]/g, (character) => CODES[character] ?? '');

/** A4 with margins of 18 mm at the sides, in twentieths of a point. */
export type Sheet = { readonly size: string; readonly width: number; readonly footer: string };
export const PORTRAIT: Sheet = { size: '<w:pgSz w:w="11906" w:h="16838"/>', width: 9866, footer: 'rIdFooter1' };
export const LANDSCAPE: Sheet = {
	size: '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>',
	width: 14_798,
	footer: 'rIdFooter2'
};

export const sectionEnd = ({ size, footer }: Sheet): string =>
	`<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader1"/><w:footerReference w:type="default" r:id="${footer}"/>` +
	`<w:type w:val="nextPage"/>${size}<w:pgMar w:top="1420" w:right="1020" w:bottom="1250" w:left="1020" w:header="560" ` +
	'w:footer="500" w:gutter="0"/></w:sectPr>';

const line = (style: string, text: string): string =>
	`<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t xml:space="preserve">${escapedXml(text)}</w:t></w:r></w:p>`;

export const headerPart = ({ marking, handling, watermark }: MinutesDocument): string =>
	`${XML_HEAD}<w:hdr ${NAMESPACES}>${line('Marking', marking)}${line('Running', handling)}${across(watermark.text)}</w:hdr>`;

const field = (name: string): string => `<w:fldSimple w:instr=" ${name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`;

export const footerPart = (
	{ marking, reference, fingerprint, pageWord, ofWord, watermark }: MinutesDocument,
	{ width }: Sheet
): string => {
	const text = (words: string): string => `<w:r><w:t xml:space="preserve">${escapedXml(words)}</w:t></w:r>`;
	const tab = '<w:r><w:tab/></w:r>';
	const tabs = `<w:tabs><w:tab w:val="center" w:pos="${Math.floor(width / 2)}"/><w:tab w:val="right" w:pos="${width}"/></w:tabs>`;
	return (
		`${XML_HEAD}<w:ftr ${NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Foot"/>${tabs}</w:pPr>${text(reference)}${tab}` +
		`${text(`${fingerprint.label} ${fingerprint.short}`)}${tab}${text(`${pageWord} `)}${field('PAGE')}` +
		`${text(` ${ofWord} `)}${field('NUMPAGES')}</w:p>` +
		`${watermark.line === '' ? '' : line('Running', watermark.line)}${line('Marking', marking)}</w:ftr>`
	);
};

/** Whose copy it is, behind the text of every page; the header is not read aloud with the page. */
const across = (text: string): string => {
	if (text === '') return '';
	const words = text.split('\n').join(' – ');
	const height = Math.max(24, Math.min(72, Math.round(900 / words.length)));
	return (
		'<w:p><w:pPr><w:pStyle w:val="Running"/></w:pPr><w:r><w:rPr><w:noProof/></w:rPr><w:pict>' +
		'<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">' +
		'<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>' +
		'<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>' +
		'<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>' +
		'<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" ' +
		'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>' +
		'<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>' +
		'<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>' +
		'<v:shape id="CopyMark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" style="position:absolute;margin-left:0;' +
		`margin-top:0;width:520pt;height:${height}pt;rotation:325;z-index:-251658752;mso-position-horizontal:center;` +
		'mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" ' +
		'o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>' +
		`<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string="${escapedXml(words)}"/></v:shape></w:pict></w:r></w:p>`
	);
};

/** Everything but the text; the list of content types comes first, as the package wants it. */
export const aboutParts = (document: MinutesDocument, sha256: string): readonly ZipEntry[] => [
	{ name: '[Content_Types].xml', content: CONTENT_TYPES },
	{ name: '_rels/.rels', content: PACKAGE_RELATIONS },
	{ name: 'docProps/core.xml', content: coreProperties(document) },
	{ name: 'docProps/custom.xml', content: customProperties(document, sha256) },
	{ name: 'word/_rels/document.xml.rels', content: DOCUMENT_RELATIONS },
	{ name: 'word/styles.xml', content: styles(document.language === 'cy' ? 'cy-GB' : 'en-GB') },
	{ name: 'word/numbering.xml', content: NUMBERING },
	{ name: 'word/settings.xml', content: SETTINGS }
];

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const PARTS: readonly (readonly [name: string, type: string])[] = [
	['/word/document.xml', `${WORD}.document.main+xml`],
	['/word/styles.xml', `${WORD}.styles+xml`],
	['/word/numbering.xml', `${WORD}.numbering+xml`],
	['/word/settings.xml', `${WORD}.settings+xml`],
	['/word/header1.xml', `${WORD}.header+xml`],
	['/word/footer1.xml', `${WORD}.footer+xml`],
	['/word/footer2.xml', `${WORD}.footer+xml`],
	['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
	['/docProps/custom.xml', 'application/vnd.openxmlformats-officedocument.custom-properties+xml']
];
const CONTENT_TYPES =
	`${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ` +
	'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
	`${PARTS.map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`).join('')}</Types>`;

const relations = (all: readonly (readonly [id: string, type: string, target: string])[]): string =>
	`${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all
		.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
		.join('')}</Relationships>`;
const PACKAGE_RELATIONS = relations([
	['rIdDocument', `${RELATIONS}/officeDocument`, 'word/document.xml'],
	['rIdCore', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
	['rIdCustom', `${RELATIONS}/custom-properties`, 'docProps/custom.xml']
]);
const DOCUMENT_RELATIONS = relations([
	['rIdStyles', `${RELATIONS}/styles`, 'styles.xml'],
	['rIdNumbering', `${RELATIONS}/numbering`, 'numbering.xml'],
	['rIdSettings', `${RELATIONS}/settings`, 'settings.xml'],
	['rIdHeader1', `${RELATIONS}/header`, 'header1.xml'],
	['rIdFooter1', `${RELATIONS}/footer`, 'footer1.xml'],
	['rIdFooter2', `${RELATIONS}/footer`, 'footer2.xml']
]);

const coreProperties = ({ title, reference, author, marking, lockedAt, language }: MinutesDocument): string => {
	const at = new Date(lockedAt).toISOString().replace(/\.\d+Z$/, 'Z');
	return (
		`${XML_HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
		`<dc:title>${escapedXml(`${title} – ${reference}`)}</dc:title><dc:creator>${escapedXml(author)}</dc:creator>` +
		`<cp:keywords>${escapedXml(`${marking}, ${reference}`)}</cp:keywords><cp:lastModifiedBy>${escapedXml(author)}</cp:lastModifiedBy>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created>` +
		`<dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified><dc:language>${language}</dc:language></cp:coreProperties>`
	);
};

const customProperties = ({ reference, marking }: MinutesDocument, sha256: string): string => {
	const all = [
		['Marking', marking],
		['Reference', reference],
		['SHA-256 of the record', sha256]
	];
	const properties = all.map(
		([name = '', value = ''], at) =>
			`<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${at + 2}" name="${escapedXml(name)}">` +
			`<vt:lpwstr>${escapedXml(value)}</vt:lpwstr></property>`
	);
	return (
		`${XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" ` +
		`xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">${properties.join('')}</Properties>`
	);
};

const SETTINGS =
	`${XML_HEAD}<w:settings ${NAMESPACES}><w:zoom w:percent="100"/><w:documentProtection w:edit="readOnly" w:enforcement="1"/>` +
	'<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>' +
	'<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>';

const NUMBERING =
	`${XML_HEAD}<w:numbering ${NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>` +
	'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>' +
	'<w:pPr><w:ind w:left="284" w:hanging="227"/></w:pPr></w:lvl></w:abstractNum>' +
	'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>';

type StyleOf = {
	readonly id: string;
	readonly name: string;
	readonly next?: string;
	readonly paragraph?: string;
	readonly run?: string;
};
/** Sizes are half points; properties stand in the order the schema asks for. */
const STYLES: readonly StyleOf[] = [
	{
		id: 'Title',
		name: 'Title',
		paragraph: '<w:spacing w:before="60" w:after="120"/>',
		run: '<w:b/><w:bCs/><w:color w:val="1D3B53"/><w:sz w:val="40"/><w:szCs w:val="40"/>'
	},
	{
		id: 'Heading1',
		name: 'heading 1',
		paragraph: '<w:keepNext/><w:keepLines/><w:spacing w:before="400" w:after="160"/><w:outlineLvl w:val="0"/>',
		run: '<w:b/><w:bCs/><w:color w:val="1D3B53"/><w:sz w:val="30"/><w:szCs w:val="30"/>'
	},
	{
		id: 'Heading2',
		name: 'heading 2',
		paragraph: '<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="120"/><w:outlineLvl w:val="1"/>',
		run: '<w:b/><w:bCs/><w:color w:val="1D3B53"/><w:sz w:val="23"/><w:szCs w:val="23"/>'
	},
	{ id: 'Area', name: 'Area', run: '<w:color w:val="454F57"/><w:sz w:val="20"/><w:szCs w:val="20"/>' },
	{ id: 'Reference', name: 'Reference', run: '<w:b/><w:bCs/><w:sz w:val="22"/><w:szCs w:val="22"/>' },
	{
		id: 'Small',
		name: 'Small',
		paragraph: '<w:keepLines/><w:spacing w:after="100"/>',
		run: '<w:color w:val="454F57"/><w:sz w:val="17"/><w:szCs w:val="17"/>'
	},
	{
		id: 'Notice',
		name: 'Notice',
		paragraph:
			'<w:pBdr><w:top w:val="single" w:sz="8" w:space="4" w:color="8A1A1A"/><w:left w:val="single" w:sz="8" w:space="4" w:color="8A1A1A"/>' +
			'<w:bottom w:val="single" w:sz="8" w:space="4" w:color="8A1A1A"/><w:right w:val="single" w:sz="8" w:space="4" w:color="8A1A1A"/></w:pBdr>' +
			'<w:spacing w:after="0"/><w:ind w:left="113" w:right="113"/>'
	},
	{
		id: 'Aside',
		name: 'Aside',
		paragraph:
			'<w:pBdr><w:left w:val="single" w:sz="18" w:space="6" w:color="1D3B53"/></w:pBdr><w:spacing w:after="60"/><w:ind w:left="170"/>'
	},
	{ id: 'Cell', name: 'Cell', paragraph: '<w:spacing w:after="40"/>', run: '<w:sz w:val="18"/><w:szCs w:val="18"/>' },
	{
		id: 'DenseCell',
		name: 'Dense cell',
		paragraph: '<w:spacing w:after="40"/>',
		run: '<w:sz w:val="17"/><w:szCs w:val="17"/>'
	},
	{
		id: 'Marking',
		name: 'Marking',
		paragraph: '<w:spacing w:after="0"/><w:jc w:val="center"/>',
		run: '<w:b/><w:bCs/><w:color w:val="8A1A1A"/><w:spacing w:val="8"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
	},
	{
		id: 'Running',
		name: 'Running line',
		paragraph: '<w:spacing w:after="0"/><w:jc w:val="center"/>',
		run: '<w:color w:val="454F57"/><w:sz w:val="15"/><w:szCs w:val="15"/>'
	},
	{
		id: 'Foot',
		name: 'Foot',
		paragraph: '<w:spacing w:after="0"/>',
		run: '<w:color w:val="454F57"/><w:sz w:val="16"/><w:szCs w:val="16"/>'
	}
];

const style = ({ id, name, paragraph = '', run = '' }: StyleOf): string =>
	`<w:style w:type="paragraph"${/^heading|^Title$/.test(name) ? '' : ' w:customStyle="1"'} w:styleId="${id}"><w:name w:val="${name}"/>` +
	`<w:basedOn w:val="Normal"/>${/^heading|^Title$/.test(name) ? '<w:next w:val="Normal"/>' : ''}<w:qFormat/>` +
	`${paragraph === '' ? '' : `<w:pPr>${paragraph}</w:pPr>`}${run === '' ? '' : `<w:rPr>${run}</w:rPr>`}</w:style>`;

const BORDER = 'w:val="single" w:sz="4" w:space="0" w:color="9AA5AD"';
const styles = (language: string): string =>
	`${XML_HEAD}<w:styles ${NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>` +
	'<w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="20"/><w:szCs w:val="20"/>' +
	`<w:lang w:val="${language}" w:eastAsia="${language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
	'<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>' +
	'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>' +
	'<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>' +
	'<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>' +
	'<w:bottom w:w="0" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>' +
	'<w:style w:type="table" w:customStyle="1" w:styleId="Minutes"><w:name w:val="Minutes"/><w:basedOn w:val="TableNormal"/><w:tblPr>' +
	`<w:tblBorders><w:top ${BORDER}/><w:bottom ${BORDER}/><w:insideH ${BORDER}/></w:tblBorders>` +
	'<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>' +
	`</w:tblCellMar></w:tblPr></w:style>${STYLES.map(style).join('')}</w:styles>`;
