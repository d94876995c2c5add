/**
 * The seal of a PDF: that it covers the whole file, byte for byte, and by whose certificate it was made. Of what the pages say
 * only the reference and fingerprint are shown, from the properties that the seal covers too.
 */
import { type Certificate, isSame, readCertificate } from './certificate.ts';
import { derObjectId, derPart, derParts, derTime, readDer, sameBytes } from './der-reader.ts';
import { isIssuedBy } from './platform-signature.ts';
import { digestOf, isWellSigned, readSignedData, type SignedData } from './signed-data.ts';
import { type Answer, grouped, type Notes, type Trust, takeNotes } from './verify-answer.ts';
import { fingerprintOf } from './verify-signature.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = new TextDecoder('latin1');

/** Where some letters stand in the bytes, from `from` on; -1 = nowhere. */
function find(bytes: Uint8Array, text: string, from = 0): number {
	const wanted = ascii(text);
	const [first = 0] = wanted;
	for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1))
		if (wanted.every((byte, n) => bytes[at + n] === byte)) return at;
	return -1;
}

export const isPdf = (bytes: Uint8Array): boolean => find(bytes.subarray(0, 1024), '%PDF-') >= 0;

type Place = { readonly gapFrom: number; readonly gapTo: number; readonly covered: number; readonly time: string };

/** Where the one seal of the file stands; a text says why there is none. */
function placeOfSeal(bytes: Uint8Array): Place | string {
	const at = find(bytes, '/ByteRange');
	if (at < 0) return '';
	if (find(bytes, '/ByteRange', at + 1) >= 0)
		return 'The file has more than one signature: something was added after it was sealed.';
	const around = latin.decode(bytes.subarray(Math.max(0, at - 400), at + 200));
	const range = /\/ByteRange \[(\d{1,10}) (\d{1,10}) (\d{1,10}) (\d{1,10}) *\]/.exec(around);
	if (!range) return 'The range that the seal covers cannot be read.';
	const [start = 1, gapFrom = 0, gapTo = 0, rest = 0] = range.slice(1).map(Number);
	if (start !== 0 || gapFrom >= gapTo || gapTo > bytes.length) return 'The range that the seal covers is not one.';
	if (!/\/SubFilter \/ETSI\.CAdES\.detached/.test(around))
		return 'The seal is not of the kind that this service makes (PAdES).';
	const after = latin.decode(bytes.subarray(gapTo, gapTo + 200));
	const time = /\/M \(D:(\d{14})Z\)/.exec(after)?.[1] ?? '';
	return { gapFrom, gapTo, covered: gapTo + rest, time };
}

const HEX = /^(?:[0-9a-f]{2})+$/;
/** The signature in the gap: lower-case digits between < and >, then noughts. Null when anything else stands there. */
function signatureIn(bytes: Uint8Array, { gapFrom, gapTo }: Place): Uint8Array<ArrayBuffer> | null {
	const text = latin.decode(bytes.subarray(gapFrom, gapTo));
	const digits = text.slice(1, -1);
	if (!text.startsWith('<') || !text.endsWith('>') || !HEX.test(digits)) return null;
	const all = Uint8Array.from({ length: digits.length / 2 }, (_, n) =>
		Number.parseInt(digits.slice(2 * n, 2 * n + 2), 16)
	);
	try {
		const size = readDer(all).raw.length;
		return all.subarray(size).every((byte) => byte === 0) ? all.slice(0, size) : null;
	} catch {
		return null;
	}
}

/** Everything the seal covers. */
function signedBytes(bytes: Uint8Array, { gapFrom, gapTo, covered }: Place): Uint8Array<ArrayBuffer> {
	const end = Math.min(covered, bytes.length);
	const signed = new Uint8Array(gapFrom + Math.max(0, end - gapTo));
	signed.set(bytes.subarray(0, gapFrom));
	if (end > gapTo) signed.set(bytes.subarray(gapTo, end), gapFrom);
	return signed;
}

/** The signature (CMS in DER) and the bytes it is over, for other programs; null when there is no such seal. */
export function signatureAndSigned(bytes: Uint8Array<ArrayBuffer>) {
	const place = placeOfSeal(bytes);
	const signature = typeof place === 'string' ? null : signatureIn(bytes, place);
	return typeof place === 'string' || !signature ? null : { signature, signed: signedBytes(bytes, place) };
}

