/** A zip archive of a few files, as OpenDocument asks for it: the first file is stored as it is, the others are deflated. */
import { crc32, deflateRawSync } from 'node:zlib';

export type ZipEntry = { readonly name: string; readonly content: string | Uint8Array };

/** 1 January 2000: the same content gives the same bytes. */
const DOS_DATE = (20 << 9) | (1 << 5) | 1;

/** Bytes of the archive. Names are ASCII; no file is larger than 4 GB. */
export function zipFile(entries: readonly ZipEntry[]): Uint8Array {
	const parts: Buffer[] = [];
	const index: Buffer[] = [];
	let offset = 0;
	for (const [place, { name, content }] of entries.entries()) {
		const plain = typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content);
		const packed = place === 0 ? plain : deflateRawSync(plain);
		const label = Buffer.from(name, 'ascii');
		const about = Buffer.alloc(26);
		about.writeUInt16LE(20, 0);
		about.writeUInt16LE(0, 2);
		about.writeUInt16LE(place === 0 ? 0 : 8, 4);
		about.writeUInt16LE(0, 6);
		about.writeUInt16LE(DOS_DATE, 8);
		about.writeUInt32LE(crc32(plain), 10);
		about.writeUInt32LE(packed.length, 14);
		about.writeUInt32LE(plain.length, 18);
		about.writeUInt16LE(label.length, 22);
		const local = Buffer.concat([signature(0x04034b50), about, label, packed]);
		const where = Buffer.alloc(14);
		where.writeUInt32LE(offset, 10);
		index.push(Buffer.concat([signature(0x02014b50), Buffer.from([20, 0]), about, where, label]));
		parts.push(local);
		offset += local.length;
	}
	const directory = Buffer.concat(index);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(entries.length, 4);
	end.writeUInt16LE(entries.length, 6);
	end.writeUInt32LE(directory.length, 8);
	end.writeUInt32LE(offset, 12);
	return new Uint8Array(Buffer.concat([...parts, directory, signature(0x06054b50), end]));
}

function signature(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value, 0);
	return bytes;
}
