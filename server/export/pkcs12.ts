/**
 * Opens a PKCS#12 file (RFC 7292): the way in which authorities hand over a certificate with its key. Node has no reader of
 * its own that gives the key out. Reads what OpenSSL, Windows and Java write today (PBES2 with AES) and wrote before (triple
 * DES); what is older, such as 40-bit RC2, is refused with a sentence. The file is the operator's own, but it is still read
 * with bounds, and its checksum is checked before anything in it is used.
 */
import { createDecipheriv, createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { DER, type DerNode, derChildren, readDer, readInteger, readObjectId } from './der.ts';

export type OpenedPkcs12 = {
	/** DER, in the order of the file */
	readonly certificates: readonly Buffer[];
	/** PKCS#8, DER; every key of the file */
	readonly keys: readonly Buffer[];
};

/** What is wrong with the file; the message is a plain sentence without its content. */
export class Pkcs12Problem extends Error {
	override readonly name = 'Pkcs12Problem';
}

const OID = {
	data: '1.2.840.113549.1.7.1',
	encryptedData: '1.2.840.113549.1.7.6',
	keyBag: '1.2.840.113549.1.12.10.1.1',
	shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
	certificateBag: '1.2.840.113549.1.12.10.1.3',
	x509: '1.2.840.113549.1.9.22.1',
	pbes2: '1.2.840.113549.1.5.13',
	pbkdf2: '1.2.840.113549.1.5.12',
	tripleDes: '1.2.840.113549.1.12.1.3'
} as const;
const DIGESTS: Readonly<Record<string, string>> = {
	'1.3.14.3.2.26': 'sha1',
	'2.16.840.1.101.3.4.2.1': 'sha256',
	'2.16.840.1.101.3.4.2.2': 'sha384',
	'2.16.840.1.101.3.4.2.3': 'sha512'
};
const PRFS: Readonly<Record<string, string>> = {
	'1.2.840.113549.2.7': 'sha1',
	'1.2.840.113549.2.9': 'sha256',
	'1.2.840.113549.2.10': 'sha384',
	'1.2.840.113549.2.11': 'sha512'
};
const CIPHERS: Readonly<Record<string, readonly [name: string, keyBytes: number]>> = {
	'2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
	'2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24],
	'2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32]
};
/** A file that asks for more rounds would hold the start up for minutes. */
const MOST_ROUNDS = 5_000_000;
const TOO_OLD =
	'The PKCS#12 file is encrypted in a way that is too old. Write it anew with a current OpenSSL: openssl pkcs12 -export.';

/** @throws Pkcs12Problem */
export function openPkcs12(file: Uint8Array, passphrase: string): OpenedPkcs12 {
	try {
		return open(file, passphrase);
	} catch (problem) {
		if (problem instanceof Pkcs12Problem) throw problem;
		throw new Pkcs12Problem('The PKCS#12 file cannot be read.');
	}
}

function open(file: Uint8Array, passphrase: string): OpenedPkcs12 {
	const [, authenticated, mac] = derChildren(readDer(file));
	const content = child(child(authenticated, 1), 0);
	if (mac === undefined)
		throw new Pkcs12Problem('The PKCS#12 file has no checksum, so its passphrase cannot be checked.');
	checkMac(content.value, mac, passphrase);
	const certificates: Buffer[] = [];
	const keys: Buffer[] = [];
	for (const part of derChildren(readDer(content.value))) {
		for (const bag of derChildren(readDer(safeContents(part, passphrase)))) {
			const kind = readObjectId(child(bag, 0));
			const value = child(child(bag, 1), 0);
			if (kind === OID.keyBag) keys.push(value.raw);
			if (kind === OID.shroudedKeyBag) keys.push(decrypt(child(value, 0), child(value, 1).value, passphrase));
			if (kind === OID.certificateBag && readObjectId(child(value, 0)) === OID.x509)
				certificates.push(child(child(value, 1), 0).value);
		}
	}
	return { certificates, keys };
}

const child = (node: DerNode | undefined, at: number): DerNode => {
	const found = node && derChildren(node)[at];
	if (!found) throw new RangeError('a part is missing');
	return found;
};

function checkMac(content: Buffer, mac: DerNode, passphrase: string): void {
	const [about, salt, rounds] = derChildren(mac);
	const digest = DIGESTS[readObjectId(child(child(about, 0), 0))];
	if (digest === undefined || salt === undefined) throw new Pkcs12Problem(TOO_OLD);
	const count = rounds ? roundsOf(rounds) : 1;
	const size = createHash(digest).digest().length;
	const key = pkcs12Key(digest, passphrase, salt.value, count, 3, size);
	const expected = child(about, 1).value;
	const found = createHmac(digest, key).update(content).digest();
	if (found.length !== expected.length || !timingSafeEqual(found, expected))
		throw new Pkcs12Problem('The passphrase does not open the PKCS#12 file.');
}

/** The bags of one part: as they are, or decrypted. */
function safeContents(part: DerNode, passphrase: string): Buffer {
	const kind = readObjectId(child(part, 0));
	if (kind === OID.data) return child(child(part, 1), 0).value;
	if (kind !== OID.encryptedData)
		throw new Pkcs12Problem('The PKCS#12 file is protected in a way that is not known here.');
	const [, algorithm, encrypted] = derChildren(child(child(child(part, 1), 0), 1));
	if (!algorithm || !encrypted) throw new RangeError('a part is missing');
	// [0] IMPLICIT OCTET STRING, whole or in pieces.
	const bytes =
		encrypted.tag === DER.context0 ? Buffer.concat(derChildren(encrypted).map(({ value }) => value)) : encrypted.value;
	return decrypt(algorithm, bytes, passphrase);
}

function decrypt(algorithm: DerNode, bytes: Buffer, passphrase: string): Buffer {
	const { cipher, key, iv } = keyFor(algorithm, passphrase);
	const decipher = createDecipheriv(cipher, key, iv);
	return Buffer.concat([decipher.update(bytes), decipher.final()]);
}

type CipherKey = { readonly cipher: string; readonly key: Buffer; readonly iv: Buffer };

function keyFor(algorithm: DerNode, passphrase: string): CipherKey {
	const name = readObjectId(child(algorithm, 0));
	const parameters = child(algorithm, 1);
	if (name === OID.tripleDes) {
		const salt = child(parameters, 0).value;
		const rounds = roundsOf(child(parameters, 1));
		const make = (purpose: number, size: number) => pkcs12Key('sha1', passphrase, salt, rounds, purpose, size);
		return { cipher: 'des-ede3-cbc', key: make(1, 24), iv: make(2, 8) };
	}
	if (name !== OID.pbes2) throw new Pkcs12Problem(TOO_OLD);
	const derivation = child(parameters, 0);
	const encryption = child(parameters, 1);
	const cipher = CIPHERS[readObjectId(child(encryption, 0))];
	if (readObjectId(child(derivation, 0)) !== OID.pbkdf2 || !cipher) throw new Pkcs12Problem(TOO_OLD);
	const [salt, rounds, ...more] = derChildren(child(derivation, 1));
	if (!salt || !rounds) throw new RangeError('a part is missing');
	const prf = more.find(({ tag }) => tag === DER.sequence);
	const digest = prf ? PRFS[readObjectId(child(prf, 0))] : 'sha1';
	if (digest === undefined) throw new Pkcs12Problem(TOO_OLD);
	const key = pbkdf2Sync(passphrase, salt.value, roundsOf(rounds), cipher[1], digest);
	return { cipher: cipher[0], key, iv: child(encryption, 1).value };
}

const roundsOf = (node: DerNode): number => {
	const rounds = readInteger(node);
	if (rounds < 1 || rounds > MOST_ROUNDS) throw new RangeError('so many rounds');
	return rounds;
};

const repeatTo = (bytes: Buffer, size: number): Buffer =>
	Buffer.from(
		Array.from(
			{ length: bytes.length === 0 ? 0 : size * Math.ceil(bytes.length / size) },
			(_, n) => bytes[n % bytes.length] ?? 0
		)
	);

/** The key derivation of PKCS#12 (RFC 7292, appendix B.2). @param purpose 1 = key, 2 = initial value, 3 = checksum */
function pkcs12Key(
	digest: string,
	passphrase: string,
	salt: Buffer,
	rounds: number,
	purpose: number,
	size: number
): Buffer {
	const block = digest === 'sha384' || digest === 'sha512' ? 128 : 64;
	const text = Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
	const diversifier = Buffer.alloc(block, purpose);
	const input = Buffer.concat([repeatTo(salt, block), repeatTo(text, block)]);
	const made: Buffer[] = [];
	for (let length = 0; length < size; ) {
		let hash = createHash(digest).update(diversifier).update(input).digest();
		for (let round = 1; round < rounds; round++) hash = createHash(digest).update(hash).digest();
		made.push(hash);
		length += hash.length;
		const added = repeatTo(hash, block).subarray(0, block);
		for (let at = 0; at < input.length; at += block) addOne(input.subarray(at, at + block), added);
	}
	return Buffer.concat(made).subarray(0, size);
}

/** target = target + added + 1, as numbers of the block's length. */
function addOne(target: Buffer, added: Buffer): void {
	let carry = 1;
	for (let at = target.length - 1; at >= 0; at--) {
		const sum = (target[at] ?? 0) + (added[at] ?? 0) + carry;
		target[at] = sum & 255;
		carry = sum >> 8;
	}
}
