/**
 * A CMS SignedData (RFC 5652) with one signer, as a PDF seal (PAdES, ETSI EN 319 142-1) and a time stamp (RFC 3161) have it. Of a
 * seal only the one spelling is read that this service writes, so that next to no byte of it can be changed unseen.
 */
import { type Certificate, readCertificate } from './certificate.ts';
import { type Der, DerProblem, derObjectId, derPart, derParts, readDer, sameBytes } from './der-reader.ts';
import { isSignedBy } from './platform-signature.ts';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const TIME_STAMP = '1.2.840.113549.1.9.16.2.14';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const HASHES: Readonly<Record<string, string>> = {
	[SHA256]: 'SHA-256',
	'2.16.840.1.101.3.4.2.2': 'SHA-384',
	'2.16.840.1.101.3.4.2.3': 'SHA-512'
};

export type SignedData = {
	readonly contentType: string;
	/** inside the structure, of a time stamp */
	readonly content: Uint8Array<ArrayBuffer> | null;
	readonly certificates: readonly Certificate[];
	readonly signer: Certificate;
	/** of the content, and by what it was made */
	readonly messageDigest: Uint8Array<ArrayBuffer>;
	readonly hash: string;
	readonly attributes: ReadonlyMap<string, Der>;
	/** the bytes that are signed */
	readonly signed: Uint8Array<ArrayBuffer>;
	readonly algorithm: string;
	readonly signature: Uint8Array<ArrayBuffer>;
	/** DER of a time stamp over the signature */
	readonly timeStamp: Uint8Array<ArrayBuffer> | null;
};

const ONE = Uint8Array.of(2, 1, 1);
const SHA256_ALONE = Uint8Array.of(0x30, 0x0b, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1);
const SHA256_NULL = Uint8Array.of(0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0);

export const digestOf = async (bytes: Uint8Array<ArrayBuffer>, hash = 'SHA-256'): Promise<Uint8Array<ArrayBuffer>> =>
	new Uint8Array(await crypto.subtle.digest(hash, bytes));

/** Every attribute once, by its id, with its one value. */
function attributesOf(set: Der): ReadonlyMap<string, Der> {
	const found = new Map<string, Der>();
	for (const attribute of derParts(set)) {
		const parts = derParts(attribute);
		const id = derObjectId(derPart(parts, 0, 6));
		const values = derParts(derPart(parts, 1, 0x31));
		const [value] = values;
		if (!value || values.length !== 1 || parts.length !== 2 || found.has(id)) throw new DerProblem();
		found.set(id, value);
	}
	return found;
}

/**
 * @param ours a seal of this service; a time stamp of somebody else may use other digests and say more
 * @throws DerProblem when it is not one, or not in the spelling it has to have
 */
export async function readSignedData(bytes: Uint8Array<ArrayBuffer>, ours: boolean): Promise<SignedData> {
	const whole = readDer(bytes);
	if (whole.tag !== 0x30 || whole.raw.length !== bytes.length) throw new DerProblem();
	const [type, wrapped, ...more] = derParts(whole);
	if (more.length > 0 || !type || wrapped?.tag !== 0xa0 || derObjectId(type) !== SIGNED_DATA) throw new DerProblem();
	const parts = derParts(derPart(derParts(wrapped), 0, 0x30));
	const certificateSet = parts.find(({ tag }) => tag === 0xa0);
	const signers = derPart(parts, parts.length - 1, 0x31);
	const infos = derParts(signers);
	if (!certificateSet || infos.length !== 1) throw new DerProblem();
	const certificates = derParts(certificateSet).map(({ raw }) => readCertificate(raw));
	const [contentType, content] = derParts(derPart(parts, 2, 0x30));
	const signer = readSigner(derParts(derPart(infos, 0, 0x30)), parts, ours);
	if (!contentType) throw new DerProblem();
	const { attributes } = signer;
	const typeSigned = attributes.get(CONTENT_TYPE);
	const messageDigest = attributes.get(MESSAGE_DIGEST);
	if (!typeSigned || !sameBytes(typeSigned.raw, contentType.raw) || messageDigest?.tag !== 4) throw new DerProblem();
	return {
		contentType: derObjectId(contentType),
		content: content ? derPart(derParts(content), 0, 4).value : null,
		certificates,
		signer: await boundCertificate(certificates, signer, ours),
		messageDigest: messageDigest.value,
		...signer
	};
}

