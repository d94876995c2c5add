/** A document as a two-hour meeting leaves it: tens of thousands of keystrokes by several people, one update each. */
import * as Y from 'yjs';
import type { LogEntry } from '#server/persistence/append-updates.ts';
import type { DocumentLog } from '#server/persistence/document-log.ts';
import type { TestMeeting } from './document-meeting.ts';

type Begun = TestMeeting['begun'][string];

const WRITERS = 3;
const FIELDS = 24;
const BURST = 40;
const STORED_AT_ONCE = 500;

/** Types in bursts, a deletion every 17th key, and stores it all in the plan's log. @returns the words */
export async function storeLongDocument(
	log: DocumentLog,
	{ areaId, plan, people, begun }: TestMeeting,
	keystrokes: number
): Promise<Record<string, string>> {
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	const entries: LogEntry[] = [];
	for (let n = 0; n < WRITERS; n++) await log.issueClient(areaId, plan, 1000 + n, people[n] as string);
	let caret = 0;
	for (let key = 0; key < keystrokes; key++) {
		const burst = Math.floor(key / BURST);
		const writer = burst % WRITERS;
		const field = `R${1 + (burst % FIELDS)}.${burst % 2 === 0 ? 'risk' : 'contingency'}`;
		doc.clientID = 1000 + writer;
		const text = doc.getText(field);
		if (key % BURST === 0) caret = (burst * 37) % (text.length + 1);
		if (key % 17 === 16 && caret > 0) text.delete(--caret, 1);
		else text.insert(caret++, 'abcdefghij klmno pq'[key % 19] as string);
		for (const update of updates.splice(0))
			entries.push({ personId: people[writer] as string, fields: [field], update });
	}
	for (let at = 0; at < entries.length; at += STORED_AT_ONCE) {
		const part = entries.slice(at, at + STORED_AT_ONCE);
		const [outcome] = await log.append(areaId, [
			{ documentId: plan, ...(begun[plan] as Begun), expectedHead: at, entries: part }
		]);
		if (outcome?.kind !== 'stored') throw new Error(`not stored: ${outcome?.kind}`);
	}
	const words = Object.fromEntries([...doc.share.keys()].sort().map((name) => [name, doc.getText(name).toString()]));
	doc.destroy();
	return words;
}
