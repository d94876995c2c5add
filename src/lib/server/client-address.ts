/** The client's address for the throttle of signing in. Behind a proxy whose header is missing there is none: all such tries share one count. */
export function clientAddress(event: { readonly getClientAddress: () => string }): string {
	try {
		return event.getClientAddress();
	} catch {
		return 'unknown';
	}
}