type Signer = Pick<SignedData, 'hash' | 'attributes' | 'signed' | 'algorithm' | 'signature' | 'timeStamp'> & {
	readonly issuer: Uint8Array<ArrayBuffer>;
	readonly serial: Uint8Array<ArrayBuffer>;
};

/** @param around of the whole structure: its version and digest algorithms are repeated in the signer */
function readSigner(info: readonly Der[], around: readonly Der[], ours: boolean): Signer {
	const version = derPart(info, 0, 2);
	const named = derParts(derPart(info, 1, 0x30));
	const digest = derPart(info, 2, 0x30);
	const signedSet = derPart(info, 3, 0xa0);
	const algorithm = derPart(info, 4, 0x30);
	const signature = derPart(info, 5, 4);
	const unsigned = info[6];
	const hash = HASHES[derObjectId(derPart(derParts(digest), 0, 6))];
	const stamps = unsigned ? attributesOf({ ...unsigned, tag: 0x31 }) : new Map<string, Der>();
	if (hash === undefined || info.length > 7 || (unsigned && unsigned.tag !== 0xa1)) throw new DerProblem();
	if (ours) {
		const isSpeltSo =
			around.length === 5 &&
			sameBytes(derPart(around, 0, 2).raw, ONE) &&
			sameBytes(version.raw, ONE) &&
			sameBytes(derPart(around, 1, 0x31).value, digest.raw) &&
			(sameBytes(digest.raw, SHA256_ALONE) || sameBytes(digest.raw, SHA256_NULL)) &&
			[...stamps.keys()].every((id) => id === TIME_STAMP);
		if (!isSpeltSo) throw new DerProblem();
	}
	const signed = signedSet.raw.slice();
	// Signed as the SET it is, not as the field of the structure (RFC 5652, 5.4).
	signed[0] = 0x31;
	return {
		attributes: attributesOf(signedSet),
		signed,
		hash,
		algorithm: algorithmOf(algorithm),
		signature: signature.value,
		timeStamp: stamps.get(TIME_STAMP)?.raw ?? null,
		issuer: derPart(named, 0, 0x30).raw,
		serial: derPart(named, 1, 2).raw
	};
}

/** The algorithm, with no parameters but none or NULL. */
function algorithmOf(algorithm: Der): string {
	const [id, parameters, ...more] = derParts(algorithm);
	if (!id || more.length > 0 || (parameters && (parameters.tag !== 5 || parameters.value.length > 0)))
		throw new DerProblem();
	return derObjectId(id);
}

/** The certificate that the signed attribute names by its digest (RFC 5035). */
async function boundCertificate(
	certificates: readonly Certificate[],
	signer: Signer,
	ours: boolean
): Promise<Certificate> {
	const isNamed = (one: Certificate): boolean =>
		sameBytes(one.issuer, signer.issuer) && sameBytes(one.serial, signer.serial);
	const attribute = signer.attributes.get(SIGNING_CERTIFICATE_V2);
	if (!attribute && !ours) {
		const named = certificates.find(isNamed);
		if (named) return named;
	}
	if (!attribute) throw new DerProblem();
	const [ids] = derParts(attribute);
	const [id] = ids ? derParts(ids) : [];
	const parts = id ? derParts(id) : [];
	const hashed = parts.find(({ tag }) => tag === 4);
	const other = parts[0]?.tag === 0x30 && parts[1]?.tag === 4 ? derObjectId(derPart(derParts(parts[0]), 0, 6)) : SHA256;
	const hash = HASHES[other];
	if (!hashed || hash === undefined) throw new DerProblem();
	for (const one of certificates)
		if (isNamed(one) && sameBytes(await digestOf(one.raw, hash), hashed.value)) return one;
	throw new DerProblem();
}

/** Whether the signature is the signer's over the attributes. */
export const isWellSigned = ({ signer, algorithm, signature, signed }: SignedData): Promise<boolean> =>
	isSignedBy(signer.publicKey, algorithm, signature, signed);
