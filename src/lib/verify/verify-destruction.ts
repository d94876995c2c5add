/** A certificate of destruction: its signature, and that its list is the one that was signed. */
import { canonicalJson } from '../seal/canonical-json.ts';
import { sha256Of } from '../seal/sha256.ts';
import { type Group, hasNames, isGroup, own, ownGroup, ownText } from './read-json.ts';
import { type Answer, grouped, type Notes, type Trust } from './verify-answer.ts';
import { checkSignature, tellSigner } from './verify-signature.ts';

const NAMES = ['schema', 'seal', 'signature', 'publicKey'];
const decider = (seal: Group, name: string): string => {
	const one = ownGroup(seal, name);
	return [ownText(one, 'name'), ownText(one, 'role')].filter(Boolean).join(', ');
};

export async function verifyDestruction(file: Group, notes: Notes, trust: Trust): Promise<Answer> {
	const seal = ownGroup(file, 'seal');
	const number = own(seal, 'number');
	const title = `Certificate of destruction ${typeof number === 'number' ? number : '?'}`;
	if (!hasNames(file, NAMES) || ownText(seal, 'schema') !== 'mapp-destruction-certificate-seal/1') {
		notes.problem('The certificate is not of a kind this can check: it was changed, or is newer than this check.');
		return notes.answer('destruction', title);
	}
	await checkSignature(notes, trust, 'The certificate', { content: seal, signed: file });
	notes.fact('Area', ownText(seal, 'area'));
	notes.fact('Fingerprint of the case reference', grouped(ownText(seal, 'referenceSha256')));
	notes.fact('Might be destroyed from', ownText(seal, 'dueOn'));
	notes.fact('Proposed', `${decider(seal, 'proposedBy')}, ${ownText(seal, 'proposedAt')}`);
	notes.fact('Confirmed and destroyed', `${decider(seal, 'confirmedBy')}, ${ownText(seal, 'destroyedAt')}`);
	tellSigner(notes, trust, seal);
	const destroyed = own(seal, 'destroyed');
	const rows = (Array.isArray(destroyed) ? destroyed : []).filter(isGroup).map((one) => own(one, 'rows'));
	const total = rows.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0);
	notes.check(
		sha256Of(canonicalJson(destroyed ?? null)) === ownText(seal, 'listSha256'),
		`The list of what was destroyed is the one that was signed: ${total} rows of ${rows.length} tables.`,
		'The list of what was destroyed is not the one that was signed.'
	);
	notes.note('A certificate says what a service destroyed. That no copy is kept elsewhere, nobody can prove.');
	return notes.answer('destruction', title);
}
