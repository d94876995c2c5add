/** Reads back the archives that the product writes: names and bytes, in order. */
import { inflateRawSync } from 'node:zlib';

export function unzip(archive: Uint8Array): ReadonlyMap<string, Buffer> {
	const bytes = Buffer.from(archive);
	const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
	if (end < 0) throw new Error('no end of the archive');
	const files = new Map<string, Buffer>();
	let at = bytes.readUInt32LE(end + 16);
	for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
		if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error('no entry where the archive says');
		const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
		const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)) as [
			number,
			number,
			number
		];
		const local = bytes.readUInt32LE(at + 42);
		const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
		const content = bytes.subarray(from, from + packed);
		files.set(bytes.toString('utf8', at + 46, at + 46 + name), method === 0 ? content : inflateRawSync(content));
		at += 46 + name + extra + comment;
	}
	return files;
}
