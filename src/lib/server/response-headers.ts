/** The headers of every answer that SvelteKit makes. A page's content security policy is begun in svelte.config.js. */
import { LANGUAGE } from '#lib/welsh/language.ts';
import { alwaysHeaders, BARE_POLICY } from '#server/answer-headers.ts';

const POLICY = 'content-security-policy';

export type AnswerKind = {
	/** false for everything that belongs to a session, or could: nothing of it stays in a browser's or proxy's store */
	readonly keep: boolean;
	/** the exact origin pages are served from */
	readonly origin: string;
	/** a page whose scripts can ask for nothing and send nothing, whatever they try: the practice room */
	readonly reachesNothing?: boolean;
};

export function setHeaders(headers: Headers, { keep, origin, reachesNothing = false }: AnswerKind): void {
	const { protocol, host } = new URL(origin);
	const secure = protocol === 'https:';
	for (const [name, value] of alwaysHeaders(secure)) headers.set(name, value);
	if (!keep) headers.set('cache-control', 'no-store');
	if (headers.get('content-type')?.startsWith('text/html')) headers.set('content-language', LANGUAGE);
	const policy = headers.get(POLICY);
	const sockets = `${secure ? 'wss' : 'ws'}://${host}`;
	const whole = (page: string): string => {
		const open = wholePolicy(page, sockets, secure);
		return reachesNothing ? closedPolicy(open) : open;
	};
	headers.set(POLICY, policy === null ? BARE_POLICY : whole(policy));
	nameNonce(headers, policy);
}

/** Not every browser counts our own sockets among 'self'; which host that is, only the running server knows. */
const wholePolicy = (policy: string, sockets: string, secure: boolean): string =>
	policy.replace("connect-src 'self'", `connect-src 'self' ${sockets}`) + (secure ? '; upgrade-insecure-requests' : '');

/** Files of the build still come; nothing is asked of the server by a script, and no form is sent. */
const closedPolicy = (policy: string): string =>
	policy.replace(/connect-src [^;]*/, "connect-src 'none'").replace(/form-action [^;]*/, "form-action 'none'");

/** Scripts are let in by the page's nonce alone, so what is fetched ahead of them has to name it as well. */
function nameNonce(headers: Headers, policy: string | null): void {
	const link = headers.get('link');
	const nonce = /'nonce-([^']+)'/.exec(policy ?? '')?.[1];
	if (link && nonce)
		headers.set('link', link.replaceAll('rel="modulepreload"', `rel="modulepreload"; nonce="${nonce}"`));
}

/** What a browser holds of a session that is over: asked to forget it, so that the back button shows nothing of it. */
export const forgetPages = (headers: Headers): void => headers.set('clear-site-data', '"cache"');
