/**
 * A version of a locked record: the same record with some of its sentences left out, and the proof that what remains is what was
 * sealed. Of what is left out there is a digest alone, salted so that nobody can try out what it said.
 */
import type { FinalRecord } from '../minutes/final-record.ts';
import { blockDigest, type Leaf, type LeafValue, leavesOf, partsOf, saltsFrom } from './blocks.ts';
import { canonicalJson } from './canonical-json.ts';
import { type Mark, marksOn, type Proposal, readsMarked } from './marks.ts';
import { type ForAgency, type LeftOutKind, leftOutByStructure, type Profile } from './profiles.ts';
import { CHECK_DIGITS, type SealedRecord, type SignedSeal, saltBytes } from './seal.ts';
import { sha256Of, toHex } from './sha256.ts';
import { placeholder, versionTitle } from './version-words.ts';

/** What stands: its salt, and of a sentence how many letters (UTF-16) it has. What does not: its digest and why. */
export type ProofPart =
	| { readonly salt: string; readonly length?: number }
	| { readonly digest: string; readonly leftOut: LeftOutKind };
/** One value of the record, with its parts in order. */
export type ProofRow = { readonly path: string; readonly parts: readonly ProofPart[] };

export type RecordVersion = {
	readonly schema: 'mapp-meeting-record-version/1';
	readonly profile: Profile;
	/** "Version for Northmere Council Housing" */
	readonly title: string;
	/** its name; '' for a version that is not for one agency */
	readonly forAgency: string;
	/** what is left out stands as "[Left out: victim]", so that every drawing of a record draws a version too */
	readonly record: FinalRecord;
	/** kinds and how many parts, never what they said */
	readonly leftOut: readonly LeftOut[];
	readonly proof: readonly ProofRow[];
	/** as in the whole record's file: where a change is */
	readonly checks: string;
	readonly signedSeal: SignedSeal;
};
/** A version as the file that is handed out: signed by whoever made it, over the canonical JSON of everything else. */
export type VersionFile = RecordVersion & { readonly signature: string; readonly publicKey: string };

export type MarksOfRecord = { readonly proposals: readonly Proposal[]; readonly marks: readonly Mark[] };

/** The text of a value with each run of parts left out replaced by one mark of its kind, and a space or line end after it. */
const shown = (
	parts: readonly LeafValue[],
	kinds: readonly (LeftOutKind | null)[],
	language: FinalRecord['language']
): string => {
	let text = '';
	for (const [n, part] of parts.entries()) {
		const kind = kinds[n] ?? null;
		const before = n === 0 ? null : (kinds[n - 1] ?? null);
		if (before !== null && before !== kind) text += String(parts[n - 1]).endsWith('\n') ? '\n' : ' ';
		if (kind === null) text += String(part);
		else if (before !== kind) text += placeholder(kind, language);
	}
	return text;
};

/** Why each block of a value is left out, in order; null = it stands. */
export type LeftOutRow = {
	readonly leaf: Leaf;
	readonly parts: readonly LeafValue[];
	readonly kinds: readonly (LeftOutKind | null)[];
};

/** Versions for people outside the meeting: for them a proposal counts as a mark. */
const OUTSIDE: readonly Profile[] = ['EXECUTIVE_SUMMARY', 'SUBJECT_ACCESS'];

