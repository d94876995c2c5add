/**
 * The certificate that the demonstration makes for itself (RFC 5280, self-signed). Its name says what it is, so that whoever
 * looks at the seal in any program reads it there. Nobody vouches for it.
 */
import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { bits, DER, der, integer, nothing, objectId, octets, sequence, setOf, truth } from './der.ts';

export const DEMONSTRATION_NAME = 'Demonstration seal of Run a MAPP meeting: not a real record';
const ORGANISATION = 'Demonstration, everybody in it is invented';
const YEARS = 10;
/** The demonstration tells of meetings of the years before. */
const YEARS_BEFORE = 3;

const extension = (id: string, value: Buffer, critical = false): Buffer =>
	sequence(objectId(id), ...(critical ? [truth()] : []), octets(value));

const part = (id: string, text: string): Buffer =>
	setOf(sequence(objectId(id), der(DER.utf8String, Buffer.from(text, 'utf8'))));

/** UTCTime until 2049, GeneralizedTime after it (RFC 5280, 4.1.2.5). */
const time = (at: Date): Buffer => {
	const digits = at.toISOString().replace(/[-:T]|\.\d+/g, '');
	return at.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
};

/**
 * A certificate in DER over the key, signed by itself.
 * @param key RSA, or EC on P-256
 * @param serial 8 to 20 random bytes
 */
export const demonstrationCertificate = (key: KeyObject, now: Date, serial: Uint8Array): Buffer => {
	const info = createPublicKey(key).export({ type: 'spki', format: 'der' });
	const algorithm =
		key.asymmetricKeyType === 'rsa'
			? sequence(objectId('1.2.840.113549.1.1.11'), nothing())
			: sequence(objectId('1.2.840.10045.4.3.2'));
	const name = sequence(part('2.5.4.10', ORGANISATION), part('2.5.4.3', DEMONSTRATION_NAME));
	const inYears = (years: number): Date => new Date(Date.UTC(now.getUTCFullYear() + years, 0, 1));
	const extensions = sequence(
		extension('2.5.29.19', sequence(), true),
		// digitalSignature and nonRepudiation
		extension('2.5.29.15', bits(Buffer.of(0xc0), 6), true),
		// signing of documents (RFC 9336) and of mail, which older programs ask for
		extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.36'), objectId('1.3.6.1.5.5.7.3.4'))),
		extension('2.5.29.14', octets(createHash('sha1').update(info).digest()))
	);
	const body = sequence(
		der(DER.context0, integer(2)),
		integer(Buffer.concat([Buffer.of(1), serial])),
		algorithm,
		name,
		sequence(time(inYears(-YEARS_BEFORE)), time(inYears(YEARS))),
		name,
		info,
		der(DER.context3, extensions)
	);
	return sequence(body, algorithm, bits(sign('sha256', body, key)));
};
