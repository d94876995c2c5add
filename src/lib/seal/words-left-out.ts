/**
 * What stands in a version in place of what it leaves out, and what a version is called: in each language, because whoever checks
 * a version has to know them both. Pure.
 */
import type { Language } from '../welsh/language.ts';
import type { LeftOutKind, Profile } from './profiles.ts';

export type WordsLeftOut = {
	readonly kinds: Readonly<Record<LeftOutKind, string>>;
	/** in square brackets, before the kind */
	readonly leftOut: string;
	readonly profiles: Readonly<Record<Profile, string>>;
	/** before the name of the agency */
	readonly versionFor: string;
};

export const WORDS_LEFT_OUT: Readonly<Record<Language, WordsLeftOut>> = {
	en: {
		kinds: {
			THIRD_PARTY: 'third party',
			VICTIM: 'victim',
			INTELLIGENCE: 'intelligence',
			HEALTH: 'health',
			OTHER_AGENCY: 'another agency',
			SUMMARY: 'not part of a summary',
			STAFF: 'name of somebody at work',
			WORKING: 'how the record came about',
			RESTRICTED: 'restricted note',
			SEAL: 'random number of the seal'
		},
		leftOut: 'Left out',
		profiles: {
			FULL: 'Full record',
			AGENCY: 'Version for one agency',
			EXECUTIVE_SUMMARY: 'Executive summary',
			SUBJECT_ACCESS: 'Version for the person (subject access)'
		},
		versionFor: 'Version for'
	},
	cy: {
		kinds: {
			THIRD_PARTY: 'trydydd parti',
			VICTIM: 'dioddefwr',
			INTELLIGENCE: 'cudd-wybodaeth',
			HEALTH: 'iechyd',
			OTHER_AGENCY: 'asiantaeth arall',
			SUMMARY: 'ddim yn rhan o grynodeb',
			STAFF: 'enw rhywun yn y gwaith',
			WORKING: 'sut y daeth y cofnod i fod',
			RESTRICTED: 'nodyn cyfyngedig',
			SEAL: 'rhif ar hap y sêl'
		},
		leftOut: 'Wedi’i adael allan',
		profiles: {
			FULL: 'Cofnod llawn',
			AGENCY: 'Fersiwn ar gyfer un asiantaeth',
			EXECUTIVE_SUMMARY: 'Crynodeb gweithredol',
			SUBJECT_ACCESS: 'Fersiwn ar gyfer y person (cais gwrthrych am wybodaeth)'
		},
		versionFor: 'Fersiwn ar gyfer'
	}
};
