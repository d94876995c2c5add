import { deviceWords } from '#lib/people/device-words.ts';

/** The client's address for the throttle of signing in. Behind a proxy whose header is missing there is none: all such tries share one count. */
export function clientAddress(event: { readonly getClientAddress: () => string }): string {
	try {
		return event.getClientAddress();
	} catch {
		return 'unknown';
	}
}

/** The browser in plain words, for the list of one's devices. */
export const clientDevice = (event: { readonly request: Request }): string =>
	deviceWords(event.request.headers.get('user-agent'));
