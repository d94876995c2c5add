/** The headers of every answer that SvelteKit makes. The content security policy is set in svelte.config.js. */

const ALWAYS = {
	'x-content-type-options': 'nosniff',
	// Nothing to other sites. Not `no-referrer`: with that, browsers send `Origin: null` with our own forms.
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy':
		'accelerometer=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
	'x-frame-options': 'DENY'
} as const;

/**
 * @param keep false for everything that belongs to a session, or could: nothing of it stays in a browser's or proxy's store
 * @param secure the origin is https
 */
export function setHeaders(headers: Headers, { keep, secure }: { keep: boolean; secure: boolean }): void {
	for (const [name, value] of Object.entries(ALWAYS)) headers.set(name, value);
	if (!keep) headers.set('cache-control', 'no-store');
	if (secure) headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
}
