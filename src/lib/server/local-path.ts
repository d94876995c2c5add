/** Where a page may lead on to: a path of our own and nothing else (promises S6). */

const LONGEST = 512;

/**
 * The path with its query and fragment if it is one of ours, as a browser would read it; else null. Another site,
 * `//host`, `/\host`, control characters, and signing in or out and entering the password are not. Pure.
 */
export function localPath(asked: string | null): string | null {
	if (!asked || asked.length > LONGEST || !/^\/(?![/\\])/.test(asked) || /[\p{Cc}\\]/u.test(asked)) return null;
	const here = 'http://localhost';
	if (!URL.canParse(asked, here)) return null;
	const { origin, pathname, search, hash } = new URL(asked, here);
	if (origin !== here || pathname.startsWith('//') || /^\/(sign-(in|out)|confirm)(\/|$)/.test(pathname)) return null;
	return pathname + search + hash;
}
