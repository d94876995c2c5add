/** A version of a record: what stands in it is what was sealed, and what does not is named. */
import { type Block, blockDigest, type LeafValue, leavesOf } from '../seal/blocks.ts';
import { treeRoot } from '../seal/merkle-tree.ts';
import type { LeftOutKind, Profile } from '../seal/profiles.ts';
import { CHECK_DIGITS } from '../seal/seal.ts';
import { fromHex, toHex } from '../seal/sha256.ts';
import { leftOutLine, leftOutWord, placeholder, profileWord, versionTitle } from '../seal/version-words.ts';
import { asLanguage, type Language } from '../welsh/language.ts';
import { type Group, hasNames, isGroup, own, ownGroup, ownText } from './read-json.ts';
import type { Answer, Notes, Trust } from './verify-answer.ts';
import { tellWhere } from './verify-record.ts';
import { checkSameMeeting, checkSeal } from './verify-seal.ts';
import { checkSignature } from './verify-signature.ts';

const NAMES = [
	...['schema', 'profile', 'title', 'forAgency', 'record', 'leftOut', 'proof', 'checks', 'signedSeal'],
	...['signature', 'publicKey']
];

export async function verifyVersion(file: Group, notes: Notes, trust: Trust): Promise<Answer> {
	const record = ownGroup(file, 'record');
	const title = `${ownText(file, 'title')} of final minutes ${ownText(record, 'reference')}`;
	if (!hasNames(file, NAMES)) notes.problem('The file does not have exactly the parts that a version has.');
	const { signature: _, publicKey: __, ...content } = file;
	await checkSignature(notes, trust, 'This version', { content, signed: file });
	const seal = await checkSeal(notes, trust, ownGroup(file, 'signedSeal'));
	const [profile, agency] = [ownText(file, 'profile'), ownText(file, 'forAgency')];
	const language = languageOf(record);
	const isTitled =
		own(file, 'forAgency') === agency &&
		Object.hasOwn(profileWord, profile) &&
		versionTitle(profile as Profile, agency, language) === ownText(file, 'title');
	if (!isTitled || (profile === 'AGENCY') === (agency === ''))
		notes.problem('The version does not agree with its title, or with whom it is for.');
	notes.fact('Version', ownText(file, 'title'));
	if (!seal) return notes.answer('version', title);
	checkSameMeeting(notes, seal, record);
	const proved = proveAll(record, own(file, 'proof'));
	if (typeof proved === 'string') {
		notes.problem(proved);
		return notes.answer('version', title);
	}
	checkAgainstSeal(notes, proved, ownGroup(seal, 'blocks'), ownText(file, 'checks'));
	checkLeftOut(notes, proved, own(file, 'leftOut'));
	return notes.answer('version', title);
}

/** A record says its language; one from before there were two is English. */
const languageOf = (record: Group): Language => asLanguage(own(record, 'language')) ?? 'en';

type Proved = {
	readonly blocks: readonly { readonly path: string; readonly part: number }[];
	readonly digests: readonly Uint8Array<ArrayBuffer>[];
	readonly leftOut: ReadonlyMap<LeftOutKind, number>;
};

/** The digest of every block: reckoned from what stands, taken from the proof for what does not. A text says what is wrong. */
function proveAll(record: Group, proof: unknown): Proved | string {
	const leaves = leavesOf(record);
	if (!Array.isArray(proof) || proof.length !== leaves.length)
		return 'The version has more or fewer values than its proof: something was added or removed.';
	const blocks: { path: string; part: number }[] = [];
	const digests: Uint8Array<ArrayBuffer>[] = [];
	const leftOut = new Map<LeftOutKind, number>();
	const language = languageOf(record);
	for (const [n, { path, value }] of leaves.entries()) {
		const row: unknown = proof[n];
		if (!isGroup(row) || own(row, 'path') !== path) return `The proof does not speak of ${path} where it should.`;
		const parts = own(row, 'parts');
		const found = Array.isArray(parts) ? proveLeaf(path, value, parts, language) : null;
		if (!found) return `What stands at ${path} does not fit its proof.`;
		for (const [part, { digest, kind }] of found.entries()) {
			blocks.push({ path, part });
			digests.push(digest);
			if (kind) leftOut.set(kind, (leftOut.get(kind) ?? 0) + 1);
		}
	}
	return { blocks, digests, leftOut };
}

