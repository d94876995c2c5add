/**
 * A Yjs update (encoding V1) of a document that holds nothing but root-level texts, read strictly and whole before
 * anything is done with it (R14). Whatever such a document never contains - other content, nested types, map keys,
 * gaps, garbage-collected parents - makes it malformed here. Keeps byte positions so that states can be put together
 * by copying, without building a Y.Doc.
 */
import {
	type ByteReader,
	endReached,
	MalformedBytes,
	readByte,
	readFrom,
	readVarBytes,
	readVarString,
	readVarUint
} from './byte-reader.ts';
import { joined, writeBytes, writer, writeVarUint } from './byte-writer.ts';

/** Position of one character: the client that wrote it and its clock. */
export type CharacterId = { readonly client: number; readonly clock: number };

/** A run of characters written by one client. */
export type Struct = {
	readonly clock: number;
	/** clock units: UTF-16 code units */
	readonly length: number;
	readonly origin: CharacterId | null;
	readonly rightOrigin: CharacterId | null;
	/** root text by name; only where there is no origin to tell it */
	readonly field: string | null;
	/** false: characters that were already deleted when they were sent */
	readonly visible: boolean;
	/** where it begins in the update's bytes */
	readonly from: number;
};

/** All structs of one client, without a gap: `clock` of the first, `end` after the last. Bytes `from` to `to`. */
export type Section = {
	readonly client: number;
	readonly clock: number;
	readonly end: number;
	readonly count: number;
	readonly from: number;
	readonly to: number;
};

export type DeleteRange = CharacterId & { readonly length: number };

/** What is needed to hand an update on: its bytes and where its parts lie. */
export type UpdateParts = {
	readonly bytes: Uint8Array;
	readonly sections: readonly Section[];
	/** how many clients the delete set names, and where its first client begins */
	readonly deleteClients: number;
	readonly deletesFrom: number;
};

export type YjsUpdate = UpdateParts & {
	/** per section, in the same order */
	readonly structs: readonly (readonly Struct[])[];
	readonly deletes: readonly DeleteRange[];
};

const STRING = 4;
const DELETED = 1;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_MAP_KEY = 0x20;

/**
 * @param most how many clients an update may name; a snapshot names everybody who ever wrote
 * @throws MalformedBytes with a short reason
 */
export function readYjsUpdate(bytes: Uint8Array, most = Number.POSITIVE_INFINITY): YjsUpdate {
	const reader = readFrom(bytes);
	const sections: Section[] = [];
	const structs: Struct[][] = [];
	const count = readVarUint(reader);
	// A keystroke names one client, and there are many of them.
	const clients = count > 1 ? new Set<number>() : null;
	for (let left = count; left > 0; left--) {
		if (sections.length === most) throw new MalformedBytes('too many clients');
		const run: Struct[] = [];
		const section = readSection(reader, run);
		if (clients?.has(section.client)) throw new MalformedBytes('a client named twice');
		clients?.add(section.client);
		sections.push(section);
		structs.push(run);
	}
	const deleteClients = readVarUint(reader);
	const deletesFrom = reader.at;
	const deletes = readDeletes(reader, deleteClients);
	if (!endReached(reader)) throw new MalformedBytes('trailing bytes');
	return { bytes, sections, structs, deletes, deleteClients, deletesFrom };
}

/** @param run takes the structs */
function readSection(reader: ByteReader, run: Struct[]): Section {
	const count = readVarUint(reader);
	const client = readVarUint(reader);
	const clock = readVarUint(reader);
	const from = reader.at;
	if (count === 0) throw new MalformedBytes('a client without structs');
	let end = clock;
	for (let n = 0; n < count; n++) {
		const struct = readStruct(reader, end);
		end += struct.length;
		if (end > Number.MAX_SAFE_INTEGER) throw new MalformedBytes('clock too large');
		run.push(struct);
	}
	return { client, clock, end, count, from, to: reader.at };
}

function readStruct(reader: ByteReader, clock: number): Struct {
	const from = reader.at;
	const info = readByte(reader);
	const content = info & 0x1f;
	if (content !== STRING && content !== DELETED) throw new MalformedBytes('content that is not text');
	if ((info & HAS_MAP_KEY) !== 0) throw new MalformedBytes('a map key');
	const origin = (info & HAS_ORIGIN) !== 0 ? readId(reader) : null;
	const rightOrigin = (info & HAS_RIGHT_ORIGIN) !== 0 ? readId(reader) : null;
	let field: string | null = null;
	if (origin === null && rightOrigin === null) {
		if (readVarUint(reader) !== 1) throw new MalformedBytes('a nested type');
		field = readVarString(reader);
	}
	const length = content === STRING ? textLength(readVarBytes(reader)) : readVarUint(reader);
	if (length === 0) throw new MalformedBytes('an empty struct');
	return { clock, length, origin, rightOrigin, field, visible: content === STRING, from };
}

const readId = (reader: ByteReader): CharacterId => ({ client: readVarUint(reader), clock: readVarUint(reader) });

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-16 length of UTF-8 bytes. @throws MalformedBytes on U+0000 and on what is not UTF-8, lone surrogates included */
function textLength(bytes: Uint8Array): number {
	let plain = true;
	for (let i = 0; i < bytes.length; i++) {
		const byte = bytes[i] as number;
		if (byte === 0) throw new MalformedBytes('U+0000 in text');
		if (byte > 0x7f) plain = false;
	}
	if (plain) return bytes.length;
	try {
		return utf8.decode(bytes).length;
	} catch {
		throw new MalformedBytes('not UTF-8');
	}
}

