/**
 * The headers of every answer, whoever makes it: SvelteKit's pages, its static files, engine.io, or the server itself
 * (promises 1.3). Which policy a page has besides is in svelte.config.js. Pure.
 */

/** Features of a browser that no page of ours uses; its own sign-in keys (passkeys) are for our pages alone. */
const NO_FEATURES = [
	...['accelerometer', 'autoplay', 'camera', 'clipboard-read', 'display-capture', 'encrypted-media'],
	...['fullscreen', 'gamepad', 'geolocation', 'gyroscope', 'hid', 'idle-detection', 'local-fonts', 'magnetometer'],
	...['microphone', 'midi', 'otp-credentials', 'payment', 'picture-in-picture', 'screen-wake-lock', 'serial'],
	...['storage-access', 'sync-xhr', 'usb', 'window-management', 'xr-spatial-tracking']
];
const OWN_FEATURES = ['publickey-credentials-create', 'publickey-credentials-get'];

const ALWAYS: Readonly<Record<string, string>> = {
	'x-content-type-options': 'nosniff',
	// Nothing to other sites. Not `no-referrer`: with that, browsers send `Origin: null` with our own forms.
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'origin-agent-cluster': '?1',
	'permissions-policy': [
		...NO_FEATURES.map((name) => `${name}=()`),
		...OWN_FEATURES.map((name) => `${name}=(self)`)
	].join(', '),
	'x-frame-options': 'DENY',
	'x-permitted-cross-domain-policies': 'none',
	'x-robots-tag': 'noindex, nofollow'
};

/**
 * Of whatever is no page: it runs nothing and is shown in no frame. The plain page that says "not found" where no page of ours
 * could be drawn (src/error.html) loads its style and its sign.
 */
export const BARE_POLICY =
	"default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/** Two years: what lists of sites that are never asked over http take. */
const HSTS = 'max-age=63072000; includeSubDomains';

const ASSETS = /^\/(_app\/|_cy\/|favicon\.|assets\/|mapp-verify\.)/;
/** Files of the build: the same for everybody, so a browser may keep them. */
export const isAsset = (path: string): boolean => ASSETS.test(path);

/**
 * What an answer carries where whoever makes it says nothing else: it is kept by nobody, and is no page. Of a file of the build
 * its own policy holds, and the browser asks each time whether it is the newest, unless its name says so.
 */
export const unlessSaid = (path: string): readonly (readonly [name: string, value: string])[] =>
	isAsset(path)
		? [
				['cache-control', 'no-cache'],
				['content-security-policy', path.startsWith('/mapp-verify.') ? "frame-ancestors 'none'" : BARE_POLICY]
			]
		: [
				['cache-control', 'no-store'],
				['content-security-policy', BARE_POLICY]
			];

/** What every answer carries. @param secure the origin is https */
export const alwaysHeaders = (secure: boolean): readonly (readonly [name: string, value: string])[] => [
	...Object.entries(ALWAYS),
	...(secure ? ([['strict-transport-security', HSTS]] as const) : [])
];
