import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { putBackUpdate } from './assembled-document.js';
import { type LoggedUpdate, splitRemoval } from './split-removal.ts';

type Page = {
	readonly personId: string;
	readonly doc: Y.Doc;
	readonly text: Y.Text;
	readonly says: (change: (text: Y.Text) => void) => void;
};

type Room = { readonly log: LoggedUpdate[]; readonly pages: readonly Page[] };

/** People who see every word of each other at once, and the log of what they did. */
function room(...people: readonly string[]): Room {
	const log: LoggedUpdate[] = [];
	const pages = people.map((personId): Page => {
		const doc = new Y.Doc();
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === 'log') return;
			log.push({ personId, update });
			for (const other of pages) if (other.doc !== doc) Y.applyUpdate(other.doc, update, 'log');
		});
		const text = doc.getText('R1.risk');
		return { personId, doc, text, says: (change) => doc.transact(() => change(text)) };
	});
	return { log, pages };
}

/** Puts back what `personId` removed in updates `from` to `to` of the log, counted from 1; the text then, or why not. */
function putBack({ log, pages }: Room, personId: string, from: number, to: number, most = 20_000): string {
	const plain = (one: LoggedUpdate) => ({ updates: [one.update], isRemoval: false });
	const theirs = new Set(pages.filter((page) => page.personId === personId).map(({ doc }) => doc.clientID));
	const stretch = splitRemoval(log.slice(from - 1, to), personId, theirs).map(({ update, isRemoval }) => ({
		updates: [update],
		isRemoval
	}));
	const whole = [...log.slice(0, from - 1).map(plain), ...stretch, ...log.slice(to).map(plain)];
	const made = putBackUpdate(whole, 'R1.risk', 77, most);
	if (made.outcome !== 'found') return made.outcome;
	const doc = new Y.Doc();
	for (const { update } of log) Y.applyUpdate(doc, update);
	Y.applyUpdate(doc, made.update);
	expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null]);
	return doc.getText('R1.risk').toString();
}

const SENTENCE = 'He was seen outside the school at three on Monday.';

describe('putting removed words back', () => {
	it('WIPE-4 puts back exactly what was removed, though others wrote on in the middle of it', () => {
		const all = room('anna', 'ben', 'sam');
		const [anna, ben, sam] = all.pages as [Page, Page, Page];
		anna.says((text) => text.insert(0, SENTENCE));
		ben.says((text) => text.insert(SENTENCE.length, ' The landlord confirms it.'));
		const before = sam.text.toString();
		sam.says((text) => text.delete(7, text.length - 20));
		anna.says((text) => text.insert(7, '[new words]'));
		ben.says((text) => text.insert(text.length, ' And more.'));
		const back = putBack(all, 'sam', 3, 3);
		expect(back.replace('[new words]', '')).toBe(`${before} And more.`);
		expect(back).toContain('[new words]');
	});

	it('WIPE-4 keeps what was typed in place of it, and does not bring back what was mistyped meanwhile', () => {
		const all = room('anna', 'sam');
		const [anna, sam] = all.pages as [Page, Page];
		anna.says((text) => text.insert(0, SENTENCE));
		sam.says((text) => {
			text.delete(0, 30);
			text.insert(0, 'Typpo');
		});
		sam.says((text) => text.delete(2, 3));
		sam.says((text) => text.delete(2, text.length - 2));
		expect(sam.text.toString()).toBe('Ty');
		expect(putBack(all, 'sam', 2, 4)).toBe(`${SENTENCE.slice(0, 30)}Ty${SENTENCE.slice(30)}`);
	});

	it('WIPE-4 puts back their own older words with the others', () => {
		const all = room('anna', 'sam');
		const [anna, sam] = all.pages as [Page, Page];
		anna.says((text) => text.insert(0, SENTENCE));
		sam.says((text) => text.insert(3, 'probably '));
		const before = sam.text.toString();
		sam.says((text) => text.delete(0, text.length));
		expect(putBack(all, 'sam', 3, 3)).toBe(before);
	});

	it('WIPE-4 leaves alone what others removed in the same moment', () => {
		const all = room('anna', 'ben', 'sam');
		const [anna, ben, sam] = all.pages as [Page, Page, Page];
		anna.says((text) => text.insert(0, SENTENCE));
		sam.says((text) => text.delete(0, 10));
		ben.says((text) => text.delete(0, 5));
		sam.says((text) => text.delete(0, 10));
		expect(putBack(all, 'sam', 2, 4)).toBe(SENTENCE.slice(0, 10) + SENTENCE.slice(15));
	});

	it('WIPE-5 puts nothing back twice: words brought back by undo, or retyped, are there already', () => {
		const all = room('anna', 'sam');
		const [anna, sam] = all.pages as [Page, Page];
		anna.says((text) => text.insert(0, SENTENCE));
		sam.says((text) => text.delete(0, 40));
		expect(putBack(all, 'sam', 2, 2)).toBe(SENTENCE);
		sam.says((text) => text.insert(0, SENTENCE.slice(0, 40)));
		expect(putBack(all, 'sam', 2, 2)).toBe('already');
	});

	it('WIPE-5 is not misled by the same words elsewhere in the text, or by single letters strewn in', () => {
		const all = room('anna', 'sam');
		const [anna, sam] = all.pages as [Page, Page];
		anna.says((text) => text.insert(0, SENTENCE + SENTENCE));
		sam.says((text) => text.delete(0, SENTENCE.length));
		expect(putBack(all, 'sam', 2, 2)).toBe(SENTENCE + SENTENCE);
		const letters = room('anna', 'sam');
		const [first, second] = letters.pages as [Page, Page];
		first.says((text) => text.insert(0, SENTENCE));
		for (let at = 0; at < 20; at++) second.says((text) => text.delete(at, 1));
		const strewn = SENTENCE.split('').reverse().join('');
		second.says((text) => text.insert(text.length, strewn));
		expect(putBack(letters, 'sam', 2, 21)).toBe(SENTENCE + strewn);
	});

	it('WIPE-5 puts nothing back where the text would become too long', () => {
		const all = room('anna', 'sam');
		const [anna, sam] = all.pages as [Page, Page];
		anna.says((text) => text.insert(0, SENTENCE));
		sam.says((text) => text.delete(0, 40));
		expect(putBack(all, 'sam', 2, 2, SENTENCE.length)).toBe(SENTENCE);
		expect(putBack(all, 'sam', 2, 2, SENTENCE.length - 1)).toBe('too-long');
	});
});
