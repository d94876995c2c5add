/**
 * The signature inside a sealed PDF: CMS SignedData without its content (RFC 5652), as PAdES baseline asks for it (ETSI EN
 * 319 142-1): the certificate is bound by signing-certificate-v2 (RFC 5035), and there is no signing-time attribute, because
 * the time stands in the PDF's own dictionary.
 */
import { createHash, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { DER, der, derChildren, integer, nothing, objectId, octets, readDer, sequence, setOf } from './der.ts';
import type { SealIdentity } from './seal-identity.ts';

export const SHA256_ALGORITHM = sequence(objectId('2.16.840.1.101.3.4.2.1'));
const signAsync = promisify<string, Buffer, SealIdentity['privateKey'], Buffer>(sign);
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const attribute = (id: string, value: Buffer): Buffer => sequence(objectId(id), setOf(value));

/** What the CMS holds beside the certificates, in bytes: room for an RSA signature of 8192 bits. */
const BESIDE_CERTIFICATES = 3072;
const ROOM_FOR_A_TIME_STAMP = 12_288;

/** Room that a signature of this identity needs at most, in bytes. */
export const roomForSignature = ({ certificateChain, timestampUrl }: SealIdentity): number =>
	BESIDE_CERTIFICATES +
	certificateChain.reduce((sum, { length }) => sum + length, 0) +
	(timestampUrl === undefined ? 0 : ROOM_FOR_A_TIME_STAMP);

/**
 * The signature over a document with this SHA-256.
 * @param stamp gets a time stamp token over the signature's value; null = there is none
 */
export async function cmsSignature(
	{ certificateChain, privateKey }: SealIdentity,
	digest: Uint8Array,
	stamp: (signature: Buffer) => Promise<Buffer | null>
): Promise<Buffer> {
	const [own = Buffer.of()] = certificateChain;
	const { issuer, serial } = nameOf(own);
	const bound = sequence(
		sequence(sequence(octets(sha256(own)), sequence(sequence(der(DER.context4, issuer)), serial)))
	);
	const attributes = setOf(
		attribute('1.2.840.113549.1.9.3', objectId('1.2.840.113549.1.7.1')),
		attribute('1.2.840.113549.1.9.4', octets(digest)),
		attribute('1.2.840.113549.1.9.16.2.47', bound)
	);
	const signature = await signAsync('sha256', attributes, privateKey);
	const token = await stamp(signature);
	const algorithm =
		privateKey.asymmetricKeyType === 'rsa'
			? sequence(objectId('1.2.840.113549.1.1.11'), nothing())
			: sequence(objectId('1.2.840.10045.4.3.2'));
	const signer = sequence(
		integer(1),
		sequence(issuer, serial),
		SHA256_ALGORITHM,
		retagged(DER.context0, attributes),
		algorithm,
		octets(signature),
		...(token ? [der(DER.context1, attribute('1.2.840.113549.1.9.16.2.14', token))] : [])
	);
	const signedData = sequence(
		integer(1),
		setOf(SHA256_ALGORITHM),
		sequence(objectId('1.2.840.113549.1.7.1')),
		retagged(DER.context0, setOf(...certificateChain)),
		setOf(signer)
	);
	return sequence(objectId('1.2.840.113549.1.7.2'), der(DER.context0, signedData));
}

/** IMPLICIT: the same value under another tag. */
const retagged = (tag: number, value: Buffer): Buffer => Buffer.concat([Buffer.of(tag), value.subarray(1)]);

/** Issuer and serial number of a certificate, each as it stands in it. */
function nameOf(certificate: Buffer): { readonly issuer: Buffer; readonly serial: Buffer } {
	const [body] = derChildren(readDer(certificate));
	const fields = body ? derChildren(body) : [];
	const first = fields[0]?.tag === DER.context0 ? 1 : 0;
	const [serial, , issuer] = fields.slice(first);
	if (!serial || !issuer) throw new RangeError('not a certificate');
	return { issuer: issuer.raw, serial: serial.raw };
}
