/** The parts of a sealed file as files that other programs check: openssl, sha256sum, pdfsig. */
import { canonicalJson } from '../seal/canonical-json.ts';
import { utf8 } from '../seal/sha256.ts';
import { isGroup, own, ownText, readJson } from './read-json.ts';
import { isPdf, signatureAndSigned } from './verify-pdf.ts';
import { fromBase64 } from './verify-signature.ts';

export type Unpacked = readonly { readonly name: string; readonly bytes: Uint8Array }[];

/** What is signed, the signature and the key; of a record also its canonical text. Nothing when there is no seal in the file. */
export function unpack(bytes: Uint8Array<ArrayBuffer>): Unpacked {
	if (isPdf(bytes)) {
		const parts = signatureAndSigned(bytes);
		return parts === null
			? []
			: [
					{ name: 'signature.der', bytes: parts.signature },
					{ name: 'signed.bin', bytes: parts.signed }
				];
	}
	const read = readJson(bytes);
	if (!read.ok || !isGroup(read.value)) return [];
	const file = read.value;
	const signature = fromBase64(ownText(file, 'signature'));
	const key = ownText(file, 'publicKey');
	if (!signature || !fromBase64(key)) return [];
	const { signature: _, publicKey: __, ...others } = file;
	const signed = isGroup(own(file, 'seal')) ? own(file, 'seal') : others;
	const content = own(file, 'record') ?? own(file, 'addendum');
	return [
		{ name: 'signed.bin', bytes: utf8(canonicalJson(signed)) },
		{ name: 'signature.bin', bytes: signature },
		{ name: 'key.pem', bytes: utf8(`-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----\n`) },
		...(content === undefined ? [] : [{ name: 'content.json', bytes: utf8(canonicalJson(content)) }])
	];
}
