/**
 * Binds a <textarea> to a shared text: local typing becomes the smallest edit, the edits of others leave caret and
 * selection where they are, input methods are never disturbed while they compose, and undo takes back only one's own.
 */

import type { Attachment } from 'svelte/attachments';
import * as Y from 'yjs';
import { LIMIT } from '#lib/wire.ts';
import { cutTo, inPieces, smallestEdit } from './smallest-edit.ts';
import { storableText } from './storable-text.ts';

export type TextBinding = {
	/** false: typing is taken back at once; the element should be read-only as well */
	readonly writable: () => boolean;
	/** characters that did not fit into the field and were left out */
	readonly onFull?: (leftOut: number) => void;
	/** words are in the field and not in the text yet: an input method is composing them */
	readonly onComposing?: (composing: boolean) => void;
	/** where the caret is, in UTF-16 units; null when the field is left */
	readonly onCaret?: (caret: { readonly anchor: number; readonly head: number } | null) => void;
};

/** One transaction holds at most this many characters, so that no frame passes 64 KB whatever the script. */
const PIECE = 10_000;

/** What one has typed in each text, to be taken back: it outlives a look at another item, and ends with {@link forgetUndo}. */
const undoOf = new WeakMap<Y.Text, Y.UndoManager>();
function ownUndo(text: Y.Text): Y.UndoManager {
	const known = undoOf.get(text);
	if (known) return known;
	const made = new Y.UndoManager(text, { trackedOrigins: new Set() });
	undoOf.set(text, made);
	return made;
}
/** From now on nothing typed in this text before can be taken back: its item is closed. */
export const forgetUndo = (text: Y.Text): void => undoOf.get(text)?.clear();

/** What is put in at once is taken back at once, and nothing typed before or after goes with it. */
const AT_ONCE = ['insertFromPaste', 'insertReplacementText', 'insertFromDrop', 'insertFromYank'];

export function bindText(text: Y.Text, binding: TextBinding): Attachment<HTMLTextAreaElement> {
	return (element) => {
		const undo = ownUndo(text);
		undo.trackedOrigins.add(element);
		undo.stopCapturing();
		let composing = false;
		let caretWas = '';
		/** an undo or redo asked for in this field is under way */
		let stepping = false;
		element.value = text.toString();

		/** Brings the element to the document's state. */
		const pull = () => {
			const edit = smallestEdit(element.value, text.toString());
			if (edit !== null) element.setRangeText(edit.added, edit.at, edit.at + edit.removed, 'preserve');
		};
		/** Brings the document to the element's state. */
		const push = () => {
			const edit = binding.writable() ? smallestEdit(text.toString(), element.value, element.selectionEnd) : null;
			if (edit !== null) applyEdit(text, edit, element, binding.onFull);
			pull();
			tellCaret();
		};
		const tellCaret = () => {
			if (element.ownerDocument.activeElement !== element) return;
			const backward = element.selectionDirection === 'backward';
			const [start, end] = [element.selectionStart, element.selectionEnd];
			const caret = backward ? { anchor: end, head: start } : { anchor: start, head: end };
			const now = `${caret.anchor} ${caret.head}`;
			if (now === caretWas) return;
			caretWas = now;
			binding.onCaret?.(caret);
		};
		const observe = (event: Y.YTextEvent, transaction: Y.Transaction) => {
			if (transaction.origin === element || composing) return;
			// Edit by edit, so that a caret between two of them stays where it is.
			let at = 0;
			let restoredTo: number | null = null;
			for (const { retain, insert, delete: removed } of event.delta) {
				const added = typeof insert === 'string' ? insert : '';
				at += retain ?? 0;
				if (removed || added) element.setRangeText(added, at, at + (removed ?? 0), 'preserve');
				at += added.length;
				if (added) restoredTo = at;
			}
			pull();
			// One goes on writing after what one has brought back.
			if (stepping && restoredTo !== null) element.setSelectionRange(restoredTo, restoredTo);
		};
		/** Takes back, or puts again, one's own last step. */
		const take = (step: 'undo' | 'redo') => {
			if (!binding.writable()) return;
			stepping = true;
			try {
				undo[step]();
			} finally {
				stepping = false;
			}
		};
		const handlers: { [type: string]: (event: Event) => void } = {
			input: (event) => {
				if (composing) {
					binding.onComposing?.(element.value !== text.toString());
					return;
				}
				const atOnce = AT_ONCE.includes((event as InputEvent).inputType);
				if (atOnce) undo.stopCapturing();
				push();
				if (atOnce) undo.stopCapturing();
			},
			compositionstart: () => {
				composing = true;
			},
			compositionend: () => {
				composing = false;
				push();
				binding.onComposing?.(false);
			},
			keydown: (event) => {
				const step = undoStep(event as KeyboardEvent);
				if (step === null || composing) return;
				event.preventDefault();
				take(step);
			},
			// The menu's undo would bring back words that the document no longer has.
			beforeinput: (event) => {
				const { inputType } = event as InputEvent;
				if (inputType !== 'historyUndo' && inputType !== 'historyRedo') return;
				event.preventDefault();
				take(inputType === 'historyUndo' ? 'undo' : 'redo');
			},
			focus: tellCaret,
			blur: () => {
				caretWas = '';
				binding.onCaret?.(null);
			}
		};
		text.observe(observe);
		for (const [type, handler] of Object.entries(handlers)) element.addEventListener(type, handler);
		element.ownerDocument.addEventListener('selectionchange', tellCaret);
		return () => {
			text.unobserve(observe);
			for (const [type, handler] of Object.entries(handlers)) element.removeEventListener(type, handler);
			element.ownerDocument.removeEventListener('selectionchange', tellCaret);
			undo.trackedOrigins.delete(element);
			if (composing) binding.onComposing?.(false);
		};
	};
}

/** Ctrl or Cmd with Z undoes, with Shift-Z or Y redoes. */
function undoStep({ ctrlKey, metaKey, altKey, shiftKey, key }: KeyboardEvent): 'undo' | 'redo' | null {
	if (!(ctrlKey || metaKey) || altKey) return null;
	if (key.toLowerCase() === 'y') return 'redo';
	if (key.toLowerCase() !== 'z') return null;
	return shiftKey ? 'redo' : 'undo';
}

/** One edit in the shared text: storable characters only, within the field's limit, large ones in pieces. */
export function applyEdit(
	text: Y.Text,
	edit: { readonly at: number; readonly removed: number; readonly added: string },
	origin: unknown,
	onFull?: (leftOut: number) => void
): void {
	const doc = text.doc as Y.Doc;
	const storable = storableText(edit.added);
	const fits = cutTo(storable, LIMIT.fieldCharacters - text.length + edit.removed);
	let { at } = edit;
	const [first = '', ...rest] = inPieces(fits, PIECE);
	doc.transact(() => {
		if (edit.removed > 0) text.delete(at, edit.removed);
		if (first !== '') text.insert(at, first);
	}, origin);
	at += first.length;
	for (const piece of rest) {
		doc.transact(() => text.insert(at, piece), origin);
		at += piece.length;
	}
	if (fits.length < storable.length) onFull?.(storable.length - fits.length);
}
