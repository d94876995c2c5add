/**
 * A browser in the words of its owner, from what it says of itself (User-Agent). Only for recognising one's own devices:
 * nothing is decided by it, and what was sent is not kept.
 */

/** The first that fits: most browsers also claim to be others. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
	[/\bEdgA?\//, 'Edge'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/\bOPR\//, 'Opera'],
	[/\b(Firefox|FxiOS)\//, 'Firefox'],
	[/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
	[/\bVersion\/[\d.]+.*\bSafari\//, 'Safari']
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
	[/\biPhone\b/, 'iPhone'],
	[/\biPad\b/, 'iPad'],
	[/\bAndroid\b/, 'Android'],
	[/\bWindows\b/, 'Windows'],
	[/\bCrOS\b/, 'a Chromebook'],
	[/\bMac OS X\b|\bMacintosh\b/, 'a Mac'],
	[/\bLinux\b/, 'Linux']
];

/** "Chrome on Windows", "Safari on iPhone"; "A browser" when it says nothing that is known. */
export function deviceWords(userAgent: string | null): string {
	const text = (userAgent ?? '').slice(0, 1000);
	const browser = BROWSERS.find(([pattern]) => pattern.test(text))?.[1] ?? 'A browser';
	const system = SYSTEMS.find(([pattern]) => pattern.test(text))?.[1];
	return system ? `${browser} on ${system}` : browser;
}
