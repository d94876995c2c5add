/** Where to go after signing in: a path of our own and nothing else (promises S6). */

const LONGEST = 512;

/** The path if it is one of ours, else `/`. Another site, `//host`, `/\host` and control characters are not. Pure. */
export function localPath(asked: string | null): string {
	if (!asked || asked.length > LONGEST || !/^\/(?![/\\])/.test(asked) || /[\p{Cc}\\]/u.test(asked)) return '/';
	const here = 'http://localhost';
	if (!URL.canParse(asked, here)) return '/';
	const { origin, pathname, search } = new URL(asked, here);
	if (origin !== here || pathname.startsWith('//') || /^\/sign-(in|out)(\/|$)/.test(pathname)) return '/';
	return pathname + search;
}
