/**
 * Reads DER (ITU-T X.690), bounded: what runs over its end, has a length it cannot hold, or is not in the one spelling that DER
 * has for it, is refused.
 */
export type Der = {
	readonly tag: number;
	/** header and value */
	readonly raw: Uint8Array<ArrayBuffer>;
	readonly value: Uint8Array<ArrayBuffer>;
};
export class DerProblem extends Error {}

/** The value at the start of the bytes. @throws DerProblem */
export function readDer(bytes: Uint8Array<ArrayBuffer>): Der {
	const [tag, short] = bytes;
	// No value of DER has the tag 0: a length that takes in the noughts behind a signature is refused by it.
	if (!tag || short === undefined || (tag & 31) === 31) throw new DerProblem();
	let size = short;
	let start = 2;
	if (short >= 128) {
		const count = short & 127;
		if (count === 0 || count > 4 || bytes.length < 2 + count) throw new DerProblem();
		size = 0;
		for (let n = 0; n < count; n++) size = size * 256 + (bytes[2 + n] ?? 0);
		start += count;
		if (size < 128 || (bytes[2] ?? 0) === 0) throw new DerProblem();
	}
	if (start + size > bytes.length) throw new DerProblem();
	return { tag, raw: bytes.subarray(0, start + size), value: bytes.subarray(start, start + size) };
}

/** The values one after another inside a constructed value. @throws DerProblem when the last one runs over */
export function derParts({ value }: Pick<Der, 'value'>): readonly Der[] {
	const parts: Der[] = [];
	for (let at = 0; at < value.length; ) {
		const part = readDer(value.subarray(at));
		parts.push(part);
		at += part.raw.length;
	}
	return parts;
}

/** The one with this tag. @throws DerProblem when there is none */
export function derPart(parts: readonly Der[], at: number, tag: number): Der {
	const part = parts[at];
	if (part?.tag !== tag) throw new DerProblem();
	return part;
}

/** Dotted. @throws DerProblem */
export function derObjectId({ tag, value }: Der): string {
	if (tag !== 6 || value.length === 0) throw new DerProblem();
	return objectIdText(value);
}

/** The bytes of an object identifier, of which there is at least one, as people write it: 1.2.840.113549 */
export function objectIdText(value: Uint8Array): string {
	const [first = 0] = value;
	const top = Math.min(2, Math.floor(first / 40));
	const arcs = [top, first - top * 40];
	let arc = 0;
	for (const byte of value.subarray(1)) {
		arc = arc * 128 + (byte & 127);
		if (byte < 128) {
			arcs.push(arc);
			arc = 0;
		}
	}
	return arcs.join('.');
}

/** UTCTime and GeneralizedTime as certificates and time stamps have them. @throws DerProblem */
export function derTime({ tag, value }: Der): Date {
	const text = String.fromCharCode(...value);
	const found = (
		tag === 0x17 ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/
	).exec(text);
	if (!found || (tag !== 0x17 && tag !== 0x18)) throw new DerProblem();
	const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number);
	const whole = tag === 0x18 ? year : year < 50 ? 2000 + year : 1900 + year;
	return new Date(Date.UTC(whole, month - 1, day, hour, minute, second));
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
	a.length === b.length && a.every((byte, at) => byte === b[at]);
