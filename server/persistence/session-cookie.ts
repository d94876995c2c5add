/** The cookie that carries the session token: its name, and reading it from whatever a browser sends (promises L-11). */

/** `__Host-` binds it to exactly this host over https; browsers refuse the prefix over http. */
export const sessionCookieName = (secure: boolean): string => (secure ? '__Host-session' : 'session');

/** 256 random bits as base64url: 43 characters, nothing else is a token. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The token, or null when there is none, it is malformed, or two cookies of the name came. Never throws. */
export function readSessionToken(cookieHeader: string | null | undefined, name: string): string | null {
	if (!cookieHeader) return null;
	const values = cookieHeader
		.split(';')
		.map((pair) => pair.trim())
		.filter((pair) => pair.startsWith(`${name}=`))
		.map((pair) => pair.slice(name.length + 1));
	const [only] = values;
	return values.length === 1 && only !== undefined && TOKEN.test(only) ? only : null;
}
