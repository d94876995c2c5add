#!/usr/bin/env node
// Made from server/verify and src/lib/verify by npm run verify:files.
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
// src/lib/verify/answer-words.ts
var verdictWord = {
	valid: "Valid: nothing was changed",
	"not-valid": "Not valid",
	"no-seal": "No seal to check",
	"not-readable": "Cannot be read"
};
/** What the command ends with; of several files the worst counts. */
var EXIT_CODE = {
	valid: 0,
	"no-seal": 3,
	"not-valid": 1,
	"not-readable": 2
};
var WORST = [
	"not-valid",
	"not-readable",
	"no-seal",
	"valid"
];
var exitCodeOf = (verdicts) => EXIT_CODE[WORST.find((one) => verdicts.includes(one)) ?? "not-readable"];
/** An answer as lines of plain text. Names and titles of the file are shown without control characters. */
var answerLines = (name, { verdict, title, problems, fits, facts, notes }) => [
	`${name}: ${verdictWord[verdict]}`,
	...title === "" ? [] : [`  ${title}`],
	...problems.map((line) => `  ! ${line}`),
	...fits.map((line) => `  + ${line}`),
	...facts.map(([label, value]) => `  ${label}: ${value}`),
	...notes.map((line) => `  Note: ${line}`)
].map(plain);
var HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** A file cannot draw over the answer about it: control characters and turned writing are shown as their code. */
var plain = (text) => text.replace(HIDDEN, (letter) => `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`);
// src/lib/verify/der-reader.ts
var DerProblem = class extends Error {};
/** The value at the start of the bytes. @throws DerProblem */
function readDer(bytes) {
	const [tag, short] = bytes;
	if (!tag || short === void 0 || (tag & 31) === 31) throw new DerProblem();
	let size = short;
	let start = 2;
	if (short >= 128) {
		const count = short & 127;
		if (count === 0 || count > 4 || bytes.length < 2 + count) throw new DerProblem();
		size = 0;
		for (let n = 0; n < count; n++) size = size * 256 + (bytes[2 + n] ?? 0);
		start += count;
		if (size < 128 || (bytes[2] ?? 0) === 0) throw new DerProblem();
	}
	if (start + size > bytes.length) throw new DerProblem();
	return {
		tag,
		raw: bytes.subarray(0, start + size),
		value: bytes.subarray(start, start + size)
	};
}
/** The values one after another inside a constructed value. @throws DerProblem when the last one runs over */
function derParts({ value }) {
	const parts = [];
	for (let at = 0; at < value.length;) {
		const part = readDer(value.subarray(at));
		parts.push(part);
		at += part.raw.length;
	}
	return parts;
}
/** The one with this tag. @throws DerProblem when there is none */
function derPart(parts, at, tag) {
	const part = parts[at];
	if (part?.tag !== tag) throw new DerProblem();
	return part;
}
/** Dotted. @throws DerProblem */
function derObjectId({ tag, value }) {
	if (tag !== 6 || value.length === 0) throw new DerProblem();
	return objectIdText(value);
}
/** The bytes of an object identifier, of which there is at least one, as people write it: 1.2.840.113549 */
function objectIdText(value) {
	const [first = 0] = value;
	const top = Math.min(2, Math.floor(first / 40));
	const arcs = [top, first - top * 40];
	let arc = 0;
	for (const byte of value.subarray(1)) {
		arc = arc * 128 + (byte & 127);
		if (byte < 128) {
			arcs.push(arc);
			arc = 0;
		}
	}
	return arcs.join(".");
}
/** UTCTime and GeneralizedTime as certificates and time stamps have them. @throws DerProblem */
function derTime({ tag, value }) {
	const text = String.fromCharCode(...value);
	const found = (tag === 23 ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/).exec(text);
	if (!found || tag !== 23 && tag !== 24) throw new DerProblem();
	const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number);
	const whole = tag === 24 ? year : year < 50 ? 2e3 + year : 1900 + year;
	return new Date(Date.UTC(whole, month - 1, day, hour, minute, second));
}
var sameBytes = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
// src/lib/verify/certificate.ts
/** A certificate (RFC 5280), as much of it as a seal's check needs: whose, by whom, from when to when, and the key. */
/** @throws DerProblem when it is no certificate */
function readCertificate(raw) {
	const whole = readDer(raw);
	if (whole.tag !== 48 || whole.raw.length !== raw.length) throw new DerProblem();
	const [body, algorithm, signature] = derParts(whole);
	if (!body || !algorithm || signature?.tag !== 3) throw new DerProblem();
	const parts = derParts(body);
	const from = parts[0]?.tag === 160 ? 1 : 0;
	const issuer = derPart(parts, from + 2, 48);
	const [notBefore, notAfter] = derParts(derPart(parts, from + 3, 48));
	const subject = derPart(parts, from + 4, 48);
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
		publicKey: derPart(parts, from + 5, 48).raw,
		isAuthority: isAuthority(parts.find(({ tag }) => tag === 163)),
		signed: body.raw,
		algorithm: derObjectId(derPart(derParts(algorithm), 0, 6)),
		signature: signature.value.subarray(1)
	};
}
var COMMON_NAME = "2.5.4.3";
function nameIn(name) {
	const parts = derParts(name).flatMap((set) => derParts(set).map((one) => {
		const [id, text] = derParts(one);
		if (!id || !text) throw new DerProblem();
		return [derObjectId(id), textOf(text)];
	}));
	return parts.find(([id]) => id === COMMON_NAME)?.[1] ?? parts.map(([, text]) => text).join(", ");
}
var textOf = ({ tag, value }) => tag === 30 ? new TextDecoder("utf-16be").decode(value) : new TextDecoder().decode(value);
var BASIC_CONSTRAINTS = "2.5.29.19";
function isAuthority(extensions) {
	if (!extensions) return false;
	for (const extension of derParts(derPart(derParts(extensions), 0, 48))) {
		const parts = derParts(extension);
		if (derObjectId(derPart(parts, 0, 6)) !== BASIC_CONSTRAINTS) continue;
		const octets = parts.at(-1);
		const [ca] = octets?.tag === 4 ? derParts(readDer(octets.value)) : [];
		return ca?.tag === 1 && ca.value[0] === 255;
	}
	return false;
}
/** The certificate in PEM, or the bytes themselves; several in one file. Whatever is no certificate is left out. */
function certificatesIn(bytes) {
	const blocks = [...new TextDecoder().decode(bytes).matchAll(/-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g)];
	return (blocks.length > 0 ? blocks.map(([, body = ""]) => lettersOf(body)) : [bytes]).filter((one) => {
		try {
			return one !== null && readCertificate(one) !== null;
		} catch {
			return false;
		}
	});
}
var lettersOf = (base64) => {
	try {
		return Uint8Array.from(atob(base64.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
	} catch {
		return null;
	}
};
var isSame = (a, b) => sameBytes(a.raw, b.raw);
// src/lib/seal/canonical-json.ts
/**
* RFC 8785 (JSON Canonicalization Scheme): one spelling for one value, so that a fingerprint of the text is a
* fingerprint of the facts. JavaScript's own number and string spelling is the one the RFC prescribes (3.2.2), and its
* sort of strings is by UTF-16 code units, as 3.2.3 asks.
*
* Strict on purpose: whatever JSON.stringify would drop or change in silence (undefined, functions, dates, holes) is
* refused with a TypeError, because a sealed record must hold exactly what was handed in.
*/
var canonicalJson = (value) => {
	if (value === null || typeof value === "boolean") return JSON.stringify(value);
	if (typeof value === "string") return canonicalString(value);
	if (typeof value === "number") {
		if (!Number.isFinite(value)) throw new TypeError("canonical JSON has no number that is not finite");
		return JSON.stringify(value);
	}
	if (Array.isArray(value)) return canonicalArray(value);
	if (typeof value === "object") return canonicalObject(value);
	throw new TypeError(`canonical JSON has no ${typeof value}`);
};
var canonicalString = (text) => {
	if (!text.isWellFormed()) throw new TypeError("canonical JSON has no lone surrogate");
	return JSON.stringify(text);
};
var canonicalArray = (items) => {
	if (Object.getPrototypeOf(items) !== Array.prototype || Object.keys(items).length !== items.length) throw new TypeError("canonical JSON has no array with holes or names");
	return `[${items.map(canonicalJson).join(",")}]`;
};
var canonicalObject = (value) => {
	const prototype = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null) throw new TypeError("canonical JSON has no object of a class");
	if (Object.getOwnPropertySymbols(value).length > 0) throw new TypeError("canonical JSON has no symbol as a name");
	const members = value;
	return `{${Object.keys(members).sort().map((name) => `${canonicalString(name)}:${canonicalJson(members[name])}`).join(",")}}`;
};
// src/lib/seal/sha256.ts
/**
* SHA-256 (FIPS 180-4) and HMAC (RFC 2104) in plain code that answers at once. The seal of a record takes thousands of short
* digests in one go, at the server and in a browser alike; the digests of both platforms' own answer later or are not there.
* What is long (a whole PDF) and every signature is left to the platform.
*/
var K = Int32Array.of(...[
	1116352408,
	1899447441,
	3049323471,
	3921009573,
	961987163,
	1508970993,
	2453635748,
	2870763221
], ...[
	3624381080,
	310598401,
	607225278,
	1426881987,
	1925078388,
	2162078206,
	2614888103,
	3248222580
], ...[
	3835390401,
	4022224774,
	264347078,
	604807628,
	770255983,
	1249150122,
	1555081692,
	1996064986
], ...[
	2554220882,
	2821834349,
	2952996808,
	3210313671,
	3336571891,
	3584528711,
	113926993,
	338241895
], ...[
	666307205,
	773529912,
	1294757372,
	1396182291,
	1695183700,
	1986661051,
	2177026350,
	2456956037
], ...[
	2730485921,
	2820302411,
	3259730800,
	3345764771,
	3516065817,
	3600352804,
	4094571909,
	275423344
], ...[
	430227734,
	506948616,
	659060556,
	883997877,
	958139571,
	1322822218,
	1537002063,
	1747873779
], ...[
	1955562222,
	2024104815,
	2227730452,
	2361852424,
	2428436474,
	2756734187,
	3204031479,
	3329325298
]);
var START = Int32Array.of(...[
	1779033703,
	3144134277,
	1013904242,
	2773480762,
	1359893119,
	2600822924,
	528734635,
	1541459225
]);
var BLOCK = 64;
/** Of one block at a time: nothing is kept from one to the next. */
var words = /* @__PURE__ */ new Int32Array(64);
/** One block of 64 bytes into the state of eight words. Plain loops and no objects: it runs tens of thousands of times a record. */
function mix(state, bytes, from) {
	for (let n = 0, at = from; n < 16; n++, at += 4) words[n] = bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
	for (let n = 16; n < 64; n++) {
		const before = words[n - 15];
		const last = words[n - 2];
		const s0 = (before >>> 7 | before << 25) ^ (before >>> 18 | before << 14) ^ before >>> 3;
		const s1 = (last >>> 17 | last << 15) ^ (last >>> 19 | last << 13) ^ last >>> 10;
		words[n] = words[n - 16] + s0 + words[n - 7] + s1 | 0;
	}
	let a = state[0];
	let b = state[1];
	let c = state[2];
	let d = state[3];
	let e = state[4];
	let f = state[5];
	let g = state[6];
	let h = state[7];
	for (let n = 0; n < 64; n++) {
		const s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
		const first = h + s1 + (e & f ^ ~e & g) + K[n] + words[n] | 0;
		const second = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
		h = g;
		g = f;
		f = e;
		e = d + first | 0;
		d = c;
		c = b;
		b = a;
		a = first + second | 0;
	}
	state[0] = state[0] + a;
	state[1] = state[1] + b;
	state[2] = state[2] + c;
	state[3] = state[3] + d;
	state[4] = state[4] + e;
	state[5] = state[5] + f;
	state[6] = state[6] + g;
	state[7] = state[7] + h;
}
/** The digest of a message whose first `before` bytes, whole blocks, are in the state already. */
function finish(state, message, before) {
	const whole = message.length - message.length % BLOCK;
	for (let at = 0; at < whole; at += BLOCK) mix(state, message, at);
	const rest = message.length - whole;
	const tail = new Uint8Array(rest < 56 ? BLOCK : 128);
	tail.set(message.subarray(whole));
	tail[rest] = 128;
	const end = new DataView(tail.buffer);
	end.setUint32(tail.length - 8, Math.floor((before + message.length) / 2 ** 29));
	end.setUint32(tail.length - 4, (before + message.length) * 8);
	for (let at = 0; at < tail.length; at += BLOCK) mix(state, tail, at);
	const digest = /* @__PURE__ */ new Uint8Array(32);
	const out = new DataView(digest.buffer);
	for (let n = 0; n < 8; n++) out.setInt32(4 * n, state[n]);
	return digest;
}
/** The 32 bytes of SHA-256. */
var sha256 = (message) => finish(START.slice(), message, 0);
/** HMAC-SHA-256 under one key, for many messages. */
function hmacSha256(key) {
	const block = new Uint8Array(BLOCK);
	block.set(key.length > BLOCK ? sha256(key) : key);
	const begun = (pad) => {
		const state = START.slice();
		mix(state, block.map((byte) => byte ^ pad), 0);
		return state;
	};
	const [inner, outer] = [begun(54), begun(92)];
	return (message) => finish(outer.slice(), finish(inner.slice(), message, BLOCK), BLOCK);
}
/** Some bytes one after the other. */
function joined(...parts) {
	const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}
var DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
/** Lower-case hexadecimal digits. */
var toHex = (bytes) => {
	let text = "";
	for (const byte of bytes) text += DIGITS[byte];
	return text;
};
/** The bytes of an even number of lower-case hexadecimal digits; null for anything else. */
function fromHex(text) {
	if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
	return Uint8Array.from({ length: text.length / 2 }, (_, n) => Number.parseInt(text.slice(2 * n, 2 * n + 2), 16));
}
var UTF8 = new TextEncoder();
var utf8 = (text) => UTF8.encode(text);
/** SHA-256 of a text's UTF-8, 64 hexadecimal digits. */
var sha256Of = (text) => toHex(sha256(utf8(text)));
var DEPTH_LIMIT = 64;
var no = (why) => ({
	ok: false,
	why
});
function readJson(bytes) {
	if (bytes.length > 67108864) return no("The file is larger than 64 MB; no record is.");
	let text;
	try {
		text = new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes);
	} catch {
		return no("The file is not text in UTF-8: at least one byte of it is damaged.");
	}
	if (depthOf(text) > DEPTH_LIMIT) return no("The file is nested deeper than any record.");
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		return no("The file is not whole JSON: it was cut short or changed.");
	}
	let canonical;
	try {
		canonical = canonicalJson(value);
	} catch {
		return no("The file holds text that no record can hold.");
	}
	return {
		ok: true,
		value,
		isCanonical: canonical === text,
		differsAt: firstDifference(canonical, text)
	};
}
var firstDifference = (a, b) => {
	let at = 0;
	while (at < a.length && a[at] === b[at]) at++;
	return at;
};
/** How deep brackets stand in each other, outside of strings. */
function depthOf(text) {
	let depth = 0;
	let deepest = 0;
	let inString = false;
	for (let at = 0; at < text.length; at++) {
		const letter = text[at];
		if (inString) {
			if (letter === "\\") at++;
			else if (letter === "\"") inString = false;
		} else if (letter === "\"") inString = true;
		else if (letter === "[" || letter === "{") deepest = Math.max(deepest, ++depth);
		else if (letter === "]" || letter === "}") depth--;
	}
	return deepest;
}
var isGroup = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
var own = (group, name) => Object.hasOwn(group, name) ? group[name] : void 0;
var ownText = (group, name) => {
	const value = own(group, name);
	return typeof value === "string" ? value : "";
};
var ownGroup = (group, name) => {
	const value = own(group, name);
	return isGroup(value) ? value : {};
};
/** Whether a group has exactly these names. */
var hasNames = (group, names) => Object.keys(group).length === names.length && names.every((name) => Object.hasOwn(group, name));
// src/lib/verify/platform-signature.ts
var RSA = "1.2.840.113549.1.1.1";
var EC = "1.2.840.10045.2.1";
var CURVES = {
	"1.2.840.10045.3.1.7": ["P-256", 32],
	"1.3.132.0.34": ["P-384", 48],
	"1.3.132.0.35": ["P-521", 66]
};
var HASHES$1 = {
	"1.2.840.113549.1.1.11": "SHA-256",
	"1.2.840.113549.1.1.12": "SHA-384",
	"1.2.840.113549.1.1.13": "SHA-512",
	"1.2.840.10045.4.3.2": "SHA-256",
	"1.2.840.10045.4.3.3": "SHA-384",
	"1.2.840.10045.4.3.4": "SHA-512"
};
/**
* Whether the key made this signature over the bytes. False for every algorithm that is not allowed.
* @param algorithm of the signature, dotted; RSA's own id with a digest named elsewhere means SHA-256
*/
async function isSignedBy(publicKey, algorithm, signature, bytes) {
	const [key] = derParts(readDer(publicKey));
	if (!key) throw new DerProblem();
	const parts = derParts(key);
	const kind = derObjectId(derPart(parts, 0, 6));
	const hash = kind === RSA && algorithm === RSA ? "SHA-256" : HASHES$1[algorithm];
	if (hash === void 0) return false;
	if (kind === RSA) {
		if (!algorithm.startsWith("1.2.840.113549.1.1.")) return false;
		const name = "RSASSA-PKCS1-v1_5";
		const imported = await crypto.subtle.importKey("spki", publicKey, {
			name,
			hash
		}, false, ["verify"]);
		return crypto.subtle.verify(name, imported, signature, bytes);
	}
	const curve = kind === EC && algorithm.startsWith("1.2.840.10045.") ? CURVES[derObjectId(derPart(parts, 1, 6))] : void 0;
	if (!curve) return false;
	const [namedCurve, size] = curve;
	const imported = await crypto.subtle.importKey("spki", publicKey, {
		name: "ECDSA",
		namedCurve
	}, false, ["verify"]);
	return crypto.subtle.verify({
		name: "ECDSA",
		hash
	}, imported, bothNumbers(signature, size), bytes);
}
/** An ECDSA signature in DER (two numbers) as WebCrypto wants it: both at full length, one after the other. */
function bothNumbers(signature, size) {
	const whole = readDer(signature);
	const numbers = derParts(whole);
	if (whole.tag !== 48 || whole.raw.length !== signature.length || numbers.length !== 2) throw new DerProblem();
	const both = new Uint8Array(2 * size);
	for (const [n, { tag, value }] of numbers.entries()) {
		const short = value[0] === 0 && value.length > 1 ? value.subarray(1) : value;
		const isShortest = value.length > 0 && (value[0] !== 0 || value.length === 1 || (value[1] ?? 0) >= 128);
		if (tag !== 2 || !isShortest || (value[0] ?? 0) >= 128 || short.length > size) throw new DerProblem();
		both.set(short, (n + 1) * size - short.length);
	}
	return both;
}
/** Whether one certificate was issued by another. */
var isIssuedBy = async (one, by) => sameBytes(one.issuer, by.subject) && await isSignedBy(by.publicKey, one.algorithm, one.signature, one.signed);
// src/lib/verify/signed-data.ts
/**
* A CMS SignedData (RFC 5652) with one signer, as a PDF seal (PAdES, ETSI EN 319 142-1) and a time stamp (RFC 3161) have it. Of a
* seal only the one spelling is read that this service writes, so that next to no byte of it can be changed unseen.
*/
var SIGNED_DATA = "1.2.840.113549.1.7.2";
var CONTENT_TYPE = "1.2.840.113549.1.9.3";
var MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
var SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
var TIME_STAMP = "1.2.840.113549.1.9.16.2.14";
var SHA256 = "2.16.840.1.101.3.4.2.1";
var HASHES = {
	[SHA256]: "SHA-256",
	"2.16.840.1.101.3.4.2.2": "SHA-384",
	"2.16.840.1.101.3.4.2.3": "SHA-512"
};
var ONE = Uint8Array.of(2, 1, 1);
var SHA256_ALONE = Uint8Array.of(48, 11, 6, 9, 96, 134, 72, 1, 101, 3, 4, 2, 1);
var SHA256_NULL = Uint8Array.of(48, 13, 6, 9, 96, 134, 72, 1, 101, 3, 4, 2, 1, 5, 0);
var digestOf = async (bytes, hash = "SHA-256") => new Uint8Array(await crypto.subtle.digest(hash, bytes));
/** Every attribute once, by its id, with its one value. */
function attributesOf(set) {
	const found = /* @__PURE__ */ new Map();
	for (const attribute of derParts(set)) {
		const parts = derParts(attribute);
		const id = derObjectId(derPart(parts, 0, 6));
		const values = derParts(derPart(parts, 1, 49));
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
async function readSignedData(bytes, ours) {
	const whole = readDer(bytes);
	if (whole.tag !== 48 || whole.raw.length !== bytes.length) throw new DerProblem();
	const [type, wrapped, ...more] = derParts(whole);
	if (more.length > 0 || !type || wrapped?.tag !== 160 || derObjectId(type) !== SIGNED_DATA) throw new DerProblem();
	const parts = derParts(derPart(derParts(wrapped), 0, 48));
	const certificateSet = parts.find(({ tag }) => tag === 160);
	const infos = derParts(derPart(parts, parts.length - 1, 49));
	if (!certificateSet || infos.length !== 1) throw new DerProblem();
	const certificates = derParts(certificateSet).map(({ raw }) => readCertificate(raw));
	const [contentType, content] = derParts(derPart(parts, 2, 48));
	const signer = readSigner(derParts(derPart(infos, 0, 48)), parts, ours);
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
/** @param around of the whole structure: its version and digest algorithms are repeated in the signer */
function readSigner(info, around, ours) {
	const version = derPart(info, 0, 2);
	const named = derParts(derPart(info, 1, 48));
	const digest = derPart(info, 2, 48);
	const signedSet = derPart(info, 3, 160);
	const algorithm = derPart(info, 4, 48);
	const signature = derPart(info, 5, 4);
	const unsigned = info[6];
	const hash = HASHES[derObjectId(derPart(derParts(digest), 0, 6))];
	const stamps = unsigned ? attributesOf({
		...unsigned,
		tag: 49
	}) : /* @__PURE__ */ new Map();
	if (hash === void 0 || info.length > 7 || unsigned && unsigned.tag !== 161) throw new DerProblem();
	if (ours) {
		if (!(around.length === 5 && sameBytes(derPart(around, 0, 2).raw, ONE) && sameBytes(version.raw, ONE) && sameBytes(derPart(around, 1, 49).value, digest.raw) && (sameBytes(digest.raw, SHA256_ALONE) || sameBytes(digest.raw, SHA256_NULL)) && [...stamps.keys()].every((id) => id === TIME_STAMP))) throw new DerProblem();
	}
	const signed = signedSet.raw.slice();
	signed[0] = 49;
	return {
		attributes: attributesOf(signedSet),
		signed,
		hash,
		algorithm: algorithmOf(algorithm),
		signature: signature.value,
		timeStamp: stamps.get(TIME_STAMP)?.raw ?? null,
		issuer: derPart(named, 0, 48).raw,
		serial: derPart(named, 1, 2).raw
	};
}
/** The algorithm, with no parameters but none or NULL. */
function algorithmOf(algorithm) {
	const [id, parameters, ...more] = derParts(algorithm);
	if (!id || more.length > 0 || parameters && (parameters.tag !== 5 || parameters.value.length > 0)) throw new DerProblem();
	return derObjectId(id);
}
/** The certificate that the signed attribute names by its digest (RFC 5035). */
async function boundCertificate(certificates, signer, ours) {
	const isNamed = (one) => sameBytes(one.issuer, signer.issuer) && sameBytes(one.serial, signer.serial);
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
	const hash = HASHES[parts[0]?.tag === 48 && parts[1]?.tag === 4 ? derObjectId(derPart(derParts(parts[0]), 0, 6)) : SHA256];
	if (!hashed || hash === void 0) throw new DerProblem();
	for (const one of certificates) if (isNamed(one) && sameBytes(await digestOf(one.raw, hash), hashed.value)) return one;
	throw new DerProblem();
}
/** Whether the signature is the signer's over the attributes. */
var isWellSigned = ({ signer, algorithm, signature, signed }) => isSignedBy(signer.publicKey, algorithm, signature, signed);
// src/lib/verify/verify-answer.ts
var NOBODY = {
	keys: [],
	certificates: [],
	certificatePrints: []
};
var takeNotes = () => {
	const problems = [];
	const fits = [];
	const facts = [];
	const notes = [];
	return {
		check: (isSo, said, otherwise) => {
			(isSo ? fits : problems).push(isSo ? said : otherwise);
			return isSo;
		},
		problem: (said) => {
			problems.push(said);
		},
		fact: (label, value) => {
			if (value !== "") facts.push([label, value]);
		},
		note: (said) => {
			notes.push(said);
		},
		answer: (kind, title) => ({
			verdict: problems.length === 0 ? "valid" : "not-valid",
			kind,
			title,
			problems,
			fits,
			facts,
			notes
		})
	};
};
var unreadable = (why, kind = "unknown") => ({
	verdict: "not-readable",
	kind,
	title: "",
	problems: [why],
	fits: [],
	facts: [],
	notes: []
});
/** In groups of four, as it is printed in the minutes. */
var grouped = (digits) => digits.replace(/(.{4})(?=.)/g, "$1 ");
// src/lib/verify/verify-signature.ts
/** The signature under what was sealed: Ed25519 over its canonical JSON. Browsers and Node check it themselves (WebCrypto). */
/** The head of every SubjectPublicKeyInfo of Ed25519 (RFC 8410, 4): the key's 32 bytes follow. */
var HEAD = Uint8Array.of(48, 42, 48, 5, 6, 3, 43, 101, 112, 3, 33, 0);
/** The bytes of base64 in its one spelling; null for any other text. */
var fromBase64 = (text) => {
	try {
		const letters = atob(text);
		if (btoa(letters) !== text) return null;
		return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
	} catch {
		return null;
	}
};
var fingerprintOf = (bytes) => toHex(sha256(bytes));
/** Whether the signature is by the key over the canonical JSON of the content; null when this platform cannot tell. */
async function isSigned(content, signature, key) {
	let imported;
	try {
		imported = await crypto.subtle.importKey("spki", key, { name: "Ed25519" }, false, ["verify"]);
	} catch (problem) {
		return problem.name === "NotSupportedError" ? null : false;
	}
	return crypto.subtle.verify({ name: "Ed25519" }, imported, signature, utf8(canonicalJson(content)));
}
/** What is signed and by whom, into the notes. @param of "The seal", "This version" */
async function checkSignature(notes, trust, of, { content, signed }) {
	const signature = fromBase64(ownText(signed, "signature"));
	const key = fromBase64(ownText(signed, "publicKey"));
	if (signature?.length !== 64 || key?.length !== 44 || HEAD.some((byte, at) => key[at] !== byte)) {
		notes.problem(`${of} has no signature that can be read: signature or public key was changed.`);
		return;
	}
	const fits = await isSigned(content, signature, key);
	if (fits === null) {
		notes.problem("This browser cannot check Ed25519 signatures. Use a newer one, or the command.");
		return;
	}
	notes.check(fits, `${of} is signed, and nothing in it was changed since.`, `${of} does not fit its signature: what is signed, the signature or the public key was changed.`);
	const fingerprint = fingerprintOf(key);
	notes.fact(`${of}: key`, grouped(fingerprint));
	if (trust.keys.length > 0) notes.check(trust.keys.includes(fingerprint), `${of} is signed with the key you trust.`, `${of} is signed with another key than the one you trust.`);
}
/** Who signed, as they say of themselves under their signature. */
function tellSigner(notes, trust, seal) {
	const by = ownGroup(seal, "sealedBy");
	notes.fact("Sealed by", ownText(by, "subject"));
	notes.fact("Certificate", grouped(ownText(by, "certificate")));
	if (own(by, "demonstration") === true) notes.note("Sealed with a demonstration certificate: nobody vouches for it, and the record is not a real one.");
	if (trust.keys.length === 0) notes.note("Compare the key with the one that the MAPPA unit publishes (it also stands at the end of the sealed PDF). Whoever could change this file could have signed it with a key of their own.");
}
// src/lib/verify/verify-pdf.ts
/**
* The seal of a PDF: that it covers the whole file, byte for byte, and by whose certificate it was made. Of what the pages say
* only the reference and fingerprint are shown, from the properties that the seal covers too.
*/
var ascii = (text) => new TextEncoder().encode(text);
var latin = new TextDecoder("latin1");
/** Where some letters stand in the bytes, from `from` on; -1 = nowhere. */
function find(bytes, text, from = 0) {
	const wanted = ascii(text);
	const [first = 0] = wanted;
	for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) if (wanted.every((byte, n) => bytes[at + n] === byte)) return at;
	return -1;
}
var isPdf = (bytes) => find(bytes.subarray(0, 1024), "%PDF-") >= 0;
/** Where the one seal of the file stands; a text says why there is none. */
function placeOfSeal(bytes) {
	const at = find(bytes, "/ByteRange");
	if (at < 0) return "";
	if (find(bytes, "/ByteRange", at + 1) >= 0) return "The file has more than one signature: something was added after it was sealed.";
	const around = latin.decode(bytes.subarray(Math.max(0, at - 400), at + 200));
	const range = /\/ByteRange \[(\d{1,10}) (\d{1,10}) (\d{1,10}) (\d{1,10}) *\]/.exec(around);
	if (!range) return "The range that the seal covers cannot be read.";
	const [start = 1, gapFrom = 0, gapTo = 0, rest = 0] = range.slice(1).map(Number);
	if (start !== 0 || gapFrom >= gapTo || gapTo > bytes.length) return "The range that the seal covers is not one.";
	if (!/\/SubFilter \/ETSI\.CAdES\.detached/.test(around)) return "The seal is not of the kind that this service makes (PAdES).";
	const after = latin.decode(bytes.subarray(gapTo, gapTo + 200));
	const time = /\/M \(D:(\d{14})Z\)/.exec(after)?.[1] ?? "";
	return {
		gapFrom,
		gapTo,
		covered: gapTo + rest,
		time
	};
}
var HEX = /^(?:[0-9a-f]{2})+$/;
/** The signature in the gap: lower-case digits between < and >, then noughts. Null when anything else stands there. */
function signatureIn(bytes, { gapFrom, gapTo }) {
	const text = latin.decode(bytes.subarray(gapFrom, gapTo));
	const digits = text.slice(1, -1);
	if (!text.startsWith("<") || !text.endsWith(">") || !HEX.test(digits)) return null;
	const all = Uint8Array.from({ length: digits.length / 2 }, (_, n) => Number.parseInt(digits.slice(2 * n, 2 * n + 2), 16));
	try {
		const size = readDer(all).raw.length;
		return all.subarray(size).every((byte) => byte === 0) ? all.slice(0, size) : null;
	} catch {
		return null;
	}
}
/** Everything the seal covers. */
function signedBytes(bytes, { gapFrom, gapTo, covered }) {
	const end = Math.min(covered, bytes.length);
	const signed = new Uint8Array(gapFrom + Math.max(0, end - gapTo));
	signed.set(bytes.subarray(0, gapFrom));
	if (end > gapTo) signed.set(bytes.subarray(gapTo, end), gapFrom);
	return signed;
}
/** The signature (CMS in DER) and the bytes it is over, for other programs; null when there is no such seal. */
function signatureAndSigned(bytes) {
	const place = placeOfSeal(bytes);
	const signature = typeof place === "string" ? null : signatureIn(bytes, place);
	return typeof place === "string" || !signature ? null : {
		signature,
		signed: signedBytes(bytes, place)
	};
}
async function verifyPdf(bytes, trust) {
	const notes = takeNotes();
	const title = tellProperties(bytes, notes);
	notes.fact("SHA-256 of the file", grouped(hexOf(await digestOf(bytes))));
	const place = placeOfSeal(bytes);
	if (place === "") {
		notes.problem(find(bytes.subarray(-1024), "%%EOF") < 0 ? "The file was cut short, and it has no seal." : "The file has no seal: it is not the sealed minutes, or they were printed or saved anew.");
		return {
			...notes.answer("pdf", title),
			verdict: "no-seal"
		};
	}
	if (typeof place === "string") {
		notes.problem(place);
		return notes.answer("pdf", title);
	}
	const more = bytes.length - place.covered;
	notes.check(more === 0, "The seal covers the whole file.", more > 0 ? `${more} bytes stand after the sealed range: something was added after the file was sealed.` : `The file was cut short: ${-more} bytes that were sealed are missing.`);
	const signature = signatureIn(bytes, place);
	if (!signature) {
		notes.problem("Something other than the seal stands where the seal must be.");
		return notes.answer("pdf", title);
	}
	try {
		await checkSeal$1(bytes, place, await readSignedData(signature, true), notes, trust);
	} catch {
		notes.problem("The seal cannot be read: its signature or a certificate in it was changed.");
	}
	return notes.answer("pdf", title);
}
var hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
async function checkSeal$1(bytes, place, sealed, notes, trust) {
	const signed = signedBytes(bytes, place);
	notes.check(sameBytes(await digestOf(signed, sealed.hash), sealed.messageDigest), "Every byte that was sealed is unchanged.", "The file was changed after it was sealed: its digest is another one than in the seal.");
	notes.check(await isWellSigned(sealed), "The signature is that of the certificate in the seal.", "The signature does not fit the certificate in the seal.");
	const { signer } = sealed;
	notes.fact("Sealed by", signer.name);
	notes.fact("Certificate issued by", isSame(signer, signer) && sameBytes(signer.issuer, signer.subject) ? "itself" : signer.issuerName);
	notes.fact("Certificate", grouped(fingerprintOf(signer.raw)));
	notes.fact("Certificate valid", `${dayOf(signer.notBefore)} to ${dayOf(signer.notAfter)}`);
	const says = timeOf(place.time);
	notes.fact("Sealed at, as the file says", says ? says.toISOString().replace(".000Z", "Z") : "");
	const stamped = await checkTimeStamp(sealed, notes);
	const at = stamped ?? says;
	notes.check(at !== null && at >= signer.notBefore && at <= signer.notAfter, "The certificate was valid at that time.", "The certificate was not valid at the time of the seal.");
	if (stamped && says && stamped.getTime() < says.getTime() - 3e5) notes.problem("The time stamp is from before the time that the file says it was sealed at.");
	if (/demonstration/i.test(signer.name)) notes.note("Sealed with a demonstration certificate: nobody vouches for it, and the record is not a real one.");
	await checkTrust(sealed, trust, notes, at);
}
var dayOf = (at) => at.toISOString().slice(0, 10);
var timeOf = (digits) => {
	const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits);
	if (!found) return null;
	const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number);
	return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
};
var TST_INFO = "1.2.840.113549.1.9.16.1.4";
var HASH_IDS = {
	"2.16.840.1.101.3.4.2.1": "SHA-256",
	"2.16.840.1.101.3.4.2.2": "SHA-384",
	"2.16.840.1.101.3.4.2.3": "SHA-512"
};
/** A time stamp (RFC 3161) over the signature, where there is one. @returns the time it proves */
async function checkTimeStamp({ timeStamp, signature }, notes) {
	if (!timeStamp) {
		notes.note("There is no time stamp by somebody else: the time is what the sealing service said.");
		return null;
	}
	try {
		const token = await readSignedData(timeStamp, false);
		const info = token.content && derParts(readDer(token.content));
		if (!info || token.contentType !== TST_INFO) throw new TypeError();
		const [algorithm, imprint] = derParts(derPart(info, 2, 48));
		const hash = algorithm ? HASH_IDS[derObjectId(derPart(derParts(algorithm), 0, 6))] : void 0;
		const time = info.find(({ tag }) => tag === 24);
		if (!imprint || !time || hash === void 0 || !token.content) throw new TypeError();
		const isOver = sameBytes(await digestOf(signature, hash), imprint.value);
		const isWhole = sameBytes(await digestOf(token.content, token.hash), token.messageDigest);
		const fits = isOver && isWhole && await isWellSigned(token);
		notes.check(fits, "The time stamp is over this seal.", "The time stamp was changed, or is over another seal.");
		const at = derTime(time);
		notes.fact("Time stamp", at.toISOString().replace(".000Z", "Z"));
		notes.fact("Time stamp by", token.signer.name);
		notes.note("Who stamped the time is what the stamp says of itself: whether to trust them is yours to decide.");
		return fits ? at : null;
	} catch {
		notes.problem("The time stamp cannot be read: it was changed.");
		return null;
	}
}
/** Whether the certificate is one that is trusted, or was issued under one. */
async function checkTrust({ signer, certificates }, trust, notes, at) {
	const others = certificates.filter((one) => !isSame(one, signer));
	let used = [signer];
	const trusted = trust.certificates.map((raw) => readCertificate(new Uint8Array(raw)));
	let root;
	const isPrinted = (one) => trust.certificatePrints.includes(fingerprintOf(one.raw));
	for (let last = signer; used.length < 8;) {
		const under = last;
		root = isPrinted(under) ? under : trusted.find((one) => isSame(one, under));
		for (const one of root ? [] : trusted) if (one.isAuthority && await isIssuedBy(under, one)) root = one;
		if (root) break;
		let above;
		for (const one of others) if (one.isAuthority && !used.includes(one) && await isIssuedBy(under, one)) above = one;
		if (!above) break;
		if (!(at === null || at >= above.notBefore && at <= above.notAfter)) notes.problem(`A certificate above the seal's was not valid at that time: ${above.name}.`);
		used = [...used, above];
		last = above;
	}
	if (others.filter((one) => !used.includes(one)).length > 0) notes.problem("The seal holds a certificate that has nothing to do with it, or that was changed.");
	if (trusted.length + trust.certificatePrints.length > 0) notes.check(root !== void 0, "The certificate is one you trust, or was issued under one.", "The certificate is not one you trust, and was not issued under one.");
	else notes.note("Whether this certificate belongs to the MAPPA unit cannot be told from the file: compare its fingerprint with the one they publish.");
}
/** Reference, title and fingerprints from the file's properties (XMP), as far as they are there. @returns a title */
function tellProperties(bytes, notes) {
	let packet = "";
	for (let at = find(bytes, "<?xpacket begin"); at >= 0; at = find(bytes, "<?xpacket begin", at + 1)) {
		const end = find(bytes, "<?xpacket end", at);
		if (end < 0 || end - at > 2e5) break;
		packet = new TextDecoder().decode(bytes.subarray(at, end));
	}
	const title = unescaped(/<dc:title>[\s\S]*?<rdf:li[^>]*>([^<]*)</.exec(packet)?.[1] ?? "");
	const keywords = unescaped(/<pdf:Keywords>([^<]*)</.exec(packet)?.[1] ?? "").replaceAll("​", "").split(/,\s*/);
	const after = (name) => keywords.find((one) => one.startsWith(name))?.slice(name.length) ?? "";
	notes.fact("Title", title);
	notes.fact("Reference", keywords.find((one) => /\/\d+$/.test(one)) ?? "");
	notes.fact("Fingerprint of the record", grouped(after("record-sha256:")));
	notes.fact("Key that signs the record as data", grouped(after("record-key-sha256:")));
	return title === "" ? "PDF" : title;
}
var ENTITIES = {
	lt: "<",
	gt: ">",
	amp: "&",
	quot: "\"",
	apos: "'"
};
var unescaped = (text) => text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name) => ENTITIES[name] ?? "");
// src/lib/verify/unpack.ts
/** The parts of a sealed file as files that other programs check: openssl, sha256sum, pdfsig. */
/** What is signed, the signature and the key; of a record also its canonical text. Nothing when there is no seal in the file. */
function unpack(bytes) {
	if (isPdf(bytes)) {
		const parts = signatureAndSigned(bytes);
		return parts === null ? [] : [{
			name: "signature.der",
			bytes: parts.signature
		}, {
			name: "signed.bin",
			bytes: parts.signed
		}];
	}
	const read = readJson(bytes);
	if (!read.ok || !isGroup(read.value)) return [];
	const file = read.value;
	const signature = fromBase64(ownText(file, "signature"));
	const key = ownText(file, "publicKey");
	if (!signature || !fromBase64(key)) return [];
	const { signature: _, publicKey: __, ...others } = file;
	const signed = isGroup(own(file, "seal")) ? own(file, "seal") : others;
	const content = own(file, "record") ?? own(file, "addendum");
	return [
		{
			name: "signed.bin",
			bytes: utf8(canonicalJson(signed))
		},
		{
			name: "signature.bin",
			bytes: signature
		},
		{
			name: "key.pem",
			bytes: utf8(`-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----\n`)
		},
		...content === void 0 ? [] : [{
			name: "content.json",
			bytes: utf8(canonicalJson(content))
		}]
	];
}
// src/lib/verify/verify-addendum.ts
/** An addendum with its seal, and, beside it, the record and the addendum before it where they were handed in too. */
var NAMES$4 = [
	"schema",
	"addendum",
	"seal",
	"signature",
	"publicKey"
];
async function verifyAddendum(file, notes, trust) {
	const seal = ownGroup(file, "seal");
	const number = own(seal, "number");
	const title = `Addendum ${typeof number === "number" ? number : "?"} to final minutes ${ownText(seal, "reference")}`;
	if (!hasNames(file, NAMES$4)) notes.problem("The file does not have exactly the parts that an addendum has.");
	if (ownText(seal, "schema") !== "mapp-meeting-addendum-seal/1") {
		notes.problem("The seal is not of a kind this can check: it was changed, or is newer than this check.");
		return notes.answer("addendum", title);
	}
	await checkSignature(notes, trust, "The seal", {
		content: seal,
		signed: file
	});
	const author = ownGroup(seal, "author");
	notes.fact("Reference", ownText(seal, "reference"));
	notes.fact("Sealed", ownText(seal, "sealedAt"));
	notes.fact("Author", [ownText(author, "name"), ownText(author, "agency")].filter(Boolean).join(", "));
	notes.fact("Fingerprint of the record it belongs to", grouped(ownText(seal, "recordSha256")));
	notes.fact("Fingerprint of the addendum before it", grouped(ownText(seal, "previousSha256")));
	tellSigner(notes, trust, seal);
	notes.check(sha256Of(canonicalJson(own(file, "addendum") ?? null)) === ownText(seal, "sha256"), "The fingerprint of the addendum is the one in its seal.", "The addendum was changed after it was sealed: its fingerprint is another one than in its seal.");
	return notes.answer("addendum", title);
}
// src/lib/verify/verify-bundle.ts
/** The signed list of an archive, and every file of the archive that was handed in beside it. */
var NAMES$3 = [
	"schema",
	"seal",
	"signature",
	"publicKey"
];
/** Whether a file as it was handed in can be the one of this name: with folders before it, or without its own. */
var isNamed = (given, name) => {
	const path = given.replaceAll("\\", "/");
	return path === name || path.endsWith(`/${name}`) || name.endsWith(`/${path}`);
};
async function verifyBundle(file, notes, trust, beside) {
	const seal = ownGroup(file, "seal");
	const title = `Archive of case ${ownText(seal, "reference")}`;
	if (!hasNames(file, NAMES$3) || ownText(seal, "schema") !== "mapp-case-bundle-manifest/1") {
		notes.problem("The list is not of a kind this can check: it was changed, or is newer than this check.");
		return notes.answer("bundle", title);
	}
	await checkSignature(notes, trust, "The list", {
		content: seal,
		signed: file
	});
	notes.fact("Reference", ownText(seal, "reference"));
	notes.fact("Made", ownText(seal, "madeAt"));
	notes.fact("Recipient", ownText(seal, "recipient"));
	notes.fact("Purpose", ownText(seal, "purpose"));
	tellSigner(notes, trust, seal);
	const files = own(seal, "files");
	const listed = (Array.isArray(files) ? files : []).filter(isGroup);
	const missing = [];
	const known = new Set(listed.map((one) => ownText(one, "sha256")));
	const strangers = beside.filter(({ sha256 }) => !known.has(sha256));
	let same = 0;
	for (const one of listed) {
		const name = ownText(one, "name");
		const isIt = ({ sha256, size }) => sha256 === ownText(one, "sha256") && size === own(one, "size");
		if (beside.some(isIt)) same++;
		else if (strangers.some((other) => isNamed(other.name, name))) notes.problem(`${name} is not the file that was put into the archive: it was changed.`);
		else missing.push(name);
	}
	if (same > 0) notes.check(true, `${same} of ${listed.length} files of the archive are as they were put in.`, "");
	if (missing.length > 0) {
		const told = missing.slice(0, 20).join(", ");
		const more = missing.length > 20 ? ` and ${missing.length - 20} more` : "";
		notes.note(`Not handed in, so not looked at: ${told}${more}.`);
	}
	return notes.answer("bundle", title);
}
// src/lib/verify/verify-destruction.ts
/** A certificate of destruction: its signature, and that its list is the one that was signed. */
var NAMES$2 = [
	"schema",
	"seal",
	"signature",
	"publicKey"
];
var decider = (seal, name) => {
	const one = ownGroup(seal, name);
	return [ownText(one, "name"), ownText(one, "role")].filter(Boolean).join(", ");
};
async function verifyDestruction(file, notes, trust) {
	const seal = ownGroup(file, "seal");
	const number = own(seal, "number");
	const title = `Certificate of destruction ${typeof number === "number" ? number : "?"}`;
	if (!hasNames(file, NAMES$2) || ownText(seal, "schema") !== "mapp-destruction-certificate-seal/1") {
		notes.problem("The certificate is not of a kind this can check: it was changed, or is newer than this check.");
		return notes.answer("destruction", title);
	}
	await checkSignature(notes, trust, "The certificate", {
		content: seal,
		signed: file
	});
	notes.fact("Area", ownText(seal, "area"));
	notes.fact("Fingerprint of the case reference", grouped(ownText(seal, "referenceSha256")));
	notes.fact("Might be destroyed from", ownText(seal, "dueOn"));
	notes.fact("Proposed", `${decider(seal, "proposedBy")}, ${ownText(seal, "proposedAt")}`);
	notes.fact("Confirmed and destroyed", `${decider(seal, "confirmedBy")}, ${ownText(seal, "destroyedAt")}`);
	tellSigner(notes, trust, seal);
	const destroyed = own(seal, "destroyed");
	const rows = (Array.isArray(destroyed) ? destroyed : []).filter(isGroup).map((one) => own(one, "rows"));
	const total = rows.reduce((sum, one) => sum + (typeof one === "number" ? one : 0), 0);
	notes.check(sha256Of(canonicalJson(destroyed ?? null)) === ownText(seal, "listSha256"), `The list of what was destroyed is the one that was signed: ${total} rows of ${rows.length} tables.`, "The list of what was destroyed is not the one that was signed.");
	notes.note("A certificate says what a service destroyed. That no copy is kept elsewhere, nobody can prove.");
	return notes.answer("destruction", title);
}
// src/lib/seal/merkle-tree.ts
/**
* One number over many blocks in their order: the hash tree of RFC 6962 (2.1). Leaves and folds begin with different bytes, so
* that no fold passes for a block, and the number of blocks is sealed beside the root, so that none can be left out at the end.
*/
var LEAF = Uint8Array.of(0);
var FOLD = Uint8Array.of(1);
/** The digest of one block. @param salt chance that keeps anybody from trying out what a digest stands for */
var leafDigest = (salt, content) => sha256(joined(LEAF, salt, content));
/** The root over the digests of all blocks, in their order. */
function treeRoot(digests) {
	let row = digests;
	while (row.length > 1) {
		const above = [];
		for (let n = 0; n < row.length; n += 2) {
			const [left, right] = [row[n], row[n + 1]];
			if (left) above.push(right ? sha256(joined(FOLD, left, right)) : left);
		}
		row = above;
	}
	return row[0] ?? sha256(/* @__PURE__ */ new Uint8Array());
}
// src/lib/seal/sentences.ts
/**
* Where a text is cut: after each sentence and each line. The parts joined are the text, letter for letter. This cut is part of
* the seal `mapp-meeting-seal/1`: another one is another seal.
*/
/** Shortened words after which a sentence goes on. */
var GOES_ON = /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|Sgt|Insp|Supt|DC|PC|No|para|s|ss|e\.g|i\.e|approx|vs|c\.f)\.$/;
/** @returns at least one part; a text without an end of a sentence inside is one part */
function sentencesOf(text) {
	const parts = [];
	let from = 0;
	for (const { 0: end, index } of text.matchAll(/(?:[.!?…]+["'’”)\]]*[^\S\n]+|\n)\s*/g)) {
		const until = index + end.length;
		if (until >= text.length) break;
		if (!end.includes("\n") && GOES_ON.test(text.slice(from, index + end.trimEnd().length))) continue;
		if (text.slice(from, index).trim() === "" && !end.includes("\n")) continue;
		parts.push(text.slice(from, until));
		from = until;
	}
	parts.push(text.slice(from));
	return parts;
}
// src/lib/seal/blocks.ts
/**
* A record cut into blocks: every value that stands in it, with the place where it stands, and prose cut further into
* sentences. Each can be shown or left out on its own, and what is shown can be checked on its own.
*/
var step = (name) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
/** Every value of plain data, in the order in which canonical JSON writes them. */
function leavesOf(data, path = "") {
	if (data === null || typeof data !== "object") return [{
		path,
		value: data
	}];
	const members = Array.isArray(data) ? [...data.entries()] : Object.entries(data).sort(([a], [b]) => a < b ? -1 : 1);
	if (members.length === 0) return [{
		path,
		value: Array.isArray(data) ? [] : {}
	}];
	return members.flatMap(([name, value]) => leavesOf(value, path + step(name)));
}
var partsOf = ({ value }) => typeof value === "string" ? sentencesOf(value) : [value];
/** Every block of a record, in the order in which they are sealed. */
var blocksOf = (record) => leavesOf(record).flatMap((leaf) => partsOf(leaf).map((value, part) => ({
	path: leaf.path,
	part,
	value
})));
/** @param salt of the whole record */
function saltsFrom(salt) {
	const keyed = hmacSha256(salt);
	return (path, part) => keyed(utf8(canonicalJson([path, part]))).slice(0, 16);
}
var blockDigest = ({ path, part, value }, salt) => leafDigest(salt, utf8(canonicalJson([
	path,
	part,
	value
])));
// src/lib/seal/seal.ts
/** The bytes of a record's salt. Throws when it is not 64 hexadecimal digits. */
var saltBytes = (salt) => {
	const bytes = fromHex(salt);
	if (bytes?.length !== 32) throw new TypeError("a salt has 64 hexadecimal digits");
	return bytes;
};
/** The digests of a record's blocks, in their order. */
var digestsOf = (record, salt) => {
	const saltOf = saltsFrom(saltBytes(salt));
	return blocksOf(record).map((block) => blockDigest(block, saltOf(block.path, block.part)));
};
// src/lib/verify/verify-seal.ts
/** A record's signed seal, and what a record must have in common with it. */
/** @returns the seal, or null where there is none to speak of */
async function checkSeal(notes, trust, signed) {
	const seal = ownGroup(signed, "seal");
	if (ownText(seal, "schema") !== "mapp-meeting-seal/1" || !hasNames(ownGroup(seal, "blocks"), ["root", "count"])) {
		notes.problem("The seal is not of a kind this can check: it was changed, or is newer than this check.");
		return null;
	}
	await checkSignature(notes, trust, "The seal", {
		content: seal,
		signed
	});
	const chair = ownGroup(seal, "chair");
	notes.fact("Reference", ownText(seal, "reference"));
	notes.fact("Locked", ownText(seal, "lockedAt"));
	notes.fact("Locked by the chair", [ownText(chair, "name"), ownText(chair, "agency")].filter(Boolean).join(", "));
	notes.fact("Fingerprint of the record", grouped(ownText(seal, "sha256")));
	tellSigner(notes, trust, seal);
	return seal;
}
/** The record and its seal are of one meeting and one moment. */
function checkSameMeeting(notes, seal, record) {
	const same = [
		"reference",
		"meetingId",
		"lockedAt"
	].filter((name) => own(seal, name) !== own(record, name));
	const apart = ownText(ownGroup(record, "keptApart"), "root") !== ownText(seal, "apartRoot");
	const differ = [...same, ...apart ? ["the number over what is kept apart"] : []];
	notes.check(differ.length === 0, "Record and seal are of the same meeting.", `Record and seal do not agree on: ${differ.join(", ")}.`);
}
// src/lib/verify/verify-record.ts
/** The whole record with its seal. */
var NAMES$1 = [
	"schema",
	"record",
	"seal",
	"signature",
	"publicKey",
	"salt",
	"checks"
];
async function verifyRecord(file, notes, trust) {
	const record = ownGroup(file, "record");
	const title = `Final minutes ${ownText(record, "reference")}`;
	if (!hasNames(file, NAMES$1)) notes.problem("The file does not have exactly the parts that a sealed record has.");
	const seal = await checkSeal(notes, trust, file);
	if (!seal) return notes.answer("record", title);
	checkSameMeeting(notes, seal, record);
	notes.check(sha256Of(canonicalJson(record)) === ownText(seal, "sha256"), "The fingerprint of the record is the one in the seal.", "The record was changed after it was sealed: its fingerprint is another one than in the seal.");
	const salt = ownText(file, "salt");
	if (fromHex(salt)?.length !== 32) notes.problem("The salt of the blocks was changed.");
	else checkBlocks(notes, record, salt, ownGroup(seal, "blocks"), ownText(file, "checks"));
	return notes.answer("record", title);
}
function checkBlocks(notes, record, salt, sealed, checks) {
	const digests = digestsOf(record, salt);
	const fits = toHex(treeRoot(digests)) === own(sealed, "root") && digests.length === own(sealed, "count");
	const listed = digests.map((digest) => toHex(digest).slice(0, 8)).join("");
	if (fits) {
		notes.check(checks === listed, `All ${digests.length} blocks of the record are the sealed ones.`, "The list of digests that says where a change is was itself changed; the record is as it was sealed.");
		return;
	}
	tellWhere(notes, blocksOf(record), listed, checks);
}
/** Which blocks are other ones, as far as the list tells. @param found eight digits of each block as it is now */
function tellWhere(notes, blocks, found, checks) {
	if (checks.length !== found.length) {
		notes.problem("Blocks of the record were added or removed, so it cannot be said which ones were changed.");
		return;
	}
	const at = (n) => [n * 8, (n + 1) * 8];
	const other = blocks.filter((_, n) => found.slice(...at(n)) !== checks.slice(...at(n)));
	if (other.length === 0) notes.problem("The record and its list of digests agree, but not with the seal: they belong to another seal.");
	else if (other.length === blocks.length) notes.problem("No block of the record fits: its salt was changed, or it is another record.");
	else {
		const told = other.slice(0, 20).map(({ path, part }) => part === 0 ? path : `${path} (part ${part + 1})`);
		const more = other.length > told.length ? ` and ${other.length - told.length} more` : "";
		notes.problem(`Changed after the record was sealed: ${told.join(", ")}${more}.`);
	}
}
/** A record from before there were seals: it can only be compared with what is printed. */
function bareRecord(record) {
	const notes = takeNotes();
	notes.fact("Reference", ownText(record, "reference"));
	notes.fact("Locked", ownText(record, "lockedAt"));
	notes.fact("Fingerprint of this file", (sha256Of(canonicalJson(record)).match(/.{4}/g) ?? []).join(" "));
	notes.note("This record has no seal of its own. Compare the fingerprint with the one printed in the sealed minutes.");
	return {
		...notes.answer("bare-record", `Final minutes ${ownText(record, "reference")}`),
		verdict: "no-seal"
	};
}
// src/lib/welsh/language.ts
var LANGUAGES = ["en", "cy"];
/** The language of this build. */
var LANGUAGE = typeof __LANGUAGE__ !== "undefined" && __LANGUAGE__ === "cy" ? "cy" : "en";
/** A language as somebody sent or stored it; null when it is none of ours. */
var asLanguage = (code) => LANGUAGES.find((one) => one === code) ?? null;
// src/lib/seal/words-left-out.ts
var WORDS_LEFT_OUT = {
	en: {
		kinds: {
			THIRD_PARTY: "third party",
			VICTIM: "victim",
			INTELLIGENCE: "intelligence",
			HEALTH: "health",
			OTHER_AGENCY: "another agency",
			SUMMARY: "not part of a summary",
			STAFF: "name of somebody at work",
			WORKING: "how the record came about",
			RESTRICTED: "restricted note",
			SEAL: "random number of the seal"
		},
		leftOut: "Left out",
		profiles: {
			FULL: "Full record",
			AGENCY: "Version for one agency",
			EXECUTIVE_SUMMARY: "Executive summary",
			SUBJECT_ACCESS: "Version for the person (subject access)"
		},
		versionFor: "Version for"
	},
	cy: {
		kinds: {
			THIRD_PARTY: "trydydd parti",
			VICTIM: "dioddefwr",
			INTELLIGENCE: "cudd-wybodaeth",
			HEALTH: "iechyd",
			OTHER_AGENCY: "asiantaeth arall",
			SUMMARY: "ddim yn rhan o grynodeb",
			STAFF: "enw rhywun yn y gwaith",
			WORKING: "sut y daeth y cofnod i fod",
			RESTRICTED: "nodyn cyfyngedig",
			SEAL: "rhif ar hap y sêl"
		},
		leftOut: "Wedi’i adael allan",
		profiles: {
			FULL: "Cofnod llawn",
			AGENCY: "Fersiwn ar gyfer un asiantaeth",
			EXECUTIVE_SUMMARY: "Crynodeb gweithredol",
			SUBJECT_ACCESS: "Fersiwn ar gyfer y person (cais gwrthrych am wybodaeth)"
		},
		versionFor: "Fersiwn ar gyfer"
	}
};
WORDS_LEFT_OUT[LANGUAGE].kinds;
var leftOutWord = WORDS_LEFT_OUT[LANGUAGE].kinds;
/** What stands in a version in place of what it leaves out. @param language of the record */
var placeholder = (kind, language = LANGUAGE) => {
	const { leftOut, kinds } = WORDS_LEFT_OUT[language];
	return `[${leftOut}: ${kinds[kind]}]`;
};
/** "3 parts left out: victim" */
var leftOutLine = ({ kind, count }) => `${count} ${count === 1 ? "part" : "parts"} left out: ${leftOutWord[kind]}`;
var profileWord = WORDS_LEFT_OUT[LANGUAGE].profiles;
/** @param agency its name, of a version for one @param language in which it is said */
var versionTitle = (profile, agency, language = LANGUAGE) => {
	const { versionFor, profiles } = WORDS_LEFT_OUT[language];
	return profile === "AGENCY" ? `${versionFor} ${agency}` : profiles[profile];
};
// src/lib/verify/verify-version.ts
/** A version of a record: what stands in it is what was sealed, and what does not is named. */
var NAMES = [...[
	"schema",
	"profile",
	"title",
	"forAgency",
	"record",
	"leftOut",
	"proof",
	"checks",
	"signedSeal"
], ...["signature", "publicKey"]];
async function verifyVersion(file, notes, trust) {
	const record = ownGroup(file, "record");
	const title = `${ownText(file, "title")} of final minutes ${ownText(record, "reference")}`;
	if (!hasNames(file, NAMES)) notes.problem("The file does not have exactly the parts that a version has.");
	const { signature: _, publicKey: __, ...content } = file;
	await checkSignature(notes, trust, "This version", {
		content,
		signed: file
	});
	const seal = await checkSeal(notes, trust, ownGroup(file, "signedSeal"));
	const [profile, agency] = [ownText(file, "profile"), ownText(file, "forAgency")];
	const language = languageOf(record);
	if (!(own(file, "forAgency") === agency && Object.hasOwn(profileWord, profile) && versionTitle(profile, agency, language) === ownText(file, "title")) || profile === "AGENCY" === (agency === "")) notes.problem("The version does not agree with its title, or with whom it is for.");
	notes.fact("Version", ownText(file, "title"));
	if (!seal) return notes.answer("version", title);
	checkSameMeeting(notes, seal, record);
	const proved = proveAll(record, own(file, "proof"));
	if (typeof proved === "string") {
		notes.problem(proved);
		return notes.answer("version", title);
	}
	checkAgainstSeal(notes, proved, ownGroup(seal, "blocks"), ownText(file, "checks"));
	checkLeftOut(notes, proved, own(file, "leftOut"));
	return notes.answer("version", title);
}
/** A record says its language; one from before there were two is English. */
var languageOf = (record) => asLanguage(own(record, "language")) ?? "en";
/** The digest of every block: reckoned from what stands, taken from the proof for what does not. A text says what is wrong. */
function proveAll(record, proof) {
	const leaves = leavesOf(record);
	if (!Array.isArray(proof) || proof.length !== leaves.length) return "The version has more or fewer values than its proof: something was added or removed.";
	const blocks = [];
	const digests = [];
	const leftOut = /* @__PURE__ */ new Map();
	const language = languageOf(record);
	for (const [n, { path, value }] of leaves.entries()) {
		const row = proof[n];
		if (!isGroup(row) || own(row, "path") !== path) return `The proof does not speak of ${path} where it should.`;
		const parts = own(row, "parts");
		const found = Array.isArray(parts) ? proveLeaf(path, value, parts, language) : null;
		if (!found) return `What stands at ${path} does not fit its proof.`;
		for (const [part, { digest, kind }] of found.entries()) {
			blocks.push({
				path,
				part
			});
			digests.push(digest);
			if (kind) leftOut.set(kind, (leftOut.get(kind) ?? 0) + 1);
		}
	}
	return {
		blocks,
		digests,
		leftOut
	};
}
var isKind = (kind) => typeof kind === "string" && Object.hasOwn(leftOutWord, kind);
/** The parts of one value, from the text that stands there; null when it does not come out even. */
function proveLeaf(path, value, parts, language) {
	const found = [];
	const text = typeof value === "string" ? value : null;
	let at = 0;
	let gap = null;
	for (const [part, proof] of parts.entries()) {
		if (!isGroup(proof)) return null;
		const kind = own(proof, "leftOut");
		const isLeftOut = isKind(kind);
		if (gap !== null && gap !== kind) {
			if (text === null || !/[ \n]/.test(text[at] ?? "")) return null;
			at++;
		}
		if (isLeftOut) {
			const digest = fromHex(ownText(proof, "digest"));
			if (text === null || digest?.length !== 32 || !hasNames(proof, ["digest", "leftOut"])) return null;
			if (gap !== kind) {
				const stands = placeholder(kind, language);
				if (!text.startsWith(stands, at)) return null;
				at += stands.length;
			}
			found.push({
				digest,
				kind
			});
			gap = kind;
			continue;
		}
		gap = null;
		const salt = fromHex(ownText(proof, "salt"));
		if (salt?.length !== 16) return null;
		const block = standing(path, part, value, text, at, parts.length, proof);
		if (!block) return null;
		at += typeof block.value === "string" ? block.value.length : 0;
		found.push({
			digest: blockDigest(block, salt),
			kind: null
		});
	}
	return text === null || at === text.length ? found : null;
}
/** A part that stands: the whole value, or so many letters of it. */
function standing(path, part, value, text, at, count, proof) {
	if (count === 1) return hasNames(proof, ["salt"]) ? {
		path,
		part,
		value
	} : null;
	const length = own(proof, "length");
	if (text === null || !hasNames(proof, ["salt", "length"]) || typeof length !== "number") return null;
	if (!Number.isInteger(length) || length < 1 || at + length > text.length) return null;
	return {
		path,
		part,
		value: text.slice(at, at + length)
	};
}
function checkAgainstSeal(notes, { blocks, digests }, sealed, checks) {
	const listed = digests.map((digest) => toHex(digest).slice(0, 8)).join("");
	if (toHex(treeRoot(digests)) !== own(sealed, "root") || digests.length !== own(sealed, "count")) {
		tellWhere(notes, blocks, listed, checks);
		return;
	}
	notes.check(checks === listed, `All ${digests.length} blocks lead to the number in the seal: what stands here is what was sealed.`, "The list of digests that says where a change is was itself changed; what stands here is what was sealed.");
}
function checkLeftOut(notes, { leftOut }, told) {
	const counted = [...leftOut].map(([kind, count]) => ({
		kind,
		count
	}));
	const says = Array.isArray(told) ? told : [];
	const agrees = says.length === counted.length && says.every((one) => isGroup(one) && isKind(own(one, "kind")) && leftOut.get(own(one, "kind")) === own(one, "count"));
	notes.check(agrees, counted.length === 0 ? "Nothing is left out." : "What is left out is named and counted.", "What is left out is another number of parts than the version says.");
	for (const one of counted) notes.fact("Left out", leftOutLine(one));
}
/** @param beside the other files of the same drop or command line, for the list of an archive */
async function verifyFile(bytes, trust = NOBODY, beside = []) {
	if (bytes.length === 0) return unreadable("The file is empty.");
	if (bytes.length > 268435456) return unreadable("The file is larger than 256 MB; nothing this service seals is.");
	if (isPdf(bytes)) return verifyPdf(bytes, trust);
	if (bytes.find((byte) => byte > 32) !== 123) return unreadable("The file is neither JSON nor PDF.");
	const read = readJson(bytes);
	if (!read.ok) return unreadable(read.why);
	if (!isGroup(read.value)) return unreadable("The file is JSON, but nothing this service seals.");
	const notes = takeNotes();
	notes.check(read.isCanonical, "Every byte of the file is where it belongs.", `The file is not written as it was sealed (first at letter ${read.differsAt + 1}): something was added, written twice or written differently.`);
	return kindOf(read.value, notes, trust, beside, read.isCanonical);
}
async function kindOf(file, notes, trust, beside, isCanonical) {
	const schema = ownText(file, "schema");
	if (schema === "mapp-meeting-sealed-record/1") return verifyRecord(file, notes, trust);
	if (schema === "mapp-meeting-record-version/1") return verifyVersion(file, notes, trust);
	if (schema === "mapp-meeting-sealed-addendum/1") return verifyAddendum(file, notes, trust);
	if (schema === "mapp-case-bundle/1") return verifyBundle(file, notes, trust, beside);
	if (schema === "mapp-destruction-certificate/1") return verifyDestruction(file, notes, trust);
	if (/^mapp-meeting-final-minutes\/\d+$/.test(schema)) return isCanonical ? bareRecord(file) : notes.answer("bare-record", `Final minutes ${ownText(file, "reference")}`);
	if (schema === "mapp-meeting-kept-apart/1") return keptApart(file, notes, isCanonical);
	return unreadable("The file is JSON, but nothing this service seals.");
}
/** A restricted note: covered by its record's number, which is checked where it is read. */
function keptApart(file, notes, isCanonical) {
	const title = `Restricted note of meeting ${ownText(file, "reference")}`;
	notes.fact("Reference", ownText(file, "reference"));
	notes.fact("Fingerprint of this file", (sha256Of(canonicalJson(file)).match(/.{4}/g) ?? []).join(" "));
	notes.note("A restricted note has no seal of its own. Its fingerprint stands on the page where it is read, with the way to the number in the record.");
	const answer = notes.answer("kept-apart", title);
	return isCanonical ? {
		...answer,
		verdict: "no-seal"
	} : answer;
}
// server/verify/verify-command.ts
/** `mapp-verify FILE...`: says of each file whether it is what was sealed. Needs no network, no database and no other package. */
var HELP = `Usage: mapp-verify [options] FILE...

Says of each file (a sealed record, version, addendum or list of an archive as JSON, or a sealed PDF) whether it is what was
sealed: by whom, when and with which certificate, or exactly what does not match. Nothing leaves this computer.

  --key SHA256|FILE          trust this key that signs records: its SHA-256, or a file with it (PEM)
  --certificate SHA256|FILE  trust this certificate, or whatever was issued under it: its SHA-256, or a file (PEM, DER)
  --json                     the answers as JSON
  --unpack FOLDER            also write what is signed, the signature and the key into the folder, for openssl and others
  --help

Ends with 0 when every file is valid, 1 when one is not, 2 when one cannot be read, 3 when one has no seal.`;
var WrongUse = class extends Error {};
var printOf = (text) => {
	const digits = text.replace(/[\s:]/g, "").toLowerCase();
	return /^[0-9a-f]{64}$/.test(digits) ? digits : null;
};
function read(path) {
	const { size } = statSync(path);
	if (size > 268435456) throw new RangeError("The file is larger than 256 MB; nothing this service seals is.");
	return new Uint8Array(readFileSync(path));
}
function keyPrint(given) {
	const print = printOf(given);
	if (print) return print;
	const text = new TextDecoder().decode(read(given));
	const body = /-----BEGIN PUBLIC KEY-----([\s\S]+?)-----END PUBLIC KEY-----/.exec(text)?.[1];
	if (body === void 0) throw new WrongUse(`${plain(given)} holds no public key (PEM).`);
	return fingerprintOf(new Uint8Array(Buffer.from(body, "base64")));
}
function trustIn(keys, certificates) {
	const trust = {
		keys: keys.map(keyPrint),
		certificates: [],
		certificatePrints: []
	};
	for (const given of certificates) {
		const print = printOf(given);
		if (print) trust.certificatePrints.push(print);
		else {
			const found = certificatesIn(read(given));
			if (found.length === 0) throw new WrongUse(`${plain(given)} holds no certificate.`);
			trust.certificates.push(...found);
		}
	}
	return trust;
}
var why = (problem) => problem instanceof RangeError ? problem.message : `The file cannot be opened (${problem.code ?? "unknown"}).`;
/** @param args without the names of node and of the command */
async function verifyCommand(args) {
	try {
		const { values, positionals } = parseArgs({
			args: [...args],
			allowPositionals: true,
			options: {
				key: {
					type: "string",
					multiple: true
				},
				certificate: {
					type: "string",
					multiple: true
				},
				json: { type: "boolean" },
				unpack: { type: "string" },
				help: {
					type: "boolean",
					short: "h"
				}
			}
		});
		if (values.help) return {
			out: `${HELP}\n`,
			error: "",
			code: 0
		};
		if (positionals.length === 0) throw new WrongUse("Name at least one file.");
		const trust = trustIn(values.key ?? [], values.certificate ?? []);
		const files = positionals.map(opened);
		const beside = files.flatMap(({ name, bytes }) => bytes === null ? [] : [{
			name,
			size: bytes.length,
			sha256: fingerprintOf(bytes)
		}]);
		const answers = [];
		for (const { name, bytes, problem } of files) {
			answers.push({
				file: name,
				answer: bytes ? await verifyFile(bytes, trust, beside) : unreadable(problem)
			});
			if (bytes && values.unpack !== void 0) writeParts(values.unpack, bytes);
		}
		const code = exitCodeOf(answers.map(({ answer }) => answer.verdict));
		return {
			out: `${values.json ? JSON.stringify(answers.map(({ file, answer }) => ({
				file,
				...answer
			}))) : answers.map(({ file, answer }) => answerLines(file, answer).join("\n")).join("\n\n")}\n`,
			error: "",
			code
		};
	} catch (problem) {
		const isOption = problem instanceof TypeError && "code" in problem;
		return {
			out: "",
			error: `mapp-verify: ${problem instanceof WrongUse || isOption ? problem.message : why(problem)}\nmapp-verify --help says how it is used.\n`,
			code: 2
		};
	}
}
function opened(name) {
	try {
		return {
			name,
			bytes: read(name),
			problem: ""
		};
	} catch (problem) {
		return {
			name,
			bytes: null,
			problem: why(problem)
		};
	}
}
function writeParts(folder, bytes) {
	mkdirSync(folder, { recursive: true });
	for (const part of unpack(bytes)) writeFileSync(join(folder, part.name), part.bytes);
}
// server/verify/mapp-verify.ts
/** The command itself; everything it does is in verify-command.ts. */
process.removeAllListeners("warning");
var { out, error, code } = await verifyCommand(process.argv.slice(2));
process.stdout.write(out);
process.stderr.write(error);
process.exitCode = code;
