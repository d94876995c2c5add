/** Puts words at the caret of a field as one's own typing: the same edit, the same author, the same undo. Browser only. */
export function putIn(
	field: HTMLTextAreaElement,
	words: string,
	{ start = field.selectionStart, end = field.selectionEnd, inputType = 'insertReplacementText' } = {}
): void {
	field.setRangeText(words, start, end, 'end');
	field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType, data: words }));
}