type ProvedPart = { readonly digest: Uint8Array<ArrayBuffer>; readonly kind: LeftOutKind | null };
const isKind = (kind: unknown): kind is LeftOutKind => typeof kind === 'string' && Object.hasOwn(leftOutWord, kind);

/** The parts of one value, from the text that stands there; null when it does not come out even. */
function proveLeaf(
	path: string,
	value: LeafValue,
	parts: readonly unknown[],
	language: Language
): readonly ProvedPart[] | null {
	const found: ProvedPart[] = [];
	const text = typeof value === 'string' ? value : null;
	let at = 0;
	let gap: LeftOutKind | null = null;
	for (const [part, proof] of parts.entries()) {
		if (!isGroup(proof)) return null;
		const kind = own(proof, 'leftOut');
		const isLeftOut = isKind(kind);
		if (gap !== null && gap !== kind) {
			// One space or line end keeps apart what was left out and what comes after it.
			if (text === null || !/[ \n]/.test(text[at] ?? '')) return null;
			at++;
		}
		if (isLeftOut) {
			const digest = fromHex(ownText(proof, 'digest'));
			if (text === null || digest?.length !== 32 || !hasNames(proof, ['digest', 'leftOut'])) return null;
			if (gap !== kind) {
				const stands = placeholder(kind, language);
				if (!text.startsWith(stands, at)) return null;
				at += stands.length;
			}
			found.push({ digest, kind });
			gap = kind;
			continue;
		}
		gap = null;
		const salt = fromHex(ownText(proof, 'salt'));
		if (salt?.length !== 16) return null;
		const block = standing(path, part, value, text, at, parts.length, proof);
		if (!block) return null;
		at += typeof block.value === 'string' ? block.value.length : 0;
		found.push({ digest: blockDigest(block, salt), kind: null });
	}
	return text === null || at === text.length ? found : null;
}

/** A part that stands: the whole value, or so many letters of it. */
function standing(
	path: string,
	part: number,
	value: LeafValue,
	text: string | null,
	at: number,
	count: number,
	proof: Group
): Block | null {
	if (count === 1) return hasNames(proof, ['salt']) ? { path, part, value } : null;
	const length = own(proof, 'length');
	if (text === null || !hasNames(proof, ['salt', 'length']) || typeof length !== 'number') return null;
	if (!Number.isInteger(length) || length < 1 || at + length > text.length) return null;
	return { path, part, value: text.slice(at, at + length) };
}

function checkAgainstSeal(notes: Notes, { blocks, digests }: Proved, sealed: Group, checks: string): void {
	const listed = digests.map((digest) => toHex(digest).slice(0, CHECK_DIGITS)).join('');
	if (toHex(treeRoot(digests)) !== own(sealed, 'root') || digests.length !== own(sealed, 'count')) {
		tellWhere(notes, blocks, listed, checks);
		return;
	}
	notes.check(
		checks === listed,
		`All ${digests.length} blocks lead to the number in the seal: what stands here is what was sealed.`,
		'The list of digests that says where a change is was itself changed; what stands here is what was sealed.'
	);
}

function checkLeftOut(notes: Notes, { leftOut }: Proved, told: unknown): void {
	const counted = [...leftOut].map(([kind, count]) => ({ kind, count }));
	const says = Array.isArray(told) ? told : [];
	const agrees =
		says.length === counted.length &&
		says.every(
			(one) =>
				isGroup(one) && isKind(own(one, 'kind')) && leftOut.get(own(one, 'kind') as LeftOutKind) === own(one, 'count')
		);
	notes.check(
		agrees,
		counted.length === 0 ? 'Nothing is left out.' : 'What is left out is named and counted.',
		'What is left out is another number of parts than the version says.'
	);
	for (const one of counted) notes.fact('Left out', leftOutLine(one));
}
