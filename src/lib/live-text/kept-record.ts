/**
 * One document's unsent words as they lie in the browser: AES-GCM under a key that only the server gives. Nothing outside
 * the sealed part tells what it is about: a random name, an opaque mark of the session, the hour, and a length in blocks.
 */
import { type DocumentName, documentNamed } from '#lib/wire.ts';
import { readFrom, readVarBytes, readVarString, readVarUint } from './byte-reader.ts';
import { joined, writer, writeVarBytes, writeVarString, writeVarUint } from './byte-writer.ts';
import type { Proofs, UnsentWords } from './live-connection.ts';

export type KeptRecord = {
	/** random */
	readonly id: string;
	/** whose key opens it, as an opaque mark */
	readonly session: string;
	readonly iv: Uint8Array<ArrayBuffer>;
	readonly bytes: Uint8Array<ArrayBuffer>;
	/** whole hours since 1970 */
	readonly hour: number;
};
export type KeptWords = UnsentWords & { readonly document: DocumentName };
/** `session`: the mark that goes with the key */
export type KeepingKey = { readonly key: CryptoKey; readonly session: string };

const VERSION = 2;
const BLOCK_BYTES = 4096;
const IV_BYTES = 12;
const HOUR_MS = 3_600_000;

const utf8 = new TextEncoder();

export const randomName = (): string =>
	[...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param key base64, as the server gives it; it cannot be taken out again */
export async function keepingKey(key: string, session: string): Promise<KeepingKey> {
	const raw = Uint8Array.from(atob(key), (char) => char.charCodeAt(0));
	return { key: await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']), session };
}

/** @param now local time, ms */
export async function sealRecord(
	{ key, session }: KeepingKey,
	id: string,
	words: KeptWords,
	now: number
): Promise<KeptRecord> {
	const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
	const sealed = await crypto.subtle.encrypt(sealing(iv, id), key, padded(plain(words)));
	return { id, session, iv, bytes: new Uint8Array(sealed), hour: Math.floor(now / HOUR_MS) };
}

/** @returns null when this key does not open it, or what is inside is not ours */
export async function openRecord({ key }: KeepingKey, { id, iv, bytes }: KeptRecord): Promise<KeptWords | null> {
	try {
		return readPlain(new Uint8Array(await crypto.subtle.decrypt(sealing(iv, id), key, bytes)));
	} catch {
		return null;
	}
}

export const isOlderThan = ({ hour }: KeptRecord, hours: number, now: number): boolean =>
	Math.floor(now / HOUR_MS) - hour > hours;

const sealing = (iv: Uint8Array<ArrayBuffer>, id: string): AesGcmParams => ({
	name: 'AES-GCM',
	iv,
	additionalData: utf8.encode(id)
});

function plain({ document, epoch, update, proofs, words, late }: KeptWords): Uint8Array {
	const out = writeVarUint(writer(), VERSION);
	writeVarUint(writeVarUint(writeVarString(out, document), epoch), late ? 1 : 0);
	return joined(
		writeVarBytes(writeVarString(writeVarString(out, JSON.stringify(words)), JSON.stringify(proofs)), update)
	);
}

function readPlain(bytes: Uint8Array): KeptWords | null {
	const reader = readFrom(bytes);
	if (readVarUint(reader) !== VERSION) return null;
	const document = documentNamed(readVarString(reader))?.name;
	const [epoch, late] = [readVarUint(reader), readVarUint(reader) === 1];
	const words = JSON.parse(readVarString(reader)) as Record<string, string>;
	const proofs = JSON.parse(readVarString(reader)) as Proofs;
	return document ? { document, epoch, late, words, proofs, update: readVarBytes(reader).slice() } : null;
}

/** The length tells only how many blocks. */
function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	const block = new Uint8Array(Math.ceil(bytes.length / BLOCK_BYTES) * BLOCK_BYTES);
	block.set(bytes);
	return block;
}
