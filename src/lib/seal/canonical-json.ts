/**
 * RFC 8785 (JSON Canonicalization Scheme): one spelling for one value, so that a fingerprint of the text is a
 * fingerprint of the facts. JavaScript's own number and string spelling is the one the RFC prescribes (3.2.2), and its
 * sort of strings is by UTF-16 code units, as 3.2.3 asks.
 *
 * Strict on purpose: whatever JSON.stringify would drop or change in silence (undefined, functions, dates, holes) is
 * refused with a TypeError, because a sealed record must hold exactly what was handed in.
 */
export const canonicalJson = (value: unknown): string => {
	if (value === null || typeof value === 'boolean') return JSON.stringify(value);
	if (typeof value === 'string') return canonicalString(value);
	if (typeof value === 'number') {
		if (!Number.isFinite(value)) throw new TypeError('canonical JSON has no number that is not finite');
		return JSON.stringify(value);
	}
	if (Array.isArray(value)) return canonicalArray(value);
	if (typeof value === 'object') return canonicalObject(value);
	throw new TypeError(`canonical JSON has no ${typeof value}`);
};

const canonicalString = (text: string): string => {
	if (!text.isWellFormed()) throw new TypeError('canonical JSON has no lone surrogate');
	return JSON.stringify(text);
};

const canonicalArray = (items: readonly unknown[]): string => {
	// A hole counts in length and has no key; a named property has a key and does not count in length.
	if (Object.getPrototypeOf(items) !== Array.prototype || Object.keys(items).length !== items.length)
		throw new TypeError('canonical JSON has no array with holes or names');
	return `[${items.map(canonicalJson).join(',')}]`;
};

const canonicalObject = (value: object): string => {
	const prototype = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null)
		throw new TypeError('canonical JSON has no object of a class');
	if (Object.getOwnPropertySymbols(value).length > 0) throw new TypeError('canonical JSON has no symbol as a name');
	const members = value as Record<string, unknown>;
	const names = Object.keys(members).sort();
	return `{${names.map((name) => `${canonicalString(name)}:${canonicalJson(members[name])}`).join(',')}}`;
};
