import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LIMIT } from '#lib/wire.ts';
import { applyEdit, bindText, forgetUndo, type TextBinding } from './bind-text.ts';

/** The part of a textarea that the binding uses. */
class Field extends EventTarget {
	value = '';
	selectionStart = 0;
	selectionEnd = 0;
	selectionDirection = 'none';
	ownerDocument = Object.assign(new EventTarget(), { activeElement: this as unknown });

	setRangeText(added: string, start: number, end: number): void {
		const kept = (at: number) => (at <= start ? at : at >= end ? at + added.length - (end - start) : start);
		const selection = [kept(this.selectionStart), kept(this.selectionEnd)] as const;
		this.value = this.value.slice(0, start) + added + this.value.slice(end);
		[this.selectionStart, this.selectionEnd] = selection;
	}

	setSelectionRange(start: number, end: number): void {
		[this.selectionStart, this.selectionEnd] = [start, end];
	}

	/** as a person types: the element changes first, then says so */
	type(words: string, at = this.selectionEnd, removed = 0, inputType = 'insertText'): void {
		this.value = this.value.slice(0, at) + words + this.value.slice(at + removed);
		this.selectionStart = this.selectionEnd = at + words.length;
		this.dispatchEvent(Object.assign(new Event('input'), { inputType }));
	}

	press(key: string, more: object = {}): Event {
		const event = Object.assign(new Event('keydown', { cancelable: true }), { key, ctrlKey: true, ...more });
		this.dispatchEvent(event);
		return event;
	}
}

function given(binding: Partial<TextBinding> = {}) {
	const [doc, other] = [new Y.Doc(), new Y.Doc()];
	doc.on('update', (update: Uint8Array, origin: unknown) => origin !== other && Y.applyUpdate(other, update, doc));
	other.on('update', (update: Uint8Array, origin: unknown) => origin !== doc && Y.applyUpdate(doc, update, other));
	const text = doc.getText('A1.text');
	const field = new Field();
	const stop = bindText(text, { writable: () => true, ...binding })(field as unknown as HTMLTextAreaElement);
	const again = (): Field => {
		(stop as () => void)();
		const next = new Field();
		bindText(text, { writable: () => true, ...binding })(next as unknown as HTMLTextAreaElement);
		return next;
	};
	return { doc, text, theirs: other.getText('A1.text'), field, stop: stop as () => void, again };
}

