/** A certificate (RFC 5280), as much of it as a seal's check needs: whose, by whom, from when to when, and the key. */
import { type Der, DerProblem, derObjectId, derPart, derParts, derTime, readDer, sameBytes } from './der-reader.ts';

export type Certificate = {
	readonly raw: Uint8Array<ArrayBuffer>;
	/** DER of issuer and serial number, as a signature names its certificate */
	readonly issuer: Uint8Array<ArrayBuffer>;
	readonly serial: Uint8Array<ArrayBuffer>;
	readonly subject: Uint8Array<ArrayBuffer>;
	/** in words: the common name, or everything there is */
	readonly name: string;
	readonly issuerName: string;
	readonly notBefore: Date;
	readonly notAfter: Date;
	/** SubjectPublicKeyInfo in DER */
	readonly publicKey: Uint8Array<ArrayBuffer>;
	/** may issue others */
	readonly isAuthority: boolean;
	readonly signed: Uint8Array<ArrayBuffer>;
	readonly algorithm: string;
	readonly signature: Uint8Array<ArrayBuffer>;
};

/** @throws DerProblem when it is no certificate */
export function readCertificate(raw: Uint8Array<ArrayBuffer>): Certificate {
	const whole = readDer(raw);
	if (whole.tag !== 0x30 || whole.raw.length !== raw.length) throw new DerProblem();
	const [body, algorithm, signature] = derParts(whole);
	if (!body || !algorithm || signature?.tag !== 3) throw new DerProblem();
	const parts = derParts(body);
	const from = parts[0]?.tag === 0xa0 ? 1 : 0;
	const issuer = derPart(parts, from + 2, 0x30);
	const [notBefore, notAfter] = derParts(derPart(parts, from + 3, 0x30));
	const subject = derPart(parts, from + 4, 0x30);
	if (!notBefore || !notAfter) throw new DerProblem();
	return {
		raw: whole.raw,
		issuer: issuer.raw,
		serial: derPart(parts, from, 2).raw,
		subject: subject.raw,
		name: nameIn(subject),
		issuerName: nameIn(issuer),
		notBefore: derTime(notBefore),
		notAfter: derTime(notAfter),
		publicKey: derPart(parts, from + 5, 0x30).raw,
		isAuthority: isAuthority(parts.find(({ tag }) => tag === 0xa3)),
		signed: body.raw,
		algorithm: derObjectId(derPart(derParts(algorithm), 0, 6)),
		signature: signature.value.subarray(1)
	};
}

const COMMON_NAME = '2.5.4.3';
function nameIn(name: Der): string {
	const parts = derParts(name).flatMap((set) =>
		derParts(set).map((one): readonly [string, string] => {
			const [id, text] = derParts(one);
			if (!id || !text) throw new DerProblem();
			return [derObjectId(id), textOf(text)];
		})
	);
	return parts.find(([id]) => id === COMMON_NAME)?.[1] ?? parts.map(([, text]) => text).join(', ');
}
const textOf = ({ tag, value }: Der): string =>
	tag === 0x1e ? new TextDecoder('utf-16be').decode(value) : new TextDecoder().decode(value);

const BASIC_CONSTRAINTS = '2.5.29.19';
function isAuthority(extensions: Der | undefined): boolean {
	if (!extensions) return false;
	for (const extension of derParts(derPart(derParts(extensions), 0, 0x30))) {
		const parts = derParts(extension);
		if (derObjectId(derPart(parts, 0, 6)) !== BASIC_CONSTRAINTS) continue;
		const octets = parts.at(-1);
		const [ca] = octets?.tag === 4 ? derParts(readDer(octets.value)) : [];
		return ca?.tag === 1 && ca.value[0] === 0xff;
	}
	return false;
}

/** The certificate in PEM, or the bytes themselves; several in one file. Whatever is no certificate is left out. */
export function certificatesIn(bytes: Uint8Array<ArrayBuffer>): readonly Uint8Array<ArrayBuffer>[] {
	const text = new TextDecoder().decode(bytes);
	const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g)];
	const found = blocks.length > 0 ? blocks.map(([, body = '']) => lettersOf(body)) : [bytes];
	return found.filter((one): one is Uint8Array<ArrayBuffer> => {
		try {
			return one !== null && readCertificate(one) !== null;
		} catch {
			return false;
		}
	});
}
const lettersOf = (base64: string): Uint8Array<ArrayBuffer> | null => {
	try {
		return Uint8Array.from(atob(base64.replace(/\s/g, '')), (letter) => letter.charCodeAt(0));
	} catch {
		return null;
	}
};

export const isSame = (a: Pick<Certificate, 'raw'>, b: Pick<Certificate, 'raw'>): boolean => sameBytes(a.raw, b.raw);
