/**
 * What a password must be: long, and not one that everybody tries. Nothing about capitals, digits or signs
 * (NCSC, "Password policy: updating your approach": length and a deny list instead of composition rules).
 */

import { IN_A_ROW, TRIED_FIRST } from './tried-first.ts';

export const PASSWORD_LENGTH = { least: 12, most: 256 } as const;

/** The demo's passwords are printed on the screen and in the README: nobody may use them for real. */
export const DEMO_PASSWORD = 'fictional-demo-password';

const TRIED = 'This password is one of the first that would be tried. Choose three random words.';

/**
 * One plain sentence saying what is wrong with a real person's password, or undefined. Never repeats it.
 * @param about what somebody who knows the person would try: e-mail address, name, agency, area
 */
export function passwordProblem(password: string, about: readonly string[]): string | undefined {
	const length = [...password].length;
	if (length < PASSWORD_LENGTH.least)
		return `The password must have ${PASSWORD_LENGTH.least} characters or more. Three random words work well.`;
	if (length > PASSWORD_LENGTH.most) return `The password must have ${PASSWORD_LENGTH.most} characters or fewer.`;
	const plain = canonicalPassword(password).toLowerCase();
	if (plain === DEMO_PASSWORD) return 'This password belongs to the demonstration. Choose another one.';
	const address =
		about
			.find((text) => text.includes('@'))
			?.split('@')[0]
			?.toLowerCase() ?? '';
	if (address.length >= 5 && plain.includes(address)) return 'The password must not contain the e-mail address.';
	if (new Set(plain).size < 5 || isRepeated(plain) || isInARow(plain)) return TRIED;
	const own = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}]+/u)).filter((word) => word.length >= 4);
	return isMadeOf(plain, own) || isMadeOf(lettersFor(plain), own) ? TRIED : undefined;
}

/** The same few characters again and again. */
const isRepeated = (plain: string): boolean => /^(.{1,6}?)\1+.{0,3}$/u.test(plain);

/** Digits alone; or nearly all of it keys that lie side by side. */
function isInARow(plain: string): boolean {
	if (/^[\d\s.-]+$/.test(plain)) return true;
	let rest = plain;
	for (let length = 10; length >= 4; length--)
		for (let at = 0; at + length <= rest.length; at++) {
			const part = rest.slice(at, at + length);
			if (!IN_A_ROW.some((row) => row.includes(part))) continue;
			rest = rest.slice(0, at) + rest.slice(at + length);
			at--;
		}
	return rest.length < 4 || (rest.length < plain.length / 2 && !/\p{L}{3}/u.test(rest));
}

/** One or two words that everybody tries, or the person's own, with only digits, signs or a few letters round them. */
function isMadeOf(plain: string, own: readonly string[]): boolean {
	let rest = plain;
	let strange = 0;
	for (const word of own) rest = rest.replaceAll(word, ' ');
	for (const word of TRIED_FIRST) {
		if (!rest.includes(word)) continue;
		rest = rest.replaceAll(word, ' ');
		strange++;
	}
	return rest !== plain && strange <= 2 && rest.replace(/[^\p{L}]/gu, '').length < 4;
}

/** Signs and digits that stand for letters. */
const STANDS_FOR: Readonly<Record<string, string>> = {
	'@': 'a',
	'0': 'o',
	'1': 'i',
	'3': 'e',
	'4': 'a',
	'5': 's',
	$: 's',
	'7': 't'
};
const lettersFor = (plain: string): string => plain.replace(/[@0-9$]/g, (sign) => STANDS_FOR[sign] ?? sign);

/** The same password typed on two keyboards may come as different code points. */
export const canonicalPassword = (password: string): string => password.normalize('NFKC');