describe('a bound field', () => {
	it('DOC-25 shares what is typed, and shows what others type without moving the caret', () => {
		const { theirs, field } = given();
		field.type('call police');
		expect(theirs.toString()).toBe('call police');
		field.selectionStart = field.selectionEnd = 5;
		theirs.insert(0, 'please ');
		theirs.insert(theirs.length, ' now');
		expect([field.value, field.selectionEnd]).toEqual(['please call police now', 12]);
		theirs.doc?.transact(() => {
			theirs.delete(0, 7);
			theirs.insert(theirs.length, '!');
		});
		expect([field.value, field.selectionEnd]).toEqual(['call police now!', 5]);
	});

	it('DOC-25 leaves an input method alone while it composes, then merges', () => {
		const { theirs, field } = given();
		field.type('ab');
		field.dispatchEvent(new Event('compositionstart'));
		field.type('に', 1);
		theirs.insert(2, '!');
		expect([field.value, theirs.toString()]).toEqual(['aにb', 'ab!']);
		field.type('日', 1, 1);
		field.dispatchEvent(new Event('compositionend'));
		expect(field.value).toBe(theirs.toString());
		expect(theirs.toString()).toContain('日');
	});

	it('BADGE-8 what is still being composed is told as not saved, until it is in the text or the field is gone', () => {
		const told: boolean[] = [];
		const { theirs, field } = given({ onComposing: (composing) => told.push(composing) });
		field.type('ab');
		expect(told).toEqual([]);
		field.dispatchEvent(new Event('compositionstart'));
		field.type('に', 1);
		expect([told, theirs.toString()]).toEqual([[true], 'ab']);
		field.dispatchEvent(new Event('compositionend'));
		expect([told, theirs.toString()]).toEqual([[true, false], 'aにb']);
	});

	it('DOC-25 takes back only own words', () => {
		const { theirs, field } = given();
		field.type('mine');
		theirs.insert(4, ' theirs');
		expect(field.press('z').defaultPrevented).toBe(true);
		expect([field.value, theirs.toString()]).toEqual([' theirs', ' theirs']);
		field.press('y');
		expect(field.value).toBe('mine theirs');
		field.press('z', { ctrlKey: false, metaKey: true });
		field.press('Z', { ctrlKey: false, metaKey: true, shiftKey: true });
		expect(theirs.toString()).toBe('mine theirs');
	});

	it('UNDO-1 what others typed before, within and behind one’s words stays when they are taken back and put again', () => {
		const { theirs, field } = given();
		theirs.insert(0, 'A. ');
		field.type('visit weekly', 3);
		theirs.insert(0, '1. ');
		theirs.insert(theirs.toString().indexOf('weekly'), 'twice ');
		theirs.insert(theirs.length, ' Agreed.');
		theirs.delete(0, 3);
		field.press('z');
		expect([field.value, theirs.toString()]).toEqual(['A. twice  Agreed.', 'A. twice  Agreed.']);
		field.press('y');
		expect(theirs.toString()).toContain('visit');
		expect(theirs.toString()).toContain(' Agreed.');
	});

	it('UNDO-2 what somebody else has removed of one’s words is not brought back by one’s own undo', () => {
		const { theirs, field } = given();
		field.type('one ');
		field.type('two', 4, 0, 'insertFromPaste');
		theirs.delete(4, 3);
		field.press('z');
		expect(theirs.toString()).toBe('');
		field.press('y');
		expect(theirs.toString()).toBe('one ');
	});

	it('UNDO-3 a paste is one step of its own, whatever was typed just before and after it', () => {
		const { theirs, field } = given();
		field.type('before ');
		field.type('PASTED', 7, 0, 'insertFromPaste');
		field.type(' after');
		field.press('z');
		expect(theirs.toString()).toBe('before PASTED');
		field.press('z');
		expect(theirs.toString()).toBe('before ');
		field.press('z');
		expect(theirs.toString()).toBe('');
	});

	it('UNDO-4 it outlives a look at another item, and ends when the item is closed', () => {
		const { text, theirs, field, again } = given();
		field.type('mine');
		const back = again();
		expect(back.value).toBe('mine');
		back.press('z');
		expect(theirs.toString()).toBe('');
		back.press('y');
		forgetUndo(text);
		back.press('z');
		expect([back.value, theirs.toString()]).toEqual(['mine', 'mine']);
	});

	it('UNDO-5 the caret stands after the words that one’s own undo or redo brings back, and that of others stays', () => {
		const { text, theirs, field } = given();
		theirs.insert(0, 'A.  Agreed.');
		field.type('visit', 3);
		field.press('z');
		expect([field.value, field.selectionEnd]).toEqual(['A.  Agreed.', 3]);
		field.press('y');
		expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(['A. visit Agreed.', 8, 8]);
		// What is typed on stands where one sees it.
		field.type(' weekly');
		expect(theirs.toString()).toBe('A. visit weekly Agreed.');
		// A second look at the same text, by somebody who asked for nothing there.
		const beside = new Field();
		bindText(text, { writable: () => true })(beside as unknown as HTMLTextAreaElement);
		beside.setSelectionRange(3, 3);
		field.type('', 3, 5, 'deleteContentBackward');
		field.press('z');
		expect([field.value, field.selectionEnd]).toEqual([theirs.toString(), 8]);
		expect([beside.value, beside.selectionEnd]).toEqual([theirs.toString(), 3]);
	});

	it('DOC-25 strips what cannot be stored and stops at the limit, saying how much was left out', () => {
		const left: number[] = [];
		const { theirs, field } = given({ onFull: (count) => left.push(count) });
		field.type('a\u0000b\ud800');
		expect([field.value, theirs.toString(), left]).toEqual(['ab', 'ab', []]);
		field.type('x'.repeat(LIMIT.fieldCharacters));
		expect([field.value.length, theirs.length, left]).toEqual([LIMIT.fieldCharacters, LIMIT.fieldCharacters, [2]]);
	});

	it('DOC-25 sends a large paste in frames below the limit', () => {
		const { doc, text } = given();
		const sizes: number[] = [];
		doc.on('update', (update: Uint8Array) => sizes.push(update.length));
		applyEdit(text, { at: 0, removed: 0, added: '李'.repeat(LIMIT.fieldCharacters + 5) }, 'paste');
		expect(text.length).toBe(LIMIT.fieldCharacters);
		expect(Math.max(...sizes)).toBeLessThan(LIMIT.frameBytes);
		expect(sizes.length).toBeGreaterThan(1);
	});

	it('DOC-28 takes typing back where writing is refused', () => {
		const { theirs, field } = given({ writable: () => false });
		theirs.insert(0, 'sealed');
		field.type(' and more', 6);
		expect([field.value, theirs.toString()]).toEqual(['sealed', 'sealed']);
	});

	it('DOC-16 says where the caret is, once per place, and when the field is left', () => {
		const said: unknown[] = [];
		const { field, stop } = given({ onCaret: (caret) => said.push(caret) });
		field.type('abc');
		field.ownerDocument.dispatchEvent(new Event('selectionchange'));
		Object.assign(field, { selectionStart: 1, selectionDirection: 'backward' });
		field.ownerDocument.dispatchEvent(new Event('selectionchange'));
		field.dispatchEvent(new Event('blur'));
		expect(said).toEqual([{ anchor: 3, head: 3 }, { anchor: 3, head: 1 }, null]);
		stop();
		field.type('d');
		expect(said).toHaveLength(3);
	});
});