function readDeletes(reader: ByteReader, clients: number): DeleteRange[] {
	const ranges: DeleteRange[] = [];
	for (let left = clients; left > 0; left--) {
		const client = readVarUint(reader);
		for (let n = readVarUint(reader); n > 0; n--) {
			const clock = readVarUint(reader);
			const length = readVarUint(reader);
			if (length === 0) throw new MalformedBytes('an empty delete range');
			ranges.push({ client, clock, length });
		}
	}
	return ranges;
}

/** A section and the bytes it lies in. */
export type SectionPart = Section & { readonly bytes: Uint8Array };
/** A delete set without its first number, which says how often it names a client. */
export type DeletesPart = { readonly clients: number; readonly bytes: Uint8Array };

export const sectionsIn = ({ bytes, sections }: UpdateParts): SectionPart[] =>
	sections.map((section) => ({ ...section, bytes }));

/**
 * One update out of several in order, without what a reader at `vector` (clock per client) already has. Structs are
 * copied as they are; the one in which the reader's clock lies is sent whole, which Yjs cuts itself.
 * Each client's sections must follow one another without a gap across `parts`.
 */
export const joinUpdates = (parts: readonly UpdateParts[], vector: ReadonlyMap<number, number>): Uint8Array =>
	joinSections(
		parts.flatMap(sectionsIn),
		parts.map(({ bytes, deleteClients, deletesFrom }) => ({
			clients: deleteClients,
			bytes: bytes.subarray(deletesFrom)
		})),
		vector
	);

/** The same out of sections and delete sets that lie anywhere. */
export function joinSections(
	parts: readonly SectionPart[],
	deletes: readonly DeletesPart[],
	vector: ReadonlyMap<number, number>
): Uint8Array {
	const byClient = new Map<number, SectionPart[]>();
	for (const part of parts) {
		const has = vector.get(part.client) ?? 0;
		if (part.end <= has) continue;
		const wanted = part.clock < has ? cut(part, has) : part;
		const all = byClient.get(part.client);
		if (all) all.push(wanted);
		else byClient.set(part.client, [wanted]);
	}
	const out = writeVarUint(writer(), byClient.size);
	for (const [client, all] of byClient) {
		const count = all.reduce((sum, part) => sum + part.count, 0);
		writeVarUint(writeVarUint(writeVarUint(out, count), client), (all[0] as SectionPart).clock);
		for (const { bytes, from, to } of all) writeBytes(out, bytes.subarray(from, to));
	}
	const clients = deletes.reduce((sum, part) => sum + part.clients, 0);
	writeVarUint(out, clients);
	for (const part of deletes) if (part.clients > 0) writeBytes(out, part.bytes);
	return joined(out);
}

/** The same section from the struct that holds `clock` on. */
function cut(section: SectionPart, clock: number): SectionPart {
	const reader = readFrom(section.bytes, section.from);
	let count = section.count;
	let at = section.clock;
	for (;;) {
		const struct = readStruct(reader, at);
		if (at + struct.length > clock) return { ...section, clock: at, count, from: struct.from };
		at += struct.length;
		count--;
	}
}

/** An update that only deletes. */
export function deletesAsUpdate(ranges: readonly DeleteRange[]): Uint8Array {
	const byClient = new Map<number, DeleteRange[]>();
	for (const range of ranges) {
		const own = byClient.get(range.client);
		if (own) own.push(range);
		else byClient.set(range.client, [range]);
	}
	const out = writeVarUint(writeVarUint(writer(), 0), byClient.size);
	for (const [client, own] of byClient) {
		writeVarUint(writeVarUint(out, client), own.length);
		for (const range of own) writeVarUint(writeVarUint(out, range.clock), range.length);
	}
	return joined(out);
}

/** Some structs of an update (by index within their sections) as an update of their own, without deletes. */
export function structsAsUpdate(
	update: YjsUpdate,
	runs: readonly { readonly section: number; readonly first: number; readonly after: number }[]
): Uint8Array {
	const out = writeVarUint(writer(), runs.length);
	for (const { section, first, after } of runs) {
		const { client, to } = update.sections[section] as Section;
		const all = update.structs[section] as readonly Struct[];
		const begin = all[first] as Struct;
		writeVarUint(writeVarUint(writeVarUint(out, after - first), client), begin.clock);
		writeBytes(out, update.bytes.subarray(begin.from, all[after]?.from ?? to));
	}
	return joined(writeVarUint(out, 0));
}

/** A state vector: how far each client is known. @throws MalformedBytes */
export function readStateVector(bytes: Uint8Array): Map<number, number> {
	const reader = readFrom(bytes);
	const vector = new Map<number, number>();
	for (let left = readVarUint(reader); left > 0; left--) {
		const client = readVarUint(reader);
		vector.set(client, readVarUint(reader));
	}
	if (!endReached(reader)) throw new MalformedBytes('trailing bytes');
	return vector;
}

export function stateVectorBytes(vector: Iterable<readonly [number, number]>): Uint8Array {
	const all = [...vector];
	const out = writeVarUint(writer(), all.length);
	for (const [client, clock] of all) writeVarUint(writeVarUint(out, client), clock);
	return joined(out);
}