export async function verifyPdf(bytes: Uint8Array<ArrayBuffer>, trust: Trust): Promise<Answer> {
	const notes = takeNotes();
	const title = tellProperties(bytes, notes);
	notes.fact('SHA-256 of the file', grouped(hexOf(await digestOf(bytes))));
	const place = placeOfSeal(bytes);
	if (place === '') {
		notes.problem(
			find(bytes.subarray(-1024), '%%EOF') < 0
				? 'The file was cut short, and it has no seal.'
				: 'The file has no seal: it is not the sealed minutes, or they were printed or saved anew.'
		);
		return { ...notes.answer('pdf', title), verdict: 'no-seal' };
	}
	if (typeof place === 'string') {
		notes.problem(place);
		return notes.answer('pdf', title);
	}
	const more = bytes.length - place.covered;
	notes.check(
		more === 0,
		'The seal covers the whole file.',
		more > 0
			? `${more} bytes stand after the sealed range: something was added after the file was sealed.`
			: `The file was cut short: ${-more} bytes that were sealed are missing.`
	);
	const signature = signatureIn(bytes, place);
	if (!signature) {
		notes.problem('Something other than the seal stands where the seal must be.');
		return notes.answer('pdf', title);
	}
	try {
		const sealed = await readSignedData(signature, true);
		await checkSeal(bytes, place, sealed, notes, trust);
	} catch {
		notes.problem('The seal cannot be read: its signature or a certificate in it was changed.');
	}
	return notes.answer('pdf', title);
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

async function checkSeal(
	bytes: Uint8Array<ArrayBuffer>,
	place: Place,
	sealed: SignedData,
	notes: Notes,
	trust: Trust
): Promise<void> {
	const signed = signedBytes(bytes, place);
	notes.check(
		sameBytes(await digestOf(signed, sealed.hash), sealed.messageDigest),
		'Every byte that was sealed is unchanged.',
		'The file was changed after it was sealed: its digest is another one than in the seal.'
	);
	notes.check(
		await isWellSigned(sealed),
		'The signature is that of the certificate in the seal.',
		'The signature does not fit the certificate in the seal.'
	);
	const { signer } = sealed;
	notes.fact('Sealed by', signer.name);
	notes.fact(
		'Certificate issued by',
		isSame(signer, signer) && sameBytes(signer.issuer, signer.subject) ? 'itself' : signer.issuerName
	);
	notes.fact('Certificate', grouped(fingerprintOf(signer.raw)));
	notes.fact('Certificate valid', `${dayOf(signer.notBefore)} to ${dayOf(signer.notAfter)}`);
	const says = timeOf(place.time);
	notes.fact('Sealed at, as the file says', says ? says.toISOString().replace('.000Z', 'Z') : '');
	const stamped = await checkTimeStamp(sealed, notes);
	const at = stamped ?? says;
	notes.check(
		at !== null && at >= signer.notBefore && at <= signer.notAfter,
		'The certificate was valid at that time.',
		'The certificate was not valid at the time of the seal.'
	);
	if (stamped && says && stamped.getTime() < says.getTime() - 5 * 60_000)
		notes.problem('The time stamp is from before the time that the file says it was sealed at.');
	if (/demonstration/i.test(signer.name))
		notes.note('Sealed with a demonstration certificate: nobody vouches for it, and the record is not a real one.');
	await checkTrust(sealed, trust, notes, at);
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const timeOf = (digits: string): Date | null => {
	const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits);
	if (!found) return null;
	const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number);
	return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
};

const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const HASH_IDS: Readonly<Record<string, string>> = {
	'2.16.840.1.101.3.4.2.1': 'SHA-256',
	'2.16.840.1.101.3.4.2.2': 'SHA-384',
	'2.16.840.1.101.3.4.2.3': 'SHA-512'
};

