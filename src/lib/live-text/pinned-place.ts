/** A place in a shared text that moves with its words: kept as two relative positions of Yjs, in base64. */
import * as Y from 'yjs';

export type PinnedPlace = { readonly pinnedFrom: string; readonly pinnedTo: string };
/** The field, whatever stands in it. */
export const WHOLE_FIELD: PinnedPlace = { pinnedFrom: '', pinnedTo: '' };
/** Where it is now: a stretch of the text, the field as a whole, or nowhere, because its words are gone. */
export type PlaceNow = { readonly start: number; readonly end: number } | 'FIELD' | 'GONE';

/** @param start UTF-16 units; the same as `end` pins the field as a whole */
export const pinPlace = (text: Y.Text, start: number, end: number): PinnedPlace =>
	start >= end ? WHOLE_FIELD : { pinnedFrom: position(text, start, 0), pinnedTo: position(text, end, -1) };

const position = (text: Y.Text, index: number, assoc: number): string =>
	btoa(String.fromCharCode(...Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, index, assoc))));

export const placePinned = (text: Y.Text, { pinnedFrom, pinnedTo }: PinnedPlace): PlaceNow => {
	if (pinnedFrom === '' || pinnedTo === '') return 'FIELD';
	const [start, end] = [indexOf(text, pinnedFrom), indexOf(text, pinnedTo)];
	return start === null || end === null || start >= end ? 'GONE' : { start, end };
};

/** Null: of a history that the text no longer has, or nothing that could be read. */
function indexOf(text: Y.Text, encoded: string): number | null {
	try {
		const bytes = Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0));
		const found = Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(bytes), text.doc as Y.Doc);
		return found?.type === text ? found.index : null;
	} catch {
		return null;
	}
}
