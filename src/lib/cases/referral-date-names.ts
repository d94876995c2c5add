/**
 * What the dates of a referral are called, in each language. An accepted referral gives its dates to the case with their names and
 * without a kind, because a kind would have them checked in their order in time (decision 061): so the name is stored in the
 * language of whoever accepted it, and is known again when it is read. Pure.
 */
import { LANGUAGE, type Language } from '../welsh/language.ts';

/** By the question of the referral that asks for the date. */
export const REFERRAL_DATE_NAMES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
	releaseOn: { en: 'Expected date of release', cy: 'Dyddiad rhyddhau disgwyliedig' },
	sentencedOn: { en: 'Sentenced or cautioned', cy: 'Dedfrydwyd neu rybuddiwyd' },
	parole: { en: 'Parole hearing', cy: 'Gwrandawiad parôl' },
	ped: { en: 'Parole eligibility date (PED)', cy: 'Dyddiad cymhwysedd parôl (PED)' },
	hdc: { en: 'Home detention curfew', cy: 'Cyrffyw cartref' },
	rotl: { en: 'Release on temporary licence', cy: 'Rhyddhau ar drwydded dros dro' },
	crd: { en: 'Conditional release date (CRD)', cy: 'Dyddiad rhyddhau amodol (CRD)' },
	led: { en: 'Licence expiry date (LED)', cy: 'Dyddiad diwedd y drwydded (LED)' },
	sed: { en: 'Sentence expiry date (SED)', cy: 'Dyddiad diwedd y ddedfryd (SED)' },
	orderExpiry: { en: 'An order expires', cy: 'Mae gorchymyn yn dod i ben' },
	notificationExpiry: { en: 'Notification ends', cy: 'Daw hysbysu i ben' }
};

/** A name that a referral gave a date, in a language, whichever it was stored in; what was typed stays as it is. */
export const dateNameIn = (language: Language, label: string): string =>
	Object.values(REFERRAL_DATE_NAMES).find(({ en, cy }) => label === en || label === cy)?.[language] ?? label;
/** In the language of the page, or of the record that is made. */
export const ownDateName = (label: string): string => dateNameIn(LANGUAGE, label);
