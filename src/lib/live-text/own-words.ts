/**
 * Which characters of a page's own may be missing at the server: those of the client ids it writes or has written under,
 * beyond what the server has said is stored. Everything of everybody else came from the server.
 */
import * as Y from 'yjs';
import { stateVectorBytes } from './yjs-update.ts';

/** Own client ids, and up to which clock each is known to be stored. */
export type OwnWords = Map<number, number>;

/** From now on characters of this id may be unstored. @param stored how far they are stored already */
export function noteOwn(own: OwnWords, client: number, stored: number): void {
	if (!own.has(client)) own.set(client, stored);
}

/** The server has said how far it has stored these clients; others are of no concern. */
export function learnStored(own: OwnWords, stored: Iterable<readonly [client: number, clock: number]>): void {
	for (const [client, clock] of stored) if (clock > (own.get(client) ?? clock)) own.set(client, clock);
}

/** The document's state vector as far as the server surely has it. */
export function storedVector(doc: Y.Doc, own: OwnWords): Map<number, number> {
	const vector = Y.decodeStateVector(Y.encodeStateVector(doc));
	for (const [client, clock] of vector) vector.set(client, Math.min(clock, own.get(client) ?? clock));
	return vector;
}

/** Everything the server may lack, deletions included: complete by itself for whoever has what is stored. */
export const unstoredUpdate = (doc: Y.Doc, own: OwnWords): Uint8Array =>
	Y.encodeStateAsUpdate(doc, stateVectorBytes(storedVector(doc, own)));

/**
 * What somebody wrote in a field that is not stored, as they would want to hand it on: the whole lines it stands in. The
 * whole text when they only took words out.
 */
export function unstoredWords(text: Y.Text, own: OwnWords): string {
	const words = text.toString();
	let lines: { from: number; to: number }[] = [];
	let at = 0;
	for (let item = text._start; item !== null; item = item.right) {
		if (item.deleted || !item.countable) continue;
		const stored = own.get(item.id.client) ?? Number.POSITIVE_INFINITY;
		const from = at + Math.max(0, stored - item.id.clock);
		at += item.length;
		if (from < at) lines = withLine(lines, words, from, at);
	}
	if (lines.length === 0) return words;
	return lines.map(({ from, to }) => words.slice(from, to)).join('\n');
}

function withLine(lines: { from: number; to: number }[], words: string, first: number, after: number) {
	const from = first === 0 ? 0 : words.lastIndexOf('\n', first - 1) + 1;
	const end = words.indexOf('\n', Math.max(first, after - 1));
	const to = end === -1 ? words.length : end;
	const last = lines.at(-1);
	if (last !== undefined && from <= last.to)
		return [...lines.slice(0, -1), { from: last.from, to: Math.max(last.to, to) }];
	return [...lines, { from, to }];
}
