/** What a request must be before anything looks at it. Pure: each answers with the status to refuse with, or null. */

/** The health pages are asked by address, not by name. */
const ANY_HOST = new Set(['/healthz', '/readyz']);

/** promises S2: the only host is the configured one. @returns 421 for another */
export function refuseHost(host: string | null, path: string, origin: string): 421 | null {
	return host === new URL(origin).host || ANY_HOST.has(path) ? null : 421;
}

/** promises S1: whatever changes something must come from our own pages, whatever its content type. @returns 403 otherwise */
export function refuseForeign(method: string, headers: Headers, origin: string): 403 | null {
	if (method === 'GET' || method === 'HEAD') return null;
	return headers.get('origin') === origin && headers.get('sec-fetch-site') !== 'cross-site' ? null : 403;
}

/** Bytes a body may have: an e-mail and a password are small, and nothing may be hashed that is large (A4). */
const BODY_BYTES = { signIn: 4 * 1024, import: 3 * 1024 * 1024, held: 192 * 1024, other: 64 * 1024 } as const;
/** A form of the usual size, sealed, on its way back with somebody's sign-in or password. */
const HELD = new Set(['/signed-out', '/confirm/held']);
const SIGN_IN = /^\/(sign-(in|out)|first-sign-in)(\/|$)/;
/** A file, or the same file on its way back with the confirmation. */
const IMPORT = /^\/(settings\/import|cases\/[\w-]+\/import-plan)$/;

/** @returns 413 when too large, 411 when the sender does not say how large */
export function refuseBody(method: string, path: string, headers: Headers): 411 | 413 | null {
	if (method === 'GET' || method === 'HEAD') return null;
	const length = headers.get('content-length');
	if (length === null) return headers.has('transfer-encoding') ? 411 : null;
	const small = HELD.has(path) ? BODY_BYTES.held : BODY_BYTES.other;
	const most = SIGN_IN.test(path) ? BODY_BYTES.signIn : IMPORT.test(path) ? BODY_BYTES.import : small;
	return /^\d+$/.test(length) && Number(length) <= most ? null : 413;
}
