/**
 * The languages of the service. Each is a build of its own (server/welsh): the sentences in the source are English, and the
 * Welsh build has those of the catalogue in their place. So a module knows its language and need not ask. Pure.
 */

/** Set by vite.config.ts; tests and tools speak English. */
declare const __LANGUAGE__: string | undefined;

export const LANGUAGES = ['en', 'cy'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of this build. */
export const LANGUAGE: Language = typeof __LANGUAGE__ !== 'undefined' && __LANGUAGE__ === 'cy' ? 'cy' : 'en';

/** A language as somebody sent or stored it; null when it is none of ours. */
export const asLanguage = (code: unknown): Language | null => LANGUAGES.find((one) => one === code) ?? null;

/** A language's own name, the same in every language. */
export const OWN_NAME: Readonly<Record<Language, string>> = { en: 'English', cy: 'Cymraeg' };

/** Holds the language this browser reads; of a person who is signed in the account knows it too. */
export const LANGUAGE_COOKIE = 'language';
