/**
 * Words that may be nowhere (promises R1-R9), one for every place where something was written, and a search for all of them
 * at once in whatever was received: as text of any case, in entities, percent signs, JSON escapes, base64, UTF-16, and inside
 * packed files.
 */
import { inflateRawSync, inflateSync, unzipSync } from 'node:zlib';

/** In no language a word, and in no identifier: letters beyond f. */
const STEM = 'qzvorky';
const NUMBERED = new RegExp(`${STEM}(\\d+)x`, 'g');
/** Deeper than any file of ours is packed. */
const DEEPEST = 4;

export type Canaries = {
	/** The text with the canary of this place in it. */
	readonly plant: (text: string, place: string) => string;
	/** A canary alone, for a place that takes one word. */
	readonly word: (place: string) => string;
	/** Places whose canary is in these bytes, whatever they are wrapped in. */
	readonly found: (bytes: Buffer) => ReadonlySet<string>;
	readonly places: () => readonly string[];
};

export function createCanaries(): Canaries {
	const places: string[] = [];
	const numbers = new Map<string, number>();
	const word = (place: string): string => {
		const number = numbers.get(place) ?? places.push(place) - 1;
		numbers.set(place, number);
		return `${STEM}${number}x`;
	};
	return {
		word,
		plant: (text, place) => `${text} ${word(place)}`,
		found: (bytes) => {
			const found = new Set<string>();
			for (const text of readings(bytes))
				for (const [, number] of text.matchAll(NUMBERED)) found.add(places[Number(number)] ?? `no place ${number}`);
			return found;
		},
		places: () => places
	};
}

/** The text with nothing planted in it: what a stranger can have typed. */
export const withoutCanaries = (text: string): string => text.replaceAll(NUMBERED, 'planted');

export const isPlanted = (text: string): boolean => text.toLowerCase().includes(STEM);

/** Everything these bytes can be read as. */
function* readings(bytes: Buffer, depth = 0): Generator<string> {
	// Each byte a letter: ASCII stays what it is, whatever stands round it.
	const text = bytes.toString('latin1').toLowerCase();
	yield text;
	if (text.includes('\0')) yield text.replaceAll('\0', '');
	if (/[%&\\]/.test(text)) {
		const plain = unescaped(text);
		if (plain !== text) yield plain;
	}
	if (depth >= DEEPEST) return;
	for (const inner of decoded(bytes.toString('latin1'))) yield* readings(inner, depth + 1);
	for (const inner of unpacked(bytes)) yield* readings(inner, depth + 1);
}

/** How the stem looks in base64, wherever in it it begins: only its own letters, not those it shares with its neighbours. */
const IN_BASE64 = [Buffer.from(STEM), Buffer.from(STEM, 'utf16le'), Buffer.from(STEM, 'utf16le').swap16()].flatMap(
	(stem) =>
		[0, 1, 2].map((before) => {
			const text = Buffer.concat([Buffer.alloc(before), stem]).toString('base64');
			return text.slice(Math.ceil((before * 4) / 3), Math.floor(((before + stem.length) * 4) / 3));
		})
);
/** ZIP, gzip and PDF at the beginning of something in base64. */
const PACKED_IN_BASE64 = /^(UEsDB|H4sI|JVBERi)/;
const BASE64 = /[A-Za-z0-9+/_-]{12,}/g;

/** What stands in base64 and holds a canary, or something packed. */
function* decoded(text: string): Generator<Buffer> {
	const isIn = IN_BASE64.some((stem) => text.includes(stem));
	for (const [part] of text.matchAll(BASE64)) {
		if (isIn && IN_BASE64.some((stem) => part.includes(stem)))
			for (const skipped of [0, 1, 2, 3]) yield Buffer.from(part.slice(skipped), 'base64');
		else if (PACKED_IN_BASE64.test(part)) yield Buffer.from(part, 'base64');
	}
}

const unescaped = (text: string): string =>
	text
		.replace(/&#x([0-9a-f]{1,6});/g, (_, hex: string) => letter(Number.parseInt(hex, 16)))
		.replace(/&#(\d{1,7});/g, (_, number: string) => letter(Number(number)))
		.replace(/(?:\\u|%u)([0-9a-f]{4})/g, (_, hex: string) => letter(Number.parseInt(hex, 16)))
		.replace(/(?:\\x|%)([0-9a-f]{2})/g, (_, hex: string) => letter(Number.parseInt(hex, 16)))
		.toLowerCase();
const letter = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '');

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** What is inside a ZIP (docx, ods), gzip, deflate, or the streams of a PDF. */
function unpacked(bytes: Buffer): Buffer[] {
	const inner: Buffer[] = [];
	const keep = (unpack: () => Buffer): void => {
		try {
			inner.push(unpack());
		} catch {
			// It was something else.
		}
	};
	if (bytes[0] === 0x1f && bytes[1] === 0x8b) keep(() => unzipSync(bytes));
	for (let at = bytes.indexOf(ZIP); at >= 0; at = bytes.indexOf(ZIP, at + 4)) {
		const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
		const rest = bytes.subarray(start);
		if (bytes.readUInt16LE(at + 8) === 8) keep(() => inflateRawSync(rest, { finishFlush: 2 }));
	}
	if (bytes.includes('FlateDecode'))
		for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
			const start = bytes[at + 6] === 0x0d ? at + 8 : at + 7;
			if (bytes.subarray(at - 3, at).toString() !== 'end')
				keep(() => inflateSync(bytes.subarray(start), { finishFlush: 2 }));
		}
	return inner;
}
