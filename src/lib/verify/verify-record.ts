/** The whole record with its seal. */
import { blocksOf } from '../seal/blocks.ts';
import { canonicalJson } from '../seal/canonical-json.ts';
import { treeRoot } from '../seal/merkle-tree.ts';
import { CHECK_DIGITS, digestsOf } from '../seal/seal.ts';
import { fromHex, sha256Of, toHex } from '../seal/sha256.ts';
import { type Group, hasNames, own, ownGroup, ownText } from './read-json.ts';
import { type Answer, type Notes, type Trust, takeNotes } from './verify-answer.ts';
import { checkSameMeeting, checkSeal } from './verify-seal.ts';

const NAMES = ['schema', 'record', 'seal', 'signature', 'publicKey', 'salt', 'checks'];

export async function verifyRecord(file: Group, notes: Notes, trust: Trust): Promise<Answer> {
	const record = ownGroup(file, 'record');
	const title = `Final minutes ${ownText(record, 'reference')}`;
	if (!hasNames(file, NAMES)) notes.problem('The file does not have exactly the parts that a sealed record has.');
	const seal = await checkSeal(notes, trust, file);
	if (!seal) return notes.answer('record', title);
	checkSameMeeting(notes, seal, record);
	notes.check(
		sha256Of(canonicalJson(record)) === ownText(seal, 'sha256'),
		'The fingerprint of the record is the one in the seal.',
		'The record was changed after it was sealed: its fingerprint is another one than in the seal.'
	);
	const salt = ownText(file, 'salt');
	if (fromHex(salt)?.length !== 32) notes.problem('The salt of the blocks was changed.');
	else checkBlocks(notes, record, salt, ownGroup(seal, 'blocks'), ownText(file, 'checks'));
	return notes.answer('record', title);
}

function checkBlocks(notes: Notes, record: Group, salt: string, sealed: Group, checks: string): void {
	const digests = digestsOf(record, salt);
	const fits = toHex(treeRoot(digests)) === own(sealed, 'root') && digests.length === own(sealed, 'count');
	const listed = digests.map((digest) => toHex(digest).slice(0, CHECK_DIGITS)).join('');
	if (fits) {
		notes.check(
			checks === listed,
			`All ${digests.length} blocks of the record are the sealed ones.`,
			'The list of digests that says where a change is was itself changed; the record is as it was sealed.'
		);
		return;
	}
	tellWhere(notes, blocksOf(record), listed, checks);
}

/** Which blocks are other ones, as far as the list tells. @param found eight digits of each block as it is now */
export function tellWhere(
	notes: Notes,
	blocks: readonly { readonly path: string; readonly part: number }[],
	found: string,
	checks: string
): void {
	if (checks.length !== found.length) {
		notes.problem('Blocks of the record were added or removed, so it cannot be said which ones were changed.');
		return;
	}
	const at = (n: number): [number, number] => [n * CHECK_DIGITS, (n + 1) * CHECK_DIGITS];
	const other = blocks.filter((_, n) => found.slice(...at(n)) !== checks.slice(...at(n)));
	if (other.length === 0)
		notes.problem('The record and its list of digests agree, but not with the seal: they belong to another seal.');
	else if (other.length === blocks.length)
		notes.problem('No block of the record fits: its salt was changed, or it is another record.');
	else {
		const told = other.slice(0, 20).map(({ path, part }) => (part === 0 ? path : `${path} (part ${part + 1})`));
		const more = other.length > told.length ? ` and ${other.length - told.length} more` : '';
		notes.problem(`Changed after the record was sealed: ${told.join(', ')}${more}.`);
	}
}

/** A record from before there were seals: it can only be compared with what is printed. */
export function bareRecord(record: Group): Answer {
	const notes = takeNotes();
	notes.fact('Reference', ownText(record, 'reference'));
	notes.fact('Locked', ownText(record, 'lockedAt'));
	notes.fact('Fingerprint of this file', (sha256Of(canonicalJson(record)).match(/.{4}/g) ?? []).join(' '));
	notes.note('This record has no seal of its own. Compare the fingerprint with the one printed in the sealed minutes.');
	return { ...notes.answer('bare-record', `Final minutes ${ownText(record, 'reference')}`), verdict: 'no-seal' };
}
