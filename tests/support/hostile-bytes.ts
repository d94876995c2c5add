/** Bytes no honest page sends: Yjs updates written by hand, and what documents of other kinds would send. */
import * as Y from 'yjs';
import {
	type ByteWriter,
	joined,
	writeBytes,
	writer,
	writeVarBytes,
	writeVarString,
	writeVarUint
} from '#lib/live-text/byte-writer.ts';
import { MESSAGE } from '#lib/wire.ts';

export type CraftedStruct = (to: ByteWriter) => void;
export type CraftedSection = {
	readonly client: number;
	readonly clock?: number;
	/** how many structs it claims to have; as many as it has when absent */
	readonly claims?: number;
	readonly structs: readonly CraftedStruct[];
};

/** A Yjs update of exactly these structs and deletions. */
export function craftedUpdate(
	sections: readonly CraftedSection[],
	deletes: readonly (readonly [client: number, clock: number, length: number])[] = [],
	claims: { readonly sections?: number; readonly deletes?: number; readonly ranges?: number } = {}
): Uint8Array {
	const out = writeVarUint(writer(), claims.sections ?? sections.length);
	for (const { client, clock = 0, claims: many, structs } of sections) {
		for (const value of [many ?? structs.length, client, clock]) writeVarUint(out, value);
		for (const struct of structs) struct(out);
	}
	writeVarUint(out, claims.deletes ?? deletes.length);
	for (const [client, clock, length] of deletes)
		for (const value of [client, claims.ranges ?? 1, clock, length]) writeVarUint(out, value);
	return joined(out);
}

/** Text at the beginning of a field. */
export const atRoot =
	(field: string, words: string | Uint8Array): CraftedStruct =>
	(to) => {
		writeVarString(writeVarUint(writeVarUint(to, 4), 1), field);
		if (typeof words === 'string') writeVarString(to, words);
		else writeVarBytes(to, words);
	};
/** Text behind one character, and before another where one is named. */
export const behind =
	(left: readonly [client: number, clock: number], words: string, right?: readonly [number, number]): CraftedStruct =>
	(to) => {
		writeBytes(to, Uint8Array.of(right === undefined ? 0x84 : 0xc4));
		for (const value of [...left, ...(right ?? [])]) writeVarUint(to, value);
		writeVarString(to, words);
	};
/** A struct of any content, at the beginning of a field. */
export const ofContent =
	(field: string, content: number, rest: (to: ByteWriter) => void): CraftedStruct =>
	(to) => {
		rest(writeVarString(writeVarUint(writeVarUint(to, content), 1), field));
	};
/** A struct without a place: garbage (0) or a skip (10) of so many clocks. */
export const withoutPlace =
	(kind: 0 | 10, length: number): CraftedStruct =>
	(to) => {
		writeVarUint(writeVarUint(to, kind), length);
	};
/** Characters that were deleted before they were sent. */
export const unseen = (field: string, length: number): CraftedStruct =>
	ofContent(field, 1, (to) => writeVarUint(to, length));

/** The 27 bytes of yjs issue 687: a run length of 2^32 that never ends. */
export const V2_BOMB = Uint8Array.from([
	...[0, 0, 5, 191, 255, 255, 255, 15, 0, 0, 0, 1, 4, 0, 0, 0, 0, 0, 0, 0],
	...[1, 1, 255, 255, 255, 255, 15]
]);

/** What a document of another kind sends, under this client id. */
export function updateOf(clientId: number, change: (doc: Y.Doc) => void): Uint8Array {
	const doc = new Y.Doc();
	doc.clientID = clientId;
	change(doc);
	const update = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return update;
}

const deepest = (depth: number): unknown => {
	let value: unknown = 'x';
	for (let n = 0; n < depth; n++) value = [value];
	return value;
};
const nested = (doc: Y.Doc, field: string, depth: number): void => {
	let at: Y.XmlFragment = doc.getXmlFragment(field);
	for (let n = 0; n < depth; n++) {
		const element = new Y.XmlElement('p');
		at.insert(0, [element]);
		at = element;
	}
};

/** Every kind of content that is not plain text in a field (promises Y14-Y16, Y20). */
export const OTHER_CONTENT: readonly (readonly [what: string, change: (doc: Y.Doc, field: string) => void])[] = [
	['a map', (doc, field) => void doc.getMap(field).set('a', 'x')],
	['a map with a prototype key', (doc, field) => void doc.getMap(field).set('__proto__', { isChair: true })],
	['a map with nested prototype keys', (doc, field) => void doc.getMap(field).set('a', JSON.parse('{"__proto__":1}'))],
	['an array', (doc, field) => doc.getArray(field).insert(0, ['x'])],
	['an array of arrays', (doc, field) => doc.getArray(field).insert(0, [new Y.Array()])],
	['binary', (doc, field) => doc.getArray(field).insert(0, [Uint8Array.of(1, 2)])],
	['a sub-document', (doc, field) => doc.getArray(field).insert(0, [new Y.Doc()])],
	['an embed', (doc, field) => doc.getText(field).insertEmbed(0, { image: 'x' })],
	['a format', (doc, field) => doc.getText(field).insert(0, 'x', { bold: true })],
	['an attribute', (doc, field) => doc.getText(field).setAttribute('a', 'x')],
	['an XML element', (doc, field) => doc.getXmlFragment(field).insert(0, [new Y.XmlElement('p')])],
	['an XML text', (doc, field) => doc.getXmlFragment(field).insert(0, [new Y.XmlText('x')])],
	['2,000 nested elements', (doc, field) => nested(doc, field, 2000)],
	['values 5,000 deep', (doc, field) => doc.getArray(field).insert(0, [deepest(2000)])],
	['a root that is no field', (doc) => doc.getText('minutes').insert(0, 'x')],
	['a root without a name', (doc) => doc.getText('').insert(0, 'x')],
	['a root named as a prototype', (doc) => doc.getText('__proto__').insert(0, 'x')],
	['a root with a prototype in its name', (doc) => doc.getText('__proto__.polluted').insert(0, 'x')],
	['a root with a name of 10,000 characters', (doc) => doc.getText(`R1.${'x'.repeat(10_000)}`).insert(0, 'x')],
	['a root with a space in its name', (doc) => doc.getText('R1.risk ').insert(0, 'x')],
	['a root with U+0000 in its name', (doc) => doc.getText('R1.ri\u0000sk').insert(0, 'x')]
];

/** A message with one body, as y-websocket frames it. */
export const messageOf = (type: number, body: Uint8Array): Uint8Array =>
	joined(writeVarBytes(writeVarUint(writer(), type), body));

/** @param claims how many entries it says it has */
export function awarenessOf(
	entries: readonly (readonly [number, number, string])[],
	claims = entries.length
): Uint8Array {
	const body = writeVarUint(writer(), claims);
	for (const [client, clock, json] of entries) writeVarString(writeVarUint(writeVarUint(body, client), clock), json);
	return messageOf(MESSAGE.awareness, joined(body));
}

/** A number above 2^53, as lib0 would write it. */
export const HUGE = Uint8Array.from([...Array(8).fill(0xff), 0x7f]);
