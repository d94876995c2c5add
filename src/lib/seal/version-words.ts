/** What is said of versions and of what they leave out. */
import type { MarkKind } from './marks.ts';
import type { LeftOutKind, Profile } from './profiles.ts';

export const markKindWord: Readonly<Record<MarkKind, string>> = {
	THIRD_PARTY: 'third party',
	VICTIM: 'victim',
	INTELLIGENCE: 'intelligence',
	HEALTH: 'health',
	OTHER_AGENCY: 'another agency'
};
export const markKindHint: Readonly<Record<MarkKind, string>> = {
	THIRD_PARTY: 'People who are neither the person nor working on the case: family, neighbours, employers.',
	VICTIM: 'Who a victim is, where they are, and what keeps them safe.',
	INTELLIGENCE: 'What the police know from intelligence.',
	HEALTH: 'What is known from health services about anybody’s health.',
	OTHER_AGENCY: 'What one agency told for its own use and this meeting alone.'
};
export const leftOutWord: Readonly<Record<LeftOutKind, string>> = {
	...markKindWord,
	SUMMARY: 'not part of a summary',
	STAFF: 'name of somebody at work',
	WORKING: 'how the record came about',
	RESTRICTED: 'restricted note',
	SEAL: 'random number of the seal'
};
/** What stands in a version in place of what it leaves out. */
export const placeholder = (kind: LeftOutKind): string => `[Left out: ${leftOutWord[kind]}]`;

/** "3 parts left out: victim" */
export const leftOutLine = ({ kind, count }: { readonly kind: LeftOutKind; readonly count: number }): string =>
	`${count} ${count === 1 ? 'part' : 'parts'} left out: ${leftOutWord[kind]}`;

export const profileWord: Readonly<Record<Profile, string>> = {
	FULL: 'Full record',
	AGENCY: 'Version for one agency',
	EXECUTIVE_SUMMARY: 'Executive summary',
	SUBJECT_ACCESS: 'Version for the person (subject access)'
};
/** @param agency its name, of a version for one */
export const versionTitle = (profile: Profile, agency: string): string =>
	profile === 'AGENCY' ? `Version for ${agency}` : profileWord[profile];

/** In the address of a version's page: "executive-summary". */
export const profileSlug = (profile: Profile): string => profile.toLowerCase().replaceAll('_', '-');
export const profileOfSlug = (slug: string): Profile | null =>
	(Object.keys(profileWord) as Profile[]).find((one) => profileSlug(one) === slug) ?? null;
