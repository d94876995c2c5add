/**
 * The language this browser reads, and whose choice it is. It is a cookie because the language decides which build answers, and
 * that is before anything is known of whoever asks; the account keeps it for the next browser.
 */
import type { Cookies } from '@sveltejs/kit';
import { asLanguage, LANGUAGE, LANGUAGE_COOKIE, type Language } from '#lib/welsh/language.ts';
import { readLanguageOf, storeLanguage } from '#server/persistence/account-language.ts';
import type { App } from '#server/start.ts';

const A_YEAR_S = 365 * 24 * 3600;
/** Between the language and the account it was read from. */
const OF = '.';

const write = (cookies: Cookies, secure: boolean, language: Language, accountId: string): void =>
	cookies.set(LANGUAGE_COOKIE, `${language}${OF}${accountId}`, {
		...{ path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: A_YEAR_S }
	});

/** Of the screens on walls alone: whoever is signed in on the same computer reads on in their own language. */
export const keepScreenLanguage = (cookies: Cookies, { env }: Pick<App, 'env'>, language: Language): void =>
	cookies.set(LANGUAGE_COOKIE, language, {
		...{ path: '/screen', httpOnly: true, sameSite: 'lax', secure: env.secure, maxAge: A_YEAR_S }
	});

/** Somebody chose: kept by this browser, and by their account when they are signed in. */
export async function chooseLanguage(
	cookies: Cookies,
	{ env, database }: App,
	language: Language,
	accountId: string | null
): Promise<void> {
	if (accountId !== null) await database.withoutArea((tx) => storeLanguage(tx, accountId, language));
	write(cookies, env.secure, language, accountId ?? '');
}

/**
 * Sees to it that a signed-in person's browser reads what their account says; what was chosen in it before they signed in holds
 * where they never chose. @returns whether the page is to be asked for again, in the other language
 */
export async function followAccount(
	cookies: Cookies,
	{ env, database }: App,
	{ accountId, areaId }: { readonly accountId: string; readonly areaId: string }
): Promise<boolean> {
	const [before, of] = (cookies.get(LANGUAGE_COOKIE) ?? '').split(OF);
	if (of === accountId) return false;
	const chosenHere = of === '' ? asLanguage(before) : null;
	const { own, ofArea } = await database.withArea(areaId, (tx) => readLanguageOf(tx, accountId));
	const language = own ?? chosenHere ?? ofArea;
	write(cookies, env.secure, language, accountId);
	return language !== LANGUAGE;
}
