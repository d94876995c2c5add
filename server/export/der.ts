/**
 * DER (ITU-T X.690), as much of it as certificates, keys and signatures need. The writer makes definite lengths only; the
 * reader is bounded: whatever runs over its end, or has a length it cannot hold, is refused.
 */
import { objectIdText } from '#lib/verify/der-reader.ts';

export type DerNode = {
	readonly tag: number;
	/** header and value */
	readonly raw: Buffer;
	readonly value: Buffer;
};

export const DER = {
	boolean: 0x01,
	integer: 0x02,
	bitString: 0x03,
	octetString: 0x04,
	objectId: 0x06,
	utf8String: 0x0c,
	bmpString: 0x1e,
	sequence: 0x30,
	set: 0x31,
	context0: 0xa0,
	context1: 0xa1,
	context3: 0xa3,
	context4: 0xa4
} as const;

const lengthOf = (size: number): Buffer => {
	if (size < 128) return Buffer.of(size);
	const bytes: number[] = [];
	for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest & 255);
	return Buffer.of(128 | bytes.length, ...bytes);
};

/** One value with its tag and length. */
export const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
	const value = Buffer.concat(parts);
	return Buffer.concat([Buffer.of(tag), lengthOf(value.length), value]);
};

export const sequence = (...parts: readonly Uint8Array[]): Buffer => der(DER.sequence, ...parts);
/** A SET OF: DER sorts its members (X.690 11.6). */
export const setOf = (...parts: readonly Uint8Array[]): Buffer =>
	der(DER.set, ...parts.toSorted((a, b) => Buffer.compare(a, b)));
export const octets = (bytes: Uint8Array): Buffer => der(DER.octetString, bytes);
export const bits = (bytes: Uint8Array, unused = 0): Buffer => der(DER.bitString, Buffer.of(unused), bytes);
export const nothing = (): Buffer => Buffer.of(5, 0);
export const truth = (): Buffer => der(DER.boolean, Buffer.of(255));

/** A whole number that is not negative. @param value a small number, or its bytes, the highest first */
export const integer = (value: number | Uint8Array): Buffer => {
	const bytes = typeof value === 'number' ? Buffer.of(value) : Buffer.from(value);
	let start = 0;
	while (start < bytes.length - 1 && bytes[start] === 0) start++;
	const short = bytes.subarray(start);
	return der(DER.integer, (short[0] ?? 0) & 128 ? Buffer.concat([Buffer.of(0), short]) : short);
};

/** @param dotted "1.2.840.113549.1.7.2" */
export const objectId = (dotted: string): Buffer => {
	const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
	const bytes = [first * 40 + second];
	for (const arc of rest) {
		const base128 = [arc & 127];
		for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) base128.unshift(128 | (left & 127));
		bytes.push(...base128);
	}
	return der(DER.objectId, Buffer.from(bytes));
};

/** The value at the start of the bytes. @throws RangeError when it does not fit them */
export const readDer = (bytes: Uint8Array): DerNode => {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const [tag, short] = buffer;
	if (tag === undefined || short === undefined || (tag & 31) === 31) throw new RangeError('not DER');
	let size = short;
	let start = 2;
	if (short >= 128) {
		const count = short & 127;
		if (count === 0 || count > 4 || buffer.length < 2 + count) throw new RangeError('not DER');
		size = buffer.readUIntBE(2, count);
		start += count;
	}
	if (start + size > buffer.length) throw new RangeError('not DER');
	return { tag, raw: buffer.subarray(0, start + size), value: buffer.subarray(start, start + size) };
};

/** The values one after another inside a constructed value. @throws RangeError when the last one runs over */
export const derChildren = ({ value }: Pick<DerNode, 'value'>): readonly DerNode[] => {
	const children: DerNode[] = [];
	for (let at = 0; at < value.length; ) {
		const child = readDer(value.subarray(at));
		children.push(child);
		at += child.raw.length;
	}
	return children;
};

/** Dotted. @throws RangeError when the node is something else */
export const readObjectId = ({ tag, value }: DerNode): string => {
	if (tag !== DER.objectId || value.length === 0) throw new RangeError('not an object identifier');
	return objectIdText(value);
};

/** A whole number below 2 to the power of 48. @throws RangeError when the node is something else */
export const readInteger = ({ tag, value }: DerNode): number => {
	if (tag !== DER.integer || value.length === 0 || value.length > 6) throw new RangeError('not a small number');
	return value.readUIntBE(0, value.length);
};
