/** The signed list of an archive, and every file of the archive that was handed in beside it. */
import { type Group, hasNames, isGroup, own, ownGroup, ownText } from './read-json.ts';
import type { Answer, Notes, Trust } from './verify-answer.ts';
import { checkSignature, tellSigner } from './verify-signature.ts';

/** Another file of the same drop or command line. @param sha256 64 hexadecimal digits */
export type FileBeside = { readonly name: string; readonly size: number; readonly sha256: string };

const NAMES = ['schema', 'seal', 'signature', 'publicKey'];
/** Whether a file as it was handed in can be the one of this name: with folders before it, or without its own. */
const isNamed = (given: string, name: string): boolean => {
	const path = given.replaceAll('\\', '/');
	return path === name || path.endsWith(`/${name}`) || name.endsWith(`/${path}`);
};

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
	const known = new Set(listed.map((one) => ownText(one, 'sha256')));
	const strangers = beside.filter(({ sha256 }) => !known.has(sha256));
	let same = 0;
	for (const one of listed) {
		const name = ownText(one, 'name');
		const isIt = ({ sha256, size }: FileBeside): boolean =>
			sha256 === ownText(one, 'sha256') && size === own(one, 'size');
		// A browser hands in names without their folders, so what was put in is known by its digest first.
		if (beside.some(isIt)) same++;
		else if (strangers.some((other) => isNamed(other.name, name)))
			notes.problem(`${name} is not the file that was put into the archive: it was changed.`);
		else missing.push(name);
	}
	if (same > 0) notes.check(true, `${same} of ${listed.length} files of the archive are as they were put in.`, '');
	if (missing.length > 0) {
		const told = missing.slice(0, 20).join(', ');
		const more = missing.length > 20 ? ` and ${missing.length - 20} more` : '';
		notes.note(`Not handed in, so not looked at: ${told}${more}.`);
	}
	return notes.answer('bundle', title);
}
