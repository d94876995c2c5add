/** In which forms the final minutes can be taken away, and how large each is. */
import type { FileFormat, FormatName } from '#lib/minutes/file-format.ts';
import type { Print } from '#lib/minutes/print.ts';
import { sealedFileText } from '#lib/seal/sealed-file.ts';
import type { StoredRecord } from '../persistence/final-records.ts';
import { renderDocx } from './minutes-docx.ts';
import { renderHtml } from './minutes-html.ts';

/** Two forms are drawn to be measured: what was measured is kept, the newest records only. */
const KEPT = 200;
const measured = new Map<string, readonly FileFormat[]>();

/** Each form with its size in bytes, the sealed one first. */
export function fileFormats(stored: StoredRecord, print: Print): readonly FileFormat[] {
	const { record, sha256, json, pdf, sealed } = stored;
	const known = measured.get(sha256);
	if (known) return known;
	const sizes: Readonly<Record<FormatName, number>> = {
		pdf: pdf.byteLength,
		docx: renderDocx(record, sha256, print).byteLength,
		html: Buffer.byteLength(renderHtml(record, sha256, print)),
		json: Buffer.byteLength(sealed ? sealedFileText(sealed) : json)
	};
	const formats = (Object.keys(sizes) as FormatName[]).map((name) => ({ name, bytes: sizes[name] }));
	const [oldest] = measured.keys();
	if (measured.size >= KEPT && oldest !== undefined) measured.delete(oldest);
	measured.set(sha256, formats);
	return formats;
}
