/** Reads a file that should be canonical JSON (RFC 8785), bounded: nothing in it can make the reader run long or over. */
import { canonicalJson } from '../seal/canonical-json.ts';

export const JSON_LIMIT = 64 * 1024 * 1024;
const DEPTH_LIMIT = 64;

export type ReadJson =
	| { readonly ok: true; readonly value: unknown; readonly isCanonical: boolean; readonly differsAt: number }
	| { readonly ok: false; readonly why: string };

const no = (why: string): ReadJson => ({ ok: false, why });

export function readJson(bytes: Uint8Array): ReadJson {
	if (bytes.length > JSON_LIMIT) return no('The file is larger than 64 MB; no record is.');
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return no('The file is not text in UTF-8: at least one byte of it is damaged.');
	}
	if (depthOf(text) > DEPTH_LIMIT) return no('The file is nested deeper than any record.');
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return no('The file is not whole JSON: it was cut short or changed.');
	}
	let canonical: string;
	try {
		canonical = canonicalJson(value);
	} catch {
		return no('The file holds text that no record can hold.');
	}
	return { ok: true, value, isCanonical: canonical === text, differsAt: firstDifference(canonical, text) };
}

const firstDifference = (a: string, b: string): number => {
	let at = 0;
	while (at < a.length && a[at] === b[at]) at++;
	return at;
};

/** How deep brackets stand in each other, outside of strings. */
function depthOf(text: string): number {
	let depth = 0;
	let deepest = 0;
	let inString = false;
	for (let at = 0; at < text.length; at++) {
		const letter = text[at];
		if (inString) {
			if (letter === '\\') at++;
			else if (letter === '"') inString = false;
		} else if (letter === '"') inString = true;
		else if (letter === '[' || letter === '{') deepest = Math.max(deepest, ++depth);
		else if (letter === ']' || letter === '}') depth--;
	}
	return deepest;
}

/** A group of named values that stand in it by themselves: nothing is taken from a prototype. */
export type Group = Readonly<Record<string, unknown>>;
export const isGroup = (value: unknown): value is Group =>
	value !== null && typeof value === 'object' && !Array.isArray(value);
export const own = (group: Group, name: string): unknown => (Object.hasOwn(group, name) ? group[name] : undefined);
export const ownText = (group: Group, name: string): string => {
	const value = own(group, name);
	return typeof value === 'string' ? value : '';
};
export const ownGroup = (group: Group, name: string): Group => {
	const value = own(group, name);
	return isGroup(value) ? value : {};
};
/** Whether a group has exactly these names. */
export const hasNames = (group: Group, names: readonly string[]): boolean =>
	Object.keys(group).length === names.length && names.every((name) => Object.hasOwn(group, name));
