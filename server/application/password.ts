/**
 * What a password must be: long, and not one that everybody tries. Nothing about capitals, digits or signs
 * (NCSC, "Password policy: updating your approach": length and a deny list instead of composition rules).
 */

export const PASSWORD_LENGTH = { least: 12, most: 256 } as const;

/** The demo's passwords are printed on the screen and in the README: nobody may use them for real. */
export const DEMO_PASSWORD = 'fictional-demo-password';

/** The beginnings of the passwords of twelve and more characters that are tried first, in lower case. */
const TRIED_FIRST = [
	'password',
	'123456',
	'qwerty',
	'letmein',
	'iloveyou',
	'administrator',
	'welcome',
	'changeme',
	'abcdef',
	'1q2w3e',
	'mappa',
	'probation',
	'police'
];

/** One plain sentence saying what is wrong with a real person's password, or undefined. Never repeats it. */
export function passwordProblem(password: string, email: string): string | undefined {
	const length = [...password].length;
	if (length < PASSWORD_LENGTH.least)
		return `The password must have ${PASSWORD_LENGTH.least} characters or more. Three random words work well.`;
	if (length > PASSWORD_LENGTH.most) return `The password must have ${PASSWORD_LENGTH.most} characters or fewer.`;
	const plain = password.toLowerCase();
	if (plain === DEMO_PASSWORD) return 'This password belongs to the demonstration. Choose another one.';
	if (new Set(plain).size < 5 || isTriedFirst(plain))
		return 'This password is one of the first that would be tried. Choose three random words.';
	const name = email.split('@')[0]?.toLowerCase() ?? '';
	if (name.length >= 5 && plain.includes(name)) return 'The password must not contain the e-mail address.';
	return undefined;
}

/** Known words, with only digits, signs or a few letters round them to make them longer; or digits alone. */
function isTriedFirst(plain: string): boolean {
	if (/^\d+$/.test(plain)) return true;
	const rest = TRIED_FIRST.reduce((text, word) => text.replaceAll(word, ''), plain);
	return rest !== plain && rest.replace(/[^\p{L}]/gu, '').length < 4;
}

/** The same password typed on two keyboards may come as different code points. */
export const canonicalPassword = (password: string): string => password.normalize('NFKC');
