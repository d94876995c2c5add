/** An addendum with its seal, and, beside it, the record and the addendum before it where they were handed in too. */
import { canonicalJson } from '../seal/canonical-json.ts';
import { sha256Of } from '../seal/sha256.ts';
import { type Group, hasNames, own, ownGroup, ownText } from './read-json.ts';
import { type Answer, grouped, type Notes, type Trust } from './verify-answer.ts';
import { checkSignature, tellSigner } from './verify-signature.ts';

const NAMES = ['schema', 'addendum', 'seal', 'signature', 'publicKey'];

export async function verifyAddendum(file: Group, notes: Notes, trust: Trust): Promise<Answer> {
	const seal = ownGroup(file, 'seal');
	const number = own(seal, 'number');
	const title = `Addendum ${typeof number === 'number' ? number : '?'} to final minutes ${ownText(seal, 'reference')}`;
	if (!hasNames(file, NAMES)) notes.problem('The file does not have exactly the parts that an addendum has.');
	if (ownText(seal, 'schema') !== 'mapp-meeting-addendum-seal/1') {
		notes.problem('The seal is not of a kind this can check: it was changed, or is newer than this check.');
		return notes.answer('addendum', title);
	}
	await checkSignature(notes, trust, 'The seal', { content: seal, signed: file });
	const author = ownGroup(seal, 'author');
	notes.fact('Reference', ownText(seal, 'reference'));
	notes.fact('Sealed', ownText(seal, 'sealedAt'));
	notes.fact('Author', [ownText(author, 'name'), ownText(author, 'agency')].filter(Boolean).join(', '));
	notes.fact('Fingerprint of the record it belongs to', grouped(ownText(seal, 'recordSha256')));
	notes.fact('Fingerprint of the addendum before it', grouped(ownText(seal, 'previousSha256')));
	tellSigner(notes, trust, seal);
	notes.check(
		sha256Of(canonicalJson(own(file, 'addendum') ?? null)) === ownText(seal, 'sha256'),
		'The fingerprint of the addendum is the one in its seal.',
		'The addendum was changed after it was sealed: its fingerprint is another one than in its seal.'
	);
	return notes.answer('addendum', title);
}
