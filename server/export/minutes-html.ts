/**
 * The final minutes as one HTML file that needs nothing else: no script, no link out, no font or picture from anywhere, and a
 * policy inside the file that forbids what a hole in this template would need. Draws the same blocks as page and PDF.
 */
import { createHash } from 'node:crypto';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import type {
	MinutesBlock,
	MinutesCell,
	MinutesDocument,
	MinutesSection,
	MinutesTable
} from '#lib/minutes/minutes-document.ts';
import type { Print } from '#lib/minutes/print.ts';
import type { Prose } from '#lib/minutes/prose.ts';
import { layOutInItsLanguage } from './lay-out-in-language.ts';
import { MINUTES_STYLES } from './minutes-html-styles.ts';

const CODES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** The one way by which text comes into the file, as content or as an attribute in double quotes. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => CODES[character] ?? '');

/** The file. The same record, fingerprint and print give the same text. */
export const renderHtml = (record: FinalRecord, sha256: string, print: Print = {}): string => {
	const { document, replaced } = layOutInItsLanguage(record, sha256, print);
	const title = `${document.title} – ${document.reference}`;
	const policy = `default-src 'none'; style-src 'sha256-${stylesDigest()}'; base-uri 'none'; form-action 'none'`;
	return `<!DOCTYPE html>
<html lang="${escaped(document.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<meta name="author" content="${escaped(document.author)}">
<meta name="mapp-meeting-reference" content="${escaped(document.reference)}">
<meta name="mapp-meeting-sha256" content="${escaped(sha256)}">
<title>${escaped(title)}</title>
<style>${MINUTES_STYLES}</style>
</head>
<body>
${across(document)}<p class="marking">${escaped(document.marking)}</p>
<p class="handling">${escaped(document.handling)}</p>
<main>
<header>
<p class="area">${escaped(document.area)}</p>
<h1>${escaped(document.title)}</h1>
<p class="reference">${escaped(document.reference)}</p>
<p>${escaped(document.lockedLine)}</p>
</header>
${document.notices.map(({ title: name, parts }) => `<div class="notice"><p><strong>${escaped(name)}</strong></p>${prose(parts)}</div>`).join('\n')}
${contents(document)}
${document.sections.map(section).join('\n')}
${fingerprint(document, replaced)}
</main>
<p class="marking">${escaped(document.marking)}</p>
</body>
</html>
`;
};

let digest: string | undefined;
const stylesDigest = (): string => {
	digest ??= createHash('sha256').update(MINUTES_STYLES, 'utf8').digest('base64');
	return digest;
};

/** Whose copy it is: for the eye, and said once in a notice for the ear. */
const across = ({ watermark }: MinutesDocument): string =>
	watermark.text === ''
		? ''
		: `<div class="across" aria-hidden="true"><p>${watermark.text.split('\n').map(escaped).join('<br>')}</p></div>\n`;

const contents = ({ contentsTitle, sections, fingerprint: own }: MinutesDocument): string => {
	const links = [...sections, { id: 'fingerprint', title: own.title }].map(
		({ id, title }) => `<li><a href="#${escaped(id)}">${escaped(title)}</a></li>`
	);
	return `<nav aria-labelledby="contents"><h2 id="contents">${escaped(contentsTitle)}</h2><ul>${links.join('')}</ul></nav>`;
};

const section = ({ id, title, blocks, landscape }: MinutesSection): string =>
	`<section aria-labelledby="${escaped(id)}"${landscape ? ' class="landscape"' : ''}><h2 id="${escaped(id)}">${escaped(title)}</h2>
${blocks.map(block).join('\n')}</section>`;

const block = (one: MinutesBlock): string => {
	switch (one.kind) {
		case 'heading':
			return `<h3>${escaped(one.text)}</h3>${one.note === '' ? '' : `<p class="note">${escaped(one.note)}</p>`}`;
		case 'prose':
			return prose(one.parts);
		case 'small':
			return `<p class="note">${escaped(one.text)}</p>`;
		case 'aside':
			return `<div class="aside"><p><strong>${escaped(one.label)}</strong></p>${prose(one.parts)}</div>`;
		case 'table':
			return table(one.table);
	}
};

const prose = (parts: Prose): string =>
	parts
		.map((part) =>
			part.kind === 'list'
				? `<ul>${part.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`
				: `<p>${escaped(part.text)}</p>`
		)
		.join('');

const cell = (parts: MinutesCell): string =>
	parts
		.map(({ label, parts: texts }) => {
			const [first, ...rest] = texts;
			if (label === '') return prose(texts);
			const runsIn = first?.kind === 'paragraph';
			const opening = `<p><strong>${escaped(label)}:</strong>${runsIn ? ` ${escaped(first.text)}` : ''}</p>`;
			return opening + prose(runsIn ? rest : texts);
		})
		.join('');

/** Scrolls in a region of its own where it is wide; the keyboard reaches that region (WCAG 2.1.1). */
const table = ({ caption, columns, rows, dense }: MinutesTable): string => {
	const heads = columns.map(({ title }) => `<th scope="col">${escaped(title)}</th>`).join('');
	const lines = rows.map((row) => {
		const cells = row.map((each, at) =>
			at === 0 && !dense ? `<th scope="row">${cell(each)}</th>` : `<td>${cell(each)}</td>`
		);
		return `<tr>${cells.join('')}</tr>`;
	});
	const shares = columns.reduce((sum, { share }) => sum + share, 0);
	const widths = columns.map(({ share }) => `<col class="w${Math.max(1, Math.floor((share / shares) * 100))}">`);
	const region = columns.length > 2 ? ` role="group" aria-label="${escaped(caption)}" tabindex="0"` : '';
	return `<div class="region${columns.length > 2 ? ' wide' : ''}"${region}><table><caption>${escaped(caption)}</caption>
<colgroup>${widths.join('')}</colgroup><thead><tr>${heads}</tr></thead><tbody>${lines.join('\n')}</tbody></table></div>`;
};

const fingerprint = ({ fingerprint: own, sealLines, shownAsCodes }: MinutesDocument, replaced: number): string => {
	const lines = [own.explanation, ...sealLines];
	if (replaced > 0) lines.push(shownAsCodes.replace('{count}', String(replaced)));
	return `<section aria-labelledby="fingerprint"><h2 id="fingerprint">${escaped(own.title)}</h2>
<p class="digits">${escaped(own.digits)}</p>
${lines.map((line) => `<p>${escaped(line)}</p>`).join('\n')}</section>`;
};