/** What a version of a record leaves out, without its proof. Every value in its order. */
export function leaveOut(
	record: FinalRecord,
	{ proposals, marks }: MarksOfRecord,
	profile: Profile,
	forAgency: ForAgency | null = null
): readonly LeftOutRow[] {
	if ((profile === 'AGENCY') !== (forAgency !== null)) throw new TypeError('an agency’s version is for one agency');
	const marked = new Map<string, Map<number, LeftOutKind>>();
	for (const mark of profile === 'FULL' ? [] : marksOn(OUTSIDE.includes(profile) ? proposals : [], marks)) {
		if (!mark.leavesOut || (forAgency && readsMarked(mark, forAgency))) continue;
		const parts = marked.get(mark.path) ?? new Map<number, LeftOutKind>();
		if (!parts.has(mark.from)) parts.set(mark.from, mark.kind);
		marked.set(mark.path, parts);
	}
	const leaves = leavesOf(record);
	const texts = new Map(leaves.map(({ path, value }) => [path, value]));
	const textAt = (path: string): string => String(texts.get(path) ?? '');
	return leaves.map((leaf) => {
		const { path } = leaf;
		const parts = partsOf(leaf);
		// Nothing is left out of an empty text, and a number or an empty list tells nothing.
		const kinds = parts.map((value, part) =>
			typeof value !== 'string' || value === ''
				? null
				: (marked.get(path)?.get(part) ?? leftOutByStructure(path, profile, forAgency, textAt))
		);
		return { leaf, parts, kinds };
	});
}

export type LeftOut = { readonly kind: LeftOutKind; readonly count: number };
/** How many parts of each kind are left out. */
export function countLeftOut(rows: readonly Pick<LeftOutRow, 'kinds'>[]): readonly LeftOut[] {
	const counts = new Map<LeftOutKind, number>();
	for (const { kinds } of rows) for (const kind of kinds) if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
	return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

/**
 * One number for what a version of a record leaves out: two versions that leave out the same have the same one, so that whoever
 * has looked at one has looked at both.
 */
export const leftOutDigest = (sha256: string, profile: Profile, rows: readonly LeftOutRow[]): string =>
	sha256Of(
		canonicalJson([
			sha256,
			profile,
			rows.flatMap(({ leaf, kinds }) => (kinds.some((kind) => kind !== null) ? [[leaf.path, kinds]] : []))
		])
	);

/**
 * The version of a sealed record for a profile.
 * @param forAgency of a version for one agency; throws without it
 */
export function makeVersion(
	sealed: SealedRecord,
	marks: MarksOfRecord,
	profile: Profile,
	forAgency: ForAgency | null = null
): RecordVersion {
	const saltOf = saltsFrom(saltBytes(sealed.salt));
	const rows = leaveOut(sealed.record, marks, profile, forAgency);
	const values = new Map<string, LeafValue>();
	let checks = '';
	const proof = rows.map(({ leaf, parts, kinds }): ProofRow => {
		const { path } = leaf;
		values.set(path, kinds.some((kind) => kind !== null) ? shown(parts, kinds, sealed.record.language) : leaf.value);
		return {
			path,
			parts: parts.map((value, part): ProofPart => {
				const salt = saltOf(path, part);
				const kind = kinds[part] ?? null;
				const digest = toHex(blockDigest({ path, part, value }, salt));
				checks += digest.slice(0, CHECK_DIGITS);
				if (kind !== null) return { digest, leftOut: kind };
				return { salt: toHex(salt), ...(parts.length > 1 ? { length: String(value).length } : {}) };
			})
		};
	});
	return {
		schema: 'mapp-meeting-record-version/1',
		profile,
		title: versionTitle(profile, forAgency?.name ?? '', sealed.record.language),
		forAgency: forAgency?.name ?? '',
		record: rebuilt(sealed.record, values),
		leftOut: countLeftOut(rows),
		proof,
		checks,
		signedSeal: sealed.seal
	};
}

/** The same data with the values that stand at its places. */
const rebuilt = <T>(data: T, values: ReadonlyMap<string, LeafValue>): T => {
	const at = (value: unknown, path: string): unknown => {
		if (values.has(path)) return values.get(path);
		if (Array.isArray(value)) return value.map((each, n) => at(each, `${path}/${n}`));
		return Object.fromEntries(
			Object.entries(value as object).map(([name, each]) => [
				name,
				at(each, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
			])
		);
	};
	return at(data, '') as T;
};
