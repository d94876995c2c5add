/** What people type in a meeting: the fields, the sentence, and a long meeting's log made of single keystrokes. */
import * as Y from 'yjs';
import { chance } from './chance.ts';

export const RISKS = 24;
/** Every field of the plan that the bench writes in: names our server accepts, and any other takes as they are. */
export const FIELDS: readonly string[] = Array.from({ length: RISKS }, (_, row) => row + 1).flatMap((row) =>
	['risk', 'evidence', 'contingency'].map((part) => `R${row}.${part}`)
);
const SENTENCE = 'Police to confirm the licence conditions with probation and report back to the panel. ';
export const letter = (n: number): string => SENTENCE[n % SENTENCE.length] as string;

/** The ids under which twelve people wrote a history; every server is told, or finds in its log, who they are. */
export const HISTORY_CLIENTS: readonly number[] = Array.from({ length: 12 }, (_, seat) => 100 + seat);

export type History = {
	/** single keystrokes in order, and which of the twelve typed each and where */
	readonly updates: readonly { readonly update: Uint8Array; readonly seat: number; readonly field: string }[];
	/** all of them as one update */
	readonly state: Uint8Array;
	readonly vector: Uint8Array;
};

const made = new Map<string, History>();

/** `keys` keystrokes by twelve people in bursts, 8 % of them deletions, three in ten bursts in the middle of a text. */
export function history(keys: number, seed = 7): History {
	const known = made.get(`${keys}/${seed}`);
	if (known) return known;
	const doc = new Y.Doc();
	const updates: History['updates'][number][] = [];
	const random = chance(seed);
	const one = { seat: 0, field: '' };
	doc.on('update', (update: Uint8Array) => updates.push({ update, ...one }));
	for (let left = keys; left > 0; ) {
		one.seat = Math.floor(random() * HISTORY_CLIENTS.length);
		one.field = FIELDS[Math.floor(random() * FIELDS.length)] as string;
		doc.clientID = HISTORY_CLIENTS[one.seat] as number;
		const text = doc.getText(one.field);
		let at = random() < 0.7 ? text.length : Math.floor(random() * (text.length + 1));
		for (let burst = Math.min(left, 12 + Math.floor(random() * 30)); burst > 0; burst--, left--) {
			if (random() < 0.08 && at > 0) text.delete(--at, 1);
			else text.insert(at++, letter(keys - left));
		}
	}
	const all = { updates, state: Y.encodeStateAsUpdate(doc), vector: Y.encodeStateVector(doc) };
	made.set(`${keys}/${seed}`, all);
	return all;
}
