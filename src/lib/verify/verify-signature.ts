/** The signature under what was sealed: Ed25519 over its canonical JSON. Browsers and Node check it themselves (WebCrypto). */
import { canonicalJson } from '../seal/canonical-json.ts';
import { sha256, toHex, utf8 } from '../seal/sha256.ts';
import { type Group, own, ownGroup, ownText } from './read-json.ts';
import { grouped, type Notes, type Trust } from './verify-answer.ts';

/** The head of every SubjectPublicKeyInfo of Ed25519 (RFC 8410, 4): the key's 32 bytes follow. */
const HEAD = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** The bytes of base64 in its one spelling; null for any other text. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> | null => {
	try {
		const letters = atob(text);
		if (btoa(letters) !== text) return null;
		return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
	} catch {
		return null;
	}
};

export const fingerprintOf = (bytes: Uint8Array): string => toHex(sha256(bytes));

/** Whether the signature is by the key over the canonical JSON of the content; null when this platform cannot tell. */
async function isSigned(content: unknown, signature: Uint8Array<ArrayBuffer>, key: Uint8Array<ArrayBuffer>) {
	let imported: CryptoKey;
	try {
		imported = await crypto.subtle.importKey('spki', key, { name: 'Ed25519' }, false, ['verify']);
	} catch (problem) {
		return (problem as DOMException).name === 'NotSupportedError' ? null : false;
	}
	return crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, utf8(canonicalJson(content)));
}

/** What is signed and by whom, into the notes. @param of "The seal", "This version" */
export async function checkSignature(
	notes: Notes,
	trust: Trust,
	of: string,
	{ content, signed }: { readonly content: unknown; readonly signed: Group }
): Promise<void> {
	const signature = fromBase64(ownText(signed, 'signature'));
	const key = fromBase64(ownText(signed, 'publicKey'));
	if (signature?.length !== 64 || key?.length !== 44 || HEAD.some((byte, at) => key[at] !== byte)) {
		notes.problem(`${of} has no signature that can be read: signature or public key was changed.`);
		return;
	}
	const fits = await isSigned(content, signature, key);
	if (fits === null) {
		notes.problem('This browser cannot check Ed25519 signatures. Use a newer one, or the command.');
		return;
	}
	notes.check(
		fits,
		`${of} is signed, and nothing in it was changed since.`,
		`${of} does not fit its signature: what is signed, the signature or the public key was changed.`
	);
	const fingerprint = fingerprintOf(key);
	notes.fact(`${of}: key`, grouped(fingerprint));
	if (trust.keys.length > 0)
		notes.check(
			trust.keys.includes(fingerprint),
			`${of} is signed with the key you trust.`,
			`${of} is signed with another key than the one you trust.`
		);
}

/** Who signed, as they say of themselves under their signature. */
export function tellSigner(notes: Notes, trust: Trust, seal: Group): void {
	const by = ownGroup(seal, 'sealedBy');
	notes.fact('Sealed by', ownText(by, 'subject'));
	notes.fact('Certificate', grouped(ownText(by, 'certificate')));
	if (own(by, 'demonstration') === true)
		notes.note('Sealed with a demonstration certificate: nobody vouches for it, and the record is not a real one.');
	if (trust.keys.length === 0)
		notes.note(
			'Compare the key with the one that the MAPPA unit publishes (it also stands at the end of the sealed PDF). Whoever could change this file could have signed it with a key of their own.'
		);
}
