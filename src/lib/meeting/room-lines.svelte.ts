/**
 * What carries a room: how its line of facts and its documents are opened, and what is kept of words that were not sent.
 * The real room takes what leads to the server, loaded after its first paint; the practice room brings a meeting that
 * lives in the page (decision 054). Neither knows of the other.
 */
import type { FactsLine } from '../live-text/facts-line.ts';
import type { LiveDocument } from '../live-text/live-document.svelte.ts';
import type { KeptWords } from './kept-words.svelte.ts';

export type LoadFacts = () => Promise<() => FactsLine>;
/** `path`: `<meetingId>/<documentName>`; `socketKind`: asked at every connect */
export type OpenDocument = (path: string, socketKind: () => typeof WebSocket) => LiveDocument;
export type LoadDocuments = () => Promise<OpenDocument>;

export type RoomLines = {
	readonly facts: LoadFacts;
	readonly documents: LoadDocuments;
	readonly kept: KeptWords;
};
