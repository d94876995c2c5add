/**
 * A file that comes with a form, and the same file on its way to the confirmation and back: packed into the page, so that a
 * look that leads to nothing leaves nothing on the server.
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import { type FileAnswer, type LineProblem, SHOWN_PROBLEMS, wholeFile } from '#lib/import/file-row.ts';
import { oneOfThese } from '#lib/welsh/in-a-list.ts';

/** Unpacked: a file that would grow beyond it is refused while it is unpacked. */
const MOST = 2 * 1024 * 1024;

/** @param endings of file names, lower case, with the dot */
export async function uploadedFile(data: FormData, endings: readonly string[]): Promise<FileAnswer<Uint8Array>> {
	const file = data.get('file');
	if (!(file instanceof File) || (file.name === '' && file.size === 0)) return wholeFile(422, 'Choose a file.');
	if (!endings.some((ending) => file.name.toLowerCase().endsWith(ending)))
		return wholeFile(415, `Choose a file whose name ends in ${oneOfThese(endings)}.`);
	if (file.size > MOST) return wholeFile(413, 'The file is larger than 2 MB. Split it into several.');
	return { ok: true, value: new Uint8Array(await file.arrayBuffer()) };
}

export const packFile = (bytes: Uint8Array): string => gzipSync(bytes).toString('base64');
export function unpackFile(data: FormData): FileAnswer<Uint8Array> {
	const packed = data.get('held');
	try {
		if (typeof packed === 'string' && packed !== '')
			return { ok: true, value: gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: MOST }) };
	} catch {
		// Not what this page sent.
	}
	return wholeFile(422, 'Choose the file again.');
}

/** What a page shows of many problems: the first ones, and how many there are. */
export const shownProblems = (problems: readonly LineProblem[]) => ({
	problems: problems.slice(0, SHOWN_PROBLEMS),
	total: problems.length
});
