/** How often each network address may ask, where nobody has signed in: a token bucket each, with an end to how many are remembered. */

export type AddressLimit = (address: string) => boolean;

/** @returns whether an address may ask once more now. @param now ms */
export function addressLimit(
	{ burst, perSecond, addresses }: { readonly burst: number; readonly perSecond: number; readonly addresses: number },
	now: () => number = Date.now
): AddressLimit {
	const buckets = new Map<string, { tokens: number; at: number }>();
	return (address) => {
		const at = now();
		const { tokens, at: before } = buckets.get(address) ?? { tokens: burst, at };
		const left = Math.min(burst, tokens + ((at - before) * perSecond) / 1000) - 1;
		// Last in the row is who asked last; the first is forgotten when there are too many.
		buckets.delete(address);
		buckets.set(address, { tokens: Math.max(left, 0), at });
		const [oldest] = buckets.keys();
		if (buckets.size > addresses && oldest !== undefined) buckets.delete(oldest);
		return left >= 0;
	};
}
