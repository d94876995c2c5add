/** What is said of versions and of what they leave out. */
import { LANGUAGE, type Language } from '../welsh/language.ts';
import type { MarkKind } from './marks.ts';
import type { LeftOutKind, Profile } from './profiles.ts';
import { WORDS_LEFT_OUT } from './words-left-out.ts';

export const markKindWord: Readonly<Record<MarkKind, string>> = WORDS_LEFT_OUT[LANGUAGE].kinds;
export const markKindHint: Readonly<Record<MarkKind, string>> = {
	THIRD_PARTY: 'People who are neither the person nor working on the case: family, neighbours, employers.',
	VICTIM: 'Who a victim is, where they are, and what keeps them safe.',
	INTELLIGENCE: 'What the police know from intelligence.',
	HEALTH: 'What is known from health services about anybody’s health.',
	OTHER_AGENCY: 'What one agency told for its own use and this meeting alone.'
};
export const leftOutWord: Readonly<Record<LeftOutKind, string>> = WORDS_LEFT_OUT[LANGUAGE].kinds;
/** What stands in a version in place of what it leaves out. @param language of the record */
export const placeholder = (kind: LeftOutKind, language: Language = LANGUAGE): string => {
	const { leftOut, kinds } = WORDS_LEFT_OUT[language];
	return `[${leftOut}: ${kinds[kind]}]`;
};

/** "3 parts left out: victim" */
export const leftOutLine = ({ kind, count }: { readonly kind: LeftOutKind; readonly count: number }): string =>
	`${count} ${count === 1 ? 'part' : 'parts'} left out: ${leftOutWord[kind]}`;

export const profileWord: Readonly<Record<Profile, string>> = WORDS_LEFT_OUT[LANGUAGE].profiles;
/** @param agency its name, of a version for one @param language in which it is said */
export const versionTitle = (profile: Profile, agency: string, language: Language = LANGUAGE): string => {
	const { versionFor, profiles } = WORDS_LEFT_OUT[language];
	return profile === 'AGENCY' ? `${versionFor} ${agency}` : profiles[profile];
};

/** In the address of a version's page: "executive-summary". */
export const profileSlug = (profile: Profile): string => profile.toLowerCase().replaceAll('_', '-');
export const profileOfSlug = (slug: string): Profile | null =>
	(Object.keys(profileWord) as Profile[]).find((one) => profileSlug(one) === slug) ?? null;
