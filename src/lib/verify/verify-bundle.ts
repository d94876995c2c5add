/** The signed list of an archive, and every file of the archive that was handed in beside it. */
import { type Group, hasNames, isGroup, own, ownGroup, ownText } from './read-json.ts';
import type { Answer, Notes, Trust } from './verify-answer.ts';
import { checkSignature, tellSigner } from './verify-signature.ts';

/** Another file of the same drop or command line. @param sha256 64 hexadecimal digits */
export type FileBeside = { readonly name: string; readonly size: number; readonly sha256: string };

const NAMES = ['schema', 'seal', 'signature', 'publicKey'];
const lastPart = (name: string): string => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);

export async function verifyBundle(
	file: Group,
	notes: Notes,
	trust: Trust,
	beside: readonly FileBeside[]
): Promise<Answer> {
	const seal = ownGroup(file, 'seal');
	const title = `Archive of case ${ownText(seal, 'reference')}`;
	if (!hasNames(file, NAMES) || ownText(seal, 'schema') !== 'mapp-case-bundle-manifest/1') {
		notes.problem('The list is not of a kind this can check: it was changed, or is newer than this check.');
		return notes.answer('bundle', title);
	}
	await checkSignature(notes, trust, 'The list', { content: seal, signed: file });
	notes.fact('Reference', ownText(seal, 'reference'));
	notes.fact('Made', ownText(seal, 'madeAt'));
	notes.fact('Recipient', ownText(seal, 'recipient'));
	notes.fact('Purpose', ownText(seal, 'purpose'));
	tellSigner(notes, trust, seal);
	const files = own(seal, 'files');
	const listed = (Array.isArray(files) ? files : []).filter(isGroup);
	const missing: string[] = [];
	let same = 0;
	for (const one of listed) {
		const name = ownText(one, 'name');
		const found = beside.filter((other) => other.name === name || lastPart(other.name) === lastPart(name));
		if (found.length === 0) missing.push(name);
		else if (found.some(({ sha256, size }) => sha256 === ownText(one, 'sha256') && size === own(one, 'size'))) same++;
		else notes.problem(`${name} is not the file that was put into the archive: it was changed.`);
	}
	if (same > 0) notes.check(true, `${same} of ${listed.length} files of the archive are as they were put in.`, '');
	if (missing.length > 0) {
		const told = missing.slice(0, 20).join(', ');
		const more = missing.length > 20 ? ` and ${missing.length - 20} more` : '';
		notes.note(`Not handed in, so not looked at: ${told}${more}.`);
	}
	return notes.answer('bundle', title);
}
