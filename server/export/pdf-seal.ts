/**
 * Seals a finished PDF (PAdES baseline B-B; B-T with a time stamp): an incremental update, so the sealed file begins with
 * every byte of the unsealed one. The certificate allows no later change (DocMDP, P = 1), and an invisible field carries it,
 * named for those who read by ear.
 */
import { createHash } from 'node:crypto';
import { cmsSignature, roomForSignature } from './cms-signature.ts';
import { appendToPdf, openPdf, type PdfFile, pdfObject } from './pdf-increment.js';
import type { SealIdentity } from './seal-identity.ts';
import { askTimeStamp, TimeStampProblem } from './time-stamp.ts';

export type SealWords = {
	/** ISO 8601, UTC: the time the file says it was sealed */
	readonly lockedAt: string;
	/** "Final minutes locked by the chair": no name and nothing of what they say */
	readonly reason: string;
};
export type SealedPdf = {
	readonly bytes: Uint8Array;
	/** SHA-256 of the whole file */
	readonly sha256: string;
	readonly level: 'B-B' | 'B-T';
	/** why there is no time stamp though one is configured; '' = nothing is missing */
	readonly withoutStamp: string;
};

/** The lock waits for a time stamp this long and no longer: people who are typing wait with it. */
const STAMP_WITHIN_MS = 4000;
const RANGE = '/ByteRange [0000000000 0000000000 0000000000 0000000000]';

/**
 * The sealed file. The same bytes and key give the same file with RSA and no time stamp; a signature by an EC key is random by
 * nature. Without a time stamp that is configured the file is sealed all the same, and `withoutStamp` says why.
 */
export async function sealPdf(
	pdf: Uint8Array,
	identity: SealIdentity,
	words: SealWords,
	stampWithinMs = STAMP_WITHIN_MS
): Promise<SealedPdf> {
	const room = roomForSignature(identity);
	const bytes = withEmptySeal(openPdf(pdf), identity, words, room);
	const rangeAt = bytes.indexOf(RANGE, pdf.length, 'latin1');
	const from = bytes.indexOf('/Contents <', rangeAt, 'latin1') + '/Contents '.length;
	const to = from + room * 2 + 2;
	// Padded behind, so that the length never changes.
	const range = `/ByteRange [0 ${from} ${to} ${bytes.length - to}`.padEnd(RANGE.length - 1);
	bytes.write(`${range}]`, rangeAt, 'latin1');
	const digest = createHash('sha256').update(bytes.subarray(0, from)).update(bytes.subarray(to)).digest();
	let withoutStamp = '';
	const { timestampUrl } = identity;
	const stamp = async (signature: Buffer): Promise<Buffer | null> => {
		if (timestampUrl === undefined) return null;
		try {
			return await askTimeStamp(timestampUrl, signature, stampWithinMs);
		} catch (problem) {
			if (!(problem instanceof TimeStampProblem)) throw problem;
			withoutStamp = problem.message;
			return null;
		}
	};
	const signature = await cmsSignature(identity, digest, stamp);
	if (signature.length > room) throw new RangeError('the signature needs more room than there is');
	bytes.write(signature.toString('hex'), from + 1, 'latin1');
	return {
		bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length),
		sha256: createHash('sha256').update(bytes).digest('hex'),
		level: timestampUrl !== undefined && withoutStamp === '' ? 'B-T' : 'B-B',
		withoutStamp
	};
}

/** The file with field, dictionary and permission of the seal, and noughts where the signature will stand. */
function withEmptySeal(
	file: PdfFile,
	{ subject, demonstration }: SealIdentity,
	words: SealWords,
	room: number
): Buffer {
	const catalogue = pdfObject(file, file.root);
	if (/\/(AcroForm|Perms)\b/.test(catalogue)) throw new Error('the PDF has a form or a seal already');
	const [sealId, fieldId] = [file.size, file.size + 1];
	const pageId = firstPage(file, catalogue);
	const kind = demonstration ? 'Demonstration seal' : 'Seal';
	const reason = demonstration ? `${words.reason} (demonstration, not a real record)` : words.reason;
	const field =
		`<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /TU ${pdfText(`${kind}: ${subject}`)} /F 132 ` +
		`/Rect [0 0 0 0] /P ${pageId} 0 R /V ${sealId} 0 R >>`;
	const dictionary =
		`<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached ${RANGE} ` +
		`/Contents <${'0'.repeat(room * 2)}> /M (${pdfTime(words.lockedAt)}) /Name ${pdfText(subject)} ` +
		`/Reason ${pdfText(reason)} /Reference [<< /Type /SigRef /TransformMethod /DocMDP ` +
		'/TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] >>';
	const form = `/AcroForm << /Fields [${fieldId} 0 R] /SigFlags 3 >>\n/Perms << /DocMDP ${sealId} 0 R >>\n`;
	return appendToPdf(
		file,
		new Map([
			[pageId, withField(pdfObject(file, pageId), fieldId)],
			[file.root, beforeEnd(catalogue, form)],
			[fieldId, field],
			[sealId, dictionary]
		]),
		file.size + 2
	);
}

const beforeEnd = (dictionary: string, added: string): string => {
	const at = dictionary.lastIndexOf('>>');
	if (at < 0 || dictionary.slice(at + 2).trim() !== '') throw new Error('unexpected PDF structure');
	return `${dictionary.slice(0, at)}\n${added}>>`;
};

/** PDF/UA asks a page with annotations for their order (7.18.3). */
function withField(page: string, fieldId: number): string {
	const annotated = /\/Annots\s*\[/.test(page)
		? page.replace(/\/Annots\s*\[/, `/Annots [${fieldId} 0 R `)
		: beforeEnd(page, `/Annots [${fieldId} 0 R]\n`);
	return /\/Tabs\b/.test(annotated) ? annotated : beforeEnd(annotated, '/Tabs /S\n');
}

function firstPage(file: PdfFile, catalogue: string): number {
	let id = Number(/\/Pages\s+(\d+)\s+0\s+R/.exec(catalogue)?.[1]);
	for (let depth = 0; depth < 64; depth++) {
		const first = /\/Kids\s*\[\s*(\d+)\s+0\s+R/.exec(pdfObject(file, id))?.[1];
		if (first === undefined) return id;
		id = Number(first);
	}
	throw new Error('the PDF has no first page');
}

/** A text string as UTF-16 in hexadecimal digits: no character of it can end the string. */
const pdfText = (text: string): string =>
	`<FEFF${Buffer.from(text.toWellFormed(), 'utf16le').swap16().toString('hex').toUpperCase()}>`;
const pdfTime = (iso: string): string => `D:${new Date(iso).toISOString().replace(/[-:T]|\.\d+Z$/g, '')}Z`;