/** A time stamp (RFC 3161) over the signature, where there is one. @returns the time it proves */
async function checkTimeStamp({ timeStamp, signature }: SignedData, notes: Notes): Promise<Date | null> {
	if (!timeStamp) {
		notes.note('There is no time stamp by somebody else: the time is what the sealing service said.');
		return null;
	}
	try {
		const token = await readSignedData(timeStamp, false);
		const info = token.content && derParts(readDer(token.content));
		if (!info || token.contentType !== TST_INFO) throw new TypeError();
		const [algorithm, imprint] = derParts(derPart(info, 2, 0x30));
		const hash = algorithm ? HASH_IDS[derObjectId(derPart(derParts(algorithm), 0, 6))] : undefined;
		const time = info.find(({ tag }) => tag === 0x18);
		if (!imprint || !time || hash === undefined || !token.content) throw new TypeError();
		const isOver = sameBytes(await digestOf(signature, hash), imprint.value);
		const isWhole = sameBytes(await digestOf(token.content, token.hash), token.messageDigest);
		const fits = isOver && isWhole && (await isWellSigned(token));
		notes.check(fits, 'The time stamp is over this seal.', 'The time stamp was changed, or is over another seal.');
		const at = derTime(time);
		notes.fact('Time stamp', at.toISOString().replace('.000Z', 'Z'));
		notes.fact('Time stamp by', token.signer.name);
		notes.note('Who stamped the time is what the stamp says of itself: whether to trust them is yours to decide.');
		return fits ? at : null;
	} catch {
		notes.problem('The time stamp cannot be read: it was changed.');
		return null;
	}
}

/** Whether the certificate is one that is trusted, or was issued under one. */
async function checkTrust(
	{ signer, certificates }: SignedData,
	trust: Trust,
	notes: Notes,
	at: Date | null
): Promise<void> {
	const others = certificates.filter((one) => !isSame(one, signer));
	let used: Certificate[] = [signer];
	const trusted = trust.certificates.map((raw) => readCertificate(new Uint8Array(raw)));
	let root: Certificate | undefined;
	const isPrinted = (one: Certificate): boolean => trust.certificatePrints.includes(fingerprintOf(one.raw));
	for (let last = signer; used.length < 8; ) {
		const under = last;
		root = isPrinted(under) ? under : trusted.find((one) => isSame(one, under));
		for (const one of root ? [] : trusted) if (one.isAuthority && (await isIssuedBy(under, one))) root = one;
		if (root) break;
		let above: Certificate | undefined;
		for (const one of others) if (one.isAuthority && !used.includes(one) && (await isIssuedBy(under, one))) above = one;
		if (!above) break;
		const valid = at === null || (at >= above.notBefore && at <= above.notAfter);
		if (!valid) notes.problem(`A certificate above the seal's was not valid at that time: ${above.name}.`);
		used = [...used, above];
		last = above;
	}
	const strangers = others.filter((one) => !used.includes(one));
	if (strangers.length > 0)
		notes.problem('The seal holds a certificate that has nothing to do with it, or that was changed.');
	if (trusted.length + trust.certificatePrints.length > 0)
		notes.check(
			root !== undefined,
			'The certificate is one you trust, or was issued under one.',
			'The certificate is not one you trust, and was not issued under one.'
		);
	else
		notes.note(
			'Whether this certificate belongs to the MAPPA unit cannot be told from the file: compare its fingerprint with the one they publish.'
		);
}

/** Reference, title and fingerprints from the file's properties (XMP), as far as they are there. @returns a title */
function tellProperties(bytes: Uint8Array, notes: Notes): string {
	let packet = '';
	for (let at = find(bytes, '<?xpacket begin'); at >= 0; at = find(bytes, '<?xpacket begin', at + 1)) {
		const end = find(bytes, '<?xpacket end', at);
		if (end < 0 || end - at > 200_000) break;
		packet = new TextDecoder().decode(bytes.subarray(at, end));
	}
	const title = unescaped(/<dc:title>[\s\S]*?<rdf:li[^>]*>([^<]*)</.exec(packet)?.[1] ?? '');
	const keywords = unescaped(/<pdf:Keywords>([^<]*)</.exec(packet)?.[1] ?? '')
		// What was put in so that a long word can be broken on a page.
		.replaceAll('\u200b', '')
		.split(/,\s*/);
	const after = (name: string): string => keywords.find((one) => one.startsWith(name))?.slice(name.length) ?? '';
	notes.fact('Title', title);
	notes.fact('Reference', keywords.find((one) => /\/\d+$/.test(one)) ?? '');
	notes.fact('Fingerprint of the record', grouped(after('record-sha256:')));
	notes.fact('Key that signs the record as data', grouped(after('record-key-sha256:')));
	return title === '' ? 'PDF' : title;
}
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const unescaped = (text: string): string =>
	text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');
